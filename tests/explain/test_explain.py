"""Routes in words: years, conditions, whose word, and never a thing that the step does not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways.errors import QueryError
from pathways.explain import explain_no_route, explain_route, explain_step
from pathways.model import Basis, Evidence, NodeRef, Route, Step
from pathways.render.terminal import step_notes

TROISIEME = NodeRef("classe:3e", "3e", "class")
SECONDE = NodeRef("classe:2de-pro-x", "2de pro métiers de l'eau", "class")
BAC = NodeRef("FOR.1", "bac pro eaux", "diploma")
BTS = NodeRef("formation:bts-eaux", "BTS eaux", "diploma")
JOB = NodeRef("MET.1", "fontainier/ère", "job")
DOOR = NodeRef("type:bac-pro", "tout bac pro", "level")

ENTER = Step(
    TROISIEME,
    SECONDE,
    1,
    evidence=(Evidence("FOR.1", "acces", 0, 30, "On entre d'abord en\n   2de pro."),),
    kind="entry",
)
STUDY = Step(SECONDE, BAC, 2, basis=Basis.SCHEME, evidence=(Evidence("scheme:x", "scheme", 0, 0),), kind="entry")
WORK = Step(BAC, JOB, 0, evidence=(Evidence("FOR.1", "metiers", 0, 9, "fontainier/ère"),), kind="job")
WIDE = Step(
    BAC,
    BTS,
    2,
    ("bon dossier", "mention"),
    evidence=(Evidence(BTS.id, "acces", 0, 9),),
    kind="continuation",
    scope="any",
    door=DOOR,
)


def test_a_route_is_told_step_by_step_with_years_and_source():
    told = explain_route(Route(TROISIEME, JOB, (ENTER, STUDY, WORK)))
    lines = told.splitlines()
    assert lines == [
        "De la 3e au métier de fontainier/ère : 3 ans, en 3 étapes.",
        (
            "1. Après la 3e, on entre en 2de pro métiers de l'eau (1 an). "
            "C'est écrit dans une fiche de l'Onisep, à la rubrique « Accès » : « On entre d'abord en 2de pro. »"
        ),
        (
            "2. Après la 2de pro métiers de l'eau, on prépare le bac pro eaux en 2 ans. "
            "C'est la règle générale des études ; aucune fiche ne le précise, à vérifier sur place."
        ),
        (
            "3. Avec le bac pro eaux, on peut devenir fontainier/ère. "
            "Ce métier est dans la liste « Métiers associés », dans la fiche du bac pro eaux."
        ),
    ]


def test_without_the_text_the_fiche_and_its_section_stand():
    bare = replace(STUDY, basis=Basis.STATED, evidence=(Evidence("FOR.1", "acces", 0, 30),))
    assert explain_step(bare).endswith("C'est écrit dans la fiche du bac pro eaux, à la rubrique « Accès ».")
    assert explain_step(bare, lang="en").endswith("It is written in the fiche of bac pro eaux, under “Accès”.")


def test_fiches_of_neither_end_are_counted_and_no_id_is_told():
    bare = replace(ENTER, evidence=(Evidence("FOR.1", "acces", 0, 30), Evidence("FOR.2", "acces", 0, 30)))
    assert explain_step(bare).endswith("C'est écrit dans 2 fiches de l'Onisep, à la rubrique « Accès ».")
    assert "FOR." not in explain_route(Route(TROISIEME, JOB, (ENTER, STUDY, WORK)))


def test_at_the_end_of_a_class_one_sits_its_exam():
    last = NodeRef("classe:tle-generale", "Tle générale", "class")
    exam = Step(last, NodeRef("FOR.9", "bac général", "diploma"), 0, basis=Basis.SCHEME, kind="entry")
    assert explain_step(exam).startswith("À la fin de la Tle générale, on passe le bac général.")


def test_the_general_rule_is_told_whole_once():
    told = explain_route(Route(TROISIEME, BAC, (replace(ENTER, basis=Basis.SCHEME), STUDY)))
    assert told.count("aucune fiche ne le précise") == 1
    assert told.endswith("C'est encore la règle générale.")


def test_what_any_diploma_opens_is_called_general_and_a_fiche_goes_by_its_title():
    told = explain_step(WIDE)
    assert (
        "À la rubrique « Accès », la fiche du BTS eaux admet « tout bac pro » : c'est très général, à vérifier." in told
    )
    assert "On y entre avec un bon dossier et/ou avec une mention à l'examen." in told


def test_what_is_said_in_general_is_called_so():
    wide = replace(WIDE, door=None, conditions=())
    assert explain_step(wide).endswith("la fiche du BTS eaux le dit de façon générale, à vérifier.")


def test_a_field_step_says_how_near_it_is():
    near = replace(WIDE, door=None, scope="field", basis=Basis.FIELD, score=0.834, evidence=ENTER.evidence)
    assert "ne nomme pas ce diplôme, mais dit : « On entre d'abord en 2de pro. » Les deux" in explain_step(near)
    assert explain_step(near).endswith("proches à 83 %.")


@pytest.mark.parametrize(
    ("apprenticeship", "said", "unsaid"),
    [(True, "aux seuls apprentis", "pas en apprentissage"), (False, "pas en apprentissage", "apprentis.")],
)
def test_who_the_way_is_for(apprenticeship, said, unsaid):
    told = explain_step(replace(STUDY, apprenticeship=apprenticeship))
    assert said in told
    assert unsaid not in told
    assert "appren" not in explain_step(replace(STUDY, apprenticeship=None))


def test_options_are_named():
    told = explain_step(replace(STUDY, options=(NodeRef("FOR.2", "bac pro sources", "diploma"),)))
    assert told.endswith("Cela vaut aussi pour bac pro sources.")
    many = tuple(NodeRef(f"FOR.{n}", f"bac pro {n}", "diploma") for n in range(5))
    assert explain_step(replace(STUDY, options=many)).endswith("Cela vaut aussi pour bac pro 0, bac pro 1 et 3 autres.")


def test_being_there_already():
    assert explain_route(Route(BAC, BAC, ())) == "Le bac pro eaux : c'est déjà le point de départ."


def test_a_step_without_evidence_says_so():
    assert explain_step(replace(ENTER, evidence=())).endswith("La source de cette étape n'est pas indiquée.")


def test_hostile_text_is_made_plain():
    hostile = replace(ENTER, target=NodeRef("x", "2de\x1b[2Jpro\nfin", "class"))
    assert "\x1b" not in explain_step(hostile)
    assert "\n" not in explain_step(hostile)


def test_no_route_tells_what_stands_between():
    told = explain_no_route(
        TROISIEME,
        JOB,
        limits=["--max-years 2"],
        without=[("--max-years 2", 3)],
        nearest=[BAC],
        unreached=False,
    )
    assert told.splitlines() == [
        "Aucun parcours ne mène de la 3e au métier de fontainier/ère avec --max-years 2.",
        "Sans --max-years 2, il y en a un en 3 ans.",
        "Ce qu'on atteint de plus proche : le bac pro eaux.",
    ]
    english = explain_no_route(BAC, TROISIEME, lang="en", leads_nowhere=True, unreached=True)
    assert english.splitlines() == [
        "No route leads from bac pro eaux to 3e.",
        "No fiche says what follows bac pro eaux.",
        "No fiche says what leads to 3e.",
    ]


def test_unknown_language_is_refused():
    with pytest.raises(QueryError):
        explain_route(Route(TROISIEME, SECONDE, (ENTER,)), lang="de")


@pytest.mark.parametrize("kept", ["beside", "alone"])
def test_a_rule_of_the_study_scheme_is_never_quoted_as_a_fiche(kept):
    bac, but = NodeRef("FOR.1", "bac général", "diploma"), NodeRef("FOR.2", "BUT chimie", "diploma")
    rule = Evidence("scheme:but-apres-bac", "scheme", 0, 10, "Le BUT suit le bac.")
    said = (rule, Evidence("MET.9", "acces_metier", 0, 10)) if kept == "beside" else (rule,)
    step = Step(bac, but, 3, evidence=said, kind="continuation")
    for told in (explain_step(step), *(note for note, _ in step_notes(step, "fr", quotes=True))):
        assert "scheme" not in told
        assert "2 fiches" not in told
