"""Routes drawn for a terminal: within the width, nothing lost, nothing that acts on the terminal."""

from __future__ import annotations

import re
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.model import Basis, Condition, Evidence, NodeRef, Route, Step
from pathways.render.terminal import format_routes, wrap

TROISIEME = NodeRef("classe:3e", "3e", "class")
BAC = NodeRef("FOR.1", "bac pro eaux, sources et fontaines des villes, des villages et de la montagne", "diploma")
JOB = NodeRef("MET.1", "fontainier/ère", "job")
SAID = Evidence("FOR.1", "acces", 0, 30, "On le prépare en 3 ans après la 3e.")
LISTED = Evidence("FOR.1", "metiers", 0, 3)
ROUTE = Route(
    TROISIEME,
    JOB,
    (
        Step(TROISIEME, BAC, 3, ("dossier",), apprenticeship=True, evidence=(SAID,), kind="entry"),
        Step(
            BAC,
            JOB,
            0,
            evidence=(Evidence("FOR.1", "metiers", 0, 3), Evidence("MET.1", "formations", 0, 3)),
            kind="job",
        ),
    ),
)


def test_a_route_stands_as_drawn():
    assert format_routes([ROUTE], width=60, quotes=True).splitlines() == [
        "3e → fontainier/ère                               1 parcours",
        "",
        "1 ─ 3 ans, en apprentissage seulement ──────────────────────",
        "         ○ 3e",
        "   3 ans │ en apprentissage seulement",
        "         │ sur dossier",
        "         │ selon la fiche du diplôme, « Accès »",
        "         │ « On le prépare en 3 ans après la 3e. »",
        "         ● bac pro eaux, sources et fontaines des villes,",
        "         │ des villages et de la montagne",
        "         │ selon la fiche du diplôme, « Métiers associés »,",
        "         │ et 1 autre",
        "         ★ fontainier/ère",
        "",
        "Ce graphe ne garde que les faits, pas les phrases des",
        "fiches. Elles se lisent ici :",
        "  https://www.onisep.fr/http/redirection/formation/slug/FOR.1",
        "  https://www.onisep.fr/http/redirection/metier/slug/MET.1",
    ]


def test_colour_adds_only_codes():
    colored = format_routes([ROUTE], color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == format_routes([ROUTE])
    assert "\x1b[" in colored
    assert "\x1b[" not in format_routes([ROUTE])


def test_lines_tell_whose_word_and_a_legend_tells_the_lines():
    (step, work) = ROUTE.steps
    scheme = Route(TROISIEME, JOB, (Step(TROISIEME, BAC, 3, basis=Basis.SCHEME), work))
    drawn = format_routes([scheme], lang="en")
    assert "3 years ╎ general rule of the study scheme" in drawn
    assert drawn.splitlines()[-1] == "│ stated by a fiche   ╎ general rule of the study scheme"
    door = NodeRef("type:bac-pro", "tout bac pro", "level")
    wide = Route(TROISIEME, BAC, (Step(TROISIEME, BAC, 3, evidence=(SAID,), door=door, scope="any"),))
    assert "┊ la fiche du diplôme, « Accès » : ouvert à « tout bac pro »" in format_routes([wide])
    field = Route(TROISIEME, BAC, (Step(TROISIEME, BAC, 3, basis=Basis.FIELD, evidence=(SAID,), score=0.8),))
    assert "3 ans ┊ même domaine (80 %), selon la fiche du diplôme, « Accès »" in format_routes([field])
    assert "dit par une fiche" not in format_routes([ROUTE])
    assert step.apprenticeship


def test_the_sentence_that_tells_most_of_a_step_is_quoted():
    pro = NodeRef("classe:2de-pro-x", "2de pro métiers de l'eau", "class")
    family = Evidence("FOR.1", "acces", 40, 90, "On entre en 2de professionnelle métiers de l'eau.")
    step = Step(TROISIEME, pro, 1, evidence=(SAID, family))
    drawn = format_routes([Route(TROISIEME, pro, (step,))], quotes=True)
    assert "« On entre en 2de professionnelle métiers de l'eau. »" in drawn
    assert SAID.text not in drawn


def test_a_scheme_step_through_a_door_is_drawn_as_scheme():
    door = NodeRef("niveau:cap", "diplôme de niveau CAP", "level")
    step = Step(TROISIEME, BAC, 3, basis=Basis.SCHEME, scope="any", door=door)
    assert "3 ans ╎ règle générale des études" in format_routes([Route(TROISIEME, BAC, (step,))])


def test_each_pair_of_ends_has_its_title():
    other = Route(TROISIEME, BAC, ROUTE.steps[:1])
    heads = [line for line in format_routes([ROUTE, ROUTE, other]).splitlines() if "→" in line]
    assert len(heads) == 2
    assert heads[0].endswith("2 parcours")


def test_nothing_to_draw():
    assert format_routes([]) == "Aucun parcours."
    assert "\n1 ─ 0 years ─" in format_routes([Route(BAC, BAC, ())], lang="en")


names = st.text(min_size=1, max_size=60)
nodes = st.builds(NodeRef, st.text(max_size=12), names, st.sampled_from(["class", "diploma", "job", "level"]))
evidence = st.builds(Evidence, names, st.sampled_from(["acces", "metiers", "x"]), st.just(0), st.just(1), names)
steps = st.builds(
    Step,
    nodes,
    nodes,
    st.sampled_from([0, 0.5, 1, 1.5, 2, 3]),
    st.lists(st.sampled_from([str(c) for c in Condition]), max_size=4).map(tuple),
    apprenticeship=st.sampled_from([True, False, None]),
    basis=st.sampled_from(list(Basis)),
    evidence=st.lists(evidence, max_size=3).map(tuple),
    door=st.none() | nodes,
    options=st.lists(nodes, max_size=3).map(tuple),
)
routes = st.lists(steps, min_size=1, max_size=3).map(lambda s: Route(s[0].source, s[-1].target, tuple(s)))


@settings(max_examples=60, deadline=None)
@given(st.lists(routes, max_size=2), st.integers(1, 120), st.sampled_from(["fr", "en"]))
def test_any_route_keeps_within_the_width_and_off_the_terminal(drawn, width, lang):
    out = format_routes(drawn, width=width, lang=lang, quotes=True)
    assert all(len(line) <= max(width, 40) for line in out.split("\n"))
    assert all(c.isprintable() or c == "\n" for c in out)


@given(st.text(alphabet="ab é", max_size=60), st.integers(1, 20))
def test_wrapping_loses_no_letter(text, width):
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)


def test_drawing_needs_no_library():
    code = (
        "import sys; import pathways.render.terminal; "
        "print([m for m in ('rich', 'networkx', 'pyvis', 'lxml', 'click', 'json', 'textwrap') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
