"""What is printed: no terminal is too old to show it, none is driven by it, and what cannot be written is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import pathways
from pathways.cli import main
from pathways.graph import save_graph
from tests.toy import toy_graph

pytestmark = pytest.mark.usefixtures("folder")

FICHE = "# CAP cœur → brise\n\n**Type:** CAP (CAP)\n\n## Accès\n\nOn le prépare en 2 ans « après » la 3e…\n"
COMMANDS = [
    ["route", "3e", "plombier"],
    ["route", "3e", "plombier", "--explain"],
    ["route", "plombier", "3e"],
    ["route", "3e", "zorglub→"],
    ["reach", "3e"],
    ["lead", "plombier"],
    ["compare", "plombier", "FOR.1534", "--from", "3e"],
    ["find", "plombiere"],
    ["find", "œuvre → d'été"],
    ["show", "plombier"],
    ["sources", "fiches"],
    ["check", "fiches"],
    ["truth"],
    ["diff", "toy.graph", "toy.graph"],
    ["--help"],
    ["route", "--help"],
]
DATA = [
    ["route", "3e", "plombier", "--format", "json"],
    ["reach", "3e", "--format", "csv"],
    ["show", "plombier", "--format", "json"],
    ["links", "fiches"],
    ["batch", "pairs.csv", "-j", "1"],
    ["check", "fiches", "--format", "html"],
    ["export", "--route", "3e", "plombier", "--html"],
    ["export", "--all", "--format", "json"],
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    graph = toy_graph()
    graph.nodes["MET.266"]["label"] = "plombier/ère \x1b]0;owned\x07\x1b[2J\r\u202e→"
    save_graph(graph, tmp_path / "toy.graph")
    (tmp_path / "fiches").mkdir()
    (tmp_path / "fiches" / "FOR.90001_cap.md").write_text(FICHE, encoding="utf-8")
    (tmp_path / "pairs.csv").write_text("from,to\n3e,MET.266\n3e,zorglub→\n", encoding="utf-8")
    monkeypatch.setenv("PATHWAYS_GRAPH", str(tmp_path / "toy.graph"))
    monkeypatch.setenv("PYTHONPATH", str(Path(pathways.__file__).parents[1]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp850", "utf-8"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_text_is_shown_in_any_encoding_and_drives_no_terminal(command, encoding):
    done = CliRunner(charset=encoding).invoke(main, command)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    for said in (done.stdout_bytes, done.stderr_bytes):
        text = said.decode(encoding)
        assert not [c for c in text if c in "\x1b\x07\r\x9b\u202e"]
    assert done.stdout_bytes or done.stderr_bytes
    if command[:3] == ["route", "3e", "plombier"] and encoding == "ascii" and len(command) == 3:
        assert b"3e -> plombier/ere" in done.stdout_bytes


@pytest.mark.parametrize("command", DATA, ids=" ".join)
def test_data_is_utf8_whatever_the_terminal_speaks(command):
    plain, old = (CliRunner(charset=encoding).invoke(main, command).stdout_bytes for encoding in ("utf-8", "ascii"))
    assert plain == old
    assert plain.decode("utf-8")


def run(command, **how):
    return subprocess.run([sys.executable, "-m", "pathways", *command], check=False, timeout=60, **how)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a disk that is always full")
@pytest.mark.parametrize("command", [COMMANDS[0], DATA[0], DATA[4], DATA[7], ["--help"]], ids=" ".join)
def test_a_full_disk_is_told_in_a_line(command):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "pathways: standard output cannot be written: No space left on device"
    assert "Traceback" not in done.stderr
    assert "ignored" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes it")
def test_a_closed_standard_output_is_told_in_a_line():
    shell = f"{sys.executable} -m pathways route 3e plombier >&-"
    done = subprocess.run(["/bin/sh", "-c", shell], check=False, timeout=60, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (1, "pathways: standard output cannot be written: it is closed\n")


def test_who_reads_no_further_is_told_nothing():
    shell = f"{sys.executable} -m pathways export --all --format json | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", shell], check=False, timeout=60, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("{", "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere arguments are no bytes")
@pytest.mark.parametrize("command", [[b"route", b"3e", b"\xff\xfe"], [b"find", b"\xe9t\xe9"], [b"sources", b"no\xff"]])
def test_arguments_in_another_encoding_are_no_traceback(command):
    done = run(command, capture_output=True)
    assert done.returncode in {1, 2, 3}
    assert b"Traceback" not in done.stderr
    assert done.stderr.decode("utf-8")


def test_a_source_whose_name_is_of_another_encoding_is_read(folder):
    name = os.fsdecode(b"\xe9t\xe9\x1b[2J.md")
    (folder / "fiches" / name).write_text("Bonjour.", encoding="utf-8")
    done = run(["sources", "fiches", "--format", "json"], capture_output=True)
    assert done.returncode == 0
    assert json.loads(done.stdout)["formations"] == 1
    assert b"\x1b" not in done.stderr
