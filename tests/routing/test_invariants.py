"""What must hold for any graph; networkx's own examples; questions and graphs that are refused."""

from __future__ import annotations

import itertools
import math
import time

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.errors import GraphContractError, QueryError, UnknownNameError
from pathways.graph import open_store, save_graph
from pathways.routing import Constraints, find_routes, k_shortest_routes
from tests.routing.oracle import small_graph, told
from tests.toy import edge, node, toy_graph

LIMITS = st.fixed_dictionaries(
    {},
    optional={
        "max_years": st.floats(0, 6),
        "max_steps": st.integers(0, 5),
        "via": st.sampled_from([("n1",), ("n3", "n5")]),
        "avoid": st.sampled_from([("n1",), ("n3", "n5")]),
        "basis": st.sampled_from(["stated", "field"]),
        "apprenticeship": st.sampled_from(["only", "no"]),
        "within_field": st.booleans(),
    },
)
CRITERIA = st.sampled_from(["counsel", "years", "steps", "selectivity", "field", "certainty", "employment"])


def step_set(routes):
    return {steps for _, steps in told(routes)}


@given(seed=st.integers(0, 10_000), limits=LIMITS, criterion=CRITERIA, levels=st.booleans())
@settings(max_examples=80, deadline=None)
def test_constraints_only_remove(seed, limits, criterion, levels):
    graph = small_graph(seed, levels=levels)
    free = told(k_shortest_routes(graph, "n0", "n6", None, criterion))
    held = told(k_shortest_routes(graph, "n0", "n6", None, criterion, constraints=Constraints(**limits)))
    if not levels:  # a door that a constraint shuts can leave the same step to a dearer door
        assert set(held) <= set(free)
    assert {steps for _, steps in held} <= {steps for _, steps in free}


@given(seed=st.integers(0, 10_000), criterion=CRITERIA, ends=st.tuples(st.integers(0, 6), st.integers(0, 6)))
@settings(max_examples=80, deadline=None)
def test_one_more_edge_never_worsens_the_best(seed, criterion, ends):
    graph = small_graph(seed)
    before = next(k_shortest_routes(graph, "n0", "n6", 1, criterion), None)
    u, v = ends
    graph.add_edge(f"n{u}", f"n{v}", "continuation:new", **edge("continuation", 1))
    after = next(k_shortest_routes(graph, "n0", "n6", 1, criterion), None)
    if before is not None:
        assert after is not None
        assert after.cost <= before.cost


@given(seed=st.integers(0, 10_000), criterion=CRITERIA, order=st.permutations(range(7)), levels=st.booleans())
@settings(max_examples=80, deadline=None)
def test_other_ids_change_nothing_but_the_order_of_ties(seed, criterion, order, levels):
    graph = small_graph(seed, levels=levels)
    names = {f"n{i}": f"m{order[i]}" for i in range(7)}
    back = {new: old for old, new in names.items()}
    renamed = nx.relabel_nodes(graph, names)
    ours = told(k_shortest_routes(graph, "n0", "n6", None, criterion))
    theirs = [
        (cost, tuple((back[u], back[v], key, door) for u, v, key, door in steps))
        for cost, steps in told(k_shortest_routes(renamed, names["n0"], names["n6"], None, criterion))
    ]
    assert sorted(ours) == sorted(theirs)
    assert [cost for cost, _ in ours] == [cost for cost, _ in theirs]


@given(seed=st.integers(0, 10_000), criterion=CRITERIA)
@settings(max_examples=40, deadline=None)
def test_routes_are_loopless_chained_and_in_order(seed, criterion):
    routes = list(k_shortest_routes(small_graph(seed, levels=True, edges=24), "n0", "n6", 50, criterion))
    assert [r.cost for r in routes] == sorted(r.cost for r in routes)
    for route in routes:
        nodes = [route.source.id, *(s.target.id for s in route.steps)]
        assert len(set(nodes)) == len(nodes)
        assert all(a.target == b.source for a, b in itertools.pairwise(route.steps))
        assert not any(s.target.kind == "level" for s in route.steps)


def unweighted(graph):
    """A plain graph of networkx as ours: one year an edge, or its weight."""
    ours = nx.MultiDiGraph()
    ours.add_nodes_from((n, {"kind": "diploma", "label": str(n)}) for n in graph)
    for u, v, weight in graph.to_directed().edges(data="weight", default=1):
        ours.add_edge(u, v, "continuation", kind="continuation", years=weight, basis="stated")
    return ours


def paths(routes):
    return [[r.source.id, *(s.target.id for s in r.steps)] for r in routes]


