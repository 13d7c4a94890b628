"""Why there is no route: which constraint stands between, or what is nearest."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pathways.criteria import Prices
from pathways.routing.constraints import FREE, Constraints
from pathways.routing.routes import node_ref
from pathways.routing.shortest import k_shortest_routes
from pathways.routing.space import space_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import networkx as nx

    from pathways.graph.store import Store
    from pathways.model import NodeRef
    from pathways.routing.space import Arc, Node

__all__ = ["Hindrance", "why_no_route"]

_WORK = 2_000_000
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands between two nodes.

    Parameters
    ----------
    limits : tuple of str
        The constraints that were asked for, as the command line writes them.
    without : tuple of (str, float)
        A constraint that is enough to drop, and the years of the best route then; where no one is
        enough, all of them together, if that helps.
    nearest : tuple of NodeRef
        What can be reached, and is linked with the target by the fewest links whichever way they run.
    leads_nowhere : bool
        Nothing leaves the source.
    unreached : bool
        Nothing leads to the target.
    """

    limits: tuple[str, ...] = ()
    without: tuple[tuple[str, float], ...] = ()
    nearest: tuple[NodeRef, ...] = ()
    leads_nowhere: bool = False
    unreached: bool = False


def _looser(constraints: Constraints) -> Iterator[tuple[str, Constraints]]:
    """Yield the constraints without one of them, with the option that was dropped."""
    for field in fields(constraints):
        value = getattr(constraints, field.name)
        if value == field.default:
            continue
        for item in value if isinstance(value, tuple) else (None,):
            alone: dict[str, Any] = {field.name: value if item is None else (item,)}
            kept: dict[str, Any] = {
                field.name: field.default if item is None else tuple(other for other in value if other != item)
            }
            yield replace(FREE, **alone).options()[0], replace(constraints, **kept)


def why_no_route(
    graph: nx.MultiDiGraph[Any] | Store,
    source: str | Iterable[str],
    target: str | Iterable[str],
    constraints: Constraints = FREE,
) -> Hindrance:
    """Say what stands between source and target.

    Parameters
    ----------
    graph : networkx.MultiDiGraph or Store
    source, target : str or iterable of str
    constraints : Constraints
        Those under which no route was found.

    Raises
    ------
    UnknownNameError
        If a node is not in the graph.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from([("3e", {"kind": "class"}), ("CAP", {"kind": "diploma"})])
    >>> _ = g.add_edge("3e", "CAP", "entry", kind="entry", years=2, basis="stated")
    >>> why_no_route(g, "3e", "CAP", Constraints(max_years=1)).without
    (('--max-years 1', 2),)
    """
    sources = (source,) if isinstance(source, str) else tuple(source)
    targets = (target,) if isinstance(target, str) else tuple(target)

    def years(looser: Constraints) -> float | None:
        found = k_shortest_routes(graph, sources, targets, 1, "years", constraints=looser, most_work=_WORK)
        route = next(found, None)
        return None if route is None else route.years

    limits = tuple(constraints.options())
    without = [(option, best) for option, looser in _looser(constraints) if (best := years(looser)) is not None]
    if not without and len(limits) > 1 and (best := years(FREE)) is not None:
        without = [(" ".join(limits), best)]
    if without:
        return Hindrance(limits, tuple(without))
    space = space_of(graph, Prices("steps"), FREE)
    starts, ends = ([space.node(name) for name in names] for names in (sources, targets))
    reached = _spread(starts, space.out_of)
    leading = _spread(ends, space.into)
    return Hindrance(
        limits,
        nearest=tuple(node_ref(space, node) for node in _nearest(space, ends, reached - set(starts))),
        leads_nowhere=reached == set(starts),
        unreached=leading == set(ends),
    )


def _spread(starts: list[Node], arcs: Callable[[Node], list[Arc]]) -> set[Node]:
    seen, waiting = set(starts), deque(starts)
    while waiting:
        for other, *_ in arcs(waiting.popleft()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def _nearest(space: Any, ends: list[Node], reached: set[Node]) -> list[Node]:  # noqa: ANN401 - a Space
    """Return the reached nodes that are linked with `ends` by the fewest links, whichever way they run."""
    seen, ring = set(ends), list(ends)
    while ring and reached:
        found = [node for node in ring if node in reached and not space.is_level(node)]
        if found:
            return sorted(found, key=space.name)[:_NEAREST]
        further = [other for node in ring for arcs in (space.into(node), space.out_of(node)) for other, *_ in arcs]
        ring = [node for node in dict.fromkeys(further) if node not in seen]
        seen.update(ring)
    return []
