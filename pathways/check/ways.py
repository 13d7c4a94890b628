"""Ways that are told by one end alone, lead to what is not there, or are missing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pathways.check.facts import ref_of
from pathways.check.findings import FicheRef, Finding, FindingKind
from pathways.graph.mentions import types_of_kind
from pathways.model import Basis, Direction, EdgeKind, Evidence, NodeKind, Scope, SectionName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from pathways.model import Link
    from pathways.sources import Records

__all__ = ["check_ways"]

#: Most places that one finding cites; the others are counted.
_MOST_CITED = 12
_YEAR = 4
#: Mentions that are no diploma: nothing of the record is missing.
_NO_DIPLOMA = frozenset({"concours", "expérience", "autre"})


def check_ways(records: Records, links: Iterable[Link], graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield what is wrong in the ways from one formation to the next, and to jobs."""
    by_fiche: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_fiche[link.fiche].append(link)
    yield from _closed(graph)
    yield from _lists(records, by_fiche, graph)
    yield from _one_sided(by_fiche, graph)
    yield from _unresolved(by_fiche, graph)
    yield from _isolated(graph)


def _evidence(item: Mapping[str, Any]) -> Evidence:
    return Evidence(item["fiche"], item["section"], item["start"], item["end"], item.get("text"), item.get("url", ""))


def _cited(link: Link) -> Evidence:
    return Evidence(link.fiche, link.section, link.span.start, link.span.end, link.evidence)


