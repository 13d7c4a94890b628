"""Levels of study: how long after 3e a level is reached, which door its holders pass, its number in the graph."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pathways.text import words

__all__ = ["LEVELS", "StudyLevel", "level_of_label", "level_of_years", "level_years_of_certification"]


@dataclass(frozen=True, slots=True)
class StudyLevel:
    """A level of study, one table of `levels.toml`.

    Parameters
    ----------
    id : str
        Node id of its door ("niveau:bac+2").
    label : str
        The door's label in French.
    years : int
        Years after 3e at which it is reached (3e 0, CAP 2, bac 3, bac + n 3 + n).
    level : int
        Level of the graph's contract.
    certification : int or None
        Certification level (Code du travail, art. D. 6113-19) whose usual years these are.
    """

    id: str
    label: str
    years: int
    level: int
    labels: tuple[str, ...]
    certification: int | None = None


def _load() -> tuple[StudyLevel, ...]:
    with files("pathways.scheme").joinpath("levels.toml").open("rb") as f:
        table = tomllib.load(f)
    return tuple(
        StudyLevel(t["id"], t["label"], t["years"], t["level"], tuple(t["labels"]), t.get("certification"))
        for t in table["level"]
    )


LEVELS: tuple[StudyLevel, ...] = _load()


@cache
def _by_label() -> dict[str, StudyLevel]:
    return {_key(label): level for level in LEVELS for label in level.labels}


def _key(label: str) -> str:
    return re.sub(r"\bbac (?=\d)", "bac+", " ".join(words(label)))


def level_of_label(label: str) -> StudyLevel | None:
    """Return the level that Onisep writes as `label`, None where it says none.

    Examples
    --------
    >>> level_of_label("bac + 2").years, level_of_label("CAP ou équivalent + 1 an").years
    (5, 3)
    >>> level_of_label("autre formation") is None
    True
    """
    return _by_label().get(_key(label))


def level_of_years(years: float) -> StudyLevel:
    """Return the highest level whose door is open `years` after 3e; CAP + 1 and 1re count as CAP.

    Examples
    --------
    >>> level_of_years(5).id, level_of_years(2).id, level_of_years(5.5).id
    ('niveau:bac+2', 'niveau:cap', 'niveau:bac+2')
    """
    doors = [x for x in LEVELS if x.id not in {"niveau:1re", "niveau:cap+1"}]
    return max((x for x in doors if x.years <= years), key=lambda x: x.years, default=doors[0])


def level_years_of_certification(certification: int) -> int | None:
    """Return the usual years after 3e of a certification level, None for one that is not known.

    Examples
    --------
    >>> level_years_of_certification(6)
    6
    """
    return next((x.years for x in LEVELS if x.certification == certification), None)
