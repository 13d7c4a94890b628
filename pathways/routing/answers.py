"""One question, one answer: what the command line and the batch ask."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pathways.criteria import DEFAULT
from pathways.graph.compact import closed_in
from pathways.graph.store import Store
from pathways.routing.backward import OutOfWorkError
from pathways.routing.choose import collapse, diverse
from pathways.routing.constraints import FREE, Constraints
from pathways.routing.counsel import Counsellor
from pathways.routing.families import families_of
from pathways.routing.shortest import MOST_WORK, Question, Routes, count_of, names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from pathways.model import Route, Step

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


def _with_figures(graph: nx.MultiDiGraph[Any] | Store, routes: Iterable[Route]) -> tuple[Route, ...]:
    """Return the routes, each step with what was counted of the pupils of its target."""
    known: dict[str, Mapping[str, Any] | None] = {}

    def counted(step: Step) -> Step:
        if (id_ := step.target.id) not in known:
            data = graph.node(graph.index[id_]) if isinstance(graph, Store) else graph.nodes[id_]
            known[id_] = data.get("figures")
        return replace(step, figures=known[id_]) if known[id_] else step

    def told(route: Route) -> Route:
        return replace(route, steps=tuple(map(counted, route.steps)), others=tuple(map(told, route.others)))

    return tuple(map(told, routes))


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
        Give every route.  Else one for each last diploma, as `Counsellor` chooses and orders them, with other
        ways to it in `Route.others`; none goes through a diploma that had its last session before the release
        of the graph, unless it is named or no other route is.
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
    names = tuple(pareto)
    sources, targets = (tuple(names_of(ends, what)) for ends, what in ((source, "source"), (target, "target")))

    def asked(limits: Constraints) -> Answer:
        return _find(
            graph,
            sources,
            targets,
            count_of(k),
            criterion,
            constraints=limits,
            expand=expand,
            differ=differ,
            any_goal=any_goal,
            pareto=names,
            timeout=timeout,
            most_work=most_work,
            most_read=most_read,
        )

    living = constraints if expand else _living(graph, constraints, (*sources, *targets))
    answer = asked(living)
    return asked(constraints) if living is not constraints and answer == Answer(()) else answer


def _living(graph: nx.MultiDiGraph[Any] | Store, constraints: Constraints, named: Iterable[str]) -> Constraints:
    """Return constraints that also leave out what had its last session before the release, unless it is named."""
    meta = graph.meta if isinstance(graph, Store) else graph.graph
    year = str(meta.get("release", ""))[:4]
    if constraints.open_in is not None or not year.isdigit():
        return constraints
    named = (*named, *(name for group in constraints.via_groups() for name in group))
    spare = tuple(sorted({name for name in named if 0 < _closed(graph, name) < int(year)}))
    return replace(constraints, open_in=int(year), spare=spare)


def _closed(graph: nx.MultiDiGraph[Any] | Store, name: str) -> int:
    if isinstance(graph, Store):
        return graph.node_closed[graph.index[name]] if name in graph.index else 0
    return closed_in(graph.nodes[name]) if name in graph else 0


def _find(  # noqa: PLR0913 - as find_routes
    graph: nx.MultiDiGraph[Any] | Store,
    source: tuple[str, ...],
    target: tuple[str, ...],
    count: int | None,
    criterion: str | Mapping[str, float],
    *,
    constraints: Constraints,
    expand: bool,
    differ: bool,
    any_goal: bool,
    pareto: tuple[str, ...],
    timeout: float | None,
    most_work: int | None,
    most_read: int | None,
) -> Answer:
    names = pareto
    question = Question(
        graph,
        source,
        target,
        criterion=criterion,
        constraints=constraints,
        timeout=timeout,
        most_work=most_work,
    )
    by_counsel = criterion == DEFAULT
    counsellor = Counsellor(question)
    if names:
        from pathways.routing.pareto import pareto_routes  # noqa: PLC0415 - loaded for who asks for it

        front = pareto_routes(
            graph, source, target, names, constraints=constraints, timeout=timeout, most_work=most_work
        )
        chosen = list(counsellor.marked(front.routes))
        chosen = chosen[:count] if expand else collapse(chosen, count, families_of(graph))
        return Answer(_with_figures(graph, chosen), front.partial)
    limited = constraints.via or constraints.max_years is not None or constraints.max_steps is not None
    if not (expand or differ or any_goal or limited):
        answers: list[Route] = []
        try:
            answers += counsellor.answers(count, by_counsel=by_counsel)
        except OutOfWorkError as error:
            return Answer(_with_figures(graph, answers), error.reason)
        return Answer(_with_figures(graph, answers))
    found = Routes(question, count if expand and not differ else None)
    routes: Iterable[Route] = (read := _Bounded(found, most_read))
    if any_goal and not expand:
        from pathways.routing.ways import in_field_of, types_along, ways_to_any  # noqa: PLC0415 - for a class of goals

        sources = [question.space.name(node) for node in question.sources]
        open_yet = by_counsel and all(_is_class(graph, name) for name in sources)
        routes = ways_to_any(
            routes,
            count,
            in_field_of(graph) if by_counsel else None,
            types_along(graph) if open_yet else None,
            counsellor.best_of_types() if open_yet and not limited else (),
        )
    if differ:
        chosen = diverse(routes, count, families_of(graph))
    elif expand:
        chosen = list(routes)[:count]
    elif any_goal:
        chosen = collapse(routes, count, families_of(graph))
    else:
        chosen = list(counsellor.answers_among(routes, count, by_counsel=by_counsel))
    cut = read.cut and (count is None or len(chosen) < count)
    partial = found.partial or (f"stopped after {most_read} routes" if cut else "")
    return Answer(_with_figures(graph, counsellor.marked(chosen)), partial)
