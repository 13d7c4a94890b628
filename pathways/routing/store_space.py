"""A graph file as a search sees it, read from its arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.errors import UnknownNameError
from pathways.routing.space import millionths_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pathways.criteria import Prices
    from pathways.graph.store import Store
    from pathways.routing.constraints import Constraints
    from pathways.routing.space import Arc, Edge, Node

__all__ = ["StoreSpace"]

#: Criteria and limits of which a graph file keeps what queries met.
_MOST_PREPARED = 4


class _Prepared:
    """What the queries of one criterion under the same limits have met in a graph file; it does not change."""

    def __init__(self) -> None:
        #: shape and score -> packed cost, -1 for what the constraints rule out
        self.costs: dict[tuple[int, float], int] = {}
        self.nodes: dict[int, bool] = {}
        self.into: dict[int, list[Arc]] = {}
        self.out_of: dict[int, list[Arc]] = {}
        self.kept: dict[Any, Any] = {}


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
        self.kept = prepared.kept
        self._node_known = prepared.nodes if constraints.limits_nodes else None

    def node(self, name: str) -> Node:
        """Return the number of an id."""
        number = self._store.index.get(name)
        if number is None:
            raise UnknownNameError(f"the graph has no node {name!r}: pathways.find({name!r}) gives ids", str(name))
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
            known = self._known_years = [millionths_of(shape.attributes) for shape in self._store.shapes]
        shape = self._shape
        ways: dict[int, list[Node]] = {}
        if self._constraints.limits_edges or self._node_known is not None:
            for other, _, edge in self.out_of(node):
                ways.setdefault(known[shape[edge]], []).append(other)
            return ways
        start, end = self._starts[node : node + 2]
        for number, other in zip(shape[start:end], self._target[start:end], strict=True):
            ways.setdefault(known[number], []).append(other)
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

    def placed(self, node: Node) -> tuple[str, float | None]:
        """Return its type and its level."""
        store = self._store
        level = store.node_level[node]
        return store.types[store.node_type[node]], None if level < 0 else level

    def shown(self, node: Node) -> tuple[str, str, str]:
        """Return its id, label and kind."""
        return self._store.shown(node)

    def node_data(self, node: Node) -> Mapping[str, Any]:
        """Return its attributes."""
        return self._store.node(node)

    def edge_data(self, edge: Edge) -> Mapping[str, Any]:
        """Return its attributes, evidence included."""
        return self._store.edge(edge)

    def key(self, edge: Edge) -> str:
        """Return its key."""
        return str(self._store.key(edge))
