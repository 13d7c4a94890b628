"""The search against brute force: same routes, same order."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import pytest

from pathways.criteria import MILLION
from pathways.graph import open_store, save_graph
from pathways.routing import Constraints, k_shortest_routes, pareto_routes
from pathways.routing import backward as backward_room
from pathways.routing import search as search_room
from tests.routing.oracle import every_route, keeps, packed, shown, small_graph, told, walks

CRITERIA = ["counsel", "years", "steps", "selectivity", "field", "certainty", "employment", {"years": 1, "field": 2}]
LIMITS = [
    {"max_years": 2},
    {"max_years": 0.5},
    {"max_steps": 2},
    {"max_steps": 3, "max_years": 3},
    {"via": ("n3",)},
    {"via": ("n1", "n3")},
    {"via": ("n6",)},
    {"via": ("n0", "n5"), "max_years": 5},
    {"avoid": ("n3", "n5")},
    {"avoid_types": ("BTS",)},
    {"avoid_conditions": ("concours",)},
    {"apprenticeship": "only"},
    {"apprenticeship": "no"},
    {"basis": "stated"},
    {"basis": "field"},
    {"within_field": True},
    {"open_in": 2025},
    {"max_level": 4},
]


def test_brute_force_agrees_with_networkx_on_graphs_without_levels():
    for seed in range(20):
        graph = small_graph(seed)
        ours = sorted(steps for _, steps in every_route(graph, ["n0"], ["n6"], "years"))
        theirs = sorted(
            tuple((u, v, key, False) for u, v, key in path) for path in nx.all_simple_edge_paths(graph, "n0", "n6")
        )
        assert ours == theirs


@pytest.mark.parametrize("criterion", CRITERIA, ids=str)
@pytest.mark.parametrize("levels", [False, True], ids=["plain", "doors"])
def test_all_routes_in_order(criterion, levels):
    for seed in range(60):
        graph = small_graph(seed, levels=levels)
        found = told(k_shortest_routes(graph, "n0", "n6", None, criterion))
        assert found == every_route(graph, ["n0"], ["n6"], criterion), seed


@pytest.mark.parametrize("limits", LIMITS, ids=str)
def test_all_routes_under_constraints(limits):
    constraints = Constraints(**limits)
    for seed, criterion in zip(range(50), itertools.cycle(CRITERIA), strict=False):
        graph = small_graph(seed, levels=seed % 2 == 1)
        found = told(k_shortest_routes(graph, "n0", "n6", None, criterion, constraints=constraints))
        assert found == every_route(graph, ["n0"], ["n6"], criterion, constraints), seed


def test_several_sources_and_targets():
    for seed in range(80):
        graph = small_graph(seed, levels=seed % 2 == 1)
        rng = random.Random(seed)  # noqa: S311 - made data
        names = [n for n in sorted(graph) if graph.nodes[n]["kind"] != "level"]
        ends = rng.sample(names, 4)
        constraints = Constraints(via=(ends[0],)) if seed % 5 == 0 else Constraints(max_years=4 if seed % 3 else None)
        found = told(k_shortest_routes(graph, ends[:2], ends[2:], None, constraints=constraints))
        assert found == every_route(graph, ends[:2], ends[2:], "counsel", constraints), seed


def test_any_k_is_the_head_of_all():
    for seed in range(30):
        graph = small_graph(seed, levels=True)
        whole = told(k_shortest_routes(graph, "n0", "n6", None))
        for k in (1, 2, 3, 1_000_000):
            assert told(k_shortest_routes(graph, "n0", "n6", k)) == whole[:k]


def test_a_graph_file_gives_the_same(tmp_path):
    for seed in range(40):
        graph = small_graph(seed, levels=seed % 2 == 1)
        for _, v, data in graph.edges(data=True):
            data["kind"] = "holds" if graph.nodes[v]["kind"] == "level" else data["kind"]
        graph = nx.relabel_nodes(graph, {})
        keyed = nx.MultiDiGraph()
        keyed.add_nodes_from(graph.nodes(data=True))
        keyed.add_edges_from(graph.edges(keys=True, data=True))
        save_graph(keyed, tmp_path / "a.graph")
        store = open_store(tmp_path / "a.graph")
        limits = LIMITS[seed % len(LIMITS)] if seed % 3 else {}
        for criterion in ("counsel", "years"):
            found = list(k_shortest_routes(store, "n0", "n6", None, criterion, constraints=Constraints(**limits)))
            assert found == list(
                k_shortest_routes(keyed, "n0", "n6", None, criterion, constraints=Constraints(**limits))
            )


def test_the_same_where_every_partial_route_is_tested(monkeypatch):
    monkeypatch.setattr(search_room, "_PATIENCE", 0)
    for seed in range(60):
        graph = small_graph(seed, levels=seed % 2 == 1, edges=24)
        limits = LIMITS[seed % len(LIMITS)] if seed % 3 else {}
        found = told(k_shortest_routes(graph, "n0", "n6", None, constraints=Constraints(**limits)))
        assert found == every_route(graph, ["n0"], ["n6"], "counsel", Constraints(**limits)), seed


@pytest.mark.parametrize("alone", [-1, 3, 12])
@pytest.mark.parametrize("criterion", ["counsel", "years"])
def test_the_same_where_a_walk_from_the_sources_helps(monkeypatch, alone, criterion):
    monkeypatch.setattr(backward_room, "_ALONE", alone)
    for seed in range(60):
        graph = small_graph(seed, levels=seed % 2 == 1, edges=22)
        monkeypatch.setattr(search_room, "_PATIENCE", 0 if seed % 4 == 0 else 500)
        monkeypatch.setattr(search_room, "_AT_A_TIME", 1 if seed % 3 else 16)
        ends = (["n0"], ["n6"]) if seed % 5 else (["n0", "n2"], ["n5", "n6"])
        found = told(k_shortest_routes(graph, *ends, None, criterion))
        assert found == every_route(graph, *ends, criterion), seed


def test_the_same_however_lazily(monkeypatch):
    monkeypatch.setattr(search_room, "_AT_A_TIME", 1)
    for seed in range(60):
        graph = small_graph(seed, levels=seed % 2 == 1)
        assert told(k_shortest_routes(graph, "n0", "n6", None)) == every_route(graph, ["n0"], ["n6"], "counsel"), seed


def every_vector(graph, names, constraints):
    """The costs of every route, by what it shows: the cheapest of what shows the same."""
    found = {}
    for nodes, edges in walks(graph, "n0", {"n6"}, {"n0"}):
        if keeps(graph, nodes, edges, constraints):
            vector = tuple(packed(graph, edges, name)[0] for name in names)
            steps = shown(graph, nodes, edges)
            found[steps] = min(found.get(steps, vector), vector)
    return found


@pytest.mark.parametrize("names", [("years", "certainty"), ("years",), ("steps", "selectivity", "field")], ids=str)
@pytest.mark.parametrize(
    "limits", [{}, {"max_years": 3}, {"max_steps": 3}, {"via": ("n3",)}, {"basis": "field"}], ids=str
)
def test_pareto_fronts(names, limits):
    constraints = Constraints(**limits)
    for seed in range(40):
        graph = small_graph(seed, levels=seed % 2 == 1)
        everything = every_vector(graph, names, constraints)
        best = {v for v in everything.values() if not any(_beats(w, v) for w in everything.values())}
        one = pareto_routes(graph, "n0", "n6", names, constraints=constraints)
        every = pareto_routes(graph, "n0", "n6", names, every=True, constraints=constraints)
        assert [_vector(r, names) for r in one.routes] == sorted(best), seed
        assert {steps for _, steps in told(every.routes)} == {s for s, v in everything.items() if v in best}, seed
        assert len({steps for _, steps in told(every.routes)}) == len(every.routes)


def _beats(a, b):
    return a != b and all(x <= y for x, y in zip(a, b, strict=True))


def _vector(route, names):
    return tuple(round(dict(route.costs)[name] * MILLION) for name in names)
