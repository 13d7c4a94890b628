"""What is asked: conditions, work experience, apprenticeship, each given to the mentions it is said of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pathways.model import Scope
from pathways.prose.clauses import clauses_of
from pathways.prose.kinds import BAC_ADJECTIVES
from pathways.prose.lists import coordinated
from pathways.prose.mentions import Mention
from pathways.prose.statement import SELECTION

if TYPE_CHECKING:
    from pathways.prose.statement import Statement

__all__ = ["add_experience", "said_conditions", "set_apprenticeship", "set_conditions"]

#: Words that may stand between a diploma and the condition that is its own.
_LINKING = frozenset(
    {
        *("via", "les", "admissions", "paralleles", ",", "ou", "et", "avec", "un", "une", "accessible", "(", ")", "/"),
        *("sur", "des", "par", "le biais", "voire", "acces", "en"),
    }
)
_VERBS = frozenset({"est", "sont", "peut", "peuvent", "possible", "se", "il", "sous"})
#: Words that may stand between a condition and the diploma after it: « ou, avec un bon dossier, en DNA ».
_LEADING = frozenset({",", "en", "un", "une", "le", "la", "dans", "ou", "mention", "des", "les"})
_SHORT, _FAR = 6, 9
_CHAINED = frozenset(BAC_ADJECTIVES)


def said_conditions(s: Statement) -> set[str]:
    """Return the codes of all conditions that a sentence speaks of."""
    out = {str(c.value) for i, t in enumerate(s.tokens) if (c := t.cue("condition")) and i not in s.silent}
    if out and not s.leads_here and s.has("experience"):
        out.add("expérience")
    return out


def set_conditions(s: Statement, mentions: list[Mention]) -> None:
    """Give each condition to the mentions that it is said of."""
    if not mentions:
        return
    heads = {id(m.under): m.under for m in mentions if m.under is not None and m.under not in mentions}
    mentions = sorted([*mentions, *heads.values()], key=lambda m: m.at)
    for i, t in enumerate(s.tokens):
        cue = t.cue("condition")
        if cue is None or i in s.silent or (s.leads_here and cue.value in s.context.entry_conditions):
            continue
        for m in _said_of(s, i, str(cue.value), mentions):
            m.conditions.add(str(cue.value))
    for m in mentions:
        if m.under is not None:
            m.conditions |= m.under.conditions


def _said_of(s: Statement, i: int, code: str, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions that a condition at token `i` is said of: those of its clause, where it has some before."""
    start = max((a for a, _ in clauses_of(s.tokens) if a <= i and s.word(a) != ";"), default=0)
    if any(start < m.at < i for m in mentions):
        mentions = [m for m in mentions if m.at > start]
    before = [m for m in mentions if m.at < i]
    after = [m for m in mentions if m.at > i]
    if not before:
        return [] if after and _alternative(s, i, after[0]) else after
    if after and _leads(s, i):
        return after
    if _of_all(s, i, before[-1], code) and not after:
        return mentions
    if code == "alternance" or _follows(s, i, before[-1], code):
        return coordinated(s, before, _CHAINED)
    if code in SELECTION and not s.leads_here:
        clause = max((j for j in range(i) if s.resets(j) or s.word(j) == ";"), default=-1)
        return [m for m in before if m.at > clause] or before[-1:]
    return mentions


def _of_all(s: Statement, i: int, last: Mention, code: str) -> bool:
    """Whether a condition that ends its clause is said of all diplomas before it, not of the last.

    « les titulaires d'un BTS ou d'un DEUST, après examen du dossier » and « ... déposent un dossier » are.
    """
    apart = last.last < i and "," in {s.word(i - 1), s.word(i - 2)}
    return (s.leads_here and code in SELECTION and apart) or s.word(i).endswith(" un dossier")


def _alternative(s: Statement, i: int, m: Mention) -> bool:
    """Whether the condition at token `i` is that of another way in: « sur dossier, ou après une première année »."""
    words = [t.text for t in s.tokens[i : m.at]]
    return s.leads_here and any(a == "," and b in {"ou", "soit"} for a, b in pairwise(words))


def _leads(s: Statement, i: int) -> bool:
    """Whether a condition is said of the diploma after it: « ou, avec un bon dossier, en DNA »."""
    for t in s.tokens[i + 1 : i + _SHORT]:
        if t.kinds:
            return s.word(i - 1) in {"ou", ",", "avec", "et", "un", "d'"}
        if t.text not in _LEADING and not t.cue("duration", "filler", "condition", "notably"):
            return False
    return False


