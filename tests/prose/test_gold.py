"""The reader against fiches that people read, and against the record's own structured lists."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest

from pathways.prose import build_lexicon, link_rows, read_links, unread_rows
from pathways.sources import read_sources

if TYPE_CHECKING:
    from pathlib import Path

    from pathways.model import Formation

pytestmark = pytest.mark.shared

#: What the fiches read by hand gave when last measured, less a hair: a rule that costs more is the wrong rule.
FLOORS = {
    "years_accuracy": 0.99,
    "apprenticeship_accuracy": 0.995,
    "scope_accuracy": 0.985,
    "conditions_f1": 0.99,
    "with_evidence": 1.0,
}


@pytest.fixture(scope="session")
def formations(shared: Path) -> tuple[Formation, ...]:
    return read_sources([shared / "corpus" / "formations"]).formations


@pytest.fixture(scope="session")
def judge(shared: Path) -> Any:
    """The judge beside the gold file."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["links", "links_a", "links_b"])
def test_the_gold_fiches_keep_their_floors(formations, judge, shared, name):
    gold = judge.read(shared / "gold" / f"{name}.jsonl")
    rows = {r["fiche"]: r["links"] for r in link_rows(f for f in formations if f.id in gold)}
    result, errors = judge.score(gold, rows)
    assert result["kind"]["f1"] >= 0.99, errors
    assert result["link"]["f1"] >= 0.98, errors
    assert {name: result[name] for name in FLOORS if result[name] < FLOORS[name]} == {}


def test_every_span_of_the_record_is_its_evidence(formations):
    lexicon = build_lexicon(formations)
    count = 0
    for f in formations:
        for link in read_links(f, lexicon):
            section = f.section(link.section)
            assert section is not None
            assert section.text[link.span.start : link.span.end] == link.evidence
            count += 1
    assert count > 3_000


def test_little_is_left_unread(formations):
    rows = unread_rows(formations, build_lexicon(formations))
    assert len(rows) <= 100  # of some 5,800 fiches; what is half-read counts as well
    assert [r["count"] for r in rows] == sorted((r["count"] for r in rows), reverse=True)
