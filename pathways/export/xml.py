"""GEXF 1.2 (Gephi) and GraphML (yEd, igraph, Gephi): two ways of XML for one graph.

networkx has writers for both, but its GEXF takes lists for values that change in time and
stamps the day of writing, its GraphML repeats the id of an edge (Gephi then drops the second),
and both stop at a null and at a control character.  It reads these files back: see
`pathways.export.restore`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from pathways.export.plain import EDGE_COLUMNS, NODE_COLUMNS, Column, Values, as_text, columns, plain_graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    import networkx as nx

__all__ = ["gexf", "graphml"]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def gexf(graph: nx.MultiDiGraph[Any]) -> str:
    """Return `graph` as GEXF 1.2draft, static, with its attributes typed.

    The format has no place for attributes of the graph itself: they are JSON in `meta/description`.
    """
    plain = plain_graph(graph, reserved=("id", "key", "networkx_key", "start", "end", "pid", "for", "viz", "parents"))
    node_columns = tuple(c for c in columns((d for _, d in plain.nodes), NODE_COLUMNS) if c.name != "label")
    # networkx takes the key of an edge from this name; it keeps the id alone where no edges are parallel.
    key = Column("networkx_key", "string")
    edge_columns = (key, *columns((d for *_, d in plain.edges), EDGE_COLUMNS))
    out = [
        _HEAD,
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n',
        "  <meta>\n    <creator>pathways</creator>\n",
        f"    <description>{_inner(json.dumps(plain.graph, ensure_ascii=False))}</description>\n  </meta>\n",
        '  <graph defaultedgetype="directed" mode="static">\n',
        *_gexf_columns("node", node_columns),
        *_gexf_columns("edge", edge_columns),
        "    <nodes>\n",
    ]
    for node, values in plain.nodes:
        label = as_text(values.get("label", node))
        out.append(f"      <node id={_quoted(node)} label={_quoted(label)}>")
        out.extend((*_gexf_values("node", node_columns, values), "</node>\n"))
    out.append("    </nodes>\n    <edges>\n")
    for i, (source, target, edge_key, values) in enumerate(plain.edges):
        out.append(f"      <edge id={_quoted(f'{i}:{edge_key}')} source={_quoted(source)} target={_quoted(target)}>")
        out.extend((*_gexf_values("edge", edge_columns, {**values, key.name: edge_key}), "</edge>\n"))
    out.append("    </edges>\n  </graph>\n</gexf>\n")
    return "".join(out)


def _gexf_columns(scope: str, of: tuple[Column, ...]) -> Iterator[str]:
    yield f'    <attributes class="{scope}" mode="static">\n'
    for i, column in enumerate(of):
        yield f'      <attribute id="{scope}{i}" title={_quoted(column.name)} type="{column.type}"/>\n'
    yield "    </attributes>\n"


def _gexf_values(scope: str, of: tuple[Column, ...], values: Values) -> Iterator[str]:
    yield "<attvalues>"
    for i, column in enumerate(of):
        if (value := values.get(column.name)) is not None:
            yield f'<attvalue for="{scope}{i}" value={_quoted(as_text(value))}/>'
    yield "</attvalues>"


def graphml(graph: nx.MultiDiGraph[Any]) -> str:
    """Return `graph` as GraphML 1.0, its attributes typed; an edge's key is its attribute "key"."""
    plain = plain_graph(graph)
    node_columns = columns((d for _, d in plain.nodes), NODE_COLUMNS)
    edge_columns = (Column("key", "string"), *columns((d for *_, d in plain.edges), EDGE_COLUMNS))
    graph_columns = columns([plain.graph])
    out = [_HEAD, '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n']
    for scope, of in (("graph", graph_columns), ("node", node_columns), ("edge", edge_columns)):
        for i, column in enumerate(of):
            out.append(
                f'  <key id="{scope}{i}" for="{scope}" attr.name={_quoted(column.name)} attr.type="{column.type}"/>\n'
            )
    out.append('  <graph edgedefault="directed">\n')
    out.extend(("    ", *_graphml_values("graph", graph_columns, plain.graph), "\n"))
    for node, values in plain.nodes:
        out.append(f"    <node id={_quoted(node)}>")
        out.extend((*_graphml_values("node", node_columns, values), "</node>\n"))
    for source, target, key, values in plain.edges:
        out.append(f"    <edge source={_quoted(source)} target={_quoted(target)}>")
        out.extend((*_graphml_values("edge", edge_columns, {**values, "key": key}), "</edge>\n"))
    out.append("  </graph>\n</graphml>\n")
    return "".join(out)


def _graphml_values(scope: str, of: tuple[Column, ...], values: Values) -> Iterator[str]:
    for i, column in enumerate(of):
        if (value := values.get(column.name)) is not None:
            yield f'<data key="{scope}{i}">{_inner(as_text(value))}</data>'


def _quoted(text: str) -> str:
    return quoteattr(text)


def _inner(text: str) -> str:
    return escape(as_text(text), {"\r": "&#13;"})
