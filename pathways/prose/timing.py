"""Years: said before a diploma or after it, given by the year of entry; and the year after which a link leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.prose.kinds import years_of
from pathways.prose.statement import SELECTION

if TYPE_CHECKING:
    from pathways.prose.lexicon import Cue
    from pathways.prose.mentions import Mention
    from pathways.prose.statement import Statement

__all__ = ["set_after_year", "set_years"]

#: Years that a diploma takes in full, where a text says which of them one enters ("en 3e année de BUT").
_LENGTH = {"BUT": 3, "licence": 3, "école de commerce": 5, "ingénieur": 5, "IEP": 5}
#: Kinds that enter at the first of two years of entry ("En L2 ou L3").
_EARLY = frozenset({"bac+1", "L1", "bac", "bac général", "bac techno", "bac pro"})
_LICENCE = 3
_HIGHEST = 5  # bac+5
_OPENING = 2  # tokens: a cue that opens its sentence
_FAR = 12
_NOT_AN_ENTRY = ("inscri", "eleves", "etudiants")


def set_years(s: Statement, mentions: list[Mention]) -> list[Mention]:
    """Give each mention its years; « 1 ou 2 années d'études supérieures » becomes two."""
    diplomas = [m for m in mentions if m.kind != "expérience"]
    _shared(s, diplomas)
    _durations(s, diplomas)
    _entries(s, diplomas)
    out = [n for m in mentions for n in _levels(m, s)]
    context = s.context
    for m in out:
        if context.entry is not None and s.leads_here:
            if m.years is None and m.kind != "expérience" and m not in context.not_at_entry:
                m.years = context.entry if m.kind in _EARLY else context.entry_low
            m.conditions |= context.entry_conditions
        if m.years is None and context.default_years is not None and not s.has("duration"):
            m.years = context.default_years
    return out


def _levels(m: Mention, s: Statement) -> list[Mention]:
    """Return « n années d'études supérieures » as the levels that it says."""
    if m.kind != "bac+n":
        return [m]
    numbers = s.tokens[m.at].numbers
    return [replace(m, kind=f"bac+{min(n, _HIGHEST)}", conditions=set(m.conditions)) for n in numbers]


# ---- durations -----------------------------------------------------------------------------------------------------
def _shared(s: Statement, mentions: list[Mention]) -> None:
    """« après le CAP X ou un bac (en 1 an) » holds for both."""
    if not s.leads_here:
        return
    for i, m in enumerate(mentions):
        if m.years is not None and m.determiner.split()[-1:] in ([], ["un"], ["une"], ["le"]):
            for n in mentions[:i]:
                if n.years is None and n.unit == m.unit and n.bracket == m.bracket:
                    n.years = m.years


def _durations(s: Statement, mentions: list[Mention]) -> None:
    """Give the durations of the sentence to the mentions before or after them.

    The first duration tells: where it stands before all diplomas (« en 1 an en CS, en 2 ans en BP »)
    each holds for what follows it, else for what stands before it.
    """
    places = [i for i, t in enumerate(s.tokens) if t.cue("duration") and not t.kinds and not _of_a_thing(s, i)]
    if s.leads_here:
        for i in places:
            if s.word(i).startswith("dure"):
                s.context.default_years = years_of(s.tokens[i])
        if places and any(t.cue("experience") for t in s.tokens[: places[0]]):
            return  # "5 ans d'expérience, ou 2 ans pour les titulaires d'un CAP"
    places = [i for i in places if not _inside(i, mentions)]
    resets = [i for i in range(len(s.tokens)) if s.resets(i)] if places else []
    leading: bool | None = None
    last = -1
    for n, i in enumerate(places):
        stop = places[n + 1] if n + 1 < len(places) else len(s.tokens)
        after = _after(i, stop, resets, mentions)
        apart = [j for j in range(i) if s.word(j) == ";" and any(j < m.at < i for m in mentions)]
        start = max([last, *apart] + [r for r in resets if r < i and any(m.at < r for m in mentions)])
        before = [m for m in mentions if start < m.at < i and m.years is None]
        if leading is None:
            closes = s.word(i + 1) in {",", ";"} and s.word(i - 1) not in {",", ";"}
            leading = bool(after) and not (before and (closes or _touches(s, i, before[-1])))
        for m in after if leading and after else before:
            m.years = years_of(s.tokens[i])
        last = i


def _after(i: int, stop: int, resets: list[int], mentions: list[Mention]) -> list[Mention]:
    """Return the mentions that a duration at token `i` holds for, were it said of what follows."""
    following = [m for m in mentions if m.at > i]
    if following:
        ends = [r for r in resets if r > following[0].at] + [m.at for m in following if m.years is not None]
        stop = min([stop, *ends])
    return [m for m in following if m.at < stop and m.years is None]


