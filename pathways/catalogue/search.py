"""Which names fit a text, and how well: exact words first, near words where these fail."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pathways.catalogue.tokens import NameClass, Words, content, singular
from pathways.model import NodeKind
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pathways.catalogue.index import Tables

__all__ = ["Hit", "Search"]

#: What a full match of a name is worth, by what the name is to its node.
CREDIT = {
    NameClass.TITLE: 1.0,
    NameClass.SIGLE: 0.98,
    NameClass.COLLOQUIAL: 0.98,
    NameClass.ALIAS: 0.95,
    NameClass.INITIALS: 0.95,
}
UNTYPED = 0.92  #: a diploma named without its type
STRAY_CLASS = 0.85  #: a school year named without the year
CLOSED = 0.97
OTHER_FORM = 0.94  #: the words are of the same stem, not the same ("médecine" for "médecin")
PARTIAL = 0.35  #: what a name is worth of which next to nothing is said
START = 0.15  #: how much of the unsaid is forgiven to a name that starts with what is said
TYPE_ALONE = 0.6
ENOUGH = 0.5  #: a hit this good makes near words needless
_KINDS = tuple(NodeKind)
_CLASS, _DIPLOMA, _LEVEL = (_KINDS.index(k) for k in (NodeKind.CLASS, NodeKind.DIPLOMA, NodeKind.LEVEL))
_MOST_ALIKE = 24
_MOST_COMPLETED = 400
_COVERED = 0.55
_COMPARED = 60
_WHOLE = 1 - 1e-6
_STEM_ONLY = 0.98
_NEAR_LENGTH, _TWO_EDITS_LENGTH = 4, 9


@dataclass(frozen=True, slots=True)
class Query:
    """One way to read a text: its words, and the types or the school year that it asks for."""

    words: Words
    types: Mapping[str, float]
    school_year: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """How well a node fits, and by which of its names (-1: by its type alone)."""

    score: float
    name: int


class Search:
    """Looks names up in the tables of an index."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def hits(
        self, text: str, kinds: Collection[str] | None, types: Mapping[str, float] | None = None
    ) -> dict[int, Hit]:
        """Return the nodes that fit `text`, each by its best name, over all ways to read the text."""
        readings = self._readings(text) if types is None else [self._as_types(text, types)]
        hits: dict[int, Hit] = {}
        for near in (False, True):
            for query in readings:
                for node, hit in self._hits(query, kinds, near=near):
                    if node not in hits or hits[node].score < hit.score:
                        hits[node] = hit
            if any(hit.score >= ENOUGH for hit in hits.values()):
                break
        return hits

    def _as_types(self, text: str, types: Mapping[str, float]) -> Query:
        phrases = self._t.phrases
        raw = words(text)
        rest, said = phrases.strip_type(raw, text)
        kept = rest if any(t in types for t in said) else raw
        return Query(content(kept, phrases.synonyms), types)

    def _readings(self, text: str) -> list[Query]:
        phrases = self._t.phrases
        raw = phrases.read(text)
        readings = []
        if (marked := phrases.strip_class(raw)) is not None:
            readings.append(Query(content(marked, phrases.synonyms), {}, school_year=True))
        rest, types = phrases.strip_type(raw, text)
        if types:
            readings.append(Query(content(rest, phrases.synonyms), types))
        return [*readings, Query(content(raw, phrases.synonyms), {})]

    def _hits(self, query: Query, kinds: Collection[str] | None, *, near: bool) -> Iterator[tuple[int, Hit]]:
        if not query.words:
            yield from self._of_types(query, kinds)
            return
        t = self._t
        choices = [
            self._choices(*word, near=near) for word in zip(query.words.surfaces, query.words.stems, strict=True)
        ]
        names = self._holding_all(choices)
        scored: list[tuple[float, int]] = []
        if not names and near:
            for name, (stems, share) in self._holding_most(choices).items():
                scored.append((self._score(name, stems, query, kinds) * share, name))
        for name, (quality, stems) in names.items():
            scored.append((self._score(name, stems, query, kinds) * quality, name))
        scored.sort(key=lambda s: (-s[0], s[1]))
        said = frozenset(query.words.surfaces)
        for rank, (score, name) in enumerate(scored):
            if score <= 0:
                break
            exact = rank < _COMPARED and not near and said <= self._surfaces_of(name)
            yield t.name_node[name], Hit(score if exact or near else score * OTHER_FORM, name)

    def _surfaces_of(self, name: int) -> frozenset[str]:
        phrases = self._t.phrases
        text = self._t.names[name]
        node = self._t.name_node[name]
        raw = words(text)
        if self._t.node_kind[node] == _CLASS:
            return frozenset(self._t.stems[s] for s in self._t.name_stems[name]) | frozenset(map(singular, raw))
        return frozenset(content(raw, phrases.synonyms).surfaces) | frozenset(map(singular, raw))

    def _of_types(self, query: Query, kinds: Collection[str] | None) -> Iterator[tuple[int, Hit]]:
        """Yield the nodes of the types asked for, where nothing else is asked for."""
        t = self._t
        wanted = {i for i in range(len(t.types)) if t.types[i] in query.types}
        found = [n for n in range(len(t)) if t.node_type[n] in wanted and t.node_kind[n] == _DIPLOMA]
        if kinds is not None and NodeKind.DIPLOMA not in kinds:
            return
        score = 1.0 if len({t.node(n).family or n for n in found[:_MOST_ALIKE]}) == 1 else TYPE_ALONE
        for n in found[:_MOST_ALIKE]:
            yield n, Hit(score, -1)

    def starting(self, start: str, limit: int) -> list[str]:
        """Return names whose words start as those of `start` do, shortest first."""
        t = self._t
        key = " ".join(words(start))
        first, last = t.sorted_keys.at_least(key), t.sorted_keys.at_least(f"{key}\U0010ffff")
        found = dict.fromkeys(t.names[t.sorted_names[i]] for i in range(first, min(last, first + _MOST_COMPLETED)))
        return sorted(found, key=lambda n: (len(n), n))[:limit]

    # -- names by words -----------------------------------------------------------------------

    def _choices(self, surface: str, stem: str, *, near: bool) -> dict[int, float]:
        """Return the stems that a word may be, each with how near it is (0 to 1)."""
        t = self._t
        found: dict[int, float] = {}
        if (i := t.surfaces.find(surface)) >= 0:
            found[t.surface_stem[i]] = 1.0
        elif (i := t.stems.find(stem)) >= 0:
            found[i] = _STEM_ONLY
        if near and len(surface) >= _NEAR_LENGTH:
            for word, likeness in self._alike(surface):
                s = t.surface_stem[word]
                found[s] = max(found.get(s, 0.0), likeness)
        return found

    def _alike(self, word: str) -> Iterator[tuple[int, float]]:
        """Yield the words that `word` may be the start of, or a misspelling of."""
        surfaces = self._t.surfaces
        for i in range(surfaces.at_least(word), len(surfaces)):
            other = surfaces[i]
            if not other.startswith(word):
                break
            yield i, 0.8 + 0.15 * len(word) / len(other)
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where a word is not known
        from rapidfuzz.process import extract  # noqa: PLC0415 - the same

        edits = 2 if len(word) >= _TWO_EDITS_LENGTH else 1
        alike = extract(
            word, self._vocabulary, scorer=OSA.distance, processor=None, score_cutoff=edits, limit=_MOST_ALIKE
        )
        for other, distance, i in alike:
            first = 0.0 if other[:1] == word[:1] else 0.02
            yield i, 1 - 0.05 * distance - first - (0.05 if distance > 1 else 0.0)

    @cached_property
    def _vocabulary(self) -> list[str]:
        surfaces = self._t.surfaces
        return [surfaces[i] for i in range(len(surfaces))]

    def _names_of(self, choices: Mapping[int, float]) -> dict[int, tuple[float, int]]:
        """Return the names that hold one of the stems: how near it is, and which."""
        found: dict[int, tuple[float, int]] = {}
        for stem, likeness in sorted(choices.items(), key=lambda c: c[1]):
            for name in self._t.stem_names[stem]:
                found[name] = likeness, stem
        return found

    def _holding_all(self, choices: list[dict[int, float]]) -> dict[int, tuple[float, tuple[int, ...]]]:
        """Return the names that hold every word: how near its words are, and which stems they are."""
        sizes = [sum(len(self._t.stem_names[s]) for s in c) for c in choices]
        order = sorted(range(len(choices)), key=sizes.__getitem__)
        if not sizes or not min(sizes):
            return {}
        names: dict[int, tuple[float, tuple[int, ...]]] = {
            n: (q, (s,)) for n, (q, s) in self._names_of(choices[order[0]]).items()
        }
        for i in order[1:]:
            more = self._names_of(choices[i])
            names = {n: (min(q, more[n][0]), (*s, more[n][1])) for n, (q, s) in names.items() if n in more}
        return names

    def _holding_most(self, choices: list[dict[int, float]]) -> dict[int, tuple[tuple[int, ...], float]]:
        """Return the names that hold most of what is said: by which stems, and what that is worth."""
        weights = [max((self._t.stem_weight[s] for s in c), default=1.0) for c in choices]
        total = sum(weights)
        found: dict[int, tuple[tuple[int, ...], float]] = {}
        for options, weight in zip(choices, weights, strict=True):
            for name, (likeness, stem) in self._names_of(options).items():
                stems, share = found.get(name, ((), 0.0))
                found[name] = (*stems, stem), share + weight * likeness / total
        return {n: (s, 0.9 * share**2) for n, (s, share) in found.items() if share >= _COVERED}

    # -- how well a name fits ------------------------------------------------------------------

    def _score(self, name: int, stems: tuple[int, ...], query: Query, kinds: Collection[str] | None) -> float:
        """Return how well a name fits that holds these stems of the query (0: not at all)."""
        t = self._t
        node, sort = t.name_node[name], NameClass(t.name_class[name])
        factor = self._wanted(node, query, kinds) * CREDIT[sort]
        if not factor or (sort == NameClass.INITIALS and not (query.types or query.school_year)):
            return 0.0
        own = t.name_stems[name]
        covered = sum(t.stem_weight[s] for s in set(stems)) / sum(t.stem_weight[s] for s in own)
        if covered < _WHOLE:
            if t.node_kind[node] == _LEVEL or sort == NameClass.INITIALS:
                return 0.0
            if set(own[: len(stems)]) == set(stems):
                covered += START * (1 - covered)
        return factor * (PARTIAL + (1 - PARTIAL) * min(1.0, covered))

    def _wanted(self, node: int, query: Query, kinds: Collection[str] | None) -> float:
        """Return how well what a node is fits what is asked for (0: not at all)."""
        t = self._t
        kind = t.node_kind[node]
        if (kinds is not None and _KINDS[kind] not in kinds) or (query.school_year and kind != _CLASS):
            return 0.0
        open_ = CLOSED if t.closed[node] else 1.0
        if query.types:
            return open_ * query.types.get(t.types[t.node_type[node]], 0.0) if kind == _DIPLOMA else 0.0
        if kind == _DIPLOMA:
            return open_ * UNTYPED
        return STRAY_CLASS if kind == _CLASS and not query.school_year else 1.0
