"""The file that holds a graph: a header and sections that are read one by one.

Layout, all integers little-endian:

- `MAGIC`, 13 bytes; format version, length of the header, CRC-32 of the header (3 x uint32);
- the header, JSON in UTF-8: ``{"meta": {...}, "sections": [[name, offset, length, crc, size], ...]}``,
  offsets counted from the end of the header;
- the sections, each plain (``size`` 0) or a zlib stream of ``size`` bytes unpacked.

Nothing in it is executed when it is read (no pickle, no marshal): a foreign file can at worst be refused.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from typing import TYPE_CHECKING, Any

from pathways.errors import BrokenGraphFileError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["FORMAT", "MAGIC", "Container", "write_container"]

MAGIC = b"\x89pathways\r\n\x1a\n"
#: Version of the layout; a reader refuses any other.
FORMAT = 3
_HEAD = struct.Struct("<III")
#: A section is packed where that leaves less than this part of it: unpacking takes time at every start.
_WORTH_PACKING = 0.4
_MEND = "build it again with `pathways build`, or fetch it again"


def write_container(
    path: str | os.PathLike[str],
    meta: Mapping[str, Any],
    sections: Mapping[str, bytes],
    *,
    plain: Collection[str] = (),
    force: bool = True,
) -> None:
    """Write `meta` and `sections` to `path`, whole or not at all; the same arguments give the same bytes.

    The sections named in `plain` are not packed.

    Raises
    ------
    OutputError
        If the file cannot be written, or exists and `force` is off.
    """
    from pathways.files import write_file  # noqa: PLC0415 - readers need not load it

    table: list[list[object]] = []
    bodies: list[bytes] = []
    offset = 0
    for name, raw in sections.items():
        small = raw if name in plain else zlib.compress(raw, 9)
        packed = len(small) < _WORTH_PACKING * len(raw)
        body = small if packed else raw
        table.append([name, offset, len(body), zlib.crc32(body), len(raw) if packed else 0])
        bodies.append(body)
        offset += len(body)
    header = json.dumps(
        {"meta": meta, "sections": table}, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()
    head = _HEAD.pack(FORMAT, len(header), zlib.crc32(header))
    write_file(path, b"".join((MAGIC, head, header, *bodies)), force=force)


class Container:
    """A container file, open for reading.

    Parameters
    ----------
    path : path-like
        The file.

    Attributes
    ----------
    path : str
    meta : dict
        What was given to `write_container`.

    Raises
    ------
    BrokenGraphFileError
        If the file is missing, foreign, cut, damaged or of another format version.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        try:
            with open(self.path, "rb") as stream:  # noqa: PTH123 - pathlib would cost the cold start 10 ms
                self._data = stream.read()
        except OSError as error:
            raise BrokenGraphFileError(f"{self.path}: cannot be read ({error.strerror or error})") from error
        data = self._data
        if not data.startswith(MAGIC):
            reason = "the file is empty" if not data else "not a graph file of pathways"
            raise BrokenGraphFileError(f"{self.path}: {reason} (`pathways build` writes one)")
        start = len(MAGIC) + _HEAD.size
        if len(data) < start:
            raise self._broken("cut in its header")
        version, length, crc = _HEAD.unpack_from(data, len(MAGIC))
        if version != FORMAT:
            than, mend = ("newer", "update pathways") if version > FORMAT else ("older", _MEND)
            raise BrokenGraphFileError(
                f"{self.path}: format version {version} is {than} than this pathways reads ({FORMAT}): {mend}"
            )
        header = data[start : start + length]
        if len(header) < length:
            raise self._broken("cut in its header")
        if zlib.crc32(header) != crc:
            raise self._broken("damaged in its header")
        try:
            read = json.loads(header)
            self.meta: dict[str, Any] = read["meta"]
            self._table = {
                str(row[0]): (int(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in read["sections"]
            }
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise self._broken("damaged in its header") from error
        self._start = start + length
        end = self._start + max((offset + size for offset, size, _, _ in self._table.values()), default=0)
        if len(data) < end:
            raise self._broken(f"cut: {len(data)} bytes of {end}")

    def _broken(self, reason: str) -> BrokenGraphFileError:
        return BrokenGraphFileError(f"{self.path}: {reason} ({_MEND})")

    def names(self) -> list[str]:
        """Return the names of the sections, in the file's order."""
        return list(self._table)

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def read(self, name: str) -> bytes:
        """Return one section, unpacked.

        Raises
        ------
        BrokenGraphFileError
            If the section is absent or damaged.
        """
        if name not in self._table:
            raise self._broken(f"section {name!r} is not there")
        offset, length, crc, size = self._table[name]
        body = self._data[self._start + offset : self._start + offset + length]
        if zlib.crc32(body) != crc:
            raise self._broken(f"section {name!r} is damaged")
        try:
            return zlib.decompress(body, bufsize=size) if size else body
        except zlib.error as error:
            raise self._broken(f"section {name!r} is damaged") from error
