"""Nothing overlaps, nothing runs through a card, time runs from left to right; the same each time."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathways.render.html.layout import lay_out
from pathways.render.html.network import network_of, pill_width
from pathways.render.html.picture import picture_of_graph, picture_of_routes
from pathways.render.html.pills import PILL_HEIGHT, curve_point
from pathways.render.html.times import columns_of
from pathways.render.html.wrap import MOST_LINES, clean, text_width, wrap
from tests.pages.samples import HOSTILE, ladder, plumbing_routes, through_a_door
from tests.toy import edge, node, toy_graph


def edges_of(box):
    return box.x - box.width / 2, box.y - box.height / 2, box.x + box.width / 2, box.y + box.height / 2


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def points_on(track):
    for number, (a, b) in enumerate(zip(track.points, track.points[1:], strict=False)):
        for i in range(13):
            t = i / 12
            yield curve_point(a, b, t) if number % 2 == 0 else (a[0] + (b[0] - a[0]) * t, a[1])


def assert_clear(picture):
    layout = lay_out(picture, pill_width=pill_width)
    boxes = {name: edges_of(box) for name, box in layout.boxes.items()}
    assert set(boxes) == set(picture.cards)
    ordered = sorted(boxes.items(), key=lambda item: item[1])
    for i, (one, a) in enumerate(ordered):
        for other, b in ordered[i + 1 :]:
            if b[0] >= a[2]:
                break
            assert not meet(a, b), f"{one} and {other} overlap"
    pills = []
    for name, track in layout.tracks.items():
        wire = picture.wires[name]
        assert abs(track.points[0][0] - layout.boxes[wire.source].x) == pytest.approx(
            layout.boxes[wire.source].width / 2
        )
        assert abs(track.points[-1][0] - layout.boxes[wire.target].x) == pytest.approx(
            layout.boxes[wire.target].width / 2
        )
        for x, y in points_on(track):
            through = [
                n
                for n, (left, top, right, bottom) in boxes.items()
                if left + 0.5 < x < right - 0.5 and top < y < bottom
            ]
            assert through == [], f"{name} runs through {through}"
        if track.pill:
            half = pill_width(wire) / 2
            x, y = track.pill
            pills.append((x - half, y - PILL_HEIGHT / 2, x + half, y + PILL_HEIGHT / 2))
    for i, a in enumerate(pills):
        assert not any(meet(a, b) for b in pills[i + 1 :])
        assert not any(meet(a, b) for b in boxes.values())
    return layout


@st.composite
def graphs(draw):
    """Any small graph: cycles, loops, parallel edges, long labels, nodes that nothing joins."""
    size = draw(st.integers(1, 14))
    graph = nx.MultiDiGraph()
    for i in range(size):
        kind = draw(st.sampled_from(["class", "diploma", "job", "level"]))
        label = draw(
            st.sampled_from(["CAP", "bac pro installateur en chauffage, climatisation", "métier " * 9, *HOSTILE])
        )
        graph.add_node(f"n{i}", **node(kind, label, level=draw(st.sampled_from([None, 0, 3, 4, 5, 6, 7, 8]))))
    for i in range(draw(st.integers(0, 30))):
        u, v = draw(st.integers(0, size - 1)), draw(st.integers(0, size - 1))
        years = draw(st.sampled_from([0, 1, 2, 3, 0.5]))
        way = draw(st.sampled_from([None, True, False]))
        graph.add_edge(f"n{u}", f"n{v}", f"entry:{i}", **edge("entry", years, apprenticeship=way))
    focus = draw(st.lists(st.sampled_from(sorted(graph)), max_size=2, unique=True))
    return picture_of_graph(graph, focus=tuple(focus))


@given(graphs())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_overlaps_and_no_wire_runs_through_a_card(picture):
    assert_clear(picture)


@pytest.mark.parametrize("size", [5, 30, 300])
def test_graphs_of_the_shape_of_the_national_one_are_clear(size):
    layout = assert_clear(picture_of_graph(ladder(size), focus=("classe:3e",)))
    wide = max(b.x for b in layout.boxes.values()) - min(b.x for b in layout.boxes.values())
    high = max(b.y for b in layout.boxes.values()) - min(b.y for b in layout.boxes.values())
    assert size < 300 or 0.7 < wide / high < 3.5


def test_routes_run_from_left_to_right():
    graph = toy_graph()
    picture = picture_of_routes(graph, [*plumbing_routes(graph), through_a_door(graph)])
    layout = assert_clear(picture)
    for wire in picture.wires.values():
        assert layout.boxes[wire.source].x < layout.boxes[wire.target].x


def test_columns_say_the_years_since_the_start():
    graph = toy_graph()
    columns = columns_of(picture_of_routes(graph, plumbing_routes(graph)))
    assert [(c.time, c.levels) for c in columns] == [
        (0.0, ()),
        (1.0, ()),
        (2.0, (3,)),
        (3.0, (3, 4)),
        (4.0, (4,)),
        (None, ()),
    ]
    assert columns[-1].nodes == ("MET.266",)


def test_what_leads_to_a_focus_stands_before_it():
    picture = picture_of_graph(toy_graph(), focus=("formation:bts-fed",))
    time = {node: c.time for c in columns_of(picture) for node in c.nodes}
    assert time["FOR.7017"] == -2.0
    assert time["formation:bts-fed"] == 0.0
    assert time["MET.1"] is None


def test_parallel_ways_stand_side_by_side():
    graph = nx.MultiDiGraph()
    graph.add_node("classe:3e", **node("class", "3e"))
    graph.add_node("FOR.1", **node("diploma", "CAP", level=3))
    graph.add_edge("classe:3e", "FOR.1", "entry", **edge("entry", 2))
    graph.add_edge("classe:3e", "FOR.1", "entry:apprenticeship", **edge("entry", 2, apprenticeship=True))
    school, apprentice = assert_clear(picture_of_graph(graph, focus=("classe:3e",))).tracks.values()
    assert school.points[0][1] != apprentice.points[0][1]
    assert school.pill
    assert apprentice.pill
    assert abs(school.pill[1] - apprentice.pill[1]) >= PILL_HEIGHT


def test_the_same_graph_gives_the_same_drawing_in_any_order():
    graph = ladder(60)
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    one, other = (lay_out(picture_of_graph(g, focus=("classe:3e",))) for g in (graph, turned))
    assert one == other


def test_the_network_is_filled_without_touching_the_graph():
    graph = toy_graph()
    before = nx.MultiDiGraph(graph)
    picture = picture_of_graph(graph)
    network = network_of(picture, lay_out(picture))
    assert nx.utils.graphs_equal(graph, before)
    assert {n["id"][2:] for n in network.nodes if n["id"].startswith("n:")} == set(graph)
    ends = {(e["from"], e["to"]) for e in network.edges}
    assert {i for pair in ends for i in pair} <= set(network.node_ids)


@given(st.text(max_size=300), st.floats(60, 300))
def test_every_line_fits_and_no_letter_is_lost(text, width):
    lines = wrap(clean(text), width, 13)
    assert 1 <= len(lines) <= MOST_LINES
    assert all(text_width(line.removesuffix("…"), 13) <= width for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(clean(text).split())


@given(st.text())
def test_cleaned_text_can_be_written_and_turns_nothing(text):
    done = clean(text)
    done.encode()
    assert not set(done) & {chr(c) for c in (*range(32), 0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
