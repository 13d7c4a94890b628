"""Mentions of diplomas in prose, found among the titles of the record; ambiguity gives nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pathways.scheme import TYPES
from pathways.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pathways.model import Formation

__all__ = ["Named", "TitleIndex", "bare_title", "stems", "type_heads", "types_of_kind"]

_SMALL = frozenset(
    """
    a au aux avec champ dans de des d du en et ex l la le les mc mention notamment option ou par parcours pour
    professionnel sa ses son specialite sur un une voie
    """.split()  # noqa: SIM905 - a list of words reads as one
)
_MAX_OPTIONS = 12  #: more formations than that under one mention is no name
_KIND_ALSO = {"MC": ("CS",), "CS": ("CS",), "bac": ("bac général", "bac techno", "bac pro")}


def types_of_kind(kind: str) -> tuple[str, ...]:
    """Return the types of formation that a kind of link may be.

    Examples
    --------
    >>> types_of_kind("CAP"), types_of_kind("MC")
    (('CAP', 'CAPa'), ('CS',))
    """
    if kind in _KIND_ALSO:
        return _KIND_ALSO[kind]
    return tuple(t.id for t in TYPES if t.kind == kind)


def stems(text: str) -> tuple[str, ...]:
    """Return the meaning words of a title or a mention, plural and feminine marks cut.

    Examples
    --------
    >>> stems("Conduite de projets (techniciens/nes)")
    ('conduite', 'projet', 'technicien')
    """
    text = re.sub(r"/\w+", "", fold(text))
    out = []
    for w in words(text):
        if w in _SMALL:
            continue
        cut = w[:-1] if len(w) > 3 and w[-1] in "sx" else w  # noqa: PLR2004 - shorter words are no plurals
        out.append(cut)
    return tuple(out)


class Named(NamedTuple):
    """What a mention leads to; `reason` says why it leads to nothing ("" where it leads somewhere)."""

    ids: tuple[str, ...]
    reason: str = ""


class _Title(NamedTuple):
    id: str
    base: tuple[str, ...]  # without the option
    option: frozenset[str]
    full: frozenset[str]
    sigle: str


@cache
def type_heads() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the types that a label starting with these words may have."""
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for t in TYPES:
        for name in (t.id, *t.words, *t.labels, *(x.partition("(")[0] for x in t.labels)):
            key = tuple(words(name))
            out[key] = tuple(dict.fromkeys((*out.get(key, ()), t.id)))
    return out


def _read(name: str, id_: str = "", sigle: str = "") -> _Title:
    bare = bare_title(name)
    m = _OPTION.search(bare)
    base = stems(bare[: m.start()]) if m else stems(bare)
    option = frozenset(words(bare[m.end() :])) - _SMALL_IN_OPTION if m else frozenset()
    return _Title(id_, base or stems(bare), option, frozenset(stems(bare)), fold(sigle).strip())


_TYPE_HEADS = sorted(
    {tuple(words(w)) for t in TYPES for w in (t.id, *t.words, *(x.partition("(")[0] for x in t.labels))} - {()},
    key=len,
    reverse=True,
)
_SMALL_IN_OPTION = frozenset(["d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou"])
_OPTION = re.compile(r"\b(option|enseignement specifique|parcours|dominante)\b")


def bare_title(title: str) -> str:
    """Return the folded title without its type in front and without "(ex MC)"."""
    text = re.sub(r"\((?:ex|futur) [^)]*\)", " ", fold(title))
    ws = words(text)
    for head in _TYPE_HEADS:
        if tuple(ws[: len(head)]) == head and len(ws) > len(head):
            at = 0
            for w in head:
                at = text.index(w, at) + len(w)
            return text[at:]
    return text


class TitleIndex:
    """Titles, old names and sigles of formations, by type.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> index = TitleIndex([Formation("FOR.1", "BTS fluides, énergies, domotique option A", "BTS"),
    ...                     Formation("FOR.2", "BTS fluides, énergies, domotique option B", "BTS")])
    >>> index.find(("BTS",), "fluides, énergies et domotique").ids
    ('FOR.1', 'FOR.2')
    >>> index.find(("BTS",), "boulangerie")
    Named(ids=(), reason='unknown')
    """

    def __init__(self, formations: Iterable[Formation], *, current: Collection[str] | None = None) -> None:
        self._current = current
        self._titles: dict[str, list[_Title]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for f in formations:
            for name in (f.title, *f.aliases):
                self._titles[f.type].append(_read(name, f.id, f.sigle))
                self._exact[tuple(words(name))].append(f.id)

    def whole(self, title: str) -> Named:
        """Return the formations of exactly that title, whatever their type."""
        ids = self._open_first(self._exact.get(tuple(words(title)), ()))
        return Named(tuple(ids[:_MAX_OPTIONS]), "" if ids else "unknown")

    def mention(self, label: str) -> tuple[str, ...]:
        """Return the formations that a full label names ("MC (futur CS) technicien en soudage"), () where unclear."""
        if ids := self.whole(label).ids:
            return ids
        text = re.sub(r"\((?:ex|futur) [^)]*\)", " ", fold(label))
        head = words(text)
        for n in range(min(6, len(head)), 0, -1):
            if types := type_heads().get(tuple(head[:n])):
                return self.find(types, text).ids
        return ()

    def find(self, types: Sequence[str], name: str) -> Named:
        """Return the formations of these types that `name` names: all options where it names none."""
        asked = _read(name)
        if not asked.full:
            return Named((), "unknown")
        titles = [t for type_ in types for t in self._titles.get(type_, ())]
        sigles = {fold(name).strip(), " ".join(words(name)[:1])}
        for found in (
            [t for t in titles if t.base == asked.base],
            [t for t in titles if frozenset(t.base) == frozenset(asked.base)],
            [t for t in titles if t.full == asked.full],
            [t for t in titles if t.sigle and t.sigle in sigles],
        ):
            if found:
                return self._named(found, asked.option)
        return self._by_words(titles, asked)

    def _open_first(self, ids: Iterable[str]) -> list[str]:
        """Return the ids of formations that can be entered, all where none can."""
        ids = sorted(set(ids))
        return [i for i in ids if self._current is None or i in self._current] or ids

    def _named(self, found: Sequence[_Title], option: frozenset[str]) -> Named:
        """Return the titles found, those of the option asked for where one is."""
        if option:
            found = [t for t in found if option <= t.option or (t.option and t.option <= option)]
        ids = self._open_first(t.id for t in found)
        if not ids:
            return Named((), "unknown")
        return Named(tuple(ids)) if len(ids) <= _MAX_OPTIONS else Named((), "ambiguous")

    def _by_words(self, titles: Iterable[_Title], asked: _Title) -> Named:
        """Return the one diploma (with its options) whose title holds all asked words, nothing where several do."""
        words_asked = frozenset(asked.base)
        bases: dict[frozenset[str], list[_Title]] = defaultdict(list)
        for t in titles:
            base = frozenset(t.base)
            if words_asked <= t.full or (len(base) > 1 and base <= words_asked):
                bases[base].append(t)
        if not bases:
            return Named((), "unknown")
        if len(bases) > 1 and self._current is not None:
            now = {b: held for b, ts in bases.items() if (held := [t for t in ts if t.id in self._current])}
            bases = defaultdict(list, now or bases)
        if len(bases) > 1:
            return Named((), "ambiguous")
        return self._named(next(iter(bases.values())), asked.option)
