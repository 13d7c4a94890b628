"""Routes in the formats of the graph, and where results are written."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile

import networkx as nx
import pytest

from pathways.errors import OutputError, QueryError
from pathways.export import FORMATS, restore, routes_graph, routes_to_files, write_graph, write_routes
from pathways.model import Basis, Evidence, NodeRef, Route, Step
from pathways.routing import k_shortest_routes
from tests.export.ctdl_reader import check_ctdl
from tests.toy import toy_graph

CLASS = NodeRef("classe:3e", "3e", "class")
CAP = NodeRef("FOR.1534", "CAP monteur en installations sanitaires", "diploma")
BAC = NodeRef("FOR.7017", "bac pro installateur en chauffage", "diploma")
BTS = NodeRef("formation:bts-fed", "BTS fluides, énergies, domotique option A", "diploma")
ANY_BAC = NodeRef("type:bac-pro", "tout bac pro", "level")
JOB = NodeRef("MET.1", "technicien/ne de maintenance en génie climatique", "job")
SAID = (Evidence("FOR.7017", "acces", 0, 19, "Phrase de la fiche."),)


def step(source, target, years, kind, **more):
    return Step(source, target, years, kind=kind, key=kind, evidence=SAID, **more)


def two_routes():
    into_bac = step(CLASS, BAC, 3, "entry", apprenticeship=True)
    short = Route(CLASS, JOB, (into_bac, step(BAC, JOB, 0, "job")))
    through_any = step(
        BAC, BTS, 2, "continuation", basis=Basis.SCHEME, conditions=("bon dossier",), door=ANY_BAC, options=(BTS,)
    )
    long = Route(CLASS, JOB, (into_bac, through_any, step(BTS, JOB, 0, "job")))
    return [short, long]


def test_routes_laid_over_each_other_share_nodes_and_edges():
    graph = routes_graph(two_routes())
    assert set(graph) == {CLASS.id, BAC.id, BTS.id, JOB.id}
    assert graph.nodes[BAC.id]["routes"] == [1, 2]
    assert graph.nodes[BTS.id]["routes"] == [2]
    assert graph.number_of_edges() == 4
    door = graph.edges[BAC.id, BTS.id, "continuation:type:bac-pro"]
    assert (door["door"], door["years"], door["basis"], door["options"]) == ("type:bac-pro", 2, "scheme", [BTS.id])
    assert door["evidence"] == [
        {"fiche": "FOR.7017", "section": "acces", "start": 0, "end": 19, "text": "Phrase de la fiche."}
    ]


def test_the_graph_gives_nodes_all_their_attributes():
    graph = routes_graph(two_routes(), toy_graph())
    assert graph.nodes[BAC.id]["sigle"] == "ICCER"
    assert graph.graph["release"] == "2025-10"


def test_a_route_of_no_step_is_its_node_alone_and_no_route_is_an_empty_graph():
    assert set(routes_graph([Route(CLASS, CLASS, ())])) == {CLASS.id}
    assert routes_graph([]).number_of_nodes() == 0


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("routes", [two_routes(), []], ids=["two", "none"])
def test_routes_are_written_in_every_format_the_same_each_time(format_, routes):
    files = routes_to_files(routes, format_, graph=toy_graph())
    assert all(files.values())
    assert routes_to_files(routes, format_, graph=toy_graph()) == files


def test_graphml_of_routes_comes_back_whole():
    graph = routes_graph(two_routes(), toy_graph())
    read = nx.read_graphml(
        io.BytesIO(routes_to_files(two_routes(), "graphml", graph=toy_graph())[""]), force_multigraph=True
    )
    assert nx.utils.graphs_equal(restore(read), graph)


def test_json_of_routes_is_that_of_the_command_line():
    values = json.loads(routes_to_files(two_routes(), "json")[""])
    assert (values["schema"], values["from"]["id"], values["to"]["id"]) == (1, CLASS.id, JOB.id)
    assert [[step["years"] for step in route["steps"]] for route in values["routes"]] == [[3, 0], [3, 2, 0]]
    assert json.loads(routes_to_files([], "json")[""])["routes"] == []


def test_steps_are_one_row_each_with_the_years_so_far():
    content = routes_to_files(two_routes(), "csv")["steps.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [(r["route"], r["step"], r["years"], r["years_since_start"], r["door"]) for r in rows] == [
        ("1", "1", "3.0", "3.0", ""),
        ("1", "2", "0.0", "3.0", ""),
        ("2", "1", "3.0", "3.0", ""),
        ("2", "2", "2.0", "5.0", "tout bac pro"),
        ("2", "3", "0.0", "5.0", ""),
    ]


def test_the_best_route_is_drawn_thicker():
    dot = routes_to_files(two_routes(), "dot")[""].decode()
    thick = [line for line in dot.splitlines() if "penwidth=3" in line]
    assert len(thick) == 2
    mermaid = routes_to_files(two_routes(), "mermaid")[""].decode()
    names = dict(re.findall(r'  (n\d+)[\[({/]+"([^"]*)"', mermaid))
    arrows = [line.split() for line in mermaid.splitlines() if "-->" in line or "-.->" in line]
    best = re.search(r"linkStyle (\S+) stroke-width", mermaid)[1].split(",")
    assert {(names[arrows[int(i)][0]], names[arrows[int(i)][-1]]) for i in best} == {
        (CLASS.label, BAC.label),
        (BAC.label, JOB.label),
    }


def test_each_route_is_a_pathway_of_ctdl():
    content = routes_to_files(two_routes(), "ctdl", graph=toy_graph())[""].decode()
    assert check_ctdl(content) == ()
    pathways = [item for item in json.loads(content)["@graph"] if item["@type"] == "ceterms:Pathway"]
    assert [p["ceterms:name"] for p in pathways] == [
        f"3e → {JOB.label} (3 ans)",
        f"3e → {JOB.label} (5 ans)",
    ]


# --- where it goes ---


def test_a_graph_goes_to_a_file_a_folder_or_a_zip(tmp_path):
    write_graph(toy_graph(), tmp_path / "g.gexf", "gexf")
    assert nx.read_gexf(tmp_path / "g.gexf").number_of_nodes() == toy_graph().number_of_nodes()
    write_graph(toy_graph(), tmp_path / "folder", "csv")
    assert sorted(p.name for p in (tmp_path / "folder").iterdir()) == ["edges.csv", "nodes.csv"]
    write_graph(toy_graph(), tmp_path / "tables.zip", "csv")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert archive.testzip() is None
        assert archive.read("nodes.csv") == (tmp_path / "folder" / "nodes.csv").read_bytes()


def test_a_file_that_exists_is_kept_unless_forced(tmp_path):
    path = tmp_path / "g.json"
    path.write_text("mine")
    with pytest.raises(OutputError, match="--force"):
        write_graph(toy_graph(), path, "json")
    assert path.read_text() == "mine"
    write_routes(two_routes(), path, "json", force=True)
    assert json.loads(path.read_text())


def test_a_format_that_is_unknown_leaves_no_file(tmp_path):
    with pytest.raises(QueryError):
        write_graph(toy_graph(), tmp_path / "g", "pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("target", [None, "-"])
def test_standard_output_gets_the_bytes(target, capsysbinary):
    write_graph(toy_graph(), target, "graphml")
    assert nx.read_graphml(io.BytesIO(capsysbinary.readouterr().out)).number_of_nodes()
    write_graph(toy_graph(), target, "csv")
    assert zipfile.ZipFile(io.BytesIO(capsysbinary.readouterr().out)).namelist() == ["nodes.csv", "edges.csv"]


def test_two_files_do_not_go_to_a_terminal(monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(OutputError, match="--output"):
        write_graph(toy_graph(), None, "csv")


def test_a_file_that_ends_in_csv_is_one_table_as_a_french_spreadsheet_opens_it(tmp_path):
    graph = toy_graph()
    write_graph(graph, tmp_path / "nodes.csv", "csv", bom=True, separator=";")
    text = (tmp_path / "nodes.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfid;label;kind")
    assert text.count(b"\r\n") == len(graph) + 1
    routes = list(k_shortest_routes(graph, "classe:3e", "MET.266", 2))
    write_routes(routes, tmp_path / "routes.csv", "csv", graph=graph)
    lines = (tmp_path / "routes.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("route,route_years,step")
    assert len(lines) == 1 + sum(len(r.steps) for r in routes)
