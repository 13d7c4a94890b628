"""What people call a type of diploma when they name it as a goal: "ingénieur", "un BTS", "école de commerce"."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pathways.text import gendered_forms, words

__all__ = ["GoalType", "goal_type_of", "read_goal_types"]

#: Words before a type that are no part of its name.
_BEFORE = frozenset(
    words("un une le la les l des du de d mon ma devenir etre faire obtenir passer préparer avoir tout toute")
)


@dataclass(frozen=True, slots=True)
class GoalType:
    """A type of diploma as people name it.

    Parameters
    ----------
    types : tuple of str
        The types of the graph that are meant.
    fr, en : str
        One of them, as it stands in a sentence: "un BTS".
    """

    types: tuple[str, ...]
    fr: str
    en: str


def _key(text: str) -> str:
    """Return the words of a text, articles, plural and inclusive forms aside."""
    said = words(gendered_forms(text)[0])
    while len(said) > 1 and said[0] in _BEFORE:
        said = said[1:]
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in said)  # noqa: PLR2004 - BTS


def _table() -> dict[str, Any]:
    with files("pathways.routing").joinpath("goal_types.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def read_goal_types() -> dict[str, GoalType]:
    """Return what every known name of a type means, by its key.

    The names are those of `goal_types.toml`, and those that the study scheme has for its types.
    """
    from pathways.scheme import TYPES  # noqa: PLC0415 - a name that is found needs no scheme

    table = _table()
    known: dict[str, GoalType] = {}
    for t in TYPES:
        if t.id in table["not_said"] or t.id.startswith("classe"):
            continue
        plain = GoalType((t.id,), f"un diplôme « {t.id} »", f"a diploma “{t.id}”")
        for name in (t.id, *t.words, *t.labels, *(label.partition("(")[0] for label in t.labels)):
            known.setdefault(_key(name), plain)
    by_type = {entry["types"][0]: entry for entry in table["type"] if len(entry["types"]) == 1}
    for key, goal in known.items():
        if (entry := by_type.get(goal.types[0])) is not None:
            known[key] = _goal(entry)
    for entry in table["type"]:
        known.update(dict.fromkeys(map(_key, entry["say"]), _goal(entry)))
    return known


def _goal(entry: dict[str, Any]) -> GoalType:
    return GoalType(tuple(entry["types"]), entry["fr"], entry["en"])


def goal_type_of(text: str) -> GoalType | None:
    """Return the type of diploma that a text names and nothing else, None where it names none.

    Examples
    --------
    >>> goal_type_of("une école d'ingénieurs").types, goal_type_of("technicienne supérieure").types
    (('ingénieur',), ('BTS', 'BTSA'))
    >>> goal_type_of("ingénieur chimiste") is None
    True
    """
    return read_goal_types().get(_key(text))
