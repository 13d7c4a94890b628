"""Where everything stands: cards in columns of time, wires in lanes of their own.

A layered drawing (Sugiyama, Tagawa & Toda 1981) with the layers given by time.  A wire
that passes a column passes it in a lane, which takes room in that column as a card does:
so no wire runs through a card.  Order by barycentres; heights by least squares under the
order (isotonic regression, pool adjacent violators).  All of it is deterministic.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right, insort
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pathways.render.html.pills import place_pills
from pathways.render.html.times import Column, columns_of
from pathways.render.html.wrap import text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pathways.render.html.picture import Picture, Wire

__all__ = ["Band", "Box", "Layout", "Track", "lay_out"]

Point = tuple[float, float]

#: Cards are as wide as lets all columns stand side by side at a scale at which text of 13 pixels is 11 on a screen of
#: 1280; none is wider than its longest name asks for.
CARD_WIDTHS = (190.0, 172.0, 156.0, 142.0, 130.0, 118.0)
_NARROWEST = 104.0
_SCREEN = 1100.0
#: Below so many columns gaps are wide.
_FEW = 6
TEXT_SIZE = 13.0
LINE_HEIGHT = 16.0
_TEXT_MARGIN = 26.0
_TAG_HEIGHT = 16.0
_PADDING = 9.0
_SWEEPS = 12
#: Above this many wires a drawing is dense: narrow lanes, wide gaps.
_DENSE = 70


@dataclass(frozen=True, slots=True)
class Box:
    """A card set out: its centre, its size, its lines."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """The way of a wire: points, joined by a curve across a gap and a straight line along a lane."""

    points: tuple[Point, ...]
    pill: Point | None


@dataclass(frozen=True, slots=True)
class Band:
    """A column set out: from `left` to `right`."""

    left: float
    right: float
    column: Column


@dataclass(frozen=True, slots=True)
class Layout:
    """All of it, in pixels at scale 1; y grows downwards."""

    boxes: dict[str, Box]
    tracks: dict[str, Track]
    bands: tuple[Band, ...]


@dataclass(slots=True, eq=False)
class _Item:
    """What takes room in a column: a card, or the lane of a wire."""

    name: str
    height: float
    rank: int
    is_card: bool
    y: float = 0.0
    left: list[_Item] = field(default_factory=list)
    right: list[_Item] = field(default_factory=list)


@dataclass(slots=True)
class _Measures:
    gap: float
    lane: float
    space: float  #: between two cards
    lane_space: float  #: between two lanes


def _card_height(lines: Sequence[str]) -> float:
    return 2 * _PADDING + _TAG_HEIGHT + LINE_HEIGHT * len(lines)


def _room(columns: Sequence[Column], heights: Mapping[str, float], pitch: float, space: float) -> float:
    """Return how high a column may be, so that the whole is some 1.6 times as wide as high."""
    totals = [sum(heights[n] + space for n in c.nodes) for c in columns]
    highest = max(totals, default=1.0)
    room = 560.0
    while room < highest and sum(_parts(total, room) for total in totals) * pitch > 1.6 * room:
        room += 40.0
    return room


def _parts(total: float, room: float) -> int:
    """Return into how many columns side by side a column of that height is split."""
    return max(1, math.ceil(total / (room * 1.1)))


class _Grid:
    """Columns of items, ordered, then set to heights."""

    def __init__(self, picture: Picture, columns: Sequence[Column], heights: Mapping[str, float], width: float) -> None:
        dense = len(picture.wires) > _DENSE
        self.measures = _Measures(
            gap=110.0 if dense else 84.0 if len(columns) < _FEW else 66.0,
            lane=4.0 if dense else 24.0,
            space=18.0,
            lane_space=2.0 if dense else 6.0,
        )
        self._ways = {i: n for n, way in reversed(list(enumerate(picture.ways))) for i in way.nodes}
        self.columns: list[list[_Item]] = []
        self.owners: list[Column] = []
        self.cards: dict[str, _Item] = {}
        order = self._first_order(picture, columns)
        space = self.measures.space
        room = _room(columns, heights, width + self.measures.gap, space)
        for column in columns:
            nodes = sorted(column.nodes, key=order.__getitem__)
            parts = _parts(sum(heights[n] + space for n in nodes), room)
            for part in range(parts):
                items = [_Item(n, heights[n], len(self.columns), is_card=True) for n in nodes[part::parts]]
                self.cards.update((i.name, i) for i in items)
                self.columns.append(items)
                self.owners.append(column)
        self.chains = {w.id: self._chain(w) for w in picture.wires.values() if w.source != w.target}

    def _first_order(self, picture: Picture, columns: Sequence[Column]) -> dict[str, tuple[float, float, str]]:
        """Return a first order of nodes: by route, else by what leads to them, else by domain."""
        place: dict[str, float] = {}
        before: dict[str, list[str]] = {}
        for wire in picture.wires.values():
            before.setdefault(wire.target, []).append(wire.source)
        order: dict[str, tuple[float, float, str]] = {}
        for column in columns:

            def key(node: str) -> tuple[float, float, str]:
                known = [place[p] for p in before.get(node, ()) if p in place]
                card = picture.cards[node]
                domain = card.domains[0] if card.domains else "~"
                return self._ways.get(node, 1e6), sum(known) / len(known) if known else 0.5, f"{domain}|{card.label}"

            nodes = sorted(column.nodes, key=key)
            for n, node in enumerate(nodes):
                place[node] = (n + 0.5) / len(nodes)
                order[node] = (self._ways.get(node, 1e6), place[node], node)
        return order

    def _chain(self, wire: Wire) -> list[_Item]:
        """Join a wire's ends, through a lane in each column between; from left to right."""
        ends = sorted((self.cards[wire.source], self.cards[wire.target]), key=lambda i: i.rank)
        chain = [ends[0]]
        for rank in range(ends[0].rank + 1, ends[1].rank):
            lane = _Item(f"{wire.id}@{rank}", self.measures.lane, rank, is_card=False)
            self.columns[rank].append(lane)
            chain.append(lane)
        chain.append(ends[1])
        for a, b in itertools.pairwise(chain):
            a.right.append(b)
            b.left.append(a)
        return chain

    def crossings(self) -> int:
        """Return how many pairs of wires cross in the gaps."""
        total = 0
        for items, following in zip(self.columns, self.columns[1:], strict=False):
            at = {id(item): n for n, item in enumerate(following)}
            seen: list[int] = []
            for item in items:
                ends = sorted(at[id(other)] for other in item.right if id(other) in at)
                total += sum(len(seen) - bisect_right(seen, end) for end in ends)
                for end in ends:
                    insort(seen, end)
        return total

    def order(self) -> None:
        """Sweep from left to right and back, each item to the mean of its neighbours; keep the best order."""
        self._spread_lanes()
        best, kept = self.crossings(), [list(c) for c in self.columns]
        for sweep in range(_SWEEPS):
            rightwards = sweep % 2 == 0
            for items in self.columns if rightwards else reversed(self.columns):
                self._sort(items, lambda i, r=rightwards: i.left if r else i.right)  # type: ignore[misc]
            crossed = self.crossings()
            if crossed < best:
                best, kept = crossed, [list(c) for c in self.columns]
        self.columns = kept

    def _spread_lanes(self) -> None:
        """Give lanes, which were put after all cards, a first place between them."""
        for items in self.columns:
            self._sort(items, lambda i: i.left)

    def _sort(self, items: list[_Item], neighbours: Callable[[_Item], list[_Item]]) -> None:
        place = {id(i): n for column in self.columns for n, i in enumerate(column)}
        sizes = [max(len(c), 1) for c in self.columns]
        own = {id(i): n for n, i in enumerate(items)}

        def key(item: _Item) -> tuple[float, int]:
            near = neighbours(item)
            if not near:
                return (own[id(item)] + 0.5) / len(items), own[id(item)]
            return sum((place[id(o)] + 0.5) / sizes[o.rank] for o in near) / len(near), own[id(item)]

        items[:] = sorted(items, key=key)

    def set_heights(self) -> None:
        """Move each item as near to its neighbours as the order and the room let it."""
        for items in self.columns:
            self._settle(items, [0.0] * len(items))
        for sweep in range(2 * _SWEEPS):
            rightwards = sweep % 2 == 0
            last = sweep >= 2 * _SWEEPS - 2
            for items in self.columns if rightwards else reversed(self.columns):
                wished = []
                for item in items:
                    near = item.left + item.right if last else item.left if rightwards else item.right
                    wished.append(_mean_height(item, near))
                self._settle(items, wished)
        self._close_gaps()

    def _close_gaps(self) -> None:
        """Take out empty strips from side to side, and put the middle of the whole at height 0."""
        every = sorted((i for items in self.columns for i in items), key=lambda i: i.y - i.height / 2)
        bottom, shift, shifts = None, 0.0, []
        for item in every:
            top = item.y - item.height / 2
            if bottom is not None and top - bottom > self.measures.space:
                shift += top - bottom - self.measures.space
            bottom = max(top + item.height, bottom if bottom is not None else top)
            shifts.append(shift)
        for item, by in zip(every, shifts, strict=True):
            item.y -= by
        low = min((i.y - i.height / 2 for i in every), default=0.0)
        high = max((i.y + i.height / 2 for i in every), default=0.0)
        for item in every:
            item.y = round(item.y - (low + high) / 2, 1)

    def _settle(self, items: list[_Item], wished: list[float]) -> None:
        """Set heights nearest to those wished, in order and apart (pool adjacent violators)."""
        offsets, at = [], 0.0
        for n, item in enumerate(items):
            if n:
                before = items[n - 1]
                space = self.measures.space if before.is_card and item.is_card else self.measures.lane_space
                if before.is_card != item.is_card:
                    space = 6.0
                at += (before.height + item.height) / 2 + space
            offsets.append(at)
        blocks: list[tuple[float, float, int]] = []  # mean, weight, items
        for item, wish, offset in zip(items, wished, offsets, strict=True):
            weight = 1.0 if item.is_card else 3.0  # long wires run straight
            block = (wish - offset, weight, 1)
            while blocks and blocks[-1][0] >= block[0]:
                mean, heavy, many = blocks.pop()
                total = heavy + block[1]
                block = ((mean * heavy + block[0] * block[1]) / total, total, many + block[2])
            blocks.append(block)
        n = 0
        for mean, _, many in blocks:
            for _ in range(many):
                items[n].y = round(mean + offsets[n], 1)
                n += 1


