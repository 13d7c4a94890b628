"""Steps of study plans to formations of the record: by title, by the words of a field, by the job's own list."""

from __future__ import annotations

import math
import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from pathways.graph.fields import roots
from pathways.graph.mentions import bare_title, types_of_kind
from pathways.model import Scope
from pathways.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pathways.graph.mentions import TitleIndex
    from pathways.model import Formation

__all__ = ["LOOSE", "Meant", "StepNames"]

_MOST = 12  #: formations of a field at most
_WHOLE = 0.99  #: share of the words of a field that a title of that field holds
_PART = 0.6  #: the same, where no title holds them all
_LISTED = 0.3  #: the same, where the job's own list names the formation
_SPELT = 0.88  #: how alike two spellings of one title are
_LEAST_ALIKE = 5  #: letters that two roots of one word share at least
#: Words of a field that tell nothing of it.
_SMALL = frozenset(roots("""
    spécialisation spécialisé spécialité secteur domaine parcours mention option dominante orientation technique
    science métier diplôme formation école niveau certificat titre différents intégrant démarche même
"""))  # fmt: skip
_WIDE = frozenset(
    roots("génie ingénierie gestion management sciences technologies")
)  #: and these of little, beside others
#: Kinds whose specialty is a precise diploma, not a field.
_PRECISE = frozenset(
    {"CAP", "BP", "BPA", "BMA", "BTM", "BM", "CS", "MC", "bac pro", "DE", "BPJEPS", "TP", "CQP", "FCIL", "autre"}
)
#: Kinds of every level and field: what only sounds like their field is theirs where the job's own list has it.
LOOSE = frozenset({"école spécialisée", "école d'art", "école de commerce", "grande école", "autre", "DU"})
#: Types in which the record holds what the fiches of jobs call by a wider word.
_TYPES: Mapping[str, tuple[str, ...]] = {
    "école d'art": ("école spécialisée", "DNA", "DNSEP", "DN MADE"),
    "école spécialisée": ("école spécialisée", "bachelor en sciences et ingénierie", "école de commerce", "MSc"),
    "école vétérinaire": ("école spécialisée",),
    "grande école": ("ingénieur", "école de commerce", "IEP"),
    "MC": ("CS",),
    "TP": ("TP", "école spécialisée"),
    "DE": ("DE", "santé", "école spécialisée"),
    "DU": ("DU", "DUMI"),
    "autre": (
        *("école spécialisée", "DU", "TP", "DE", "santé", "animation et sport", "MSc", "magistère", "BTMS", "BT"),
        *("préparation aux concours", "fonctionnaires", "bachelor en sciences et ingénierie", "FCIL", "DUMI"),
    ),
}
#: Kinds that are one diploma, by its title.
_SPELT_OUT = {
    "bac général": "bac général",
    "DCG": "diplôme de comptabilité et de gestion",
    "DSCG": "diplôme supérieur de comptabilité et de gestion",
    "PASS": "parcours d'accès spécifique santé",
}
_DETAIL = re.compile(r"\b(?:option|parcours|specialite|mention|dominante|enseignement specifique)s?\b")


class Meant(NamedTuple):
    """The formations that words mean, and whether they name one diploma or say a field."""

    ids: tuple[str, ...]
    scope: Scope


class _Title(NamedTuple):
    roots: frozenset[str]
    spelt: str
    detail: str


