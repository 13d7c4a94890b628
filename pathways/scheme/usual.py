"""How usual a step is, by what is held and what is entered: data with a source, which orders answers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pathways.text import words

__all__ = ["HOW", "How", "UsualStep", "step_into", "usual_steps"]

How = Literal["usual", "possible", "rare"]
#: How usual a step can be, most usual first.
HOW: tuple[How, ...] = ("usual", "possible", "rare")


@dataclass(frozen=True, slots=True)
class UsualStep:
    """What those who enter a kind of target hold, one table of `usual.toml`.

    `to` are types or ids of classes, `title` words of which the target's title holds one (no limit where empty),
    `duration` the years that it may last (the same); `held` maps what is held ("bac techno/stmg") to how usual
    that is, `others` says it of all else.
    """

    to: frozenset[str]
    title: tuple[str, ...]
    duration: tuple[float, ...]
    held: dict[str, How]
    others: How
    source: str
    checked: bool
    example: str = ""
    counter: str = ""

    def what(self, type_: str, title: str) -> str:
        """Return the entry of `held` that a diploma or class is meant by, "" for none; words of a title first.

        Examples
        --------
        >>> step_into("BUT", "BUT chimie").what("bac techno", "bac techno STL sciences")
        'bac techno'
        """
        text = f" {' '.join(words(title))} "
        exact = (h for h in self.held if "/" in h and h.partition("/")[0] == type_ and h.partition("/")[2] in text)
        return next(exact, type_ if type_ in self.held else "")

    def how(self, type_: str, title: str) -> How:
        """Return how usual it is to come from a diploma or class, by its type (or the class's id) and title.

        Examples
        --------
        >>> [step_into("BUT", "BUT chimie").how(t, t) for t in ("bac général", "BTS", "bac pro")]
        ['usual', 'possible', 'rare']
        """
        return self.held.get(self.what(type_, title), self.others)


@cache
def usual_steps() -> tuple[UsualStep, ...]:
    """Return all tables, in the order in which they are tried."""
    with files("pathways.scheme").joinpath("usual.toml").open("rb") as f:
        tables = tomllib.load(f)["step"]
    return tuple(
        UsualStep(
            to=frozenset(t["to"]),
            title=tuple(t.get("title", ())),
            duration=tuple(t.get("duration", ())),
            held={h: how for how in HOW for h in t.get(how, ())},
            others=t.get("others", "rare"),
            source=t["source"],
            checked=t.get("checked", True),
            example=t.get("example", ""),
            counter=t.get("counter", ""),
        )
        for t in tables
    )


def step_into(type_: str, title: str, duration: float | None = None) -> UsualStep | None:
    """Return the table of a target, None where none is for it.

    Parameters
    ----------
    type_ : str
        Type of the diploma, or id of the class.
    title : str
        Its title.
    duration : float or None
        Years that it lasts.

    Examples
    --------
    >>> step_into("CPGE", "classe préparatoire technologie et biologie (TB)").how("bac général", "bac général")
    'rare'
    >>> step_into("CAP", "CAP cuisine") is None
    True
    """
    text = f" {' '.join(words(title))} "
    for step in usual_steps():
        if type_ not in step.to or (step.duration and duration not in step.duration):
            continue
        if not step.title or any(t in text for t in step.title):
            return step
    return None
