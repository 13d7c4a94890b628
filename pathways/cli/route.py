"""`pathways route`: how to get from here to there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pathways.cli.common import count_option, format_option, graph_option, lang_option, open_graph, say, terminal
from pathways.cli.completion import NODE
from pathways.cli.constraints import constraint_options, constraints_of, prefer_option
from pathways.cli.deadline import Deadline
from pathways.cli.goals import goal_ref, name_limits, node_ref, resolve_goals, tell_no_route, tell_partial
from pathways.cli.language import tr
from pathways.criteria import CRITERIA
from pathways.routing.asked import nodes_of
from pathways.routing.renewed import renewals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.model import NodeRef, Route
    from pathways.routing.asked import Targets
    from pathways.routing.why import Hindrance


def _ends(
    names: tuple[str, ...], more: tuple[tuple[str, ...], tuple[str, ...]], *, classes: bool
) -> tuple[list[str], list[str]]:
    """Return the names of sources and of targets: FROM TO, and what --from and --to add."""
    sources, targets = list(more[0]), list(more[1])
    rest = list(names)
    if rest and not (sources and len(rest) == 1 and not targets and not classes):
        sources.insert(0, rest.pop(0))
    targets = rest + targets
    if not sources or not (targets or classes):
        raise click.UsageError(tr("name FROM and TO: pathways route 3e plombier"))
    if len(rest) > 1:
        told = tr("{name!r} is one name too many: put names of several words in quotes")
        raise click.UsageError(told.format(name=rest[1]))
    return sources, targets


def _draw(routes: Any, lang: str, *, goal: NodeRef | None, told: bool, quotes: bool) -> str:  # noqa: ANN401 - routes
    if told:
        return _tell(routes, lang)
    from pathways.render.terminal import format_routes  # noqa: PLC0415 - JSON does without

    width, color = terminal()
    return format_routes(routes, lang=lang, goal=goal, width=width, color=color, quotes=quotes)


def _tell(routes: Any, lang: str) -> str:  # noqa: ANN401 - routes
    """Tell routes in sentences, each step a paragraph within the width, and what acronyms stand for."""
    from pathways.explain import explain_route  # noqa: PLC0415 - for who asks for it
    from pathways.render.terminal import glossary_lines, wrap  # noqa: PLC0415 - the same

    width = terminal()[0]
    lines: list[str] = []
    for route in routes:
        for line in explain_route(route, lang=lang).split("\n"):
            hang = "   " if line[:1].isdigit() else ""
            first, *rest = wrap(line, width - len(hang))
            lines += [first, *(hang + more for more in rest)]
        lines.append("")
    labels = [node.label for route in routes for node in (route.source, *(s.target for s in route.steps))]
    return "\n".join([*lines[:-1], *glossary_lines(labels, lang, width)])


def _tell_no_more(routes: Sequence[Route], lang: str) -> None:
    from pathways.phrases import phrase  # noqa: PLC0415 - JSON does without

    click.echo("\n" + phrase("no.more.told" if any(route.plan for route in routes) else "no.more", lang))


def _values(there: Targets, hindrance: Hindrance | None, lang: str) -> dict[str, Any]:
    """Return what JSON holds beside the routes."""
    from pathways.export.routes_json import reason_values  # noqa: PLC0415 - text does without

    further: dict[str, Any] = {} if hindrance is None else {"reason": reason_values(hindrance)}
    return further | ({"goals": [goals.facts(lang) for goals in there.classes]} if there.classes else {})


@click.command(name="route")
@click.argument("names", nargs=-1, metavar="FROM TO", type=NODE)
@click.option("--from", "sources", multiple=True, type=NODE, metavar="NAME", help="One more that I hold.")
@click.option("--to", "targets", multiple=True, type=NODE, metavar="NAME", help="One more that I would take.")
@click.option("--to-type", metavar="TYPE", help="Any diploma of a type: BTS, licence pro, ingénieur ...")
@click.option("--to-domain", metavar="WORDS", help="Any diploma or job of a domain.")
@click.option("--to-level", metavar="LEVEL", help='Any diploma of a level: 3 to 8, or "bac+2".')
@count_option(5)
@prefer_option
@constraint_options
@click.option("--all", "expand", is_flag=True, help="Every route by itself: each option of a diploma, each way to it.")
@click.option("--diverse", "differ", is_flag=True, help="Routes no two of which share more than half.")
@click.option(
    "--pareto",
    multiple=True,
    type=click.Choice(list(CRITERIA)),
    help="All routes that no other beats on each of these; give it several times.",
)
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Answer by then.")
@click.option("--explain", "told", is_flag=True, help="In sentences, as a counsellor would say it.")
@click.option(
    "--quotes",
    is_flag=True,
    help="With the sentence that states each step, or the page to read it on.",
)
@format_option("text", "json")
@lang_option
@graph_option
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    names: tuple[str, ...],
    sources: tuple[str, ...],
    targets: tuple[str, ...],
    to_type: str | None,
    to_domain: str | None,
    to_level: str | None,
    k: int,
    prefer: str,
    expand: bool,  # noqa: FBT001 - click passes flags by name
    differ: bool,  # noqa: FBT001
    pareto: tuple[str, ...],
    timeout: float | None,
    told: bool,  # noqa: FBT001
    quotes: bool,  # noqa: FBT001
    format_: str,
    lang: str,
    graph: str | None,
    **limits: Any,  # noqa: ANN401 - the options of constraint_options
) -> None:
    """Find the routes from FROM to TO, best first.

    FROM and TO are names as people write them: 3e, "bac pro ICCER", plombier.  Where TO names a type of
    diploma alone (ingénieur, BTS), any diploma of the type is a goal.  One route is given for each last
    diploma, first those that the fiche of the job tells; fewer than K where no other is reasonable.
    Exits with 4 where no route is, and says why.
    """
    deadline = Deadline(timeout)
    whole = {"to_type": to_type, "to_domain": to_domain, "to_level": to_level}
    starts, ends = _ends(names, (sources, targets), classes=any(value is not None for value in whole.values()))
    store = open_graph(graph)
    here = nodes_of(store, starts)
    for note in renewals(store, here, lang):
        say(note)
    there = resolve_goals(store, ends, lang=lang, held=here, **whole)
    from pathways.routing.answers import find_routes  # noqa: PLC0415 - --help needs none of it

    constraints = constraints_of(store, lang=lang, **limits)
    answer = find_routes(
        store,
        here,
        there.ids,
        k,
        prefer,
        constraints=constraints,
        expand=expand,
        differ=differ,
        any_goal=bool(there.classes),
        pareto=pareto,
        timeout=deadline.search(k),
    )
    source, target = node_ref(store, here[0]), goal_ref(store, there, lang)
    hindrance = None
    if not answer.routes and not answer.partial:
        from pathways.routing.why import why_no_route  # noqa: PLC0415 - where there is none

        hindrance = name_limits(why_no_route(store, here, there.ids, constraints), constraints, limits["via"])

    def draw(routes: Sequence[Route]) -> str:
        if format_ == "json":
            from pathways.export.routes_json import routes_json  # noqa: PLC0415 - text does without

            return routes_json(routes, source, target, partial=partial, **_values(there, hindrance, lang))
        return _draw(routes, lang, goal=target if there.classes else None, told=told, quotes=quotes)

    partial = deadline.told(answer.partial)
    routes = deadline.fitting(answer.routes, draw)
    if partial := deadline.told(answer.partial, cut=len(routes) < len(answer.routes)):
        say(tell_partial(partial, lang))
    if routes or format_ == "json":
        click.echo(draw(routes))
    if format_ != "json" and 0 < len(routes) < k and not (partial or expand or differ or pareto or there.classes):
        _tell_no_more(routes, lang)
    if hindrance is not None:
        if format_ != "json":
            click.echo(tell_no_route(store, source, target, hindrance, lang), err=True)
        click.get_current_context().exit(4)
