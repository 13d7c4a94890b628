"""The page of a choice between goals: what is shared, where the ways part, what each branch takes."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

from pathways.model import NodeKind
from pathways.phrases import years_text
from pathways.render.html.page import Texts, route_page
from pathways.render.html.words import LANGUAGES, titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from pathways.model import NodeRef, Route

__all__ = ["fork_page", "latest_fork"]

#: Combinations of routes that are looked at, best routes first.
_MOST = 20_000


def _shared(routes: Sequence[Route]) -> int:
    """Return how many steps routes take together from the start."""
    steps = zip(*(route.steps for route in routes), strict=False)
    if len({route.source.id for route in routes}) > 1:
        return 0
    return sum(1 for _ in itertools.takewhile(lambda same: len({(s.source.id, s.target.id) for s in same}) == 1, steps))


def latest_fork(answers: Sequence[Sequence[Route]]) -> tuple[tuple[Route, ...], int]:
    """Return one route to each goal, so that they part as late as can be, and how many steps they share.

    Parameters
    ----------
    answers : sequence of sequence of Route
        The good routes to each goal, best first, one at least.

    Returns
    -------
    routes : tuple of Route
        Of all combinations that which leaves the fewest years apart, then the one of least cost.
    shared : int
        Steps that all of them take together from the start.
    """
    most = max(1, math.floor(_MOST ** (1 / max(len(answers), 1))))

    def apart(routes: tuple[Route, ...]) -> tuple[float, float]:
        shared = _shared(routes)
        return sum(s.years for r in routes for s in r.steps[shared:]), sum(r.cost for r in routes)

    best = min(itertools.product(*(routes[:most] for routes in answers)), key=apart)
    return best, _shared(best)


def fork_page(
    graph: nx.MultiDiGraph[Any],
    answers: Sequence[Sequence[Route]],
    goals: Sequence[NodeRef],
    *,
    lang: str = "fr",
    shared: str = "",
    **frame: Any,  # noqa: ANN401 - passed on
) -> str:
    """Return the page of a choice between two goals or more.

    Parameters
    ----------
    graph : MultiDiGraph
        The graph that the routes were found in.
    answers : sequence of sequence of Route
        The good routes to each goal, best first; none where there is none.
    goals : sequence of NodeRef
        The goals, in the same order.
    lang, shared, **frame
        As `route_page`.

    Returns
    -------
    str
        One HTML document: how long the choice stays open and what each branch takes, in words; a route to each
        goal along which it stays open longest, then the best route to each; their picture.

    Raises
    ------
    QueryError
        If `lang` is unknown.
    """
    found = [(goal, routes) for goal, routes in zip(goals, answers, strict=True) if routes]
    notes: list[Texts] = [
        {lg: titled(lg, "fork.none", (goal.label, goal.kind)) for lg in LANGUAGES}
        for goal, routes in zip(goals, answers, strict=True)
        if not routes
    ]
    together: tuple[Route, ...] = ()
    if len(found) > 1:
        together, steps = latest_fork([routes for _, routes in found])
        notes = [*_told([goal for goal, _ in found], together, steps), *notes]
    shown = dict.fromkeys([*together, *(routes[0] for _, routes in found)])
    title = (f"title.compare.{len(goals)}", tuple((goal.label, goal.kind) for goal in goals))
    return route_page(graph, list(shown), lang=lang, title=title, shared=shared, notes=notes, **frame)


def _told(goals: Sequence[NodeRef], routes: Sequence[Route], steps: int) -> list[Texts]:
    """Say until when the choice is open, and what each branch takes from there."""
    trunk = routes[0].steps[:steps]
    if trunk:
        last = trunk[-1].target
        key = "fork.open.class" if last.kind == NodeKind.CLASS else "fork.open"
        years = sum(step.years for step in trunk)
        told: list[Texts] = [{lg: titled(lg, key, (last.label, last.kind), years_text(years, lg)) for lg in LANGUAGES}]
    else:
        start = routes[0].source
        told = [{lg: titled(lg, "fork.at-once", (start.label, start.kind)) for lg in LANGUAGES}]
    for goal, route in zip(goals, routes, strict=True):
        years = sum(step.years for step in route.steps[steps:])
        key = "fork.branch" if years else "fork.there"
        told.append({lg: titled(lg, key, (goal.label, goal.kind), years_text(years, lg)) for lg in LANGUAGES})
    return told
