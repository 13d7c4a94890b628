# ruff: noqa: T201
"""Answers in the default order beside networkx and igraph: python tests/benchmarks/answers.py [GRAPH]."""

from __future__ import annotations

import itertools
import random
import statistics
import sys
import time
from contextlib import suppress

import igraph
import networkx as nx

from pathways.criteria import Prices
from pathways.graph import open_store
from pathways.routing import find_routes

PAIRS, BESIDE, K = 100, 12, 10


def timed(call):
    start = time.process_time()
    call()
    return 1000 * (time.process_time() - start)


def main():
    store = open_store(*sys.argv[1:2])
    graph, prices = store.to_graph(), Prices()
    least = nx.DiGraph()
    least.add_nodes_from(graph)
    for u, v, data in graph.edges(data=True):
        cost = prices.cost(prices.of_edge(data))
        least.add_edge(u, v, cost=min(cost, least.get_edge_data(u, v, {"cost": cost})["cost"]))
    number = {node: i for i, node in enumerate(graph)}
    multi = igraph.Graph(len(number), [(number[u], number[v]) for u, v in graph.edges()], directed=True)
    weights = [prices.cost(prices.of_edge(data)) for *_, data in graph.edges(data=True)]

    rng = random.Random(11)  # noqa: S311 - a sample, no secret
    classes, jobs = ([node for node in store.ids if node.startswith(kind)] for kind in ("classe:", "MET."))
    pairs = [(rng.choice(classes), rng.choice(jobs)) for _ in range(PAIRS)]
    first = [timed(lambda pair=pair: find_routes(store, *pair, K)) for pair in pairs]
    again = [timed(lambda pair=pair: find_routes(store, *pair, K)) for pair in pairs]
    print(
        f"{PAIRS} pairs, k = {K}: {statistics.median(first):.1f} ms, again {statistics.median(again):.1f} ms (medians)"
    )

    def theirs(u, v):
        with suppress(nx.NetworkXNoPath):
            list(itertools.islice(nx.shortest_simple_paths(least, u, v, "cost"), K))

    def igraphs(u, v):
        multi.get_k_shortest_paths(number[u], number[v], K, weights=weights, mode="out")

    for name, ask in (("networkx", theirs), ("igraph", igraphs)):
        ratios = [
            timed(lambda pair=pair, ask=ask: ask(*pair)) / own for pair, own in zip(pairs[:BESIDE], again, strict=False)
        ]
        print(f"{name}: {statistics.median(ratios):.0f} times as long (median of {BESIDE} pairs)")


if __name__ == "__main__":
    main()
