"""Nothing leads to a job below its official least level, unless the fiche of the job itself says so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pathways.model import Basis, EdgeKind, SectionName
from pathways.scheme import level_of_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.graph.draft import Draft, Edge
    from pathways.graph.places import Place
    from pathways.model import Job

__all__ = ["keep_to_official_level"]

#: A diploma that the prose of the job names so far below its level is a step on the way, not the way.
_A_STEP = 2.0


def keep_to_official_level(draft: Draft, jobs: Iterable[Job], places: Mapping[str, Place]) -> None:
    """Take out of a draft the ways from a diploma to a job that are too early, where others are not.

    Too early is what is held before the « Niveau d'accès minimum » of the job.  It stands where the job's own list
    names the diploma, or its prose does and it is at most a year too early; and where nothing else leads to the job.

    Parameters
    ----------
    draft : Draft
        All ways to jobs.
    jobs : iterable of Job
        With their official levels.
    places : mapping of str to Place
        Where each diploma stands.
    """
    official = {j.id: float(level.years) for j in jobs if (level := level_of_label(j.min_level))}
    ways: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for at, edge in draft.edges.items():
        if edge.kind is EdgeKind.JOB and at[0] in places and at[1] in official:
            ways[at[1]].append(at)
    for job, own in ways.items():
        short = {at: official[job] - _held(draft.edges[at], places[at[0]]) for at in own}
        if any(years <= 0 for years in short.values()):
            for at, years in short.items():
                if years > 0 and not _says_so(draft.edges[at], job, years):
                    del draft.edges[at]


def _held(edge: Edge, place: Place) -> float:
    return (place.exit or 0.0) + edge.timed.years


def _says_so(edge: Edge, job: str, short: float) -> bool:
    """Tell whether the fiche of a job itself leads a diploma there that is so many years too early."""
    own = [e["section"] for e in edge.evidence.values() if e["fiche"] == job]
    if SectionName.FORMATIONS in own:
        return True
    return bool(own) and edge.best.basis is Basis.STATED and short < _A_STEP
