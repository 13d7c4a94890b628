"""Study plans on job nodes: what the fiche of a job tells, its steps resolved to formations of the record."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pathways.graph.draft import Claim, Word, statement
from pathways.graph.mentions import TitleIndex
from pathways.graph.places import place_of
from pathways.graph.plan_names import LOOSE, StepNames
from pathways.graph.truth import AFTER_3E
from pathways.model import Basis, Scope, SectionName, StudyPlan
from pathways.prose import build_lexicon
from pathways.prose.plans import join, read_plans
from pathways.prose.plans_headings import studies_of
from pathways.scheme import level_of_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pathways.contract import EvidenceData, PlanData
    from pathways.graph.places import Place
    from pathways.model import Formation, Job, PlanStep
    from pathways.prose import Lexicon
    from pathways.sources import Records

__all__ = ["PlanResolver", "completions", "doctorate_fields", "job_rows", "links_of", "plan_data"]

_DOCTORATE = "doctorat"
_YEARS_OF_DOCTORATE = 11  #: after 3e
_MOST_PAIRS = 12  #: more pairs than that of two steps are fields at large, which pair each with each by no one's word
_BAC_AND_ONE = 4  #: years after 3e: so far the levels of CS and BP are held sooner than their usual way takes
#: Kinds that after a CAP do not take the years that they take after 3e.
_AFTER_3E_ALONE = frozenset({"bac pro", "bac techno", "bac général", "bac"})
#: Kinds that fiches of jobs name by a field in words of their own.
_OF_FIELDS = frozenset({"licence", "licence pro", "master", "ingénieur", "mastère spécialisé"})
_FIELD_SCORE = 0.8  #: of a diploma that a field means, on its way to the job


class PlanResolver:
    """Leads the steps of study plans to formations of the record.

    Parameters
    ----------
    formations : iterable of Formation
        Those that can be entered.
    titles : TitleIndex
        Their titles.
    places : mapping of str to Place
        Where each stands: of several that words may mean, those that are held when the plan says are meant.
    """

    def __init__(self, formations: Collection[Formation], titles: TitleIndex, places: Mapping[str, Place]) -> None:
        self._names = StepNames(formations, titles)
        self._places = places
        self._doctorates = {d: f.id for f in formations if f.type == _DOCTORATE for d in f.domains}

    def resolved(self, job: Job, plans: Iterable[StudyPlan]) -> tuple[StudyPlan, ...]:
        """Return the plans of a job with the ids of their steps; those that are the same way stand once."""
        listed = frozenset(r.id for r in job.formations)
        out = [replace(p, steps=tuple(self._step(job, p, n, listed) for n in range(len(p.steps)))) for p in plans]
        return tuple(_distinct(self._with_listed(out, listed)))

    def _step(self, job: Job, plan: StudyPlan, n: int, listed: Collection[str]) -> PlanStep:
        step = plan.steps[n]
        if step.kind == _DOCTORATE:
            ids = tuple(sorted(self._doctorates[d] for d in job.domains if d in self._doctorates))
            return replace(step, ids=ids, scope=Scope.FIELD)
        if not step.name:
            ids = self._names.the_one(step.kind)
            return replace(step, ids=ids, scope=Scope.NAMED) if ids else step
        meant = self._names.find(step.kind, step.name, listed)
        ids = meant.ids
        if n == len(plan.steps) - 1 and plan.years is not None and plan.start in AFTER_3E:
            total = AFTER_3E[plan.start] + plan.years
            held = tuple(i for i in ids if self._places[i].exit in {total, None})
            ids = held or (ids if meant.scope is Scope.NAMED and step.kind not in LOOSE else ())
        return replace(step, ids=tuple(sorted(ids)), scope=meant.scope)

    def _with_listed(self, plans: list[StudyPlan], listed: Collection[str]) -> list[StudyPlan]:
        """Return the plans; a field of which no title tells means what the job's own list holds of that kind."""
        known = {s.kind for p in plans for s in p.steps[-1:] if s.ids}
        out = []
        for plan in plans:
            last = plan.steps[-1]
            if last.name and not last.ids and last.kind in _OF_FIELDS - known:
                ids = tuple(sorted(i for i in self._names.members(last.kind) if i in listed))
                out.append(replace(plan, steps=(*plan.steps[:-1], replace(last, ids=ids, scope=Scope.FIELD))))
            else:
                out.append(plan)
        return out


def _distinct(plans: Iterable[StudyPlan]) -> list[StudyPlan]:
    """Make one plan of those that lead the same way; what a longer one tells whole is left out."""
    out: list[StudyPlan] = []
    for plan in plans:
        for n, kept in enumerate(out):
            if _same(kept, plan):
                out[n] = join(kept, plan)
                break
        else:
            out.append(plan)
    out = [p for p in out if not any(_spells_out(q, p) for q in out)]
    ends = [p for p in out if len(p.steps) > 1]
    return [p for p in out if not (len(p.steps) == 1 and any(_tells(q, p) for q in ends))]


def _same(a: StudyPlan, b: StudyPlan) -> bool:
    if a.start != b.start or len(a.steps) != len(b.steps):
        return False
    if None not in (a.years, b.years) and a.years != b.years:
        return False
    return all(_alike(x, y) for x, y in zip(a.steps, b.steps, strict=True))


def _alike(x: PlanStep, y: PlanStep) -> bool:
    if x.kind != y.kind:
        return False
    if x.ids and y.ids:
        return set(x.ids) <= set(y.ids) or set(y.ids) <= set(x.ids)
    return not x.ids and not y.ids and x.name == y.name


