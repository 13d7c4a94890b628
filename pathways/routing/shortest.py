"""The question itself: the k best routes from here to there."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pathways.criteria import DEFAULT, Prices, millionths
from pathways.errors import QueryError
from pathways.model import Route
from pathways.routing.backward import INFINITE, Backward, Work
from pathways.routing.constraints import FREE, Constraints
from pathways.routing.routes import Maker
from pathways.routing.search import Budget, Search
from pathways.routing.space import space_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from pathways.graph.store import Store
    from pathways.routing.space import Node, Space

__all__ = ["MOST_WORK", "Question", "Routes", "k_shortest_routes"]

#: Arcs that a query looks at, at most, before it says that its answer is partial.
MOST_WORK = 20_000_000


def names_of(value: str | Iterable[str], what: str) -> list[str]:
    """Return the names of the ends of a question, each once.

    Raises
    ------
    QueryError
        If there is none.
    """
    names: list[Any] = list(value) if hasattr(value, "__iter__") and not isinstance(value, str) else [value]
    if not names:
        raise QueryError(f"no {what} is named")
    return list(dict.fromkeys(names))


def count_of(k: int | None) -> int | None:
    """Return `k` if it is a number of routes: 1 or more, or None for all.

    Raises
    ------
    QueryError
        If it is not.
    """
    if k is None:
        return None
    try:
        number = operator.index(k)
    except TypeError:
        number = 0
    if isinstance(k, bool) or number < 1:
        raise QueryError(f"k is {k!r}, not a whole number from 1 on (or None for all)")
    return number


class Question:
    """A graph, sources, targets, criterion and constraints, checked and put in the terms of the search."""

    def __init__(
        self,
        graph: nx.MultiDiGraph[Any] | Store,
        source: str | Iterable[str],
        target: str | Iterable[str],
        *,
        criterion: str | Mapping[str, float] = DEFAULT,
        constraints: Constraints = FREE,
        timeout: float | None = None,
        most_work: int | None = MOST_WORK,
    ) -> None:
        self.graph = graph
        if not isinstance(constraints, Constraints):
            raise TypeError(
                f"constraints is a {type(constraints).__name__}: write constraints=Constraints(max_years=3)"
            )
        self.constraints = constraints = constraints.sparing(names_of(source, "source"))
        self.criterion = criterion
        self.prices = Prices(criterion)
        self.space = space_of(graph, self.prices, constraints)
        self.sources = self._nodes(source, "source")
        self.targets = self._nodes(target, "target")
        self.via = [frozenset(map(self.space.node, group)) for group in constraints.via_groups()]
        for name in constraints.avoid:
            self.space.node(name)
        if timeout is not None and not timeout > 0:
            raise QueryError(f"timeout is {timeout!r}, not a number of seconds above 0")
        self.work = Work(most_work, timeout)

    def _nodes(self, names: str | Iterable[str], what: str) -> list[Node]:
        nodes = [self.space.node(name) for name in names_of(names, what)]
        return [node for node in nodes if self.space.allowed(node)]

    def budgets(self) -> list[Budget]:
        """Return the limits on years and steps, with what every node needs at least."""
        limits = (("years", self.constraints.max_years), ("steps", self.constraints.max_steps))
        return [self._budget(name, most) for name, most in limits if most is not None]

    def _budget(self, criterion: str, most: float) -> Budget:
        prices = Prices(criterion)
        space: Space = space_of(self.graph, prices, self.constraints)
        packed = prices.most(millionths(most))
        backward = Backward(space.into, self.targets, set(self.sources), self.work)
        backward.advance(packed, 0)
        bound = {node: distance for node, distance in backward.distance.items() if distance <= packed}
        return Budget(space.cost, bound, packed)

    def search(self) -> Search:
        """Return the search that answers this."""
        return Search(self.space, self.sources, self.targets, via=self.via, budgets=self.budgets(), work=self.work)


class Routes(Iterator[Route]):
    """Routes, best first, each found when it is asked for.

    Attributes
    ----------
    partial : str
        Why the answer is not whole ("stopped after 2 seconds"); "" while it is.
    work : int
        Arcs looked at so far.
    """

    def __init__(self, question: Question, k: int | None) -> None:
        self._question = question
        self._maker = Maker(question.space, question.prices)
        self._left = INFINITE if k is None else k
        self._search: Search | None = None
        self._ways: Iterator[Any] = iter(())

    def __next__(self) -> Route:
        if self._left <= 0:
            raise StopIteration
        if self._search is None:
            self._start()
        way = next(self._ways)
        self._left -= 1
        packed, nodes, places = way
        return self._maker.route(packed, nodes, self._question.space.edges(nodes, places))

    def _start(self) -> None:
        from pathways.routing.backward import OutOfWorkError  # noqa: PLC0415

        try:
            self._search = self._question.search()
        except OutOfWorkError as error:
            self._stopped = error.reason
            raise StopIteration from None
        self._ways = self._search.ways()

    _stopped = ""

    @property
    def partial(self) -> str:
        """Why the answer is not whole, "" while it is."""
        return self._stopped or (self._search.partial if self._search else "")

    @property
    def work(self) -> int:
        """Arcs looked at so far."""
        return self._question.work.done


def k_shortest_routes(
    graph: nx.MultiDiGraph[Any] | Store,
    source: str | Iterable[str],
    target: str | Iterable[str],
    k: int | None = 1,
    criterion: str | Mapping[str, float] = DEFAULT,
    *,
    constraints: Constraints = FREE,
    timeout: float | None = None,
    most_work: int | None = MOST_WORK,
) -> Routes:
    """Find the k best loopless routes, exactly, one by one as they are asked for.

    Parameters
    ----------
    graph : networkx.MultiDiGraph or Store
        A graph that keeps the contract, read as it is now; or an open graph file.
    source, target : str or iterable of str
        Ids of one node or several; a route starts at any source and ends at the first target it meets.
    k : int or None
        How many at most, 1 or more; None for all.
    criterion : str or mapping
        "counsel" (the default order), "years", "steps", "selectivity", "field", "certainty", "employment", or
        weights by name; see `pathways.criteria`.
    constraints : Constraints
        What a route must keep to.
    timeout : float, optional
        Seconds, at most.
    most_work : int or None
        Arcs looked at, at most.

    Returns
    -------
    Routes
        An iterator of `Route`; its `partial` says why the answer is not whole, if it is not.  Equal
        costs are in the default order, then by fewer steps, then by ids and keys along the way.
        Parallel edges make different routes.  A source that is a target is a route without a step.

    Raises
    ------
    QueryError
        If k, the criterion or the timeout is outside what is allowed.
    UnknownNameError
        If a node, of the constraints too, is not in the graph.
    GraphContractError
        If an edge lacks years, kind or basis, or has years below 0 or NaN; all such edges of the graph
        are listed.  A graph of more than 200 nodes is not read whole: there, if such an edge is met.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from([("3e", {"kind": "class"}), ("CAP", {"kind": "diploma"}), ("BP", {"kind": "diploma"})])
    >>> for a, b, years in [("3e", "CAP", 2), ("CAP", "BP", 2), ("3e", "BP", 5)]:
    ...     _ = g.add_edge(a, b, "continuation", kind="continuation", years=years, basis="stated")
    >>> for route in k_shortest_routes(g, "3e", "BP", 2, "years"):
    ...     print(route.years, [step.target.id for step in route.steps])
    4 ['CAP', 'BP']
    5 ['BP']
    """
    question = Question(
        graph, source, target, criterion=criterion, constraints=constraints, timeout=timeout, most_work=most_work
    )
    return Routes(question, count_of(k))
