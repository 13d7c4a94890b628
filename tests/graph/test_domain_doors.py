"""The study scheme opens a level within a domain; what a fiche states of a level stays as wide as it is."""

from __future__ import annotations

import pytest

from pathways.graph.build import build_graph
from pathways.model import Direction, Formation, Link, Scope, Span
from pathways.sources import Records

SCIENCE, FOOD = "sciences/physique", "hôtellerie-restauration, tourisme/alimentation"


def formation(id_, title, type_, level, years, *domains):
    return Formation(id_, title, type_, certification=level, duration_years=years, domains=domains)


LICENCE = formation("FOR.1", "licence mention physique", "licence", 6, 3, SCIENCE)
OTHER = formation("FOR.2", "licence pro mention boulangerie", "licence pro", 6, 1, FOOD)
MASTER = formation("FOR.3", "master mention physique", "master", 7, 2, SCIENCE)
BAKER = formation("FOR.4", "bac pro boulanger-pâtissier", "bac pro", 4, 3, FOOD)
SCIENCE_BAC = formation("FOR.6", "bac pro microtechniques", "bac pro", 4, 3, SCIENCE)
BTS = formation("FOR.5", "BTS techniques physiques", "BTS", 5, 2, SCIENCE)
RECORDS = Records((LICENCE, OTHER, MASTER, BAKER, SCIENCE_BAC, BTS), (), ())


def doors_into(graph, node):
    return {u: graph[u][node] for u in graph.pred[node] if graph.nodes[u]["kind"] == "level"}


@pytest.fixture
def graph():
    return build_graph(RECORDS, links=())


def test_a_rule_opens_its_level_to_those_of_the_domain(graph):
    (door,) = [d for d in doors_into(graph, MASTER.id) if d.startswith("niveau:bac+3")]
    inside = set(graph.pred[door])
    assert door == "niveau:bac+3/sciences"
    assert LICENCE.id in inside
    assert OTHER.id not in inside


def test_it_is_no_wide_door(graph):
    for ways in doors_into(graph, MASTER.id).values():
        assert {d["scope"] for d in ways.values()} == {"field"}
        assert {d["basis"] for d in ways.values()} == {"scheme"}


def test_what_a_fiche_states_stays_wide():
    said = Link(BTS.id, "acces", Direction.FROM, "bac pro", None, Scope.ANY, Span(0, 1), "x")
    graph = build_graph(RECORDS, links=(said,))
    assert "type:bac-pro" in doors_into(graph, BTS.id)
    assert BAKER.id in graph.pred["type:bac-pro"]
