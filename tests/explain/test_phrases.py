"""What people read: both languages whole, articles and years as they are said."""

from __future__ import annotations

import string

import pytest

from pathways import phrases
from pathways.errors import QueryError
from pathways.model import Condition, SectionName
from pathways.phrases import conditions_text, join_words, phrase, plain, section_title, with_article, years_text


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_each_language_has_every_phrase_with_the_same_places():
    french, english = phrases.PHRASES["fr"], phrases.PHRASES["en"]
    assert set(french) == set(english)
    assert {k: places(french[k]) for k in french} == {k: places(english[k]) for k in english}


def test_every_condition_and_section_has_words():
    for lang in phrases.LANGUAGES:
        assert set(phrases.CONDITIONS[lang]) == set(Condition)
    assert set(SectionName) <= set(phrases.SECTION_TITLES)


def test_unknown_language_is_refused_with_the_choices():
    with pytest.raises(QueryError, match="fr, en"):
        phrase("route", "de")
    with pytest.raises(QueryError):
        with_article("3e", "class", lang="oc")
    with pytest.raises(QueryError):
        conditions_text(["dossier"], "xx")


@pytest.mark.parametrize(
    ("label", "kind", "preposition", "expected"),
    [
        ("3e", "class", "de", "de la 3e"),
        ("2de pro métiers de l'aéronautique", "class", "à", "à la 2de pro métiers de l'aéronautique"),
        ("bac pro cuisine", "diploma", "de", "du bac pro cuisine"),
        ("CAP cuisine", "diploma", "à", "au CAP cuisine"),
        ("Licence professionnelle X", "diploma", "", "la Licence professionnelle X"),
        ("journaliste, école Z", "diploma", "de", "de « journaliste, école Z »"),
        ("tout bac pro", "level", "", "« tout bac pro »"),
        ("agent/e de l'eau", "job", "", "le métier d'agent/e de l'eau"),
        ("hôte/esse d'accueil", "job", "de", "du métier d'hôte/esse d'accueil"),
        ("hacker éthique", "job", "à", "au métier de hacker éthique"),
        ("plombier/ère", "job", "à", "au métier de plombier/ère"),
        ("éducateur/trice", "job", "", "le métier d'éducateur/trice"),
    ],
)
def test_article(label, kind, preposition, expected):
    assert with_article(label, kind, preposition) == expected


def test_english_names_take_a_preposition_and_no_article():
    assert with_article("CAP cuisine", "diploma", "de", "en") == "from CAP cuisine"
    assert with_article("plombier/ère", "job", "à", "en") == "to the job plombier/ère"


@pytest.mark.parametrize(
    ("years", "french", "english"),
    [
        (0, "0 an", "0 years"),
        (1, "1 an", "1 year"),
        (1.0, "1 an", "1 year"),
        (1.5, "1 an et demi", "1½ years"),
        (8, "8 ans", "8 years"),
        (0.25, "3 mois", "3 months"),
        (1.33, "16 mois", "16 months"),
    ],
)
def test_years(years, french, english):
    assert years_text(years) == french
    assert years_text(years, "en") == english


def test_lists_of_words():
    assert join_words([]) == ""
    assert join_words(["a"]) == "a"
    assert join_words(["a", "b"], "en") == "a and b"
    assert conditions_text([]) == ""
    assert conditions_text(["concours", "code inconnu"]) == "sur concours et/ou code inconnu"
    assert section_title("autre-rubrique", "en") == "“autre-rubrique”"


@pytest.mark.parametrize("hostile", ["a\x1b]0;titre\x07b", "a\u202eb", "a\u200bb", "a\x00b"])
def test_plain_drops_what_acts_on_a_terminal(hostile):
    assert all(c.isprintable() for c in plain(hostile))
    assert plain(hostile)[0] == "a"
    assert plain(hostile)[-1] == "b"
