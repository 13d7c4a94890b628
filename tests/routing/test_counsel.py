"""Answers as a counsellor gives them, against brute force and by example."""

from __future__ import annotations

import random
from itertools import pairwise

import networkx as nx
import pytest

from pathways.criteria import MILLION, Prices
from pathways.graph import open_store, save_graph
from pathways.model import NodeRef, Route, Step
from pathways.routing import Constraints, counsel, find_routes
from pathways.routing.backward import INFINITE, Work
from pathways.routing.constraints import FREE
from pathways.routing.nearest import nearest
from pathways.routing.plans import goes_as, plans_of
from pathways.routing.space import space_of
from pathways.routing.tree import Tree, ways_back
from pathways.routing.worth import Worth
from tests.routing.oracle import packed, small_graph, walks
from tests.toy import edge, node, toy_graph


def brute(graph, sources, targets, criterion="counsel"):
    """Cost, nodes and edges of every route, levels among them."""
    for source in sources:
        for nodes, edges in walks(graph, source, set(targets), set(sources)):
            yield packed(graph, edges, criterion)[0], tuple(nodes), tuple(edges)


def found_back(graph, stages, targets):
    """The same from trees: through one node of each stage, in order."""
    space, work = space_of(graph, Prices(), FREE), Work()
    trees = [Tree(space, dict.fromkeys(stages[0], 0))]
    trees[0].advance(INFINITE, work)
    for stage in stages[1:]:
        before = trees[-1].distance
        trees.append(Tree(space, {name: before[name] for name in stage if name in before}))
        trees[-1].advance(INFINITE, work)
    ends = [(0, (target,), ()) for target in targets]
    ways = list(ways_back(space, trees, ends, INFINITE, work, targets))
    assert [way[0] for way in ways] == sorted(way[0] for way in ways)
    return sorted((Prices().cost(cost), nodes, space.edges(nodes, places)) for cost, nodes, places in ways)


@pytest.mark.parametrize("levels", [False, True], ids=["plain", "doors"])
def test_a_tree_gives_every_route_best_first(levels):
    for seed in range(60):
        graph = small_graph(seed, levels=levels)
        for sources, targets in ((["n0"], ["n6"]), (["n0", "n1"], ["n5", "n6"])):
            expected = sorted((cost / MILLION, *way) for cost, *way in brute(graph, sources, targets))
            assert found_back(graph, [sources], targets) == expected, seed


def test_legs_give_every_route_through_their_nodes_in_order():
    seen = 0
    for seed in range(120):
        graph = small_graph(seed, nodes=8, edges=24)
        rng = random.Random(seed)  # noqa: S311 - made data
        first, second = rng.sample(["n1", "n2", "n3", "n4", "n5"], 2), rng.sample(["n1", "n3", "n5", "n6"], 2)
        expected = [
            (cost / MILLION, nodes, edges)
            for cost, nodes, edges in brute(graph, ["n0"], ["n7"])
            if any(a in first and b in second for i, a in enumerate(nodes) for b in nodes[i + 1 :])
        ]
        seen += len(expected)
        assert found_back(graph, [["n0"], first, second], ["n7"]) == sorted(expected), seed
    assert seen > 200


def worth(graph, nodes, edges):
    """Whether a route is worth giving: written anew, from the documentation."""
    steps, years, start = [nodes[0]], [0], 0
    through = []
    for i in range(1, len(nodes)):
        if graph.nodes[nodes[i]]["kind"] == "level" and i < len(nodes) - 1:
            continue
        steps.append(nodes[i])
        years.append(years[-1] + sum(graph[u][v][key]["years"] for u, v, key in edges[start:i]))
        through.append(i - start > 1)
        start = i
    level = [graph.nodes[n]["level"] or 0 for n in steps]

    def direct(a, b):
        ways = [d["years"] for d in graph.adj[a].get(b, {}).values()]
        doors = [d for d in graph.successors(a) if graph.nodes[d]["kind"] == "level" and graph.has_edge(d, b)]
        ways += [sum(min(d["years"] for d in graph[u][v].values()) for u, v in ((a, d), (d, b))) for d in doors]
        return min(ways, default=float("inf"))

    for a in range(len(steps)):
        for b in range(a + 2, len(steps)):
            higher = b == len(steps) - 1 and graph.nodes[steps[b]]["kind"] == "job" and level[b - 1] > level[a]
            if direct(steps[a], steps[b]) < years[b] - years[a] and not higher:
                return False
    below = [i for i in range(1, len(steps) - 1) if level[i] and level[i] <= max(level[:i])]
    return len(below) < 2 and not any(through[i] for i in below)


