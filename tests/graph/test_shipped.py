"""The graph that ships is what its own command makes of the public record: a change of it is seen, edge by edge."""

import shlex
from collections import Counter

import pytest

from pathways.graph import load_graph
from pathways.graph.making import make_graph

MOST_SHOWN = 40


def edges(graph):
    return {(u, v, key): data for u, v, key, data in graph.edges(keys=True, data=True)}


def told(name, keys):
    shown = [f"  {name} {u} -> {v} ({key})" for u, v, key in sorted(keys)[:MOST_SHOWN]]
    return [f"{len(keys)} edges {name}", *shown] if keys else []


@pytest.mark.shared
@pytest.mark.slow
def test_the_graph_that_ships_is_what_its_command_makes(shared, tmp_path):
    shipped = load_graph()
    command = shlex.split(shipped.graph["command"])[2:]
    release = command[command.index("--release") + 1]
    sources = [shared / name for name in command if (shared / name).exists()]
    make_graph(sources, tmp_path / "again.graph", release=release, facts="--facts-only" in command)
    again = load_graph(tmp_path / "again.graph")
    before, now = edges(shipped), edges(again)
    changed = [key for key in before.keys() & now.keys() if before[key] != now[key]]
    attributes = Counter(n for key in changed for n in before[key] | now[key] if before[key].get(n) != now[key].get(n))
    old, new = dict(shipped.nodes(data=True)), dict(again.nodes(data=True))
    nodes = [n for n in old.keys() | new.keys() if old.get(n) != new.get(n)]
    report = [
        *told("gained", now.keys() - before.keys()),
        *told("lost", before.keys() - now.keys()),
        *told("changed", changed),
        *([f"attributes that changed: {dict(attributes.most_common())}"] if attributes else []),
        *([f"{len(nodes)} nodes changed: {sorted(nodes)[:MOST_SHOWN]}"] if nodes else []),
    ]
    assert not report, "\n".join(["build the graph that ships again, or mend what changed it:", *report])
