"""Each format is read by a real reader, which finds the graph that was written."""

from __future__ import annotations

import copy
import csv
import io
import json
import os
import re
import shutil
import subprocess
import warnings

import networkx as nx
import pandas as pd
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyarrow import parquet

from pathways.errors import OutputError, QueryError
from pathways.export import FORMATS, restore, to_files
from pathways.export.diagrams import MERMAID_EDGES
from pathways.export.plain import EDGE_COLUMNS, NODE_COLUMNS, printable
from tests.export.ctdl_reader import check_ctdl
from tests.export.hostile import HOSTILE, hostile_graph
from tests.toy import edge, node, toy_graph

READERS = {
    "gexf": lambda b: nx.read_gexf(io.BytesIO(b)),
    "graphml": lambda b: nx.read_graphml(io.BytesIO(b), force_multigraph=True),
    "json": lambda b: nx.node_link_graph(json.loads(b), edges="edges"),
    "cytoscape": lambda b: nx.cytoscape_graph(json.loads(b)),
}
KEEP_THE_GRAPH = tuple(READERS)


def made_printable(value):
    """What a graph is once nothing in it is unprintable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {made_printable(k): made_printable(v) for k, v in value.items()}
    return [made_printable(v) for v in value] if isinstance(value, list) else value


def printable_graph(graph):
    out = nx.MultiDiGraph(**made_printable(graph.graph))
    out.add_nodes_from((made_printable(n), made_printable(d)) for n, d in graph.nodes(data=True))
    for u, v, k, d in graph.edges(keys=True, data=True):
        out.add_edge(printable(u), printable(v), printable(k), **made_printable(d))
    return out


def same(one, other, *, graph_too=True):
    assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))
    assert {(u, v, k): d for u, v, k, d in one.edges(keys=True, data=True)} == {
        (u, v, k): d for u, v, k, d in other.edges(keys=True, data=True)
    }
    if graph_too:
        assert one.graph == other.graph


@pytest.mark.parametrize("format_", KEEP_THE_GRAPH)
@pytest.mark.parametrize("build", [toy_graph, hostile_graph], ids=["toy", "hostile"])
def test_networkx_reads_back_an_equal_graph(format_, build):
    graph = build()
    read = READERS[format_](to_files(graph, format_)[""])
    same(printable_graph(restore(read)), printable_graph(graph), graph_too=format_ != "gexf")


@pytest.mark.parametrize("format_", ["graphml", "json", "cytoscape"])
def test_what_a_national_graph_holds_beside_the_contract_comes_back(format_):
    graph = toy_graph()
    graph.graph["sources"] = [{"name": "a.zip", "release": "2024-06", "records": 3}]
    graph.nodes["FOR.7017"].update(former_ids=["FOR.1"], withdrawn=True, opens=2024)
    same(restore(READERS[format_](to_files(graph, format_)[""])), graph)


@pytest.mark.parametrize("format_", ["json", "cytoscape"])
def test_json_keeps_even_control_characters(format_):
    graph = toy_graph()
    graph.nodes["FOR.7017"]["label"] = "\x00\x1b\x7f \u2028"
    same(restore(READERS[format_](to_files(graph, format_)[""])), graph)


@pytest.mark.parametrize("format_", KEEP_THE_GRAPH)
def test_without_restoring_ids_keys_and_scalars_are_the_same(format_):
    graph = toy_graph()
    graph.add_edge("classe:3e", "FOR.7017", "entry", **edge("entry", 3))
    read = READERS[format_](to_files(graph, format_)[""])
    assert set(read.edges(keys=True)) == set(graph.edges(keys=True))
    for name in ("label", "kind", "type", "sigle", "code_scolarite"):
        assert nx.get_node_attributes(read, name) == nx.get_node_attributes(graph, name)
    for name in ("years", "basis", "score", "release"):
        assert nx.get_edge_attributes(read, name) == nx.get_edge_attributes(graph, name)


def test_node_link_is_what_networkx_would_write():
    graph = toy_graph()
    theirs = nx.node_link_data(graph, edges="edges")
    ours = json.loads(to_files(graph, "json")[""])
    assert ours.keys() == theirs.keys()
    assert ours["graph"] == theirs["graph"]
    assert sorted(ours["nodes"], key=str) == sorted(({"id": n["id"], **n} for n in theirs["nodes"]), key=str)


def test_gexf_keeps_the_attributes_of_the_graph_in_its_description():
    root = etree.fromstring(to_files(hostile_graph(), "gexf")[""])
    said = root.find(".//{*}meta/{*}description").text
    assert json.loads(said) == hostile_graph().graph


def test_gexf_and_graphml_give_each_edge_no_id_or_one_of_its_own():
    for format_ in ("gexf", "graphml"):
        ids = re.findall(rb'<edge id="([^"]*)"', to_files(toy_graph(), format_)[""])
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("build", [toy_graph, hostile_graph, nx.MultiDiGraph], ids=["toy", "hostile", "empty"])
def test_the_same_graph_gives_the_same_bytes_whatever_its_order_and_is_left_as_it_is(format_, build):
    graph = build()
    before = copy.deepcopy(graph)
    written = to_files(graph, format_)
    same(graph, before)
    turned = nx.MultiDiGraph(**dict(reversed(graph.graph.items())))
    turned.add_nodes_from((n, dict(reversed(d.items()))) for n, d in reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert to_files(turned, format_) == written
    assert all(content for content in written.values())


@pytest.mark.parametrize("format_", FORMATS)
def test_a_graph_without_the_optional_attributes_is_written(format_):
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b")
    assert b"a" in b"".join(to_files(graph, format_).values())


TEXT = st.text(max_size=8)
VALUES = st.one_of(
    TEXT,
    st.none(),
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(-1e9, 1e9),
    st.just(float("inf")),
    st.lists(TEXT, max_size=3),
)


def as_written(triple):
    return tuple(map(printable, triple))


@st.composite
def graphs(draw):
    """Small graphs of any text, whose extra attributes are of one type each."""
    ids = draw(st.lists(TEXT.filter(bool), min_size=1, max_size=5, unique_by=printable))
    graph = nx.MultiDiGraph()
    for n in ids:
        graph.add_node(
            n,
            **node(
                "diploma", draw(TEXT), draw(TEXT), draw(st.none() | st.integers(0, 8)), domains=draw(st.lists(TEXT))
            ),
        )
    for u, v, k in draw(st.lists(st.tuples(*[st.sampled_from(ids)] * 2, TEXT), unique_by=as_written)):
        graph.add_edge(u, v, k, **edge("entry", draw(st.sampled_from([0, 1, 2.5])), text=draw(TEXT)))
    return graph


@settings(deadline=None, max_examples=60)
@given(graphs())
@pytest.mark.parametrize("format_", KEEP_THE_GRAPH)
def test_any_graph_comes_back(format_, graph):
    read = restore(READERS[format_](to_files(graph, format_)[""]))
    same(printable_graph(read), printable_graph(graph), graph_too=False)


NAMES = TEXT | st.sampled_from([*NODE_COLUMNS, *EDGE_COLUMNS, "routes", "id", "key"])


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(NAMES, VALUES, max_size=6), st.dictionaries(NAMES, VALUES, max_size=6))
@pytest.mark.parametrize("format_", FORMATS)
def test_attributes_of_any_name_and_value_are_never_dropped_nor_break_the_file(format_, one, other):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from([("a", one), ("b", other)])
    graph.add_edges_from([("a", "b", "k", other), ("a", "b", "l", one)])
    files = to_files(graph, format_)
    if format_ not in READERS:
        return
    read = READERS[format_](files[""])
    added = {"gexf": {"label"}, "cytoscape": {"id", "value", "name"}}.get(format_, set())
    for n, values in (("a", one), ("b", other)):
        said = {k for k, v in values.items() if v is not None or format_ in {"json", "cytoscape"}}
        assert len(set(read.nodes[n]) - (added - said)) >= len(said)


def test_names_that_a_format_needs_for_itself_are_not_overwritten():
    graph = nx.MultiDiGraph()
    graph.add_node("a", id="other", value="v", name="n", start="s", pid="p")
    for format_, reader in READERS.items():
        values = set(map(str, reader(to_files(graph, format_)[""]).nodes["a"].values()))
        assert {"other", "v", "n", "s", "p"} <= values, format_


def test_two_ids_that_are_one_once_written_are_refused():
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(["a\x00", "a␀"])
    with pytest.raises(OutputError, match="same id"):
        to_files(graph, "gexf")


def test_a_format_that_is_unknown_is_refused_with_those_that_are_known():
    with pytest.raises(QueryError, match="graphml"):
        to_files(toy_graph(), "pdf")


# --- drawings ---


@pytest.fixture
def dot():
    """Graphviz's program; absent on some desks, owed where CI is set."""
    path = shutil.which("dot")
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Graphviz's dot is not installed")
    return path


