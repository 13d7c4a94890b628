"""The index of the whole public record, for tests that need it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pathways.catalogue import NameIndex, NodeNames, names_of_records
from pathways.sources import read_sources
from pathways.text import slug

SERIES = ("STMG", "STI2D", "ST2S", "STL", "STD2A", "STHR", "STAV", "S2TMD")


@pytest.fixture(scope="session")
def table():
    return read_table


def read_table(name: str) -> list[dict[str, str]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def classes(titles: list[str]) -> list[NodeNames]:
    found = [
        NodeNames("classe:3e", "3e", "class"),
        NodeNames("classe:2de-gt", "2de générale et technologique", "class"),
        NodeNames("classe:2de-pro", "2de professionnelle", "class"),
        NodeNames("classe:pass", "PASS (parcours d'accès spécifique santé)", "class"),
        NodeNames("classe:2de-sthr", "2de spécifique STHR", "class"),
    ]
    for year in ("1re", "Tle"):
        found.append(NodeNames(f"classe:{year.lower()}-generale", f"{year} générale", "class"))
        found += [NodeNames(f"classe:{year.lower()}-{s.lower()}", f"{year} {s}", "class") for s in SERIES]
    for title in titles:
        name = re.sub(r"^classe de (?:2de|seconde) professionnelle ", "", title, flags=re.IGNORECASE)
        found.append(NodeNames(f"classe:2de-pro-{slug(name)}", f"2de pro {name}", "class"))
    return found


@pytest.fixture(scope="session")
def whole(shared) -> NameIndex:
    records = read_sources([shared / "corpus", shared / "onisep-xml", shared / "onisep-tables"])
    nodes = [n for n in names_of_records(records.formations, records.jobs, year=2025) if n.kind != "class"]
    secondes = [f.title for f in records.formations if f.type == "classe de 2de pro"]
    return NameIndex.build([*nodes, *classes(secondes)])
