"""How far each node is from the sources: Dijkstra along the arrows, as long as it pays.

It grows beside a walk against the arrows until the two have met and neither can find a shorter way
(bidirectional search: I. Pohl, "Bi-directional search", Machine Intelligence 6, 1971).  What it
found then bounds the other walk.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pathways.routing.space import Arc, Node

__all__ = ["Forward"]


class Forward:
    """Distances from the nearest source, found in their order.

    Parameters
    ----------
    out_of : function
        Node to the arcs out of it.
    sources : iterable of nodes
        At distance 0.

    Attributes
    ----------
    distance : dict
        Settled nodes and their cost from the nearest source.
    reached : dict
        The same of nodes met, whether settled or not: no less than their distance.
    looks : int
        Arcs looked at.
    best : int or None
        Cost of the best way that both walks know, None while they have not met.
    """

    def __init__(self, out_of: Callable[[Node], Iterable[Arc]], sources: Iterable[Node]) -> None:
        self._out_of = out_of
        self.distance: dict[Node, int] = {}
        self.reached: dict[Node, int] = dict.fromkeys(sources, 0)
        self._heap: list[tuple[int, int, Node]] = [(0, i, node) for i, node in enumerate(self.reached)]
        self._pushed = len(self._heap)
        self.looks = 0
        self.best: int | None = None

    @property
    def radius(self) -> int | None:
        """No node that is not settled is nearer; None where all that can be reached are settled."""
        return self._heap[0][0] if self._heap else None

    def met(self, cost: int) -> None:
        """Take note of a way of that cost."""
        if self.best is None or cost < self.best:
            self.best = cost

    def step(self, behind: Mapping[Node, int]) -> int:
        """Settle the next node; return the arcs looked at.

        `behind` tells what the other walk has met, and the cost from there to a goal.
        """
        so_far, _, node = heappop(self._heap)
        if node in self.distance:
            return 0
        self.distance[node] = so_far
        reached, looks = self.reached, 1
        for other, cost, _ in self._out_of(node):
            looks += 1
            value = so_far + cost
            if other in reached and value >= reached[other]:
                continue
            reached[other] = value
            self._pushed += 1
            heappush(self._heap, (value, self._pushed, other))
            if other in behind:
                self.met(value + behind[other])
        self.looks += looks
        return looks
