"""The words that all rooms share: frozen, slotted values and enumerations.

Nothing here reads, writes or computes; a value is made by one stage of the line
of data and read by the next (see CONTRIBUTING.md).
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pathways.record import (
        Appellation,
        Formation,
        FormationRef,
        Job,
        JobRef,
        Link,
        Origin,
        PlanStep,
        Section,
        Span,
        StudyPlan,
    )

__all__ = [
    "Appellation",
    "Basis",
    "Condition",
    "Direction",
    "EdgeKind",
    "Evidence",
    "Formation",
    "FormationRef",
    "Job",
    "JobRef",
    "Link",
    "NodeKind",
    "NodeRef",
    "Origin",
    "PlanStep",
    "Route",
    "RouteList",
    "Scope",
    "Section",
    "SectionName",
    "Span",
    "Step",
    "StudyPlan",
]

#: What stands in `pathways.record`, and is loaded when it is asked for: queries do without.
_RECORD = frozenset(
    {
        "Appellation",
        "Formation",
        "FormationRef",
        "Job",
        "JobRef",
        "Link",
        "Origin",
        "PlanStep",
        "Section",
        "Span",
        "StudyPlan",
    }
)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import a value of the record when it is first asked for (PEP 562)."""
    if name not in _RECORD:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module("pathways.record"), name)
    return value


class NodeKind(StrEnum):
    """What a node of the graph is."""

    CLASS = "class"  #: a school year completed (3e, 2de GT, Tle STMG ...)
    DIPLOMA = "diploma"  #: a formation, its diploma held
    JOB = "job"  #: a métier
    LEVEL = "level"  #: any diploma of a level, or of a type, held ("niveau:bac+2", "type:bac-pro")


class EdgeKind(StrEnum):
    """What an edge says; also the first part of its key in the MultiDiGraph."""

    ENTRY = "entry"  #: a class leads to a class or a diploma
    CONTINUATION = "continuation"  #: a diploma (or a level) leads to a diploma
    JOB = "job"  #: a diploma leads to a job (0 years)
    HOLDS = "holds"  #: who holds this diploma is inside that level node (0 years)


class Basis(StrEnum):
    """On whose word an edge stands, surest first."""

    STATED = "stated"  #: a fiche says so, naming the other end
    FIELD = "field"  #: a fiche says "of the same field", resolved by what is known of fields
    SCHEME = "scheme"  #: no fiche says so, the general study scheme does


class Direction(StrEnum):
    """Which way a link runs, seen from the fiche D that states it."""

    FROM = "from"  #: X leads to D (section « Accès »)
    TO = "to"  #: D leads to X (section « Poursuite d'études »)


class Scope(StrEnum):
    """How precisely a link names its other end."""

    NAMED = "named"
    FIELD = "field"
    ANY = "any"


class Condition(StrEnum):
    """What is asked of a candidate, as codes."""

    DOSSIER = "dossier"
    BON_DOSSIER = "bon dossier"
    MENTION = "mention"
    CONCOURS = "concours"
    ENTRETIEN = "entretien"
    TESTS = "tests"
    EXPERIENCE = "expérience"
    SOUS_CONDITIONS = "sous conditions"
    AGE = "âge"
    ALTERNANCE = "alternance"


