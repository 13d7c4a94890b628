"""Study plans in the graph: names to formations, plans on job nodes, and the edges that they state."""

from __future__ import annotations

import pytest

from pathways.graph.build import build_graph
from pathways.graph.making import facts_only
from pathways.graph.mentions import TitleIndex
from pathways.graph.plan_names import StepNames
from pathways.graph.truth import truth_of
from pathways.model import Appellation, Formation, FormationRef, Job, Section
from pathways.sources import Records


def diploma(n, title, type_, years, certification, **more):
    return Formation(f"FOR.{n}", title, type_, duration_years=years, certification=certification, **more)


RECORD = [
    diploma(1, "CAP cuisine", "CAP", 2, 3),
    diploma(2, "CS (ex MC) employé traiteur", "CS", 1, 3),
    diploma(3, "BP arts de la cuisine", "BP", 2, 4),
    diploma(4, "BTS management en hôtellerie restauration option A unité de restauration", "BTS", 2, 5),
    diploma(5, "BTS management en hôtellerie restauration option B unité de production culinaire", "BTS", 2, 5),
    diploma(6, "licence pro mention métiers des arts culinaires", "licence pro", 1, 6),
    diploma(7, "bac pro cuisine", "bac pro", 3, 4),
    diploma(8, "master mention informatique", "master", 2, 7),
    diploma(9, "master mention ingénierie de la santé", "master", 2, 7),
    diploma(10, "diplôme d'ingénieur de l'École du Sud spécialité informatique", "ingénieur", 5, 7),
    diploma(11, "diplôme d'ingénieur de l'École du Nord spécialité textile", "ingénieur", 5, 7),
    diploma(12, "chef barman", "école spécialisée", 1, None),
]
TITLES = {f.id: f for f in RECORD}


def job(text, *, access="", listed=(), min_level="CAP ou équivalent", **more):
    sections = [Section("en-bref", "En bref", f"### Durée des études\n{text}")]
    if access:
        sections.append(Section("acces_metier", "Accès au métier", access))
    refs = tuple(FormationRef(TITLES[f"FOR.{n}"].title, f"FOR.{n}") for n in listed)
    return Job(
        "MET.1", Appellation("cuisinier/ère"), min_level=min_level, sections=tuple(sections), formations=refs, **more
    )


def graph(made):
    return build_graph(Records(tuple(RECORD), (made,), ()), links=())


@pytest.mark.parametrize(
    ("kind", "name", "listed", "found"),
    [
        ("CAP", "cuisine", (), {1}),
        ("BTS", "management en hôtellerie-restauration (MHR)", (), {4, 5}),
        ("BTS", "management en hôtellerie restauration", (5,), {5}),
        ("BTS", "management en hôtellerie restauration, option B unité de production culinaire", (4,), {5}),
        ("BTS", "managment en hotelerie restauration option A unité de restauration", (), {4}),  # misspelt
        ("BTS", "soudage", (), set()),
        ("master", "informatique mobile", (), {8}),
        ("ingénieur", "informatique", (11,), {10}),
        ("ingénieur", "agronomie", (), set()),
        ("école spécialisée", "barman", (), set()),  # one word is no school's diploma ...
        ("école spécialisée", "barman", (12,), {12}),  # ... unless the job's own list holds it
        ("CAP", "", (), set()),
    ],
)
def test_names(kind, name, listed, found):
    names = StepNames(RECORD, TitleIndex(RECORD))
    assert {int(i[4:]) for i in names.find(kind, name, {f"FOR.{n}" for n in listed}).ids} == found


def test_a_field_of_no_title_means_what_the_job_lists_of_that_kind():
    made = job("## Après le bac\n5 ans pour un master en génie biomédical.", listed=(9,), min_level="bac + 5")
    assert [s["ids"] for p in graph(made).nodes["MET.1"]["plans"] for s in p["steps"]] == [["FOR.9"]]


