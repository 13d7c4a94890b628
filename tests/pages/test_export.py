"""`pathways export`: what is selected, where it is written, what is refused."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pathways import selection
from pathways.cli import export
from pathways.cli.main import main
from pathways.errors import QueryError
from pathways.export import FORMATS
from pathways.graph.store import save_graph
from tests.toy import toy_graph


@pytest.fixture(scope="module")
def graph_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "toy.graph"
    save_graph(toy_graph(), path)
    return str(path)


@pytest.fixture
def run(graph_file):
    return lambda *arguments: CliRunner().invoke(main, ["export", "--graph", graph_file, *map(str, arguments)])


@pytest.mark.parametrize(
    ("options", "title"),
    [
        (("--route", "3e", "plombière"), "De la 3e au métier de plombier/ère"),
        (
            ("--route", "3e", "plombier", "--pareto", "years", "--pareto", "certainty"),
            "De la 3e au métier de plombier/ère",
        ),
        (("--reach", "3e", "--years", "2"), "Où mène la 3e en 2 ans au plus"),
        (("--reach", "3e"), "Où mène la 3e"),
        (("--lead", "plombier"), "Ce qui mène au métier de plombier/ère"),
        (("--around", "FOR.7017", "--depth", "2"), "Autour du bac pro installateur"),
        (("--compare", "FOR.1534", "FOR.7017"), "Le CAP monteur en installations sanitaires ou le bac pro"),
        (("--domain", "construction"), "Domaine : construction"),
        (("--all",), "Toutes les formations et tous les métiers"),
    ],
)
def test_each_selection_gives_a_page(run, tmp_path, options, title):
    result = run(*options, "-o", tmp_path / "p.html")
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    page = (tmp_path / "p.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert f"<title>{title}" in page
    assert len(page.encode()) < 1_000_000


def test_the_same_question_gives_the_same_bytes(run):
    first, second = (run("--route", "3e", "plombier", "--html").stdout for _ in range(2))
    assert first == second
    assert first.startswith("<!doctype html>")


def test_a_file_is_kept_unless_forced(run, tmp_path):
    path = tmp_path / "p.html"
    path.write_text("mine")
    refused = run("--all", "-o", path)
    assert refused.exit_code == 1
    assert "p.html" in refused.stderr
    assert path.read_text() == "mine"
    assert run("--all", "-o", path, "--force").exit_code == 0
    assert path.read_text("utf-8").startswith("<!doctype html>")


def test_a_folder_that_is_not_there_is_named(run, tmp_path):
    result = run("--all", "-o", tmp_path / "no" / "p.html")
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_route_is_a_page_that_says_so(run, tmp_path):
    result = run("--route", "plombier", "3e", "-o", tmp_path / "p.html")
    assert result.exit_code == 4
    assert "Aucun parcours n’a été trouvé" in (tmp_path / "p.html").read_text("utf-8")


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--all",),
        ("--all", "--around", "3e", "-o", "p.html"),
        ("--all", "--html", "--format", "json"),
        ("--all", "-o", "p.xyz"),
        ("--reach", "3e", "--years", "-1", "--html"),
    ],
)
def test_wrong_usage_exits_2(run, options):
    result = run(*options)
    assert (result.exit_code, result.stdout) == (2, "")


def test_an_unknown_name_exits_3_and_an_unknown_domain_2(run):
    assert run("--around", "astronaute", "--html").exit_code == 3
    wrong = run("--domain", "astronautique", "--html")
    assert wrong.exit_code == 2
    assert "construction, architecture, travaux publics" in wrong.stderr


def test_other_formats_go_through_the_same_command(run, tmp_path):
    data = json.loads(run("--around", "plombier", "--format", "json").stdout)
    assert {n["id"] for n in data["nodes"]} == {"MET.266", "FOR.1534", "FOR.7017", "FOR.355", "formation:cs-meti"}
    for format_ in sorted(set(FORMATS) - {"parquet"}):
        target = tmp_path / format_
        assert run("--route", "3e", "plombier", "--format", format_, "-o", target).exit_code == 0
        assert target.exists()
    assert set(export._FORMATS) == set(FORMATS)  # noqa: SLF001 - the two lists have to agree
    assert set(export._BY_SUFFIX.values()) <= {*FORMATS, "html"}  # noqa: SLF001


def test_selections_leave_the_graph_as_it_was():
    graph = toy_graph()
    before = (sorted(graph.nodes), sorted(graph.edges(keys=True)))
    for part in (
        selection.select_reach(graph, ["classe:3e"], years=3),
        selection.select_lead(graph, ["MET.266"], years=2),
        selection.select_around(graph, ["FOR.7017"]),
        selection.select_compared(graph, ["FOR.1534"], ["FOR.355"]),
        selection.select_domain(graph, "alimentation"),
    ):
        part.graph.remove_nodes_from(list(part.graph))
    assert (sorted(graph.nodes), sorted(graph.edges(keys=True))) == before


@pytest.mark.parametrize(
    ("years", "reached"),
    [
        (0, {"FOR.1534", "MET.266"}),
        (1, {"FOR.1534", "MET.266", "formation:cs-meti"}),
        (2, {"FOR.1534", "MET.266", "formation:cs-meti", "FOR.355", "FOR.7017", "MET.1", "type:bac-pro"}),
    ],
)
def test_reach_counts_years(years, reached):
    assert set(selection.select_reach(toy_graph(), ["FOR.1534"], years=years).graph) == reached


@pytest.mark.parametrize(
    "ask",
    [
        lambda g: selection.select_reach(g, ["FOR.0"]),
        lambda g: selection.select_reach(g, ["FOR.1534"], years=-1),
        lambda g: selection.select_lead(g, ["FOR.1534"], years=-1),
        lambda g: selection.select_around(g, ["FOR.1534"], depth=-1),
        lambda g: selection.select_domain(g, " "),
    ],
)
def test_what_cannot_be_is_an_error(ask):
    with pytest.raises(QueryError):
        ask(toy_graph())
