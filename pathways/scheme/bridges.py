"""Ways beside initial training: changes of way, returns to studies, recruitments; each with its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, cast

from pathways.text import slug, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pathways.scheme.usual import How

__all__ = ["Bridge", "Missing", "Public", "bridges", "missing_diplomas"]

Public = Literal["passerelle", "adulte"]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A way of `bridges.toml`.

    `sources` are nodes or titles, `and_above` says of a level's door that those above it count too; the targets
    are diplomas of the types `to`, the `classes`, or the jobs whose label holds one of the words `job`, within
    `title`, `without`, `levels` and `durations`.  `years` is a number, "duration", or None where it is the duration
    less `shorter`.
    """

    id: str
    sources: tuple[str, ...]
    text: str
    source: str
    to: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    job: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    instead: str = ""
    levels: tuple[int, ...] = ()
    durations: tuple[float, ...] = ()
    years: float | None = None
    shorter: float = 0.0
    conditions: tuple[str, ...] = ()
    public: Public | None = None
    usual: How = "rare"
    score: float = 0.6
    checked: bool = True
    example: str = ""
    counter: str = ""

    def leads_to(self, type_: str, title: str, *, level: int | None = None, duration: float | None = None) -> bool:
        """Tell whether it leads to such a diploma.

        Examples
        --------
        >>> cap = next(b for b in bridges() if b.id == "cap-apres-un-diplome")
        >>> cap.leads_to("CAP", "CAP cuisine"), cap.leads_to("bac pro", "bac pro cuisine")
        (True, False)
        """
        if type_ not in self.to:
            return False
        if (self.levels and level not in self.levels) or (self.durations and duration not in self.durations):
            return False
        return self._named(title, self.title) and not (self.without and self._named(title, self.without))

    def leads_to_job(self, label: str) -> bool:
        """Tell whether it leads to a job of that label."""
        return (
            bool(self.job) and self._named(label, self.job) and not (self.without and self._named(label, self.without))
        )

    @staticmethod
    def _named(title: str, marks: tuple[str, ...]) -> bool:
        text = f" {' '.join(words(title))} "
        return not marks or any(m in text for m in marks)


def _bridge(t: Mapping[str, Any]) -> Bridge:
    years = t.get("years")
    return Bridge(
        id=t["id"],
        sources=tuple(t["from"]),
        text=t["text"],
        source=t["source"],
        to=frozenset(t.get("to", ())),
        classes=tuple(t.get("class", ())),
        job=tuple(t.get("job", ())),
        title=tuple(t.get("title", ())),
        without=tuple(t.get("without", ())),
        levels=tuple(t.get("levels", ())),
        durations=tuple(t.get("duration", ())),
        years=None if years == "duration" or years is None else float(years),
        shorter=t.get("shorter", 0.0),
        conditions=tuple(t.get("conditions", ())),
        public=cast("Public | None", t.get("public")),
        usual=t.get("usual", "rare"),
        score=t.get("score", 0.6),
        checked=t.get("checked", True),
        example=t.get("example", ""),
        counter=t.get("counter", ""),
    )


@dataclass(frozen=True, slots=True)
class Missing:
    """A diploma of `missing.toml`, of which the record holds no fiche."""

    title: str
    type: str
    level: int | None
    duration: float
    domains: tuple[str, ...]
    to_jobs: Bridge


@cache
def missing_diplomas() -> tuple[Missing, ...]:
    """Return the diplomas that the record lacks, with the way to their jobs.

    Examples
    --------
    >>> next(m.duration for m in missing_diplomas() if "pédiatrie" in m.title)
    11
    """
    with files("pathways.scheme").joinpath("missing.toml").open("rb") as f:
        tables = tomllib.load(f)["formation"]
    return tuple(
        Missing(
            t["title"],
            t["type"],
            t.get("level"),
            t["duration"],
            tuple(t.get("domains", ())),
            Bridge(
                id=f"diplome-{slug(t['title'])}",
                sources=(t["title"],),
                text=f"Le métier demande : {t['title']}.",
                source=t["source"],
                job=tuple(t.get("job", ())),
                without=tuple(t.get("without", ())),
                instead=t.get("instead", ""),
                usual="usual",
                score=1.0,
                checked=t.get("checked", True),
            ),
        )
        for t in tables
    )


@cache
def bridges() -> tuple[Bridge, ...]:
    """Return all of them, in the order of the file."""
    with files("pathways.scheme").joinpath("bridges.toml").open("rb") as f:
        return tuple(_bridge(t) for t in tomllib.load(f)["bridge"])
