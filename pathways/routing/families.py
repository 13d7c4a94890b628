"""Which nodes are options of one diploma."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    if isinstance(graph, Store):
        return lambda node: node.id if node.kind != "diploma" else f"{graph.family[graph.index[node.id]]}"
    from pathways.catalogue.names import family_key  # noqa: PLC0415 - a graph file has them ready

    known: dict[str, str] = {}

    def family(node: NodeRef) -> str:
        if node.kind != "diploma":
            return node.id
        if node.id not in known:
            known[node.id] = family_key(node.label, str(graph.nodes[node.id].get("type") or ""))
        return known[node.id]

    return family
