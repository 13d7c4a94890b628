"""The explorer on a small graph, without and with a network."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

pytest.importorskip("starlette", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

from pathways.graph.store import save_graph
from pathways.serve import Settings, create_app
from tests.toy import toy_graph


@pytest.fixture(scope="session")
def toy_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("serve") / "toy.graph"
    save_graph(toy_graph(), path)
    return str(path)


@pytest.fixture(scope="session")
def opened(toy_file):
    """Open an explorer of the toy graph, with settings of its own; what it raises is raised in the test."""
    with ExitStack() as stack:

        def open_one(*, root_path="", **settings):
            app = create_app(Settings(**{"graph": toy_file, **settings}))
            french = {"accept-language": "fr"}
            return stack.enter_context(TestClient(app, headers=french, root_path=root_path))

        yield open_one


@pytest.fixture(scope="session")
def client(opened):
    """The explorer of the toy graph."""
    return opened()


@pytest.fixture(scope="session")
def national(opened):
    """The explorer of the graph that ships."""
    return opened(graph=None)
