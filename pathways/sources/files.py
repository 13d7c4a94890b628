"""Every file of the sources: from files, folders and archives, in a fixed order.

Nothing is ever unpacked to disk; a member of an archive is read through the same bounded door as a file.
"""

from __future__ import annotations

import os
import re
import zipfile
from dataclasses import dataclass
from functools import partial
from io import FileIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pathways.errors import SourceProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["HEAD_BYTES", "SourceFile", "members", "name_release", "walk"]

#: Bytes that recognition looks at.
HEAD_BYTES = 64 * 1024

#: Limits of an archive: what its members may unpack to, together and against their packed size.
#: Deflate packs at most 1032 to 1; the official XML packs 12 to 1, and a release unpacks to some 40 MB.
MAX_UNPACKED_BYTES = 256 << 20
MAX_MEMBERS = 100_000
MAX_RATIO = 60
RATIO_FLOOR_BYTES = 4 << 20

_ENCRYPTED = 0x1
_NOTES = frozenset({"SOURCE.txt", "LICENSE.txt", "LICENCE.txt", "README.txt"})
#: The member that every Office document has.
_OFFICE = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be recognised and read.

    Parameters
    ----------
    path : str
        As shown to a person; `archive.zip!member` inside an archive.
    group : str
        The folder (or archive and folder within) that holds it.
    hint : str
        Names that may hold a date: the file's own, and the archive's.
    open : callable
        Opens it for reading bytes.
    """

    path: str
    group: str
    hint: tuple[str, ...]
    open: Callable[[], IO[bytes] | FileIO]


_DATES = (
    re.compile(r"(?<!\d)(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>20\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-_]?(?P<m>0[1-9]|1[0-2])(?:[-_]?(?P<d>0[1-9]|[12]\d|3[01]))?(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?!\d)"),
)


def name_release(names: Iterable[str]) -> str:
    """Return the date that a file's (or an archive's) name tells, "" where none does.

    Examples
    --------
    >>> name_release(["Fiches_25062024.zip"]), name_release(["export-2025-10.csv"]), name_release(["metiers_2024.json"])
    ('2024-06-25', '2025-10', '2024')
    """
    for name in names:
        for pattern in _DATES:
            if m := pattern.search(name):
                return "-".join(v for k in "ymd" if (v := m.groupdict().get(k)))
    return ""


def walk(paths: Iterable[Path | str]) -> Iterator[SourceFile | SourceProblem]:
    """Yield every file of the paths, folders and archives opened up, sorted by name within each folder.

    Files and folders whose names start with a dot are passed over, as are linked folders (which may lead in circles),
    and in a folder the notes that say where its files are from.
    """
    for path in map(Path, paths):
        if path.is_dir():
            yield from _folder(str(path))
        elif path.exists() or path.is_symlink():
            yield _file(str(path), str(path.parent), path)
        else:
            yield SourceProblem(str(path), None, "there is no such file or folder", "check the path")


def _folder(folder: str) -> Iterator[SourceFile | SourceProblem]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda e: e.name)
    except OSError as error:
        yield SourceProblem(folder, None, f"the folder cannot be read: {error.strerror}", "check its permissions")
        return
    for entry in found:
        if entry.name.startswith(".") or entry.name in _NOTES:
            continue
        if not _is(entry.is_dir):
            yield _file(entry.path, folder, entry)
        elif not entry.is_symlink():
            yield from _folder(entry.path)


def _is(kind: Callable[[], bool]) -> bool:
    try:
        return kind()
    except OSError:  # a link that leads to itself
        return False


def _file(path: str, folder: str, entry: os.DirEntry[str] | Path) -> SourceFile | SourceProblem:
    if _is(entry.is_file):
        return SourceFile(path, folder, (entry.name,), partial(FileIO, path))
    if entry.is_symlink():
        return SourceProblem(path, None, "a broken link: what it points to is not there", "mend or remove the link")
    return SourceProblem(path, None, "not a regular file", "give files, folders or zip archives")


def members(archive: SourceFile) -> Iterator[SourceFile | SourceProblem]:
    """Yield the files of a zip archive that can be read safely, in the order of their names, and what cannot."""
    stream = archive.open()
    try:
        pack = zipfile.ZipFile(stream)
    # zipfile has not implemented every version of the format.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        stream.close()
        yield SourceProblem(archive.path, None, f"the archive cannot be read: {error}", "download or pack it again")
        return
    with stream, pack:
        infos = sorted((i for i in pack.infolist() if not i.is_dir()), key=lambda i: i.filename)
        if any(info.filename == _OFFICE for info in infos):
            yield SourceProblem(archive.path, None, "an Office document", "save its sheet as CSV", "warning")
            return
        if len(infos) > MAX_MEMBERS:
            reason = f"the archive holds {len(infos)} files, more than {MAX_MEMBERS}"
            yield SourceProblem(archive.path, None, reason, "unpack it and give the folder")
            return
        total = 0
        for info in infos:
            path = f"{archive.path}!{info.filename}"
            total += info.file_size
            problem = _member_problem(info, path)
            if problem is None and total > MAX_UNPACKED_BYTES:
                reason = f"the archive unpacks to more than {MAX_UNPACKED_BYTES >> 20} MB"
                problem = SourceProblem(path, None, reason, "unpack it and give the folder, if you trust it")
            if problem is not None:
                yield problem
                continue
            folder, _, name = info.filename.rpartition("/")
            if name.startswith(".") or folder.startswith("__MACOSX"):
                continue
            yield SourceFile(
                path,
                f"{archive.path}!{folder}" if folder else archive.path,
                (name, *archive.hint),
                partial(pack.open, info),
            )


def _member_problem(info: zipfile.ZipInfo, path: str) -> SourceProblem | None:
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or re.match(r"^[A-Za-z]:", name):
        return SourceProblem(
            path, None, "the member's path climbs out of the archive", "pack it again with plain names"
        )
    if info.flag_bits & _ENCRYPTED:
        return SourceProblem(path, None, "the member is encrypted", "unpack it with its password and give the folder")
    if info.file_size > RATIO_FLOOR_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        reason = f"the member unpacks to {info.file_size / max(info.compress_size, 1):.0f} times its size"
        return SourceProblem(path, None, reason, "a zip bomb, or not a source: leave it out")
    return None
