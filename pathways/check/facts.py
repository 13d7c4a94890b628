"""Facts that cannot both be right: levels, durations, codes."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pathways.check.findings import FicheRef, Finding, FindingKind
from pathways.model import Direction, EdgeKind
from pathways.scheme import TYPES, level_of_label
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from pathways.check.statements import Statements
    from pathways.model import Formation
    from pathways.sources import Records

__all__ = ["check_facts", "ref_of"]

#: Types whose level the law sets; others (CS, TP, DE, titles of schools) have several.
#: Source: Code de l'éducation, livre III, titre III, and art. D. 612-1 and following; décret n° 2019-14 (levels).
_SET_BY_LAW = frozenset(
    {"CAP", "CAPa", "bac pro", "bac général", "bac techno", "BP", "BMA", "BTS", "BTSA", "DEUST", "BUT"}
    | {"licence", "licence pro", "master", "ingénieur", "doctorat"}
)
_TYPE_LEVEL = {t.id: t.level for t in TYPES if t.id in _SET_BY_LAW}
#: Types whose fiches tell the last class alone, as one year.
_LAST_CLASS = frozenset({"bac général", "bac techno"})
#: Words that part one diploma into options.
_OPTION = re.compile(r"\b(?:option|mention|parcours|specialite|enseignement specifique)\b.*")
#: Fields whose change from one source to the next is a contradiction, and the kind of finding it is.
_FIELDS = {
    "duration": FindingKind.DURATION,
    "duration_years": FindingKind.DURATION,
    "certification": FindingKind.LEVEL,
    "exit_level": FindingKind.LEVEL,
    "min_level": FindingKind.LEVEL,
}


def check_facts(records: Records, statements: Statements, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield what facts of the records contradict each other."""
    yield from _levels(records.formations)
    yield from _durations(records.formations, statements)
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
            said = (("level", str(f.certification)), ("exit", f.exit_level))
            weight = abs(stated.certification - f.certification)
            yield Finding(FindingKind.LEVEL, "exit", (_ref(f),), said, weight=weight)


def _durations(formations: Iterable[Formation], statements: Statements) -> Iterator[Finding]:
    """Yield « se prépare en N ans après la 3e » against the field « Durée »."""
    for f in formations:
        if f.type in _LAST_CLASS or not f.duration_years:
            continue
        for link in statements.of(f.id, Direction.FROM):
            if link.kind == "3e" and link.years and link.years != f.duration_years:
                facts = (("years", f"{link.years:g}"), ("duration", f.duration or f"{f.duration_years:g} ans"))
                yield Finding(FindingKind.DURATION, "prose", (_ref(f),), facts, statements.cite([link]))


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
            for u, _, data in graph.in_edges(job.id, data=True)
            if data["kind"] == EdgeKind.JOB and graph.nodes[u].get("after_3e") is not None
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
    """Yield codes scolarité that several formations carry: different diplomas first, then options of one."""
    by_code: dict[str, list[Formation]] = defaultdict(list)
    for f in formations:
        if f.code_scolarite:
            by_code[f.code_scolarite].append(f)
    for code, same in sorted(by_code.items()):
        if len(same) > 1:
            facts = (("code", code), ("count", str(len(same))))
            one = len({_OPTION.sub("", fold(f.title)).strip() for f in same}) == 1
            variant, weight = ("options", 0.1) if one else ("shared", 1 / len(same))
            yield Finding(FindingKind.CODE, variant, tuple(_ref(f) for f in same), facts, weight=weight)
