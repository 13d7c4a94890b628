"""`pathways export`: routes, a part of the graph or all of it, as a page or in a format for other tools."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from pathways.cli.common import count_option, graph_option, lang_option, open_graph, resolve, say
from pathways.cli.completion import NODE
from pathways.cli.constraints import constraint_options, constraints_of, prefer_option
from pathways.cli.deadline import Deadline
from pathways.cli.goals import goal_ref, resolve_goals, tell_partial
from pathways.cli.language import tr
from pathways.cli.streams import print_data
from pathways.criteria import CRITERIA
from pathways.errors import NoRouteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pathways.graph.store import Store
    from pathways.selection import Selection

#: Formats that are not pages: those of `pathways.export.FORMATS` (a test holds them equal).
_FORMATS = ("json", "gexf", "graphml", "cytoscape", "mermaid", "dot", "csv", "parquet", "ctdl")
_BY_SUFFIX = {
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".gexf": "gexf",
    ".graphml": "graphml",
    ".json": "json",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".jsonld": "ctdl",
}
_SELECTIONS = ("route", "reach", "lead", "around", "compare", "domain", "whole")


def _select(store: Store, what: dict[str, Any], asked: dict[str, Any], limits: dict[str, Any], lang: str) -> Selection:
    """Return what the options select, of the one of them that was given."""
    from pathways import selection  # noqa: PLC0415 - --help needs none of it

    graph = store.to_graph()
    parts: dict[str, Callable[[Any], Selection]] = {
        "whole": lambda _: selection.select_all(graph),
        "domain": lambda words: selection.select_domain(graph, words),
        "reach": lambda name: selection.select_reach(graph, resolve(store, name), years=asked["years"]),
        "lead": lambda name: selection.select_lead(graph, resolve(store, name), years=asked["years"]),
        "around": lambda name: selection.select_around(graph, resolve(store, name), depth=asked["depth"]),
        "compare": lambda names: selection.select_compared(graph, *(resolve(store, name) for name in names)),
    }
    for part, choose in parts.items():
        if what[part]:
            return choose(what[part])
    from pathways.routing.answers import find_routes  # noqa: PLC0415 - as above

    source = resolve(store, what["route"][0])
    target = resolve_goals(store, what["route"][1:], lang=lang, held=source)
    deadline = Deadline(asked["timeout"])  # of the search: the graph was read whole, which takes seconds
    answer = find_routes(
        store,
        source,
        target.ids,
        asked["k"],
        asked["prefer"],
        constraints=constraints_of(store, lang=lang, **limits),
        any_goal=bool(target.classes),
        pareto=asked["pareto"],
        timeout=deadline.search(asked["k"]),
    )
    if partial := deadline.told(answer.partial):
        say(tell_partial(partial, lang))
    labels = (store.labels[store.index[source[0]]], target.title(lang))
    return selection.select_routes(graph, answer.routes, labels)


def _spread_page(store: Store, what: dict[str, Any], years: float | None, limits: dict[str, Any], lang: str) -> str:
    """Return the page of what is within reach, or leads somewhere."""
    from pathways.render.html.spread import spread_page  # noqa: PLC0415 - --help needs none of it
    from pathways.routing.spread import leading_to, reachable  # noqa: PLC0415 - the same

    ends = resolve(store, what["reach"] or what["lead"])
    find = reachable if what["reach"] else leading_to
    rows = find(store, ends, years, constraints=constraints_of(store, lang=lang, **limits))
    _, label, kind = store.shown(store.index[ends[0]])
    held = tuple(dict.fromkeys(d for end in ends for d in store.node(store.index[end]).get("domains") or ()))
    key = "title.lead" if what["lead"] else "title.reach" if years is None else "title.reach-within"
    return spread_page(
        rows,
        held,
        title=(key, ((label, kind), *(() if years is None or what["lead"] else (f"{years:g}",)))),
        forward=bool(what["reach"]),
        lang=lang,
        release=str(store.meta.get("release") or ""),
    )


def _fork_page(
    store: Store, start: str, names: tuple[str, ...], best: tuple[int, Any], limits: dict[str, Any], lang: str
) -> str:
    """Return the page of a choice between goals."""
    from pathways.render.html.fork import fork_page  # noqa: PLC0415 - --help needs none of it
    from pathways.routing.answers import find_routes  # noqa: PLC0415 - the same

    here = resolve(store, start)
    targets = [resolve_goals(store, [name], lang=lang, held=here) for name in names]
    constraints = constraints_of(store, lang=lang, **limits)
    answers = [
        find_routes(store, here, t.ids, *best, constraints=constraints, any_goal=bool(t.classes)).routes
        for t in targets
    ]
    if not any(answers):
        joined = f" {tr('or')} ".join(names)
        raise NoRouteError(tr("no route from {source} to {target}").format(source=start, target=joined))
    return fork_page(store.to_graph(), answers, [goal_ref(store, t, lang) for t in targets], lang=lang)


def _write_page(page: str, output: str | None, *, force: bool) -> None:
    from pathways.render.html import write_page  # noqa: PLC0415 - --help needs none of it

    if output is None or output == "-":
        print_data()
        click.echo(page, nl=False)
    else:
        say(f"{write_page(page, output, force=force)}: {len(page.encode()) // 1000} kB")


def _write(selection: Selection, format_: str, output: str | None, **how: Any) -> None:  # noqa: ANN401 - passed on
    """Write a selection in a format: the one place where a format is chosen."""
    if format_ != "html":
        from pathways.export import write_graph, write_routes  # noqa: PLC0415 - --help needs none of it

        if selection.routes is None:
            write_graph(selection.graph, output, format_, **how)
        else:
            write_routes(selection.routes, output, format_, graph=selection.graph, **how)
        if output is not None and output != "-":
            say(tr("{path}: written").format(path=output))
        return
    from pathways.render.html import selection_page  # noqa: PLC0415 - the same

    _write_page(selection_page(selection, lang=how["lang"]), output, force=how["force"])


@click.command(name="export")
@click.option("--route", nargs=2, type=NODE, metavar="FROM TO", help="The routes from FROM to TO.")
@click.option("--reach", type=NODE, metavar="NAME", help="What NAME leads to (see --years).")
@click.option("--lead", type=NODE, metavar="NAME", help="What leads to NAME (see --years).")
@click.option("--around", type=NODE, metavar="NAME", help="What lies around NAME (see --depth).")
@click.option("--compare", nargs=2, type=NODE, metavar="A B", help="A or B: where the ways part (see --from).")
@click.option("--also", type=NODE, metavar="C", help="With --compare, on a page: a third goal.")
@click.option(
    "--from", "start", type=NODE, metavar="NAME", default="3e", show_default=True, help="With --compare: what is held."
)
@click.option("--domain", metavar="WORDS", help="The diplomas and jobs of a domain.")
@click.option("--all", "whole", is_flag=True, help="The whole graph.")
@click.option("--years", type=click.FloatRange(min=0), metavar="N", help="With --reach and --lead: in N years at most.")
@click.option("--depth", type=click.IntRange(min=0), default=1, show_default=True, help="With --around: N links away.")
@count_option(5)
@click.option(
    "--pareto",
    multiple=True,
    type=click.Choice(list(CRITERIA)),
    help="With --route: all routes that no other beats on each of these; give it several times.",
)
@prefer_option
@constraint_options
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="With --route: search no longer."
)
@click.option("--html", is_flag=True, help="A page for a browser; the default where -o ends in .html.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), help="A format for other tools.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; standard output without it.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@click.option("--bom", is_flag=True, help="With --format csv: the mark by which Excel knows UTF-8.")
@click.option("--excel", is_flag=True, help="With --format csv: as a French Excel opens it (semicolons, --bom).")
@lang_option
@graph_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    years: float | None,
    depth: int,
    k: int,
    prefer: str,
    pareto: tuple[str, ...],
    timeout: float | None,
    also: str | None,
    start: str,
    html: bool,
    format_: str | None,
    output: str | None,
    force: bool,
    bom: bool,
    excel: bool,
    lang: str,
    graph: str | None,
    **rest: Any,  # noqa: ANN401 - what to select, and the options of constraint_options
) -> None:
    """Write routes or a part of the graph: a page, or a format for other tools.

    Say what with one of --route, --reach, --lead, --around, --compare, --domain and --all; and
    how with -o FILE (its ending tells the format), --html or --format.
    """
    what = {name: rest.pop(name) for name in _SELECTIONS}
    given = [name for name, value in what.items() if value]
    if len(given) != 1:
        raise click.UsageError(
            tr("say what to write with one of --route, --reach, --lead, --around, --compare, --domain, --all")
        )
    if html and format_:
        raise click.UsageError(tr("either --html or --format"))
    chosen = "html" if html else format_ or _BY_SUFFIX.get(PurePath(output or "").suffix.lower())
    if chosen is None:
        raise click.UsageError(tr("say how to write it: --html, --format, or a file that ends in .html"))
    store = open_graph(graph)
    if chosen == "html" and given[0] in {"reach", "lead"}:
        _write_page(_spread_page(store, what, years, rest, lang), output, force=force)
        return
    if chosen == "html" and given[0] == "compare":
        goals = (*what["compare"], *([also] if also else []))
        _write_page(_fork_page(store, start, goals, (k, prefer), rest, lang), output, force=force)
        return
    asked = {"years": years, "depth": depth, "k": k, "prefer": prefer, "pareto": pareto, "timeout": timeout}
    selection = _select(store, what, asked, rest, lang)
    how = {"lang": lang, "force": force} | (
        {} if chosen == "html" else {"bom": bom or excel, "separator": ";" if excel else ","}
    )
    _write(selection, chosen, output, **how)
    if selection.routes == ():
        told = tr("no route from {source} to {target}; what was written says so")
        raise NoRouteError(told.format(source=selection.title[1], target=selection.title[2]))
