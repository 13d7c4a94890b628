"""Requests as nobody should send them, by seed; each as the bytes that go over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    import random

TEXTS = (
    "3e",
    "plombier",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "\u202e\u2067\u200f",
    "\u0000",
    "\ufeff\ufffd\uffff",
    "🧑‍🔧👩🏽‍🚀",
    "é" * 150,
    "x" * 5000,
    "a " * 99,
    "(" * 100,
    "FOR." + "9" * 80,
    "MET.266",
    "classe:3e",
    "niveau:bac+2",
    "-1",
    "1e309",
    "nan",
    "٣",
    "%",
    "%zz%",
    "",
    " ",
)
PARAMETERS = [
    "from",
    "to",
    "to_type",
    "to_level",
    "to_domain",
    "k",
    "prefer",
    "via",
    "avoid",
    "max_years",
    "max_steps",
    "apprenticeship",
    "basis",
]
PARAMETERS += [
    "within_field",
    "open_only",
    "max_level",
    "all",
    "diverse",
    "pareto",
    "years",
    "kind",
    "level",
    "domain",
    "lang",
    "q",
    "limit",
    "item",
]
PATHS = [
    "/",
    "/route",
    "/reach",
    "/lead",
    "/compare",
    "/selection",
    "/sheet",
    "/about",
    "/ask",
    "/health",
    "/node/",
    "/node/MET.266",
    "/node/FOR.0",
]
PATHS += [
    "/api/route",
    "/api/reach",
    "/api/lead",
    "/api/compare",
    "/api/find",
    "/api/suggest",
    "/api/node/MET.266",
    "/api/",
    "/api",
]
PATHS += [
    "/static/x/page.js",
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "//route",
    "/route/",
    "/%00",
    "/%ff%fe",
    "/.",
    "/.env",
    "/nope",
]


def request(draw: random.Random) -> bytes:
    """Return one request: most are a question of odd values, some break the protocol."""
    if draw.random() < 0.12:
        return draw.choice(BROKEN)
    path = draw.choice(PATHS)
    pairs = []
    for _ in range(draw.choice((0, 1, 2, 3, 3, 8, 60))):
        name = draw.choice(PARAMETERS) if draw.random() < 0.95 else draw.choice(TEXTS)
        text = draw.choice(TEXTS)
        text = "".join(draw.choice(text) for _ in range(len(text))) if text and draw.random() < 0.1 else text
        encoded = text.encode("utf-8", "surrogatepass")
        if draw.random() < 0.1:
            encoded += bytes([draw.randrange(128, 256)])
        pairs.append(f"{quote(name)}={quote(encoded, safe='/:' if draw.random() < 0.5 else '')}")
    query = draw.choice(("&", "&", "&", ";", "&&")).join(pairs)
    method = draw.choice(("GET",) * 12 + ("HEAD", "POST", "PUT", "OPTIONS", "TRACE", "FOO"))
    headers = ["Host: localhost", "Connection: close"]
    headers += draw.sample(HEADERS, draw.choice((0, 0, 1, 3)))
    return (
        f"{method} {path}{'?' if query else ''}{query} HTTP/1.1\r\n".encode()
        + "\r\n".join(headers).encode("latin-1", "replace")
        + b"\r\n\r\n"
    )


HEADERS = (
    "Accept-Language: " + "en;q=0.5," * 400,
    "Accept-Language: fr;q=x, \x01, ;;;",
    "Accept-Encoding: gzip, deflate, br, zstd, " + "a," * 500,
    "If-None-Match: " + '"' * 900,
    "Content-Length: 0",
    "X-Forwarded-For: 1.2.3.4\t<script>",
    "Range: bytes=0-1,5-" + "9" * 50,
    "Cookie: " + "a=b;" * 900,
    "Upgrade: websocket",
    "Host: evil.example",
    "Content-Type: application/x-www-form-urlencoded; charset=utf-7",
)

BROKEN = (
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 40,
    b"GET /\x00\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"b" * 70_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 3000 + b"\r\n",
    b"POST /route HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\nabc",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nffffffff\r\nabc",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    (
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\n"
        b"Sec-WebSocket-Version: 13\r\n\r\n"
    ),
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)
