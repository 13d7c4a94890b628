"""What a text that is still being typed may become: names of which it says the words, the last one begun."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from pathways.catalogue.tokens import NameClass, stem
from pathways.model import NodeKind
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pathways.catalogue.index import Tables

__all__ = ["Completion"]

_KINDS = tuple(NodeKind)
#: What people look for most stands first among names that fit alike.
_ORDER = {NodeKind.CLASS: 0, NodeKind.JOB: 1, NodeKind.DIPLOMA: 2, NodeKind.LEVEL: 3}
_TITLES = frozenset({NameClass.TITLE, NameClass.PLAIN})
#: Letters from which on a word may be begun inside a name, not only at its start.
_INSIDE = 3
#: Names that start alike, and words begun alike, that are looked at: one letter begins thousands.
_MOST_STARTS, _MOST_WORDS = 3000, 300


class Completion:
    """Names in the order in which they are offered: of an open node, a title, of a class, of a job, short.

    That order is the same whatever is typed, so it is made once and each name has its rank.

    Parameters
    ----------
    tables : Tables
        Those of an index.
    """

    def __init__(self, tables: Tables) -> None:
        self._t = t = tables

        def place(name: int) -> tuple[bool, bool, int, int, int]:
            node = t.name_node[name]
            other = t.name_class[name] not in _TITLES
            return bool(t.closed[node]), other, _ORDER[_KINDS[t.node_kind[node]]], len(t.names[name]), name

        self._names = array("I", sorted(range(len(t.name_node)), key=place))
        self._rank = array("I", bytes(4 * len(self._names)))
        for rank, name in enumerate(self._names):
            self._rank[name] = rank

    def nodes(self, text: str, kinds: Collection[str] | None, limit: int) -> list[int]:
        """Return the nodes with a name that says all words of `text`, the last of them perhaps begun, best first.

        The name itself, names that go on by a word, by letters, names that say the words elsewhere; what is closed
        last; of the options of one diploma the first alone.

        Parameters
        ----------
        text : str
            As far as it is typed.
        kinds : collection of str, optional
            Kinds of node to look among; all but levels by default.
        limit : int
            How many nodes, at most.
        """
        t, typed = self._t, words(text)
        wanted = {
            i for i, kind in enumerate(_KINDS) if (kind in kinds if kinds is not None else kind != NodeKind.LEVEL)
        }
        found: dict[str, int] = {}
        closed: list[int] = []
        for name in self._fitting(typed) if typed else ():
            number = t.name_node[name]
            if t.node_kind[number] not in wanted:
                continue
            if t.closed[number]:
                closed.append(number)
                continue
            node = t.node(number)
            found.setdefault(node.family or node.id, number)
            if len(found) == limit:
                return list(found.values())
        for number in closed:
            node = t.node(number)
            found.setdefault(node.family or node.id, number)
        return list(found.values())[:limit]

    def _fitting(self, typed: list[str]) -> Iterator[int]:
        """Yield names that fit, by how they do, then by rank."""
        t, key = self._t, " ".join(typed)
        keys, rank = t.sorted_keys, self._rank
        start = keys.at_least(key)
        end = min(keys.at_least(f"{key}\U0010ffff"), start + _MOST_STARTS)
        exact = keys.at_least(f"{key}\0")
        whole = max(exact, keys.at_least(f"{key}!"))  # from there on the last word is only begun
        for some in (range(start, min(exact, end)), range(exact, min(whole, end)), range(whole, end)):
            for place in sorted(rank[t.sorted_names[i]] for i in some):
                yield self._names[place]
        if len(typed) > 1 or len(key) >= _INSIDE:
            yield from self._inside(typed)

    def _inside(self, typed: list[str]) -> Iterator[int]:
        """Yield names that say the words anywhere, by rank."""
        t = self._t
        *before, last = typed
        first = t.surfaces.at_least(last)
        begun = range(first, min(t.surfaces.at_least(f"{last}\U0010ffff"), first + _MOST_WORDS))
        held = [word for word in map(t.surfaces.find, before) if word >= 0]
        names: set[int] | None = None
        for own in {stem(word) for word in before}:
            if (place := t.stems.find(own)) >= 0:
                names = set(t.stem_names[place]) if names is None else names.intersection(t.stem_names[place])
        if names is None:
            names = {name for own in {t.surface_stem[w] for w in begun} for name in t.stem_names[own]}
        for place in sorted(self._rank[name] for name in names):
            name = self._names[place]
            own_words = t.name_words[name]
            if any(word in begun for word in own_words) and all(word in own_words for word in held):
                yield name
