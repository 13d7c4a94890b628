"""Open data beside the fiches: each table known by its columns, its codes joined to formations."""

from __future__ import annotations

import json

import pytest

from pathways.model import Formation
from pathways.sources import read_sources
from pathways.sources.codes import Codes
from pathways.sources.opendata import OpenData

BCN = (
    "FORMATION_DIPLOME;LIBELLE_LONG_200;DATE_OUVERTURE;DATE_FERMETURE;ANCIEN_DIPLOME_1;NOUVEAU_DIPLOME_1;"
    "DATE_DERNIERE_SESSION;DATE_INTERVENTION\n"
    "50099901;CERFS-VOLANTS (CAP);01/09/2010;31/08/2020;;50099902;2020;01/01/2021\n"
    "50099902;CERFS-VOLANTS ET DELTAPLANES (CAP);01/09/2018;;50099901;;;02/01/2022\n"
)
MEF = (
    "MEF;FORMATION_DIPLOME;DUREE_DISPOSITIF;ANNEE_DISPOSITIF;DATE_FERMETURE;MEF_STAT_11\n"
    "2410000001;50099901;2;1;;23220099901\n2410000002;50099902;3;1;01/09/2020;23220099902\n"
)
PUPILS = (
    "id;millesime;code_region_ij;voie;cfd;mefstat11;nb_annee_term;nb_poursuite_etudes;nb_sortant;nb_en_emploi_12_mois\n"
    "a;2021_2022;10;scolaire;;23220099901;30;10;20;5\n"
    "b;2021_2022;11;scolaire;;23220099901;10;;;\n"
    "c;2022_2023;10;apprentissage;50099902;;12;2;10;9\n"
)
PASSAGE = (
    "<root><item><ci_code_scolarite>50099903</ci_code_scolarite><ci_code_rncp>1</ci_code_rncp>"
    "<ideo_identifiant_formation>FOR.99903</ideo_identifiant_formation></item></root>"
)


def read(tmp_path, name, content, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    records = read_sources([path])
    assert records.problems == ()
    return records


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_nomenclature_is_known_by_its_columns(tmp_path, encoding):
    records = read(tmp_path, "whatever.csv", BCN.replace("CERFS", "CERFS É"), encoding)
    assert [s.format for s in records.sources] == ["nomenclature of diplomas (BCN)"]
    assert records.sources[0].release == "2022-01-02"
    nomenclature = records.open_data.nomenclature
    assert nomenclature.heirs == {"50099901": {"50099902"}}
    assert nomenclature.diplomas["50099901"].closed == "2020-08-31"
    assert nomenclature.diplomas["50099901"].last_session == 2020


def test_the_row_that_was_changed_last_tells_of_a_diploma(tmp_path):
    reopened = "50099901;CERFS-VOLANTS (CAP);01/09/2010;;;;;01/01/2023\n"
    records = read(tmp_path, "bcn.csv", BCN + reopened)
    assert records.open_data.nomenclature.diplomas["50099901"].closed == ""


def test_official_lengths_are_those_of_trainings_that_are_open(tmp_path):
    nomenclature = read(tmp_path, "mef.csv", MEF).open_data.nomenclature
    assert nomenclature.years == {"50099901": {2}}
    assert nomenclature.trainings["23220099902"] == "50099902"


def test_counts_are_summed_over_regions_and_hidden_ones_have_no_part_in_shares(tmp_path):
    count = read(tmp_path, "ij.csv", PUPILS).open_data.pupils["school", "23220099901"]["2021_2022"]
    assert (count.pupils, count.followed, count.going_on) == (40, 30, 10)
    assert (count.leavers[12], count.employed[12]) == (20, 5)


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (PASSAGE, "table de passage"),
        ("code_rome;libelle_rome;code_ogr\nA1101;Pilote de cerfs-volants;7\n", "ROME"),
        ("code_ogr;libelle_appellation_long;libelle_appellation_court;code_rome\n7;Pilote;Pilote;A1101\n", "ROME"),
        ('"code_rome","code_rome_cible","libelle_type_mobilite"\n"A1101","A1102","Proche"\n', "ROME"),
        (json.dumps([{"type_diplome": "Master", "discipline": "Droit", "nb_sortants": 3}]), "InserSup"),
        (json.dumps([{"annee": "2016", "discipline_principale": "Tout", "taux_insertion": 0.9}]), "InserSup"),
        (
            json.dumps([{"code": 100, "libelle_complet": "Tous", "horizon_3ans": {"taux_emploi": 71}}]),
            "Céreq Génération",
        ),
        ("GROUPE_FORMATION;LIBELLE_COURT;DATE_OUVERTURE\nG1;X;\n", "nomenclature of diplomas (BCN)"),
    ],
)
def test_each_table_is_known_by_its_columns(tmp_path, content, format_):
    records = read(tmp_path, "x", content)
    assert [(s.format, s.records) for s in records.sources] == [(format_, 1)]


def test_notes_beside_the_data_are_no_sources(tmp_path):
    (tmp_path / "SOURCE.txt").write_text("Comes from afar.", encoding="utf-8")
    (tmp_path / "bcn.csv").write_text(BCN, encoding="utf-8")
    records = read_sources([tmp_path])
    assert len(records.sources) == 1
    assert records.problems == ()


def formations(**codes):
    return [Formation(id_, title, code_scolarite=code) for id_, (title, code) in codes.items()]


def codes_of(found, heirs=(), current=None, labels=()):
    data = OpenData()
    for old, new in heirs:
        data.nomenclature.add_diploma({"code": old, "label": dict(labels).get(old, ""), "new_1": new})
    return Codes(found, data, {f.id for f in found} if current is None else current)


def test_a_code_stands_for_its_own_formation_before_its_heirs():
    found = formations(a=("CAP cerf-volant", "1"), b=("CAP deltaplane", "2"))
    assert codes_of(found, [("1", "2")]).formations("1") == ("a",)
    assert codes_of(found, [("1", "2")], current={"b"}).formations("1") == ("b",)
    assert codes_of(found, [("0", "1"), ("1", "0")]).formations("0") == ("a",)
    assert codes_of(found).formations("9") == ()


def test_of_several_formations_of_a_code_the_one_with_its_title_counts():
    found = formations(a=("TP cerf-voliste", "1"), b=("TP aide cerf-voliste", "1"))
    data = OpenData()
    data.nomenclature.add_diploma({"code": "1", "label": "AIDE CERF-VOLISTE (TP)"})
    assert Codes(found, data, {"a", "b"}).formations("1") == ("b",)


def test_options_share_what_one_old_code_became():
    found = formations(a=("BTS cerf-volant option A", "1"), b=("BTS cerf-volant option B", "2"))
    assert codes_of(found, [("0", "1"), ("0", "2")]).formations("0") == ("a", "b")


def test_who_took_the_place_of_a_formation():
    found = formations(old=("CAP cerf-volant", "1"), new=("CAP deltaplane", "2"))
    codes = codes_of(found, [("1", "2")], current={"new"})
    assert [codes.heirs(f) for f in found] == [("new",), ()]
