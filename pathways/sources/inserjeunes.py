"""InserJeunes (DEPP-DARES): how many pupils and apprentices end a training, go on, leave, and work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.sources.fields import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["MONTHS", "WAYS", "Cohorts", "Count", "total_of"]

#: Months after leaving at which it is asked who works.
MONTHS = (6, 12, 18, 24)
#: Name of a way in the source → in the graph.
WAYS = {"scolaire": "school", "apprentissage": "apprentices"}


@dataclass(slots=True)
class Count:
    """Counts of one cohort of a training, summed over regions.

    Each share has its own denominator: regions hide small counts one by one.

    Parameters
    ----------
    pupils : int
        In the last year.
    followed, going_on : int
        Pupils of whom it is known whether they went on, and those who did.
    leavers, employed : dict of int to int
        Months → leavers of whom it is known whether they work then, and those who do.
    """

    pupils: int = 0
    followed: int = 0
    going_on: int = 0
    leavers: dict[int, int] = field(default_factory=dict)
    employed: dict[int, int] = field(default_factory=dict)

    def add(self, other: Count) -> None:
        """Add the counts of others."""
        self.pupils += other.pupils
        self.followed += other.followed
        self.going_on += other.going_on
        for months, n in other.leavers.items():
            self.leavers[months] = self.leavers.get(months, 0) + n
            self.employed[months] = self.employed.get(months, 0) + other.employed[months]


#: Cohort ("2022_2023") → counts.
Cohorts = dict[str, Count]


def count_of(row: Mapping[str, str]) -> Count:
    """Return the counts of a row."""
    pupils, going_on, leavers = (whole(row.get(name, "")) for name in ("last_year", "going_on", "leavers"))
    count = Count(pupils or 0)
    if pupils is not None and going_on is not None:
        count.followed, count.going_on = pupils, going_on
    for months in MONTHS:
        employed = whole(row.get(f"employed_{months}", ""))
        if employed is not None and leavers is not None:
            count.leavers[months], count.employed[months] = leavers, employed
    return count


def total_of(cohorts: Iterable[Cohorts]) -> Cohorts:
    """Return the sums of several trainings, cohort by cohort.

    Examples
    --------
    >>> total_of([{"2022_2023": Count(20)}, {"2022_2023": Count(5), "2021_2022": Count(7)}])["2022_2023"].pupils
    25
    """
    out: Cohorts = {}
    for mine in cohorts:
        for cohort, count in sorted(mine.items()):
            out.setdefault(cohort, Count()).add(count)
    return out
