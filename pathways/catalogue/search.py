"""Which names fit a text, and how well: exact words first, near words where these fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pathways.catalogue.near import Vocabulary
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
    NameClass.PLAIN: 0.96,
    NameClass.COLLOQUIAL: 0.98,  # of a diploma, often its old name: OLD
    NameClass.SIGLE: 0.98,
    NameClass.ALIAS: 0.95,
    NameClass.PART: 0.84,
    NameClass.INITIALS: 0.95,
    NameClass.CALLED: 0.6,  # below a good part of a name of its own
}
OLD = 0.95
ONE_WORD_ALIAS = 0.9  #: an alias of one word is often that of several jobs
UNTYPED = 0.75  #: a diploma named without its type
UNTYPED_TITLE = 0.78  #: the same where titles of its sort say no type
ACRONYM = 0.9  #: a diploma by an acronym of four letters or more: nobody says its type beside it
UNASKED = 0.9  #: a name by words that are also a type ("bac" in "post-bac")
STRAY_CLASS = 0.85  #: a school year named without the year
CLOSED = 0.97
OTHER_FORM = 0.94  #: the words are of the same stem, not the same ("médecine" for "médecin")
OTHER_ORDER = 0.97  #: the words stand in another order
PARTIAL = 0.35  #: what a name is worth of which next to nothing is said
START = 0.3  #: how much of the unsaid is forgiven to a name that starts with what is said
HEADLESS = 0.88  #: a job of which the first word is not said ("ingénieur opticien" for "opticien")
TYPE_ALONE = 0.6
ENOUGH = 0.5  #: a hit this good makes near words needless
_TITLES = frozenset({NameClass.TITLE, NameClass.PLAIN})
_SHORT = frozenset({NameClass.SIGLE, NameClass.INITIALS})
_LONG_INITIALS = 4
_SAID_ALONE = frozenset({NameClass.SIGLE, NameClass.COLLOQUIAL})
_NO_TYPE_IN_TITLE = frozenset({"", "école spécialisée", "fonctionnaires", "école de commerce"})
_KINDS = tuple(NodeKind)
_CLASS, _DIPLOMA, _JOB, _LEVEL = (_KINDS.index(k) for k in NodeKind)
_MOST_ALIKE = 24
_MOST_COMPLETED = 400
_COVERED = 0.3
_COMPARED = 40
_WHOLE = 0.95


def _is_acronym(name: str) -> bool:
    return name.isupper() and name.isalpha() and len(name) >= _LONG_INITIALS


class Query(NamedTuple):
    """One way to read a text: its words, and the types or the school year that it asks for.

    `size`: how many words that count were typed; `unasked`: another reading of the text asks for a type;
    `entire`: the words are those of a type that no node has.
    """

    words: Words
    size: int
    types: Mapping[str, float]
    school_year: bool = False
    unasked: bool = False
    entire: bool = False

    @property
    def asks(self) -> bool:
        """Whether a type or a school year is asked for, or a name that is a type's."""
        return self.school_year or self.entire or bool(self.types)


class Hit(NamedTuple):
    """How well a node fits a text.

    Parameters
    ----------
    score : float
        0 to 1.
    name : int
        By which of its names; -1: by its type alone.
    whole : bool
        The text says the whole name.
    heads : bool
        The node's title starts with what the text says.
    asked : bool
        The text asks for a type or a school year, and this is one.
    size : int
        How many words the text says, its type aside.
    """

    score: float
    name: int
    whole: bool = False
    heads: bool = False
    asked: bool = False
    size: int = 0


