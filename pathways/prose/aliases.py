"""Old names that a record gives of itself: « ex bac pro X », « (ex MC) », « anciennement »."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pathways.model import SectionName

if TYPE_CHECKING:
    from pathways.model import Formation

__all__ = ["old_names"]

#: A name runs to the next mark; « ex. » before a full stop or a lower-case list is "for example".
_READ = 4000  # characters: a fiche says its old name first
_KINDS = (
    r"bac pro(?:fessionnel)?|CAPa?|CAP agricole|BTSA?|BTS agricole|BP|BPA|BMA|MC|mention complémentaire|DMA"
    r"|licence pro(?:fessionnelle)?|DUT|TP"
)
_OLD = re.compile(
    r"(?<!\w)(?:\(\s*)?(?:ex[- ]|anciennement |ancien nom ?: ?|remplaçant le |qui remplace le )"
    rf"(?P<name>(?:{_KINDS})\b[^().;:\n]*)",
)


def old_names(formation: Formation) -> tuple[str, ...]:
    """Return the old names that a fiche gives of its own diploma.

    They are aliases of the diploma and never links.

    Examples
    --------
    >>> from pathways.model import Formation, Section
    >>> old_names(Formation("FOR.0", "bac pro forge (ex bac pro ferronnerie)"))
    ('bac pro ferronnerie',)
    """
    texts = [formation.title]
    for name in (SectionName.DESCRIPTION, SectionName.ACCES):
        section = formation.section(name)
        if section is not None:
            texts.append(section.text)
    found = []
    for text in texts:
        for m in _OLD.finditer(text[:_READ]):
            bracketed = text[m.end() : m.end() + 1] == ")"
            old = m["name"] if bracketed else m["name"].partition(",")[0]  # outside brackets the sentence goes on
            found.append(old.strip(" ,'\"»«"))
    return tuple(dict.fromkeys(" ".join(f.split()) for f in found if " " in f))