def _mean_height(item: _Item, near: Sequence[_Item]) -> float:
    """Return the mean height of its neighbours; to a lane, the rest of its wire counts for more."""
    weights = [1.0 if item.is_card or o.is_card else 4.0 for o in near]
    return sum(o.y * w for o, w in zip(near, weights, strict=True)) / sum(weights) if near else item.y


def _ports(grid: _Grid) -> dict[tuple[str, int], float]:
    """Return the height at which each wire meets each end of its chain, spread over the side of the card."""
    sides: dict[tuple[int, bool], list[tuple[float, str, int, _Item]]] = {}
    for name, chain in grid.chains.items():
        sides.setdefault((id(chain[0]), True), []).append((chain[1].y, name, 0, chain[0]))
        end = len(chain) - 1
        sides.setdefault((id(chain[-1]), False), []).append((chain[-2].y, name, end, chain[-1]))
    ports = {}
    for met in sides.values():
        met.sort(key=lambda m: (m[0], len(m[1]), m[1]))
        item = met[0][3]
        step = min(22.0, (item.height - 16) / (len(met) - 1)) if len(met) > 1 else 0.0
        for n, (_, name, end, _) in enumerate(met):
            ports[name, end] = round(item.y + (n - (len(met) - 1) / 2) * step, 1)
    return ports


