"""Jobs that a contest opens to whoever holds a level, where no diploma of the record leads to them."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pathways.graph.draft import Claim, Word, statement
from pathways.graph.job_access import studies_of
from pathways.graph.quoting import sentence_spans
from pathways.model import Basis, Condition, Scope
from pathways.scheme import level_of_label
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pathways.contract import EvidenceData
    from pathways.model import Job

__all__ = ["Contest", "contests"]

_CONTEST = re.compile(r"\b(?:concours|epreuves de selection)\b")
_PUBLIC = re.compile(
    r"\bconcours\b.*\b(?:fonction publique|categorie [abc]|territoriaux|territoriale?)\b"
    r"|\b(?:fonction publique|categorie [abc])\b.*\bconcours\b"
)
_LEVELS = frozenset({"niveau:bac", "niveau:bac+2", "niveau:bac+3", "niveau:bac+5"})  #: those that contests ask for
#: "un master de droit": a diploma of a field, not of a level.
_OF_A_FIELD = re.compile(r"\b(?:masters?|[lm][123]|licence en|licence de|brevet d'etat)\b")
_OF_THE_HOUSE = re.compile(
    r"\b(?:concours internes?|anciennete|ans de services?|ayant exerce|gardien de la paix depuis)\b"
)


class Contest(NamedTuple):
    """A level from which a contest leads to a job, by one sentence.

    `field` tells that the contest asks for a diploma of the job's field; else it asks for the level alone.
    """

    door: str
    job: Job
    claim: Claim
    field: bool = False


def contests(
    jobs: Iterable[Job],
    at_level: Collection[str] = (),
    above: Collection[str] = (),
    prepared: Mapping[str, EvidenceData] = MappingProxyType({}),
) -> Iterator[Contest]:
    """Yield the contests that the fiches of jobs tell of, with the door of the job's official least level.

    Parameters
    ----------
    jobs : iterable of Job
        The jobs; those below the bac are asked for an age, and give none.
    at_level : collection of str
        Jobs to which a diploma of their official level leads: they need no contest.
    above : collection of str
        Jobs to which higher diplomas alone lead: they count where the contest is one of the public service.
    prepared : mapping of str to dict
        Jobs whose fiche lists a preparation for a contest, with the evidence of that.

    Examples
    --------
    >>> from pathways.model import Appellation, Job, Section
    >>> prose = Section("acces_metier", "Accès", "Le concours est ouvert aux titulaires d'un bac. L'oral dure.")
    >>> job = Job("MET.1", Appellation("gendarme"), min_level="bac ou équivalent", sections=(prose,))
    >>> found = next(contests([job]))
    >>> found.door, found.claim.conditions, found.claim.evidence[0]["text"]
    ('niveau:bac', ('concours',), "Le concours est ouvert aux titulaires d'un bac.")
    """
    for job in sorted(jobs, key=lambda j: j.id):
        level = level_of_label(job.min_level)
        if job.id in at_level or level is None or level.id not in _LEVELS:
            continue
        said = _said(job, _PUBLIC if job.id in above else _CONTEST) or prepared.get(job.id)
        if said is not None:
            claim = Claim(
                0,
                word=Word.TARGET,
                basis=Basis.STATED,
                scope=Scope.ANY,
                score=0.0,
                conditions=(Condition.CONCOURS.value,),
                evidence=(said,),
                release=job.origins[0].release if job.origins else "",
            )
            yield Contest(level.id, job, claim, _OF_A_FIELD.search(fold(str(said.get("text", "")))) is not None)


def _said(job: Job, contest: re.Pattern[str]) -> EvidenceData | None:
    """Return the first sentence that tells of a contest open to others than those of the house."""
    for section, offset in studies_of(job):
        for start, end in sentence_spans(section.text):
            text = section.text[start:end]
            folded = fold(text)
            if start >= offset and contest.search(folded) and not _OF_THE_HOUSE.search(folded):
                return statement(job.id, section.name, start, end, text)
    return None
