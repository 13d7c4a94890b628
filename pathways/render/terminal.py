"""Routes drawn for a terminal, without a library: time runs downward, years beside the line.

What `pathways route` prints has to be there before a person notices, so nothing is imported here but
the words.  The drawing:

- `○` a class, `●` a diploma, `◆` any diploma of a level, `★` a job;
- the line between two nodes tells on whose word it stands: `│` a fiche says so, `┊` inferred from the
  field, `╎` the general study scheme (a legend says it too, so colour and line are never needed alone).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pathways.model import Basis, NodeKind, Scope, SectionName
from pathways.phrases import (
    also_words,
    best_evidence,
    conditions_text,
    fiche_words,
    glossary,
    onisep_url,
    phrase,
    plain,
    quoted,
    section_title,
    years_text,
)
from pathways.phrases.figures import figure_source, figures_brief

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pathways.model import NodeRef, Route, Step

__all__ = ["Ink", "format_routes", "glossary_lines", "legend_lines", "step_line", "step_notes", "wrap"]

_MARKS = {NodeKind.CLASS: "○", NodeKind.DIPLOMA: "●", NodeKind.LEVEL: "◆", NodeKind.JOB: "★"}
_LINES = {Basis.STATED: "│", Basis.FIELD: "┊", Basis.SCHEME: "╎"}
#: Sections that hold names or rules: their text says no more than the step.
_UNQUOTED = frozenset({SectionName.METIERS, SectionName.FORMATIONS, SectionName.POURSUITES_ETUDES, "scheme"})
_WIDE_DOOR = "┊"
#: Columns before the years, and the narrowest page.
_MARGIN = 3
_MIN_WIDTH = 40

_BOLD, _DIM, _CYAN, _GREEN, _YELLOW, _BLUE = "1", "2", "36", "1;32", "33", "1;34"  # ANSI: select graphic rendition
_NODE_COLORS = {NodeKind.CLASS: _CYAN, NodeKind.DIPLOMA: _BOLD, NodeKind.LEVEL: _YELLOW, NodeKind.JOB: _GREEN}


def format_routes(
    routes: Sequence[Route],
    *,
    lang: str = "fr",
    width: int = 80,
    color: bool = False,
    quotes: bool = False,
    goal: NodeRef | None = None,
) -> str:
    """Draw routes between one source and one target, or several.

    Parameters
    ----------
    routes : sequence of Route
        Best first; they are numbered in this order.
    lang : {"fr", "en"}
        Language of all but names and titles of sections.
    width : int
        Columns to keep within, 40 at least (a narrower terminal gets 40).
    color : bool
        Colour with ANSI codes.  The drawing says the same without.
    quotes : bool
        Print the sentence that states each step; where the graph carries none, the pages that have it.
    goal : NodeRef, optional
        What stands in the titles for the targets: a class of goals, whichever of them a route ends at.

    Returns
    -------
    str
        Lines joined by newlines, no blank space at their ends, no newline at the end.

    Raises
    ------
    QueryError
        If `lang` is not one of those allowed.

    Examples
    --------
    >>> from pathways.model import Evidence, NodeRef, Route, Step
    >>> start, cap = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1", "CAP cuisine", "diploma")
    >>> said = Evidence("FOR.1", "acces", 0, 24)
    >>> print(format_routes([Route(start, cap, (Step(start, cap, 2, evidence=(said,), kind="entry"),))], width=60))
    3e → CAP cuisine                                  1 parcours
    <BLANKLINE>
    1 ─ 2 ans ──────────────────────────────────────────────────
             ○ 3e
       2 ans │ selon la fiche du diplôme, « Accès »
             ● CAP cuisine
    <BLANKLINE>
    CAP : certificat d'aptitude professionnelle
    """
    if not routes:
        return phrase("no.routes", lang)
    steps = [step for route in routes for step in route.steps]
    page = _Page(
        lang,
        max(width, _MIN_WIDTH),
        max((len(years_text(s.years, lang)) for s in steps), default=0) + _MARGIN,
        Ink(color=color),
        quotes=quotes,
    )
    lines: list[str] = []
    ends: tuple[NodeRef, NodeRef] | None = None
    counted: dict[str, Mapping[str, Any]] = {}
    for number, route in enumerate(routes, 1):
        if ends != (route.source, goal or route.target):
            ends = route.source, goal or route.target
            same = sum((r.source, goal or r.target) == ends for r in routes)
            lines += [*([""] if lines else []), *_title(page, ends, same)]
        brief = ""
        if (last := _last_diploma(route)) and last.figures and last.target.id not in counted:
            counted[last.target.id] = last.figures
            brief = figures_brief(last.figures, lang)
        lines += ["", *_route(page, number, route, brief)]
    lines += _legend(page, steps)
    lines += _counted_by(page, counted.values())
    labels = [node.label for route in routes for node in (route.source, *(s.target for s in route.steps))]
    lines += [page.paint(text, _DIM) for text in glossary_lines(labels, lang, page.width)]
    if quotes:
        lines += _where_to_read(page, steps)
    return "\n".join(line.rstrip() for line in lines)


def wrap(text: str, width: int) -> list[str]:
    """Break a line at spaces so that no part is wider than `width`; a longer word is cut.

    Examples
    --------
    >>> wrap("bac pro installateur en chauffage", 18)
    ['bac pro', 'installateur en', 'chauffage']
    >>> wrap("dit par une fiche, « Accès »", 20)
    ['dit par une fiche,', '« Accès »']
    """
    out = [""]
    # A quotation mark stays with its word, and the parts of a number with each other.
    words = text.replace("\n", " ").replace("« ", "«\0").replace(" »", "\0»").split(" ")
    for word in filter(None, words):
        rest = word.replace("\0", " ")
        if out[-1] and len(out[-1]) + 1 + len(rest) <= width:
            out[-1] += f" {rest}"
            continue
        if out[-1]:
            out.append("")
        while len(rest) > width:
            out[-1], rest = rest[:width], rest[width:]
            out.append("")
        out[-1] = rest
    return out


class Ink(NamedTuple):
    """Paints text with ANSI codes, or leaves it as it is."""

    color: bool

    def __call__(self, text: str, code: str) -> str:
        """Paint with a code of the terminal."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def bold(self, text: str) -> str:
        """Paint a name."""
        return self(text, _BOLD)

    def dim(self, text: str) -> str:
        """Paint what stands behind."""
        return self(text, _DIM)

    def head(self, text: str) -> str:
        """Paint a heading, or a figure."""
        return self(text, _BLUE)