def last_of(graph, nodes):
    return next((n for n in reversed(nodes[:-1]) if graph.nodes[n]["kind"] != "level"), nodes[0])


@pytest.fixture
def boundless(monkeypatch):
    for name in ("REACH", "_REACH_OF_OTHERS"):
        monkeypatch.setattr(counsel, name, 1000.0)
    monkeypatch.setattr(counsel, "_REACHES_OF_PLAN", (0.5, 1000.0))
    for name in ("_LOOKED_AT", "_TRIED", "ENOUGH"):
        monkeypatch.setattr(counsel, name, 10_000)


def lettered(seed, **more):
    """A small graph whose diplomas have names that are no options of each other."""
    graph = small_graph(seed, **more)
    names = ("maçon", "boucher", "tourneur", "vitrier", "fleuriste", "sellier", "couvreur", "relieur")
    for name, data in zip(names, graph.nodes.values(), strict=False):
        data |= {"label": name, "after_3e": 0}
    levels = [name for name, data in graph.nodes.items() if data["kind"] == "level"]
    graph.remove_edges_from([(u, v, key) for u, v, key in graph.edges(levels, keys=True) if v in levels])
    return graph


@pytest.mark.parametrize("levels", [False, True], ids=["plain", "doors"])
@pytest.mark.parametrize("criterion", ["counsel", "years"])
@pytest.mark.usefixtures("boundless")
def test_an_answer_is_the_best_route_to_its_last_diploma(levels, criterion):
    for seed in range(60):
        graph = lettered(seed, levels=levels)
        best = {}
        for cost, nodes, edges in brute(graph, ["n0"], ["n6"], criterion):
            if worth(graph, nodes, edges):
                last = last_of(graph, nodes)
                best[last] = min(best.get(last, cost), cost)
        answers = find_routes(graph, "n0", "n6", None, criterion).routes
        got = {route.steps[-1].source.id: round(route.cost * MILLION) for route in answers}
        assert got == best, seed
        assert len(got) == len(answers)


@pytest.mark.parametrize("kept", ["graph", "file"])
@pytest.mark.usefixtures("boundless")
def test_what_a_plan_tells_comes_first_and_says_so(kept, tmp_path):
    told = 0
    for seed in range(60):
        graph = lettered(seed, nodes=8, edges=26)
        rng = random.Random(seed)  # noqa: S311 - made data
        plans = []
        for i in range(4):
            stages = [[name] for name in rng.sample(["n1", "n2", "n3", "n4", "n5", "n6"], rng.choice([1, 1, 2]))]
            steps = [{"kind": "CAP", "scope": "named", "ids": ids} for ids in stages]
            place = [{"fiche": "n7", "section": "acces", "start": i, "end": 10}]
            plans.append({"start": "3e", "years": rng.choice([None, 1, 2, 3]), "steps": steps, "evidence": place})
        graph.nodes["n7"]["plans"] = plans
        expected = {}
        for cost, nodes, edges in brute(graph, ["n0"], ["n7"]):
            years = sum(graph[u][v][key]["years"] for u, v, key in edges)
            for plan in plans:
                wanted = [step["ids"][0] for step in plan["steps"]]
                there = iter(nodes)
                if plan["years"] in {None, years} and nodes[-2] == wanted[-1] and all(n in there for n in wanted):
                    expected[nodes[-2]] = min(cost, expected.get(nodes[-2], cost))
        if kept == "file":
            save_graph(graph, tmp_path / "a.graph")
            graph = open_store(tmp_path / "a.graph")
        answers = find_routes(graph, "n0", "n7", None).routes
        marks = [route.plan is not None for route in answers]
        assert marks == sorted(marks, reverse=True), seed
        told += sum(marks)
        got = {route.steps[-1].source.id: round(route.cost * MILLION) for route in answers if route.plan}
        assert got == expected, seed
        if kept == "graph":
            among = find_routes(graph, "n0", "n7", None, constraints=Constraints(max_years=1000)).routes
            assert {r.steps[-1].source.id: round(r.cost * MILLION) for r in among if r.plan} == expected, seed
    assert told > 15


