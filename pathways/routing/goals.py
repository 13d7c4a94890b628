"""Whole classes of goals: every diploma of a type or a level, every diploma and job of a domain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pathways.errors import QueryError, UnknownNameError
from pathways.graph.compact import closed_in
from pathways.graph.store import Store
from pathways.phrases import phrase, quoted
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from pathways.routing.goal_types import GoalType

__all__ = ["Goals", "goals_of", "level_of", "select_goals"]

#: Levels of the Répertoire national (décret n° 2019-14 du 8 janvier 2019) by what people call them.
_LEVELS = {
    "cap": 3,
    "bac": 4,
    "bac+1": 4,
    "bac+2": 5,
    "bts": 5,
    "bac+3": 6,
    "licence": 6,
    "bac+4": 6,
    "bac+5": 7,
    "master": 7,
    "bac+8": 8,
    "doctorat": 8,
}


def level_of(text: str) -> int:
    """Return the level that a text names: "5", "bac + 2", "niveau 5".

    Raises
    ------
    QueryError
        If it names none.

    Examples
    --------
    >>> level_of("bac + 2"), level_of("niveau 7")
    (5, 7)
    """
    key = re.sub(r"\s+|^niveau", "", fold(text))
    if key in _LEVELS:
        return _LEVELS[key]
    if key.isdecimal() and 3 <= int(key) <= 8:  # noqa: PLR2004 - the levels there are
        return int(key)
    raise QueryError(f"{text!r} is no level: 3 to 8, or one of {', '.join(_LEVELS)}")


@dataclass(frozen=True, slots=True)
class Goals:
    """A class of goals, any of which will do.

    Parameters
    ----------
    ids : tuple of str
        Ids of the nodes, sorted.
    type : GoalType or None
        The type of diploma that they are of.
    level : int or None
        Their level, 3 to 8.
    domain : str or None
        Words of their domain.
    text : str
        The name that was typed for the type, "" where none was.
    """

    ids: tuple[str, ...]
    type: GoalType | None = None
    level: int | None = None
    domain: str | None = None
    text: str = ""

    def without(self, held: Iterable[str]) -> Goals:
        """Return these goals but those that are held already."""
        taken = set(held)
        return replace(self, ids=tuple(name for name in self.ids if name not in taken))

    def label(self, lang: str = "fr") -> str:
        """Return what one of them is, in words.

        Examples
        --------
        >>> Goals(("a", "b"), level=5, domain="hôtellerie").label()
        'un diplôme de niveau bac + 2, domaine « hôtellerie »'
        """
        if self.type is not None:
            what = self.type.fr if lang == "fr" else self.type.en
        else:
            what = phrase("goals.any" if self.level is None else "goals.diploma", lang)
        if self.level is not None:
            what += phrase("goals.level", lang, level=level_text(self.level, lang))
        return what if self.domain is None else what + phrase("goals.domain", lang, domain=quoted(self.domain, lang))

    def facts(self, lang: str = "fr") -> dict[str, Any]:
        """Return what a class is, as JSON values: the text that named it, types, level, domain, words, how many."""
        return {
            "text": self.text,
            "types": [] if self.type is None else list(self.type.types),
            "level": self.level,
            "domain": self.domain,
            "label": self.label(lang),
            "count": len(self.ids),
        }


def level_text(level: int, lang: str = "fr") -> str:
    """Return a level of diploma as people say it, its number where they do not.

    Examples
    --------
    >>> level_text(5), level_text(2)
    ('bac + 2', '2')
    """
    return phrase(f"level.{level}", lang) if level in set(_LEVELS.values()) else str(level)


def select_goals(
    graph: nx.MultiDiGraph[Any] | Store,
    *,
    domain: str | None = None,
    level: int | None = None,
    type: str | GoalType | None = None,  # noqa: A002 - the option's own name
    open_in: int | None = None,
    text: str = "",
) -> Goals:
    """Return a class of goals.

    Parameters
    ----------
    graph : networkx.MultiDiGraph or Store
    domain : str, optional
        Words of an Onisep domain or sub-domain, accents and case aside ("génie climatique").
    level : int, optional
        Level of a diploma, 3 to 8.
    type : str or GoalType, optional
        A type of diploma as people name it ("BTS", "école d'ingénieurs"), or a type of the graph.
    open_in : int, optional
        A year: no diploma whose last session was before it, unless all are such.
    text : str
        The name that was typed for the type; by default `type` itself, where it is a text.

    Raises
    ------
    UnknownNameError
        If there is none, or nobody calls a type so; with near names of types.
    """
    named = _type_of(graph, type) if isinstance(type, str) else type
    wanted = None if domain is None else fold(domain).strip()
    chosen = [
        (name, closed)
        for name, kind, type_, rank, closed, domains in _facts(graph, domains=wanted is not None)
        if kind in {"diploma", "job"}
        and (level is None or (kind == "diploma" and rank == level))
        and (named is None or (kind == "diploma" and type_ in named.types))
        and (wanted is None or any(wanted in fold(text) for text in domains))
    ]
    if not chosen:
        raise UnknownNameError(
            f"le graphe n'a pas : {Goals((), named, level, domain).label()}", text or str(type or domain or level)
        )
    opened = [name for name, closed in chosen if open_in is None or not 0 < closed < open_in]
    ids = tuple(sorted(opened or [name for name, _ in chosen]))
    return Goals(ids, named, level, domain, type if isinstance(type, str) and not text else text)


def goals_of(
    graph: nx.MultiDiGraph[Any] | Store,
    *,
    domain: str | None = None,
    level: int | None = None,
    type: str | None = None,  # noqa: A002 - the option's own name
    open_in: int | None = None,
) -> tuple[str, ...]:
    """Return the ids of a class of goals, sorted; parameters and errors as `select_goals`.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("FOR.1", kind="diploma", type="BTS", level=5)
    >>> g.add_node("FOR.2", kind="diploma", type="BTS", level=5, closed=2019)
    >>> goals_of(g, type="technicien supérieur", open_in=2025)
    ('FOR.1',)
    """
    return select_goals(graph, domain=domain, level=level, type=type, open_in=open_in).ids


def _type_of(graph: nx.MultiDiGraph[Any] | Store, text: str) -> GoalType:
    """Return the type that a text names: one of the graph as it stands there, or as people call it."""
    from difflib import get_close_matches  # noqa: PLC0415 - what people type is known, most often

    from pathways.routing.goal_types import GoalType, goal_type_of, read_goal_types  # noqa: PLC0415 - the same

    if (named := goal_type_of(text)) is not None:
        return named
    own = {type_ for _, kind, type_, *_ in _facts(graph) if kind == "diploma" and type_}
    for type_ in own:
        if fold(type_) == fold(text).strip():
            return GoalType((type_,), f"un diplôme « {type_} »", f"a diploma “{type_}”")
    names = {key: key for key in read_goal_types()} | {fold(t): t for t in own}
    near = dict.fromkeys(names[key] for key in get_close_matches(fold(text), names, n=3))
    raise UnknownNameError(
        f"« {text} » n'est pas un type de diplôme ; en sont : BTS, BUT, CAP, bac pro, master, ingénieur …",
        text,
        tuple(near),
    )


def _facts(
    graph: nx.MultiDiGraph[Any] | Store, *, domains: bool = False
) -> Iterator[tuple[str, str, str, float | None, int, Iterable[str]]]:
    """Yield of each node its id, kind, type, level, last session, and domains where they are asked for."""
    if isinstance(graph, Store):
        types = graph.types
        columns = zip(
            graph.ids, graph.kinds, graph.node_type, graph.node_level, graph.node_closed, strict=True
        )  # no attributes are decoded
        for i, (name, kind, type_, level, closed) in enumerate(columns):
            own = graph.node(i).get("domains") or () if domains and kind in {"diploma", "job"} else ()
            yield name, kind, types[type_], level, closed, own
    else:
        for name, data in graph.nodes(data=True):
            own = data.get("domains") or ()
            yield str(name), str(data.get("kind")), str(data.get("type") or ""), data.get("level"), closed_in(data), own
