"""`pathways diff`: what changed between two graphs, or two states of the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from pathways.cli.common import count_option, format_option, lang_option, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pathways.diff import Difference, LinkChange, RouteChanges
    from pathways.model import NodeRef, Route

_SAYS = {
    "fr": {
        "added": "Nouveaux",
        "gone": "Disparus",
        "closed": "Fermés (dernière session)",
        "renamed": "Renommés",
        "gained": "Liens gagnés",
        "lost": "Liens perdus",
        "changed": "Liens modifiés",
        "kept": "Sans changement : {} nœuds, {} liens",
        "with": "Avec les nœuds nouveaux : {} liens ; avec les disparus : {}",
        "more": "… et {} autres (--all les montre)",
        "was": "avant : {}",
        "routes gained": "Parcours nouveaux",
        "routes lost": "Parcours perdus",
        "routes kept": "Parcours gardés",
        "kinds": {"class": "classes", "diploma": "diplômes", "job": "métiers", "level": "niveaux"},
    },
    "en": {
        "added": "Added",
        "gone": "Gone",
        "closed": "Closed (last session)",
        "renamed": "Renamed",
        "gained": "Links gained",
        "lost": "Links lost",
        "changed": "Links changed",
        "kept": "Unchanged: {} nodes, {} links",
        "with": "With the nodes that are new: {} links; with those that are gone: {}",
        "more": "... and {} more (--all shows them)",
        "was": "before: {}",
        "routes gained": "New routes",
        "routes lost": "Lost routes",
        "routes kept": "Kept routes",
        "kinds": {"class": "classes", "diploma": "diplomas", "job": "jobs", "level": "levels"},
    },
}
_SHOWN = 10


def _node(node: NodeRef) -> str:
    return f"{node.label} ({node.id})"


def _link(change: LinkChange) -> str:
    told = "; ".join(f"{name}: {old!r} → {new!r}" for name, old, new in change.changes)
    return f"{_node(change.source)} → {_node(change.target)}" + (f" [{told}]" if told else "")


def _route(route: Route, lang: str) -> str:
    from pathways.phrases import years_text  # noqa: PLC0415 - JSON does without

    labels = [route.source.label, *(s.target.label for s in route.steps)]
    return f"{years_text(route.years, lang)} : {' → '.join(labels)}"


def _block(title: str, lines: Sequence[str], says: dict[str, Any], shown: int | None) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title} : {len(lines)}"
    for line in lines[:shown]:
        yield f"  {line}"
    if shown is not None and len(lines) > shown:
        yield "  " + says["more"].format(len(lines) - shown)


def _lines(found: Difference, routes: RouteChanges | None, lang: str, shown: int | None) -> Iterator[str]:
    says: dict[str, Any] = _SAYS[lang]
    yield says["kept"].format(found.same_nodes, found.same_links)
    for name, nodes in (("added", found.added), ("gone", found.gone)):
        for kind, label in says["kinds"].items():
            yield from _block(f"{says[name]} ({label})", [_node(n) for n in nodes if n.kind == kind], says, shown)
    closed = [f"{_node(c.node)} : {c.last_session or '–'}" for c in found.closed]
    yield from _block(says["closed"], closed, says, shown)
    renamed = [
        f"{_node(r.node)}, {says['was'].format(r.old_label)}" + (f" ({r.old_id})" if r.old_id else "")
        for r in found.renamed
    ]
    yield from _block(says["renamed"], renamed, says, shown)
    for name, links in (("gained", found.gained), ("lost", found.lost), ("changed", found.changed)):
        yield from _block(says[name], [_link(c) for c in links], says, shown)
    yield ""
    yield says["with"].format(found.links_of_added, found.links_of_gone)
    if routes is not None:
        for name in ("gained", "lost", "kept"):
            ways = [_route(r, lang) for r in getattr(routes, name)]
            yield from _block(says[f"routes {name}"], ways, says, None)


def _as_json(found: Difference, routes: RouteChanges | None) -> str:
    from dataclasses import asdict  # noqa: PLC0415 - the table does without

    data: dict[str, Any] = {"schema": 1, **asdict(found)}
    if routes is not None:
        from pathways.export.routes_json import route_values  # noqa: PLC0415 - the same

        data["routes"] = {name: [route_values(r) for r in getattr(routes, name)] for name in ("gained", "lost", "kept")}
    return json.dumps(data, ensure_ascii=False, indent=2)


@click.command(name="diff")
@click.argument("old", type=click.Path(exists=True))
@click.argument("new", type=click.Path(exists=True))
@click.option("--route", nargs=2, metavar="FROM TO", help="Also how the best routes from FROM to TO changed.")
@count_option(10)
@click.option("--all", "all_", is_flag=True, help="List every change.")
@lang_option
@format_option("text", "json")
def command(*, old: str, new: str, route: tuple[str, str] | None, k: int, all_: bool, lang: str, format_: str) -> None:
    """Tell what changed between two graphs, or two states of the record.

    OLD and NEW are graph files, or files, folders and archives of what Onisep publishes.
    """
    from pathways.diff import compare_graphs, compare_routes, read_side  # noqa: PLC0415 - --help needs none of it

    before, after = read_side(old, say), read_side(new, say)
    found = compare_graphs(before, after)
    routes = compare_routes(before, after, *route, k) if route else None
    if format_ == "json":
        click.echo(_as_json(found, routes))
        return
    for line in _lines(found, routes, lang, None if all_ else _SHOWN):
        click.echo(line)
