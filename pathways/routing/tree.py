"""Least costs from the sources, and the routes into a node by them.

Dijkstra along the arrows, no farther than is asked, gives each node its exact distance.  Routes are then grown
from their end backwards: a partial route waits in a heap under the exact cost of its best completion, loops
allowed (A*: P. Hart, N. Nilsson, B. Raphael, 1968; siblings one at a time: E. L. Lawler, Management Science 18,
1972).  One tree serves every end: the best routes by each last diploma, and routes through given diplomas in a
given order, where the tree of each leg starts at the ends of the one before.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any

from pathways.routing.backward import INFINITE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pathways.routing.backward import Work
    from pathways.routing.search import Way
    from pathways.routing.space import Node, Space

__all__ = ["Inward", "Tree", "ways_back"]

#: Arcs that are looked at before they are counted as work.
_LOOKS = 1024
#: One way into a node: the least cost of a route by it, where it comes from, its place, its own cost.
Inward = tuple[int, "Node", Any, int]


class Tree:
    """Distances from the nearest root, found in their order as far as `advance` is told.

    Parameters
    ----------
    space : Space
    roots : mapping of node to int
        Where routes start, and what is spent by then.

    Attributes
    ----------
    distance : dict
        Settled nodes and their packed cost.
    frontier : int
        Every node at this distance or nearer is settled; `INFINITE` once all are.
    """

    def __init__(self, space: Space, roots: Mapping[Node, int]) -> None:
        self._into, self._out_of = space.into, space.out_of
        self.roots = dict(roots)
        self.distance: dict[Node, int] = {}
        self.frontier = -1
        self._best: dict[Node, int] = dict(roots)
        # The number between cost and node settles ties: nodes need not compare.
        self._number = count()
        self._heap: list[tuple[int, int, Node]] = []
        for node, cost in roots.items():
            heappush(self._heap, (cost, next(self._number), node))
        self._inward: dict[Node, tuple[int, list[Inward]]] = {}

    def advance(self, limit: int, work: Work, until: Collection[Node] = ()) -> None:
        """Settle every node at distance `limit` or nearer; or only until one of some nodes is settled.

        Raises
        ------
        OutOfWorkError
            If the work allowed runs out.
        """
        heap, best, distance, out_of = self._heap, self._best, self.distance, self._out_of
        number, looks = self._number, 0
        while heap and heap[0][0] <= limit:
            if looks > _LOOKS:  # before a node is taken out: a tree that is stopped here goes on whole
                counted, looks = looks, 0
                work.add(counted)
            so_far, _, node = heappop(heap)
            if node in distance:
                continue
            arcs = out_of(node)
            looks += len(arcs) + 1
            distance[node] = so_far
            for other, cost, _ in arcs:
                value = so_far + cost
                # No way to a root is nearer than what it starts with.
                if other not in best or value < best[other]:
                    best[other] = value
                    heappush(heap, (value, next(number), other))
            if node in until:
                limit = so_far  # and what else is as near
        self.frontier = max(self.frontier, limit) if heap else INFINITE
        work.add(looks)

    def settle(self, nodes: Collection[Node], work: Work) -> int | None:
        """Advance until one of these nodes is settled; return its distance, None where none can be reached."""
        distance = self.distance
        if distance.keys().isdisjoint(nodes):
            self.advance(INFINITE, work, frozenset(nodes))
        return min((distance[node] for node in nodes if node in distance), default=None)

    def inward(self, node: Node) -> list[Inward]:
        """Return the ways into a node from what is settled, best first."""
        known = self._inward.get(node)
        if known is None or known[0] < self.frontier:
            distance = self.distance
            arcs = [
                (distance[origin] + cost, origin, place, cost)
                for origin, cost, place in self._into(node)
                if origin in distance
            ]
            arcs.sort()
            known = self._inward[node] = self.frontier, arcs
        return known[1]


def ways_back(  # noqa: C901 - two helpers that share its heap
    space: Space, trees: Sequence[Tree], ends: Iterable[Way], limit: int, work: Work, avoid: Collection[Node] = ()
) -> Iterator[Way]:
    """Yield the routes that end as one of `ends` does, best first, none that costs more than `limit`.

    Parameters
    ----------
    space : Space
    trees : sequence of Tree
        Of each leg: the roots of the first are the sources, those of each other ends of the leg before it.
        Each has advanced to `limit`.
    ends : iterable of Way
        What routes end with: cost, nodes, places of the arcs between them.
    avoid : collection of nodes
        Nodes that a route does not meet before its `ends`.

    Raises
    ------
    OutOfWorkError
        If the work allowed runs out.
    """
    # cost of the best completion, what settles ties, leg, cost so far, index of the way in, nodes, places
    heap: list[tuple[int, tuple[Node, ...], tuple[Any, ...], int, int, int, tuple[Node, ...], tuple[Any, ...]]] = []

    def wait(leg: int, g: int, nodes: tuple[Node, ...], places: tuple[Any, ...], index: int) -> None:
        """Let the `index`-th way into the first node wait, or the next that makes no loop."""
        arcs = trees[leg].inward(nodes[0])
        while index < len(arcs):
            value, origin, place, _ = arcs[index]
            if value + g > limit:
                return
            if origin not in avoid and not (origin in nodes and _loops(space, origin, nodes)):
                heappush(heap, (value + g, (origin, *nodes), (place, *places), leg, g, index, nodes, places))
                return
            index += 1
            work.add(1)

    def grow(leg: int, g: int, nodes: tuple[Node, ...], places: tuple[Any, ...]) -> None:
        """Let a partial route wait in the leg that it has come to, or the route that it is, once whole."""
        if nodes[0] in trees[leg].roots:
            leg -= 1
        if nodes[0] not in trees[0].roots:
            wait(leg, g, nodes, places, 0)
        elif leg <= 0:
            heappush(heap, (g, nodes, places, -1, g, 0, nodes, places))

    for way in ends:
        grow(len(trees) - 1, *way)
    while heap:
        _, _, _, leg, g, index, nodes, places = heappop(heap)
        if leg < 0:
            yield g, nodes, places
            continue
        work.add(1)
        _, origin, place, cost = trees[leg].inward(nodes[0])[index]
        wait(leg, g, nodes, places, index + 1)
        grow(leg, g + cost, (origin, *nodes), (place, *places))


def _loops(space: Space, node: Node, nodes: tuple[Node, ...]) -> bool:
    """Say whether coming from `node` is a loop: levels may come again, but not within one step."""
    if not space.is_level(node):
        return True
    for after in nodes:
        if after == node:
            return True
        if not space.is_level(after):
            return False
    return False
