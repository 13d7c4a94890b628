"""A diploma that the record holds no more is no open one, in a graph and in a file of it."""

from __future__ import annotations

import pytest

from pathways.graph.store import open_store, save_graph
from pathways.routing import Constraints, find_routes, k_shortest_routes
from tests.toy import toy_graph


@pytest.fixture(params=["graph", "file"])
def asked(request, tmp_path):
    graph = toy_graph()
    graph.nodes["FOR.1534"]["withdrawn"] = True
    if request.param == "graph":
        return graph
    save_graph(graph, tmp_path / "toy.graph")
    return open_store(tmp_path / "toy.graph")


def met(graph, constraints):
    routes = k_shortest_routes(graph, "classe:3e", "MET.266", 50, constraints=constraints)
    return {step.target.id for route in routes for step in route.steps}


def test_open_only_meets_no_withdrawn_diploma(asked):
    assert "FOR.1534" in met(asked, Constraints())
    assert met(asked, Constraints(open_in=2025)) == met(asked, Constraints(avoid=frozenset({"FOR.1534"})))
    assert "FOR.1534" not in met(asked, Constraints(open_in=2025))


def last(routes):
    return {route.steps[-1].source.id for route in routes}


def test_a_withdrawn_diploma_answers_only_where_no_living_one_does(asked):
    assert "FOR.1534" not in last(find_routes(asked, "classe:3e", "MET.266", 5).routes)
    assert "FOR.1534" in last(find_routes(asked, "classe:3e", "MET.266", 5, expand=True).routes)
    alone = Constraints(avoid=("FOR.7017",))
    assert last(find_routes(asked, "classe:3e", "MET.266", 5, constraints=alone).routes) >= {"FOR.1534"}


def test_a_withdrawn_diploma_that_is_held_or_asked_for_is_none_to_leave_out(asked):
    assert last(find_routes(asked, "FOR.1534", "MET.266", 1).routes) == {"FOR.1534"}
    assert find_routes(asked, "classe:3e", "FOR.1534").routes
