"""From what a person types to nodes of a graph file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.catalogue import NameIndex, names_of_nodes, resolve_argument

if TYPE_CHECKING:
    from collections.abc import Collection

    from pathways.graph.store import Store

__all__ = ["look_up", "name_index"]

#: A section that every index of names has (`NameIndex.to_sections`).
_PROBE = "names/nodes@"


def look_up(store: Store, text: str, *, kinds: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the ids of what a text means: one node, or all options of one diploma, the best first.

    Parameters
    ----------
    store : Store
        An open graph file.
    text : str
        An id, a code or a name.
    kinds : collection of str, optional
        Kinds of node to look among; all by default.

    Raises
    ------
    UnknownNameError
        If nothing of that name is known; with suggestions where some are near.
    AmbiguousNameError
        If several are, and none is clearly meant; with them as suggestions.
    """
    if text in store.index and (kinds is None or store.kinds[store.index[text]] in kinds):
        return (text,)
    return tuple(c.id for c in resolve_argument(name_index(store), text, kinds=kinds).options)


def name_index(store: Store) -> NameIndex:
    """Open the index of names of a graph file; one that was written without gets it made here, in seconds.

    Parameters
    ----------
    store : Store
        An open graph file.
    """
    if store.section(_PROBE) is not None:
        return NameIndex.from_sections(store.section)
    return NameIndex.build(names_of_nodes(store.to_graph().nodes(data=True)))