class Search:
    """Looks names up in the tables of an index."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables
        self._words = Vocabulary(tables)

    def hits(
        self, text: str, kinds: Collection[str] | None, types: Mapping[str, float] | None = None
    ) -> dict[int, Hit]:
        """Return the nodes that fit `text`, each by its best name, over all ways to read the text."""
        if types is not None:
            return self._read([self._as_types(text, types)], kinds)
        raw = self._t.phrases.read(text)
        hits = self._read(self._readings(raw, text), kinds)
        if all(hit.score < ENOUGH for hit in hits.values()) and (other := self._words.respaced(raw)) is not None:
            hits = self._read(self._readings(other, " ".join(other)), kinds) or hits
        return hits

    def _read(self, readings: list[Query], kinds: Collection[str] | None) -> dict[int, Hit]:
        """Return the best hit of each node over several readings of one text."""
        hits: dict[int, Hit] = {}
        for query in readings:
            known = query.unasked and any(hit.score >= ENOUGH for hit in hits.values())
            factor = UNASKED if query.unasked and any(hit.whole for hit in hits.values()) else 1.0
            for near in (False,) if known else (False, True):
                own = list(self._hits(query, kinds, near=near))
                for node, hit in own:
                    if node not in hits or hits[node].score < hit.score * factor:
                        hits[node] = hit._replace(score=hit.score * factor)
                if any(hit.score >= ENOUGH for _, hit in own):
                    break
        return hits

    def _as_types(self, text: str, types: Mapping[str, float]) -> Query:
        phrases = self._t.phrases
        raw = words(text)
        rest, said = phrases.strip_type(raw, text)
        return self._query(rest if any(t in types for t in said) else raw, types)

    def _query(self, raw: list[str], types: Mapping[str, float], **more: bool) -> Query:
        return Query(content(raw, self._t.phrases.synonyms), len(content(raw, {}).stems), types, **more)

    def _readings(self, raw: list[str], text: str) -> list[Query]:
        phrases = self._t.phrases
        readings = []
        if (marked := phrases.strip_class(raw)) is not None:
            readings.append(self._query(marked, {}, school_year=True))
        rest, types = phrases.strip_type(raw, text)
        if types and not rest and not self._nodes_of(types):
            return [self._query(raw, {}, entire=True)]
        if types:
            readings.append(self._query(rest, types))
        return [*readings, self._query(raw, {}, unasked=bool(readings))]

    def _hits(self, query: Query, kinds: Collection[str] | None, *, near: bool) -> Iterator[tuple[int, Hit]]:
        if not query.words:
            yield from self._of_types(query, kinds)
            return
        t = self._t
        pairs = list(zip(query.words.surfaces, query.words.stems, strict=True))
        choices = [self._words.known(*pair) for pair in pairs]
        if near:
            strange = [not c for c in choices] if not all(choices) else [True] * len(choices)
            choices = [
                self._words.choices(s, c, strange=x) for (s, _), c, x in zip(pairs, choices, strange, strict=True)
            ]
        names = self._holding_all(choices)
        if not names and near:
            names = self._holding_most(choices)
        fits = ((name, quality, self._score(name, stems, query, kinds)) for name, (quality, stems) in names.items())
        scored = [(score * quality, whole, heads, name) for name, quality, (score, whole, heads) in fits if score > 0]
        scored.sort(key=lambda row: (-row[0], row[3]))
        said = frozenset(query.words.surfaces)
        for score, whole, heads, name in scored[:_COMPARED]:
            if not query.asks and t.name_class[name] == NameClass.COLLOQUIAL and t.phrases.says_type(t.names[name]):
                continue
            same = self._says(name, said)
            if not same and (t.name_class[name] in _SHORT or t.names[name].isupper()):
                continue
            worth = score if same or near else score * OTHER_FORM
            if whole and not query.asks and t.name_class[name] in _SAID_ALONE and _is_acronym(t.names[name]):
                worth *= ACRONYM / UNTYPED
            if (
                not query.asks
                and whole
                and t.node_kind[t.name_node[name]] == _DIPLOMA
                and t.phrases.says_type(t.names[name])
            ):
                worth = min(worth, UNTYPED)
            yield t.name_node[name], Hit(worth, name, whole, heads, query.asks, query.size)

    def _says(self, name: int, said: frozenset[str]) -> bool:
        """Tell whether a name holds these words, plural aside, and not only words of their stems."""
        own = [self._t.surfaces[i] for i in self._t.name_words[name]]
        if self._t.name_class[name] in _SHORT:
            return said <= frozenset(own)
        return {singular(w) for w in said} <= {singular(w) for w in own}

    def _of_types(self, query: Query, kinds: Collection[str] | None) -> Iterator[tuple[int, Hit]]:
        """Yield the nodes of the types asked for, where nothing else is asked for."""
        if kinds is not None and NodeKind.DIPLOMA not in kinds:
            return
        t, found = self._t, self._nodes_of(query.types)
        score = 1.0 if len({t.node(n).family or n for n in found[:_MOST_ALIKE]}) == 1 else TYPE_ALONE
        for n in found[:_MOST_ALIKE]:
            yield n, Hit(score, -1, asked=True)

    def starting(self, start: str, limit: int) -> list[str]:
        """Return names whose words start as those of `start` do, shortest first."""
        t = self._t
        key = " ".join(words(start))
        first, last = t.sorted_keys.at_least(key), t.sorted_keys.at_least(f"{key}\U0010ffff")
        found = dict.fromkeys(t.names[t.sorted_names[i]] for i in range(first, min(last, first + _MOST_COMPLETED)))
        return sorted(found, key=lambda n: (len(n), n))[:limit]

    def _nodes_of(self, types: Mapping[str, float]) -> list[int]:
        t = self._t
        wanted = {i for i in range(len(t.types)) if t.types[i] in types}
        return [n for n in range(len(t)) if t.node_type[n] in wanted and t.node_kind[n] == _DIPLOMA]

    # -- names by words -----------------------------------------------------------------------

    def _names_of(self, choices: Mapping[int, float]) -> dict[int, tuple[float, int]]:
        """Return the names that hold one of the stems: how near it is, and which."""
        found: dict[int, tuple[float, int]] = {}
        for own, likeness in sorted(choices.items(), key=lambda c: c[1]):
            for name in self._t.stem_names[own]:
                found[name] = likeness, own
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
        places = sorted(range(len(order)), key=order.__getitem__)
        return {n: (q, tuple(s[p] for p in places)) for n, (q, s) in names.items()}

    def _holding_most(self, choices: list[dict[int, float]]) -> dict[int, tuple[float, tuple[int, ...]]]:
        """Return the names that hold most of what is said: what that is worth, and by which stems."""
        weights = [max((self._t.stem_weight[s] for s in c), default=1.0) for c in choices]
        total = sum(weights)
        found: dict[int, tuple[tuple[int, ...], float]] = {}
        for options, weight in zip(choices, weights, strict=True):
            for name, (likeness, own) in self._names_of(options).items():
                stems, share = found.get(name, ((), 0.0))
                found[name] = (*stems, own), share + weight * likeness / total
        return {n: (0.9 * share**2, s) for n, (s, share) in found.items() if share >= _COVERED}

    # -- how well a name fits ------------------------------------------------------------------

    def _score(
        self, name: int, stems: tuple[int, ...], query: Query, kinds: Collection[str] | None
    ) -> tuple[float, bool, bool]:
        """Return how well a name fits that holds these stems of the query (0: not at all).

        Also whether they are the whole name, and whether they start the node's title.
        """
        t = self._t
        node, sort = t.name_node[name], NameClass(t.name_class[name])
        factor = self._wanted(node, query, kinds) * self._credit(name, sort, query)
        if not factor:
            return 0.0, False, False
        own = t.name_stems[name]
        covered = sum(t.stem_weight[s] for s in set(stems)) / sum(t.stem_weight[s] for s in own)
        starts = set(own[: len(stems)]) == set(stems)
        if [s for s in own if s in stems] != list(stems):
            factor *= OTHER_ORDER
        if covered >= _WHOLE:
            return factor, True, sort in _TITLES
        kind = t.node_kind[node]
        if kind == _LEVEL or sort in {NameClass.INITIALS, NameClass.PART, NameClass.CALLED}:
            return 0.0, False, False
        if starts:
            covered += START * (1 - covered)
        elif kind == _JOB and own[0] not in stems:
            factor *= HEADLESS
        return factor * (PARTIAL + (1 - PARTIAL) * covered), False, starts and sort in _TITLES

    def _credit(self, name: int, sort: NameClass, query: Query) -> float:
        """Return what a full match of a name is worth."""
        if sort == NameClass.INITIALS and not query.asks:
            long = sum(map(len, query.words.surfaces)) >= _LONG_INITIALS and len(query.words.surfaces) == 1
            return CREDIT[sort] if long else 0.0
        if sort == NameClass.ALIAS and len(self._t.name_stems[name]) == 1:
            return ONE_WORD_ALIAS
        return OLD if sort == NameClass.COLLOQUIAL and query.types else CREDIT[sort]

    def _wanted(self, node: int, query: Query, kinds: Collection[str] | None) -> float:
        """Return how well what a node is fits what is asked for (0: not at all)."""
        t = self._t
        kind = t.node_kind[node]
        if (kinds is not None and _KINDS[kind] not in kinds) or (query.school_year and kind != _CLASS):
            return 0.0
        if kind == _CLASS:
            return 0.0 if query.types else 1.0 if query.school_year else STRAY_CLASS
        if kind != _DIPLOMA:
            return 0.0 if query.types else 1.0
        type_ = t.types[t.node_type[node]]
        open_ = CLOSED if t.closed[node] else 1.0
        if query.types:
            return open_ * query.types.get(type_, 0.0)
        if query.entire:
            return open_
        untyped = UNTYPED_TITLE if type_ in _NO_TYPE_IN_TITLE else UNTYPED
        return open_ * untyped
