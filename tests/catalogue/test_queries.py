"""What people type, on the whole public record: the right winner, and none where none is meant."""

from __future__ import annotations

import re
import time

import pytest

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def is_right(index, found, expected: str) -> bool:
    if found.best is None:
        return False
    meant = index.find(expected)
    if meant.best is None:
        return False
    family = meant.best.family
    return found.best.id == expected or bool(family and found.best.family == family)


def test_queries_as_people_type_them_find_what_is_meant(whole, table):
    lines = table("queries.tsv")
    wrong = [
        (r["query"], whole.find(r["query"]).status)
        for r in lines
        if not is_right(whole, whole.find(r["query"]), r["id"])
    ]
    assert len(lines) >= 150
    assert len(wrong) <= 0.02 * len(lines), wrong


def test_what_is_ambiguous_or_unknown_has_no_winner(whole, table):
    lines = table("open.tsv")
    guessed = [(r["query"], whole.find(r["query"]).best) for r in lines if whole.find(r["query"]).best is not None]
    assert len(lines) >= 40
    assert guessed == []


def test_queries_that_no_rule_was_fitted_to(whole, table):
    lines = table("heldout.tsv")
    wrong = []
    for r in lines:
        best = whole.find(r["query"]).best
        if best is None or not re.search(r["label"], best.label):
            wrong.append((r["query"], best))
    assert len(wrong) <= 0.1 * len(lines), wrong


def test_a_wrong_winner_is_rarer_than_a_question(whole, table):
    lines = table("queries.tsv")
    finds = [(r["query"], whole.find(r["query"]), r["id"]) for r in lines]
    wrong = [(q, f.best) for q, f, expected in finds if f.best is not None and not is_right(whole, f, expected)]
    assert len(wrong) <= 0.01 * len(lines), wrong


def test_a_warm_look_up_takes_less_than_ten_milliseconds(whole, table):
    texts = [r["query"] for r in (*table("queries.tsv"), *table("open.tsv"))]
    for text in texts[:20]:
        whole.find(text)
    spent = []
    for text in texts:
        start = time.process_time()
        whole.find(text)
        spent.append(time.process_time() - start)
    spent.sort()
    assert spent[int(len(spent) * 0.95)] < 0.010
