"""The pages: which template answers which address, and what it is given."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from pathways.errors import QueryError
from pathways.explain import explain_step
from pathways.phrases import conditions_text, with_article, years_text
from pathways.phrases.figures import figure_rows
from pathways.render.html import route_page
from pathways.render.html.page import template
from pathways.render.html.spread import spread_page
from pathways.render.html.words import titled
from pathways.routing.asked import CRITERION
from pathways.serve.answer import Answer
from pathways.serve.parts import part_of_routes
from pathways.serve.questions import ASKED, UnclearError, address, read_row
from pathways.serve.statics import static_version
from pathways.serve.words import word
from pathways.text import gendered_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2 import Template

    from pathways.model import NodeRef, Route
    from pathways.serve.explorer import Compared, Explorer, Routed, Spread
    from pathways.serve.questions import Unclear

__all__ = ["AT_ONCE", "PAGES", "Asked", "asked_address", "busy_page", "page_of", "warm_up"]

#: Names of addresses that are pages, beside "/" and "/node/...".
PAGES = ("route", "reach", "lead", "compare", "selection", "sheet", "about")
#: Those that ask nothing of the graph.
AT_ONCE = frozenset({"", "selection", "about", "missing"})
#: Levels to choose from, as `level_of` reads them.
LEVELS = (3, 4, 5, 6, 7, 8)
#: What the start page offers to try, as far as the graph has it: starts and goals, two goals to be compared.
EXAMPLES = (
    ("3e", "plombier"),
    ("3e", "sage-femme"),
    ("Tle générale", "ingénieur"),
    ("CAP cuisine", "BTS"),
    ("3e", "plombier", "électricien installateur"),
)
STARTS = ("3e", "2de générale et technologique", "Tle générale", "bac pro cuisine", "CAP maçon")
#: Items of a sheet, at most.
MOST_ITEMS = 12
#: Rows of a reach that a page lists.
MOST_ROWS = 1_600
#: Links of a node that a page lists, in each direction.
MOST_LINKS = 200


class Asked(NamedTuple):
    """What an address asks for: the page, what follows its name, parameters, language, and where the site starts."""

    name: str
    rest: str
    pairs: tuple[tuple[str, str], ...]
    lang: str
    base: str = ""
    named_lang: bool = False


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pathways.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "zip_self": lambda texts: [(text, text) for text in texts],
        "short": lambda value: f"{value:g}" if isinstance(value, float) else value,
        "level_options": lambda levels, say: [(level, say(f"niveau.{level}")) for level in levels],
        "prefer_options": lambda prefers, say: [(name, say(f"prefer.{name}")) for name in prefers],
        "prefer_name": lambda value, prefers: next((n for n, c in prefers.items() if value in {n, c}), value),
    }
    return environment


def _template(name: str) -> Template:
    return _environment().get_template(name)


def asked_address(asked: Asked) -> str:
    """Return the address of the question that a form asks: which kind it is, without what was left empty."""
    given: dict[str, list[str]] = {}
    for name, text in asked.pairs:
        if text.strip():
            given.setdefault(name, []).append(text.strip())
    goals = [*given.pop("versus", [])]
    if goals and given.get("to"):
        given["to"] += goals
        kind = "compare"
    elif any(given.get(name) for name in ("to", "to_type", "to_level", "to_domain")):
        kind = "route" if given.get("from") else "lead" if given.get("to") else ""
    else:
        kind = "reach" if given.get("from") else ""
    if kind in {"reach", "lead"} and "max_years" in given:
        given["years"] = given.pop("max_years")
    defaults = {"apprenticeship": "any", "basis": "scheme", "prefer": "counsel", "k": "5"}
    row = {n: v for n, v in given.items() if n in ASKED.get(kind, ()) and v != [defaults.get(n)]}
    if asked.named_lang:
        row["lang"] = [asked.lang]
    return asked.base + address(f"/{kind}", row)


class _Frame:
    """What stands around every page: the form with what was asked, addresses, words."""

    def __init__(self, explorer: Explorer | None, asked: Asked, row: Mapping[str, Any] | None = None) -> None:
        self.explorer, self.asked, self.row = explorer, asked, row or {}

    def link(self, path: str, **parameters: object) -> str:
        """Return an address of this site in the language that was named."""
        if self.asked.named_lang:
            parameters["lang"] = self.asked.lang
        return self.asked.base + address(path, {}, **parameters)

    def changed(self, **changes: object) -> str:
        """Return the address of this question with some parameters changed."""
        if self.asked.named_lang:
            changes.setdefault("lang", self.asked.lang)
        return self.asked.base + address(f"/{self.asked.name}", self.row, **changes)

    def node_link(self, node: str) -> str:
        """Return the address of the page of a node."""
        return self.link(f"/node/{node}")

    def level_class(self, node: str) -> str:
        """Return the class that colours a node by its level."""
        level = -1.0 if self.explorer is None else self.explorer.store.node_level[self.explorer.store.index[node]]
        return f"v-{level:g}" if level >= 0 else "v-none"

    def shown(self, text: str) -> str:
        """Return a name as the form shows it: an id as what it stands for."""
        explorer = self.explorer
        if explorer is None or text not in explorer.store.index:
            return text
        return explorer.value_of(text)

    def values(self) -> dict[str, Any]:
        """Return what templates are given."""
        asked, lang = self.asked, self.asked.lang
        other = "en" if lang == "fr" else "fr"
        pairs = [(name, text) for name, text in asked.pairs if name != "lang"]
        path = "/".join(part for part in (asked.name, asked.rest) if part)
        site = {
            "base": asked.base,
            "page_name": asked.name or "start",
            "other_lang": other,
            "other_url": f"{asked.base}/{path}?{urlencode([*pairs, ('lang', other)])}",
            "row": self.row,
            "fields": self._fields(),
            "limits": self._limits(),
            "kept": [(name, text) for name, text in pairs if name not in {"kind", "years", "domain"} and text.strip()],
            "link": self.link,
            "changed": self.changed,
            "node_link": self.node_link,
            "level_class": self.level_class,
            "years_text": lambda years: years_text(years, lang),
            "levels": LEVELS,
            "domains": self.explorer.domains if self.explorer else (),
            "types": self.explorer.types if self.explorer else (),
            "prefers": CRITERION,
        }
        return {
            "site": site,
            "lang": lang,
            "w": lambda key, *args, n=None: word(lang, key, *args, n=n),
            "shared": f"{asked.base}/static/{static_version()}/",
            "release": self.explorer.release if self.explorer else "",
        }

    def _fields(self) -> dict[str, list[str]]:
        row = self.row
        fields = {name: [self.shown(text) for text in row.get(name, ())] for name in ("from", "to", "via", "avoid")}
        fields["versus"] = fields["to"][1:] if self.asked.name == "compare" else []
        return fields

    def _limits(self) -> list[tuple[str, str]]:
        """Return what limits this question, in words, and the address without it."""
        found = []
        for name, value in self.row.items():
            if name in {"from", "to", "k", "prefer", "kind", "all", "diverse", "pareto"}:
                continue
            for item in value if isinstance(value, tuple) else (value,):
                rest = tuple(v for v in value if v != item) if isinstance(value, tuple) else None
                if name not in {"to_type", "to_level", "to_domain"} or self.row.get("to"):
                    found.append((self.limit_text(name, item), self.changed(**{name: rest or None})))
        return found

    def replaced(self, name: Unclear, node: str) -> tuple[str, ...] | str:
        """Return the value of a parameter with one name of it replaced by a node."""
        value = self.row.get(name.parameter, ())
        node = self.shown(node)
        return tuple(node if text == name.text else text for text in value) if isinstance(value, tuple) else node

    def limit_text(self, name: str, value: object) -> str:
        """Return a limit in words."""
        lang = self.asked.lang
        if name in {"max_years", "years"}:
            return word(lang, "at-most", years_text(float(str(value)), lang))
        if name in {"max_level", "level"}:
            level = word(lang, f"niveau.{value}") if str(value) in set(map(str, LEVELS)) else str(value)
            return word(lang, "at-most", level) if name == "max_level" else level
        if value is True:
            return word(lang, name)
        if name == "basis":
            return f"{word(lang, 'word')} : {word(lang, f'word.{value}')}"
        if name == "apprenticeship":
            return f"{word(lang, name)} : {word(lang, f'{name}.{value}')}"
        what = self.shown(str(value))
        return f"{word(lang, name)} {what}" if name in {"via", "avoid"} else what


def _page(
    frame: _Frame,
    name: str,
    values: Mapping[str, object] | None = None,
    *,
    status: int = 200,
    whole: bool = True,
    **more: object,
) -> Answer:
    html = _template(name).render(frame.values(), **(values or {}), **more)
    return Answer(html.encode(), status, whole=whole)


def page_of(explorer: Explorer, asked: Asked) -> Answer:
    """Return the page that an address asks for.

    Parameters
    ----------
    explorer : Explorer
    asked : Asked
    """
    if asked.name in ASKED:
        return _question(explorer, asked)
    frame, lang = _Frame(explorer, asked), asked.lang
    if asked.name == "node":
        return _node(frame)
    if asked.name == "sheet":
        return _sheet(frame)
    if asked.name in _PLAIN:
        name, title = _PLAIN[asked.name]
        return _page(frame, name, title=word(lang, title), **({} if asked.name else _offered(frame)))
    texts = {"title": word(lang, "missing.title"), "text": word(lang, "missing.text")}
    return _page(frame, "said.html.j2", texts, status=404, whole=False)


#: Pages that ask nothing: their templates and titles.
_PLAIN = {
    "": ("start.html.j2", "start.title"),
    "selection": ("selection.html.j2", "selection.title"),
    "about": ("about.html.j2", "about.title"),
}


def _offered(frame: _Frame) -> dict[str, Any]:
    """Return what the start page offers: questions and starts of which the graph has all names."""
    explorer = frame.explorer
    assert explorer is not None  # noqa: S101 - the start page has one
    examples = []
    for start, *goals in EXAMPLES:
        if all(map(explorer.knows, (start, *goals))):
            kind = "compare" if len(goals) > 1 else "route"
            examples.append((f"{start} → {' / '.join(goals)}", frame.link(f"/{kind}", **{"from": start, "to": goals})))
    return {"examples": examples, "starts": [name for name in STARTS if explorer.knows(name)]}


def _question(explorer: Explorer, asked: Asked) -> Answer:
    """Return the answer to a question, or what is unclear or wrong about it."""
    row: dict[str, Any] = {}
    lang = asked.lang
    try:
        row = read_row(asked.name, asked.pairs)
        return _ANSWERS[asked.name](_Frame(explorer, asked, row), explorer.answer(asked.name, row))
    except UnclearError as error:
        frame = _Frame(explorer, asked, row)
        values = {"title": word(lang, "unclear.title"), "names": error.names, "replaced": frame.replaced}
        return _page(frame, "unclear.html.j2", values, status=422)
    except QueryError as error:
        values = {"title": word(lang, "wrong.title"), "text": _wrong(asked, row, error)}
        return _page(_Frame(explorer, asked, row), "said.html.j2", values, status=422)


def busy_page(asked: Asked) -> Answer:
    """Return what is shown where too many questions wait."""
    frame = _Frame(None, asked)
    texts = {"title": word(asked.lang, "busy.title"), "text": word(asked.lang, "busy.text")}
    return _page(frame, "said.html.j2", texts, status=503, whole=False)


def _wrong(asked: Asked, row: Mapping[str, Any], error: QueryError) -> str:
    """Return what is wrong with a question: in words for what a form can leave out, else as it was said."""
    if asked.name == "compare" and len(row.get("to", ())) != 2:  # noqa: PLR2004 - two goals
        return word(asked.lang, "wrong.compare")
    if not row.get("from") or not any(row.get(name) for name in ("to", "to_type", "to_level", "to_domain")):
        return word(asked.lang, "wrong.missing")
    return str(error).splitlines()[0]


def _titled(node: NodeRef) -> tuple[str, str]:
    """Return a node as a title takes it; a class of goals as it is said."""
    return node.label, node.kind or "diploma"


def _named(node: NodeRef, preposition: str, lang: str) -> str:
    return with_article(node.label, node.kind, preposition, lang) if node.id else node.label


def _route(frame: _Frame, answer: Routed) -> Answer:
    explorer, lang = frame.explorer, frame.asked.lang
    assert explorer is not None  # noqa: S101 - a question was answered
    target = explorer.goal_ref(answer.targets, lang)
    html = route_page(
        part_of_routes(explorer.store, answer.routes),
        answer.routes,
        lang=lang,
        title=("title.route", (_titled(explorer.start_ref(frame.row, lang)), _titled(target))),
        frame=_template("answer.html.j2"),
        **{name: value for name, value in frame.values().items() if name not in {"lang", "release"}},
        items=[item_of(frame.row, route) for route in answer.routes],
        partial=answer.partial,
        goal=answer.targets.ids[0] if answer.targets.ids else "",
        one_goal=not answer.targets.classes,
        loosened=_loosened(frame, answer),
        hindrance=answer.hindrance,
    )
    return Answer(html.encode(), whole=not answer.partial)


def item_of(row: Mapping[str, Any], route: Route) -> str:
    """Return a route of a question as an item of a selection: the question, and the nodes of the way."""
    way = ",".join(step.target.id for step in route.steps)
    return address("", row, way=way).removeprefix("?")


def _loosened(frame: _Frame, answer: Routed) -> list[tuple[str, str, str]]:
    """Return, where there is no route, limits without which there is one: in words, its years, the address."""
    if answer.hindrance is None:
        return []
    found = []
    for limit, years in answer.hindrance.without:
        name = limit.removeprefix("--").partition(" ")[0].replace("-", "_")
        row = frame.row
        if limit.count("--") > 1 or name not in row:
            dropped = {n: None for n in row if n not in {"from", "to", "to_type", "to_level", "to_domain", "k"}}
            text = word(frame.asked.lang, "none.all")
        else:
            dropped, value = {name: None}, row[name]
            items = value if isinstance(value, tuple) else (value,)
            text = ", ".join(frame.limit_text(name, item) for item in items)
        found.append((text, years_text(years, frame.asked.lang), frame.changed(**dropped)))
    return list({text: (text, years, url) for text, years, url in found}.values())


def _spread(frame: _Frame, answer: Spread) -> Answer:
    """Return the page of a reach: of what is very wide all jobs, and the nearest diplomas."""
    explorer, forward = frame.explorer, frame.asked.name == "reach"
    assert explorer is not None  # noqa: S101 - a question was answered
    rows = answer.rows
    if len(rows) > MOST_ROWS:
        room = MOST_ROWS - sum(row.node.kind == "job" for row in rows)
        nearest = {row.node.id for row in [row for row in rows if row.node.kind != "job"][:room]}
        rows = tuple(row for row in rows if row.node.kind == "job" or row.node.id in nearest)
    within = frame.row.get("years") if forward else None
    key = "title.lead" if not forward else "title.reach" if within is None else "title.reach-within"

    def route(node: str) -> str:
        ends = {"from": frame.row["from"], "to": node} if forward else {"from": node, "to": frame.row["to"][0]}
        return frame.link("/route", **ends)

    html = spread_page(
        rows,
        explorer.domains_of(answer.ends),
        title=(key, (_titled(answer.about), *(() if within is None else (f"{within:g}",)))),
        forward=forward,
        address=route,
        frame=_template("within.html.j2"),
        cut=len(rows) < len(answer.rows),
        total=len(answer.rows),
        **frame.values(),
    )
    return Answer(html.encode())


def _compare(frame: _Frame, answer: Compared) -> Answer:
    lang = frame.asked.lang
    assert frame.explorer is not None  # noqa: S101 - a question was answered
    one, other = answer.goals
    title = word(lang, "compare.title", one.label, other.label, frame.explorer.start_ref(frame.row, lang).label)
    return _page(
        frame,
        "compare.html.j2",
        title=title,
        answer=answer,
        found=answer.found,
        named=lambda node, preposition="": _named(node, preposition, lang),
        whole=not answer.found.partial,
    )


def _node(frame: _Frame) -> Answer:
    explorer, asked = frame.explorer, frame.asked
    assert explorer is not None  # noqa: S101 - made with one
    if (view := explorer.node(asked.rest)) is None:
        return page_of(explorer, asked._replace(name="missing", rest=""))
    incoming = [s for s in view.incoming if s.source.kind != "level"]
    jobs = [s for s in view.outgoing if s.target.kind == "job"]
    studies = [s for s in view.outgoing if s.target.kind not in {"job", "level"}]
    return _page(
        frame,
        "node.html.j2",
        title=view.node.label,
        node=view.node,
        facts=view.attributes,
        value=explorer.value_of(view.node.id),
        incoming=incoming[:MOST_LINKS],
        jobs=jobs[:MOST_LINKS],
        studies=studies[:MOST_LINKS],
        counts={"incoming": len(incoming), "jobs": len(jobs), "studies": len(studies)},
        conditions=lambda codes: conditions_text(codes, asked.lang),
        aliases=_aliases(view.node.label, view.attributes.get("aliases") or ()),
        figures=list(figure_rows(view.attributes.get("figures") or {}, asked.lang)),
    )


def _aliases(label: str, names: Sequence[str]) -> list[str]:
    """Return other names, each once: « plombier » and « plombière » are said by « plombier/ère »."""
    said = {form for name in (label, *names) if "/" in name for form in gendered_forms(name)}
    return [name for name in names if "/" in name or name not in said]


def _sheet(frame: _Frame) -> Answer:
    explorer, asked = frame.explorer, frame.asked
    assert explorer is not None  # noqa: S101 - made with one
    texts = [text for name, text in asked.pairs if name == "item"][:MOST_ITEMS]
    items = [_sheet_item(explorer, text) for text in texts]
    return _page(
        frame,
        "sheet.html.j2",
        title=word(asked.lang, "sheet.title"),
        items=items,
        titled=lambda route: titled(asked.lang, "title.route", _titled(route.source), _titled(route.target)),
        told=lambda step: explain_step(step, lang=asked.lang),
        named=lambda node, preposition="": _named(node, preposition, asked.lang),
    )


def _sheet_item(explorer: Explorer, text: str) -> dict[str, Any]:
    """Return an item of a selection: its route, found again, or why there is none."""
    pairs = parse_qsl(text, max_num_fields=60)
    way = next((value for name, value in pairs if name == "way"), "")
    asked = [(name, value) for name, value in pairs if name != "way"]
    try:
        row = read_row("route", asked)
        answer: Routed = explorer.answer("route", row)
    except (UnclearError, QueryError):
        return {"route": None, "problem": "sheet.bad", "row": {}, "text": text}
    route = next((r for r in answer.routes if ",".join(s.target.id for s in r.steps) == way), None)
    text = f"{answer.source.label} → {answer.target.label}"
    return {"route": route, "problem": "sheet.gone", "row": row, "text": text}


def warm_up(explorer: Explorer) -> None:
    """Load what the first questions would wait for: the drawing library takes a second or two."""
    explorer.suggest("plombire")
    importlib.import_module("pyvis.network")
    template("page.html.j2")
    for name in ("answer.html.j2", "within.html.j2", "node.html.j2"):
        _template(name)
    static_version()


_ANSWERS: Mapping[str, Callable[[_Frame, Any], Answer]] = {
    "route": _route,
    "compare": _compare,
    "reach": _spread,
    "lead": _spread,
}