def _closed(graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield diplomas whose last session is past, and the other fiches that still lead there or build on them."""
    year = str(graph.graph.get("release", ""))[:_YEAR]
    if not year.isdigit():
        return
    for node, last in sorted(graph.nodes(data="closed")):
        if not last or last >= int(year):
            continue
        said: dict[str, Evidence] = {}
        edges = [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]
        for _, _, data in edges:
            if data["basis"] == Basis.STATED and data["scope"] == Scope.NAMED:
                for item in data["evidence"]:
                    if item["fiche"] != node and item["fiche"] in graph:
                        said.setdefault(item["fiche"], _evidence(item))
        if said:
            fiches = tuple(ref_of(graph, n) for n in (node, *sorted(said)))
            facts = (("year", str(last)), ("count", str(len(said))))
            cited = tuple(said[n] for n in sorted(said))[:_MOST_CITED]
            yield Finding(FindingKind.CLOSED, "recommended", fiches, facts, cited, weight=len(said))


def _lists(records: Records, by_fiche: Mapping[str, list[Link]], graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield formations whose prose on continuations and whose structured list name different diplomas."""
    for f in records.formations:
        onward = [x for x in by_fiche.get(f.id, ()) if x.direction is Direction.TO]
        if not f.continuations or not onward or f.id not in graph:
            continue
        prose: dict[str, Evidence] = {}
        listed: dict[str, Evidence] = {}
        for _, v, data in graph.out_edges(f.id, data=True):
            if data["kind"] != EdgeKind.CONTINUATION or data["scope"] != Scope.NAMED:
                continue
            for item in data["evidence"]:
                if item["fiche"] == f.id and item["section"] == SectionName.POURSUITE:
                    prose.setdefault(v, _evidence(item))
                elif item["fiche"] == f.id and item["section"] == SectionName.POURSUITES_ETUDES:
                    listed.setdefault(v, _evidence(item))
        types = {t for x in onward for t in types_of_kind(x.kind)}
        unlisted = sorted(set(prose) - set(listed))
        untold = sorted(v for v in set(listed) - set(prose) if graph.nodes[v]["type"] not in types)
        for variant, nodes, where in (("unlisted", unlisted, prose), ("untold", untold, listed)):
            if nodes:
                fiches = tuple(ref_of(graph, n) for n in (f.id, *nodes))
                cited = tuple(where[n] for n in nodes)[:_MOST_CITED]
                facts = (("count", str(len(nodes))),)
                yield Finding(FindingKind.LIST, variant, fiches, facts, cited, weight=len(nodes))


def _one_sided(by_fiche: Mapping[str, list[Link]], graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield continuations that one fiche names, while the other tells of such ways and leaves this one out."""
    for u, v, data in sorted(graph.edges(data=True), key=lambda e: e[:2]):
        if data["kind"] != EdgeKind.CONTINUATION or data["basis"] != Basis.STATED or data["scope"] != Scope.NAMED:
            continue
        said = {item["fiche"]: item for item in reversed(data["evidence"])}
        if u in said and v not in said and _tells(by_fiche, v, Direction.FROM) and not _let_in(graph, u, v, by_fiche):
            teller, other, variant = u, v, "entry"
        elif v in said and u not in said and _tells(by_fiche, u, Direction.TO) and not _goes_to(graph, u, v, by_fiche):
            teller, other, variant = v, u, "continuation"
        else:
            continue
        fiches = (ref_of(graph, other), ref_of(graph, teller))
        told = tuple(_cited(x) for x in by_fiche[other] if x.direction is _DIRECTION[variant])[:_MOST_CITED]
        yield Finding(FindingKind.ONE_SIDED, variant, fiches, evidence=(_evidence(said[teller]), *told))


_DIRECTION = {"entry": Direction.FROM, "continuation": Direction.TO}


def _tells(by_fiche: Mapping[str, list[Link]], fiche: str, direction: Direction) -> bool:
    """Return whether a fiche tells of diplomas on that side at all."""
    return any(x.direction is direction and x.kind not in {"3e", "2de pro"} for x in by_fiche.get(fiche, ()))


def _let_in(graph: nx.MultiDiGraph[Any], u: str, v: str, by_fiche: Mapping[str, list[Link]]) -> bool:
    """Return whether what the fiche of `v` says of who may enter covers `u`, by type, level or a door."""
    doors = {d for _, d, kind in graph.out_edges(u, data="kind") if kind == EdgeKind.HOLDS}
    if any(graph.has_edge(d, v) for d in doors):
        return True
    type_ = graph.nodes[u]["type"]
    return any(x.direction is Direction.FROM and type_ in types_of_kind(x.kind) and _wide(x) for x in by_fiche[v])


def _goes_to(graph: nx.MultiDiGraph[Any], u: str, v: str, by_fiche: Mapping[str, list[Link]]) -> bool:
    """Return whether what the fiche of `u` says of what may follow covers `v`, by type."""
    type_ = graph.nodes[v]["type"]
    return any(x.direction is Direction.TO and type_ in types_of_kind(x.kind) and _wide(x) for x in by_fiche[u])


def _wide(link: Link) -> bool:
    return link.scope is not Scope.NAMED or link.name is None


def _unresolved(by_fiche: Mapping[str, list[Link]], graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield mentions of diplomas that lead to nothing of the record, the commonest first."""
    where: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    for own in by_fiche.values():
        for link in own:
            where[link.direction.value, link.kind, link.name or ""].append(link)
    for item in graph.graph.get("unresolved", ()):
        if item["kind"] in _NO_DIPLOMA:
            continue
        found = where.get((item["direction"], item["kind"], item["name"]), [])
        fiches = tuple(
            ref_of(graph, n) if n in graph else FicheRef(n, n) for n in dict.fromkeys(x.fiche for x in found)
        )
        facts = (
            ("mention", f"{item['kind']} {item['name']}".strip()),
            ("reason", item["reason"]),
            ("count", str(item["count"])),
        )
        cited = tuple(_cited(x) for x in found)[:_MOST_CITED]
        yield Finding(FindingKind.UNRESOLVED, item["direction"], fiches, facts, cited, weight=item["count"])


def _isolated(graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield diplomas that nothing leads to, or that lead to nothing: neither studies nor a job."""
    for node, kind in sorted(graph.nodes(data="kind")):
        if kind != NodeKind.DIPLOMA:
            continue
        into = graph.in_degree(node)
        out = sum(k != EdgeKind.HOLDS for _, _, k in graph.out_edges(node, data="kind"))
        if not into or not out:
            variant = "both" if not into and not out else "in" if not into else "out"
            weight = 2.0 if variant == "both" else 1.0
            yield Finding(FindingKind.ISOLATED, variant, (ref_of(graph, node),), weight=weight)
