"""Routes over years, as a matplotlib figure (extra `notebook`): a bar a step, a line a route."""

from __future__ import annotations

import importlib
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from pathways.errors import PathwaysError, needs
from pathways.model import Basis, NodeKind, routes_of
from pathways.phrases import phrase

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

__all__ = ["frise"]

#: Colours that all eyes tell apart (Okabe and Ito 2008), by level: classes, CAP, bac, after the bac.
_COLOURS = ("#F0E442", "#E69F00", "#56B4E9", "#0072B2")
_JOB = "#009E73"
_DASHED = (0, (4, 3))


def frise(routes: Any, graph: nx.MultiDiGraph[Any], title: str = "", *, lang: str = "fr") -> Figure:  # noqa: ANN401
    """Draw routes over years: time from left to right, a line a route, a bar a step.

    Parameters
    ----------
    routes : Route, iterable of Route, or answer
        What `find_routes`, `k_shortest_routes` and `pareto_routes` return, as it is; one at least.
    graph : networkx.MultiDiGraph
        The graph they were found in: levels give the colours.
    title : str
        What stands on top.
    lang : {"fr", "en"}
        Language of the axis and of the lines.

    Returns
    -------
    matplotlib.figure.Figure
        Bars with a dashed edge are steps that no fiche states; a star is a job.

    Raises
    ------
    PathwaysError
        If matplotlib is not installed.

    Examples
    --------
    >>> import networkx as nx
    >>> from pathways.model import NodeRef, Route, Step
    >>> a, b = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1", "CAP maçon", "diploma")
    >>> len(frise(Route(a, b, (Step(a, b, 2),)), nx.MultiDiGraph()).axes)
    1
    """
    try:
        figures: Any = importlib.import_module("matplotlib.figure")
        patches: Any = importlib.import_module("matplotlib.patches")
        ticker: Any = importlib.import_module("matplotlib.ticker")
    except ImportError as error:
        raise PathwaysError(f"frise: {needs('matplotlib', 'notebook')}") from error
    shown = routes_of(routes)
    longest = max((route.years for route in shown), default=0) + 0.5
    figure: Figure = figures.Figure(figsize=(11, 1.4 + 0.75 * len(shown)), layout="constrained")
    axes = figure.add_subplot()
    seen: set[int] = set()
    for rank, route in enumerate(shown, start=1):
        since = 0.0
        for step in route.steps:
            if step.years:
                data = graph.nodes.get(step.target.id, {})
                level = 0 if step.target.kind == NodeKind.CLASS else min(max(int(data.get("level") or 3) - 2, 1), 3)
                seen.add(level)
                axes.barh(
                    rank,
                    step.years - 0.04,
                    left=since + 0.02,
                    height=0.72,
                    color=_COLOURS[level],
                    edgecolor="black",
                    linestyle="-" if step.basis == Basis.STATED else _DASHED,
                )
                lines = wrap(step.target.label, max(12, int(step.years * 118 / longest)), break_long_words=False)
                axes.text(
                    since + step.years / 2,
                    rank,
                    "\n".join(lines[:4]) + ("…" if len(lines) > 4 else ""),  # noqa: PLR2004 - lines in a bar
                    ha="center",
                    va="center",
                    fontsize=7.5,
                    color="white" if level == len(_COLOURS) - 1 else "black",
                )
            since += step.years
        if route.target.kind == NodeKind.JOB:
            axes.plot(since + 0.09, rank, marker="*", ms=15, color=_JOB, mec="black", mew=0.5)
    names = [f"{phrase('table.way', lang)} {rank}" for rank in range(1, len(shown) + 1)]
    axes.set_yticks(range(1, len(shown) + 1), names)
    axes.set(xlim=(0, longest), xlabel=phrase("frise.years", lang))
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(ticker.MultipleLocator(1))
    axes.grid(axis="x", color="#dddddd", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_title(title, loc="left", fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    keys = [patches.Patch(fc=_COLOURS[n], ec="black", label=phrase(f"frise.level.{n}", lang)) for n in sorted(seen)]
    if any(step.years and step.basis != Basis.STATED for route in shown for step in route.steps):
        keys.append(patches.Patch(fc="white", ec="black", ls=_DASHED, label=phrase("frise.dashed", lang)))
    figure.legend(handles=keys, ncols=max(len(keys), 1), loc="outside lower center", frameon=False, fontsize=8.5)
    return figure
