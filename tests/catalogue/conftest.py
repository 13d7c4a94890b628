"""The index of the whole public record, for tests that need it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pathways.catalogue import NameIndex, NodeNames
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


def names_of_records(formations, jobs, year):
    """Take names from records: a formation whose last session is before `year` counts as closed."""
    for f in formations:
        is_class = f.type.startswith("classe de")
        closed = f.withdrawn or (year is not None and f.last_session is not None and f.last_session < year)
        kind = "class" if is_class else "diploma"
        yield NodeNames(f.id, f.title, kind, f.type, f.sigle, f.code_scolarite, f.rncp, f.aliases, closed, f.former_ids)
    for j in jobs:
        forms = [j.name.masculine, j.name.feminine]
        for a in j.appellations:
            forms += [a.label, a.masculine, a.feminine]
        yield NodeNames(j.id, j.name.label, "job", aliases=tuple(dict.fromkeys(n for n in forms if n)))


@pytest.fixture(scope="session")
def whole(shared) -> NameIndex:
    records = read_sources([shared / "corpus", shared / "onisep-xml", shared / "onisep-tables"])
    nodes = [n for n in names_of_records(records.formations, records.jobs, year=2025) if n.kind != "class"]
    secondes = [f.title for f in records.formations if f.type == "classe de 2de pro"]
    return NameIndex.build([*nodes, *classes(secondes)])