def test_the_examples_of_shortest_simple_paths():
    # networkx.algorithms.simple_paths.shortest_simple_paths, "Examples"
    graph = nx.cycle_graph(7)
    found = list(k_shortest_routes(unweighted(graph), 0, 3, None, "years"))
    assert paths(found) == [["0", "1", "2", "3"], ["0", "6", "5", "4", "3"]]
    graph = nx.DiGraph()
    nx.add_path(graph, range(10))
    graph.add_edge(0, 5)
    found = list(k_shortest_routes(unweighted(graph), 0, 9, 2, "years"))
    expected = itertools.islice(nx.shortest_simple_paths(graph, 0, 9), 2)
    assert paths(found) == [[str(n) for n in path] for path in expected]


def test_the_lengths_of_shortest_simple_paths_on_random_graphs():
    for seed in range(25):
        graph = nx.gnp_random_graph(9, 0.35, seed=seed, directed=True)
        for i, (u, v) in enumerate(graph.edges):
            graph[u][v]["weight"] = (i * 7 + seed) % 4
        if not nx.has_path(graph, 0, 8):
            continue
        theirs = [nx.path_weight(graph, p, "weight") for p in nx.shortest_simple_paths(graph, 0, 8, weight="weight")]
        assert [r.years for r in k_shortest_routes(unweighted(graph), 0, 8, None, "years")] == theirs


@pytest.mark.parametrize("k", [0, -1, 1.5, "2", True, math.nan])
def test_k_is_a_whole_number_from_one_on(k):
    with pytest.raises(QueryError, match="k is"):
        k_shortest_routes(toy_graph(), "classe:3e", "MET.266", k)


def test_a_million_routes_are_those_there_are():
    routes = list(k_shortest_routes(toy_graph(), "classe:3e", "MET.266", 1_000_000))
    assert routes == list(k_shortest_routes(toy_graph(), "classe:3e", "MET.266", None))
    assert len(routes) == 6


def test_who_is_there_already_has_no_step_to_take():
    [route] = k_shortest_routes(toy_graph(), "MET.266", "MET.266", 5)
    assert (route.steps, route.years, route.cost) == ((), 0, 0)


@pytest.mark.parametrize(("source", "target"), [("nowhere", "MET.266"), ("classe:3e", "nowhere"), (7, "MET.266")])
def test_unknown_nodes_are_named(source, target):
    with pytest.raises(UnknownNameError, match=r"nowhere|7"):
        k_shortest_routes(toy_graph(), source, target)
    with pytest.raises(QueryError, match="no source"):
        k_shortest_routes(toy_graph(), [], "MET.266")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"criterion": "glory"}, "criterion 'glory'"),
        ({"criterion": {"years": -1}}, "weight"),
        ({"criterion": {"years": 0}}, "above 0"),
        ({"timeout": 0}, "timeout"),
    ],
)
def test_arguments_outside_what_is_allowed(arguments, said):
    with pytest.raises(QueryError, match=said):
        k_shortest_routes(toy_graph(), "classe:3e", "MET.266", 1, **arguments)


@pytest.mark.parametrize(
    "limits",
    [{"basis": "rumour"}, {"apprenticeship": "yes"}, {"max_years": -1}, {"max_steps": math.nan}, {"via": "FOR.7017"}],
    ids=str,
)
def test_constraints_outside_what_is_allowed(limits):
    with pytest.raises(QueryError, match=next(iter(limits))):
        Constraints(**limits)


@pytest.mark.parametrize("years", [math.nan, -1, math.inf, "2", None])
def test_bad_years_are_refused_with_every_edge_that_has_them(years):
    graph = toy_graph()
    graph["FOR.7017"]["MET.266"]["job"]["years"] = years
    graph["FOR.1534"]["FOR.355"]["continuation"]["years"] = years
    with pytest.raises(GraphContractError) as caught:
        list(k_shortest_routes(graph, "classe:3e", "MET.266", 3))
    assert [("FOR.7017" in f, "FOR.355" in f) for f in caught.value.findings] == [(False, True), (True, False)]


@pytest.mark.parametrize("others", [0, 300], ids=["small", "large"])
def test_a_bad_edge_off_the_way_is_noticed_where_that_costs_nothing(others):
    graph = toy_graph()
    graph.add_nodes_from(range(others), kind="diploma", label="other")
    graph.add_edge("MET.1", "FOR.7017", "continuation", kind="continuation", years=math.nan, basis="stated")
    if others:
        assert list(k_shortest_routes(graph, "classe:3e", "FOR.1534", 1))
    else:
        with pytest.raises(GraphContractError, match=r"'MET.1' -> 'FOR.7017' \(continuation\)"):
            list(k_shortest_routes(graph, "classe:3e", "FOR.1534", 1))