def _spells_out(plan: StudyPlan, general: StudyPlan) -> bool:
    """Whether a plan names what another leaves open: « un BTS », and in the list « BTS électrotechnique »."""
    if plan.start != general.start or len(plan.steps) != 1 or len(general.steps) != 1:
        return False
    a, b = plan.steps[0], general.steps[0]
    return a.kind == b.kind and b.name is None and a.name is not None and plan.years == general.years


def _tells(longer: StudyPlan, plan: StudyPlan) -> bool:
    """Whether a longer plan ends with all that a plan of one step is, as soon or at no said time."""
    last, only = longer.steps[-1], plan.steps[0]
    same = set(only.ids) <= set(last.ids) if only.ids else only.kind == last.kind and only.name in {last.name, None}
    return same and longer.start == plan.start and (plan.years is None or plan.years == longer.years)


def doctorate_fields(jobs: Iterable[Job], plans: Mapping[str, Iterable[StudyPlan]]) -> set[str]:
    """Return the sub-domains of the jobs whose fiche asks for a doctorat, and whose level is that.

    Examples
    --------
    >>> from pathways.model import Appellation, Job, PlanStep
    >>> job = Job("MET.1", Appellation("géologue"), min_level="bac + 8", domains=("sciences/Terre",))
    >>> doctorate_fields([job], {"MET.1": [StudyPlan("MET.1", "bac", 8, (PlanStep("doctorat", None, Scope.ANY),))]})
    {'sciences/Terre'}
    """
    out: set[str] = set()
    for job in jobs:
        level = level_of_label(job.min_level)
        if level is not None and level.years >= _YEARS_OF_DOCTORATE:
            told = any(s.kind == _DOCTORATE for p in plans.get(job.id, ()) for s in p.steps)
            out.update(job.domains if told else ())
    return out


def links_of(job: Job, plans: Collection[StudyPlan], places: Mapping[str, Place]) -> Iterator[tuple[str, Claim]]:
    """Yield which diploma leads to a job by its study plans: the last of each.

    What the fiche tells with its years, or lists under a level, holds be it below the official minimum level of the
    job; what it says by the way does not.
    """
    level = level_of_label(job.min_level)
    least = level.years if level else 0
    for plan in plans:
        last = plan.steps[-1]
        named = last.scope is Scope.NAMED
        claim = Claim(
            0,
            word=Word.TARGET,
            basis=Basis.STATED if named else Basis.FIELD,
            scope=last.scope,
            score=1.0 if named else _FIELD_SCORE,
            conditions=plan.conditions,
            evidence=tuple(_said(job, plan)),
            release=_release(job),
        )
        by_level = plan.years is not None or any(name == SectionName.ACCES_METIER for name, _ in plan.spans)
        for id_ in last.ids:
            if by_level or (places[id_].exit or 0) >= least:
                yield id_, claim


def completions(job: Job, plans: Iterable[StudyPlan], places: Mapping[str, Place]) -> Iterator[tuple[str, str, Claim]]:
    """Yield which diploma completes which, by the study plans of a job: each of one step, each of the next.

    A step that is one of very many gives none, nor one that leads below what it completes, or far above it.
    """
    for plan in plans:
        for before, after in itertools.pairwise(plan.steps):
            if not before.ids or not after.ids or len(before.ids) * len(after.ids) > _MOST_PAIRS:
                continue
            for source, target in itertools.product(before.ids, after.ids):
                held, then = places[source].exit, places[target].exit
                years = after.years if after.years is not None else places[target].duration
                if after.kind in _AFTER_3E_ALONE and after.years is None:
                    continue
                if held is not None and then is not None and not held <= then <= max(held + years, _BAC_AND_ONE):
                    continue
                named = Scope.NAMED is before.scope is after.scope
                claim = Claim(
                    years,
                    word=Word.SOURCE,
                    basis=Basis.STATED if named else Basis.FIELD,
                    scope=Scope.NAMED if named else Scope.FIELD,
                    score=1.0 if named else _FIELD_SCORE,
                    conditions=plan.conditions,
                    evidence=tuple(_said(job, plan)),
                    release=_release(job),
                )
                yield source, target, claim


def _release(job: Job) -> str:
    return job.origins[0].release if job.origins else ""


def _said(job: Job, plan: StudyPlan) -> Iterator[EvidenceData]:
    """Yield where a fiche tells a plan."""
    texts = {s.name: s.text for s in job.sections}
    for name, x in plan.spans:
        yield statement(job.id, name, x.start, x.end, texts[name][x.start : x.end])


def plan_data(job: Job, plan: StudyPlan) -> PlanData:
    """Return a plan of a job as the graph's contract has it."""
    steps: list[Any] = [
        {"kind": s.kind, "name": s.name, "scope": s.scope.value, "ids": list(s.ids)} for s in plan.steps
    ]
    return {
        "start": plan.start,
        "years": plan.years,
        "usual": plan.usual,
        "conditions": list(plan.conditions),
        "steps": steps,
        "evidence": list(_said(job, plan)),
    }


def job_rows(records: Records, lexicon: Lexicon, known: Iterable[Formation] = ()) -> Iterator[dict[str, Any]]:
    """Yield for each job that tells of studies a row of plain values: its id, its title, its routes.

    Where the records hold no formation, steps are looked for among those `known`.
    """
    formations = [f for f in records.formations if not f.withdrawn] or list(known)
    lexicon = lexicon if records.formations else build_lexicon(formations)
    titles = TitleIndex(formations)
    plans = PlanResolver(formations, titles, {f.id: place_of(f) for f in formations})
    for job in records.jobs:
        if not any(studies_of(job)):
            continue
        told = plans.resolved(job, read_plans(job, lexicon))
        yield {"job": job.id, "title": job.name.label, "routes": [plan_data(job, p) for p in told]}
