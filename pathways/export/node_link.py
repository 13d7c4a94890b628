"""Two ways of JSON: node-link (the graph's contract) and Cytoscape's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pathways.export.plain import Values, plain_graph

if TYPE_CHECKING:
    from typing import Any

    import networkx as nx

__all__ = ["cytoscape", "node_link"]


def node_link(graph: nx.MultiDiGraph[Any]) -> str:
    """Return `graph` as node-link JSON, one node and one edge a line.

    The shape is that of `networkx.node_link_data(graph, edges="edges")`, which reads it back:
    `{"directed", "multigraph", "graph", "nodes": [{"id", ...}], "edges": [{"source", "target", "key", ...}]}`.
    """
    plain = plain_graph(graph)
    nodes = [_json({"id": node, **values}) for node, values in plain.nodes]
    edges = [_json({"source": u, "target": v, "key": k, **values}) for u, v, k, values in plain.edges]
    return (
        f'{{"directed": true, "multigraph": true, "graph": {_json(plain.graph)},\n'
        f'"nodes": [\n{_lines(nodes)}],\n"edges": [\n{_lines(edges)}]}}\n'
    )


def cytoscape(graph: nx.MultiDiGraph[Any]) -> str:
    """Return `graph` as the JSON of Cytoscape and Cytoscape.js, one element a line.

    `networkx.cytoscape_graph` reads it back; it keeps `id`, `value` and `name` among a node's
    attributes, and `id`, `source`, `target` and `key` among an edge's.
    """
    plain = plain_graph(graph, reserved=("id", "value", "name", "source", "target", "key"))
    nodes = [
        _json({"data": {"id": node, "value": node, "name": values.get("label") or node, **values}})
        for node, values in plain.nodes
    ]
    edges = [
        _json({"data": {"id": f"edge:{i}", "source": u, "target": v, "key": k, **values}})
        for i, (u, v, k, values) in enumerate(plain.edges)
    ]
    return (
        f'{{"data": {_json([[k, v] for k, v in plain.graph.items()])}, "directed": true, "multigraph": true,\n'
        f'"elements": {{"nodes": [\n{_lines(nodes)}],\n"edges": [\n{_lines(edges)}]}}}}\n'
    )


def _json(value: Values | list[list[Any]]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _lines(items: list[str]) -> str:
    return ",\n".join(items) + "\n" if items else ""
