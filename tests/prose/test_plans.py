"""Study plans: sentences on studies, and the whole routes that they tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.model import Appellation, Job, Section
from pathways.prose.plans import read_plans

THIRD, BAC, ANY = "## Après la 3e\n", "## Après le bac\n", "## Avec ou sans le bac\n"


def job(text, access=""):
    sections = [Section("en-bref", "En bref", f"### Durée des études\n{text}")]
    if access:
        sections.append(Section("acces_metier", "Accès au métier", access))
    return Job("MET.1", Appellation("essayeur/euse"), sections=tuple(sections))


def told(text, access=""):
    """Return the plans as lines: « 3e 4 CAP verrier > BP verrier », with « ? » after what is not usual."""
    lines = []
    for p in read_plans(job(text, access)):
        steps = " > ".join(" ".join(filter(None, (s.kind, s.name))) for s in p.steps)
        lines.append(f"{p.start} {p.years if p.years is not None else '-'} {steps}{'' if p.usual else ' ?'}")
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one duration, alternatives
        (THIRD + "2 ans pour préparer le CAP verrier.", ["3e 2 CAP verrier"]),
        (THIRD + "2 ans pour préparer le CAP verrier ou vannier.", ["3e 2 CAP verrier", "3e 2 CAP vannier"]),
        (BAC + "2 ans pour un BTS (verre ; osier) ; 3 ans pour le BUT verre.",
         ["bac 2 BTS verre", "bac 2 BTS osier", "bac 3 BUT verre"]),
        (BAC + "2 ans pour le BTS verre, option B four.", ["bac 2 BTS verre, option B four"]),
        (BAC + "8 ans d'études après le bac pour préparer un doctorat en verrerie.", ["bac 8 doctorat verrerie"]),
        (ANY + "1 an pour le BPJEPS canoë.", ["none 1 BPJEPS canoë"]),
        # a level opens a clause
        (BAC + "Bac + 5 : diplôme d'ingénieur en verrerie ou master verre.",
         ["bac 5 ingénieur verrerie", "bac 5 master verre"]),
        (BAC + "2 ans (BTS), 3 ans (BUT, licence professionnelle), voire 5 ans d'études (master).",
         ["bac 2 BTS", "bac 3 BUT", "bac 3 licence pro", "bac 5 master"]),
        (BAC + "De bac + 2 (BTS verre) à bac + 5 (master verre).", ["bac 2 BTS verre", "bac 5 master verre"]),
        # ranges: each kind has the years that it takes
        (BAC + "3 à 5 ans pour une licence professionnelle verre ou un master verre.",
         ["bac 3 licence pro verre", "bac 5 master verre"]),
        (BAC + "9 à 24 mois pour le DEJEPS canoë.", ["bac - DEJEPS canoë"]),
        # what completes
        (THIRD + "2 ans pour le CAP verrier, éventuellement complété par le CS vitrail (1 an) ou le BP verrier "
         "(2 ans) ; 3 ans pour le bac pro verrerie.",
         ["3e 2 CAP verrier", "3e 3 CAP verrier > CS vitrail ?", "3e 4 CAP verrier > BP verrier ?",
          "3e 3 bac pro verrerie"]),
        (THIRD + "2 ans pour le CAP verrier ou le CAP vannier, suivi du BMA osier (2 ans).",
         ["3e 2 CAP verrier", "3e 2 CAP vannier", "3e 4 CAP verrier > BMA osier", "3e 4 CAP vannier > BMA osier"]),
        (THIRD + "2 ans pour le CAP verrier, complété, en 2 ans, par un BP verrier.",
         ["3e 2 CAP verrier", "3e 4 CAP verrier > BP verrier"]),
        (THIRD + "2 ans pour le CAP verrier, complété par le CS vitrail ; émail (en 1 an).",
         ["3e 2 CAP verrier", "3e 3 CAP verrier > CS vitrail", "3e 3 CAP verrier > CS émail"]),
        (THIRD + "2 ans pour le CAP verrier, complété par le BP verrier.",
         ["3e 2 CAP verrier", "3e - CAP verrier > BP verrier"]),
        (BAC + "2 ans pour le BTS verre ou 3 ans pour le BUT verre, complétés par une licence pro (en 1 an).",
         ["bac 2 BTS verre", "bac 3 BUT verre", "bac 4 BUT verre > licence pro", "bac 3 BTS verre > licence pro"]),
        (BAC + "2 ans pour le BTS verre. Éventuellement suivi d'une licence professionnelle osier (1 an).",
         ["bac 2 BTS verre", "bac 3 BTS verre > licence pro osier ?"]),
        (THIRD + "Le CAP verrier peut être suivi du BMA verrier (2 ans).",
         ["3e - CAP verrier", "3e 4 CAP verrier > BMA verrier ?"]),
        # what is asked for
        (THIRD + "1 an d'études après un CAP pour préparer le CS vitrail.", ["3e 3 CAP > CS vitrail"]),
        (THIRD + "Il existe une FCIL émail, en 1 an après un CAP verrier.", ["3e 3 CAP verrier > FCIL émail"]),
        (BAC + "1 an après un bac + 2 : licence professionnelle osier.", ["bac+2 1 licence pro osier"]),
        (BAC + "3 ans (après un bac + 2) pour un diplôme d'ingénieur en verrerie.", ["bac+2 3 ingénieur verrerie"]),
        (BAC + "3 ans pour une licence professionnelle osier (1 an après un bac + 2).", ["bac 3 licence pro osier"]),
        # fields
        (BAC + "5 ans pour un diplôme d'ingénieur ou un master en verrerie.",
         ["bac 5 ingénieur verrerie", "bac 5 master verrerie"]),
        (BAC + "5 ans pour le diplôme d'une école de design.", ["bac 5 école d'art design"]),
        # what is no plan
        (THIRD + "Le métier est beau.", []),
        (THIRD + "Accès dès 18 ans avec le permis.", []),
        (THIRD + "Le CAP est accessible aux titulaires d'un bac pro.", []),
        (BAC + "2 ans pour un DNSEP dans une école d'art.", ["bac 2 DNSEP"]),
        ("", []),
    ],
)  # fmt: skip
def test_durations(text, expected):
    assert sorted(told(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        ("Niveau bac + 2\n\nBTS verre ; osier", ["bac 2 BTS verre", "bac 2 BTS osier"]),
        ("Le métier est beau.\n\nNiveau bac\n\nBac professionnel verrerie\n\nBP verrier",
         ["3e - bac pro verrerie", "3e - BP verrier"]),
        ("### Niveau bac + 3/4\nLicence verre\nMaster verre", ["bac 3 licence verre", "bac - master verre"]),
        ("Après la 3e\n\nCAP verrier", ["3e - CAP verrier"]),
        ("Il faut un CAP verrier.", []),
    ],
)  # fmt: skip
def test_lists_by_level(access, expected):
    assert told("", access) == expected


def test_a_plan_told_twice_stands_once_with_the_years_and_both_places():
    plans = read_plans(job(THIRD + "3 ans pour le bac pro verrerie.", "Niveau bac\n\nBac pro verrerie"))
    assert [(p.years, [name for name, _ in p.spans]) for p in plans] == [(3, ["en-bref", "acces_metier"])]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("3 ans pour une licence, accès sur dossier.", ("dossier",)),
        ("3 ans pour une licence avant de passer le concours.", ("concours",)),
        ("2 ans pour un BTS complété par une expérience professionnelle.", ("expérience",)),
    ],
)
def test_conditions(text, conditions):
    assert read_plans(job(BAC + text))[0].conditions == conditions


def test_spans_are_where_the_plan_is_told():
    made = job(THIRD + "Oui. 2 ans pour le CAP verrier, suivi du BP verrier (2 ans).")
    for plan in read_plans(made):
        for name, span in plan.spans:
            said = made.section(name).text[span.start : span.end]
            assert said.startswith("2 ans")
            assert said.endswith(plan.steps[-1].name)


WORDS = st.sampled_from(
    [
        *("2 ans", "pour le", "CAP verrier", "BTS osier", "master", "après", "un", "(", ")", ";", "ou", ","),
        *("complété par", "puis", "bac + 5", ":", "en 1 an", "éventuellement", ".", "\n\n", "Niveau bac + 2\n"),
        *("concours", "école de verre"),
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_text_is_read_and_spans_stand_in_it(text):
    made = job(BAC + text, text)
    for plan in read_plans(made):
        assert plan.steps
        assert plan.years is None or plan.years >= 0
        for name, span in plan.spans:
            assert 0 <= span.start < span.end <= len(made.section(name).text)
