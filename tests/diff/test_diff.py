"""What changed between two graphs: the edits that were made, and no others."""

from __future__ import annotations

import json

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pathways.cli.main import COMMANDS, main
from pathways.diff import compare_graphs, compare_routes, read_side
from pathways.errors import UnknownNameError
from pathways.graph import save_graph
from tests.toy import edge, node, toy_graph

LINKS = sorted((u, v, k) for u, v, k, d in toy_graph().edges(keys=True, data=True) if d["kind"] != "holds")


def named(changes):
    return {(c.source.id, c.target.id, c.kind) for c in changes}


def test_a_graph_does_not_differ_from_itself():
    found = compare_graphs(toy_graph(), toy_graph())
    assert not any((found.added, found.gone, found.closed, found.renamed, found.gained, found.lost, found.changed))
    assert (found.same_nodes, found.same_links) == (len(toy_graph()), len(LINKS))


def test_nodes_added_gone_renamed_closed():
    old, new = toy_graph(), toy_graph()
    new.add_node("MET.9", **node("job", "aéronaute"))
    new.remove_node("MET.1")
    new.nodes["FOR.355"]["label"] = "BP monteur en génie climatique"
    new.nodes["FOR.1534"]["label"] = new.nodes["FOR.1534"]["label"].upper()
    new.nodes["FOR.7017"]["closed"] = 2027
    found = compare_graphs(old, new)
    assert [n.id for n in found.added] == ["MET.9"]
    assert [n.id for n in found.gone] == ["MET.1"]
    assert [(r.node.id, r.old_label, r.old_id) for r in found.renamed] == [
        ("FOR.355", "BP monteur en installations du génie climatique et sanitaire", "")
    ]
    assert [(c.node.id, c.last_session) for c in found.closed] == [("FOR.7017", 2027)]
    assert not found.lost
    assert found.links_of_gone == old.in_degree("MET.1")


@given(st.sets(st.sampled_from(LINKS)), st.sets(st.sampled_from(LINKS)))
def test_exactly_the_links_that_differ_are_told(only_old, only_new):
    old, new = toy_graph(), toy_graph()
    old.remove_edges_from(only_new - only_old)
    new.remove_edges_from(only_old - only_new)
    forth, back = compare_graphs(old, new), compare_graphs(new, old)
    assert named(forth.lost) == only_old - only_new == named(back.gained)
    assert named(forth.gained) == only_new - only_old == named(back.lost)
    assert not forth.changed
    assert forth.same_links == len(LINKS) - len(only_old ^ only_new)


def test_what_changed_of_a_link_is_told_with_both_values():
    old, new = toy_graph(), toy_graph()
    data = new["classe:3e"]["FOR.1534"]["entry"]
    data.update(years=3, conditions=["dossier"], evidence=[], score=0.5)
    (change,) = compare_graphs(old, new).changed
    assert change.changes == (("years", 2, 3), ("conditions", [], ["dossier"]))


@pytest.mark.parametrize("how", ["code", "title", "old title"])
def test_a_node_with_another_id_is_the_same_where_no_other_is_meant(how):
    old, new = toy_graph(), nx.relabel_nodes(toy_graph(), {"FOR.1534": "FOR.9999"})
    data = new.nodes["FOR.9999"]
    if how != "code":
        data["code_scolarite"] = ""
    if how != "title":
        data["label"] = "CAP plomberie"
    if how == "old title":
        data["aliases"] = ["CAP monteur en installations sanitaires"]
    found = compare_graphs(old, new)
    assert [(r.node.id, r.old_id) for r in found.renamed] == [("FOR.9999", "FOR.1534")]
    assert not any((found.added, found.gone, found.gained, found.lost, found.changed))


def test_a_diploma_that_was_to_be_replaced_is_the_same_as_its_heir():
    old, new = toy_graph(), toy_graph()
    old.nodes["FOR.1534"]["replaced_by"] = ["FOR.9"]
    new = nx.relabel_nodes(new, {"FOR.1534": "FOR.9"})
    new.nodes["FOR.9"].update(label="CAP autrement dit", code_scolarite="", aliases=[])
    found = compare_graphs(old, new)
    assert [(r.node.id, r.old_id) for r in found.renamed] == [("FOR.9", "FOR.1534")]
    assert (found.added, found.gone) == ((), ())


