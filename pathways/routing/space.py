"""The graph as a search sees it: what leads into a node, at what cost.

One face for the two forms of a graph: a plain MultiDiGraph, read from its own dicts as they are now
(nothing is kept between queries, so nothing can be stale), and the arrays of a graph file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from pathways.criteria import MILLION
from pathways.errors import GraphContractError, UnknownNameError
from pathways.graph.compact import closed_in
from pathways.graph.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx

    from pathways.criteria import Prices
    from pathways.routing.constraints import Constraints

__all__ = ["Arc", "Edge", "GraphSpace", "Node", "Space", "StoreSpace", "space_of"]

#: Criteria and limits of which a graph file keeps what queries met.
_MOST_PREPARED = 4
#: A graph of so many nodes may be made by hand, and is checked in no time.
_CHECKED_WHOLE = 200

#: A node as the search names it: its id in a MultiDiGraph, its number in a graph file.
Node: TypeAlias = Any
#: An edge as the search names it: (source, target, key), or its number.
Edge: TypeAlias = Any
#: One way into a node: where it comes from, its packed cost, its place among the ways from there.
Arc: TypeAlias = "tuple[Node, int, Any]"


def _millionths(data: Mapping[str, Any]) -> int:
    years: float = data["years"]
    return round(years * MILLION)


class Space(Protocol):
    """What a search asks of a graph."""

    def node(self, name: str) -> Node:
        """Return the node of an id; UnknownNameError if there is none."""

    def name(self, node: Node) -> str:
        """Return the id of a node."""

    def into(self, node: Node) -> list[Arc]:
        """Return the arcs into a node that the constraints leave, cheapest of parallel ones not first."""

    def out_of(self, node: Node) -> list[Arc]:
        """Return the arcs out of a node that the constraints leave; each starts with its target."""

    def years_on(self, node: Node) -> dict[int, list[Node]]:
        """Return the nodes after a node by the millionths of years that a way there takes."""

    def edge(self, origin: Node, target: Node, place: Any) -> Edge:  # noqa: ANN401 - what an Arc has third
        """Return the edge of an arc from its ends and its place."""

    def edges(self, nodes: tuple[Node, ...], places: tuple[Any, ...]) -> tuple[Edge, ...]:
        """Return the edges along a way: `edge` of each two nodes and the place of the arc between."""

    def is_level(self, node: Node) -> bool:
        """Say whether a node is a level, which a route goes through unseen."""

    def allowed(self, node: Node) -> bool:
        """Say whether the constraints leave a node."""

    def cost(self, edge: Edge) -> int:
        """Return the packed cost of an edge."""

    def priced(self, edge: Edge) -> tuple[Mapping[str, Any], int]:
        """Return the attributes that a criterion prices, and the number of witnesses."""

    def shown(self, node: Node) -> tuple[str, str, str]:
        """Return the id, the label and the kind of a node."""

    def node_data(self, node: Node) -> Mapping[str, Any]:
        """Return the attributes of a node."""

    def edge_data(self, edge: Edge) -> Mapping[str, Any]:
        """Return all attributes of an edge."""

    def key(self, edge: Edge) -> str:
        """Return the key of an edge."""

    def nodes(self) -> list[Node]:
        """Return every node."""


class GraphSpace:
    """A plain MultiDiGraph, read as it is at the moment of each look.

    Raises
    ------
    GraphContractError
        If it is no MultiDiGraph, or an edge of a graph of 200 nodes or fewer breaks the contract; in
        a larger one, later, if an edge that is met does.  All that do are listed.
    """

    def __init__(self, graph: nx.MultiDiGraph[Any], prices: Prices, constraints: Constraints) -> None:
        if not (graph.is_directed() and graph.is_multigraph()):
            raise GraphContractError(f"the graph is a {type(graph).__name__}, not a networkx.MultiDiGraph")
        self._graph = graph
        # A view (reverse, subgraph) has mappings where a graph has dicts; both are read the same way.
        self._pred: Mapping[Node, Mapping[Node, Mapping[Any, Any]]] = getattr(graph, "_pred", graph.pred)
        self._succ: Mapping[Node, Mapping[Node, Mapping[Any, Any]]] = getattr(graph, "_succ", graph.succ)
        self._nodes: Mapping[Node, Mapping[str, Any]] = getattr(graph, "_node", graph.nodes)
        self._price, self._known = prices.of_edge, prices.known
        self._edge_allowed = constraints.edge_allowed if constraints.limits_edges else None
        self._constraints = constraints if constraints.limits_nodes else None
        self._allowed: dict[Node, bool] = {}
        self._known_years: dict[tuple[float, str, str], int] = {}
        if len(graph) <= _CHECKED_WHOLE and (findings := self._breaches()):
            raise GraphContractError("the graph breaks its contract", findings)

    def node(self, name: str) -> Node:
        """Return `name` if it is a node."""
        try:
            known = name in self._nodes
        except TypeError:
            known = False
        if not known:
            raise UnknownNameError(f"the graph has no node {name!r}", str(name))
        return name

    def name(self, node: Node) -> str:
        """Return the id as a text."""
        return str(node)

    def is_level(self, node: Node) -> bool:
        """Say whether its kind is "level"."""
        return bool(self._nodes[node].get("kind") == "level")

    def allowed(self, node: Node) -> bool:
        """Say whether the constraints leave it."""
        if self._constraints is None:
            return True
        if (known := self._allowed.get(node)) is None:
            data = self._nodes[node]
            known = self._allowed[node] = self._constraints.node_allowed(
                node, data.get("type", ""), data.get("level"), closed_in(data)
            )
        return known

    def into(self, node: Node) -> list[Arc]:
        """Return the arcs into it."""
        return self._arcs(self._pred[node])

    def out_of(self, node: Node) -> list[Arc]:
        """Return the arcs out of it."""
        return self._arcs(self._succ[node])

    def years_on(self, node: Node) -> dict[int, list[Node]]:
        """Return the nodes after it by the millionths of years that a way there takes."""
        on, known = self._succ[node], self._known_years
        ways: dict[int, list[Node]] = {}
        if self._edge_allowed is not None or self._constraints is not None:
            for other, _, key in self.out_of(node):
                ways.setdefault(_millionths(on[other][key]), []).append(other)
            return ways
        for other, keys in on.items():
            for data in keys.values():
                try:
                    years = known[data["years"], data["kind"], data["basis"]]
                except (KeyError, TypeError):
                    years = self._checked_years(data)
                if years in ways:
                    ways[years].append(other)
                else:
                    ways[years] = [other]
        return ways

    def _checked_years(self, data: Mapping[str, Any]) -> int:
        """Return the millionths of years of an edge that keeps the contract, and remember them."""
        try:
            self._price(data)
        except GraphContractError as error:
            raise GraphContractError("the graph breaks its contract", self._breaches()) from error
        years = self._known_years[data["years"], data["kind"], data["basis"]] = _millionths(data)
        return years

    def _arcs(self, beside: Mapping[Node, Mapping[Any, Any]]) -> list[Arc]:
        known = self._known
        if self._edge_allowed is None and self._constraints is None:
            try:  # what `price` does, without the call: most of a query is spent here
                return [
                    (other, known[(*what, *asked) if (asked := data["conditions"]) else what], key)
                    for other, keys in beside.items()
                    for key, data in keys.items()
                    if (
                        what := (
                            data["years"],
                            data["kind"],
                            data["basis"],
                            data["scope"],
                            data["score"],
                            data["apprenticeship"],
                            len(data["evidence"]),
                        )
                    )
                ]
            except (KeyError, TypeError):  # a price not known yet, or an attribute that is missing or odd
                pass
        price, edge_allowed, arcs = self._price, self._edge_allowed, []
        try:
            for other, keys in beside.items():
                if self.allowed(other):
                    arcs += [
                        (other, price(data), key)
                        for key, data in keys.items()
                        if edge_allowed is None or edge_allowed(data)
                    ]
        except (GraphContractError, KeyError) as error:
            raise GraphContractError("the graph breaks its contract", self._breaches()) from error
        return arcs

    def edge(self, origin: Node, target: Node, place: Any) -> Edge:  # noqa: ANN401 - a key
        """Return (source, target, key)."""
        return origin, target, place

    def edges(self, nodes: tuple[Node, ...], places: tuple[Any, ...]) -> tuple[Edge, ...]:
        """Return (source, target, key) of each."""
        return tuple(zip(nodes, nodes[1:], places, strict=False))

    def cost(self, edge: Edge) -> int:
        """Return its packed cost."""
        return self._price(self.edge_data(edge))

    def _breaches(self) -> tuple[str, ...]:
        findings = []
        for u, v, key, data in self._graph.edges(keys=True, data=True):
            try:
                self._price(data)
            except GraphContractError as error:
                findings.append(f"edge {u!r} -> {v!r} ({key}): {error}")
        return tuple(findings)

    def priced(self, edge: Edge) -> tuple[Mapping[str, Any], int]:
        """Return its attributes, and how much evidence it has."""
        data = self.edge_data(edge)
        return data, min(len(data.get("evidence") or ()), 2)

    def shown(self, node: Node) -> tuple[str, str, str]:
        """Return its id, label and kind."""
        data = self._nodes[node]
        return str(node), str(data.get("label") or node), str(data.get("kind") or "")

    def node_data(self, node: Node) -> Mapping[str, Any]:
        """Return its attributes."""
        return self._nodes[node]

    def edge_data(self, edge: Edge) -> Mapping[str, Any]:
        """Return its attributes."""
        u, v, key = edge
        data: Mapping[str, Any] = self._succ[u][v][key]
        return data

    def key(self, edge: Edge) -> str:
        """Return its key."""
        return str(edge[2])

    def nodes(self) -> list[Node]:
        """Return every node."""
        return list(self._nodes)


class _Prepared:
    """What the queries of one criterion under the same limits have met in a graph file; it does not change."""

    def __init__(self) -> None:
        #: shape and score -> packed cost, -1 for what the constraints rule out
        self.costs: dict[tuple[int, float], int] = {}
        self.nodes: dict[int, bool] = {}
        self.into: dict[int, list[Arc]] = {}
        self.out_of: dict[int, list[Arc]] = {}


class StoreSpace:
    """The arrays of a graph file; attributes are decoded only for what a route shows."""

    def __init__(self, store: Store, prices: Prices, constraints: Constraints) -> None:
        self._store = store
        self._prices = prices
        self._constraints = constraints
        self._source, self._target = store.source, store.target
        self._into, self._into_starts, self._starts = store.pred_edge, store.pred_starts, store.starts
        self._shape, self._score = store.shape, store.score
        self._known_years: list[int] | None = None
        prepared = store.kept.get(key := (prices.key, constraints.limits))
        if prepared is None:
            if len(store.kept) >= _MOST_PREPARED:
                store.kept.pop(next(iter(store.kept), None), None)
            prepared = store.kept[key] = _Prepared()
        self._known, self._arcs_into, self._arcs_out = prepared.costs, prepared.into, prepared.out_of
        self._node_known = prepared.nodes if constraints.limits_nodes else None

    def node(self, name: str) -> Node:
        """Return the number of an id."""
        number = self._store.index.get(name)
        if number is None:
            raise UnknownNameError(f"the graph has no node {name!r}", str(name))
        return number

    def name(self, node: Node) -> str:
        """Return the id of a number."""
        return self._store.ids[node]

    def is_level(self, node: Node) -> bool:
        """Say whether its kind is "level"."""
        return self._store.kinds[node] == "level"

    def allowed(self, node: Node) -> bool:
        """Say whether the constraints leave it."""
        if self._node_known is None:
            return True
        if (known := self._node_known.get(node)) is None:
            store = self._store
            level = store.node_level[node]
            known = self._node_known[node] = self._constraints.node_allowed(
                store.ids[node],
                store.types[store.node_type[node]],
                None if level < 0 else level,
                store.node_closed[node],
            )
        return known

    def edge(self, origin: Node, target: Node, place: Any) -> Edge:  # noqa: ANN401 - a number
        """Return the number, which is its own place."""
        del origin, target
        return place

    def edges(self, nodes: tuple[Node, ...], places: tuple[Any, ...]) -> tuple[Edge, ...]:
        """Return the numbers."""
        del nodes
        return places

    def cost(self, edge: Edge) -> int:
        """Return its packed cost."""
        return self._prices.of(*self.priced(edge))

    def _cost(self, edge: int) -> int:
        data, witnesses = self.priced(edge)
        allowed = not self._constraints.limits_edges or self._constraints.edge_allowed(data)
        return self._prices.of(data, witnesses) if allowed else -1

    def into(self, node: Node) -> list[Arc]:
        """Return the arcs into it."""
        if (arcs := self._arcs_into.get(node)) is None:
            edges = self._into[self._into_starts[node] : self._into_starts[node + 1]]
            arcs = self._arcs_into[node] = self._arcs(edges, self._source.__getitem__)
        return arcs

    def out_of(self, node: Node) -> list[Arc]:
        """Return the arcs out of it."""
        if (arcs := self._arcs_out.get(node)) is None:
            edges = range(self._starts[node], self._starts[node + 1])
            arcs = self._arcs_out[node] = self._arcs(edges, self._target.__getitem__)
        return arcs

    def years_on(self, node: Node) -> dict[int, list[Node]]:
        """Return the nodes after it by the millionths of years that a way there takes."""
        if (known := self._known_years) is None:
            known = self._known_years = [_millionths(shape.attributes) for shape in self._store.shapes]
        shape, ways = self._shape, dict[int, list[Node]]()
        if self._constraints.limits_edges or self._node_known is not None:
            for other, _, edge in self.out_of(node):
                ways.setdefault(known[shape[edge]], []).append(other)
            return ways
        start, end = self._starts[node : node + 2]
        for number, other in zip(shape[start:end], self._target[start:end], strict=True):
            years = known[number]
            if years in ways:
                ways[years].append(other)
            else:
                ways[years] = [other]
        return ways

    def _arcs(self, edges: Any, other: Callable[[int], int]) -> list[Arc]:  # noqa: ANN401 - an array or a range
        shape, score, known = self._shape, self._score, self._known
        free = self._node_known is None
        arcs: list[Arc] = []
        for edge in edges:
            what = (shape[edge], score[edge])
            cost = known.get(what)
            if cost is None:
                cost = known[what] = self._cost(edge)
            if cost < 0:
                continue
            node = other(edge)
            if free or self.allowed(node):
                arcs.append((node, cost, edge))
        return arcs

    def priced(self, edge: Edge) -> tuple[Mapping[str, Any], int]:
        """Return the attributes of its shape with its score, and how much evidence it has."""
        shape = self._store.shapes[self._store.shape[edge]]
        if "score" in shape.attributes:
            return shape.attributes, shape.witnesses
        return {**shape.attributes, "score": self._store.score[edge]}, shape.witnesses

    def shown(self, node: Node) -> tuple[str, str, str]:
        """Return its id, label and kind."""
        store = self._store
        return store.ids[node], store.labels[node] or store.ids[node], store.kinds[node]

    def node_data(self, node: Node) -> Mapping[str, Any]:
        """Return its attributes."""
        return self._store.node(node)

    def edge_data(self, edge: Edge) -> Mapping[str, Any]:
        """Return its attributes, evidence included."""
        return self._store.edge(edge)

    def key(self, edge: Edge) -> str:
        """Return its key."""
        return str(self._store.key(edge))

    def nodes(self) -> list[Node]:
        """Return every number."""
        return list(range(self._store.node_count))


def space_of(graph: nx.MultiDiGraph[Any] | Store, prices: Prices, constraints: Constraints) -> Space:
    """Return the space of a graph or of a graph file."""
    if isinstance(graph, Store):
        return StoreSpace(graph, prices, constraints)
    return GraphSpace(graph, prices, constraints)
