"""From what a person types to nodes of a graph file."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

from pathways.graph.known import known_name

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from pathways.catalogue import NameIndex
    from pathways.graph.store import Store

__all__ = ["find", "look_up", "name_index"]


def find(
    text: str,
    graph: nx.MultiDiGraph[Any] | Store | str | PathLike[str] | None = None,
    *,
    kinds: Collection[str] | None = None,
) -> tuple[str, ...]:
    """Return the ids of what a name means, in Python as on the command line.

    Parameters
    ----------
    text : str
        An id, a code or a name as people type it ("plombière", "bts fed").
    graph : networkx.MultiDiGraph, Store or path, optional
        Where to look; the graph that ships by default.  In a MultiDiGraph the names are read
        anew at each call, which takes seconds on the national graph.
    kinds : collection of str, optional
        Kinds of node to look among ("class", "diploma", "job", "level"); all by default.

    Returns
    -------
    tuple of str
        One id, or those of all options of one diploma, the best first.

    Raises
    ------
    UnknownNameError
        If nothing of that name is known; with suggestions where some are near.
    AmbiguousNameError
        If several are, and none is clearly meant; with them as suggestions.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("MET.266", label="plombier/ère", kind="job", type="", aliases=["plombière"])
    >>> find("Plombière", g)
    ('MET.266',)
    """
    from pathways.graph.store import Store, open_store  # noqa: PLC0415 - loaded when a file is opened

    if isinstance(graph, Store):
        return look_up(graph, text, kinds=kinds)
    if graph is None or isinstance(graph, str | PathLike):
        return look_up(open_store(graph), text, kinds=kinds)
    from pathways.catalogue import NameIndex, names_of_nodes, resolve_argument  # noqa: PLC0415 - as in `look_up`

    index = NameIndex.build(names_of_nodes(graph.nodes(data=True)))
    return tuple(c.id for c in resolve_argument(index, text, kinds=kinds).options)


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
    text = text.encode("utf-8", "replace").decode()  # what was typed in another encoding
    if text in store.index and (kinds is None or store.kinds[store.index[text]] in kinds):
        return (text,)
    if kinds is None and (known := known_name(store, text)) is not None:
        return known
    from pathways.catalogue import resolve_argument  # noqa: PLC0415 - a name that is known whole needs no index

    return tuple(c.id for c in resolve_argument(name_index(store), text, kinds=kinds).options)


def name_index(store: Store) -> NameIndex:
    """Return the index of names of a graph file, opened once; one that was written without gets it made, in seconds.

    Parameters
    ----------
    store : Store
        An open graph file.
    """
    from pathways.catalogue import NameIndex, names_of_nodes  # noqa: PLC0415 - as in `look_up`
    from pathways.catalogue.lookup import PREFIX  # noqa: PLC0415

    if store.names is None:
        if store.section(f"{PREFIX}node.kind") is not None:
            store.names = NameIndex.from_sections(store.section)
        else:
            store.names = NameIndex.build(names_of_nodes(store.to_graph().nodes(data=True)))
    return store.names
