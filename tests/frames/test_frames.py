"""The frames hold what the graph holds, with the columns and dtypes that are documented."""

from __future__ import annotations

import importlib
import re

import networkx as nx
import pytest

from pathways import frames
from pathways.errors import PathwaysError
from pathways.frames import edges_frame, nodes_frame, reach_frame, routes_frame, steps_frame
from pathways.routing import Constraints
from tests.export.test_routes_formats import two_routes
from tests.toy import toy_graph


@pytest.mark.parametrize(
    ("frame", "dtypes"),
    [
        (nodes_frame(toy_graph()), frames.NODES),
        (edges_frame(toy_graph()), frames.EDGES),
        (routes_frame(two_routes()), frames.ROUTES),
        (steps_frame(two_routes()), frames.STEPS),
        (reach_frame(toy_graph(), "classe:3e"), frames.REACH),
        (reach_frame(toy_graph(), "MET.1"), frames.REACH),
        (nodes_frame(nx.MultiDiGraph()), frames.NODES),
        (edges_frame(nx.MultiDiGraph()), frames.EDGES),
        (routes_frame([]), frames.ROUTES),
        (steps_frame([]), frames.STEPS),
    ],
)
def test_columns_and_dtypes_are_the_same_whatever_the_graph_holds(frame, dtypes):
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dtypes


@pytest.mark.parametrize(
    ("function", "dtypes"),
    [
        (nodes_frame, frames.NODES),
        (edges_frame, frames.EDGES),
        (routes_frame, frames.ROUTES),
        (reach_frame, frames.REACH),
    ],
)
def test_every_column_is_documented_with_its_dtype(function, dtypes):
    rows = re.findall(
        r"^        (\S+(?:, \S+)?) +(string|category|object|boolean|U?[IF]\w+64|int64|float64) ",
        function.__doc__,
        re.MULTILINE,
    )
    documented = {name: dtype for names, dtype in rows for name in names.split(", ")}
    assert {name: dtype for name, dtype in dtypes.items() if not name.endswith("_label")} == documented


def test_nodes_are_those_of_the_graph():
    graph = toy_graph()
    graph.nodes["FOR.355"]["closed"] = 2024
    frame = nodes_frame(graph)
    assert list(frame.index) == sorted(graph)
    assert frame["level"].isna().sum() == 2
    assert frame.loc["FOR.355", "closed"] == 2024
    assert frame["closed"].notna().sum() == 1
    assert frame.loc["FOR.7017", "domain"] == "construction, architecture, travaux publics"
    assert frame.loc["MET.266", "aliases"] == ("plombier", "plombière")


def test_edges_are_those_of_the_graph():
    graph = toy_graph()
    frame = edges_frame(graph)
    assert list(zip(frame["source"], frame["target"], frame["key"], strict=True)) == sorted(graph.edges(keys=True))
    assert frame["years"].sum() == sum(years for *_, years in graph.edges(data="years"))
    assert list(frame.loc[frame["apprenticeship"].fillna(value=False), "key"]) == ["entry:apprenticeship"]
    assert (frame["basis"] <= "field").sum() == sum(b != "scheme" for *_, b in graph.edges(data="basis"))
    assert list(frame.loc[frame["source"] == "formation:bts-fed", "section"]) == ["metiers"]


def test_a_graph_without_the_optional_attributes_has_frames():
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b")
    assert list(nodes_frame(graph)["label"]) == ["", ""]
    assert list(edges_frame(graph)["source_label"]) == ["a"]


def test_routes_are_one_row_each_from_rank_one():
    frame = routes_frame(two_routes())
    assert list(frame.index) == [1, 2]
    assert list(frame["years"]) == [3, 5]
    assert list(frame["basis"]) == ["stated", "scheme"]
    assert list(frame["stated"]) == [1, pytest.approx(2 / 3)]
    assert frame.loc[2, "through"] == ("FOR.7017", "formation:bts-fed")
    assert frame.loc[2, "conditions"] == ("bon dossier",)
    assert frame["apprenticeship"].all()


def test_steps_are_one_row_each_with_the_years_so_far():
    frame = steps_frame(two_routes())
    assert list(frame["route"]) == [1, 1, 2, 2, 2]
    assert list(frame["years_since_start"]) == [3, 3, 3, 5, 5]
    assert list(frame["door"]) == ["", "", "", "tout bac pro", ""]


def test_what_is_within_reach_is_one_row_each_nearest_first():
    frame = reach_frame(toy_graph(), "classe:3e")
    assert frame["years"].is_monotonic_increasing
    assert frame.loc["MET.266", ["years", "steps"]].tolist() == [2, 2]
    assert frame.loc["formation:bts-fed", "years"] == 5
    assert list(reach_frame(toy_graph(), "classe:3e", 2, kinds=["job"]).index) == ["MET.266"]
    stated = reach_frame(toy_graph(), "classe:3e", constraints=Constraints(basis="stated"))
    assert stated.loc["MET.266", "years"] == 3


def test_without_pandas_the_extra_is_named(monkeypatch):
    real = importlib.import_module

    def without(name, *rest):
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(PathwaysError, match=r"pathways-fr\[notebook\]"):
        nodes_frame(toy_graph())
