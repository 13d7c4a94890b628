"""Everything within reach, and everything that leads somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from pathways.criteria import Prices, millionths
from pathways.errors import QueryError
from pathways.routing.constraints import FREE, Constraints
from pathways.routing.goals import level_of
from pathways.routing.routes import node_ref
from pathways.routing.space import space_of
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    import networkx as nx

    from pathways.graph.store import Store
    from pathways.model import NodeRef
    from pathways.routing.space import Arc, Node, Space

__all__ = ["Reached", "distances", "leading_to", "reachable", "reached_graph", "within"]


@dataclass(frozen=True, slots=True)
class Reached:
    """A node that is within reach, or that leads to a target.

    Parameters
    ----------
    node : NodeRef
    type : str
        Type of diploma, "" for others.
    level : float or None
        3 (CAP) to 8 (doctorat); None for jobs and where it is not known.
    domains : tuple of str
        Onisep domains.
    years : float
        The least years from the source (to the target).
    steps : int
        Steps of the route that takes them, doors not counted.
    basis : str
        On whose word its last step stands (its first one, for what leads to a target): "stated", "field", "scheme".
    door : str
        What that step is open to, where it is said in general ("tout bac pro"), else "".
    """

    node: NodeRef
    type: str
    level: float | None
    domains: tuple[str, ...]
    years: float
    steps: int
    basis: str = ""
    door: str = ""


def distances(starts: Iterable[Node], arcs: Callable[[Node], list[Arc]], most: int | None = None) -> dict[Node, int]:
    """Return the packed costs of the nodes at `most` or nearer from any of `starts` (Dijkstra 1959)."""
    tentative: dict[Node, int] = dict.fromkeys(starts, 0)
    heap: list[tuple[int, int, Node]] = [(0, i, start) for i, start in enumerate(tentative)]
    done: dict[Node, int] = {}
    pushed = len(heap)
    while heap:
        so_far, _, node = heappop(heap)
        if node in done:
            continue
        done[node] = so_far
        for other, cost, *_ in arcs(node):
            value = so_far + cost
            if (most is None or value <= most) and (other not in tentative or value < tentative[other]):
                tentative[other] = value
                pushed += 1
                heappush(heap, (value, pushed, other))
    return done


def _spread(
    graph: nx.MultiDiGraph[Any] | Store,
    names: str | Iterable[str],
    years: float | None,
    constraints: Constraints,
    kinds: Collection[str] | None,
    *,
    forward: bool,
) -> tuple[Reached, ...]:
    if constraints.via or constraints.max_steps is not None:
        raise QueryError("via and max_steps limit routes; within reach is what years and the other limits leave")
    if years is not None and (isinstance(years, bool) or not isinstance(years, int | float) or not years >= 0):
        raise QueryError(f"years is {years!r}, not a number from 0 on")
    limits = [limit for limit in (years, constraints.max_years) if limit is not None]
    prices = Prices("years")
    held = [names] if isinstance(names, str) else list(names)
    space = space_of(graph, prices, constraints.sparing(held))
    starts = [space.node(name) for name in held]
    most = prices.most(millionths(min(limits))) if limits else None
    arcs = space.out_of if forward else space.into
    found = distances((node for node in starts if space.allowed(node)), arcs, most)
    reached = [
        _reached(space, node, prices.cost(packed), prices.steps(packed), _word(space, node, found, forward=forward))
        for node, packed in found.items()
        if node not in starts and not space.is_level(node)
    ]
    reached.sort(key=lambda r: (r.years, r.steps, r.node.kind == "job", r.level or 0, r.node.label, r.node.id))
    return tuple(r for r in reached if kinds is None or r.node.kind in kinds)


def _word(space: Space, node: Node, found: dict[Node, int], *, forward: bool) -> tuple[str, str]:
    """Return the basis of the step by which a node is within reach, and the label of the level it goes through."""
    basis, through = "", ""
    while not basis:
        before = space.into(node) if forward else space.out_of(node)
        other, _, place = next(arc for arc in before if arc[0] in found and found[arc[0]] + arc[1] == found[node])
        if not forward and space.is_level(other):  # who holds a diploma is inside: the step is the one that follows
            through, node = space.shown(other)[1], other
            continue
        if forward and space.is_level(other):
            through = space.shown(other)[1]
        edge = space.edge(other, node, place) if forward else space.edge(node, other, place)
        basis = str(space.edge_data(edge)["basis"])
    return basis, through


def _reached(space: Space, node: Node, years: float, steps: int, word: tuple[str, str]) -> Reached:
    data = space.node_data(node)
    return Reached(
        node_ref(space, node),
        str(data.get("type") or ""),
        data.get("level"),
        tuple(data.get("domains") or ()),
        int(years) if years == int(years) else years,
        steps,
        *word,
    )


def reachable(
    graph: nx.MultiDiGraph[Any] | Store,
    source: str | Iterable[str],
    years: float | None = None,
    *,
    constraints: Constraints = FREE,
    kinds: Collection[str] | None = None,
) -> tuple[Reached, ...]:
    """Return everything that can be held or become from `source`, nearest first: the isochrone.

    Parameters
    ----------
    graph : networkx.MultiDiGraph or Store
    source : str or iterable of str
        Ids of what is held; years count from any of them.
    years : float, optional
        At most so many years.
    constraints : Constraints
        Neither via nor max_steps.
    kinds : collection of str, optional
        Keep these kinds of node ("job").

    Returns
    -------
    tuple of Reached
        By years, steps, level and label; the sources are not among them.

    Raises
    ------
    QueryError
        If years is below 0, or a constraint has no meaning here.
    UnknownNameError
        If a source is not in the graph.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from([("3e", {"kind": "class"}), ("CAP", {"kind": "diploma"}), ("BP", {"kind": "diploma"})])
    >>> for a, b in [("3e", "CAP"), ("CAP", "BP")]:
    ...     _ = g.add_edge(a, b, "continuation", kind="continuation", years=2, basis="stated")
    >>> [(r.node.id, r.years) for r in reachable(g, "3e", 3)]
    [('CAP', 2)]
    """
    return _spread(graph, source, years, constraints, kinds, forward=True)


def leading_to(
    graph: nx.MultiDiGraph[Any] | Store,
    target: str | Iterable[str],
    years: float | None = None,
    *,
    constraints: Constraints = FREE,
    kinds: Collection[str] | None = None,
) -> tuple[Reached, ...]:
    """Return everything that leads to `target`, nearest first; arguments and errors as `reachable`."""
    return _spread(graph, target, years, constraints, kinds, forward=False)


def within(rows: Iterable[Reached], *, level: str | None = None, domain: str | None = None) -> tuple[Reached, ...]:
    """Keep rows of a level ("bac+2", "5") and of a domain (words of it).

    Raises
    ------
    QueryError
        If `level` names none.
    """
    wanted = None if level is None else level_of(level)
    words = None if domain is None else fold(domain).strip()
    return tuple(
        row
        for row in rows
        if (wanted is None or (row.node.kind == "diploma" and row.level == wanted))
        and (words is None or any(words in fold(text) for text in row.domains))
    )


def reached_graph(
    graph: nx.MultiDiGraph[Any] | Store, ends: str | Iterable[str], reached: Iterable[Reached]
) -> nx.MultiDiGraph[Any]:
    """Return the graph to draw: the ends, what was reached, the levels between, and their edges.

    Nodes carry `years` and `steps` beside their own attributes.
    """
    from pathways.graph.store import Store  # noqa: PLC0415 - as a value, here alone

    whole = graph.to_graph() if isinstance(graph, Store) else graph
    far = {r.node.id: (r.years, r.steps) for r in reached}
    far |= dict.fromkeys([ends] if isinstance(ends, str) else ends, (0, 0))
    doors = {
        node
        for node, data in whole.nodes(data=True)
        if data.get("kind") == "level"
        and any(origin in far for origin in whole.pred[node])
        and any(target in far for target in whole.succ[node])
    }
    part: nx.MultiDiGraph[Any] = whole.subgraph([*far, *doors]).copy()
    for name, (years, steps) in far.items():
        part.nodes[name].update(years=years, steps=steps)
    return part
