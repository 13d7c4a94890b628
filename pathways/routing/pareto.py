"""Routes that no other beats on every criterion: multi-criteria label setting.

E. Q. V. Martins, "On a multicriteria shortest path problem", European Journal of Operational
Research 16 (1984); with exact lower bounds for each criterion, as NAMOA* has them
(L. Mandow, J. L. Pérez de la Cruz, Journal of the ACM 57, 2010).
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from pathways.criteria import MILLION, Prices, millionths, price, weights_of
from pathways.errors import QueryError
from pathways.routing.backward import INFINITE, Backward, OutOfWorkError
from pathways.routing.constraints import FREE, Constraints
from pathways.routing.routes import Maker
from pathways.routing.shortest import MOST_WORK, Question
from pathways.routing.space import space_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from pathways.graph.store import Store
    from pathways.model import Route
    from pathways.routing.space import Edge, Node

__all__ = ["Front", "pareto_routes"]

Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """Routes none of which is beaten, by rising costs, and why they are not all, "" if they are."""

    routes: tuple[Route, ...]
    partial: str = ""


def _beats(a: Vector, b: Vector) -> bool:
    """Whether `a` is no worse anywhere and better somewhere."""
    return a != b and all(x <= y for x, y in zip(a, b, strict=True))


def _covers(a: Vector, b: Vector) -> bool:
    return all(x <= y for x, y in zip(a, b, strict=True))


class _Labels:
    """Label setting over one question; the first `chosen` costs are asked for, others only limited."""

    def __init__(self, question: Question, names: Sequence[str], *, every: bool) -> None:
        self._q = question
        self._every = every
        constraints = question.constraints
        limits = {"years": constraints.max_years, "steps": constraints.max_steps}
        self._hidden = [name for name, most in limits.items() if most is not None and name not in names]
        self._chosen = len(names)
        all_names = [*names, *self._hidden]
        self._most = [
            INFINITE if limits.get(name) is None else millionths(limits[name])  # type: ignore[arg-type]
            for name in all_names
        ]
        self._weights = [weights_of(name) for name in all_names]
        self._bounds = [self._bound(name) for name in all_names]
        self._via = question.via
        self._sources = set(question.sources)
        self._costs: dict[Edge, Vector] = {}
        # A dominated label may be grown without a loop only where what is still to be visited is the same.
        self._prunes = not self._via

    def _bound(self, name: str) -> Mapping[Node, int]:
        q, prices = self._q, Prices(name)
        backward = Backward(space_of(q.graph, prices, q.constraints).into, q.targets, set(q.sources), q.work)
        backward.advance(INFINITE, 0)
        return {node: round(prices.cost(distance) * MILLION) for node, distance in backward.distance.items()}

    def _cost(self, edge: Edge) -> Vector:
        data, witnesses = self._q.space.priced(edge)
        return tuple(price(data, weights, witnesses) for weights in self._weights)

    def _total(self, spent: Vector, node: Node) -> Vector | None:
        """Return the least that a label at `node` can come to, None where it cannot arrive."""
        if any(node not in bound for bound in self._bounds):
            return None
        total = tuple(s + bound[node] for s, bound in zip(spent, self._bounds, strict=True))
        return total if all(t <= most for t, most in zip(total, self._most, strict=True)) else None

    def run(self) -> Iterator[tuple[Vector, tuple[Node, ...], tuple[Edge, ...]]]:
        """Yield undominated ways, by rising vectors."""
        q, chosen = self._q, self._chosen
        goals = set(q.targets)
        zero = (0,) * len(self._weights)
        starts = ((self._total(zero, source), source) for source in q.sources)
        heap: list[tuple[Any, ...]] = [(total, (s,), zero, (s,), ()) for total, s in starts if total is not None]
        heap.sort()
        front: list[Vector] = []
        settled: dict[Node, list[Vector]] = {}
        shown: set[tuple[Any, ...]] = set()
        while heap:
            total, ranks, spent, nodes, edges = heappop(heap)
            q.work.add(1)
            if self._is_beaten(total[:chosen], front):
                continue
            if self._prunes and not self._settle(settled.setdefault(nodes[-1], []), spent):
                continue
            if nodes[-1] not in goals:
                for label in self._grown(ranks, spent, nodes, edges):
                    heappush(heap, label)
            elif not any(group.isdisjoint(nodes) for group in self._via):
                front.append(spent[:chosen])
                what = self._shown(nodes, edges)
                if what not in shown:
                    shown.add(what)
                    yield spent, nodes, edges

    def _grown(
        self, ranks: tuple[Any, ...], spent: Vector, nodes: tuple[Node, ...], edges: tuple[Edge, ...]
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the labels that a label grows into."""
        space = self._q.space
        for grown, _, place in space.out_of(nodes[-1]):
            self._q.work.add(1)
            edge = space.edge(nodes[-1], grown, place)
            if grown in self._sources or self._loops(grown, nodes):
                continue
            if (cost := self._costs.get(edge)) is None:
                cost = self._costs[edge] = self._cost(edge)
            more = tuple(s + c for s, c in zip(spent, cost, strict=True))
            if (total := self._total(more, grown)) is not None:
                yield total, (*ranks, grown, place), more, (*nodes, grown), (*edges, edge)

    def _is_beaten(self, total: Vector, front: list[Vector]) -> bool:
        if self._every:
            return any(_beats(known, total) for known in front)
        return any(_covers(known, total) for known in front)

    def _settle(self, known: list[Vector], spent: Vector) -> bool:
        """Keep a label of a node unless another makes it needless: no worse, and better in what is asked for."""
        chosen = self._chosen
        if self._every:
            if any(_covers(other, spent) and other[:chosen] != spent[:chosen] for other in known):
                return False
        elif any(_covers(other, spent) for other in known):
            return False
        if spent not in known:
            known.append(spent)
        return True

    def _loops(self, node: Node, nodes: tuple[Node, ...]) -> bool:
        if node not in nodes:
            return False
        is_level = self._q.space.is_level
        if not is_level(node):
            return True
        for before in reversed(nodes):
            if before == node:
                return True
            if not is_level(before):
                return False
        return False

    def _shown(self, nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> tuple[Any, ...]:
        """Return what a route shows: concrete nodes, the keys that lead to them, whether through a door."""
        is_level, key = self._q.space.is_level, self._q.space.key
        steps: list[Any] = [nodes[0]]
        door = False
        for i, edge in enumerate(edges, 1):
            if i < len(nodes) - 1 and is_level(nodes[i]):
                door = True
                continue
            steps.append((nodes[i], key(edge), door) if door else (nodes[i], edge))
            door = False
        return tuple(steps)


def pareto_routes(
    graph: nx.MultiDiGraph[Any] | Store,
    source: str | Iterable[str],
    target: str | Iterable[str],
    criteria: Sequence[str] = ("years", "certainty"),
    *,
    every: bool = False,
    constraints: Constraints = FREE,
    timeout: float | None = None,
    most_work: int | None = MOST_WORK,
) -> Front:
    """Find all routes that no other beats on every chosen criterion.

    Parameters
    ----------
    graph, source, target, constraints, timeout, most_work
        As `k_shortest_routes`.
    criteria : sequence of str
        Two or more names of `pathways.criteria.CRITERIA`.
    every : bool
        Give every route of each vector of costs; else the first of each by ids along the way.

    Returns
    -------
    Front
        Routes ordered by their costs, the first criterion first; `Route.cost` is that of the first.

    Raises
    ------
    QueryError, UnknownNameError, GraphContractError
        As `k_shortest_routes`.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from((n, {"kind": "diploma"}) for n in "abc")
    >>> for u, v, years, basis in [("a", "c", 1, "scheme"), ("a", "b", 1, "stated"), ("b", "c", 1, "stated")]:
    ...     _ = g.add_edge(u, v, "continuation", kind="continuation", years=years, basis=basis)
    >>> [dict(r.costs)["years"] for r in pareto_routes(g, "a", "c", ("years", "certainty")).routes]
    [1.0, 2.0]
    """
    names = list(dict.fromkeys(criteria))
    if isinstance(criteria, str) or not names:
        raise QueryError("name the criteria, one or more")
    question = Question(
        graph, source, target, criterion=names[0], constraints=constraints, timeout=timeout, most_work=most_work
    )
    ways, partial = [], ""
    try:
        for way in _Labels(question, names, every=every).run():
            ways.append(way)  # noqa: PERF402 - what was found stays found where the work runs out
    except OutOfWorkError as error:
        partial = error.reason
    # A door can hide the same step twice; the cheaper was found first.
    best = [spent[: len(names)] for spent, _, _ in ways]
    maker = Maker(question.space, question.prices)
    packed = question.prices.of
    return Front(
        tuple(
            maker.route(sum(packed(*question.space.priced(edge)) for edge in edges), nodes, edges)
            for vector, (_, nodes, edges) in zip(best, ways, strict=True)
            if not any(_beats(other, vector) for other in best)
        ),
        partial,
    )
