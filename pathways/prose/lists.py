"""Coordinations: a general word that its list spells out, a field that holds for all before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.model import Scope
from pathways.prose.kinds import BACS, LEVELS
from pathways.prose.statement import articles

if TYPE_CHECKING:
    from pathways.prose.mentions import Mention
    from pathways.prose.statement import Statement

__all__ = ["coordinated", "share_field", "spelt_out"]


def spelt_out(s: Statement, mentions: list[Mention]) -> list[Mention]:
    """Leave out general words that a list spells out: « un bac : bac pro, bac STMG », « BTS ou BUT (BTS X) »."""
    out = []
    for i, m in enumerate(mentions):
        following = next((n for n in mentions[i + 1 :] if n.at != m.at), None)
        listed = m.name is None and _in_bracket_after(s, m, mentions[i + 1 :])
        if listed or (following is not None and _spelt_out_by(s, m, following)):
            continue
        out.append(m)
    return out


def _spelt_out_by(s: Statement, m: Mention, n: Mention) -> bool:
    """Whether what follows a mention spells it out."""
    both_concours = m.kind == "concours" == n.kind
    if both_concours and m.name is not None and m.scope is Scope.NAMED:
        # as in: le concours de l'enseignement CAPES, ou de l'enseignement secondaire, CAPES entre parenthèses
        return [t.text for t in s.tokens[m.last : n.at]] in ([], ["("])
    if not both_concours and (m.name is not None or m.scope is Scope.FIELD):
        return False
    family = m.kind == n.kind or m.kind in LEVELS or (m.kind in BACS and n.kind in BACS)
    if not family and not (m.kind == "licence" and n.kind in {"L1", "L2", "L3"}):
        return False
    between = s.tokens[m.last : n.at]
    texts = [t.text for t in between]
    if ":" in texts and (m.kind in LEVELS | {"bac"} or m.kind == n.kind):
        return True
    if any(t.cue("notably") for t in between):
        return False
    # "1 ou 2 années d'études supérieures en classe prépa ou en BUT"
    years_in = (
        m.kind in LEVELS and "annee" in s.word(m.at) and bool(texts) and set(texts) <= {"en", "dans", "un", "une"}
    )
    opened = "(" in texts and ")" not in texts and "niveau" not in s.word(m.at)
    return (
        years_in or opened or (m.kind == "bac" and all(t.text in {",", "(", ":"} or t.cue("filler") for t in between))
    )


def _in_bracket_after(s: Statement, m: Mention, later: list[Mention]) -> bool:
    """Whether a bracket after a coordination lists diplomas of its kind: « certains BTS ou BUT (BTS X, BUT Y) »."""
    end = max([m.last, *(n.last for n in later if n.unit == m.unit and n.bracket == m.bracket)])
    for n in later:
        if n.bracket > end:
            return False
        if n.bracket >= 0 and n.bracket != m.bracket and n.bracket > m.at:
            noted = n.bracket + 1 < len(s.tokens) and s.tokens[n.bracket + 1].cue("notably") is not None
            if n.kind == m.kind and n.name and not noted:
                return True
        elif n.unit != m.unit:
            return False
    return False


def share_field(s: Statement, mentions: list[Mention], closes: dict[int, int]) -> list[Mention]:
    """Give a trailing field, or a trailing list, to all diplomas coordinated before it.

    « BTS, BUT ou DEUST dans les domaines X et Y » are six links.  `closes` says where brackets close.
    """
    closed = {shut: opening for opening, shut in closes.items()}
    for i, t in enumerate(s.tokens):
        if t.cue("same-field") and i - 1 in closed:  # "(BUT ou BTS) dans un domaine proche"
            for m in mentions:
                if m.bracket == closed[i - 1] and m.bare:
                    m.scope, m.bare = Scope.FIELD, False
    out: list[Mention] = []
    for m in reversed(mentions):
        group = [n for n in _group_after(out, m) if n.trailing]
        if group and _shares(m, group[0]):
            out += reversed([_copy(m, g) for g in group])
        else:
            out.append(m)
    return out[::-1]


def _group_after(out: list[Mention], m: Mention) -> list[Mention]:
    """Return the mentions of the kind word that stands after `m`, in the order of the text."""
    if not out:
        return []
    first = out[-1].at
    group = []
    for n in reversed(out):
        if n.at != first or n.at == m.at:
            break
        group.append(n)
    return group


def _shares(m: Mention, last: Mention) -> bool:
    """Whether a bare mention takes the field of the one after it."""
    if not m.bare or m.unit != last.unit or m.bracket != last.bracket or m.kind in {"bac", "bac général"}:
        return False
    before, after = articles(m.determiner), articles(last.determiner)
    if m.kind in BACS and after:
        return False
    return not after or (before[-1:] == after[-1:] and last.scope is not Scope.NAMED)


def _copy(m: Mention, g: Mention) -> Mention:
    return replace(
        m, name=g.name, scope=g.scope, end=max(m.end, g.end), bare=False, trailing=True, conditions=set(m.conditions)
    )


def coordinated(s: Statement, before: list[Mention], chained: frozenset[str]) -> list[Mention]:
    """Return the last mention and those that share its kind word or its bracket.

    An adjective or a série (`chained` adjectives) shares the « bac » before it.
    """
    last = before[-1]
    word = s.tokens[last.at]
    shares = word.text in chained or (word.kind is not None and word.kind.serie)
    out = [last]
    for m in reversed(before[:-1]):
        same_bracket = m.bracket == last.bracket >= 0
        same_unit = shares and m.unit == last.unit and m.bracket == last.bracket
        if m.at != last.at and not same_bracket and not same_unit:
            break
        out.append(m)
    return out
