"""A question as people ask it, on the command line or in a row of a batch: names and options to what a search takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pathways.errors import LookupFailedError, QueryError
from pathways.graph.naming import look_up
from pathways.model import Condition
from pathways.phrases import join_words, phrase
from pathways.routing.constraints import Constraints
from pathways.routing.renewed import heirs_of
from pathways.routing.starts import starts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from pathways.graph.store import Store
    from pathways.routing.goal_types import GoalType
    from pathways.routing.goals import Goals

__all__ = ["CRITERION", "Targets", "constraints_of", "nodes_of", "targets_of"]

_LEAST_DOMAIN = 5  #: letters of a word that may be a domain
#: What `--prefer` says, and the name of the criterion.
CRITERION = {
    "counsel": "counsel",
    "years": "years",
    "steps": "steps",
    "open": "selectivity",
    "field": "field",
    "certain": "certainty",
    "employment": "employment",
}


#: Names of `--via`, or of `--avoid`, at most: each is looked up.
_MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class Targets:
    """Where a question leads.

    Parameters
    ----------
    ids : tuple of str
        Ids of all nodes that will do.
    classes : tuple of Goals
        The classes of goals among them; empty where every node was named.
    named : tuple of str
        Labels of what was named.
    renewed : tuple of (str, str)
        Labels of what was named and can no longer be entered, with what took its place and is the target.
    """

    ids: tuple[str, ...]
    classes: tuple[Goals, ...] = ()
    named: tuple[str, ...] = ()
    renewed: tuple[tuple[str, str], ...] = ()

    def notes(self, lang: str = "fr") -> list[str]:
        """Return what is to be said of the targets: what took the place of those that are closed."""
        return [phrase("renewed", lang, old=old, new=new) for old, new in self.renewed]

    def title(self, lang: str = "fr") -> str:
        """Return what they are, and how many where a class is among them."""
        what = join_words((*self.named, *(goals.label(lang) for goals in self.classes)), lang, "or")
        return phrase("goals.title", lang, what=what, n=len(self.ids)) if self.classes and len(self.ids) > 1 else what


def nodes_of(store: Store, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of all that these names mean as what is held (`starts_of`).

    Raises
    ------
    LookupFailedError
        If one is unknown or ambiguous.
    """
    return tuple(dict.fromkeys(node for text in names for node in starts_of(store, _said(text))))


def _said(text: str) -> str:
    if not text.strip():
        raise QueryError("un nom est vide : écrivez une classe, un diplôme ou un métier (3e, bac pro ICCER, plombier)")
    return text


def targets_of(
    store: Store,
    names: Iterable[str],
    *,
    held: Collection[str] = (),
    year: int | None = None,
    to_type: str | None = None,
    to_level: str | None = None,
    to_domain: str | None = None,
) -> Targets:
    """Return what names and classes of goals mean as targets.

    A name that no node has alone, and that is one of a type of diploma ("ingénieur", "BTS"), means all of the type:
    of `to_level` and `to_domain`, where these are asked for.

    Parameters
    ----------
    store : Store
    names : iterable of str
        As people type them.
    held : collection of str
        Ids of what is held: no goal of a class.
    year : int, optional
        No diploma of a class whose last session was before it, unless all are such.
    to_type, to_level, to_domain : str, optional
        A class of goals besides: a type of diploma, a level ("bac+2", "5"), words of a domain.

    Raises
    ------
    LookupFailedError
        If a name is unknown or ambiguous and names no type, or a class is empty.
    QueryError
        If `to_level` names no level.
    """
    whole = to_type is not None or to_level is not None or to_domain is not None
    ids: list[str] = []
    named: list[str] = []
    renewed: list[tuple[str, str]] = []
    fields: list[Goals] = []
    asked: list[tuple[Any, str]] = [] if to_type is None else [(to_type, "")]
    for text in names:
        try:
            found = look_up(store, _said(text))
        except LookupFailedError:
            if (goal_type := _type_named(store, text)) is not None:
                asked.append((goal_type, text))
            elif field := _type_in_field(store, text, year):
                fields.append(field)
            else:
                raise
        else:
            heirs = heirs_of(store, found)
            ids += heirs or found
            old, *new = (store.labels[store.index[i]] for i in (found[0], *heirs))
            named += new or [old]
            renewed += [(old, label) for label in new]
    if not asked and not whole and not fields:
        return Targets(tuple(dict.fromkeys(ids)), (), tuple(named), tuple(renewed))
    from pathways.routing.goals import level_of, select_goals  # noqa: PLC0415 - for who asks for a class

    level = None if to_level is None else level_of(to_level)
    classes = tuple(
        select_goals(store, type=kind, level=level, domain=to_domain, open_in=year, text=text).without(held)
        for kind, text in asked or ([(None, "")] if whole else [])
    )
    classes = (*classes, *(field.without(held) for field in fields))
    ids += (node for goals in classes for node in goals.ids)
    if not ids:
        raise QueryError("what is held is all that there is of this class of goals")
    return Targets(tuple(dict.fromkeys(ids)), classes, tuple(named), tuple(renewed))


