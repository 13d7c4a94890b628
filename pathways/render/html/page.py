"""Pages for a browser: one file each that asks nothing of any network.

The drawing is a pyvis Network (see `network`); the page around it is ours, because that of
pyvis 0.3.2 loads from a CDN, has no doctype, and lets labels run as markup.  Here labels
are text wherever they stand: escaped by Jinja, or data that the script writes as text;
and a Content-Security-Policy lets nothing run but the scripts whose hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pathways.files import write_file
from pathways.model import NodeKind
from pathways.phrases.about import about_line
from pathways.render.html.atlas import lay_out_atlas
from pathways.render.html.layout import lay_out
from pathways.render.html.network import OPTIONS, atlas_network, network_of, pill_width
from pathways.render.html.picture import picture_of_graph, picture_of_routes
from pathways.render.html.words import LANGUAGES, all_words, known_language, say, titled
from pathways.render.html.wrap import clean

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import networkx as nx
    from jinja2 import Template

    from pathways.model import Route
    from pathways.render.html.picture import Card, Picture
    from pathways.selection import Selection

__all__ = [
    "Code",
    "Texts",
    "Title",
    "code_of",
    "data_block",
    "graph_page",
    "page_policy",
    "render",
    "route_page",
    "selection_page",
    "shared_files",
    "titles_of",
    "write_page",
]

#: A title in both languages: a key of `words.toml` and what fills it, a text or a node (label, kind); or a plain text.
Title = tuple[str, tuple[str | tuple[str, str], ...]] | str
#: A text in each language.
Texts = Mapping[str, str]
#: Above this many cards a page is an atlas: bars on shelves, links only around what is chosen.
ATLAS_FROM = 450
#: The same for wires: each is a dozen pieces, and hundreds of them say nothing to the eye.
ATLAS_FROM_WIRES = 750
_SCRIPTS = ("state.js", "draw.js", "atlas.js", "panel.js", "page.js")


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    return "(() => {\n" + "\n".join(_file(n) for n in _SCRIPTS) + "})();\n"


@cache
def _css() -> str:
    return _file("page.css") + _file("paper.css")


@cache
def _vis() -> str:
    """Return vis-network as the installed pyvis holds it (MIT or Apache-2.0), line ends as a browser reads them."""
    spec = find_spec("pyvis")  # found, not imported: that takes a second
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pyvis is not installed")
    folder = Path(spec.submodule_search_locations[0], "lib", "vis-9.1.2")
    text = folder.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def page_policy(*, shared: bool) -> str:
    """Return the Content-Security-Policy of a page: hashes of what it holds, or the files beside it."""
    return _policy([_vis(), _script()], _css(), shared=shared)


def _policy(scripts: Sequence[str], style: str, *, shared: bool) -> str:
    allowed, styles = ("'self'", "'self'") if shared else (" ".join(_hash(script) for script in scripts), _hash(style))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {styles}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


class Code(NamedTuple):
    """What a page without a picture runs and looks like, and the policy that allows it."""

    script: str
    css: str
    policy: str


@cache
def code_of(name: str, *, shared: bool = False) -> Code:
    """Return the script and the style of a page without a picture: `name`.js and `name`.css, over those of all."""
    script = "(() => {\n" + _file("state.js") + "\n" + _file(f"{name}.js") + "})();\n"
    css = _file("page.css") + _file(f"{name}.css")
    return Code(script, css, _policy([script], css, shared=shared))


def shared_files() -> dict[str, str]:
    """Return the files that the pages of a site share, by name."""
    return {"vis-network.js": _vis(), "page.js": _script(), "page.css": _css(), "index.js": _file("index.js")} | {
        f"spread.{ending}": text for ending, text in zip(("js", "css"), code_of("spread"), strict=False)
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("pathways.render.html", ""),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def template(name: str) -> Template:
    """Return a template of this room; what it is given is escaped."""
    return _environment().get_template(name)


def data_block(value: object) -> Markup:
    """Return JSON that cannot end the block it stands in, whatever its texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - made of JSON, its markup characters escaped above


