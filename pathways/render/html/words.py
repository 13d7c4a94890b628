"""The words of a page in French and English, read from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pathways.errors import QueryError
from pathways.phrases import with_article
from pathways.render.html.wrap import clean

__all__ = ["LANGUAGES", "all_words", "known_language", "number", "say", "titled"]

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


def known_language(lang: str) -> str:
    """Return a language that there are words in.

    Raises
    ------
    QueryError
        If the language is not one of `LANGUAGES`.
    """
    if lang not in LANGUAGES:
        raise QueryError(f"unknown language {lang!r}: one of {', '.join(LANGUAGES)}")
    return lang


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
    words = all_words()[known_language(lang)]
    if n is not None:
        single = n < 2 if lang == "fr" else n == 1  # noqa: PLR2004 - the plural rule of French
        key = f"{key}.one" if single else f"{key}.other"
    text = words[key]
    for i, arg in enumerate(args):
        text = text.replace("{" + str(i) + "}", str(arg))
    return text if n is None else text.replace("{n}", number(n, lang))


def titled(lang: str, key: str, *args: str | tuple[str, str]) -> str:
    """Return a title: `{0}`, `{de 0}` and `{à 0}` are filled with texts, or with nodes (label, kind) and their article.

    Examples
    --------
    >>> titled("fr", "title.lead", ("plombier/ère", "job")), titled("en", "title.lead", ("plombier/ère", "job"))
    ('Ce qui mène au métier de plombier/ère', 'What leads to the job plombier/ère')
    """
    text = say(lang, key)
    for i, arg in enumerate(args):
        for preposition in ("de", "à", ""):
            place = "{" + f"{preposition} {i}".strip() + "}"
            if place in text:
                told = clean(arg) if isinstance(arg, str) else with_article(clean(arg[0]), arg[1], preposition, lang)
                text = text.replace(place, told)
    return text[:1].upper() + text[1:]
