"""The sentence around a statement: whole, verbatim, and never half a section."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.graph.quoting import quote_links, sentence_spans
from pathways.model import Direction, Formation, Link, Scope, Section, Span


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("Un seul bout", ["Un seul bout"]),
        ("En 3 ans. Puis en 2 ans.", ["En 3 ans.", "Puis en 2 ans."]),
        ("Avec un bac (env. 3 places). Sur dossier !", ["Avec un bac (env. 3 places).", "Sur dossier !"]),
        ("Il est ouvert.Le candidat entre.", ["Il est ouvert.", "Le candidat entre."]),
        ("Après un B.T.S. ou un D.U.T. du secteur.", ["Après un B.T.S. ou un D.U.T. du secteur."]),
        ("### Accès\n  Le BTS s'ouvre.\n\n  Sur dossier", ["### Accès", "Le BTS s'ouvre.", "Sur dossier"]),
        ("Accès avec :\n- un bac\n- un BTS", ["Accès avec :", "un bac", "un BTS"]),
        ("Une phrase\n  sur deux lignes. Fin.", ["Une phrase\n  sur deux lignes.", "Fin."]),
        ("Il a dit « oui. » Puis non.", ["Il a dit « oui. »", "Puis non."]),
    ],
)
def test_sentences(text, sentences):
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


def fiche(text):
    return Formation("FOR.1", "CAP x", sections=(Section("acces", "Accès", text),))


def link(start, end, text):
    span = Span(start, end)
    return Link("FOR.1", "acces", Direction.FROM, "CAP", None, Scope.ANY, span, text[start:end])


def test_a_link_is_quoted_with_its_sentence_and_nothing_else_changes():
    text = "Sur dossier. Avec un CAP du secteur, en 2 ans. Fin."
    at = text.index("CAP")
    (quoted,) = quote_links([link(at, at + 3, text)], [fiche(text)])
    assert quoted.evidence == "Avec un CAP du secteur, en 2 ans."
    assert text[quoted.span.start : quoted.span.end] == quoted.evidence
    assert (quoted.kind, quoted.scope, quoted.years) == ("CAP", Scope.ANY, None)


def test_a_statement_over_two_sentences_is_quoted_with_both():
    text = "Avec un CAP. Ou un BP. Fin."
    (quoted,) = quote_links([link(8, 20, text)], [fiche(text)])
    assert quoted.evidence == "Avec un CAP. Ou un BP."


def test_a_text_without_punctuation_is_not_quoted_whole():
    text = "avec un CAP ou " * 200
    (quoted,) = quote_links([link(8, 11, text)], [fiche(text)])
    assert quoted.evidence == "CAP"


def test_a_link_of_a_fiche_that_is_not_there_is_left_as_it_is():
    own = link(0, 3, "CAP")
    assert list(quote_links([own], [])) == [own]


@given(st.text(alphabet="aB.!? \n-#«»é", max_size=80), st.data())
def test_the_evidence_is_in_the_quote_and_the_quote_in_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    own = link(start, end, text)
    (quoted,) = quote_links([own], [fiche(text)])
    assert text[quoted.span.start : quoted.span.end] == quoted.evidence
    assert own.evidence.strip() in quoted.evidence or own.evidence == quoted.evidence


def test_time_grows_with_the_text_and_not_faster():
    def seconds(n):
        text = "Avec un CAP. - # « " * n
        start = time.perf_counter()
        sentence_spans(text)
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(40_000) < 30 * max(seconds(4_000), 1e-3)
