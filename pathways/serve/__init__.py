"""An explorer in the browser, and the same answers as JSON: `pathways serve`.

`app` is an ASGI application for any server (`uvicorn pathways.serve:app`); `create_app` makes one with
settings of your own.  Both need `pip install 'pathways-fr[serve]'`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from pathways.serve.app import create_app

    app: Starlette

__all__ = ["Settings", "app", "create_app"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in {"app", "create_app"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pathways.serve.app import create_app  # noqa: PLC0415 - Starlette is loaded by who serves

    globals()["create_app"] = create_app
    if name == "create_app":
        return create_app
    globals()["app"] = made = create_app()
    return made
