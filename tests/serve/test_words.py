"""The words around the pages: both languages, each asked for somewhere, nothing asked for that is not there."""

from __future__ import annotations

import re
from importlib.resources import files

from pathways.model import Basis, NodeKind
from pathways.render.html.words import all_words
from pathways.routing.asked import CRITERION
from pathways.serve.words import own_words

#: Keys of which a part is put in while the page is made.
MADE = {"kind", "spread", "prefer", "apprenticeship", "word", "niveau", "basis", "way", "missing", "suggested", "at"}


def asked_for():
    root = files("pathways.serve")
    texts = [path.read_text("utf-8") for path in root.iterdir() if path.name.endswith(".py")]
    texts += [path.read_text("utf-8") for path in root.joinpath("templates").iterdir()]
    return set(re.findall(r"""(?:\bw\(|word\([a-z.]*lang, )["']([\w.-]+)["']""", "\n".join(texts))), "\n".join(texts)


def test_both_languages_say_the_same_places():
    french, english = own_words()["fr"], own_words()["en"]
    assert french.keys() == english.keys()
    for key in french:
        assert sorted(re.findall(r"\{\w+\}", french[key])) == sorted(re.findall(r"\{\w+\}", english[key])), key


def test_every_word_that_is_asked_for_is_there():
    known = own_words()["fr"].keys() | all_words()["fr"].keys()
    keys, _ = asked_for()
    assert len(keys) > 50
    assert {key for key in keys if key not in known and f"{key}.one" not in known and not key.endswith(".")} == set()


def test_every_choice_of_the_form_has_words():
    known = own_words()["fr"].keys()
    assert {f"prefer.{name}" for name in CRITERION} <= known
    assert {f"word.{basis}" for basis in Basis} <= known
    assert {f"kind.{kind}" for kind in NodeKind} <= known


def test_every_word_is_used():
    _, text = asked_for()
    unused = {
        key
        for key in own_words()["fr"]
        if f'"{key}"' not in text and f"'{key}'" not in text and key.split(".")[0] not in MADE
    }
    assert unused == set()