def test_plans_stand_on_the_job_and_lose_their_text_with_the_facts():
    g = graph(
        job("## Après la 3e\n2 ans pour le CAP cuisine, éventuellement complété par le BP arts de la cuisine (2 ans).")
    )
    plans = g.nodes["MET.1"]["plans"]
    assert [(p["start"], p["years"], p["usual"], [s["ids"] for s in p["steps"]]) for p in plans] == [
        ("3e", 2, True, [["FOR.1"]]),
        ("3e", 4, False, [["FOR.1"], ["FOR.3"]]),
    ]
    assert plans[0]["evidence"][0]["text"] == "2 ans pour le CAP cuisine"
    facts_only(g)
    assert "text" not in g.nodes["MET.1"]["plans"][0]["evidence"][0]
    assert {u for u, _ in g.in_edges("MET.1")} == {"FOR.1", "FOR.3"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 ans pour le CAP cuisine ou le BP arts de la cuisine.", None),
        ("2 ans pour le CAP cuisine, complété par un CS employé traiteur (1 an).", (1, 2, 1, "stated")),
        ("2 ans pour le CAP cuisine éventuellement suivi du BP arts de la cuisine.", (1, 3, 2, "stated")),
        ("2 ans pour le CAP cuisine, complété par le CS employé traiteur (1 an) ; 3 ans pour le bac pro cuisine.",
         (1, 2, 1, "stated")),
        ("2 ans pour un CAP complété par le CS employé traiteur.", None),
    ],
)  # fmt: skip
def test_what_completes_is_a_way(text, expected):
    g = graph(job(f"## Après la 3e\n{text}"))
    said = [
        (int(u[4:]), int(v[4:]), d["years"], d["basis"])
        for u, v, d in g.edges(data=True)
        if any(e["fiche"] == "MET.1" for e in d["evidence"]) and v != "MET.1"
    ]
    assert said == ([expected] if expected else [])


def test_below_the_official_level_leads_what_the_fiche_gives_years_and_not_what_it_says_by_the_way():
    told = job("## Après la 3e\n2 ans pour le CAP cuisine.", min_level="bac + 2")
    assert graph(told).has_edge("FOR.1", "MET.1")
    assert truth_of(graph(told)).disagreements == ()
    aside = job("## Après la 3e\nCAP cuisine souvent. 3 ans pour le bac pro cuisine.", min_level="bac + 2")
    assert not graph(aside).has_edge("FOR.1", "MET.1")


@pytest.mark.parametrize(
    ("text", "level", "source", "conditions"),
    [
        ("## Après la 3e\nDNB puis concours de catégorie C.", "3E", "classe:3e", ["concours"]),
        ("## Après la 3e\nAucun diplôme n'est exigé.", "CAP ou équivalent", "classe:3e", []),
        ("## Après la 3e\nOn recrute après des tests, et forme.", "CAP ou équivalent", "niveau:cap", ["tests"]),
        ("## Après le bac\nLe concours est ouvert aux bacheliers.", "bac ou équivalent", "niveau:bac", ["concours"]),
        ("## Après le bac\nLe sens du rythme est indispensable.", "bac ou équivalent", "niveau:bac", []),
    ],
)  # fmt: skip
def test_a_job_that_no_diploma_leads_to_is_entered_from_a_class_or_a_level(text, level, source, conditions):
    g = graph(job(text, min_level=level))
    assert g[source]["MET.1"]["job"]["conditions"] == conditions
    assert g[source]["MET.1"]["job"]["evidence"][0]["fiche"] == "MET.1"


def test_a_job_of_no_plan_keeps_the_sentence_that_tells_most_of_it():
    g = graph(job("## Après le bac\nLe métier est beau. Un internat est indispensable.", min_level="bac + 9 et plus"))
    (plan,) = g.nodes["MET.1"]["plans"]
    assert (plan["start"], plan["steps"], plan["evidence"][0]["text"]) == ("bac", [], "Un internat est indispensable.")
    assert not list(g.in_edges("MET.1"))


@pytest.mark.parametrize(
    ("statuses", "access", "asked"),
    [
        (("fonctionnaire",), "Accès sur concours.", True),
        (("fonctionnaire", "salarié"), "Dans le public, le recrutement se fait par concours.", True),
        (("fonctionnaire", "salarié"), "Les écoles sont accessibles sur concours commun.", False),
        (("salarié",), "Accès sur concours.", False),
        (("fonctionnaire",), "Un concours interne existe.", False),
    ],
)
def test_a_contest_of_the_public_service_is_asked_for_on_every_way(statuses, access, asked):
    g = graph(job("## Après la 3e\n2 ans pour le CAP cuisine.", access=access, statuses=statuses))
    assert ("concours" in g["FOR.1"]["MET.1"]["job"]["conditions"]) is asked
