"""What can go wrong, each error with what a person needs to mend the input.

Every error that this package raises on purpose is a `PathwaysError`.  The
command line prints `str(error)` and exits with `error.exit_code`.
"""

from __future__ import annotations

from typing import NamedTuple

#: Name on the Python index: `pathways` there is another project, of energy systems.
DISTRIBUTION = "pathways-fr"

__all__ = [
    "DISTRIBUTION",
    "AmbiguousNameError",
    "BrokenGraphFileError",
    "GraphContractError",
    "LookupFailedError",
    "NoRouteError",
    "OutputError",
    "PathwaysError",
    "QueryError",
    "SourceError",
    "SourceProblem",
    "UnknownNameError",
    "needs",
]


class SourceProblem(NamedTuple):
    """One thing that is wrong in one input, as it is reported to a person.

    Parameters
    ----------
    path : str
        The file, or `archive.zip!member` for a file inside an archive.
    line : int or None
        Line in that file, counted from 1; None where a line has no meaning.
    reason : str
        What is wrong, in one sentence.
    mend : str
        What to do about it, in one sentence; empty where nothing can be said.
    severity : {"error", "warning"}
        An `"error"` leaves the record out; a `"warning"` keeps it.

    Examples
    --------
    >>> print(SourceProblem("a.md", 1, "no title", "start the file with '# '"))
    a.md:1: no title (start the file with '# ')
    """

    path: str
    line: int | None
    reason: str
    mend: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}" + (f" ({self.mend})" if self.mend else "")


def needs(what: str, extra: str) -> str:
    """Return how to install a package that an extra of this one brings.

    Examples
    --------
    >>> needs("pyarrow", "parquet")
    "it needs pyarrow: pip install 'pathways-fr[parquet]'"
    """
    return f"it needs {what}: pip install '{DISTRIBUTION}[{extra}]'"


class PathwaysError(Exception):
    """Base of all errors of this package; `exit_code` is that of the command line."""

    exit_code = 1


class SourceError(PathwaysError):
    """A source cannot be read at all (or, with `strict`, not without problems)."""

    def __init__(self, message: str, problems: tuple[SourceProblem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class GraphContractError(PathwaysError):
    """A graph does not keep the contract; `findings` lists each breach."""

    def __init__(self, message: str, findings: tuple[str, ...] = ()) -> None:
        super().__init__("\n".join((message, *(f"  {f}" for f in findings[:20]))))
        self.findings = findings


class BrokenGraphFileError(PathwaysError):
    """A graph file is cut, damaged, foreign, or of another format version."""


class QueryError(PathwaysError, ValueError):
    """An argument of a query is outside what is allowed."""

    exit_code = 2


class OutputError(PathwaysError):
    """A result cannot be written where it was asked for."""


class LookupFailedError(PathwaysError):
    """A name did not lead to one node; `suggestions` are labels to offer."""

    exit_code = 3

    def __init__(self, message: str, text: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.text = text
        self.suggestions = suggestions
        for suggestion in suggestions:
            self.add_note(f"  {suggestion}")


class UnknownNameError(LookupFailedError):
    """Nothing of that name is known."""


class AmbiguousNameError(LookupFailedError):
    """Several things of that name are known and none is clearly meant."""


class NoRouteError(PathwaysError):
    """No route leads from the source to the target under the constraints."""

    exit_code = 4
