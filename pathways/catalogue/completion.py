"""What a text that is still being typed may become: names of which it says the words, the last one begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.catalogue.tokens import NameClass, stem
from pathways.model import NodeKind
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pathways.catalogue.index import Tables

__all__ = ["names_begun"]

_KINDS = tuple(NodeKind)
#: What people look for most stands first among names that fit alike.
_ORDER = {NodeKind.CLASS: 0, NodeKind.JOB: 1, NodeKind.DIPLOMA: 2, NodeKind.LEVEL: 3}
_TITLES = frozenset({NameClass.TITLE, NameClass.PLAIN})
#: Letters from which on a word may be begun inside a name, not only at its start.
_INSIDE = 3
_MOST_STARTS = 3000
_MOST_WORDS = 300

#: How a name fits, the best least: closed, more than is typed, at the start, another name than the title,
#: kind, length; then the name.
_Place = tuple[bool, int, bool, int, int, int]


def names_begun(tables: Tables, text: str, kinds: Collection[str] | None, limit: int) -> list[int]:
    """Return the nodes with a name that says all words of `text`, the last of them perhaps begun only, best first.

    What is open before what is closed, a name that starts so before one that goes on so, a title before another
    name, the shorter before the longer; of the options of one diploma the first alone.

    Parameters
    ----------
    tables : Tables
        Those of an index.
    text : str
        As far as it is typed.
    kinds : collection of str, optional
        Kinds of node to look among; all but levels by default.
    limit : int
        How many nodes, at most.
    """
    typed = words(text)
    if not typed:
        return []
    wanted = {i for i, kind in enumerate(_KINDS) if (kind in kinds if kinds is not None else kind != NodeKind.LEVEL)}
    places: dict[int, _Place] = {}
    for name, more in _candidates(tables, typed):
        number = tables.name_node[name]
        if (kind := tables.node_kind[number]) not in wanted:
            continue
        other = tables.name_class[name] not in _TITLES
        place = bool(tables.closed[number]), min(more, 2), other, _ORDER[_KINDS[kind]], len(tables.names[name]), name
        if number not in places or place < places[number]:
            places[number] = place
    found: dict[str, int] = {}
    for number in sorted(places, key=places.__getitem__):
        node = tables.node(number)
        found.setdefault(node.family or node.id, number)
        if len(found) == limit:
            break
    return list(found.values())


def _candidates(tables: Tables, typed: list[str]) -> Iterator[tuple[int, int]]:
    """Yield names, and how they go on: 0 not at all, 1 from the text on, 2 around it."""
    key, seen = " ".join(typed), set()
    keys = tables.sorted_keys
    start = keys.at_least(key)
    for i in range(start, min(start + _MOST_STARTS, len(keys))):
        if not (said := keys[i]).startswith(key):
            break
        seen.add(name := tables.sorted_names[i])
        yield name, int(said != key)
    *before, last = typed
    if len(last) < _INSIDE and not before:
        return
    begun = set(_begun(tables, last))
    held = [word for word in (tables.surfaces.find(word) for word in before) if word >= 0]
    rarest: set[int] | None = None  # names to look at
    for own in {stem(word) for word in before}:
        if (place := tables.stems.find(own)) >= 0:
            names = set(tables.stem_names[place])
            rarest = names if rarest is None else rarest & names
    if rarest is None:
        rarest = {name for own in {tables.surface_stem[w] for w in begun} for name in tables.stem_names[own]}
    for name in rarest - seen:
        own_words = tables.name_words[name]
        if not begun.isdisjoint(own_words) and all(word in own_words for word in held):
            yield name, 2


def _begun(tables: Tables, word: str) -> Iterator[int]:
    """Yield the words of names that start with `word`."""
    surfaces = tables.surfaces
    start = surfaces.at_least(word)
    for i in range(start, min(start + _MOST_WORDS, len(surfaces))):
        if not surfaces[i].startswith(word):
            break
        yield i
