"""Partial routes that cannot go on until the walk backwards has come farther.

They are not asked one by one whether they can: the least that any of them can come to says how far
the walk must go, and what it finds says who goes on.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

from pathways.routing.backward import INFINITE

if TYPE_CHECKING:
    from pathways.routing.backward import Backward
    from pathways.routing.space import Node

__all__ = ["Stuck", "Waiting"]

#: The arguments of `Search._wait`: what settles ties, cost, where it stands, nodes, the way on that is meant, spent.
Waiting = tuple[tuple[Any, ...], int, "Node", tuple["Node", ...], int, tuple[int, ...]]


class Stuck:
    """Partial routes for which the next way on is not known yet: none costs less than the frontier allows.

    Parameters
    ----------
    backward : Backward
        The walk that finds the ways on.
    """

    def __init__(self, backward: Backward) -> None:
        self._backward = backward
        self._radius = backward.radius
        #: by where they stand; all who stand there wait for the same way on
        self._at: dict[Node, list[Waiting]] = {}
        #: where they stand -> the least cost of a completion, were the frontier at 0
        self._best: dict[Node, int] = {}
        #: the same as a heap: (cost, number, where), some of it outdated
        self._heap: list[tuple[int, int, Node]] = []
        self._count = 0

    def add(self, partial: Waiting) -> None:
        """Keep a partial route."""
        _, g, state, *_ = partial
        cost = g - self._backward.ahead(state) if self._radius else g
        others = self._at.get(state)
        if others is None:
            self._at[state] = [partial]
        else:
            others.append(partial)
            if cost >= self._best[state]:
                return
        self._best[state] = cost
        self._count += 1
        heappush(self._heap, (cost, self._count, state))

    @property
    def least(self) -> int:
        """No completion of any of these costs less; more than `INFINITE` where there are none."""
        heap, best, frontier = self._heap, self._best, self._backward.frontier
        if frontier >= INFINITE:
            return 0 if self._at else INFINITE + 1
        while heap and best.get(heap[0][2]) != heap[0][0]:
            heappop(heap)
        return heap[0][0] + frontier + 1 if heap else INFINITE + 1

    def freed(self) -> list[Waiting]:
        """Take out those for which a way on is known now; all of them once everything is."""
        backward, at = self._backward, self._at
        freed: list[Waiting] = []
        everything = backward.frontier >= INFINITE
        for state in [state for state in at if everything or backward.found.get(state)]:
            *_, index, _ = at[state][0]
            if everything or len(backward.ready(state, INFINITE)) > index:
                freed += at.pop(state)
                del self._best[state]
        if backward.radius != self._radius:
            self._radius = backward.radius
            for state, partials in at.items():
                self._best[state] = min(g for _, g, *_ in partials) - backward.ahead(state)
            self._heap = [(cost, i, state) for i, (state, cost) in enumerate(self._best.items())]
            heapify(self._heap)
            self._count = len(self._heap)
        return freed
