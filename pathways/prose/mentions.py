"""One sentence: which diplomas it mentions, under which names, in which fields."""
# ruff: noqa: C901, PLR0911, PLR0912, PLR0915, PLR2004, ARG002, E501, SIM102, PLW2901, FBT001 - first version, taken apart next

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.model import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathways.prose.lexicon import Kind, Lexicon
    from pathways.prose.sentences import Token

__all__ = ["BACS", "DE_WORDS", "Mention", "mentions_of"]


@dataclass(slots=True)
class Mention:
    """A diploma as a sentence mentions it.

    `at` is the index of its kind word among the sentence's tokens, `last` that of the token after its
    name; `start` and `end` are offsets into the section; mentions of one coordination share `unit`,
    those of one kind word share `at`.
    """

    kind: str
    name: str | None
    scope: Scope
    at: int
    last: int
    start: int
    end: int
    unit: int = 0
    years: float | None = None
    conditions: set[str] = field(default_factory=set)
    after_year: int | None = None
    apprenticeship: bool = False
    bare: bool = False  #: nothing was said but the kind
    trailing: bool = False  #: its field stands after a list, and may hold for all of it
    bracket: int = -1  #: index of the bracket that it stands in, -1 outside
    determiner: str = ""


BACS = frozenset({"bac", "bac général", "bac techno", "bac pro"})
LEVELS = frozenset({"niveau CAP", "niveau bac", "bac+1", "bac+2", "bac+3", "bac+4", "bac+5", "bac+n"})
DE_WORDS = frozenset({"de", "du", "des", "d'"})
_THE = frozenset({"la", "le", "les", "l'"})
_ARTICLES = (
    DE_WORDS | _THE | {"un", "une", "en", "au", "aux", "a", "dans", "ce", "cet", "cette", "ces", "vers", "son", "sa"}
)
_SEPARATORS = frozenset({",", ";", "ou", "/", "et"})
_ADJECTIVES = {
    "general": "bac général",
    "generaux": "bac général",
    "technologique": "bac techno",
    "technologiques": "bac techno",
    "techno": "bac techno",
    "professionnel": "bac pro",
    "professionnels": "bac pro",
    "pro": "bac pro",
}
#: Kinds of which no specialty is read.
_PLAIN = LEVELS | {
    "3e",
    "2de GT",
    "2de",
    "Tle",
    "LAS",
    "PASS",
    "IEP",
    "mise à niveau",
    "expérience",
    "DCG",
    "DSCG",
    "bac",
}
#: First words that make what follows a kind a field, not a specialty.
_FIELD_WORD = re.compile(
    r"(industriel|agricole|scientifique|scientique|litteraire|artistique|commercial|tertiaire|paramedical|medical|juridique|economique|agronome|agronomique)(le)?e?s?$"
)
#: Kinds of which "en X" names the specialty; of all others it says the field.
_EN_NAMES = frozenset({"licence", "licence pro", "master", "L1", "L2", "L3", "DU", "BUT", "DEUST", "BTS", "BTSA"})
_OPTION = frozenset(
    {
        "option",
        "options",
        "parcours",
        "specialite",
        "specialites",
        "section",
        "specialisation",
        "enseignement",
        "mention",
        "mentions",
    }
)
#: What an « école de X » is, by the first word of X.
_SCHOOLS = (
    (re.compile(r"ingenieur"), "ingénieur"),
    (re.compile(r"(commerce|gestion|management)$"), "école de commerce"),
    (re.compile(r"veterinaire"), "école vétérinaire"),
    (re.compile(r"architecture"), "école d'architecture"),
    (re.compile(r"(art|arts|design|mode|cinema|audiovisuel|graphisme|beaux)$"), "école d'art"),
)
_ART_FIELD = re.compile(r"\b(cinema|audiovisuel|design|mode|son|image|graphisme|arts? appliques?|beaux arts)\b")
_ENDS_NAMES = frozenset(
    {
        "stop", "go", "purpose", "duration", "condition", "holder", "field", "same-field", "notably", "experience", "year",
        "after", "apprenticeship", "apprentices", "none", "skip", "entry", "self", "names", "professionals", "nothing", "example",
    }
)  # fmt: skip


