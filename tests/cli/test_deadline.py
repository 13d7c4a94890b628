"""`--timeout` holds for the whole command: searching, and drawing what was found."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from pathways.cli import deadline as room
from pathways.cli import main
from pathways.cli.deadline import Deadline
from pathways.graph import save_graph
from tests.toy import toy_graph


@pytest.fixture
def clock(monkeypatch):
    now = SimpleNamespace(at=100.0)
    monkeypatch.setattr(room.time, "monotonic", lambda: now.at)
    return now


@pytest.mark.parametrize("seconds", [0.2, 1, 3, 60])
@pytest.mark.parametrize("count", [1, 10, 100, 1_000, 1_000_000])
@pytest.mark.parametrize("each", [0.0001, 0.001, 0.01])
def test_the_search_and_the_drawing_are_done_in_time(clock, seconds, count, each):
    deadline, start = Deadline(seconds), clock.at

    def draw(items):
        clock.at += each * len(items)

    clock.at += deadline.search(count)
    drawn = deadline.fitting(range(count), draw)
    draw(drawn)
    least = 2 * each * min(count, 100)  # a hundred are drawn in any case, once to see how long it takes
    assert clock.at - start <= max(seconds * 1.001, least + seconds)
    assert len(drawn) == count or len(drawn) >= 100
    assert deadline.told("", cut=len(drawn) < count) == (
        f"stopped after {seconds:g} seconds" if len(drawn) < count else ""
    )


def test_without_a_timeout_nothing_is_cut():
    deadline = Deadline(None)
    assert deadline.search(10**9) is None
    assert deadline.fitting(range(10**6), None) == range(10**6)
    assert deadline.told("stopped after 20 looks") == "stopped after 20 looks"


@pytest.mark.parametrize(
    "command",
    [
        ["route", "3e", "plombier"],
        ["compare", "plombier", "FOR.1534"],
        ["export", "--route", "3e", "plombier", "--format", "json"],
    ],
    ids=" ".join,
)
def test_an_answer_that_is_not_whole_says_so(tmp_path, command):
    save_graph(toy_graph(), tmp_path / "a.graph")
    asked = [*command, "--timeout", "0.0000001", "--graph", str(tmp_path / "a.graph")]
    assert "arrêt après 1e-07 s" in CliRunner().invoke(main, asked).stderr


def test_a_batch_row_has_its_own_timeout(tmp_path):
    save_graph(toy_graph(), tmp_path / "a.graph")
    (tmp_path / "pairs.csv").write_text("from,to,timeout\n3e,plombier,0.0000001\n3e,plombier,\n", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["batch", str(tmp_path / "pairs.csv"), "-j", "1", "--graph", str(tmp_path / "a.graph")]
    )
    short, whole = map(json.loads, done.stdout.splitlines())
    assert short["error"].startswith("stopped after")
    assert whole["routes"]
