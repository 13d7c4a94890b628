"""`-q`: results and errors alone, whatever the command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pathways.cli.main import COMMANDS, main
from pathways.graph import save_graph
from tests.toy import toy_graph

FICHE = "# CAP souffleur de verre\n\n**Type:** CAP (CAP)\n\n## Accès\n\nOn le prépare en 2 ans après la 3e.\n"
#: Of each command, what it says where it is not quiet.
SAYS = {
    "route": (["3e", "BTS"], "est lu comme un BTS"),
    "export": (["--route", "3e", "plombier", "-o", "out.html"], "out.html: "),
    "reach": (["3e"], ""),
    "lead": (["plombier"], ""),
    "compare": (["plombier", "BTS"], "est lu comme un BTS"),
    "batch": (["pairs.csv", "-j", "1"], "1 paires sur 2"),
    "site": (["out", "--jobs", "plombier"], "out/index.html : 1 pages"),
    "show": (["plombier"], ""),
    "sources": (["fiches"], ""),
    "links": (["fiches"], ""),
    "build": (["fiches", "-o", "out.graph"], ""),
    "check": (["fiches", "-o", "out.txt"], "out.txt: "),
    "diff": (["toy.graph", "toy.graph"], ""),
    "truth": ([], ""),
    "find": (["plombier"], "« plombier » :"),
}
#: Goes on until it is stopped: tests/serve tries it.
_ENDLESS = {"serve"}
#: Their results on stdout name what was written, and `-q` leaves that out too.
_NAMES_ITS_FILE = {"build"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    graph = toy_graph()
    graph.add_node("X.1", kind="diploma", label="BTS maintenance des systèmes", type="BTS", level=5)
    graph.add_edge("FOR.7017", "X.1", "continuation", kind="continuation", years=2, basis="stated")
    save_graph(graph, tmp_path / "toy.graph")
    (tmp_path / "fiches").mkdir()
    (tmp_path / "fiches" / "FOR.90001_cap.md").write_text(FICHE, encoding="utf-8")
    (tmp_path / "pairs.csv").write_text("from,to\n3e,plombier\n3e,zorglub\n", encoding="utf-8")
    monkeypatch.setenv("PATHWAYS_GRAPH", str(tmp_path / "toy.graph"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    result = CliRunner().invoke(main, arguments)
    shutil.rmtree("out", ignore_errors=True)
    for path in Path().glob("out*"):
        path.unlink()
    return result


def test_the_table_has_every_command():
    assert SAYS.keys() == COMMANDS.keys() - _ENDLESS


@pytest.mark.parametrize("name", SAYS)
@pytest.mark.usefixtures("folder")
def test_a_quiet_command_prints_its_result_alone(name):
    arguments, said = SAYS[name]
    talking = run(name, *arguments)
    assert talking.exit_code == 0, talking.stderr
    assert said in talking.stderr.replace("\n", " ")
    for flag in ("-q", "--quiet"):
        quiet = run(name, *arguments, flag)
        assert quiet.exit_code == 0
        assert quiet.stderr == ""
        assert quiet.stdout == ("" if name in _NAMES_ITS_FILE else talking.stdout)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["route", "3e", "plombier", "--max-years", "1"], 4, "Aucun parcours"),
        (["route", "3e", "zorglub"], 3, "zorglub"),
        (["compare", "plombier", "BTS", "--max-years", "1"], 4, "Aucun parcours"),
        (["find", "zorglub"], 3, "aucun nom"),
        (["find", "BTS"], 3, "plusieurs choses"),
        (["show", "zorglub"], 3, "zorglub"),
        (["links", "nowhere"], 1, "nowhere"),
        (["sources", "fiches"], 0, "bad.md"),
        (["check", "fiches"], 0, "bad.md"),
        (["links", "fiches"], 0, "bad.md"),
        (["build", "fiches", "-o", "out.graph"], 0, "bad.md"),
        (["build", "fiches", "-o", "no/such/out.graph"], 1, "dossier"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_error_is_said_even_so(folder, arguments, code, said):
    (folder / "fiches" / "bad.md").write_bytes(b"\x00\xff not text")
    result = run(*arguments, "-q")
    assert result.exit_code == code
    assert said in result.stderr
