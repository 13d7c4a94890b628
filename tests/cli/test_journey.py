"""From a folder of fiches to a route, as a person at a terminal does it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pathways.cli.main import COMMANDS, main

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FICHE = """# CAP souffleur de verre

## Informations générales

**Durée:** 2 ans
**Niveau de certification:** niveau 3
**Type:** CAP (CAP)

## Accès

On le prépare en 2 ans après la 3e.

## Métiers associés

- verrier/ère
"""
JOB = """# verrier/ère
**ID:** MET.90001

**Appellations:**
- Féminin: verrière
- Masculin: verrier

## Formations recommandées

- CAP souffleur de verre (ID: FOR.90001)
"""


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    path = tmp_path_factory.mktemp("graph") / "seeds.graph"
    result = run("build", SEEDS, "-o", path)
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture
def ask(graph):
    return lambda *arguments: run(*arguments, "--graph", graph)


def ways(result):
    """Return each route as its labels and years."""
    return [
        ([s["from"]["label"] for s in r["steps"]] + [r["steps"][-1]["to"]["label"]], [s["years"] for s in r["steps"]])
        for r in json.loads(result.stdout)["routes"]
    ]


def test_from_3e_to_plombier(ask):
    found = ways(ask("route", "3e", "plombier", "-k", "100", "--all", "--format", "json"))
    iccer = "bac pro installateur en chauffage, climatisation et énergies renouvelables"
    family = "2de pro métiers des transitions numérique et énergétique"
    cap = "CAP monteur en installations sanitaires"
    for labels, years in (
        (["3e", cap, "plombier/ère"], [2, 0]),
        (["3e", family, iccer, "plombier/ère"], [1, 2, 0]),
        (["3e", iccer, "plombier/ère"], [3, 0]),
        (["3e", cap, "CS (ex MC) maintenance des équipements thermiques individuels", "plombier/ère"], [2, 1, 0]),
        (["3e", cap, "BP monteur en installations du génie climatique et sanitaire", "plombier/ère"], [2, 2, 0]),
    ):
        assert (labels, years) in found


def test_only_apprentices_go_without_the_2de(ask):
    data = json.loads(ask("route", "3e", "bac pro ICCER", "--format", "json").stdout)
    straight = [r for r in data["routes"] if len(r["steps"]) == 1]
    assert [r["steps"][0]["apprenticeship"] for r in straight] == [True]


def test_json_of_routes_keeps_its_schema(ask):
    data = json.loads(ask("route", "3e", "plombier", "--format", "json").stdout)
    assert data["schema"] == 1
    assert data["from"] == {"id": "classe:3e", "label": "3e", "kind": "class"}
    assert data["to"] == {"id": "MET.266", "label": "plombier/ère", "kind": "job"}
    for route in data["routes"]:
        assert route["years"] == sum(s["years"] for s in route["steps"])
        for step in route["steps"]:
            assert {"from", "to", "years", "conditions", "apprenticeship", "basis", "evidence"} <= set(step)
            assert set(step["from"]) >= {"id", "label", "kind"}
            assert step["basis"] in {"stated", "field", "scheme"}
            for e in step["evidence"]:
                assert {"fiche", "section", "start", "end", "text"} <= set(e)
        for one, two in zip(route["steps"], route["steps"][1:], strict=False):
            assert one["to"] == two["from"]


def test_evidence_is_the_sentence_of_the_fiche(ask):
    data = json.loads(ask("route", "3e", "CAP monteur en installations sanitaires", "--format", "json").stdout)
    (said,) = data["routes"][0]["steps"][0]["evidence"]
    assert said["fiche"] == "FOR.1534"
    assert said["text"] == "Après la 3e, on le prépare en 2 ans."
    assert said["end"] - said["start"] == len(said["text"])


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("plombier", "MET.266"),
        ("PLOMBIERE", "MET.266"),
        ("plombière", "MET.266"),
        ("installateur sanitaire", "MET.266"),
        ("MET.266", "MET.266"),
        ("bac pro ICCER", "FOR.7017"),
        ("iccer", "FOR.7017"),
        ("40022707", "FOR.7017"),
        ("bac professionnel microtechniques", "FOR.2031"),
        ("METI", "FOR.8335"),
        ("MC zingueur", "FOR.8341"),
        ("3eme", "classe:3e"),
        ("troisième", "classe:3e"),
        ("Troisieme", "classe:3e"),
    ],
)
def test_names_are_found_as_people_type_them(ask, name, node):
    result = ask("show", name, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert [n["id"] for n in json.loads(result.stdout)["nodes"]] == [node]


@pytest.mark.parametrize("command", [["route", "3e", "plonbyeuh"], ["route", "zzzz", "plombier"], ["show", "xyzzy"]])
def test_an_unknown_name_exits_3_without_a_guess(ask, command):
    result = ask(*command)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) >= 1


@pytest.mark.parametrize("name", ["technicien"])
def test_an_ambiguous_name_exits_3_and_lists_what_it_may_be(ask, name):
    result = ask("route", "3e", name)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) >= 3


@pytest.mark.parametrize("name", ["BTS", "licence pro"])
def test_a_type_of_diploma_is_one_thing_to_nobody_but_any_of_it_as_a_goal(ask, name):
    assert ask("find", name).exit_code == 3
    result = ask("route", "3e", name)
    assert result.exit_code == 0
    assert f"« {name} » est lu comme un" in result.stderr


def test_no_route_exits_4_and_says_why(ask):
    result = ask("route", "3e", "plombier", "--max-years", "1")
    assert result.exit_code == 4
    assert "Aucun parcours" in result.stdout + result.stderr
    assert "2 ans" in result.stdout + result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("route", "3e"),
        ("route",),
        ("route", "3e", "plombier", "-k", "0"),
        ("route", "3e", "plombier", "--format", "pdf"),
        ("show",),
        ("build", "-o", "x.graph"),
        ("build", "no/such/folder", "-o", "x.graph"),
        ("route", "3e", "plombier", "--prefer", "beauty"),
    ],
)
def test_wrong_usage_exits_2(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_route_is_readable_at_80_columns_and_plain_where_nobody_watches(graph):
    result = subprocess.run(
        [sys.executable, "-m", "pathways", "route", "3e", "plombier", "-k", "20", "--quotes", "--graph", graph],
        capture_output=True,
        check=True,
        env={**os.environ, "COLUMNS": "200", "PYTHONUTF8": "1"},
    )
    text = result.stdout.decode("utf-8")
    assert result.stderr == b""
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert "★ plombier/ère" in text


def test_colour_on_a_terminal_and_not_with_no_color(graph):
    script = shutil.which("script")
    if script is None:
        pytest.skip("no `script` to make a terminal")

    def typed(**more):
        environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"} | more
        command = f"{sys.executable} -m pathways route 3e plombier --graph {graph}"
        done = subprocess.run(
            [script, "-qec", command, os.devnull],
            capture_output=True,
            check=True,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
        return done.stdout

    assert b"\x1b[" in typed()
    assert b"\x1b[" not in typed(NO_COLOR="1")


def test_an_error_keeps_within_a_terminal_and_is_one_line_for_programs(graph):
    script = shutil.which("script")
    if script is None:
        pytest.skip("no `script` to make a terminal")
    said = "aucun nom ne correspond ; essayez un intitulé, un sigle ou un code."
    asked = [sys.executable, "-m", "pathways", "route", "3e", "plonbyeuh", "--graph", str(graph)]
    assert said in subprocess.run(asked, capture_output=True, check=False).stderr.decode()
    done = subprocess.run(
        [script, "-qec", " ".join(asked), os.devnull], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    lines = done.stdout.decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert said in " ".join(line.strip() for line in lines)


def test_english(ask):
    text = ask("route", "3e", "plombier", "--lang", "en").stdout
    assert "2 years │ says the diploma's fiche, “Accès”" in text
    told = ask("route", "3e", "plombier", "--lang", "en", "--explain").stdout
    assert "After 3e, you study for CAP monteur en installations sanitaires, in 2 years." in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 80


def test_the_graph_may_come_from_the_environment(graph, monkeypatch):
    monkeypatch.setenv("PATHWAYS_GRAPH", str(graph))
    assert "plombier/ère" in run("route", "3e", "plombier").stdout


def test_python_m_and_quiet_build(tmp_path):
    out = tmp_path / "a.graph"
    command = [sys.executable, "-m", "pathways", "build", SEEDS, "-o", out, "-q"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert out.stat().st_size > 0


def test_building_twice_gives_the_same_bytes(graph, tmp_path):
    again = tmp_path / graph.name
    assert run("build", SEEDS, "-o", again).exit_code == 0
    assert again.read_bytes() == graph.read_bytes()


BAD = {
    "binary.md": b"\x00\xff\xfe\x80 pas du texte",
    "latin1.md": "# CAP créé\n".encode("latin-1"),
    "empty.md": b"",
    "blank.md": b" \n\t\n",
    "untitled.md": b"## Description\n\nUn CAP sans titre.\n",
    "long.md": b"# CAP long\n\n## Description\n\n" + b"a" * 2_000_000,
}


@pytest.fixture
def folder(tmp_path):
    fiches = tmp_path / "fiches"
    fiches.mkdir()
    (fiches / "FOR.90001_cap.md").write_text(FICHE, encoding="utf-8")
    (fiches / "MET.90001_verrier.md").write_text(JOB, encoding="utf-8")
    return fiches


@pytest.mark.parametrize("name", ["binary.md", "latin1.md", "empty.md", "blank.md", "untitled.md"])
def test_a_bad_file_is_named_with_its_mend_and_the_rest_is_built(folder, tmp_path, name):
    (folder / name).write_bytes(BAD[name])
    out = tmp_path / "g.graph"
    result = run("build", folder, "-o", out)
    assert result.exit_code == 0
    (problem,) = [line for line in result.stderr.splitlines() if name in line]
    assert re.search(rf"{re.escape(name)}(:\d+)?: .+\(.+\)", problem)
    assert run("route", "3e", "verrier", "--graph", out).exit_code == 0
    strict = run("build", folder, "-o", tmp_path / "strict.graph", "--strict")
    assert strict.exit_code == 1
    assert name in strict.stderr
    assert not (tmp_path / "strict.graph").exists()


def test_a_line_of_megabytes_is_read(folder, tmp_path):
    (folder / "long.md").write_bytes(BAD["long.md"])
    assert run("build", folder, "-o", tmp_path / "g.graph").exit_code == 0


def test_a_duplicate_is_told(folder, tmp_path):
    shutil.copy(folder / "FOR.90001_cap.md", folder / "FOR.90001_copy.md")
    result = run("build", folder, "-o", tmp_path / "g.graph")
    assert result.exit_code == 0
    assert "FOR.90001" in result.stderr


def test_a_broken_link_is_told(folder, tmp_path):
    (folder / "gone.md").symlink_to(tmp_path / "nowhere.md")
    result = run("build", folder, "-o", tmp_path / "g.graph")
    assert result.exit_code == 0
    assert "gone.md" in result.stderr


@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense", b"PK\x03\x04 not a graph", "half"],
    ids=["empty", "foreign", "zip", "cut"],
)
@pytest.mark.parametrize("command", [["route", "3e", "plombier"], ["show", "plombier"], ["find", "plombier"]])
def test_a_graph_file_that_is_none_gets_a_clear_error(graph, tmp_path, content, command):
    bad = tmp_path / "bad.graph"
    bad.write_bytes(graph.read_bytes()[: graph.stat().st_size // 2] if content == "half" else content)
    result = run(*command, "--graph", bad)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "bad.graph" in result.stderr
    assert "Traceback" not in result.stderr


def test_verbose_says_where_an_error_came_from(tmp_path):
    result = run("show", "plombier", "--graph", tmp_path / "none.graph", "-v")
    assert result.exit_code == 1
    assert "Traceback" in result.stderr


def test_a_graph_that_cannot_be_written_is_an_error(tmp_path):
    result = run("build", SEEDS, "-o", tmp_path / "no" / "such" / "folder" / "g.graph")
    assert result.exit_code == 1
    assert "folder" in result.stderr


def test_no_command_prints_a_traceback_on_a_missing_graph(tmp_path):
    asks = {"route": ["3e", "plombier"], "reach": ["3e"], "lead": ["plombier"], "show": ["3e"], "find": ["3e"]}
    for name in COMMANDS.keys() & asks.keys():
        result = run(name, *asks[name], "--graph", tmp_path / "none.graph")
        assert (name, result.exit_code) == (name, 1)
        assert "none.graph" in result.stderr


@pytest.mark.shared
@pytest.mark.slow
def test_the_record_gives_the_routes_of_a_counsellor(shared, tmp_path):
    out = tmp_path / "corpus.graph"
    built = run("build", shared / "corpus", "-o", out)
    assert built.exit_code == 0
    assert built.stderr == ""
    found = ways(run("route", "3e", "plombier", "-k", "100", "--all", "--format", "json", "--graph", out))
    cap = "CAP monteur en installations sanitaires"
    iccer = "bac pro installateur en chauffage, climatisation et énergies renouvelables"
    family = "2de pro métiers des transitions numérique et énergétique"
    assert (["3e", cap, "plombier/ère"], [2, 0]) in found
    assert (["3e", family, iccer, "plombier/ère"], [1, 2, 0]) in found
    assert (["3e", iccer, "plombier/ère"], [3, 0]) in found
    thermal = "CS (ex MC) maintenance des équipements thermiques individuels"
    assert (["3e", cap, thermal, "plombier/ère"], [2, 1, 0]) in found
    climate = "BP monteur en installations du génie climatique et sanitaire"
    for label, years in ((thermal, 1), (climate, 2)):
        assert ([cap, label], [years]) in ways(run("route", cap, label, "--format", "json", "--graph", out))
