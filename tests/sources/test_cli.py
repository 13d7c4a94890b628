"""`pathways sources`: readable at 80 columns, data as JSON, its exit codes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pathways.cli.language import tr
from pathways.cli.main import COMMANDS, main
from tests.sources.made import document, small_formation

TITLE = "CAP [vent] et brise"


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "a-folder-with-a-rather-long-name-that-does-not-fit"
    folder.mkdir()
    for name, date, sigle in (("old.xml", "01/02/2021", "V"), ("new.xml", "03/04/2024", "CV")):
        more = f"<sigle>{sigle}</sigle><modification_date>{date}</modification_date>"
        (folder / name).write_text(document(small_formation(1, TITLE, "500", more)), "utf-8")
    return folder


def run(*args):
    return CliRunner().invoke(main, ["sources", *map(str, args)])


def test_the_table_tells_each_source(sources):
    result = run(sources)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert all(len(line) <= 80 for line in lines if str(sources) not in line)
    row = next(line for line in lines if "2021-02-01" in line).split()
    assert row[-4:] == ["1", "1", "2", "0"]
    assert "sigle\u00a01" in result.stdout
    assert "1 formations" in result.stdout


def test_conflicts_are_listed_on_request(sources):
    assert "gardé" not in run(sources).stdout.partition("Champs")[2].partition("\n")[2]
    listed = run(sources, "--conflicts").stdout
    assert "gardé" in listed
    assert "écarté" in listed
    assert "FOR.1" in listed


def test_json_tells_the_same(sources):
    data = json.loads(run(sources, "--format", "json", "--conflicts").stdout)
    assert data["schema"] == 1
    assert (data["formations"], data["jobs"]) == (1, 0)
    assert [(s["release"], s["records"], s["merged"]) for s in data["sources"]] == [
        ("2024-04-03", 1, 1),
        ("2021-02-01", 1, 1),
    ]
    assert data["sources"][1]["conflicts"] == {"extra:modification_date": 1, "sigle": 1}
    assert {(c["field"], c["kept"], c["lost"]) for c in data["conflicts"]} >= {("sigle", "CV", "V")}


def test_english(sources):
    assert "Conflicting fields" in run(sources, "--lang", "en").stdout


def test_problems_go_to_stderr_and_strict_fails(sources):
    (sources / "note.txt").write_text("Bonjour.\n", "utf-8")
    result = run(sources)
    assert result.exit_code == 0
    assert "note.txt:1: ce n'est pas une source" in result.stderr
    assert "note.txt" not in result.stdout
    strict = run(sources, "--strict")
    assert strict.exit_code == 1
    assert "note.txt:1" in strict.stderr
    assert not strict.stdout


def test_nothing_to_read_is_an_error(tmp_path):
    (tmp_path / "note.txt").write_text("Bonjour.\n", "utf-8")
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "attendu" in result.stderr
    assert run(tmp_path / "nowhere").exit_code == 1
    assert run().exit_code == 2


def test_the_listed_help_is_the_commands_own():
    assert tr(COMMANDS["sources"][1]) == run("--help").stdout.split("\n\n")[1].strip()
