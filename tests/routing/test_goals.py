"""Classes of goals: what people call a type of diploma, and the answers to it."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files

import pytest
from click.testing import CliRunner

from pathways.cli import main
from pathways.errors import UnknownNameError
from pathways.graph import open_store, save_graph
from pathways.routing import find_routes, goals_of, route_many
from pathways.routing.asked import nodes_of, targets_of
from pathways.routing.goal_types import goal_type_of
from pathways.routing.goals import select_goals
from tests.toy import toy_graph

TABLE = tomllib.loads(files("pathways.routing").joinpath("goal_types.toml").read_text("utf-8"))
ENTRIES = TABLE["type"]


@pytest.fixture
def graph():
    """Two BTS, one of them closed, an engineering school behind each, one of another type, and jobs of that name."""
    g = toy_graph()
    for i, (label, type_, more) in enumerate(
        (
            ("BTS maintenance des systèmes", "BTS", {}),
            ("BTS enveloppe du bâtiment", "BTS", {"closed": 2019}),
            ("diplôme d'ingénieur de l'école A", "ingénieur", {}),
            ("diplôme d'ingénieur de l'école B", "ingénieur", {}),
            ("diplôme d'ingénieur de l'école C", "ingénieur", {"withdrawn": True}),
        )
    ):
        g.add_node(f"X.{i}", kind="diploma", label=label, type=type_, level=7 if type_ == "ingénieur" else 5, **more)
    g.add_node("MET.7", kind="job", label="ingénieur/e chimiste")
    g.add_node("MET.8", kind="job", label="ingénieur/e plasturgiste")
    said = [{"fiche": "X.0", "section": "acces", "start": 0, "end": 1}]
    for a, b, years in (
        ("FOR.7017", "X.0", 2),
        ("FOR.7017", "X.1", 1),
        ("X.0", "X.2", 3),
        ("X.0", "X.3", 3),
        ("X.0", "X.4", 3),
        ("X.2", "X.3", 0.5),
    ):
        g.add_edge(a, b, "continuation", kind="continuation", years=years, basis="stated", scope="named", score=1,
                   conditions=[], apprenticeship=None, evidence=said)  # fmt: skip
    return g


@pytest.fixture
def store(graph, tmp_path):
    save_graph(graph, tmp_path / "goals.graph")
    return open_store(tmp_path / "goals.graph")


@pytest.fixture
def ask(store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments), "--graph", store.path])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["say"][0])
def test_each_entry_matches_its_example_and_not_the_other(entry):
    wanted = (tuple(entry["types"]), entry["fr"])
    found = goal_type_of(entry["match"])
    assert (found.types, found.fr) == wanted
    other = goal_type_of(entry["other"])
    assert other is None or (other.types, other.fr) != wanted
    for text in entry["say"]:
        assert goal_type_of(text.upper()).types == wanted[0]


def test_no_name_of_a_type_has_two_meanings():
    said = [text for entry in ENTRIES for text in entry["say"]]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("DEUST", ("DEUST",)),
        ("diplôme d'études universitaires scientifiques et techniques", ("DEUST",)),
        ("Diplôme d’ingénieur", ("ingénieur",)),
        ("technicien·ne supérieur·e", ("BTS", "BTSA")),
        ("DN MADE", ("DN MADE",)),
        ("ingénieur frigoriste", None),
        ("santé", None),
        ("technicien", None),
        ("plombier", None),
        ("BTS FED", None),
        ("", None),
    ],
)
def test_what_people_call_a_type(text, types):
    found = goal_type_of(text)
    assert (found and found.types) == types


def test_goals_of_a_type(graph, store):
    for where in (graph, store):
        assert goals_of(where, type="BTS") == ("X.0", "X.1", "formation:bts-fed")
        assert goals_of(where, type="un bts", open_in=2025) == ("X.0", "formation:bts-fed")
        assert goals_of(where, type="ingénieur", open_in=2025) == ("X.2", "X.3")
        assert goals_of(where, type="bts", domain="génie climatique") == ("formation:bts-fed",)
        with pytest.raises(UnknownNameError, match="pas un type"):
            goals_of(where, type="zorglub")
        with pytest.raises(UnknownNameError, match="master"):
            goals_of(where, type="master")
    with pytest.raises(UnknownNameError) as caught:
        goals_of(store, type="BTX")
    assert "BTS" in caught.value.suggestions


def test_closed_diplomas_are_goals_where_there_is_no_other(graph):
    graph.remove_nodes_from(["X.2", "X.3"])
    assert goals_of(graph, type="ingénieur", open_in=2025) == ("X.4",)


def test_what_is_held_is_no_goal(store):
    assert targets_of(store, ["BTS"], held=["X.0"], year=2025).ids == ("formation:bts-fed",)


def test_a_name_that_is_found_is_no_class(store):
    assert targets_of(store, ["BTS FED"]).classes == ()
    assert targets_of(store, ["plombier"]).ids == ("MET.266",)


def test_a_type_that_the_graph_lacks_stays_an_unknown_name(store):
    with pytest.raises(UnknownNameError):
        targets_of(store, ["doctorat"])


def test_one_way_is_one_answer_that_names_its_goals(store):
    goals = select_goals(store, type="ingénieur", open_in=2025).ids
    answer = find_routes(store, "FOR.7017", goals, 5, any_goal=True)
    assert [[s.target.id for s in r.steps] for r in answer.routes] == [["X.0", "X.2"]]
    assert [option.id for option in answer.routes[0].steps[-1].options] == ["X.3"]


def test_goals_one_step_away_are_answers_of_their_own(store):
    goals = select_goals(store, type="BTS", open_in=2025).ids
    answer = find_routes(store, "FOR.7017", goals, 5, any_goal=True)
    assert {r.target.id for r in answer.routes} == set(goals)
    assert all(len(r.steps) == 1 for r in answer.routes)


def test_a_type_as_a_goal_is_answered_and_said(ask):
    result = ask("route", "bac pro ICCER", "ingénieur")
    assert result.exit_code == 0
    assert result.stdout.replace("\n", " ").count("→ un diplôme d'ingénieur (2 buts possibles)") == 1
    assert "vaut aussi pour : diplôme d'ingénieur de l'école B" in result.stdout.replace("\n         │ ", " ")
    assert "« ingénieur » est lu comme un diplôme d'ingénieur, au choix parmi 2." in result.stderr
    assert "ingénieur/e chimiste" in result.stderr
    assert max(map(len, (result.stdout + result.stderr).splitlines())) <= 80
    quiet = ask("route", "bac pro ICCER", "ingénieur", "-q")
    assert (quiet.stdout, quiet.stderr) == (result.stdout, "")
    assert "is read as a BTS" in ask("route", "3e", "technicienne supérieure", "--lang", "en").stderr


def test_a_type_as_a_goal_as_data(ask):
    data = json.loads(ask("route", "bac pro ICCER", "ingénieur", "--format", "json").stdout)
    assert data["to"] == {"id": "", "label": "un diplôme d'ingénieur (2 buts possibles)", "kind": ""}
    assert data["goals"] == [
        {
            "text": "ingénieur",
            "types": ["ingénieur"],
            "level": None,
            "domain": None,
            "label": "un diplôme d'ingénieur",
            "count": 2,
        }
    ]
    assert "goals" not in json.loads(ask("route", "3e", "plombier", "--format", "json").stdout)


@pytest.mark.parametrize(
    ("arguments", "label"),
    [
        (["--to-type", "école d'ingénieurs"], "un diplôme d'ingénieur (2 buts possibles)"),
        (
            ["BTS", "--to-domain", "génie climatique"],
            "un BTS ou BTSA (technicien supérieur), domaine « génie climatique »",
        ),
        (["--to-level", "bac+5"], "un diplôme de niveau bac + 5 (2 buts possibles)"),
        (["--to", "ingénieur", "--to", "plombier"], "plombier/ère ou un diplôme d'ingénieur (3 buts possibles)"),
    ],
)
def test_the_title_says_what_the_goal_is(ask, arguments, label):
    result = ask("route", "3e", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["to"]["label"] == label


def test_no_way_to_a_class_says_why(ask):
    result = ask("route", "3e", "ingénieur", "--max-years", 2)
    assert result.exit_code == 4
    said = "Aucun parcours ne mène de la 3e à un diplôme d'ingénieur (2 buts possibles) avec --max-years 2."
    assert said in result.stderr.replace("\n", " ")


def test_a_type_that_is_none_exits_3(ask):
    result = ask("route", "3e", "--to-type", "zorglub")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "BTS, BUT, CAP" in result.stderr


def test_a_type_where_a_goal_is_named_elsewhere(ask, store):
    assert {row["id"] for row in json.loads(ask("lead", "ingénieur", "--format", "json").stdout)["nodes"]} >= {"X.0"}
    exported = ask("export", "--route", "3e", "ingénieur", "--format", "json")
    assert exported.exit_code == 0
    (answered,) = route_many(store, [{"from": "3e", "to": "ingénieur", "k": 1}])
    assert answered.routes[0].target.id == "X.2"
    assert answered.goals[0]["count"] == 2


def test_a_type_to_go_through_is_any_of_it(ask):
    """X.1 is a BTS that is closed: no way goes through it for its type's sake."""
    result = ask("route", "3e", "ingénieur", "--via", "technicien supérieur", "--format", "json")
    assert {route["steps"][-2]["to"]["id"] for route in json.loads(result.stdout)["routes"]} == {"X.0"}
    assert "« technicien supérieur » est lu comme un BTS" in result.stderr
    none = ask("route", "3e", "plombier", "--via", "technicien supérieur", "--via", "bac pro ICCER", "--max-years", 2)
    assert none.exit_code == 4
    assert 'avec --via "technicien supérieur", --via "bac pro installateur' in none.stderr.replace("\n", " ")
    data = json.loads(ask("route", "3e", "plombier", "--via", "BTS", "--format", "json").stdout)
    assert data["reason"]["limits"] == ["--via BTS"]
    compared = ask("compare", "plombier", "ingénieur", "--via", "BTS", "--format", "json")
    assert json.loads(compared.stdout)["reasons"]["a"]["limits"] == ["--via BTS"]


