"""Whether a route is worth giving: it goes no way round, and takes no diploma that brings it no farther."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from pathways.model import NodeKind
from pathways.routing.space import millionths_of

if TYPE_CHECKING:
    from pathways.routing.search import Way
    from pathways.routing.space import Edge, Node, Space

__all__ = ["Worth"]


class Worth:
    """Judges routes of one space."""

    def __init__(self, space: Space) -> None:
        self._space = space
        #: node -> {what it leads to directly, levels included: least millionths of years}
        self._on: dict[Node, dict[Node, int]] = space.kept.setdefault("on", {})
        #: node -> {level that leads to it: least millionths of years}
        self._doors: dict[Node, dict[Node, int]] = space.kept.setdefault("doors", {})

    def _years(self, edge: Edge) -> int:
        return millionths_of(self._space.priced(edge)[0])

    def direct(self, node: Node, later: Node) -> int | None:
        """Return the least years, in millionths, in which one step leads from a node to another; None if none does."""
        space = self._space
        if (on := self._on.get(node)) is None:
            on = self._on[node] = {}
            for other, _, place in space.out_of(node):
                years = self._years(space.edge(node, other, place))
                on[other] = min(years, on.get(other, years))
        if (doors := self._doors.get(later)) is None:
            doors = self._doors[later] = {}
            for origin, _, place in space.into(later):
                if space.is_level(origin):
                    years = self._years(space.edge(origin, later, place))
                    doors[origin] = min(years, doors.get(origin, years))
        ways = [on[door] + years for door, years in doors.items() if door in on]
        if later in on:
            ways.append(on[later])
        return min(ways, default=None)

    def __call__(self, way: Way) -> bool:
        """Say whether a route is worth giving.

        It is not where an earlier node leads to a later one in one step and in fewer years (to a job: unless a
        higher diploma is held then), nor where it takes two diplomas that are not above what is held, or one and
        goes on through a level node: what is held opens it, too.
        """
        _, nodes, places = way
        space = self._space
        shown = [i for i, node in enumerate(nodes) if not space.is_level(node)]
        levels = [space.placed(nodes[i])[1] or 0 for i in shown]
        spent = [0, *accumulate(self._years(edge) for edge in space.edges(nodes, places))]
        last = len(shown) - 1
        to_job = space.shown(nodes[-1])[2] == NodeKind.JOB
        for b in range(2, last + 1):
            for a in range(b - 1):
                if b == last and to_job and levels[last - 1] > levels[a]:
                    continue
                i, j = shown[a], shown[b]
                direct = self.direct(nodes[i], nodes[j])
                if direct is not None and direct < spent[j] - spent[i]:
                    return False
        below = [a for a in range(1, last) if levels[a] and levels[a] <= max(levels[:a])]
        return len(below) < 2 and not any(shown[a + 1] - shown[a] > 1 for a in below)  # noqa: PLR2004 - two
