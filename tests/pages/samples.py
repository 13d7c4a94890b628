"""Routes over the toy graph, made by hand, and graphs of any size."""

from __future__ import annotations

import networkx as nx

from pathways.model import Basis, Evidence, NodeRef, Route, Step
from tests.toy import edge, node

SECONDE = "classe:2de-pro-metiers-des-transitions-numerique-et-energetique"
HOSTILE = (
    '<img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=1</script>",
    '"\'`onmouseover=window.hacked=1 x="',
    "\u202eretsilbmolp\u202c \u2067droite\u2069 \u200fgauche",
    "🧑‍🔧 plombier 👩🏽‍🚀",
    "x" * 10_000,
    "-->]]>{{7*7}}{% raw %}\u2028\u2029&lt;b&gt;",
    "javascript:window.hacked=1",
)


def _ref(graph, name):
    return NodeRef(name, graph.nodes[name]["label"], graph.nodes[name]["kind"])


def step(graph, source, target, key, door=None):
    data = graph[door or source][target][key]
    return Step(
        _ref(graph, source),
        _ref(graph, target),
        data["years"],
        tuple(data["conditions"]),
        data["apprenticeship"],
        Basis(data["basis"]),
        tuple(Evidence(**e) for e in data["evidence"]),
        key,
        data["kind"],
        data["scope"],
        _ref(graph, door) if door else None,
        data["score"],
    )


def route(*steps):
    return Route(steps[0].source, steps[-1].target, tuple(steps))


def plumbing_routes(graph):
    ways = (
        (("classe:3e", "FOR.1534", "entry"), ("FOR.1534", "MET.266", "job")),
        (("classe:3e", SECONDE, "entry"), (SECONDE, "FOR.7017", "entry"), ("FOR.7017", "MET.266", "job")),
        (("classe:3e", "FOR.7017", "entry:apprenticeship"), ("FOR.7017", "MET.266", "job")),
        (
            ("classe:3e", "FOR.1534", "entry"),
            ("FOR.1534", "formation:cs-meti", "continuation"),
            ("formation:cs-meti", "MET.266", "job"),
        ),
        (
            ("classe:3e", "FOR.1534", "entry"),
            ("FOR.1534", "FOR.7017", "continuation"),
            ("FOR.7017", "MET.266", "job"),
        ),
        (
            ("classe:3e", "FOR.1534", "entry"),
            ("FOR.1534", "FOR.355", "continuation"),
            ("FOR.355", "MET.266", "job"),
        ),
    )
    return [route(*(step(graph, *s) for s in way)) for way in ways]


def through_a_door(graph):
    return route(
        step(graph, "classe:3e", "formation:bac-pro-boulanger", "entry"),
        step(graph, "formation:bac-pro-boulanger", "formation:bts-fed", "continuation", door="type:bac-pro"),
        step(graph, "formation:bts-fed", "MET.1", "job"),
    )


def ladder(size):
    """A graph of `size` nodes in the shape of the national one: classes, diplomas of five levels, jobs."""
    graph = nx.MultiDiGraph(release="2025-10")
    graph.add_node("classe:3e", **node("class", "3e", "3e", 0, 1))
    kinds = [("CAP", 3, 2), ("bac pro", 4, 3), ("BTS", 5, 2), ("licence pro", 6, 1), ("master", 7, 2), ("", None, None)]
    fields = ["mécanique/productique", "santé, social, sport/santé", "commerce, marketing, vente/vente"]
    layers = [["classe:3e"]] + [[] for _ in kinds]
    for i in range(size - 1):
        type_, level, years = kinds[i % 6]
        name = f"FOR.{i}" if type_ else f"MET.{i}"
        words = f"des matériaux, option {i % 7}, procédés et techniques" if i % 5 else "de fabrication"
        label = f"{type_} métiers {words} n° {i}".strip()
        graph.add_node(name, **node("diploma" if type_ else "job", label, type_, level, years, domains=[fields[i % 3]]))
        layers[i % 6 + 1].append(name)
    bases = ("stated", "field", "scheme")
    for depth in range(1, 7):
        above = [n for layer in layers[:depth] for n in layer][-max(1, size // 6) :]
        for i, name in enumerate(layers[depth]):
            kind = "job" if depth == 6 else "continuation" if depth > 1 else "entry"
            for origin in {above[i % len(above)], above[(i * 7 + 3) % len(above)]}:
                graph.add_edge(origin, name, kind, **edge(kind, 0 if depth == 6 else depth % 3 + 1, bases[i % 3]))
    return graph
