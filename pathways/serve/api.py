"""The same answers as JSON: `/api/route`, `/api/find` ... ; what is wrong is said as a problem (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pathways.errors import QueryError
from pathways.graph.around import view_data
from pathways.model import NodeKind
from pathways.serve.answer import Answer
from pathways.serve.questions import LONGEST_NAME, MOST_NAMES, UnclearError, read_row
from pathways.serve.values import (
    compared_values,
    found_values,
    routed_values,
    spread_values,
    suggestion_values,
    unclear_values,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pathways.serve.explorer import Explorer

__all__ = ["MOST_FOUND", "answer_api", "problem"]

#: How many candidates `/api/find` and `/api/suggest` give, at most.
MOST_FOUND = 20
#: Links of a node that are given in each direction, at most; `in_total` and `out_total` count them all.
MOST_LINKS = 500
_KINDS = tuple(str(kind) for kind in NodeKind)


def json_answer(values: dict[str, Any], status: int = 200, media: str = "application/json") -> Answer:
    """Return JSON values as an answer."""
    body = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(body, status, media, whole="partial" not in values)


def problem(status: int, detail: str, **further: Any) -> Answer:  # noqa: ANN401 - JSON
    """Return what is wrong, as RFC 9457 has it."""
    values = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return json_answer(values | further, status, "application/problem+json")


def answer_api(explorer: Explorer, path: str, pairs: Sequence[tuple[str, str]], lang: str) -> Answer:
    """Return the answer to a request below `/api/`.

    Parameters
    ----------
    explorer : Explorer
    path : str
        What follows `/api/`: "route", "node/FOR.7017" ...
    pairs : sequence of (str, str)
        The parameters.
    lang : {"fr", "en"}
        Language of what is told in words.
    """
    name, _, rest = path.partition("/")
    if name not in _ANSWERS or bool(rest) is not (name == "node"):
        return problem(404, f"there is no /api/{path[:80]}")
    if [text for key, text in pairs if key == "lang"] not in ([], ["fr"], ["en"]):
        return problem(422, "lang is one of fr, en")
    try:
        return _ANSWERS[name](explorer, rest or name, pairs, lang)
    except UnclearError as error:
        return problem(422, "some names are unknown or ambiguous", names=unclear_values(error.names))
    except QueryError as error:
        return problem(422, str(error).splitlines()[0])


def _question(explorer: Explorer, kind: str, pairs: Sequence[tuple[str, str]], lang: str) -> Answer:
    answer = explorer.answer(kind, read_row(kind, pairs, strict=True))
    if kind == "route":
        return json_answer(routed_values(answer, lang))
    return json_answer(compared_values(answer) if kind == "compare" else spread_values(answer))


def _text_and_more(pairs: Sequence[tuple[str, str]]) -> tuple[str, frozenset[str] | None, int]:
    """Return the text to look up, the kinds to look among, and how many to give."""
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        if name not in {"q", "kind", "limit", "lang"}:
            raise QueryError(f"{name!r} is not asked here; allowed: q, kind, limit, lang")
        given.setdefault(name, []).append(text)
    text, kinds = given.get("q", [""])[-1], given.get("kind", [])
    if not text.strip() or "\0" in text:
        raise QueryError("'q' is missing: what to look up")
    if len(text) > LONGEST_NAME:
        raise QueryError(f"q has more than {LONGEST_NAME} characters")
    if unknown := [kind for kind in kinds if kind not in _KINDS]:
        raise QueryError(f"kind is {unknown[0]!r}: one of {', '.join(_KINDS)}")
    if len(kinds) > MOST_NAMES:
        raise QueryError(f"kind stands {len(kinds)} times: {MOST_NAMES} at most")
    limit = given.get("limit", ["8"])[-1]
    if not (limit.isascii() and limit.isdecimal() and 1 <= int(limit[:9]) <= MOST_FOUND):
        raise QueryError(f"limit is {limit!r}: a whole number from 1 to {MOST_FOUND}")
    return text, frozenset(kinds) or None, int(limit)


def _find(explorer: Explorer, _kind: str, pairs: Sequence[tuple[str, str]], _lang: str) -> Answer:
    text, kinds, limit = _text_and_more(pairs)
    return json_answer(found_values(explorer.find(text, kinds=kinds, limit=limit)))


def _suggest(explorer: Explorer, _kind: str, pairs: Sequence[tuple[str, str]], _lang: str) -> Answer:
    text, kinds, limit = _text_and_more(pairs)
    return json_answer(suggestion_values(explorer.suggest(text, kinds=kinds, limit=limit)))


def _node(explorer: Explorer, node: str, pairs: Sequence[tuple[str, str]], _lang: str) -> Answer:
    if unknown := [name for name, _ in pairs if name != "lang"]:
        raise QueryError(f"{unknown[0]!r} is not asked here")
    if (view := explorer.node(node)) is None:
        return problem(404, f"the graph has no node {node[:80]!r}")
    values = view_data(view)
    totals = {"in_total": len(values["in"]), "out_total": len(values["out"])}
    cut: Mapping[str, Any] = {name: values[name][:MOST_LINKS] for name in ("in", "out")}
    return json_answer({"schema": 1, **values, **cut, **totals})


_ANSWERS: Mapping[str, Callable[[Any, str, Any, str], Answer]] = {
    "route": _question,
    "compare": _question,
    "reach": _question,
    "lead": _question,
    "find": _find,
    "suggest": _suggest,
    "node": _node,
}
