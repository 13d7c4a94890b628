"""`pathways site`: a folder of linked pages, one a job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pathways.cli.common import count_option, graph_option, lang_option, open_graph, quiet, resolve, say
from pathways.cli.completion import NODE
from pathways.cli.constraints import prefer_option
from pathways.cli.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.model import Route


def _show_progress(done: int, of: int) -> None:
    """Show on a terminal, and only there, how far it is."""
    if sys.stderr.isatty() and not quiet() and (done % 5 == 0 or done == of):
        click.echo(f"\r{done}/{of}", nl=done == of, err=True)


@click.command(name="site")
@click.argument("folder", type=click.Path(file_okay=False))
@click.option(
    "--from",
    "sources",
    type=NODE,
    multiple=True,
    default=("3e",),
    show_default=True,
    metavar="NAME",
    help="Where routes start; may be repeated: the reader chooses.",
)
@click.option("--jobs", multiple=True, type=NODE, metavar="NAME", help="A job; may be repeated. All jobs without it.")
@count_option(5)
@prefer_option
@click.option("--force", is_flag=True, help="Write into a folder that holds something else.")
@lang_option
@graph_option
def command(
    *,
    folder: str,
    sources: tuple[str, ...],
    jobs: tuple[str, ...],
    k: int,
    prefer: str,
    force: bool,
    lang: str,
    graph: str | None,
) -> None:
    """Write a site: an index with a search, and a page a job.

    Any static server can host the folder, and it opens from disk too. A run that was stopped is
    taken up where it was. Of several starts, the first has the folder itself, each other one a
    folder in it.
    """
    from pathways.render.html.site import build_site, jobs_of  # noqa: PLC0415 - --help needs none of it
    from pathways.routing.answers import find_routes  # noqa: PLC0415 - the same
    from pathways.text import slug  # noqa: PLC0415 - the same

    store = open_graph(graph)
    starts = {store.labels[store.index[ids[0]]]: ids for ids in (resolve(store, name) for name in sources)}
    whole = store.to_graph()
    named = tuple(dict.fromkeys(node for name in jobs for node in resolve(store, name)))

    places = {label: slug(label)[:60] if n else "" for n, label in enumerate(starts)}
    for label, start in starts.items():

        def find(job: str, start: tuple[str, ...] = start) -> Sequence[Route]:
            return () if job in start else find_routes(store, start, job, k, prefer).routes

        place = Path(folder, places[label])
        up = "../" if places[label] else ""
        others = [(other, "" if other == label else up + str(Path(at, "index.html"))) for other, at in places.items()]
        pages = build_site(
            place,
            whole,
            named or jobs_of(whole),
            find,
            source=label,
            starts=others if len(starts) > 1 else (),
            question=(start, k, prefer),
            lang=lang,
            force=force,
            progress=_show_progress,
        )
        without = sum(not p.href for p in pages)
        told = tr("{path}: {n} pages").format(path=place / "index.html", n=len(pages) - without)
        say(told + (tr(", {n} jobs without a route").format(n=without) if without else ""))