def _trimmed(row: list[Any]) -> list[Any]:
    """Drop the empty end of a row; the script fills it in again."""
    while row and row[-1] in (None, "", []):
        row.pop()
    return row


def _wire_rows(picture: Picture) -> tuple[list[list[Any]], list[list[str]]]:
    """Return wires as rows, and the proofs that they point to (shared by many)."""
    at = {name: n for n, name in enumerate(picture.cards)}
    proofs: dict[tuple[str, ...], int] = {}
    rows = []
    for w in picture.wires.values():
        proved = [proofs.setdefault((p.fiche, p.label, p.section, p.url, p.text), len(proofs)) for p in w.proofs]
        words = [list(w.conditions), w.why, w.door, list(w.options)]
        facts = [w.years, w.kind, w.basis, w.scope, w.apprenticeship]
        rows.append(_trimmed([w.id, at[w.source], at[w.target], *facts, *words, proved, list(w.ways)]))
    return rows, [list(p) for p in proofs]


def _card_data(card: Card) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": card.id,
        "label": card.label,
        "kind": card.kind,
        "type": card.type,
        "level": card.level,
        "years": card.years,
        "sigle": card.sigle,
        "code": card.code,
        "rncp": card.rncp,
        "domains": list(card.domains),
        "aliases": list(card.aliases),
        "url": card.url,
        "closed": card.closed,
        "search": card.search,
    }
    return {k: v for k, v in data.items() if v not in ("", [], None) or k == "level"}


def _page_data(picture: Picture, lang: str) -> dict[str, Any]:
    """Return what the script is given: words, cards with their places, wires, and the pyvis Network."""
    atlas = len(picture.cards) > ATLAS_FROM or len(picture.wires) > ATLAS_FROM_WIRES
    cards = [_card_data(c) for c in picture.cards.values()]
    rows, proofs = _wire_rows(picture)
    data: dict[str, Any] = {
        "cards": cards,
        "wires": rows,
        "proofs": proofs,
        "ways": [
            {"years": w.years, "wires": list(w.wires), "nodes": list(dict.fromkeys(w.nodes))} for w in picture.ways
        ],
        "focus": [i for i in picture.focus if i in picture.cards],
        "lang": lang,
        "words": all_words(),
        "mode": "atlas" if atlas else "picture",
        "options": OPTIONS,
    }
    if atlas:
        places = lay_out_atlas(picture)
        network = atlas_network(picture, places.at)
        for card, data_card in zip(picture.cards.values(), cards, strict=True):
            x, y = places.at[card.id]
            data_card.update(x=x, y=y, w=places.width, h=places.height, row=places.rows_of[card.id])
        data["rows"] = [{"n": r.number, "label": r.label, "top": r.top, "bottom": r.bottom} for r in places.rows]
        bands, reach, edges = places.bands, [], []
    else:
        layout = lay_out(picture, pill_width=pill_width)
        network = network_of(picture, layout)
        for data_card in cards:
            box = layout.boxes[data_card["id"]]
            data_card.update(x=box.x, y=box.y, w=box.width, h=box.height, lines=list(box.lines))
        heights = [y for track in layout.tracks.values() for _, y in track.points]
        bands, reach, edges = (
            layout.bands,
            [[0, y] for y in (min(heights), max(heights))] if heights else [],
            network.edges,
        )
    data["bands"] = [
        {
            "left": b.left,
            "right": b.right,
            "time": b.column.time,
            "levels": list(b.column.levels),
            "byLevel": b.column.by_level,
        }
        for b in bands
    ]
    data.update(nodes=network.nodes, edges=edges, reach=reach)
    return data


