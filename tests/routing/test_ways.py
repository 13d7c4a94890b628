"""Ways to a class of goals: the best of each sort of way first, where all is open yet."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest

from pathways.graph import open_store, save_graph
from pathways.model import NodeRef, Route, Step
from pathways.routing import find_routes
from pathways.routing.ways import ways_to_any

TYPES = {"p": "bac pro", "g": "bac général", "t": "BTS", "u": "BUT"}


def route(cost, *names):
    nodes = [NodeRef("3e", "3e", "class"), *(NodeRef(n, n, "diploma") for n in names)]
    return Route(nodes[0], nodes[-1], tuple(Step(a, b, 2) for a, b in pairwise(nodes)), cost)


def sorts(way):
    """The level of the goal, and the types along the way."""
    return (6 if "bachelor" in way.target.id else 7), tuple(TYPES.get(step.target.id[0], "école") for step in way.steps)


ROUTES = [
    *(route(5 + i / 10, f"p{i}", f"t{i % 3}", f"school {i}") for i in range(40)),
    route(9.5, "g0", "school 1"),
    route(9.6, "p0", "u0", "school 2"),
    route(9.7, "g0", "t0", "school 3"),
]


@pytest.mark.parametrize("k", [1, 2, 4, 6])
def test_the_best_of_each_sort_comes_first_however_many_are_wanted(k):
    found = ways_to_any(ROUTES, k, types=sorts)[:k]
    expected = [ROUTES[0], *ROUTES[40:], ROUTES[1], ROUTES[2]]
    assert [way.cost for way in found] == [r.cost for r in expected[:k]]


def test_levels_of_goals_take_turns():
    bachelors = [route(3 + i, f"{first}0", "bachelor") for i, first in enumerate("gptu")]
    found = ways_to_any([*bachelors, *ROUTES], 6, types=sorts)
    assert [way.cost for way in found[:6]] == [3, 5, 4, 9.5, 5, 9.6]


def test_the_route_to_show_of_a_sort_is_the_one_that_is_given():
    shown = route(5.05, "p50", "t9", "school 9")
    assert ways_to_any(ROUTES, 4, types=sorts, first=[shown])[0] == shown


def test_without_sorts_the_nearest_come_first():
    assert [way.cost for way in ways_to_any(ROUTES, 3)[:3]] == [5, 5.1, 5.2]


@pytest.fixture
def graph():
    """Twelve bacs pro that lead to a BTS each, and a bac général a little farther; every BTS leads to a school."""
    graph = nx.MultiDiGraph()
    way = {"years": 1, "conditions": [], "apprenticeship": None, "scope": "named", "score": 1.0, "evidence": []}

    def add(source, target, kind, basis="stated", **more):
        graph.add_edge(source, target, kind, kind=kind, basis=basis, **{**way, **more})

    graph.add_node("classe:3e", kind="class", label="3e", type="3e")
    graph.add_node("FOR.900", kind="diploma", label="bac général", type="bac général")
    add("classe:3e", "FOR.900", "entry", "scheme", years=2)
    for i in range(12):
        for number, kind in ((100 + i, "bac pro"), (200 + i, "BTS"), (300 + i, "ingénieur")):
            graph.add_node(f"FOR.{number}", kind="diploma", label=f"{kind} {i}", type=kind)
        add("classe:3e", f"FOR.{100 + i}", "entry")
        add(f"FOR.{100 + i}", f"FOR.{200 + i}", "continuation")
        add(f"FOR.{200 + i}", f"FOR.{300 + i}", "continuation")
    add("FOR.900", "FOR.200", "continuation")
    add("FOR.900", "FOR.300", "continuation", years=3)
    return graph


def test_from_a_class_every_sort_of_way_is_shown(graph, tmp_path):
    save_graph(graph, tmp_path / "a.graph")
    goals = [f"FOR.{300 + i}" for i in range(12)]
    for asked in (graph, open_store(tmp_path / "a.graph")):
        ways = find_routes(asked, "classe:3e", goals, 3, any_goal=True).routes
        assert [tuple(s.target.label.rsplit(" ", 1)[0] for s in way.steps) for way in ways] == [
            ("bac pro", "BTS", "ingénieur"),
            ("bac", "BTS", "ingénieur"),
            ("bac", "ingénieur"),
        ]
        held = find_routes(asked, "FOR.900", goals, 1, any_goal=True).routes
        assert held[0].source.id == "FOR.900"
        by_years = find_routes(asked, "classe:3e", goals, 3, "years", any_goal=True).routes
        assert {way.years for way in by_years} == {3}
