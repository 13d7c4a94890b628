"""Where the years of a wire are written: on the wire, clear of cards and of each other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pathways.render.html.layout import Box

__all__ = ["curve_point", "place_pills"]

Point = tuple[float, float]

PILL_HEIGHT = 20.0
_CELL = 120.0
#: Places tried along a piece of wire, best first: before its middle, for the arrow stands at its end.
_PLACES = (0.4, 0.5, 0.6, 0.3, 0.7)


def curve_point(a: Point, b: Point, t: float) -> Point:
    """Return the point at `t` (0 to 1) of the curve that a page draws from `a` to `b`.

    It is the cubic Bézier of vis-network's `cubicBezier` with a roundness of 0.5 and a
    forced horizontal direction: it leaves and arrives level.

    Examples
    --------
    >>> curve_point((0, 0), (100, 40), 0.5)
    (50.0, 20.0)
    """
    (x0, y0), (x1, y1) = a, b
    middle = (x0 + x1) / 2
    s = 1 - t
    x = s**3 * x0 + 3 * s * s * t * middle + 3 * s * t * t * middle + t**3 * x1
    y = (s**3 + 3 * s * s * t) * y0 + (3 * s * t * t + t**3) * y1
    return x, y


class _Taken:
    """Rectangles by cell of a coarse grid, so that a look round is quick."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}

    @staticmethod
    def _keys(box: tuple[float, float, float, float]) -> list[tuple[int, int]]:
        left, top, right, bottom = box
        return [
            (i, j)
            for i in range(int(left // _CELL), int(right // _CELL) + 1)
            for j in range(int(top // _CELL), int(bottom // _CELL) + 1)
        ]

    def add(self, box: tuple[float, float, float, float]) -> None:
        for key in self._keys(box):
            self._cells.setdefault(key, []).append(box)

    def free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        return not any(
            left < r and l < right and top < b and t < bottom
            for key in self._keys(box)
            for l, t, r, b in self._cells.get(key, ())  # noqa: E741 - left, top, right, bottom
        )


def _candidates(points: Sequence[Point]) -> list[Point]:
    """Return places for a pill: on the lanes first (they are straight), then in the gaps."""
    pieces = list(itertools.pairwise(points))
    lanes = [((a[0] + b[0]) / 2, a[1]) for a, b in pieces[1::2]]
    lanes.sort(key=lambda p: abs(p[0] - (points[0][0] + points[-1][0]) / 2))
    gaps = [curve_point(a, b, t) for t in _PLACES for a, b in pieces[::2]]
    return lanes + gaps


def place_pills(
    tracks: Mapping[str, Sequence[Point]], widths: Mapping[str, float], boxes: Sequence[Box]
) -> dict[str, Point]:
    """Return the centre of each wire's pill; a wire without room for one has none.

    Wires of one piece choose first: they have the fewest places.
    """
    taken = _Taken()
    for box in boxes:
        taken.add((box.x - box.width / 2, box.y - box.height / 2, box.x + box.width / 2, box.y + box.height / 2))
    placed: dict[str, Point] = {}
    for name in sorted(tracks, key=lambda n: (len(tracks[n]), len(n), n)):
        width = widths[name]
        if not width:
            continue
        for place in _candidates(tracks[name]):
            x, y = (round(c, 1) for c in place)  # as it is drawn: rounding afterwards could make two pills meet
            rectangle = (x - width / 2, y - PILL_HEIGHT / 2, x + width / 2, y + PILL_HEIGHT / 2)
            if taken.free(rectangle):
                taken.add(rectangle)
                placed[name] = (x, y)
                break
    return placed
