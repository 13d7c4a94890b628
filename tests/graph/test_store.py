"""Graph files: what is written is read again, and what is broken is refused with a reason."""

from __future__ import annotations

import struct
import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.errors import BrokenGraphFileError, GraphContractError, OutputError
from pathways.graph import load_graph, open_store, save_graph, validate_graph
from pathways.graph.container import FORMAT, MAGIC, Container
from tests.toy import edge, node, toy_graph

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
EDGES = st.tuples(
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from(["continuation", "continuation:apprenticeship", "continuation:2"]),
    st.fixed_dictionaries(
        {
            "kind": st.just("continuation"),
            "years": st.integers(0, 5) | st.floats(0, 5),
            "basis": st.sampled_from(["stated", "field", "scheme"]),
        },
        optional={
            "score": st.floats(0, 1),
            "conditions": st.lists(TEXT, max_size=2),
            "apprenticeship": st.sampled_from([True, False, None]),
            "evidence": st.lists(st.fixed_dictionaries({"fiche": TEXT}, optional={"text": TEXT}), max_size=2),
            "why": TEXT,
            "further": VALUES,
        },
    ),
)


@st.composite
def graphs(draw):
    graph = nx.MultiDiGraph(**draw(st.dictionaries(st.sampled_from(["release", "credit"]), VALUES, max_size=2)))
    ids = draw(st.lists(TEXT.filter(bool), min_size=6, max_size=6, unique=True))
    for name in ids:
        graph.add_node(name, kind="diploma", label=f"d {name}", further=draw(VALUES))
    for u, v, key, data in draw(st.lists(EDGES, max_size=12)):
        graph.add_edge(ids[u], ids[v], key, **data)
    return graph