def test_a_code_that_two_share_moves_nothing():
    old, new = toy_graph(), nx.relabel_nodes(toy_graph(), {"FOR.1534": "FOR.9999"})
    new.nodes["FOR.9999"]["label"] = "CAP plomberie"
    new.add_node("FOR.9998", **node("diploma", "CAP tuyaux", "CAP", 3, 2, code_scolarite="50023324"))
    found = compare_graphs(old, new)
    assert [n.id for n in found.gone] == ["FOR.1534"]
    assert [n.id for n in found.added] == ["FOR.9998", "FOR.9999"]


def ways(routes):
    return {tuple(s.target.id for s in r.steps) for r in routes}


def test_routes_gained_lost_and_kept():
    old, new = toy_graph(), toy_graph()
    new.remove_edge("classe:3e", "FOR.1534", "entry")
    new.add_edge("classe:3e", "MET.266", "job", **edge("job", 1))
    found = compare_routes(old, new, "3e", "plombier", 50)
    assert ways(found.gained) == {("MET.266",)}
    assert found.lost
    assert all(w[0] == "FOR.1534" for w in ways(found.lost))
    assert found.kept
    assert all("FOR.1534" not in w[:1] for w in ways(found.kept))


def test_a_goal_that_is_gone_has_lost_its_routes():
    old, new = toy_graph(), toy_graph()
    new.remove_node("MET.266")
    found = compare_routes(old, new, "3e", "plombier")
    assert found.lost
    assert not found.gained
    with pytest.raises(UnknownNameError):
        compare_routes(old, new, "3e", "aéronaute")


@pytest.fixture
def files(tmp_path):
    new = toy_graph()
    new.remove_edge("classe:3e", "FOR.1534", "entry")
    new.nodes["FOR.355"]["label"] = "BP [chauffage]"
    save_graph(toy_graph(), tmp_path / "old.graph")
    save_graph(new, tmp_path / "new.graph")
    return str(tmp_path / "old.graph"), str(tmp_path / "new.graph")


def run(*args):
    return CliRunner().invoke(main, ["diff", *args])


def test_the_command_tells_it_in_words_and_as_data(files):
    text = run(*files, "--route", "3e", "plombier")
    assert text.exit_code == 0
    assert "Renommés : 1" in text.stdout
    assert "BP [chauffage] (FOR.355), avant : BP monteur" in text.stdout
    assert "Liens perdus : 1" in text.stdout
    assert "Parcours perdus" in text.stdout
    data = json.loads(run(*files, "--format", "json", "--route", "3e", "plombier").stdout)
    assert data["schema"] == 1
    assert [(c["source"]["id"], c["target"]["id"]) for c in data["lost"]] == [("classe:3e", "FOR.1534")]
    assert data["routes"]["lost"]
    assert "Links lost: 1" in run(*files, "--lang", "en").stdout.replace(" :", ":")


def test_long_lists_are_cut_and_say_so(files, tmp_path):
    save_graph(nx.MultiDiGraph(toy_graph().subgraph(["classe:3e"])), tmp_path / "small.graph")
    cut = run(files[0], str(tmp_path / "small.graph")).stdout
    assert "Disparus (diplômes)" in cut
    links = [line for line in run(*reversed(files), "--all").stdout.splitlines() if "→" in line]
    assert len(links) == 1


def test_sources_are_a_side_too(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "FOR.99901_cap.md").write_text(
            f"# CAP réparateur de cerfs-volants ({name})\n\n## Informations générales\n\n**Durée:** 2 ans\n"
            "**Niveau de certification:** niveau 3\n**Type:** certificat d'aptitude professionnelle (CAP)\n",
            "utf-8",
        )
    (tmp_path / "new" / "note.md").write_text("Bonjour.\n", "utf-8")
    told = []
    found = compare_graphs(read_side(tmp_path / "old"), read_side(tmp_path / "new", told.append))
    assert [(r.node.id, r.old_label) for r in found.renamed] == [("FOR.99901", "CAP réparateur de cerfs-volants (old)")]
    assert not any((found.added, found.gone, found.gained, found.lost, found.changed))
    assert len(told) == 1


def test_the_listed_help_is_the_commands_own():
    assert COMMANDS["diff"][1] == run("--lang", "en", "--help").stdout.split("\n\n")[1].strip()
