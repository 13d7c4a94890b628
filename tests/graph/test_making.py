"""`pathways build`, from a folder to a file."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pathways.cli.main import main
from pathways.graph.making import make_graph
from pathways.graph.store import load_graph

CAP = """# CAP cuisinier

## Informations générales

**Code scolarité:** 50022101
**Durée:** 2 ans
**Niveau de certification:** niveau 3
**Type:** CAP (CAP)

## Métiers associés

- cuisinier/ère
"""
BAC = """# bac pro cuisine

## Informations générales

**Code scolarité:** 40022102
**Durée:** 3 ans
**Niveau de certification:** niveau 4
**Type:** baccalauréat professionnel

## Accès

Ce bac pro se prépare en 3 ans après la classe de 3e.
"""
COOK = """# cuisinier/ère
**ID:** MET.1

## En bref

Une phrase.

**Niveau d'accès minimum:** CAP ou équivalent
"""


def _fiches(folder):
    folder.mkdir()
    for name, text in (("FOR.1_cap.md", CAP), ("FOR.3_bac.md", BAC), ("MET.1_cook.md", COOK)):
        (folder / name).write_text(text, "utf-8")
    return folder


def test_build_writes_a_graph_that_truth_reads(tmp_path):
    fiches, out = _fiches(tmp_path / "fiches"), tmp_path / "a.graph"
    built = CliRunner().invoke(main, ["build", str(fiches), "-o", str(out)])
    assert built.exit_code == 0, built.output
    assert "1 métiers" in built.stdout
    told = CliRunner().invoke(main, ["truth", "--graph", str(out), "--format", "json"])
    assert '"agreement": 1.0' in told.stdout
    graph = load_graph(out)
    assert graph["classe:2de-pro-cuisine"]["FOR.3"]["entry"]["evidence"][0]["text"] in BAC
    assert graph.graph["sources"][0]["name"] == "fiches"


def test_the_same_sources_give_the_same_bytes_wherever_they_lie(tmp_path):
    one = make_graph([_fiches(tmp_path / "fiches")], tmp_path / "one.graph", facts=True)
    (tmp_path / "b").mkdir()
    make_graph([_fiches(tmp_path / "b" / "fiches")], tmp_path / "two.graph", facts=True)
    assert one.left_out == 0
    assert (tmp_path / "one.graph").read_bytes() == (tmp_path / "two.graph").read_bytes()
    assert b"Ce bac pro" not in (tmp_path / "one.graph").read_bytes()


def test_what_is_broken_is_left_out_and_strict_fails(tmp_path):
    fiches, out = _fiches(tmp_path / "fiches"), tmp_path / "a.graph"
    (fiches / "empty.md").write_text("", "utf-8")
    built = CliRunner().invoke(main, ["build", str(fiches), "-o", str(out)])
    assert built.exit_code == 0
    assert "empty.md:1" in built.stderr
    assert "1 entrées laissées de côté" in built.stdout
    out.unlink()
    strict = CliRunner().invoke(main, ["build", str(fiches), "-o", str(out), "--strict"])
    assert strict.exit_code == 1
    assert not out.exists()


@pytest.mark.parametrize("broken", ["", "<formations><formation", "Bonjour.\n"])
def test_what_holds_no_record_is_an_error_and_the_graph_that_was_there_stays(tmp_path, broken):
    sources, out = tmp_path / "sources", tmp_path / "a.graph"
    sources.mkdir()
    out.write_text("a good graph")
    if broken:
        (sources / "bad").write_text(broken, "utf-8")
    for command in (["build", "--force", "-o", str(out)], ["check"], ["links"], ["diff", str(sources)]):
        done = CliRunner().invoke(main, [*command, str(sources)])
        assert done.exit_code == 1, command
        assert "ni formation ni métier" in done.stderr
        assert ("bad" in done.stderr.partition("\n")[2]) == bool(broken)
        assert done.stdout == ""
    assert out.read_text() == "a good graph"


def test_a_file_that_exists_is_kept_without_force(tmp_path):
    fiches, notes = _fiches(tmp_path / "fiches"), tmp_path / "notes.txt"
    notes.write_text("mine")
    kept = CliRunner().invoke(main, ["build", str(fiches), "-o", str(notes)])
    assert (kept.exit_code, notes.read_text()) == (1, "mine")
    assert "--force" in kept.stderr
    assert CliRunner().invoke(main, ["build", str(fiches), "-o", str(notes), "--force"]).exit_code == 0
    assert len(load_graph(notes))
