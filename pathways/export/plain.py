"""The graph as every writer reads it: plain values, in one order, whatever the order it was built in."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pathways.errors import OutputError

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "EDGE_COLUMNS",
    "NODE_COLUMNS",
    "Column",
    "PlainGraph",
    "as_json",
    "as_text",
    "columns",
    "items_of",
    "one_line",
    "plain_graph",
    "printable",
    "restore",
]

NODE_COLUMNS = (
    "label",
    "kind",
    "type",
    "level",
    "duration_years",
    "sigle",
    "code_scolarite",
    "rncp",
    "nsf",
    "domains",
    "aliases",
    "url",
)
EDGE_COLUMNS = (
    "kind",
    "years",
    "conditions",
    "apprenticeship",
    "basis",
    "scope",
    "score",
    "why",
    "evidence",
    "release",
)
_LISTS = frozenset(
    {"nsf", "domains", "aliases", "former_ids", "conditions", "evidence", "routes", "options", "sources"}
)
_NONE_WHERE_ABSENT = {"node": ("level", "duration_years"), "edge": ("apprenticeship",)}
_LONG = 2**63

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlainGraph:
    """A graph of plain values: JSON's types alone.

    Parameters
    ----------
    graph : dict
        Attributes of the graph, by name in order.
    nodes : list of (str, dict)
        Id and attributes, in the order of ids.
    edges : list of (str, str, str, dict)
        Source, target, key and attributes, in the order of these three.
    """

    graph: Values
    nodes: list[tuple[str, Values]]
    edges: list[tuple[str, str, str, Values]]


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute of nodes or edges: its name and the narrowest type that holds all its values."""

    name: str
    type: str  #: "boolean", "long", "double" or "string"


def plain_graph(graph: nx.MultiDiGraph[Any], reserved: Iterable[str] = ("id", "source", "target", "key")) -> PlainGraph:
    """Return `graph` in plain values; the graph itself is left as it is.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A `DiGraph` is taken too, its edges under the key "0".
    reserved : iterable of str
        Names that the format needs for itself: an attribute of that name gets a "_" behind it.

    Raises
    ------
    OutputError
        If the graph is not directed, or two ids are the same once written.
    """
    if not graph.is_directed():
        raise OutputError("a graph of routes is directed; this one is not")
    taken = frozenset(reserved)
    nodes = sorted(((printable(str(n)), _plain_values(d, taken)) for n, d in graph.nodes(data=True)), key=_first)
    if len({n for n, _ in nodes}) < graph.number_of_nodes():
        raise OutputError("two nodes have the same id once it is written as text")
    multi = graph.is_multigraph()
    triples = graph.edges(keys=True, data=True) if multi else ((u, v, "0", d) for u, v, d in graph.edges(data=True))
    edges = sorted(
        ((printable(str(u)), printable(str(v)), printable(str(k)), _plain_values(d, taken)) for u, v, k, d in triples),
        key=lambda edge: edge[:3],
    )
    return PlainGraph(_plain_values(graph.graph, frozenset()), nodes, edges)


def _first(pair: tuple[str, Values]) -> str:
    return pair[0]


def _plain_values(values: Mapping[Any, Any], taken: frozenset[str]) -> Values:
    out: Values = {}
    for name in sorted(values, key=str):
        free = printable(str(name))
        while free in taken or free in out:
            free += "_"
        out[free] = as_json(values[name])
    return out


_HALF_PAIR = re.compile("[\ud800-\udfff]")  # no encoding of Unicode can hold one


def as_json(value: Any) -> Any:  # noqa: ANN401 - any value of an attribute comes in, any JSON value goes out
    """Return `value` in JSON's types; what JSON cannot hold becomes text.

    Examples
    --------
    >>> as_json({"a": (1, 2.5, None), "b": {"y", "x"}, "c": float("inf")})
    {'a': [1, 2.5, None], 'b': ['x', 'y'], 'c': 'inf'}
    """
    match value:
        case None | bool():
            return value
        case str():
            out: Any = _HALF_PAIR.sub("\ufffd", value)
        case int():
            out = int(value)
        case float():
            out = float(value) if math.isfinite(value) else str(value)
        case Mapping():
            out = {str(k): as_json(v) for k, v in value.items()}
        case list() | tuple():
            out = [as_json(v) for v in value]
        case AbstractSet():
            out = sorted((as_json(v) for v in value), key=str)
        case _:
            out = str(value)
    return out


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    r"""Return `text` with what neither XML nor UTF-8 can hold made visible.

    A control character becomes its picture (U+2400 and on), half of a surrogate pair and
    the two characters that are none become U+FFFD (XML 1.0, production 2, "Char").

    Examples
    --------
    >>> printable("a\x00b\x1b[31m\ud800")
    'a␀b␛[31m�'
    """
    return _UNPRINTABLE.sub(lambda m: chr(0x2400 + ord(m[0])) if m[0] < " " else "\ufffd", text)


