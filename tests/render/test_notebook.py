"""RouteList show themselves in a notebook, and no label of theirs is live there."""

from __future__ import annotations

import html
import re
import subprocess
import sys

import pytest
from lxml import html as lxml_html

import pathways
from pathways.model import NodeRef, Route, RouteList, Step
from pathways.render.notebook import Figure, figure, routes_html, routes_markdown
from tests.export.hostile import HOSTILE
from tests.export.test_routes_formats import BTS, two_routes
from tests.toy import toy_graph


def test_a_route_is_a_table_of_its_steps_with_links():
    table = lxml_html.fromstring(two_routes()[1]._repr_html_())
    rows = [[cell.text_content() for cell in row.iter("td")] for row in table.iter("tr")][1:]
    assert rows[1] == [
        "bac pro installateur en chauffage",
        "BTS fluides, énergies, domotique option A",
        "2 ans",
        "avec un bon dossier",
        "la règle générale",
    ]
    assert [a.get("href").rsplit("/", 1)[1] for a in table.iter("a")] == ["FOR.7017", "FOR.7017", "MET.1"]


def test_routes_are_one_line_each():
    routes = RouteList(two_routes())
    table = lxml_html.fromstring(routes._repr_html_())
    rows = [[cell.text_content() for cell in row.iter("td")] for row in table.iter("tr")][1:]
    assert [row[:2] for row in rows] == [["1", "3 ans"], ["2", "5 ans"]]
    assert rows[0][2].startswith("3e → bac pro installateur en chauffage (3 ans) → technicien/ne")
    markdown = routes._repr_markdown_().splitlines()
    assert [line.count("|") for line in markdown[2:]] == [4, 4, 4, 4]


def test_no_route_says_so_in_both_languages():
    assert "Aucun parcours" in RouteList()._repr_html_()
    assert "No route" in routes_markdown([], lang="en")
    assert "years" in routes_html(two_routes(), lang="en")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_is_text(text):
    node, start = NodeRef("FOR.1", text, "diploma"), NodeRef(text, text, "class")
    route = Route(start, node, (Step(start, node, 1, conditions=(text,)),))
    for shown in (route._repr_html_(), RouteList([route])._repr_html_()):
        tags = {element.tag for element in lxml_html.fromstring(shown).iter()}
        assert tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "a"}
    for shown in (route._repr_markdown_(), RouteList([route])._repr_markdown_()):
        assert not re.search(r"[<`]|\]\((?!https://www\.onisep\.fr/)", shown)
        assert len({line.count("|") for line in shown.splitlines()[2:]}) == 1


def test_a_figure_is_a_sandboxed_page_that_cannot_reach_the_notebook():
    page = '<!doctype html><p title="a & b">été</p>'
    shown = Figure(page)._repr_html_()
    frame = lxml_html.fromstring(shown)
    assert frame.get("srcdoc") == page
    assert "allow-same-origin" not in frame.get("sandbox")
    assert html.escape(page) in shown


def test_the_figure_of_routes_is_their_page():
    frame = lxml_html.fromstring(figure(two_routes(), toy_graph(), height=300)._repr_html_())
    assert "height:300px" in frame.get("style")
    assert BTS.label in frame.get("srcdoc")


def test_every_public_name_is_there():
    for name in pathways.__all__:
        assert getattr(pathways, name) is not None
    assert set(pathways.__all__) <= set(dir(pathways))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = pathways.no_such_name


def test_importing_the_package_imports_nothing_heavy():
    code = (
        "import sys, pathways, pathways.model; "
        "print(sorted({'networkx','pyvis','pandas','lxml','rich','click','jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
