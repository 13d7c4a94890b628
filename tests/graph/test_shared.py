"""The graph of the fiches of ../shared, built here: what the first questions of a family are answered."""

from __future__ import annotations

import pytest

from pathways.graph.build import build_graph
from pathways.graph.truth import truth_of
from pathways.sources import read_sources

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@pytest.fixture(scope="module")
def corpus(shared):
    return build_graph(read_sources([shared / "corpus" / "formations", shared / "corpus" / "metiers"]))


@pytest.mark.parametrize(
    ("source", "target", "key", "years"),
    [
        ("classe:3e", "FOR.1534", "entry", 2),
        ("FOR.1534", "MET.266", "job", 0),
        ("classe:3e", "classe:2de-pro-metiers-des-transitions-numerique-et-energetique", "entry", 1),
        ("classe:2de-pro-metiers-des-transitions-numerique-et-energetique", "FOR.7017", "entry", 2),
        ("classe:3e", "FOR.7017", "entry:apprenticeship", 3),
        ("FOR.7017", "MET.266", "job", 0),
        ("FOR.1534", "FOR.8335", "continuation", 1),
        ("FOR.1534", "FOR.355", "continuation", 2),
    ],
)
def test_ways_to_the_plumber(corpus, source, target, key, years):
    edge = corpus[source][target][key]
    assert edge["years"] == years
    assert edge["evidence"]


def test_the_text_of_evidence_stands_at_its_offsets(corpus, shared):
    records = read_sources([shared / "corpus" / "formations"])
    sections = {(f.id, s.name): s.text for f in records.formations for s in f.sections}
    checked = 0
    for _, _, data in corpus.edges(data=True):
        for e in data["evidence"]:
            text = sections.get((e["fiche"], e["section"]))
            if text is not None and e["section"] in {"acces", "poursuite"}:
                assert text[e["start"] : e["end"]] == e["text"]
                checked += 1
    assert checked > 3000


def test_years_agree_with_the_official_levels(corpus):
    truth = truth_of(corpus)
    assert truth.agreement >= 0.92
    assert truth.jobs_reached >= 0.97 * truth.jobs_with_formation
