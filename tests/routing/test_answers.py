"""Answers worth reading: options in one, routes that differ, why there is none, two goals side by side."""

from __future__ import annotations

import re

import pytest

from pathways.errors import QueryError, UnknownNameError
from pathways.graph import open_store, save_graph
from pathways.routing import Constraints, compare_goals, find_routes, goals_of, level_of, reachable, why_no_route
from pathways.routing.choose import diverse, overlap
from tests.toy import edge, node, toy_graph


def optional_graph():
    graph = toy_graph()
    energy = {"domains": ["construction, architecture, travaux publics/génie climatique"]}
    label = "BTS fluides, énergies, domotique option {}"
    for letter in "BC":
        name = f"formation:bts-fed-{letter.lower()}"
        graph.add_node(name, **node("diploma", label.format(letter), "BTS", 5, 2, **energy))
        graph.add_edge("FOR.7017", name, "continuation", **edge("continuation", 2, "field", scope="field", score=0.9))
        graph.add_edge(name, "MET.1", "job", **edge("job", 0))
    return graph


def seen(route):
    return [step.target.id for step in route.steps]


def test_options_and_parallel_ways_are_one_answer():
    graph = optional_graph()
    graph.add_edge("classe:3e", "FOR.7017", "entry", **edge("entry", 3))
    constraints = Constraints(via=("FOR.7017",), max_steps=3)
    collapsed = find_routes(graph, "classe:3e", "MET.1", None, constraints=constraints).routes
    whole = find_routes(graph, "classe:3e", "MET.1", None, constraints=constraints, expand=True).routes
    assert len(collapsed) < len(whole)
    direct = next(r for r in collapsed if seen(r) == ["FOR.7017", "MET.1"])
    assert direct.steps[0].apprenticeship is None
    by_bts = [r for r in collapsed if any("bts-fed" in node for node in seen(r))]
    assert len(by_bts) == 1
    step = by_bts[0].steps[1]
    assert {step.target.id, *(o.id for o in step.options)} == {
        "formation:bts-fed",
        "formation:bts-fed-b",
        "formation:bts-fed-c",
    }


def test_k_counts_answers_not_what_they_stand_for():
    answer = find_routes(optional_graph(), "classe:3e", "MET.1", 2)
    assert [route.steps[-1].source.id for route in answer.routes] == ["FOR.7017", "formation:bts-fed"]
    assert len(find_routes(optional_graph(), "classe:3e", "MET.1", 3, expand=True).routes) == 3


def test_diverse_routes_share_at_most_half():
    def family(node):
        return node.id

    routes = find_routes(optional_graph(), "classe:3e", "MET.1", 10, differ=True).routes
    everything = find_routes(optional_graph(), "classe:3e", "MET.1", None, expand=True).routes
    assert routes[0] == everything[0]
    assert all(overlap(a, b, family) <= 0.5 for a in routes for b in routes if a is not b)
    assert len(routes) > 1
    with pytest.raises(QueryError, match="overlap"):
        diverse(everything, 2, family, most=2)


def test_goals_are_those_of_a_level_and_of_a_domain():
    graph = toy_graph()
    assert goals_of(graph, level=4) == ("FOR.355", "FOR.7017", "formation:bac-pro-boulanger")
    assert goals_of(graph, domain="HOTELLERIE") == ("formation:bac-pro-boulanger",)
    assert goals_of(graph, domain="génie climatique", level=5) == ("formation:bts-fed",)
    with pytest.raises(UnknownNameError):
        goals_of(graph, domain="astrologie")


@pytest.mark.parametrize(("text", "level"), [("5", 5), ("bac + 2", 5), ("Bac+3", 6), ("CAP", 3), ("niveau 7", 7)])
def test_levels_by_their_names(text, level):
    assert level_of(text) == level


@pytest.mark.parametrize("text", ["9", "bac+30", "", "x"])
def test_no_level(text):
    with pytest.raises(QueryError):
        level_of(text)


@pytest.mark.parametrize("kept", ["file", "graph"])
def test_why_there_is_no_route(kept, tmp_path):
    graph = toy_graph()
    if kept == "file":
        save_graph(graph, tmp_path / "a.graph")
        graph = open_store(tmp_path / "a.graph")
    found = why_no_route(graph, "classe:3e", "MET.266", Constraints(max_years=1, basis="field"))
    assert found.limits == ("--max-years 1", "--basis field")
    assert found.without == (("--max-years 1", 3),)
    both = why_no_route(graph, "classe:3e", "MET.266", Constraints(max_years=1, avoid=("FOR.1534",), max_steps=1))
    assert both.without == (("--avoid FOR.1534 --max-years 1 --max-steps 1", 2),)
    assert why_no_route(graph, "MET.266", "MET.1").leads_nowhere
    back = why_no_route(graph, "FOR.355", "formation:cs-meti")
    assert not back.leads_nowhere
    assert [node.id for node in back.nearest] == ["MET.266"]
    assert why_no_route(graph, "FOR.355", "classe:3e").unreached


