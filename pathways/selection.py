"""What of a graph is to be shown or written: a part of it, and routes over it.

Every selection is a plain MultiDiGraph of its own (the graph it was taken from is not
changed) with the routes, the nodes it is about, and words for a title.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING, Any

from pathways.errors import QueryError
from pathways.model import EdgeKind, NodeKind
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import networkx as nx

    from pathways.model import Route

__all__ = [
    "Selection",
    "select_all",
    "select_around",
    "select_compared",
    "select_domain",
    "select_lead",
    "select_reach",
]
__all__ += ["select_routes"]


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of a graph.

    Parameters
    ----------
    graph : MultiDiGraph
        Its nodes and edges, with all their attributes.
    routes : tuple of Route or None
        None where no routes were asked for; empty where there is none.
    focus : tuple of str
        Ids of the nodes that it is about.
    title : tuple of str
        A key ("route", "reach", "around" ...), then what fills it in.
    """

    graph: nx.MultiDiGraph[Any]
    routes: tuple[Route, ...] | None
    focus: tuple[str, ...]
    title: tuple[str, ...]


def _label(graph: nx.MultiDiGraph[Any], node: str) -> str:
    return str(graph.nodes[node].get("label") or node)


def _known(graph: nx.MultiDiGraph[Any], nodes: Iterable[str]) -> tuple[str, ...]:
    """Return the nodes, all of which the graph has to hold."""
    found = tuple(dict.fromkeys(nodes))
    for node in found:
        if node not in graph:
            raise QueryError(f"the graph has no node {node!r}")
    return found


def _part(graph: nx.MultiDiGraph[Any], nodes: Iterable[str]) -> nx.MultiDiGraph[Any]:
    """Return a copy of the part of `graph` between `nodes`, in the order of the graph."""
    part: nx.MultiDiGraph[Any] = graph.subgraph(nodes).copy()
    return part


def select_all(graph: nx.MultiDiGraph[Any]) -> Selection:
    """Return the whole graph.

    Examples
    --------
    >>> import networkx as nx
    >>> select_all(nx.MultiDiGraph([("classe:3e", "FOR.1")])).graph.number_of_nodes()
    2
    """
    return Selection(graph, None, (), ("all",))


def select_routes(graph: nx.MultiDiGraph[Any], routes: Sequence[Route], ends: tuple[str, str]) -> Selection:
    """Return routes and what they touch: their nodes, doors, and the edges that their steps take.

    Parameters
    ----------
    routes : sequence of Route
        Best first; may be empty.
    ends : (str, str)
        Labels of the two ends, for the title.
    """
    edges: dict[tuple[str, str, Any], None] = {}
    nodes: dict[str, None] = {}
    for route in routes:
        nodes.setdefault(route.source.id)
        for step in route.steps:
            origin = step.door.id if step.door else step.source.id
            nodes.update(dict.fromkeys((step.source.id, origin, step.target.id)))
            edges.setdefault((origin, step.target.id, step.key))
            if step.door and graph.has_edge(step.source.id, origin):
                edges.update(dict.fromkeys((step.source.id, origin, key) for key in graph[step.source.id][origin]))
    part = _part(graph, (n for n in nodes if n in graph))
    part.remove_edges_from([e for e in list(part.edges(keys=True)) if e not in edges])
    focus = (routes[0].source.id, routes[0].target.id) if routes else ()
    return Selection(part, tuple(routes), focus, ("route", *ends))


def _within(
    start: Sequence[str], beside: Callable[[str], Iterable[tuple[str, float]]], years: float | None
) -> set[str]:
    """Return what `start` reaches in at most `years` (Dijkstra 1959)."""
    known: set[str] = set()
    heap = [(0.0, node) for node in start]
    while heap:
        spent, node = heappop(heap)
        if node in known:
            continue
        known.add(node)
        for other, more in beside(node):
            if other not in known and (years is None or spent + more <= years):
                heappush(heap, (spent + more, other))
    return known


def _years(data: Mapping[str, Any]) -> float:
    value = data.get("years")
    return float(value) if isinstance(value, int | float) and value > 0 else 0.0


