"""A folder of linked pages, one a job, with an index: what any static server can host.

The pages share their scripts.  What was made is noted as it goes, with a fingerprint of
the graph and the options: a run that was stopped is taken up where it was.
"""

from __future__ import annotations

import hashlib
import json
import math
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pathways import __version__
from pathways.errors import OutputError
from pathways.files import write_file
from pathways.model import NodeKind
from pathways.render.html.page import page_policy, route_page, shared_files, template
from pathways.render.html.picture import picture_of_graph
from pathways.render.html.words import say, titled
from pathways.render.html.wrap import clean
from pathways.render.reached import top_domain
from pathways.text import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import networkx as nx

    from pathways.model import Route
    from pathways.render.html.picture import Card

__all__ = ["SitePage", "build_site", "jobs_of"]

_NOTES = "site.json"
_ASSETS = "assets"
_NOTED_EVERY = 25
_LONGEST = 100  #: characters of an id in the name of a page


@dataclass(frozen=True, slots=True)
class SitePage:
    """A line of the index: `years` are the fewest, `level` that of the last diploma; `href` is "" without a route."""

    label: str
    href: str
    years: float
    routes: int
    search: str
    domain: str = ""
    level: int = 0


def jobs_of(graph: nx.MultiDiGraph[Any]) -> tuple[str, ...]:
    """Return the ids of all jobs, by label.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("MET.266", kind="job", label="plombier/ère")
    >>> jobs_of(g)
    ('MET.266',)
    """
    jobs = [(str(data.get("label") or n), n) for n, data in graph.nodes(data=True) if data.get("kind") == NodeKind.JOB]
    return tuple(n for _, n in sorted(jobs))


def _fingerprint(graph: nx.MultiDiGraph[Any], *options: object) -> str:
    """Return what changes when the pages would."""
    digest = hashlib.sha256(repr((__version__, options, sorted(shared_files().items()))).encode())
    for part in (graph.nodes(data=True), graph.edges(keys=True, data=True)):
        for item in part:
            digest.update(repr(item).encode())
    return digest.hexdigest()


def _read_notes(path: Path, fingerprint: str) -> dict[str, SitePage]:
    """Return the pages that were made of the same things, by job."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        notes = json.loads(path.read_text(encoding="utf-8"))
        if notes["fingerprint"] == fingerprint:
            return {job: SitePage(**page) for job, page in notes["pages"].items()}
    return {}


def _write_notes(path: Path, fingerprint: str, made: dict[str, SitePage]) -> None:
    pages = {job: asdict(page) for job, page in sorted(made.items())}
    write_file(path, json.dumps({"fingerprint": fingerprint, "pages": pages}, ensure_ascii=False), force=True)


def _open_folder(folder: Path, *, force: bool) -> None:
    """Make the folder, unless it holds something else."""
    foreign = folder.is_dir() and any(path.name != _ASSETS for path in folder.iterdir())
    if foreign and not (folder / _ASSETS / _NOTES).exists() and not force:
        raise OutputError(f"{folder} is there and is no site of this program: name another folder, or use --force")
    try:
        (folder / _ASSETS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}") from error


def _make_page(place: Path, graph: nx.MultiDiGraph[Any], card: Card, routes: Sequence[Route], lang: str) -> SitePage:
    """Write the page of one job, if any route leads there."""
    domain = top_domain(card.domains)
    if not routes:
        return SitePage(card.label, "", 0.0, 0, card.search, domain)
    href = f"{slug(card.label)[:60]}-{_short(slug(card.id))}.html"
    frame = template("site_page.html.j2")
    write_file(place / href, route_page(graph, routes, lang=lang, shared=f"{_ASSETS}/", frame=frame), force=True)
    years = min(r.years for r in routes)
    return SitePage(card.label, href, years, len(routes), card.search, domain, _level(graph, routes[0]))


def _level(graph: nx.MultiDiGraph[Any], route: Route) -> int:
    """Return the level of the last diploma of a route; 0 where there is none."""
    nodes = [step.target for step in reversed(route.steps)] + [route.source]
    last = next((node.id for node in nodes if node.kind == NodeKind.DIPLOMA), None)
    return 0 if last is None else int(graph.nodes[last].get("level") or 0)


def _short(name: str) -> str:
    """Return a part of a file's name, its end a digest where no file system takes all of it."""
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def build_site(  # noqa: PLR0913 - each says one thing of the site
    folder: str | Path,
    graph: nx.MultiDiGraph[Any],
    jobs: Sequence[str],
    find: Callable[[str], Sequence[Route]],
    *,
    source: str,
    starts: Sequence[tuple[str, str]] = (),
    question: object = "",
    lang: str = "fr",
    force: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[SitePage, ...]:
    """Write a page for each job, and an index of them.

    Parameters
    ----------
    folder : str or path
        Made where it is absent.  A folder that holds something else is kept, unless `force`.
    graph : MultiDiGraph
        Where the facts of nodes are looked up.
    jobs : sequence of str
        Ids of nodes, each once.
    find : callable
        From the id of a job to its routes, best first.
    source : str
        Label of where the routes start, for the title.
    starts : sequence of (str, str)
        Label and index of each site beside it, for the reader to choose: "" for this one itself.
    question : object
        What else the routes depend on (k, criterion): its `repr` tells one run from another.
    lang : {"fr", "en"}
        The language that the pages open in.
    progress : callable
        Told, after each job, how many are done and how many there are.

    Returns
    -------
    tuple of SitePage
        One a job, by label.

    Raises
    ------
    OutputError
        If the folder holds something else, or cannot be written.
    """
    place = Path(folder)
    _open_folder(place, force=force)
    fingerprint = _fingerprint(graph, tuple(jobs), source, question, lang)
    notes = place / _ASSETS / _NOTES
    made = _read_notes(notes, fingerprint)
    _write_notes(notes, fingerprint, made)  # first: whenever it is stopped, the folder is known as a site's
    for name, text in shared_files().items():
        write_file(place / _ASSETS / name, text, force=True)
    cards = picture_of_graph(graph.subgraph(jobs)).cards
    try:
        for number, job in enumerate(jobs, 1):
            known = made.get(job)
            if known is None or (known.href and not (place / known.href).is_file()):
                made[job] = _make_page(place, graph, cards[job], find(job), lang)
                if number % _NOTED_EVERY == 0:
                    _write_notes(notes, fingerprint, made)
            progress(number, len(jobs))
    finally:  # stopped or broken: what is made stays made
        _write_notes(notes, fingerprint, made)
    pages = tuple(sorted((made[j] for j in jobs), key=lambda p: (p.label.casefold(), p.href)))
    found = [[p.label, p.href, p.search] for p in pages if p.href]
    write_file(place / _ASSETS / "jobs.js", f"window.SITE = {json.dumps(found, ensure_ascii=False)};\n", force=True)
    index = template("site.html.j2").render(
        lang=lang,
        policy=page_policy(shared=True),
        title=titled(lang, "site.title", (source, "")),
        say=lambda key, *args, n=None: say(lang, key, *args, n=n),
        jobs=pages,
        domains=sorted({p.domain for p in pages if p.domain}, key=str.casefold),
        starts=starts,
        levels=[n for n in range(3, 9) if any(p.level == n for p in pages)],
        longest=math.ceil(max((p.years for p in pages), default=0)),
        release=clean(graph.graph.get("release") or ""),
    )
    write_file(place / "index.html", index, force=True)
    return pages
