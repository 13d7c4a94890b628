"""A batch from file to file, in order, resumable: CSV or JSON Lines in, CSV or JSON Lines out.

While it runs, answers are appended to a journal beside the output (`OUT.part`), a line a row with its checksum; when
all are there the output is written whole and the journal goes.  A run that is stopped leaves the journal, and the
same question goes on after its last whole line; a journal of another question is refused, and so is one that
another process holds.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Generator, Iterator, Mapping
from itertools import chain, islice, repeat
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pathways.errors import OutputError
from pathways.export.batch_rows import read_rows
from pathways.export.journal import Journal, json_line
from pathways.export.rows import BATCH_COLUMNS, answered_csv, answered_values
from pathways.export.sheets import csv_text
from pathways.files import check_target, is_stream, write_file
from pathways.routing.batch import route_many

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pathways.graph.store import Store
    from pathways.routing.batch import Answered

__all__ = ["BatchRun", "run_batch"]


class BatchRun(Iterator[bool]):
    """A batch under way: each item is whether a row failed.

    Attributes
    ----------
    total : int
        Rows of the input.
    resumed : int
        Rows that an earlier run had answered.
    """

    def __init__(self, rows: Generator[bool], total: int, resumed: int = 0, journal: Journal | None = None) -> None:
        self._rows = rows
        self._journal = journal
        self.total = total
        self.resumed = resumed

    def __next__(self) -> bool:
        return next(self._rows)

    def close(self) -> None:
        """Stop: what is answered stays in the journal."""
        self._rows.close()
        if self._journal is not None:
            self._journal.close()  # rows that were not begun leave it open


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
    defaults = dict(defaults or {})
    if output is None or is_stream(output):
        answers = route_many(store, read_rows(path), defaults=defaults, executor=executor)
        return BatchRun(_to_stream(answers, output, format), total)
    journal = Journal(Path(f"{output}.part"), _question(store, path, defaults))
    try:
        check_target(output, force=force)  # by who holds the journal: nobody else can be about to write it
    except OutputError:
        journal.drop_empty()
        raise
    rows = islice(read_rows(path), journal.rows, None)
    answers = route_many(store, rows, defaults=defaults, executor=executor)
    return BatchRun(_to_file(answers, journal, Path(output), format), total, journal.rows, journal)


def _question(store: Store, path: str, defaults: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(json.dumps(dict(defaults), sort_keys=True).encode())
    for name in (path, store.path):
        digest.update(hashlib.sha256(Path(name).read_bytes()).digest())
    return digest.hexdigest()


def _to_stream(answers: Iterator[Answered], output: str | None, format_: str) -> Generator[bool]:
    stream: IO[str] = sys.stdout
    if output is not None:
        stream = Path(output).open("w", encoding="utf-8", errors="backslashreplace", newline="")  # noqa: SIM115 - closed below
    try:
        if format_ == "csv":
            stream.write(csv_text([BATCH_COLUMNS]))
        for answered in answers:
            values = answered_values(answered)
            stream.write(csv_text(answered_csv(values)) if format_ == "csv" else json_line(values))
            yield bool(answered.error)
        stream.flush()
    finally:
        if output is not None:
            stream.close()


def _to_file(answers: Iterator[Answered], journal: Journal, output: Path, format_: str) -> Generator[bool]:
    try:
        yield from repeat(False, journal.rows)  # noqa: FBT003 - it stands for a row
        for answered in answers:
            journal.add(answered_values(answered))
            yield bool(answered.error)
        journal.save()
        rows = (csv_text(answered_csv(json.loads(line))) for line in journal.lines())
        header = csv_text([BATCH_COLUMNS])
        write_file(output, journal.lines() if format_ == "jsonl" else chain([header], rows), force=True)
        journal.remove()
    except OSError as error:
        raise OutputError(f"{journal.path}: cannot be written ({error.strerror or error})") from error
    finally:
        journal.close()
