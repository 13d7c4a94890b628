"""`pathways serve`: starts, says where, and says what is wrong before it listens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from pathways.cli.main import main
from pathways.errors import QueryError
from pathways.serve import Settings


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


@pytest.mark.parametrize("quiet", [False, True])
def test_it_answers_until_it_is_stopped_and_logs_no_question(toy_file, quiet):
    port = free_port()
    command = [sys.executable, "-m", "pathways", "serve", "--no-open", "--port", str(port), "--graph", toy_file]
    server = subprocess.Popen([*command, *(["-q"] if quiet else [])], stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(600):
            try:
                with urlopen(f"http://127.0.0.1:{port}/route?from=3e&to=plombier", timeout=60) as answer:
                    assert b"plombier" in answer.read()
                break
            except OSError:
                assert server.poll() is None
                time.sleep(0.1)
    finally:
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=60)[1]
    assert (f"http://127.0.0.1:{port}/" in said) is not quiet
    assert "GET /route 200" in said
    assert "plombier" not in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_said_with_another(toy_file, monkeypatch):
    monkeypatch.setenv("PATHWAYS_SERVE_LANG", "fr")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--no-open", "--port", str(port), "--graph", toy_file])
    assert result.exit_code == 1
    assert str(port) in result.stderr
    assert f"--port {port + 1}" in result.stderr


def test_a_graph_that_cannot_be_read_is_said_before_anything_listens(tmp_path, monkeypatch):
    monkeypatch.setattr("socket.create_server", lambda *_, **__: pytest.fail("it listens"))
    monkeypatch.setattr(os, "environ", dict(os.environ))
    result = CliRunner().invoke(main, ["serve", "--no-open", "--graph", str(tmp_path / "none.graph")])
    assert result.exit_code == 1
    assert "none.graph" in result.stderr


@pytest.mark.parametrize(
    ("name", "text"), [("WAITING", "many"), ("SECONDS", "0"), ("LANG", "de"), ("LOG", "all"), ("CACHE", "-1")]
)
def test_a_setting_that_means_nothing_is_refused(name, text):
    with pytest.raises(QueryError, match=text if name == "WAITING" else name.lower()):
        Settings.from_environment({f"PATHWAYS_SERVE_{name}": text})
