"""Any text at all: no crash, spans that hold, time in proportion, links only where stated."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.model import Formation, Section
from pathways.prose import build_lexicon, read_links, unread
from tests.prose.fiches import fiche, read, told
from tests.prose.test_reads import ACCESS, NEXT

LEXICON = build_lexicon()
PIECES = """
en dans une un le la de du d' l' ou et , ; : . ( ) … « » " - œ ’ É BTS CAP bac pro général technologique STI2D licence
(droit) L2 L3 master concours école d'ingénieurs spécialisée notamment option spécialité 2 ans 1re année avec bon
dossier sous conditions entretien après titulaires poursuivre possible accessible du secteur mention
"""
WORDS = st.sampled_from([*PIECES.split(), "\n\n", "\u00a0"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["acces", "poursuite"]), st.sampled_from(["BTS", "licence", "IEP", ""]))
def test_spans_are_of_the_original_text(text, section, type_):
    formation = Formation("F", "BTS verre", type=type_, duration_years=2, sections=(Section(section, section, text),))
    for link in read_links(formation, LEXICON):
        assert 0 <= link.span.start < link.span.end <= len(text)
        assert link.evidence == text[link.span.start : link.span.end]
        assert link.evidence.strip()
        assert (link.name is not None) or link.scope.value != "named"
    for sentence in unread(formation, LEXICON):
        assert sentence.text == text[sentence.start : sentence.end]


@given(st.sampled_from([(s, row) for s, rows in (("acces", ACCESS), ("poursuite", NEXT)) for row in rows]), st.data())
@settings(max_examples=60, deadline=None)
def test_blank_space_and_accents_change_nothing(case, data):
    section, (type_, text, expected) = case
    blank = data.draw(st.sampled_from([" ", "  ", "\u00a0", "\u202f", " \t"]))
    changed = text.replace(" ", blank) if "\n" not in text else text
    links = read(changed, section, type_)
    assert len(links) == len(expected)
    assert sorted(x.kind for x in links) == sorted(x.kind for x in read(text, section, type_))


SHAPES = {
    "no punctuation": "poursuivre ses études encore ",
    "items": "il est possible de poursuivre en licence (droit, chimie), ",
    "kinds": "BTS mode ou ",
    "open brackets": "BTS (",
    "brackets in brackets": "BTS " + "(" * 20 + "mode" + ")" * 20 + " ",
    "quotes": 'BTS "',
    "conditions": "avec mention, entretien, sur dossier en 2 ans ",
    "colons": "un bac : ",
    "control characters": "\x00\x01BTS\x07 ",
    "English": "students may go on to study for a degree. ",
    "dashes": "\n- un BTS\n",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("section", ["acces", "poursuite"])
def test_time_is_in_proportion_to_the_text(shape, section):
    def seconds(size: int) -> float:
        formation = fiche((shape * size)[:size], section, "BTS")
        start = time.process_time()
        read_links(formation, LEXICON)
        return time.process_time() - start

    seconds(500)
    # Twice the text takes twice the time; a square would take four times, at every trial.  A busy machine spoils some.
    ratios = (seconds(8_000) / seconds(4_000) for _ in range(6))
    assert any(ratio < 3 for ratio in ratios)


@pytest.mark.slow
def test_a_megabyte_is_read():
    text = (
        "Il est possible de poursuivre en licence droit, en BTS mode ou en master. "
        + "anticonstitutionnellement " * 40_000
    )
    assert len(text) > 1_000_000
    assert sorted(map(told, read(text, "poursuite"))) == ["BTS «mode»", "licence «droit»", "master"]


def test_ten_thousand_items():
    text = "Il est possible de poursuivre en " + ", ".join(f"BTS m{i}" for i in range(10_000))
    assert len(read(text, "poursuite")) == 10_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "The certificate leads to work. Entry is by application only.",
        "Le but de la formation est de réussir, le cap est fixé, de bons résultats sont attendus.",
        "(((((",
        ")))))",
        '« » " " ( ) ; ; : : ...',
        "\ufeff\u200b\u00ad",
    ],
)
@pytest.mark.parametrize("section", ["acces", "poursuite"])
def test_nothing_stated_nothing_read(text, section):
    assert read(text, section) == ()


def test_without_the_sections_there_is_nothing():
    assert read_links(Formation("F", "BTS verre", type="BTS")) == ()
    assert unread(Formation("F", "BTS verre", type="BTS")) == ()
