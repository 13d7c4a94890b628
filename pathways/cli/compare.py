"""`pathways compare`: two goals side by side."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from pathways.cli.common import count_option, format_option, graph_option, lang_option, open_graph, say, terminal
from pathways.cli.completion import NODE
from pathways.cli.constraints import constraint_options, constraints_of, prefer_option
from pathways.cli.deadline import Deadline
from pathways.cli.goals import goal_ref, name_limits, node_ref, resolve_goals, tell_no_route, tell_partial
from pathways.phrases import years_text
from pathways.routing.asked import nodes_of

if TYPE_CHECKING:
    from pathways.model import Route
    from pathways.routing.compare import Comparison

_SAYS = {
    "fr": {
        "lang": "fr",
        "best": "Meilleur parcours, {} :",
        "parts": "Ces deux parcours se séparent après : {}.",
        "open": "Le choix peut rester ouvert jusqu'à : {} ({} en commun).",
        "then": "Ensuite, {} :",
        "reached": "À ce point, on a déjà : {}.",
        "shared": "Ce que les bons parcours vers les deux ont en commun :",
        "none": "Entre les extrémités, rien de commun.",
    },
    "en": {
        "lang": "en",
        "best": "Best route, {}:",
        "parts": "These two routes part after: {}.",
        "open": "The choice can stay open until: {} ({} in common).",
        "then": "Then, {}:",
        "reached": "At that point, this is reached: {}.",
        "shared": "What good routes to both have in common:",
        "none": "Between the ends, nothing in common.",
    },
}


def _line(route: Route, says: dict[str, str], start: int = 0) -> str:
    steps = route.steps[start:]
    labels = [step.target.label for step in steps]
    years = years_text(sum(step.years for step in steps), says["lang"])
    return " → ".join([steps[0].source.label if steps else route.target.label, *labels]) + f" ({years})"


def _lines(found: Comparison, says: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for routes in (found.routes_a, found.routes_b):
        if routes:
            lines += [says["best"].format(routes[0].target.label), "  " + _line(routes[0], says), ""]
    if found.parts_at is None or found.open_until is None or found.open_years is None or found.together is None:
        return lines[:-1]
    lines += [
        says["parts"].format(found.parts_at.label),
        says["open"].format(found.open_until.label, years_text(found.open_years, says["lang"])),
    ]
    for route in found.together:
        start = [route.source.id, *(step.target.id for step in route.steps)].index(found.open_until.id)
        if start == len(route.steps):
            lines.append(says["reached"].format(route.target.label))
        else:
            lines += [says["then"].format(route.target.label), "  " + _line(route, says, start)]
    return [*lines, "", says["shared"] if found.shared else says["none"], *(f"  {node.label}" for node in found.shared)]


def _text(found: Comparison, says: dict[str, str]) -> str:
    lines = _lines(found, says)
    from pathways.render.terminal import wrap  # noqa: PLC0415 - JSON does without

    width = terminal()[0]
    out: list[str] = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        first, *rest = wrap(line, width - len(indent) - 2)
        out += [indent + first, *(f"{indent}  {more}" for more in rest)]
    return "\n".join(out)


def _json(found: Comparison, goals: dict[str, Any]) -> str:
    from pathways.export.routes_json import (  # noqa: PLC0415 - text does without
        SCHEMA,
        node_values,
        reason_values,
        route_values,
    )

    values: dict[str, Any] = {
        "schema": SCHEMA,
        "a": [route_values(route) for route in found.routes_a],
        "b": [route_values(route) for route in found.routes_b],
        "shared": [node_values(node) for node in found.shared],
        "parts_at": found.parts_at and node_values(found.parts_at),
        "open_until": found.open_until and node_values(found.open_until),
        "open_years": found.open_years,
        "together": [route_values(route) for route in found.together or ()],
    }
    if reasons := {name: reason_values(why) for name, why in (("a", found.why_a), ("b", found.why_b)) if why}:
        values["reasons"] = reasons
    if found.partial:
        values["partial"] = found.partial
    return json.dumps(values | ({"goals": goals} if goals else {}), ensure_ascii=False, indent=2)


@click.command(name="compare")
@click.argument("a", type=NODE)
@click.argument("b", type=NODE)
@click.option("--from", "sources", multiple=True, default=("3e",), show_default=True, type=NODE, help="What I hold.")
@count_option(10, most=200)
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

    A and B are diplomas or jobs.  The K best routes to each count as good ways.  Where a goal has no
    route, the reason is said; exits with 4 where neither has one.
    """
    from pathways.routing.compare import compare_goals  # noqa: PLC0415 - --help needs none of it

    deadline = Deadline(timeout)
    store = open_graph(graph)
    here = nodes_of(store, sources)
    constraints = constraints_of(store, lang=lang, **limits)
    goals = {name: resolve_goals(store, [text], lang=lang, held=here) for name, text in (("a", a), ("b", b))}
    answer = compare_goals(
        store, here, goals["a"].ids, goals["b"].ids, k, prefer, constraints=constraints, timeout=deadline.search(k)
    )
    why_a, why_b = (why and name_limits(why, constraints, limits["via"]) for why in (answer.why_a, answer.why_b))
    found = replace(answer, why_a=why_a, why_b=why_b, partial=deadline.told(answer.partial))
    if found.partial:
        say(tell_partial(found.partial, lang))
    if format_ == "json":
        click.echo(_json(found, {name: [c.facts(lang) for c in t.classes] for name, t in goals.items() if t.classes}))
    else:
        if found.routes_a or found.routes_b:
            click.echo(_text(found, _SAYS[lang]))
        for targets, why in zip(goals.values(), (found.why_a, found.why_b), strict=True):
            if why is not None:
                source, target = node_ref(store, here[0]), goal_ref(store, targets, lang)
                click.echo(tell_no_route(store, source, target, why, lang), err=True)
    if found.why_a is not None and found.why_b is not None:
        click.get_current_context().exit(4)
