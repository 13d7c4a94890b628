"""The explorer in a real Chromium: typing, choosing, refining, going back, keeping, and doing without a script."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from pathways.serve import Settings
from tests.pages.conftest import browser_type_launch_args  # noqa: F401 - a fixture
from tests.serve.serving import served

pytestmark = pytest.mark.browser
AXE = Axe()
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def site(toy_file):
    with served(Settings(graph=toy_file, log="none")) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def visit(browser, site):
    """Open an address; at the end nothing was asked of anyone else, and the console is silent."""
    contexts, asked, said = [], [], []

    def visited(address="/", *, scripts=True, size=(1280, 800), **options):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="fr-FR",
            base_url=site,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address)
        return page

    yield visited
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [url for url in asked if not url.startswith((site, "blob:", "data:"))] == []
    assert [text for text in said if "422" not in text] == []


def drawn(page):
    page.wait_for_selector("html[data-drawn]", timeout=20_000)


def test_names_are_completed_with_a_slip_and_chosen_by_keyboard(visit):
    page = visit()
    page.locator("#q-from").fill("3e")
    goal = page.locator("#q-to")
    goal.press_sequentially("plombire", delay=20)
    page.wait_for_selector("#q-to[aria-expanded=true]")
    names = page.locator(".f-to .names li")
    assert "plombier/ère" in names.first.inner_text()
    goal.press("ArrowDown")
    assert goal.get_attribute("aria-activedescendant") == names.first.get_attribute("id")
    goal.press("Enter")
    assert goal.input_value() == "plombier/ère"
    assert page.locator(".f-to .names").is_hidden()
    goal.press("Enter")
    page.wait_for_url(re.compile(r"/route\?from=3e&to=plombier/"))
    drawn(page)
    assert page.locator("li.way").count() >= 3
    assert page.locator("#q-to").input_value() == "plombier/ère"


def test_escape_closes_the_names_and_keeps_what_is_typed(visit):
    page = visit()
    goal = page.locator("#q-to")
    goal.press_sequentially("plom", delay=20)
    page.wait_for_selector("#q-to[aria-expanded=true]")
    goal.press("Escape")
    assert page.locator(".f-to .names").is_hidden()
    assert goal.input_value() == "plom"


def test_a_question_is_refined_shared_and_gone_back_to(visit):
    page = visit("/route?from=3e&to=plombier")
    drawn(page)
    many = page.locator("li.way").count()
    page.locator(".refine summary").click()
    page.locator("#q-max_years").select_option("2")
    page.locator("button.go").first.click()
    page.wait_for_url(re.compile(r"to=plombier&max_years=2(#.*)?$"))
    drawn(page)
    few = page.locator("li.way").count()
    assert 0 < few < many
    other = visit(page.url)
    drawn(other)
    assert other.locator("li.way").count() == few, "the address is the question"
    page.locator(".limits a").click()
    page.wait_for_url(re.compile(r"to=plombier(#.*)?$"))
    page.go_back()
    drawn(page)
    assert page.locator("li.way").count() == few
    page.go_back()
    page.wait_for_url(re.compile(r"to=plombier(#.*)?$"))


def test_an_unclear_name_is_chosen_on_the_page(visit):
    page = visit("/route?from=3e&to=bac+pro+installateur+ou+pas")
    assert "bac pro installateur ou pas" in page.locator("main").inner_text()
    page.locator(".choices a").first.click()
    drawn(page)
    assert page.locator("li.way").count() > 0


def test_a_selection_is_kept_in_the_browser_and_printed(visit):
    page = visit("/route?from=3e&to=plombier")
    drawn(page)
    keep = page.locator("li.way.on .keep button")
    keep.click()
    assert keep.get_attribute("aria-pressed") == "true"
    assert page.locator(".kept-count").inner_text() == "1"
    page.locator(".to-selection").click()
    assert page.locator(".choices li").count() == 1
    page.locator(".actions a.go").click()
    page.wait_for_url("**/sheet?item=*")
    sheet = page.locator(".sheet-item")
    assert sheet.count() == 1
    assert "plombier" in sheet.inner_text()
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    page.emulate_media(media="screen")
    page.go_back()
    page.locator(".choices button").click()
    assert page.locator("#selection .note").is_visible()
    assert page.evaluate("localStorage.getItem('pathways.selection')") == "[]"


def test_a_page_of_a_diploma_leads_to_routes_and_jobs(visit):
    page = visit("/node/FOR.7017")
    assert "chauffage" in page.locator("h1").inner_text()
    page.get_by_role("link", name="plombier/ère").first.click()
    page.wait_for_url("**/node/MET.266")
    page.locator(".from-here button").click()
    page.wait_for_url("**/route?*to=MET.266")
    drawn(page)


def test_reach_is_sorted_and_leads_on(visit):
    page = visit("/reach?from=3e")
    drawn(page)
    page.locator("#rows a").first.click()
    page.wait_for_url("**/route?**")


@pytest.mark.parametrize(
    "address",
    ["/", "/reach?from=CAP+cuisine", "/node/FOR.7017"],
)
def test_it_all_works_without_a_script(visit, address):
    page = visit(address, scripts=False)
    form = page.locator("form.ask")
    form.locator("#q-from").fill("3e")
    form.locator("#q-to").fill("plombier")
    form.locator("button.go").click()
    page.wait_for_url("**/route?from=3e&to=plombier**")
    assert page.locator("li.way").count() >= 3
    assert page.locator(".keep").first.is_hidden()
    assert "fiche" in page.locator("li.way").first.inner_text()


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("/", "light"),
        ("/", "dark"),
        ("/route?from=3e&to=plombier&max_years=3", "light"),
        ("/route?from=3e&to=plombier", "dark"),
        ("/route?from=3e&to=plombier&max_years=1", "light"),
        ("/route?from=3e&to=zzzz", "light"),
        ("/reach?from=3e", "light"),
        ("/compare?from=3e&to=plombier&to=FOR.7017", "light"),
        ("/node/FOR.7017", "light"),
        ("/node/FOR.7017", "dark"),
        ("/sheet?item=from%3D3e%26to%3Dplombier%26way%3DFOR.1534%2CMET.266", "light"),
    ],
)
def test_axe_finds_nothing(visit, address, scheme):
    page = visit(address, color_scheme=scheme)
    if page.locator("#picture").count():
        drawn(page)
    refine = page.locator(".refine summary")
    if refine.count():
        refine.first.click()
    response = AXE.run(page, options=WCAG).response
    assert len(response["passes"]) > 5
    found = response["violations"]
    assert [(v["id"], [n["html"][:140] for n in v["nodes"][:3]]) for v in found] == []


@pytest.mark.parametrize("size", [(800, 1000), (360, 740)])
def test_nothing_overflows(visit, size):
    page = visit("/", size=size)
    for address in ("/", "/route?from=3e&to=plombier", "/reach?from=3e", "/node/FOR.7017", "/selection"):
        page.goto(address)
        if page.locator("#picture").count():
            drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address


def test_a_phone_types_and_chooses(visit):
    page = visit("/", size=(360, 740), has_touch=True, is_mobile=True)
    page.locator("#q-from").fill("3e")
    page.locator("#q-to").press_sequentially("plom", delay=20)
    page.locator(".f-to .names li").first.tap()
    assert page.locator("#q-to").input_value() == "plombier/ère"
    box = page.locator("button.go").bounding_box()
    assert box["height"] >= 40
    page.locator("button.go").tap()
    drawn(page)


def test_the_keyboard_reaches_everything_in_order(visit):
    page = visit()
    seen = []
    for _ in range(9):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
    assert seen[0] == "skip"
    assert seen.index("q-from") < seen.index("q-to") < seen.index("go")