def _groups(picture: Picture) -> list[tuple[str, list[str]]]:
    """Return the cards as a list to read: by kind and level, in the order of studies."""
    found: dict[tuple[int, str], list[str]] = {}
    for card in picture.cards.values():
        if card.kind == "job":
            place = (98, "jobs-column")
        elif card.kind == "class":
            place = (-1, "class")
        else:
            place = (card.level or 0, f"niveau.{card.level}" if card.level in {3, 4, 5, 6, 7, 8} else "niveau.none")
        found.setdefault(place, []).append(card.id)
    return [
        (key, sorted(ids, key=lambda i: (picture.cards[i].label.casefold(), i)))
        for (_, key), ids in sorted(found.items())
    ]


def titles_of(title: Title) -> dict[str, str]:
    """Return a title in each language; nodes in it have their article.

    Examples
    --------
    >>> titles_of(("title.route", (("3e", "class"), ("plombier/ère", "job"))))["fr"]
    'De la 3e au métier de plombier/ère'
    """
    return {lang: clean(title) if isinstance(title, str) else titled(lang, title[0], *title[1]) for lang in LANGUAGES}


def render(
    picture: Picture,
    *,
    title: Title,
    lang: str = "fr",
    shared: str = "",
    routed: bool = False,
    notes: Sequence[Texts] = (),
    about: Mapping[str, Any] | None = None,
    frame: Template | None = None,
    **more: object,
) -> str:
    """Return the page of a picture.

    Parameters
    ----------
    picture : Picture
        What to show; one without cards gives a page that says so.
    title : Title
        A text, or a key of `words.toml` with what fills it (then it changes with the language).
    lang : {"fr", "en"}
        The language it opens in.
    shared : str
        Folder (with a final slash) of scripts shared by several pages; "" puts them into the page.
    routed : bool
        Whether routes were asked for: what an empty page says.
    notes : sequence of Texts
        What is said above the routes.
    about : mapping, optional
        Attributes of the node that the page is about: told in a line below the title.
    frame : Template, optional
        A template that extends `page` and fills its blocks, for a page that stands among others (`pathways.serve`).
    **more : object
        What the frame asks for.
    """
    words = all_words()["fr"]
    data = _page_data(picture, lang) if picture.cards else {}
    titles = titles_of(title)

    def section(name: str) -> str:
        return say(lang, f"section.{name}") if f"section.{name}" in words else name

    page = template("page.html.j2")
    return (frame or page).render(
        more,
        page=page,
        lang=lang,
        say=lambda key, *args, n=None: say(lang, key, *args, n=n),
        known=lambda key: key in words,
        section=section,
        title=titles[known_language(lang)],
        titles=titles,
        mode=data.get("mode", "empty"),
        ways=picture.ways,
        apprentices={n for n, w in enumerate(picture.ways) if any(picture.wires[i].apprenticeship for i in w.wires)},
        cards=picture.cards,
        wires=picture.wires,
        wire_count=len(picture.wires),
        groups=_groups(picture),
        release=picture.release,
        routed=routed,
        notes=notes,
        about={language: about_line(about or {}, language) for language in LANGUAGES},
        shared=shared,
        policy=page_policy(shared=bool(shared)),
        data=data_block(data),
        css=Markup(_css()),  # noqa: S704 - files of this package
        vis=Markup(_vis()),  # noqa: S704 - the same, of pyvis
        js=Markup(_script()),  # noqa: S704 - the same
    )


def _route_title(routes: Sequence[Route]) -> Title:
    """Return "from A to B" of the routes, or what is said where there is none."""
    if not routes:
        return ("title.empty", ())
    source, target = routes[0].source, routes[0].target
    return ("title.route", ((source.label, source.kind), (target.label, target.kind)))


