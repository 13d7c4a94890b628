"""French and English say the same things, with the same blanks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from pathways.errors import QueryError
from pathways.model import Basis, Condition, NodeKind
from pathways.render.html import page, route_page
from pathways.render.html.words import all_words, say

ROOM = Path(page.__file__).parent


def test_every_key_has_both_languages_with_the_same_blanks():
    table = tomllib.loads((ROOM / "words.toml").read_text("utf-8"))
    assert all(set(forms) == {"fr", "en"} for forms in table.values())
    blanks = re.compile(r"\{(?:de |à )?(\w+)\}")  # « {de 0} »: with its article and a preposition
    assert all(set(blanks.findall(f["fr"])) == set(blanks.findall(f["en"])) for f in table.values())
    assert all(f["fr"].strip() and f["en"].strip() for f in table.values())


def test_every_key_that_a_page_takes_is_there():
    words = set(all_words()["fr"])
    taken = {k for f in ROOM.glob("*.js") for k in re.findall(r'\bt\("([^"$]+)"', f.read_text("utf-8"))}
    for name in ("page.html.j2", "spread.html.j2"):
        taken |= set(re.findall(r'(?:t|say|labelled)\("([a-z.-]+)"', (ROOM / name).read_text("utf-8")))
    taken |= set(re.findall(r'say\("([a-z.-]+)"', (ROOM / "site.html.j2").read_text("utf-8")))
    assert len(taken) > 60
    assert {k for k in taken if not k.endswith(".") and k not in words and f"{k}.one" not in words} == set()


def test_every_condition_basis_and_kind_has_words():
    words = all_words()["fr"]
    assert {f"condition.{c}" for c in Condition} | {f"basis.{b}" for b in Basis} | set(NodeKind) <= set(words)


def test_an_unknown_language_is_an_error():
    with pytest.raises(QueryError, match="unknown language"):
        say("de", "routes")
    import networkx as nx  # noqa: PLC0415

    with pytest.raises(QueryError, match="unknown language"):
        route_page(nx.MultiDiGraph(), [], lang="de")
