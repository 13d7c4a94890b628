"""`pathways compare`: two goals side by side."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import click

from pathways.cli.common import count_option, format_option, graph_option, lang_option, open_graph, resolve, terminal
from pathways.cli.completion import NODE
from pathways.cli.constraints import constraint_options, constraints_of, prefer_option
from pathways.phrases import years_text

if TYPE_CHECKING:
    from pathways.model import Route
    from pathways.routing.compare import Comparison

_SAYS = {
    "fr": {
        "lang": "fr",
        "best": "Meilleure route, {} :",
        "parts": "Ces deux routes se séparent après : {}.",
        "open": "Le choix peut rester ouvert jusqu'à : {} ({} en commun).",
        "then": "Ensuite, {} :",
        "shared": "Ce que les bonnes routes vers les deux ont en commun :",
        "none": "Entre les extrémités, rien de commun.",
    },
    "en": {
        "lang": "en",
        "best": "Best route, {}:",
        "parts": "These two routes part after: {}.",
        "open": "The choice can stay open until: {} ({} in common).",
        "then": "Then, {}:",
        "shared": "What good routes to both have in common:",
        "none": "Between the ends, nothing in common.",
    },
}


def _line(route: Route, says: dict[str, str], start: int = 0) -> str:
    steps = route.steps[start:]
    labels = [step.target.label for step in steps]
    years = years_text(sum(step.years for step in steps), says["lang"])
    return " → ".join([steps[0].source.label if steps else route.target.label, *labels]) + f" ({years})"


def _text(found: Comparison, says: dict[str, str]) -> str:
    lines: list[str] = []
    for routes in (found.routes_a, found.routes_b):
        lines += [says["best"].format(routes[0].target.label), "  " + _line(routes[0], says), ""]
    lines += [
        says["parts"].format(found.parts_at.label),
        says["open"].format(found.open_until.label, years_text(found.open_years, says["lang"])),
    ]
    for route in found.together:
        start = [route.source.id, *(step.target.id for step in route.steps)].index(found.open_until.id)
        lines += [says["then"].format(route.target.label), "  " + _line(route, says, start)]
    lines += ["", says["shared"] if found.shared else says["none"], *(f"  {node.label}" for node in found.shared)]
    from pathways.render.terminal import wrap  # noqa: PLC0415 - JSON does without

    width = terminal()[0]
    out: list[str] = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        first, *rest = wrap(line, width - len(indent) - 2)
        out += [indent + first, *(f"{indent}  {more}" for more in rest)]
    return "\n".join(out)


def _json(found: Comparison) -> str:
    from pathways.export.routes_json import SCHEMA, node_values, route_values  # noqa: PLC0415 - text does without

    values = {
        "schema": SCHEMA,
        "a": [route_values(route) for route in found.routes_a],
        "b": [route_values(route) for route in found.routes_b],
        "shared": [node_values(node) for node in found.shared],
        "parts_at": node_values(found.parts_at),
        "open_until": node_values(found.open_until),
        "open_years": found.open_years,
        "together": [route_values(route) for route in found.together],
    }
    return json.dumps(values, ensure_ascii=False, indent=2)


@click.command(name="compare")
@click.argument("a", type=NODE)
@click.argument("b", type=NODE)
@click.option("--from", "sources", multiple=True, default=("3e",), show_default=True, type=NODE, help="What I hold.")
@count_option(10)
@prefer_option
@constraint_options
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Answer by then.")
@format_option("text", "json")
@lang_option
@graph_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    a: str,
    b: str,
    sources: tuple[str, ...],
    k: int,
    prefer: str,
    timeout: float | None,
    format_: str,
    lang: str,
    graph: str | None,
    **limits: Any,  # noqa: ANN401 - the options of constraint_options
) -> None:
    """Compare two goals: what the ways share, and how long the choice stays open.

    A and B are diplomas or jobs.  The K best routes to each count as good ways.
    """
    from pathways.routing.compare import compare_goals  # noqa: PLC0415 - --help needs none of it

    store = open_graph(graph)
    here = tuple(dict.fromkeys(node for text in sources for node in resolve(store, text)))
    constraints = constraints_of(store, year=time.localtime().tm_year, **limits)
    goals = resolve(store, a), resolve(store, b)
    found = compare_goals(store, here, *goals, k, prefer, constraints=constraints, timeout=timeout)
    click.echo(_json(found) if format_ == "json" else _text(found, _SAYS[lang]))
