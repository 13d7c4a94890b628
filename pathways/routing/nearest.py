"""Of the ways to one last diploma, the one that is shown: a little dearer, where it keeps to the field of the goal.

Many bacs open one BTS at one cost.  A counsellor names the one near what follows and near the goal, then the one
that many take, not the first of a list.
"""

from __future__ import annotations

from heapq import heappop, heappush
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from pathways.model import NodeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pathways.routing.search import Way
    from pathways.routing.space import Node, Space

__all__ = ["Detours", "nearest"]

#: Years of the default order for a diploma wholly out of the field, and for one that hardly anybody takes.
_OFF_FIELD, _RARE = 0.6, 0.1
#: Pupils above which a diploma is as usual as any.
_MANY = 10_000
#: How far a diploma is whose field is not known, and one of all fields (bac général).
_UNKNOWN, _OPEN = 0.5, 0.25
_ALL_FIELDS = "formations généralistes"


class _Field(NamedTuple):
    """Of a node: its sub-domains; its domains and groups of specialities; what it costs that few take it."""

    near: frozenset[str]
    wide: frozenset[str]
    open: bool
    rare: float


class Detours:
    """Prices how far the diplomas of a way are from where it leads, in years."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._known: dict[Node, _Field | None] = space.kept.setdefault("fields", {})
        self._prices: dict[tuple[Node, Node, Node], float] = {}

    def _field(self, node: Node) -> _Field | None:
        """Return what is known of a node; None where it is neither a diploma nor a job."""
        if node not in self._known:
            data = self._space.node_data(node)
            near = frozenset(data.get("domains") or ())
            wide = frozenset((*(name.split("/")[0] for name in near), *(code[:2] for code in data.get("nsf") or ())))
            pupils = min(data.get("pupils") or 0, _MANY)
            rare = _RARE * (1 - log10(pupils) / log10(_MANY) if pupils else 0.5)
            open_ = any(name.endswith(_ALL_FIELDS) for name in near)
            known = _Field(near, wide, open_, rare) if data["kind"] in {NodeKind.DIPLOMA, NodeKind.JOB} else None
            self._known[node] = known
        return self._known[node]

    def _price(self, held: Node, following: Node, goal: Node) -> float:
        """Return the price of one diploma."""
        if (price := self._prices.get((held, following, goal))) is None:
            field = self._field(held)
            far = sum(_off(field, self._field(other)) for other in (following, goal))
            price = self._prices[held, following, goal] = _OFF_FIELD * far / 2 + (field.rare if field else 0)
        return price

    def __call__(self, way: Way) -> float:
        """Return what the diplomas between the ends of a way cost, in years of the default order."""
        goal = following = way[1][-1]
        total = 0.0
        for node in way[1][-2:0:-1]:
            if self._field(node) is not None:
                total += self._price(node, following, goal)
                following = node
        return total


def _off(one: _Field | None, other: _Field | None) -> float:
    """Return how far two nodes are: 0 of one sub-domain, 0.5 of one domain, else 1."""
    if one is None or other is None or not one.near or not other.near:
        return _UNKNOWN
    if one.open or other.open:
        return _OPEN
    return 0.0 if one.near & other.near else 0.5 if one.wide & other.wide else 1.0


def nearest(ways: Iterable[Way], cost: Callable[[Way], float], price: Callable[[Way], float]) -> Iterator[Way]:
    """Yield ways by their price.

    Parameters
    ----------
    ways : iterable of Way
        Cheapest first.
    cost : function
        A way to its cost.
    price : function
        A way to its cost and what else counts, no less than the cost.

    Examples
    --------
    >>> ways = [(1, ("a",), ()), (2, ("b",), ()), (9, ("c",), ())]
    >>> by_price = nearest(ways, lambda way: way[0], lambda way: way[0] + (3 if "a" in way[1] else 0))
    >>> [nodes for _, nodes, _ in by_price]
    [('b',), ('a',), ('c',)]
    """
    waiting: list[tuple[float, int, Way]] = []
    for number, way in enumerate(ways):
        while waiting and waiting[0][0] <= cost(way):  # none that comes later is better
            yield heappop(waiting)[-1]
        heappush(waiting, (price(way), number, way))
    while waiting:
        yield heappop(waiting)[-1]
