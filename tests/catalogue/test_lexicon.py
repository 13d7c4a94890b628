"""Inclusive forms, and each entry of the lexicon: where it acts and where it must not."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue import NameIndex, NodeNames, names_of_nodes
from pathways.catalogue.lexicon import read_lexicon
from pathways.catalogue.tokens import content
from pathways.cli import main
from pathways.graph import save_graph
from pathways.text import gendered_forms, words

LEXICON = read_lexicon()


@pytest.mark.parametrize(
    ("label", "masculine", "feminine"),
    [
        ("plombier/ère", "plombier", "plombière"),
        ("technicien/ne", "technicien", "technicienne"),
        ("opérateur/trice", "opérateur", "opératrice"),
        ("contrôleuse/eur aérien/ne", "contrôleur aérien", "contrôleuse aérienne"),
        ("chef/fe", "chef", "cheffe"),
        ("prêteur/se", "prêteur", "prêteuse"),
        ("hôte/sse", "hôte", "hôtesse"),
        ("infirmiers/ères", "infirmiers", "infirmières"),
        ("ingénieur·e", "ingénieur", "ingénieure"),
        ("préparateur(trice) vendeur(se)", "préparateur vendeur", "préparatrice vendeuse"),
        ("accompagnateur / accompagnatrice", "accompagnateur", "accompagnatrice"),
        ("adjoint administratif / adjointe administrative", "adjoint administratif", "adjointe administrative"),
        ("éducateur sportif / éducatrice sportive de nage", "éducateur sportif de nage", "éducatrice sportive de nage"),
        ("élagueur/euse-grimpeur/euse", "élagueur-grimpeur", "élagueuse-grimpeuse"),
        ("gestionnaire actif/passif", "gestionnaire actif/passif", "gestionnaire actif/passif"),
        ("comptable", "comptable", "comptable"),
    ],
)
def test_an_inclusive_name_has_two_forms(label, masculine, feminine):
    assert gendered_forms(label) == (masculine, feminine)


@pytest.mark.parametrize("entry", [e for kind, e in LEXICON.entries if kind == "word"], ids=lambda e: e["say"][0])
def test_an_abbreviation_is_written_out_where_it_is_a_word(entry):
    plain = {w for w in words(entry["full"]) if len(w) > 1}
    assert set(content(words(entry["match"]), LEXICON.phrases.synonyms).surfaces) & plain
    assert content(words(entry["other"]), LEXICON.phrases.synonyms) == content(words(entry["other"]), {})


@pytest.mark.parametrize("entry", [e for kind, e in LEXICON.entries if kind == "type"], ids=lambda e: e["say"][0])
def test_the_words_of_a_type_are_read_as_such(entry):
    phrases = LEXICON.phrases
    assert phrases.strip_type(phrases.read(entry["match"]), entry["match"])[1] == entry["types"]
    assert phrases.strip_type(phrases.read(entry["other"]), entry["other"])[1] != entry["types"]


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("entry", [e for kind, e in LEXICON.entries if kind == "name"], ids=lambda e: e["say"][0])
def test_a_colloquial_name_means_what_the_lexicon_says(whole, entry):
    acts = whole.find(entry["match"])
    assert acts.status in {"found", "ambiguous"}
    other = whole.find(entry["other"])
    assert other.best is None or other.best.matched not in entry["say"]


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text):
    index = NameIndex.build([NodeNames("MET.1", "plombier/ère", "job"), NodeNames("classe:3e", "3e", "class")])
    assert index.find(text).status in {"found", "ambiguous", "unknown"}


@pytest.fixture(scope="module")
def graph_file(tmp_path_factory):
    import networkx as nx  # noqa: PLC0415 - the one test of this module that needs it

    graph = nx.MultiDiGraph(release="2025-10")
    facts = {"type": "", "level": None, "duration_years": None, "sigle": "", "code_scolarite": "", "rncp": ""}
    lists = {"nsf": [], "domains": [], "aliases": [], "url": ""}
    for node, kind, label in (("classe:3e", "class", "3e"), ("MET.1", "job", "plombier/ère")):
        graph.add_node(node, kind=kind, label=label, **facts, **lists)
    path = tmp_path_factory.mktemp("graph") / "a.graph"
    save_graph(graph, path, sections=None)
    assert [n.id for n in names_of_nodes(graph.nodes(data=True))] == ["classe:3e", "MET.1"]
    return str(path)


def test_find_says_found_as_json_and_exits_with_nothing(graph_file):
    done = CliRunner().invoke(main, ["find", "plombière", "--graph", graph_file, "--format", "json"])
    assert done.exit_code == 0
    assert '"status": "found"' in done.stdout
    assert '"id": "MET.1"' in done.stdout


def test_find_exits_with_3_where_nothing_is_meant(graph_file):
    assert CliRunner().invoke(main, ["find", "zorglub", "--graph", graph_file]).exit_code == 3


def test_the_shell_completes_a_name(graph_file):
    env = {"_PATHWAYS_COMPLETE": "bash_complete", "COMP_WORDS": "pathways find plom", "COMP_CWORD": "2"}
    done = CliRunner().invoke(main, prog_name="pathways", env={**env, "PATHWAYS_GRAPH": graph_file})
    assert "plombier" in done.stdout
