"""What every request and every answer passes: bounds, headers of security, the log."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["POLICY", "Guard"]

#: Longest path with its question, in bytes.
MOST_ADDRESS = 8_000
#: Only what this server sends runs or is loaded; forms go back to it; no frame holds it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
_LOG = logging.getLogger("pathways.serve")


class Guard:
    """Answers by itself what asks for too much, and adds to every answer what browsers are to hold to.

    Parameters
    ----------
    app : ASGI application
    log : {"path", "none", "query"}
        What is logged of a request.
    """

    def __init__(self, app: ASGIApp, log: str) -> None:
        self._app, self._log = app, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, if it is one that is answered here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        started, status = time.perf_counter(), 500

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in _HEADERS if h[0] not in own)]
            await send(message)

        try:
            if (refused := _refusal(scope)) is not None:
                await _refuse(send_guarded, *refused)
            else:
                await self._app(scope, receive, send_guarded)
        finally:
            self._tell(scope, status, time.perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        if self._log == "none":
            return
        path = scope["path"]
        if self._log == "query" and scope["query_string"]:
            path = f"{path}?{scope['query_string'].decode('ascii', 'replace')}"
        elif self._log == "path":  # what was asked about is none of the log's business
            path = "/".join(path.split("/")[:3])[:40]
            path = path if path.startswith(("/api/", "/static/")) else "/" + path.strip("/").partition("/")[0]
        _LOG.info("%s %s %d %.0f ms", scope["method"], json.dumps(path, ensure_ascii=True)[1:-1], status, seconds * 1e3)


def _refusal(scope: Scope) -> tuple[int, str] | None:
    """Return the status and the reason of a request that is not read any further."""
    if scope["method"] not in {"GET", "HEAD"}:
        return 405, "only GET and HEAD are answered"
    for name, value in scope["headers"]:
        if name == b"transfer-encoding" or (name == b"content-length" and value.strip() not in {b"", b"0"}):
            return 413, "a question stands in the address: send no body"
    if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > MOST_ADDRESS:
        return 414, "the address is too long"
    return None


async def _refuse(send: Send, status: int, reason: str) -> None:
    """Answer without reading on; the connection closes, so that no slow body keeps it."""
    body = json.dumps({"type": "about:blank", "title": reason, "status": status}).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        *([(b"allow", b"GET, HEAD")] if status == 405 else []),  # noqa: PLR2004 - method not allowed
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
