"""The graph that ships, held against what the record officially says."""

from __future__ import annotations

import pytest

from pathways.graph.store import default_path, load_graph
from pathways.graph.truth import least_years, truth_of


@pytest.fixture(scope="module")
def national():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PATHWAYS_GRAPH", raising=False)
        return load_graph(default_path())


def test_every_job_with_a_formation_is_reached_and_years_agree_with_the_official_levels(national):
    truth = truth_of(national)
    assert truth.jobs_with_formation >= 940
    assert truth.jobs_reached == truth.jobs_with_formation
    assert truth.timed_jobs >= 919
    assert truth.agreement >= 0.92
    assert all(d.cause for d in truth.disagreements)


def test_a_formation_that_is_not_reached_has_its_reason(national):
    truth = truth_of(national)
    assert (
        truth.diplomas_reached + sum(u.id.startswith(("FOR.", "formation:")) for u in truth.unreached) == truth.diplomas
    )
    listed = [u for u in truth.unreached if "n'est plus au répertoire" not in u.reason]
    assert len(listed) < 0.05 * truth.diplomas
    assert not [u for u in listed if u.type in {"CAP", "bac pro", "BTS", "BUT", "licence", "licence pro", "master"}]


def test_no_sentence_of_a_fiche_is_in_it(national):
    for _, _, data in national.edges(data=True):
        for evidence in data["evidence"]:
            assert ("text" in evidence) == evidence["fiche"].startswith("scheme:")


@pytest.mark.parametrize(
    ("source", "target", "key", "years"),
    [
        ("classe:3e", "FOR.1534", "entry", 2),  # CAP monteur en installations sanitaires
        ("classe:2de-pro-metiers-des-transitions-numerique-et-energetique", "FOR.7017", "entry", 2),  # bac pro ICCER
        ("classe:3e", "FOR.7017", "entry:apprenticeship", 3),
        ("FOR.1534", "FOR.8335", "continuation", 1),  # CS METI
        ("FOR.1534", "FOR.355", "continuation", 2),  # BP MIGCS
        ("FOR.7017", "MET.266", "job", 0),  # plombier
    ],
)
def test_what_the_founding_fiches_state(national, source, target, key, years):
    edge = national[source][target][key]
    assert edge["years"] == years
    assert edge["evidence"]


def test_ways_in_years_that_everybody_knows(national):
    years = least_years(national)
    by_label = {d["label"]: n for n, d in national.nodes(data=True) if not d.get("withdrawn")}
    known = {
        "bac général": 3,
        "diplôme d'État d'infirmier": 6,
        "diplôme d'État de masseur-kinésithérapeute": 8,
        "licence mention droit": 6,
        "master mention droit des affaires": 8,
        "doctorat": 11,
    }
    found = {label: years[by_label[label]] for label in known if label in by_label}
    assert len(found) >= 5
    assert found == {label: known[label] for label in found}


def test_no_cycle_of_the_record_gains_years(national):
    for u, v, data in national.edges(data=True):
        if data["years"] == 0:
            kinds = national.nodes[u]["kind"], national.nodes[v]["kind"]
            assert kinds in {
                ("diploma", "job"),
                ("diploma", "level"),
                ("class", "diploma"),
                ("level", "job"),
                ("class", "job"),
            }, (u, v)
