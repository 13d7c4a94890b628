"""Jobs that are entered otherwise than by a diploma: by a contest, by a recruitment, with no diploma asked for."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pathways.graph.draft import Claim, Word, statement
from pathways.graph.quoting import sentence_spans
from pathways.model import Basis, Condition, Scope
from pathways.prose.plans_headings import blocks_of, studies_of
from pathways.scheme import level_of_label
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pathways.contract import EvidenceData, PlanData
    from pathways.model import Job

__all__ = ["Entrance", "contest_of", "entrances", "how_entered", "sentence_plan"]

_CONTEST = re.compile(r"\b(?:concours|epreuves de selection)\b")
_PUBLIC = re.compile(
    r"\bconcours\b.*\b(?:fonction publique|categorie [abc]|territoriaux|territoriale?)\b"
    r"|\b(?:fonction publique|categorie [abc])\b.*\bconcours\b"
)
#: A contest of which the winner has the job, or the place where it is taught.
_OF_THE_JOB = re.compile(
    r"\bconcours (?:externes?|nationa\w+|et (?:des )?recrut\w+|(?:de |d[eu] l[a'] ?|du |des )\w)"
    r"|\brecrut\w+ (?:[\w']+ ){0,6}concours\b|\b(?:acces|accede\w*) (?:sur|par) concours\b"
    r"|\b(?:recu|admis|laureats?|reussi\w*|presenter|passer|preparer)\b[^.]*\bconcours\b"
    r"|\bconcours\b[^.]*\b(?:reussi\w*|laureats?)\b|\bpar voie de concours\b|^(?:sur )?concours\b"
)
#: Contests of schools, and of those who hold the job already.
_OF_A_SCHOOL = re.compile(
    r"\b(?:ecoles?|etablissements?|conservatoires?|prepas?|cursus|instituts?|formations?)\b[^.]*"
    r"\b(?:accessibles?|acces|entre|admission|recrutent|s'effectue|integr\w+)\b[^.]*\bconcours\b"
    r"|\bconcours (?:communs?|d'entree|post)\b"
)
_OF_THE_HOUSE = re.compile(
    r"\b(?:concours internes?|anciennete|ans de services?|ayant exerce|gardien de la paix depuis)\b"
)
_PUBLIC_SERVANTS = frozenset({"fonctionnaire", "militaire"})
#: "un master de droit": a diploma of a field, not of a level.
_OF_A_FIELD = re.compile(r"\b(?:masters?|[lm][123]|licence en|licence de|brevet d'etat)\b")
#: No diploma is asked for.
_FREE = re.compile(
    r"\bsans (?:aucun )?(?:diplome|(?:exigence|condition) de diplome)\b|\bne necessite pas de (?:diplome|passer)\b"
    r"|\b(?:aucune?|pas de) (?:diplome|formation)[^.,;]{0,20} (?:requise?|exigee?|obligatoire|demandee?|necessaire)\b"
)
#: What tells how one gets in, surest first.
_ENTERED = (
    _FREE,
    re.compile(r"\brecrut\w+|\bembauch\w+"),
    re.compile(r"\b(?:indispensable|obligatoire|accessible|acces|exige)\b"),
)
_ASKED = (
    (Condition.CONCOURS, _CONTEST),
    (Condition.TESTS, re.compile(r"\b(?:tests?|examen|epreuves?(?! de selection))\b")),
    (Condition.ENTRETIEN, re.compile(r"\bentretiens?\b")),
    (Condition.EXPERIENCE, re.compile(r"\bexperiences?\b|\bexercice professionnel\b")),
)
_ANY = re.compile(r"\w")
_THIRD = "classe:3e"
_HIGHEST = 5  #: years after 3e: a job of a higher level is not entered by who has just any diploma of that level


class Entrance(NamedTuple):
    """A class or a level from which a job is entered, by one sentence of its fiche.

    `field` tells that a contest asks for a diploma of the job's field; else it asks for the level alone.
    """

    door: str
    job: Job
    claim: Claim
    field: bool = False


def contest_of(job: Job) -> EvidenceData | None:
    """Return where the fiche of a job of the public service says that one gets in by a contest.

    Examples
    --------
    >>> from pathways.model import Appellation, Job, Section
    >>> prose = Section("acces_metier", "Accès", "Une licence. Les douaniers sont recrutés sur concours externe.")
    >>> contest_of(Job("MET.1", Appellation("douanier"), statuses=("fonctionnaire",), sections=(prose,)))["start"]
    13
    >>> contest_of(Job("MET.1", Appellation("douanier"), statuses=("salarié",), sections=(prose,)))
    """
    if _PUBLIC_SERVANTS.isdisjoint(job.statuses):
        return None
    contest = _CONTEST if _PUBLIC_SERVANTS.issuperset(job.statuses) else _OF_THE_JOB
    return _said(job, lambda t: _PUBLIC.search(t) or (contest.search(t) and not _OF_A_SCHOOL.search(t)))


def entrances(
    jobs: Iterable[Job],
    led: Mapping[str, float],
    prepared: Mapping[str, EvidenceData] = MappingProxyType({}),
) -> Iterator[Entrance]:
    """Yield how jobs are entered to which no diploma of their official level leads, as their fiche tells it.

    Parameters
    ----------
    jobs : iterable of Job
        The jobs.
    led : mapping of str to float
        The jobs that diplomas lead to, with the least years after 3e at which one of these is held.
    prepared : mapping of str to dict
        Jobs whose fiche lists a preparation for a contest, with the evidence of that.

    Examples
    --------
    >>> from pathways.model import Appellation, Job, Section
    >>> prose = Section("acces_metier", "Accès", "Le concours est ouvert aux titulaires d'un bac. L'oral dure.")
    >>> job = Job("MET.1", Appellation("gendarme"), min_level="bac ou équivalent", sections=(prose,))
    >>> found = next(entrances([job], {}))
    >>> found.door, found.claim.conditions, found.claim.evidence[0]["text"]
    ('niveau:bac', ('concours',), "Le concours est ouvert aux titulaires d'un bac.")
    >>> prose = Section("acces_metier", "Accès", "Aucun diplôme n'est exigé.")
    >>> next(entrances([Job("MET.2", Appellation("mime"), min_level="sans diplôme", sections=(prose,))], {})).door
    'classe:3e'
    """
    for job in sorted(jobs, key=lambda j: j.id):
        level = level_of_label(job.min_level)
        least = level.years if level else 0
        if led.get(job.id, float("inf")) <= least:
            continue
        contest = _PUBLIC if job.id in led else _CONTEST
        said = _said(job, contest.search) or prepared.get(job.id)
        free = _said(job, _FREE.search)
        if said is None:
            said = free or (None if job.id in led or least > _HIGHEST else how_entered(job))
        if said is None or (job.id in led and said is free and least):
            continue
        text = fold(str(said.get("text", "")))
        conditions = tuple(c.value for c, pattern in _ASKED if pattern.search(text)) if said is not free else ()
        claim = Claim(
            0,
            word=Word.TARGET,
            basis=Basis.STATED,
            scope=Scope.ANY,
            score=0.0,
            conditions=conditions,
            evidence=(said,),
            release=job.origins[0].release if job.origins else "",
        )
        door = _THIRD if said is free or not least else level.id if level else ""
        yield Entrance(door or _start(job), job, claim, _OF_A_FIELD.search(text) is not None)


def _start(job: Job) -> str:
    """Return where the first heading of « Durée des études » counts from, for a job of no official level."""
    first = next(blocks_of(job), None)
    return "niveau:bac" if first is not None and first.origin == "bac" else _THIRD


def _said(job: Job, tells: Callable[[str], object]) -> EvidenceData | None:
    """Return the first sentence on studies that tells something, of others than those of the house."""
    for section, offset in studies_of(job):
        for start, end in sentence_spans(section.text):
            text = section.text[start:end]
            folded = fold(text)
            if start >= offset and tells(folded) and not _OF_THE_HOUSE.search(folded):
                return statement(job.id, section.name, start, end, text)
    return None


def how_entered(job: Job) -> EvidenceData | None:
    """Return the sentence of a fiche that tells best how one gets in, the first on studies where none does."""
    return next((s for pattern in (*_ENTERED, _ANY) if (s := _said(job, pattern.search))), None)


def sentence_plan(job: Job) -> PlanData | None:
    """Return the plan of no step of a job whose fiche tells none: where the fiche tells how one gets in.

    Examples
    --------
    >>> from pathways.model import Appellation, Job, Section
    >>> prose = Section("acces_metier", "Accès", "Un métier rare. Un internat est indispensable.")
    >>> plan = sentence_plan(Job("MET.1", Appellation("mime"), sections=(prose,)))
    >>> plan["start"], plan["steps"], plan["evidence"][0]["text"]
    ('none', [], 'Un internat est indispensable.')
    """
    said = how_entered(job)
    if said is None:
        return None
    origin = next((b.origin for b in blocks_of(job) if b.origin), "none")
    return {"start": origin, "years": None, "usual": True, "conditions": [], "steps": [], "evidence": [said]}
