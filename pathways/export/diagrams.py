"""Mermaid and DOT: text that becomes a drawing.

Both show the kind of a node by shape and colour (Okabe and Ito's palette, told apart by every
kind of sight), years on the edges, and draw what no fiche states with a dashed line.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from pathways.export.plain import EDGE_COLUMNS, NODE_COLUMNS, Values, as_text, items_of, one_line, plain_graph
from pathways.model import Basis, NodeKind
from pathways.phrases import years_text

if TYPE_CHECKING:
    from typing import Any

    import networkx as nx

__all__ = ["MERMAID_EDGES", "dot", "mermaid"]

MERMAID_EDGES = 500  #: what Mermaid draws unless its `maxEdges` is raised (its default)

_KINDS = tuple(NodeKind)
# Fill, line: Okabe and Ito (2008), "Color Universal Design", the fills lightened for black text.
_COLOURS = {
    NodeKind.CLASS: ("#F7E6A6", "#8A6A00"),
    NodeKind.DIPLOMA: ("#CDE6F5", "#0072B2"),
    NodeKind.JOB: ("#BFE8DA", "#009E73"),
    NodeKind.LEVEL: ("#EEEEEE", "#666666"),
}
_APPRENTICESHIP = {"fr": "apprentissage", "en": "apprenticeship"}
_CUT = 200  # characters of a label that a drawing shows
_WRAP = 26  # characters a line


def _kind(values: Values) -> NodeKind:
    return NodeKind(values["kind"]) if values.get("kind") in _KINDS else NodeKind.DIPLOMA


def _shown(label: str) -> str:
    line = one_line(label)
    return line if len(line) <= _CUT else line[: _CUT - 1] + "…"


def _edge_label(values: Values, lang: str) -> str:
    years = values.get("years")
    parts = [years_text(years, lang)] if isinstance(years, int | float) and years else []
    if values.get("apprenticeship") is True:
        parts.append(_APPRENTICESHIP[lang])
    return ", ".join(parts)


# --- Mermaid ---------------------------------------------------------------------------------------------------------

_MERMAID_SHAPES = {
    NodeKind.CLASS: ("([", "])"),
    NodeKind.DIPLOMA: ("[", "]"),
    NodeKind.JOB: ("{{", "}}"),
    NodeKind.LEVEL: ("[/", "/]"),
}
# What Mermaid reads as Markdown, markup, a directive or the end of a text is written as an entity.
_MERMAID_PLAIN = re.compile(r"[\x21-\x7e](?<![A-Za-z0-9',()/:!?-])")
_MERMAID_LIST = re.compile(r"^(?:[-+]|\d+[.)])")


def _mermaid_text(text: str) -> str:
    shown = _shown(text)
    start = ""
    if match := _MERMAID_LIST.match(shown):
        start = match[0][:-1] + f"#{ord(match[0][-1])};"
        shown = shown[match.end() :]
    return start + _MERMAID_PLAIN.sub(lambda m: f"#{ord(m[0])};", shown)


def mermaid(graph: nx.MultiDiGraph[Any], lang: str = "fr") -> str:
    """Return `graph` as a Mermaid flowchart, left to right.

    A drawing, not a store: of a node its label and kind are kept, of an edge its years, basis and
    apprenticeship.  Beyond `MERMAID_EDGES` edges a comment says which limits the page has to raise.
    """
    plain = plain_graph(graph)
    out = ["flowchart LR"]
    if len(plain.edges) > MERMAID_EDGES:
        out.append(
            f"%% {len(plain.edges)} edges: Mermaid draws {MERMAID_EDGES} unless the page that shows this raises "
            "maxEdges and maxTextSize in mermaid.initialize"
        )
    for kind, (fill, line) in _COLOURS.items():
        out.append(f"  classDef {kind}_ fill:{fill},stroke:{line},color:#111111")
    names = {node: f"n{i}" for i, (node, _) in enumerate(plain.nodes)}
    for node, values in plain.nodes:
        kind = _kind(values)
        before, after = _MERMAID_SHAPES[kind]
        text = _mermaid_text(as_text(values.get("label") or node)) or "#32;"
        out.append(f'  {names[node]}{before}"{text}"{after}:::{kind}_')
    best = []
    for i, (source, target, _, values) in enumerate(plain.edges):
        arrow = "-->" if values.get("basis", Basis.STATED) == Basis.STATED else "-.->"
        label = _mermaid_text(_edge_label(values, lang))
        out.append(f"  {names[source]} {arrow}" + (f'|"{label}"|' if label else "") + f" {names[target]}")
        if 1 in items_of(values.get("routes")):
            best.append(str(i))
    if best and len(best) < len(plain.edges):
        out.append(f"  linkStyle {','.join(best)} stroke-width:4px")
    return "\n".join(out) + "\n"


# --- DOT -------------------------------------------------------------------------------------------------------------

_DOT_SHAPES = {
    NodeKind.CLASS: "oval",
    NodeKind.DIPLOMA: "box",
    NodeKind.JOB: "hexagon",
    NodeKind.LEVEL: "parallelogram",
}
_ENTITY = re.compile(r"&(?=#?\w+;)")


def _dot_id(text: str) -> str:
    return '"' + printable_quotes(text) + '"'


def printable_quotes(text: str) -> str:
    r"""Return `text` as the inside of a quoted DOT string, where a backslash is doubled.

    Examples
    --------
    >>> print(printable_quotes('a "b" \\ &lt; c'))
    a \"b\" \\ &amp;lt; c
    """
    return _ENTITY.sub("&amp;", as_text(text)).replace("\\", "\\\\").replace('"', '\\"')


def _dot_label(text: str) -> str:
    return '"' + "\\n".join(printable_quotes(line) for line in textwrap.wrap(_shown(text), _WRAP) or [""]) + '"'


def _dot_attributes(drawn: dict[str, str], values: Values, contract: tuple[str, ...]) -> str:
    """Join what the drawing needs and every attribute; a name that Graphviz may know gets "x_" before it."""
    pairs = dict(drawn)
    for name, value in values.items():
        if value is not None:
            own = name if name in contract and name not in drawn else f"x_{name}"
            pairs[own] = _dot_id(as_text(value))
    return "[" + ", ".join(f"{_dot_name(name)}={value}" for name, value in pairs.items()) + "]"


def _dot_name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z_0-9]*", name) else _dot_id(name)


def dot(graph: nx.MultiDiGraph[Any], lang: str = "fr") -> str:
    """Return `graph` in Graphviz's DOT, left to right, with every attribute.

    `label` is cut in lines for the drawing and `x_label` is the label whole; an attribute outside
    the contract has "x_" before its name, so that none is taken for one of Graphviz's own
    (`image` would read a file).
    """
    plain = plain_graph(graph)
    out = [
        "digraph pathways {",
        "  graph " + _dot_attributes({"rankdir": "LR", "charset": '"UTF-8"'}, plain.graph, ()),
        '  node [fontname="Helvetica,Arial,sans-serif", fontsize=11, style="filled", penwidth=1.5]',
        '  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10, color="#555555"]',
    ]
    for node, values in plain.nodes:
        kind = _kind(values)
        fill, line = _COLOURS[kind]
        label = as_text(values.get("label") or node)
        drawn = {
            "label": _dot_label(label),
            "tooltip": _dot_id(one_line(label)),
            "shape": _DOT_SHAPES[kind],
            "fillcolor": f'"{fill}"',
            "color": f'"{line}"',
        }
        if isinstance(url := values.get("url"), str) and url.startswith(("https://", "http://")):
            drawn["URL"] = _dot_id(url)
        out.append(f"  {_dot_id(node)} {_dot_attributes(drawn, values, NODE_COLUMNS)}")
    for source, target, key, values in plain.edges:
        drawn = {"key": _dot_id(key)}
        if label := _edge_label(values, lang):
            drawn["label"] = _dot_id(label)
        if values.get("basis", Basis.STATED) != Basis.STATED:
            drawn["style"] = "dashed"
        if 1 in items_of(values.get("routes")):
            drawn["penwidth"] = "3"
        out.append(f"  {_dot_id(source)} -> {_dot_id(target)} {_dot_attributes(drawn, values, EDGE_COLUMNS)}")
    out.append("}")
    return "\n".join(out) + "\n"
