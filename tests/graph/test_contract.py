"""The contract as types, as a page, and as the toy graph of the tests keeps it."""

import re
from pathlib import Path

import pytest

from pathways.contract import EdgeData, EvidenceData, NodeData, PlanData, PlanStepData
from tests.toy import edge, node

PAGE = Path(__file__).parents[2] / "docs" / "graph.md"


@pytest.mark.parametrize("contract", [NodeData, EdgeData, EvidenceData, PlanData, PlanStepData])
def test_the_page_names_every_attribute(contract):
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`\{?([\w, ]+)\}?`", PAGE.read_text(encoding="utf-8")))))
    assert set(contract.__annotations__) - named == set()


def test_the_toy_graph_is_made_of_attributes_of_the_contract():
    assert set(node("job", "plombier")) <= set(NodeData.__annotations__)
    assert set(edge("job", 0)) <= set(EdgeData.__annotations__)