@pytest.mark.parametrize("build", [toy_graph, hostile_graph], ids=["toy", "hostile"])
def test_graphviz_draws_every_node_and_edge(build, dot):
    graph = build()
    done = subprocess.run([dot, "-Tsvg"], input=to_files(graph, "dot")[""], capture_output=True, check=True)
    assert done.stderr == b""
    svg = etree.fromstring(done.stdout)
    drawn = [g.get("class") for g in svg.iter("{http://www.w3.org/2000/svg}g")]
    assert drawn.count("node") == graph.number_of_nodes()
    assert drawn.count("edge") == graph.number_of_edges()
    assert not [e for e in svg.iter("{*}*") if e.tag.endswith(("script", "image", "foreignObject"))]
    titles = {t.text for t in svg.iter("{http://www.w3.org/2000/svg}title")}
    if build is toy_graph:
        assert set(graph) <= titles


def test_graphviz_reads_every_attribute_back(dot):
    graph = toy_graph()
    graph.nodes["FOR.7017"]["image"] = "/etc/hostname"
    done = subprocess.run([dot, "-Tdot_json"], input=to_files(graph, "dot")[""], capture_output=True, check=True)
    assert done.stderr == b""
    objects = {o["name"]: o for o in json.loads(done.stdout)["objects"]}
    bac = objects["FOR.7017"]
    assert bac["x_label"] == graph.nodes["FOR.7017"]["label"]
    assert (bac["sigle"], bac["level"], bac["x_image"]) == ("ICCER", "4", "/etc/hostname")
    assert json.loads(bac["domains"]) == graph.nodes["FOR.7017"]["domains"]
    assert "image" not in bac