class _Page(NamedTuple):
    """What every line of a drawing has to know; `gutter`: columns of the years, before the line."""

    lang: str
    width: int
    gutter: int
    paint: Ink
    quotes: bool


def _last_diploma(route: Route) -> Step | None:
    return next((step for step in reversed(route.steps) if step.target.kind == NodeKind.DIPLOMA), None)


def _title(page: _Page, ends: tuple[NodeRef, NodeRef], count: int) -> list[str]:
    how_many = phrase("route", page.lang) if count == 1 else phrase("routes", page.lang, n=count)
    names = wrap(f"{plain(ends[0].label)} → {plain(ends[1].label)}", page.width)
    room = page.width - len(names[-1]) - len(how_many)
    if room > 1:
        last = page.paint(names[-1], _BOLD) + " " * room + how_many
    else:
        last = page.paint(names[-1], _BOLD) + "\n" + how_many.rjust(page.width)
    return [*(page.paint(n, _BOLD) for n in names[:-1]), *last.split("\n")]


def _route(page: _Page, number: int, route: Route, brief: str) -> Iterator[str]:
    """Draw a route; `brief` stands below its last diploma."""
    head = f"{number} ─ {years_text(route.years, page.lang)}"
    more = [phrase("only.apprenticeship", page.lang)] if any(s.apprenticeship for s in route.steps) else []
    more += [phrase("plan", page.lang)] if route.plan else []
    for note in more:
        full = f"{head}, {note}"
        head = full if len(full) < page.width - 1 else head
    yield page.paint(head, _BLUE) + " " + page.paint("─" * (page.width - len(head) - 1), _DIM)
    yield from _node(page, route.source, step_line(route.steps[0]) if route.steps else " ")
    for i, step in enumerate(route.steps):
        line = step_line(step)
        years = years_text(step.years, page.lang) if step.years else ""
        for note, code in step_notes(step, page.lang, quotes=page.quotes):
            for text in wrap(note, page.width - page.gutter - 3):
                yield f"{page.paint(years.rjust(page.gutter), _BLUE)} {page.paint(line, _DIM)} {page.paint(text, code)}"
                years = ""
        after = step_line(route.steps[i + 1]) if i + 1 < len(route.steps) else " "
        yield from _node(page, step.target, after)
        for text in wrap(brief, page.width - page.gutter - 3) if brief and step is _last_diploma(route) else ():
            yield f"{' ' * page.gutter} {page.paint(after, _DIM)} {page.paint(text, _DIM)}"
    if page.quotes and route.plan and route.plan.text:
        quote = phrase("quote", page.lang, text=plain(route.plan.text))
        yield from (
            f"{' ' * page.gutter}   {page.paint(text, _DIM)}" for text in wrap(quote, page.width - page.gutter - 3)
        )
    if count := len(route.others):
        told = phrase("others.one", page.lang) if count == 1 else phrase("others", page.lang, n=count)
        yield f"{' ' * page.gutter}   {page.paint(told, _DIM)}"


