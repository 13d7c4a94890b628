"""Help, version and documentation: every command has them, and help is light."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import pathways
from pathways.cli.main import COMMANDS, main
from pathways.graph.store import save_graph
from tests.toy import toy_graph

pytestmark = pytest.mark.usefixtures("english")
README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


@pytest.fixture
def english(monkeypatch):
    """The help as the code has it."""
    monkeypatch.setenv("PATHWAYS_LANG", "en")


def test_help_loads_nothing_heavy():
    code = (
        "import sys\n"
        "from pathways.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "heavy = 'networkx pyvis rich lxml rapidfuzz ahocorasick jinja2 numpy pandas tomllib'.split()\n"
        "print([m for m in heavy if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_that_the_list_repeats(name):
    module, line = COMMANDS[name]
    command = importlib.import_module(f"pathways.cli.{module}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert (command.help or "").split("\n\n")[0].replace("\n", " ").strip() == line
    for flag in ("-h", "--help"):
        result = CliRunner().invoke(main, [name, flag])
        assert result.exit_code == 0
        assert line.split()[0] in result.stdout
        assert result.stderr == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_says_what_it_does(name):
    command = importlib.import_module(f"pathways.cli.{COMMANDS[name][0]}").command
    silent = [p.opts[0] for p in command.params if isinstance(p, click.Option) and not p.help and not p.hidden]
    assert silent == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_documented(name):
    assert re.search(rf"^pathways {name}\b", README, re.MULTILINE), f"README.md shows no use of `pathways {name}`"


def test_the_readme_names_no_command_that_is_not_there():
    shown = set(re.findall(r"^(?:\.venv/bin/)?pathways ([a-z]+)\b", README, re.MULTILINE))
    assert shown <= set(COMMANDS)


def test_version_has_the_date_of_the_data(tmp_path, monkeypatch):
    graph = toy_graph()
    graph.graph["credit"] = "Onisep, ODbL 1.0"
    save_graph(graph, tmp_path / "toy.graph")
    monkeypatch.setenv("PATHWAYS_GRAPH", str(tmp_path / "toy.graph"))
    result = CliRunner().invoke(main, ["--version"])
    assert result.exit_code == 0
    assert result.stdout == f"pathways, version {pathways.__version__}\ndata: 2025-10, Onisep, ODbL 1.0\n"


def test_version_without_data_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATHWAYS_GRAPH", str(tmp_path / "none.graph"))
    result = CliRunner().invoke(main, ["--version"])
    assert result.exit_code == 0
    assert "data: none" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_can_be_quiet_or_verbose(name):
    stdout = CliRunner().invoke(main, [name, "--help"]).stdout
    assert "-q, --quiet" in stdout
    assert "--verbose" in stdout
    again = CliRunner().invoke(main, [name, "--help"]).stdout
    assert again == stdout


@pytest.mark.parametrize("arguments", [["nothing-of-that-name"], ["show"], ["show", "3e", "--lang", "xx"]])
def test_wrong_usage_exits_2_and_says_so_on_stderr(arguments):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr
