"""Answers to a class of goals: one way, and the goals that it leads to, those of the field of what is held first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from heapq import nsmallest
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from pathways.graph.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx

    from pathways.model import Route

__all__ = ["in_field_of", "types_along", "ways_to_any"]

#: Routes that are looked through for each way wanted, and in any case.
_LOOKED_THROUGH, _AT_LEAST = 30, 2_000
#: Ways that are gathered for each answer wanted, and besides: some will be one answer.
_GATHERED, _FURTHER = 3, 5
#: Other goals that a way names at most.
_MOST_OPTIONS = 3
#: What it is worth that the goal is of the field of what is held, in years of the default order.  The order weighs
#: how far each step goes; of many goals, a counsellor shows those of the field before one that is a little nearer.
_OFF_FIELD = 1.0


def in_field_of(graph: nx.MultiDiGraph[Any] | Store) -> Callable[[Route], bool]:
    """Return the function that tells whether a route ends in the field of what it starts from.

    It does where both ends share a group of the Nomenclature des spécialités de formation (décret n° 94-522 du
    21 juin 1994) or an Onisep sub-domain, and where nothing is known of the field of the source (3e).
    """
    known: dict[str, frozenset[str]] = {}

    def fields(name: str) -> frozenset[str]:
        if name not in known:
            data: Mapping[str, Any] = graph.node(graph.index[name]) if isinstance(graph, Store) else graph.nodes[name]
            known[name] = frozenset((*(data.get("nsf") or ()), *(data.get("domains") or ())))
        return known[name]

    def in_field(route: Route) -> bool:
        own = fields(route.source.id)
        return not own or not own.isdisjoint(fields(route.target.id))

    return in_field


def types_along(graph: nx.MultiDiGraph[Any] | Store) -> Callable[[Route], tuple[float | None, tuple[str, ...]]]:
    """Return the function from a route to the level of its goal and the types of the diplomas along it."""

    def level_of(name: str) -> float | None:
        if isinstance(graph, Store):
            return graph.node_level[graph.index[name]]
        level: float | None = graph.nodes[name].get("level")
        return level

    def type_of(name: str) -> str:
        if isinstance(graph, Store):
            return graph.types[graph.node_type[graph.index[name]]]
        return str(graph.nodes[name].get("type") or "")

    def sort_of(route: Route) -> tuple[float | None, tuple[str, ...]]:
        types = tuple(type_of(s.target.id) for s in route.steps if s.target.kind == "diploma")
        return level_of(route.target.id), types

    return sort_of


def ways_to_any(
    routes: Iterable[Route],
    k: int | None,
    in_field: Callable[[Route], bool] | None = None,
    types: Callable[[Route], tuple[object, object]] | None = None,
    first: Iterable[Route] = (),
) -> list[Route]:
    """Return the ways to a class of goals, the best first.

    A way that goes through several diplomas is one answer, whichever of the goals it ends at: the other goals
    that the same word gives in the same years stand in `Step.options` of its last step, 3 at most.  A goal that
    is one step away is an answer of its own.

    Parameters
    ----------
    routes : iterable of Route
        Best first; at most 30 a way are read (2000 in any case).
    k : int or None
        How many answers are wanted in the end: some more are gathered, since some will say the same.
    in_field : function, optional
        Whether a route ends in the field of what it starts from: one that does comes before one that costs up
        to 1 less and does not.  Without it ways keep the order of their best.
    types : function, optional
        What makes ways alike (`types_along`): the best of each sort come before others, and the levels of the
        goals, the first of it, take turns: a school in 5 years does not wait behind all bachelors.  From a class all
        is open yet, and hundreds of ways through a bac pro would hide that a bac général leads there too.
    first : iterable of Route
        Routes that are read before: the one to show of each sort, where it is known.

    Examples
    --------
    >>> from pathways.model import NodeRef, Route, Step
    >>> a, b, c, d = (NodeRef(name, name, "diploma") for name in ("bac pro", "BTS", "ENSAM", "INSA"))
    >>> routes = [Route(a, end, (Step(a, b, 2), Step(b, end, 3))) for end in (c, d)]
    >>> [[option.id for option in way.steps[-1].options] for way in ways_to_any(routes, 5)]
    [['INSA']]
    """
    wanted = None if k is None else _GATHERED * k + _FURTHER
    most = None if k is None else max(_AT_LEAST, k * _LOOKED_THROUGH)

    def rank(route: Route) -> float:
        return route.cost + (_OFF_FIELD if in_field is not None and not in_field(route) else 0)

    ways: dict[object, Route] = {}
    #: what makes ways alike -> the best of them
    sorts: dict[tuple[object, object], object] = {}
    far = 0.0
    for route in chain(first, islice(routes, most)):
        way = _way_of(route) if types is None else (types(route)[0], _way_of(route))
        best = ways.get(way)
        if wanted is not None and len(ways) >= wanted:
            if types is not None:
                if best is None and types(route) in sorts:
                    continue
            elif best is None and in_field is None:
                break
            elif route.cost > far:  # none that follows ranks before it: are the ways wanted all before it?
                far = route.cost
                if far > nsmallest(wanted, map(rank, ways.values()))[-1]:
                    break
        ways[way] = route if best is None else _joined(best, route, rank)
        if best is None and types is not None:
            sorts.setdefault(types(route), way)
    ordered = sorted(ways, key=lambda way: rank(ways[way])) if in_field is not None else list(ways)
    return [ways[way] for way in _by_turns(ordered, {way: sort[0] for sort, way in sorts.items()})]


def _by_turns(ways: list[object], levels: Mapping[object, object]) -> list[object]:
    """Return those ways first that have a level: the first of each, the second of each ..."""
    taken: Counter[object] = Counter()
    turns: dict[object, int] = {}
    for way in ways:
        if way in levels:
            turns[way] = taken[levels[way]]
            taken[levels[way]] += 1
    return sorted(ways, key=lambda way: turns.get(way, len(ways)))


def _way_of(route: Route) -> tuple[object, ...]:
    """Return what makes a way: all that lies before the goal, or the goal where that is nothing."""
    before = route.steps[:-1]
    return (route.source.id, *((s.target.id, s.years) for s in before)) if before else (route.target.id,)


def _joined(best: Route, route: Route, rank: Callable[[Route], float]) -> Route:
    """Return the better of two routes of one way, with the goal of the other; a goal one step away is alone."""
    if len(best.steps) == 1:
        return best
    return _with_goal(best, route) if rank(best) <= rank(route) else _with_goal(route, best)


def _with_goal(way: Route, other: Route) -> Route:
    """Return the way with the goals of another, as far as the same word leads to them in the same years."""
    last, more = way.steps[-1], other.steps[-1]
    if (last.years, last.basis, last.door is None) != (more.years, more.basis, more.door is None):
        return way
    named = [node for node in (more.target, *more.options) if node.id != last.target.id]
    options = tuple(dict.fromkeys((*last.options, *named)))[:_MOST_OPTIONS]
    return way if options == last.options else replace(way, steps=(*way.steps[:-1], replace(last, options=options)))
