"""Names that are known whole mean what the index of names says, and need it not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pathways.catalogue import names_of_nodes
from pathways.graph import open_store, save_graph
from pathways.graph.known import known_name
from pathways.graph.naming import look_up, name_index
from tests.toy import toy_graph


@pytest.fixture(scope="module")
def shipped():
    return open_store()


def names_of(store):
    nodes = ((store.ids[i], store.node(i)) for i in range(store.node_count))
    return sorted({name for n in names_of_nodes(nodes) for name in (n.label, *n.aliases)})


def test_what_is_known_is_what_the_index_says(shipped):
    index = name_index(shipped)
    names = names_of(shipped)
    asked = [*names[::37], "3e", "plombier", "plombière", "CAP cuisine", "sage-femme", "2de"]
    known = {name: ids for name in asked if (ids := known_name(shipped, name)) is not None}
    assert len(known) > len(asked) / 4
    for name, ids in known.items():
        assert ids == tuple(c.id for c in index.find(name).options), name


@pytest.mark.parametrize("text", ["3e", "plombier", "plombière", "CAP cuisine", "sage-femme"])
def test_what_is_typed_most_is_known(shipped, text):
    assert known_name(shipped, text) == look_up(shipped, text)


@pytest.mark.parametrize(
    "text", ["", "PLOMBIER", "bts", "plombier\t", "plombier\n", "\n", "plom", "lombier", "ingénieur"]
)
def test_what_is_not_a_name_as_it_stands_is_looked_up(shipped, text):
    assert known_name(shipped, text) is None


def test_a_file_without_names_knows_none(tmp_path):
    save_graph(toy_graph(), tmp_path / "a.graph", names=False)
    assert known_name(open_store(tmp_path / "a.graph"), "plombier") is None


def test_a_known_name_loads_no_index(tmp_path):
    save_graph(toy_graph(), tmp_path / "a.graph")
    code = (
        "import sys; from pathways.graph.naming import look_up; from pathways.graph.store import open_store\n"
        "print(look_up(open_store(sys.argv[1]), 'plombier'), 'pathways.catalogue' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, tmp_path / "a.graph"], capture_output=True, text=True, check=True)
    assert run.stdout == "('MET.266',) False\n"