class SectionName(StrEnum):
    """Sections that other rooms ask for by name; a fiche may hold others too."""

    DESCRIPTION = "description"
    ACCES = "acces"
    POURSUITE = "poursuite"
    ATTENDUS = "attendus"
    METIERS = "metiers"  #: « Métiers associés »: a list, no prose
    FORMATIONS = "formations"  #: « Formations recommandées » of a métier: a list, no prose
    POURSUITES_ETUDES = "poursuites_etudes"  #: structured list of the official XML
    ACCES_METIER = "acces_metier"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a step is stated.

    `fiche` is the id of the fiche, or "scheme:RULE" for a rule of the study scheme;
    `section` a `SectionName` value ("scheme" for a rule); `start`, `end` offsets into
    that section's text.  `text` is None in the graph that ships (facts only).
    """

    fiche: str
    section: str
    start: int
    end: int
    text: str | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class NodeRef:
    """A node as a route shows it."""

    id: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """An edge taken in a route, between two concrete nodes.

    Parameters
    ----------
    years : float
        Years to complete `target` from `source`.
    apprenticeship : bool or None
        True: apprentices alone; False: school alone; None: both, or not said.
    key : str
        Key of the edge in the MultiDiGraph (of the edge that leaves the door, if any).
    door : NodeRef or None
        The level node that the step goes through ("any bac pro"), collapsed away.
    score : float
        0 to 1: how near in field the two ends are; 1 for a named link.
    options : tuple of NodeRef
        Other targets (or sources) that one answer stands for: options A/B/C of a diploma.
    figures : mapping or None
        What was counted of the pupils of the target (`pathways.contract.FiguresData`), where it is a diploma.
    """

    source: NodeRef
    target: NodeRef
    years: float
    conditions: tuple[str, ...] = ()
    apprenticeship: bool | None = None
    basis: Basis = Basis.STATED
    evidence: tuple[Evidence, ...] = ()
    key: str = ""
    kind: str = ""
    scope: str = Scope.NAMED.value
    door: NodeRef | None = None
    score: float = 1.0
    options: tuple[NodeRef, ...] = ()
    figures: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Route:
    """A way from a source to a target: steps in order, each starting where the last ended.

    `cost` is that of the criterion asked for, in its unit; `costs` those of all criteria
    by name.  `plan` is where the fiche of the target tells this very route, None where it does not.
    `others` are further ways to the same last diploma, best first; they have none of their own.
    """

    source: NodeRef
    target: NodeRef
    steps: tuple[Step, ...]
    cost: float = 0.0
    costs: tuple[tuple[str, float], ...] = field(default=(), compare=False)
    plan: Evidence | None = None
    others: tuple[Route, ...] = field(default=(), compare=False)

    @property
    def years(self) -> float:
        """Years in all."""
        return sum(s.years for s in self.steps)

    def __str__(self) -> str:
        """Tell the route in French, a line a step: the years, then what is entered.

        Examples
        --------
        >>> a, b = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1", "CAP maçon", "diploma")
        >>> print(Route(a, b, (Step(a, b, 2),)))
        3e → CAP maçon (2 ans)
           2 ans  CAP maçon
        """
        from pathways.phrases import years_text  # noqa: PLC0415 - where it is printed

        told = [f"{self.source.label} → {self.target.label} ({years_text(self.years)})"]
        return "\n".join(told + [f"{years_text(s.years) if s.years else '':>8}  {s.target.label}" for s in self.steps])

    def _repr_html_(self) -> str:
        """Show itself in a notebook: a table of its steps."""
        from pathways.render.notebook import route_html  # noqa: PLC0415 - upward, and only where a notebook asks

        return route_html(self)

    def _repr_markdown_(self) -> str:
        """Show itself where Markdown is read: a table of its steps."""
        from pathways.render.notebook import route_markdown  # noqa: PLC0415 - as above

        return route_markdown(self)


def routes_of(given: Any) -> tuple[Route, ...]:  # noqa: ANN401 - says itself what it takes
    """Return the routes of a route, of a list or iterator of routes, or of an answer that has `routes`.

    Raises
    ------
    TypeError
        If it is none of these.

    Examples
    --------
    >>> a = NodeRef("classe:3e", "3e", "class")
    >>> len(routes_of(Route(a, a, ()))), routes_of([])
    (1, ())
    """
    if isinstance(given, Route):
        return (given,)
    held = getattr(given, "routes", given)
    found = tuple(held) if hasattr(held, "__iter__") and not isinstance(held, str) else (held,)
    for one in found:
        if not isinstance(one, Route):
            raise TypeError(
                f"routes are asked for, not {type(one).__name__}: give a Route, a list of them, or what find_routes, "
                "k_shortest_routes or pareto_routes returns"
            )
    return found


class RouteList(list[Route]):
    """Routes, best first: a list that shows itself in a notebook as a table.

    Examples
    --------
    >>> a, b = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1", "CAP maçon", "diploma")
    >>> routes = RouteList(iter([Route(a, b, (Step(a, b, 2),))]))
    >>> "CAP maçon" in routes._repr_html_()
    True
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        from pathways.render.notebook import routes_html  # noqa: PLC0415 - upward, and only where a notebook asks

        return routes_html(self)

    def _repr_markdown_(self) -> str:
        from pathways.render.notebook import routes_markdown  # noqa: PLC0415 - as above

        return routes_markdown(self)