def _type_in_field(store: Store, text: str, year: int | None) -> Goals | None:
    """Return the diplomas of a type in a domain, where a text says just that: "ingénieur informatique"."""
    from pathways.routing.goals import select_goals  # noqa: PLC0415 - most names are found

    said = text.split()
    for n in range(len(said) - 1, 0, -1):
        named, domain = _type_named(store, " ".join(said[:n])), " ".join(said[n:])
        if named is not None and len(domain) >= _LEAST_DOMAIN:
            domain = re.sub(r"^(?:en|de|d'|du)\s*", "", domain)
            try:
                return select_goals(store, type=named, domain=domain, open_in=year, text=text)
            except LookupFailedError:
                return None
    return None


def constraints_of(  # noqa: PLR0913 - one parameter an option
    store: Store,
    *,
    year: int,
    via: Iterable[str] = (),
    avoid: Iterable[str] = (),
    max_years: float | None = None,
    max_steps: int | None = None,
    apprenticeship: str = "any",
    basis: str = "scheme",
    within_field: bool = False,
    open_only: bool = False,
    max_level: str | None = None,
    told: Callable[[Goals], object] | None = None,
) -> Constraints:
    """Return the constraints of the options.

    Parameters
    ----------
    store : Store
    year : int
        The one in which a diploma must be open, with `open_only`.
    via, avoid : iterable of str
        Names as people type them, and types of diploma ("BTS"): `via` any of the type, `avoid` all of it;
        `avoid` also conditions ("concours").
    max_level : str, optional
        As `level_of`.
    max_years, max_steps, apprenticeship, basis, within_field
        As `Constraints`.
    told : function, optional
        Is told each class of diplomas that a name of `via` was read as.

    Raises
    ------
    LookupFailedError
        If a name of `via` or `avoid` is unknown or ambiguous.
    QueryError
        If a value is outside what is allowed.
    """
    via, avoid = tuple(dict.fromkeys(via)), tuple(dict.fromkeys(avoid))
    for name, asked in (("via", via), ("avoid", avoid)):
        if len(asked) > _MOST_NAMES:
            raise QueryError(f"{name} holds {len(asked)} names: {_MOST_NAMES} at most")
    nodes: list[str] = []
    types: list[str] = []
    conditions: list[str] = []
    if avoid:
        from pathways.text import fold  # noqa: PLC0415 - for who avoids something

        known_types = {fold(name): name for name in store.types if name}
        known_conditions = {fold(condition): str(condition) for condition in Condition}
        for text in avoid:
            key = fold(text).strip()
            if key in known_conditions:
                conditions.append(known_conditions[key])
            elif key in known_types:
                types.append(known_types[key])
            else:
                _avoid_named(store, text, nodes, types)
    if max_level is not None:
        from pathways.routing.goals import level_of  # noqa: PLC0415 - the same
    return Constraints(
        via=tuple(_via(store, text, year, told) for text in via),
        avoid=tuple(nodes),
        avoid_types=tuple(types),
        avoid_conditions=tuple(conditions),
        max_years=max_years,
        max_steps=max_steps,
        apprenticeship=apprenticeship,
        basis=basis,
        within_field=within_field,
        open_in=year if open_only else None,
        max_level=None if max_level is None else level_of(max_level),
    )


def _avoid_named(store: Store, text: str, nodes: list[str], types: list[str]) -> None:
    """Add the nodes of a name, or the types of a name that is a type's ("école d'ingénieurs")."""
    try:
        nodes += look_up(store, text)
    except LookupFailedError:
        if (named := _type_named(store, text)) is None:
            raise
        types += named.types


def _via(store: Store, text: str, year: int, told: Callable[[Goals], object] | None) -> tuple[str, ...]:
    """Return the nodes of a name, any of which will do: the options of a diploma, or all diplomas of a type."""
    try:
        return look_up(store, _said(text))
    except LookupFailedError:
        if (named := _type_named(store, text)) is None:
            raise
        from pathways.routing.goals import select_goals  # noqa: PLC0415 - most names are found

        goals = select_goals(store, type=named, open_in=year, text=text)
        if told is not None:
            told(goals)
        return goals.ids


def _type_named(store: Store, text: str) -> GoalType | None:
    """Return the type of diploma that a text names, if the graph has such diplomas."""
    from pathways.routing.goal_types import goal_type_of  # noqa: PLC0415 - most names are found

    named = goal_type_of(text)
    return None if named is None or set(named.types).isdisjoint(store.types) else named
