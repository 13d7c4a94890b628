"""What the reader knows: kinds, cues, and the names of the record, in one trie of words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pathways.model import Scope
from pathways.prose.phrases import Phrases, expand, words_of
from pathways.scheme import TYPES
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pathways.model import Formation

__all__ = ["Cue", "Kind", "Lexicon", "build_lexicon", "load_cues", "load_kinds", "titles_of"]

_ARTICLES = frozenset({"la", "le", "les", "l'"})  #: a name of the record is found with or without them
_PLACES = ("acces", "poursuite", "metier")


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to say what X is: a code of links, with a name where the words give one.

    `serie` marks a série of the technological baccalauréat, `acronym` a name that stays in what follows
    it, `names` a phrase that means something only with names after it, `known` only with names of the record.
    """

    id: str
    kind: str
    name: str | None = None
    scope: Scope = Scope.ANY
    serie: bool = False
    acronym: bool = False
    names: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """What words around a diploma say; `does` is what the reader does about it."""

    id: str
    does: str
    value: str | int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which a rule must be found, and one in which it must not."""

    id: str
    match: str
    no_match: str
    only: str | None = None


Meaning = Kind | Cue


@cache
def _tables() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the kinds and the cues; what only fiches of jobs say stands in `plans.toml`."""
    root = files("pathways.prose")
    kinds, cues, plans = (
        tomllib.loads(root.joinpath(f"{name}.toml").read_text("utf-8")) for name in ("kinds", "cues", "plans")
    )
    kinds["kind"] += [k | {"only": "metier"} for k in plans["kind"]]
    cues["lists"] |= plans["lists"]
    cues["cue"] += [c | {"only": "metier"} for c in plans["cue"]]
    return kinds, cues


def load_kinds() -> list[tuple[Kind, list[str], Example]]:
    """Return every kind of `kinds.toml`, with its phrases and its examples."""
    table, _ = _tables()
    return [
        (
            Kind(
                k["id"],
                k["kind"],
                k.get("name"),
                Scope(k.get("scope", "any")),
                k.get("serie", False),
                k.get("acronym", False),
                k.get("names", False),
                k.get("known", False),
            ),
            [p for w in k["write"] for p in expand(w, table["lists"])],
            Example(k["id"], k["match"], k["not"], k.get("only")),
        )
        for k in table["kind"]
    ]


def load_cues() -> list[tuple[Cue, list[str], Example]]:
    """Return every cue of `cues.toml`, with its phrases and its examples."""
    kinds, table = _tables()
    lists = kinds["lists"] | table["lists"]
    return [
        (
            Cue(c["id"], c["is"], c.get("value")),
            [p for w in c["write"] for p in expand(w, lists)],
            Example(c["id"], c["match"], c["not"], c.get("only")),
        )
        for c in table["cue"]
    ]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases the reader knows: `phrases` by section, `names` of diplomas by kind, sigles by kind.

    Examples
    --------
    >>> lexicon = build_lexicon([])
    >>> lexicon.phrases["poursuite"].at(words_of("licence pro"), 0).values[0].kind
    'licence pro'
    """

    phrases: Mapping[str, Phrases[Meaning]]
    names: Mapping[str, Phrases[str]]
    kind_of_type: Mapping[str, str]

    def kind(self, formation: Formation) -> str:
        """Return the code of a formation's own kind, "" where its type is unknown."""
        return self.kind_of_type.get(formation.type, "")


#: Phrases whose kind the reader works out from what follows; the record's types may not take their place.
_NO_TYPES = frozenset(
    {"classe de 1re", "licence", "santé", "animation et sport", "fonctionnaires", "ingénieur", "CPGE"}
)


def _of_types() -> Iterator[tuple[str, Meaning]]:
    """Yield the ways to write the types of diploma of the study scheme."""
    for t in TYPES:
        if t.kind in {"autre", "classe"} or t.id in _NO_TYPES:
            continue
        for label in (t.id, *t.words, *(label.partition("(")[0] for label in t.labels)):
            plain = label.strip()
            yield plain if plain.isupper() else fold(plain), Kind(f"type {t.id}", t.kind)


