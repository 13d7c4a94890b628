"""The general study scheme: rules on what a type of formation follows, each with its source."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.scheme.usual import How

__all__ = ["Entry", "SchemeRule", "rule_for", "scheme_rules"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One node that a rule lets in.

    `years` is a number, "duration", or None where the levels decide; `conditions` None where the rule's own hold.
    """

    node: str
    years: float | str | None = None
    conditions: tuple[str, ...] | None = None
    always: bool = False  #: also where the fiche of the formation lets somebody else in
    age: int | None = None  #: least age at the entry: what is missing after 3e is waited for


@dataclass(frozen=True, slots=True)
class SchemeRule:
    """A rule of `rules.toml`: whom it is for, what leads there, on whose authority.

    `to`, `title`, `domains`, `exits`, `durations`, `levels` and `entry` limit the rule; empty means no limit.
    """

    id: str
    entries: tuple[Entry, ...]
    text: str
    source: str
    to: frozenset[str] = frozenset()
    title: tuple[str, ...] = ()
    exits: tuple[float, ...] = ()
    durations: tuple[float, ...] = ()
    levels: tuple[int, ...] = ()
    entry: tuple[float, float] | None = None
    unknown_exit: bool = False
    exit_years: float | None = None
    entry_years: float | None = None
    near: bool = True
    everywhere: bool = False  #: a door of the rule is for those of all domains
    skips: float = 0.0  #: most years that are skipped
    domains: frozenset[str] = frozenset()
    checked: bool = True  #: whether the source was read again
    lasts: float | None = None  #: years that it lasts, where the record says another number
    usual: How | None = None  #: how usual its ways are; None where `usual.toml` says it
    entry_score: float = 1.0
    field_types: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    example: str = ""
    counter: str = ""


def _tuple(value: object) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _entry(entry: str | Mapping[str, Any], default: float | None) -> Entry:
    if isinstance(entry, str):
        return Entry(entry, default)
    asked = entry.get("conditions")
    return Entry(
        entry["node"],
        entry.get("years", default),
        None if asked is None else tuple(asked),
        entry.get("always", False),
        entry.get("age"),
    )


def _skips(value: bool | float) -> float:  # noqa: FBT001 - as the table has it
    """Return how many years at most are skipped: true is as many as there are."""
    return (math.inf if value else 0.0) if isinstance(value, bool) else float(value)


def _rule(t: Mapping[str, Any]) -> SchemeRule:
    entry = _tuple(t["entry"]) if "entry" in t else ()
    return SchemeRule(
        id=t["id"],
        entries=tuple(_entry(e, t.get("years")) for e in t["from"]),
        text=t["text"],
        source=t["source"],
        to=frozenset(t.get("to", ())),
        title=tuple(t.get("title", ())),
        exits=_tuple(t.get("exit", [])),
        durations=_tuple(t.get("duration", [])),
        levels=_tuple(t.get("level", [])),
        entry=(entry[0], entry[-1]) if entry else None,
        unknown_exit=t.get("unknown_exit", False),
        exit_years=t.get("exit_years"),
        entry_years=t.get("entry_years"),
        near=t.get("near", True),
        everywhere=t.get("everywhere", False),
        skips=_skips(t.get("skips", False)),
        domains=frozenset(t.get("domains", ())),
        checked=t.get("checked", True),
        lasts=t.get("lasts"),
        usual=t.get("usual"),
        entry_score=t.get("entry_score", 1.0),
        field_types=tuple(t.get("field_types", ())),
        conditions=tuple(t.get("conditions", ())),
        example=t.get("example", ""),
        counter=t.get("counter", ""),
    )


@cache
def scheme_rules() -> tuple[SchemeRule, ...]:
    """Return all rules, in the order in which they are tried."""
    with files("pathways.scheme").joinpath("rules.toml").open("rb") as f:
        return tuple(_rule(t) for t in tomllib.load(f)["rule"])


def rule_for(
    type_: str,
    title: str,
    *,
    duration: float | None = None,
    exit_years: float | None = None,
    level: int | None = None,
    domains: Iterable[str] = (),
) -> SchemeRule:
    """Return the first rule of the scheme that is for such a formation.

    Parameters
    ----------
    type_ : str
        Short type, an id of `types.toml`.
    title : str
        The formation's title.
    duration : float or None
        Years that it lasts.
    exit_years : float or None
        Years after 3e at its exit level.
    level : int or None
        Its level in the graph's contract.
    domains : iterable of str
        Its Onisep sub-domains.

    Examples
    --------
    >>> rule_for("licence pro", "licence pro mention métiers du notariat", duration=1, exit_years=6).id
    'licence-pro-apres-bac-plus-2'
    >>> rule_for("école spécialisée", "manager", duration=2, exit_years=8).id
    'niveau-moins-duree'
    """
    text = f" {' '.join(words(title))} "
    entry = exit_years - duration if exit_years is not None and duration is not None else None
    for rule in scheme_rules():
        if rule.to and type_ not in rule.to:
            continue
        if rule.title and not any(t in text for t in rule.title):
            continue
        if rule.domains and rule.domains.isdisjoint(domains):
            continue
        if (rule.exits and exit_years not in rule.exits) or (rule.durations and duration not in rule.durations):
            continue
        if rule.unknown_exit and exit_years is not None:
            continue
        if rule.levels and level not in rule.levels:
            continue
        if rule.entry and (entry is None or not rule.entry[0] <= entry <= rule.entry[1]):
            continue
        return rule
    msg = "the last rule of rules.toml holds for every formation"
    raise AssertionError(msg)
