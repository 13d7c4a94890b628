"""From a formation's sections to its links: sentence by sentence, with what holds beyond one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pathways.model import Condition, Direction, Link, Scope, SectionName, Span
from pathways.prose.clauses import clauses_of
from pathways.prose.lexicon import build_lexicon
from pathways.prose.lists import fields_of, in_fields, share_field, spelt_out
from pathways.prose.mentions import Mention, mentions_of
from pathways.prose.names import OPTION, Name, Names
from pathways.prose.requirements import add_experience, said_conditions, set_apprenticeship, set_conditions
from pathways.prose.screening import is_skipped, screened
from pathways.prose.sentences import sentences_of
from pathways.prose.statement import Context, Statement, stems
from pathways.prose.timing import set_after_year, set_years

if TYPE_CHECKING:
    from pathways.model import Formation, Section
    from pathways.prose.lexicon import Lexicon
    from pathways.prose.sentences import Sentence

__all__ = ["Unread", "read_links", "unread"]

_DIRECTIONS = {SectionName.ACCES: Direction.FROM, SectionName.POURSUITE: Direction.TO}
_ORDER = {c.value: i for i, c in enumerate(Condition)}
#: First letters of the words by which a sentence is about how candidates are chosen.
_SELECTING = (
    *("acces", "acced", "admis", "selecti", "recrut", "entree", "candidat", "inscri", "convoqu", "postul", "epreuve"),
    *("sur dossier", "dossier", "entretien", "tests", "deposer", "reussi"),
)
#: Cues by which a sentence without links is understood.
_UNDERSTOOD = ("none", "skip", "nothing", "condition", "experience", "year", "professionals", "after")
_SCRAP = 3  # letters
_LONG = 300  # characters of a clause that is more than a person reads as evidence
_OPENS_DIPLOMA = frozenset({"en", "un", "une", "le", "l'", "d'", "ou", "au", "aux"})
_MARKS = frozenset({",", ";", ".", ":", "-", "!", "?", "et", "ou"})


class Unread(NamedTuple):
    """A sentence that gave no link and was not recognised as saying that there is none."""

    section: str
    start: int
    end: int
    text: str


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
        In the order of the text, `from` links first. `evidence` is the clause that states the link,
        `text[span.start:span.end]`.

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
            reading = _Reading(formation, section, direction, lexicon)
            out += [_link(formation.id, section, direction, m) for m in reading.links]
    return tuple(out)


def unread(formation: Formation, lexicon: Lexicon | None = None) -> tuple[Unread, ...]:
    """Return the sentences of both sections that are not understood.

    A sentence is understood that gave a link, a condition, or that a cue recognises as stating none
    ("débouche sur la vie active", "attestation de secourisme"). One that gave links is half-read, and told
    as well, where an acronym or « un diplôme de ... » in it is part of no diploma that was read.

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
            left = _Reading(formation, section, direction, lexicon).left
            out += [Unread(section.name, s.start, s.end, section.text[s.start : s.end]) for s in left]
    return tuple(out)


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


def _half_read(s: Statement) -> bool:
    """Whether a sentence names what may be a diploma or a school, and no mention holds it."""
    read = {i for m in mentions_of(s.tokens, s.text, s.lexicon, holders=s.leads_here) for i in range(m.at, m.last)}
    for i, t in enumerate(s.tokens):
        if i in read or i in s.silent or any(c.does in _UNDERSTOOD for c in t.cues):
            continue
        acronym = not t.kinds and not t.cues and t.words[0].capitals and t.text.isalpha() and len(t.text) > _SCRAP - 1
        if (acronym and s.word(i - 1) in _OPENS_DIPLOMA) or (
            t.kind is not None and t.kind.names and not _goes_on(s, i)
        ):
            return True
    return False


def _goes_on(s: Statement, i: int) -> bool:
    """Whether a kind or a level stands right after token `i`: « un diplôme de niveau CAP »."""
    return any(t.kinds for t in s.tokens[i + 1 : i + _SCRAP])


def _widen(m: Mention, s: Statement) -> None:
    """Take the clause in which a link is stated as its evidence; of a long one, what stands around the diploma."""
    start, end = next(((a, b) for a, b in clauses_of(s.tokens) if a <= m.at < b), (0, len(s.tokens)))
    while start < m.at and s.word(start) in _MARKS:
        start += 1
    while end > m.at + 1 and s.word(end - 1) in _MARKS:
        end -= 1
    if s.tokens[end - 1].end - s.tokens[start].start > _LONG:
        start = max([start, *(i for i in range(start, m.at) if s.word(i) in {",", ";", ":", "ou"})])
        start += s.word(start) in {",", ";", ":"}
        end = next((i for i in range(m.last, end) if s.word(i) in {",", ";"}), end)
    m.start = min(m.start, s.tokens[start].start)
    m.end = max(m.end, s.tokens[end - 1].end)


def _stated(s: Statement) -> list[Mention]:
    """Return the links of one sentence, with all that is said of them in it."""
    if is_skipped(s):
        return []
    mentions = spelt_out(s, screened(s, mentions_of(s.tokens, s.text, s.lexicon, holders=s.leads_here)))
    mentions = share_field(s, mentions, Names(s.tokens, s.text, s.lexicon).close)
    mentions = set_years(s, add_experience(s, mentions))
    set_after_year(s, mentions)
    set_conditions(s, mentions)
    return set_apprenticeship(s, mentions)