@pytest.mark.parametrize("name", ["years", "kind", "basis"])
def test_a_missing_attribute_is_refused_with_the_edge(name):
    graph = toy_graph()
    del graph["FOR.7017"]["MET.266"]["job"][name]
    with pytest.raises(GraphContractError, match=rf"'FOR.7017' -> 'MET.266' \(job\): {name} is missing"):
        list(k_shortest_routes(graph, "classe:3e", "MET.266", 3))


@pytest.mark.parametrize(
    "limits", [{"via": ("FOR.0",)}, {"avoid": ("FOR.0",)}, {"via": (("FOR.355", "FOR.0"),)}], ids=str
)
def test_a_constraint_on_a_node_that_is_not_there_is_refused(limits):
    with pytest.raises(UnknownNameError, match=r"FOR\.0"):
        list(k_shortest_routes(toy_graph(), "classe:3e", "MET.266", 1, constraints=Constraints(**limits)))


def test_a_graph_without_parallel_edges_is_refused():
    with pytest.raises(GraphContractError, match="MultiDiGraph"):
        k_shortest_routes(nx.DiGraph([("a", "b")]), "a", "b")


def test_nothing_is_stale_when_a_graph_is_changed_in_place():
    graph = toy_graph()
    assert next(k_shortest_routes(graph, "classe:3e", "MET.266")).years == 2
    graph["classe:3e"]["FOR.1534"]["entry"]["years"] = 9
    assert next(k_shortest_routes(graph, "classe:3e", "MET.266", 1, "years")).years == 3
    graph["FOR.7017"]["MET.266"]["job"]["basis"] = "scheme"
    assert next(k_shortest_routes(graph, "classe:3e", "MET.266", 1, "years")).steps[-1].basis == "scheme"
    graph.remove_node("FOR.7017")
    assert {s.target.id for r in k_shortest_routes(graph, "classe:3e", "MET.266", None) for s in r.steps} >= {"FOR.355"}


def maze(rooms=9):
    """A clique without years whose every room looks one step from the goal and is not."""
    graph = nx.MultiDiGraph()
    names = [f"r{i:02}" for i in range(rooms)]
    graph.add_nodes_from((n, node("diploma", n)) for n in ["start", *names, "gate", "goal"])
    for u, v in itertools.permutations(names, 2):
        graph.add_edge(u, v, "continuation", **edge("continuation", 0))
    graph.add_edge("start", "gate", "continuation", **edge("continuation", 1))
    for name in names:
        graph.add_edge("gate", name, "continuation", **edge("continuation", 0))
        graph.add_edge(name, "gate", "continuation", **edge("continuation", 0))
    graph.add_edge("gate", "goal", "job", **edge("job", 3))
    return graph


def test_a_maze_of_loops_does_not_trap_the_search():
    found = k_shortest_routes(maze(40), "start", "goal", None, timeout=20)
    assert paths(found) == [["start", "gate", "goal"]]
    assert found.partial == ""


def test_a_bound_on_work_gives_a_part_and_says_so():
    graph = nx.MultiDiGraph()
    layers = [[f"{layer}.{i}" for i in range(12)] for layer in range(8)]
    graph.add_nodes_from((n, node("diploma", n)) for layer in layers for n in layer)
    for above, below in itertools.pairwise(layers):
        for u, v in itertools.product(above, below):
            graph.add_edge(u, v, "continuation", **edge("continuation", 1))
    found = k_shortest_routes(graph, "0.0", "7.0", None, most_work=20_000)
    assert len(list(found)) > 10
    assert found.partial == "stopped after 20000 looks"
    assert found.work < 25_000
    began = time.monotonic()
    found = k_shortest_routes(graph, "0.0", "7.0", None, timeout=0.2)
    assert len(list(found)) > 10
    assert found.partial == "stopped after 0.2 seconds"
    assert time.monotonic() - began < 5
    assert find_routes(graph, "0.0", "7.0", None, pareto=("years", "steps"), most_work=100).partial


def test_a_store_is_asked_without_networkx(tmp_path):
    save_graph(toy_graph(), tmp_path / "a.graph")
    store = open_store(tmp_path / "a.graph")
    assert list(k_shortest_routes(store, "classe:3e", "MET.1", None)) == list(
        k_shortest_routes(toy_graph(), "classe:3e", "MET.1", None)
    )
    with pytest.raises(UnknownNameError):
        k_shortest_routes(store, "classe:3e", "nowhere")
