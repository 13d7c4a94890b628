"""A batch from file to file, in order, resumable: CSV or JSON Lines in, CSV or JSON Lines out.

While it runs, answers go to a journal beside the output (`OUT.part`), line by line; when all are
there the output is written whole and the journal goes.  A run that is stopped leaves the journal, and
the same question goes on from it; a journal of another question is refused.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sys
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pathways.errors import OutputError, SourceError, SourceProblem
from pathways.export.rows import BATCH_COLUMNS, answered_csv, answered_values
from pathways.routing.batch import route_many

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

    from pathways.graph.store import Store

__all__ = ["BatchRun", "read_rows", "run_batch"]


def _refused(path: str, line: int, reason: str, mend: str) -> SourceError:
    problem = SourceProblem(path, line, reason, mend)
    return SourceError(str(problem), (problem,))


def _json_rows(path: str, stream: IO[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise _refused(path, number, f"no JSON ({error})", "write one object a line") from None
        if not isinstance(row, dict):
            raise _refused(path, number, "no JSON object", 'write {"from": ..., "to": ...}')
        yield row


def _csv_rows(path: str, stream: IO[str]) -> Iterator[dict[str, Any]]:
    first = stream.readline()
    stream.seek(0)
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(stream, delimiter=delimiter)
    columns = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    if not {"from", "to"} <= set(columns):
        raise _refused(path, 1, "no columns from and to", "start the file with a line from,to")
    reader.fieldnames = columns
    for row in reader:
        yield {"from": (row["from"] or "").strip(), "to": (row["to"] or "").strip()}


def read_rows(path: str) -> Iterator[dict[str, Any]]:
    """Read the pairs of a batch, one by one.

    Parameters
    ----------
    path : str
        CSV (comma or semicolon) with columns from and to, or JSON Lines; told apart by content.

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


class BatchRun(Iterator[bool]):
    """A batch under way: each item is whether a row failed.

    Attributes
    ----------
    total : int
        Rows of the input.
    resumed : int
        Rows that an earlier run had answered.
    """

    def __init__(self, rows: Generator[bool], total: int, resumed: int) -> None:
        self._rows = rows
        self.total = total
        self.resumed = resumed

    def __next__(self) -> bool:
        return next(self._rows)

    def close(self) -> None:
        """Stop: what is answered stays in the journal."""
        self._rows.close()


def run_batch(
    store: Store,
    path: str,
    output: str | None,
    format: str = "jsonl",  # noqa: A002 - the option's own name
    *,
    defaults: Mapping[str, Any] | None = None,
    executor: Executor | None = None,
    force: bool = False,
) -> BatchRun:
    """Answer the pairs of a file.

    Parameters
    ----------
    store : Store
    path : str
        As `read_rows`.
    output : str or None
        The file to write; None for standard output, which cannot be resumed.
    format : {"jsonl", "csv"}
        JSON Lines has a row a pair, CSV a row a route.
    defaults, executor
        As `route_many`.
    force : bool
        Write over a file that exists.

    Returns
    -------
    BatchRun
        Nothing is answered before it is iterated; at its end the output stands whole.

    Raises
    ------
    SourceError
        As `read_rows`, before anything is answered.
    OutputError
        If the output exists (without `force`), cannot be written, or its journal is of another question.
    """
    total = sum(1 for _ in read_rows(path))
    if output is None:
        return BatchRun(_to_stream(store, path, sys.stdout, format, dict(defaults or {}), executor), total, 0)
    if not force and Path(output).exists():
        raise OutputError(f"{output} exists and is kept: name another file, or write over it with --force")
    journal = Path(f"{output}.part")
    question = _question(store, path, defaults or {})
    resumed = _resume(journal, question)
    rows = _to_file(store, path, (journal, Path(output)), format, dict(defaults or {}), executor, resumed)
    return BatchRun(rows, total, resumed)


def _question(store: Store, path: str, defaults: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(json.dumps(dict(defaults), sort_keys=True).encode())
    for name in (path, store.path):
        digest.update(hashlib.sha256(Path(name).read_bytes()).digest())
    return digest.hexdigest()


def _resume(journal: Path, question: str) -> int:
    """Make the journal ready to go on, and return how many rows it has answered."""
    if not journal.exists():
        try:
            journal.write_text(json.dumps({"question": question}) + "\n", encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{journal}: cannot be written ({error.strerror or error})") from error
        return 0
    with journal.open("r+b") as stream:
        first = stream.readline()
        try:
            same = json.loads(first)["question"] == question
        except (ValueError, KeyError, TypeError):
            same = False
        if not same:
            raise OutputError(f"{journal} is of another batch: remove it, or name another output")
        count, end = 0, stream.tell()
        for line in stream:
            if not line.endswith(b"\n"):
                break  # cut while it was written
            count, end = count + 1, end + len(line)
        stream.truncate(end)
    return count


def _to_stream(
    store: Store, path: str, stream: IO[str], format_: str, defaults: dict[str, Any], executor: Executor | None
) -> Generator[bool]:
    writer = csv.writer(stream, lineterminator="\n")
    if format_ == "csv":
        writer.writerow(BATCH_COLUMNS)
    for answered in route_many(store, read_rows(path), defaults=defaults, executor=executor):
        values = answered_values(answered)
        if format_ == "csv":
            writer.writerows(answered_csv(values))
        else:
            stream.write(json.dumps(values, ensure_ascii=False) + "\n")
        yield bool(answered.error)


def _to_file(
    store: Store,
    path: str,
    places: tuple[Path, Path],
    format_: str,
    defaults: dict[str, Any],
    executor: Executor | None,
    resumed: int,
) -> Generator[bool]:
    journal, output = places
    rows = islice(read_rows(path), resumed, None)
    with journal.open("a", encoding="utf-8") as stream:
        for _ in range(resumed):
            yield False
        for answered in route_many(store, rows, defaults=defaults, executor=executor):
            stream.write(json.dumps(answered_values(answered), ensure_ascii=False) + "\n")
            yield bool(answered.error)
        stream.flush()
        os.fsync(stream.fileno())
    _finish(journal, output, format_)


def _finish(journal: Path, output: Path, format_: str) -> None:
    """Write the output from the journal, whole or not at all, however long it is."""
    temporary = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with journal.open(encoding="utf-8") as lines, temporary.open("x", encoding="utf-8", newline="") as stream:
            next(lines)
            if format_ == "csv":
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(BATCH_COLUMNS)
                for line in lines:
                    writer.writerows(answered_csv(json.loads(line)))
            else:
                stream.writelines(lines)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(output)
        journal.unlink()
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror or error})") from error
    finally:
        temporary.unlink(missing_ok=True)
