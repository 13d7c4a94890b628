"""Figures of a diploma in words: each way, each share, with cohorts and source."""

from __future__ import annotations

import pytest

from pathways.explain import explain_step
from pathways.model import NodeRef, Route, Step
from pathways.phrases.figures import figure_parts, figure_rows, figures_text
from pathways.render.terminal import format_routes

SCHOOL = {"pupils": 5980, "going_on": 0.81, "employed_6": 0.31, "employed_12": 0.4, "cohorts": [2019, 2023]}
APPRENTICES = {"pupils": 120, "going_on": 0.34, "employed_12": 0.73, "cohorts": [2020, 2023]}


@pytest.mark.parametrize(
    ("figures", "parts"),
    [
        (
            {"school": SCHOOL},
            [
                "5\u202f980 élèves par an",
                "8 sur 10 poursuivent leurs études",
                "40\u00a0% des sortants en emploi à 12 mois",
            ],
        ),
        (
            {"school": SCHOOL, "apprentices": APPRENTICES},
            [
                "6\u202f100 élèves et apprentis par an",
                "8 sur 10 poursuivent leurs études (apprentissage : 3 sur 10)",
                "40\u00a0% des sortants en emploi à 12 mois (apprentissage : 73\u00a0%)",
            ],
        ),
        (
            {"apprentices": APPRENTICES | {"shared": 5}},
            [
                "120 apprentis par an pour 5 options ensemble",
                "3 sur 10 poursuivent leurs études",
                "73\u00a0% des sortants en emploi à 12 mois",
            ],
        ),
        ({"school": {"going_on": 0.02}}, ["presque aucun ne poursuit ses études"]),
        ({}, []),
    ],
)
def test_parts(figures, parts):
    assert figure_parts(figures) == parts


def test_the_line_names_cohorts_and_source():
    text = figures_text({"school": SCHOOL, "apprentices": APPRENTICES}, "en")
    assert text == (
        "6,100 pupils and apprentices a year, 8 in 10 go on studying (apprentices: 3 in 10), "
        "40% of those who leave work 12 months after (apprentices: 73%), says InserJeunes 2019-2023"
    )


def test_rows_tell_every_figure():
    rows = dict(figure_rows({"school": SCHOOL, "apprentices": APPRENTICES}))
    assert rows == {
        "effectif par an": "5\u202f980 en lycée, 120 en apprentissage",
        "poursuivent": "81\u00a0% (lycée), 34\u00a0% (apprentissage)",
        "en emploi": "parmi les sortants, à 6 mois : 31\u00a0% (lycée) ; "
        "à 12 mois : 40\u00a0% (lycée), 73\u00a0% (apprentissage)",
        "compté par": "InserJeunes (DEPP-DARES), promotions de 2019 à 2023",
    }


def test_a_step_tells_all_and_a_drawing_a_line_of_the_last_diploma_once():
    start, cap = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1", "CAP maçon", "diploma")
    bp, job = NodeRef("FOR.2", "BP maçon", "diploma"), NodeRef("MET.1", "maçon/ne", "job")
    step = Step(start, cap, 2, kind="entry", figures={"school": SCHOOL})
    assert explain_step(step).endswith("40\u00a0% des sortants en emploi à 12 mois, selon InserJeunes 2019-2023.")
    last = Step(cap, bp, 2, kind="study", figures={"apprentices": APPRENTICES})
    work = Step(bp, job, 0, kind="job")
    drawn = format_routes([Route(start, job, (step, last, work))] * 2)
    assert drawn.count("120 apprentis, sortants en emploi à un an : 73\u00a0%") == 1
    assert "élèves" not in drawn, "only the last diploma is told"
    assert drawn.count("InserJeunes 2020-2023") == 1
    assert max(map(len, drawn.splitlines())) <= 80
    assert "5\u202f980 élèves, sortants en emploi à un an : 40\u00a0%" in format_routes([Route(start, cap, (step,))])
