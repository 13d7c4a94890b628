"""Two goals side by side: what the ways share, where they part, how long the choice stays open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pathways.criteria import DEFAULT
from pathways.errors import NoRouteError
from pathways.routing.answers import find_routes
from pathways.routing.constraints import FREE, Constraints

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from pathways.graph.store import Store
    from pathways.model import NodeRef, Route

__all__ = ["Comparison", "compare_goals"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two goals have in common, seen from one start.

    Parameters
    ----------
    routes_a, routes_b : tuple of Route
        The best routes to each, best first.
    shared : tuple of NodeRef
        Nodes between the ends that routes to both go through, those of the best routes first.
    parts_at : NodeRef
        Where the best route to each part: the last node that they have in common.
    open_until : NodeRef
        The last node at which the choice is still open: of all pairs of these routes, that which leaves
        the fewest years apart, then the one of least cost.
    open_years : float
        Years from the start to it.
    together : (Route, Route)
        That pair.
    """

    routes_a: tuple[Route, ...]
    routes_b: tuple[Route, ...]
    shared: tuple[NodeRef, ...]
    parts_at: NodeRef
    open_until: NodeRef
    open_years: float
    together: tuple[Route, Route]


def _nodes(route: Route) -> list[NodeRef]:
    return [route.source, *(step.target for step in route.steps)]


def _common(a: Route, b: Route) -> int:
    """Return how many steps two routes take together from the start."""
    count = 0
    for one, other in zip(a.steps, b.steps, strict=False):
        if (one.source.id, one.target.id) != (other.source.id, other.target.id):
            break
        count += 1
    return count if a.source.id == b.source.id else 0


def compare_goals(
    graph: nx.MultiDiGraph[Any] | Store,
    source: str | Iterable[str],
    a: str | Iterable[str],
    b: str | Iterable[str],
    k: int = 10,
    criterion: str | Mapping[str, float] = DEFAULT,
    *,
    constraints: Constraints = FREE,
    timeout: float | None = None,
) -> Comparison:
    """Compare the `k` best routes from `source` to each of two goals.

    Parameters
    ----------
    graph, source, criterion, constraints, timeout
        As `k_shortest_routes`.
    a, b : str or iterable of str
        Ids of one goal, or of its options.
    k : int
        Routes to each goal that count as good ways.

    Raises
    ------
    NoRouteError
        If one of the goals cannot be reached.
    QueryError, UnknownNameError, GraphContractError
        As `k_shortest_routes`.
    """
    sources = (source,) if isinstance(source, str) else tuple(source)
    found = []
    for goal in (a, b):
        answer = find_routes(graph, sources, goal, k, criterion, constraints=constraints, timeout=timeout)
        if not answer.routes:
            named = goal if isinstance(goal, str) else ", ".join(goal)
            raise NoRouteError(f"no route leads from {', '.join(sources)} to {named}")
        found.append(answer.routes)
    routes_a, routes_b = found
    ends = {*sources, *(r.target.id for routes in found for r in routes)}
    between_b = {node.id for route in routes_b for node in _nodes(route)}
    shared = dict.fromkeys(
        node for route in routes_a for node in _nodes(route) if node.id in between_b and node.id not in ends
    )
    best = _common(routes_a[0], routes_b[0])
    pairs = []
    for i, one in enumerate(routes_a):
        for j, other in enumerate(routes_b):
            common = _common(one, other)
            apart = sum(step.years for route in (one, other) for step in route.steps[common:])
            pairs.append((apart, one.cost + other.cost, i, j, common))
    _, _, i, j, common = min(pairs)
    return Comparison(
        routes_a,
        routes_b,
        tuple(shared),
        _nodes(routes_a[0])[best],
        _nodes(routes_a[i])[common],
        sum(step.years for step in routes_a[i].steps[:common]),
        (routes_a[i], routes_b[j]),
    )
