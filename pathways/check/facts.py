"""Facts that cannot both be right: levels, durations, codes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pathways.check.findings import FicheRef, Finding, FindingKind
from pathways.model import Direction, EdgeKind, Evidence
from pathways.scheme import TYPES, level_of_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from pathways.model import Formation, Link
    from pathways.sources import Records

__all__ = ["check_facts", "ref_of"]

_TYPE_LEVEL = {t.id: t.level for t in TYPES if t.level is not None}
#: Fields whose change from one source to the next is a contradiction, and the kind of finding it is.
_FIELDS = {
    "duration": FindingKind.DURATION,
    "duration_years": FindingKind.DURATION,
    "certification": FindingKind.LEVEL,
    "exit_level": FindingKind.LEVEL,
    "min_level": FindingKind.LEVEL,
}


def check_facts(records: Records, links: Iterable[Link], graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield what facts of the records contradict each other."""
    yield from _levels(records.formations)
    yield from _durations(records.formations, links)
    yield from _sources(records)
    yield from _job_levels(records, graph)
    yield from _codes(records.formations)


def ref_of(graph: nx.MultiDiGraph[Any], node: str) -> FicheRef:
    """Return a node of the graph as a fiche."""
    data = graph.nodes[node]
    return FicheRef(node, data["label"], data.get("url", ""))


def _ref(f: Formation) -> FicheRef:
    return FicheRef(f.id, f.title, f.url)


def _levels(formations: Iterable[Formation]) -> Iterator[Finding]:
    """Yield certification against the type's level, and against the exit level as written."""
    for f in formations:
        if f.certification is None:
            continue
        usual = _TYPE_LEVEL.get(f.type)
        if usual is not None and usual != f.certification:
            facts = (("level", str(f.certification)), ("type", f.type), ("usual", str(usual)))
            yield Finding(FindingKind.LEVEL, "type", (_ref(f),), facts, weight=abs(usual - f.certification))
        stated = level_of_label(f.exit_level)
        if stated is not None and stated.certification and stated.certification != f.certification:
            facts = (("level", str(f.certification)), ("exit", f.exit_level))
            yield Finding(
                FindingKind.LEVEL, "exit", (_ref(f),), facts, weight=abs(stated.certification - f.certification)
            )


def _durations(formations: Iterable[Formation], links: Iterable[Link]) -> Iterator[Finding]:
    """Yield « se prépare en N ans après la 3e » against the field « Durée »."""
    said = [x for x in links if x.direction is Direction.FROM and x.kind == "3e" and x.years]
    by_id = {f.id: f for f in formations}
    for link in said:
        f = by_id.get(link.fiche)
        if f is not None and f.duration_years and link.years != f.duration_years:
            facts = (("years", f"{link.years:g}"), ("duration", f.duration or f"{f.duration_years:g} ans"))
            evidence = Evidence(link.fiche, link.section, link.span.start, link.span.end, link.evidence)
            yield Finding(FindingKind.DURATION, "prose", (_ref(f),), facts, (evidence,))


def _sources(records: Records) -> Iterator[Finding]:
    """Yield levels and durations that two sources tell differently."""
    named = {f.id: _ref(f) for f in records.formations}
    named |= {j.id: FicheRef(j.id, j.name.label, j.url) for j in records.jobs}
    for c in records.conflicts:
        if (kind := _FIELDS.get(c.field)) is not None and c.id in named:
            facts = (("kept", c.kept), ("lost", c.lost))
            yield Finding(kind, "sources", (named[c.id],), facts, weight=0.5)


def _job_levels(records: Records, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield jobs whose minimum level is not that of the lowest formation which leads to them."""
    for job in records.jobs:
        level = level_of_label(job.min_level)
        if level is None or job.id not in graph:
            continue
        held = {
            u: graph.nodes[u]["after_3e"]
            for u, _, kind in graph.in_edges(job.id, data="kind")
            if kind == EdgeKind.JOB and graph.nodes[u].get("after_3e") is not None
        }
        if not held or min(held.values()) == level.years:
            continue
        least = min(held.values())
        if least < level.years:
            concerned = sorted(u for u, years in held.items() if years < level.years)
            variant = "below"
        else:
            concerned = sorted(u for u, years in held.items() if years == least)
            variant = "above"
        facts = (("level", job.min_level), ("count", str(len(concerned))))
        fiches = (FicheRef(job.id, job.name.label, job.url), *(ref_of(graph, u) for u in concerned))
        yield Finding(FindingKind.JOB_LEVEL, variant, fiches, facts, weight=abs(least - level.years))


def _codes(formations: Iterable[Formation]) -> Iterator[Finding]:
    """Yield codes scolarité that several formations carry."""
    by_code: dict[str, list[Formation]] = defaultdict(list)
    for f in formations:
        if f.code_scolarite:
            by_code[f.code_scolarite].append(f)
    for code, same in sorted(by_code.items()):
        if len(same) > 1:
            facts = (("code", code), ("count", str(len(same))))
            yield Finding(FindingKind.CODE, "shared", tuple(_ref(f) for f in same), facts, weight=len(same))
