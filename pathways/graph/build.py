"""The graph of a record: nodes, and edges from every statement, from fields and from the study scheme."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

import networkx as nx

from pathways.graph.bridge_ways import add_years_under_way, draw_bridges, open_downward
from pathways.graph.contests import contest_of, entrances, sentence_plan
from pathways.graph.doors import Doors, domains_of
from pathways.graph.draft import Claim, Draft, Word
from pathways.graph.entries import Entries
from pathways.graph.fields import FieldIndex
from pathways.graph.figures import diploma_figures, mark_figures
from pathways.graph.ladder import add_classes, class_of, missing_formations
from pathways.graph.likeness import JobNames
from pathways.graph.mentions import TitleIndex
from pathways.graph.nodes import door_node, formation_node, job_index, job_node, jobs_by_formation, unlisted_jobs
from pathways.graph.official import keep_to_official_level
from pathways.graph.places import place_of
from pathways.graph.plans import PlanResolver, completions, doctorate_fields, links_of, plan_data
from pathways.graph.quoting import quote_links
from pathways.graph.resolve import Resolver
from pathways.graph.rome import rome_facts
from pathways.graph.usual_ways import mark_usual
from pathways.model import Basis, Condition, EdgeKind, Scope
from pathways.prose import build_lexicon, read_links, read_plans
from pathways.sources.records import open_formations, release_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable, Mapping

    from pathways.contract import NodeData, PlanData
    from pathways.graph.nodes import JobLink
    from pathways.graph.places import Place
    from pathways.model import Formation, Job, Link, StudyPlan
    from pathways.sources import Records

__all__ = ["FORMAT", "build_graph"]

#: Types that prepare for a contest, or that follow it: they are not what it asks for.
_PREPARATION = "préparation aux concours"
_AFTER_CONTEST = frozenset({_PREPARATION, "fonctionnaires", "DU"})
FORMAT = 1  #: version of the graph's contract


def build_graph(records: Records, *, links: Iterable[Link] | None = None) -> nx.MultiDiGraph[Any]:
    """Build the graph of a record.

    Parameters
    ----------
    records : Records
        What `pathways.sources.read_sources` returned.
    links : iterable of Link, optional
        Statements of the fiches; read from their prose where not given.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes and edges as the contract has them (docs/graph.md).  `graph.graph` holds `format`,
        `release`, and `unresolved`: mentions that lead to no node, with the reason and how often.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> from pathways.sources import Records
    >>> cap = Formation("FOR.1", "CAP cuisine", "CAP", certification=3, duration_years=2)
    >>> g = build_graph(Records((cap,), (), ()), links=())
    >>> [(u, v, d["years"], d["basis"]) for u, v, d in g.edges(data=True) if (u, v) == ("classe:3e", "FOR.1")]
    [('classe:3e', 'FOR.1', 2, 'scheme')]
    """
    lexicon = build_lexicon(records.formations)
    if links is None:
        links = [link for f in records.formations for link in read_links(f, lexicon)]
    by_fiche: dict[str, list[Link]] = defaultdict(list)
    for link in quote_links(links, records.formations):
        by_fiche[link.fiche].append(link)
    classes = {f.id: node for f in records.formations if (node := class_of(f))}
    formations = [f for f in records.formations if f.id not in classes]
    told = {j.id: read_plans(j, lexicon) for j in records.jobs}
    formations += missing_formations(formations, doctorate_fields(records.jobs, told))
    formations.sort(key=lambda f: f.id)
    places = {f.id: place_of(f) for f in formations}
    release = release_of(records)
    current = open_formations(formations, release)
    titles = TitleIndex(formations, current=current)
    jobs = sorted((*records.jobs, *unlisted_jobs(formations, records.jobs)), key=lambda j: j.id)
    job_links = jobs_by_formation(formations, jobs, job_index(jobs), titles)
    resolver_of_plans = PlanResolver([f for f in formations if f.id in current], titles, places)
    plans = {j.id: resolver_of_plans.resolved(j, told[j.id]) for j in records.jobs}
    planned = [(j.id, *link) for j in records.jobs for link in links_of(j, plans[j.id], places)]
    fields = FieldIndex(formations, _jobs_of(job_links, planned))
    doors = Doors(formations, places)
    resolver = Resolver([f for f in formations if f.id in current], places, fields, titles, doors)
    draft = Draft()
    nodes: dict[str, NodeData] = {f.id: formation_node(f, places[f.id]) for f in formations}
    nodes |= {j.id: job_node(j, _plans_of(j, plans.get(j.id, ()))) for j in jobs}
    figures = diploma_figures(formations, records.open_data, current) | rome_facts(jobs, records.open_data)
    for id_, facts in figures.items():
        nodes[id_] = cast("NodeData", {**nodes[id_], **facts})
    add_classes(draft, nodes, formations, [f for f in records.formations if f.id in classes])
    entries = Entries(
        draft,
        nodes,
        places,
        doors=doors,
        fields=fields,
        resolver=resolver,
        current=current,
    )
    for f in formations:
        entries.second_pro(f, by_fiche.get(f.id, ()))
    for f in formations:
        entries.links(f, by_fiche.get(f.id, ()))
        entries.continuations(f)
    for source, target, claim in (c for j in records.jobs for c in completions(j, plans[j.id], places)):
        draft.add(source, target, EdgeKind.CONTINUATION, claim)
    entries.cover()
    for f in formations:
        entries.scheme(f)
    names, titled = JobNames(jobs), {f.id: f.title for f in formations}
    for job in job_links:
        score = names.score(titled[job.formation], job.job)
        claim = Claim(0, word=Word.TARGET, score=score, evidence=(job.evidence,), release=job.release)
        draft.add(job.formation, job.job, EdgeKind.JOB, claim)
    for to, id_, claim in planned:
        draft.add(id_, to, EdgeKind.JOB, claim)
    living = [f for f in formations if f.id in current]
    add_years_under_way(draft, nodes, living)
    draw_bridges(draft, nodes, living, jobs, places, doors=doors, titles=titles)
    mark_usual(draft, nodes, doors, current)
    _add_entrances(draft, jobs, {f.id: f for f in formations}, places, doors)
    keep_to_official_level(draft, jobs, places)
    open_downward(draft, doors)
    _add_doors(draft, nodes, doors)
    mark_figures(draft, nodes, current)
    return _graph(draft, nodes, release, entries.unresolved)


def _plans_of(job: Job, plans: Iterable[StudyPlan]) -> list[PlanData]:
    """Return the plans of a job, where there is none the sentence that tells how one gets in."""
    alone = sentence_plan(job)
    return [plan_data(job, p) for p in plans] or ([alone] if alone else [])


def _jobs_of(job_links: Iterable[JobLink], planned: Iterable[tuple[str, str, Claim]]) -> Mapping[str, set[str]]:
    jobs: dict[str, set[str]] = defaultdict(set)
    for link in job_links:
        jobs[link.formation].add(link.job)
    for job, id_, claim in planned:
        if claim.scope is Scope.NAMED:
            jobs[id_].add(job)
    return jobs


def _add_entrances(
    draft: Draft,
    jobs: Collection[Job],
    formations: Mapping[str, Formation],
    places: Mapping[str, Place],
    doors: Doors,
) -> None:
    """Add how jobs are entered to which no diploma of their level leads; a contest is asked for on every way in."""
    ways = [(u, v) for u, v, key in draft.edges if key == EdgeKind.JOB and u in formations]
    led: dict[str, float] = {}
    for u, v in ways:
        if formations[u].type not in _AFTER_CONTEST:
            led[v] = min(led.get(v, float("inf")), places[u].exit or 0.0)
    prepared = {
        v: e for u, v in ways if formations[u].type == _PREPARATION for e in draft.edges[u, v, "job"].evidence.values()
    }
    for way in entrances(jobs, led, prepared):
        parts = [doors.within(way.door, d) for d in domains_of(way.job)]
        for door in parts if way.field else (*parts, way.door):
            if door.startswith("classe:") or doors.members.get(door):
                draft.add(door, way.job.id, EdgeKind.JOB, way.claim)
    asked = {
        j.id: Claim(0, conditions=(Condition.CONCOURS.value,), evidence=(said,))
        for j in jobs
        if (said := contest_of(j))
    }
    for (_, v, _), edge in draft.edges.items():
        if v in asked:
            edge.ask(asked[v])


def _add_doors(draft: Draft, nodes: dict[str, NodeData], doors: Doors) -> None:
    """Add the doors that some way leaves from, and who is inside."""
    used = sorted({u for u, _, _ in draft.edges if u.startswith(("type:", "niveau:"))})
    for door in used:
        nodes[door] = door_node(doors.attributes(door))
        for member in doors.members.get(door, ()):
            score = doors.hold(member, door)
            inside = Claim(0, word=Word.SCHEME, basis=Basis.SCHEME, scope=Scope.ANY, score=score)
            draft.add(member, door, EdgeKind.HOLDS, inside)


def _graph(
    draft: Draft,
    nodes: Mapping[str, NodeData],
    release: str,
    unresolved: Counter[tuple[str, str, str, str]],
) -> nx.MultiDiGraph[Any]:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph(
        format=FORMAT,
        release=release,
        unresolved=[
            {"direction": d, "kind": k, "name": n, "reason": r, "count": c}
            for (d, k, n, r), c in sorted(unresolved.items(), key=lambda x: (-x[1], x[0]))
        ],
    )
    for id_ in sorted(nodes):
        graph.add_node(id_, **nodes[id_])
    draft.fold_apprentices()
    for u, v, key in sorted(draft.edges):
        graph.add_edge(u, v, key, **draft.edges[u, v, key].attributes())
    return graph
