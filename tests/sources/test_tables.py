"""Onisep's tables: the same rows from every format, across the renamings of columns."""

from __future__ import annotations

import json

import pytest

from pathways.sources import read_sources

OLD_COLUMNS = [
    "code CNIS",
    "sigle type formation",
    "libellé type formation",
    "libellé formation principal",
    "sigle formation",
    "durée",
    "code RNCP",
    "niveau RNCP",
    "libellé niveau RNCP",
    "tutelle",
    "lien site onisep.fr",
    "domaine/sous-domaine",
]
NEW_COLUMNS = [
    "code_nsf",
    "sigle_type_formation",
    "libelle_type_formation",
    "libelle_formation_principal",
    "sigle_formation",
    "duree",
    "code_rncp",
    "niveau_de_certification",
    "libelle_niveau_de_certification",
    "tutelle",
    "url_et_id_onisep",
    "domainesous-domaine",
]
ROW = [
    "253",
    "CAP",
    "certificat d'aptitude professionnelle",
    "CAP réparateur de cerfs-volants",
    "RCV",
    "2 ans",
    "12345",
    "5",
    "niveau 3 (CAP)",
    "non renseigné",
    "http://www.onisep.fr/http/redirection/formation/slug/FOR.99901",
    "arts, culture, artisanat/artisanat d'art| sciences/physique",
]
JOB_COLUMNS = [
    "libelle_metier",
    "lien_site_onisepfr",
    "nom_publication",
    "collection",
    "annee",
    "gencod",
    "gfe",
    "code_rome",
    "libelle_rome",
    "lien_rome",
    "domainesous-domaine",
]
JOB_ROWS = [
    [
        "réparateur / réparatrice de cerfs-volants",
        "https://www.onisep.fr/http/redirection/metier/slug/MET.99901",
        title,
        "Parcours",
        year,
        "978",
        "GFE V",
        rome,
        "Voilerie",
        "https://example.org/B1234",
        "arts, culture, artisanat/artisanat d'art",
    ]
    for title, year, rome in (("Le vent", 2023, "B1234"), ("L'air", 2025, "B5678"))
]


def as_csv(columns, rows, separator=";"):
    def cell(v):
        return f'"{v}"' if any(c in str(v) for c in separator + "|,; ") else str(v)

    return "\r\n".join(separator.join(map(cell, r)) for r in (columns, *rows)) + "\r\n"


def as_json(columns, rows):
    return json.dumps([dict(zip(columns, r, strict=True)) for r in rows])


def as_xml(columns, rows):
    def item(row):
        cells = "".join(f"<{c}>{v}</{c}>" for c, v in zip(columns, row, strict=True))
        return f"<item>{cells}</item>"

    return f"<root>{''.join(map(item, rows))}</root>"


FORMATION_TABLES = {
    "csv": as_csv(OLD_COLUMNS, [ROW]).encode(),
    "csv with a mark": as_csv(OLD_COLUMNS, [ROW]).encode("utf-8-sig"),
    "csv cp1252": as_csv(OLD_COLUMNS, [ROW]).encode("cp1252"),
    "csv renamed": as_csv(NEW_COLUMNS, [ROW], ",").encode(),
    "csv tabs": as_csv(NEW_COLUMNS, [ROW], "\t").encode(),
    "json": as_json(NEW_COLUMNS, [ROW]).encode(),
    "json in an object": json.dumps({"total": 1, "results": json.loads(as_json(NEW_COLUMNS, [ROW]))}).encode(),
    "xml": as_xml(NEW_COLUMNS, [ROW]).encode(),
    "markdown": (
        "# CAP réparateur de cerfs-volants\n\n## 📋 Informations générales\n\n"
        "**Type de formation:** certificat d'aptitude professionnelle\n**Sigle:** RCV\n**Durée:** 2 ans\n"
        "**Niveau de sortie indicatif:** CAP ou équivalent\n\n## 🎓 Certification\n\n**Code RNCP:** 12345\n"
        "**Niveau:** niveau 3\n\n**Code NSF:** 253\n\n**🔗 Fiche formation Onisep:** "
        "[https://www.onisep.fr/http/redirection/formation/slug/FOR.99901]"
        "(https://www.onisep.fr/http/redirection/formation/slug/FOR.99901)\n\n"
        "## 🎯 Domaines\n\n- arts, culture, artisanat/artisanat d'art\n- sciences/physique\n"
    ).encode(),
}


