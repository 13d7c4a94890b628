"""Files written whole or not at all.

A file is written beside its place under a temporary name, and renamed once all of
it is on disk: who reads sees the old file or the new one, never half of one.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pathways.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    Content: TypeAlias = bytes | str | Iterable[str]

__all__ = ["check_target", "is_stream", "lock", "write_file", "write_files"]


def is_stream(path: str | os.PathLike[str]) -> bool:
    """Return whether a device or a pipe is there, which is written to directly."""
    path = Path(path)
    return path.exists() and not path.is_file() and not path.is_dir()


def check_target(path: str | os.PathLike[str], *, force: bool = False) -> None:
    """Return if a file may be written to `path`; for what takes long, asked before it starts.

    Raises
    ------
    OutputError
        If it exists (without `force`), is a folder, or its folder is absent.
    """
    path = Path(path)
    if path.is_dir():
        raise OutputError(f"{path} is a folder: name a file")
    if not path.parent.is_dir():
        raise _refused(path, FileNotFoundError())
    if not is_stream(path):
        _keep(path, force=force)


def lock(file: IO[bytes]) -> bool:
    """Take an open file for this process alone, until it is closed; return whether nobody else has it.

    The lock is the system's: it goes with the process, however that ends.
    """
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows alone has it

        file.seek(1 << 30)  # a byte that nobody reads: Windows keeps others from those that are locked
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass  # a file system without locks
    return True


def write_file(path: str | os.PathLike[str], content: Content, *, force: bool = False) -> Path:
    r"""Write `content` to `path`, whole or not at all.

    Parameters
    ----------
    path : str or path
        The file; its folder has to exist.  A device or a pipe (`/dev/null`) is written to directly.
    content : bytes, str or iterable of str
        A text is written as UTF-8, its line ends untouched; an iterable part by part, as it comes.
        Half of a surrogate pair, which no UTF-8 can hold, is written as its escape (`\\ud800`).
    force : bool
        Write over a file that exists; else it is kept and an error is raised.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    OutputError
        If the file exists (without `force`), is a folder, its folder is absent or not
        writable, or the disk is full.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_file(f"{folder}/a.txt", "été\n").read_text(encoding="utf-8")
    'été\n'
    """
    return _write_all({Path(path): content}, force=force)[0]


def write_files(
    folder: str | os.PathLike[str], contents: Mapping[str, Content], *, force: bool = False
) -> tuple[Path, ...]:
    """Write several files into a folder (made where it is absent), all of them or none.

    Parameters
    ----------
    folder : str or path
        Made if absent (its parent has to exist); other files in it are left alone.
    contents : mapping of str to bytes or str
        Content by file name, names without a separator.
    force : bool
        Write over files of these names; else they are kept and an error is raised.

    Returns
    -------
    tuple of Path
        The files written, in the order given.

    Raises
    ------
    OutputError
        As `write_file`; also if `folder` is a file.
    """
    folder = Path(folder)
    made = False
    if not folder.is_dir():
        if folder.exists():
            raise OutputError(f"{folder} is a file, and several files are to be written: name a folder")
        try:
            folder.mkdir()
        except OSError as error:
            raise _refused(folder, error) from error
        made = True
    try:
        return _write_all({folder / name: content for name, content in contents.items()}, force=force)
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise


def _parts(content: Content) -> Iterable[bytes]:
    parts = (content,) if isinstance(content, bytes | str) else content
    return (part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace") for part in parts)


def _write_all(contents: Mapping[Path, Content], *, force: bool) -> tuple[Path, ...]:
    """Write every file under a temporary name, then rename them all."""
    waiting: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            check_target(path, force=force)
            if is_stream(path):
                with path.open("wb") as file:  # it has no place to be renamed to
                    file.writelines(_parts(content))
                continue
            final = path.resolve()  # a link keeps pointing to what it points to
            temporary = final.with_name(f".{final.name[:80]}.{secrets.token_hex(4)}.part")
            waiting[final] = temporary
            with temporary.open("xb") as file:
                file.writelines(_parts(content))
                file.flush()
                os.fsync(file.fileno())
            if final.exists():
                shutil.copymode(final, temporary)
        for path, temporary in list(waiting.items()):
            _keep(path, force=force)
            temporary.replace(path)
            del waiting[path]
            _keep_name(path.parent)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)
    return tuple(contents)


def _keep_name(folder: Path) -> None:
    """Write the folder to disk, where a system can, so that the new name outlives a loss of power."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _keep(path: Path, *, force: bool) -> None:
    if not force and path.exists():
        raise OutputError(f"{path} exists and is kept: name another file, or write over it with --force")


def _refused(path: Path, error: OSError) -> OutputError:
    if isinstance(error, FileNotFoundError):
        return OutputError(f"{path} cannot be written: the folder {path.parent} does not exist, make it first")
    if isinstance(error, PermissionError):
        return OutputError(f"{path} cannot be written: {path.parent} is not yours to write in")
    return OutputError(f"{path} cannot be written: {error.strerror or error}")
