"""What whoever runs the explorer may set: by the environment, so that any ASGI server can start it."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from pathways.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PREFIX", "Settings"]

#: Start of the names of the environment variables.
PREFIX = "PATHWAYS_SERVE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the explorer works.

    Parameters
    ----------
    graph : str, optional
        The graph file; by default `PATHWAYS_GRAPH`, else the graph that ships.
    lang : {"fr", "en"}
        The language of who names none.
    seconds : float
        How long one search may take; what is found by then is given, and said to be partial.
    waiting : int
        How many questions may wait for their turn; who comes then is told to come back (503).
    patience : float
        Seconds that a question may wait for its turn.
    cache : int
        Megabytes of answers that are kept for who asks the same.
    log : {"path", "none", "query"}
        What the log tells of a request: its path, nothing, or the question too (personal data: off by default).

    Raises
    ------
    QueryError
        If a value is outside what is allowed.
    """

    graph: str | None = None
    lang: str = "fr"
    seconds: float = 2.0
    waiting: int = 64
    patience: float = 5.0
    cache: int = 32
    log: str = "path"

    def __post_init__(self) -> None:
        allowed = {"lang": ("fr", "en"), "log": ("path", "none", "query")}
        for name, values in allowed.items():
            if getattr(self, name) not in values:
                raise QueryError(f"{name} is {getattr(self, name)!r}, not one of {', '.join(values)}")
        for name, least in (("seconds", 0.05), ("waiting", 1), ("patience", 0.05), ("cache", 0)):
            if not getattr(self, name) >= least:
                raise QueryError(f"{name} is {getattr(self, name)!r}, not a number from {least} on")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Return the settings of `PATHWAYS_SERVE_LANG`, `PATHWAYS_SERVE_SECONDS` ...; the default where one is not set.

        Raises
        ------
        QueryError
            If a value is outside what is allowed; the message names the variable.

        Examples
        --------
        >>> Settings.from_environment({"PATHWAYS_SERVE_WAITING": "8"}).waiting
        8
        """
        env = os.environ if environment is None else environment
        given: dict[str, str | float] = {}
        for field in fields(cls):
            if (text := env.get(name := f"{PREFIX}{field.name.upper()}", "").strip()) == "":
                continue
            read = {"int": int, "float": float}.get(str(field.type), str)
            try:
                given[field.name] = read(text)
            except ValueError:
                raise QueryError(f"{name} is {text!r}, not a number") from None
        return cls(**given)  # type: ignore[arg-type]  # read by the type of each field
