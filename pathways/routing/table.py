"""The least years from many nodes to many, all at once."""

from __future__ import annotations

import gc
from itertools import chain
from math import gcd
from typing import TYPE_CHECKING, Any

from pathways.criteria import MILLION, Prices
from pathways.errors import QueryError
from pathways.routing.constraints import FREE, Constraints
from pathways.routing.space import space_of
from pathways.routing.spread import distances

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from pathways.graph.store import Store
    from pathways.routing.space import Node, Space

__all__ = ["years_table"]

#: Slots of time that a clock starts with, and has at most: beyond that, sources walk one by one.
_SLOTS, _MOST_SLOTS = 32, 2048
#: Bits of the integer that a node has, about: sources at a time, times slots.
_BITS = 8192


def years_table(
    graph: nx.MultiDiGraph[Any] | Store,
    sources: Iterable[str],
    targets: Iterable[str],
    *,
    constraints: Constraints = FREE,
) -> dict[str, dict[str, float]]:
    """Return the least years from each source to each target that it reaches.

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
    GraphContractError
        If an edge that is met breaks the contract; with all that do.

    Notes
    -----
    A node has one integer: a bit for each source and each slot of time, set if the source is there
    by then.  An edge of so many years is a shift by so many slots, and what comes to a node is
    joined by "or": one operation on one edge is Bellman's step (1958) for every source and every
    time at once.  Nodes go in the order of a depth-first walk, so that only cycles are gone round.

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
    table: dict[str, dict[str, float]] = {name: {} for name in sources}
    space = space_of(graph, prices, constraints.sparing(table))
    starts = {name: node for name in table if space.allowed(node := space.node(name))}
    wanted = {name: space.node(name) for name in targets}
    paused = gc.isenabled()
    gc.disable()  # tens of thousands of new lists, none of them garbage
    try:
        _fill(table, space, starts, wanted, prices.shift)
    finally:
        if paused:
            gc.enable()
    return table


def _fill(
    table: dict[str, dict[str, float]],
    space: Space,
    starts: Mapping[str, Node],
    wanted: Mapping[str, Node],
    shift: int,
) -> None:
    clock = _Clock(space, starts.values())
    names = list(starts)
    while names:
        some, names = names[: clock.at_a_time], names[clock.at_a_time :]
        arrivals = clock.arrivals([starts[name] for name in some], wanted)
        if arrivals is None:
            for name in some:
                far = distances([starts[name]], space.out_of)
                table[name] = {t: _years(far[node] >> shift) for t, node in wanted.items() if node in far}
            continue
        rows = [table[name] for name in some]
        rows_of: dict[int, list[dict[str, float]]] = {}
        for target, millionths, bits in arrivals:
            if (those := rows_of.get(bits)) is None:
                those = rows_of[bits] = [row for i, row in enumerate(rows) if bits >> i & 1]
            years = _years(millionths)
            for row in those:
                row[target] = years


def _years(millionths: int) -> float:
    return millionths / MILLION if millionths % MILLION else millionths // MILLION


class _Clock:
    """What can be reached from `starts`, numbered in the order of a depth-first walk, and a clock to walk it by."""

    def __init__(self, space: Space, starts: Iterable[Node]) -> None:
        order, ways_on = _in_order(space, starts)
        self._number = number = {node: i for i, node in enumerate(order)}
        all_years = set(chain.from_iterable(ways_on))
        self._unit = unit = gcd(*all_years) or MILLION
        self._slots = _SLOTS if max(all_years, default=0) // unit < _MOST_SLOTS else 0
        place = number.__getitem__
        #: by number: the slots that ways on take, and the numbers after them
        self._ways = [[(years // unit, list(map(place, others))) for years, others in ways.items()] for ways in ways_on]

    @property
    def at_a_time(self) -> int:
        """How many sources walk together."""
        return max(1, _BITS // (self._slots + 1))

    def arrivals(self, starts: Sequence[Node], wanted: Mapping[str, Node]) -> list[tuple[str, int, int]] | None:
        """Return (target, millionths of years, bits of the starts that come there then); None for want of slots."""
        numbers = [self._number[node] for node in starts]
        goals = {name: self._number[node] for name, node in wanted.items() if node in self._number}
        while 0 < self._slots <= _MOST_SLOTS:
            there = self._spread(numbers, self._slots)
            found = self._read(there, goals, len(starts))
            if found is not None:
                return found
            self._slots *= 3
        return None

    def _spread(self, starts: Sequence[int], slots: int) -> list[int]:
        """Return by number the bits of who is there: of the first slot highest, of the last lowest but one.

        The lowest tell who ever comes there, be it after the last slot.
        """
        width = len(starts)
        ever = (1 << width) - 1
        there = [0] * len(self._ways)
        always = sum(1 << slot * width for slot in range(slots + 1))
        for i, start in enumerate(starts):
            there[start] |= always << i
        fresh = bytearray(map(bool, there))
        again = True
        while again:
            again = False
            place = fresh.find(1)
            while place >= 0:
                fresh[place] = 0
                here = there[place]
                for units, others in self._ways[place]:
                    coming = here >> units * width | here & ever if units else here
                    for other in others:
                        before = there[other]
                        after = before | coming
                        if after != before:
                            there[other] = after
                            fresh[other] = 1
                            again = again or other <= place
                place = fresh.find(1, place + 1)
        return there

    def _read(self, there: Sequence[int], goals: Mapping[str, int], width: int) -> list[tuple[str, int, int]] | None:
        """Return what `arrivals` does from what `_spread` does; None where somebody comes after the last slot."""
        everyone, unit, slots = (1 << width) - 1, self._unit, self._slots
        found = []
        for name, goal in goals.items():
            bits, before = there[goal], 0
            ever = bits & everyone
            shift = slots * width
            while before != ever:
                if shift <= 0:
                    return None
                now = bits >> shift & everyone
                if now != before:
                    found.append((name, (slots - shift // width) * unit, now ^ before))
                    before = now
                shift -= width
        return found


def _in_order(space: Space, starts: Iterable[Node]) -> tuple[list[Node], list[dict[int, list[Node]]]]:
    """Return the nodes within reach and their ways on: who leads on comes first, but in cycles.

    The order is that in which a depth-first walk leaves the nodes, from the last to the first (R. Tarjan,
    "Depth-first search and linear graph algorithms", 1972).
    """
    order: list[Node] = []
    ways_on: list[dict[int, list[Node]]] = []
    seen: set[Node] = set()
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        ways = space.years_on(start)
        stack = [(start, ways, chain.from_iterable(ways.values()))]
        while stack:
            node, ways, rest = stack[-1]
            for other in rest:
                if other not in seen:
                    seen.add(other)
                    ways = space.years_on(other)
                    stack.append((other, ways, chain.from_iterable(ways.values())))
                    break
            else:
                stack.pop()
                order.append(node)
                ways_on.append(ways)
    order.reverse()
    ways_on.reverse()
    return order, ways_on
