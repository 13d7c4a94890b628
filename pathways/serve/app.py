"""The ASGI application: addresses, turns, what is kept, and how an answer is sent."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from threading import Timer
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pathways.serve.api import answer_api, json_answer, problem
from pathways.serve.explorer import Explorer
from pathways.serve.guard import Guard
from pathways.serve.lane import FullError, Kept, Lane
from pathways.serve.openapi import description
from pathways.serve.pages import AT_ONCE, PAGES, Asked, asked_address, busy_page, page_of, warm_up
from pathways.serve.settings import Settings
from pathways.serve.statics import static_file

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from pathways.serve.answer import Answer

__all__ = ["create_app"]

_LOG = logging.getLogger("pathways.serve")
_LANGUAGES = ("fr", "en")
_RETRY = "2"
#: What takes next to no time is answered at once; the rest in its turn.
_LOOK_UPS = frozenset({"find", "suggest"})
_MEGABYTE = 1_000_000
#: Seconds after which what pages of routes need is loaded: the start page comes first.
_WARMED_AFTER = 0.6


def language_of(request: Request, default: str) -> str:
    """Return the language of a request: `lang` in the address, else what the browser asks for, else the default."""
    if (named := request.query_params.get("lang")) in _LANGUAGES:
        return str(named)
    asked = request.headers.get("accept-language", "")[:200].split(",")
    for tag in sorted(asked, key=_weight, reverse=True):
        if (primary := str(tag).split(";")[0].strip()[:2].lower()) in _LANGUAGES:
            return primary
    return default


def _weight(tag: str) -> float:
    try:
        return float(tag.partition(";q=")[2] or 1)
    except ValueError:
        return 0.0


class _Service:
    """The endpoints."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._explorer = Explorer(settings)
        self._lane = Lane(settings.waiting, settings.patience)
        self._kept = Kept(settings.cache * _MEGABYTE)

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Make ready what the first question would wait for; end the thread at last."""
        later = Timer(_WARMED_AFTER, warm_up, [self._explorer])
        later.daemon = True
        later.start()
        yield
        later.cancel()
        self._lane.close()

    async def page(self, request: Request) -> Response:
        """Answer with a page."""
        asked = self._asked(request)
        return await self._answered(request, asked, lambda: page_of(self._explorer, asked))

    async def api(self, request: Request) -> Response:
        """Answer with JSON."""
        asked, path = self._asked(request), request.path_params["path"]
        headers = {"Access-Control-Allow-Origin": "*"}
        if path == "openapi.json":
            return self._sent(request, json_answer(description(asked.base)), headers)

        def make() -> Answer:
            return answer_api(self._explorer, path, asked.pairs, asked.lang)

        if path in _LOOK_UPS:
            key = (path, asked.pairs)
            if (answer := self._kept.get(key)) is None:
                answer = make()
                self._kept.keep(key, answer)
            return self._sent(request, answer, headers)
        return await self._answered(request, asked, make, headers)

    async def ask(self, request: Request) -> Response:
        """Send a form on to the address of its question."""
        return RedirectResponse(asked_address(self._asked(request)), 303, {"Cache-Control": "no-cache"})

    async def static(self, request: Request) -> Response:
        """Answer with a script, a style sheet, a picture."""
        if (answer := static_file(request.path_params["name"])) is None:
            return self._sent(request, problem(404, "there is no such file"))
        return self._sent(request, answer, {"Cache-Control": "public, max-age=31536000, immutable"})

    async def health(self, request: Request) -> Response:
        """Say that it works."""
        return self._sent(request, json_answer({"status": "ok", "release": self._explorer.release}))

    async def missing(self, request: Request, _error: Exception) -> Response:
        """Say that there is no such page."""
        if request.url.path.startswith(f"{request.scope.get('root_path', '')}/api"):
            return self._sent(request, problem(404, "there is no such address"))
        asked = self._asked(request)._replace(name="missing")
        return self._sent(request, page_of(self._explorer, asked))

    def _asked(self, request: Request) -> Asked:
        path = request.scope["path"].removeprefix(base := request.scope.get("root_path", ""))
        name, _, rest = path.strip("/").partition("/")
        lang = language_of(request, self._settings.lang)
        pairs = tuple(request.query_params.multi_items())
        return Asked(name, rest, pairs, lang, base, named_lang=("lang", lang) in pairs)

    async def _answered(
        self, request: Request, asked: Asked, make: Callable[[], Answer], headers: Mapping[str, str] | None = None
    ) -> Response:
        if (answer := self._kept.get(asked)) is None:
            try:
                answer = make() if asked.name in AT_ONCE else await self._lane.run(make)
            except FullError:
                full = problem(503, "too many questions wait: come back in a moment")
                if asked.name != "api":
                    full = busy_page(asked)
                return self._sent(request, full, {"Retry-After": _RETRY, "Cache-Control": "no-store"})
            if answer.whole:
                self._kept.keep(asked, answer)
        return self._sent(request, answer, headers)

    def _sent(self, request: Request, answer: Answer, headers: Mapping[str, str] | None = None) -> Response:
        own = {"Content-Type": answer.media, "Vary": "Accept-Language, Accept-Encoding", "Cache-Control": "no-cache"}
        own |= answer.headers | dict(headers or {})
        if answer.status == 200:  # noqa: PLR2004 - OK
            own["ETag"] = answer.tag
            if answer.tag in request.headers.get("if-none-match", ""):
                return Response(None, 304, own)
        body = answer.body
        if "gzip" in request.headers.get("accept-encoding", "") and (packed := answer.packed) is not None:
            body, own["Content-Encoding"] = packed, "gzip"
        return Response(body, answer.status, own)


def create_app(settings: Settings | None = None) -> ASGIApp:
    """Return the explorer as an ASGI application.

    Parameters
    ----------
    settings : Settings, optional
        By default those of the environment (`Settings.from_environment`).

    Raises
    ------
    BrokenGraphFileError
        If there is no graph, or it cannot be read.
    QueryError
        If a setting is outside what is allowed.
    """
    settings = settings or Settings.from_environment()
    service = _Service(settings)
    routes = [Route("/", service.page), Route("/ask", service.ask), Route("/health", service.health)]
    routes += [Route(f"/{name}", service.page) for name in PAGES]
    routes += [
        Route("/node/{id:path}", service.page),
        Route("/api/{path:path}", service.api),
        Route("/static/{version}/{name}", service.static),
    ]
    app = Starlette(routes=routes, lifespan=service.lifespan, exception_handlers={404: service.missing})
    return Guard(app, settings.log)
