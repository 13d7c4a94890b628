"""`pathways serve`: an explorer in the browser."""

from __future__ import annotations

import os
import socket
import sys
from threading import Timer
from typing import Any

import click

from pathways.cli.common import graph_option, lang_option, say
from pathways.errors import DISTRIBUTION, OutputError, PathwaysError

_SAYS = {
    "fr": {
        "at": "L’explorateur est à {} (Ctrl-C pour l’arrêter).",
        "taken": "le port {} de {} est déjà pris : essayez --port {}",
        "closed": "{} port {} : {}",
        "extra": "`pathways serve` demande un complément : pip install '{}[serve]'",
    },
    "en": {
        "at": "The explorer is at {} (Ctrl-C stops it).",
        "taken": "port {} of {} is taken: try --port {}",
        "closed": "{} port {}: {}",
        "extra": "`pathways serve` needs an extra: pip install '{}[serve]'",
    },
}


def _listen(host: str, port: int, says: dict[str, str]) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    OutputError
        If the port is taken, or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        import errno  # noqa: PLC0415 - where something is wrong

        if error.errno == errno.EADDRINUSE:
            raise OutputError(says["taken"].format(port, host, port + 1)) from error
        raise OutputError(says["closed"].format(host, port, error.strerror or error)) from error


def _uvicorn(says: dict[str, str]) -> Any:  # noqa: ANN401 - a module that may be absent
    try:
        import starlette  # noqa: F401, PLC0415 - an extra
        import uvicorn  # noqa: PLC0415 - the same
    except ImportError as error:
        raise PathwaysError(says["extra"].format(DISTRIBUTION)) from error
    return uvicorn


def _open_soon(url: str) -> None:
    """Open the browser once the server answers; where there is none, nothing happens."""
    import webbrowser  # noqa: PLC0415 - --no-open does without

    timer = Timer(0.7, lambda: webbrowser.open(url))
    timer.daemon = True
    timer.start()


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen: this machine alone by default.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any free one.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes, one a core.")
@click.option("--open/--no-open", "browse", default=True, help="Open the browser, where there is a screen.")
@lang_option
@graph_option
def command(*, host: str, port: int, workers: int, browse: bool, lang: str, graph: str | None) -> None:
    """Answer questions in the browser, and as JSON for other programs.

    Pages for counsellors and families, an API at /api/; nothing leaves this machine.  Behind a proxy, any
    ASGI server runs `pathways.serve:app`; its settings are variables PATHWAYS_SERVE_... (docs/serve.md).
    """
    says = _SAYS[lang]
    uvicorn = _uvicorn(says)
    from pathways.graph.store import ENVIRONMENT, open_store  # noqa: PLC0415 - --help needs none of it

    if graph:
        os.environ[ENVIRONMENT] = graph  # for the workers too
    os.environ.setdefault("PATHWAYS_SERVE_LANG", lang)
    app: Any = HOW["app"]
    if workers > 1:
        open_store()  # a graph that cannot be read is said here, before anything listens
    else:
        from pathways.serve import create_app  # noqa: PLC0415 - the same

        app = create_app()
    listening = _listen(host, port, says)
    shown = f"[{host}]" if ":" in host else {"0.0.0.0": "127.0.0.1"}.get(host, host)  # noqa: S104 - compared only
    url = f"http://{shown}:{listening.getsockname()[1]}/"
    say(says["at"].format(url))
    if browse and sys.stdout.isatty():
        _open_soon(url)
    if workers > 1:
        listening.close()  # the process that minds the workers opens it again
        uvicorn.run(**HOW, host=host, port=int(url.rstrip("/").rpartition(":")[2]), workers=workers)
    else:
        uvicorn.Server(uvicorn.Config(**{**HOW, "app": app})).run(sockets=[listening])


#: What happens goes to stderr: requests without their question, errors in full.
_LOG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "pathways.serve": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
#: How uvicorn is run: it logs no request of its own (theirs hold the question), and is full at some point.
HOW: dict[str, Any] = {
    "app": "pathways.serve:app",
    "log_config": _LOG,
    "access_log": False,
    "server_header": False,
    "timeout_keep_alive": 10,
    "limit_concurrency": 512,
    "h11_max_incomplete_event_size": 16_384,
}
