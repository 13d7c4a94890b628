"""How many take a diploma and what becomes of them, in words: each figure with its cohorts and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["figure_parts", "figure_rows", "figure_source", "figures_brief", "figures_text", "number_text", "share_text"]

_TEN = 10
_WAYS = ("school", "apprentices")
_EMPLOYED = ("employed_6", "employed_12", "employed_24")


def number_text(number: int, lang: str = "fr") -> str:
    """Return a whole number as people write it.

    Examples
    --------
    >>> number_text(17050, "en")
    '17,050'
    """
    return f"{number:,}".replace(",", "\u202f" if lang == "fr" else ",")


def share_text(share: float, lang: str = "fr", digits: int = 0) -> str:
    """Return a share as a percentage.

    Examples
    --------
    >>> share_text(0.738, "en"), share_text(0.9958, "en", 1)
    ('74%', '99.6%')
    """
    text = f"{100 * share:.{digits}f}"
    return f"{text.replace('.', ',')}\u00a0%" if lang == "fr" else f"{text}%"


def figure_parts(figures: Mapping[str, Any], lang: str = "fr") -> list[str]:
    """Return what is known of a diploma's pupils, a few words each: how many, who go on, who work.

    Parameters
    ----------
    figures : mapping
        The attribute `figures` of a diploma (`pathways.contract.FiguresData`).
    lang : {"fr", "en"}

    Examples
    --------
    >>> figure_parts({"school": {"pupils": 60, "going_on": 0.81}, "apprentices": {"pupils": 30}})
    ['90 élèves et apprentis par an', '8 sur 10 poursuivent leurs études']
    """
    return [*_pupils(figures, lang), *_going_on(figures, lang), *_employed(figures, lang)]


def _told(figures: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return by way, schools first, what a figure is."""
    return {way: figures[way][name] for way in _WAYS if name in figures.get(way, {})}


def _pupils(figures: Mapping[str, Any], lang: str, form: str = "figures") -> Iterator[str]:
    if told := _told(figures, "pupils"):
        key = f"{form}.both" if len(told) > 1 else f"{form}.{next(iter(told))}"
        text = phrase(key, lang, n=number_text(sum(told.values()), lang))
        shared = max(figures[way].get("shared", 1) for way in told)
        yield f"{text} {phrase('figures.shared', lang, n=shared)}" if shared > 1 else text


def _going_on(figures: Mapping[str, Any], lang: str) -> Iterator[str]:
    if shares := [_of_ten(share, lang) for share in _told(figures, "going_on").values()]:
        none = shares[0] == phrase("figures.none", lang)
        yield _with_apprentices("figures.on.none" if none else "figures.on", shares, lang)


def _employed(figures: Mapping[str, Any], lang: str) -> Iterator[str]:
    if shares := [share_text(share, lang) for share in _told(figures, "employed_12").values()]:
        yield _with_apprentices("figures.work", shares, lang)


def _with_apprentices(key: str, shares: list[str], lang: str) -> str:
    """Return a phrase of the first share, and what holds for apprentices where it is another."""
    text = phrase(key, lang, share=shares[0])
    if shares[-1] == shares[0]:
        return text
    return f"{text} ({phrase('figures.apprenticeship', lang, share=shares[-1])})"


def _of_ten(share: float, lang: str) -> str:
    n = round(share * _TEN)
    if n in {0, _TEN}:
        return phrase("figures.none" if n == 0 else "figures.all", lang)
    return phrase("figures.ten", lang, n=n)


def figure_source(figures: Mapping[str, Any], lang: str = "fr", *, whole: bool = False) -> str:
    """Return who counted, and which cohorts.

    Parameters
    ----------
    whole : bool
        Name the makers too.

    Examples
    --------
    >>> figure_source({"school": {"cohorts": [2019, 2023]}, "apprentices": {"cohorts": [2021, 2022]}})
    'InserJeunes 2019-2023'
    """
    years = [year for way in _WAYS for year in figures.get(way, {}).get("cohorts", ())]
    key = "figures.source.whole" if whole else "figures.source"
    return phrase(key, lang, first=min(years), last=max(years)) if years else ""


def figures_text(figures: Mapping[str, Any], lang: str = "fr") -> str:
    """Return all that is known of a diploma's pupils as one line, with its cohorts and source; "" where nothing is.

    Examples
    --------
    >>> print(figures_text({"school": {"pupils": 60, "going_on": 0.3, "cohorts": [2019, 2023]}}))
    60 élèves par an, 3 sur 10 poursuivent leurs études, selon InserJeunes 2019-2023
    """
    parts = figure_parts(figures, lang)
    return phrase("figures.text", lang, parts=", ".join(parts), source=figure_source(figures, lang)) if parts else ""


def figures_brief(figures: Mapping[str, Any], lang: str = "fr") -> str:
    """Return how many take a diploma and how many who leave work, in half a line; "" where neither is known.

    Examples
    --------
    >>> figures_brief({"school": {"pupils": 60, "employed_12": 0.3}, "apprentices": {"employed_12": 0.6}}, "en")
    '60 pupils, leavers in work after a year: 30% (apprentices: 60%)'
    """
    parts = list(_pupils(figures, lang, "figures.brief"))
    if told := _told(figures, "employed_12"):
        first, *more = (share_text(share, lang) for share in told.values())
        shares = phrase("figures.brief.shares", lang, share=first, more=more[0]) if more else first
        parts.append(phrase("figures.brief.work", lang, shares=shares))
    return ", ".join(parts)


def figure_rows(figures: Mapping[str, Any], lang: str = "fr") -> Iterator[tuple[str, str]]:
    """Yield what is known of a diploma's pupils in full, as rows of a table: a name and a text.

    Examples
    --------
    >>> for name, text in figure_rows({"school": {"pupils": 60, "employed_6": 0.25, "cohorts": [2019, 2023]}}, "en"):
    ...     print(name, "|", text)
    pupils a year | 60 in schools
    in work | of those who leave, 6 months after: 25% (schools)
    counted by | InserJeunes (DEPP-DARES), cohorts of 2019 to 2023
    """
    if told := _told(figures, "pupils"):
        parts = [phrase(f"figures.row.{way}", lang, n=number_text(n, lang)) for way, n in told.items()]
        shared = max(figures[way].get("shared", 1) for way in told)
        more = f" {phrase('figures.shared', lang, n=shared)}" if shared > 1 else ""
        yield phrase("figures.row.pupils", lang), ", ".join(parts) + more
    if told := _told(figures, "going_on"):
        yield phrase("figures.row.on", lang), _by_way(told, lang)
    months = [(name.rpartition("_")[2], told) for name in _EMPLOYED if (told := _told(figures, name))]
    if months:
        parts = [phrase("figures.row.months", lang, n=n, shares=_by_way(told, lang)) for n, told in months]
        yield (
            phrase("figures.row.work", lang),
            phrase("figures.row.leavers", lang, shares=phrase("figures.row.between", lang).join(parts)),
        )
    if source := figure_source(figures, lang, whole=True):
        yield phrase("figures.row.source", lang), source


def _by_way(told: Mapping[str, float], lang: str) -> str:
    return ", ".join(phrase(f"figures.way.{way}", lang, share=share_text(share, lang)) for way, share in told.items())
