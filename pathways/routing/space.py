"""The graph as a search sees it: what leads into a node, at what cost.

One face for the two forms of a graph: a plain MultiDiGraph, read from its own dicts as they are now (nothing is kept
between queries, so nothing can be stale), and the arrays of a graph file, which does not change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from pathways.criteria import MILLION
from pathways.graph.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from pathways.criteria import Prices
    from pathways.routing.constraints import Constraints

__all__ = ["Arc", "Edge", "Node", "Space", "millionths_of", "space_of"]

#: A node as the search names it: its id in a MultiDiGraph, its number in a graph file.
Node: TypeAlias = Any
#: An edge as the search names it: (source, target, key), or its number.
Edge: TypeAlias = Any
#: One way into a node: where it comes from, its packed cost, its place among the ways from there.
Arc: TypeAlias = "tuple[Node, int, Any]"


def millionths_of(data: Mapping[str, Any]) -> int:
    """Return the years of an edge, in millionths."""
    years: float = data["years"]
    return round(years * MILLION)


class Space(Protocol):
    """What a search asks of a graph.

    Attributes
    ----------
    kept : dict
        What queries of this criterion and these limits keep for later ones; a graph in memory keeps nothing.
    """

    kept: dict[Any, Any]

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

    def placed(self, node: Node) -> tuple[str, float | None]:
        """Return the type of a diploma ("" where there is none) and its level."""

    def shown(self, node: Node) -> tuple[str, str, str]:
        """Return the id, the label and the kind of a node."""

    def node_data(self, node: Node) -> Mapping[str, Any]:
        """Return the attributes of a node."""

    def edge_data(self, edge: Edge) -> Mapping[str, Any]:
        """Return all attributes of an edge."""

    def key(self, edge: Edge) -> str:
        """Return the key of an edge."""


def space_of(graph: nx.MultiDiGraph[Any] | Store, prices: Prices, constraints: Constraints) -> Space:
    """Return the space of a graph or of a graph file."""
    if isinstance(graph, Store):
        from pathways.routing.store_space import StoreSpace  # noqa: PLC0415 - each question needs one of both

        return StoreSpace(graph, prices, constraints)
    from pathways.routing.graph_space import GraphSpace  # noqa: PLC0415

    return GraphSpace(graph, prices, constraints)
