"""Which diploma bears the name of a job: of several that lead there, the one that people think of first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pathways.graph.fields import roots

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pathways.model import Job

__all__ = ["JobNames"]

_APPELLATION = 0.95  #: score of a diploma that bears another name of the job
_OTHER_NAME = 0.9  #: score of a diploma that leads to a job and is named otherwise
_LEAST_ALIKE = 5  #: letters that two roots share at least: "graph" of graphiste and graphisme
_GENERIC = 25  #: a root that so many jobs have says no trade: technicien, responsable


class JobNames:
    """The roots of the names of jobs, without those that many jobs share.

    Examples
    --------
    >>> from pathways.model import Appellation, Job
    >>> names = JobNames([Job("MET.1", Appellation("pâtissier/ère"))])
    >>> names.score("CAP pâtissier", "MET.1"), names.score("CAP boulanger", "MET.1")
    (1.0, 0.9)
    """

    def __init__(self, jobs: Collection[Job]) -> None:
        label = {j.id: set(roots(j.name.label)) for j in jobs}
        other = {j.id: {r for a in j.appellations for r in roots(a.label)} - label[j.id] for j in jobs}
        count = Counter(r for names in (label, other) for rs in names.values() for r in rs)
        self._label, self._other = (
            {id_: frozenset(r for r in rs if count[r] < _GENERIC) for id_, rs in names.items()}
            for names in (label, other)
        )

    def score(self, title: str, job: str) -> float:
        """Return 1 where a title has a word of the job's label, a little less for another of its names, or for none."""
        own = roots(title)
        if _share(own, self._label.get(job, ())):
            return 1.0
        return _APPELLATION if _share(own, self._other.get(job, ())) else _OTHER_NAME


def _share(some: Iterable[str], others: Collection[str]) -> bool:
    return any(_alike(a, b) for a in some for b in others)


def _alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) >= _LEAST_ALIKE and (a.startswith(b) or b.startswith(a)))
