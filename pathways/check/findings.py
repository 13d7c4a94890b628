"""A finding: what is wrong, in which fiches, and where it stands written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathways.model import Evidence

__all__ = ["FicheRef", "Finding", "FindingKind", "Report"]


class FindingKind(StrEnum):
    """What may be wrong, in the order in which a report tells it."""

    LEVEL = "level"  #: two levels of one formation
    DURATION = "duration"  #: two durations of one formation
    JOB_LEVEL = "job-level"  #: a job's minimum level is not that of its formations
    CODE = "code"  #: one code scolarité for several formations
    FAMILY = "family"  #: the 2de pro of another famille de métiers
    CLOSED = "closed"  #: a closed diploma that others still recommend
    LIST = "list"  #: prose and structured list of continuations differ
    ONE_SIDED = "one-sided"  #: one fiche states a continuation that the other leaves out
    UNRESOLVED = "unresolved"  #: mentions of what the record does not hold
    ISOLATED = "isolated"  #: a formation without way in or out


@dataclass(frozen=True, slots=True)
class FicheRef:
    """A fiche as a report names it."""

    id: str
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Parameters
    ----------
    kind : FindingKind
    variant : str
        Which sentence tells it (`words.py`).
    fiches : tuple of FicheRef
        The fiches concerned, the one to mend first.
    facts : tuple of (str, str)
        What the sentence is filled with.
    evidence : tuple of Evidence
        Where it stands written; empty where a field and no text says it.
    weight : float
        How much it matters among those of its kind: findings are sorted by it.
    """

    kind: FindingKind
    variant: str
    fiches: tuple[FicheRef, ...]
    facts: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """All findings: by kind, then by weight, then by fiche; and what was looked at."""

    findings: tuple[Finding, ...]
    formations: int
    jobs: int
    release: str = ""

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(f for f in self.findings if f.kind is kind)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each kind, none left out."""
        return {kind.value: len(self.of(kind)) for kind in FindingKind}
