"""Which nodes are options of one diploma."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.catalogue.names import family_key
from pathways.graph.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    from pathways.model import NodeRef

__all__ = ["families_of"]


def families_of(graph: nx.MultiDiGraph[Any] | Store) -> Callable[[NodeRef], str]:
    """Return the function from a node to a key that the options A, B, C of one diploma share.

    A node that is no diploma has its id as the key.
    """
    known: dict[str, str] = {}

    def type_of(name: str) -> str:
        if isinstance(graph, Store):
            return graph.types[graph.node_type[graph.index[name]]]
        return str(graph.nodes[name].get("type") or "")

    def family(node: NodeRef) -> str:
        if node.kind != "diploma":
            return node.id
        if node.id not in known:
            known[node.id] = family_key(node.label, type_of(node.id))
        return known[node.id]

    return family
