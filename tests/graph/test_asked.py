"""What is asked on a way, on whose word; who usually goes it; what the scheme leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways.graph.build import build_graph
from pathways.graph.places import place_of
from pathways.graph.truth import truth_of
from pathways.graph.validate import contract_findings
from pathways.model import Appellation as Name
from pathways.model import Direction, Formation, FormationRef, Job, Link, Scope, Section, Span
from pathways.sources import Records

GENERAL = Formation("FOR.1", "bac général", "bac général", certification=4, duration_years=1)
STMG = Formation(
    "FOR.2",
    "bac techno STMG sciences et technologies du management et de la gestion",
    "bac techno",
    certification=4,
    duration_years=1,
)
BAC = Formation(
    "FOR.3",
    "bac pro verrerie",
    "bac pro",
    certification=4,
    duration_years=3,
    continuations=(FormationRef("BTS verre et lumière", "FOR.4"),),
)
BTS = Formation("FOR.4", "BTS verre et lumière", "BTS", certification=5, duration_years=2)
LICENCE = Formation("FOR.5", "licence mention droit", "licence", certification=6, duration_years=3)


def link(fiche, direction, kind, name=None, scope="any", **more):
    section = "acces" if direction == "from" else "poursuite"
    more.setdefault("conditions", ())
    return Link(fiche, section, Direction(direction), kind, name, Scope(scope), Span(0, 9), "une phrase", **more)


def graph(links=(), formations=(GENERAL, STMG, BAC, BTS, LICENCE), jobs=()):
    g = build_graph(Records(tuple(formations), tuple(jobs), ()), links=links)
    assert not list(contract_findings(g))
    return g


@pytest.mark.parametrize(
    ("links", "conditions", "years", "fiches"),
    [
        # the prose of the fiche that lists the BTS says what a BTS asks
        ([link("FOR.3", "to", "BTS", conditions=("mention",))], ["mention"], 2, {"FOR.3"}),
        # the fiche of the BTS says what it asks of a bac pro, and in how many years
        ([link("FOR.4", "from", "bac pro", conditions=("tests",), years=3)], ["tests"], 3, {"FOR.3", "FOR.4"}),
        # it names others only: what it asks of all of them, it asks of this one too
        (
            [
                link("FOR.4", "from", "bac techno", "STMG", "named", conditions=("dossier", "tests")),
                link("FOR.4", "from", "bac général", conditions=("dossier",)),
            ],
            ["dossier"],
            2,
            {"FOR.3", "FOR.4"},
        ),
        # nobody says: what the scheme asks of who enters a BTS
        ([], ["dossier"], 2, {"FOR.3", "scheme:bts-apres-bac"}),
        # another kind, another way: nothing of it holds here
        (
            [link("FOR.3", "to", "licence pro", conditions=("mention",))],
            ["dossier"],
            2,
            {"FOR.3", "scheme:bts-apres-bac"},
        ),
    ],
)
def test_what_is_said_of_a_kind_holds_for_the_way_that_a_list_names(links, conditions, years, fiches):
    edge = graph(links)["FOR.3"]["FOR.4"]["continuation"]
    assert edge["conditions"] == conditions
    assert edge["years"] == years
    assert {e["fiche"] for e in edge["evidence"]} == fiches
    assert (edge["basis"], edge["scope"]) == ("stated", "named")


def test_what_is_said_of_a_kind_makes_no_way_of_its_own():
    with_list = set(graph([link("FOR.4", "from", "bac pro", conditions=("tests",))]).edges)
    without = (GENERAL, STMG, BTS, LICENCE)
    assert ("FOR.3", "FOR.4", "continuation") in with_list
    assert not [e for e in graph([], without).edges if "FOR.3" in e]


def test_the_usual_bac_goes_before_another_that_is_named():
    links = [link("FOR.5", "from", "bac général"), link("FOR.5", "from", "bac techno", "STMG", "named")]
    g = graph(links)
    assert g["FOR.1"]["FOR.5"]["continuation"]["score"] == 1
    assert [g[bac]["FOR.5"]["continuation"]["usual"] for bac in ("FOR.1", "FOR.2")] == ["usual", "possible"]


def test_no_age_is_asked_of_who_holds_a_bac():
    assistant = Formation(
        "FOR.6",
        "diplôme d'État d'aide-soignant",
        "DE",
        certification=4,
        duration_years=2,
        exit_level="bac ou équivalent",
    )
    cap = Formation("FOR.7", "CAP petite enfance", "CAP", certification=3, duration_years=2)
    links = [link("FOR.3", "to", "DE", "aide-soignant", "named"), link("FOR.7", "to", "DE", "aide-soignant", "named")]
    g = graph(links, (GENERAL, BAC, cap, assistant))
    assert "âge" not in g["FOR.3"]["FOR.6"]["continuation"]["conditions"]
    assert "âge" in g["FOR.7"]["FOR.6"]["continuation"]["conditions"]
    assert "âge" in g["classe:3e"]["FOR.6"]["entry"]["conditions"]


def test_a_preparation_asks_for_the_diploma_that_the_contest_asks_for():
    course = Formation(
        "FOR.6",
        "préparation au concours de gardien de musée",
        "préparation aux concours",
        duration_years=1,
        exit_level="bac ou équivalent",
    )
    into = {u for u, _, d in graph((), (GENERAL, BAC, course)).in_edges("FOR.6", data=True)}
    assert into == {"niveau:bac"}


@pytest.mark.parametrize(
    ("held", "years"), [(3.0, 6.0), (4.0, 5.0), (5.0, 5.0), (6.0, 5.0)], ids=["bac", "bac+1", "bac+2", "bac+3"]
)
def test_a_rule_may_let_off_so_many_years_and_no_more(held, years):
    vet = place_of(Formation("FOR.1", "diplôme d'État de docteur vétérinaire", "", certification=7, duration_years=6))
    assert vet.rule.id == "veterinaire"
    assert vet.years_from(held) == years
    assert vet.years_from(held, academic=False) == 6


def test_a_diploma_of_the_same_height_is_no_way_into_its_sibling():
    architecture = ("construction/architecture",)
    one, other = (
        Formation(
            f"FOR.{i}",
            f"diplôme supérieur d'architecture et {what}",
            "école d'architecture",
            certification=7,
            duration_years=2,
            exit_level="bac + 7",
            domains=architecture,
        )
        for i, what in ((6, "patrimoine"), (7, "patrimoine rural"))
    )
    below = Formation(
        "FOR.8",
        "diplôme d'État d'architecte",
        "école d'architecture",
        certification=7,
        duration_years=2,
        exit_level="bac + 5",
        domains=architecture,
    )
    g = graph((), (GENERAL, one, other, below))
    assert g.has_edge("FOR.8", "FOR.6")
    assert not g.has_edge("FOR.7", "FOR.6")


def job(prose, *, min_level="bac ou équivalent", domains=()):
    return Job(
        "MET.1", Name("aide"), min_level=min_level, domains=domains, sections=(Section("acces_metier", "Accès", prose),)
    )


def test_a_doctorate_is_of_the_field_of_the_job_that_asks_for_it():
    field = "sciences/sciences de la Terre"
    near = Formation(
        "FOR.6", "master mention géologie", "master", certification=7, duration_years=2, domains=(field,), nsf=("117",)
    )
    far = Formation("FOR.7", "master mention mode", "master", certification=7, duration_years=2, domains=("arts/mode",))
    geologist = job("Niveau bac + 8\nDoctorat en géologie", min_level="bac + 8", domains=(field,))
    g = graph((), (GENERAL, near, far), [geologist])
    doctorate = "formation:doctorat-sciences-de-la-terre"
    assert g[doctorate]["MET.1"]["job"]["basis"] == "field"
    assert g.has_edge("FOR.6", doctorate)
    assert not g.has_edge("FOR.7", doctorate)
    assert not g.has_edge("formation:doctorat", "MET.1")


@pytest.mark.parametrize(
    ("prose", "min_level"),
    [
        ("8 ans pour un doctorat en médecine.", "bac + 8"),  # the diploma of a profession
        ("Un master, éventuellement suivi d'un doctorat.", "bac + 5"),  # a master is enough
        ("8 ans d'études, stage compris.", "bac + 8"),
    ],
)
def test_where_no_doctorate_is_asked_for_none_leads_to_the_job(prose, min_level):
    g = graph((), (GENERAL,), [job(prose, min_level=min_level, domains=("sciences/biologie",))])
    assert not list(g.in_edges("MET.1"))


#: who holds more than a bac may go in for what asks for one
FROM_BAC = {"niveau:bac", "niveau:bac+2", "niveau:bac+3", "niveau:bac+5", "niveau:bac+8"}


@pytest.mark.parametrize(
    ("prose", "min_level", "doors"),
    [
        ("Le concours est ouvert à qui a le bac.", "bac ou équivalent", FROM_BAC),
        ("Réussir les épreuves de sélection, puis un an d'école.", "bac ou équivalent", FROM_BAC),
        ("Concours de catégorie A après un bac + 3.", "bac + 3", {"niveau:bac+3", "niveau:bac+5", "niveau:bac+8"}),
        ("Un concours interne est ouvert.", "bac ou équivalent", set()),
        ("Ouvert à ceux ayant exercé 8 ans : concours.", "bac ou équivalent", set()),
        ("Le concours est ouvert à tous.", "CAP ou équivalent", set()),
    ],
)
def test_a_contest_opens_a_job_that_no_diploma_leads_to(prose, min_level, doors):
    g = graph(formations=(GENERAL, BAC, BTS, LICENCE), jobs=[job(prose, min_level=min_level)])
    assert {u for u, _ in g.in_edges("MET.1")} == doors
    for door in doors:
        edge = g[door]["MET.1"]["job"]
        assert edge["conditions"] == ["concours"]
        assert (edge["basis"], edge["scope"], edge["score"]) == ("stated", "any", 0)
        assert edge["evidence"][0]["text"] == prose
    assert truth_of(g).jobs_with_formation == 0  # a level is no formation that leads to a job


def test_no_contest_where_a_diploma_leads_to_the_job_but_the_public_service_asks_for_less():
    listed = (FormationRef("licence mention droit", "FOR.5"),)
    school = replace(job("L'école recrute sur concours."), formations=listed)
    public = replace(job("Concours de la fonction publique de catégorie B, avec le bac."), formations=listed)
    at_level = replace(public, min_level="bac + 3")
    assert {u for u, _ in graph(jobs=[school]).in_edges("MET.1")} == {"FOR.5"}
    assert {u for u, _ in graph(jobs=[public]).in_edges("MET.1")} == {"FOR.5", *FROM_BAC}
    assert {u for u, _ in graph(jobs=[at_level]).in_edges("MET.1")} == {"FOR.5"}


def test_a_preparation_that_is_listed_tells_of_the_contest():
    course = Formation(
        "FOR.6", "préparation au concours de gardien", "préparation aux concours", duration_years=1, exit_level="bac"
    )
    keeper = replace(job("Un métier d'équipe."), formations=(FormationRef(course.title, "FOR.6"),))
    g = graph(formations=(GENERAL, course), jobs=[keeper])
    assert {u for u, _ in g.in_edges("MET.1")} == {"FOR.6", *FROM_BAC} - {"niveau:bac+2"}
    assert g["niveau:bac"]["MET.1"]["job"]["evidence"][0]["text"] == course.title


def test_where_a_kind_has_one_member_any_of_it_is_that_one():
    vet = Formation("FOR.6", "diplôme d'État de docteur vétérinaire", "DE", certification=7, duration_years=6)
    g = graph([link("FOR.4", "to", "école vétérinaire")], (GENERAL, BAC, BTS, vet))
    edge = g["FOR.4"]["FOR.6"]["continuation"]
    assert (edge["basis"], edge["scope"], edge["years"]) == ("stated", "named", 5)


@pytest.mark.parametrize(("members", "resolved"), [(3, 3), (13, 0)])
def test_where_none_of_a_kind_is_near_a_few_are_all_meant_and_many_are_not(members, resolved):
    institutes = [
        Formation(f"FOR.{10 + i}", f"diplôme de l'institut {i}", "IEP", certification=7, duration_years=5)
        for i in range(members)
    ]
    g = graph([link("FOR.1", "to", "IEP")], (GENERAL, *institutes))
    stated = [v for _, v, d in g.out_edges("FOR.1", data=True) if d["basis"] == "field"]
    assert len(stated) == resolved
    assert all(g["FOR.1"][v]["continuation"]["score"] <= 0.5 for v in stated)


def test_what_is_much_farther_than_the_nearest_is_not_of_the_field():
    near, far = (
        Formation(f"FOR.{i}", title, "CAP", certification=3, duration_years=2, domains=domains, code_scolarite=code)
        for i, title, domains, code in (
            (6, "CAP électricien", ("bâtiment/électricité",), "50025501"),
            (7, "CAP enseigne lumineuse", ("arts/enseigne",), "50025502"),
        )
    )
    bp = Formation(
        "FOR.8",
        "BP électricien",
        "BP",
        certification=4,
        duration_years=2,
        domains=("bâtiment/électricité",),
        code_scolarite="45025501",
    )
    links = [link("FOR.8", "from", "CAP", scope="field")]
    assert graph(links, (near, far, bp)).has_edge("FOR.6", "FOR.8")
    assert not graph(links, (near, far, bp)).has_edge("FOR.7", "FOR.8")
    assert graph(links, (far, bp)).has_edge("FOR.7", "FOR.8")  # the nearest there is


@pytest.mark.parametrize(
    ("title", "score"),
    [
        ("CAP aide à la vigne", 1.0),
        ("CAP aides des vignes", 1.0),
        ("CAP osiériste", 0.95),  # another name of the job
        ("CAP boulanger", 0.9),
    ],
)
def test_of_the_diplomas_that_lead_to_a_job_the_one_of_its_name_is_nearest(title, score):
    cap = Formation("FOR.6", title, "CAP", certification=3, duration_years=2)
    worker = replace(
        job("Un métier."),
        name=Name("aide à la vigne"),
        appellations=(Name("osiériste"),),
        formations=(FormationRef(title, "FOR.6"),),
    )
    assert graph((), (cap,), [worker])["FOR.6"]["MET.1"]["job"]["score"] == score
