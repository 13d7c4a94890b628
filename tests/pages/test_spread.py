"""The page of what is within reach: names by years, the field first, counts of the rest, a table that filters."""

from __future__ import annotations

import re

import pytest

from pathways.model import NodeRef
from pathways.render.html.page import selection_page
from pathways.render.html.spread import spread_page
from pathways.routing import leading_to, reachable
from pathways.routing.spread import Reached
from pathways.selection import select_domain
from tests.pages.samples import HOSTILE, ladder
from tests.pages.test_browser import assert_accessible
from tests.toy import toy_graph

pytestmark = pytest.mark.browser
HELD = ("mécanique/productique",)
SIZES = """[...document.querySelectorAll("body *")]
    .filter((e) => e.offsetParent && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => parseFloat(getComputedStyle(e).fontSize))"""


@pytest.fixture(scope="module")
def wide():
    """What a CAP of mechanics leads to, among 1,500 nodes of three fields."""
    graph = ladder(1500)
    return reachable(graph, "classe:3e"), spread_page(
        reachable(graph, "classe:3e"), HELD, title=("title.reach", (("CAP maçon", "diploma"),)), release="2025-10"
    )


def test_names_stand_by_years_and_the_field_comes_first(open_page, wide):
    rows, html = wide
    page = open_page(html)
    assert page.title() == "Où mène le CAP maçon"
    heads = page.locator(".year h2").all_inner_texts()
    assert heads == sorted(heads, key=lambda h: int(re.sub(r"\D", "", h) or 0))
    assert 30 < page.locator(".name a, li.name").count() <= 14 * len(heads) * 2
    assert page.locator("#rows tbody tr").count() == len(rows)
    first = page.locator("#rows tbody tr:first-child td:nth-child(4)").inner_text()
    assert first == HELD[0]
    assert page.locator(".far tbody tr").count() == 2
    for width in (1280, 800):
        page.set_viewport_size({"width": width, "height": 800})
        assert min(page.evaluate(SIZES)) >= 11


def test_nothing_is_lost_between_names_and_counts(open_page, wide):
    rows, html = wide
    page = open_page(html)
    counts = page.locator(".far td .pick, .year .pick").all_inner_texts()
    numbers = [int(re.sub(r"\D", "", text)) for text in counts]
    assert sum(numbers) + page.locator("li.name").count() == len(rows)


def test_a_count_filters_the_table_and_a_head_sorts_it(open_page, wide):
    page = open_page(wide[1])
    shown = page.locator("#rows tbody tr:not([hidden])")
    assert shown.count() == 100
    count = page.locator(".far td button.pick").first
    number = int(count.inner_text())
    count.press("Enter")
    assert page.locator("#count").inner_text() == f"{min(number, 100)} sur {number}"
    assert page.evaluate("document.activeElement.id") == "table"
    page.locator("#narrow button").click()
    page.locator("#rows th button").nth(1).click()
    page.locator("#rows th button").nth(1).click()
    assert page.locator("#rows th[aria-sort=descending]").count() == 1
    years = [float(text) for text in page.locator("#rows tbody tr:not([hidden]) td:nth-child(2)").all_inner_texts()]
    assert years == sorted(years, reverse=True)
    page.locator("#find").fill("zzzz")
    assert page.locator("#count").inner_text() == "Rien ne passe ces filtres."
    page.locator("#b-lang").click()
    assert (page.title(), page.locator("#count").inner_text()) == (
        "Where CAP maçon leads",
        "Nothing passes these filters.",
    )


def test_more_rows_come_a_hundred_at_a_time(open_page, wide):
    page = open_page(wide[1])
    page.locator("#b-more").click()
    assert page.locator("#rows tbody tr:not([hidden])").count() == 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_of_wcag(open_page, wide, scheme):
    assert_accessible(open_page(wide[1], color_scheme=scheme))


def test_no_violation_of_wcag_on_a_phone_or_of_a_domain_or_of_nothing(open_page):
    graph = toy_graph()
    lead = spread_page(leading_to(graph, "MET.266"), title=("title.lead", (("plombier/ère", "job"),)), forward=False)
    page = open_page(lead, size=(360, 740))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".year h2").last.inner_text() == "juste avant"
    assert_accessible(page)
    domain = open_page(selection_page(select_domain(graph, "alimentation")))
    assert domain.locator(".year h2").all_inner_texts() == ["bac"]
    assert_accessible(domain)
    assert_accessible(open_page(spread_page([], title="Rien")))


def test_without_a_script_every_name_is_there_and_it_prints(open_page, wide):
    rows, html = wide
    page = open_page(html, scripts=False)
    assert page.locator("#rows tbody tr:visible").count() == len(rows)
    pdf = open_page(html).pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 8


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[1:13])
def test_hostile_texts_are_inert(open_page, text):
    rows = [
        Reached(NodeRef(text, text, kind), text, None, (text, f"{text}/{text}"), 1, 1, "stated", text)
        for kind in ("job", "diploma", "class")
    ]
    page = open_page(spread_page(rows, (text,), title=text, release=text))
    page.locator("#find").fill(text[:12])
    page.locator("#b-lang").click()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, object, embed").count() == 0
    assert page.locator("script").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
