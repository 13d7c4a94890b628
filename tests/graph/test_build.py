"""The graph of a record: what a statement becomes, what the scheme adds, what stays said but unresolved."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.graph.build import build_graph
from pathways.graph.making import facts_only
from pathways.graph.truth import least_years, truth_of
from pathways.graph.validate import contract_findings
from pathways.model import Appellation as Name
from pathways.model import Direction, Formation, FormationRef, Job, JobRef, Link, Scope, Section, Span
from pathways.sources import Records

FAMILY = "métiers de la cuisine de démonstration"
CAP = Formation("FOR.1", "CAP cuisinier", "CAP", certification=3, duration_years=2, code_scolarite="50022101")
OTHER_CAP = Formation("FOR.2", "CAP coiffeur", "CAP", certification=3, duration_years=2, code_scolarite="50033601")
BAC = Formation("FOR.3", "bac pro cuisine", "bac pro", certification=4, duration_years=3, code_scolarite="40022102")
OTHER_BAC = Formation(
    "FOR.4", "bac pro coiffure", "bac pro", certification=4, duration_years=3, code_scolarite="40033602"
)
BTS_A = Formation(
    "FOR.5", "BTS cuisine et accueil option A restaurant", "BTS", "", "32022103", certification=5, duration_years=2
)
BTS_B = Formation("FOR.6", "BTS cuisine et accueil option B hôtel", "BTS", certification=5, duration_years=2)
MASTER = Formation("FOR.7", "master mention gastronomie", "master", certification=7, duration_years=2)
LICENCE = Formation("FOR.8", "licence mention gastronomie", "licence", certification=6, duration_years=3)
COOK = Job("MET.1", Name("cuisinier/ère", "cuisinière", "cuisinier"), min_level="CAP ou équivalent")
ALL = (CAP, OTHER_CAP, BAC, OTHER_BAC, BTS_A, BTS_B, MASTER, LICENCE)


def link(fiche, direction, kind, name=None, scope="named", **more):
    section = "acces" if direction == "from" else "poursuite"
    return Link(fiche, section, Direction(direction), kind, name, Scope(scope), Span(0, 9), "une phrase", **more)


def graph(links=(), formations=ALL, jobs=(COOK,)):
    g = build_graph(Records(tuple(formations), tuple(jobs), ()), links=links)
    assert not list(contract_findings(g))
    return g


def test_a_famille_is_inside_the_three_years_and_apprentices_go_straight():
    g = graph(
        [
            link("FOR.3", "from", "3e", scope="any", years=3),
            link("FOR.3", "from", "2de pro", FAMILY),
            link("FOR.3", "from", "3e", scope="any", apprenticeship=True),
        ]
    )
    second = "classe:2de-pro-metiers-de-la-cuisine-de-demonstration"
    assert g["classe:3e"][second]["entry"]["years"] == 1
    assert g[second]["FOR.3"]["entry"]["years"] == 2
    assert {e["fiche"] for e in g[second]["FOR.3"]["entry"]["evidence"]} == {"FOR.3"}
    straight = g["classe:3e"]["FOR.3"]
    assert list(straight) == ["entry:apprenticeship"]
    assert (straight["entry:apprenticeship"]["years"], straight["entry:apprenticeship"]["apprenticeship"]) == (3, True)


def test_a_bac_pro_without_famille_goes_through_the_2de_of_its_specialty():
    g = graph([link("FOR.3", "from", "3e", scope="any", years=3)])
    assert g["classe:3e"]["classe:2de-pro-cuisine"]["entry"]["years"] == 1
    assert g["classe:2de-pro-cuisine"]["FOR.3"]["entry"]["basis"] == "stated"
    assert not g.has_edge("classe:3e", "FOR.3")


def test_all_options_are_meant_where_none_is_named():
    g = graph([link("FOR.3", "to", "BTS", "cuisine et accueil")])
    assert {v for v in ("FOR.5", "FOR.6") if g.has_edge("FOR.3", v)} == {"FOR.5", "FOR.6"}


def test_the_option_that_is_named_is_meant_alone():
    g = graph([link("FOR.5", "from", "bac pro", "cuisine"), link("FOR.3", "to", "BTS", "cuisine et accueil option A")])
    stated = {v for _, v, d in g.out_edges("FOR.3", data=True) if d["basis"] == "stated" and d["kind"] != "holds"}
    assert stated == {"FOR.5"}


def test_both_ends_meet_on_one_edge_and_the_target_tells_the_years():
    g = graph(
        [
            link("FOR.3", "to", "BTS", "cuisine et accueil option A", years=4, conditions=("mention",)),
            link("FOR.5", "from", "bac pro", "cuisine", years=2, conditions=("dossier",)),
        ]
    )
    edge = g["FOR.3"]["FOR.5"]["continuation"]
    assert [e["fiche"] for e in edge["evidence"]] == ["FOR.3", "FOR.5"]
    assert edge["years"] == 2
    assert edge["conditions"] == ["dossier", "mention"]


def test_a_field_resolves_to_what_is_near_with_a_score_and_a_reason():
    g = graph([link("FOR.3", "from", "CAP", scope="field", years=2)])
    edge = g["FOR.1"]["FOR.3"]["continuation"]
    assert (edge["basis"], edge["scope"], edge["years"]) == ("field", "field", 2)
    assert 0 < edge["score"] < 1
    assert edge["why"]
    assert not g.has_edge("FOR.2", "FOR.3")


def test_any_diploma_is_a_door_that_is_least_certain_and_a_few_concrete_ways():
    g = graph([link("FOR.5", "from", "bac pro", scope="any")])
    door = g["type:bac-pro"]["FOR.5"]["continuation"]
    assert (door["scope"], door["score"], door["years"]) == ("any", 0.0, 2)
    assert g.has_edge("FOR.4", "type:bac-pro", "holds")
    assert not g.has_edge("FOR.4", "FOR.5")
    assert g["FOR.3"]["FOR.5"]["continuation"]["score"] > 0


def test_the_scheme_is_silent_where_the_fiche_says_who_may_enter():
    stated = graph([link("FOR.7", "from", "licence", "gastronomie")])
    initial = [d for _, _, d in stated.in_edges("FOR.7", data=True) if "public" not in d]
    assert {d["basis"] for d in initial} == {"stated"}
    silent = graph([link("FOR.7", "from", "licence", "astrologie")])
    assert {d["basis"] for _, _, d in silent.in_edges("FOR.7", data=True)} == {"scheme"}


def test_a_scheme_edge_says_its_rule_and_the_law():
    g = graph()
    (evidence,) = g["classe:3e"]["FOR.1"]["entry"]["evidence"]
    assert evidence["fiche"] == "scheme:cap-apres-3e"
    assert "Code de l'éducation" in evidence["text"]


def test_unknown_and_ambiguous_mentions_stay_said_and_counted():
    g = graph(
        [
            link("FOR.3", "to", "BTS", "astrologie"),
            link("FOR.4", "to", "BTS", "astrologie"),
            link("FOR.3", "to", "concours", "fonction publique", "field"),
        ]
    )
    counts = {(u["kind"], u["name"]): (u["count"], u["reason"]) for u in g.graph["unresolved"]}
    assert counts["BTS", "astrologie"] == (2, "inconnu du répertoire")
    assert counts["concours", "fonction publique"][1] == "concours, pas un diplôme"


def test_an_old_name_is_found():
    renamed = Formation(
        "FOR.9", "BTS hospitalité", "BTS", certification=5, duration_years=2, aliases=("BTS tables et chambres",)
    )
    g = graph([link("FOR.3", "to", "BTS", "tables et chambres")], formations=(*ALL, renamed))
    assert g.has_edge("FOR.3", "FOR.9")


def test_jobs_from_both_lists_stand_on_one_edge():
    section = Section("metiers", "Métiers associés", "- cuisinier/ère", 0, 1)
    cap = Formation(
        "FOR.1",
        "CAP cuisinier",
        "CAP",
        certification=3,
        duration_years=2,
        sections=(section,),
        jobs=(JobRef("cuisinier/ère"),),
    )
    cook = Job("MET.1", Name("cuisinier/ère"), formations=(FormationRef("CAP cuisinier", "FOR.1"),))
    g = graph(formations=(cap,), jobs=(cook,))
    edge = g["FOR.1"]["MET.1"]["job"]
    assert [e["fiche"] for e in edge["evidence"]] == ["FOR.1", "MET.1"]
    assert edge["years"] == 0
    assert section.text[edge["evidence"][0]["start"] : edge["evidence"][0]["end"]] == "cuisinier/ère"


def test_structured_continuations_are_stated():
    bac = Formation(
        "FOR.3",
        "bac pro cuisine",
        "bac pro",
        certification=4,
        duration_years=3,
        continuations=(FormationRef("BTS cuisine et accueil option B hôtel"), FormationRef("BTS perdu de vue")),
    )
    g = graph(formations=(bac, BTS_A, BTS_B))
    assert g["FOR.3"]["FOR.6"]["continuation"]["evidence"][0]["section"] == "poursuites_etudes"
    assert {u["name"] for u in g.graph["unresolved"]} == {"BTS perdu de vue"}


def test_general_way_takes_three_years_to_the_bac():
    years = least_years(graph())
    assert years["classe:tle-generale"] == 3
    assert {years[n] for n in years if n.startswith("formation:bac-techno")} == {3}
    assert years["FOR.8"] == 6
    assert years["FOR.7"] == 8


def test_facts_only_keeps_the_words_of_the_scheme_and_no_others():
    g = graph([link("FOR.3", "from", "CAP", "cuisinier")])
    facts_only(g)
    texts = {(e["fiche"].startswith("scheme:"), "text" in e) for _, _, d in g.edges(data=True) for e in d["evidence"]}
    assert texts <= {(True, True), (False, False)}
    assert (False, False) in texts


def test_the_order_of_the_records_does_not_matter():
    links = [link("FOR.3", "to", "BTS", scope="any"), link("FOR.5", "from", "bac pro", scope="any")]
    one, two = graph(links), graph(links[::-1], formations=ALL[::-1])
    assert nx.utils.graphs_equal(one, two)
    assert list(one) == list(two)
    assert list(one.edges(keys=True)) == list(two.edges(keys=True))


def test_truth_counts_and_gives_the_cause():
    cook = Job("MET.1", Name("cuisinier/ère"), min_level="bac + 5", formations=(FormationRef("", "FOR.1"),))
    truth = truth_of(graph(jobs=(cook,)))
    assert (truth.jobs_reached, truth.timed_jobs, truth.agreeing_jobs) == (1, 1, 0)
    (wrong,) = truth.disagreements
    assert (wrong.official_years, wrong.least_years) == (8, 2)
    assert "2 ans" in wrong.cause


KINDS = [
    "3e",
    "CAP",
    "bac pro",
    "BTS",
    "licence",
    "master",
    "niveau bac",
    "bac+2",
    "concours",
    "2de pro",
    "école d'art",
]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.builds(
            link,
            st.sampled_from([f.id for f in ALL]),
            st.sampled_from(["from", "to"]),
            st.sampled_from(KINDS),
            st.sampled_from([None, "cuisine", "cuisine et accueil", "gastronomie", "coiffeur", "zzz"]),
            st.sampled_from(["named", "field", "any"]),
            years=st.sampled_from([None, 1, 2, 3]),
            apprenticeship=st.booleans(),
        ),
        max_size=12,
    )
)
def test_any_statements_make_a_graph_that_keeps_the_contract(links):
    g = graph(links)
    assert all(u != v for u, v in g.edges())
    for u, v, d in g.edges(data=True):
        if d["kind"] not in {"job", "holds"} and not (u.startswith("classe:tle") and d["basis"] == "scheme"):
            assert d["years"] > 0, (u, v)
        if d["basis"] == "field":
            assert d["why"]
        if d["kind"] != "holds":
            assert d["evidence"]
    closed = nx.DiGraph((u, v) for u, v, d in g.edges(data=True) if d["years"] == 0)
    assert nx.is_directed_acyclic_graph(closed)


def test_what_apprentices_are_not_asked_is_not_asked_of_them():
    """A BP asks others for years of work, and takes apprentices straight after the CAP."""
    cap = Formation("FOR.1", "CAP monteur en installations sanitaires", "CAP", certification=3, duration_years=2)
    bp = Formation("FOR.2", "BP monteur en installations sanitaires", "BP", certification=4, duration_years=2)
    work = Link(bp.id, "acces", Direction.FROM, "CAP", cap.title, Scope.NAMED, Span(0, 1), "x", None, ("expérience",))
    apprentices = replace(work, conditions=(), apprenticeship=True, span=Span(2, 3))
    ways = build_graph(Records((cap, bp), (), ()), links=(work, apprentices))[cap.id][bp.id]
    assert {d["apprenticeship"]: d["conditions"] for d in ways.values()} == {None: ["expérience"], True: []}
