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
from pathways.routing.stuck import Stuck

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from pathways.routing.space import Arc, Edge, Node, Space

__all__ = ["Budget", "Search", "Way"]

#: Partial routes that may die between two answers before each is tested.
_PATIENCE = 500
#: Partial routes taken up before their number counts as work.
_A_FEW = 64
#: Nodes settled at a time once the search asks for more.
_AT_A_TIME = 16
#: What is next to do with a partial route: take the way on that is meant, or look for the best one.
_TAKE, _LOOK = 0, 1

#: A partial route: what its best completion costs, what settles ties, what is next to do with it, its cost,
#: where it stands, its nodes, the way on that is meant, and what of each budget it has spent.
_Partial = tuple[int, tuple[Any, ...], int, int, "Node", tuple["Node", ...], int, tuple[int, ...]]
#: A route as the search finds it: packed cost, nodes (levels included), place of each arc (`Space.edges`).
Way = tuple[int, tuple["Node", ...], tuple[Any, ...]]


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


class _Levels(dict[Any, bool]):
    """Whether a node is a level; the graph is asked once for each."""

    def __init__(self, is_level: Callable[[Node], bool]) -> None:
        self._is_level = is_level

    def __missing__(self, node: Node) -> bool:
        known = self[node] = self._is_level(node)
        return known


