"""`pathways links`: JSON Lines of links and of what is not understood; old names."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pathways.cli.main import main

FICHE = """# CAP vannerie

## Informations générales

**Durée:** 2 ans
**Type:** certificat d'aptitude professionnelle (CAP)

## Accès

Ce CAP se prépare en 2 ans après la 3e.

## Poursuite d'études

Le jonc pousse au bord de l'eau. Il est possible de poursuivre en 2 ans en BMA, sous certaines conditions.
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "FOR.1_cap_vannerie.md"
    path.write_text(FICHE, "utf-8")
    return str(path)


def test_links_are_one_line_a_fiche(source):
    result = CliRunner().invoke(main, ["links", source])
    assert result.exit_code == 0
    (row,) = map(json.loads, result.stdout.splitlines())
    assert row["fiche"] == "FOR.1"
    assert row["links"][0] == {
        "direction": "from",
        "kind": "3e",
        "name": None,
        "scope": "any",
        "years": 2,
        "conditions": [],
        "apprenticeship": False,
        "after_year": None,
        "evidence": "Ce CAP se prépare en 2 ans après la 3e",
        "section": "acces",
        "start": 0,
        "end": 38,
    }
    assert row["links"][1]["conditions"] == ["sous conditions"]


def test_unread_lists_what_is_not_understood(source):
    result = CliRunner().invoke(main, ["links", "--unread", source])
    (row,) = map(json.loads, result.stdout.splitlines())
    assert row["text"] == "Le jonc pousse au bord de l'eau."
    assert (row["fiche"], row["section"], row["start"], row["count"]) == ("FOR.1", "poursuite", 0, 1)


def test_no_source_is_an_error(tmp_path):
    result = CliRunner().invoke(main, ["links", str(tmp_path / "absent.md")])
    assert result.exit_code == 1
    assert result.stdout == ""
