"""What is no more in the record, and what took its place.

Onisep gives a diploma that is renewed a new identifier.  An older source then tells of the old one,
under the same name: it is the predecessor of the one that stands in the record now.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pathways.scheme import TYPES
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pathways.model import Formation
    from pathways.sources.batch import Batch

__all__ = ["present_ids", "successors", "title_key"]


def present_ids(
    batches: Sequence[Batch], order: Sequence[int], kept: Mapping[int, set[str]], formations: Collection[str]
) -> set[str] | None:
    """Return the ids that the newest full table of formations holds, or a source newer than it.

    A table is full that holds half of all formations or more; without one, nobody can tell what was withdrawn.

    Parameters
    ----------
    batches : sequence of Batch
        The sources.
    order : sequence of int
        Their numbers, newest first.
    kept : Mapping
        The ids of the records of each, by its number.
    formations : collection of str
        The ids of all formations.

    Returns
    -------
    set of str or None
        None where no source is a full table.
    """
    known = set(formations)
    present: set[str] = set()
    for i in order:
        present |= kept[i]
        if batches[i].format.is_table and 2 * len(kept[i] & known) >= len(known) > 0:
            return present
    return None


@cache
def _heads(type_: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to write a type, as words, longest first."""
    names = [n for t in TYPES if t.id == type_ for n in (t.id, *t.labels, *t.words)]
    heads = {tuple(words(n)) for n in names} | {tuple(words(n.partition("(")[0])) for n in names}
    return tuple(sorted((h for h in heads if h), key=lambda h: (-len(h), h)))


def title_key(type_: str, title: str) -> tuple[str, str]:
    """Return the key under which a renewed diploma is the same: its type, and its title without the type.

    Examples
    --------
    >>> title_key("CS", "MC Sommellerie") == title_key("CS", "CS (ex MC) sommellerie")
    True
    >>> title_key("CAP", "CAP cuisine") == title_key("BP", "BP cuisine")
    False
    """
    said = words(title)
    for head in _heads(type_):
        if tuple(said[: len(head)]) == head and len(said) > len(head):
            return type_, " ".join(said[len(head) :])
    return type_, " ".join(said)


def successors(formations: Mapping[str, Formation], present: Collection[str]) -> dict[str, str]:
    """Return the id of the formation that took the place of each withdrawn one, where exactly one did.

    Parameters
    ----------
    formations : Mapping
        The newest that is told of each, by id.
    present : collection of str
        Ids that are in the record now.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> old, new = Formation("FOR.1", "MC Sommellerie", "CS"), Formation("FOR.2", "CS (ex MC) sommellerie", "CS")
    >>> successors({f.id: f for f in (old, new)}, {"FOR.2"})
    {'FOR.1': 'FOR.2'}
    """
    standing: dict[tuple[str, str], list[str]] = {}
    for id_ in sorted(formations):
        if id_ in present:
            f = formations[id_]
            standing.setdefault(title_key(f.type, f.title), []).append(id_)
    found: dict[str, str] = {}
    for id_ in sorted(formations):
        if id_ not in present:
            f = formations[id_]
            heirs = standing.get(title_key(f.type, f.title), [])
            if len(heirs) == 1:
                found[id_] = heirs[0]
    return found