def test_mermaid_has_one_line_a_node_and_an_edge_and_no_live_mark_in_a_text():
    graph = hostile_graph()
    lines = to_files(graph, "mermaid")[""].decode().splitlines()
    nodes = [line for line in lines if ":::" in line]
    edges = [line for line in lines if "-->" in line or "-.->" in line]
    assert (len(nodes), len(edges)) == (graph.number_of_nodes(), graph.number_of_edges())
    texts = [re.fullmatch(r'  n\d+\["(.*)"\]:::diploma_', line) for line in nodes]
    assert all(texts)
    assert not [m[1] for m in texts if re.search(r'["<>&`{}\[\]%*_\\]|^\d+\.|^-', m[1])]


def test_mermaid_says_on_the_edge_what_matters():
    text = to_files(toy_graph(), "mermaid")[""].decode()
    assert '-->|"3 ans, apprentissage"|' in text
    assert '-.->|"2 ans"|' in text
    assert '-->|"3 years, apprenticeship"|' in to_files(toy_graph(), "mermaid", lang="en")[""].decode()


def test_mermaid_says_when_there_are_more_edges_than_it_draws():
    graph = nx.gnm_random_graph(50, MERMAID_EDGES + 1, seed=1, directed=True)
    graph = nx.MultiDiGraph(nx.relabel_nodes(graph, str))
    assert "maxEdges" in to_files(graph, "mermaid")[""].decode()
    assert "maxEdges" not in to_files(toy_graph(), "mermaid")[""].decode()


# --- tables ---


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_holds_every_node_and_edge_with_their_values():
    files = to_files(toy_graph(), "csv")
    nodes, edges = table(files["nodes.csv"]), table(files["edges.csv"])
    graph = toy_graph()
    assert {row["id"] for row in nodes} == set(graph)
    assert {(r["source"], r["target"], r["key"]) for r in edges} == set(graph.edges(keys=True))
    row = next(r for r in edges if r["source"] == "FOR.7017" and r["target"] == "formation:bts-fed")
    assert (row["years"], row["conditions"], row["basis"], row["apprenticeship"]) == (
        "2",
        "bon dossier | mention",
        "field",
        "",
    )
    assert json.loads(row["evidence"]) == graph.edges["FOR.7017", "formation:bts-fed", "continuation"]["evidence"]


def test_no_cell_starts_a_formula_at_whichever_separator_a_spreadsheet_splits():
    for content in to_files(hostile_graph(), "csv").values():
        for separator in ",;\t":
            cells = [c for row in csv.reader(io.StringIO(content.decode()), delimiter=separator) for c in row]
            assert not [c for c in cells if c.strip()[:1] in set("=+-@＝＋－＠") - {""}]


def test_the_mark_of_utf8_is_written_on_request_only():
    assert all(c.startswith(b"\xef\xbb\xbf") for c in to_files(toy_graph(), "csv", bom=True).values())
    assert not any(c.startswith(b"\xef\xbb\xbf") for c in to_files(toy_graph(), "csv").values())


