"""How near in field two formations are: sub-domains, NSF, shared jobs and words of the titles, none enough alone."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pathways.graph.mentions import stems
from pathways.scheme import TYPES
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pathways.model import Formation

__all__ = ["FieldIndex", "Near", "nsf_of"]

#: What each sign counts where it agrees fully; signs join as independent evidence (noisy or).
_WEIGHTS = {"s": 0.55, "n": 0.4, "j": 0.6, "w": 0.5}
_WHY = {"s": "même sous-domaine", "n": "même spécialité NSF", "j": "métiers communs", "w": "mots du titre communs"}
_SAID = 0.3  #: a sign that agrees at least so far is named in `why`
_NSF_DIGITS = 3
_SCHOLAR_CODE = 6  #: a code scolarité holds its NSF in digits 4 to 6
_TYPE_WORDS = frozenset(w for t in TYPES for name in (t.id, *t.labels, *t.words) for w in stems(name))
_COVERED = 0.6  #: share of a field's words that a formation must hold to be of it


class Near(NamedTuple):
    """A formation near in field: how near (0 to 1) and by what."""

    id: str
    score: float
    why: str


def nsf_of(formation: Formation) -> tuple[str, ...]:
    """Return the NSF groups of a formation: its own, else that inside its code scolarité.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> nsf_of(Formation("FOR.1534", "CAP monteur en installations sanitaires", code_scolarite="50023324"))
    ('233',)
    """
    own = tuple(n[:_NSF_DIGITS] for n in formation.nsf if n[:_NSF_DIGITS].isdigit() and len(n) >= _NSF_DIGITS)
    if own:
        return own
    code = formation.code_scolarite[_NSF_DIGITS:_SCHOLAR_CODE]
    return (code,) if len(code) == _NSF_DIGITS and code.isdigit() else ()


class FieldIndex:
    """Signs of field of all formations, as sparse vectors of unit length, one for each kind of sign.

    Parameters
    ----------
    formations : iterable of Formation
        The formations to compare.
    jobs_of : mapping of str to collection of str
        The jobs that each formation leads to.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> a, b, c = (Formation(f"FOR.{i}", t, code_scolarite=n) for i, t, n in (
    ...     (1, "CAP plombier chauffagiste", "50022701"), (2, "bac pro chauffagiste", "40022707"),
    ...     (3, "bac pro accueil", "40033401")))
    >>> [n.id for n in FieldIndex([a, b, c], {}).near("FOR.1", {"FOR.2", "FOR.3"}, least=0.1)]
    ['FOR.2']
    """

    def __init__(self, formations: Iterable[Formation], jobs_of: Mapping[str, Collection[str]]) -> None:
        raw: dict[str, dict[str, Counter[str]]] = {k: {} for k in _WEIGHTS}
        text: dict[str, Counter[str]] = {}
        for f in formations:
            title = Counter(w for w in stems(f.title) if w not in _TYPE_WORDS and not w.isdigit())
            raw["w"][f.id] = title
            raw["s"][f.id] = Counter(fold(d) for d in f.domains)
            nsf: Counter[str] = Counter()
            for code in nsf_of(f):
                nsf[code] += 1
                if not code.endswith("00"):
                    nsf[code[:2]] += 1
            raw["n"][f.id] = nsf
            raw["j"][f.id] = Counter(jobs_of.get(f.id, ()))
            around = Counter(dict.fromkeys(title, 2))
            for d in f.domains:
                around.update(dict.fromkeys(stems(d.rpartition("/")[2]), 1))
            for j in f.jobs:
                around.update(dict.fromkeys(stems(j.label), 1))
            text[f.id] = around
        self._vectors: dict[str, dict[str, dict[str, float]]] = {k: {} for k in _WEIGHTS}
        self._postings: dict[str, dict[str, list[tuple[str, float]]]] = {k: defaultdict(list) for k in _WEIGHTS}
        for kind, rows in raw.items():
            idf = _idf(rows.values(), len(rows))
            for id_, row in rows.items():
                vector = {t: math.sqrt(n) * idf[t] for t, n in row.items()}
                length = math.sqrt(sum(v * v for v in vector.values())) or 1.0
                unit = {t: v / length for t, v in vector.items()}
                self._vectors[kind][id_] = unit
                for t, v in unit.items():
                    self._postings[kind][t].append((id_, v))
        self._text = text
        self._text_idf = _idf(text.values(), len(text))
        self._cache: dict[str, dict[str, dict[str, float]]] = {}

    def _signs(self, id_: str) -> dict[str, dict[str, float]]:
        """Return for every formation that shares a sign with `id_` how far each kind of sign agrees."""
        if (known := self._cache.get(id_)) is not None:
            return known
        out: dict[str, dict[str, float]] = defaultdict(dict)
        for kind in _WEIGHTS:
            sums: dict[str, float] = defaultdict(float)
            for term, weight in self._vectors[kind].get(id_, {}).items():
                for other, w in self._postings[kind][term]:
                    sums[other] += weight * w
            for other, cosine in sums.items():
                out[other][kind] = cosine
        self._cache[id_] = out
        return out

    def near(self, id_: str, among: Collection[str], *, least: float = 0.3, most: int = 8) -> list[Near]:
        """Return the formations of `among` nearest to `id_`, best first, at least `least` near."""
        signs = self._signs(id_)
        found = [(joined(signs[o]), o) for o in among if o in signs and o != id_]
        found = sorted((x for x in found if x[0] >= least), key=lambda x: (-x[0], x[1]))[:most]
        return [Near(o, score, why(signs[o])) for score, o in found]

    def of_field(
        self, name: str, id_: str, among: Collection[str], *, least: float = 0.3, most: int = 12
    ) -> list[Near]:
        """Return the formations of `among` that belong to the field that `name` says, seen from `id_`."""
        asked = {w: self._text_idf.get(w, 0.0) for w in stems(name)}
        total = sum(asked.values())
        if not total:
            return []
        signs = self._signs(id_)
        found = []
        for other in among:
            text = self._text.get(other)
            if text is None or other == id_:
                continue
            covered = sum(v * (1.0 if text[w] > 1 else 0.7) for w, v in asked.items() if text.get(w)) / total
            if covered < _COVERED:
                continue
            near = joined(signs.get(other, {}))
            score = 1 - (1 - 0.7 * covered) * (1 - 0.5 * near)
            if score >= least:
                found.append((score, other))
        found.sort(key=lambda x: (-x[0], x[1]))
        return [Near(o, score, f"champ dit par la fiche : {name}") for score, o in found[:most]]


def joined(signs: Mapping[str, float]) -> float:
    """Return how near two formations are, from how far each kind of sign agrees (noisy or).

    Examples
    --------
    >>> joined({}), round(joined({"s": 1.0}), 2), round(joined({"s": 1.0, "n": 1.0, "w": 0.5}), 2)
    (0.0, 0.55, 0.8)
    """
    far = 1.0
    for kind, value in signs.items():
        far *= 1 - _WEIGHTS[kind] * min(1.0, value)
    return 1 - far


def why(signs: Mapping[str, float]) -> str:
    """Return in words what is shared.

    Examples
    --------
    >>> why({"s": 1.0, "w": 0.1})
    'même sous-domaine'
    """
    return ", ".join(_WHY[k] for k in _WEIGHTS if signs.get(k, 0.0) >= _SAID)


def _idf(rows: Iterable[Counter[str]], n: int) -> dict[str, float]:
    counts = Counter(t for row in rows for t in row)
    return {t: math.log(1 + n / c) for t, c in counts.items()}
