"""From a formation's sections to its links: `mentions` reads a sentence, this what holds around it."""
# ruff: noqa: C901, PLR0911, PLR0912, PLR0915, PLR2004, ARG002, E501 - first version, taken apart next

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from pathways.model import Condition, Direction, Link, Scope, SectionName, Span
from pathways.prose.lexicon import build_lexicon
from pathways.prose.mentions import Mention, mentions_of
from pathways.prose.tails import BAC_ADJECTIVES, BACS, LEVELS, years_of
from pathways.prose.names import Names
from pathways.prose.phrases import words_of
from pathways.prose.sentences import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathways.model import Formation, Section
    from pathways.prose.lexicon import Lexicon
    from pathways.prose.sentences import Sentence, Token

__all__ = ["Unread", "read_links", "unread"]

_DIRECTIONS = {SectionName.ACCES: Direction.FROM, SectionName.POURSUITE: Direction.TO}
_ORDER = {c.value: i for i, c in enumerate(Condition)}
_THE = {"ce", "cet", "cette", "le", "la", "l'", "du", "au", "aux", "les", "des", "ces"}
_DETERMINERS = _THE | {"un", "une", "en", "dans", "de", "d'", "a"}
#: Words that lead to the fiche's own diploma.
_TOWARD = re.compile(r"^(acces|admission|entree|inscription|conduisant|preparant|menant|cette|la specialite|a la specialite|de la specialite)\b")
_SELECTION = {"dossier", "concours", "entretien", "tests"}
#: First letters of the words by which a sentence is about how candidates are chosen.
_SELECTING = (
    *("acces", "acced", "admis", "selecti", "recrut", "entree", "candidat", "inscri", "convoqu", "postul", "epreuve"),
    *("sur dossier", "dossier", "entretien", "tests", "deposer", "reussi"),
)
_CLASSES = {"1re", "Tle", "2de", "2de GT"}
_LEVEL_OF = {
    "CAP": "niveau CAP",
    "BPA": "niveau CAP",
    "BP": "niveau bac",
    "bac": "niveau bac",
    "bac pro": "niveau bac",
    "BTS": "bac+2",
    "BTSA": "bac+2",
    "licence": "bac+3",
    "DNA": "bac+3",
}
#: Years that a diploma takes in full, where a fiche says which of them one enters.
_LENGTH = {"BUT": 3, "licence": 3, "école de commerce": 5, "ingénieur": 5, "IEP": 5, "L3": 3, "L2": 3}


class Unread(NamedTuple):
    """A sentence that gave no link and was not recognised as saying that there is none."""

    section: str
    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Section:
    """What holds from one sentence of a section to the next."""

    own: str
    own_words: frozenset[str]
    duration: float | None
    direction: Direction
    paragraph: int = -1
    entry: float | None = None  #: years from the year of entry said last ("En L3 : ...")
    entry_low: float | None = None
    conditions: frozenset[str] = frozenset()  #: of that entry
    after_year: int | None = None
    default_years: float | None = None
    apprentices_alone: bool = False  #: the whole diploma is for apprentices
    waiting: set[str] = field(default_factory=set)  #: conditions of the whole section


def read_links(formation: Formation, lexicon: Lexicon | None = None) -> tuple[Link, ...]:
    """Read the links that a formation's sections « Accès » and « Poursuite d'études » state.

    Parameters
    ----------
    formation : Formation
        Its `type`, `title` and `duration_years` help to tell the fiche's own diploma from others.
    lexicon : Lexicon, optional
        From `build_lexicon`; without one, that of the package alone.

    Returns
    -------
    tuple of Link
        In the order of the text, `from` links first. `evidence` is `text[span.start:span.end]`.

    Examples
    --------
    >>> from pathways.model import Formation, Section
    >>> fiche = Formation("FOR.0", "CAP fleuriste", type="CAP", duration_years=2,
    ...     sections=(Section("acces", "Accès", "Ce CAP se prépare en 2 ans après la 3e."),))
    >>> [(link.direction.value, link.kind, link.years) for link in read_links(fiche)]
    [('from', '3e', 2)]
    """
    lexicon = lexicon or build_lexicon()
    out: list[Link] = []
    for name, direction in _DIRECTIONS.items():
        section = formation.section(name)
        if section is not None:
            found, _ = _read(formation, section, direction, lexicon)
            out += [_link(formation.id, section, direction, m) for m in found]
    return tuple(out)


