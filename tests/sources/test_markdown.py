"""Markdown fiches: what is read from them, and what is said of what cannot be."""

from __future__ import annotations

import pytest

from pathways.model import Formation, Job
from pathways.sources import formation_key, job_key, read_sources
from pathways.sources.markdown import parse_fiche

FORMATION = """# CAP réparateur de cerfs-volants

## Informations générales

**Code scolarité:** 50099901
**Sigle:** RCV
**Durée:** 2 ans
**Niveau de certification:** niveau 3
**Type:** certificat d'aptitude professionnelle (CAP)
**Session:** 2026

**Lien:** [https://example.org/rncp/12345/](https://example.org/rncp/12345/)

## Description

Le titulaire répare des cerfs-volants.

            Il les essaie aussi.

## Accès

### Accès
            Après la 3e.

## Métiers associés

- réparateur/trice de cerfs-volants
- plombier/ère
"""

JOB = """# réparateur/trice de cerfs-volants
**ID:** MET.99901

**Appellations:**
- Féminin: réparatrice de cerfs-volants
- Masculin: réparateur de cerfs-volants

## Autres appellations

### voilier/ère du ciel
- Féminin: voilière du ciel
- Masculin: voilier du ciel

**Codes ROME:**
- B1234
- B5678

## Présentation

Il ou elle répare.

## Vie professionnelle

## Salaire
            ### Salaire du débutant
            Selon le vent.

## Accès au métier

Un CAP suffit.

            Niveau CAP

**Niveau d'accès minimum:** CAP ou équivalent

## Formations recommandées

- CAP réparateur de cerfs-volants (ID: FOR.99901)

**Statuts possibles:**
- salarié
- artisan

## Centres d'intérêt

- j'aime le vent
"""


def write(folder, **files):
    for name, text in files.items():
        path = folder / (name.replace("__", ".") + ".md")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_every_field_of_a_formation_is_read(tmp_path):
    path = tmp_path / "FOR.99901_cap.md"
    path.write_text(FORMATION, "utf-8")
    (fiche,) = read_sources([path]).formations
    assert (fiche.id, fiche.title, fiche.type, fiche.code_scolarite, fiche.sigle) == (
        "FOR.99901",
        "CAP réparateur de cerfs-volants",
        "CAP",
        "50099901",
        "RCV",
    )
    assert (fiche.duration, fiche.duration_years, fiche.certification) == ("2 ans", 2, 3)
    assert (fiche.link, fiche.rncp) == ("https://example.org/rncp/12345/", "12345")
    assert fiche.url.endswith("/formation/slug/FOR.99901")
    assert ("Session", "2026") in fiche.extra
    assert [s.name for s in fiche.sections] == ["description", "acces", "metiers"]
    assert [j.label for j in fiche.jobs] == ["réparateur/trice de cerfs-volants", "plombier/ère"]


def test_a_section_knows_its_place_in_the_file():
    fiche, _ = parse_fiche(FORMATION, "a.md")
    for section in fiche.sections:
        assert FORMATION[section.start :].startswith(section.text)
        assert FORMATION.split("\n")[section.line - 1].startswith(section.text.split("\n")[0])


def test_every_field_of_a_job_is_read():
    job, problems = parse_fiche(JOB, "a.md")
    assert isinstance(job, Job)
    assert not problems
    assert (job.id, job.name.feminine, job.name.masculine) == (
        "MET.99901",
        "réparatrice de cerfs-volants",
        "réparateur de cerfs-volants",
    )
    assert [(a.label, a.feminine, a.masculine) for a in job.appellations] == [
        ("voilier/ère du ciel", "voilière du ciel", "voilier du ciel")
    ]
    assert job.romes == ("B1234", "B5678")
    assert job.min_level == "CAP ou équivalent"
    assert job.statuses == ("salarié", "artisan")
    assert job.interests == ("j'aime le vent",)
    assert [(f.id, f.label) for f in job.formations] == [("FOR.99901", "CAP réparateur de cerfs-volants")]
    assert job.section("acces_metier").text == "Un CAP suffit.\n\n            Niveau CAP"
    assert "Salaire du débutant" in job.section("vie-professionnelle").text
    assert job.section("salaire") is None


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "empty"),
        (b"\n \n", 1, "empty"),
        ("# caf\xe9\n".encode("latin-1"), 1, "not UTF-8"),
        ("# CAP a\n\n## Accès\n\nAprès".encode("latin-1"), 3, "not UTF-8"),
        ("\n## Accès\n\nAprès la 3e.\n".encode(), 2, "no title"),
        (("# CAP a\n\n## Accès\n\n" + "x" * (50 << 20)).encode(), 5, "a line of more than 1 MB"),
    ],
)
def test_bad_input_is_told_with_its_line_and_the_rest_still_reads(tmp_path, content, line, reason):
    write(tmp_path, bad=content, good=FORMATION)
    records = read_sources([tmp_path])
    assert [f.title for f in records.formations] == ["CAP réparateur de cerfs-volants"]
    (problem,) = records.problems
    assert problem.path.endswith("bad.md")
    assert problem.line == line
    assert reason in problem.reason
    assert problem.mend


def test_known_ids_name_what_the_files_do_not(tmp_path):
    write(tmp_path, a=FORMATION)
    known = {
        formation_key("CAP réparateur de cerfs-volants", "50099901"): "FOR.99901",
        job_key("plombier/ère"): "MET.266",
    }
    (fiche,) = read_sources([tmp_path], known_ids=known).formations
    assert isinstance(fiche, Formation)
    assert fiche.id == "FOR.99901"
    assert fiche.url.endswith("FOR.99901")
    assert [j.id for j in fiche.jobs] == ["", "MET.266"]


def test_without_known_ids_a_slug_stands_in(tmp_path):
    write(tmp_path, a=FORMATION)
    assert read_sources([tmp_path]).formations[0].id == "formation:cap-reparateur-de-cerfs-volants"