def route_page(
    graph: nx.MultiDiGraph[Any],
    routes: Sequence[Route],
    *,
    lang: str = "fr",
    title: Title | None = None,
    shared: str = "",
    **frame: Any,  # noqa: ANN401 - passed on
) -> str:
    """Return a page of some routes: a list to read, and their picture.

    Parameters
    ----------
    graph : MultiDiGraph
        The graph that they were found in; it is not changed.
    routes : sequence of Route
        Best first.  None at all gives a page that says so.
    lang : {"fr", "en"}
        The language that the page opens in; the reader can change it.
    title : Title, optional
        "De A à B" by default.
    shared : str, optional
        Folder of shared scripts (see `pathways.render.html.site`).
    **frame : object
        A template around the page, and what it asks for: as `render`.

    Returns
    -------
    str
        One HTML document, under 1 MB, the same bytes for the same input.

    Raises
    ------
    QueryError
        If `lang` is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> print(route_page(nx.MultiDiGraph(), [])[:15])
    <!doctype html>
    """
    picture = picture_of_routes(graph, routes)
    goals = {route.target.id for route in routes} & set(graph)
    about = graph.nodes[goals.pop()] if len(goals) == 1 else None
    title = title or _route_title(routes)
    return render(picture, title=title, lang=lang, shared=shared, routed=True, about=about, **frame)


def graph_page(
    subgraph: nx.MultiDiGraph[Any],
    *,
    routes: Sequence[Route] = (),
    focus: str | Sequence[str] | None = None,
    lang: str = "fr",
    title: Title | None = None,
    shared: str = "",
    **frame: Any,  # noqa: ANN401 - passed on
) -> str:
    """Return a page of a graph, or of a part of one.

    Parameters
    ----------
    subgraph : MultiDiGraph
        What to show: up to some 450 nodes as cards, more as an atlas.  It is not changed.
    routes : sequence of Route
        Routes to show over it.
    focus : str or sequence of str, optional
        The node or nodes that it is about: time is counted from there.
    lang : {"fr", "en"}
        The language that the page opens in; the reader can change it.
    title : Title, optional
        The heading.
    shared, **frame
        As `route_page`.

    Returns
    -------
    str
        One HTML document, the same bytes for the same input.

    Raises
    ------
    QueryError
        If `lang` is unknown.
    """
    about = (focus,) if isinstance(focus, str) else tuple(focus or ())
    picture = picture_of_graph(subgraph, routes, about)
    return render(picture, title=title or ("title.graph", ()), lang=lang, shared=shared, **frame)


def selection_page(selection: Selection, *, lang: str = "fr") -> str:
    """Return the page of a selection: its routes where routes were asked for, else its graph.

    Raises
    ------
    QueryError
        If `lang` is unknown.
    """
    kinds = {str(data.get("label")): str(data.get("kind")) for _, data in selection.graph.nodes(data=True)}
    title: Title = (
        f"title.{selection.title[0]}",
        tuple(
            (text, kinds.get(text, "")) if text in kinds or selection.title[0] == "route" else text
            for text in selection.title[1:]
        ),
    )
    if selection.routes is not None:
        return route_page(selection.graph, selection.routes, lang=lang, title=title)
    if selection.title[0] == "domain":
        from pathways.render.html.spread import domain_page  # noqa: PLC0415 - it stands on this room

        return domain_page(selection.graph, title=title, lang=lang)
    graph = selection.graph
    ends = set(selection.focus)
    if selection.title[0] == "around" and all(
        n in ends or ends & {*graph.pred[n], *graph.succ[n]} for n in graph.nodes
    ):  # one link away: the links of the others among themselves say nothing of it
        graph = graph.copy()
        graph.remove_edges_from([e for e in graph.edges(keys=True) if e[0] not in ends and e[1] not in ends])
        levels = [n for n, data in graph.nodes(data=True) if data.get("kind") == NodeKind.LEVEL and n not in ends]
        graph.remove_nodes_from([n for n in levels if not graph.out_degree(n)])  # what one is inside of, without a year
    return graph_page(graph, focus=selection.focus, lang=lang, title=title)


def write_page(html: str, path: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Write a page, whole or not at all.

    Raises
    ------
    OutputError
        If the file exists (without `force`) or cannot be written.
    """
    return write_file(path, html, force=force)
