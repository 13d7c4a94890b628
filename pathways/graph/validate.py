"""Whether a graph keeps the contract of CONTRIBUTING.md."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pathways.errors import GraphContractError
from pathways.model import Basis, EdgeKind, NodeKind, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

__all__ = ["contract_findings", "validate_graph"]

_NODE_KINDS = frozenset(str(k) for k in NodeKind)
_EDGE_KINDS = frozenset(str(k) for k in EdgeKind)
_BASES = frozenset(str(b) for b in Basis)
_SCOPES = frozenset(str(s) for s in Scope)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_strings(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)


def _one_of(value: object, allowed: frozenset[str]) -> bool:
    return isinstance(value, str) and value in allowed


def _node_findings(data: Mapping[str, Any]) -> Iterator[str]:
    if not _one_of(data.get("kind"), _NODE_KINDS):
        yield f"kind is {data.get('kind')!r}, not one of {', '.join(NodeKind)}"
    if not isinstance(data.get("label"), str) or not data["label"].strip():
        yield f"label is {data.get('label')!r}, not a text"
    level = data.get("level")
    if level is not None and (not _is_number(level) or level < 0):
        yield f"level is {level!r}, not a number from 0 to 8 or None"
    for name in ("nsf", "domains", "aliases"):
        if name in data and not _is_strings(data[name]):
            yield f"{name} is {data[name]!r}, not a list of texts"


def _evidence_findings(evidence: object) -> Iterator[str]:
    if not isinstance(evidence, list | tuple):
        yield f"evidence is {evidence!r}, not a list"
        return
    for item in evidence:
        if not isinstance(item, dict) or not isinstance(item.get("fiche"), str):
            yield f"evidence holds {item!r}, not a dict with fiche, section, start and end"


def _kind_findings(key: object, kind: object, target_kind: object) -> Iterator[str]:
    if not _one_of(kind, _EDGE_KINDS):
        yield f"kind is {kind!r}, not one of {', '.join(EdgeKind)}"
    elif not isinstance(key, str) or key.partition(":")[0] != kind:
        yield f"key is {key!r}, which does not begin with the kind {kind!r}"
    if (kind == EdgeKind.HOLDS) != (target_kind == NodeKind.LEVEL):
        yield "edges into a level node are of kind holds, and no others"


def _edge_findings(data: Mapping[str, Any]) -> Iterator[str]:
    if "years" not in data:
        yield "years is missing"
    elif not _is_number(data["years"]) or data["years"] < 0:
        yield f"years is {data['years']!r}, not a number from 0 on"
    if not _one_of(data.get("basis"), _BASES):
        yield f"basis is {data.get('basis')!r}, not one of {', '.join(Basis)}"
    if not _one_of(data.get("scope", "named"), _SCOPES):
        yield f"scope is {data.get('scope')!r}, not one of {', '.join(Scope)}"
    if not any(data.get("apprenticeship") is known for known in (True, False, None)):
        yield f"apprenticeship is {data.get('apprenticeship')!r}, not True, False or None"
    score = data.get("score", 1.0)
    if not _is_number(score) or not 0 <= score <= 1:
        yield f"score is {score!r}, not a number from 0 to 1"
    if not _is_strings(data.get("conditions", [])):
        yield f"conditions is {data.get('conditions')!r}, not a list of texts"
    yield from _evidence_findings(data.get("evidence", []))


def contract_findings(graph: nx.MultiDiGraph[Any]) -> Iterator[str]:
    """Yield each breach of the contract, as "node X: ..." or "edge X -> Y (key): ...".

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("classe:3e", kind="year", label="3e")
    >>> list(contract_findings(g))
    ["node 'classe:3e': kind is 'year', not one of class, diploma, job, level"]
    """
    if not (graph.is_directed() and graph.is_multigraph()):
        yield f"the graph is a {type(graph).__name__}, not a networkx.MultiDiGraph"
        return
    for node, data in graph.nodes(data=True):
        if not isinstance(node, str) or not node:
            yield f"node {node!r}: the id is not a text"
        for finding in _node_findings(data):
            yield f"node {node!r}: {finding}"
    for source, target, key, data in graph.edges(keys=True, data=True):
        kinds = _kind_findings(key, data.get("kind"), graph.nodes[target].get("kind"))
        for finding in (*_edge_findings(data), *kinds):
            yield f"edge {source!r} -> {target!r} ({key}): {finding}"


def validate_graph(graph: nx.MultiDiGraph[Any]) -> None:
    """Return if `graph` keeps the contract, else say what breaks it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes with at least kind and label; edges with at least kind, years and basis.

    Raises
    ------
    GraphContractError
        With every breach in `findings`, nodes first.
    """
    findings = tuple(contract_findings(graph))
    if findings:
        raise GraphContractError(f"the graph breaks its contract in {len(findings)} places", findings)
