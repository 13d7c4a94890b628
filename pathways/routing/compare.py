"""Two goals side by side: what the ways share, where they part, how long the choice stays open."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pathways.criteria import DEFAULT
from pathways.routing.answers import find_routes
from pathways.routing.constraints import FREE, Constraints
from pathways.routing.why import why_no_route

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from pathways.graph.store import Store
    from pathways.model import NodeRef, Route
    from pathways.routing.why import Hindrance

__all__ = ["Comparison", "compare_goals"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two goals have in common, seen from one start.

    Parameters
    ----------
    routes_a, routes_b : tuple of Route
        The best routes to each, best first; empty where there is none.
    shared : tuple of NodeRef
        Nodes between the ends that routes to both go through, those of the best routes first.
    parts_at : NodeRef or None
        Where the best route to each part: the last node that they have in common.  This and what follows
        is None where one of the goals has no route.
    open_until : NodeRef or None
        The last node at which the choice is still open: of all pairs of these routes, that which leaves
        the fewest years apart, then the one of least cost.
    open_years : float or None
        Years from the start to it.
    together : (Route, Route) or None
        That pair.
    why_a, why_b : Hindrance or None
        Why a goal has no route.
    partial : str
        Why the answer is not whole ("timeout" ...), "" if it is; no route may then only mean none in time.
    """

    routes_a: tuple[Route, ...]
    routes_b: tuple[Route, ...]
    shared: tuple[NodeRef, ...]
    parts_at: NodeRef | None = None
    open_until: NodeRef | None = None
    open_years: float | None = None
    together: tuple[Route, Route] | None = None
    why_a: Hindrance | None = None
    why_b: Hindrance | None = None
    partial: str = ""


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
    QueryError, UnknownNameError, GraphContractError
        As `k_shortest_routes`.
    """
    sources = (source,) if isinstance(source, str) else tuple(source)
    goals = [(goal,) if isinstance(goal, str) else tuple(goal) for goal in (a, b)]
    until = None if timeout is None else time.monotonic() + timeout
    answers = []
    for left, goal in zip((2, 1), goals, strict=True):
        share = None if until is None else max((until - time.monotonic()) / left, 1e-9)
        answers.append(find_routes(graph, sources, goal, k, criterion, constraints=constraints, timeout=share))
    partial = next((answer.partial for answer in answers if answer.partial), "")
    routes_a, routes_b = found = [answer.routes for answer in answers]
    if not routes_a or not routes_b:
        why_a, why_b = (
            None if answer.routes or answer.partial else why_no_route(graph, sources, goal, constraints)
            for goal, answer in zip(goals, answers, strict=True)
        )
        return Comparison(routes_a, routes_b, (), why_a=why_a, why_b=why_b, partial=partial)
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
        partial=partial,
    )