@pytest.mark.parametrize("content", FORMATION_TABLES.values(), ids=FORMATION_TABLES.keys())
def test_a_row_of_formations_reads_the_same_from_every_format(tmp_path, content):
    path = tmp_path / "data.bin"
    path.write_bytes(content)
    records = read_sources([path])
    assert not records.problems
    (f,) = records.formations
    assert (f.id, f.title, f.type, f.sigle, f.duration_years, f.certification, f.rncp, f.nsf, f.tutelle) == (
        "FOR.99901",
        "CAP réparateur de cerfs-volants",
        "CAP",
        "RCV",
        2,
        3,
        "12345",
        ("253",),
        "",
    )
    assert f.url == "https://www.onisep.fr/http/redirection/formation/slug/FOR.99901"
    assert f.domains == ("arts, culture, artisanat/artisanat d'art", "sciences/physique")


def markdown_jobs():
    return [
        f"# {row[0]}\n**🔗 Fiche métier Onisep:** [{row[1]}]({row[1]})\n\n## 📚 Publication\n\n"
        f"**Titre:** {row[2]}\n**Collection:** {row[3]}\n**Année:** {row[4]}\n**Code:** {row[5]}\n\n"
        f"**Groupe Formation Emploi (GFE):** {row[6]}\n\n## 🏷️ Classification ROME\n\n"
        f"**Code ROME:** {row[7]}\n**Intitulé:** {row[8]}\n**Lien France Travail:** [{row[9]}]({row[9]})\n\n"
        f"## 🎯 Domaines\n\n- {row[10]}\n"
        for row in JOB_ROWS
    ]


@pytest.mark.parametrize("written", ["csv", "json", "xml", "markdown"])
def test_rows_of_one_job_become_one_job(tmp_path, written):
    if written == "markdown":
        for i, text in enumerate(markdown_jobs()):
            (tmp_path / f"metier_{i}.md").write_text(text, "utf-8")
    else:
        make = {"csv": as_csv, "json": as_json, "xml": as_xml}[written]
        (tmp_path / "table").write_text(make(JOB_COLUMNS, JOB_ROWS), "utf-8")
    records = read_sources([tmp_path])
    assert not records.problems
    (report,) = records.sources
    assert (report.records, report.distinct, report.release) == (2, 1, "2025")
    (j,) = records.jobs
    assert (j.id, j.name.masculine, j.name.feminine) == (
        "MET.99901",
        "réparateur de cerfs-volants",
        "réparatrice de cerfs-volants",
    )
    assert j.romes == ("B1234", "B5678")
    extra = dict(j.extra)
    assert (extra["publication[1]/titre"], extra["publication[2]/titre"]) == ("Le vent", "L'air")
    assert (extra["publication[1]/annee"], extra["publication[2]/annee"]) == ("2023", "2025")
    assert (extra["gfe"], extra["libelle_rome"]) == ("GFE V", "Voilerie")


@pytest.mark.parametrize(
    "content",
    [
        '[{"domaine_onisep": "sciences", "sous-domaine_onisep": "zéphyrologie"}]',
        "domaine onisep;sous-domaine onisep\nsciences;zéphyrologie\n",
        as_xml(["domaine_onisep", "sous-domaine_onisep"], [["sciences", "zéphyrologie"]]),
    ],
)
def test_the_table_of_domains_names_the_domain_of_what_the_xml_names_alone(tmp_path, content):
    (tmp_path / "table").write_text(content, "utf-8")
    (tmp_path / "fiches").write_text(
        "<formations><formation><identifiant>FOR.1</identifiant><libelle_complet>CAP vent</libelle_complet>"
        "<sous_domaines_web><sous_domaine_web><libelle>zéphyrologie</libelle></sous_domaine_web></sous_domaines_web>"
        "</formation></formations>",
        "utf-8",
    )
    records = read_sources([tmp_path])
    assert records.domains == (("sciences", "zéphyrologie"),)
    assert records.formations[0].domains == ("sciences/zéphyrologie",)
    assert [s.records for s in records.sources if "domaines" in s.format] == [1]
