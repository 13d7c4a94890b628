"""Routes laid over each other: one small graph, which each format then writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from pathways.model import NodeRef, Route, Step

__all__ = ["routes_graph"]


def routes_graph(routes: Iterable[Route], graph: nx.MultiDiGraph[Any] | None = None) -> nx.MultiDiGraph[Any]:
    """Return the nodes and steps that `routes` pass through, as a graph of their own.

    Parameters
    ----------
    routes : iterable of Route
        Best first: the rank of a route is its place, counted from 1.
    graph : networkx.MultiDiGraph, optional
        The graph they were found in; gives each node all its attributes.  Without it a node has label and kind.

    Returns
    -------
    networkx.MultiDiGraph
        By the graph's contract; nodes and edges also have `routes`, the ranks of the routes that pass.
        An edge has `door` (the level node that the step goes through, "" where none) and, where
        one answer stands for several, `options` (ids).

    Examples
    --------
    >>> from pathways.model import NodeRef, Route, Step
    >>> a, b = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1", "CAP maçon", "diploma")
    >>> g = routes_graph([Route(a, b, (Step(a, b, 2, kind="entry", key="entry"),))])
    >>> g.edges["classe:3e", "FOR.1", "entry"]["years"]
    2
    """
    import networkx as nx  # noqa: PLC0415 - heavy, and only wanted here

    out: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    if graph is not None:
        out.graph.update({k: v for k, v in graph.graph.items() if isinstance(v, str | int | float | bool)})
    count = 0
    for rank, route in enumerate(routes, start=1):
        count = rank
        for end in (route.source, route.target):
            _pass_node(out, end, rank, graph)
        for step in route.steps:
            _pass_node(out, step.source, rank, graph)
            _pass_node(out, step.target, rank, graph)
            _pass_edge(out, step, rank)
    out.graph["routes"] = count
    return out


def _pass_node(out: nx.MultiDiGraph[Any], node: NodeRef, rank: int, graph: nx.MultiDiGraph[Any] | None) -> None:
    if node.id not in out:
        known = graph.nodes[node.id] if graph is not None and node.id in graph else {}
        out.add_node(node.id, **{**known, "label": node.label, "kind": node.kind, "routes": []})
    if rank not in out.nodes[node.id]["routes"]:
        out.nodes[node.id]["routes"].append(rank)


def _pass_edge(out: nx.MultiDiGraph[Any], step: Step, rank: int) -> None:
    key = step.key or step.kind or "step"
    if step.door is not None:
        key = f"{key}:{step.door.id}"
    if not out.has_edge(step.source.id, step.target.id, key):
        out.add_edge(
            step.source.id,
            step.target.id,
            key,
            kind=step.kind,
            years=step.years,
            conditions=list(step.conditions),
            apprenticeship=step.apprenticeship,
            basis=str(step.basis),
            scope=str(step.scope),
            score=step.score,
            evidence=[
                {"fiche": e.fiche, "section": e.section, "start": e.start, "end": e.end}
                | ({} if e.text is None else {"text": e.text})
                for e in step.evidence
            ],
            door=step.door.id if step.door is not None else "",
            options=[o.id for o in step.options],
            routes=[],
        )
    passing = out.edges[step.source.id, step.target.id, key]["routes"]
    if rank not in passing:
        passing.append(rank)
