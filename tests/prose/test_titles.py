"""A fiche alone is read as it is in the whole record: the titles of the record ship."""

from __future__ import annotations

import pytest

from pathways.prose import build_lexicon, read_links
from pathways.prose.lexicon import titles_of
from pathways.sources import read_sources
from tests.prose.fiches import read, told


def test_a_name_with_commas_is_read_without_a_record():
    text = "Il est possible de poursuivre en licence mention électronique, électrotechnique, automatique ou physique."
    assert [told(x) for x in read(text, "poursuite", "BTS")] == [
        "licence «électronique, électrotechnique, automatique»",
        "licence «physique»",
    ]


@pytest.mark.shared
def test_each_fiche_is_read_alone_as_in_the_record(shared):
    formations = read_sources([shared / "corpus"]).formations
    whole, alone = build_lexicon(formations), build_lexicon()
    assert [f.id for f in formations if read_links(f, whole) != read_links(f, alone)] == []
    assert list(titles_of(formations))
