"""What ROME tells of jobs: names that people call them by, and the jobs that one can move to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.sources.fields import appellation
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.model import Job
    from pathways.sources.opendata import OpenData
    from pathways.sources.rome import Rome

__all__ = ["rome_facts"]

#: A name that says no word of any job of its code is given to all of them, where they are so few.
_MOST_SHARING = 3
#: Jobs that one can move to, at most: codes of a wide trade have dozens.
_MOST_MOVES = 12
_SHORT_WORD = 4  #: what is shorter tells jobs not apart


def rome_facts(jobs: Iterable[Job], data: OpenData | None) -> dict[str, dict[str, list[str]]]:
    """Return further attributes of jobs by id: `rome`, `called` (names of ROME), `moves` (ids of jobs).

    A code of ROME is wider than a métier: its names are given to the métiers that share most words with them.

    Examples
    --------
    >>> from pathways.model import Appellation, Job
    >>> from pathways.sources.opendata import OpenData
    >>> data = OpenData()
    >>> data.add("rome-jobs", {"rome": "L1508", "link": "MET.1"})
    ''
    >>> data.add("rome-appellations", {"number": "7", "rome": "L1508", "name": "Perchiste"})
    ''
    >>> rome_facts([Job("MET.1", Appellation("preneur/euse de son"))], data)["MET.1"]["called"]
    ['Perchiste']
    """
    if data is None or not data.rome.appellations:
        return {}
    by_id = {j.id: j for j in jobs}
    of_code = _jobs_of_codes(by_id, data.rome)
    out: dict[str, dict[str, list[str]]] = {id_: {} for id_ in by_id}
    for code, ids in sorted(of_code.items()):
        for id_ in ids:
            out[id_].setdefault("rome", []).append(code)
    said = {id_: _words_of(j) for id_, j in by_id.items()}
    for code, name in sorted(data.rome.appellations.values()):
        for id_ in _meant(name, of_code.get(code, ()), said):
            out[id_].setdefault("called", []).append(name)
    for code, targets in sorted(data.rome.moves.items()):
        nearest = sorted(targets, key=lambda t: (targets[t] != "Proche", t))
        near = [i for target in nearest for i in of_code.get(target, ())]
        for id_ in of_code.get(code, ()):
            mine = out[id_].setdefault("moves", [])
            mine += [i for i in dict.fromkeys(near) if i != id_ and i not in mine]
            del mine[_MOST_MOVES:]
    return {id_: {name: values for name, values in facts.items() if values} for id_, facts in out.items() if facts}


def _jobs_of_codes(jobs: Mapping[str, Job], rome: Rome) -> dict[str, list[str]]:
    """Return the métiers of each code: as the table tells it, else as their fiches do."""
    of_code = {code: sorted(ids & jobs.keys()) for code, ids in rome.jobs.items()}
    known = {id_ for ids in of_code.values() for id_ in ids}
    for id_, job in sorted(jobs.items()):
        for code in job.romes if id_ not in known else ():
            of_code.setdefault(code.strip(), []).append(id_)
    return of_code


def _words_of(job: Job) -> frozenset[str]:
    names = (job.name, *job.appellations)
    return frozenset(w for a in names for form in (a.label, a.masculine, a.feminine) for w in _long_words(form))


def _long_words(text: str) -> set[str]:
    return {w for w in words(text) if len(w) >= _SHORT_WORD}


def _meant(name: str, ids: Iterable[str], said: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the métiers of a code that one of its names means."""
    ids = list(ids)
    form = appellation(name)
    own = _long_words(form.masculine or form.label) | _long_words(form.feminine)
    shared = {id_: len(own & said[id_]) for id_ in ids}
    most = max(shared.values(), default=0)
    if most:
        return [id_ for id_ in ids if shared[id_] == most]
    return ids if len(ids) <= _MOST_SHARING else []
