"""Whether a graph keeps the contract (`pathways.contract`)."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Required, get_args, get_origin, get_type_hints

from pathways.contract import EdgeData, NodeData
from pathways.errors import GraphContractError
from pathways.model import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import networkx as nx

__all__ = ["contract_findings", "validate_graph"]


class _Check(NamedTuple):
    """A test of a value, and what passes it in words."""

    passes: Callable[[Any], bool]
    wanted: str


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


_PLAIN = {
    str: _Check(lambda v: isinstance(v, str), "a text"),
    bool: _Check(lambda v: isinstance(v, bool), "true or false"),
    int: _Check(lambda v: isinstance(v, int) and not isinstance(v, bool), "a whole number"),
    float: _Check(_is_number, "a number"),
    type(None): _Check(lambda v: v is None, "None"),
}


def _check(hint: Any) -> _Check:  # noqa: ANN401 - a type hint
    """Return the check of a type hint of the contract."""
    if get_origin(hint) is Required:
        hint = get_args(hint)[0]
    if hint in _PLAIN:
        return _PLAIN[hint]
    parts = get_args(hint)
    if get_origin(hint) is Literal:
        return _Check(lambda v: any(v is p or (isinstance(v, str) and v == p) for p in parts), _listed(parts))
    if get_origin(hint) is Annotated:
        inner, bounds = _check(parts[0]), parts[1]
        most = f"to {bounds.most:g}" if math.isfinite(bounds.most) else "on"
        return _Check(
            lambda v: inner.passes(v) and bounds.least <= v <= bounds.most,
            f"{inner.wanted} from {bounds.least:g} {most}",
        )
    if get_origin(hint) is list:
        inner = _check(parts[0])
        return _Check(
            lambda v: isinstance(v, list | tuple) and all(map(inner.passes, v)), f"a list, each {inner.wanted}"
        )
    if parts:  # a union
        checks = [_check(part) for part in parts]
        return _Check(lambda v: any(c.passes(v) for c in checks), " or ".join(c.wanted for c in checks))
    fields, required = _fields(hint)
    return _Check(
        lambda v: (
            isinstance(v, dict) and required <= v.keys() and all(c.passes(v[n]) for n, c in fields.items() if n in v)
        ),
        f"a dict with {', '.join(sorted(required))}",
    )


def _listed(values: tuple[object, ...]) -> str:
    return "one of " + ", ".join(map(str, values))


@cache
def _fields(contract: type) -> tuple[dict[str, _Check], frozenset[str]]:
    """Return the check of each attribute of a TypedDict, and the attributes that must be there."""
    hints = get_type_hints(contract, include_extras=True)
    required = frozenset(name for name, hint in hints.items() if get_origin(hint) is Required)
    return {name: _check(hint) for name, hint in hints.items()}, required


def _findings(data: Mapping[str, Any], contract: type) -> Iterator[str]:
    fields, required = _fields(contract)
    for name in sorted(required - data.keys()):
        yield f"{name} is missing"
    for name, value in data.items():
        check = fields.get(name)
        if check is not None and not check.passes(value):
            yield f"{name} is {value!r}, not {check.wanted}"


def _kind_findings(key: object, kind: object, target_kind: object) -> Iterator[str]:
    if not isinstance(key, str) or key.partition(":")[0] != kind:
        yield f"key is {key!r}, which does not begin with the kind {kind!r}"
    if (kind == EdgeKind.HOLDS) != (target_kind == NodeKind.LEVEL):
        yield "edges into a level node are of kind holds, and no others"


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
        if "label" in data and not str(data["label"]).strip():
            yield f"node {node!r}: label is {data['label']!r}, not a text"
        for finding in _findings(data, NodeData):
            yield f"node {node!r}: {finding}"
    for source, target, key, data in graph.edges(keys=True, data=True):
        kinds = _kind_findings(key, data.get("kind"), graph.nodes[target].get("kind"))
        for finding in (*_findings(data, EdgeData), *kinds):
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
