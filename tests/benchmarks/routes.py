"""Routes against networkx and igraph, on made graphs and on a graph file: ratios within one run.

    python tests/benchmarks/routes.py 8000 40000          # a made graph (made_graphs.py)
    python tests/benchmarks/routes.py 1000000 5000000 --k 10 --queries 3
    python tests/benchmarks/routes.py --graph FILE         # a graph file, such as the one that ships

Each query is the same question to all three, from the 3e to a job, by years: networkx on a DiGraph of
the least years of each pair (it takes no multigraph), igraph on the multigraph itself.
"""

# ruff: noqa: T201 - a script prints what it measured
from __future__ import annotations

import argparse
import itertools
import random
import resource
import statistics
import sys
import time
from pathlib import Path

import networkx as nx

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from made_graphs import layered_graph

from pathways.graph import load_graph
from pathways.routing import k_shortest_routes, years_table
from pathways.routing.shortest import Question

LONG_ENOUGH = 0.1


def timed(function, times=1):
    """Least seconds of several runs, and the result: the least is what others on the machine disturb least.

    What takes less than a tenth of a second is run for so long, as `timeit` does.
    """
    seconds, began = [], time.perf_counter()
    while len(seconds) < times or (times > 1 and time.perf_counter() - began < LONG_ENOUGH):
        start = time.perf_counter()
        result = function()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def simple(graph):
    """The least years of each pair of nodes, for networkx."""
    plain = nx.DiGraph()
    for u, v, years in graph.edges(data="years"):
        if not plain.has_edge(u, v) or plain[u][v]["years"] > years:
            plain.add_edge(u, v, years=years)
    return plain


def igraph_of(graph):
    import igraph  # noqa: PLC0415 - only where it is compared

    number = {node: i for i, node in enumerate(graph)}
    edges = [(number[u], number[v]) for u, v in graph.edges()]
    return igraph.Graph(len(number), edges, directed=True), [y for *_, y in graph.edges(data="years")], number


def ways(graph, source, target, k):
    """What the others give too: nodes and edges, not yet routes with labels, costs and evidence."""
    return list(itertools.islice(Question(graph, source, target, criterion="years").search().ways(), k))


def compare(graph, source, targets, k, others, times):
    """Median seconds of each, and of the ratios to ours, over the targets; each asked so many times."""
    rows = []
    for target in targets:
        row = {"pathways": timed(lambda t=target: ways(graph, source, t, k), times)[0]}
        row["routes"], routes = timed(lambda t=target: list(k_shortest_routes(graph, source, t, k, "years")), times)
        for name, ask in others.items():
            row[name], years = timed(lambda t=target, ask=ask: ask(t, k), times)
            same = [r.years for r in routes]
            if name == "igraph":  # it walks the multigraph, as we do
                assert years == same, (target, years, same)
            else:
                assert years[0] == same[0]
        rows.append(row)
    median = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    ratio = {name: statistics.median(row[name] / row["pathways"] for row in rows) for name in others}
    return median, ratio


def askers(graph, source):
    plain, prepared = timed(lambda: simple(graph))[::-1]
    (ig, weights, number), prepared_ig = timed(lambda: igraph_of(graph))[::-1]
    print(f"preparing for networkx {prepared:.2f} s, for igraph {prepared_ig:.2f} s, for pathways 0")

    def networkx(target, k):
        paths = itertools.islice(nx.shortest_simple_paths(plain, source, target, weight="years"), k)
        return [nx.path_weight(plain, path, "years") for path in paths]

    def igraph(target, k):
        paths = ig.get_k_shortest_paths(number[source], number[target], k=k, weights=weights, output="epath")
        return [sum(weights[e] for e in path) for path in paths]

    return {"networkx": networkx, "igraph": igraph}


def table(graph, times):
    """Years from every class to every job: ours against networkx, a Dijkstra a class."""
    classes = [n for n, d in graph.nodes(data=True) if d["kind"] == "class"]
    jobs = [n for n, d in graph.nodes(data=True) if d["kind"] == "job"]
    ours, found = timed(lambda: years_table(graph, classes, jobs), times)
    wanted = set(jobs)

    def networkx():
        far = {c: nx.single_source_dijkstra_path_length(graph, c, weight="years") for c in classes}
        return {c: {n: y for n, y in row.items() if n in wanted} for c, row in far.items()}

    theirs, expected = timed(networkx, times)
    assert found == expected
    print(f"years from {len(classes)} classes to {len(jobs)} jobs: {ours:.3f} s, networkx {theirs / ours:.1f} x that")


def curve(graph, source, k, each=4):
    """What a query costs against the edges that its target reaches backwards: targets of every type, by seed."""
    types = {}
    for node in nx.descendants(graph, source):
        types.setdefault((graph.nodes[node]["kind"], graph.nodes[node].get("type")), []).append(node)
    rng = random.Random(7)  # noqa: S311 - made data
    rows = []
    for (kind, type_), nodes in sorted(types.items(), key=str):
        for target in rng.sample(sorted(nodes), min(each, len(nodes))):
            behind = sum(graph.in_degree(node) for node in nx.ancestors(graph, target) | {target})
            question = Question(graph, source, target, criterion="years")
            seconds, _ = timed(lambda q=question: list(itertools.islice(q.search().ways(), k)))
            rows.append((behind, question.work.done, seconds * 1000, type_ or kind))
    print(f"k = {k}: edges behind the target, arcs looked at, ms, type of the target")
    for behind, looks, milliseconds, name in sorted(rows):
        print(f"{behind:9} {looks:8} {milliseconds:8.2f}  {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, nargs="*", default=[8000, 40000], help="nodes and edges")
    parser.add_argument("--graph", help="a graph file instead")
    parser.add_argument("--k", type=int, action="append", help="routes wanted (10 and 100)")
    parser.add_argument("--queries", type=int, default=9)
    parser.add_argument("--times", type=int, default=3, help="runs of each question, of which the least counts")
    parser.add_argument("--no-table", action="store_true")
    parser.add_argument("--curve", action="store_true", help="cost against the part that the target reaches backwards")
    arguments = parser.parse_args()
    made, graph = timed(lambda: load_graph(arguments.graph) if arguments.graph else layered_graph(*arguments.size))
    print(
        f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges, ready in {made:.1f} s, {megabytes():.0f} MB"
    )
    source = "classe:3e"
    jobs = sorted(n for n in nx.descendants(graph, source) if graph.nodes[n]["kind"] == "job")
    targets = random.Random(7).sample(jobs, min(arguments.queries, len(jobs)))  # noqa: S311 - made data
    if arguments.curve:
        curve(graph, source, 10)
    print(f"memory {megabytes():.0f} MB before the others are prepared")
    others = askers(graph, source)
    for k in arguments.k or (10, 100):
        median, ratio = compare(graph, source, targets, k, others, arguments.times)
        searches = [k_shortest_routes(graph, source, target, k, "years") for target in targets]
        looks = statistics.median(sum(1 for _ in s) and s.work for s in searches)
        print(
            f"k = {k}: pathways {median['pathways'] * 1000:.2f} ms ({looks:.0f} arcs looked at), "
            f"as routes {median['routes'] * 1000:.2f} ms, "
            + ", ".join(f"{name} {median[name] * 1000:.1f} ms = {ratio[name]:.0f} x" for name in others)
        )
    if not arguments.no_table:
        table(graph, arguments.times)
    print(f"peak memory {megabytes():.0f} MB")


if __name__ == "__main__":
    main()