class StepNames:
    """Leads names of diplomas in fiches of jobs to formations.

    Examples
    --------
    >>> from pathways.graph.mentions import TitleIndex
    >>> from pathways.model import Formation
    >>> made = [Formation("FOR.1", "BTS bioanalyses et contrôles", "BTS"), Formation("FOR.2", "BTS tourisme", "BTS")]
    >>> names = StepNames(made, TitleIndex(made))
    >>> names.find("BTS", "bionanlyses et contrôles").ids, names.find("BTS", "du contrôle").ids
    (('FOR.1',), ('FOR.1',))
    """

    def __init__(self, formations: Iterable[Formation], titles: TitleIndex) -> None:
        self._by_type: dict[str, list[str]] = {}
        self._title: dict[str, _Title] = {}
        for f in formations:
            bare = bare_title(f.title)
            detail = _DETAIL.search(bare)
            self._by_type.setdefault(f.type, []).append(f.id)
            own = frozenset(r for r in roots(f"{bare} {f.sigle}") if r not in _SMALL)
            self._title[f.id] = _Title(own, _spelling(bare), _spelling(bare[detail.end() :]) if detail else "")
        self._titles = titles
        counts = Counter(r for t in self._title.values() for r in t.roots)
        self._weight = {r: math.log(1 + len(self._title) / n) for r, n in counts.items()}
        self._roots_of_kind: dict[str, frozenset[str]] = {}

    def members(self, kind: str) -> list[str]:
        """Return the formations that a kind may be."""
        return [i for t in _TYPES.get(kind) or types_of_kind(kind) for i in self._by_type.get(t, ())]

    def the_one(self, kind: str) -> tuple[str, ...]:
        """Return the formation that is a kind by itself (bac général, DCG), () where the kind has several."""
        ids = self._titles.whole(_SPELT_OUT[kind]).ids if kind in _SPELT_OUT else ()
        return tuple(i for i in ids if i in self._title)

    def find(self, kind: str, name: str, listed: Collection[str] = ()) -> Meant:
        """Return what `name` means as a diploma of `kind`, in the fiche of a job that lists `listed`."""
        own = [i for i in self.members(kind) if i in listed]
        if kind != "ingénieur" and (ids := self._named(kind, name, own)):
            return Meant(ids, Scope.NAMED)
        asked = frozenset(roots(name)) - _SMALL
        asked = asked - _WIDE or asked
        pool = own if kind in LOOSE else self.members(kind)
        known = self._known(kind, asked)
        if not known:
            return Meant((), Scope.FIELD)
        covered = {i: c for i in pool if (c := self._covered(known, self._title[i].roots)) >= _LISTED}
        best = max(covered.values(), default=0.0)
        mine = {i: covered[i] for i in own if i in covered}
        if kind in _PRECISE:
            near = mine or {i: c for i, c in covered.items() if c >= _WHOLE and len(known) == len(asked) > 1}
            top = max(near.values(), default=0.0)
            best_of = [i for i in near if near[i] >= top]
            return Meant(tuple(best_of[:_MOST]), Scope.NAMED if len(best_of) == 1 else Scope.FIELD)
        least = _WHOLE if best >= _WHOLE else max(_PART, best - 0.05)
        near = {i: c for i, c in covered.items() if c >= least} or mine
        nearest = sorted(near, key=lambda i: (i not in listed, -near[i], i))
        return Meant(tuple(nearest[:_MOST]), Scope.FIELD)

    # ---- titles ------------------------------------------------------------------------------------------------------
    def _named(self, kind: str, name: str, own: Sequence[str]) -> tuple[str, ...]:
        """Return the diploma that bears this name: its options that the job lists, else those named, else all."""
        folded = fold(name)
        plain = re.sub(r"\([^)]*\)", " ", folded)
        types = _TYPES.get(kind) or types_of_kind(kind)
        for asked in dict.fromkeys((folded, plain)):
            detail = _DETAIL.search(asked)
            ids = self._titles.find(types, asked).ids or self._titles.whole(asked).ids
            if not ids and detail and detail.start():
                ids = self._titles.find(types, asked[: detail.start()]).ids
            ids = tuple(i for i in ids if i in self._title)
            if kind in LOOSE and len(words(asked)) == 1:
                ids = tuple(i for i in ids if i in own)
            if ids:
                return self._options(ids, asked[detail.end() :] if detail else "", own)
        spelt = _spelling(plain)
        alike = [(r, i) for i in self.members(kind) if (r := _ratio(spelt, self._title[i].spelt)) >= _SPELT]
        if alike:
            best = max(alike)[0]
            return tuple(sorted(i for r, i in alike if r >= best))
        return ()

    def _options(self, ids: Sequence[str], detail: str, own: Sequence[str]) -> tuple[str, ...]:
        if len(ids) > 1 and detail:
            spelt = _spelling(detail)
            near = {i: _ratio(spelt, self._title[i].detail) for i in ids}
            best = max(near.values())
            if best >= _SPELT:
                return tuple(sorted(i for i in ids if near[i] >= best))
        return tuple(sorted(i for i in ids if i in own) or sorted(ids))

    # ---- fields ------------------------------------------------------------------------------------------------------
    def _known(self, kind: str, asked: Collection[str]) -> frozenset[str]:
        """Return the words asked for that titles of the kind hold."""
        if kind not in self._roots_of_kind:
            self._roots_of_kind[kind] = frozenset(r for i in self.members(kind) for r in self._title[i].roots)
        held = self._roots_of_kind[kind]
        return frozenset(a for a in asked if a in held or any(_alike(a, b) for b in held))

    def _covered(self, asked: Collection[str], held: Collection[str]) -> float:
        """Return the share of the words asked for that a title holds, rare words weighing more."""
        weights = {a: self._weight.get(a, 1.0) for a in asked}
        total = sum(weights.values())
        return sum(w for a, w in weights.items() if a in held or any(_alike(a, b) for b in held)) / total


def _alike(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _LEAST_ALIKE and (a.startswith(b) or b.startswith(a))


def _spelling(text: str) -> str:
    return "".join(
        w
        for w in words(text)
        if w not in {"mention", "option", "de", "du", "des", "la", "le", "les", "l", "d", "et", "en"}
    )


def _ratio(a: str, b: str) -> float:
    """Return how alike two spellings are, 0 for those that are far apart."""
    if not a or not b or abs(len(a) - len(b)) > (1 - _SPELT) * (len(a) + len(b)):
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SPELT else 0.0
