"""A graph file of somebody else's making: whatever it holds, no traceback."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pathways.cli import main
from pathways.graph import save_graph
from pathways.graph.container import Container, write_container
from tests.toy import toy_graph

CONTENTS = [b"", b"{}", b"[1]", b"\xff" * 64, b"\n" * 64, b'["x"]' * 9]


@pytest.mark.parametrize("content", CONTENTS, ids=repr)
def test_a_crafted_graph_file_is_refused_or_answers(tmp_path, content):
    path = tmp_path / "a.graph"
    save_graph(toy_graph(), path)
    whole = Container(path)
    sections = {name: whole.read(name) for name in whole.names()}
    refused = 0
    for name in list(sections)[::3]:
        write_container(path, whole.meta, {**sections, name: content})
        for command in (["route", "3e", "plombiere"], ["show", "MET.266"]):
            done = CliRunner().invoke(main, [*command, "--graph", str(path)])
            assert done.exception is None or isinstance(done.exception, SystemExit), (name, command)
            refused += done.exit_code == 1
    assert refused
