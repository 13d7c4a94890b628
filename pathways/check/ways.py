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

    from pathways.check.statements import Statements
    from pathways.model import Link
    from pathways.sources import Records

__all__ = ["check_ways"]

#: Most places that one finding cites; the others are counted.
_MOST_CITED = 12
_YEAR = 4
_NEAR = 1  #: years ahead in which a last session is near
_PAST = 1000  #: what is closed comes before what closes
#: Mentions that are no diploma: nothing of the record is missing.
_CLASSES = frozenset({"3e", "2de pro", "2de GT", "1re", "Tle"})
#: Kinds of link that are a level, and that level of the graph's contract.
_LEVELS = {"niveau CAP": 3, "niveau bac": 4, "bac+1": 4, "bac+2": 5, "bac+3": 6, "bac+4": 6, "bac+5": 7}
_NO_DIPLOMA = frozenset({"concours", "expérience", "autre"})


def check_ways(records: Records, statements: Statements, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield what is wrong in the ways from one formation to the next, and to jobs."""
    yield from _closed(records, graph)
    yield from _lists(records, statements, graph)
    yield from _one_sided(statements, graph)
    yield from _unresolved(records, statements, graph)
    yield from _isolated(records, graph)


def _evidence(item: Mapping[str, Any]) -> Evidence:
    return Evidence(item["fiche"], item["section"], item["start"], item["end"], item.get("text"), item.get("url", ""))


def _year(records: Records, graph: nx.MultiDiGraph[Any]) -> int | None:
    """Return the year of the newest source, None where no source tells its date."""
    told = [s.release for s in records.sources] + [str(graph.graph.get("release", ""))]
    return max((int(r[:_YEAR]) for r in told if r[:_YEAR].isdigit()), default=None)


def _closed(records: Records, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield diplomas whose last session is past or near, and the other fiches that lead there or build on them."""
    year = _year(records, graph)
    if year is None:
        return
    for node, last in sorted(graph.nodes(data="closed")):
        if not last or last > year + _NEAR:
            continue
        said: dict[str, Evidence] = {}
        for _, _, data in [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]:
            if data["basis"] == Basis.STATED and data["scope"] == Scope.NAMED:
                for item in data["evidence"]:
                    if item["fiche"] != node and item["fiche"] in graph:
                        said.setdefault(item["fiche"], _evidence(item))
        if said:
            fiches = tuple(ref_of(graph, n) for n in (node, *sorted(said)))
            facts = (("year", str(last)), ("count", str(len(said))))
            cited = tuple(dict.fromkeys(said[n] for n in sorted(said)))[:_MOST_CITED]
            variant, weight = ("closed", _PAST + len(said)) if last < year else ("closing", len(said))
            yield Finding(FindingKind.CLOSED, variant, fiches, facts, cited, weight=weight)


def _lists(records: Records, statements: Statements, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield formations whose prose on continuations and whose structured list name different diplomas."""
    for f in records.formations:
        onward = statements.of(f.id, Direction.TO)
        if not f.continuations or not onward or f.id not in graph:
            continue
        prose: dict[str, Evidence] = {}
        listed: dict[str, Evidence] = {}
        for _, v, data in graph.out_edges(f.id, data=True):
            if data["kind"] != EdgeKind.CONTINUATION or data["scope"] != Scope.NAMED:
                continue
            for item in data["evidence"]:
                if item["fiche"] == f.id and item["section"] == SectionName.POURSUITE and _names(onward, item):
                    prose.setdefault(v, _evidence(item))
                elif item["fiche"] == f.id and item["section"] == SectionName.POURSUITES_ETUDES:
                    listed.setdefault(v, _evidence(item))
        types = {t for x in onward for t in types_of_kind(x.kind)}
        unlisted = sorted(set(prose) - set(listed))
        untold = sorted(v for v in set(listed) - set(prose) if graph.nodes[v]["type"] not in types)
        for variant, nodes, where in (("unlisted", unlisted, prose), ("untold", untold, listed)):
            if nodes:
                fiches = tuple(ref_of(graph, n) for n in (f.id, *nodes))
                cited = tuple(dict.fromkeys(where[n] for n in nodes))[:_MOST_CITED]
                facts = (("count", str(len(nodes))),)
                yield Finding(FindingKind.LIST, variant, fiches, facts, cited, weight=len(nodes))


def _one_sided(statements: Statements, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield continuations that one fiche names, while the other tells of such ways and leaves this one out."""
    for u, v, data in sorted(graph.edges(data=True), key=lambda e: e[:2]):
        if data["kind"] != EdgeKind.CONTINUATION or data["basis"] != Basis.STATED or data["scope"] != Scope.NAMED:
            continue
        said = {item["fiche"]: item for item in reversed(data["evidence"]) if _is_named(statements, item)}
        speakers = {item["fiche"] for item in data["evidence"]}
        into = [x for x in statements.of(v, Direction.FROM) if x.kind not in _CLASSES]
        onward = statements.of(u, Direction.TO)
        if u in said and v not in speakers and into and not _let_in(graph, u, v, into):
            teller, other, variant, told = u, v, "entry", into
        elif v in said and u not in speakers and onward and not _covers(onward, graph.nodes[v]):
            teller, other, variant, told = v, u, "continuation", list(onward)
        else:
            continue
        evidence = (_evidence(said[teller]), *statements.cite(told))
        yield Finding(FindingKind.ONE_SIDED, variant, (ref_of(graph, other), ref_of(graph, teller)), evidence=evidence)


def _names(links: Iterable[Link], item: Mapping[str, Any]) -> bool:
    """Return whether a link that names its diploma stands in the span of a piece of evidence."""
    return any(
        x.section == item["section"]
        and item["start"] <= x.span.start
        and x.span.end <= item["end"]
        and x.scope is Scope.NAMED
        and x.name
        for x in links
    )


def _is_named(statements: Statements, item: Mapping[str, Any]) -> bool:
    """Return whether a piece of evidence names the diploma: an item of a list, or such a link."""
    if item["section"] == SectionName.POURSUITES_ETUDES:
        return True
    return any(_names(statements.of(item["fiche"], direction), item) for direction in Direction)


def _let_in(graph: nx.MultiDiGraph[Any], u: str, v: str, into: Iterable[Link]) -> bool:
    """Return whether what the fiche of `v` says of who may enter covers `u`: by a door, by type or by level."""
    doors = (d for _, d, data in graph.out_edges(u, data=True) if data["kind"] == EdgeKind.HOLDS)
    if any(graph.has_edge(d, v) for d in doors):
        return True
    level = graph.nodes[u].get("level")
    by_level = (_LEVELS.get(x.kind) for x in into)
    return _covers(into, graph.nodes[u]) or any(at is not None and level is not None and level >= at for at in by_level)


def _covers(links: Iterable[Link], node: Mapping[str, Any]) -> bool:
    """Return whether one of these links speaks of the node's type at large, or of a field of it."""
    wide = (x for x in links if x.scope is not Scope.NAMED or x.name is None)
    return any(node["type"] in types_of_kind(x.kind) for x in wide)


def _unresolved(records: Records, statements: Statements, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield mentions of diplomas that lead to nothing of the record, the commonest first."""
    where: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    for link in statements:
        where[link.direction.value, link.kind, link.name or ""].append(link)
    listed: dict[str, list[str]] = defaultdict(list)
    for f in records.formations:
        for ref in f.continuations:
            listed[ref.label].append(f.id)
    for item in graph.graph.get("unresolved", ()):
        if item["kind"] in _NO_DIPLOMA or not item["name"]:
            continue
        found = where.get((item["direction"], item["kind"], item["name"]), [])
        ids = dict.fromkeys([x.fiche for x in found] or listed.get(item["name"], []))
        facts = (
            ("mention", item["name"] if item["name"] in listed else f"{item['kind']} {item['name']}".strip()),
            ("reason", item["reason"]),
            ("count", str(item["count"])),
        )
        fiches = tuple(ref_of(graph, n) if n in graph else FicheRef(n, n) for n in ids)
        yield Finding(
            FindingKind.UNRESOLVED, item["direction"], fiches, facts, statements.cite(found), weight=item["count"]
        )


def _isolated(records: Records, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield diplomas that nothing leads to, or that lead to nothing: neither studies nor a job.

    Those that have a fiche of their own come first, before those of which a table alone tells.
    """
    told = {f.id: bool(f.sections) for f in records.formations}
    kind: str
    for node, kind in sorted(graph.nodes(data="kind")):
        if kind != NodeKind.DIPLOMA or node not in told:
            continue
        into = graph.in_degree(node)
        out = sum(data["kind"] != EdgeKind.HOLDS for _, _, data in graph.out_edges(node, data=True))
        if not into or not out:
            variant = "both" if not into and not out else "in" if not into else "out"
            weight = (10 if told[node] else 0) + (2 if variant == "both" else 1)
            yield Finding(FindingKind.ISOLATED, variant, (ref_of(graph, node),), weight=weight)
