"""One node for a terminal: its facts, and what leads to it and where it leads, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.model import EdgeKind, NodeKind
from pathways.phrases import phrase, plain, years_text
from pathways.phrases.figures import figure_rows
from pathways.render.terminal import Ink, step_line, step_notes, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pathways.graph.around import NodeView
    from pathways.model import NodeRef, Step

__all__ = ["format_node"]

_INDENT = 2
_MIN_WIDTH = 40


def format_node(
    view: NodeView, *, lang: str = "fr", width: int = 80, color: bool = False, limit: int | None = 12
) -> str:
    """Draw what is known of a node.

    Parameters
    ----------
    view : NodeView
        As `pathways.graph.around.view_node` gives it.
    lang : {"fr", "en"}
        Language of all but names and titles of sections.
    width : int
        Columns to keep within, 40 at least.
    color : bool
        Colour with ANSI codes.
    limit : int or None
        How many links of each sort are shown; the others are counted.  None shows all.

    Returns
    -------
    str
        Lines joined by newlines, no newline at the end.

    Raises
    ------
    QueryError
        If `lang` is not one of those allowed.

    Examples
    --------
    >>> from pathways.graph.around import NodeView
    >>> from pathways.model import NodeRef
    >>> cap = NodeView(NodeRef("FOR.1", "CAP cuisine", "diploma"), {"type": "CAP", "level": 3}, (), ())
    >>> print(format_node(cap, lang="en", width=40))
    CAP cuisine
    ────────────────────────────────────────
    diploma    CAP, level 3
    id         FOR.1
    """
    width = max(width, _MIN_WIDTH)
    ink = Ink(color=color)
    lines = [ink.bold(text) for text in wrap(plain(view.node.label), width)]
    lines.append(ink.dim("─" * width))
    lines += _facts(view, lang, width, ink)
    for key, steps, incoming in _groups(view):
        if steps:
            lines += ["", ink.head(f"{phrase(key, lang)} ({len(steps)})")]
            lines += _links(steps, lang, width, ink, incoming=incoming, limit=limit)
    return "\n".join(line.rstrip() for line in lines)


def _groups(view: NodeView) -> Iterator[tuple[str, Sequence[Step], bool]]:
    jobs = [s for s in view.outgoing if s.target.kind == NodeKind.JOB]
    holds = [s for s in view.outgoing if s.kind == EdgeKind.HOLDS]
    studies = [s for s in view.outgoing if s not in jobs and s not in holds]
    members = [s for s in view.incoming if s.kind == EdgeKind.HOLDS]
    yield "show.members", members, True
    yield "show.jobs", jobs, False
    yield (
        "show.in.job" if view.node.kind == NodeKind.JOB else "show.in",
        [s for s in view.incoming if s not in members],
        True,
    )
    yield "show.out", studies, False
    yield "show.holds", holds, False


def _facts(view: NodeView, lang: str, width: int, ink: Ink) -> Iterator[str]:
    a = view.attributes
    what = [plain(str(a["type"]))] if a.get("type") else []
    if a.get("level") is not None:
        what.append(phrase("show.level", lang, n=a["level"]))
    if a.get("duration_years"):
        what.append(years_text(a["duration_years"], lang))
    if a.get("withdrawn"):
        what.append(phrase("show.withdrawn", lang))
    rows = [(phrase(f"kind.{view.node.kind}", lang), ", ".join(what)), (phrase("show.id", lang), view.node.id)]
    rows += [
        (phrase(f"show.{name}", lang), _joined(name, value) if isinstance(value, list) else str(value))
        for name in ("sigle", "code_scolarite", "rncp", "nsf", "domains", "aliases", "closed")
        if (value := a.get(name))
    ]
    if "closed" not in a and not a.get("withdrawn") and a.get("closing"):
        rows.append((phrase("show.closing", lang), str(a["closing"])))
    rows += [(phrase("show.replaced_by", lang), f"{node.label} ({node.id})") for node in view.heirs]
    if view.near:
        rows.append((phrase("show.moves", lang), ", ".join(node.label for node in view.near)))
    rows += figure_rows(a.get("figures", {}), lang)
    if a.get("url"):
        rows.append((phrase("show.url", lang), a["url"]))
    wide = max(len(name) for name, _ in rows)
    wide = max(wide, 10)
    for name, value in rows:
        start = name
        for text in wrap(plain(value), width - wide - 1):
            yield f"{ink.dim(start.ljust(wide))} {text}"
            start = ""


def _joined(name: str, values: Sequence[object]) -> str:
    """Return a list as a text; names of domains hold commas."""
    return (" ; " if name == "domains" else ", ").join(map(str, values))


def _links(
    steps: Sequence[Step], lang: str, width: int, ink: Ink, *, incoming: bool, limit: int | None
) -> Iterator[str]:
    for step in steps[:limit]:
        yield from _link(step, step.source if incoming else step.target, lang, width, ink)
    if limit is not None and len(steps) > limit:
        yield " " * _INDENT + ink.dim(phrase("show.more", lang, n=len(steps) - limit))


def _link(step: Step, other: NodeRef, lang: str, width: int, ink: Ink) -> Iterator[str]:
    line = step_line(step)
    years = years_text(step.years, lang) if step.years else ""
    room = width - _INDENT - 2
    names = wrap(plain(other.label), room - len(years) - 2 if years else room)
    for i, name in enumerate(names):
        tail = " " * (room - len(name) - len(years)) + ink.head(years) if years and i == 0 else ""
        yield f"{' ' * _INDENT}{ink.dim(line)} {ink.bold(name)}{tail}"
    for note, _ in step_notes(step, lang, quotes=True):
        for text in wrap(note, room - _INDENT):
            yield f"{' ' * _INDENT}{ink.dim(line)}   {ink.dim(text)}"
