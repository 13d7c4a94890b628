"""What the reader makes of sentences of our own."""

from __future__ import annotations

import pytest

from pathways.model import Formation, Section
from pathways.prose import read_links


def fiche(text: str, section: str, title: str = "CAP fleuriste", type_: str = "CAP", years: float = 2) -> Formation:
    return Formation("FOR.0", title, type=type_, duration_years=years, sections=(Section(section, section, text),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ce CAP se prépare en 2 ans après la 3e.", [("3e", None, 2)]),
        ("Ce CAP débouche sur la vie active.", []),
    ],
)
def test_access_of_a_cap(text: str, expected: list[tuple[str, str | None, float | None]]) -> None:
    assert [(x.kind, x.name, x.years) for x in read_links(fiche(text, "acces"))] == expected
