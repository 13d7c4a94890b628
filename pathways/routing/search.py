"""The k best loopless routes, one by one, in exact order.

Partial routes wait in a heap under the exact cost of their best completion, loops allowed
(`Backward`).  The best is taken, grown by its best arc, and gives its place to its next best
sibling: so a route costs a few heap operations, and nothing is looked at that no answer needs.
This is the lazy form of Eppstein's and of Lawler's enumeration: E. L. Lawler, "A procedure for
computing the K best solutions", Management Science 18 (1972); the bounds are those of
A. Hart, N. Nilsson, B. Raphael (A*, 1968), and exact.

Where loops make the bounds too hopeful (many partial routes die), each partial route is tested
for its true best completion before it waits: the delay between two routes is then that of Yen's
algorithm (1971), polynomial.

Ties: packed costs compare the criterion, the default order, the number of steps; then the ids and
keys along the way, wide doors included.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from pathways.routing.backward import INFINITE, START, Backward, OutOfWorkError, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pathways.routing.space import Arc, Edge, Node, Space

__all__ = ["Budget", "Search", "Way"]

#: Partial routes that may die between two answers before each is tested.
_PATIENCE = 500
#: Nodes settled at a time once the search asks for more.
_AT_A_TIME = 16
_ARC, _WAIT, _NODE = 1, 0, 2

#: A route as the search finds it: packed cost, nodes, edges (levels included).
Way = tuple[int, tuple["Node", ...], tuple["Edge", ...]]


class Budget:
    """A limit on a second cost (years, steps) along a route.

    Parameters
    ----------
    cost : function
        Edge to its packed cost.
    bound : dict
        Nodes from which a goal can be had within the limit, with their least cost to it.
    most : int
        The limit, packed.
    """

    def __init__(self, cost: Callable[[Edge], int], bound: dict[Node, int], most: int) -> None:
        self.cost = cost
        self.bound = bound
        self.most = most

    def left(self, edge: Edge, node: Node) -> int:
        """Return what may have been spent before `edge` to `node`; below 0 for nothing."""
        bound = self.bound.get(node)
        if bound is None:
            return -1
        return self.most - bound - (0 if edge is None else self.cost(edge))


class Search:
    """Finds routes from any of `sources` to any of `goals`, best first.

    A route meets no source and no goal but its own ends, and goes through every node of `via`.
    """

    def __init__(
        self,
        space: Space,
        sources: Iterable[Node],
        goals: Iterable[Node],
        *,
        via: Sequence[Node] = (),
        budgets: Sequence[Budget] = (),
        work: Work | None = None,
    ) -> None:
        self._space = space
        self._budgets = budgets
        self._via = {node: 1 << i for i, node in enumerate(dict.fromkeys(via))}
        self._work = work or Work()
        if self._via:
            everything = (1 << len(self._via)) - 1
            starts = [(s, everything & ~self._via.get(s, 0)) for s in sources]
            ends = [(g, 0) for g in goals]
        else:
            starts, ends = list(sources), list(goals)
        if self._via or budgets:
            self.backward = Backward(self._into, ends, set(starts), self._work)
        else:
            self.backward = Backward(space.into, ends, set(starts), self._work, space.out_of)
        self._goals = set(goals)
        self._sources = set(sources)
        self._heap: list[tuple[Any, ...]] = []
        self._shown: set[tuple[Any, ...]] = set()
        self._dead = 0
        self._strict = False
        self._tested: set[tuple[Any, ...]] = set()
        #: why the answer is partial, "" while it is not
        self.partial = ""

    # -- the space, with what is still to be visited ----------------------------------------

    def _into(self, state: Node) -> list[Arc]:
        if not self._via:
            return [arc for arc in self._space.into(state) if self._affordable(arc, state)]
        node, owed = state
        bit = self._via.get(node, 0)
        if owed & bit:
            return []
        arcs = [arc for arc in self._space.into(node) if self._affordable(arc, node)]
        return [
            ((origin, owed | bit), cost, rank)
            for origin, cost, rank in arcs
            if origin not in self._goals and (origin not in self._sources or self._is_start(origin, owed | bit))
        ]

    def _is_start(self, node: Node, owed: int) -> bool:
        return owed == ((1 << len(self._via)) - 1) & ~self._via.get(node, 0)

    def _affordable(self, arc: Arc, node: Node) -> bool:
        edge = self._space.edge(arc[0], arc[2])
        return all(budget.left(edge, node) >= 0 for budget in self._budgets)

    def _node(self, state: Node) -> Node:
        return state[0] if self._via else state

    # -- the search -------------------------------------------------------------------------

    def ways(self) -> Iterator[Way]:
        """Yield routes, best first; ends early, with `partial` set, where the work allowed runs out."""
        try:
            yield from self._ways()
        except OutOfWorkError as error:
            self.partial = error.reason

    def _ways(self) -> Iterator[Way]:  # noqa: C901 - in one piece: calls would be most of its cost
        heap, work, backward, via = self._heap, self._work, self.backward, self._via
        edge_of, is_level = self._space.edge, self._space.is_level
        self._wait((), 0, START, (), (), 0, (0,) * len(self._budgets))
        while heap:
            work.add(1)
            f, ranks, kind, g, state, nodes, edges, index, spent = heappop(heap)
            if kind != _ARC:
                if kind == _WAIT:
                    backward.advance(f - g + backward.ahead(state), _AT_A_TIME)
                self._wait(ranks, g, state, nodes, edges, index, spent)
                continue
            if self._strict and not self._can_arrive(ranks[:-1], state, nodes):
                continue
            _, rank, grown, cost = backward.ready(state, index)[index]
            self._wait(ranks[:-1], g, state, nodes, edges, index + 1, spent)
            node = grown[0] if via else grown
            g += cost
            if nodes:
                edge = edge_of(nodes[-1], rank)
                edges = (*edges, edge)
                if len(nodes) > 1 and is_level(nodes[-1]) and self._seen_through_a_door(ranks, nodes, node, edge):
                    continue
                if spent:
                    spent = tuple(s + b.cost(edge) for s, b in zip(spent, self._budgets, strict=True))
            nodes = (*nodes, node)
            if grown in backward.goals:
                self._dead = 0
                yield g, nodes, edges
            elif self._strict:
                rest = self._true_rest(grown, nodes)
                if rest is not None:
                    self._tested.add(ranks)
                    heappush(heap, (g + rest, ranks, _NODE, g, grown, nodes, edges, 0, spent))
            else:
                self._wait(ranks, g, grown, nodes, edges, 0, spent)

    def _wait(
        self,
        ranks: tuple[Any, ...],
        g: int,
        state: Node,
        nodes: tuple[Node, ...],
        edges: tuple[Edge, ...],
        index: int,
        spent: tuple[int, ...],
    ) -> None:
        """Let the next way on from a partial route wait: the `index`-th, or the next that makes no loop."""
        backward, via = self.backward, self._via
        while True:
            ready = backward.ready(state, index)
            if index >= len(ready):
                if backward.frontier < INFINITE:
                    f = g + backward.frontier + 1 - backward.ahead(state)
                    heappush(self._heap, (f, ranks, _WAIT, g, state, nodes, edges, index, spent))
                return
            value, rank, grown, _ = ready[index]
            node = grown[0] if via else grown
            if not (node in nodes and self._loops(node, nodes)) and not (
                spent and self._too_much(spent, nodes, rank, node)
            ):
                heappush(self._heap, (g + value, (*ranks, rank), _ARC, g, state, nodes, edges, index, spent))
                return
            index += 1
            self._died()

    def _loops(self, node: Node, nodes: tuple[Node, ...]) -> bool:
        """Say whether going on to `node` is a loop: levels may come again, but not within one step."""
        if not self._space.is_level(node):
            return True
        for before in reversed(nodes):
            if before == node:
                return True
            if not self._space.is_level(before):
                return False
        return False

    def _too_much(self, spent: tuple[int, ...], nodes: tuple[Node, ...], rank: Any, node: Node) -> bool:  # noqa: ANN401
        edge = self._space.edge(nodes[-1], rank) if nodes else None
        return any(s > budget.left(edge, node) for s, budget in zip(spent, self._budgets, strict=True))

    def _seen_through_a_door(self, ranks: tuple[Any, ...], nodes: tuple[Node, ...], node: Node, edge: Edge) -> bool:
        """Say whether the step to `node` through a door shows what a cheaper way through a door showed before."""
        is_level = self._space.is_level
        if is_level(node):
            return False
        doors = 1
        while doors < len(nodes) - 1 and is_level(nodes[-1 - doors]):
            doors += 1
        shown = (ranks[: len(ranks) - 1 - doors], node, self._space.key(edge))
        if shown in self._shown:
            return True
        self._shown.add(shown)
        return False

    # -- where loops make the bounds too hopeful ----------------------------------------------

    def _died(self) -> None:
        self._dead += 1
        self._work.add(1)
        if self._dead > _PATIENCE and not self._strict:
            self._strict = True
            self.backward.advance(INFINITE)

    def _can_arrive(self, ranks: tuple[Any, ...], state: Node, nodes: tuple[Node, ...]) -> bool:
        """Say whether a partial route can be completed; one is tested once, its siblings go with it."""
        if not nodes or ranks in self._tested:
            return True
        if self._true_rest(state, nodes) is None:
            return False
        self._tested.add(ranks)
        return True

    def _true_rest(self, state: Node, nodes: tuple[Node, ...]) -> int | None:
        """Return the least cost from `state` to a goal that meets none of `nodes`, None where there is none."""
        backward, work = self.backward, self._work
        passed = {node for node in nodes if not self._space.is_level(node)}
        heap = [(backward.distance[state], 0, 0, state)]
        done, pushed = set(), 0
        while heap:
            _, g, _, at = heappop(heap)
            if at in backward.goals:
                return g
            if at in done:
                continue
            done.add(at)
            onward = backward.ready(at, INFINITE)
            work.add(len(onward) + 1)
            for value, _, grown, cost in onward:
                if grown not in done and self._node(grown) not in passed:
                    pushed += 1
                    heappush(heap, (g + value, g + cost, pushed, grown))
        return None
