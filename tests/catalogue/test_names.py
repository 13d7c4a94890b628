"""Names of a small graph, found however they are written."""

from __future__ import annotations

import pytest

from pathways.catalogue import NameIndex, NodeNames, resolve_argument
from pathways.errors import AmbiguousNameError, UnknownNameError


@pytest.fixture(scope="module")
def index() -> NameIndex:
    fed = "BTS fluides, énergies, domotique option"
    return NameIndex.build(
        [
            NodeNames("MET.266", "plombier/ère", "job"),
            NodeNames("MET.1", "contrôleur/euse aérien/ne", "job", aliases=("aiguilleur/euse du ciel",)),
            NodeNames("MET.2", "médecin généraliste", "job"),
            NodeNames("MET.3", "médecin spécialiste", "job"),
            NodeNames("MET.4", "masseur/euse-kinésithérapeute", "job"),
            NodeNames("FOR.1", "CAP plombier", "diploma", "CAP"),
            NodeNames("FOR.2", f"{fed} A génie climatique", "diploma", "BTS", sigle="FED"),
            NodeNames("FOR.3", f"{fed} B froid", "diploma", "BTS", sigle="FED"),
            NodeNames("FOR.4", "CS (ex MC) aide à domicile", "diploma", "CS", rncp="38878"),
            NodeNames("FOR.5", "bac pro cuisine", "diploma", "bac pro", code_scolarite="40022106"),
            NodeNames("FOR.6", "bac pro boucher", "diploma", "bac pro", former_ids=("FOR.99", "FOR.5")),
            NodeNames("FOR.7", "BTS management commercial opérationnel", "diploma", "BTS"),
            NodeNames("classe:3e", "3e", "class", "3e"),
            NodeNames("classe:1re-stmg", "1re STMG", "class"),
            NodeNames("classe:2de-gt", "2de générale et technologique", "class"),
            NodeNames("niveau:bac+2", "bac + 2", "level"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plombier", "MET.266"),
        ("PLOMBIÈRE", "MET.266"),
        ("plombiers", "MET.266"),
        ("plombier·ère", "MET.266"),
        ("plonbier", "MET.266"),
        ("cap plombier", "FOR.1"),
        ("plombier CAP", "FOR.1"),
        ("controleuse aerienne", "MET.1"),
        ("aiguilleur du ciel", "MET.1"),
        ("kiné", "MET.4"),
        ("mc aide a domicile", "FOR.4"),
        ("rncp 38878", "FOR.4"),
        ("38878", "FOR.4"),
        ("40022106", "FOR.5"),
        ("for.5", "FOR.5"),
        ("FOR.99", "FOR.6"),
        ("baccalauréat professionnel cuisine", "FOR.5"),
        ("bts mco", "FOR.7"),
        ("opérationnel commercial management bts", "FOR.7"),
        ("troisième", "classe:3e"),
        ("3 ème", "classe:3e"),
        ("première stmg", "classe:1re-stmg"),
        ("2nde GT", "classe:2de-gt"),
        ("seconde générale", "classe:2de-gt"),
        ("bac+2", "niveau:bac+2"),
        ("classe:2de-gt", "classe:2de-gt"),
        ("plom bier", "MET.266"),
        ("capplombier", "FOR.1"),
        ("c.a.p. plombier", "FOR.1"),
        ("cap plomberie", "FOR.1"),
    ],
)
def test_a_name_is_found_however_it_is_written(index, text, expected):
    found = index.find(text)
    assert (found.status, found.candidates[0].id) == ("found", expected), found


@pytest.mark.parametrize("text", ["médecin", "bac pro", "BTS"])
def test_what_several_things_are_called_is_ambiguous(index, text):
    assert index.find(text).status == "ambiguous"


@pytest.mark.parametrize("text", ["astronaute", "", "   ", "?!", "12345678", "bac pro zorglub"])
def test_what_nothing_is_called_is_unknown(index, text):
    assert index.find(text).status == "unknown"


def test_the_options_of_a_diploma_are_found_together(index):
    assert {c.id for c in index.find("bts fed").options} == {"FOR.2", "FOR.3"}
    assert [c.id for c in index.find("bts fed option b").options] == ["FOR.3"]


def test_an_index_reads_what_it_wrote(index):
    text = "plombière"
    assert NameIndex.from_sections(index.to_sections().get).find(text) == index.find(text)


def test_an_argument_resolves_or_says_what_it_could_be(index):
    assert resolve_argument(index, "plombier").best.id == "MET.266"
    with pytest.raises(AmbiguousNameError) as ambiguous:
        resolve_argument(index, "médecin")
    assert "médecin généraliste (MET.2)" in ambiguous.value.suggestions
    with pytest.raises(UnknownNameError):
        resolve_argument(index, "zorglub")


def test_a_school_year_alone_is_all_its_classes():
    classes = [
        NodeNames("classe:3e", "3e", "class"),
        NodeNames("classe:tle-stl", "Tle STL", "class"),
        NodeNames("classe:tle-generale", "Tle générale", "class"),
    ]
    index = NameIndex.build(classes)
    found = index.find("en terminale")
    assert [c.id for c in found.options] == ["classe:tle-generale", "classe:tle-stl"]
    assert [c.id for c in index.find("terminale STL").options] == ["classe:tle-stl"]
    assert [c.id for c in index.find("troisième").options] == ["classe:3e"]