def _ends_name(token: Token) -> bool:
    """Whether a name cannot go on over this token."""
    return bool(token.kinds) or any(c.does in _ENDS_NAMES for c in token.cues)


def _subsequence(letters: str, words: str) -> bool:
    it = iter(words)
    return all(c in it for c in letters)


@dataclass(slots=True)
class _Tail:
    """What follows a kind word."""

    names: list[tuple[int, int, str]] = field(default_factory=list)  #: start, end, name
    fields: list[tuple[int, int, str]] = field(default_factory=list)
    same: bool = False
    general: bool = False
    bracketed: bool = False
    end: int = 0
    years: float | None = None


class Reading:
    """Reads the mentions of one sentence, left to right."""

    def __init__(self, tokens: list[Token], text: str, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.text = text
        self.lexicon = lexicon
        self.close, self.inside = self._brackets()

    def _brackets(self) -> tuple[dict[int, int], list[int]]:
        """Return where each bracket closes, and for each token the bracket it stands in (-1: none)."""
        close: dict[int, int] = {}
        inside: list[int] = []
        stack: list[int] = []
        for i, t in enumerate(self.tokens):
            inside.append(stack[-1] if stack else -1)
            if t.text == "(":
                stack.append(i)
            elif t.text == ")" and stack:
                close[stack.pop()] = i
        for i in stack:  # never closed: it opens nothing
            inside = [-1 if b == i else b for b in inside]
        return close, inside

    def text_at(self, i: int) -> str:
        """Return the folded text of token `i`, "" beyond the sentence."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    # ---- names -----------------------------------------------------------------------------------------------------
    def _written(self, i: int, j: int) -> str:
        """Return tokens i..j as written, without outer marks."""
        if j <= i:
            return ""
        raw = (
            " ".join(self.text[self.tokens[i].start : self.tokens[j - 1].end].split())
            .replace('" ', '"')
            .replace(' "', '"')
        )
        return raw.strip(' "«»“”,;:.…-')

    def _name(self, i: int, j: int) -> tuple[int, int, str]:
        """Return the name in tokens i..j without leading articles and words that open a list."""
        while i < j and (self.tokens[i].text in _ARTICLES or self.tokens[i].text in {'"', ",", "et", "ou"}):
            i += 1
        while i < j and self.tokens[i].text in {"mention", "mentions"}:
            i += 1
        for k in range(i, j):
            if self.tokens[k].text == "(" and self.close.get(k) == j - 1 and self.tokens[k - 1].words[-1].capitals:
                if k == i + 1 and self._spells(k, j - 1) and j - 1 - k > 2:
                    return i, j, self._written(k + 1, j - 1)
        return i, j, self._written(i, j)

    def _known(self, i: int, end: int, kind: str) -> int | None:
        """Return the token after a name of the record that starts at token `i`, None where there is none."""
        table = self.lexicon.names.get(kind)
        if table is None:
            return None
        words = [w for t in self.tokens[i : min(end, i + 40)] for w in t.words]
        found = table.at(words, 0)
        if found is None:
            return None
        count = 0
        for j in range(i, end):
            count += len(self.tokens[j].words)
            if count >= found.end:
                return j + 1 if count == found.end else None
        return None

    def _kind_near(self, i: int, end: int) -> bool:
        """Whether a kind stands at token `i`, articles and fillers aside."""
        for t in self.tokens[i : min(end, i + 4)]:
            if t.kinds:
                return True
            if t.text not in _ARTICLES and not t.cue("filler"):
                return False
        return False

    def _chunk(self, i: int, end: int, kind: str, *, fields: bool) -> int:
        """Return the token after the one name that starts at token `i`."""
        j = i
        while j < min(end, i + 2) and self.tokens[j].text in _ARTICLES:
            j += 1
        if self.text_at(j) == '"':
            for k in range(j + 1, min(end, j + 30)):
                if self.tokens[k].text == '"':
                    return k + 1
            j += 1
        if not fields and (known := self._known(j, end, kind)) is not None:
            j = known
        while j < end:
            t = self.tokens[j]
            follows = self.text_at(j + 1)
            if t.text == "avec" and follows in _OPTION:
                j += 2
            elif t.text in {",", ";", "ou", "/", ".", ")", "(", "!", "?", '"', "-", "+"} or (
                t.text == ":" and not (self.inside[j] >= 0 and j > i and not self._kind_near(j + 1, end))
            ):
                break
            elif t.cue("names") and j > i and t.text in _OPTION:
                j += 1
            elif t.kinds and t.kind is not None and t.kind.id == "ecole" and j > i and self.text_at(j - 1) in DE_WORDS:
                j += 1  # "professeur des écoles"
            elif (
                _ends_name(t)
                or (t.cue("filler") and j > i)
                or (t.text in {"en", "dans", "et", "a", "au"} and self._kind_near(j + 1, end))
                or (t.text == "pour" and re.search(r"(er|ir|re|oir)$", follows))
                or (t.text == "et" and follows in {"ou", "/", ","})
            ):
                break
            else:
                j += 1
        while j > i and self.tokens[j - 1].text in _ARTICLES | {"et", "pour"}:
            j -= 1
        return j

    def _next_item(self, j: int, end: int) -> int:
        """Return the first token after separators and fillers; `j` where no separator stands there."""
        k = j
        seen = False
        while k < end:
            t = self.tokens[k]
            if t.text in _SEPARATORS:
                seen = True
            elif t.kinds or not (seen and t.cue("filler", "example")):
                break
            k += 1
        return k if seen else j

    def _items(
        self, i: int, end: int, kind: str, *, fields: bool = False, many: bool = False
    ) -> tuple[list[tuple[int, int]], int]:
        """Read a list of names from token `i`; return their token ranges and the token after the last."""
        out: list[tuple[int, int]] = []
        first: str | None = None
        code_joined = False
        j = i
        while j < end:
            if not out and self.tokens[j].text == ":":
                j += 1
            while j < end and not self.tokens[j].kinds and self.tokens[j].cue("filler", "example", "names"):
                j += 1
            if j >= end or (_ends_name(self.tokens[j]) and self._known(j, end, kind) is None):
                break
            word = self.tokens[j].text
            prep = "de" if word in DE_WORDS else "en" if word in {"en", "dans"} else ""
            if out and prep == "en" and first != "en":
                break
            k = self._chunk(j, end, kind, fields=fields)
            if k == j:
                break
            k = self._past_gloss(j, k, end, kind)
            if out and prep == "de" and first == "" and not fields and code_joined:
                out[-1] = (out[-1][0], k)  # "management de l'hôtellerie ou de l'hébergement" is one name
            else:
                out += self._parts(j, k, fields=fields, many=many)
            if first is None:
                first = prep
            j = k
            after = self._next_item(j, end)
            if after == j or after >= end or self._kind_near(after, end):
                break
            nxt = self.tokens[after]
            if _ends_name(nxt) and not nxt.cue("names"):
                break
            code_joined = all(t.text in {"ou", "et"} for t in self.tokens[j:after])
            j = after
        return out, j

    def _past_gloss(self, i: int, j: int, end: int, kind: str) -> int:
        """Return the token after the bracket that spells out the name i..j, and after what the name goes on with."""
        shut = self.close.get(j)
        if shut is None or shut >= end or not self._spells(j, shut):
            return j
        after = shut + 1
        if (
            after < end
            and not _ends_name(self.tokens[after])
            and self.tokens[after].text[0].isalpha()
            and self.tokens[after].text not in _SEPARATORS | {"en", "dans"}
        ):
            return self._chunk(after, end, kind, fields=False)
        return after

    def _spells(self, i: int, j: int) -> bool:
        """Whether the bracket i..j spells out the acronym before it, or is the acronym of what stands before it."""
        inner = [w for t in self.tokens[i + 1 : j] for w in t.words if w.text[0].isalnum()]
        before = self.tokens[i - 1].words[-1]
        if not inner:
            return True
        letters = re.sub(r"[^a-z]", "", before.text)
        if before.capitals and len(letters) > 1 and len(inner) > 1 and inner[0].text[0] == letters[0]:
            return _subsequence(letters, " ".join(w.text for w in inner)) and len(inner) >= len(letters) - 2
        return len(inner) == 1 and inner[0].capitals and len(inner[0].text) > 1

    def _parts(self, i: int, j: int, *, fields: bool, many: bool) -> list[tuple[int, int]]:
        """Part tokens i..j at « et » where it joins two fields or two quoted names."""
        out: list[tuple[int, int]] = []
        start = i
        for k in range(i + 1, j - 1):
            if self.tokens[k].text != "et":
                continue
            follows = self.tokens[k + 1].text
            two_fields = fields and many and (follows in DE_WORDS | _THE or self.tokens[start].text not in _ARTICLES)
            if two_fields or (follows == '"' and self.text_at(k - 1) == '"'):
                out.append((start, k))
                start = k + 1
        out.append((start, j))
        return out

    # ---- what follows a kind ---------------------------------------------------------------------------------------
    def _gloss(self, i: int, j: int, kind: Kind, head: int) -> bool:
        """Whether the bracket i..j spells out or abbreviates what stands before it."""
        inner = self.tokens[i + 1 : j]
        if not inner or inner[0].text in {"ex", "futur", "ex ."}:
            return True
        first = inner[0].kind
        same = (
            first is not None
            and not first.serie
            and first.name in {None, kind.name}
            and (
                first.kind == kind.kind
                or (kind.kind in LEVELS and first.kind in {"CAP", "bac", "bac+2", "bac+3", "bac+5"})
            )
        )
        if same and all(t.kinds or t.text in {",", "ex", "mc"} or t.cue("nothing") for t in inner):
            return True
        if kind.kind in LEVELS and any(t.text in {"ects", "credits"} for t in inner):
            return True
        if kind.kind in {"L1", "L2", "L3"} and re.match(r"(\d|premi|deuxi|troisi)", inner[0].text):
            return True
        plain = [w.text for t in inner for w in t.words if w.text[0].isalnum()]
        before = self.tokens[i - 1]
        acronym = re.sub(r"[^a-z]", "", before.words[-1].text)
        if before.words[-1].capitals and len(acronym) > 1 and len(plain) > 1 and plain[0][0] == acronym[0]:
            return _subsequence(acronym, " ".join(w for w in plain)) and len(plain) >= len(acronym) - 2
        if (
            len(plain) == 1
            and inner[-1].words[-1].capitals
            and i > head + 1
            and self.tokens[i - 1].text not in _ARTICLES
        ):
            spelt = " ".join(t.text for t in self.tokens[head:i])
            return _subsequence(re.sub(r"[^a-z]", "", plain[0]), spelt)
        return False

    def _tail(self, k: int, end: int, kind: Kind) -> _Tail:
        tail = _Tail()
        pos = k + 1
        code = kind.kind
        named = code not in _PLAIN and (kind.name is None or kind.id == "prepa-ats" or kind.serie)
        while pos < end:
            t = self.tokens[pos]
            follows = self.tokens[pos + 1] if pos + 1 < end else None
            if t.text == "(" and pos in self.close:
                shut = self.close[pos]
                if self._gloss(pos, shut, kind, k):
                    spelt = self._written(pos + 1, shut)
                    if (
                        tail.names
                        and len(tail.names[-1][2].split()) == 1
                        and self.tokens[pos - 1].words[-1].capitals
                        and not kind.serie
                    ):
                        a, _, _ = tail.names[-1]
                        tail.names[-1] = (a, shut + 1, spelt if kind.kind != "CPGE" else tail.names[-1][2])
                    pos = shut + 1
                    continue
                inner = self.tokens[pos + 1 : shut]
                if inner[0].text.isdecimal() or (
                    len(inner) == 1 and inner[0].kind is not None and inner[0].kind.kind in LEVELS
                ):
                    pos = shut + 1
                    continue
                lasting = [x for x in inner if x.cue("duration")]
                if lasting and not any(x.kinds for x in inner):
                    tail.years = years_of(lasting[0])
                    pos = shut + 1
                    continue
                if any(x.kinds and x.kind is not None and x.kind.id != "ecole" for x in inner) or (
                    inner and inner[0].cue("stop", "condition", "entry", "go")
                ):
                    break
                if code == "école spécialisée" and kind.id != "ecole":
                    pos = shut + 1
                    continue
                self._list(tail, pos + 1, shut, kind, bracketed=True)
                pos = shut + 1
                continue
            if t.text == "." and (self.text_at(pos + 1) == "." or self.text_at(pos - 1) == "."):
                pos += 1
                continue
            if t.cue("same-field") and not (
                follows is not None
                and t.text.startswith(("du secteur", "du domaine", "du champ"))
                and follows.text not in _SEPARATORS | {"(", ".", ")"}
                and not _ends_name(follows)
            ):
                tail.same = True
                pos += 1
                continue
            if cue := t.cue("field", "same-field"):
                items, pos = self._items(pos + 1, end, code, fields=True, many=cue.value == "many")
                if not items:
                    tail.same = True
                    pos = max(pos, k + 1)
                    break
                tail.fields += [self._name(a, b) for a, b in items]
                tail.end = pos
                continue
            if t.cue("names") and named:
                items, after = self._items(pos + 1, end, code)
                if not items:
                    break
                tail.names += [self._name(a, b) for a, b in items]
                pos = after
                continue
            if (
                t.text == ","
                and follows is not None
                and (
                    follows.cue("field", "same-field") or (follows.cue("notably") and not self._kind_near(pos + 2, end))
                )
            ):
                pos += 1
                continue
            if t.cue("notably") and not self._kind_near(pos + 1, end):
                if (
                    follows is None
                    or (code in BACS and follows.text in _ADJECTIVES)
                    or (not named and not follows.cue("field", "same-field"))
                    or (_ends_name(follows) and not follows.cue("field", "same-field", "names"))
                ):
                    break
                if named and not follows.cue("field", "same-field", "names"):
                    items, after = self._items(pos + 1, end, code)
                    if not items:
                        break
                    tail.general = True
                    tail.names += [self._name(a, b) for a, b in items]
                    pos = after
                    continue
                tail.general = True
                pos += 1
                continue
            if (
                t.text == ":"
                and named
                and follows is not None
                and not self._kind_near(pos + 1, end)
                and not _ends_name(follows)
                and pos > k
            ):
                items, after = self._items(pos + 1, end, code)
                if not items:
                    break
                tail.names += [self._name(a, b) for a, b in items]
                tail.fields = []
                tail.same = False
                pos = after
                continue
            if t.cue("filler") and not t.kinds:
                pos += 1
                continue
            if t.kinds or _ends_name(t) or t.text in _SEPARATORS or t.text in {".", ")", ":", "(", "!", "?", "-", "+"}:
                break
            if (
                t.text in {"en", "dans"}
                and code in LEVELS | {"CAP", "BEP", "école", "école spécialisée", "ingénieur", "bac pro", "BP"}
                and not self._kind_near(pos + 1, end)
            ):
                items, after = self._items(pos, end, code, fields=True)
                if not items:
                    break
                tail.fields += [self._name(a, b) for a, b in items]
                pos = after
                continue
            if code == "CPGE" and t.text in {"aux", "a"} and not tail.names:
                after = pos + 1
                while (
                    after < end
                    and self.tokens[after].text not in _SEPARATORS | {".", "(", ")"}
                    and not self.tokens[after].cue("stop", "purpose", "condition")
                ):
                    after += 1
                tail.names.append(self._name(pos, after))
                pos = after
                continue
            if not named or tail.names or tail.fields:
                break
            if code == "bac général" and not _FIELD_WORD.match(t.text):
                break
            if t.text in {"a", "au", "aux"} and code != "CPGE":
                break
            if self._list(tail, pos, end, kind) is False:
                break
            pos = tail.end
        tail.end = pos
        return tail

    def _list(self, tail: _Tail, i: int, end: int, kind: Kind, *, bracketed: bool = False) -> bool:
        """Read names or fields from token `i` into `tail`; False where there are none."""
        code = kind.kind
        if bracketed and self.tokens[i].cue("notably"):
            tail.general = True
            i += 1
        if i >= end:
            return False
        opener = self.tokens[i].cue("field", "same-field")
        if opener or (self.tokens[i].text in DE_WORDS and self.text_at(i + 1) in {"secteur", "domaine"}):
            items, tail.end = self._items(
                i + 1, end, code, fields=True, many=opener is not None and opener.value == "many"
            )
            tail.fields += [self._name(a, b) for a, b in items]
            if not items:
                tail.same = True
            return True
        if kind.kind in _PLAIN or kind.kind == "bac général":
            if _FIELD_WORD.match(self.tokens[i].text) and not bracketed:
                j = self._chunk(i, end, code, fields=True)
                tail.fields.append(self._name(i, j))
                tail.end = j
                return True
            return False
        first = self.tokens[i].text
        items, tail.end = self._items(i, end, code, fields=code == "école")
        if not items:
            return False
        if bracketed and tail.names and first not in _OPTION:
            if code != "concours":
                return True  # detail of a name already given
            tail.names.clear()
        names = [self._name(a, b) for a, b in items]
        names = self._options(names, tail)
        if bracketed and first in _OPTION and tail.names:
            base = tail.names.pop()
            names = [(a, b, f"{base[2]} {n}") for a, b, n in names]
        is_field = (
            bool(_FIELD_WORD.match(self.tokens[names[0][0]].text if names[0][0] < end else ""))
            and code not in {"licence", "master", "BTS", "DE"}
            and not bracketed
        )
        if first in {"en", "dans"} and code not in _EN_NAMES:
            is_field = True
        if code == "DE" and first == "secteur":
            is_field = True
        if bracketed:
            tail.bracketed = True
        (tail.fields if is_field else tail.names).extend(names)
        return True

    def _options(self, names: list[tuple[int, int, str]], tail: _Tail) -> list[tuple[int, int, str]]:
        """Give « option B » the name that « option A » stands with."""
        out: list[tuple[int, int, str]] = []
        base = ""
        for a, b, n in names:
            head, sep, _ = n.partition(" option ")
            if sep:
                base = head
            if n.startswith("option ") and base:
                n = f"{base} {n}"
            out.append((a, b, n))
        return out

    # ---- the sentence ----------------------------------------------------------------------------------------------
    def read(self) -> list[Mention]:
        """Return every mention, in the order of the text."""
        out: list[Mention] = []
        unit = 0
        i = 0
        end = len(self.tokens)
        while i < end:
            t = self.tokens[i]
            if t.text in {"(", ")"}:
                i += 1
                continue
            kind = t.kind
            if kind is None and out and t.text in _ADJECTIVES and self._joins_bac(out[-1], i):
                kind = _adjective(t.text)
            if kind is None:
                if t.cue("go", "purpose", "duration", "holder", "stop", "year") or t.text in {".", ":"}:
                    unit += 1
                i += 1
                continue
            limit = self.close.get(self.inside[i], end) if self.inside[i] >= 0 else end
            found, after = self._mention(i, limit, kind)
            for m in found:
                m.unit = unit
                m.bracket = self.inside[i]
            out += found
            i = max(after, i + 1)
        return out

    def _joins_bac(self, last: Mention, i: int) -> bool:
        """Whether the adjective at token `i` goes on with the « bac » before it."""
        if last.kind not in BACS:
            return False
        between = self.tokens[last.last : i]
        return len(between) <= 8 and all(
            t.text in _SEPARATORS | {"(", ")", "tout", "un", "d'", "des"} or t.cue("filler", "notably") or t.kinds
            for t in between
        )

    def _mention(self, i: int, end: int, kind: Kind) -> tuple[list[Mention], int]:
        head = i
        # "bac technologique STI2D": the série names the bac
        nxt = self.tokens[i + 1] if i + 1 < end else None
        if (
            kind.kind in {"bac", "bac techno"}
            and not kind.serie
            and nxt is not None
            and nxt.kind is not None
            and nxt.kind.serie
        ):
            kind = nxt.kind
            head = i + 1
        tail = self._tail(head, end, kind)
        code = kind.kind
        name = kind.name
        if kind.serie and name is None:
            name = (
                self._written(head, head + 1).split()[-1]
                if self.tokens[head].text.split()[0] != "serie"
                else self._written(head, head + 1)
            )
        if kind.id == "premiere-serie":
            name = self._written(head, head + 1).split()[-1]
        if kind.acronym:
            name = self._written(head, head + 1)
        start = self.tokens[i].start
        determiner = self._determiner(i)

        def mention(n: str | None, scope: Scope, stop: int) -> Mention:
            return Mention(
                code, n, scope, i, stop, start, self.tokens[stop - 1].end, years=tail.years, determiner=determiner
            )

        out: list[Mention] = []
        if kind.names and not tail.names:
            return [], tail.end
        if name is not None and tail.names and (kind.serie or kind.acronym or kind.id == "prepa-ats"):
            out += [
                mention(f"{name} {n}" if not n.lower().startswith(name.lower()) else n, Scope.NAMED, b)
                for _, b, n in tail.names
            ]
            if tail.general:
                out.insert(0, mention(name, Scope.NAMED, head + 1))
        elif name is not None:
            out.append(mention(name, Scope.NAMED, max(head + 1, min(tail.end, head + 1))))
        else:
            if (
                tail.general
                or (not tail.names and not tail.fields)
                or (tail.same and not tail.bracketed and not tail.fields)
            ):
                m = mention(None, Scope.FIELD if tail.same else Scope.ANY, head + 1)
                m.bare = not tail.same and not tail.names
                if not (tail.bracketed and tail.same):
                    out.append(m)
            for _, b, n in tail.fields:
                m = mention(n, Scope.FIELD, b)
                out.append(m)
            out += [mention(n, Scope.NAMED, b) for _, b, n in tail.names]
        for m in out:
            m.trailing = (m.scope is Scope.FIELD) or tail.bracketed
        if code == "école":
            out = [s for m in out for s in _school(m, self._grand(i))]
        elif code == "école spécialisée":
            for m in out:
                if m.name and _ART_FIELD.search(_plain(m.name)):
                    m.kind = "école d'art"
                if m.scope is Scope.NAMED:
                    m.scope = Scope.FIELD
        elif code == "concours":
            for m in out:
                if (
                    m.name
                    and _plain(m.name).startswith(("fonction publique", "enseignement"))
                    and len(m.name.split()) < 8
                ):
                    m.scope = Scope.FIELD
                    m.name = "fonction publique" if _plain(m.name).startswith("fonction") else m.name
        elif code == "ingénieur":
            for m in out:
                if m.scope is Scope.NAMED:
                    m.scope = Scope.FIELD
        for m in out:
            m.last = max(m.last, tail.end if m is out[-1] else m.last)
        return out, tail.end

    def _grand(self, i: int) -> bool:
        return self.tokens[i].text.startswith("grande")

    def _determiner(self, i: int) -> str:
        """Return the words before a kind, articles and fillers, nearest last."""
        j = i
        while (
            j > 0
            and i - j < 4
            and (
                self.tokens[j - 1].text in _ARTICLES
                or self.tokens[j - 1].cue("filler")
                or self.tokens[j - 1].text in {"tout", "classe", "une", "ce"}
                or self.tokens[j - 1].text.isdecimal()
            )
        ):
            j -= 1
        return " ".join(t.text for t in self.tokens[j:i])


def _plain(name: str) -> str:
    from pathways.text import fold  # noqa: PLC0415

    return fold(name).replace("-", " ")


def _adjective(word: str) -> Kind:
    from pathways.prose.lexicon import Kind  # noqa: PLC0415

    return Kind(f"adjective {word}", _ADJECTIVES[word])


def _school(m: Mention, grand: bool) -> Iterable[Mention]:
    """Say what an « école » is by its field."""
    if m.name is None:
        m.kind = "grande école" if grand else "école spécialisée"
        yield m
        return
    plain = _plain(m.name)
    first = plain.split()[0] if plain.split() else ""
    for pattern, kind in _SCHOOLS:
        if pattern.match(first):
            m.kind = kind
            rest = plain.split()[1:]
            if kind == "école d'art" or len(rest) == 0 or rest[0] in {"et", "ou"}:
                m.name, m.scope = None, Scope.ANY
            else:
                m.scope = Scope.FIELD
            yield m
            return
    m.kind = "école d'art" if _ART_FIELD.search(plain) else "école spécialisée"
    m.scope = Scope.FIELD
    yield m


def years_of(token: Token) -> float | None:
    """Return the years that a duration token says; ten months are a school year.

    The guide: 10 months count as 1 year, 18 as 1.5.
    """
    cue = token.cue("duration")
    if cue is None or not token.numbers:
        return None
    n = token.numbers[0]
    if cue.value == "months":
        return 1 if 9 <= n <= 12 else round(n / 12, 2)
    return n


def mentions_of(tokens: list[Token], text: str, lexicon: Lexicon) -> list[Mention]:
    """Return the diplomas that a sentence mentions, in its order."""
    return Reading(tokens, text, lexicon).read()
