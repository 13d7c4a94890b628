"""Study plans on job nodes: what the fiche of a job tells, its steps resolved to formations of the record."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pathways.graph.draft import Claim, Word, statement
from pathways.graph.fields import roots
from pathways.graph.mentions import TitleIndex, types_of_kind
from pathways.model import Basis, EdgeKind, Scope
from pathways.prose.plans import join, read_plans
from pathways.prose.plans_headings import studies_of
from pathways.scheme import level_of_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pathways.contract import NodeData, PlanData
    from pathways.graph.draft import Draft
    from pathways.graph.places import Place
    from pathways.model import Formation, Job, PlanStep, StudyPlan
    from pathways.prose import Lexicon
    from pathways.sources import Records

__all__ = ["PlanResolver", "add_plans", "job_rows", "plan_data"]

_MOST = 12  #: formations of a field at most
_COVERED = 0.99  #: share of the words of a field that a title holds
_LEAST = 0.5  #: the same, where the job's own list names the formation
#: Types in which the record holds what fiches of jobs call by a wider word.
_TYPES = {
    "école d'art": ("DNA", "DNSEP", "DN MADE", "école spécialisée"),
    "école vétérinaire": ("santé", "école spécialisée"),
    "grande école": ("ingénieur", "école de commerce", "IEP"),
    "autre": ("école spécialisée", "DU", "TP", "DE", "santé", "animation et sport", "MSc"),
}
_FIELD_SCORE = 0.8  #: of a diploma that a field means, on its way to the job
_SMALL = frozenset({"specialisation", "specialise", "secteur", "domaine", "parcour", "mention", "option", "science"})


class PlanResolver:
    """Leads the steps of study plans to formations: by title, by the job's own list, by the words of a field."""

    def __init__(self, formations: Iterable[Formation], titles: TitleIndex) -> None:
        self._by_type: dict[str, list[str]] = {}
        self._title: dict[str, frozenset[str]] = {}
        for f in formations:
            self._by_type.setdefault(f.type, []).append(f.id)
            self._title[f.id] = frozenset(roots(f.title))
        self._titles = titles
        self._idf = Counter(w for ws in self._title.values() for w in ws)

    def resolved(self, job: Job, plans: Iterable[StudyPlan]) -> tuple[StudyPlan, ...]:
        """Return the plans of a job with the ids of their steps; those that are the same way stand once."""
        listed = frozenset(r.id for r in job.formations)
        out: list[StudyPlan] = []
        for plan in plans:
            steps = tuple(self._step(s, listed) for s in plan.steps)
            out.append(replace(plan, steps=steps))
        return tuple(_distinct(out))

    def _step(self, step: PlanStep, listed: Collection[str]) -> PlanStep:
        if not step.name:
            return step
        ids, scope = self.find(step.kind, step.name, listed)
        return replace(step, ids=tuple(sorted(ids)), scope=scope)

    def find(self, kind: str, name: str, listed: Collection[str]) -> tuple[tuple[str, ...], Scope]:
        """Return the formations of a kind that a name means, and whether it names one or says a field."""
        types = _TYPES.get(kind) or types_of_kind(kind)
        members = [i for t in types for i in self._by_type.get(t, ())]
        found = self._titles.find(types, name) if types and kind != "ingénieur" else None
        if found and found.ids:
            ids = [i for i in found.ids if i in self._title]
            own = [i for i in ids if i in listed]
            return tuple(own or ids), Scope.NAMED
        asked = frozenset(roots(name)) - _SMALL
        covered = {i: self._covered(asked, i) for i in members}
        whole = [i for i in members if covered[i] >= _COVERED]
        own = [i for i in whole if i in listed]
        if whole:
            rest = [i for i in whole if i not in listed]
            return tuple((own + rest)[:_MOST]), Scope.FIELD
        near = [i for i in members if i in listed and covered[i] >= _LEAST]
        if near:
            best = max(covered[i] for i in near)
            return tuple(i for i in near if covered[i] >= best), Scope.FIELD
        return (), Scope.FIELD

    def _covered(self, asked: Collection[str], id_: str) -> float:
        total = sum(1 / (1 + self._idf[w]) for w in asked)
        if not total:
            return 0.0
        return sum(1 / (1 + self._idf[w]) for w in asked if w in self._title[id_]) / total


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
    return [p for p in out if not (len(p.steps) == 1 and p.years is None and any(_tells(q, p) for q in ends))]


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
    last = longer.steps[-1]
    return bool(plan.steps[0].ids) and set(plan.steps[0].ids) <= set(last.ids)


def add_plans(
    draft: Draft, nodes: Mapping[str, NodeData], job: Job, plans: Collection[StudyPlan], places: Mapping[str, Place]
) -> None:
    """Put the plans of a job onto its node, and draw which diploma leads to the job: the last of each plan.

    What stands below the official minimum level of the job gives no edge.
    """
    level = level_of_label(job.min_level)
    least = level.years if level else 0
    texts = {s.name: s.text for s in job.sections}
    release = job.origins[0].release if job.origins else ""
    data = [plan_data(p, texts) for p in plans]
    if data:
        nodes[job.id]["plans"] = data
    for plan, told in zip(plans, data, strict=True):
        named = plan.steps[-1].scope is Scope.NAMED
        claim = Claim(
            0,
            word=Word.TARGET,
            basis=Basis.STATED if named else Basis.FIELD,
            scope=plan.steps[-1].scope,
            score=1.0 if named else _FIELD_SCORE,
            conditions=plan.conditions,
            evidence=tuple(told["evidence"]),
            release=release,
        )
        for id_ in plan.steps[-1].ids:
            if (places[id_].exit or 0) >= least:
                draft.add(id_, job.id, EdgeKind.JOB, claim)


def plan_data(plan: StudyPlan, texts: Mapping[str, str]) -> PlanData:
    """Return a plan as the graph's contract has it."""
    steps: list[Any] = [
        {"kind": s.kind, "name": s.name, "scope": s.scope.value, "ids": list(s.ids)} for s in plan.steps
    ]
    return {
        "start": plan.start,
        "years": plan.years,
        "usual": plan.usual,
        "conditions": list(plan.conditions),
        "steps": steps,
        "evidence": [statement(plan.job, name, x.start, x.end, texts[name][x.start : x.end]) for name, x in plan.spans],
    }


def job_rows(records: Records, lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    """Yield for each job that tells of studies a row of plain values: its id, its title, its routes."""
    formations = [f for f in records.formations if not f.withdrawn]
    titles = TitleIndex(formations)
    plans = PlanResolver(formations, titles)
    for job in records.jobs:
        if not any(studies_of(job)):
            continue
        texts = {s.name: s.text for s in job.sections}
        told = plans.resolved(job, read_plans(job, lexicon))
        yield {"job": job.id, "title": job.name.label, "routes": [plan_data(p, texts) for p in told]}