def unread(formation: Formation, lexicon: Lexicon | None = None) -> tuple[Unread, ...]:
    """Return the sentences of both sections that are not understood.

    A sentence is understood that gave a link, a condition, or that a cue recognises as stating none
    ("débouche sur la vie active", "attestation de secourisme").

    Examples
    --------
    >>> from pathways.model import Formation, Section
    >>> fiche = Formation("FOR.0", "CAP fleuriste", type="CAP",
    ...     sections=(Section("poursuite", "Poursuite", "Ce CAP débouche sur la vie active. Le vent se lève."),))
    >>> [u.text for u in unread(fiche)]
    ['Le vent se lève.']
    """
    lexicon = lexicon or build_lexicon()
    out: list[Unread] = []
    for name, direction in _DIRECTIONS.items():
        section = formation.section(name)
        if section is not None:
            _, left = _read(formation, section, direction, lexicon)
            out += [Unread(section.name, s.start, s.end, section.text[s.start : s.end]) for s in left]
    return tuple(out)


def _articles(determiner: str) -> list[str]:
    """Return the articles and prepositions of a determiner, fillers left out."""
    return [w for w in determiner.split() if w in _DETERMINERS]


def _link(fiche: str, section: Section, direction: Direction, m: Mention) -> Link:
    return Link(
        fiche,
        section.name,
        direction,
        m.kind,
        m.name,
        m.scope,
        Span(m.start, m.end),
        section.text[m.start : m.end],
        m.years,
        tuple(sorted(m.conditions, key=_ORDER.__getitem__)),
        m.apprenticeship,
        m.after_year,
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        w.stem
        for w in words_of(text)
        if w.text[0].isalnum() and w.text not in _THE | {"de", "d'", "et", "en", "option"}
    )


def _read(
    formation: Formation, section: Section, direction: Direction, lexicon: Lexicon
) -> tuple[list[Mention], list[Sentence]]:
    """Return the mentions of a section that are links, and the sentences not understood."""
    state = _Section(lexicon.kind(formation), _stems(formation.title), formation.duration_years, direction)
    links: list[Mention] = []
    left: list[Sentence] = []
    paragraph: list[Mention] = []
    latest: list[Mention] = []
    headers: dict[int, tuple[set[str], float | None]] = {}
    for sentence in sentences_of(section.text, lexicon.phrases[section.name]):
        if sentence.paragraph != state.paragraph:
            state.paragraph = sentence.paragraph
            state.entry = state.entry_low = state.after_year = None
            state.conditions = frozenset()
            paragraph = []
        reading = _Sentence(sentence, section.text, lexicon, state)
        found = reading.links()
        if sentence.opens_list:
            headers[id(sentence)] = (reading.conditions(), None)
        if sentence.header is not None:
            held, _ = headers.get(id(sentence.header), (set(), None))
            for m in found:
                m.conditions |= held
        if not found:
            codes = set() if reading.skipped() else reading.conditions()
            target: list[Mention] = []
            if codes and reading.selects():
                if direction is Direction.TO:
                    target = latest
                elif state.entry is not None:
                    target = paragraph
                else:
                    state.waiting |= codes
                for m in target:
                    m.conditions |= codes
            elif not codes and not reading.says_nothing() and not sentence.opens_list:
                left.append(sentence)
        links += found
        paragraph += found
        if found:
            latest = found
    if direction is Direction.FROM:
        for m in links:
            m.conditions |= state.waiting
            m.apprenticeship = m.apprenticeship or state.apprentices_alone
    return _merged(links), left


def _merged(links: list[Mention]) -> list[Mention]:
    """One link for one X: conditions together, the first years said."""
    out: dict[tuple[str, frozenset[str], Scope, bool], Mention] = {}
    for m in links:
        key = ("expérience", frozenset(), Scope.ANY, m.apprenticeship) if m.kind == "expérience" else (
            m.kind,
            _stems(m.name or ""),
            Scope.NAMED if m.scope is Scope.NAMED else Scope.FIELD if m.name or m.scope is Scope.FIELD else Scope.ANY,
            m.apprenticeship,
        )
        kept = out.get(key)
        if kept is None:
            out[key] = m
            continue
        kept.conditions |= m.conditions
        if kept.scope is Scope.ANY:
            kept.scope = m.scope
        if kept.years is None:
            kept.years = m.years
        if m.after_year is not None and (kept.after_year is None or m.after_year < kept.after_year):
            kept.after_year = kept.after_year if kept.after_year is None else m.after_year
    return list(out.values())


