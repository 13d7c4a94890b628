"""The rows of a batch, read one by one: CSV or JSON Lines."""

from __future__ import annotations

import csv
import json
from typing import IO, TYPE_CHECKING, Any

from pathways.errors import SourceError, SourceProblem
from pathways.routing.options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_rows"]

#: Characters of a row, at most: a person's row has hundreds.
_MOST_CHARACTERS = 1 << 20
_FLAGS = {"true": True, "false": False}


def _refused(path: str, line: int, reason: str, mend: str) -> SourceError:
    problem = SourceProblem(path, line, reason, mend)
    return SourceError(str(problem), (problem,))


def _unread(path: str, line: int, reason: str) -> dict[str, Any]:
    return {"unread": f"{path}:{line}: {reason}"}


def _json_rows(path: str, stream: IO[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        if len(line) > _MOST_CHARACTERS:
            yield _unread(path, number, f"a row of more than {_MOST_CHARACTERS >> 20} MB")
            continue
        try:
            row = json.loads(line)
        except RecursionError:
            yield _unread(path, number, "lists within lists, too deep to be read")
            continue
        except ValueError as error:
            raise _refused(path, number, f"no JSON ({error})", "write one object a line") from None
        if not isinstance(row, dict):
            raise _refused(path, number, "no JSON object", 'write {"from": ..., "to": ...}')
        yield {"unread": "unknown option unread"} if "unread" in row else row


def _csv_rows(path: str, stream: IO[str]) -> Iterator[dict[str, Any]]:
    first = stream.readline(_MOST_CHARACTERS)
    stream.seek(0)
    before = csv.field_size_limit(_MOST_CHARACTERS)
    reader = csv.reader(stream, delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        columns = [name.strip().lower().replace("-", "_") for name in next(reader, [])]
        if not {"from", "to"} <= set(columns):
            raise _refused(path, 1, "no columns from and to", "start the file with a line from,to")
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except csv.Error as error:
                yield _unread(path, line, f"the row cannot be read: {error}")
                continue
            except StopIteration:
                return
            if any(cells):
                named = zip(columns, map(str.strip, cells), strict=False)
                yield {name: _option(name, cell) for name, cell in named if name in _COLUMNS and cell}
    finally:
        csv.field_size_limit(before)


_COLUMNS = frozenset({"from", "to", *OPTIONS})


def _option(name: str, cell: str) -> Any:  # noqa: ANN401 - what JSON would hold in its place
    """Return the value of a cell: true and false are flags, names are parted by "|"."""
    if name in {"via", "avoid", "pareto"} and "|" in cell:
        return [part.strip() for part in cell.split("|")]
    return _FLAGS.get(cell.lower(), cell)


def read_rows(path: str) -> Iterator[dict[str, Any]]:
    """Read the pairs of a batch, one by one.

    Parameters
    ----------
    path : str
        CSV (comma or semicolon) with columns from and to, and columns of options by their names; or JSON Lines;
        told apart by content.  Other columns of a CSV are passed over.

    Yields
    ------
    dict
        As `route_many` takes them; {"unread": reason} for a row that is too large, or too deep, to be read.

    Raises
    ------
    SourceError
        With the file and the line: it cannot be read, is not UTF-8, lacks the columns, or a line is no
        JSON object.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123 - a path as given
            start = stream.read(4096).lstrip()
            stream.seek(0)
            yield from (_json_rows if start.startswith(("{", "[")) else _csv_rows)(path, stream)
    except UnicodeDecodeError:
        raise _refused(path, 1, "not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror or error})") from error