class Search:
    """Finds routes from any of `sources` to any of `goals`, best first.

    A route meets no source and no goal but its own ends, and goes through a node of every group of `via`.
    """

    def __init__(
        self,
        space: Space,
        sources: Iterable[Node],
        goals: Iterable[Node],
        *,
        via: Sequence[Collection[Node]] = (),
        budgets: Sequence[Budget] = (),
        work: Work | None = None,
    ) -> None:
        self._space = space
        self._levels = _Levels(space.is_level)
        self._budgets = budgets
        #: node -> a bit for each group of `via` that it is of
        self._via: dict[Node, int] = {}
        for i, group in enumerate(via):
            for node in group:
                self._via[node] = self._via.get(node, 0) | 1 << i
        self._everything = (1 << len(via)) - 1
        self._work = work or Work()
        if via:
            starts = [(s, self._everything & ~self._via.get(s, 0)) for s in sources]
            ends = [(g, 0) for g in goals]
        else:
            starts, ends = list(sources), list(goals)
        if via or budgets:
            self.backward = Backward(self._into, ends, set(starts), self._work)
        else:
            self.backward = Backward(space.into, ends, set(starts), self._work, space.out_of)
        self._goals = set(goals)
        self._sources = set(sources)
        self._heap: list[_Partial] = []
        self._stuck = Stuck(self.backward)
        self._shown: set[tuple[Any, ...]] = set()
        self._dead = 0
        self._strict = False
        self._tested: set[tuple[Any, ...]] = set()
        #: why the answer is partial, "" while it is not
        self.partial = ""

    # -- the space, with what is still to be visited ----------------------------------------

    def _into(self, state: Node) -> list[Arc]:
        if not self._everything:
            return [arc for arc in self._space.into(state) if self._affordable(arc, state)]
        node, owed = state
        paid = self._via.get(node, 0)
        if owed & paid:
            return []
        # Of two nodes of one group the first pays: what a node pays may be owed before it, or not.
        before = [owed]
        for i in range(paid.bit_length()):
            if paid >> i & 1:
                before += [bits | 1 << i for bits in before]
        return [
            ((origin, bits), cost, place)
            for origin, cost, place in self._space.into(node)
            if origin not in self._goals and self._affordable((origin, cost, place), node)
            for bits in before
            if origin not in self._sources or bits == self._everything & ~self._via.get(origin, 0)
        ]

    def _affordable(self, arc: Arc, node: Node) -> bool:
        edge = self._space.edge(arc[0], node, arc[2])
        return all(budget.left(edge, node) >= 0 for budget in self._budgets)

    def _node(self, state: Node) -> Node:
        return state[0] if self._everything else state

    # -- the search -------------------------------------------------------------------------

    def ways(self) -> Iterator[Way]:
        """Yield routes, best first; ends early, with `partial` set, where the work allowed runs out."""
        try:
            yield from self._ways()
        except OutOfWorkError as error:
            self.partial = error.reason

    def _ways(self) -> Iterator[Way]:  # noqa: C901, PLR0912 - in one piece: calls would be most of its cost
        heap, work, backward, levels = self._heap, self._work, self.backward, self._levels
        stuck, readies, fresh, goals = self._stuck, backward.readies, backward.fresh, backward.goals
        plain, taken_out = not (self._everything or self._budgets), 0
        self._wait((), 0, START, (), 0, (0,) * len(self._budgets))
        while True:
            while stuck.least <= (heap[0][0] if heap else INFINITE):
                backward.advance(backward.frontier + 1, _AT_A_TIME)
                for partial in stuck.freed():
                    self._wait(*partial)
            if not heap:
                return
            f, ranks, kind, g, state, nodes, index, spent = heappop(heap)
            if not (taken_out := taken_out + 1) % _A_FEW:
                work.add(_A_FEW)
            if kind == _LOOK:
                self._wait(ranks, g, state, nodes, index, spent)
                continue
            before = ranks[:-2]
            if self._strict and not self._can_arrive(before, state, nodes):
                continue
            ready, taken = readies[state], readies[state][index]
            while True:
                # The way on goes into the route; its next best sibling waits.
                (_, grown, place, cost), index = taken, index + 1
                if plain and index < len(ready) and (sibling := ready[index])[1] not in nodes:
                    value, node, other, _ = sibling
                    heappush(heap, (g + value, (*before, node, other), _TAKE, g, state, nodes, index, spent))
                elif plain and index >= len(ready) and fresh[state] == backward.frontier < INFINITE:
                    stuck.add((before, g, state, nodes, index, spent))
                else:
                    self._wait(before, g, state, nodes, index, spent)
                node, g = grown if plain else self._node(grown), g + cost
                if nodes:
                    if levels[nodes[-1]] and self._seen_through_a_door(ranks, nodes, node):
                        break
                    spent = spent and self._spend(spent, nodes[-1], node, place)
                nodes = (*nodes, node)
                if grown in goals:
                    self._dead = 0
                    yield g, nodes, ranks[3::2]
                    break
                if self._strict:
                    rest = self._true_rest(grown, nodes)
                    if rest is not None:
                        self._tested.add(ranks)
                        heappush(heap, (g + rest, ranks, _LOOK, g, grown, nodes, 0, spent))
                    break
                # Where the best way on costs no more than was thought, nothing in the heap comes before it.
                onward = (readies.get(grown) or backward.ready(grown, 0)) if plain else None
                if not onward or (taken := onward[0])[0] + g != f or taken[1] in nodes:
                    self._wait(ranks, g, grown, nodes, 0, spent)
                    break
                ready, state, index, before = onward, grown, 0, ranks
                ranks = (*ranks, taken[1], taken[2])

    def _wait(
        self,
        ranks: tuple[Any, ...],
        g: int,
        state: Node,
        nodes: tuple[Node, ...],
        index: int,
        spent: tuple[int, ...],
    ) -> None:
        """Let the next way on from a partial route wait: the `index`-th, or the next that makes no loop."""
        backward, via = self.backward, self._everything
        while True:
            ready = backward.ready(state, index)
            if index >= len(ready):
                if backward.frontier < INFINITE:
                    self._stuck.add((ranks, g, state, nodes, index, spent))
                return
            value, grown, place, _ = ready[index]
            node = grown[0] if via else grown
            if not (node in nodes and self._loops(node, nodes)) and not (
                spent and self._too_much(spent, nodes, place, node)
            ):
                heappush(self._heap, (g + value, (*ranks, grown, place), _TAKE, g, state, nodes, index, spent))
                return
            index += 1
            self._died()

    def _loops(self, node: Node, nodes: tuple[Node, ...]) -> bool:
        """Say whether going on to `node` is a loop: levels may come again, but not within one step."""
        if not self._levels[node]:
            return True
        for before in reversed(nodes):
            if before == node:
                return True
            if not self._levels[before]:
                return False
        return False

    def _too_much(self, spent: tuple[int, ...], nodes: tuple[Node, ...], place: Any, node: Node) -> bool:  # noqa: ANN401
        edge = self._space.edge(nodes[-1], node, place) if nodes else None
        return any(s > budget.left(edge, node) for s, budget in zip(spent, self._budgets, strict=True))

    def _spend(self, spent: tuple[int, ...], origin: Node, node: Node, place: Any) -> tuple[int, ...]:  # noqa: ANN401
        edge = self._space.edge(origin, node, place)
        return tuple(s + budget.cost(edge) for s, budget in zip(spent, self._budgets, strict=True))

    def _seen_through_a_door(self, ranks: tuple[Any, ...], nodes: tuple[Node, ...], node: Node) -> bool:
        """Say whether the step to `node` through a door shows what a cheaper way through a door showed before."""
        levels = self._levels
        if len(nodes) < 2 or levels[node]:  # noqa: PLR2004 - a door that is itself the source
            return False
        doors = 1
        while doors < len(nodes) - 1 and levels[nodes[-1 - doors]]:
            doors += 1
        key = self._space.key(self._space.edge(nodes[-1], node, ranks[-1]))
        shown = (ranks[: len(ranks) - 2 * (1 + doors)], node, key)
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
        passed = {node for node in nodes if not self._levels[node]}
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
            for value, grown, _, cost in onward:
                if grown not in done and self._node(grown) not in passed:
                    pushed += 1
                    heappush(heap, (g + value, g + cost, pushed, grown))
        return None
