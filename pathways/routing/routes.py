"""From what a search finds to what a person reads: steps between concrete nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.criteria import CRITERIA
from pathways.model import Basis, Evidence, NodeRef, Route, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pathways.criteria import Prices
    from pathways.routing.search import Way
    from pathways.routing.space import Edge, Node, Space

__all__ = ["node_ref", "route_of"]

_BASES = {str(basis): basis for basis in Basis}


def node_ref(space: Space, node: Node) -> NodeRef:
    """Return a node as routes show it."""
    data = space.node_data(node)
    name = space.name(node)
    return NodeRef(name, str(data.get("label") or name), str(data.get("kind") or ""))


def _number(years: float) -> float:
    return int(years) if years == int(years) else years


def _evidence(space: Space, data: Mapping[str, Any]) -> tuple[Evidence, ...]:
    del space
    return tuple(
        Evidence(
            str(item.get("fiche", "")),
            str(item.get("section", "")),
            int(item.get("start", -1)),
            int(item.get("end", -1)),
            item.get("text"),
            str(item.get("url", "")),
        )
        for item in data.get("evidence") or ()
    )


def _step(space: Space, ends: tuple[NodeRef, NodeRef], edges: list[Edge], door: NodeRef | None) -> Step:
    """Return the step that one edge makes, or several through doors: the last says what it is."""
    last = space.edge_data(edges[-1])
    passed = [*(space.priced(edge)[0] for edge in edges[:-1]), last]
    return Step(
        *ends,
        years=_number(sum(data["years"] for data in passed)),
        conditions=tuple(dict.fromkeys(c for data in passed for c in data.get("conditions") or ())),
        apprenticeship=last.get("apprenticeship"),
        basis=_BASES[last["basis"]],
        evidence=_evidence(space, last),
        key=space.key(edges[-1]),
        kind=str(last["kind"]),
        scope=str(last.get("scope", "named")),
        door=door,
        score=float(last.get("score", 1.0)),
    )


def route_of(space: Space, prices: Prices, way: Way) -> Route:
    """Return the route that a way is, levels collapsed into the steps that go through them."""
    packed, nodes, edges = way
    refs = [node_ref(space, node) for node in nodes]
    steps = []
    start, waiting = 0, []
    for i, edge in enumerate(edges, 1):
        waiting.append(edge)
        if i < len(nodes) - 1 and space.is_level(nodes[i]):
            continue
        door = refs[i - 1] if i - 1 > start else None
        steps.append(_step(space, (refs[start], refs[i]), waiting, door))
        start, waiting = i, []
    priced = [space.priced(edge) for edge in edges]
    costs = tuple((name, _sum(of(data, seen) for data, seen in priced)) for name, _, of in CRITERIA.values())
    return Route(refs[0], refs[-1], tuple(steps), prices.cost(packed), costs)


def _sum(values: Any) -> float:  # noqa: ANN401 - numbers
    return round(float(sum(values)), 6)
