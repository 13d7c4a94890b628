"""A sentence in its section: what the parts of the reader hand to one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.model import Direction
from pathways.prose.clauses import silent
from pathways.prose.phrases import words_of

if TYPE_CHECKING:
    from pathways.prose.lexicon import Lexicon
    from pathways.prose.mentions import Mention
    from pathways.prose.sentences import Sentence, Token

__all__ = ["DETERMINERS", "SELECTION", "Context", "Statement", "articles", "stems"]

#: Articles that point at what is known: "le BTS" in the fiche of a BTS is the fiche's own.
DEFINITE = frozenset({"ce", "cet", "cette", "le", "la", "l'", "du", "au", "aux", "les", "des", "ces"})
DETERMINERS = DEFINITE | {"un", "une", "en", "dans", "de", "d'", "a"}
#: Conditions of getting in; the others (good marks, places) are said of going on.
SELECTION = frozenset({"dossier", "concours", "entretien", "tests"})
_SMALL = DETERMINERS | {"et", "option"}
_NEAR = 3


def stems(text: str) -> frozenset[str]:
    """Return the words of a name by which two names are the same, small words left out."""
    return frozenset(w.stem for w in words_of(text) if w.text[0].isalnum() and w.text not in _SMALL)


def articles(determiner: str) -> list[str]:
    """Return the articles and prepositions of a determiner, fillers left out."""
    return [w for w in determiner.split() if w in DETERMINERS]


@dataclass(slots=True)
class Context:
    """The fiche, and what holds from one sentence of its section to the next.

    Parameters
    ----------
    own : str
        Code of the fiche's own kind of diploma.
    own_words : frozenset of str
        `stems` of its title.
    duration : float or None
        Its years.
    paragraph : int
        Number of the paragraph read; the following hold inside it.
    entry, entry_low : float or None
        Years left after the year of entry said last; two where it says two (L2 or L3).
    entry_conditions : frozenset of str
        What is asked at that entry.
    after_year : int or None
        The year of D after which one leaves; 0 once the text says that D is finished.
    default_years : float or None
        Years of D, where the section says them by themselves ("dure 3 ans").
    apprentices_alone : bool
        The section says that all of D is for apprentices.
    waiting : set of str
        Conditions that hold for the whole section.
    """

    own: str
    own_words: frozenset[str]
    duration: float | None
    direction: Direction
    paragraph: int = -1
    entry: float | None = None
    entry_low: float | None = None
    entry_conditions: frozenset[str] = frozenset()
    after_year: int | None = None
    default_years: float | None = None
    apprentices_alone: bool = False
    waiting: set[str] = field(default_factory=set)
    not_at_entry: list[Mention] = field(default_factory=list)  #: mentions of the sentence that stand before the entry
    entry_in: Sentence | None = None  #: the item of a list in which the entry was said

    def enter(self, sentence: Sentence) -> bool:
        """Go on to a sentence; whether it starts a new paragraph, at which what held inside the last ends."""
        if self.entry_in is not None and sentence.header is not None:
            self.entry = self.entry_low = self.entry_in = None
        if sentence.paragraph == self.paragraph:
            return False
        self.paragraph = sentence.paragraph
        self.entry = self.entry_low = self.after_year = None
        self.entry_conditions = frozenset()
        return True


@dataclass(slots=True)
class Statement:
    """A sentence, its tokens, the text they come from, and the context it stands in."""

    sentence: Sentence
    text: str
    lexicon: Lexicon
    context: Context
    silent: frozenset[int] = frozenset()  #: tokens of which no link is said

    def __post_init__(self) -> None:
        """Read which words are denied."""
        self.silent = silent(self.tokens, leads_here=self.leads_here)

    @property
    def tokens(self) -> list[Token]:
        """Tokens of the sentence."""
        return self.sentence.tokens

    @property
    def leads_here(self) -> bool:
        """Whether it stands in « Accès », so that what it names leads to the fiche's diploma."""
        return self.context.direction is Direction.FROM

    def has(self, *does: str) -> bool:
        """Whether one of its cues does one of these."""
        return any(t.cue(*does) for t in self.tokens)

    def word(self, i: int) -> str:
        """Return the folded text of token `i`, "" outside the sentence."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def near(self, m: Mention) -> list[Token]:
        """Return the few tokens before a mention."""
        return self.tokens[max(0, m.at - _NEAR) : m.at]

    def before(self, m: Mention) -> Token | None:
        """Return the token before a mention and its determiner."""
        i = m.at - 1
        words = m.determiner
        while i >= 0 and words and words.endswith(self.tokens[i].text):
            words = words[: -len(self.tokens[i].text)].rstrip()
            i -= 1
        return self.tokens[i] if i >= 0 else None

    def resets(self, i: int) -> bool:
        """Whether a new verb starts at token `i`: « ..., de préparer », « ou d'intégrer », « en vue de ».

        What was said before it, of years above all, does not hold after it.
        """
        t = self.tokens[i]
        if t.cue("purpose"):
            return True
        if self.leads_here and t.text in {"avec", "apres"} and self.word(i - 1) == "ou" and self.word(i - 2) == ",":
            return True
        if not t.cue("go"):
            return False
        prev = [x.text for x in self.tokens[max(0, i - 5) : i] if not x.cue("filler")][-_NEAR:]
        if not prev:
            return False
        if t.text.startswith("de ") and prev[-1] in {"ou", ","}:
            return True
        return prev[-1] in {"de", "d'", "ou", ","} and any(p in {"ou", ",", ";"} for p in prev)
