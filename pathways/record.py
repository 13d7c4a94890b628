"""What sources give and `prose` reads: formations, jobs and the links that fiches state.

Part of `pathways.model`, under which everybody names these; apart, because a question asked of a
graph file needs none of them, and to make them costs a tenth of the time of its answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathways.model import Direction, Scope

__all__ = [
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
]


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
class PlanStep:
    """One diploma of a study plan, as the fiche of a job names it.

    Parameters
    ----------
    kind : str
        One of the codes of `prose` ("CAP", "bac pro", "BTS", "concours" ...).
    name : str or None
        Specialty or field in the words of the text, without the kind.
    ids : tuple of str
        Nodes of the graph that the words mean; () where the record has none, or before they are resolved.
    years : float or None
        Years that the text gives to this step.
    """

    kind: str
    name: str | None
    scope: Scope
    ids: tuple[str, ...] = ()
    years: float | None = None


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A whole route that the fiche of a job tells.

    Parameters
    ----------
    job : str
        Id of the job.
    start : str
        Where the years are counted from: "3e", "bac", "bac+2", "bac+3", "bac+5", or "none" (with or without a diploma).
    years : float or None
        Years from the start to the end of the last step, None where the text does not tell.
    steps : tuple of PlanStep
        In order; one where nothing completes it.
    usual : bool
        False for what the text calls possible or rare.
    conditions : tuple of str
        `Condition` codes, in the order of that enumeration.
    spans : tuple of (str, Span)
        Where it is told: the section, and offsets into its text.
    """

    job: str
    start: str
    years: float | None
    steps: tuple[PlanStep, ...]
    usual: bool = True
    conditions: tuple[str, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()