def line(*names, years=2):
    refs = [NodeRef(name, name, "job" if name == "MET.1" else "diploma") for name in names]
    return Route(refs[0], refs[-1], tuple(Step(a, b, years) for a, b in pairwise(refs)))


@pytest.mark.parametrize(
    ("plan", "route", "height", "goes"),
    [
        ({"start": "3e", "years": 4, "steps": ["CAP"]}, line("3e", "CAP", "MET.1"), 0, True),
        ({"start": "3e", "years": 3, "steps": ["CAP"]}, line("3e", "CAP", "MET.1"), 0, False),
        ({"start": "bac", "years": 1, "steps": ["CAP"]}, line("3e", "CAP", "MET.1"), 0, True),
        ({"start": "bac", "years": 1, "steps": ["CAP"]}, line("3e", "CAP", "MET.1"), None, False),
        ({"start": "none", "years": None, "steps": ["CAP"]}, line("3e", "CAP", "MET.1"), None, True),
        ({"start": "3e", "years": None, "steps": ["CAP"]}, line("3e", "BP", "MET.1"), 0, False),
        ({"start": "3e", "years": None, "steps": ["CAP", "BP"]}, line("3e", "CAP", "BP", "MET.1"), 0, True),
        ({"start": "3e", "years": None, "steps": ["CAP", "BP"]}, line("3e", "BP", "MET.1"), 0, False),
        ({"start": "3e", "years": None, "steps": ["CAP", "BP"]}, line("3e", "BP", "CAP", "MET.1"), 0, False),
        ({"start": "3e", "years": 6, "steps": ["CAP", "BP"]}, line("CAP", "BP", "MET.1"), 2, True),
        ({"start": "3e", "years": 2, "steps": ["CAP"]}, line("CAP", "MET.1", years=0), 2, True),
    ],
    ids=str,
)
def test_goes_as(plan, route, height, goes):
    steps = [{"kind": name, "scope": "named", "ids": [name]} for name in plan["steps"]]
    [read] = plans_of({"plans": [plan | {"steps": steps}]})
    assert goes_as(read, route, height, lambda node: node.id) is goes


def test_a_kind_alone_means_every_diploma_of_it():
    plan = {"start": "3e", "years": None, "steps": [{"kind": "CAP", "scope": "any", "ids": []}]}
    [read] = plans_of({"plans": [plan]})
    assert goes_as(read, line("3e", "X", "MET.1"), 0, lambda node: {"X": "CAPa"}[node.id])
    assert not goes_as(read, line("3e", "X", "MET.1"), 0, lambda node: {"X": "BP"}[node.id])


def test_what_the_record_has_not_makes_no_plan():
    unknown = {"kind": "CQP", "scope": "named", "ids": []}
    assert plans_of({"plans": [{"start": "3e", "steps": [unknown]}]}) == []
    contest = {"kind": "concours", "scope": "any", "ids": []}
    assert plans_of({"plans": [{"start": "3e", "steps": [contest]}]}) == []