def test_one_of_several_to_avoid_is_named_alone():
    graph = toy_graph()
    constraints = Constraints(avoid=("formation:bts-fed", "FOR.7017"), max_steps=1)
    found = why_no_route(graph, "FOR.1534", "FOR.7017", constraints)
    assert found.without == (("--avoid FOR.7017", 2),)


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"max_years": "3"}, "max_years is '3', not a number from 0 on"),
        ({"max_years": float("nan")}, "not a number from 0 on"),
        ({"max_years": True}, "not a number from 0 on"),
        ({"max_steps": 1.5}, "max_steps is 1.5, not a whole number from 0 on"),
        ({"max_level": "bac"}, "max_level is 'bac', not a level from 3 to 8"),
        ({"max_level": 9}, "not a level from 3 to 8"),
        ({"open_in": "2025"}, "not a year"),
        ({"within_field": "no"}, "not True or False"),
        ({"via": 3}, "via is 3, not a list of texts"),
        ({"avoid": "FOR.1"}, "avoid is a text"),
        ({"basis": "rumour"}, "not one of stated, field, scheme"),
    ],
    ids=str,
)
def test_a_limit_that_is_none_is_refused_with_what_is_allowed(limit, said):
    with pytest.raises(QueryError, match=re.escape(said)):
        Constraints(**limit)


def test_who_asks_for_too_many_is_told_that_there_are_more():
    asked = (toy_graph(), "classe:3e", "MET.266")
    few = find_routes(*asked, 1_000_000, expand=True, most_read=2)
    assert few.partial == "stopped after 2 routes"
    assert len(few.routes) == 2
    assert find_routes(*asked, 2, expand=True, most_read=2).partial == ""
    whole = find_routes(*asked, 1_000_000, expand=True)
    assert whole.partial == ""
    assert whole.routes[:2] == few.routes


@pytest.mark.parametrize("kept", ["file", "graph"])
def test_who_is_an_apprentice_all_along_goes_through_no_class(kept, tmp_path):
    graph = toy_graph()
    graph.add_node("FOR.900", **node("diploma", "bac général", "bac général", 4))
    graph.add_edge("classe:3e", "FOR.900", "entry", **edge("entry", 3))
    graph.add_edge("FOR.900", "MET.266", "job", **edge("job", 0))
    if kept == "file":
        save_graph(graph, tmp_path / "a.graph")
        graph = open_store(tmp_path / "a.graph")
    only = Constraints(apprenticeship="only")
    routes = find_routes(graph, "classe:3e", "MET.266", 5, constraints=only).routes
    met = {step.target.id for route in routes for each in (route, *route.others) for step in each.steps}
    assert met >= {"FOR.1534", "FOR.7017"}
    assert not any(name.startswith("classe:") or name == "FOR.900" for name in met)
    assert {found.node.id for found in reachable(graph, "classe:3e", constraints=only)} >= {"FOR.1534", "MET.266"}
    assert find_routes(graph, "FOR.900", "MET.266", 1, constraints=only).routes


def test_a_level_that_no_diploma_has_is_named():
    with pytest.raises(UnknownNameError, match="un diplôme de niveau 99"):
        goals_of(toy_graph(), level=99)


def test_two_goals_side_by_side():
    found = compare_goals(toy_graph(), "classe:3e", "MET.266", "MET.1")
    assert found.routes_a[0].target.id == "MET.266"
    assert found.parts_at.id == "classe:3e"
    assert found.open_until.id == "FOR.7017"
    assert found.open_years == 3
    assert [r.target.id for r in found.together] == ["MET.266", "MET.1"]
    assert "FOR.7017" in {node.id for node in found.shared}


def test_a_goal_without_a_route_says_why():
    none = compare_goals(toy_graph(), "MET.266", "MET.1", "FOR.7017")
    assert (none.routes_a, none.routes_b, none.parts_at, none.together) == ((), (), None, None)
    assert none.why_a.leads_nowhere
    assert none.why_b.leads_nowhere
    one = compare_goals(toy_graph(), "classe:3e", "MET.266", "MET.1", constraints=Constraints(max_years=2))
    assert one.routes_a
    assert one.why_a is None
    assert (one.routes_b, one.why_b.without) == ((), (("--max-years 2", 3),))
