"""The words that all rooms share: frozen, slotted values and enumerations.

Nothing here reads, writes or computes; a value is made by one stage of the line
of data and read by the next (see CONTRIBUTING.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

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
    "Route",
    "RouteList",
    "Scope",
    "Section",
    "SectionName",
    "Span",
    "Step",
]


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
class Span:
    """A half-open range of character offsets, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a fiche.

    Parameters
    ----------
    name : str
        A `SectionName` value, or a slug of the title for other sections.
    title : str
        The heading as written.
    text : str
        The text as in the source, outer blank space removed, else untouched.
    start : int
        Offset of `text` in the decoded source file (-1 where it has none: XML, tables).
    line : int
        Line of the first character of `text`, counted from 1 (0 where it has none).
    """

    name: str
    title: str
    text: str
    start: int = -1
    line: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: the source's path, its format and its release.

    `release` is `YYYY-MM` (or finer), "" where the source does not tell.
    """

    path: str
    format: str
    release: str = ""


@dataclass(frozen=True, slots=True)
class Appellation:
    """A name of a job in its three forms; a form that the source lacks is ""."""

    label: str
    feminine: str = ""
    masculine: str = ""


@dataclass(frozen=True, slots=True)
class JobRef:
    """A job as a formation names it; `id` is "" where the source gives the label alone.

    The official XML gives its forms and synonyms too.
    """

    label: str
    id: str = ""
    feminine: str = ""
    masculine: str = ""
    synonyms: tuple[Appellation, ...] = ()


@dataclass(frozen=True, slots=True)
class FormationRef:
    """A formation as another record names it; `id` is "" where only the label is given.

    `note` is what the record says of the link, as written ("poursuite d'études conditionnelle").
    """

    label: str
    id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Formation:
    """One formation of the record: a diploma, or (in the tables) a class.

    Parameters
    ----------
    id : str
        Onisep id ("FOR.7017"), else a slug with its kind ("formation:bac-pro-...").
    title : str
        As written ("bac pro installateur en chauffage, climatisation ...").
    type : str
        Short type ("bac pro", "CAP", "BTS", "licence pro" ...): a value of `scheme` types.
    type_label : str
        The type as written in the source.
    certification : int or None
        « Niveau de certification », 3 to 8; None if not registered (RNCP) or absent.
    exit_level : str
        « Niveau de sortie indicatif » as written ("bac + 2", "CAP ou équivalent + 1 an").
    duration_years : float or None
        Durée in years.
    sections : tuple of Section
        Every section of the fiche in its order, lists included.
    continuations : tuple of FormationRef
        `poursuites_etudes` of the official XML.
    domains : tuple of str
        "domaine/sous-domaine" of Onisep.
    first_session, last_session : int or None
        Years; a diploma with `last_session` in the past is closed.
    withdrawn : bool
        Only sources older than the newest full table of formations tell of it: the record holds it no more.
    former_ids : tuple of str
        Onisep ids that the diploma had before it was renewed.
    aliases : tuple of str
        Old or other names ("MC ..." of a CS, « ex bac pro ... »).
    origins : tuple of Origin
        Every source that the record was read from, newest first.
    """

    id: str
    title: str
    type: str = ""
    type_label: str = ""
    code_scolarite: str = ""
    sigle: str = ""
    duration: str = ""
    duration_years: float | None = None
    certification: int | None = None
    certification_label: str = ""
    exit_level: str = ""
    url: str = ""
    link: str = ""
    rncp: str = ""
    nsf: tuple[str, ...] = ()
    tutelle: str = ""
    domains: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    jobs: tuple[JobRef, ...] = ()
    continuations: tuple[FormationRef, ...] = ()
    first_session: int | None = None
    last_session: int | None = None
    withdrawn: bool = False
    former_ids: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()  #: any further field of the source, (name, value)
    origins: tuple[Origin, ...] = ()

    def section(self, name: str) -> Section | None:
        """Return the section of that name, None where the fiche has none."""
        return next((s for s in self.sections if s.name == name), None)


@dataclass(frozen=True, slots=True)
class Job:
    """One métier of the record.

    Parameters
    ----------
    id : str
        Onisep id ("MET.266"), else a slug with its kind ("metier:plombier").
    name : Appellation
        Label ("plombier/ère") with its feminine and masculine forms.
    appellations : tuple of Appellation
        « Autres appellations ».
    min_level : str
        « Niveau d'accès minimum » as written ("CAP ou équivalent", "bac + 5").
    formations : tuple of FormationRef
        « Formations recommandées » with ids.
    """

    id: str
    name: Appellation
    appellations: tuple[Appellation, ...] = ()
    romes: tuple[str, ...] = ()
    min_level: str = ""
    sections: tuple[Section, ...] = ()
    formations: tuple[FormationRef, ...] = ()
    statuses: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    related: tuple[JobRef, ...] = ()
    url: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    origins: tuple[Origin, ...] = ()

    def section(self, name: str) -> Section | None:
        """Return the section of that name, None where the fiche has none."""
        return next((s for s in self.sections if s.name == name), None)


@dataclass(frozen=True, slots=True)
class Link:
    """A statement of a fiche: X leads to the fiche's diploma D, or D leads to X.

    `kind` is one of the codes of `prose` ("bac pro", "CAP", "3e", "niveau CAP", "bac+2" ...).
    `span` are offsets into the section's `text`.

    Parameters
    ----------
    years : float or None
        Years from X to D (`from`) or D to X (`to`), only where stated.
    conditions : tuple of str
        `Condition` codes, in the order of that enumeration.
    apprenticeship : bool
        True only for a way that is open to apprentices alone.
    after_year : int or None
        The link leaves D after this year, before its end.
    """

    fiche: str
    section: str
    direction: Direction
    kind: str
    name: str | None
    scope: Scope
    span: Span
    evidence: str
    years: float | None = None
    conditions: tuple[str, ...] = ()
    apprenticeship: bool = False
    after_year: int | None = None


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


@dataclass(frozen=True, slots=True)
class Route:
    """A way from a source to a target: steps in order, each starting where the last ended.

    `cost` is that of the criterion asked for, in its unit; `costs` those of all criteria
    by name.
    """

    source: NodeRef
    target: NodeRef
    steps: tuple[Step, ...]
    cost: float = 0.0
    costs: tuple[tuple[str, float], ...] = field(default=(), compare=False)

    @property
    def years(self) -> float:
        """Years in all."""
        return sum(s.years for s in self.steps)

    def _repr_html_(self) -> str:
        """Show itself in a notebook: a table of its steps."""
        from pathways.render.notebook import route_html  # noqa: PLC0415 - upward, and only where a notebook asks

        return route_html(self)

    def _repr_markdown_(self) -> str:
        """Show itself where Markdown is read: a table of its steps."""
        from pathways.render.notebook import route_markdown  # noqa: PLC0415 - as above

        return route_markdown(self)


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
