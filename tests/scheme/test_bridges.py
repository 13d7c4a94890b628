"""Ways beside initial training: each has a source, leads to its example and not to its counter-example."""

from __future__ import annotations

import pytest

from pathways.scheme import LEVELS, TYPES
from pathways.scheme.bridges import bridges
from pathways.scheme.classes import school_classes
from pathways.scheme.types import type_of_label

BRIDGES = bridges()
CLASSES = {c.id for c in school_classes()}
PLACES = CLASSES | {x.id for x in LEVELS}


@pytest.mark.parametrize("bridge", BRIDGES, ids=lambda b: b.id)
def test_a_bridge_names_its_source_and_only_what_exists(bridge):
    assert len(bridge.source) > 10
    assert bridge.text.endswith(".")
    assert bridge.to <= {t.id for t in TYPES}
    assert set(bridge.classes) <= CLASSES
    for source in bridge.sources:
        door = source.removesuffix(" and above")
        assert door in PLACES or door.startswith("type:") or door.endswith("*") or " " in door


@pytest.mark.parametrize("bridge", BRIDGES, ids=lambda b: b.id)
def test_a_bridge_leads_to_its_example_and_not_to_its_counter_example(bridge):
    def leads(name):
        if bridge.job:
            return bridge.leads_to_job(name)
        if bridge.classes:
            return name in bridge.classes
        level = bridge.levels[0] if bridge.levels else None
        duration = bridge.durations[0] if bridge.durations else None
        return bridge.leads_to(
            "DE" if name.startswith("diplôme d'État") else type_of_label("", name), name, level=level, duration=duration
        )

    assert leads(bridge.example)
    assert not leads(bridge.counter)


def test_ids_are_unique():
    assert len({b.id for b in BRIDGES}) == len(BRIDGES)
