"""How usual a step is: every table has a source, and holds for its example and not for its counter-example."""

from __future__ import annotations

import pytest

from pathways.scheme import TYPES
from pathways.scheme.classes import school_classes
from pathways.scheme.types import type_of_label
from pathways.scheme.usual import HOW, step_into, usual_steps

STEPS = usual_steps()
NAMES = {t.id for t in TYPES} | {c.id for c in school_classes()} | {""}


@pytest.mark.parametrize("step", STEPS, ids=lambda s: f"{'-'.join(sorted(s.to))}-{'-'.join(s.title)}")
def test_a_table_names_its_source_and_only_what_exists(step):
    assert len(step.source) > 10
    assert step.to <= NAMES
    assert {held.partition("/")[0] for held in step.held} <= NAMES | {"BEP"}
    assert {*step.held.values(), step.others} <= set(HOW)


@pytest.mark.parametrize("step", STEPS, ids=lambda s: f"{'-'.join(sorted(s.to))}-{'-'.join(s.title)}")
def test_a_table_holds_for_its_example_and_not_for_its_counter_example(step):
    def how(title):
        return step.how(type_of_label("", title) or title, title)

    assert how(step.example) == "usual"
    assert how(step.counter) != "usual"


@pytest.mark.parametrize(
    ("held", "type_", "title", "how"),
    [
        ("bac général", "BUT", "BUT chimie", "usual"),
        ("bac pro", "BUT", "BUT chimie", "rare"),
        ("bac pro", "BTS", "BTS bâtiment", "usual"),
        ("CPGE", "école de commerce", "diplôme du programme grande école", "usual"),
        ("BTS", "ingénieur", "diplôme d'ingénieur", "possible"),
        ("licence pro", "master", "master mention chimie", "rare"),
    ],
)
def test_what_a_counsellor_would_say(held, type_, title, how):
    assert step_into(type_, title).how(held, held) == how


def test_a_serie_has_its_own_prepa():
    ect = step_into("CPGE", "classe préparatoire économique et commerciale option technologique (1re année)")
    stmg, general = "bac techno STMG sciences et technologies", "bac général"
    assert (ect.how("bac techno", stmg), ect.how(general, general)) == ("usual", "rare")
