"""What the functions for notebooks take: a route, a list, or an answer as it is; and errors that teach."""

from __future__ import annotations

import pytest

import pathways
from pathways.errors import AmbiguousNameError, UnknownNameError
from pathways.model import routes_of
from pathways.routing import find_routes, k_shortest_routes, pareto_routes
from tests.toy import toy_graph

ENDS = ("classe:3e", "MET.266")


def test_an_answer_a_list_an_iterator_and_a_route_alike():
    graph = toy_graph()
    found = list(k_shortest_routes(graph, *ENDS, 3))
    assert list(routes_of(k_shortest_routes(graph, *ENDS, 3))) == found
    assert routes_of(find_routes(graph, *ENDS, 3)) == find_routes(graph, *ENDS, 3).routes
    front = pareto_routes(graph, *ENDS, ("years", "certainty"))
    assert list(pathways.routes_frame(front)["years"]) == [r.years for r in routes_of(front)]
    assert len(pathways.routes_frame(found[0])) == 1
    assert "<iframe" in pathways.figure(find_routes(graph, *ENDS), graph)._repr_html_()


@pytest.mark.parametrize("wrong", ["plombier", 3, [1], {"a": 1}, None])
def test_what_is_no_route_is_refused_with_what_to_give(wrong):
    with pytest.raises(TypeError, match="give a Route, a list of them, or what find_routes"):
        routes_of(wrong)


def test_a_route_prints_a_line_a_step():
    route = next(k_shortest_routes(toy_graph(), *ENDS))
    lines = str(route).splitlines()
    assert lines[0] == f"3e → plombier/ère ({route.years:g} ans)"
    assert len(lines) == 1 + len(route.steps)


def test_a_name_where_an_id_is_asked_says_to_use_find():
    with pytest.raises(UnknownNameError, match=r"pathways.find\('plombier'\)"):
        list(k_shortest_routes(toy_graph(), "classe:3e", "plombier"))


def test_constraints_as_a_dict_are_refused_with_how_to_write_them():
    with pytest.raises(TypeError, match=r"constraints=Constraints\(max_years=3\)"):
        list(k_shortest_routes(toy_graph(), *ENDS, constraints={"max_years": 3}))


def test_an_error_of_a_name_shows_its_candidates_in_a_traceback():
    error = AmbiguousNameError("say which", "chef", ("chef de cuisine", "chef de chantier"))
    assert error.__notes__ == ["  chef de cuisine", "  chef de chantier"]


def test_routes_are_drawn_over_years(tmp_path):
    graph = toy_graph()
    found = find_routes(graph, *ENDS, 3)
    figure = pathways.frise(found, graph, "De la 3e au métier de plombier/ère")
    (axes,) = figure.axes
    assert [t.get_text() for t in axes.get_yticklabels()] == [f"Parcours {n + 1}" for n in range(len(found.routes))]
    years = [sum(s.years > 0 for s in route.steps) for route in found.routes]
    assert len(axes.patches) == sum(years)
    assert axes.get_xlim()[1] == max(route.years for route in found.routes) + 0.5
    figure.savefig(tmp_path / "frise.png")
