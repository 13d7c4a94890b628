"""A plain MultiDiGraph as a search sees it, read from its own dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.errors import GraphContractError, UnknownNameError
from pathways.graph.compact import closed_in
from pathways.routing.space import millionths_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from pathways.criteria import Prices
    from pathways.routing.constraints import Constraints
    from pathways.routing.space import Arc, Edge, Node

__all__ = ["GraphSpace"]

#: A graph of so many nodes may be made by hand, and is checked in no time.
_CHECKED_WHOLE = 200


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
        self.kept: dict[Any, Any] = {}
        self._known_years: dict[tuple[float, str, str], int] = {}
        if len(graph) <= _CHECKED_WHOLE and (broken := self._broken()).findings:
            raise broken

    def node(self, name: str) -> Node:
        """Return `name` if it is a node."""
        try:
            known = name in self._nodes
        except TypeError:
            known = False
        if not known:
            raise UnknownNameError(f"the graph has no node {name!r}: pathways.find({name!r}) gives ids", str(name))
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
                ways.setdefault(millionths_of(on[other][key]), []).append(other)
            return ways
        for other, keys in on.items():
            for data in keys.values():
                try:
                    years = known[data["years"], data["kind"], data["basis"]]
                except (KeyError, TypeError):
                    years = self._checked_years(data)
                ways.setdefault(years, []).append(other)
        return ways

    def _checked_years(self, data: Mapping[str, Any]) -> int:
        """Return the millionths of years of an edge that keeps the contract, and remember them."""
        try:
            self._price(data)
        except GraphContractError as error:
            raise self._broken() from error
        years = self._known_years[data["years"], data["kind"], data["basis"]] = millionths_of(data)
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
                            data.get("usual"),
                            data.get("rarity"),
                            data.get("out_of_work"),
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
            raise self._broken() from error
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

    def _broken(self) -> GraphContractError:
        """Return the error that lists every edge that breaks the contract."""
        findings = []
        for u, v, key, data in self._graph.edges(keys=True, data=True):
            try:
                self._price(data)
            except GraphContractError as error:
                findings.append(f"edge {u!r} -> {v!r} ({key}): {error}")
        return GraphContractError("the graph breaks its contract", tuple(findings))

    def priced(self, edge: Edge) -> tuple[Mapping[str, Any], int]:
        """Return its attributes, and how much evidence it has."""
        data = self.edge_data(edge)
        return data, min(len(data.get("evidence") or ()), 2)

    def placed(self, node: Node) -> tuple[str, float | None]:
        """Return its type and its level."""
        data = self._nodes[node]
        return str(data.get("type") or ""), data.get("level")

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
