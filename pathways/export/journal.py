"""The journal of a batch: answers so far, whole lines with checksums, held by one process."""

from __future__ import annotations

import json
import os
import platform
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pathways.errors import OutputError
from pathways.files import lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Journal", "json_line"]


class Journal:
    """Answers so far, a line each: the CRC-32 of its JSON in hexadecimal digits, a blank, the JSON.

    The first line says of which question, and who holds the file: a lock of the system's, gone with its process.

    Attributes
    ----------
    rows : int
        Rows that were answered before.
    """

    def __init__(self, path: Path, question: str) -> None:
        self.path = path
        try:
            self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b")
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
        try:
            self.rows = self._take(question)
        except BaseException:
            self._file.close()
            raise

    def _take(self, question: str) -> int:
        held = lock(self._file)
        first = self._file.readline()
        before: dict[str, Any] = {}
        with suppress(ValueError, TypeError):
            before = dict(json.loads(first))
        if not held or not self._is_there():
            by = str(before.get("held by", "")).strip() or "another process"
            raise OutputError(f"{self.path} is being written by {by}: wait for it, or name another output")
        if first and before.get("question") != question:
            raise OutputError(f"{self.path} is of another batch: remove it, or name another output")
        me = f"process {os.getpid()} on {platform.node()}"[:80].ljust(80)
        self._file.seek(0)
        self._file.write(json.dumps({"question": question, "held by": me}).encode() + b"\n")
        rows, end = 0, self._file.tell()
        for line in self._file:
            if not _is_whole(line):
                break  # cut while it was written, or damaged since: answered again from here on
            rows, end = rows + 1, end + len(line)
        self._file.seek(end)
        self._file.truncate()
        return rows

    def _is_there(self) -> bool:
        """Tell whether the file still has its name: who held it may have been done with it since it was opened."""
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(self._file.fileno()), self.path.stat())
        return False

    def add(self, values: dict[str, Any]) -> None:
        """Append the answer to a row."""
        text = json_line(values).encode("utf-8", "backslashreplace")
        self._file.write(b"%08x %b" % (zlib.crc32(text), text))

    def save(self) -> None:
        """Write it to disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def lines(self) -> Iterator[str]:
        """Yield the JSON of each answer, as a line."""
        self._file.seek(0)
        next(self._file)
        for line in self._file:
            if not _is_whole(line):
                raise OutputError(f"{self.path} was changed while it was in use: start the batch again")
            yield line[9:].decode()

    def drop_empty(self) -> None:
        """Let go of it, and remove it where it holds no answer."""
        if self.rows:
            self.close()
        else:
            self.remove()

    def remove(self) -> None:
        """Remove it, and let go of it: in this order, where a system can, so that nobody takes it in between."""
        if os.name == "nt":
            self.close()
        self.path.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Let go of it."""
        with suppress(OSError):  # a full disk has said so before
            self._file.close()


def _is_whole(line: bytes) -> bool:
    return line.endswith(b"\n") and line[:9] == b"%08x " % zlib.crc32(line[9:])


def json_line(values: dict[str, Any]) -> str:
    """Return values as a line of JSON."""
    return json.dumps(values, ensure_ascii=False) + "\n"
