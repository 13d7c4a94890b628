"""What fiches say against the ministry's nomenclature."""

from __future__ import annotations

import networkx as nx
import pytest

from pathways.check.official import check_official
from pathways.model import Formation, Origin
from pathways.sources import Records
from pathways.sources.opendata import OpenData

NEW = (Origin("a.csv", "csv", "2025-10"),)


def found(f, *, closed="", years="2", family="", before=()):
    data = OpenData()
    data.add("bcn-diplomas", {"code": "4", "label": "CERFS-VOLANTS (BAC PRO)", "closed": closed})
    data.add("bcn-trainings", {"training": "x4", "code": "4", "years": years, "year": "1"})
    if family:
        data.add("bcn-families", {"common": "2", "code": "4", "family": family})
    graph = nx.MultiDiGraph()
    for number, label in enumerate(before):
        graph.add_node(f"classe:2de-pro-{number}", kind="class", label=label)
        graph.add_edge(f"classe:2de-pro-{number}", f.id)
    findings = check_official(Records((f,), (), (), open_data=data), graph)
    return [(x.kind.value, x.variant, dict(x.facts)) for x in findings]


def bac_pro(**more):
    more = {"duration": "2 ans", "duration_years": 2} | more
    return Formation("FOR.1", "bac pro cerfs-volants", "bac pro", code_scolarite="4", origins=NEW, **more)


def test_what_agrees_is_no_finding():
    assert found(bac_pro(), family="Métiers du vent", before=("2de pro métiers du vent",)) == []


def test_another_length():
    expected = ("duration", "official", {"duration": "3 ans", "official": "2"})
    assert found(bac_pro(duration="3 ans", duration_years=3)) == [expected]


@pytest.mark.parametrize(("closed", "count"), [("31/08/2024", 1), ("31/08/2027", 0), ("", 0)])
def test_closed_in_the_nomenclature_and_open_in_the_record(closed, count):
    assert [kind for kind, _, _ in found(bac_pro(), closed=closed)] == ["closed"] * count


def test_what_the_record_holds_no_more_is_no_finding():
    assert found(bac_pro(withdrawn=True), closed="31/08/2024", years="5") == []


def test_another_family():
    kinds = found(bac_pro(), family="Métiers du vent", before=("2de pro métiers de la mer",))
    assert kinds == [("family", "other", {"family": "Métiers du vent"})]
