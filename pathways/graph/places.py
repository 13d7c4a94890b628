"""Where a formation stands: its level, how long it lasts, how long after 3e it is entered and held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathways.scheme import TYPES, level_of_label, level_years_of_certification, rule_for

if TYPE_CHECKING:
    from pathways.model import Formation
    from pathways.scheme import SchemeRule

__all__ = ["Place", "place_of"]

_TYPE_LEVEL = {t.id: t.level for t in TYPES}
_BAC = 3  #: years after 3e at which the bac is held
_HIGHER = 5  #: first level of higher education
#: Types that open no level's door: a complement to a diploma, or no national diploma.
_OPEN_NOTHING = frozenset(
    {
        "FCIL",
        "CS",
        "DES",
        "DEC",
        "DU",
        "MSc",
        "préparation aux concours",
        "fonctionnaires",
        "magistère",
        "mise à niveau",
        "CQP",
    }
)
#: Types that open the doors up to the bac only: a title of a trade gives no right to go on at university
#: (Code de l'éducation, art. L. 613-1 and D. 123-13: grades and national diplomas do).
_OF_A_TRADE = frozenset(
    {"école spécialisée", "TP", "BM", "BTMS", "DEJEPS", "DESJEPS", "animation et sport", "mastère spécialisé"}
)
_PREPARATORY = frozenset({"CPGE", "cycle préparatoire"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a formation stands in the course of studies.

    Parameters
    ----------
    level : int or None
        Level of the graph's contract.
    entry, exit : float or None
        Years after 3e at which it is usually entered and held; None where the record tells too little.
    duration : float
        Years that it lasts (1 where the record does not tell).
    doors : tuple of str
        Level nodes that its holders are inside of.
    """

    level: int | None
    entry: float | None
    exit: float | None
    duration: float
    doors: tuple[str, ...]
    rule: SchemeRule

    def years_from(self, years_after_3e: float | None, *, academic: bool = True) -> float:
        """Return the years to complete it from something held `years_after_3e`.

        What is held above the usual entry shortens some diplomas (a licence after a BTS, by the rule's `skips`),
        to one year at the least, and only where it is `academic`: a complement to a diploma shortens nothing.
        What lacks below the entry adds.
        """
        if self.entry is None or years_after_3e is None:
            return self.duration
        above = years_after_3e - self.entry
        if above > 0:
            above = min(above, self.rule.skips) if academic else 0.0
        return max(self.duration - above, min(1.0, self.duration))


def place_of(formation: Formation) -> Place:
    """Return the place of a formation, from its exit level, certification, type and duration, in that order.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> p = place_of(Formation("FOR.1", "master mention chimie", "master", certification=7, duration_years=2))
    >>> p.level, p.entry, p.exit, p.doors
    (7, 6.0, 8.0, ('niveau:bac+5',))
    """
    duration = formation.duration_years
    stated = level_of_label(formation.exit_level)
    certified = formation.certification or _TYPE_LEVEL.get(formation.type)
    exit_years: float | None = stated.years if stated else level_years_of_certification(certified or 0)
    level = certified if certified is not None else (stated.level if stated else None)
    if exit_years is not None and level is not None and level >= _HIGHER and duration:
        exit_years = max(exit_years, _BAC + duration)
    rule = rule_for(
        formation.type,
        formation.title,
        duration=duration,
        exit_years=exit_years,
        level=level,
        domains=formation.domains,
    )
    if rule.exit_years is not None:
        exit_years = rule.exit_years
    elif rule.unknown_exit and duration:
        exit_years = (rule.entry_years or 0.0) + duration
    length = rule.lasts or duration or 1.0
    entry = rule.entry_years
    if exit_years is not None:
        entry = max(entry or 0.0, exit_years - length)
    return Place(
        level,
        None if entry is None else float(entry),
        None if exit_years is None else float(exit_years),
        float(length),
        _doors(formation.type, level, exit_years),
        rule,
    )


def _doors(type_: str, level: int | None, exit_years: float | None) -> tuple[str, ...]:
    if level is None or type_ in _OPEN_NOTHING:
        return ()
    if level == 4 and type_ in _PREPARATORY:  # noqa: PLR2004 - levels of the contract, named below
        return ("niveau:bac+1",)
    if type_ in _PREPARATORY:  # an ATS year after a bac + 2 adds no level
        return ("niveau:bac+2",)
    if level >= _HIGHER and type_ in _OF_A_TRADE:
        return ()
    first = {
        3: "niveau:cap",
        4: "niveau:bac",
        5: "niveau:bac+2",
        6: "niveau:bac+3",
        7: "niveau:bac+5",
        8: "niveau:bac+8",
    }
    above = {7: "niveau:bac+4", 9: "niveau:bac+6", 10: "niveau:bac+7"}
    doors = [first[level]] if level in first else []
    if level >= 6 and exit_years in above:  # noqa: PLR2004
        doors.append(above[int(exit_years)])
    return tuple(doors)