def _phrases() -> dict[str, Phrases[Meaning]]:
    """Return all phrases by section; a type of the scheme adds only those that no kind has."""
    out: dict[str, Phrases[Meaning]] = {place: Phrases() for place in _PLACES}
    taken: set[str] = set()
    known: list[tuple[Meaning, list[str], Example]] = [*load_kinds(), *load_cues()]
    for meaning, phrases, example in known:
        taken.update(phrases)
        for place in _PLACES:
            if example.only in {None, place}:
                for phrase in phrases:
                    out[place].add(phrase, meaning)
    for phrase, meaning in _of_types():
        if phrase not in taken and fold(phrase) not in taken:
            for place in _PLACES:
                out[place].add(phrase, meaning)
    return out


@cache
def _default_phrases() -> dict[str, Phrases[Meaning]]:
    return _phrases()


@cache
def _shipped_titles() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(files("pathways.prose").joinpath("titles.toml").read_text("utf-8"))
    return table


#: Kinds whose names are of a national nomenclature; those of schools are as many as there are schools.
_NATIONAL = frozenset(
    {
        *("CAP", "BP", "BPA", "BMA", "BTM", "BM", "CTM", "MC", "CS", "TP", "bac pro", "bac techno", "2de pro", "1re"),
        *("BTS", "BTSA", "BUT", "DEUST", "licence", "licence pro", "master", "DE", "BPJEPS", "DEJEPS", "DESJEPS"),
        *("DN MADE", "DNSP", "CPGE"),
    }
)
#: Words between a kind and its name in a title.
_BEFORE_NAME = frozenset({"mention", "specialite", "(", "ex", "mc", ")", "d'", "de", "du"})
#: Kinds whose diplomas have the names of another: many mentions of licence are mentions of master too.
_NAMED_ALIKE = {"licence": ("licence", "master")}


def build_lexicon(formations: Iterable[Formation] = ()) -> Lexicon:
    """Build the lexicon: the package's own phrases, and the names that the record gives each type of diploma.

    Parameters
    ----------
    formations : iterable of Formation
        A record whose titles are read besides those that ship (`titles.toml`), which a fiche alone has as well.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> lexicon = build_lexicon([Formation("FOR.1", "bac pro hygiène, propreté, stérilisation", type="bac pro")])
    >>> lexicon.names["bac pro"].at(words_of("hygiène, propreté, stérilisation ou cuisine"), 0).end
    5
    """
    shipped = {
        (k, title)
        for kind, titles in _shipped_titles().items()
        for title in titles
        for k in _NAMED_ALIKE.get(kind, (kind,))
    }
    return _lexicon_of(frozenset(shipped.union(titles_of(formations))))


@cache
def _lexicon_of(titles: frozenset[tuple[str, str]]) -> Lexicon:
    names: dict[str, Phrases[str]] = {}
    for kind, title in sorted(titles):
        _add_name(names.setdefault(kind, Phrases()), title)
    return Lexicon(_default_phrases(), names, {t.id: t.kind for t in TYPES})


def titles_of(formations: Iterable[Formation]) -> Iterator[tuple[str, str]]:
    """Yield the names that a record gives its diplomas, each with the code of its kind.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> list(titles_of([Formation("FOR.1", "licence mention arts, lettres", type="licence")]))
    [('licence', 'arts, lettres'), ('master', 'arts, lettres')]
    """
    phrases = _default_phrases()["poursuite"]
    kind_of_type = {t.id: t.kind for t in TYPES}
    for f in formations:
        kind = kind_of_type.get(f.type, "")
        if kind not in _NATIONAL:
            continue
        words = words_of(f.title)
        found = phrases.at(words, 0)
        start = found.end if found and any(isinstance(m, Kind) for m in found.values) else 0
        while start < len(words) and words[start].text in _BEFORE_NAME:
            start += 1
        whole = f.title[words[start].start :] if start < len(words) else ""
        for name in _shortened(whole):
            if len(name.split()) > 1 or kind == "DE":
                for k in _NAMED_ALIKE.get(kind, (kind,)):
                    yield k, name


def _add_name(table: Phrases[str], name: str) -> None:
    """Add a name to those of a kind, found with or without its inner articles."""
    spoken = words_of(name)
    table.add(" ".join(w.text for i, w in enumerate(spoken) if not i or w.text not in _ARTICLES), name)


def _shortened(name: str) -> Iterable[str]:
    """Yield a name, and the same without its option or parcours."""
    yield name
    for mark in (" option ", " parcours ", " mention "):
        head, sep, _ = name.partition(mark)
        if sep and head:
            yield head
