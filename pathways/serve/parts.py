"""A part of a graph file as a MultiDiGraph: what a page shows, without reading the whole (80 MB, half a second)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from pathways.graph.store import Store
    from pathways.model import Route

__all__ = ["part_of_routes"]


def part_of_routes(store: Store, routes: Iterable[Route]) -> nx.MultiDiGraph[Any]:
    """Return the nodes and the edges that some routes take, doors included, and the fiches that state them.

    Parameters
    ----------
    store : Store
    routes : iterable of Route
        Found in this store.
    """
    import networkx as nx  # noqa: PLC0415 - the start page does without

    nodes: dict[str, None] = {}
    edges: dict[tuple[str, str, str], None] = {}
    for route in routes:
        nodes[route.source.id] = None
        for step in route.steps:
            origin = step.door.id if step.door else step.source.id
            edges[origin, step.target.id, step.key] = None
            nodes |= dict.fromkeys((step.source.id, origin, step.target.id, *(e.fiche for e in step.evidence)))
    part: nx.MultiDiGraph[Any] = nx.MultiDiGraph(**store.meta)
    part.add_nodes_from((node, store.node(store.index[node])) for node in nodes if node in store.index)
    for origin, target, key in edges:
        if (number := _edge(store, origin, target, key)) is not None:
            part.add_edge(origin, target, key, **store.edge(number))
    return part


def _edge(store: Store, origin: str, target: str, key: str) -> int | None:
    """Return the number of an edge."""
    start, end = store.starts[store.index[origin]], store.starts[store.index[origin] + 1]
    wanted = store.index[target]
    return next((n for n in range(start, end) if store.target[n] == wanted and str(store.key(n)) == key), None)
