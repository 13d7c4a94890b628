"""Scripts and styles: those of the pages that `pathways export` writes, and what stands around them here."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from pathways.render.html.page import shared_files
from pathways.serve.answer import Answer

__all__ = ["static_file", "static_version"]

_MEDIA = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
_OWN = ("serve.css", "serve.js", "icon.svg")


@cache
def _files() -> dict[str, Answer]:
    texts = shared_files() | {name: files(__package__).joinpath("static", name).read_text("utf-8") for name in _OWN}
    return {name: Answer(text.encode(), media=_MEDIA[name.rpartition(".")[2]]) for name, text in texts.items()}


@cache
def static_version() -> str:
    """Return what changes when one of the files does: a part of their addresses, so that browsers may keep them."""
    return hashlib.sha256("".join(answer.tag for answer in _files().values()).encode()).hexdigest()[:12]


def static_file(name: str) -> Answer | None:
    """Return a file by its name, None where there is none."""
    return _files().get(name)
