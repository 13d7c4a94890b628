"""The classes of school, the séries of the bac, and the ways between classes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pathways.text import words

__all__ = ["ClassWay", "SchoolClass", "Series", "class_ways", "school_classes", "series"]


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class, one table of `classes.toml`; `years` after 3e at which it is completed."""

    id: str
    label: str
    years: int
    titles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A série of the general and technological way.

    `type` is the type of its bac, `bac` the title that its bac has where the record
    holds no fiche of it, `words` the folded words that name the série.
    """

    id: str
    label: str
    type: str
    bac: str
    words: tuple[str, ...]
    aliases: tuple[str, ...] = ()

    @property
    def premiere(self) -> str:
        """Node id of the 1re."""
        return f"classe:1re-{self.id}"

    @property
    def terminale(self) -> str:
        """Node id of the Tle."""
        return f"classe:tle-{self.id}"


@dataclass(frozen=True, slots=True)
class ClassWay:
    """A way that the scheme knows between two nodes, with its statement and its source."""

    id: str
    source_node: str
    target_node: str
    years: float
    text: str
    source: str


@cache
def _table() -> dict[str, Any]:
    with files("pathways.scheme").joinpath("classes.toml").open("rb") as f:
        return tomllib.load(f)


@cache
def series() -> tuple[Series, ...]:
    """Return the séries, the general one first."""
    return tuple(
        Series(t["id"], t["label"], t["type"], t["bac"], tuple(t["words"]), tuple(t.get("aliases", ())))
        for t in _table()["series"]
    )


@cache
def school_classes() -> tuple[SchoolClass, ...]:
    """Return every class, those of the séries included.

    Examples
    --------
    >>> [c.label for c in school_classes() if c.id.endswith("sti2d")]
    ['1re STI2D', 'Tle STI2D']
    """
    classes = [
        SchoolClass(t["id"], t["label"], t["years"], tuple(t["titles"]), tuple(t.get("aliases", ())))
        for t in _table()["class"]
    ]
    for s in series():
        low = " ".join(words(s.label))
        classes += [
            SchoolClass(s.premiere, f"1re {s.label}", 2, (f"classe de 1re {low}",), (f"première {s.label}",)),
            SchoolClass(s.terminale, f"Tle {s.label}", 3, (), (f"terminale {s.label}",)),
        ]
    return tuple(classes)


@cache
def class_ways() -> tuple[ClassWay, ...]:
    """Return the ways between classes; those from a Tle to its bac are the graph's to draw.

    Examples
    --------
    >>> [w.id for w in class_ways() if w.target_node == "classe:tle-stl"]
    ['tle-apres-1re']
    """
    ways = [ClassWay(t["id"], t["from"], t["to"], t["years"], t["text"], t["source"]) for t in _table()["way"]]
    words = _table()["series_way"]
    for s in series():
        for step, source, target in (
            ("premiere", "classe:2de-gt", s.premiere),
            ("terminale", s.premiere, s.terminale),
        ):
            t = words[step]
            ways.append(ClassWay(t["id"], source, target, 1, t["text"].format(label=s.label), t["source"]))
    return tuple(ways)


def bac_way(s: Series, bac: str) -> ClassWay:
    """Return the way from the Tle of a série to a bac of that série.

    Examples
    --------
    >>> bac_way(series()[0], "FOR.3354").years
    0
    """
    t = _table()["series_way"]["bac"]
    return ClassWay(t["id"], s.terminale, bac, 0, t["text"], t["source"])