def lay_out(picture: Picture, *, pill_width: Callable[[Wire], float] = lambda _: 46.0) -> Layout:
    """Set out a picture.

    Parameters
    ----------
    picture : Picture
        Some hundred nodes at most look well; for thousands see `atlas`.
    pill_width : callable
        Width in pixels of the label on a wire, 0 where it has none.

    Returns
    -------
    Layout
        No two boxes overlap, no track runs through a box, no pill lies on a box or on
        another pill.
    """
    columns = columns_of(picture)
    widths = _widths(picture, columns)
    lines = {
        node: wrap(picture.cards[node].label, widths[column] - _TEXT_MARGIN, TEXT_SIZE)
        for column in columns
        for node in column.nodes
    }
    grid = _Grid(picture, columns, _heights(picture, lines), max(widths.values(), default=0.0))
    grid.order()
    grid.set_heights()
    lefts, rights, at = [], [], 0.0
    for column in grid.owners:
        lefts.append(at)
        rights.append(at + widths[column])
        at += widths[column] + grid.measures.gap
    boxes = {
        i: Box((lefts[c.rank] + rights[c.rank]) / 2, c.y, rights[c.rank] - lefts[c.rank], c.height, lines[i])
        for i, c in grid.cards.items()
    }
    ports = _ports(grid)
    tracks: dict[str, tuple[Point, ...]] = {}
    for name, chain in grid.chains.items():
        points: list[Point] = [(rights[chain[0].rank], ports[name, 0])]
        for lane in chain[1:-1]:
            points += [(lefts[lane.rank], lane.y), (rights[lane.rank], lane.y)]
        points.append((lefts[chain[-1].rank], ports[name, len(chain) - 1]))
        wire = picture.wires[name]
        forward = grid.cards[wire.source] is chain[0]
        tracks[name] = tuple(points if forward else reversed(points))
    pills = place_pills(tracks, {n: pill_width(picture.wires[n]) for n in tracks}, list(boxes.values()))
    return Layout(
        boxes=boxes,
        tracks={n: Track(points, pills.get(n)) for n, points in tracks.items()},
        bands=_bands(grid, lefts, rights),
    )


