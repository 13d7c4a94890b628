"""Coordinations: a general word that its list spells out, a field that holds for all before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.model import Scope
from pathways.prose.kinds import BACS, LEVELS
from pathways.prose.names import Name, Names
from pathways.prose.schools import SCHOOLS
from pathways.prose.statement import articles

if TYPE_CHECKING:
    from pathways.prose.mentions import Mention
    from pathways.prose.statement import Statement

__all__ = ["coordinated", "fields_of", "in_fields", "share_field", "spelt_out"]


_FAR = 12


def spelt_out(s: Statement, mentions: list[Mention]) -> list[Mention]:
    """Leave out general words that a list spells out: « un bac : bac pro, bac STMG », « BTS ou BUT (BTS X) »."""
    out = []
    for i, m in enumerate(mentions):
        following = next((n for n in mentions[i + 1 :] if n.at != m.at), None)
        listed = m.name is None and _in_bracket_after(s, m, mentions[i + 1 :])
        if listed or (following is not None and _spelt_out_by(s, m, following)):
            continue
        if _school_named_after(s, m, mentions[i + 1 :]):
            continue
        out.append(m)
    return out


def _school_named_after(s: Statement, m: Mention, later: list[Mention]) -> bool:
    """Whether schools by name spell out a general one: « en école d'ingénieurs accessible à bac + 2 : École X »."""
    if not m.kind.startswith(SCHOOLS) or m.scope is Scope.NAMED:
        return False
    spelt = False
    last = m.last
    for n in later:
        if n.scope is not Scope.NAMED or not n.kind.startswith(SCHOOLS):
            break
        between = s.tokens[last : n.at]
        spelt = spelt or any(t.text == ":" for t in between)
        if not (n.under or spelt or any(t.cue("notably", "example") for t in between)) and last == m.last:
            break
        n.under = m
        n.kind = n.kind if m.kind == "école spécialisée" else m.kind
        last = n.last
    return spelt


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


def fields_of(s: Statement) -> list[Name]:
    """Return the fields that a sentence says: « dans les domaines de la forêt et du tourisme : »."""
    names = Names(s.tokens, s.text, s.lexicon)
    for i, t in enumerate(s.tokens):
        cue = t.cue("field")
        if cue is not None:
            items, _ = names.items(i + 1, len(s.tokens), "", fields=True, many=cue.value == "many")
            return items
    return []


def in_fields(mentions: list[Mention], fields: list[Name]) -> list[Mention]:
    """Give the fields that the head of a list says to the bare mentions of its items."""
    out: list[Mention] = []
    for m in mentions:
        named = [replace(m, name=f.text, scope=Scope.FIELD, conditions=set(m.conditions)) for f in fields if m.bare]
        out += named or [m]
    return out


def share_field(s: Statement, mentions: list[Mention], closes: dict[int, int]) -> list[Mention]:
    """Give a trailing field, or a trailing list, to all diplomas coordinated before it.

    « BTS, BUT ou DEUST dans les domaines X et Y » are six links.  `closes` says where brackets close.
    """
    closed = {shut: opening for opening, shut in closes.items()}
    for i, t in enumerate(s.tokens):
        if t.cue("same-field") and not s.leads_here and _in_purpose(s, i):
            last = next((m for m in reversed(mentions) if m.at < i), None)
            if last is not None and last.bare:  # "un autre CAP pour se spécialiser dans un domaine voisin"
                last.scope, last.bare = Scope.FIELD, False
        if t.cue("same-field") and i - 1 in closed:  # "(BUT ou BTS) dans un domaine proche"
            for m in mentions:
                if m.bracket == closed[i - 1] and m.bare:
                    m.scope, m.bare = Scope.FIELD, False
    out: list[Mention] = []
    for m in reversed(mentions):
        group = [n for n in _group_after(out, m) if n.trailing]
        if group and _shares(s, m, group[0]):
            out += reversed([_copy(m, g) for g in group])
        else:
            out.append(m)
    return out[::-1]


def _in_purpose(s: Statement, i: int) -> bool:
    """Whether token `i` stands in « pour élargir ses compétences dans ... », after a diploma."""
    for j in range(i - 1, max(-1, i - _FAR), -1):
        if s.tokens[j].kinds or s.word(j) in {",", ";", "."}:
            return False
        if s.word(j).split()[:1] == ["pour"] or s.word(j) in {"afin d'", "afin de"}:
            return True
    return False


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


def _holds(s: Statement, m: Mention) -> bool:
    """Whether a mention is told by who holds it: « bacheliers professionnels », « ceux d'un BUT »."""
    before = s.before(m)
    told = before is not None and before.cue("holder", "elided") is not None
    return told or s.word(m.at).startswith("bachelier")


def _shares(s: Statement, m: Mention, last: Mention) -> bool:
    """Whether a bare mention takes the field of the one after it."""
    holders = s.leads_here and _holds(s, m) and _holds(s, last)
    if (
        not m.bare
        or (m.unit != last.unit and not holders)
        or m.bracket != last.bracket
        or m.kind in {"bac", "bac général"}
    ):
        return False
    before, after = articles(m.determiner), articles(last.determiner)
    if s.leads_here and last.scope is Scope.FIELD and _holds(s, m) and _holds(s, last):
        return True  # "des bacheliers professionnels et des titulaires d'un CAP du secteur"
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