def test_other_ways_stand_behind_an_answer():
    graph = toy_graph()
    graph.nodes["classe:3e"]["after_3e"] = 0
    graph.add_edge("classe:3e", "formation:bts-fed", "continuation", **edge("continuation", 5.5))
    answers = find_routes(graph, "classe:3e", "MET.1", 5).routes
    by_bts = next(r for r in answers if r.steps[-1].source.id == "formation:bts-fed")
    assert by_bts.others
    assert all(other.steps[-1].source.id == "formation:bts-fed" for other in by_bts.others)
    assert all(not other.others for other in by_bts.others)
    assert len({r.steps[-1].source.id for r in answers}) == len(answers)


def test_no_way_round():
    graph = nx.MultiDiGraph()
    graph.add_node("3e", **node("class", "3e"))
    graph.add_node("bac", **node("diploma", "bac général", "bac général", 4))
    graph.add_node("cap", **node("diploma", "CAP piscine", "CAP", 3))
    graph.add_node("any", **node("level", "tout CAP", "", 3))
    graph.add_node("bp", **node("diploma", "BP piscine", "BP", 4))
    graph.add_node("job", **node("job", "pisciniste"))
    for a, b, kind, years in (
        ("3e", "bac", "entry", 3),
        ("bac", "cap", "continuation", 1),
        ("bac", "any", "holds", 0),
        ("cap", "any", "holds", 0),
        ("any", "bp", "continuation", 2),
        ("bp", "job", "job", 0),
    ):
        graph.add_edge(a, b, kind, **edge(kind, years))
    [answer] = find_routes(graph, "3e", "job", 5).routes
    assert [step.target.id for step in answer.steps] == ["bac", "bp", "job"]
    assert not answer.others
    space = space_of(graph, Prices(), FREE)
    keys = ("entry", "continuation", "holds", "continuation", "job")
    assert not Worth(space)((0, ("3e", "bac", "cap", "any", "bp", "job"), keys))


SALES, WOOD, SHOPS = "commerce/vente", "industries/bois", "commerce/magasins"
ANY = "enseignement/formations généralistes"


@pytest.mark.parametrize(
    ("bacs", "shown"),
    [
        # (domain, pupils, years more) of each bac that opens the one BTS
        ([(WOOD, 900, 0), (SALES, 900, 0)], 1),
        ([(WOOD, 90_000, 0), (SHOPS, 20, 0)], 1),  # one domain is nearer than many pupils
        ([(SALES, 100, 0), (SALES, 5_000, 0)], 1),  # as near: the one that more take
        ([(WOOD, 900, 0), (ANY, 0, 0)], 1),  # what is of all fields before what is of another
        ([(WOOD, 900, 0), (SALES, 900, 1)], 0),  # but not at a year more
    ],
)
def test_of_those_who_open_one_door_the_near_one_is_shown(bacs, shown):
    graph = nx.MultiDiGraph(format=1, release="2025-10")
    graph.add_node("3e", **node("class", "3e", "3e", 0, 1))
    graph.add_node("bts", **node("diploma", "BTS vente", "BTS", 5, 2, domains=[SALES]))
    graph.add_node("job", **node("job", "vendeur", domains=[SALES]))
    graph.add_edge("bts", "job", "job", **edge("job", 0))
    for i, (domain, pupils, more) in enumerate(bacs):
        name = f"bac {i}"
        graph.add_node(name, **node("diploma", name, "bac pro", 4, 3, domains=[domain], pupils=pupils))
        graph.add_edge("3e", name, "entry", **edge("entry", 3 + more))
        graph.add_edge(name, "bts", "continuation", **edge("continuation", 2))
    (route,) = find_routes(graph, "3e", "job").routes
    assert route.steps[0].target.id == f"bac {shown}"


def test_ways_come_by_their_price():
    for seed in range(50):
        rng = random.Random(seed)  # noqa: S311 - made data
        more = {str(i): rng.choice([0, 0.5, 2, 5]) for i in range(12)}
        ways = [(cost, (str(i),), ()) for i, cost in enumerate(sorted(rng.randrange(8) for _ in more))]

        def price(way, more=more):
            return way[0] + more[way[1][0]]

        found = list(nearest(ways, lambda way: way[0], price))
        assert found == sorted(ways, key=price), seed
