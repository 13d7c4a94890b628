"""Where thousands of nodes stand: a bar each, on shelves; a row a field, a column a level."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathways.model import NodeKind
from pathways.render.html.layout import Band
from pathways.render.html.times import NO_LEVEL, Column, years_of_level
from pathways.text import words

if TYPE_CHECKING:
    from pathways.render.html.picture import Card, Picture

__all__ = ["Places", "Row", "lay_out_atlas"]

WIDTH, HEIGHT = 190.0, 40.0
_STEP_X, _STEP_Y = WIDTH + 10, HEIGHT + 8
_GAP_X, _GAP_Y = 60.0, 30.0
_JOBS = float("inf")


@dataclass(frozen=True, slots=True)
class Row:
    """A field: from `top` to `bottom`."""

    number: int
    label: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Places:
    """All of an atlas, in pixels at scale 1."""

    at: dict[str, tuple[float, float]]
    rows_of: dict[str, int]
    rows: tuple[Row, ...]
    bands: tuple[Band, ...]
    width: float = WIDTH
    height: float = HEIGHT


def _names_of_fields(picture: Picture) -> dict[str, str]:
    """Return each way to write a field, and the way that most write it ("a - b" is "a, b")."""
    written = Counter(_written(card) for card in picture.cards.values())
    best: dict[tuple[str, ...], str] = {}
    for name, _ in sorted(written.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(tuple(words(name)), name)
    return {name: best[tuple(words(name))] for name in written}


def _written(card: Card) -> str:
    """Return the field of a card as written: the first part of its first domain."""
    return card.domains[0].split("/", 1)[0].strip() if card.domains else ""


def _column(card: Card) -> float:
    if card.kind == NodeKind.JOB:
        return _JOBS
    return NO_LEVEL if card.level is None and card.kind != NodeKind.CLASS else years_of_level(card.level)


def lay_out_atlas(picture: Picture) -> Places:
    """Set out a whole graph.

    Columns are as wide as their share of all nodes asks for, so that the whole is some
    1.5 times as wide as high; rows are as high as their fullest cell.
    """
    cells: dict[tuple[str, float], list[str]] = {}
    fields: dict[str, None] = {}
    named = _names_of_fields(picture)
    for card in sorted(picture.cards.values(), key=lambda c: (c.level or 0, c.type, c.label.casefold(), c.id)):
        cells.setdefault((named[_written(card)], _column(card)), []).append(card.id)
    for name, _ in sorted(cells, key=lambda c: (not c[0], c[0].casefold(), c[0])):
        fields.setdefault(name)
    times = sorted({t for _, t in cells})
    widths = _widths(cells, list(fields), times)
    at: dict[str, tuple[float, float]] = {}
    rows_of: dict[str, int] = {}
    rows: list[Row] = []
    lefts, x = {}, 0.0
    for time in times:
        lefts[time] = x
        x += widths[time] * _STEP_X + _GAP_X
    y = 0.0
    for number, name in enumerate(fields):
        high = max(-(-len(cells.get((name, t), ())) // widths[t]) for t in times)
        for time in times:
            for n, node in enumerate(cells.get((name, time), ())):
                line, place = divmod(n, widths[time])
                at[node] = (lefts[time] + place * _STEP_X + WIDTH / 2, y + line * _STEP_Y + HEIGHT / 2)
                rows_of[node] = number
        rows.append(Row(number, name, y, y + high * _STEP_Y))
        y += high * _STEP_Y + _GAP_Y
    bands = tuple(
        Band(
            lefts[t],
            lefts[t] + widths[t] * _STEP_X - 10,
            Column(None if t == _JOBS else t, (), _levels(picture, t), by_level=t != _JOBS),
        )
        for t in times
    )
    return Places(at, rows_of, tuple(rows), bands)


def _levels(picture: Picture, time: float) -> tuple[int, ...]:
    return tuple(sorted({c.level for c in picture.cards.values() if c.level and _column(c) == time}))


def _widths(cells: dict[tuple[str, float], list[str]], fields: list[str], times: list[float]) -> dict[float, int]:
    """Return how many bars stand side by side in each column: one more where it lowers the whole most."""
    widths = dict.fromkeys(times, 1)

    def height() -> float:
        return sum(max(-(-len(cells.get((f, t), ())) // widths[t]) for t in times) for f in fields) * _STEP_Y

    while sum(widths.values()) * _STEP_X < 1.5 * height():
        loads = {
            t: sum(
                max(
                    0,
                    -(-len(cells.get((f, t), ())) // widths[t])
                    - max((-(-len(cells.get((f, o), ())) // widths[o]) for o in times if o != t), default=0),
                )
                for f in fields
            )
            for t in times
        }
        widths[max(times, key=lambda t: (loads[t], -widths[t], -t))] += 1
    return widths
