"""One question, one answer: what the command line and the batch ask."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pathways.criteria import DEFAULT
from pathways.graph.store import Store
from pathways.routing.choose import collapse, diverse
from pathways.routing.constraints import FREE, Constraints
from pathways.routing.families import families_of
from pathways.routing.shortest import MOST_WORK, count_of, k_shortest_routes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from pathways.model import Route

__all__ = ["MOST_READ", "Answer", "find_routes"]

#: Routes that are read for one question: some seconds, and some hundred megabytes.
MOST_READ = 100_000


class _Bounded:
    """Routes, and whether there were more than are given."""

    def __init__(self, routes: Iterable[Route], most: int | None) -> None:
        self._routes = routes
        self._most = most
        self.cut = False

    def __iter__(self) -> Iterator[Route]:
        for number, route in enumerate(self._routes):
            if number == self._most:
                self.cut = True
                return
            yield route


def _with_figures(graph: nx.MultiDiGraph[Any] | Store, routes: Iterable[Route]) -> Iterator[Route]:
    """Yield the routes, each step with what was counted of the pupils of its target."""
    known: dict[str, Mapping[str, Any] | None] = {}
    for route in routes:
        for step in route.steps:
            if (id_ := step.target.id) not in known and step.target.kind == "diploma":
                data = graph.node(graph.index[id_]) if isinstance(graph, Store) else graph.nodes[id_]
                known[id_] = data.get("figures")
        if any(known.get(step.target.id) for step in route.steps):
            steps = (replace(s, figures=f) if (f := known.get(s.target.id)) else s for s in route.steps)
            yield replace(route, steps=tuple(steps))
        else:
            yield route


class Answer(NamedTuple):
    """Routes, best first, and why they are not all, "" if they are."""

    routes: tuple[Route, ...]
    partial: str = ""


def _is_class(graph: nx.MultiDiGraph[Any] | Store, name: str) -> bool:
    kind = graph.kinds[graph.index[name]] if isinstance(graph, Store) else graph.nodes[name].get("kind")
    return bool(kind == "class")


def find_routes(  # noqa: PLR0913 - each says one thing of the question
    graph: nx.MultiDiGraph[Any] | Store,
    source: str | Iterable[str],
    target: str | Iterable[str],
    k: int | None = 5,
    criterion: str | Mapping[str, float] = DEFAULT,
    *,
    constraints: Constraints = FREE,
    expand: bool = False,
    differ: bool = False,
    any_goal: bool = False,
    pareto: Iterable[str] = (),
    timeout: float | None = None,
    most_work: int | None = MOST_WORK,
    most_read: int | None = MOST_READ,
) -> Answer:
    """Find the routes that a person would want to read.

    Parameters
    ----------
    graph, source, target, k, criterion, constraints, timeout, most_work
        As `k_shortest_routes`.
    expand : bool
        Give every route; else options A, B, C of a diploma and parallel ways are one answer.
    differ : bool
        Give routes no two of which share more than half of what lies between their ends.
    any_goal : bool
        The targets are a class of goals, any of which will do: one way is one answer, and names the goals
        that it leads to; in the default order, goals of the field of the source come before others that are
        a little nearer, and from a class the best way of each sequence of types of diploma comes before
        others (`ways_to_any`).  With `expand` or `pareto`, routes as they are.
    pareto : iterable of str
        Names of criteria: give the routes that no other beats on all of them (`pareto_routes`).
    most_read : int or None
        Routes that are read for the answers, at most: who asks for a million is told that there are more.

    Raises
    ------
    QueryError, UnknownNameError, GraphContractError
        As `k_shortest_routes`.
    """
    count = count_of(k)
    sources = [source] if isinstance(source, str) else list(source)
    names = tuple(pareto)
    if names:
        from pathways.routing.pareto import pareto_routes  # noqa: PLC0415 - loaded for who asks for it

        front = pareto_routes(
            graph, sources, target, names, constraints=constraints, timeout=timeout, most_work=most_work
        )
        routes: Iterable[Route] = front.routes
    else:
        found = k_shortest_routes(
            graph,
            sources,
            target,
            count if expand and not differ else None,
            criterion,
            constraints=constraints,
            timeout=timeout,
            most_work=most_work,
        )
        routes = read = _Bounded(found, most_read)
        if any_goal and not expand:
            from pathways.routing.ways import in_field_of, types_along, ways_to_any  # noqa: PLC0415 - for a class of goals

            by_counsel = criterion == DEFAULT
            open_yet = by_counsel and all(_is_class(graph, name) for name in sources)
            routes = ways_to_any(
                routes, count, in_field_of(graph) if by_counsel else None, types_along(graph) if open_yet else None
            )
    if differ:
        chosen = diverse(routes, count, families_of(graph))
    elif expand:
        chosen = list(routes)[:count]
    else:
        chosen = collapse(routes, count, families_of(graph))
    chosen = list(_with_figures(graph, chosen))
    if names:
        return Answer(tuple(chosen), front.partial)
    cut = read.cut and (count is None or len(chosen) < count)
    return Answer(tuple(chosen), found.partial or (f"stopped after {most_read} routes" if cut else ""))
