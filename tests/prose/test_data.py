"""Every kind and every cue: found in its example, not found in its counter-example."""

from __future__ import annotations

import pytest

from pathways.model import Condition
from pathways.prose.lexicon import build_lexicon, load_cues, load_kinds
from pathways.prose.phrases import Phrases, expand, words_of
from pathways.prose.sentences import sentences_of

RULES = [(meaning.id, example) for meaning, _, example in (*load_kinds(), *load_cues())]
KNOWN = (
    "3e|2de pro|2de GT|1re|Tle|niveau CAP|niveau bac|bac+1|bac+2|bac+3|bac+4|bac+5|bac général|bac techno|bac pro|bac"
    "|CAP|BP|BPA|BMA|BTM|BM|CTM|MC|CS|FCIL|TP|CQP|DTMS|BTS|BTSA|BUT|DEUST|CPGE|mise à niveau|licence|licence pro|L1|L2"
    "|L3|LAS|PASS|master|ingénieur|école de commerce|école d'architecture|école vétérinaire|école d'art|IEP"
    "|école spécialisée|grande école|DN MADE|DNA|DNSEP|DSAA|DNSP|DCG|DSCG|DU|mastère spécialisé|doctorat|DE|BPJEPS"
    "|DEJEPS|DESJEPS|concours|expérience|autre"
)
CODES = set(KNOWN.split("|"))
#: Kinds that the reader turns into a code by what stands around them.
OPEN = {"2de", "même niveau", "bac+n", "école", "formation"}
CONDITIONS = {c.value for c in Condition}


def found(text: str, place: str) -> set[str]:
    """Return the ids of all rules found in a text."""
    sentences = sentences_of(text, build_lexicon().phrases[place])
    return {x.id for s in sentences for t in s.tokens for x in (*t.kinds, *t.cues)}


@pytest.mark.parametrize(("id_", "example"), RULES, ids=[id_ for id_, _ in RULES])
def test_each_rule_is_found_where_it_should_and_nowhere_else(id_, example):
    for place in [example.only] if example.only else ["acces", "poursuite"]:
        assert id_ in found(example.match, place), (place, example.match)
        assert id_ not in found(example.no_match, place), (place, example.no_match)


def test_ids_are_unique():
    ids = [id_ for id_, _ in RULES]
    assert sorted(ids) == sorted(set(ids))


def test_kinds_are_codes_of_links():
    assert {kind.kind for kind, _, _ in load_kinds()} <= CODES | OPEN


def test_conditions_are_codes():
    assert {cue.value for cue, _, _ in load_cues() if cue.does == "condition"} <= CONDITIONS


def test_phrases_are_words_alone():
    """A pattern with a typo in its brackets would hold marks that no text has."""
    for meaning, phrases, _ in (*load_kinds(), *load_cues()):
        assert phrases
        for phrase in phrases:
            assert not set(phrase) & set("|{}?[]"), (meaning.id, phrase)


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        ("a (b|) c", ["a b c", "a c"]),
        ("{x} d", ["y d", "z d"]),
        ("d'(e|f)", ["d' e", "d' f"]),
        ("[ (a|b) ]", ["( a )", "( b )"]),
    ],
)
def test_patterns_stand_for_phrases(pattern, phrases):
    assert list(expand(pattern, {"x": ["(y|z)"]})) == phrases


@pytest.mark.parametrize("pattern", ["a (b (c|d))", " ".join(["(a|b|c|d)"] * 7)])
def test_patterns_out_of_bounds_are_refused(pattern):
    with pytest.raises(ValueError, match="pattern"):
        list(expand(pattern))


def test_the_longest_phrase_wins_and_capitals_count():
    phrases: Phrases[str] = Phrases()
    for phrase in ("licence", "licence pro", "DU", "<n> ans", "<o> annee"):
        phrases.add(phrase, phrase)
    words = words_of("Licences pros, du DU en deux ans, la 3e année")
    hits = [(i, hit.values[0], hit.numbers) for i in range(len(words)) if (hit := phrases.at(words, i))]
    assert hits == [(0, "licence pro", ()), (4, "DU", ()), (6, "<n> ans", (2,)), (10, "<o> annee", (3,))]
