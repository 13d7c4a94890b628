"""Clauses and polarity: where one statement ends inside a sentence, and which words of it are denied.

Negation in French has its own words, few and closed, so it is read by rule: « ne ... pas » and the predicates that
deny (« impossible », « déconseillé ») hold for their clause, « sauf » and « sans » for the words that follow them.
(M. Grevisse, A. Goosse, Le bon usage, chapitre « La négation »; edsnlp's `negation` works the same way.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.prose.sentences import Token

__all__ = ["clauses_of", "denied", "silent"]

_REACH = 7  # words from « ne » to « pas »
_SHORT = 4  # words from a denial to what turns it round: « n'est pas impossible »
_NE = frozenset({"ne", "n'"})
_NONE = frozenset({"aucun", "aucune", "nul", "nulle", "ni"})
_DETERMINERS = frozenset({"le", "la", "les", "l'", "un", "une", "des", "ces", "cette", "ce"})
_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "on", "ce", "c'", "cela", "ceux", "celui", "celles"})


def _does(t: Token, *what: str) -> bool:
    return t.cue(*what) is not None


def clauses_of(tokens: list[Token]) -> list[tuple[int, int]]:
    """Return the clauses of a sentence as half-open ranges of tokens.

    A clause ends at a semicolon, before « mais » and its like, at a comma before a pronoun subject, and at
    « et » before « ne ».
    """
    cuts = [0]
    depth = 0
    for i, t in enumerate(tokens):
        depth += (t.text == "(") - (t.text == ")")
        after = tokens[i + 1].text.split()[0] if i + 1 < len(tokens) else ""
        joins = (t.text == "," and (after in _PRONOUNS or _new_subject(tokens, cuts[-1], i))) or (
            t.text in {"et", ","} and after in _NE
        )
        if depth == 0 and i and (joins or t.text in {";", "."} or _does(t, "contrast")):
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], len(tokens)], strict=True))


def _new_subject(tokens: list[Token], start: int, i: int) -> bool:
    """Whether a clause with a subject and a verb of its own follows the comma at `i`, after one that has a verb."""
    if i + 1 >= len(tokens) or tokens[i + 1].text.split()[0] not in _DETERMINERS:
        return False
    stop = next((j for j in range(i + 1, len(tokens)) if tokens[j].text in {",", ";", ":", "qui", "("}), len(tokens))
    return any(_does(t, "verb") for t in tokens[start:i]) and any(_does(t, "verb") for t in tokens[i + 1 : stop])


def denied(tokens: list[Token]) -> set[int]:
    """Return the tokens that a sentence denies: « n'est pas accessible après un CAP », « sauf le bac STMG »."""
    out: set[int] = set()
    for start, end in clauses_of(tokens):
        for a, b in _denials(tokens, start, end):
            out.update(range(a, b))
    return out


def silent(tokens: list[Token], *, leads_here: bool) -> frozenset[int]:
    """Return the tokens of which no link is said: what is denied, and what one is exempted from.

    In « Accès » a clause of exemptions leads nowhere as a whole.
    """
    out = denied(tokens)
    for i, t in enumerate(tokens):
        if (cue := t.cue("skip")) is not None and cue.id == "dispense":
            start, end = next((a, b) for a, b in clauses_of(tokens) if a <= i < b)
            out.update(range(start, end) if leads_here else range(i, _phrase_end(tokens, i + 1, end)))
    return frozenset(out)


def _denials(tokens: list[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges denied in one clause."""
    for i in range(start, end):
        t = tokens[i]
        if _does(t, "except") and not any(_does(x, "deny") for x in tokens[i + 1 : i + _SHORT]):
            yield i, _phrase_end(tokens, i + 1, end)
        elif t.text in _NE or _does(t, "deny"):
            if not _negates(tokens, start, i, end):
                continue
            subordinate = _subordinate(tokens, start, i)
            if subordinate is None:
                yield start, _list_start(tokens, i, start, end)
            else:
                yield subordinate, _phrase_end(tokens, i + 1, end, past_verbs=True)


def _negates(tokens: list[Token], start: int, i: int, end: int) -> bool:
    """Whether the word at `i` denies its clause: « ne ... pas », not « n'est pas rare » nor « ne ... que »."""
    if tokens[i].text in _NE and any(t.text in _NONE for t in tokens[start:i]):
        return True
    if tokens[i].text not in _NE:
        before = {t.text for t in tokens[max(0, i - _SHORT) : i]}
        return not before & {"pas", "jamais", "sans", "sans etre"}
    for j in range(i + 1, min(i + _REACH, end)):
        if _does(tokens[j], "negative"):
            return not any(_does(t, "deny", "turn") for t in tokens[j + 1 : min(j + _SHORT, end)])
    return False


def _list_start(tokens: list[Token], i: int, start: int, end: int) -> int:
    """Return the colon at which a denial ends, where what it denies stands before it; else the end of the clause."""
    colon = next((j for j in range(i, end) if tokens[j].text == ":"), end)
    return colon if any(t.kinds for t in tokens[start:colon]) else end


def _subordinate(tokens: list[Token], start: int, i: int) -> int | None:
    """Return where the subordinate clause starts that token `i` stands in, None where it is the main one."""
    for j in range(i - 1, max(start - 1, i - _REACH), -1):
        words = tokens[j].text.split()
        if words[0] in {"qui", "que", "si", "s'il", "s'", "s'ils", "lorsque", "dont"}:
            return j
        if tokens[j].text in {",", "mais"} or tokens[j].kinds:
            return None
    return None


def _phrase_end(tokens: list[Token], i: int, end: int, *, past_verbs: bool = False) -> int:
    """Return where the phrase that starts at token `i` ends: at a comma, a bracket that closes, a new verb."""
    depth = 0
    seen = False
    for j in range(i, end):
        t = tokens[j]
        depth += (t.text == "(") - (t.text == ")")
        if depth < 0 or (depth == 0 and t.text in {",", ":", "."} and j > i):
            return j
        other = (
            t.text == "et"
            and j + 2 < end
            and tokens[j + 1].text in {"d'", "de"}
            and tokens[j + 2].text in {"un", "une"}
        )
        if depth == 0 and other and not past_verbs:
            return j
        if seen and depth == 0 and (_does(t, "go", "purpose", "entry") or t.text in {"peut", "peuvent", "qui"}):
            return j
        seen = seen or bool(t.kinds) or not past_verbs
    return end
