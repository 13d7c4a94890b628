"""Pages in a real Chromium, without a network: what the hand and the eye get."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from pathways.model import Evidence, NodeRef, Route
from pathways.render.html import graph_page, route_page
from tests.pages.samples import HOSTILE, ladder, plumbing_routes, step, through_a_door
from tests.toy import toy_graph

pytestmark = pytest.mark.browser
AXE = Axe()
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "preload": False}


def colours_around(page, place):
    """Return the colours of the canvas in a small square around a place of the window."""
    return page.evaluate(
        """({x, y}) => {
            const canvas = document.querySelector("#canvas canvas"), box = canvas.getBoundingClientRect();
            const k = canvas.width / box.width;
            const copy = new OffscreenCanvas(9, 9), pen = copy.getContext("2d", { willReadFrequently: true });
            pen.drawImage(canvas, 4 - (x - box.left) * k, 4 - (y - box.top) * k);
            const data = pen.getImageData(0, 0, 9, 9).data;
            const seen = new Set();
            for (let i = 0; i < data.length; i += 4) seen.add([...data.slice(i, i + 3)].join(","));
            return [...seen];
        }""",
        place,
    )


def assert_accessible(page):
    response = AXE.run(page, options=WCAG).response
    assert len(response["passes"]) > 5, "axe looked at nothing"
    found = response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found] == []


def test_a_route_page_is_small_and_asks_for_nothing(open_page, plumbing):
    html = plumbing[2]
    assert len(html.encode()) < 1_000_000
    page = open_page(html)
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert page.evaluate("document.characterSet") == "UTF-8"
    assert page.title() == "De la 3e au métier de plombier/ère"
    assert page.locator("#canvas canvas").count() == 1
    assert page.locator("li.way").count() == 6
    assert page.locator("li.way.on .total").inner_text() == "2 ans"


def test_choosing_a_route_highlights_it(open_page, plumbing):
    page = open_page(plumbing[2])
    pill = page.evaluate("window.pathways.linkPlace('e2')")  # 3e -> 2de pro, of the second route
    accent = "11,87,194"
    assert accent not in colours_around(page, pill)
    page.locator("button.pick").nth(1).click()
    assert accent in colours_around(page, pill)
    assert page.locator("li.way.on").get_attribute("data-way") == "1"
    assert page.locator("button.pick").nth(1).get_attribute("aria-expanded") == "true"
    assert page.url.endswith("#r=2")


def test_clicking_a_node_shows_its_facts(open_page, plumbing):
    page = open_page(plumbing[2])
    place = page.evaluate("window.pathways.placeOf('FOR.7017')")
    page.mouse.click(place["x"], place["y"])
    panel = page.locator("#panel")
    text = panel.inner_text()
    for fact in (
        "bac pro installateur en chauffage, climatisation et énergies renouvelables",
        "ICCER",
        "40022707",
        "3 ans",
    ):
        assert fact in text
    assert panel.get_by_role("link").first.get_attribute("href").endswith("/formation/slug/FOR.7017")
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_clicking_the_years_of_a_link_shows_the_sentence_that_states_it(open_page):
    graph = toy_graph()
    sentence = "Après la seconde professionnelle, deux ans mènent au bac pro."
    graph["classe:2de-pro-metiers-des-transitions-numerique-et-energetique"]["FOR.7017"]["entry"]["evidence"] = [
        {"fiche": "FOR.7017", "section": "acces", "start": 0, "end": len(sentence), "text": sentence}
    ]
    page = open_page(route_page(graph, plumbing_routes(graph)))
    place = page.evaluate("window.pathways.linkPlace('e3')")
    page.mouse.click(place["x"], place["y"])
    assert page.locator("#panel q").inner_text() == sentence
    assert "« Accès à la formation »" in page.locator("#panel cite").inner_text()


def test_each_step_says_on_whose_word_it_stands(open_page, plumbing):
    _, routes, html = plumbing
    page = open_page(html)
    page.locator("button.pick").nth(4).click()
    steps = page.locator("li.way.on button.move")
    for number, taken in enumerate(routes[4].steps):
        steps.nth(number).click()
        assert page.locator("#panel q").all_inner_texts() == [e.text for e in taken.evidence]
        assert page.locator("#panel h2 button").all_inner_texts() == [taken.source.label, taken.target.label]
    steps.nth(1).click()
    text = page.locator("#panel").inner_text()
    assert "sous conditions" in text
    assert "déduit : même domaine" in text


def test_without_its_sentence_a_step_names_the_fiche_and_the_section(open_page):
    graph = toy_graph()
    for *_, data in graph.edges(data=True):
        for piece in data["evidence"]:
            del piece["text"]
    page = open_page(route_page(graph, plumbing_routes(graph)), "#r=2&l=e3")
    panel = page.locator("#panel")
    assert panel.locator("q").count() == 0
    assert "Fiche bac pro installateur" in panel.locator("cite").inner_text()
    assert panel.get_by_role("link", name="onisep.fr").get_attribute("href").endswith("FOR.7017")


@pytest.mark.parametrize("typed", ["plombière", "PLOMBIERE", "plombier", "plombier/ère"])
def test_search_finds_a_job_in_each_of_its_forms(open_page, typed):
    graph = toy_graph()
    graph.nodes["MET.266"]["aliases"] = []
    page = open_page(route_page(graph, plumbing_routes(graph)))
    page.locator("#find").fill(typed)
    assert page.locator("#found li").first.inner_text() == "plombier/ère"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "plombier/ère"


def test_search_by_sigle_and_code_and_for_nothing(open_page, plumbing):
    page = open_page(plumbing[2])
    for typed in ("iccer", "40022707", "chauffage installateur"):
        page.locator("#find").fill(typed)
        assert "bac pro installateur" in page.locator("#found li").first.inner_text()
    page.locator("#find").fill("astronaute")
    assert page.locator("#found").is_hidden()
    assert "Rien de ce nom" in page.locator("#said").inner_text()


def test_keyboard_alone_does_all(open_page, plumbing):
    page = open_page(plumbing[2])

    def tab_to(test):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"(() => {{ const e = document.activeElement; return Boolean({test}); }})()"):
                return
        pytest.fail(f"Tab does not come to {test}")

    tab_to("e.classList.contains('skip')")
    tab_to("e.id === 'find'")
    page.keyboard.type("bts")
    tab_to("e.id === 'b-filter'")
    page.keyboard.press("Enter")
    assert page.locator("#filters").is_visible()
    page.keyboard.press("Enter")
    tab_to("e.dataset.pick === '2'")
    page.keyboard.press("Enter")
    assert page.locator("li.way.on").get_attribute("data-way") == "2"
    tab_to("e.dataset.node === 'FOR.7017'")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "canvas"
    page.keyboard.press("ArrowLeft")
    assert page.locator("#said").inner_text().startswith("3e")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "plombier/ère"
    page.keyboard.press("Escape")
    for key in ("+", "-", "0"):
        page.keyboard.press(key)


def test_filters_leave_out_and_bring_back(open_page, plumbing):
    page = open_page(plumbing[2])
    page.locator("#b-filter").click()
    page.locator("input[name=basis][value=scheme]").uncheck()
    shown = [li.get_attribute("data-way") for li in page.locator("li.way").all() if li.is_visible()]
    assert shown == ["1", "2"]
    page.locator("input[name=way][value=apprenticeship]").uncheck()
    assert [li.get_attribute("data-way") for li in page.locator("li.way").all() if li.is_visible()] == ["1"]
    page.locator("input[name=level][value='4']").uncheck()
    assert page.locator("#nothing").is_visible()
    page.locator("#filters button").click()
    assert page.locator("li.way:visible").count() == 6


def test_the_address_holds_what_is_chosen(open_page, plumbing):
    page = open_page(plumbing[2], "#r=3&n=FOR.7017&basis=field&lang=en")
    assert page.locator("li.way.on").get_attribute("data-way") == "2"
    assert page.locator("#panel h2").inner_text().startswith("bac pro installateur")
    assert page.locator("h1").inner_text() == "From 3e to the job plombier/ère"
    assert not page.locator("input[name=basis][value=field]").is_checked()
    page.evaluate("location.hash = '#r=99&n=%3Cimg%3E&l=__proto__&lang=xx'")
    assert page.locator("#panel").is_hidden()


def test_french_and_english(open_page, plumbing):
    graph, routes, _ = plumbing
    page = open_page(plumbing[2])
    page.locator("#b-lang").click()
    english = open_page(route_page(graph, routes, lang="en"))
    for selector in ("h1", ".sub", "#list", ".tools", "#legend", "footer"):
        assert page.locator(selector).inner_text() == english.locator(selector).inner_text()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == english.title() == "From 3e to the job plombier/ère"
    page.locator("#b-lang").click()
    assert page.locator("li.way.on .total").inner_text() == "2 ans"


def test_light_and_dark(open_page, plumbing):
    page = open_page(plumbing[2], color_scheme="dark")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(background)
    page.locator("#b-theme").click()
    assert dark != page.evaluate(background) == "rgb(255, 255, 255)"
    assert page.locator("html").get_attribute("data-theme") == "light"


def test_a_phone_of_360_pixels(open_page, plumbing):
    page = open_page(plumbing[2], size=(360, 740), has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        """[...document.querySelectorAll("button, input, summary, a")].filter((e) => {
            const box = e.getBoundingClientRect();
            return box.width && !e.classList.contains("skip") && (box.height < 24 || box.width < 24);
        }).map((e) => e.outerHTML.slice(0, 90))"""
    )
    assert small == []
    page.locator("li.way.on button.move").first.click()
    assert page.locator("#panel q").is_visible()
    assert_accessible(page)


def test_without_javascript_the_routes_are_there_as_text(open_page, plumbing):
    _, routes, html = plumbing
    page = open_page(html, scripts=False)
    for number, one in enumerate(routes):
        text = page.locator("li.way").nth(number).inner_text()
        for taken in one.steps:
            assert taken.target.label in text
            assert all(e.text in text for e in taken.evidence)
    assert page.locator(".tools").is_hidden()
    assert page.locator("#picture").is_hidden()
    assert "JavaScript" in page.locator("noscript").inner_text()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[1:13])
def test_hostile_texts_are_inert_wherever_they_stand(open_page, text):
    graph = toy_graph()
    for _, data in graph.nodes(data=True):
        data |= {"label": text, "type": text, "sigle": text, "code_scolarite": text, "rncp": text, "closed": text}
        data |= {"domains": [text], "aliases": [text], "url": text}
    graph.graph["release"] = text
    for *_, data in graph.edges(data=True):
        data |= {"why": text, "conditions": [text]}
        data["evidence"] = [{"fiche": text, "section": text, "start": 0, "end": 1, "text": text, "url": text}]
    hostile = NodeRef(text, text, text)
    door = through_a_door(graph)
    proof = Evidence(text, text, 0, 1, text, text)
    odd = replace(door.steps[1], door=NodeRef("type:bac-pro", text, "level"), options=(hostile,), evidence=(proof,))
    last = replace(step(graph, "formation:bts-fed", "MET.1", "job"), target=hostile)
    routes = [*plumbing_routes(graph), Route(door.source, hostile, (door.steps[0], odd, last))]
    page = open_page(route_page(graph, routes, title=("title.route", (text, text))))
    for chosen in ("#r=7", "#n=FOR.7017", "#l=e9", "#l=e10"):
        page.evaluate("(hash) => { location.hash = hash; }", chosen)
        page.wait_for_timeout(20)
    assert text[:20].strip() in page.evaluate("document.querySelector('#panel').textContent") or "\u202e" in text
    page.locator("#find").fill(text[:12])
    page.locator("#b-lang").click()
    if text == HOSTILE[0]:
        with page.expect_download():
            page.locator("#b-png").click()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, object, embed, form form").count() == 0
    assert page.locator("script").count() == 3
    links = page.evaluate("[...document.links].map((a) => a.protocol)")
    assert set(links) <= {"https:", "http:", "file:"}
    handlers = "[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => /^on/.test(n))"
    assert page.evaluate(handlers) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("fragment", "scheme"), [("#r=2", "light"), ("#n=FOR.7017", "dark"), ("#r=4&l=e5&lang=en", "light")]
)
def test_no_violation_of_wcag(open_page, plumbing, scheme, fragment):
    page = open_page(plumbing[2], fragment, color_scheme=scheme)
    page.locator("#b-filter").click()
    page.locator("#find").fill("cap")
    assert_accessible(page)


def test_no_violation_of_wcag_on_other_pages(open_page):
    graph = toy_graph()
    for html in (
        graph_page(graph, focus="classe:3e", title=("title.reach", ("3e",))),
        graph_page(ladder(600), title=("title.all", ())),
        route_page(graph, []),
    ):
        assert_accessible(open_page(html))


@pytest.mark.parametrize("fragment", ["#r=1", "#r=6"])
def test_a_route_page_prints_to_one_a4_page(open_page, plumbing, fragment):
    page = open_page(plumbing[2], fragment, color_scheme="dark")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [round(float(n)) for n in box.groups()] == [595, 842]
    assert page.evaluate("document.documentElement.className") == "live"


def test_many_long_routes_still_print_to_one_page(open_page):
    graph = toy_graph()
    for _, data in graph.nodes(data=True):
        data["label"] = data["label"] + " et de tout ce qui va avec, parcours adapté aux territoires" * 2
    page = open_page(route_page(graph, plumbing_routes(graph) * 3))
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_a_picture_can_be_saved(open_page, plumbing, tmp_path):
    page = open_page(plumbing[2])
    with page.expect_download() as download:
        page.locator("#b-png").click()
    assert download.value.suggested_filename == "de-la-3e-au-metier-de-plombier-ere.png"
    download.value.save_as(tmp_path / "p.png")
    data = (tmp_path / "p.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") > 2000


@pytest.mark.parametrize(
    ("html", "says"),
    [
        (lambda g: route_page(g, []), "Aucun parcours n’a été trouvé"),
        (lambda g: route_page(g, [], lang="en"), "No route was found"),
        (lambda g: graph_page(g.subgraph([]).copy()), "Il n’y a rien à montrer"),
    ],
)
def test_an_empty_result_says_so(open_page, html, says):
    page = open_page(html(toy_graph()))
    assert says in page.locator("main").inner_text()


def test_a_graph_without_the_optional_attributes_is_shown(open_page):
    import networkx as nx  # noqa: PLC0415

    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", "x")
    graph.add_node("c", kind="?", level="5", domains="mécanique", aliases=None, duration_years=float("nan"))
    page = open_page(graph_page(graph))
    assert page.locator("#list .node").all_inner_texts() == ["a", "b", "c"]
    page.locator("#list .node").first.click()
    assert page.locator("#panel h2").inner_text() == "a"


def test_a_whole_graph_opens_as_an_atlas(open_page):
    page = open_page(graph_page(ladder(2000), title=("title.all", ())))
    assert page.locator("#tree details").count() == 4
    page.locator("#find").fill("n° 1204")
    page.keyboard.press("Enter")
    assert "n° 1204" in page.locator("#panel h2").inner_text()
    place = page.evaluate("window.pathways.placeOf('FOR.1204')")
    assert place["w"] > 100, "it is zoomed to"
    assert 330 < place["x"] < 1280
    dimmed = page.evaluate("window.pathways.placeOf('FOR.1210')")
    assert dimmed["w"] == place["w"]
    before = page.evaluate("document.querySelectorAll('#panel .wires li').length")
    assert before > 0
    page.locator("#tree summary").first.click()
    page.locator("#tree .node").first.click()
    assert "#n=" in page.url
