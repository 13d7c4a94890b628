"""A folder of linked pages: one a job, shared scripts, taken up where it stopped."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pathways.cli.main import main
from pathways.errors import OutputError
from pathways.graph.store import save_graph
from pathways.render.html import site
from pathways.render.html.site import build_site, jobs_of
from pathways.routing import find_routes
from tests.pages.samples import HOSTILE, plumbing_routes
from tests.pages.test_browser import assert_accessible
from tests.toy import toy_graph


def finder(graph, asked=None):
    routes = plumbing_routes(graph)

    def find(job):
        if asked is not None:
            asked.append(job)
        return routes if job == "MET.266" else []

    return find


def test_pages_and_index(tmp_path):
    graph = toy_graph()
    steps = []
    pages = build_site(
        tmp_path / "jobs", graph, jobs_of(graph), finder(graph), source="3e", progress=lambda *at: steps.append(at)
    )
    assert [(p.label, p.href, p.years, p.routes) for p in pages] == [
        ("plombier/ère", "plombier-ere-met-266.html", 2, 6),
        ("technicien/ne de maintenance en génie climatique", "", 0, 0),
    ]
    assert steps == [(1, 2), (2, 2)]
    names = sorted(p.relative_to(tmp_path / "jobs").as_posix() for p in (tmp_path / "jobs").rglob("*.*"))
    assets = ["index.js", "jobs.js", "page.css", "page.js", "site.json", "spread.css", "spread.js", "vis-network.js"]
    assert names == [*(f"assets/{name}" for name in assets), "index.html", "plombier-ere-met-266.html"]
    assert (tmp_path / "jobs/plombier-ere-met-266.html").stat().st_size < 100_000


def test_a_run_that_was_stopped_is_taken_up(tmp_path):
    graph = toy_graph()
    jobs = jobs_of(graph)
    asked = []

    def stopped(job):
        if len(asked) == 1:
            raise KeyboardInterrupt
        return finder(graph, asked)(job)

    with pytest.raises(KeyboardInterrupt):
        build_site(tmp_path, graph, jobs, stopped, source="3e")
    build_site(tmp_path, graph, jobs, finder(graph, asked), source="3e")
    assert (tmp_path / "index.html").is_file()
    done = len(asked)
    build_site(tmp_path, graph, jobs, finder(graph, asked), source="3e")
    assert len(asked) == done, "nothing is made twice"
    (tmp_path / "plombier-ere-met-266.html").unlink()
    build_site(tmp_path, graph, jobs, finder(graph, asked), source="3e")
    assert asked[done:] == ["MET.266"]
    graph.nodes["FOR.7017"]["sigle"] = "X"
    build_site(tmp_path, graph, jobs, finder(graph, asked), source="3e")
    assert asked[done + 1 :] == list(jobs), "another graph, other pages"


def test_a_folder_of_something_else_is_kept(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    graph = toy_graph()
    with pytest.raises(OutputError, match="--force"):
        build_site(tmp_path, graph, jobs_of(graph), finder(graph), source="3e")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
    build_site(tmp_path, graph, jobs_of(graph), finder(graph), source="3e", force=True)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    with pytest.raises(OutputError, match="cannot be written"):
        build_site(tmp_path / "mine.txt", graph, jobs_of(graph), finder(graph), source="3e")


@pytest.mark.parametrize("written", [0, 1, 4, 8])
def test_a_run_that_was_stopped_while_it_wrote_is_taken_up(tmp_path, monkeypatch, written):
    graph, real, count = toy_graph(), site.write_file, iter(range(written))

    def stopped(*args, **kwargs):
        if next(count, None) is None:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setattr(site, "write_file", stopped)
    with pytest.raises(KeyboardInterrupt):
        build_site(tmp_path / "jobs", graph, jobs_of(graph), finder(graph), source="3e")
    monkeypatch.setattr(site, "write_file", real)
    build_site(tmp_path / "jobs", graph, jobs_of(graph), finder(graph), source="3e")
    assert (tmp_path / "jobs" / "index.html").is_file()


def test_an_id_of_any_length_has_a_page(tmp_path):
    graph = toy_graph()
    graph.add_edge("FOR.1534", long := "MET." + "9" * 5000, "job", kind="job", years=0, basis="stated")
    graph.nodes[long].update(kind="job", label="mime")
    (page,) = build_site(tmp_path, graph, [long], lambda job: find_routes(graph, "classe:3e", job).routes, source="3e")
    assert (tmp_path / page.href).is_file()


@pytest.mark.browser
def test_the_site_works_from_disk(tmp_path, open_page):
    graph = toy_graph()
    graph.add_node("MET.9", kind="job", label=HOSTILE[0])
    build_site(tmp_path, graph, jobs_of(graph), finder(graph), source="3e")
    page = open_page(tmp_path / "index.html")
    assert page.locator("main li:visible").count() == 3
    page.locator("#find").fill("Plombière")
    assert page.locator("main li:visible").count() == 1
    page.locator("main a:visible").click()
    page.wait_for_selector("html[data-drawn]")
    assert page.locator("h1").inner_text() == "De la 3e au métier de plombier/ère"
    page.locator("button.pick").nth(2).click()
    assert page.url.endswith("plombier-ere-met-266.html#r=3")
    page.locator("a.back").click()
    assert page.locator("main li").count() == 3
    assert page.locator("img").count() == 0


def test_the_command_makes_a_site(tmp_path):
    save_graph(toy_graph(), tmp_path / "toy.graph")
    arguments = ["site", str(tmp_path / "out"), "--graph", str(tmp_path / "toy.graph"), "--jobs", "plombière"]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 pages" in result.stderr
    assert "plombier-ere-met-266.html" in (tmp_path / "out/index.html").read_text("utf-8")
    wrong = CliRunner().invoke(main, [*arguments[:-1], "astronaute"])
    assert wrong.exit_code == 3


@pytest.mark.browser
def test_the_index_narrows_by_domain_and_years_and_keeps_what_is_asked(tmp_path, open_page):
    graph = toy_graph()
    graph.nodes["MET.266"].update(domains=["construction/plomberie"], aliases=["tuyauteur sanitaire"])
    build_site(tmp_path, graph, jobs_of(graph), finder(graph), source="3e")
    page = open_page(tmp_path / "index.html")
    assert page.title() == "Métiers : comment y aller depuis la 3e"
    assert_accessible(page)
    page.locator("#find").fill("tuyauteur")
    assert page.locator("main li:visible").count() == 1
    page.locator("#find").fill("")
    page.locator("#f-domain").select_option("construction")
    assert page.locator("#said").inner_text() == "1 résultat"
    page.locator("#f-years").select_option("1")
    assert page.locator("#nothing").is_visible()
    again = open_page(tmp_path / "index.html", page.evaluate("location.hash"))
    assert again.locator("#f-domain").input_value() == "construction"
    assert again.locator("#nothing").is_visible()


@pytest.mark.browser
def test_the_reader_chooses_the_start_and_a_job_page_searches_the_site(tmp_path, open_page):
    graph = toy_graph()
    save_graph(graph, tmp_path / "toy.graph")
    out = tmp_path / "out"
    arguments = ["site", str(out), "--graph", str(tmp_path / "toy.graph"), "--from", "3e", "--from", "CAP MIS"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.stderr
    page = open_page(out / "index.html")
    page.locator("#f-level").select_option(index=1)
    page.locator("#starts a").click()
    page.wait_for_selector("html.live")
    assert page.title() == "Métiers : comment y aller depuis le CAP monteur en installations sanitaires"
    assert "level=" in page.url, "what was asked goes along"
    assert_accessible(page)
    page.locator("#starts a").click()
    page.locator("#f-level").select_option("")
    links = page.locator("main a")
    first, last = links.first.inner_text(), links.last.inner_text()
    assert first != last
    links.first.click()
    page.wait_for_selector("html[data-drawn]")
    page.locator("#find").fill(last)
    page.locator("#found li").first.click()
    page.wait_for_url("**/*.html*")
    page.wait_for_function(f"document.querySelector('h1').textContent.includes({last!r})")
