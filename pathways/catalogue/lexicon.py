"""The lexicon of what people write, read from `lexicon.toml` and from the types of `scheme`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pathways.catalogue.tokens import Phrases, phrase_key
from pathways.scheme import TYPES
from pathways.text import words

__all__ = ["Colloquial", "Lexicon", "read_lexicon"]

# Ids of types that are words of their own besides: no one who writes them means the type alone.
_NOT_SAID = frozenset({"santé", "fonctionnaires", "ingénieur", "école spécialisée", "animation et sport"})


@dataclass(frozen=True, slots=True)
class Colloquial:
    """A name that people use, and the names of the record that it may mean."""

    say: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything of `lexicon.toml`; `entries` are its tables as they stand."""

    phrases: Phrases
    names: tuple[Colloquial, ...]
    entries: tuple[tuple[str, dict[str, Any]], ...]


def key_of(phrase: str) -> str:
    """Return a phrase as the tables of `Phrases` hold it."""
    return phrase_key(words(phrase))


def _types(entries: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for t in (t for t in TYPES if not t.id.startswith("classe")):
        for label in (*t.labels, *t.words, t.id):
            plain = label.partition("(")[0].strip()
            if label in _NOT_SAID or not plain:
                continue
            found.setdefault(key_of(label), {})[t.id] = 1.0
            found.setdefault(key_of(plain), {})[t.id] = 1.0
    for entry in entries:
        for say in entry["say"]:
            found[key_of(say)] = dict(entry["types"])
    return found


@cache
def read_lexicon() -> Lexicon:
    """Read the lexicon that comes with the package."""
    with files("pathways.catalogue").joinpath("lexicon.toml").open("rb") as f:
        table = tomllib.load(f)
    phrases = Phrases(
        types=_types(table["type"]),
        classes={key_of(s): c["mark"] for c in table["class"] for s in c["say"]},
        tracks={key_of(s): c["mark"] for c in table["track"] for s in c["say"]},
        synonyms={key_of(s): tuple(words(w["full"])) for w in table["word"] for s in w["say"]},
        derivations={d["field"]: tuple(d["agent"]) for d in table["derivation"]},
        noise=tuple(sorted((" ".join(words(n)) for n in table["noise"]), key=len, reverse=True)),
    )
    names = tuple(Colloquial(tuple(n["say"]), tuple(n["means"])) for n in table["name"])
    entries = tuple((kind, e) for kind in ("type", "word", "name") for e in table[kind])
    return Lexicon(phrases, names, entries)
