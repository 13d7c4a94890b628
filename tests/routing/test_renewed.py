"""A diploma that is closed, asked for: what took its place is answered, and said."""

from __future__ import annotations

import json

import networkx as nx
import pytest
from click.testing import CliRunner

from pathways.cli.main import main
from pathways.graph.store import open_store, save_graph
from pathways.routing.asked import nodes_of, targets_of
from pathways.routing.renewed import heirs_of, renewals


@pytest.fixture
def store(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("classe:3e", kind="class", label="3e", type="3e")
    graph.add_node("FOR.1", kind="diploma", label="CAP cerf-volant", type="CAP", withdrawn=True, replaced_by=["FOR.2"])
    graph.add_node("FOR.2", kind="diploma", label="CAP deltaplane", type="CAP")
    graph.add_node("FOR.3", kind="diploma", label="CAP parapente", type="CAP", replaced_by=["FOR.2"], closing=2030)
    graph.add_edge("classe:3e", "FOR.2", "entry", kind="entry", years=2, basis="stated")
    graph.add_edge("FOR.3", "FOR.2", "continuation", kind="continuation", years=1, basis="stated")
    save_graph(graph, tmp_path / "a.graph")
    return open_store(tmp_path / "a.graph")


def test_what_took_the_place_of_a_closed_diploma_is_the_target_and_is_said(store):
    targets = targets_of(store, ["FOR.1"])
    assert targets.ids == ("FOR.2",)
    assert targets.title() == "CAP deltaplane"
    assert targets.notes() == ["« CAP cerf-volant » ne se prépare plus : « CAP deltaplane » l'a remplacé."]


def test_a_diploma_that_is_open_is_the_target_itself(store):
    targets = targets_of(store, ["FOR.3"])
    assert (targets.ids, targets.notes()) == (("FOR.3",), [])
    assert heirs_of(store, ["classe:3e"]) == ()


def test_who_holds_a_closed_diploma_that_leads_nowhere_enters_what_its_heir_opens(store):
    assert nodes_of(store, ["FOR.1"]) == ("FOR.1", "FOR.2")
    assert nodes_of(store, ["FOR.3"]) == ("FOR.3",)


def test_find_and_show_say_that_a_diploma_is_withdrawn(store):
    def said(*words):
        return CliRunner().invoke(main, [*words, "--graph", str(store.path), "--lang", "fr"]).output

    assert "CAP, retiré" in " ".join(said("show", "FOR.1").split())
    assert "CAP deltaplane (FOR.2)" in said("show", "FOR.1")
    assert "retiré" not in said("show", "FOR.3")
    assert "diplôme, retiré" in said("find", "cerf-volant")
    assert "retiré" not in said("find", "parapente")
    (candidate,) = json.loads(said("find", "FOR.1", "--format", "json"))["candidates"]
    assert candidate["withdrawn"] is True


def test_who_starts_from_a_withdrawn_diploma_is_told_what_replaced_it(store):
    told = "« CAP cerf-volant » ne se prépare plus : « CAP deltaplane » l'a remplacé."
    assert renewals(store, ["FOR.1", "FOR.2"], "fr") == [told]
    assert renewals(store, ["FOR.3", "classe:3e"], "fr") == []
