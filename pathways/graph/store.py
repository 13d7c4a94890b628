"""Graphs on disk: `save_graph`, `load_graph`, and `open_store` for queries that need no networkx.

A graph file is one container (see `container.py`).  What a query reads stands in arrays;
attributes and evidence are decoded line by line when a route is shown.
"""

from __future__ import annotations

import gc
import json
import os
from functools import cached_property
from itertools import count, takewhile
from typing import TYPE_CHECKING, Any, cast

from pathways.errors import BrokenGraphFileError, GraphContractError
from pathways.graph.compact import (
    LINES_A_BLOCK,
    Shape,
    Texts,
    edge_attributes,
    fresh,
    pack_counts,
    unpack,
    unpack_block,
    unpack_counts,
)
from pathways.graph.container import Container

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx

    from pathways.catalogue import NameIndex
    from pathways.contract import EdgeData, NodeData

__all__ = ["ENVIRONMENT", "Store", "default_path", "load_graph", "open_store", "save_graph"]

#: The environment variable that names the graph file to use.
ENVIRONMENT = "PATHWAYS_GRAPH"
_MEND = "build it again with `pathways build`, or fetch it again"


def default_path() -> str:
    """Return the graph file to use where none is named: `PATHWAYS_GRAPH`, else the one that ships.

    Raises
    ------
    BrokenGraphFileError
        If the variable is not set and no graph came with the package.
    """
    if named := os.environ.get(ENVIRONMENT):
        return named
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")  # noqa: PTH118, PTH120 - no pathlib: cold start
    if os.path.isdir(folder):  # noqa: PTH112 - the same
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 - the same
            if name.endswith(".graph"):
                return os.path.join(folder, name)  # noqa: PTH118 - the same
    raise BrokenGraphFileError(
        f"no graph came with this package: build one with `pathways build`, and name it with --graph or {ENVIRONMENT}"
    )


