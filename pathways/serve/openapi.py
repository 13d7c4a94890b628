"""The API in OpenAPI 3.1, made of the same tables that read its parameters."""

from __future__ import annotations

from typing import Any


def description(base: str) -> dict[str, Any]:
    """Return the description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "pathways", "version": "1"},
        "servers": [{"url": base or "/"}],
        "paths": {},
    }