@given(graph=graphs())
@settings(max_examples=60, deadline=None)
def test_what_is_saved_is_loaded_again(graph, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "round.graph"
    save_graph(graph, path)
    loaded = load_graph(path)
    assert nx.utils.graphs_equal(graph, loaded)
    assert loaded.graph == graph.graph
    assert {v: set(graph.pred[v]) for v in graph} == {v: set(loaded.pred[v]) for v in loaded}
    first = path.read_bytes()
    save_graph(loaded, path)
    assert path.read_bytes() == first


def test_the_order_in_which_a_graph_was_put_together_does_not_show(tmp_path):
    graph, again = toy_graph(), nx.MultiDiGraph(**toy_graph().graph)
    again.add_nodes_from(reversed(list(graph.nodes(data=True))))
    again.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    save_graph(graph, tmp_path / "a.graph")
    save_graph(again, tmp_path / "b.graph")
    assert (tmp_path / "a.graph").read_bytes() == (tmp_path / "b.graph").read_bytes()


def test_a_loaded_graph_shares_nothing_between_edges(tmp_path):
    save_graph(toy_graph(), tmp_path / "a.graph")
    graph = load_graph(tmp_path / "a.graph")
    data = graph["FOR.7017"]["MET.266"]["job"]
    data["conditions"].append("concours")
    data["evidence"][0]["fiche"] = "other"
    assert graph["FOR.1534"]["MET.266"]["job"]["conditions"] == []
    assert graph["FOR.1534"]["MET.266"]["job"]["evidence"][0]["fiche"] == "FOR.1534"


def test_a_store_answers_as_the_graph_does(tmp_path):
    graph = toy_graph()
    save_graph(graph, tmp_path / "a.graph", sections={"further": b"\x00\x01"})
    store = open_store(tmp_path / "a.graph")
    assert (store.node_count, store.edge_count) == (graph.number_of_nodes(), graph.number_of_edges())
    assert store.meta == graph.graph
    assert store.section("further") == b"\x00\x01"
    assert store.section("other") is None
    for i, name in enumerate(store.ids):
        assert store.node(i) == graph.nodes[name]
        assert store.index[name] == i
        assert (store.labels[i], store.kinds[i]) == (graph.nodes[name]["label"], graph.nodes[name]["kind"])
        out = range(store.starts[i], store.starts[i + 1])
        assert {(store.ids[store.target[e]], store.key(e)) for e in out} == {
            (v, key) for _, v, key in graph.out_edges(name, keys=True)
        }
        into = store.pred_edge[store.pred_starts[i] : store.pred_starts[i + 1]]
        assert {(store.ids[store.source[e]], store.key(e)) for e in into} == {
            (u, key) for u, _, key in graph.in_edges(name, keys=True)
        }
    for e in range(store.edge_count):
        assert store.edge(e) == graph[store.ids[store.source[e]]][store.ids[store.target[e]]][store.key(e)]


def test_the_environment_names_the_graph(tmp_path, monkeypatch):
    save_graph(toy_graph(), tmp_path / "a.graph")
    monkeypatch.setenv("PATHWAYS_GRAPH", str(tmp_path / "a.graph"))
    assert "FOR.7017" in load_graph()


def test_a_store_is_opened_without_networkx(tmp_path):
    save_graph(toy_graph(), tmp_path / "a.graph")
    code = (
        "import sys; from pathways.graph import open_store; s = open_store(sys.argv[1]); s.edge(0); s.node(0);"
        "print('networkx' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, tmp_path / "a.graph"], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_every_cut_of_a_file_is_refused(tmp_path):
    path = tmp_path / "a.graph"
    save_graph(toy_graph(), path)
    whole = path.read_bytes()
    for length in (0, 1, len(MAGIC), len(MAGIC) + 5, len(MAGIC) + 12, 200, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(BrokenGraphFileError, match=r"empty|cut|not a graph file"):
            load_graph(path)


def read_all(path):
    container = Container(path)
    for name in container.names():
        container.read(name)


def test_every_changed_byte_is_noticed(tmp_path):
    path = tmp_path / "a.graph"
    save_graph(toy_graph(), path)
    whole = path.read_bytes()
    for at in range(0, len(whole), 37):
        changed = bytearray(whole)
        changed[at] ^= 0x55
        path.write_bytes(changed)
        with pytest.raises(BrokenGraphFileError, match=r"damaged|not a graph file|newer|older|cut"):
            read_all(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"# CAP boulanger\n", "not a graph file"),
        (b"\x80\x04\x95 a pickle", "not a graph file"),
        (MAGIC + struct.pack("<III", FORMAT + 1, 2, 0) + b"{}", "newer.*update pathways"),
        (MAGIC + struct.pack("<III", FORMAT - 1, 2, 0) + b"{}", "older.*pathways build"),
    ],
)
def test_files_that_are_foreign_or_of_another_format_are_refused(tmp_path, content, said):
    path = tmp_path / "a.graph"
    path.write_bytes(content)
    with pytest.raises(BrokenGraphFileError, match=said) as caught:
        load_graph(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BrokenGraphFileError, match="nowhere"):
        load_graph(tmp_path / "nowhere.graph")


def test_a_refused_graph_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.graph"
    save_graph(toy_graph(), path)
    before = path.read_bytes()
    graph = toy_graph()
    graph.nodes["MET.266"]["odd"] = object()
    with pytest.raises(GraphContractError, match=r"MET\.266"):
        save_graph(graph, path)
    with pytest.raises(OutputError):
        save_graph(toy_graph(), tmp_path / "no" / "folder.graph")
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.graph"]


def _broken(change):
    graph = toy_graph()
    change(graph)
    return graph


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda g: g["FOR.7017"]["MET.266"]["job"].pop("years"), "years is missing"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(years=float("nan")), "years is nan"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(years=-1), "years is -1"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(years="2"), "years is '2'"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(basis="rumour"), "basis is 'rumour'"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(basis=["stated"]), "basis is"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(score=2), "score is 2"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(conditions="dossier"), "conditions is"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(kind="entry"), "key is 'job'"),
        (lambda g: g.nodes["MET.266"].update(kind=None), "kind is None"),
        (lambda g: g.nodes["MET.266"].pop("label"), "label is missing"),
        (lambda g: g.nodes["MET.266"].update(label=" "), "label is ' '"),
        (lambda g: g.nodes["MET.266"].update(level=9), "level is 9, not a number from 0 to 8 or None"),
        (lambda g: g.nodes["MET.266"].update(plans=[{"start": "3e", "years": 2}]), "plans is"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(evidence=[{"section": "acces"}]), "evidence is"),
        (lambda g: g["FOR.7017"]["MET.266"]["job"].update(apprenticeship="no"), "apprenticeship is 'no'"),
        (lambda g: g.add_node(7, **node("job", "seven")), "node 7: the id is not a text"),
        (lambda g: g.add_edge("MET.266", "type:bac-pro", "job", **edge("job", 0)), "level node"),
    ],
)
def test_every_breach_of_the_contract_is_listed(change, said):
    with pytest.raises(GraphContractError) as caught:
        validate_graph(_broken(change))
    assert any(said in finding for finding in caught.value.findings)


def test_a_plain_digraph_is_refused():
    with pytest.raises(GraphContractError, match="MultiDiGraph"):
        validate_graph(nx.DiGraph())


def test_the_toy_graph_keeps_the_contract():
    validate_graph(toy_graph())
