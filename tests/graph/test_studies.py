"""« Durée des études »: which diploma completes which, and nothing that the sentence does not say."""

from __future__ import annotations

import pytest

from pathways.graph.build import build_graph
from pathways.graph.studies import completions
from pathways.model import Appellation, Formation, FormationRef, Job, Section
from pathways.sources import Records

FORMATIONS = [
    Formation("FOR.1", "CAP cuisine", "CAP", duration_years=2),
    Formation("FOR.2", "CS (ex MC) employé traiteur", "CS", duration_years=1),
    Formation("FOR.3", "BP arts de la cuisine", "BP", duration_years=2),
    Formation("FOR.4", "BTS management en hôtellerie restauration option A unité", "BTS", duration_years=2),
    Formation("FOR.5", "licence pro mention métiers des arts culinaires", "licence pro", duration_years=1),
    Formation("FOR.6", "CS (ex MC) desserts", "CS", duration_years=1),
    Formation("FOR.7", "bac pro cuisine", "bac pro", duration_years=3),
]


def job(text, *, heading="### Durée des études\n", known=FORMATIONS):
    refs = tuple(FormationRef(f.title, f.id) for f in known)
    return Job(
        "MET.1",
        Appellation("cuisinier/ère"),
        sections=(Section("en-bref", "En bref", heading + text),),
        formations=refs,
    )


def found(text, **more):
    return [
        (c.source[-1], c.target[-1], c.claim.years, c.claim.conditions)
        for c in completions([job(text, **more)], FORMATIONS)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 ans pour le CAP cuisine.", []),
        ("2 ans pour le CAP cuisine ou le BP arts de la cuisine.", []),
        ("2 ans pour le CAP cuisine, complété par un CS employé traiteur (1 an).", [("1", "2", 1, ())]),
        ("2 ans pour le CAP cuisine éventuellement suivi du BP arts de la cuisine (en 2 ans).", [("1", "3", 2, ())]),
        (
            (
                "2 ans pour le CAP cuisine, complété par le CS employé traiteur ; desserts (en 1 an) ; ou par le BP "
                "arts de la cuisine (en 2 ans)."
            ),
            [("1", "2", 1, ()), ("1", "3", 2, ()), ("1", "6", 1, ())],
        ),
        (
            (
                "2 ans pour le CAP cuisine, complété par le CS employé traiteur (1 an) ou, après 2 ans d'expérience, "
                "par le BP arts de la cuisine (2 ans)."
            ),
            [("1", "2", 1, ()), ("1", "3", 2, ("expérience",))],
        ),
        (
            (
                "2 ans pour le CAP cuisine ; 2 ans pour le BTS management en hôtellerie restauration éventuellement "
                "complété par une licence professionnelle métiers des arts culinaires (1 an)."
            ),
            [("4", "5", 1, ())],
        ),
        ("2 ans pour le CAP cuisine, complété par une spécialisation.", []),
        ("2 ans pour un CAP complété par le CS employé traiteur. 3 ans pour le bac pro cuisine.", []),
        ("2 ans pour le CAP cuisine, complété par le CS employé traiteur (1 an) ; 3 ans pour le bac pro cuisine.",
         [("1", "2", 1, ())]),
    ],
)  # fmt: skip
def test_completions(text, expected):
    assert found(text) == expected


def test_only_under_its_heading_and_only_what_the_job_recommends():
    said = "2 ans pour le CAP cuisine, complété par un CS employé traiteur (1 an)."
    assert found(said, heading="") == []
    assert found(said, known=FORMATIONS[:1]) == []


def test_a_list_of_trades_pairs_nothing():
    many = [Formation(f"FOR.1{n}", f"CAP métier {n}", "CAP", duration_years=2) for n in "abcd"]
    after = [Formation(f"FOR.2{n}", f"CS (ex MC) art {n}", "CS", duration_years=1) for n in "xy"]
    text = "2 ans pour un CAP (métier a ; métier b ; métier c ; métier d), complété par un CS (art x ; art y) en 1 an."
    assert list(completions([job(text, known=many + after)], many + after)) == []


def test_the_sentence_is_the_evidence_of_a_stated_edge():
    text = "2 ans pour le CAP cuisine, complété par un CS employé traiteur (1 an)."
    graph = build_graph(Records(tuple(FORMATIONS), (job(text),), ()), links=())
    edge = graph["FOR.1"]["FOR.2"]["continuation"]
    assert (edge["years"], edge["basis"], edge["scope"]) == (1, "stated", "named")
    (said,) = edge["evidence"]
    section = job(text).sections[0].text
    assert (said["fiche"], said["section"]) == ("MET.1", "en-bref")
    assert section[said["start"] : said["end"]] == said["text"] == text
