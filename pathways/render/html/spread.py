"""The page of what is within reach: an isochrone of names, years from left to right, and a table beside it.

It is text: it prints, it is read without a script, and a script only sorts and filters it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pathways.model import NodeKind, NodeRef
from pathways.phrases import glossary, onisep_url
from pathways.render.html.page import Title, code_of, data_block, template, titles_of
from pathways.render.html.words import all_words, known_language, say
from pathways.render.html.wrap import clean
from pathways.render.reached import Grouped, group_reached, nearness, top_domain
from pathways.routing.spread import Reached
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import networkx as nx
    from jinja2 import Template

__all__ = ["domain_page", "spread_page"]

#: Names that stand in a column: all others are counted there and stand in the table.
MOST_NAMES = 14
#: Of these, jobs where there are more diplomas than room.
_MOST_JOBS = 9
#: Years of the last column: it holds what takes longer too.
_LAST_YEAR = 8
#: Levels that the counts beside a domain are of: a level that a rule has stands with the next below.
_LEVELS = (3, 4, 5, 6, 7, 8)
#: Where columns are levels, that of jobs: after all of them.
_JOBS = 9


@dataclass(frozen=True, slots=True)
class _Column:
    """What takes so many years (what is of a level; of no level for jobs): names shown, and how many more there are."""

    at: int
    jobs: tuple[Reached, ...]
    diplomas: tuple[Reached, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Far:
    """A domain that is another: `counts` by level, then jobs, then what has no level; the fewest years."""

    label: str
    number: int
    counts: tuple[int, ...]
    years: float


def _year(row: Reached) -> int:
    return min(math.ceil(row.years), _LAST_YEAR)


def _level(row: Reached) -> int:
    return _JOBS if row.node.kind == NodeKind.JOB else int(row.level or 0)


def _level_key(row: Reached) -> str:
    """Return the key of what stands for a row's level: that it is a job or a class, or the level of a diploma."""
    if row.node.kind in {NodeKind.JOB, NodeKind.CLASS}:
        return row.node.kind
    return f"niveau.{int(row.level)}" if row.level and int(row.level) in _LEVELS else ""


def _columns(grouped: Grouped, place: Callable[[Reached], int], *, forward: bool) -> list[_Column]:
    """Return the columns in the order of time: away from the start, or towards the target."""
    near = (*grouped.jobs, *grouped.diplomas)
    columns = []
    for at in sorted({place(row) for row in near}, reverse=not forward):
        jobs = [row for row in grouped.jobs if place(row) == at]
        others = [row for row in grouped.diplomas if place(row) == at]
        named = jobs[: max(_MOST_JOBS, MOST_NAMES - len(others))][:MOST_NAMES]
        studies = others[: MOST_NAMES - len(named)]
        more = len(jobs) + len(others) - len(named) - len(studies)
        columns.append(_Column(at, tuple(named), tuple(studies), more))
    return columns


def _far(beyond: Iterable[tuple[str, Sequence[Reached]]], numbers: dict[tuple[str, ...], int]) -> list[_Far]:
    found = []
    for label, rows in beyond:
        levels = [int(row.level) if row.level else 0 for row in rows if row.node.kind != NodeKind.JOB]
        counts = [sum(level == wanted for level in levels) for wanted in _LEVELS]
        counts += [len(rows) - len(levels), sum(level not in _LEVELS for level in levels)]
        found.append(_Far(clean(label), numbers[tuple(words(label))], tuple(counts), min(row.years for row in rows)))
    return found


