"""A choice between goals: the routes that part latest, told in words and drawn."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pathways.model import NodeRef, Route, Step
from pathways.render.html.fork import fork_page, latest_fork
from tests.pages.samples import plumbing_routes, through_a_door
from tests.pages.test_browser import assert_accessible
from tests.toy import toy_graph


def chain(*names, cost=0.0):
    nodes = [NodeRef(n, n, "job" if n.isupper() else "diploma") for n in names]
    steps = tuple(Step(a, b, 0 if b.kind == "job" else 1) for a, b in pairwise(nodes))
    return Route(nodes[0], nodes[-1], steps, cost)


def test_of_all_combinations_that_which_leaves_the_fewest_years_apart():
    answers = [
        [chain("s", "a", "A"), chain("s", "x", "A")],
        [chain("s", "b", "B"), chain("s", "x", "b", "B")],
    ]
    routes, shared = latest_fork(answers)
    assert (routes, shared) == ((answers[0][1], answers[1][1]), 1)
    third = chain("s", "x", "c", "C")
    assert latest_fork([*answers, [third]]) == ((answers[0][1], answers[1][1], third), 1)


def test_a_goal_on_the_way_to_another_is_the_fork():
    routes, shared = latest_fork([[chain("s", "a")], [chain("s", "a", "b", "B")]])
    assert shared == 1
    assert routes[0].target.id == "a"


@pytest.mark.browser
def test_the_page_says_how_long_the_choice_is_open_and_shows_each_branch(open_page):
    graph = toy_graph()
    plumber, other = plumbing_routes(graph), [through_a_door(graph)]
    goals = [routes[0].target for routes in (plumber, other)]
    page = open_page(fork_page(graph, [plumber, other], goals))
    assert page.title() == f"Le métier de {goals[0].label} ou le métier de {goals[1].label}"
    leads = page.locator("p.lead").all_inner_texts()
    assert leads[0].startswith("Le choix se fait dès le départ, après la 3e")
    assert leads[1].endswith("encore 2 ans.")
    assert page.locator("li.way").count() == 2
    assert_accessible(page)
    page.locator("#b-lang").click()
    assert "at the start" in page.locator("p.lead").first.inner_text()
    none = open_page(fork_page(graph, [plumber, (), ()], [goals[0], goals[1], goals[1]]))
    assert none.locator("p.lead").count() == 2
