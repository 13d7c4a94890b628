"""One node for a terminal: its facts, its links with their source, nothing dropped without a word."""

from __future__ import annotations

import pytest

from pathways.errors import QueryError
from pathways.graph.around import NodeView, view_data, view_node
from pathways.graph.store import open_store, save_graph
from pathways.model import NodeRef
from pathways.render.node import format_node
from tests.toy import toy_graph


@pytest.fixture
def store(tmp_path):
    save_graph(toy_graph(), tmp_path / "toy.graph")
    return open_store(tmp_path / "toy.graph")


def test_facts_and_links_stand_with_their_source(store):
    drawn = format_node(view_node(store, "FOR.1534"))
    assert drawn.splitlines()[0] == "CAP monteur en installations sanitaires"
    for expected in (
        "diplôme        CAP, niveau 3, 2 ans",
        "code scolarité 50023324",
        "Ce qui y mène (1)",
        "  ╎ 3e                                                                     2 ans",
        "  ┊   même domaine (80 %), selon la fiche du diplôme, « Accès »",
        "Les métiers (1)",
        "  │   selon la fiche du diplôme, « Métiers associés »",
    ):
        assert expected in drawn.splitlines()


def test_surest_links_come_first(store):
    bases = [s.basis.value for s in view_node(store, "FOR.1534").outgoing]
    assert bases == sorted(bases, key=["stated", "field", "scheme"].index)


def test_each_edge_of_the_graph_is_seen_from_both_its_ends(store):
    graph = toy_graph()
    views = {n: view_node(store, n) for n in graph}
    out = sorted((n, s.target.id, s.key) for n, v in views.items() for s in v.outgoing)
    into = sorted((s.source.id, n, s.key) for n, v in views.items() for s in v.incoming)
    assert out == into == sorted(graph.edges(keys=True))


def test_links_beyond_the_limit_are_counted(store):
    drawn = format_node(view_node(store, "MET.266"), lang="en", limit=1)
    assert "Formations that lead to it (4)" in drawn
    assert "  ... and 3 more (--all)" in drawn
    assert "more" not in format_node(view_node(store, "MET.266"), lang="en", limit=None)


@pytest.mark.parametrize("width", [1, 40, 60, 80])
def test_it_keeps_within_the_width(store, width):
    for node in toy_graph():
        assert all(len(line) <= max(width, 40) for line in format_node(view_node(store, node), width=width).split("\n"))


def test_hostile_facts_are_made_plain():
    ref = NodeRef("x\x1b[2J", "nom\u202e", "diploma")
    drawn = format_node(NodeView(ref, {"sigle": "S\x07", "aliases": ["a\nb"], "type": "\x1b"}, (), ()))
    assert all(c.isprintable() or c == "\n" for c in drawn)


def test_data_holds_what_the_graph_holds(store):
    data = view_data(view_node(store, "FOR.1534"))
    attributes = toy_graph().nodes["FOR.1534"]
    assert {k: data[k] for k in attributes} == attributes
    (entry,) = data["in"]
    assert entry["node"] == {"id": "classe:3e", "label": "3e", "kind": "class"}
    assert entry["evidence"][0]["text"] == "Phrase de la fiche."


def test_a_node_that_is_not_there(store):
    with pytest.raises(QueryError, match=r"FOR\.0"):
        view_node(store, "FOR.0")