def _widths(picture: Picture, columns: Sequence[Column]) -> dict[Column, float]:
    """Return how wide the cards of each column are: the widest with which all columns stand on a screen."""
    asked = {c: max(text_width(picture.cards[n].label, TEXT_SIZE) for n in c.nodes) + _TEXT_MARGIN + 4 for c in columns}
    gaps = (len(columns) - 1) * (84.0 if len(columns) < _FEW else 66.0)
    widths: dict[Column, float] = {}
    for most in CARD_WIDTHS:
        widths = {column: min(most, max(wide, _NARROWEST)) for column, wide in asked.items()}
        if sum(widths.values()) + gaps <= _SCREEN:
            break
    return widths


def _heights(picture: Picture, lines: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return the height of each card: its text, and room for the wires that meet a side of it."""
    meeting: dict[tuple[str, bool], int] = {}
    for wire in picture.wires.values():
        for side in ((wire.source, True), (wire.target, False)):
            meeting[side] = meeting.get(side, 0) + 1
    dense = len(picture.wires) > _DENSE
    heights = {}
    for i in picture.cards:
        most = max(meeting.get((i, True), 0), meeting.get((i, False), 0))
        room = 10 + most * (4 if dense else 22)
        heights[i] = max(_card_height(lines[i]), min(room, 400.0))
    return heights


def _bands(grid: _Grid, lefts: Sequence[float], rights: Sequence[float]) -> tuple[Band, ...]:
    bands: list[Band] = []
    for column, left, right in zip(grid.owners, lefts, rights, strict=True):
        if bands and bands[-1].column.time == column.time:
            last = bands[-1].column
            levels = tuple(sorted({*last.levels, *column.levels}))
            bands[-1] = Band(bands[-1].left, right, replace(last, levels=levels))
        else:
            bands.append(Band(left, right, column))
    return tuple(bands)
