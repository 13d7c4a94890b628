"""Routes in a notebook: small tables with links, and the page's own figure in a sandbox.

The tables carry no style but the notebook's, so they are light or dark as it is.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pathways.model import Basis, routes_of
from pathways.phrases import conditions_text, phrase, plain, years_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import networkx as nx

    from pathways.model import NodeRef, Route, Step

__all__ = ["Figure", "figure", "route_html", "route_markdown", "routes_html", "routes_markdown"]

_ONISEP = re.compile(r"(FOR|MET)\.\d+")
_FOLDERS = {"FOR": "formation", "MET": "metier"}
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>&~$]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A page inside a notebook's output, from which it cannot reach the notebook.

    Parameters
    ----------
    page : str
        The page, whole.
    height : int
        Pixels.
    """

    page: str
    height: int = 640

    def _repr_html_(self) -> str:
        return (
            '<iframe sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads" '
            f'style="width:100%;height:{int(self.height)}px;border:1px solid #8888" title="pathways" '
            f'srcdoc="{html.escape(self.page)}"></iframe>'
        )


def figure(
    routes: Any,  # noqa: ANN401 - as `routes_of`
    graph: nx.MultiDiGraph[Any],
    *,
    lang: Literal["fr", "en"] = "fr",
    height: int = 640,
) -> Figure:
    """Return the page of `pathways export --html` for these routes, as a figure of a notebook.

    Parameters
    ----------
    routes : Route, iterable of Route, or answer
        Best first: what `find_routes`, `k_shortest_routes` and `pareto_routes` return, as it is.
    graph : networkx.MultiDiGraph
        The graph they were found in.
    lang : {"fr", "en"}
        Language of the page.
    height : int
        Pixels.
    """
    from pathways.render.html import route_page  # noqa: PLC0415 - pyvis is heavy, and a table needs none of it

    return Figure(route_page(graph, routes_of(routes), lang=lang), height)


def _url(node: NodeRef) -> str:
    """Return the page of a node at Onisep, "" where its id is none of Onisep's."""
    match = _ONISEP.fullmatch(node.id)
    return f"https://www.onisep.fr/http/redirection/{_FOLDERS[match[1]]}/slug/{node.id}" if match else ""


def _html_node(node: NodeRef) -> str:
    label = html.escape(plain(node.label))
    url = _url(node)
    return f'<a href="{url}" target="_blank" rel="noopener">{label}</a>' if url else label


def _markdown_text(text: str) -> str:
    return _MARKDOWN.sub(lambda m: f"&#{ord(m[0])};", plain(text))


def _markdown_node(node: NodeRef) -> str:
    url = _url(node)
    return f"[{_markdown_text(node.label)}]({url})" if url else _markdown_text(node.label)


def _conditions(step: Step, lang: str) -> str:
    parts = [conditions_text(step.conditions, lang)] if step.conditions else []
    if step.apprenticeship is True:
        parts.append(phrase("only.apprenticeship", lang))
    return ", ".join(parts)


def _step_cells(step: Step, node: Callable[[NodeRef], str], text: Callable[[str], str], lang: str) -> list[str]:
    basis = step.basis if step.basis in set(Basis) else Basis.STATED
    return [
        node(step.source),
        node(step.target),
        text(years_text(step.years, lang)),
        text(_conditions(step, lang)),
        text(phrase(f"table.{basis}", lang)),
    ]


def _route_cells(
    rank: int, route: Route, node: Callable[[NodeRef], str], text: Callable[[str], str], lang: str
) -> list[str]:
    way = [node(route.source)]
    for step in route.steps:
        years = f" ({text(years_text(step.years, lang))})" if step.years else ""
        way.append(node(step.target) + years)
    return [str(rank), text(years_text(route.years, lang)), " → ".join(way)]


_STEP_HEADS = ("table.from", "table.to", "table.years", "table.conditions", "table.word")
_ROUTE_HEADS = ("table.rank", "table.years", "table.way")


def _html_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cell = '<td style="text-align:left;vertical-align:top">'
    head = "".join(f'<th scope="col" style="text-align:left">{html.escape(h)}</th>' for h in heads)
    body = "".join("<tr>" + "".join(f"{cell}{c}</td>" for c in row) + "</tr>" for row in rows)
    return (
        f'<table><caption style="text-align:left">{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _markdown_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"**{_markdown_text(caption)}**", "", f"| {' | '.join(heads)} |", "|" + " --- |" * len(heads)]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _route_caption(route: Route, lang: str) -> str:
    return f"{plain(route.source.label)} → {plain(route.target.label)} : {years_text(route.years, lang)}"


def route_html(route: Route, *, lang: str = "fr") -> str:
    """Return a table of the steps of a route, names linked to Onisep.

    Examples
    --------
    >>> from pathways.model import NodeRef, Route, Step
    >>> a, b = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1", "CAP <maçon>", "diploma")
    >>> "slug/FOR.1" in route_html(Route(a, b, (Step(a, b, 2),)))
    True
    """
    rows = [_step_cells(step, _html_node, html.escape, lang) for step in route.steps]
    return _html_table(_route_caption(route, lang), [phrase(h, lang) for h in _STEP_HEADS], rows)


def route_markdown(route: Route, *, lang: str = "fr") -> str:
    """Return a table of the steps of a route in Markdown, names linked to Onisep."""
    rows = [_step_cells(step, _markdown_node, _markdown_text, lang) for step in route.steps]
    return _markdown_table(_route_caption(route, lang), [phrase(h, lang) for h in _STEP_HEADS], rows)


def _count(routes: Sequence[Route], lang: str) -> str:
    if not routes:
        return phrase("no.routes", lang)
    return phrase("route", lang) if len(routes) == 1 else phrase("routes", lang, n=len(routes))


def routes_html(routes: Sequence[Route], *, lang: str = "fr") -> str:
    """Return a table of routes, one a line, best first."""
    rows = [_route_cells(rank, route, _html_node, html.escape, lang) for rank, route in enumerate(routes, start=1)]
    return _html_table(_count(routes, lang), [phrase(h, lang) for h in _ROUTE_HEADS], rows)


def routes_markdown(routes: Sequence[Route], *, lang: str = "fr") -> str:
    """Return a table of routes in Markdown, one a line, best first."""
    rows = [
        _route_cells(rank, route, _markdown_node, _markdown_text, lang) for rank, route in enumerate(routes, start=1)
    ]
    return _markdown_table(_count(routes, lang), [phrase(h, lang) for h in _ROUTE_HEADS], rows)
