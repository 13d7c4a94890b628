"""How many take a diploma: counts that are never told twice, shares that small numbers do not make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.graph import build_graph
from pathways.graph.figures import coverage, diploma_figures
from pathways.model import Appellation, Formation, FormationRef, Job
from pathways.routing.answers import find_routes
from pathways.sources import Records, read_sources
from pathways.sources.opendata import OpenData


def formation(id_, title, code, **more):
    return Formation(id_, title, "CAP", code_scolarite=code, certification=3, duration_years=2, **more)


def row(code, way="apprentissage", cohort="2021_2022", **counts):
    told = {"last_year": 100, "going_on": 40, "leavers": 60, "employed_6": 30, "employed_12": 45, "employed_24": ""}
    cells = {name: str(value) for name, value in (told | counts).items()}
    return {"cohort": cohort, "way": way, "code": code, "training": f"mef{code}", **cells}


def data_of(*rows, heirs=()):
    data = OpenData()
    for old, new in heirs:
        data.nomenclature.heirs.setdefault(old, set()).add(new)
    for r in rows:
        data.nomenclature.trainings[r["training"]] = r["code"]
        data.add("inserjeunes", r)
    return data


def test_shares_are_taken_after_the_counts_are_summed():
    found = [formation("FOR.1", "CAP cerf-volant", "1")]
    data = data_of(row("1"), row("1", last_year=20, going_on=20, leavers=0, employed_12=0, employed_6=0))
    told = diploma_figures(found, data, {"FOR.1"})["FOR.1"]
    assert told["pupils"] == 120
    assert told["figures"]["apprentices"] == {
        "pupils": 120,
        "going_on": 0.5,
        "employed_6": 0.5,
        "employed_12": 0.75,
        "cohorts": [2021, 2022],
    }


def test_pupils_are_the_mean_of_a_year():
    found = [formation("FOR.1", "CAP cerf-volant", "1")]
    data = data_of(row("1"), row("1", cohort="2022_2023", last_year=50, employed_24=30), row("1", "scolaire"))
    told = diploma_figures(found, data, {"FOR.1"})["FOR.1"]
    assert told["pupils"] == 175
    assert told["figures"]["apprentices"]["cohorts"] == [2021, 2023]
    assert told["figures"]["apprentices"]["cohorts_24"] == [2022, 2023]
    assert told["figures"]["school"]["pupils"] == 100


def test_small_numbers_are_not_told():
    found = [formation("FOR.1", "CAP cerf-volant", "1")]
    data = data_of(row("1", last_year=19, going_on=4, leavers=15, employed_6=3, employed_12=3))
    assert diploma_figures(found, data, {"FOR.1"}) == {"FOR.1": {"few": True}}


def test_options_say_that_they_share_a_figure():
    found = [formation("FOR.1", "CAP cerf-volant option A", "1"), formation("FOR.2", "CAP cerf-volant option B", "2")]
    told = diploma_figures(found, data_of(row("0"), heirs=[("0", "1"), ("0", "2")]), {"FOR.1", "FOR.2"})
    assert [t["pupils"] for t in told.values()] == [50, 50]
    assert [t["figures"]["apprentices"]["shared"] for t in told.values()] == [2, 2]


def test_a_withdrawn_diploma_names_what_took_its_place():
    found = [formation("FOR.1", "CAP cerf-volant", "1", withdrawn=True), formation("FOR.2", "CAP deltaplane", "2")]
    graph = build_graph(Records(tuple(found), (), (), open_data=data_of(row("1"), heirs=[("1", "2")])), links=())
    assert graph.nodes["FOR.1"]["replaced_by"] == ["FOR.2"]
    assert "figures" not in graph.nodes["FOR.1"]
    assert graph.nodes["FOR.2"]["pupils"] == 100


CODES = st.sampled_from("12345")


@given(
    own=st.dictionaries(st.sampled_from(["FOR.1", "FOR.2", "FOR.3"]), CODES, min_size=1),
    heirs=st.lists(st.tuples(CODES, CODES), max_size=6),
    counted=st.lists(st.tuples(CODES, st.integers(0, 500), st.sampled_from(["2021_2022", "2022_2023"])), max_size=8),
)
def test_no_pupil_is_counted_twice(own, heirs, counted):
    found = [formation(id_, f"CAP {id_}", code) for id_, code in own.items()]
    data = data_of(*(row(code, cohort=cohort, last_year=n) for code, n, cohort in counted), heirs=heirs)
    told = diploma_figures(found, data, set(own))
    # a mean of years in which a diploma was counted is at most its sum over them
    assert sum(t.get("pupils", 0) for t in told.values()) <= sum(n for _, n, _ in counted) + len(own)


def test_coverage_tells_what_codes_alone_reach():
    found = [formation("FOR.1", "CAP cerf-volant", "1")]
    data = data_of(row("1"), row("0", last_year=50), row("9", last_year=7), heirs=[("0", "1")])
    (mine,) = coverage(found, data, {"FOR.1"})
    assert (mine.way, mine.pupils, mine.by_code, mine.reached) == ("apprentices", 157, 100, 150)


def test_of_ways_stated_alike_the_one_that_more_pupils_take_comes_first():
    job = Job("MET.1", Appellation("aéronaute"), formations=(FormationRef("", "FOR.1"), FormationRef("", "FOR.2")))
    found = (formation("FOR.1", "CAP cerf-volant", "1"), formation("FOR.2", "CAP deltaplane", "2"))
    counted = (row("1", last_year=30), row("2", last_year=6000, employed_12=15))
    plain, told = (
        build_graph(Records(found, (job,), (), open_data=data_of(*rows)), links=()) for rows in ((), counted)
    )
    assert [told["classe:3e"][i]["entry"].get("rarity") for i in ("FOR.1", "FOR.2")] == [1.0, None]
    assert [told[i]["MET.1"]["job"]["out_of_work"] for i in ("FOR.1", "FOR.2")] == [0.25, 0.75]
    firsts = [[r.steps[0].target.id for r in find_routes(g, "classe:3e", "MET.1").routes] for g in (plain, told)]
    assert firsts == [["FOR.1", "FOR.2"], ["FOR.2", "FOR.1"]]
    (first, *_) = find_routes(told, "classe:3e", "MET.1", criterion="employment").routes
    assert first.steps[0].target.id == "FOR.1"
    assert dict(first.costs)["employment"] == 0.25


@pytest.mark.shared
@pytest.mark.slow
def test_nearly_all_pupils_meet_a_formation_of_the_record(shared):
    records = read_sources([shared / p for p in ("corpus", "onisep-xml", "onisep-tables", "data")], release="2025-10")
    current = {f.id for f in records.formations if not f.withdrawn}
    found = {c.way: c.reached / c.pupils for c in coverage(records.formations, records.open_data, current)}
    assert found["school"] >= 0.995
    assert found["apprentices"] >= 0.935
