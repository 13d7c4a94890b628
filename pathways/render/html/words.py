"""The words of a page in French and English, read from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pathways.errors import QueryError

__all__ = ["LANGUAGES", "all_words", "number", "say"]

LANGUAGES = ("fr", "en")


@cache
def all_words() -> dict[str, dict[str, str]]:
    """Return language -> key -> words; every key is there in every language.

    Examples
    --------
    >>> all_words()["en"]["routes"]
    'Routes'
    """
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return {
        language: {key: forms[language] for key, forms in table.items() if language in forms} for language in LANGUAGES
    }


def number(value: float, lang: str) -> str:
    """Return a number of years as people write it.

    Examples
    --------
    >>> number(2.0, "fr"), number(1.5, "fr"), number(1.5, "en")
    ('2', '1,5', '1.5')
    """
    text = f"{value:g}"
    return text.replace(".", ",") if lang == "fr" else text


def say(lang: str, key: str, *args: object, n: float | None = None) -> str:
    """Return the words for `key`, its `{0}`, `{1}` and `{n}` filled in.

    Parameters
    ----------
    lang : {"fr", "en"}
        The language.
    key : str
        A key of `words.toml`; with `n`, `key` + ".one" or ".other" is taken by the
        plural rule of the language (French: one below 2).
    *args : object
        What `{0}`, `{1}` ... stand for.
    n : float, optional
        A count.

    Raises
    ------
    QueryError
        If the language is not one of `LANGUAGES`.

    Examples
    --------
    >>> say("fr", "years", n=1), say("fr", "years", n=3), say("en", "years", n=3)
    ('1 an', '3 ans', '3 years')
    """
    if lang not in LANGUAGES:
        raise QueryError(f"unknown language {lang!r}: one of {', '.join(LANGUAGES)}")
    words = all_words()[lang]
    if n is not None:
        single = n < 2 if lang == "fr" else n == 1  # noqa: PLR2004 - the plural rule of French
        key = f"{key}.one" if single else f"{key}.other"
    text = words[key]
    for i, arg in enumerate(args):
        text = text.replace("{" + str(i) + "}", str(arg))
    return text if n is None else text.replace("{n}", number(n, lang))
