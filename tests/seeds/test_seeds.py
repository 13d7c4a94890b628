"""The small example that comes with the project: whole, true to the record's facts, in words of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pathways.prose import build_lexicon, read_links
from pathways.sources import read_sources
from pathways.text import words

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

#: Sections that are prose; the others are lists of names.
LISTS = {"metiers", "formations"}
#: Words in a row that two texts share only where one was taken from the other.
RUN = 6


@pytest.fixture(scope="module")
def seeds():
    return read_sources([SEEDS])


@pytest.fixture(scope="module")
def record(shared):
    return read_sources([shared / "corpus" / "formations", shared / "corpus" / "metiers"])


def prose(fiche):
    return [
        re.sub(r"(?m)^\*\*.*$", "", s.text)
        for s in fiche.sections
        if s.name not in LISTS and not s.name.startswith("centres")
    ]


def test_they_are_read_without_a_problem(seeds):
    assert seeds.problems == ()
    assert len(seeds.formations) + len(seeds.jobs) >= 40
    assert all(f.type and f.sections for f in seeds.formations)
    assert all(j.formations and j.min_level for j in seeds.jobs)


def test_every_job_with_a_fiche_names_formations_that_are_there(seeds):
    ids = {f.id for f in seeds.formations}
    assert {r.id for j in seeds.jobs for r in j.formations} <= ids


def test_the_founding_diplomas_are_there(seeds):
    codes = {f.code_scolarite for f in seeds.formations}
    assert {"40022707", "56122706", "40025006"} <= codes


@pytest.mark.shared
def test_the_founding_fiches_say_the_same_as_the_seeds(seeds, shared):
    own = {f.title: f for f in seeds.formations}
    lexicon = build_lexicon(seeds.formations)
    founding = read_sources([shared / "seeds"]).formations
    assert len(founding) == 3
    for theirs in founding:
        links = [read_links(f, lexicon) for f in (theirs, own[theirs.title])]
        said = [{replace(link, fiche="", span=None, evidence="") for link in found} for found in links]
        assert said[0] == said[1]
        assert [j.label for j in theirs.jobs] == [j.label for j in own[theirs.title].jobs]


@pytest.mark.shared
def test_facts_are_those_of_the_record(seeds, record):
    there = {f.id: f for f in record.formations}
    for f in seeds.formations:
        r = there[f.id]
        facts = ("title", "type", "code_scolarite", "sigle", "duration_years", "certification", "link")
        assert [getattr(f, n) for n in facts] == [getattr(r, n) for n in facts]
        assert {j.label for j in f.jobs} <= {j.label for j in r.jobs}
    jobs = {j.id: j for j in record.jobs}
    for j in seeds.jobs:
        r = jobs[j.id]
        facts = ("name", "appellations", "romes", "min_level", "statuses")
        assert [getattr(j, n) for n in facts] == [getattr(r, n) for n in facts]
        assert set(j.formations) <= set(r.formations)


@pytest.mark.shared
def test_no_sentence_is_taken_from_the_record(seeds, record):
    names = {
        tuple(words(n))
        for f in record.formations
        for n in (f.title, re.sub(r"^(bac pro|CS \(ex MC\)|\S+) ", "", f.title))
    }
    names |= {tuple(words(j.name.label)) for j in record.jobs}
    families = re.compile(
        r"2de\s+professionnelle\s+(métiers\s.+?)(?=\s+en\s+vue|\s+pour\s|[.,])", re.IGNORECASE | re.DOTALL
    )
    taken = set()
    for fiche in (*record.formations, *record.jobs):
        for text in prose(fiche):
            names |= {tuple(words(m[1])) for m in families.finditer(text)}
            found = words(text)
            taken |= {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}
    longest = sorted((" ".join(n) for n in names if len(n) > 1), key=len, reverse=True)
    shared_runs = []
    for fiche in (*seeds.formations, *seeds.jobs):
        for text in prose(fiche):
            masked = f" {' '.join(words(text))} "
            for name in longest:
                masked = masked.replace(f" {name} ", " | ")
            for part in masked.split("|"):
                run = part.split()
                shared_runs += [
                    f"{fiche.id}: {' '.join(run[i : i + RUN])}"
                    for i in range(len(run) - RUN + 1)
                    if tuple(run[i : i + RUN]) in taken
                ]
    assert shared_runs == []
