"""A level node has no fiche of its own: what states a step into one is a fiche, not "the fiche of the level"."""

import pytest

from pathways.model import Evidence, NodeRef, Step
from pathways.phrases import fiche_words


@pytest.mark.parametrize(("lang", "said"), [("fr", "une fiche de l'Onisep"), ("en", "a fiche of Onisep")])
@pytest.mark.parametrize("short", [True, False])
def test_a_level_has_no_fiche(lang, said, short):
    level = NodeRef("niveau:bac", "diplôme de niveau bac", "level")
    step = Step(NodeRef("FOR.1", "CAP été", "diploma"), level, 0, evidence=(Evidence(level.id, "acces", 0, 1),))
    assert fiche_words(step, lang, short=short) == said
