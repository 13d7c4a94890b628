"""The commands that ask for routes, as a person uses them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import networkx as nx
import pytest
from click.testing import CliRunner

from pathways.cli import main
from pathways.graph import save_graph
from tests.toy import toy_graph

SECOND = "classe:2de-pro-metiers-des-transitions-numerique-et-energetique"


@pytest.fixture
def ask(tmp_path, monkeypatch):
    save_graph(toy_graph(), tmp_path / "toy.graph")
    monkeypatch.setenv("PATHWAYS_GRAPH", str(tmp_path / "toy.graph"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        return CliRunner().invoke(main, [str(a) for a in arguments])

    return run


def ways(result):
    return [[step["to"]["id"] for step in route["steps"]] for route in json.loads(result.stdout)["routes"]]


def test_a_route_in_text(ask):
    result = ask("route", "3e", "plombier")
    assert result.exit_code == 0
    assert "CAP monteur en installations sanitaires" in result.stdout
    assert "2 ans" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "years" in ask("route", "3e", "plombier", "--lang", "en").stdout


def test_a_route_as_data(ask):
    data = json.loads(ask("route", "3eme", "Plombière", "-k", 2, "--format", "json").stdout)
    assert (data["schema"], data["from"]["id"], data["to"]["id"], len(data["routes"])) == (1, "classe:3e", "MET.266", 2)
    step = data["routes"][0]["steps"][0]
    assert set(step) >= {"from", "to", "years", "conditions", "apprenticeship", "basis", "evidence"}
    assert set(step["evidence"][0]) >= {"fiche", "section", "start", "end", "text"}


@pytest.mark.parametrize(
    ("options", "first"),
    [
        (["--via", "CS maintenance des équipements thermiques"], ["FOR.1534", "formation:cs-meti", "MET.266"]),
        (["--avoid", "CAP"], [SECOND, "FOR.7017", "MET.266"]),
        (
            ["--avoid", "FOR.1534", "--apprenticeship", "no"],
            [SECOND, "FOR.7017", "MET.266"],
        ),
        (["--basis", "stated", "--apprenticeship", "only", "--max-steps", 2], ["FOR.7017", "MET.266"]),
        (["--max-level", "CAP", "--prefer", "years"], ["FOR.1534", "MET.266"]),
        (["--from", "bac pro ICCER"], ["MET.266"]),
    ],
    ids=str,
)
def test_options_of_route(ask, options, first):
    result = ask("route", "3e", "plombier", "--format", "json", *options)
    assert result.exit_code == 0, result.stderr
    assert ways(result)[0] == first


def test_a_class_of_goals(ask):
    result = ask("route", "3e", "--to-level", "bac+2", "--format", "json", "--all", "-k", 20)
    assert {way[-1] for way in ways(result)} == {"formation:bts-fed"}
    assert ask("route", "3e", "--to-domain", "alimentation").exit_code == 0
    assert ask("route", "3e", "--to-level", "99").exit_code == 2


def test_pareto_and_diverse(ask):
    asked = ("route", "3e", "plombier", "--avoid", "CAP", "--format", "json")
    assert ways(ask(*asked, "--pareto", "steps", "--pareto", "selectivity")) == [
        ["FOR.7017", "MET.266"],
        [SECOND, "FOR.7017", "MET.266"],
    ]
    assert ask("route", "3e", "plombier", "--diverse").exit_code == 0


def test_the_route_told_in_sentences(ask):
    assert "De la 3e" in ask("route", "3e", "plombier", "--explain", "-k", 1).stdout


def test_no_route_says_why_and_exits_with_4(ask):
    result = ask("route", "3e", "plombier", "--max-years", 1)
    assert (result.exit_code, result.stdout) == (4, "")
    assert "Sans --max-years 1, il y en a un en 2 ans." in result.stderr
    result = ask("route", "3e", "plombier", "--max-years", 1, "--format", "json")
    assert result.exit_code == 4
    reason = json.loads(result.stdout)["reason"]
    assert reason["without"] == [{"limit": "--max-years 1", "years": 2}]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["3e", "zorglub"], 3),
        (["3e"], 2),
        ([], 2),
        (["3e", "plombier", "chauffagiste"], 2),
        (["3e", "plombier", "-k", 0], 2),
        (["3e", "plombier", "-k", -3], 2),
        (["3e", "plombier", "--timeout", 0], 2),
        (["3e", "plombier", "--max-level", "x"], 2),
        (["plombier", "plombier"], 0),
        (["3e", "plombier", "-k", 1000000], 0),
        (["", "plombier"], 2),
        (["3e", " "], 2),
        (["3e", "plombier", "--max-years", "nan"], 2),
        (["3e", "plombier", "--max-level", 2], 2),
        (["3e", "--to-level", 99], 2),
        (["3e", "--to-domain", "zorglub"], 3),
        (["3e", "plombier", "--via", "zorglub"], 3),
        (["3e", "plombier", "--avoid", "plombier"], 4),
    ],
    ids=str,
)
def test_exit_codes(ask, arguments, code):
    result = ask("route", *arguments)
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_limits_are_told_by_name(ask):
    result = ask("route", "3e", "plombier", "--avoid", "plombier")
    assert '--avoid "plombier/ère"' in result.stderr
    assert "MET.266" not in result.stderr
    reason = json.loads(ask("route", "3e", "plombier", "--avoid", "plombier", "--format", "json").stdout)["reason"]
    assert reason["limits"] == ["--avoid MET.266"]


def test_a_partial_answer_says_so_in_the_language_asked_for(ask):
    asked = ("route", "3e", "plombier", "--timeout", "0.0000001")
    assert ask(*asked).stderr == "Réponse partielle : arrêt après 1e-07 s.\n"
    assert ask(*asked, "--lang", "en").stderr == "The answer is partial: stopped after 1e-07 s.\n"


def test_reach_and_lead(ask):
    rows = list(csv.DictReader(io.StringIO(ask("reach", "3e", "--years", 3, "--format", "csv").stdout)))
    assert list(rows[0]) == ["id", "label", "kind", "level", "years", "steps"]
    assert {row["id"]: row["years"] for row in rows}["MET.266"] == "2"
    lines = ask("reach", "3e", "--kind", "job", "--format", "jsonl").stdout.splitlines()
    assert {json.loads(line)["id"] for line in lines} == {"MET.266", "MET.1"}
    lead = json.loads(ask("lead", "plombier", "--format", "json").stdout)
    assert {"FOR.1534", "classe:3e"} <= {row["id"] for row in lead["nodes"]}
    table = ask("reach", "3e", "--years", 3)
    assert "plombier/ère" in table.stdout
    assert max(map(len, table.stdout.splitlines())) <= 80
    assert json.loads(ask("reach", "3e", "--level", "bac", "--format", "json").stdout)["nodes"][0]["level"] == 4


def test_reach_as_a_graph_to_draw(ask, tmp_path):
    assert ask("reach", "3e", "--years", 3, "--format", "graphml", "-o", "a.graphml").exit_code == 0
    drawn = nx.read_graphml(tmp_path / "a.graphml")
    assert "MET.266" in drawn
    assert ask("reach", "3e", "--format", "csv", "-o", "a.graphml").exit_code == 1
    assert ask("reach", "3e", "--format", "csv", "-o", "a.csv").exit_code == 0


def test_compare(ask):
    text = ask("compare", "plombier", "technicien de maintenance en génie climatique", "--from", "3e")
    assert text.exit_code == 0
    assert "Le choix peut rester ouvert" in text.stdout
    assert max(map(len, text.stdout.splitlines())) <= 80
    data = json.loads(ask("compare", "plombier", "MET.1", "--format", "json").stdout)
    assert data["open_until"]["id"] == "FOR.7017"


def test_compare_where_one_goal_is_on_the_way_to_the_other(ask):
    text = ask("compare", "bac pro ICCER", "MET.1").stdout
    assert "À ce point, on a déjà : bac pro installateur" in text
    assert text.count("Ensuite, ") == 1


def test_compare_says_why_a_goal_has_no_route(ask):
    neither = ask("compare", "plombier", "MET.1", "--max-years", 1)
    assert (neither.exit_code, neither.stdout) == (4, "")
    assert "Aucun parcours ne mène de la 3e au métier de plombier/ère avec --max-years 1." in neither.stderr
    assert neither.stderr.count("Sans --max-years 1, il y en a un en") == 2
    one = ask("compare", "plombier", "MET.1", "--max-years", 2)
    assert one.exit_code == 0
    assert "Meilleur parcours, plombier/ère" in one.stdout
    assert "en a un en 3 ans" in one.stderr
    assert max(map(len, (one.stdout + one.stderr).splitlines())) <= 80
    assert (
        "Without --max-years 2 there is one"
        in ask("compare", "plombier", "MET.1", "--max-years", 2, "--lang", "en").stderr
    )
    data = json.loads(ask("compare", "plombier", "MET.1", "--max-years", 2, "--format", "json").stdout)
    assert (bool(data["a"]), data["b"], data["parts_at"], data["together"]) == (True, [], None, [])
    assert data["reasons"]["b"]["without"] == [{"limit": "--max-years 2", "years": 3}]
    both = ask("compare", "plombier", "MET.1", "--max-years", 1, "--format", "json")
    assert both.exit_code == 4
    assert set(json.loads(both.stdout)["reasons"]) == {"a", "b"}


def test_batch(ask, tmp_path):
    (tmp_path / "pairs.csv").write_text("from,to\n3e,plombier\n3e,zorglub\n", encoding="utf-8")
    result = ask("batch", "pairs.csv", "-j", 1, "-k", 2)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [len(row.get("routes", [])) for row in rows] == [2, 0]
    assert "1 paires sur 2" in result.stderr
    assert ask("batch", "pairs.csv", "-j", 2, "-o", "out.csv", "--format", "csv").exit_code == 0
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 5
    assert ask("batch", "pairs.csv", "-o", "out.csv").exit_code == 1


def test_a_route_is_found_without_what_is_slow_to_load(tmp_path):
    save_graph(toy_graph(), tmp_path / "toy.graph")
    code = (
        "import sys; from pathways.cli import main\n"
        "try: main(['route', '3e', 'plombier', '--graph', sys.argv[1]])\n"
        "except SystemExit: print(sorted({'networkx', 'rich', 'pyvis', 'lxml'} & set(sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "toy.graph"], capture_output=True, text=True, check=True
    )
    assert "plombier" in run.stdout
    assert run.stderr == "[]\n"
