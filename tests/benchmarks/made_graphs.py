"""Graphs of the shape of the national one, at any size: layered by level, most links within a field.

Not a copy of the record: a seeded generator, so that speed can be measured where the record ends.
"""

from __future__ import annotations

import gc
import random
from bisect import bisect
from functools import cache

import networkx as nx

#: (kind, type, level, duration in years, share of all nodes), from the bottom of the scheme to its top
LAYERS = (
    ("class", "3e", 0, 1, 0.0),
    ("class", "2de", 0, 1, 0.01),
    ("diploma", "CAP", 3, 2, 0.09),
    ("diploma", "bac pro", 4, 3, 0.09),
    ("diploma", "BTS", 5, 2, 0.16),
    ("diploma", "licence pro", 6, 1, 0.18),
    ("diploma", "licence", 6, 3, 0.10),
    ("diploma", "master", 7, 2, 0.22),
    ("diploma", "doctorat", 8, 3, 0.03),
    ("job", "", None, None, 0.12),
)
#: layer -> the layers that lead to it, in the order of how often they do
COMES_FROM = {1: (0,), 2: (0, 2), 3: (1, 2, 0), 4: (3, 4), 5: (4,), 6: (4, 3), 7: (6, 5), 8: (7,), 9: (4, 3, 2, 5, 7)}


def layered_graph(nodes: int, edges: int, *, seed: int = 1) -> nx.MultiDiGraph:
    """Return a graph of about `nodes` nodes and `edges` edges that keeps the contract."""
    rng = random.Random(seed)  # noqa: S311 - made data, no secret
    fields = max(4, nodes // 80)
    graph = nx.MultiDiGraph(title=f"made: {nodes} nodes, {edges} edges", seed=seed)
    layers: list[list[str]] = []
    field_of: dict[str, float] = {}
    for number, (kind, type_, level, duration, share) in enumerate(LAYERS):
        layer = []
        for i in range(max(1, round(share * nodes))):
            name = "classe:3e" if number == 0 else f"{type_ or 'MET'}.{i:06}"
            field_of[name] = rng.random()
            layer.append(name)
        layer.sort(key=field_of.get)
        for name in layer:
            graph.add_node(
                name,
                kind=kind,
                label=f"{type_ or 'job'} {name}",
                type=type_,
                level=level,
                duration_years=duration,
                domains=[f"domaine {int(field_of[name] * fields)}"],
            )
        layers.append(layer)
    places = [[field_of[name] for name in layer] for layer in layers]
    each = edges / (nodes - 1)
    gc.disable()  # millions of new dicts, none of them garbage
    try:
        for number in range(1, len(LAYERS)):
            kind, _, _, duration, _ = LAYERS[number]
            years = duration if kind != "job" else 0
            for name in layers[number]:
                _links_into(graph, rng, name, number, years, each, (layers, places, field_of))
    finally:
        gc.enable()
    return graph


#: Shared by the edges of a made graph, which are only read: five million of each would not fit.
CONDITIONS = ((), (), (), ("dossier",), ("bon dossier",), ("concours",))
EVIDENCE = [{"fiche": "made", "section": "acces", "start": 0, "end": 60}]
STANDING = (("stated", 1.0), ("stated", 1.0), ("field", 0.6), ("field", 0.8), ("scheme", 1.0))


def _links_into(graph, rng, name, number, duration, each, made):
    layers, places, field_of = made
    succ, pred = graph._succ, graph._pred  # noqa: SLF001 - add_edge would take thrice the time
    wanted = int(each) + (rng.random() < each % 1)
    before = COMES_FROM[number]
    for _ in range(wanted):
        origin = before[min(int(rng.expovariate(1.3)), len(before) - 1)]
        layer = layers[origin]
        if rng.random() < 0.9:  # within the field, or near it
            at = bisect(places[origin], field_of[name]) + rng.randint(-4, 4)
            source = layer[at % len(layer)]
        else:
            source = rng.choice(layer)
        if source == name:
            continue
        kind = "job" if number == len(LAYERS) - 1 else "entry" if origin < 2 else "continuation"
        apprentices = rng.random() < 0.1
        key = f"{kind}:apprenticeship" if apprentices else kind
        basis, score = rng.choice(STANDING)
        data = _attributes(kind, duration, rng.choice(CONDITIONS), apprentices, basis, score)
        keys = succ[source].get(name)
        if keys is None:
            keys = succ[source][name] = pred[name][source] = {}
        keys[key] = data


@cache
def _attributes(kind, years, conditions, apprentices, basis, score):
    """One dict for all edges that have the same: they are only read."""
    return {
        "kind": kind,
        "years": years,
        "conditions": list(conditions),
        "apprenticeship": True if apprentices else None,
        "basis": basis,
        "scope": "field" if basis == "field" else "named",
        "score": score,
        "evidence": EVIDENCE,
        "release": "2025-10",
    }
