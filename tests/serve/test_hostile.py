"""Requests that nobody should send, over a real port: no error of ours, no hang, and others are served meanwhile."""

from __future__ import annotations

import asyncio
import random
import socket
import threading
import time

import pytest

from pathways.serve import Settings
from pathways.serve.answer import Answer
from pathways.serve.guard import POLICY
from pathways.serve.lane import FullError, Kept, Lane
from tests.serve.hostile import request
from tests.serve.serving import answer_to, served


@pytest.fixture(scope="module")
def port(toy_file):
    with served(Settings(graph=toy_file, log="none")) as opened:
        yield opened


def status_of(answer):
    return int(answer.split(b" ", 2)[1])


def test_no_hostile_request_makes_an_error(port):
    draw = random.Random(18)  # noqa: S311 - a seed, no secret
    for _ in range(300):
        sent = request(draw)
        answer = answer_to(port, sent)
        if answer:
            assert status_of(answer) < 500 or status_of(answer) == 503, sent[:300]
            assert b"Traceback" not in answer
            assert b"<script>alert" not in answer, "what was asked is not answered as markup"
    assert status_of(answer_to(port, b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) == 200


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST /route HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", 405),
        (b"GET /route HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\nabc", 413),
        (b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", 413),
        (b"GET /route?from=" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /static/../app.py HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
        (b"GET /static/1/..%2fapp.py HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
    ],
)
def test_what_is_too_much_is_refused(port, sent, status):
    assert status_of(answer_to(port, sent)) == status


def test_a_slow_body_is_not_waited_for(port):
    """Whoever announces a body is answered at once, and the connection is closed under the drip."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as one:
        one.sendall(b"POST /route HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        started, closed = time.monotonic(), False
        assert status_of(one.recv(65_536)) == 405
        while time.monotonic() - started < 10 and not closed:
            try:
                one.sendall(b"a")
                one.settimeout(0.1)
                closed = one.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                closed = True
        assert closed


def test_silent_connections_keep_nobody_out(port):
    silent = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(100)]
    try:
        for one in silent:
            one.sendall(b"GET /route?from=3e HTTP/1.1\r\nHost: x\r\nX-Sl")
        assert status_of(answer_to(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) == 200
    finally:
        for one in silent:
            one.close()


@pytest.mark.parametrize("address", ["/", "/route?from=3e&to=plombier", "/nope", "/api/route", "/static/1/serve.js"])
def test_every_answer_carries_the_headers_of_security(client, address):
    headers = client.get(address).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def test_pages_hold_no_inline_script_or_style(client):
    for address in (
        "/",
        "/route?from=3e&to=plombier",
        "/reach?from=3e",
        "/node/FOR.7017",
        "/compare?from=3e&to=a&to=b",
    ):
        text = client.get(address).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick" not in text
        scripts = [part.split(">")[0] for part in text.split("<script")[1:]]
        assert all("src=" in script or 'type="application/json"' in script for script in scripts)


def test_the_log_tells_no_question(client, caplog):
    caplog.set_level("INFO", "pathways.serve")
    client.get("/route?from=3e&to=plombier")
    client.get("/node/MET.266")
    client.get("/api/node/MET.266?lang=fr")
    told = [record.getMessage().rsplit(" ", 2)[0] for record in caplog.records if record.name == "pathways.serve"]
    assert told == ["GET /route 200", "GET /node 200", "GET /api/node 200"]


def test_who_comes_to_a_full_queue_is_told_to_come_back(opened, monkeypatch):
    async def full(_lane, _work):
        raise FullError

    client = opened()
    monkeypatch.setattr(Lane, "run", full)
    for address, media in (("/route?from=3e&to=plombier", "text/html"), ("/api/reach?from=3e", "application/problem")):
        answer = client.get(address)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert answer.headers["content-type"].startswith(media)
    assert client.get("/").status_code == 200
    assert client.get("/api/suggest?q=plom").status_code == 200


def test_questions_have_their_turn_one_after_the_other():
    async def ask():
        lane = Lane(waiting=2, patience=10)
        done = []
        begun = threading.Event()

        def slow():
            begun.wait(5)
            done.append("slow")

        first = asyncio.create_task(lane.run(slow))
        second = asyncio.create_task(lane.run(lambda: done.append("quick")))
        await asyncio.sleep(0.01)
        with pytest.raises(FullError):
            await lane.run(lambda: done.append("one too many"))
        begun.set()
        await asyncio.gather(first, second)
        lane.close()
        return done

    assert asyncio.run(ask()) == ["slow", "quick"]


def test_who_has_waited_too_long_is_not_searched_for():
    async def ask():
        lane = Lane(waiting=5, patience=0.05)
        first = asyncio.create_task(lane.run(lambda: time.sleep(0.2)))
        await asyncio.sleep(0.01)
        with pytest.raises(FullError):
            await lane.run(lambda: pytest.fail("searched for nobody"))
        await first
        lane.close()

    asyncio.run(ask())


def test_what_is_kept_stays_within_its_bound():
    kept = Kept(10_000)
    for number in range(100):
        kept.keep(number, Answer(b"x" * 1000))
    held = [number for number in range(100) if kept.get(number)]
    assert 0 < len(held) * 1000 <= 10_000
    assert held[-1] == 99
    kept.get(held[0])
    kept.keep("new", Answer(b"x" * 1000))
    assert kept.get(held[0]) is not None, "what was asked for last stays"
    kept.keep("large", Answer(b"x" * 9000))
    assert kept.get("large") is None, "one answer does not push out all others"


def test_an_answer_is_kept_tagged_and_packed(client):
    plain = client.get("/route?from=3e&to=plombier", headers={"accept-encoding": "identity"})
    packed = client.get("/route?from=3e&to=plombier", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    again = client.get("/route?from=3e&to=plombier", headers={"if-none-match": plain.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
