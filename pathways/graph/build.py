"""The graph of a record: nodes, and edges from every statement, from fields and from the study scheme."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import networkx as nx

from pathways.graph.doors import Doors
from pathways.graph.draft import Draft, Word, statement
from pathways.graph.entries import add_links, add_scheme, add_second_pro
from pathways.graph.fields import FieldIndex
from pathways.graph.ladder import add_classes, class_of
from pathways.graph.mentions import TitleIndex
from pathways.graph.nodes import door_node, formation_node, job_index, job_node, jobs_by_formation
from pathways.graph.places import place_of
from pathways.graph.resolve import Resolver
from pathways.model import Basis, EdgeKind, Scope, SectionName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.graph.nodes import JobLink
    from pathways.model import Formation, Link
    from pathways.sources import Records

__all__ = ["FORMAT", "build_graph"]

FORMAT = 1  #: version of the graph's contract


def build_graph(records: Records, *, links: Iterable[Link] | None = None) -> nx.MultiDiGraph:
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
        Nodes and edges as the contract has them (CONTRIBUTING.md).  `graph.graph` holds `format`,
        `release`, and `unresolved`: mentions that lead to no node, with the reason and how often.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> from pathways.sources import Records
    >>> cap = Formation("FOR.1", "CAP cuisine", "CAP", certification=3, duration_years=2)
    >>> g = build_graph(Records((cap,), (), ()), links=())
    >>> [(u, v, d["years"], d["basis"]) for u, v, d in g.edges(data=True) if v == "FOR.1"]
    [('classe:3e', 'FOR.1', 2, 'scheme')]
    """
    if links is None:
        links = _read_links(records.formations)
    by_fiche: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_fiche[link.fiche].append(link)
    classes = {f.id: node for f in records.formations if (node := class_of(f))}
    formations = [f for f in sorted(records.formations, key=lambda f: f.id) if f.id not in classes]
    places = {f.id: place_of(f) for f in formations}
    titles = TitleIndex(formations)
    job_links = jobs_by_formation(formations, records.jobs, job_index(records.jobs), titles)
    fields = FieldIndex(formations, _jobs_of(job_links))
    doors = Doors(formations, places)
    resolver = Resolver(formations, places, fields, titles, doors)
    draft = Draft()
    unresolved: Counter[tuple[str, str, str, str]] = Counter()
    nodes: dict[str, dict[str, Any]] = {f.id: formation_node(f, places[f.id]) for f in formations}
    nodes |= {j.id: job_node(j) for j in sorted(records.jobs, key=lambda j: j.id)}
    add_classes(draft, nodes, formations, [f for f in records.formations if f.id in classes])
    for f in formations:
        own = by_fiche.get(f.id, [])
        add_second_pro(draft, nodes, f, own, places[f.id])
        add_links(draft, f, own, resolver, places, doors, nodes, unresolved)
        _add_continuations(draft, f, titles, places, unresolved)
    for f in formations:
        add_scheme(draft, f, places[f.id], doors, fields, places, nodes)
    for job in job_links:
        draft.add(
            job.formation, job.job, EdgeKind.JOB, 0, word=Word.TARGET, evidence=job.evidence, release=job.release
        )
    _add_doors(draft, nodes, doors)
    return _graph(draft, nodes, records, unresolved)


def _read_links(formations: tuple[Formation, ...]) -> list[Link]:
    from pathways.prose import build_lexicon, read_links  # noqa: PLC0415 - only a build from prose needs the parser

    lexicon = build_lexicon(formations)
    return [link for f in formations for link in read_links(f, lexicon)]


def _jobs_of(job_links: Iterable[JobLink]) -> Mapping[str, set[str]]:
    jobs: dict[str, set[str]] = defaultdict(set)
    for link in job_links:
        jobs[link.formation].add(link.job)
    return jobs


def _add_continuations(
    draft: Draft, f: Formation, titles: TitleIndex, places: Mapping[str, Any], unresolved: Counter[tuple[str, str, str, str]]
) -> None:
    """Add the structured « poursuites d'études » of the official XML."""
    section = f.section(SectionName.POURSUITES_ETUDES)
    for ref in f.continuations:
        ids = (ref.id,) if ref.id in places else titles.mention(ref.label)
        if not ids:
            unresolved["to", "", ref.label, "inconnu du répertoire"] += 1
        at = section.text.find(ref.label) if section else -1
        said = statement(
            f.id, SectionName.POURSUITES_ETUDES, max(at, 0), max(at, 0) + (len(ref.label) if at >= 0 else 0), ref.label
        )
        for target in ids:
            years = places[target].years_from(places[f.id].exit)
            draft.add(
                f.id,
                target,
                EdgeKind.CONTINUATION,
                years,
                basis=Basis.STATED,
                scope=Scope.NAMED,
                evidence=said,
                release=f.origins[0].release if f.origins else "",
            )


def _add_doors(draft: Draft, nodes: dict[str, dict[str, Any]], doors: Doors) -> None:
    """Add the doors that some way leaves from, and who is inside."""
    used = sorted({u for u, _, _ in draft.edges if u.startswith(("type:", "niveau:"))})
    for door in used:
        nodes[door] = door_node(doors.attributes(door))
        for member in doors.members.get(door, ()):
            draft.add(member, door, EdgeKind.HOLDS, 0, basis=Basis.SCHEME, scope=Scope.ANY, word=Word.SCHEME)


def _graph(
    draft: Draft,
    nodes: Mapping[str, dict[str, Any]],
    records: Records,
    unresolved: Counter[tuple[str, str, str, str]],
) -> nx.MultiDiGraph:
    releases = {o.release for r in (*records.formations, *records.jobs) for o in r.origins[:1] if o.release}
    graph = nx.MultiDiGraph(
        format=FORMAT,
        release=max(releases, default=""),
        unresolved=[
            {"direction": d, "kind": k, "name": n, "reason": r, "count": c}
            for (d, k, n, r), c in sorted(unresolved.items(), key=lambda x: (-x[1], x[0]))
        ],
    )
    for id_ in sorted(nodes):
        graph.add_node(id_, **nodes[id_])
    for u, v, key in sorted(draft.edges):
        graph.add_edge(u, v, key, **draft.edges[u, v, key].attributes())
    return graph
