"""When each node stands: years since the start, and the columns that they make."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from pathways.model import NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.render.html.picture import Picture

__all__ = ["NO_LEVEL", "Column", "columns_of", "years_of_level"]

#: Years after 3e at which a level is usually held (Code de l'éducation: CAP 2, bac 3, then
#: licence-master-doctorat 3 + 2 + 3).
_LEVEL_YEARS = {0: 0.0, 3: 2.0, 4: 3.0, 5: 5.0, 6: 6.0, 7: 8.0, 8: 11.0}
#: Where time is that of levels: a column before all others for diplomas of none.
NO_LEVEL = -1.0
#: Jobs stand in the last column.
_LAST = float("inf")


@dataclass(frozen=True, slots=True)
class Column:
    """Nodes that stand at one time.

    `time` is in years since the start (before the focus: negative), None in a column of
    jobs; `levels` are those of its diplomas, ascending; `by_level` tells that time was
    taken from levels, no start being known.
    """

    time: float | None
    nodes: tuple[str, ...]
    levels: tuple[int, ...]
    by_level: bool = False


def years_of_level(level: int | None) -> float:
    """Return the years after 3e at which a level is usually held.

    Examples
    --------
    >>> years_of_level(5)
    5.0
    """
    return _LEVEL_YEARS.get(level or 0, 0.0)


def _earliest(start: Iterable[str], arcs: Mapping[str, list[tuple[str, float]]]) -> dict[str, float]:
    """Return the fewest years from any of `start` to each node that they reach (Dijkstra 1959)."""
    known: dict[str, float] = {}
    heap = [(0.0, node) for node in start]
    while heap:
        time, node = heappop(heap)
        if node in known:
            continue
        known[node] = time
        for other, years in arcs.get(node, ()):
            if other not in known:
                heappush(heap, (time + years, other))
    return known


def _arcs(picture: Picture, *, backwards: bool = False) -> dict[str, list[tuple[str, float]]]:
    arcs: dict[str, list[tuple[str, float]]] = {}
    for wire in picture.wires.values():
        u, v = (wire.target, wire.source) if backwards else (wire.source, wire.target)
        arcs.setdefault(u, []).append((v, wire.years))
    return arcs


def _times(picture: Picture) -> tuple[dict[str, float], bool]:
    """Return the time of each node, and whether it was taken from levels alone."""
    level_time = {i: years_of_level(c.level) for i, c in picture.cards.items()}
    if picture.ways:
        start: tuple[str, ...] = tuple(dict.fromkeys(w.nodes[0] for w in picture.ways))
    elif picture.focus:
        start = tuple(i for i in picture.focus if i in picture.cards)
    else:
        start = ("classe:3e",) if "classe:3e" in picture.cards else ()
    if not start:
        without = {i for i, c in picture.cards.items() if c.level is None and c.kind == NodeKind.DIPLOMA}
        return level_time | dict.fromkeys(without, NO_LEVEL), True
    shift = min(level_time[i] for i in start) if len(start) > 1 else 0.0
    if len(start) > 1 and not picture.ways:  # things compared stand each at the time of its level
        before = {i: level_time[i] - shift for i in start}
    else:
        before = dict.fromkeys(start, 0.0)
    forward, backward = _earliest(start, _arcs(picture)), _earliest(start, _arcs(picture, backwards=True))
    base = min(level_time[i] for i in start)
    times = {}
    for i in picture.cards:
        if i in before:
            times[i] = before[i]
        elif i in forward:
            times[i] = forward[i]
        elif i in backward:
            times[i] = -backward[i]
        else:
            times[i] = level_time[i] - base
    return times, False


def _forward_arcs(picture: Picture, times: Mapping[str, float]) -> tuple[dict[str, list[str]], list[str]]:
    """Return arcs without cycles, and the nodes in an order that they respect (depth first)."""
    arcs = _arcs(picture)
    rank = {i: n for n, i in enumerate(sorted(picture.cards, key=lambda i: (times[i], i)))}
    out: dict[str, list[str]] = {i: [] for i in picture.cards}
    state = dict.fromkeys(picture.cards, 0)
    order: list[str] = []
    for root in sorted(picture.cards, key=rank.__getitem__):
        stack = [(root, iter(sorted(arcs.get(root, ()), key=lambda a: (rank[a[0]], a[1]))))] if not state[root] else []
        if stack:
            state[root] = 1
        while stack:
            node, rest = stack[-1]
            for other, _ in rest:
                if state[other] == 1 or times[other] < times[node]:
                    continue  # a cycle, or back in time
                out[node].append(other)
                if not state[other]:
                    state[other] = 1
                    stack.append((other, iter(sorted(arcs.get(other, ()), key=lambda a: (rank[a[0]], a[1])))))
                    break
            else:
                state[node] = 2
                order.append(node)
                stack.pop()
    order.reverse()
    return out, order


def columns_of(picture: Picture) -> tuple[Column, ...]:
    """Return the columns from left to right.

    A node stands at the fewest years in which it is reached.  Nodes of one time that follow
    one another stand in columns side by side.  Jobs stand in the last column.
    """
    times, by_level = _times(picture)
    times = {i: _LAST if c.kind == NodeKind.JOB else times[i] for i, c in picture.cards.items()}
    arcs, order = _forward_arcs(picture, times)
    place = {i: (time, 0) for i, time in times.items()}
    for node in order:
        for other in arcs[node]:
            if place[other] <= place[node]:
                time, depth = place[node]
                place[other] = (time, depth + 1)
    found: dict[tuple[float, int], list[str]] = {}
    for node in sorted(picture.cards, key=lambda i: (place[i], i)):
        found.setdefault(place[node], []).append(node)
    return tuple(
        Column(
            time=None if time == _LAST else time,
            nodes=tuple(nodes),
            levels=tuple(sorted({level for n in nodes if (level := picture.cards[n].level)})),
            by_level=by_level,
        )
        for (time, _), nodes in found.items()
    )
