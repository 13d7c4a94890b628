"""What is within reach, nearest first: for a terminal as lines, and in groups for whoever draws it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathways.model import Basis, NodeKind
from pathways.phrases import join_words, phrase, plain, years_text
from pathways.phrases.figures import number_text
from pathways.render.terminal import Ink, legend_lines, wrap
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pathways.routing.spread import Reached

__all__ = ["Grouped", "format_reached", "group_reached", "nearness", "top_domain"]

_SURENESS = {basis.value: rank for rank, basis in enumerate(Basis)}
_LINES = {Basis.STATED: "│", Basis.FIELD: "┊", Basis.SCHEME: "╎"}
_MIN_WIDTH = 40
_SAME, _BESIDE = 2, 1


def top_domain(domains: Sequence[str]) -> str:
    """Return the domain that a node stands in first: "santé, social, sport" of "santé, social, sport/santé"."""
    return domains[0].split("/", 1)[0].strip() if domains else ""


def nearness(domains: Sequence[str], held: Sequence[str]) -> int:
    """Say how near two nodes are in field: 2 for a sub-domain in common, 1 for a domain, else 0.

    Examples
    --------
    >>> nearness(["santé/soins"], ["santé/soins"]), nearness(["santé/sport"], ["santé/soins"]), nearness([], ["santé"])
    (2, 1, 0)
    """
    own, others = ([tuple(words(part)) for d in names for part in (d, d.split("/", 1)[0])] for names in (domains, held))
    if set(own[::2]) & set(others[::2]):
        return _SAME
    return _BESIDE if set(own[1::2]) & set(others[1::2]) else 0


@dataclass(frozen=True, slots=True)
class Grouped:
    """What is within reach, in the order in which a person wants it.

    Parameters
    ----------
    jobs, diplomas : tuple of Reached
        Of the field of what is held (of any field where that has none), the same sub-domain first, then by years,
        steps, surest word and label.  What is open to any diploma of a level is among them in the same sub-domain only.
    beyond : tuple of (str, tuple of Reached)
        All others by domain; the domains with the nearest first.
    """

    jobs: tuple[Reached, ...]
    diplomas: tuple[Reached, ...]
    beyond: tuple[tuple[str, tuple[Reached, ...]], ...]


def group_reached(rows: Iterable[Reached], held: Sequence[str]) -> Grouped:
    """Group what is within reach by how near it is.

    Parameters
    ----------
    rows : iterable of Reached
    held : sequence of str
        Domains of what is held (of the target, for what leads there); none for a class.
    """
    jobs: list[tuple[tuple[object, ...], Reached]] = []
    diplomas: list[tuple[tuple[object, ...], Reached]] = []
    beyond: dict[tuple[str, ...], list[Reached]] = {}  # "a - b" is "a, b"
    for row in rows:
        near = nearness(row.domains, held) if held else _BESIDE
        if row.node.kind == NodeKind.CLASS and not row.door:
            near = max(near, _BESIDE)
        if not near or (row.door and near < _SAME):
            beyond.setdefault(tuple(words(top_domain(row.domains))), []).append(row)
            continue
        key = (-near, row.years, row.steps, _SURENESS.get(row.basis, 0), row.level or 0, row.node.label, row.node.id)
        (jobs if row.node.kind == NodeKind.JOB else diplomas).append((key, row))
    far = sorted(beyond.items(), key=lambda item: (not item[0], min(r.years for r in item[1]), item[0]))
    return Grouped(
        tuple(row for _, row in sorted(jobs, key=lambda item: item[0])),
        tuple(row for _, row in sorted(diplomas, key=lambda item: item[0])),
        tuple((_commonest(top_domain(row.domains) for row in found), tuple(found)) for _, found in far),
    )


def _commonest(names: Iterable[str]) -> str:
    return max(Counter(names).items(), key=lambda item: (item[1], item[0]))[0]


def format_reached(
    rows: Sequence[Reached],
    held: Sequence[str],
    *,
    title: str,
    lang: str = "fr",
    width: int = 80,
    color: bool = False,
    limit: int | None = 15,
) -> str:
    """Draw what is within reach, or leads somewhere: jobs, then diplomas of the field, then the rest counted by domain.

    Parameters
    ----------
    rows : sequence of Reached
    held : sequence of str
        Domains of what is held, or of the target.
    title : str
        What stands on top.
    lang : {"fr", "en"}
        Language of all but names.
    width : int
        Columns to keep within, 40 at least.
    color : bool
        Colour with ANSI codes.
    limit : int or None
        How many of each group are shown; the others are counted.  None shows all, domain by domain.

    Raises
    ------
    QueryError
        If `lang` is not one of those allowed.

    Examples
    --------
    >>> from pathways.model import NodeRef
    >>> from pathways.routing.spread import Reached
    >>> job = Reached(NodeRef("MET.1", "maçon/ne", "job"), "", None, ("bâtiment/maçonnerie",), 0, 1, "stated")
    >>> print(format_reached([job], ["bâtiment/maçonnerie"], title="Où mène le CAP maçon", width=40))
    Où mène le CAP maçon : 1 métier
    <BLANKLINE>
    Les métiers du domaine (1)
      │ maçon/ne
    """
    width = max(width, _MIN_WIDTH)
    ink = Ink(color=color)
    if not rows:
        return phrase("reach.none", lang)
    grouped = group_reached(rows, held)
    colon = " : " if lang == "fr" else ": "
    lines = [ink.bold(text) for text in wrap(f"{plain(title)}{colon}{_counts(rows, lang)}", width)]
    field = ".field" if held else ""
    for name, found in ((f"reach.jobs{field}", grouped.jobs), (f"reach.diplomas{field}", grouped.diplomas)):
        if found:
            lines += ["", ink.head(f"{phrase(name, lang)} ({len(found)})")]
            lines += _rows(found, lang, width, ink, limit)
    if grouped.beyond:
        lines += ["", ink.head(phrase("reach.beyond", lang))]
        for domain, found in grouped.beyond:
            lines += _domain(domain, found, lang, width, ink, whole=limit is None)
    shown = {row.basis for row in (*grouped.jobs[:limit], *grouped.diplomas[:limit])}
    lines += legend_lines([line for basis, line in _LINES.items() if basis in shown], lang, width, ink)
    return "\n".join(line.rstrip() for line in lines)


def _rows(found: Sequence[Reached], lang: str, width: int, ink: Ink, limit: int | None) -> Iterator[str]:
    for row in found[:limit]:
        years = years_text(row.years, lang) if row.years else ""
        line = _LINES.get(Basis(row.basis) if row.basis else Basis.STATED, "│")
        names = wrap(plain(row.node.label), width - 6 - len(years))
        for i, name in enumerate(names):
            tail = years.rjust(width - 4 - len(name)) if years and not i else ""
            yield f"  {ink.dim(line)} {name}{ink.head(tail) if tail else ''}"
    if limit is not None and len(found) > limit:
        yield "  " + ink.dim(phrase("show.more", lang, n=len(found) - limit))


def _counts(found: Sequence[Reached], lang: str) -> str:
    """Return how many formations and how many jobs there are."""
    jobs = sum(row.node.kind == NodeKind.JOB for row in found)
    numbers = (("n.diplomas", len(found) - jobs), ("n.jobs", jobs))
    keys = ((f"reach.{what}" if n > 1 else f"reach.{what}.one", n) for what, n in numbers if n)
    return join_words((phrase(key, lang, n=number_text(n, lang)) for key, n in keys), lang)


def _domain(domain: str, found: Sequence[Reached], lang: str, width: int, ink: Ink, *, whole: bool) -> Iterator[str]:
    """Say how many of a domain there are and how soon; with `whole`, name them too."""
    soonest = min(row.years for row in found)
    key = "reach.domain" if soonest else "reach.domain.now"
    name = plain(domain) or phrase("reach.no.domain", lang)
    text = phrase(key, lang, name=name, counts=_counts(found, lang), years=years_text(soonest, lang))
    first, *rest = wrap(text, width - 4)
    yield f"  {first}"
    yield from (f"    {more}" for more in rest)
    if whole:
        yield from (f"  {line}" for line in _rows(found, lang, width - 2, ink, None))
