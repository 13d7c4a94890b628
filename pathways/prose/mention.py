"""A diploma as a sentence mentions it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.text import fold

if TYPE_CHECKING:
    from pathways.model import Scope
    from pathways.prose.names import Name, Names

__all__ = ["Mention", "named", "plain"]


@dataclass(slots=True)
class Mention:
    """A diploma as a sentence mentions it.

    `at` is the index of its kind word among the sentence's tokens, `last` that of the token after its
    name; `start` and `end` are offsets into the section; mentions of one coordination share `unit`,
    those of one kind word share `at`.
    """

    kind: str
    name: str | None
    scope: Scope
    at: int
    last: int
    start: int
    end: int
    unit: int = 0
    years: float | None = None
    conditions: set[str] = field(default_factory=set)
    after_year: int | None = None
    apprenticeship: bool = False
    bare: bool = False  #: nothing was said but the kind
    trailing: bool = False  #: its field or list stands last, and may hold for what is coordinated before it
    bracket: int = -1  #: index of the bracket that it stands in, -1 outside
    determiner: str = ""  #: articles, prepositions and fillers before it
    under: Mention | None = None  #: the general mention that it spells out or illustrates


def named(names: Names, base: Mention, name: Name | None, scope: Scope) -> Mention:
    """Return a mention like `base` under a name."""
    last = base.last if name is None else max(base.last, name.end)
    return Mention(
        base.kind,
        name.text if name else None,
        scope,
        base.at,
        last,
        base.start,
        names.tokens[last - 1].end,
        years=base.years,
        determiner=base.determiner,
    )


def plain(name: str | None) -> str:
    """Return a name folded, without hyphens."""
    return fold(name or "").replace("-", " ")
