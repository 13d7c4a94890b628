"""What an edge costs by each criterion: what is asked, how sure it is, how far it leads."""

from __future__ import annotations

import pytest

from pathways.criteria import MILLION, price


def cost(criterion, witnesses=2, **attributes):
    data = {"kind": "continuation", "years": 1, "basis": "stated", "scope": "named", "score": 1.0, **attributes}
    return price(data, {criterion: 1}, witnesses) / MILLION


@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        ([], ["dossier"]),
        (["dossier"], ["bon dossier"]),
        (["dossier", "entretien", "tests"], ["bon dossier"]),
        (["bon dossier"], ["concours"]),
        (["concours"], ["âge"]),
        (["âge"], ["expérience"]),
        ([], ["sous conditions"]),
        (["bon dossier"], ["bon dossier", "concours"]),
    ],
    ids=str,
)
def test_what_is_harder_to_meet_costs_more(easier, harder):
    assert cost("selectivity", conditions=easier) < cost("selectivity", conditions=harder)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (["bon dossier"], ["bon dossier", "mention"]),
        (["bon dossier"], ["dossier", "bon dossier"]),
        (["mention"], ["dossier", "mention"]),
        (["concours"], ["concours", "sous conditions"]),
    ],
    ids=str,
)
def test_what_is_said_twice_counts_once(one, same):
    assert cost("selectivity", conditions=one) == cost("selectivity", conditions=same)


def test_a_way_for_apprentices_alone_asks_for_an_employer():
    assert cost("selectivity", apprenticeship=True) == cost("selectivity", conditions=["alternance"]) > 0
    assert cost("selectivity", apprenticeship=True, conditions=["alternance"]) == cost(
        "selectivity", conditions=["alternance"]
    )


def test_the_surer_costs_less():
    ways = [
        {"basis": "stated"},
        {"basis": "scheme", "scope": "named"},
        {"basis": "scheme", "scope": "field"},
        {"basis": "field", "scope": "field"},
    ]
    doubts = [cost("certainty", **way) for way in ways]
    assert doubts == sorted(set(doubts))
    assert doubts[0] == 0
    assert cost("certainty", basis="stated", scope="any") > 0
    assert cost("certainty", witnesses=1) == cost("certainty", witnesses=2)


@pytest.mark.parametrize("basis", ["stated", "scheme"])
def test_a_class_that_leads_on_by_law_is_next_to_no_doubt(basis):
    assert cost("certainty", witnesses=1, kind="entry", basis=basis) < 0.05
    assert cost("certainty", kind="entry", basis=basis, score=0.5) >= 0.5


def test_how_far_a_step_leads_out_of_the_field():
    assert cost("field", kind="job", score=0.9) == pytest.approx(0.1)
    assert cost("field", kind="job", scope="any", score=0.0) == 0
    assert cost("field", kind="entry", score=0.5) == 0
    assert cost("field", score=0.4) == pytest.approx(0.6)
    assert 0 < cost("field", scope="any", score=0.0) < cost("field", score=0.0)
    assert 0 < cost("field", kind="holds", score=0.3) < 0.7
