"""What is within reach, what leads somewhere, and tables of years: against networkx."""

from __future__ import annotations

import networkx as nx
import pytest

from pathways.errors import GraphContractError, QueryError, UnknownNameError
from pathways.graph import open_store, save_graph
from pathways.routing import Constraints, leading_to, reachable, reached_graph, years_table
from tests.routing.oracle import small_graph
from tests.toy import toy_graph


@pytest.mark.parametrize("years", [None, 0, 1, 2.5])
def test_the_least_years_are_those_of_networkx(years):
    for seed in range(40):
        graph = small_graph(seed, levels=seed % 2 == 1)
        far = nx.single_source_dijkstra_path_length(graph, "n0", weight="years")
        expected = {
            n: y
            for n, y in far.items()
            if n != "n0" and graph.nodes[n]["kind"] != "level" and (years is None or y <= years)
        }
        assert {r.node.id: r.years for r in reachable(graph, "n0", years)} == expected
        back = {r.node.id: r.years for r in leading_to(graph.reverse(), "n0", years)}
        assert back == expected


def test_a_table_of_years_is_that_of_networkx(tmp_path):
    for seed in range(30):
        graph = small_graph(seed, levels=seed % 2 == 1)
        names = sorted(graph)
        table = years_table(graph, names, names)
        assert table == dict(nx.all_pairs_dijkstra_path_length(graph, weight="years"))
    save_graph(toy_graph(), tmp_path / "a.graph")
    jobs = ["MET.266", "MET.1"]
    table = years_table(open_store(tmp_path / "a.graph"), ["classe:3e", "FOR.7017"], jobs)
    assert table == {"classe:3e": {"MET.266": 2, "MET.1": 3}, "FOR.7017": {"MET.266": 0, "MET.1": 0}}


@pytest.mark.parametrize(
    ("length", "years"),
    [(5, 1), (40, 1), (300, 2), (3000, 1), (5, 0.123457), (12, 1000.000001), (300, 0)],
    ids=["short", "later than a first clock runs", "for two", "longest", "odd parts", "two scales", "no time"],
)
def test_a_table_of_years_does_not_depend_on_how_far_or_how_fine(length, years):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((i, {"kind": "diploma"}) for i in range(length + 1))
    for i in range(length):
        graph.add_edge(i, i + 1, years=years if i % 3 else 1, kind="continuation", basis="stated")
    for i in range(0, length, 7):  # and back, so that there are cycles
        graph.add_edge(i, max(i - 9, 0), years=2, kind="continuation", basis="stated")
    sources = range(0, length + 1, max(3, length // 12))
    far = {s: nx.single_source_dijkstra_path_length(graph, s, weight="years") for s in sources}
    table = years_table(graph, sources, [length, 0])
    assert table == {s: {t: pytest.approx(far[s][t]) for t in (length, 0) if t in far[s]} for s in sources}
    assert list(table) == list(sources)


def test_a_table_of_years_takes_more_sources_than_walk_together():
    graph = nx.gnm_random_graph(700, 2100, seed=3, directed=True)
    graph = nx.MultiDiGraph(graph)
    for node in graph:
        graph.nodes[node]["kind"] = "diploma"
    for i, (*_, data) in enumerate(graph.edges(data=True)):
        data.update(kind="continuation", basis="stated", years=i % 4 / 2)
    far = {s: nx.single_source_dijkstra_path_length(graph, s, weight="years") for s in graph}
    assert years_table(graph, graph, [5, 6]) == {s: {t: far[s][t] for t in (5, 6) if t in far[s]} for s in graph}


@pytest.mark.parametrize("years", [float("nan"), -1, "2", None, [1]])
def test_a_table_of_years_refuses_a_graph_with_a_bad_edge(years):
    graph = toy_graph()
    u, v, key = min(graph.edges(keys=True))
    graph[u][v][key]["years"] = years
    with pytest.raises(GraphContractError) as refused:
        years_table(graph, sorted(graph), ["MET.1"])
    assert any(u in line and v in line for line in refused.value.findings)


def test_reach_is_in_order_and_filtered():
    rows = reachable(toy_graph(), "classe:3e", 3)
    assert [(r.years, r.steps) for r in rows] == sorted((r.years, r.steps) for r in rows)
    assert {r.node.id for r in reachable(toy_graph(), "classe:3e", 3, kinds={"job"})} == {"MET.266", "MET.1"}
    held = Constraints(apprenticeship="no", avoid=("FOR.1534",))
    assert {r.node.id: r.years for r in reachable(toy_graph(), "classe:3e", constraints=held, kinds={"job"})} == {
        "MET.266": 3,
        "MET.1": 3,
    }


def test_several_sources_count_from_the_nearest():
    rows = {r.node.id: r.years for r in reachable(toy_graph(), ["classe:3e", "FOR.7017"])}
    assert rows["MET.1"] == 0
    assert "FOR.7017" not in rows


def test_the_graph_to_draw_holds_what_was_reached_and_the_doors_between():
    graph = toy_graph()
    part = reached_graph(graph, "classe:3e", reachable(graph, "classe:3e", 5))
    assert set(part) == set(graph)
    assert part.nodes["MET.266"]["years"] == 2
    near = reached_graph(graph, "classe:3e", reachable(graph, "classe:3e", 2))
    assert "type:bac-pro" not in near
    assert "years" not in graph.nodes["MET.266"]


def test_what_has_no_meaning_is_refused():
    for years in (-1, float("nan"), "2", True):
        with pytest.raises(QueryError, match="years"):
            reachable(toy_graph(), "classe:3e", years)
    with pytest.raises(QueryError, match="via"):
        reachable(toy_graph(), "classe:3e", constraints=Constraints(via=("FOR.7017",)))
    with pytest.raises(UnknownNameError):
        leading_to(toy_graph(), "nowhere")
