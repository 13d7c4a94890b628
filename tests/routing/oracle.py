"""Every route of a small graph by brute force, and small graphs at random."""

from __future__ import annotations

import itertools
import random

import networkx as nx

from pathways.criteria import COUNSEL, MILLION, price, weights_of
from pathways.routing import Constraints

BASES = ["stated", "field", "scheme"]


def small_graph(seed: int, *, nodes: int = 7, edges: int = 16, levels: bool = False, layered: bool = False):
    """A random multigraph with cycles, parallel edges, zero years, nodes that lead nowhere."""
    rng = random.Random(seed)  # noqa: S311 - made data, no secret
    graph = nx.MultiDiGraph()
    for i in range(nodes):
        kind = "class" if i == 0 else "job" if i == nodes - 1 else "level" if levels and i in (2, 4) else "diploma"
        graph.add_node(
            f"n{i}",
            kind=kind,
            label=f"node {i}",
            type=rng.choice(["CAP", "BTS"]),
            level=rng.choice([3, 4, 5, None]),
            **rng.choice([{}, {}, {"closed": 2020}]),
        )
    for _ in range(rng.randint(edges // 2, edges)):
        u, v = rng.sample(range(nodes), 2)
        if layered and u > v:
            u, v = v, u
        into_level = graph.nodes[f"n{v}"]["kind"] == "level"
        kind = "holds" if into_level else rng.choice(["entry", "continuation", "job"])
        apprenticeship = rng.choice([None, None, True, False])
        basis = rng.choice(BASES)
        graph.add_edge(
            f"n{u}",
            f"n{v}",
            kind + rng.choice(["", ":apprenticeship", ":2"]),
            kind=kind,
            years=0 if into_level else rng.choice([0, 0, 0.5, 1, 1, 2, 3]),
            conditions=rng.choice([[], [], ["dossier"], ["concours", "mention"]]),
            apprenticeship=apprenticeship,
            basis=basis,
            scope=rng.choice(["named", "field", "any"]),
            score=rng.choice([1.0, 1.0, 0.0, 0.25, 0.7]),
            evidence=[{"fiche": "f", "section": "acces", "start": 0, "end": 1}] * rng.choice([0, 1, 2]),
        )
    return graph


def walks(graph, source, targets, sources):
    """Every way from a source to the first target met, loopless on concrete nodes, levels once a step."""

    def level(node):
        return graph.nodes[node]["kind"] == "level"

    def chain(nodes):
        """The levels that the step begun so far goes through."""
        return set(itertools.takewhile(level, reversed(nodes)))

    def go(nodes, edges):
        at = nodes[-1]
        if at in targets:
            yield nodes, edges
            return
        for _, v, key in graph.out_edges(at, keys=True):
            passed = chain(nodes) if level(v) else set(nodes)
            if v not in sources and v not in passed:
                yield from go([*nodes, v], [*edges, (at, v, key)])

    yield from go([source], [])


def packed(graph, edges, criterion):
    """Cost in millionths, the default order's, number of steps."""
    total = [0, 0, 0]
    for u, v, key in edges:
        data = graph[u][v][key]
        seen = min(len(data.get("evidence", [])), 2)
        total[0] += price(data, weights_of(criterion), seen)
        total[1] += price(data, COUNSEL, seen)
        total[2] += data["kind"] != "holds"
    return tuple(total)


def shown(graph, nodes, edges):
    """What a route shows: (source, target, key, whether through a door) of each step."""
    steps, start = [], 0
    for i in range(1, len(nodes)):
        if i < len(nodes) - 1 and graph.nodes[nodes[i]]["kind"] == "level":
            continue
        steps.append((nodes[start], nodes[i], edges[i - 1][2], start < i - 1))
        start = i
    return tuple(steps)


def keeps(graph, nodes, edges, c: Constraints):
    """Whether a way keeps to constraints: written anew, from their documentation."""
    datas = [graph[u][v][key] for u, v, key in edges]
    taken = [d for d in datas if d["kind"] != "holds"]
    rank = BASES.index
    return all(
        (
            set(c.via) <= set(nodes),
            not set(c.avoid) & set(nodes),
            not any(graph.nodes[n]["type"] in c.avoid_types for n in nodes),
            not any(set(d["conditions"]) & set(c.avoid_conditions) for d in taken),
            c.max_years is None or sum(d["years"] for d in datas) <= c.max_years,
            c.max_steps is None or len(taken) <= c.max_steps,
            c.apprenticeship != "only" or all(d["apprenticeship"] is not False for d in taken),
            c.apprenticeship != "no" or all(d["apprenticeship"] is not True for d in taken),
            all(rank(d["basis"]) <= rank(c.basis) for d in taken),
            not c.within_field
            or all(
                d["score"] >= 0.5
                for d in datas
                if d["kind"] == "holds" or (d["kind"] == "continuation" and d["scope"] != "any")
            ),
            c.open_in is None or all(graph.nodes[n].get("closed", 9999) >= c.open_in for n in nodes),
            c.max_level is None or all((graph.nodes[n]["level"] or 0) <= c.max_level for n in nodes),
        )
    )


def every_route(graph, sources, targets, criterion, constraints=None):
    """Every route in the exact order: what each shows, with its cost."""
    constraints = constraints or Constraints()
    found = []
    for source in sources:
        for nodes, edges in walks(graph, source, set(targets), set(sources)):
            if keeps(graph, nodes, edges, constraints):
                ids = [(v, key) for _, v, key in edges]
                found.append((packed(graph, edges, criterion), source, ids, shown(graph, nodes, edges)))
    found.sort(key=lambda route: route[:3])
    seen, out = set(), []
    for cost, source, _, steps in found:
        if (source, steps) not in seen:
            seen.add((source, steps))
            out.append((cost[0] / MILLION, steps))
    return out


def told(routes):
    """The same of what the search found."""
    return [
        (route.cost, tuple((s.source.id, s.target.id, s.key, s.door is not None) for s in route.steps))
        for route in routes
    ]
