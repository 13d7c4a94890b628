"""The lines of the study scheme whose source could not be read again: « à vérifier »."""

from __future__ import annotations

from pathways.scheme.bridges import bridges, missing_diplomas
from pathways.scheme.rules import scheme_rules
from pathways.scheme.usual import usual_steps

__all__ = ["unchecked_sources"]


def unchecked_sources() -> tuple[str, ...]:
    """Return the sources to be checked, one a line of the scheme, in the order of its files.

    Examples
    --------
    >>> len(unchecked_sources()) < len(scheme_rules()) + len(bridges()) + len(usual_steps()) + len(missing_diplomas())
    True
    """
    known = [(rule.source, rule.checked) for rule in scheme_rules()]
    known += [(way.source, way.checked) for way in (*bridges(), *(m.to_jobs for m in missing_diplomas()))]
    known += [(step.source, step.checked) for step in usual_steps()]
    return tuple(source for source, checked in known if not checked)