def one_line(text: str) -> str:
    r"""Return `text` printable and on one line, runs of blank space made one space.

    Examples
    --------
    >>> one_line(" bac pro\n installateur ")
    'bac pro installateur'
    """
    return " ".join(printable(text).split())


def as_text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a JSON value as text: a text as it is, anything else as JSON."""
    return printable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def items_of(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    """Return the items of an attribute that holds a list by the contract, none where it does not.

    Examples
    --------
    >>> items_of(["dossier"]), items_of(None), items_of(True)
    (['dossier'], [], [])
    """
    return value if isinstance(value, list) else []


def columns(rows: Iterable[Values], first: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Return the attributes of `rows`: those of `first` in that order, then the others by name.

    None has no type: a row that holds it is written without the attribute.
    """
    kinds: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            found = kinds.setdefault(name, set())
            if value is not None:
                found.add(_kind(value))
    order = [name for name in first if name in kinds] + sorted(kinds.keys() - set(first))
    return tuple(Column(name, _widest(kinds[name])) for name in order)


def _kind(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long" if -_LONG <= value < _LONG else "string"
    return "double" if isinstance(value, float) else "string"


def _widest(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "double" if kinds == {"long", "double"} else "string"


def restore(graph: nx.Graph[Any], *, also: Iterable[str] = ()) -> nx.MultiDiGraph[Any]:
    """Return the graph that a file was written from, once networkx has read that file back.

    GEXF and GraphML hold no list and no null, so lists are written as JSON text and a null is
    left out; networkx also gives a `DiGraph` where no two edges are parallel.  This takes all of it back.

    Parameters
    ----------
    graph : networkx graph
        What `read_gexf`, `read_graphml`, `cytoscape_graph` or `node_link_graph` returned.
    also : iterable of str
        Further attributes that hold lists or objects, beside those of the contract.

    Returns
    -------
    networkx.MultiDiGraph
        Equal to the graph that was written (of a GEXF file networkx reads no attributes of the graph itself).

    Examples
    --------
    >>> import io
    >>> import networkx as nx
    >>> from pathways.export import to_files
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("FOR.1", label="CAP maçon", kind="diploma", level=None, domains=["construction"])
    >>> text = to_files(g, "graphml")[""]
    >>> restore(nx.read_graphml(io.BytesIO(text))).nodes["FOR.1"]["domains"]
    ['construction']
    """
    import networkx as nx  # noqa: PLC0415 - heavy, and only wanted here

    lists = _LISTS.union(also)
    out: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    foreign = {"node_default", "edge_default", "mode"}
    out.graph.update(_parsed({k: v for k, v in graph.graph.items() if k not in foreign}, lists))
    for node, data in graph.nodes(data=True):
        kept = {k: v for k, v in data.items() if k not in {"id", "value", "name"}}
        out.add_node(node, **_restored(kept, lists, "node"))
    quadruples: list[tuple[Any, Any, Any, Values]]
    if isinstance(graph, nx.MultiGraph):
        quadruples = [(u, v, k, d) for u, v, k, d in graph.edges(keys=True, data=True)]
    else:
        quadruples = [(u, v, _key(d), d) for u, v, d in graph.edges(data=True)]
    for source, target, key, data in quadruples:
        kept = {k: v for k, v in data.items() if k not in {"id", "key", "source", "target"}}
        out.add_edge(source, target, key, **_restored(kept, lists, "edge"))
    return out


def _key(values: Values) -> str:
    """Return an edge's key where networkx gave up keys: an attribute of GraphML, part of the id of GEXF."""
    if "key" in values:
        return str(values["key"])
    return str(values.get("id", "0:0")).partition(":")[2]


def _restored(values: Values, lists: frozenset[str], scope: str) -> Values:
    absent = dict.fromkeys(_NONE_WHERE_ABSENT[scope]) if values else {}
    return {**absent, **_parsed(values, lists)}


def _parsed(values: Values, lists: frozenset[str]) -> Values:
    return {
        n: json.loads(v) if n in lists and isinstance(v, str) and v[:1] in {"[", "{"} else v for n, v in values.items()
    }