def _of_a_thing(s: Statement, i: int) -> bool:
    """Whether a duration is that of a thing: « 2 ans de classe préparatoire »."""
    if s.word(i + 1) not in {"de", "d'"}:
        return False
    kinds = i + 2 < len(s.tokens) and bool(s.tokens[i + 2].kinds)
    return kinds or not s.word(i).startswith("en ")


def _inside(i: int, mentions: list[Mention]) -> bool:
    """Whether a duration stands inside a mention, which has it already."""
    return any(m.at < i < m.last and m.years is not None for m in mentions)


def _touches(s: Statement, i: int, m: Mention) -> bool:
    """Whether a diploma stands right before the duration at token `i`, a comma aside."""
    k = i - 1
    while k >= 0 and (s.word(k) in {",", "(", ")"} or s.tokens[k].cue("filler")):
        k -= 1
    return m.at <= k < max(m.last, m.at + 1)


# ---- the year of entry ---------------------------------------------------------------------------------------------
def _entries(s: Statement, mentions: list[Mention]) -> None:
    """Read « En L2 ou L3 : », « en 4e année », « intégrer la classe de première »."""
    entered: float | None = None
    for i, t in enumerate(s.tokens):
        cue = t.cue("year")
        if cue is None or s.word(i - 1).startswith(_NOT_AN_ENTRY):
            continue
        if not s.leads_here:
            for m in mentions:
                if m.at == i + 1 and m.kind in _LENGTH and t.numbers:
                    m.years = _LENGTH[m.kind] - t.numbers[0] + 1
            continue
        years = _years_left(s, i, cue)
        if years is None or min(years) <= 0:
            continue
        if i <= _OPENING or not mentions or any(m.at > i for m in mentions):
            entered = _enter(s, i, years, mentions, entered)
        else:
            last = max((m.at for m in mentions if m.at < i), default=0)
            clause = [j for j in range(last) if s.word(j) in {",", ";", ":"} or s.tokens[j].cue("go")]
            for m in mentions:
                if m.years is None and m.at > max(clause, default=-1):
                    m.years = min(years)


def _enter(s: Statement, i: int, years: tuple[float, ...], mentions: list[Mention], entered: float | None) -> float:
    """Take note of an entry said at token `i`; what a semicolon parts from it has the one said before."""
    apart = max((j for j in range(i) if s.word(j) == ";"), default=-1)
    apart = apart if entered is None else max(apart, i)  # "en L2 après X, en L3 après Y"
    s.context.not_at_entry = [m for m in mentions if m.at < apart]
    for m in s.context.not_at_entry:
        m.years = entered if m.years is None else m.years
    s.context.entry, s.context.entry_low = max(years), min(years)
    s.context.entry_conditions = _asked_at(s, i)
    s.context.entry_in = s.sentence if s.sentence.header is not None else None
    return max(years)


def _years_left(s: Statement, i: int, cue: Cue) -> tuple[float, ...] | None:
    """Return the years left from each year of entry that a cue says, None where it does not tell."""
    if cue.value == "licence":
        return tuple(_LICENCE - int(c) + 1 for c in s.word(i) if c.isdecimal())
    if cue.value == "premiere":
        return (2,)
    numbers = s.tokens[i].numbers
    if s.context.duration is None or not numbers:
        return None
    return tuple(s.context.duration - n + 1 for n in numbers)


def _asked_at(s: Statement, i: int) -> frozenset[str]:
    """Return the conditions in the bracket after a year of entry: « En L3 (admission sur dossier) : »."""
    if not {s.word(i + 1), s.word(i + 2)} & {"(", ":"}:
        return frozenset()
    cues = (t.cue("condition") for t in s.tokens[i + 1 : i + _FAR])
    return frozenset(str(c.value) for c in cues if c is not None) & SELECTION


# ---- leaving early -------------------------------------------------------------------------------------------------
def set_after_year(s: Statement, mentions: list[Mention]) -> None:
    """Say after which year of D a link leaves: « avec une L2 validée »."""
    if s.leads_here:
        return
    cues = [(i, int(c.value or 0)) for i, t in enumerate(s.tokens) if (c := t.cue("after"))]
    if s.word(0) == "en" and (kind := s.tokens[min(1, len(s.tokens) - 1)].kind) is not None and kind.kind == "L3":
        cues.insert(0, (0, 2))  # "En L3, il peut se présenter aux concours"
    for m in mentions:
        value = next((year for i, year in reversed(cues) if i < m.at), s.context.after_year)
        m.after_year = value or None
    if cues:
        s.context.after_year = cues[-1][1]
