"""What ROME tells of jobs: a code is wider than a métier, so its names go to the métiers that share their words."""

from __future__ import annotations

import pytest

from pathways.catalogue import NameIndex, NodeNames
from pathways.graph.rome import rome_facts
from pathways.model import Appellation, Job
from pathways.sources.opendata import OpenData

JOBS = [
    Job("MET.1", Appellation("cerf-voliste", "cerf-voliste", "cerf-voliste")),
    Job("MET.2", Appellation("réparateur/trice de cerfs-volants", "réparatrice", "réparateur de cerfs-volants")),
    Job("MET.3", Appellation("aéronaute")),
]


def data_of(*names, moves=()):
    data = OpenData()
    for id_, code in (("MET.1", "A1"), ("MET.2", "A1"), ("MET.3", "B1")):
        data.add("rome-jobs", {"rome": code, "link": f"https://example.org/{id_}"})
    for number, (code, name) in enumerate(names):
        data.add("rome-appellations", {"number": str(number), "rome": code, "name": name})
    for code, target in moves:
        data.add("rome-moves", {"rome": code, "target": target, "kind": "Proche"})
    return data


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Réparateur / Réparatrice de voiles", ["MET.2"]),
        ("Pilote de parapente", ["MET.1", "MET.2"]),
        ("Cerf-voliste de compétition", ["MET.1"]),
    ],
)
def test_a_name_goes_to_the_jobs_that_share_most_words_with_it(name, called):
    facts = rome_facts(JOBS, data_of(("A1", name)))
    assert [id_ for id_, f in facts.items() if name in f.get("called", ())] == called


def test_moves_lead_to_the_jobs_of_the_other_code():
    facts = rome_facts(JOBS, data_of(("A1", "x"), moves=[("A1", "B1"), ("B1", "A1"), ("B1", "B1")]))
    assert facts["MET.1"]["moves"] == ["MET.3"]
    assert facts["MET.3"]["moves"] == ["MET.1", "MET.2"]


def test_without_rome_nothing_is_told():
    assert rome_facts(JOBS, None) == rome_facts(JOBS, OpenData()) == {}


def test_a_name_of_rome_yields_to_a_name_of_its_own_and_one_word_is_but_a_suggestion():
    index = NameIndex.build(
        [
            NodeNames("MET.1", "cerf-voliste", "job"),
            NodeNames("MET.2", "aéronaute", "job", called=("Cerf-voliste", "Aérostier", "Pilote de ballon captif")),
        ]
    )
    assert index.find("cerf-voliste").best.id == "MET.1"
    assert index.find("aérostier").status == "ambiguous"
    assert index.find("aérostier").candidates[0].id == "MET.2"
    assert index.find("pilote de ballon captif").best.id == "MET.2"
