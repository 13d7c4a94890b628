"""Ctrl-C: a real SIGINT leaves no half-written file, no traceback, and exit code 130."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import pathways
from pathways.export.batch_files import run_batch
from pathways.graph import open_store, save_graph
from tests.toy import toy_graph

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send to another process")

FICHE = "# CAP souffleur de verre\n\n**Type:** CAP (CAP)\n\n## Accès\n\nOn le prépare en 2 ans après la 3e.\n"
#: Interrupts itself at the moment when the file is being written: all of it is there, under its temporary name.
AS_IT_WRITES = """
import os, signal, sys
synchronise = os.fsync
def interrupted(descriptor):
    os.kill(os.getpid(), signal.SIGINT)
    synchronise(descriptor)
os.fsync = interrupted
from pathways.__main__ import run
run()
"""
#: Interrupts itself while it is still loading.
AS_IT_LOADS = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "pathways.cli.main":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from pathways.__main__ import run
run()
"""


@pytest.fixture(autouse=True)
def _hears_ctrl_c():
    """A background job of a shell starts with SIGINT ignored, and so would its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    save_graph(toy_graph(), tmp_path / "toy.graph")
    (tmp_path / "fiches").mkdir()
    (tmp_path / "fiches" / "FOR.90001_cap.md").write_text(FICHE, encoding="utf-8")
    (tmp_path / "pairs.csv").write_text("from,to\n3e,plombier\n", encoding="utf-8")
    monkeypatch.setenv("PATHWAYS_GRAPH", str(tmp_path / "toy.graph"))
    monkeypatch.setenv("PYTHONPATH", str(Path(pathways.__file__).parents[1]))
    return tmp_path


def names(folder):
    return {path.name for path in folder.iterdir()}


def run(code, folder, *arguments):
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "--route", "3e", "plombier", "-o", "out.html"],
        ["export", "--all", "-o", "out.gexf"],
        ["export", "--all", "--format", "csv", "-o", "out"],
        ["reach", "3e", "--format", "csv", "-o", "out.csv"],
        ["build", "fiches", "-o", "out.graph"],
        ["check", "fiches", "-o", "out.txt"],
    ],
    ids=" ".join,
)
def test_a_file_is_whole_or_not_there(folder, arguments):
    before = names(folder)
    done = run(AS_IT_WRITES, folder, *arguments)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.endswith("interrompu\n")
    assert "Traceback" not in done.stderr
    assert names(folder) == before


def test_a_file_that_was_there_stays_as_it_was(folder):
    (folder / "out.csv").write_text("mine", encoding="utf-8")
    assert run(AS_IT_WRITES, folder, "reach", "3e", "--format", "csv", "-o", "out.csv", "--force").returncode == 130
    assert (folder / "out.csv").read_text(encoding="utf-8") == "mine"


def test_a_command_that_is_still_loading_ends_quietly(folder):
    done = run(AS_IT_LOADS, folder, "route", "3e", "plombier")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_batch_that_was_writing_its_answers_goes_on(folder):
    asked = ("batch", "pairs.csv", "-o", "out.jsonl", "-j", "1")
    done = run(AS_IT_WRITES, folder, *asked)
    assert done.returncode == 130
    assert names(folder) == {"toy.graph", "fiches", "pairs.csv", "out.jsonl.part"}
    assert "out.jsonl.part garde ce qui est fait" in done.stderr
    assert run("from pathways.__main__ import run; run()", folder, *asked).returncode == 0
    assert json.loads((folder / "out.jsonl").read_text(encoding="utf-8"))["routes"]
    assert "out.jsonl.part" not in names(folder)


def many_rows(folder):
    rows = [{"from": "3e", "to": goal} for goal in ("plombier", "zorglub", "MET.1")] * 8_000
    (folder / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return rows


@contextmanager
def batch_under_way(folder):
    """A batch on two processes, as it writes its answers."""
    command = [sys.executable, "-m", "pathways", "batch", "many.jsonl", "-o", "out.jsonl", "-j", "2"]
    journal = folder / "out.jsonl.part"
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        until = time.monotonic() + 60
        while time.monotonic() < until and not (journal.exists() and journal.stat().st_size > 10_000):
            assert process.poll() is None
            time.sleep(0.02)
        yield process


def test_a_batch_on_processes_stops_and_goes_on(folder):
    rows = many_rows(folder)
    journal = folder / "out.jsonl.part"
    with batch_under_way(folder) as process:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
        stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (130, "")
    assert stderr == "out.jsonl.part garde ce qui est fait : la même commande reprend de là\npathways: interrompu\n"
    assert names(folder) == {"toy.graph", "fiches", "pairs.csv", "many.jsonl", "out.jsonl.part"}
    again = run_batch(
        open_store(folder / "toy.graph"),
        str(folder / "many.jsonl"),
        str(folder / "out.jsonl"),
        defaults={"k": 5, "prefer": "counsel", "apprenticeship": "any", "basis": "scheme"},
    )
    again.close()
    assert 0 < again.resumed < again.total
    kept = [json.loads(line[9:])["to"] for line in journal.read_text(encoding="utf-8").splitlines()[1:]]
    assert kept == [row["to"] for row in rows[: again.resumed]]


def group_of(process):
    """Return the processes of a session that are not yet gone, as Linux lists them."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                state, _, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
                if int(group) == process.pid and state != "Z":
                    found.append(entry.name)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="lists processes as Linux does")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_the_workers_of_a_batch_end_with_it_and_another_goes_on(folder, number):
    rows = many_rows(folder)
    with batch_under_way(folder) as process:
        process.send_signal(number)
        _, stderr = process.communicate(timeout=60)
        until = time.monotonic() + 30
        while group_of(process) and time.monotonic() < until:
            time.sleep(0.05)
        assert group_of(process) == []
    assert process.returncode == (143 if number == signal.SIGTERM else -number)
    assert "Traceback" not in stderr
    journal = folder / "out.jsonl.part"
    kept = [json.loads(line[9:])["to"] for line in journal.read_bytes().splitlines(keepends=True)[1:-1]]
    assert kept == [row["to"] for row in rows[: len(kept)]]
