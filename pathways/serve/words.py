"""The words around the pages, in French and English; what is not here is said as the pages say it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pathways.render.html import words as pages

__all__ = ["own_words", "word"]


@cache
def own_words() -> dict[str, dict[str, str]]:
    """Return language -> key -> words, those of this room alone."""
    table: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return {lang: {key: forms[lang] for key, forms in table.items()} for lang in pages.LANGUAGES}


def word(lang: str, key: str, *args: object, n: float | None = None) -> str:
    """Return the words for `key`, its places filled, as `pathways.render.html.words.say`.

    Examples
    --------
    >>> word("fr", "suggested", n=2), word("en", "years", n=1)
    ('2 propositions', '1 year')
    """
    own = own_words()[lang]
    if n is not None and f"{key}.one" in own:
        single = n < 2 if lang == "fr" else n == 1  # noqa: PLR2004 - the plural rule of French
        text = own[f"{key}.one" if single else f"{key}.other"].replace("{n}", pages.number(n, lang))
    elif key in own:
        text = own[key]
    else:
        return pages.say(lang, key, *args, n=n)
    for i, arg in enumerate(args):
        text = text.replace("{" + str(i) + "}", str(arg))
    return text
