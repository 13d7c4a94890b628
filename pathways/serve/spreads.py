"""What is within reach, as a page lists it: by years, jobs first, the wide rest counted."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.routing.spread import Reached

__all__ = ["Group", "spread_groups"]

#: Rows of one year that a page lists; the others are counted.
MOST_ROWS = 150


class Group(NamedTuple):
    """What is reached in the same number of years: jobs, then diplomas, and how many more there are."""

    years: float
    jobs: tuple[Reached, ...]
    diplomas: tuple[Reached, ...]
    more: int


def spread_groups(rows: Sequence[Reached]) -> list[Group]:
    """Return rows by years, jobs apart, each by label.

    Parameters
    ----------
    rows : sequence of Reached
        By years.
    """
    groups = []
    for years, same in groupby(rows, key=lambda row: row.years):
        found = sorted(same, key=lambda row: (row.level or 0, row.node.label.casefold()))
        jobs = [row for row in found if row.node.kind == "job"]
        others = [row for row in found if row.node.kind != "job"]
        more = max(0, len(jobs) - MOST_ROWS) + max(0, len(others) - MOST_ROWS)
        groups.append(Group(years, tuple(jobs[:MOST_ROWS]), tuple(others[:MOST_ROWS]), more))
    return groups
