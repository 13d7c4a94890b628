"""The study scheme: every rule has a source, holds for its example and not for its counter-example."""

from __future__ import annotations

import pytest

from pathways.scheme import LEVELS, TYPES, level_of_label, level_of_years, rule_for, scheme_rules
from pathways.scheme.classes import class_ways, school_classes, series
from pathways.scheme.types import type_of_label

RULES = scheme_rules()
TYPE_IDS = {t.id for t in TYPES}


def _facts(rule):
    """Duration, exit and level of a formation that the rule is for, where it asks for some."""
    duration = rule.durations[0] if rule.durations else None
    exit_years = rule.exits[0] if rule.exits else None
    if rule.entry:
        duration = duration or 2
        exit_years = exit_years if exit_years is not None else rule.entry[1] + duration
        duration = exit_years - rule.entry[1]
    return {
        "duration": duration,
        "exit_years": exit_years,
        "level": rule.levels[0] if rule.levels else None,
        "domains": sorted(rule.domains),
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_holds_for_its_example_and_not_for_its_counter_example(rule):
    facts = _facts(rule)
    types = [type_of_label("", rule.example)] if type_of_label("", rule.example) in rule.to else []
    for type_ in types or sorted(rule.to) or ["école spécialisée"]:
        assert rule_for(type_, rule.example, **facts).id == rule.id
    if rule.counter:
        other = type_of_label("", rule.counter)
        if not rule.to and not rule.title:
            facts["exit_years"] += 4
        if other not in rule.to or rule.title:
            assert rule_for(other, rule.counter, **facts).id != rule.id


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_names_its_source_and_only_what_exists(rule):
    assert len(rule.source) > 10
    assert rule.text.endswith(".")
    assert rule.to <= TYPE_IDS
    assert set(rule.field_types) <= TYPE_IDS
    classes = {c.id for c in school_classes()}
    levels = {x.id for x in LEVELS}
    for entry in rule.entries:
        assert (
            entry.node in classes
            or entry.node in levels
            or entry.node.startswith("type:")
            or entry.node in {"exit-minus-duration", "own-level"}
            or (":" not in entry.node and " " in entry.node)  # a title
        )
    assert 0 <= rule.entry_score <= 1


def test_rule_ids_are_unique_and_the_last_rule_takes_all():
    assert len({r.id for r in RULES}) == len(RULES)
    assert rule_for("", "") is RULES[-1]


@pytest.mark.parametrize(
    ("label", "years", "level"),
    [
        ("3E", 0, 0),
        ("CAP ou équivalent", 2, 3),
        ("CAP ou équivalent + 1 an", 3, 3),
        ("bac ou équivalent", 3, 4),
        ("bac + 1", 4, 4),
        ("Bac + 2", 5, 5),
        ("bac+3", 6, 6),
        ("bac + 5", 8, 7),
        ("bac + 9 et plus", 12, 8),
    ],
)
def test_levels_of_the_record(label, years, level):
    found = level_of_label(label)
    assert (found.years, found.level) == (years, level)


@pytest.mark.parametrize("label", ["", "autre formation", "non renseigné", "bac + 99"])
def test_what_is_no_level_is_none(label):
    assert level_of_label(label) is None


def test_a_door_is_never_above_the_years():
    for years in range(14):
        assert level_of_years(years).years <= years


@pytest.mark.parametrize(
    ("type_", "title", "facts", "expected"),
    [
        ("master", "master mention chimie", {"duration": 2, "exit_years": 8}, "master-apres-bac-plus-3"),
        ("ingénieur", "diplôme d'ingénieur de X", {"duration": 3, "exit_years": 8}, "ingenieur-3-ans"),
        ("ingénieur", "diplôme d'ingénieur de X", {"duration": 5, "exit_years": 8}, "ingenieur-5-ans"),
        ("CS", "CS (ex MC) boulangerie", {"duration": 1, "exit_years": 3, "level": 3}, "cs-apres-niveau-3"),
        ("CS", "CS (ex MC) accueil", {"duration": 1, "exit_years": 4, "level": 4}, "cs-apres-niveau-4"),
        ("DE", "diplôme d'État d'ergothérapeute", {"duration": 3, "exit_years": 6}, "diplome-apres-bac"),
        ("DE", "diplôme d'État d'infirmier", {"duration": 3, "exit_years": 6}, "infirmier"),
        ("DE", "diplôme d'État de docteur en médecine", {"duration": 10, "exit_years": 12}, "sante-apres-1re-annee"),
        ("doctorat", "doctorat de physique", {"duration": 3, "exit_years": 11}, "doctorat"),
        ("école spécialisée", "manager", {"duration": 2, "exit_years": 8}, "niveau-moins-duree"),
    ],
)
def test_which_rule_is_for_whom(type_, title, facts, expected):
    assert rule_for(type_, title, **facts).id == expected


def test_every_series_goes_from_2de_to_its_tle():
    ways = {(w.source_node, w.target_node) for w in class_ways()}
    for s in series():
        assert ("classe:2de-gt", s.premiere) in ways
        assert (s.premiere, s.terminale) in ways


def test_years_of_classes_add_up_along_the_ways():
    years = {c.id: c.years for c in school_classes()}
    for way in class_ways():
        if way.source_node in years and way.target_node in years:
            assert years[way.target_node] - years[way.source_node] == way.years
