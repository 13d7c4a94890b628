"""Study plans against routes that a reader found told in the fiches of jobs."""

from __future__ import annotations

import json

import pytest

from pathways.graph.plans import job_rows
from pathways.prose import build_lexicon
from pathways.sources import read_sources

AFTER_3E = {"3e": 0, "bac": 3, "bac+2": 5, "bac+3": 6, "bac+5": 8}


def total(route):
    start = AFTER_3E.get(route["start"])
    return None if start is None or route["years"] is None else start + route["years"]


def steps(route):
    return [s for s in route["steps"] if s["kind"] != "concours"]


def fits(plan, route):
    """Whether a plan has the steps of a route, each with an id that it may mean, or its kind, and as many years."""
    if len(steps(plan)) != len(steps(route)) or (total(route) is not None and total(plan) != total(route)):
        return False
    return all(
        bool(set(a["ids"]) & set(b["ids"])) if b["ids"] else a["kind"] == b["kind"]
        for a, b in zip(steps(plan), steps(route), strict=True)
    )


@pytest.mark.shared
def test_what_fiches_of_jobs_tell_is_read(shared):
    gold = [json.loads(line) for line in (shared / "gold" / "job_routes.jsonl").read_text("utf-8").splitlines()]
    records = read_sources([shared / "corpus"])
    rows = {row["job"]: row["routes"] for row in job_rows(records, build_lexicon(records.formations))}
    told = [(rows[g["job"]], r) for g in gold for r in g["routes"] if r["usual"] and total(r) is not None]
    found = sum(any(fits(plan, route) for plan in plans) for plans, route in told)
    assert found / len(told) >= 0.88
    given = [(plan, g["routes"]) for g in gold for plan in rows[g["job"]] if steps(plan) and steps(plan)[-1]["ids"]]
    right = sum(any(fits(plan, r) or fits(plan, r | {"years": None}) for r in routes) for plan, routes in given)
    assert right / len(given) >= 0.88
