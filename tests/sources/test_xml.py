"""The official XML: every field, every release, the shape of the text."""

from __future__ import annotations

import pytest

from pathways.sources import read_sources
from pathways.sources.cdata import text_of_html
from tests.sources.made import BRIEF, JOB_NAMES, SYNONYM, document, formation_xml, job_xml, small_formation


def read(tmp_path, text, name="a.xml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sources([path])


def test_every_field_of_a_formation_is_read(tmp_path):
    records = read(tmp_path, formation_xml())
    assert not records.problems
    (f,) = records.formations
    assert (f.id, f.title, f.type, f.type_label) == (
        "FOR.99901",
        "CAP réparateur de cerfs-volants",
        "CAP",
        "certificat d'aptitude professionnelle",
    )
    assert (f.code_scolarite, f.sigle, f.duration, f.duration_years) == ("50099901", "RCV", "2 ans", 2)
    assert (f.certification, f.certification_label, f.exit_level) == (3, "niveau 3 (CAP)", "CAP ou équivalent")
    assert (f.link, f.rncp, f.nsf, f.tutelle) == (
        "https://example.org/recherche/rncp/12345/",
        "12345",
        ("253",),
        "Ministère du Vent",
    )
    assert (f.first_session, f.last_session) == (2020, 2027)
    assert f.domains == ("construction aéronautique", "construction, architecture, travaux publics/plâtrerie")
    extra = dict(f.extra)
    for name, value in {
        "type_formation/type_formation_sigle": "CAP",
        "nsf_discipline/nsf_discipline_libelle": "Aéronautique",
        "niveau_etudes/id": "REF.400",
        "nature_certificat/libelle_nature_certificat[2]": "Formation inscrite au RNCP",
        "publication[1]/gencod": "978",
        "publication[1]/titre": "Le vent",
        "sous_domaines_web/sous_domaine_web[1]/id": "T-IDEO2.1",
        "modification_date": "17/05/2024",
    }.items():
        assert extra[name] == value


def test_sections_have_the_names_and_the_shape_of_the_markdown(tmp_path):
    (f,) = read(tmp_path, formation_xml()).formations
    assert [(s.name, s.title) for s in f.sections] == [
        ("description", "Description"),
        ("acces", "Accès"),
        ("poursuite", "Poursuite d'études"),
        ("poursuites_etudes", "Poursuites d'études"),
        ("metiers", "Métiers associés"),
    ]
    assert f.section("description").text == (
        "On répare des cerfs-volants & des planeurs.\n\n            On les essaie."
    )
    assert f.section("acces").text == (
        "### Accès\n            Après la 3e.\n\n                - \n                    sur dossier"
    )
    assert f.section("poursuites_etudes").text == "- bac pro aéronautique (poursuite d'études conditionnelle)"
    assert f.section("metiers").text == "- réparateur/trice de cerfs-volants"


@pytest.mark.parametrize(
    ("job", "synonyms"),
    [
        (JOB_NAMES + f"<synonymes>{SYNONYM}</synonymes>", [("voilier/ère du ciel", "voilière du ciel")]),
        (JOB_NAMES + "<synonymes><synonyme>voilier du ciel</synonyme></synonymes>", [("voilier du ciel", "")]),  # 2021
        (JOB_NAMES.replace("nom_metier", "libelle"), []),  # 2023
        (JOB_NAMES + "<synonymes/>", []),
    ],
    ids=["2024", "2021", "2023", "none"],
)
def test_jobs_of_a_formation_in_every_release(tmp_path, job, synonyms):
    (f,) = read(tmp_path, formation_xml(job=job)).formations
    (ref,) = f.jobs
    assert (ref.id, ref.label, ref.feminine, ref.masculine) == (
        "MET.99901",
        "réparateur/trice de cerfs-volants",
        "réparatrice de cerfs-volants",
        "réparateur de cerfs-volants",
    )
    assert [(s.label, s.feminine) for s in ref.synonyms] == synonyms


def test_continuations_in_every_release(tmp_path):
    with_id = '<formation_poursuite_Etudes id="FOR.99902">CS cerfs-volants</formation_poursuite_Etudes>'  # 2025
    (f,) = read(tmp_path, formation_xml(continuation=with_id)).formations
    assert [(c.label, c.id, c.note) for c in f.continuations] == [
        ("CS cerfs-volants", "FOR.99902", "poursuite d'études conditionnelle"),
        ("bac pro aéronautique", "", "poursuite d'études conditionnelle"),
    ]


@pytest.mark.parametrize("duration", ['"2 ans"', "'2 ans'", " 2 ans "])
def test_a_duration_in_quotes_is_a_duration(tmp_path, duration):
    (f,) = read(tmp_path, formation_xml(duration=duration)).formations
    assert (f.duration, f.duration_years) == ("2 ans", 2)


def test_every_field_of_a_job_is_read(tmp_path):
    records = read(tmp_path, job_xml())
    assert not records.problems
    (j,) = records.jobs
    assert (j.id, j.name.label, j.name.feminine, j.name.masculine) == (
        "MET.99901",
        "réparateur/trice de cerfs-volants",
        "réparatrice de cerfs-volants",
        "réparateur de cerfs-volants",
    )
    assert [(a.label, a.feminine, a.masculine) for a in j.appellations] == [
        ("voilier/ère du ciel", "voilière du ciel", "voilier du ciel")
    ]
    assert (j.romes, j.min_level, j.statuses, j.interests, j.sectors) == (
        ("B1234", "B5678"),
        "CAP ou équivalent",
        ("salarié",),
        ("j'aime le vent",),
        ("Aéronautique",),
    )
    assert [(r.id, r.label) for r in j.related] == [("MET.99902", "pilote de planeur")]
    assert [(r.id, r.label) for r in j.formations] == [("FOR.99901", "CAP réparateur de cerfs-volants")]
    assert [s.name for s in j.sections] == [
        "presentation",
        "en-bref",
        "competences-requises",
        "vie-professionnelle",
        "acces_metier",
        "formations",
        "centres-d-interet",
    ]
    assert j.section("en-bref").text == "En deux mots."
    assert j.section("formations").text == "- CAP réparateur de cerfs-volants (ID: FOR.99901)"
    extra = dict(j.extra)
    assert extra["formats_courts/format_court[1]/descriptif"] == "Ancien."
    assert extra["secteurs_activite/metier_transverse"] == "oui"
    assert extra["statuts/statut/id"] == "T-ITM.1"


def test_a_job_in_every_release(tmp_path):
    direct = BRIEF.format(type="Dico des métiers", text="En deux mots.")
    (j,) = read(
        tmp_path,
        job_xml(
            names=JOB_NAMES.replace("nom_metier", "libelle"),
            synonym="<synonyme>voilier du ciel</synonyme>",
            briefs=direct,
        ),
    ).jobs
    assert j.name.label == "réparateur/trice de cerfs-volants"
    assert [a.label for a in j.appellations] == ["voilier du ciel"]
    assert j.section("en-bref").text == "En deux mots."


def test_what_no_release_had_so_far_is_kept(tmp_path):
    new = "<nouveau><code>7</code><code>8</code></nouveau><plat a='1'>neuf</plat>"
    (f,) = read(tmp_path, document(small_formation(1, "CAP vent", more=new))).formations
    assert {("nouveau/code[1]", "7"), ("nouveau/code[2]", "8"), ("plat", "neuf"), ("plat@a", "1")} <= set(f.extra)


def test_markup_that_is_not_wrapped_in_cdata_reads_the_same(tmp_path):
    wrapped = "<attendus><![CDATA[<h5>Être</h5><p>habile &amp; patient</p>]]></attendus>"
    bare = "<attendus><h5>Être</h5><p>habile &amp; patient</p></attendus>"
    texts = [
        read(tmp_path, document(small_formation(1, "CAP vent", more=m))).formations[0].section("attendus").text
        for m in (wrapped, bare)
    ]
    assert texts == ["### Être\nhabile & patient"] * 2


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>un</p>\n <p>deux</p>", "un\n\n deux"),
        ("<h3>Salaire</h3>\n <h5>Début</h5>\n <p>peu</p>", "## Salaire\n ### Début\n peu"),
        ("<h5>Début</h5><p>un</p><p>deux</p>", "### Début\nun\n\ndeux"),
        ("<ul><li>un</li><li>deux</li></ul>fin", "- un\n- deux\n\nfin"),
        ("avant<p>après</p>", "avant\naprès"),
        ("a<br/>b", "a\nb"),
        ("3<sup>e</sup>", "3e"),
        ("puissance < 70 kW", "puissance < 70 kW"),
        ("<p>inférieure à &lt; 70 kW</p>", "inférieure à < 70 kW"),
        ('voir <a href="https://example.org">ici</a>.', "voir ici (https://example.org)."),
        ("<script>x()</script>ok<!-- non -->", "ok"),
        ("", ""),
    ],
)
def test_html_becomes_text(html, text):
    assert text_of_html(html) == text


def test_the_date_comes_from_the_content(tmp_path):
    records = read(tmp_path, formation_xml(), name="renamed.dat")
    assert records.sources[0].release == "2024-05-17"
    assert records.sources[0].format == "XML formations"
    assert records.formations[0].origins[0].release == "2024-05-17"


def test_a_nested_element_of_the_records_name_is_no_record(tmp_path):
    assert [j.id for j in read(tmp_path, formation_xml()).jobs] == []
