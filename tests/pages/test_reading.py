"""What a reader meets on a page with a picture: letters that can be read, cards to press, nothing that cannot work."""

from __future__ import annotations

import html as markup
from dataclasses import replace

import pytest

from pathways.model import Evidence
from pathways.render.html import graph_page, route_page
from pathways.render.html.page import selection_page
from pathways.selection import select_around
from tests.pages.samples import ladder
from tests.pages.test_browser import assert_accessible
from tests.toy import toy_graph

pytestmark = pytest.mark.browser
SCALE = """() => {
    const c = JSON.parse(document.querySelector("#data").textContent).cards[0];
    return window.pathways.placeOf(c.id).w / c.w;
}"""
#: Text of 13 pixels, the smallest of the picture, is 11 on the screen.
READABLE = 11 / 13


@pytest.mark.parametrize("size", [(1280, 800), (800, 1000)])
def test_no_text_of_the_picture_is_under_11_pixels_when_a_page_opens(open_page, plumbing, size):
    for html in (plumbing[2], graph_page(ladder(200), focus="classe:3e")):
        page = open_page(html, size=size)
        assert page.evaluate(SCALE) >= READABLE


def test_ten_routes_open_whole_at_1280(open_page, plumbing):
    page = open_page(plumbing[2], size=(1280, 800))
    for node in ("classe:3e", "MET.266"):
        place = page.evaluate("(id) => window.pathways.placeOf(id)", node)
        left = page.locator("#canvas").bounding_box()["x"]
        assert left <= place["x"] - place["w"] / 2
        assert place["x"] + place["w"] / 2 <= 1280


def test_on_a_phone_the_list_leads_and_the_picture_opens_on_demand(open_page, plumbing):
    page = open_page(plumbing[2], size=(360, 740), has_touch=True)
    assert not page.locator("#canvas").is_visible()
    page.locator("#b-picture").click()
    assert page.locator("#canvas").is_visible()
    assert page.evaluate(SCALE) >= READABLE
    page.locator("#b-picture").click()
    assert not page.locator("#canvas").is_visible()


def test_the_whole_card_is_pressed(open_page, plumbing):
    page = open_page(plumbing[2])
    page.locator("li.way").nth(2).locator(".chain").click()
    assert page.evaluate("location.hash") == "#r=3"


def test_only_for_apprentices_stands_on_the_closed_card(open_page, plumbing):
    page = open_page(plumbing[2])
    closed = page.locator("li.way").nth(2)
    assert "en apprentissage seulement" in closed.inner_text()
    assert "en apprentissage seulement" not in page.locator("li.way").nth(1).inner_text()


def test_a_filter_counts_what_is_left_and_lets_go_of_what_it_hides(open_page, plumbing):
    page = open_page(plumbing[2], "#r=3")
    page.locator("#b-filter").click()
    page.locator("input[name=way][value=apprenticeship]").uncheck()
    assert page.locator("#shown").inner_text().strip() == "· 5 sur 6 affichés"
    assert page.evaluate("location.hash").startswith("#r=1")
    page.locator("#filters button").click()
    assert page.locator("#shown").inner_text() == ""


def test_the_view_comes_back_when_the_panel_closes(open_page):
    page = open_page(graph_page(ladder(200), focus="classe:3e"))
    before = page.evaluate("window.pathways.placeOf('classe:3e')")
    page.locator("#list button.node").last.click()
    page.locator("#panel .close").click()
    assert page.evaluate("window.pathways.placeOf('classe:3e')") == pytest.approx(before)


def test_a_search_without_a_hit_says_so_where_it_is_seen(open_page, plumbing):
    page = open_page(plumbing[2])
    page.locator("#find").fill("astronaute")
    assert page.locator("#no-hit").is_visible()
    page.locator("#find").fill("plombier")
    assert not page.locator("#no-hit").is_visible()


def test_in_a_frame_no_button_stands_that_cannot_work(open_page, plumbing, tmp_path):
    frame = f'<!doctype html><iframe sandbox="allow-scripts allow-downloads" srcdoc="{markup.escape(plumbing[2])}">'
    path = tmp_path / "notebook.html"
    path.write_text(frame, encoding="utf-8")
    page = open_page(path)
    inside = page.frame_locator("iframe")
    inside.locator("html[data-drawn]").wait_for(state="attached")
    assert inside.locator("#b-png").is_visible()
    assert not inside.locator("#b-print").is_visible()
    assert not inside.locator("#b-share").is_visible()


def test_around_shows_the_links_of_what_it_is_about_alone(open_page):
    graph = toy_graph()
    page = open_page(selection_page(select_around(graph, ["FOR.1534"])))
    ends = page.evaluate(
        "(() => { const d = JSON.parse(document.querySelector('#data').textContent);"
        " return d.wires.map((w) => [d.cards[w[1]].id, d.cards[w[2]].id]); })()"
    )
    assert ends
    assert all("FOR.1534" in pair for pair in ends)


def test_other_ways_are_folded_under_a_route_and_a_told_route_says_so(open_page, plumbing):
    graph, routes, _ = plumbing
    told = Evidence("MET.266", "etudes", 0, 9)
    page = open_page(route_page(graph, [replace(routes[0], others=tuple(routes[1:3]), plan=told), routes[3]]))
    first = page.locator("li.way").first
    assert "parcours décrit par la fiche du métier" in first.inner_text()
    assert page.locator("details.folded").count() == 1
    first.locator("summary").click()
    assert first.locator(".folded li").count() == 2
    assert routes[1].steps[0].target.label in first.locator(".folded").inner_text()
    assert_accessible(page)
