"""Answers to a class of goals: one way, and the goals that it leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pathways.model import Route

__all__ = ["ways_to_any"]

#: Routes that are looked through for each way wanted, and in any case.
_LOOKED_THROUGH, _AT_LEAST = 30, 2_000
#: Ways that are gathered for each answer wanted, and besides: some will be one answer.
_GATHERED, _FURTHER = 3, 5
#: Other goals that a way names at most.
_MOST_OPTIONS = 3


def ways_to_any(routes: Iterable[Route], goals: Collection[str], k: int | None) -> list[Route]:
    """Return the ways to a class of goals, the best first.

    A way that goes through several diplomas is one answer, whichever of the goals it ends at: the other goals
    that the same word gives in the same years stand in `Step.options` of its last step, 3 at most.  A goal that
    is one step away is an answer of its own.  A route through one goal to another of its kind is none: whoever
    takes it has arrived before.

    Parameters
    ----------
    routes : iterable of Route
        Best first; at most 30 a way are read (2000 in any case).
    goals : collection of str
        Ids of the goals.
    k : int or None
        How many answers are wanted in the end: some more are gathered, since some will say the same.

    Examples
    --------
    >>> from pathways.model import NodeRef, Route, Step
    >>> a, b, c, d = (NodeRef(name, name, "diploma") for name in ("bac pro", "BTS", "ENSAM", "INSA"))
    >>> routes = [Route(a, end, (Step(a, b, 2), Step(b, end, 3))) for end in (c, d)]
    >>> [[option.id for option in way.steps[-1].options] for way in ways_to_any(routes, {"ENSAM", "INSA"}, 5)]
    [['INSA']]
    """
    wanted = None if k is None else _GATHERED * k + _FURTHER
    most = None if k is None else max(_AT_LEAST, k * _LOOKED_THROUGH)
    ways: dict[object, Route] = {}
    for read, route in enumerate(routes):
        if most is not None and read >= most:
            break
        *before, last = route.steps or (None,)
        if last is None or any(s.target.id in goals and s.target.kind == last.target.kind for s in before):
            continue
        key: object = (route.source.id, *((s.target.id, s.years) for s in before)) if before else route.target.id
        best = ways.get(key)
        if best is None:
            if wanted is not None and len(ways) == wanted:
                break
            ways[key] = route
        elif before:
            ways[key] = _with_goal(best, route)
    return list(ways.values())


def _with_goal(way: Route, other: Route) -> Route:
    """Return the way with one goal more, if the same word leads to it in the same years."""
    last, more = way.steps[-1], other.steps[-1]
    alike = (last.years, last.basis, last.door is None) == (more.years, more.basis, more.door is None)
    known = more.target.id == last.target.id or more.target in last.options
    if not alike or known or len(last.options) >= _MOST_OPTIONS:
        return way
    return replace(way, steps=(*way.steps[:-1], replace(last, options=(*last.options, more.target))))
