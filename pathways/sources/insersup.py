"""InserSup (MESR-SIES): who works after a diploma of higher education, by kind of diploma and discipline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.sources.inserjeunes import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Doctorates", "InserSup"]

_ALL = "femmes et hommes"


@dataclass(slots=True)
class InserSup:
    """Counts by kind of diploma and discipline, summed over regions.

    The source gives rates: leavers times the rate are those who work, so that large regions weigh more.

    Parameters
    ----------
    leavers, going_on : dict of (str, str) to int
        (kind of diploma, discipline) → graduates who left, who went on.
    known, employed : dict of (str, str) to dict of int to float
        Months → leavers of the regions that tell a rate, and those of them who work.
    cohorts : set of str
    """

    leavers: dict[tuple[str, str], int] = field(default_factory=dict)
    going_on: dict[tuple[str, str], int] = field(default_factory=dict)
    known: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)
    employed: dict[tuple[str, str], dict[int, float]] = field(default_factory=dict)
    cohorts: set[str] = field(default_factory=set)

    def add(self, row: Mapping[str, str]) -> None:
        """Take a row: one kind of diploma, discipline and region."""
        key = row["type"].strip(), row["discipline"].strip()
        leavers = int(float(row["leavers"] or 0))
        self.cohorts.add(row.get("cohort", "").strip())
        self.leavers[key] = self.leavers.get(key, 0) + leavers
        self.going_on[key] = self.going_on.get(key, 0) + int(float(row.get("going_on", "") or 0))
        for months in MONTHS:
            if rate := row.get(f"employed_{months}", ""):
                known = self.known.setdefault(key, {})
                known[months] = known.get(months, 0) + leavers
                employed = self.employed.setdefault(key, {})
                employed[months] = employed.get(months, 0.0) + leavers * float(rate)


@dataclass(slots=True)
class Doctorates:
    """Doctors of both genders: (cohort, situation, discipline) → who answered, share who work."""

    rates: dict[tuple[str, str, str], tuple[int, float]] = field(default_factory=dict)

    def add(self, row: Mapping[str, str]) -> None:
        """Take a row, where it is of both genders."""
        if row.get("gender", "").strip() == _ALL and row["employed"]:
            key = row["cohort"].strip(), row.get("situation", "").strip(), row["discipline"].strip()
            self.rates[key] = int(float(row.get("answers", "") or 0)), float(row["employed"])
