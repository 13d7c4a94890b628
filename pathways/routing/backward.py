"""How far each node is from the goals: Dijkstra against the arrows, no farther than is asked.

The costs found are exact lower bounds for a search that starts at the sources, and the arcs met on
the way are all that such a search needs: what does not lead to a goal is never looked at.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from heapq import heapify, heappop, heappush
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pathways.routing.forward import Forward

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from pathways.routing.space import Arc, Node

__all__ = ["INFINITE", "START", "Backward", "Onward", "OutOfWorkError", "Work"]

#: What stands before all sources: the ways on from it are the sources met.
START = "<start>"
#: More than any sum of costs.
INFINITE = 1 << 400
_LOOKS_A_CLOCK = 1024
_COST = itemgetter(0)
#: Arcs that a walk from the goals looks at before one from the sources helps it: most questions need fewer.
_ALONE = 1500


class OutOfWorkError(Exception):
    """The bound on work, or on time, is reached; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Work:
    """Counts the arcs looked at, and stops a search that looks at too many or takes too long.

    Parameters
    ----------
    most : int or None
        Arcs, at most.
    timeout : float or None
        Seconds from now, at most.
    """

    def __init__(self, most: int | None = None, timeout: float | None = None) -> None:
        self.done = 0
        self.most = INFINITE if most is None else most
        self._timeout = timeout
        self._until = INFINITE if timeout is None else time.monotonic() + timeout
        self._next = 0

    def add(self, looks: int) -> None:
        """Count `looks` more.

        Raises
        ------
        OutOfWorkError
            If a bound is reached.
        """
        self.done += looks
        if self.done >= self._next:
            self._next = self.done + _LOOKS_A_CLOCK
            if self.done > self.most:
                raise OutOfWorkError(f"stopped after {self.most} looks")
            if self._timeout is not None and time.monotonic() > self._until:
                raise OutOfWorkError(f"stopped after {self._timeout:g} seconds")


#: One way on from a node: cost to the goal by it, next node, place among the ways there, its own cost.
#: They are ordered as they stand.
Onward = tuple[int, "Node", Any, int]


