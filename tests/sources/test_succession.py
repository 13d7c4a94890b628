"""What an older source alone tells of is withdrawn, or what became of it is known."""

from __future__ import annotations

import pytest

from pathways.sources import read_sources
from pathways.sources.succession import title_key

HEAD = "code scolarité;sigle type formation;libellé type formation;libellé formation principal;URL et ID Onisep"
URL = "https://www.onisep.fr/http/redirection/formation/slug/"


def table(path, rows):
    cells = [f"{code};;{type_};{title};{URL}{id_}" for id_, type_, title, code in rows]
    path.write_text("\n".join([HEAD, *cells]) + "\n", "utf-8")
    return path


CAP, MC = "certificat d'aptitude professionnelle", "certificat de spécialisation (ex MC)"
PRESENT = [
    ("FOR.11001", CAP, "CAP cuisine", "50022139"),
    ("FOR.11002", MC, "CS (ex MC) sommellerie", "56133401"),
    ("FOR.11003", CAP, "CAP fleuriste", "50033620"),
]
OLD = [
    ("FOR.1001", CAP, "CAP Cuisine", "50022137"),
    ("FOR.1002", MC, "MC Sommellerie", ""),
    ("FOR.1004", CAP, "CAP pianiste d'ambiance", ""),
]


@pytest.fixture
def records(tmp_path):
    job = tmp_path / "MET.1_sommelier.md"
    job.write_text(
        "# sommelier/ère\n\n**ID:** MET.1\n\n## Formations recommandées\n\n"
        "- MC Sommellerie (ID: FOR.1002)\n- CS (ex MC) sommellerie (ID: FOR.11002)\n",
        "utf-8",
    )
    old = tmp_path / "vieux_2019-01-15.csv"
    return read_sources([table(tmp_path / "neuf_2025-10-01.csv", PRESENT), table(old, OLD), job])


def test_a_diploma_renewed_under_a_new_id_is_one_record(records):
    by_id = {f.id: f for f in records.formations}
    assert by_id["FOR.11001"].former_ids == ("FOR.1001",)
    assert by_id["FOR.11002"].former_ids == ("FOR.1002",)
    assert "MC Sommellerie" in by_id["FOR.11002"].aliases
    assert not {"FOR.1001", "FOR.1002"} & set(by_id)


def test_what_no_present_source_holds_is_withdrawn(records):
    assert {f.id: f.withdrawn for f in records.formations} == {
        "FOR.1004": True,
        "FOR.11001": False,
        "FOR.11002": False,
        "FOR.11003": False,
    }


def test_others_name_it_by_its_present_id(records):
    assert [ref.id for ref in records.jobs[0].formations] == ["FOR.11002"]


def test_without_a_full_table_nobody_can_tell(tmp_path):
    fiche = tmp_path / "FOR.1_cap.md"
    fiche.write_text("# CAP cuisine\n\n## Informations générales\n\n**Durée:** 2 ans\n", "utf-8")
    assert not read_sources([fiche]).formations[0].withdrawn


@pytest.mark.parametrize(
    ("type_", "one", "other", "same"),
    [
        ("CS", "MC Sommellerie", "CS (ex MC) sommellerie", True),
        ("BPJEPS", "BP JEPS spécialité loisirs tous publics", "BPJEPS spécialité loisirs tous publics", True),
        ("licence pro", "licence pro mention bois", "licence professionnelle mention bois", True),
        ("CAP", "CAP cuisine", "CAP cuisine en collectivité", False),
    ],
)
def test_titles_are_compared_without_their_type(type_, one, other, same):
    assert (title_key(type_, one) == title_key(type_, other)) is same


def test_the_national_record(shared):
    records = read_sources([shared / "corpus", shared / "onisep-tables"])
    assert sum(bool(f.former_ids) for f in records.formations) > 1000
    current = {p.name.partition("_")[0] for p in (shared / "corpus/formations").iterdir()}
    assert not {f.id for f in records.formations if f.withdrawn} & current
    ids = {f.id for f in records.formations}
    assert not {old for f in records.formations for old in f.former_ids} & ids