class _Sentence:
    """One sentence in its section: which of its mentions are links, and what is said of each."""

    def __init__(self, sentence: Sentence, text: str, lexicon: Lexicon, state: _Section) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.text = text
        self.lexicon = lexicon
        self.state = state

    # ---- what the whole sentence says -------------------------------------------------------------------------------
    def has(self, *does: str) -> bool:
        """Whether one of its cues does one of these."""
        return any(t.cue(*does) for t in self.tokens)

    def conditions(self) -> set[str]:
        """Return the conditions it speaks of."""
        out = {str(c.value) for t in self.tokens if (c := t.cue("condition"))}
        if self.state.direction is Direction.TO and out and self.has("experience"):
            out.add("expérience")
        return out

    def selects(self) -> bool:
        """Whether it is about how candidates are chosen."""
        return any(t.text.startswith(_SELECTING) for t in self.tokens)

    def says_nothing(self) -> bool:
        """Whether a cue recognises it as stating no link."""
        return self.has(
            "none", "skip", "nothing", "condition", "experience", "year", "professionals", "after"
        ) or not any(len(t.text) > 3 for t in self.tokens)

    def skipped(self) -> bool:
        """Whether nothing in it is a link: advice on specialities, exemptions."""
        for i, t in enumerate(self.tokens):
            cue = t.cue("skip")
            if cue is None:
                continue
            if cue.id == "advised-specialities":
                if i <= 3:
                    return True
            elif self.state.direction is Direction.FROM or i <= 3 or cue.id != "dispense":
                return True
        return False

    # ---- links -----------------------------------------------------------------------------------------------------
    def links(self) -> list[Mention]:
        """Return the mentions that are links, with all that is said of them."""
        if self.skipped():
            return []
        mentions = mentions_of(self.tokens, self.text, self.lexicon)
        kept = self._heads(self._others(mentions))
        if not self._states(kept):
            kept = []
        self._field_after_bracket(kept)
        self._distribute(kept)
        kept = self._experience(kept)
        self._years(kept)
        self._entries(kept)
        for m in kept:
            if m.years is None and self.state.default_years is not None and not self.has("duration"):
                m.years = self.state.default_years
        self._leave(kept)
        self._conditions(kept)
        return self._apprenticeship(kept)

    def _states(self, mentions: list[Mention]) -> bool:
        """Whether the sentence (or the head of its list) says that one may enter or go on."""
        if not mentions:
            return True
        if self.state.direction is Direction.FROM:
            return True
        held = self.sentence.header is not None
        return held or self.has("go", "after", "purpose") or self.state.after_year is not None

    def _before(self, m: Mention) -> tuple[str, ...]:
        return tuple(m.determiner.split())

    def _token_before(self, m: Mention) -> Token | None:
        i = m.at - 1
        words = m.determiner
        while i >= 0 and words and words.endswith(self.tokens[i].text):
            words = words[: -len(self.tokens[i].text)].rstrip()
            i -= 1
        return self.tokens[i] if i >= 0 else None

    def _is_own(self, m: Mention) -> bool:
        """Whether a mention is the fiche's own diploma."""
        state = self.state
        prev = self.tokens[m.at - 1] if m.at else None
        before = self._token_before(m)
        toward = before is not None and before.cue("self") is not None and _TOWARD.search(before.text) is not None
        if state.direction is Direction.FROM and (toward or (prev is not None and prev.cue("self") and _TOWARD.search(prev.text))):
            return True
        if m.kind != state.own:
            return False
        name = _stems(m.name) if m.name else frozenset()
        fits = m.name is None or name <= state.own_words
        det = tuple(w for w in self._before(m) if not w.isdecimal())
        last = det[-1] if det else prev.text.split()[-1] if prev is not None else ""
        if state.direction is Direction.TO:
            return (last in _THE | {"ces"} and (fits or m.at <= 1)) or (m.at <= 1 and fits)
        if prev is not None and prev.cue("self", "year"):
            return True
        return not self._may_enter(m, before, det) or (bool(m.name) and name == state.own_words)

    def _may_enter(self, m: Mention, before: Token | None, det: tuple[str, ...]) -> bool:
        """Whether a diploma of D's own kind is one that leads to D: « titulaires du CAP », « après un BP »."""
        if before is not None and (before.cue("holder") or before.text in {"apres", "diplome"}):
            return True
        if before is not None and before.text == "avec" and det:
            return True
        if any(t.cue("holder") for t in self.tokens[max(0, m.at - 3) : m.at]):
            return True
        if det and det[-1] in {"un", "une", "autre", "autres", "second"}:
            return True
        return not det and m.at > 0 and self.tokens[m.at - 1].text in {",", "ou", "et", "(", ":"}

    def _others(self, mentions: list[Mention]) -> list[Mention]:
        """Leave out the fiche's own diploma, holders in « Poursuite », classes that are a place."""
        out: list[Mention] = []
        to = self.state.direction is Direction.TO
        dropped: set[int] = set()
        kept_seats = self.has("kept")
        dispense = next((i for i, t in enumerate(self.tokens) if t.cue("skip")), None)
        for n, m in enumerate(mentions):
            following = mentions[n + 1] if n + 1 < len(mentions) else None
            token = self.tokens[m.at]
            prev = self.tokens[m.at - 1] if m.at else None
            near = self.tokens[max(0, m.at - 3) : m.at]
            if self._is_own(m):
                continue
            if m.kind in _CLASSES:
                det = self._before(m)
                if (
                    to
                    or (det and det[-1] in {"en", "dans", "cette"})
                    or (prev is not None and prev.text in {"et", "puis"} and m.kind == "Tle")
                ):
                    continue
                if any(t.cue("duration") and t.text.startswith("dure") for t in self.tokens[: m.at]):
                    continue
            if m.kind == "formation":
                if m.scope is Scope.ANY or self.state.own not in {"DE", "BPJEPS", "DEJEPS"}:
                    continue
                m.kind = self.state.own
            if m.kind == "bac" and m.name is None and out and out[-1].kind.startswith("niveau") and out[-1].unit == m.unit and not m.determiner:
                m.kind = "niveau bac"
            if not to and (any(t.text.startswith("equivalence") for t in near)):
                dropped.add(m.at)
                continue
            if not to and n and mentions[n - 1].at in dropped and mentions[n - 1].unit == m.unit and m.kind in {"L1", "L2", "L3"}:
                continue
            if m.kind == "L1" and "annee" in token.text and m.bracket >= 0:
                continue
            if m.kind == "même niveau":
                level = next((_LEVEL_OF[x.kind] for x in reversed(out) if x.kind in _LEVEL_OF), None)
                if level is None or (m.scope is Scope.ANY and token.text.startswith("niveau")):
                    continue
                m.kind = level
            if not to and any(t.text.startswith("complete") for t in near):
                continue
            if m.kind in _CLASSES | {"2de pro"} and not to and any(t.text == "accessible" for t in self.tokens[m.at :]) and not any(t.cue("holder") for t in near):
                continue
            if m.kind == "2de":
                m.kind = "2de pro" if following is not None and following.name == "professionnelle" else "2de GT"
            if n and self._is_place(mentions[n - 1], m):
                continue
            if (
                m.kind == "concours"
                and m.name is None
                and following is not None
                and following.kind.startswith(("école", "ingénieur", "IEP", "grande"))
                and following.at <= m.at + 3
            ):
                following.conditions.add("concours")
                continue
            if to:
                if m.kind in LEVELS or token.text.startswith("bachel"):
                    continue
                if self._held(m, mentions[:n], dropped) or (
                    prev is not None and prev.text in {"apres", "avec"} and m.kind in BACS
                ):
                    continue
                if m.kind in BACS and not any(t.cue("go") for t in self.tokens[: m.at]):
                    continue
                if dispense is not None and m.at > dispense and not kept_seats:
                    continue
                if m.kind == "bac" or (m.kind == "concours" and m.name is None and self._before(m)[-1:] in {("ces",), ("ce",)}):
                    continue
                if m.kind in {"L1", "L2", "L3"}:
                    if m.name is None and m.bracket >= 0:
                        continue
                    if m.years is None:
                        m.years = {"L1": 3, "L2": 2, "L3": 1}[m.kind]
                    m.kind = "licence"
            else:
                if token.text.startswith("concours") and m.kind == "concours":
                    continue
                if (
                    m.kind.startswith(("école", "grande"))
                    and not token.text.startswith(("diplome", "titre"))
                    and not any(t.cue("holder") for t in near)
                ):
                    continue
                if m.kind == "ingénieur" and prev is not None and prev.cue("purpose"):
                    continue
            out.append(m)
        return out

    def _held(self, m: Mention, earlier: list[Mention], dropped: set[int]) -> bool:
        """Whether a diploma is one that its holder has: « les titulaires d'un X (ou d'un Y) »."""
        i = m.at - 1
        while i >= 0 and (self.tokens[i].text in _DETERMINERS | {":", "soit", "-"} or self.tokens[i].cue("filler")):
            i -= 1
        if i >= 0 and self.tokens[i].cue("holder"):
            dropped.add(m.at)
            return True
        last = next((x for x in reversed(earlier) if x.at != m.at), None)
        joined = last is not None and last.at in dropped and last.unit == m.unit
        if joined or m.at in dropped:
            dropped.add(m.at)
            return True
        return False

    def _is_place(self, before: Mention, m: Mention) -> bool:
        """Whether a school is only where the diploma before it is prepared: « un DNSEP dans une école d'art »."""
        if not m.kind.startswith(("école", "IEP")) or before.at == m.at:
            return False
        between = self.tokens[before.last : m.at]
        return (
            bool(between)
            and all(t.text in {"dans", "une", "d'", "en", "a", "l'", "au", "sein", "de", "au sein"} for t in between)
            and between[0].text in {"dans", "a", "au", "de"}
        )

    def _heads(self, mentions: list[Mention]) -> list[Mention]:
        """Leave out a general word that a list spells out: « un bac : bac pro, bac STMG »."""
        out: list[Mention] = []
        for i, m in enumerate(mentions):
            if m.name is None and self._listed_in_bracket(m, mentions[i + 1 :]):
                continue
            rest = [n for n in mentions[i + 1 :] if n.at != m.at]
            if (rest and m.name is None) or (rest and m.kind == "concours"):
                nxt = rest[0]
                between = self.tokens[m.last : nxt.at]
                texts = [t.text for t in between]
                family = (
                    m.kind in LEVELS
                    or (m.kind in BACS and nxt.kind in BACS)
                    or m.kind == nxt.kind
                    or (m.kind == "licence" and nxt.kind in {"L1", "L2", "L3"})
                )
                noted = any(t.cue("notably") for t in between)
                if m.kind == "concours" == nxt.kind and nxt.at == m.last:
                    continue
                if (family and m.scope is not Scope.FIELD) or m.kind == "concours" == nxt.kind:
                    if ":" in texts and (m.kind in LEVELS | {"bac", "concours"} or m.kind == nxt.kind):
                        continue
                    opened = "(" in texts and ")" not in texts and "niveau" not in self.tokens[m.at].text
                    if opened and not noted:
                        continue
                    if (
                        m.kind == "bac"
                        and not noted
                        and all(t.text in {",", "(", ":"} or t.cue("filler") for t in between)
                    ):
                        continue
            out.append(m)
        return out

    def _field_after_bracket(self, mentions: list[Mention]) -> None:
        """Give the field that stands after a bracket to what it lists: « (BUT ou BTS) dans un domaine proche »."""
        closed = {shut: opening for opening, shut in Names(self.tokens, self.text, self.lexicon).close.items()}
        for i, t in enumerate(self.tokens):
            if t.cue("same-field") and i - 1 in closed:
                for m in mentions:
                    if m.bracket == closed[i - 1] and m.bare:
                        m.scope, m.bare = Scope.FIELD, False

    def _listed_in_bracket(self, m: Mention, later: list[Mention]) -> bool:
        """Whether a bracket after this coordination lists diplomas of its kind: « certains BTS ou BUT (BTS X, BUT Y) »."""
        end = max([m.last, *(n.last for n in later if n.unit == m.unit and n.bracket == m.bracket)])
        for n in later:
            if n.bracket > end:
                return False
            if n.bracket >= 0 and n.bracket != m.bracket and n.bracket > m.at:
                opened = self.tokens[n.bracket + 1] if n.bracket + 1 < len(self.tokens) else None
                noted = opened is not None and opened.cue("notably") is not None
                if n.kind == m.kind and n.name and not noted:
                    return True
            elif n.unit != m.unit:
                return False
        return False

    def _distribute(self, mentions: list[Mention]) -> None:
        """Give a trailing field to all diplomas coordinated before it."""
        i = 0
        while i < len(mentions):
            m = mentions[i]
            if not m.trailing:
                i += 1
                continue
            group = [n for n in mentions if n.at == m.at]
            named = m.scope is Scope.NAMED
            j = i - 1
            while j >= 0 and m.trailing:
                n = mentions[j]
                if (
                    n.at == m.at
                    or not n.bare
                    or n.unit != m.unit
                    or n.bracket != m.bracket
                    or n.kind in {"bac", "bac général"}
                    or n.kind in LEVELS
                ):
                    break
                if n.kind in BACS and _articles(m.determiner):
                    break
                same = _articles(n.determiner) == _articles(m.determiner) or not _articles(m.determiner)
                if not same or (named and _articles(m.determiner)):
                    break
                copies = [
                    replace(
                        n, name=g.name, scope=g.scope, end=max(n.end, g.end), bare=False, conditions=set(n.conditions)
                    )
                    for g in group
                    if g.trailing
                ]
                mentions[j : j + 1] = copies
                i += len(copies) - 1
                j -= 1
            while i < len(mentions) and mentions[i].at == m.at:
                i += 1

    def _field_opened(self, m: Mention) -> bool:
        return any(t.cue("field", "same-field") for t in self.tokens[m.at + 1 : m.last + 1])

    # ---- experience --------------------------------------------------------------------------------------------------
    def _experience(self, mentions: list[Mention]) -> list[Mention]:
        """Work experience: a way in by itself, or a condition of the diploma it goes with."""
        for i, t in enumerate(self.tokens):
            if t.cue("professionals"):
                mentions.append(self._own_mention(i, i + 1, "expérience", Scope.ANY))
            if not t.cue("experience"):
                continue
            before = [m for m in mentions if m.at < i and m.kind != "expérience"]
            after = [m for m in mentions if m.at > i]
            if self.state.direction is Direction.TO:
                paused = self.tokens[i - 1].text in {",", "ou", "et", "puis"} if i else False
                for m in after if after and (not before or paused or self._mid(i)) else before:
                    m.conditions.add("expérience")
                continue
            words = {x.text for x in self.tokens[max(0, i - 4) : i]}
            joined = t.text.startswith("avec") or bool(words & {"et", "avec", "complete", "complete par", "suivi"}) or any(
                x.text.startswith("complet") for x in self.tokens[max(0, i - 3) : i]
            )
            asked = any(
                x.text.startswith(("justifi", "attest", "personnes", "ayant", "avoir")) for x in self.tokens[:i]
            )
            follow = {x.text for x in self.tokens[i + 1 : i + 4]}
            if before and joined and not any(w.startswith("personnes") for w in words):
                unit = before[-1].unit
                for m in before:
                    if m.unit == unit or (m.at == before[-1].at):
                        m.conditions.add("expérience")
            elif (after and "pour" in follow) or (after and "pour les" in follow):
                for m in after:
                    m.conditions.add("expérience")
            elif asked:
                wide = self.tokens[i + 1 : i + 9]
                field_ = any(x.text in {"secteur", "rapport", "domaine"} or x.cue("field", "same-field") for x in wide)
                mentions.append(self._own_mention(i, i + 1, "expérience", Scope.FIELD if field_ else Scope.ANY))
                if any(x.cue("duration") for x in self.tokens[i + 1 :]) and after:
                    for m in after:
                        m.conditions.add("expérience")
                        m.years = None
        mentions.sort(key=lambda m: m.start)
        return mentions

    def _mid(self, i: int) -> bool:
        """Whether token `i` stands before a diploma that it is said of: « ou, avec un bon dossier, en DNA »."""
        prev = self.tokens[i - 1].text if i else ""
        k = i + 1
        while k < len(self.tokens) and k < i + 6:
            t = self.tokens[k]
            if t.kinds:
                return prev in {"ou", ",", "avec", "et", "un", "d'"}
            if t.text not in {",", "en", "un", "une", "le", "la", "dans", "ou", "mention", "des", "les"} and not t.cue(
                "duration", "filler", "condition", "notably"
            ):
                return False
            k += 1
        return False

    def _own_mention(self, i: int, j: int, kind: str, scope: Scope) -> Mention:
        return Mention(kind, None, scope, i, j, self.tokens[i].start, self.tokens[j - 1].end, unit=-1)

    # ---- years -------------------------------------------------------------------------------------------------------
    def _years(self, mentions: list[Mention]) -> None:
        """Give each mention the duration said before it, or after it."""
        mentions = [m for m in mentions if m.kind != "expérience"]
        durations = [
            i for i, t in enumerate(self.tokens) if t.cue("duration") and not t.kinds and not self._not_years(i)
        ]
        for i in durations:
            if self.tokens[i].text.startswith("dure") and self.state.direction is Direction.FROM:
                self.state.default_years = years_of(self.tokens[i])
        for m in mentions:  # « ou un bac (en 1 an) » holds for the whole coordination
            if m.years is not None and m.determiner.split()[-1:] in ([], ["un"], ["une"], ["le"]):
                for n in mentions:
                    if (
                        n.years is None
                        and n.unit == m.unit
                        and n.at < m.at
                        and n.bracket == m.bracket
                        and self.state.direction is Direction.FROM
                    ):
                        n.years = m.years
        if (
            durations
            and any(t.cue("experience") for t in self.tokens[: durations[0]])
            and self.state.direction is Direction.FROM
        ):
            return
        resets = [i for i in range(len(self.tokens)) if self._resets(i)]
        pre: bool | None = None
        last = -1
        for place, i in enumerate(durations):
            if self._in_tail(i, mentions):
                continue
            stop = min([d for d in durations[place + 1 :] if not self._in_tail(d, mentions)] + [len(self.tokens)])
            seen = [m for m in mentions if i < m.at]
            if seen:
                stop = min([stop] + [r for r in resets if r > seen[0].at])
            start = max([last] + [r for r in resets if r < i and any(m.at < r for m in mentions)])
            stop = min([stop] + [m.at for m in mentions if m.at > i and m.years is not None and not self._in_tail(i, [m])])
            after = [m for m in mentions if i < m.at < stop and m.years is None]
            before = [m for m in mentions if start < m.at < i and m.years is None]
            if pre is None:
                pre = bool(after) and not (before and self._touches(i, before))
            value = years_of(self.tokens[i])
            for m in after if (pre and after) else before:
                m.years = value
            last = i

    def _touches(self, i: int, before: list[Mention]) -> bool:
        """Whether a diploma stands right before the duration at token `i`, a comma aside."""
        k = i - 1
        while k >= 0 and (self.tokens[k].text in {",", "(", ")"} or self.tokens[k].cue("filler")):
            k -= 1
        last = before[-1]
        return last.at <= k < max(last.last, last.at + 1)

    def _in_tail(self, i: int, mentions: list[Mention]) -> bool:
        return any(m.at < i < m.last and m.years is not None for m in mentions)

    def _not_years(self, i: int) -> bool:
        """Whether a duration is that of a thing: « 2 ans de classe préparatoire »."""
        after = self.tokens[i + 1 : i + 3]
        if len(after) == 2 and after[0].text in {"de", "d'"} and after[1].kinds:
            return True
        return (
            bool(after)
            and after[0].text in {"de", "d'"}
            and (len(after) < 2 or not after[1].kinds)
            and self.tokens[i].text.split()[0] != "en"
        )

    def _resets(self, i: int) -> bool:
        """Whether a new verb starts at token `i`, so that what was said of years before it is over."""
        t = self.tokens[i]
        if t.cue("purpose"):
            return True
        if not t.cue("go"):
            return False
        prev = [x.text for x in self.tokens[max(0, i - 5) : i] if not x.cue("filler")][-3:]
        return (bool(prev) and (prev[-1] in {"de", "d'", "ou", ","} and any(p in {"ou", ",", ";"} for p in prev))) or (
            t.text.startswith("de ") and bool(prev) and prev[-1] in {"ou", ","}
        )

    def _entries(self, mentions: list[Mention]) -> None:
        """Years by the year that is entered."""
        state = self.state
        duration = state.duration
        for i, t in enumerate(self.tokens):
            cue = t.cue("year")
            before = self.tokens[i - 1].text if i else ""
            if cue is None or before.startswith(("inscri", "eleves", "etudiants")):
                continue
            if state.direction is Direction.TO:
                for m in mentions:
                    if m.at == i + 1 and m.kind in _LENGTH and t.numbers:
                        m.years = _LENGTH[m.kind] - t.numbers[0] + 1
                continue
            high: float | None = None
            low: float | None = None
            if cue.value == "licence":
                digits = sorted(int(c) for c in t.text if c.isdigit())
                low, high = 3 - digits[-1] + 1, 3 - digits[0] + 1
            elif cue.value == "premiere":
                low = high = 2
            elif duration is not None and t.numbers:
                low = high = duration - t.numbers[0] + 1
            if low is None or low <= 0:
                continue
            following = [m for m in mentions if m.at > i]
            if following or i <= 2 or not mentions:
                state.entry, state.entry_low = high, low
                state.conditions = (
                    frozenset(
                        str(c.value)
                        for x in self.tokens[i + 1 : i + 12]
                        if (c := x.cue("condition")) and str(c.value) in _SELECTION
                    )
                    if self._bracket_after(i)
                    else frozenset()
                )
            else:
                clause = max((j for j, x in enumerate(self.tokens[:i]) if x.text in {",", ";", ":"} or x.cue("go")), default=-1)
                for m in mentions:
                    if m.years is None and m.at > clause:
                        m.years = low
        for m in list(mentions):
            if m.kind == "bac+n":
                self._split_years(m, mentions)
        if state.entry is None or state.direction is Direction.TO:
            return
        for m in mentions:
            if m.years is None and m.kind != "expérience":
                m.years = self._entry_years(m)
            m.conditions |= state.conditions

    def _bracket_after(self, i: int) -> bool:
        return any(x.text in {"(", ":"} for x in self.tokens[i + 1 : i + 3])

    def _entry_years(self, m: Mention) -> float | None:
        high, low = self.state.entry, self.state.entry_low
        return high if m.kind in {"bac+1", "L1", "bac", "bac général", "bac techno", "bac pro"} else low

    def _split_years(self, m: Mention, mentions: list[Mention]) -> None:
        numbers = self.tokens[m.at].numbers
        i = mentions.index(m)
        m.kind = f"bac+{min(numbers[0], 5)}"
        if len(numbers) > 1:
            mentions.insert(i + 1, replace(m, kind=f"bac+{min(numbers[1], 5)}", conditions=set(m.conditions)))

    def _leave(self, mentions: list[Mention]) -> None:
        """Say after which year of D a link leaves."""
        state = self.state
        if state.direction is Direction.FROM:
            return
        cues = [(i, c) for i, t in enumerate(self.tokens) if (c := t.cue("after"))]
        for m in mentions:
            said = [c for i, c in cues if i < m.at]
            value = said[-1].value if said else state.after_year
            m.after_year = int(value) or None if value is not None else None
        if cues:
            state.after_year = int(cues[-1][1].value or 0)

    # ---- conditions ----------------------------------------------------------------------------------------------------
    def _conditions(self, mentions: list[Mention]) -> None:
        """Give each condition to the mentions that it is said of."""
        if not mentions:
            return
        for i, t in enumerate(self.tokens):
            cue = t.cue("condition")
            if cue is None or (
                self.state.direction is Direction.FROM
                and self.state.conditions
                and str(cue.value) in self.state.conditions
            ):
                continue
            code = str(cue.value)
            before = [m for m in mentions if m.at < i]
            after = [m for m in mentions if m.at > i]
            if not before:
                targets = after
            elif after and self._mid(i):
                targets = after if not self._chained(i) else [*before[-1:], *after]
            elif code == "alternance" or self._adjacent(i, before[-1], close=code not in _SELECTION):
                targets = self._coordinated(before)
            elif code in _SELECTION and self.state.direction is Direction.TO:
                clause = max((j for j in range(i) if self._resets(j) or self.tokens[j].text == ";"), default=-1)
                targets = [m for m in before if m.at > clause] or before[-1:]
            else:
                targets = mentions
            for m in targets:
                m.conditions.add(code)

    def _coordinated(self, before: list[Mention]) -> list[Mention]:
        """Return the last mention and those that share its kind word, its bracket or its determiner."""
        last = before[-1]
        out = [last]
        word = self.tokens[last.at]
        chained = word.text in BAC_ADJECTIVES or (word.kind is not None and word.kind.serie)
        for m in reversed(before[:-1]):
            if m.at != last.at and not (m.bracket == last.bracket >= 0) and not (chained and m.unit == last.unit and m.bracket == last.bracket):
                break
            out.append(m)
        return out

    def _chained(self, i: int) -> bool:
        return False

    def _adjacent(self, i: int, m: Mention, *, close: bool) -> bool:
        """Whether a condition follows the mention with nothing but small words (and other conditions) between."""
        for t in self.tokens[m.last : i]:
            if close and t.text in {",", "apres"}:
                return False
            if (
                t.cue("condition")
                or t.text
                in {
                    "via",
                    "les",
                    "admissions",
                    "paralleles",
                    ",",
                    "ou",
                    "et",
                    "avec",
                    "un",
                    "une",
                    "accessible",
                    "(",
                    "sur",
                    "des",
                    "par",
                    "le biais",
                    "voire",
                    "acces",
                    "/",
                    "accessible sur",
                    ")",
                    "en",
                }
                or t.cue("filler", "stop", "entry", "notably")
            ):
                if t.text in {"est", "sont", "peut", "peuvent", "possible", "se", "il", "sous"}:
                    return False
                continue
            return False
        return True

    # ---- apprentices -----------------------------------------------------------------------------------------------------
    def _apprenticeship(self, mentions: list[Mention]) -> list[Mention]:
        if self.state.direction is Direction.TO:
            return mentions
        if self.has("apprenticeship"):
            alone = any("uniquement" in t.text or "exclusivement" in t.text for t in self.tokens)
            self.state.apprentices_alone = self.state.apprentices_alone or (alone and not mentions)
            for m in mentions:
                if m.kind != "expérience":
                    m.apprenticeship = True
        for i, t in enumerate(self.tokens):
            if t.cue("apprentices") and any(
                x.text.startswith(("directement", "sans passer")) or "directement" in x.text for x in self.tokens[i:]
            ):
                last = len(self.tokens) - (self.tokens[-1].text == ".")
                return [*mentions, replace(self._own_mention(i, last, "3e", Scope.ANY), apprenticeship=True)]
        return mentions


def shapes(sentences: Iterable[str]) -> Counter[str]:
    """Count sentences by their shape: figures and what stands in quotes or brackets left out."""
    return Counter(" ".join("#" if w.text.isdecimal() else w.text for w in words_of(s)[:8]) for s in sentences)