class Store:
    """A graph file, read as far as each question needs.

    Nodes are numbered in the order of their ids, edges in that of (source, target, key).

    Attributes
    ----------
    path : str
    meta : dict
        The attributes of the graph: release, sources, credit, command ... as its maker set them.
    node_count, edge_count : int
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._container = Container(path)
        self.path = self._container.path
        try:
            header = self._container.meta
            self.meta: dict[str, Any] = header["graph"]
            self.node_count = int(header["nodes"])
            self.edge_count = int(header["edges"])
            self.types: list[str] = header["types"]
        except (KeyError, TypeError, ValueError) as error:
            raise self._broken("its header lacks something") from error
        self._blocks: dict[str, list[bytes]] = {}
        #: what queries keep for later ones (`pathways.routing.space`): a file does not change
        self.kept: dict[Any, Any] = {}
        #: its index of names, once one was asked for (`pathways.graph.naming`)
        self.names: NameIndex | None = None

    def _broken(self, reason: str) -> BrokenGraphFileError:
        return BrokenGraphFileError(f"{self.path}: {reason} ({_MEND})")

    def section(self, name: str) -> bytes | None:
        """Return a section as it was given to `save_graph`, None where the file has none of that name."""
        return self._container.read(name) if name in self._container else None

    def _texts(self, name: str) -> list[str]:
        try:
            texts: list[str] = json.loads(self._container.read(name))
        except ValueError as error:
            raise self._broken(f"section {name!r} is damaged") from error
        if len(texts) != self.node_count:
            raise self._broken(f"section {name!r} has {len(texts)} items, not {self.node_count}")
        return texts

    def _counts(self, name: str, length: int) -> array[int]:
        return self._column(name, length, lambda raw: unpack_counts(raw, length))

    def _numbers(self, name: str, code: str, length: int) -> array[Any]:
        return self._column(name, length, lambda raw: unpack(code, raw))

    def _column(self, name: str, length: int, read: Callable[[bytes], array[Any]]) -> array[Any]:
        try:
            column = read(self._container.read(name))
        except ValueError as error:
            raise self._broken(f"section {name!r} is damaged") from error
        if len(column) != length:
            raise self._broken(f"section {name!r} has {len(column)} items, not {length}")
        return column

    @cached_property
    def ids(self) -> list[str]:
        """Id of each node."""
        return self._texts("ids")

    @cached_property
    def index(self) -> dict[str, int]:
        """Number of each id."""
        return {node: i for i, node in enumerate(self.ids)}

    @cached_property
    def labels(self) -> Texts:
        """Label of each node."""
        ends = self._counts("labels@", self.node_count)
        blob = self._container.read("labels")
        if self.node_count and ends[-1] != len(blob):
            raise self._broken("section 'labels' is damaged")
        return Texts(blob, ends)

    @cached_property
    def kinds(self) -> list[str]:
        """Kind of each node."""
        return self._texts("kinds")

    @cached_property
    def node_type(self) -> array[int]:
        """Type of each node, an index into `types`."""
        return self._counts("node_type", self.node_count)

    @cached_property
    def node_level(self) -> array[float]:
        """Level of each node, -1 where none is known."""
        return self._numbers("node_level", "d", self.node_count)

    @cached_property
    def node_closed(self) -> array[int]:
        """Year of the last session of each node, 0 where none is known, 1 for what is gone from the record."""
        return self._numbers("node_closed", "i", self.node_count)

    @cached_property
    def node_pupils(self) -> array[int]:
        """Pupils a year of each node, 0 where they are not known (also in files from before they were counted)."""
        if "node_pupils" not in self._container:
            return unpack_counts(bytes(2 * self.node_count), self.node_count)
        return self._counts("node_pupils", self.node_count)

    @cached_property
    def family(self) -> array[int]:
        """Number of the diploma that each node is an option of."""
        return self._counts("family", self.node_count)

    @cached_property
    def starts(self) -> array[int]:
        """Edges out of node i are those from `starts[i]` to `starts[i + 1]`."""
        return self._counts("starts", self.node_count + 1)

    @cached_property
    def target(self) -> array[int]:
        """Target of each edge."""
        return self._counts("target", self.edge_count)

    @cached_property
    def source(self) -> array[int]:
        """Source of each edge."""
        return self._counts("source", self.edge_count)

    @cached_property
    def pred_starts(self) -> array[int]:
        """Edges into node i are `pred_edge[pred_starts[i]:pred_starts[i + 1]]`."""
        return self._counts("pred_starts", self.node_count + 1)

    @cached_property
    def pred_edge(self) -> array[int]:
        """Numbers of edges, by target."""
        return self._counts("pred_edge", self.edge_count)

    @cached_property
    def shape(self) -> array[int]:
        """Shape of each edge, an index into `shapes`."""
        return self._counts("shape", self.edge_count)

    @cached_property
    def edge_evidence(self) -> array[int]:
        """Evidence of each edge: a line of the table `evidence`, counted from 1; 0 for none."""
        return self._counts("edge_evidence", self.edge_count)

    @cached_property
    def edge_rest(self) -> array[int]:
        """Further attributes of each edge: a line of the table `rest`, counted from 1; 0 for none."""
        return self._counts("edge_rest", self.edge_count)

    @cached_property
    def score(self) -> array[float]:
        """Score of each edge, 0 to 1."""
        return self._numbers("score", "d", self.edge_count)

    @cached_property
    def shapes(self) -> list[Shape]:
        """Key and priced attributes of edges, each kind of edge once."""
        return [Shape(*item) for item in json.loads(self._container.read("shapes"))]

    def _line(self, name: str, number: int) -> Any:  # noqa: ANN401 - decoded JSON
        block = f"{name}.{number // LINES_A_BLOCK}"
        if block not in self._blocks:
            self._blocks[block] = unpack_block(self._container.read(block))
        return json.loads(self._blocks[block][number % LINES_A_BLOCK].removesuffix(b","))

    def node(self, number: int) -> NodeData:
        """Return the attributes of a node."""
        data: NodeData = self._line("node", number)
        return data

    def shown(self, number: int) -> tuple[str, str, str]:
        """Return the id, the label (the id where there is none) and the kind of a node."""
        return self.ids[number], self.labels[number] or self.ids[number], self.kinds[number]

    def key(self, number: int) -> str | int:
        """Return the key of an edge."""
        return self.shapes[self.shape[number]].key

    def edge(self, number: int) -> EdgeData:
        """Return the attributes of an edge."""
        shape, parts = self.shapes[self.shape[number]], []
        for name, at in (("evidence", self.edge_evidence[number]), ("rest", self.edge_rest[number])):
            parts.append(self._line(name, at - 1) if at else None)
        return cast("EdgeData", edge_attributes(shape, *parts))

    def _all(self, name: str) -> list[Any]:
        blocks = takewhile(self._container.__contains__, (f"{name}.{b}" for b in count()))
        return [line for block in blocks for line in json.loads(self._container.read(block))]

    def _parts(self) -> Iterable[tuple[list[Any] | None, dict[str, Any] | None]]:
        """Yield the evidence and the further attributes of each edge, nothing shared between edges."""
        tables = [None, *self._all("evidence")], [None, *self._all("rest")]
        flat = [_is_flat(evidence) for evidence in tables[0]]
        nested = [rest is not None and any(isinstance(v, (list, dict)) for v in rest.values()) for rest in tables[1]]
        for e, r in zip(self.edge_evidence, self.edge_rest, strict=True):
            evidence, rest = tables[0][e], tables[1][r]
            yield (
                [item.copy() for item in evidence] if flat[e] else fresh(evidence),
                fresh(rest) if nested[r] else rest,
            )

    def to_graph(self) -> nx.MultiDiGraph[Any]:
        """Return the whole graph, a plain MultiDiGraph that shares nothing with this store."""
        import networkx as nx  # noqa: PLC0415 - a query on the arrays does without it

        paused = gc.isenabled()
        gc.disable()  # hundreds of thousands of new dicts, none of them garbage
        try:
            graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
            graph.graph.update(self.meta)
            ids, shapes = self.ids, self.shapes
            # networkx's own dicts, filled here: add_node and add_edge would take thrice the time.
            nodes, succ, pred = graph._node, graph._adj, graph._pred  # type: ignore[attr-defined]  # noqa: SLF001
            for node, data in zip(ids, self._all("node"), strict=True):
                nodes[node], succ[node], pred[node] = data, {}, {}
            for u, v, s, parts in zip(self.source, self.target, self.shape, self._parts(), strict=True):
                shape, a, b = shapes[s], ids[u], ids[v]
                keys = succ[a].get(b)
                if keys is None:
                    keys = succ[a][b] = pred[b][a] = {}
                keys[shape.key] = edge_attributes(shape, *parts)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise self._broken("its lines are damaged") from error
        finally:
            if paused:
                gc.enable()
        return graph


def _is_flat(evidence: list[Any] | None) -> bool:
    """Say whether evidence is a list of dicts of plain values, as the contract has it."""
    return evidence is not None and all(
        isinstance(item, dict) and not any(isinstance(value, (list, dict)) for value in item.values())
        for item in evidence
    )


def open_store(path: str | os.PathLike[str] | None = None) -> Store:
    """Open a graph file for queries, without networkx.

    Parameters
    ----------
    path : path-like, optional
        The file; by default that of `default_path`.

    Raises
    ------
    BrokenGraphFileError
        If the file is missing, foreign, cut, damaged or of another format version.
    """
    return Store(default_path() if path is None else path)


def load_graph(path: str | os.PathLike[str] | None = None) -> nx.MultiDiGraph[Any]:
    """Return the graph of a file as a plain `networkx.MultiDiGraph`.

    Parameters
    ----------
    path : path-like, optional
        The file; by default the one that `PATHWAYS_GRAPH` names, else the national graph that
        ships with the package.

    Raises
    ------
    BrokenGraphFileError
        If the file is missing, foreign, cut, damaged or of another format version.
    """
    return open_store(path).to_graph()


def save_graph(
    graph: nx.MultiDiGraph[Any],
    path: str | os.PathLike[str],
    *,
    sections: Mapping[str, bytes] | None = None,
    names: bool = True,
    force: bool = True,
) -> None:
    """Write a graph to a file, whole or not at all; equal graphs give equal bytes.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Keeps the contract (`validate_graph`); attributes are JSON values.  Its own attributes
        (`graph.graph`: release, sources, credit, command ...) go into the header.
    path : path-like
        The file, by custom `*.graph`.
    sections : mapping of str to bytes, optional
        Further sections.
    names : bool
        Write the index of names too, which resolves what people type; a query by id does without.
    force : bool
        Write over a file that exists.

    Raises
    ------
    GraphContractError
        If the graph breaks the contract or holds what JSON cannot.
    OutputError
        If the file cannot be written; what stood there is untouched.

    Examples
    --------
    >>> import tempfile, networkx as nx
    >>> g = nx.MultiDiGraph(release="2025-10")
    >>> g.add_node("classe:3e", kind="class", label="3e")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_graph(g, f"{folder}/a.graph")
    ...     load_graph(f"{folder}/a.graph").nodes["classe:3e"]["label"]
    '3e'
    """
    from pathways.graph.compact import PLAIN, columns_of  # noqa: PLC0415 - only writing needs these
    from pathways.graph.container import write_container  # noqa: PLC0415
    from pathways.graph.validate import validate_graph  # noqa: PLC0415

    validate_graph(graph)
    header, own = columns_of(graph)
    nodes = sorted(graph.nodes(data=True), key=lambda item: item[0])
    own["family"] = _families(nodes)
    if names:
        from pathways.catalogue import NameIndex, names_of_nodes  # noqa: PLC0415
        from pathways.graph.known import known_sections  # noqa: PLC0415

        facts = list(names_of_nodes(nodes))
        index = NameIndex.build(facts)
        number = {node: i for i, (node, _) in enumerate(nodes)}
        own |= index.to_sections()
        own |= known_sections(facts, number, lambda text: [c.id for c in index.find(text).options])
    if taken := sorted(set(own) & set(sections or ())):
        raise GraphContractError(f"sections of these names are the graph's own: {', '.join(taken)}")
    both = {**dict(sorted(own.items())), **dict(sorted((sections or {}).items()))}
    write_container(path, header, both, plain=PLAIN, force=force)


def _families(nodes: Iterable[tuple[str, Mapping[str, Any]]]) -> bytes:
    from pathways.catalogue.names import family_key  # noqa: PLC0415 - only writing needs it

    numbers: dict[str, int] = {}
    keys = (family_key(str(data.get("label") or node), str(data.get("type") or "")) for node, data in nodes)
    return pack_counts([numbers.setdefault(key, len(numbers)) for key in keys])
