"""What is within reach, for a terminal: the field first, jobs before studies, what is open to all counted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.model import NodeRef
from pathways.render.reached import format_reached, group_reached
from pathways.routing.spread import Reached

HELD = ("bâtiment, travaux publics/maçonnerie",)
NEAR, BESIDE, FAR = HELD, ("bâtiment - travaux publics/peinture",), ("santé/soins",)


def row(name, kind, domains, years=1.0, door="", basis="stated"):
    return Reached(NodeRef(name, name, kind), "", None, domains, years, 1, basis, door)


ROWS = [
    row("soignant", "job", FAR),
    row("peintre", "job", BESIDE, 0),
    row("maçon", "job", NEAR, 1),
    row("BP maçon", "diploma", NEAR, 2, basis="field"),
    row("CAP peintre", "diploma", BESIDE),
    row("BTS bâtiment", "diploma", BESIDE, door="tout bac pro"),
]


def test_the_same_field_comes_first_and_the_rest_is_kept_by_domain():
    found = group_reached(ROWS, HELD)
    assert [r.node.id for r in found.jobs] == ["maçon", "peintre"]
    assert [r.node.id for r in found.diplomas] == ["BP maçon", "CAP peintre"]
    assert [(name, [r.node.id for r in rows]) for name, rows in found.beyond] == [
        ("bâtiment - travaux publics", ["BTS bâtiment"]),
        ("santé", ["soignant"]),
    ]


def test_what_is_open_to_any_diploma_is_counted_and_nothing_is_lost():
    drawn = format_reached(ROWS, HELD, title="Où mène le CAP maçon").splitlines()
    assert drawn[0] == "Où mène le CAP maçon : 3 formations et 3 métiers"
    assert "  bâtiment - travaux publics : 1 formation, dès 1 an" in drawn
    assert "  santé : 1 métier, dès 1 an" in drawn
    assert drawn[-1].startswith("│ dit par une fiche")


def test_a_limit_counts_what_it_hides_and_all_names_everything():
    short = format_reached(ROWS, HELD, title="x", lang="en", limit=1)
    assert short.count("... and 1 more (--all)") == 2
    assert "CAP peintre" not in short
    whole = format_reached(ROWS, HELD, title="x", limit=None)
    assert all(r.node.label in whole for r in ROWS)


def test_from_a_class_no_field_comes_first():
    found = group_reached(ROWS, ())
    assert [r.node.id for r in found.jobs] == ["peintre", "maçon", "soignant"]


rows = st.lists(
    st.builds(
        row,
        st.text(min_size=1, max_size=50),
        st.sampled_from(["class", "diploma", "job"]),
        st.sampled_from([(), NEAR, BESIDE, FAR]),
        st.sampled_from([0, 0.5, 2]),
        st.sampled_from(["", "tout bac"]),
        st.sampled_from(["stated", "field", "scheme"]),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(rows, st.sampled_from([(), HELD]), st.integers(1, 100), st.sampled_from(["fr", "en"]))
def test_any_answer_keeps_within_the_width_and_loses_no_row(found, held, width, lang):
    grouped = group_reached(found, held)
    beyond = [r for _, some in grouped.beyond for r in some]
    assert sorted(map(repr, [*grouped.jobs, *grouped.diplomas, *beyond])) == sorted(map(repr, found))
    drawn = format_reached(found, held, title="Où mène la 3e", lang=lang, width=width)
    assert all(len(line) <= max(width, 40) for line in drawn.split("\n"))
