"""The language of a run: `--lang`, else PATHWAYS_LANG, else that of the locale; and texts in it.

Texts of the command line stand in the code in English, as gettext has them; `french.json` holds the French ones.
"""

from __future__ import annotations

import copy
import importlib
import os
import re
from functools import cache
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LANGUAGES", "current", "in_language", "in_words_of_the_run", "set_language", "speak", "tr"]

LANGUAGES = ("fr", "en")
#: Modules of click whose messages go through a gettext of their own: click ships no French.
_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
#: A place in a message, as `re.escape` leaves it.
_PLACE = re.compile(r"\\{(\w+)\\}")
_said: str | None = None


def of_locale() -> str:
    """Return the language of PATHWAYS_LANG, else of the locale: English where that is another, French where it is none.

    The record is French, so a machine that says nothing (POSIX, "C") is answered in French.
    """
    if (chosen := os.environ.get("PATHWAYS_LANG", "").lower()) in LANGUAGES:
        return chosen
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = next(filter(None, names), "C").partition(".")[0].partition("_")[0].lower()
    return "fr" if language in {"fr", "c", "posix", ""} else "en"


def set_language(arguments: Sequence[str]) -> None:
    """Take the language of a command line, before it is read: errors on the way follow it too."""
    global _said  # noqa: PLW0603 - one run, one language
    _said = None
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else next(iter(arguments[at + 1 : at + 2]), "")
            _said = value if value in LANGUAGES else _said


def current() -> str:
    """Return the language of the run."""
    return _said or of_locale()


def tr(text: str) -> str:
    """Return a text of the command line in the language of the run; English where it has no French.

    Examples
    --------
    >>> tr("No text of ours.")
    'No text of ours.'
    """
    return _french().get(text, text) if current() == "fr" else text


@cache
def _french(name: str = "french.json") -> dict[str, str]:
    import json  # noqa: PLC0415 - where something is said in French
    from pathlib import Path  # noqa: PLC0415 - the same

    texts: dict[str, str] = json.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return texts


@cache
def _messages() -> tuple[tuple[re.Pattern[str], str], ...]:
    known = sorted(_french("french_messages.json").items(), key=lambda pair: -len(pair[0]))
    return tuple((re.compile(_PLACE.sub(r"(?P<\1>.*?)", re.escape(english)), re.DOTALL), to) for english, to in known)


def in_words_of_the_run(message: str) -> str:
    """Return a message of the library (an error, a problem of a source) in the language of the run.

    The library speaks English; `french_messages.json` knows its messages by their fixed words.  What it does
    not know stays as it is.

    Examples
    --------
    >>> in_words_of_the_run("a message of somebody else's")
    "a message of somebody else's"
    """
    if current() != "fr":
        return message
    for pattern, french in _messages():
        if found := pattern.fullmatch(message):
            return french.format(**found.groupdict())
    return message


def speak() -> None:
    """Have click say its messages in the language of the run."""
    for name in _CLICK:
        module = importlib.import_module(f"click.{name}")
        for own, put in (("_", tr), ("ngettext", _plural)):
            if hasattr(module, own):
                setattr(module, own, put)


def _plural(one: str, many: str, count: int) -> str:
    return tr(one if count == 1 else many)


def in_language(command: click.Command) -> click.Command:
    """Return a command whose help is in the language of the run."""
    if current() != "fr":
        return command
    told = copy.copy(command)
    if command.help:
        paragraphs = (tr(" ".join(part.split())) for part in command.help.split("\n\n"))
        told.help = "\n\n".join(paragraphs)
    told.params = []
    for param in command.params:
        said = copy.copy(param)
        if isinstance(said, click.Option) and said.help:
            said.help = tr(said.help)
        told.params.append(said)
    return told
