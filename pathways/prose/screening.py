"""Which mentions are links: not the fiche's own diploma, not what its holders have, not a school as a place.

Each rule says of one mention whether it is left out; `screened` asks them in turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.model import Scope
from pathways.prose.kinds import BACS, LEVELS
from pathways.prose.statement import DEFINITE, DETERMINERS, Statement, stems

if TYPE_CHECKING:
    from pathways.prose.mentions import Mention
    from pathways.prose.sentences import Token

__all__ = ["is_skipped", "screened"]

_CLASSES = frozenset({"1re", "Tle", "2de", "2de GT"})
_YEARS_OF_LICENCE = {"L1": 3, "L2": 2, "L3": 1}
#: The level of a kind, for « un diplôme de même niveau ».
_LEVEL_OF = {
    **dict.fromkeys(("CAP", "BPA"), "niveau CAP"),
    **dict.fromkeys(("BP", "BMA", "bac", "bac pro"), "niveau bac"),
    **dict.fromkeys(("BTS", "BTSA", "DEUST"), "bac+2"),
    **dict.fromkeys(("licence", "DNA", "BUT"), "bac+3"),
}
#: Kinds of diploma that « une autre formation du secteur » may be, as the fiche's own is.
_FORMATIONS = frozenset({"DE", "BPJEPS", "DEJEPS", "DESJEPS"})
#: Words that lead to the fiche's own diploma.
_TOWARD = re.compile(
    r"^(acces|admission|entree|inscription|conduisant|preparant|menant|cette|(la|a la|de la) specialite)\b"
)
#: Kinds of diploma of the levels 3 and 4.
_BELOW = frozenset({"CAP", "BP", "BPA", "BMA", "BM", "BTM", "CTM", "MC", "CS", "TP", "bac pro", "bac techno"})
_SUBJECT = 3  # tokens: what a sentence is about stands in its first words


def is_skipped(s: Statement) -> bool:
    """Whether nothing in a sentence is a link: advice on spécialités, exemptions, what universities offer."""
    return any(_skips_all(i, t) for i, t in enumerate(s.tokens))


def _skips_all(i: int, t: Token) -> bool:
    cue = t.cue("skip")
    if cue is None:
        return False
    if cue.id == "dispense":
        return i <= 1  # "des dispenses sont prévues pour préparer un second bac pro"
    return i <= _SUBJECT or cue.id != "advised-specialities"


@dataclass(slots=True)
class _Screen:
    """The mentions of a sentence while they are screened."""

    s: Statement
    mentions: list[Mention]
    kept: list[Mention] = field(default_factory=list)
    held: set[int] = field(default_factory=set)  #: `at` of what holders have

    def token(self, m: Mention) -> Token:
        return self.s.tokens[m.at]

    def previous(self, m: Mention) -> str:
        return self.s.word(m.at - 1)

    def is_denied(self, m: Mention, _: Mention | None) -> bool:
        """Leave out what the sentence denies, or what it says that one is exempted from."""
        return m.at in self.s.silent

    # ---- the fiche's own diploma -----------------------------------------------------------------------------------
    def is_own(self, m: Mention, _: Mention | None) -> bool:
        """Leave out the fiche's own diploma."""
        s = self.s
        before = s.before(m)
        if (
            s.leads_here
            and m.kind != "2de pro"
            and any(t is not None and _leads_to_own(t) for t in (before, self._token_before(m)))
        ):
            return True
        if (
            s.leads_here
            and m.determiner.split()[:1] in (["ce"], ["cet"], ["cette"])
            and m.kind not in _CLASSES | {"bac"}
        ):
            return True
        return m.kind == s.context.own and self._is_of_own_kind(m, before)

    def _is_of_own_kind(self, m: Mention, before: Token | None) -> bool:
        """Whether a diploma of D's own kind is D itself."""
        s = self.s
        name = stems(m.name) if m.name else frozenset()
        fits = name <= s.context.own_words
        if s.leads_here and m.name and not self.token(m).kinds:
            return fits  # a profession, which has no word for a diploma
        determiner = [w for w in m.determiner.split() if not w.isdecimal()]
        last = determiner[-1] if determiner else (self.previous(m).split() or [""])[-1]
        if not s.leads_here:
            starts = m.at <= 1
            return (fits and starts) or (last in DEFINITE and (fits or starts))
        token = self._token_before(m)
        if token is not None and token.cue("self", "year"):
            return True
        return not self._may_enter(m, before, determiner) or (bool(name) and name == s.context.own_words)

    def _token_before(self, m: Mention) -> Token | None:
        return self.s.tokens[m.at - 1] if m.at else None

    def _may_enter(self, m: Mention, before: Token | None, determiner: list[str]) -> bool:
        """Whether a diploma of D's own kind leads to D: « titulaires du CAP », « après un BP »."""
        leading = {"apres", "diplome", "avec"} if determiner else {"apres", "diplome"}
        if before is not None and (before.cue("holder") or before.text in leading):
            return True
        if any(t.cue("holder") for t in self.s.near(m)):
            return True
        if determiner:
            return determiner[-1] in {"un", "une", "autre", "autres", "second"}
        return self.previous(m) in {",", "ou", "et", "(", ":"}

    def is_stage(self, m: Mention, _: Mention | None) -> bool:
        """Leave out a stage of D: « bac général exigé pour le cycle préparatoire »."""
        return self.s.leads_here and m.bare and bool(self.kept) and self.previous(m) in {"pour le", "pour la"}

    def is_definition(self, m: Mention, _: Mention | None) -> bool:
        """Leave out the level of D itself: « le BP est un diplôme de niveau 4 »."""
        words = [t.text for t in self.s.tokens[: m.at]]
        return m.kind in LEVELS and not self.kept and "est" in words and words[words.index("est") + 1 :][:1] == ["un"]

    def is_of_old_levels(self, m: Mention, _: Mention | None) -> bool:
        """« niveau 5 » as a way into a diploma of level 3 or 4 is that of the nomenclature of 1969: a CAP."""
        if (
            m.kind == "bac+2"
            and self.s.leads_here
            and self.s.context.own in _BELOW
            and "niveau 5" in self.token(m).text
        ):
            m.kind = "niveau CAP"
        return False

    # ---- what is a place, a time, a general word -------------------------------------------------------------------
    def is_class_of_own(self, m: Mention, _: Mention | None) -> bool:
        """Leave out a class in which the fiche's own formation takes place."""
        s = self.s
        if m.kind == "3e" and not s.leads_here:
            return True
        if m.kind in _CLASSES:
            determiner = m.determiner.split()
            if not s.leads_here or (determiner and determiner[-1] in {"en", "dans", "cette"}):
                return True
            if m.kind == "Tle" and self.previous(m) in {"et", "puis"}:
                return True
            if any(t.cue("duration") and t.text.startswith("dure") for t in s.tokens[: m.at]):
                return True
        subject = m.kind in _CLASSES | {"2de pro"} and s.leads_here
        return (
            subject
            and any(t.text == "accessible" for t in s.tokens[m.at :])
            and not any(t.cue("holder") for t in s.near(m))
        )

    def is_place(self, m: Mention, _: Mention | None) -> bool:
        """Leave out a school where the diploma before it is prepared: « un DNSEP dans une école d'art »."""
        if not m.kind.startswith(("école", "IEP")):
            return False
        i = self.mentions.index(m)
        if not i or self.mentions[i - 1].at == m.at or self.mentions[i - 1].kind == "concours":
            return False
        between = [t.text for t in self.s.tokens[self.mentions[i - 1].last : m.at]]
        small = {"dans", "une", "d'", "en", "a", "l'", "au", "sein", "de", "au sein"}
        return bool(between) and between[0] in {"dans", "a", "au", "de", "en"} and all(t in small for t in between)

    def is_general(self, m: Mention, _: Mention | None) -> bool:
        """« une autre formation » is one of D's own kind where its field is said, else nothing."""
        if m.kind == "formation":
            if m.scope is Scope.ANY or self.s.context.own not in _FORMATIONS:
                return True
            m.kind = self.s.context.own
        return False

    def is_same_level(self, m: Mention, _: Mention | None) -> bool:
        """« un diplôme de même niveau » is one of the level named before it."""
        if m.kind == "même niveau":
            level = next((_LEVEL_OF[x.kind] for x in reversed(self.kept) if x.kind in _LEVEL_OF), None)
            if level is None or (m.scope is Scope.ANY and self.token(m).text.startswith("niveau")):
                return True
            m.kind = level
        last = self.kept[-1] if self.kept else None
        listed = last is not None and last.kind.startswith("niveau") and last.unit == m.unit and not m.determiner
        if m.kind == "bac" and m.name is None and listed:
            m.kind = "niveau bac"  # "un diplôme de niveau CAP ou bac"
        return False

    def is_half_a_class(self, m: Mention, following: Mention | None) -> bool:
        """« une 2de ou une 1re professionnelle »: the adjective holds for both."""
        if m.kind == "2de":
            professional = following is not None and following.name == "professionnelle"
            m.kind = "2de pro" if professional else "2de GT"
        return False

    def is_entry_of_school(self, m: Mention, following: Mention | None) -> bool:
        """« les concours des écoles vétérinaires » is a condition of those schools."""
        if m.kind != "concours" or m.name is not None or following is None:
            return False
        if following.kind.startswith(("école", "ingénieur", "IEP", "grande")) and following.at <= m.at + _SUBJECT:
            following.conditions.add("concours")
            return True
        return self.s.leads_here

    # ---- « Accès » -------------------------------------------------------------------------------------------------
    def is_equivalence(self, m: Mention, _: Mention | None) -> bool:
        """« donner lieu à des équivalences de L1 voire L2 » and « complété par un CAP » name no way in."""
        if not self.s.leads_here:
            return False
        near = self.s.near(m)
        if any(t.text.startswith("equivalence") for t in near):
            self.held.add(m.at)
            return True
        i = self.mentions.index(m)
        joined = i and self.mentions[i - 1].at in self.held and self.mentions[i - 1].unit == m.unit
        aside = any(t.text.startswith(("complete", "offrant", "proposant")) for t in near)
        return aside or bool(joined and m.kind in _YEARS_OF_LICENCE)

    def is_gloss(self, m: Mention, _: Mention | None) -> bool:
        """« En L1 (1re année de licence : ...) » and « CAPES X (concours de recrutement de ...) » only spell out."""
        last = self.token(self.kept[-1]).kind if self.kept else None
        if m.kind == "concours" and m.at == m.bracket + 1 and last is not None:
            return last.acronym and last.kind == "concours" and self.token(m).text.startswith("concours")
        return m.kind == "L1" and "annee" in self.token(m).text and m.bracket >= 0

    def is_school_itself(self, m: Mention, _: Mention | None) -> bool:
        """Leave out the school that selects; not one whose diploma is named."""
        if not self.s.leads_here:
            return False
        if m.kind == "concours":
            return self.token(m).text.startswith("concours")
        if m.kind.startswith(("école", "grande")):
            diploma = self.token(m).text.startswith(("diplome", "titre"))
            return not diploma and not any(t.cue("holder") for t in self.s.near(m))
        previous = self._token_before(m)
        return m.kind == "ingénieur" and previous is not None and previous.cue("purpose") is not None

    # ---- « Poursuite d'études » --------------------------------------------------------------------------------------
    def is_held(self, m: Mention, _: Mention | None) -> bool:
        """Leave out what the holder has, where the link starts: « les titulaires d'un X (ou d'un Y) »."""
        s = self.s
        if s.leads_here:
            return False
        i = m.at - 1
        while i >= 0 and (s.word(i) in DETERMINERS | {":", "soit", "-"} or s.tokens[i].cue("filler")):
            i -= 1
        last = next((x for x in reversed(self.mentions[: self.mentions.index(m)]) if x.at != m.at), None)
        joined = last is not None and last.at in self.held and self._coordinated(last, m)
        pupils = s.word(i) in {"etudiants", "eleves", "inscrits"} and "en" not in m.determiner.split()
        if (i >= 0 and s.tokens[i].cue("holder")) or pupils or joined or m.at in self.held:
            self.held.add(m.at)
            return True
        return False

    def is_asked_before(self, m: Mention, _: Mention | None) -> bool:
        """« Un mastère n'est accessible qu'après un diplôme d'ingénieur »: what comes before the diploma named."""
        before = self.s.before(m)
        stage = m.kind in {"CPGE", "mise à niveau", "expérience", "PASS", "LAS"}
        after = before is not None and before.text == "apres"
        return not self.s.leads_here and after and bool(self.kept) and not stage

    def _coordinated(self, last: Mention, m: Mention) -> bool:
        """Whether nothing but small words and fillers parts two mentions."""
        small = DETERMINERS | {",", "ou", "et", "soit", "(", ")"}
        return all(t.text in small or t.cue("filler", "holder", "nothing") for t in self.s.tokens[last.last : m.at])

    def is_start(self, m: Mention, _: Mention | None) -> bool:
        """Levels, bacheliers, « après le bac »: who goes on, not where to."""
        s = self.s
        if s.leads_here:
            return False
        if m.kind in LEVELS or m.kind == "bac" or self.token(m).text.startswith("bachelier"):
            return True
        after = self.previous(m) in {"apres", "avec"}
        return m.kind in BACS and (after or not any(t.cue("go") for t in s.tokens[: m.at]))

    def is_said_again(self, m: Mention, _: Mention | None) -> bool:
        """« ces concours » are those named before."""
        return not self.s.leads_here and m.kind == "concours" and not m.name and m.determiner.endswith(("ces", "ce"))

    def is_year_of_own(self, m: Mention, _: Mention | None) -> bool:
        """« (L3) » in brackets spells out; else a year of licence is a licence, entered in that year."""
        if self.s.leads_here or m.kind not in _YEARS_OF_LICENCE:
            return False
        opens = m.kind == "L3" and m.at == 1 and self.s.word(0) == "en"  # "En L3, il peut se présenter aux concours"
        if (m.name is None and m.bracket >= 0) or opens:
            return True
        if m.years is None:
            m.years = _YEARS_OF_LICENCE[m.kind]
        m.kind = "licence"
        return False


_RULES = (
    _Screen.is_denied,
    _Screen.is_own,
    _Screen.is_stage,
    _Screen.is_definition,
    _Screen.is_of_old_levels,
    _Screen.is_class_of_own,
    _Screen.is_general,
    _Screen.is_equivalence,
    _Screen.is_gloss,
    _Screen.is_same_level,
    _Screen.is_half_a_class,
    _Screen.is_place,
    _Screen.is_entry_of_school,
    _Screen.is_start,
    _Screen.is_held,
    _Screen.is_asked_before,
    _Screen.is_said_again,
    _Screen.is_year_of_own,
    _Screen.is_school_itself,
)


def _leads_to_own(token: Token) -> bool:
    return token.cue("self") is not None and _TOWARD.search(token.text) is not None


def screened(s: Statement, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions that are links; kinds that depend on their neighbours are settled."""
    screen = _Screen(s, mentions)
    for i, m in enumerate(mentions):
        following = mentions[i + 1] if i + 1 < len(mentions) else None
        if not any(rule(screen, m, following) for rule in _RULES):
            screen.kept.append(m)
    return screen.kept
