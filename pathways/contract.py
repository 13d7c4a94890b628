"""The graph's contract: what nodes and edges of a graph of study routes hold, as types.

A graph is a plain `networkx.MultiDiGraph` whose node ids are strings.  `validate_graph` checks a graph
against these types, `pathways export --format json` writes them, docs/graph.md explains them.
Attributes that are not named here are allowed, if they are JSON values; nothing reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Required, TypedDict

__all__ = ["EdgeData", "EvidenceData", "FigureData", "FiguresData", "NodeData", "PlanData", "PlanStepData", "Range"]


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that an attribute may hold, both ends included."""

    least: float
    most: float = float("inf")


#: A share of persons.
Share = Annotated[float, Range(0, 1)]
#: A number of years; fractions are fractions of a school year.
Years = Annotated[float, Range(0)]


class EvidenceData(TypedDict, total=False):
    """Where something is stated.

    `fiche` is an Onisep id, or "scheme:RULE" for a rule of the study scheme; `start` and `end` are offsets
    of characters into the text of `section`.  A graph of facts has no `text`.
    """

    fiche: Required[str]
    section: str
    start: int
    end: int
    text: str
    url: str


class PlanStepData(TypedDict, total=False):
    """One diploma or contest of a study plan; `ids` are the nodes that it may be, [] where the record has none."""

    kind: Required[str]
    name: str | None
    scope: Literal["named", "field", "any"]
    ids: Required[list[str]]


class PlanData(TypedDict, total=False):
    """A whole route as the fiche of a job tells it.

    `years` runs from `start` to the end of the last step, None where the fiche does not say;
    `usual` is False for what the fiche calls rare or merely possible.
    """

    start: Required[str]
    years: Years | None
    usual: bool
    conditions: list[str]
    steps: Required[list[PlanStepData]]
    evidence: list[EvidenceData]


class FigureData(TypedDict, total=False):
    """What was counted of those who end a diploma one way; nothing is told of fewer than 20 persons.

    Counts are summed over regions and cohorts before shares are taken.
    """

    pupils: int  #: in the last year, mean of a school year
    going_on: Share  #: of the pupils: who go on studying
    employed_6: Share  #: of those who leave: who work 6 months after
    employed_12: Share
    employed_24: Share
    cohorts: list[int]  #: first and last calendar year of the school years counted
    cohorts_24: list[int]  #: the same for `employed_24`, where it is fewer
    shared: int  #: how many diplomas have the figure together: one code became several options


class FiguresData(TypedDict, total=False):
    """Figures of a diploma by way (source: DEPP-DARES, InserJeunes)."""

    school: FigureData
    apprentices: FigureData


class NodeData(TypedDict, total=False):
    """Attributes of a node.

    A class node means that class completed, a diploma node that diploma held, a level node any diploma of
    that level, or of that type, held.  `label` and `kind` must be there.
    """

    kind: Required[Literal["class", "diploma", "job", "level"]]
    label: Required[str]
    type: str  #: type of diploma, an id of scheme/types.toml ("CAP", "bac pro"); "" for jobs
    level: Annotated[float, Range(0, 8)] | None  #: 0 before the CAP, 3, 4, 5 (bac + 2), 6 (bac + 3), 7 (bac + 5), 8
    duration_years: Years | None  #: how long the diploma takes from its usual entry
    sigle: str
    code_scolarite: str
    rncp: str
    nsf: list[str]
    domains: list[str]  #: "domaine/sous-domaine" of Onisep
    aliases: list[str]  #: other names: gendered forms, older titles, appellations
    url: str
    closed: int  #: year of the last session
    opens: int  #: year of the first session
    withdrawn: bool  #: only older sources hold it
    former_ids: list[str]  #: Onisep ids of the diplomas that it renewed
    after_3e: Years  #: years after 3e at which it is usually held
    pupils: (
        int  #: in the last year, mean of a school year, all ways; a shared figure is divided among those who share it
    )
    few: bool  #: fewer than 20 pupils a year are counted
    figures: FiguresData  #: what was counted of its pupils
    replaced_by: list[str]  #: ids of the diplomas that took its place, or will
    closing: int  #: year of its last session, or of its end, in the nomenclature of the ministry
    rome: list[str]  #: of a job: its codes in ROME (France Travail)
    called: list[str]  #: of a job: names that ROME gives its code
    moves: list[str]  #: of a job: ids of jobs that one can move to, by ROME; no steps of a route of studies
    min_level: str  #: of a job: « Niveau d'accès minimum » as written
    plans: list[PlanData]  #: of a job: the routes that its fiche tells


class EdgeData(TypedDict, total=False):
    """Attributes of an edge; its key is its kind, or the kind, a colon and what tells it from a parallel edge.

    `years` are those to complete the target from the source.
    """

    kind: Required[Literal["entry", "continuation", "job", "holds"]]
    years: Required[Years]
    basis: Required[Literal["stated", "field", "scheme"]]  #: on whose word it stands
    conditions: list[str]  #: codes of `Condition`
    apprenticeship: Literal[True, False] | None  #: apprentices alone, school alone, both
    scope: Literal["named", "field", "any"]
    score: Annotated[float, Range(0, 1)]  #: nearness in field; 1 for a named link
    evidence: list[EvidenceData]
    rarity: Share  #: how few take the target: 0 (5,000 pupils a year and more, or not counted) to 1 (fewer than 20)
    out_of_work: Share  #: of a way into a job: of those who leave the source, who do not work 12 months after
    release: str  #: newest source that states it, YYYY-MM
    why: str  #: what makes the two ends near in field
    usual: Literal["usual", "possible", "rare"]  #: how usual the step is, by the study scheme (scheme/usual.toml)
    waiting: Years  #: the part of `years` in which nobody studies: until an age is reached
    public: Literal["passerelle", "adulte"]  #: a way beside initial training (scheme/bridges.toml)
    after_year: int  #: the source is left after this year, before its end