def test_a_type_to_avoid_is_named_as_people_do(ask):
    assert ask("route", "bac pro ICCER", "ingénieur", "--avoid", "technicien supérieur").exit_code == 4
    assert ask("route", "3e", "plombier", "--avoid", "Expérience").exit_code == 0


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_more_answers_start_with_the_same(graph, k):
    """Twelve schools out of the field are nearer than the one in it: however few are asked for, it comes first."""
    graph.nodes["FOR.7017"]["nsf"] = ["227"]
    said = graph.edges["FOR.7017", "X.0", "continuation"]
    for i in range(13):
        graph.add_node(
            f"Y.{i}", kind="diploma", label=f"école {i}", type="master", level=7, nsf=["227" if i == 12 else "345"]
        )
        graph.add_edge("FOR.7017", f"Y.{i}", "continuation", **(said | {"years": 5.5 if i == 12 else 5}))
    answer = find_routes(graph, "FOR.7017", [f"Y.{i}" for i in range(13)], k, any_goal=True)
    assert [r.target.id for r in answer.routes] == ["Y.12", "Y.0", "Y.1", "Y.10", "Y.11"][:k]


def test_goals_of_the_field_come_before_others_that_are_a_little_nearer(graph):
    """The school of the field is half a year farther; far beyond that, the field does not count."""
    graph.nodes["FOR.7017"]["nsf"] = ["227"]
    graph.nodes["X.3"].update(nsf=["227"])
    graph.nodes["X.2"].update(nsf=["345"])
    goals = ("X.2", "X.3")

    def found(**more):
        answer = find_routes(graph, "FOR.7017", goals, 5, any_goal=True, **more)
        return [(r.target.id, [o.id for o in r.steps[-1].options]) for r in answer.routes]

    assert found() == [("X.3", ["X.2"])]
    assert found(criterion="years") == [("X.2", ["X.3"])]
    assert [r for r, _ in found(expand=True)] == ["X.2", "X.3"]
    graph.edges["X.0", "X.3", "continuation"]["years"] = 3.5
    assert found() == [("X.3", [])]
    graph.edges["X.0", "X.3", "continuation"]["years"] = 6
    assert found() == [("X.2", [])]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["say"][0])