def spread_page(  # noqa: PLR0913 - each says one thing of the page
    rows: Sequence[Reached],
    held: Sequence[str] = (),
    *,
    title: Title,
    forward: bool = True,
    by_level: bool = False,
    lang: str = "fr",
    release: str = "",
    shared: str = "",
    address: Callable[[str], str] = onisep_url,
    frame: Template | None = None,
    **more: object,
) -> str:
    """Return the page of what is within reach, or leads somewhere.

    Parameters
    ----------
    rows : sequence of Reached
        As `pathways.routing.reachable` and `leading_to` give them.
    held : sequence of str
        Domains of what is held (of the target): what is of these comes first.
    title : Title
        The heading.
    forward : bool
        Time runs from the start to what is reached; else from what leads there to the target.
    by_level : bool
        Columns are levels of diplomas, then jobs: for what is within reach of nothing, as a domain.
    lang : {"fr", "en"}
        The language that the page opens in; the reader can change it.
    release : str
        Release of the record, for the foot of the page.
    shared : str
        Folder of shared scripts, as for `route_page`.
    address : callable
        From the id of a node to the page that tells more of it, "" for none; Onisep's by default.
    frame : Template, optional
        A template that extends `page` and fills its blocks.
    **more : object
        What the frame asks for.

    Returns
    -------
    str
        One HTML document, the same bytes for the same input.

    Raises
    ------
    QueryError
        If `lang` is unknown.

    Examples
    --------
    >>> spread_page([], title="Où mène la 3e")[:15]
    '<!doctype html>'
    """
    grouped = group_reached(rows, held)
    columns = _columns(grouped, _level if by_level else _year, forward=forward)
    shown = dict.fromkeys(row for column in columns for row in (*column.jobs, *column.diplomas))
    near = (*grouped.jobs, *grouped.diplomas)
    ordered = [*shown, *(row for row in near if row not in shown), *(r for _, some in grouped.beyond for r in some)]
    names: dict[tuple[str, ...], str] = {}
    for row in ordered:
        names.setdefault(tuple(words(top_domain(row.domains))), clean(top_domain(row.domains)))
    numbers = {key: n for n, key in enumerate(sorted(names))}
    titles = titles_of(title)
    data = {"cards": [], "wires": [], "proofs": [], "lang": lang, "words": all_words(), "mode": "spread"}
    code = code_of("spread", shared=bool(shared))
    page = template("spread.html.j2")
    return (frame or page).render(
        more,
        page=page,
        lang=lang,
        say=lambda key, *args, n=None: say(lang, key, *args, n=n),
        title=titles[known_language(lang)],
        titles=titles,
        rows=ordered,
        forward=forward,
        columns=columns,
        by_level=by_level,
        at_jobs=_JOBS,
        far=_far(grouped.beyond, numbers),
        levels=_LEVELS,
        domains=sorted((n, names[key]) for key, n in numbers.items()),
        domain_of=lambda row: numbers[tuple(words(top_domain(row.domains)))],
        near=lambda row: nearness(row.domains, held) if held else 1,
        level_of=_level_key,
        year=_year,
        last=_LAST_YEAR,
        clean=clean,
        address=address,
        held=bool(held),
        glossary=glossary((row.node.label for row in shown), lang),
        release=clean(release),
        shared=shared,
        data=data_block(data),
        code=Markup(code.script),  # noqa: S704 - files of this package
        css=Markup(code.css),  # noqa: S704 - the same
        policy=code.policy,
    )


def domain_page(graph: nx.MultiDiGraph[Any], *, title: Title, lang: str = "fr", shared: str = "") -> str:
    """Return the page of a domain: its diplomas by level, then its jobs, and a table of both.

    Parameters
    ----------
    graph : MultiDiGraph
        What the domain holds, as `pathways.selection.select_domain` gives it.
    title, lang, shared
        As `spread_page`.
    """
    rows = sorted(
        (
            Reached(
                NodeRef(name, str(data.get("label") or name), str(data.get("kind"))),
                str(data.get("type") or ""),
                data.get("level"),
                tuple(data.get("domains") or ()),
                0,
                0,
            )
            for name, data in graph.nodes(data=True)
            if data.get("kind") != NodeKind.LEVEL
        ),
        key=lambda row: (row.level or 0, row.type, row.node.label.casefold(), row.node.id),
    )
    release = str(graph.graph.get("release") or "")
    return spread_page(rows, title=title, by_level=True, lang=lang, release=release, shared=shared)
