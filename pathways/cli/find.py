"""`pathways find`: which node a text means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from pathways.cli.common import format_option, graph_option, lang_option, open_graph, say
from pathways.cli.completion import NODE
from pathways.model import NodeKind

if TYPE_CHECKING:
    from pathways.catalogue import Lookup

_SHOWN = 10
_SAYS = {
    "fr": {
        "found": "« {} » :",
        "ambiguous": "« {} » peut désigner plusieurs choses ; précisez :",
        "unknown": "« {} » : aucun nom ne correspond.",
        "near": "Les plus proches :",
        "columns": ("identifiant", "intitulé", "sorte", "score", "par le nom"),
        "class": "classe",
        "diploma": "diplôme",
        "job": "métier",
        "level": "niveau",
        "withdrawn": "{}, retiré",
    },
    "en": {
        "found": "“{}”:",
        "ambiguous": "“{}” may mean several things; say which:",
        "unknown": "“{}”: no name fits.",
        "near": "The nearest:",
        "columns": ("id", "title", "kind", "score", "by the name"),
        "class": "class",
        "diploma": "diploma",
        "job": "job",
        "level": "level",
        "withdrawn": "{}, withdrawn",
    },
}


def _as_json(found: Lookup, withdrawn: frozenset[str]) -> str:
    candidates = [
        {"id": c.id, "label": c.label, "kind": c.kind, "score": c.score, "matched": c.matched}
        | ({"withdrawn": True} if c.id in withdrawn else {})
        for c in found.candidates
    ]
    return json.dumps({"status": found.status, "candidates": candidates}, ensure_ascii=False, indent=2)


def _print_table(found: Lookup, withdrawn: frozenset[str], lang: str) -> None:
    from rich.console import Console  # noqa: PLC0415 - JSON and errors need no rich
    from rich.table import Table  # noqa: PLC0415 - the same

    says = _SAYS[lang]
    table = Table(box=None, pad_edge=False)
    for title, style in zip(says["columns"], ("cyan", "", "", "", "dim"), strict=True):
        table.add_column(title, style=style, overflow="fold", no_wrap=title == says["columns"][3])
    for c in found.candidates:
        matched = "" if c.matched == c.label else c.matched
        kind = str(says[c.kind])
        if c.id in withdrawn:
            kind = str(says["withdrawn"]).format(kind)
        table.add_row(c.id, c.label, kind, f"{c.score:.2f}", matched)
    Console(highlight=False).print(table)


@click.command(name="find")
@click.argument("text", type=NODE, nargs=-1, required=True)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([k.value for k in NodeKind]),
    multiple=True,
    help="Look among nodes of this kind alone; may be given several times.",
)
@click.option("-k", "k", type=click.IntRange(min=1), default=_SHOWN, show_default=True, help="How many candidates.")
@graph_option
@lang_option
@format_option("table", "json")
def command(text: tuple[str, ...], kinds: tuple[str, ...], k: int, graph: str | None, lang: str, format_: str) -> None:
    """Find classes, diplomas and jobs by any of their names.

    TEXT is a title or a part of it, a sigle, an id or a code, in any usual spelling.  Exits with 0
    where one thing is clearly meant, with 3 where several may be or none is.
    """
    from pathways.graph.compact import WITHDRAWN  # noqa: PLC0415 - --help needs none of it
    from pathways.graph.naming import name_index  # noqa: PLC0415 - the same

    store = open_graph(graph)
    found = name_index(store).find(" ".join(text), kinds=frozenset(kinds) or None, limit=k)
    withdrawn = frozenset(c.id for c in found.candidates if store.node_closed[store.index[c.id]] == WITHDRAWN)
    if format_ == "json":
        click.echo(_as_json(found, withdrawn))
    else:
        says = _SAYS[lang]
        heading = str(says[found.status]).format(found.text)
        if found.status == "found":
            say(heading)
        else:
            click.echo(heading, err=True)
        if found.status == "unknown" and found.candidates:
            click.echo(says["near"], err=True)
        if found.candidates:
            _print_table(found, withdrawn, lang)
    if found.status != "found":
        click.get_current_context().exit(3)