def _examples(s: Statement, latest: list[Mention]) -> list[Mention]:
    """Read « Exemples de mentions : X ; Y », a sentence that goes on with the diploma named before it."""
    t = s.tokens[0]
    cue = t.cue("names")
    if not latest or cue is None or cue.id != "named-examples" or is_skipped(s):
        return []
    base = latest[-1]
    items, _ = Names(s.tokens, s.text, s.lexicon).items(1, len(s.tokens), base.kind)
    return [
        replace(
            base,
            name=n.text,
            scope=Scope.NAMED,
            start=t.start,
            end=s.tokens[n.end - 1].end,
            conditions=set(base.conditions),
        )
        for n in items
    ]


class _Reading:
    """One section read: `links`, and the sentences `left` that are not understood."""

    def __init__(self, formation: Formation, section: Section, direction: Direction, lexicon: Lexicon) -> None:
        own = lexicon.kind(formation)
        self.context = Context(own, stems(formation.title), formation.duration_years, direction)
        self.left: list[Sentence] = []
        self.paragraph: list[Mention] = []
        self.latest: list[Mention] = []
        self.heading: Sentence | None = None  #: of the options read
        self.base: Mention | None = None  #: the diploma whose options they are
        self.base_kind = ""
        found: list[Mention] = []
        heads: dict[int, set[str]] = {}
        fields: dict[int, list[Name]] = {}
        for sentence in sentences_of(section.text, lexicon.phrases[section.name]):
            if self.context.enter(sentence):
                self.paragraph = []
            s = Statement(sentence, section.text, lexicon, self.context)
            stated = _stated(s) or _examples(s, self.latest) or self._options(s)
            if sentence.opens_list:
                heads[id(sentence)] = said_conditions(s)
                fields[id(sentence)] = [] if stated else fields_of(s)
            stated = in_fields(stated, fields.get(id(sentence.header), []))
            for m in stated:
                m.conditions |= heads.get(id(sentence.header), set())
            stated = [m for m in stated if not self._says_again(m, found)]
            for m in stated:
                _widen(m, s)
            if stated and _half_read(s):
                self.left.append(sentence)
            if stated:
                self.latest = stated
            else:
                self._without_links(s)
            self.paragraph += stated
            found += stated
        if direction is Direction.FROM:
            for m in found:
                m.conditions |= self.context.waiting
                m.apprenticeship = m.apprenticeship or self.context.apprentices_alone
        self.links = _merged([m for m in found if m.kind])

    def _says_again(self, m: Mention, found: list[Mention]) -> bool:
        """« Ces licences professionnelles portent sur X »: give what is said of a kind to its mention before."""
        general = next((n for n in reversed(found) if n.kind == m.kind), None)
        if general is None or not m.determiner.startswith(("ces", "cette", "ce ", "cet")):
            return False
        if m.name is None or general.name is not None:
            return m.name is None
        general.name, general.scope, general.end = m.name, m.scope, general.end
        return True

    def _options(self, s: Statement) -> list[Mention]:
        """Read an item of « le CS X, qui compte 3 options : » as an option of the diploma before it."""
        header = s.sentence.header
        if header is None or not self.latest or not any(t.text in OPTION for t in header.tokens[-_SCRAP:]):
            return []
        if self.heading is not header or self.base is None:
            self.heading, self.base = header, self.latest[-1]
            self.base_kind = self.base.kind
        names = Names(s.tokens, s.text, s.lexicon)
        end = next((i for i, t in enumerate(s.tokens) if t.text in {".", ";"}), len(s.tokens))
        name = names.name(0, end)
        if not name.text or any(t.kinds for t in s.tokens):
            return []
        self.base.kind = ""  # its options take its place
        option = replace(
            self.base, kind=self.base_kind, name=f"{self.base.name or ''} option {name.text}".strip(), scope=Scope.NAMED
        )
        option.start, option.end = s.tokens[0].start, s.tokens[end - 1].end
        option.conditions = set(self.base.conditions)
        return [option]

    def _without_links(self, s: Statement) -> None:
        """Read a sentence that states no link: conditions of others, nothing, or what is not understood."""
        codes = set() if is_skipped(s) else said_conditions(s)
        if codes and any(t.text.startswith(_SELECTING) for t in s.tokens):
            if not s.leads_here:
                self._require(self.latest, codes)
            elif self.context.entry is not None:
                self._require(self.paragraph, codes)
            else:
                self.context.waiting |= codes
            return
        scrap = all(len(t.text) <= _SCRAP for t in s.tokens)
        if not (codes or scrap or s.has(*_UNDERSTOOD) or s.sentence.opens_list):
            self.left.append(s.sentence)

    @staticmethod
    def _require(mentions: list[Mention], codes: set[str]) -> None:
        for m in mentions:
            m.conditions |= codes


def _key(m: Mention) -> tuple[str, frozenset[str], Scope, bool]:
    """Return what makes two mentions the same X."""
    if m.kind == "expérience":
        return m.kind, frozenset(), Scope.ANY, m.apprenticeship
    scope = Scope.FIELD if m.name and m.scope is Scope.ANY else m.scope
    return m.kind, stems(m.name or ""), scope, m.apprenticeship


def _merged(links: list[Mention]) -> list[Mention]:
    """Make one link of what is said of one X: conditions together, the first years said, the narrower scope."""
    out: dict[tuple[str, frozenset[str], Scope, bool], Mention] = {}
    for m in links:
        kept = out.setdefault(_key(m), m)
        if kept is m:
            continue
        kept.conditions |= m.conditions
        kept.scope = m.scope if kept.scope is Scope.ANY else kept.scope
        kept.years = m.years if kept.years is None else kept.years
        if kept.after_year is not None and m.after_year is not None:
            kept.after_year = min(kept.after_year, m.after_year)
    return list(out.values())