class Backward:
    """Distances to the nearest goal, found in their order as far as `advance` is told.

    Parameters
    ----------
    into : function
        Node to the arcs into it.
    goals : iterable of nodes
        At distance 0; nothing leads on from them.
    stops : collection of nodes
        Sources: nothing is looked for behind them.
    out_of : function, optional
        Node to the arcs out of it.  Given that, a walk that grows long without meeting a source is
        answered by one from the sources, until they meet; from then on nodes are settled in the
        order of their cost to a goal and from a source together (A*), and what lies off the
        way of good routes is left alone.

    Attributes
    ----------
    distance : dict
        Settled nodes and their cost to the nearest goal.
    found : dict
        Ways on from a node that are known but not in order yet.
    fresh : dict
        The frontier up to which `readies` holds the ways on from a node.
    readies : dict
        The ways on from a node, best first, as far as `ready` has been asked and the frontier makes
        the order final.
    radius : int
        A node of which `ahead` knows nothing better is so far from the sources, 0 until they were met.
    frontier : int
        Every node at this distance or nearer is settled, where `ahead` says that a node is so and so
        far from the sources, every node whose two costs together are no more; `INFINITE` once all are.
    """

    def __init__(
        self,
        into: Callable[[Node], Collection[Arc]],
        goals: Iterable[Node],
        stops: Collection[Node],
        work: Work,
        out_of: Callable[[Node], Iterable[Arc]] | None = None,
    ) -> None:
        self._into = into
        self._out_of = out_of
        self.goals = set(goals)
        self._stops = stops
        self._work = work
        self.distance: dict[Node, int] = {}
        self.frontier = -1
        self._tentative: dict[Node, int] = dict.fromkeys(self.goals, 0)
        # The number between cost and node settles ties: nodes need not compare.
        self._heap: list[tuple[int, int, Node]] = [(0, i, goal) for i, goal in enumerate(self.goals)]
        self._pushed = len(self._heap)
        self.found: dict[Node, list[Onward]] = {goal: [] for goal in self.goals}
        self.readies: dict[Node, list[Onward]] = {}
        self.fresh: dict[Node, int] = {}
        self._looks = 0
        self._forward: Forward | None = None
        #: cost from the nearest source, and no less than what for nodes that are not there
        self._ahead: dict[Node, int] = {}
        self.radius = 0
        if not self._heap:
            self.frontier = INFINITE

    def ahead(self, node: Node) -> int:
        """Return what it costs at least to come to `node` from a source, as far as that is known."""
        return 0 if node == START else self._ahead.get(node, self.radius)

    def advance(self, limit: int, least: int = 1) -> None:
        """Settle every node at distance `limit` or nearer, and `least` nodes in any case."""
        distance, tentative, found = self.distance, self._tentative, self.found
        stops, into, work = self._stops, self._into, self._work
        ahead, radius, pushed, looks = self._ahead, self.radius, self._pushed, self._looks
        alone, counted = INFINITE if self._out_of is None else _ALONE, looks
        while (heap := self._heap) and (heap[0][0] <= limit or least > 0):
            if looks > alone and self._looks_ahead(looks):
                alone, ahead, radius = INFINITE, self._ahead, self.radius
                continue
            _, _, node = heappop(heap)
            if node in distance:
                continue
            so_far = distance[node] = tentative[node]
            least -= 1
            if node in stops:
                alone, self._out_of, self._forward = INFINITE, None, None
                found.setdefault(START, []).append((so_far, node, 0, 0))
                continue
            arcs = into(node)
            looks += len(arcs) + 1
            if looks - counted > _LOOKS_A_CLOCK:
                work.add(looks - counted)
                counted = looks
            forward = self._forward
            for origin, cost, place in arcs:
                value = so_far + cost
                known = tentative.get(origin)
                if known is None:
                    found[origin] = [(value, node, place, cost)]
                else:
                    found[origin].append((value, node, place, cost))
                    if value >= known:
                        continue
                tentative[origin] = value
                pushed += 1
                heappush(heap, (value + ahead.get(origin, radius) if radius else value, pushed, origin))
                if forward is not None and origin in forward.reached:
                    forward.met(value + forward.reached[origin])
        self._pushed, self._looks = pushed, looks
        self.frontier = heap[0][0] - 1 if heap else INFINITE
        work.add(looks - counted)

    def _looks_ahead(self, looks: int) -> bool:
        """Let the walk from the sources look at as many arcs; say whether the two have met, and this one looks ahead.

        A node that the other walk has not settled is at least as far as its radius: so the least of the two
        is a bound that no arc contradicts, and the order by both costs settles exact distances.
        """
        if self._out_of is None:
            return True
        if (forward := self._forward) is None:
            forward = self._forward = Forward(self._out_of, self._stops)
            for node in self._stops:
                if node in self._tentative:
                    forward.met(self._tentative[node])
        while (radius := forward.radius) is not None:
            if forward.best is not None and radius + self._heap[0][0] >= forward.best:
                break
            if forward.looks > looks:
                return False
            self._work.add(forward.step(self._tentative))
        self._ahead, self.radius = forward.distance, INFINITE << 1 if radius is None else radius
        self._out_of = self._forward = None
        waiting = dict.fromkeys(node for _, _, node in self._heap if node not in self.distance)
        self._heap = [(self._tentative[node] + self.ahead(node), i, node) for i, node in enumerate(waiting)]
        heapify(self._heap)
        return True

    def ready(self, node: Node, index: int) -> list[Onward]:
        """Return the ways on from a node, best first, as far as they are known: if possible beyond `index`."""
        ready = self.readies.get(node)
        if ready is None:
            ready = self.readies[node] = []
            self.fresh[node] = -1
        if index >= len(ready) and self.fresh[node] < self.frontier:
            frontier = self.fresh[node] = self.frontier
            if self.radius and frontier < INFINITE:
                frontier -= self.ahead(node)
            waiting = self.found.get(node)
            if waiting:
                waiting.sort()
                if waiting[-1][0] <= frontier:
                    ready += waiting
                    waiting.clear()
                elif waiting[0][0] <= frontier:
                    final = bisect_right(waiting, frontier, key=_COST)
                    ready += waiting[:final]
                    del waiting[:final]
        return ready