def select_reach(graph: nx.MultiDiGraph[Any], nodes: Iterable[str], *, years: float | None = None) -> Selection:
    """Return what some nodes (options of one diploma, mostly one) lead to, within `years` if given.

    Raises
    ------
    QueryError
        If the graph lacks a node, or `years` is below 0.
    """
    start = _known(graph, nodes)
    if years is not None and years < 0:
        raise QueryError(f"years has to be 0 or more, not {years:g}")

    def after(node: str) -> Iterable[tuple[str, float]]:
        return ((v, _years(data)) for _, v, data in graph.out_edges(node, data=True))

    reached = _within(start, after, years)
    title = (
        ("reach", _label(graph, start[0])) if years is None else ("reach-within", _label(graph, start[0]), f"{years:g}")
    )
    return Selection(_part(graph, reached), None, start, title)


def select_lead(graph: nx.MultiDiGraph[Any], nodes: Iterable[str], *, years: float | None = None) -> Selection:
    """Return what leads to some nodes, within `years` if given; errors as `select_reach`."""
    goal = _known(graph, nodes)
    if years is not None and years < 0:
        raise QueryError(f"years has to be 0 or more, not {years:g}")

    def before(node: str) -> Iterable[tuple[str, float]]:
        return ((u, _years(data)) for u, _, data in graph.in_edges(node, data=True))

    return Selection(_part(graph, _within(goal, before, years)), None, goal, ("lead", _label(graph, goal[0])))


def select_around(graph: nx.MultiDiGraph[Any], nodes: Iterable[str], *, depth: int = 1) -> Selection:
    """Return what lies within `depth` edges of some nodes, in either direction.

    Raises
    ------
    QueryError
        If the graph lacks a node, or `depth` is below 0.
    """
    start = _known(graph, nodes)
    if depth < 0:
        raise QueryError(f"depth has to be 0 or more, not {depth}")
    found, edge = set(start), set(start)
    for _ in range(depth):
        edge = {o for n in edge for o in (*graph.successors(n), *graph.predecessors(n))} - found
        found |= edge
    return Selection(_part(graph, found), None, start, ("around", _label(graph, start[0])))


def select_compared(graph: nx.MultiDiGraph[Any], one: Iterable[str], other: Iterable[str]) -> Selection:
    """Return two things side by side: each with what leads to it and what follows it, one edge away."""
    first, second = _known(graph, one), _known(graph, other)
    found = {*first, *second}
    for node in (*first, *second):
        found.update(graph.successors(node), graph.predecessors(node))
    part = _part(graph, found)
    ends = {*first, *second}
    part.remove_edges_from([e for e in list(part.edges(keys=True)) if e[0] not in ends and e[1] not in ends])
    focus = (*first, *second)
    return Selection(part, None, focus, ("compare", _label(graph, first[0]), _label(graph, second[0])))


def select_domain(graph: nx.MultiDiGraph[Any], domain: str) -> Selection:
    """Return the diplomas and jobs of a domain of Onisep ("hôtellerie-restauration, tourisme/cuisine", or a part).

    Jobs that its diplomas lead to belong to it, even where they name no domain.

    Raises
    ------
    QueryError
        If no node has such a domain; the message names those that there are.
    """
    wanted = " ".join(words(domain))  # the record writes "santé - social - sport" and "santé, social, sport"
    known = sorted({d for _, data in graph.nodes(data=True) for d in data.get("domains") or ()})
    meant = {d for d in known if wanted and wanted in " ".join(words(d))}
    exact = {d for d in known if wanted in {" ".join(words(part)) for part in (d, *d.split("/"))}}
    chosen = exact or meant
    if not chosen:
        tops = {tuple(words(top)): top for top in (d.split("/", 1)[0] for d in known)}
        raise QueryError(f"no domain is called {domain!r}: there are {'; '.join(islice(tops.values(), 40))}")
    inside = {n for n, data in graph.nodes(data=True) if chosen.intersection(data.get("domains") or ())}
    jobs = {
        v
        for _, v, data in graph.out_edges(sorted(inside), data=True)
        if data.get("kind") == EdgeKind.JOB or graph.nodes[v].get("kind") == NodeKind.JOB
    }
    return Selection(_part(graph, inside | jobs), None, (), ("domain", domain))