def test_each_type_is_one_of_the_graph_that_ships(entry):
    assert set(entry["types"]) <= set(open_store().types)


@pytest.mark.parametrize(
    ("source", "goal", "types", "early"),
    [
        ("CAP cuisine", "ingénieur", {"ingénieur"}, ""),
        ("bac pro ICCER", "technicien supérieur", {"BTS", "BTSA"}, "BTS fluides, énergies, domotique"),
        ("BTS FED", "licence pro", {"licence pro"}, "énergétique"),
    ],
)
def test_a_class_of_goals_on_the_graph_that_ships(source, goal, types, early):
    """Open diplomas of the type, no two ways the same; those of the field among the first three."""
    store = open_store()
    held = nodes_of(store, [source])
    goals = targets_of(store, [goal], held=held, year=2026)
    answer = find_routes(store, held, goals.ids, 5, any_goal=True)
    ends = [store.index[route.target.id] for route in answer.routes]
    assert len(ends) == 5
    assert {store.types[store.node_type[i]] for i in ends} <= types
    assert not any(0 < store.node_closed[i] < 2026 for i in ends)
    assert len({tuple(step.target.id for step in route.steps) for route in answer.routes}) == 5
    assert any(early in node.label for route in answer.routes[:3] for node in (route.target, *route.steps[-1].options))
