"""Everything within reach, everything that leads somewhere, and the years from many to many."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from heapq import heappop, heappush
from operator import or_
from typing import TYPE_CHECKING, Any

from pathways.criteria import MILLION, Prices
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

__all__ = ["Reached", "leading_to", "reachable", "reached_graph", "within", "years_table"]


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
    """

    node: NodeRef
    type: str
    level: float | None
    domains: tuple[str, ...]
    years: float
    steps: int


def _distances(starts: Iterable[Node], arcs: Callable[[Node], list[Arc]], most: int | None) -> dict[Node, int]:
    """Dijkstra from all of `starts`: packed costs of the nodes at `most` or nearer."""
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
    limits = [limit for limit in (years, constraints.max_years) if limit is not None]
    if any(not limit >= 0 for limit in limits):
        raise QueryError(f"years is {years!r}, not a number from 0 on")
    prices = Prices("years")
    space = space_of(graph, prices, constraints)
    starts = [space.node(name) for name in ([names] if isinstance(names, str) else names)]
    most = prices.most(round(min(limits) * MILLION)) if limits else None
    arcs = space.out_of if forward else space.into
    found = _distances((node for node in starts if space.allowed(node)), arcs, most)
    reached = [
        _reached(space, node, prices.cost(packed), prices.steps(packed))
        for node, packed in found.items()
        if node not in starts and not space.is_level(node)
    ]
    reached.sort(key=lambda r: (r.years, r.steps, r.node.kind == "job", r.level or 0, r.node.label, r.node.id))
    return tuple(r for r in reached if kinds is None or r.node.kind in kinds)


def _reached(space: Space, node: Node, years: float, steps: int) -> Reached:
    data = space.node_data(node)
    return Reached(
        node_ref(space, node),
        str(data.get("type") or ""),
        data.get("level"),
        tuple(data.get("domains") or ()),
        int(years) if years == int(years) else years,
        steps,
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


def years_table(
    graph: nx.MultiDiGraph[Any] | Store,
    sources: Iterable[str],
    targets: Iterable[str],
    *,
    constraints: Constraints = FREE,
) -> dict[str, dict[str, float]]:
    """Return the least years from each source to each target that it reaches.

    All sources walk together: one bit each, a set of sources one integer, and a node is passed once
    for each distance at which some source first comes to it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph or Store
    sources, targets : iterable of str
        Ids.
    constraints : Constraints
        Neither via, max_years nor max_steps.

    Raises
    ------
    QueryError
        If a constraint has no meaning here.
    UnknownNameError
        If a node is not in the graph.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from([("3e", {"kind": "class"}), ("CAP", {"kind": "diploma"})])
    >>> _ = g.add_edge("3e", "CAP", "entry", kind="entry", years=2, basis="stated")
    >>> years_table(g, ["3e", "CAP"], ["CAP"])
    {'3e': {'CAP': 2}, 'CAP': {'CAP': 0}}
    """
    if constraints.via or constraints.max_steps is not None or constraints.max_years is not None:
        raise QueryError("via, max_years and max_steps limit routes, not a table of years")
    prices = Prices("years")
    space = space_of(graph, prices, constraints)
    names = list(dict.fromkeys(sources))
    wanted = {space.node(name): name for name in dict.fromkeys(targets)}
    table: dict[str, dict[str, float]] = {name: {} for name in names}
    first: dict[Node, int] = defaultdict(int)
    for i, name in enumerate(names):
        if space.allowed(node := space.node(name)):
            first[node] |= 1 << i
    rows = list(table.values())
    rows_of: dict[int, list[dict[str, float]]] = {}
    for node, millionths, bits in _waves(space, prices.shift, first, wanted):
        if (those := rows_of.get(bits)) is None:
            those = rows_of[bits] = [rows[i] for i in range(bits.bit_length()) if bits >> i & 1]
        years: float = millionths // MILLION if millionths % MILLION == 0 else millionths / MILLION
        target = wanted[node]
        for row in those:
            row[target] = years
    return table


def _waves(  # noqa: C901, PLR0912 - in one piece: calls would be most of its cost
    space: Space, shift: int, first: dict[Node, int], wanted: Collection[Node]
) -> Iterable[tuple[Node, int, int]]:
    """Yield (wanted node, distance, bits of the sources that first come there at it), by distance.

    A wave is what is reached at one distance.  It goes on in rounds by the ways of 0 years: so a
    door is opened once for all who come to it at a time, not once for each who holds its key.
    """
    waves: dict[int, dict[Node, int]] = {0: first}
    heap = [0]
    everyone = reduce(or_, first.values(), 0)
    #: sources that have not come to a node yet
    absent = dict.fromkeys(first, everyone)
    onward: dict[Node, list[tuple[int, list[Node]]]] = {}
    while heap:
        at = heappop(heap)
        wave = waves.pop(at)
        while wave:
            following: dict[Node, int] = defaultdict(int)
            for node, coming in wave.items():
                bits = coming & absent[node]
                if not bits:
                    continue
                absent[node] ^= bits
                if node in wanted:
                    yield node, at, bits
                if (ways := onward.get(node)) is None:
                    ways = onward[node] = _by_years(space, node, shift)
                    for _, others in ways:
                        for other in others:
                            absent.setdefault(other, everyone)
                for years, others in ways:
                    if not years:
                        there = following
                    else:
                        if at + years not in waves:
                            waves[at + years] = defaultdict(int)
                            heappush(heap, at + years)
                        there = waves[at + years]
                    for other in others:
                        if fresh := bits & absent[other]:
                            there[other] |= fresh
            wave = following


def _by_years(space: Space, node: Node, shift: int) -> list[tuple[int, list[Node]]]:
    """Return the nodes after `node` by the millionths of years to them, each at its least."""
    least: dict[Node, int] = {}
    for other, cost, _ in space.out_of(node):
        if cost < least.get(other, cost + 1):
            least[other] = cost
    groups: dict[int, list[Node]] = defaultdict(list)
    for other, cost in least.items():
        groups[cost >> shift].append(other)
    return list(groups.items())