def _follows(s: Statement, i: int, m: Mention, code: str) -> bool:
    """Whether nothing but small words stands between a mention and the condition at token `i`."""
    for t in s.tokens[m.last : i]:
        if t.text in _VERBS or (code not in SELECTION and t.text in {",", "apres"}):
            return False
        if t.text not in _LINKING and not t.cue("condition", "filler", "stop", "entry", "notably"):
            return False
    return True


# ---- work experience -----------------------------------------------------------------------------------------------
def add_experience(s: Statement, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with work experience: a way in by itself, or a condition of the diploma it goes with."""
    out = list(mentions)
    for i, t in enumerate(s.tokens):
        if t.cue("professionals") and s.leads_here:
            out.append(_stated_here(s, i, i + 1, "expérience", Scope.ANY))
        if t.cue("experience") and i not in s.silent:
            found = _experience(s, i, mentions)
            if found is not None:
                out.append(found)
    out.sort(key=lambda m: m.start)
    return out


def _experience(s: Statement, i: int, mentions: list[Mention]) -> Mention | None:
    """Say what experience at token `i` is; return it where it is a way in by itself."""
    before = [m for m in mentions if m.at < i]
    after = [m for m in mentions if m.at > i]
    if not s.leads_here:
        paused = s.word(i - 1) in {",", "ou", "et", "puis"}
        _require(after if after and (not before or paused or _leads(s, i)) else before)
        return None
    if before and _joined(s, i):
        _require([m for m in before if m.unit == before[-1].unit])
    elif before and not after and _is_alternative(s, i):
        return _stated_here(s, i, i + 1, "expérience", Scope.ANY)
    elif after and s.word(i + 1) in {"pour", "pour les"}:
        _require(after)
    elif any(
        t.text.startswith(
            ("justifier", "justifia", "justifie", "attest", "personnes", "ayant", "avoir", "beneficia", "salarie")
        )
        for t in s.tokens[:i]
    ):
        if any(t.cue("duration") for t in s.tokens[i + 1 :]):
            _require(after)  # "5 ans d'expérience, ou 2 ans pour les titulaires d'un CAP"
        near = s.tokens[i + 1 : i + _FAR]
        in_field = any(t.text in {"secteur", "rapport", "domaine"} or t.cue("field", "same-field") for t in near)
        return _stated_here(s, i, i + 1, "expérience", Scope.FIELD if in_field else Scope.ANY)
    return None


def _is_alternative(s: Statement, i: int) -> bool:
    """Whether experience at token `i` is a way in beside a diploma: « ou cinq années de pratique »."""
    j = i - 1
    while j >= 0 and s.word(j) in {"d'", "de", "une", "avec", "soit", "par"}:
        j -= 1
    return s.word(j) == "ou"


def _require(mentions: list[Mention]) -> None:
    for m in mentions:
        m.conditions.add("expérience")


def _joined(s: Statement, i: int) -> bool:
    """Whether experience is asked besides the diploma before it: « un CAP et 5 ans d'expérience »."""
    words = {t.text for t in s.tokens[max(0, i - 4) : i]}
    if any(w.startswith("personnes") for w in words):
        return False
    beside = bool(words & {"et", "avec", "suivi"}) or any(w.startswith("complete") for w in words)
    return beside or s.word(i).startswith("avec")


def _stated_here(s: Statement, i: int, j: int, kind: str, scope: Scope) -> Mention:
    """Return a mention that the tokens i..j state without a word for a diploma."""
    return Mention(kind, None, scope, i, j, s.tokens[i].start, s.tokens[j - 1].end, unit=-1)


# ---- apprentices ---------------------------------------------------------------------------------------------------
def set_apprenticeship(s: Statement, mentions: list[Mention]) -> list[Mention]:
    """Mark ways that are open to apprentices alone; « les élèves en apprentissage entrent directement » is one."""
    if not s.leads_here:
        return mentions
    if s.has("apprenticeship"):
        alone = any("uniquement" in t.text or "exclusivement" in t.text for t in s.tokens)
        alone = alone or any(t.cue("apprenticeship") and t.text.startswith(("se ", "s'")) for t in s.tokens)
        beside = {s.word(i + 1) for i, t in enumerate(s.tokens) if t.cue("apprenticeship")}
        alone = alone and not beside & {"ou", "et"}
        s.context.apprentices_alone = s.context.apprentices_alone or (alone and not mentions)
        for m in mentions:
            m.apprenticeship = m.kind != "expérience"
    for i, t in enumerate(s.tokens):
        if t.cue("apprentices") and any("directement" in x.text or "sans passer" in x.text for x in s.tokens[i:]):
            last = len(s.tokens) - (s.tokens[-1].text == ".")
            return [*mentions, replace(_stated_here(s, i, last, "3e", Scope.ANY), apprenticeship=True)]
    return mentions
