"""The explorer on a port of this machine, in a thread, as `pathways serve` runs it."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager

import uvicorn

from pathways.cli.serve import HOW
from pathways.serve import create_app


@contextmanager
def served(settings):
    """Yield the port at which an explorer of these settings answers."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=512)
    server = uvicorn.Server(uvicorn.Config(**{**HOW, "app": create_app(settings), "log_config": None}))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


def answer_to(port: int, request: bytes, *, patience: float = 20) -> bytes:
    """Send bytes, return all that comes back until the other side closes, or is silent after an answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as one:
        parts = []
        try:
            one.sendall(request)
            while part := one.recv(65_536):
                parts.append(part)
                if b"\r\n\r\n" in request and b"onnection: close" not in request:
                    one.settimeout(0.5)
        except (ConnectionError, TimeoutError):
            pass
        return b"".join(parts)