def _node(page: _Page, node: NodeRef, line: str) -> Iterator[str]:
    """Draw the mark and name of a node; further lines of a long name carry on the line below it."""
    mark = _MARKS.get(NodeKind(node.kind), "●")
    code = _NODE_COLORS.get(NodeKind(node.kind), _BOLD)
    for text in wrap(plain(node.label), page.width - page.gutter - 3):
        yield f"{' ' * page.gutter} {page.paint(mark, code if mark != line else _DIM)} {page.paint(text, code)}"
        mark = line


def step_line(step: Step) -> str:
    """Return the character that tells on whose word a step stands."""
    wide = step.basis != Basis.SCHEME and (step.door is not None or step.scope == Scope.ANY)
    return _WIDE_DOOR if wide else _LINES[step.basis]


def step_notes(step: Step, lang: str, *, quotes: bool) -> Iterator[tuple[str, str]]:
    """Say what stands beside the line of a step: each note with its colour; one at least."""
    if step.apprenticeship is not None:
        yield phrase(f"only.{'apprenticeship' if step.apprenticeship else 'school'}", lang), _YELLOW
    if step.conditions:
        yield conditions_text(step.conditions, lang), _YELLOW
    yield _word(step, lang), _DIM
    said = best_evidence(step)
    if quotes and said is not None and said.text and said.section not in _UNQUOTED:
        yield phrase("quote", lang, text=plain(said.text)), _DIM
    if step.options:
        yield phrase("also", lang, names=also_words(step.options, lang)), _DIM


def _word(step: Step, lang: str) -> str:
    """On whose word the step stands, in one line."""
    said = best_evidence(step)
    if step.basis == Basis.SCHEME or (said is not None and said.section == "scheme"):
        return phrase("by.scheme", lang)
    if said is None:
        return phrase("by.nothing", lang)
    places = {"fiche": fiche_words(step, lang, short=True), "section": section_title(said.section, lang)}
    door = step.door or (step.source if step.source.kind == NodeKind.LEVEL else None)
    if door is not None:
        return phrase("by.any", lang, door=quoted(door.label, lang), **places)
    if step.scope == Scope.ANY:
        return phrase("by.wide", lang, **places)
    if step.basis == Basis.FIELD:
        return phrase("by.field", lang, score=round(step.score * 100), **places)
    of_an_end = said.fiche in {step.source.id, step.target.id}
    fiches = {e.fiche for e in step.evidence if e.section != "scheme"}
    others = len(fiches) - 1 if of_an_end else 0  # other fiches are counted already
    key = ("by.fiche", "by.fiche.two")[others] if others < 2 else "by.fiche.more"  # noqa: PLR2004 - one, two, many
    return phrase(key, lang, n=others, **places)


def _legend(page: _Page, steps: Iterable[Step]) -> list[str]:
    return legend_lines({step_line(step) for step in steps}, page.lang, page.width, page.paint)


def _counted_by(page: _Page, figures: Collection[Mapping[str, Any]]) -> list[str]:
    """Say who counted, once for all the figures; an empty line before."""
    sources = dict.fromkeys(figure_source(of, page.lang) for of in figures)
    told = phrase("figures.brief.source", page.lang, source=", ".join(filter(None, sources)))
    return ["", *(page.paint.dim(text) for text in wrap(told, page.width))] if figures else []


def legend_lines(lines: Collection[str], lang: str, width: int, ink: Ink) -> list[str]:
    """Tell the meaning of the lines drawn, where there is another than the plain one; an empty line before."""
    known = [(line, phrase(f"legend.{basis}", lang)) for basis, line in _LINES.items() if line in lines]
    if not set(lines) - {_LINES[Basis.STATED]}:
        return []
    row = "   ".join(f"{line} {text}" for line, text in known)
    rows = [row] if len(row) <= width else [r for line, text in known for r in wrap(f"{line} {text}", width)]
    return ["", *(ink.dim(text) for text in rows)]


def glossary_lines(labels: Iterable[str], lang: str, width: int) -> list[str]:
    """Return what the acronyms in some labels stand for, a line each, after an empty one.

    Examples
    --------
    >>> glossary_lines(["3e", "CAP maçon"], "fr", 80)
    ['', "CAP : certificat d'aptitude professionnelle"]
    """
    known = glossary(labels, lang)
    rows = [f"{word} : {text}" if lang == "fr" else f"{word}: {text}" for word, text in known.items()]
    return ["", *(part for row in rows for part in wrap(row, width))] if rows else []


def _where_to_read(page: _Page, steps: Iterable[Step]) -> list[str]:
    """Say why there is no sentence where a fiche states a step, and give the pages that have it."""
    bare = [e for s in steps if s.basis != Basis.SCHEME for e in s.evidence if not e.text]
    urls = dict.fromkeys(url for e in bare if (url := e.url or onisep_url(e.fiche)))
    if not urls:
        return []
    return ["", *wrap(phrase("quotes.none", page.lang), page.width), *(f"  {url}" for url in urls)]