def test_pandas_reads_the_tables():
    files = to_files(hostile_graph(), "csv")
    nodes = pd.read_csv(io.BytesIO(files["nodes.csv"]))
    assert len(nodes) == len(HOSTILE)
    assert nodes["duration_years"].dtype == "float64"


def test_parquet_keeps_types_and_lists():
    graph = hostile_graph()
    files = to_files(graph, "parquet")
    nodes = parquet.read_table(io.BytesIO(files["nodes.parquet"])).to_pylist()
    assert {row["id"]: row["domains"] for row in nodes} == {
        printable(n): [printable(x) for x in d["domains"]] for n, d in graph.nodes(data=True)
    }
    edges = parquet.read_table(io.BytesIO(files["edges.parquet"])).to_pylist()
    assert {row["apprenticeship"] for row in edges} == {True, None}
    assert sum(row["years"] for row in edges) == sum(y for *_, y in graph.edges(data="years"))


# --- CTDL ---


def triples_of(content):
    graph = rdflib.Graph()
    with warnings.catch_warnings():  # rdflib's own reader uses a class that rdflib deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=content, format="json-ld")
    return graph, rdflib.Namespace("https://purl.org/ctdl/terms/"), rdflib.RDF.type


@pytest.mark.parametrize("build", [toy_graph, hostile_graph], ids=["toy", "hostile"])
def test_rdflib_finds_a_pathway_with_its_components_and_conditions(build):
    graph = build()
    content = to_files(graph, "ctdl")[""].decode()
    assert check_ctdl(content) == ()
    triples, terms, kind = triples_of(content)
    (pathway,) = triples.subjects(kind, terms["Pathway"])
    jobs = [n for n, data in graph.nodes(data=True) if data["kind"] == "job"]
    chosen = len(jobs) > 1  # then the destination is one more part: the choice of them
    assert len(set(triples.objects(pathway, terms["hasPart"]))) == graph.number_of_nodes() + chosen
    ways = [
        c for c in triples.subjects(kind, terms["ComponentCondition"]) if not list(triples.objects(c, terms["name"]))
    ]
    assert len(ways) == graph.number_of_edges()
    names = {str(n) for c in triples.subjects(terms["isPartOf"]) for n in triples.objects(c, terms["name"])}
    (end,) = triples.objects(pathway, terms["hasDestinationComponent"])
    if chosen:
        assert len(set(triples.objects(end, terms["precededBy"]))) == len(jobs)
        names -= {str(n) for n in triples.objects(end, terms["name"])}
    assert names == {printable(d["label"]) or n for n, d in graph.nodes(data=True)}


def test_ctdl_says_years_conditions_and_kinds():
    triples, terms, kind = triples_of(to_files(toy_graph(), "ctdl")[""].decode())
    jobs = {str(n) for c in triples.subjects(kind, terms["JobComponent"]) for n in triples.objects(c, terms["name"])}
    assert jobs == {"plombier/ère", "technicien/ne de maintenance en génie climatique"}
    said = {str(d) for d in triples.objects(None, terms["description"])}
    assert {"2 ans, bon dossier, mention", "3 ans, en apprentissage"} <= said
    years = triples.namespace_manager.expand_curie("pathways:years")
    assert {float(y) for y in triples.objects(None, years)} == {0.0, 1.0, 2.0, 3.0}


def test_other_graphs_are_other_pathways_and_one_job_is_the_destination():
    graph = toy_graph()
    part = graph.subgraph([n for n in graph if n == "MET.266" or graph.nodes[n]["kind"] != "job"])
    triples, terms, kind = triples_of(to_files(part, "ctdl")[""].decode())
    (one,) = triples.subjects(kind, terms["Pathway"])
    assert str(next(triples.objects(next(triples.objects(one, terms["hasDestinationComponent"])), terms["name"]))) == (
        "plombier/ère"
    )
    whole, terms, kind = triples_of(to_files(graph, "ctdl")[""].decode())
    assert one not in set(whole.subjects(kind, terms["Pathway"]))


def test_a_broken_ctdl_is_found_out():
    content = json.loads(to_files(toy_graph(), "ctdl")[""])
    content["@graph"] = [item for item in content["@graph"] if item["@type"] != "ceterms:JobComponent"]
    del content["@graph"][0]["ceterms:name"]
    findings = check_ctdl(json.dumps(content))
    assert any("no ceterms:name" in f for f in findings)
    assert any("but no component" in f for f in findings)
