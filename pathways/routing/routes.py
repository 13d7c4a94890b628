"""From what a search finds to what a person reads: steps between concrete nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.criteria import MILLION, all_costs
from pathways.model import Basis, Evidence, NodeRef, Route, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pathways.criteria import Prices
    from pathways.routing.space import Edge, Node, Space

__all__ = ["Maker", "evidence_of", "maker_of", "node_ref"]

_BASES = {str(basis): basis for basis in Basis}


def node_ref(space: Space, node: Node) -> NodeRef:
    """Return a node as routes show it."""
    return NodeRef(*space.shown(node))


def _number(years: float) -> float:
    return int(years) if years == int(years) else years


def evidence_of(data: Mapping[str, Any]) -> tuple[Evidence, ...]:
    """Return what stands as `evidence` of an edge or of a study plan."""
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


#: Steps that are kept for later queries to a graph file.
_MOST_KEPT = 20_000


def maker_of(space: Space, prices: Prices) -> Maker:
    """Return the maker of the routes of a query: a graph file keeps it for later ones."""
    maker: Maker | None = space.kept.get("maker")
    if maker is None or len(maker) > _MOST_KEPT:
        maker = space.kept["maker"] = Maker(space, prices)
    return maker


class Maker:
    """Makes the routes of one query; what routes share (nodes, steps, costs of edges) is made once."""

    def __init__(self, space: Space, prices: Prices) -> None:
        self._space = space
        self._prices = prices
        self._refs: dict[Node, NodeRef] = {}
        self._steps: dict[tuple[Edge, ...], Step] = {}
        self._costs: dict[Edge, tuple[int, ...]] = {}

    def __len__(self) -> int:
        """Return how many steps are known."""
        return len(self._steps)

    def ref(self, node: Node) -> NodeRef:
        """Return a node as routes show it."""
        if (known := self._refs.get(node)) is None:
            known = self._refs[node] = node_ref(self._space, node)
        return known

    def _cost(self, edge: Edge) -> tuple[int, ...]:
        known = self._costs[edge] = all_costs(*self._space.priced(edge))
        return known

    def _step(self, ends: tuple[Node, Node], edges: tuple[Edge, ...], door: Node | None) -> Step:
        """Return the step that one edge makes, or several through doors: the last says what it is."""
        space = self._space
        last = space.edge_data(edges[-1])
        passed = [*(space.priced(edge)[0] for edge in edges[:-1]), last]
        step = self._steps[edges] = Step(
            self.ref(ends[0]),
            self.ref(ends[1]),
            years=_number(sum(data["years"] for data in passed)),
            conditions=tuple(dict.fromkeys(c for data in passed for c in data.get("conditions") or ())),
            apprenticeship=last.get("apprenticeship"),
            basis=_BASES[last["basis"]],
            evidence=evidence_of(last),
            key=space.key(edges[-1]),
            kind=str(last["kind"]),
            scope=str(last.get("scope", "named")),
            door=None if door is None else self.ref(door),
            score=float(last.get("score", 1.0)),
        )
        return step

    def route(self, packed: int, nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> Route:
        """Return the route along these edges, levels collapsed into the steps that go through them."""
        refs, known, priced = [self.ref(node) for node in nodes], self._steps, self._costs
        last = len(edges) - 1
        steps, start = [], 0
        # Written out: a search gives thousands of routes, and this is most of what they cost.
        years = count = points = far = doubts = idle = 0
        for i, edge in enumerate(edges):
            a, b, c, d, e, f = priced.get(edge) or self._cost(edge)
            years, count, points, far, doubts, idle = years + a, count + b, points + c, far + d, doubts + e, idle + f
            if i < last and refs[i + 1].kind == "level":
                continue
            taken = edges[start : i + 1]
            step = known.get(taken)
            if step is None:
                step = self._step((nodes[start], nodes[i + 1]), taken, nodes[i] if i > start else None)
            steps.append(step)
            start = i + 1
        costs = (
            ("years", years / MILLION),
            ("steps", count / MILLION),
            ("selectivity", points / MILLION),
            ("field", far / MILLION),
            ("certainty", doubts / MILLION),
            ("employment", idle / MILLION),
        )
        return Route(refs[0], refs[-1], tuple(steps), self._prices.cost(packed), costs)
