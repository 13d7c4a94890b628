"""How near in field two formations are: sub-domains, NSF, shared jobs and words of the titles, none enough alone."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pathways.graph.mentions import stems
from pathways.scheme import TYPES
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pathways.model import Formation

__all__ = ["FieldIndex", "Near", "Pool", "nsf_of"]

#: What each sign counts where it agrees fully; signs join as independent evidence (noisy or).
_WEIGHTS = {"s": 0.55, "n": 0.4, "j": 0.6, "w": 0.5}
_WHY = {"s": "même sous-domaine", "n": "même spécialité NSF", "j": "métiers communs", "w": "mots du titre communs"}
_SAID = 0.3  #: a sign that agrees at least so far is named in `why`
_NSF_DIGITS = 3
_SCHOLAR_CODE = 6  #: a code scolarité holds its NSF in digits 4 to 6
_ENOUGH = 0.42  #: a single sign that agrees so far is enough (NSF alone never is); a fainter one needs a second
_FAINT = 0.12
_OF_BEST = 0.6  #: "of the same field" means those that are so near as this share of the nearest
_MOST_UNSURE = 3  #: where no formation has two signs, so many of those with one
_ALL = 0.95
_COVERED = 0.6  #: share of a field's words that a formation must hold to be of it


class Near(NamedTuple):
    """A formation near in field: how near (0 to 1) and by what."""

    id: str
    score: float
    why: str


_SUFFIXES = """
    icienne icite icien atrice ateur ation agiste agere ienne ager erie iere aire iste euse iale ure ique ite ien
    ier ial eur age ale al er e
    """.split()  # noqa: SIM905 - a list of endings reads as one
_LEAST_ROOT = 4


def roots(text: str) -> tuple[str, ...]:
    """Return the roots of the words of a text, so that a trade meets its tradesman.

    Examples
    --------
    >>> roots("plomberie, chauffage") == roots("plombier chauffagiste")
    True
    >>> roots("électricité"), roots("électricien"), roots("boulangerie"), roots("boulanger")
    (('electr',), ('electr',), ('boulang',), ('boulang',))
    """
    out = []
    for word in stems(text):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST_ROOT:
                root = word[: -len(suffix)]
                break
        else:
            root = word
        out.append(root[:-1] if len(root) > _LEAST_ROOT and root[-1] == root[-2] else root)
    return tuple(out)


_TYPE_WORDS = frozenset(w for t in TYPES for name in (t.id, *t.labels, *t.words) for w in roots(name))


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


class Pool:
    """Some of an index's formations, ready to be compared: who holds which sign."""

    def __init__(self, ids: Iterable[str], vectors: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        self.ids = tuple(sorted(ids))
        self._postings: dict[str, dict[str, list[tuple[str, float]]]] = {k: {} for k in _WEIGHTS}
        for kind, postings in self._postings.items():
            for id_ in self.ids:
                for term, weight in vectors[kind].get(id_, {}).items():
                    postings.setdefault(term, []).append((id_, weight))

    def signs(self, vectors: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
        """Return, for every member that shares a sign with these vectors, how far each kind of sign agrees."""
        out: dict[str, dict[str, float]] = {}
        for kind, postings in self._postings.items():
            for term, weight in vectors.get(kind, {}).items():
                for other, w in postings.get(term, ()):
                    signs = out.setdefault(other, {})
                    signs[kind] = signs.get(kind, 0.0) + weight * w
        return out


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
    >>> index = FieldIndex([a, b, c], {})
    >>> [n.id for n in index.near("FOR.1", index.pool(["FOR.2", "FOR.3"]), least=0.1)]
    ['FOR.2']
    """

    def __init__(self, formations: Iterable[Formation], jobs_of: Mapping[str, Collection[str]]) -> None:
        raw: dict[str, dict[str, Counter[str]]] = {k: {} for k in _WEIGHTS}
        self._text: dict[str, Counter[str]] = {}
        for f in formations:
            title = Counter(w for w in roots(f.title) if w not in _TYPE_WORDS and not w.isdigit())
            raw["w"][f.id] = title
            raw["s"][f.id] = Counter(fold(d) for d in f.domains)
            raw["n"][f.id] = Counter(g for code in nsf_of(f) for g in (code, code[:2]) if not code.endswith("00"))
            raw["j"][f.id] = Counter(jobs_of.get(f.id, ()))
            around = Counter(dict.fromkeys(title, 2))
            around.update(w for d in f.domains for w in set(roots(d.rpartition("/")[2])))
            around.update(w for j in f.jobs for w in set(roots(j.label)))
            self._text[f.id] = around
        self._vectors = {kind: _unit_rows(rows) for kind, rows in raw.items()}
        self._text_idf = _idf(self._text.values(), len(self._text))

    def pool(self, ids: Iterable[str]) -> Pool:
        """Return these formations, ready to be compared; keep it where many are compared with the same."""
        return Pool(ids, self._vectors)

    def _signs(self, id_: str, pool: Pool) -> dict[str, dict[str, float]]:
        return pool.signs({kind: rows[id_] for kind, rows in self._vectors.items() if id_ in rows})

    def nearness(self, id_: str, other: str) -> float:
        """Return how near two formations are in field, 0 to 1."""
        return joined(self._signs(id_, self.pool([other])).get(other, {}))

    def near(
        self,
        id_: str,
        pool: Pool,
        *,
        least: float = 0.3,
        most: int = 8,
        keep: Callable[[str], bool] = bool,
        unsure: bool = True,
    ) -> list[Near]:
        """Return the members of `pool` nearest to `id_`, best first, at least `least` near, that pass `keep`.

        What is much farther than the nearest is left out: where a CAP électricien is of the field of a BP électricien,
        a CAP of signs is not.  Where none has two signs in common, or one that is clear, a few with a faint one
        stand, unless not `unsure`.
        """
        signs = self._signs(id_, pool)
        found = [(score, o) for o, s in signs.items() if (score := joined(s)) >= least and o != id_ and keep(o)]
        found.sort(key=lambda x: (-x[0], x[1]))
        found = [x for x in found if x[0] >= _OF_BEST * found[0][0]]
        sure = [x for x in found if x[0] >= _ENOUGH or sum(v >= _FAINT for v in signs[x[1]].values()) > 1]
        return [Near(o, score, why(signs[o])) for score, o in (sure[:most] or (found[:_MOST_UNSURE] if unsure else []))]

    def of_field(
        self,
        name: str,
        id_: str,
        pool: Pool,
        *,
        least: float = 0.3,
        most: int = 12,
        keep: Callable[[str], bool] = bool,
    ) -> list[Near]:
        """Return the members of `pool` that belong to the field that `name` says, seen from `id_`."""
        asked = {w: self._text_idf.get(w, 0.0) for w in roots(name)}
        total = sum(asked.values())
        if not total:
            return []
        signs = self._signs(id_, pool)
        found = []
        for other in pool.ids:
            text = self._text[other]
            covered = sum(v * (1.0 if text[w] > 1 else 0.7) for w, v in asked.items() if w in text) / total
            if covered < _COVERED or other == id_ or not keep(other):
                continue
            near = joined(signs.get(other, {}))
            if covered < _ALL and near < _FAINT:  # one word of several, and nothing else in common
                continue
            score = 1 - (1 - 0.7 * covered) * (1 - 0.5 * near)
            if score >= least:
                found.append((score, other))
        found.sort(key=lambda x: (-x[0], x[1]))
        return [Near(o, score, f"champ dit par la fiche : {name}") for score, o in found[:most]]


def _unit_rows(rows: Mapping[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """Return rows of counts as vectors of unit length, rare signs weighing more."""
    idf = _idf(rows.values(), len(rows))
    out = {}
    for id_, row in rows.items():
        vector = {t: math.sqrt(n) * idf[t] for t, n in row.items()}
        length = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        out[id_] = {t: v / length for t, v in vector.items()}
    return out


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
