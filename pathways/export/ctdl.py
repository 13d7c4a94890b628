"""CTDL: the words of Credential Engine for pathways, as JSON-LD.

A graph, or each route, is a `ceterms:Pathway`; each node a component of it; what a component asks
of who wants it, a `ceterms:ComponentCondition`: one of the ways listed (`requiredNumber` 1), each way
a condition of its own with the components it starts from.  A Pathway has one destination: where a graph
has several, that is a SelectionComponent of our own, one of them to be chosen.  Terms: https://credreg.net/ctdl/terms
(Pathway, PathwayComponent, ComponentCondition).  CTDL has no word for the years from one component
to the next, nor for on whose word a way stands: these are under a prefix of our own, `urn:x-pathways:`.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import TYPE_CHECKING, Any

from pathways.export.plain import Values, as_text, items_of, one_line, plain_graph, printable
from pathways.export.routes_graph import routes_graph
from pathways.model import EdgeKind, NodeKind
from pathways.phrases import years_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from pathways.model import Route

__all__ = ["ctdl", "ctdl_routes"]

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:x-pathways:ctdl")
_ID = {"@type": "@id"}
_FRENCH = {"@language": "fr"}
_CONTEXT: Values = {
    "ceterms": "https://purl.org/ctdl/terms/",
    "pathways": "urn:x-pathways:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "ceterms:name": _FRENCH,
    "ceterms:description": _FRENCH,
    "ceterms:hasPart": _ID,
    "ceterms:isPartOf": _ID,
    "ceterms:hasDestinationComponent": _ID,
    "ceterms:isDestinationComponentOf": _ID,
    "ceterms:targetComponent": _ID,
    "ceterms:precededBy": _ID,
    "ceterms:precedes": _ID,
    "ceterms:subjectWebpage": _ID,
    "pathways:years": {"@type": "xsd:double"},
}
_TYPES = {
    NodeKind.CLASS: "ceterms:BasicComponent",
    NodeKind.DIPLOMA: "ceterms:CredentialComponent",
    NodeKind.JOB: "ceterms:JobComponent",
    NodeKind.LEVEL: "ceterms:SelectionComponent",
}


def ctdl(graph: nx.MultiDiGraph[Any]) -> str:
    """Return `graph` as one CTDL Pathway to its job (else its last node), or to the choice of its jobs."""
    name = one_line(as_text(graph.graph.get("title") or "Parcours d'études"))
    ends = [f"{source}>{target}" for source, target in graph.edges()]
    content = "\n".join([name, *sorted(map(str, graph)), *sorted(ends)])
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(_pathway(graph, name, seed=f"graph:{digest}"))


def ctdl_routes(routes: Sequence[Route], graph: nx.MultiDiGraph[Any] | None = None) -> str:
    """Return each route as a CTDL Pathway of its own, best first; no route gives an empty `@graph`."""
    items: list[Values] = []
    for rank, route in enumerate(routes, start=1):
        name = f"{route.source.label} → {route.target.label} ({years_text(route.years)})"
        seed = f"route:{rank}:" + "|".join(f"{s.source.id}>{s.target.id}:{s.key}" for s in route.steps)
        items.extend(_pathway(routes_graph([route], graph), name, seed, destinations=(route.target.id,)))
    return _document(items)


def _document(items: list[Values]) -> str:
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f'{{"@context": {json.dumps(_CONTEXT)},\n"@graph": [\n{lines}\n]}}\n'


def _pathway(graph: nx.MultiDiGraph[Any], name: str, seed: str, destinations: tuple[str, ...] = ()) -> list[Values]:
    plain = plain_graph(graph)
    iris = {node: uuid.uuid5(_SPACE, f"{seed}|{node}") for node, _ in plain.nodes}
    into: dict[str, list[tuple[str, Values]]] = {}
    leaves = {node for node, _ in plain.nodes}
    for source, target, _, values in plain.edges:
        into.setdefault(target, []).append((source, values))
        leaves.discard(source)
    if not destinations:
        jobs = tuple(n for n, v in plain.nodes if v.get("kind") == NodeKind.JOB)
        destinations = jobs or tuple(sorted(leaves))
    own = uuid.uuid5(_SPACE, seed)
    choice: list[Values] = []
    if len(destinations) > 1:
        choice = [_choice(own, [iris[n] for n in destinations])]
        destinations = ()
    pathway = {
        "@id": own.urn,
        "@type": "ceterms:Pathway",
        "ceterms:ctid": f"ce-{own}",
        "ceterms:name": printable(name),
        "ceterms:inLanguage": "fr",
        "ceterms:hasPart": [iris[n].urn for n, _ in plain.nodes] + [part["@id"] for part in choice],
        "ceterms:hasDestinationComponent": [iris[n].urn for n in destinations] + [part["@id"] for part in choice],
    }
    components = [
        _component(own, node, values, iris, into.get(node, []), node in destinations) for node, values in plain.nodes
    ]
    return [pathway, *components, *choice]


def _choice(pathway: uuid.UUID, among: Sequence[uuid.UUID]) -> Values:
    """Return the destination of a Pathway that ends at any of several components."""
    own = uuid.uuid5(pathway, "choice")
    targets = [iri.urn for iri in among]
    return {
        "@id": own.urn,
        "@type": "ceterms:SelectionComponent",
        "ceterms:ctid": f"ce-{own}",
        "ceterms:name": f"au choix : l'une de ces {len(targets)} destinations",
        "ceterms:isPartOf": pathway.urn,
        "ceterms:isDestinationComponentOf": pathway.urn,
        "ceterms:precededBy": targets,
        "ceterms:hasCondition": {
            "@type": "ceterms:ComponentCondition",
            "ceterms:name": "l'une de ces voies",
            "ceterms:requiredNumber": 1,
            "ceterms:targetComponent": targets,
        },
    }


def _component(
    pathway: uuid.UUID,
    node: str,
    values: Values,
    iris: dict[str, uuid.UUID],
    ways: list[tuple[str, Values]],
    destination: bool,  # noqa: FBT001 - private, one call
) -> Values:
    kind = values.get("kind")
    out: Values = {
        "@id": iris[node].urn,
        "@type": _TYPES[NodeKind(kind)] if isinstance(kind, str) and kind in _TYPES else "ceterms:BasicComponent",
        "ceterms:ctid": f"ce-{iris[node]}",
        "ceterms:name": as_text(values.get("label") or node),
        "ceterms:isPartOf": pathway.urn,
    }
    if destination:
        out["ceterms:isDestinationComponentOf"] = pathway.urn
    coded = [as_text(values[n]) for n in ("code_scolarite", "rncp") if values.get(n)]
    out["ceterms:codedNotation"] = [node, *coded]
    url = values.get("url")
    if isinstance(url, str) and url.startswith(("https://", "http://")) and not set(url) & set(' <>"{}|\\^`\r\n\t'):
        out["ceterms:subjectWebpage"] = printable(url)
    if ways:
        sources = sorted({source for source, _ in ways})
        out["ceterms:precededBy"] = [iris[s].urn for s in sources]
        out["ceterms:hasCondition"] = {
            "@type": "ceterms:ComponentCondition",
            "ceterms:name": "l'une de ces voies" if len(ways) > 1 else "par cette voie",
            "ceterms:requiredNumber": 1,
            "ceterms:targetComponent": [iris[s].urn for s in sources],
            "ceterms:hasCondition": [_condition(iris[source], way) for source, way in ways],
        }
    return out


def _condition(source: uuid.UUID, way: Values) -> Values:
    out: Values = {
        "@type": "ceterms:ComponentCondition",
        "ceterms:requiredNumber": 1,
        "ceterms:targetComponent": [source.urn],
    }
    years = way.get("years")
    said = [as_text(c) for c in items_of(way.get("conditions"))]
    if isinstance(years, int | float) and not isinstance(years, bool):
        out["pathways:years"] = f"{years:g}"
        if years:
            said.insert(0, years_text(years))
    if way.get("apprenticeship") is True:
        said.append("en apprentissage")
    if way.get("kind") == EdgeKind.HOLDS:
        said.append("diplôme de ce niveau ou de ce type")
    if said:
        out["ceterms:description"] = ", ".join(said)
    for name in ("basis", "scope", "release"):
        if way.get(name):
            out[f"pathways:{name}"] = as_text(way[name])
    out["pathways:evidence"] = [
        f"{as_text(e.get('fiche'))}#{as_text(e.get('section'))}"
        for e in items_of(way.get("evidence"))
        if isinstance(e, dict)
    ]
    return out
