"""Two goals side by side: what the ways share, where they part, how long the choice stays open."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pathways.criteria import COUNSEL, DEFAULT, weights_of
from pathways.routing.answers import find_routes
from pathways.routing.constraints import FREE, Constraints
from pathways.routing.counsel import REACH
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
        Nodes between the ends that routes to both go through, other ways among them, those of the best first.
    parts_at : NodeRef or None
        Where the best route to each part: the last node that they have in common.  This and what follows
        is None where one of the goals has no route.
    open_until : NodeRef or None
        The last node at which the choice is still open: of all pairs of good routes, other ways to an answer
        among them, the one that has most years in common, then fewest apart, then the least cost.  A good
        route costs at most `REACH` years of the default order more than the best to its goal.
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


def _all(routes: Iterable[Route]) -> list[Route]:
    """Return routes and the other ways behind them."""
    return [each for route in routes for each in (route, *route.others)]


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
    between_b = {node.id for route in _all(routes_b) for node in _nodes(route)}
    shared = dict.fromkeys(
        node for route in _all(routes_a) for node in _nodes(route) if node.id in between_b and node.id not in ends
    )
    best = _common(routes_a[0], routes_b[0])
    good = [_good(routes, criterion) for routes in found]
    pairs = []
    for i, one in enumerate(good[0]):
        for j, other in enumerate(good[1]):
            common = _common(one, other)
            together = sum(step.years for step in one.steps[:common])
            pairs.append((-together, one.years + other.years - 2 * together, one.cost + other.cost, i, j, common))
    together, _, _, i, j, common = min(pairs)
    return Comparison(
        routes_a,
        routes_b,
        tuple(shared),
        _nodes(routes_a[0])[best],
        _nodes(good[0][i])[common],
        abs(together),
        (good[0][i], good[1][j]),
        partial=partial,
    )


def _good(routes: tuple[Route, ...], criterion: str | Mapping[str, float]) -> list[Route]:
    """Return routes and the other ways behind them, as far as they are near the best."""
    weight = max(w / COUNSEL.get(name, 1) for name, w in weights_of(criterion).items())
    far = min(route.cost for route in routes) + REACH * weight
    return [route for route in _all(routes) if route.cost <= far]
