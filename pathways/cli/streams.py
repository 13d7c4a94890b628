"""What is printed: text that the terminal can show, nothing that drives it; data as it is, in UTF-8."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["print_data", "shown_streams"]

#: What drives a terminal: control characters, escape sequences but for colours and a progress bar's own, and marks
#: that turn the direction of what follows (Unicode, "Bidirectional Algorithm", 2.1 and 2.2).
_CONTROL = re.compile(
    r"(?P<own>\x1b\[(?:(?:[0-4]|2[2-4]|3[0-79]|9[0-7])?(?:;(?:[0-4]|2[2-4]|3[0-79]|9[0-7]))*m|\?25[lh]|K)|^\r|\r(?=\n))"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
#: How marks and letters are written where an encoding has none of them.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("│┃", "|"),
        **dict.fromkeys("╎┊", ":"),
        **dict.fromkeys("─━", "-"),
        **dict.fromkeys("●★•", "*"),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("“”«»", '"'),
        **dict.fromkeys("–—−‑", "-"),
        "○": "o",
        "→": "->",
        "←": "<-",
        "↳": ">",
        "…": "...",
        "≤": "<=",
        "≥": ">=",
        "≈": "~",
        "×": "x",
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "€": "EUR",
    }
)


def _safe(match: re.Match[str]) -> str:
    return match["own"] or "\ufffd"


class _Shown:
    """A stream for text that people read: whatever it is given, it writes what its encoding and a terminal can show."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - anything that is a text stream
        self._stream = stream
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        self.data = False

    @property
    def encoding(self) -> str:
        """The encoding; Latin-1 for ASCII, for which click would write UTF-8 past this."""
        return self._encoding if self._encoding.lower() not in {"ascii", "us-ascii", "ansi_x3.4-1968"} else "latin-1"

    def _fit(self, text: str) -> str:
        text = _CONTROL.sub(_safe, text)
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return "".join(map(self._nearest, text))
        return text

    def _nearest(self, character: str) -> str:
        """Return a character, else what stands for it, else its letter without accents, else a question mark."""
        from unicodedata import normalize  # noqa: PLC0415 - most terminals show all

        for written in (character, character.translate(_PLAIN), normalize("NFKD", character)[:1]):
            with suppress(UnicodeEncodeError):
                written.encode(self._encoding)
                return written
        return "?"

    def write(self, text: str) -> int:
        """Write a text as it can be shown."""
        self._stream.write(text if self.data else self._fit(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of these."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self._stream, name)


class _Closed:
    """Stands for a standard output that was closed from the start (`>&-`): writing is an error, as to a full disk."""

    encoding = "utf-8"

    def write(self, _text: str) -> int:
        """Refuse."""
        raise OSError(errno.EBADF, "it is closed")

    def flush(self) -> None:
        """Do nothing."""

    def isatty(self) -> bool:
        """Return that it is none."""
        return False


def print_data() -> None:
    """Tell standard output that data follows: it is written as it is, in UTF-8 whatever the terminal speaks."""
    if isinstance(sys.stdout, _Shown):
        sys.stdout.data = True
        with suppress(AttributeError):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop(stream: Any) -> None:  # noqa: ANN401 - a text stream
    """Let what could not be written be forgotten, so that nobody tries again at the end."""
    with suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def shown_streams() -> Iterator[None]:
    """Make standard output and error such streams, for a command; what cannot be written ends it with 1, in a line."""
    stdout, stderr = sys.stdout, sys.stderr
    sys.stdout = _Shown(stdout or _Closed())
    sys.stderr = stderr and _Shown(stderr)
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        _drop(stdout)
        if error.errno != errno.EPIPE and sys.stderr is not None:  # who reads no further has read enough
            with suppress(OSError):
                sys.stderr.write(f"pathways: standard output cannot be written: {error.strerror or error}\n")
                sys.stderr.flush()
        raise SystemExit(1) from None
    finally:
        sys.stdout, sys.stderr = stdout, stderr
