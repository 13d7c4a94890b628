"""Bad input: told with file and line (or record) and how to mend it; the rest is read; `strict` fails."""

from __future__ import annotations

import json
import os
import struct
import time
import tracemalloc
import zipfile

import pytest

from pathways.errors import QueryError, SourceError
from pathways.graph import build_graph, validate_graph
from pathways.sources import read_sources
from tests.sources.made import document, formation_xml, small_formation

GOOD = "# CAP vent\n\n## Informations générales\n\n**Durée:** 2 ans\n"
ONE, TWO, THREE = (small_formation(i, f"CAP vent {i}") for i in (1, 2, 3))
HEADER = "libellé métier;lien site onisep.fr;domaine/sous-domaine"
MET = "https://www.onisep.fr/http/redirection/metier/slug/MET."


def read(tmp_path, content, name="bad"):
    """Read a bad file beside a good one; the good one is always read."""
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "zz_good.md").write_text(GOOD, "utf-8")
    records = read_sources([tmp_path])
    assert "CAP vent" in {f.title for f in records.formations}
    for problem in records.problems:
        assert problem.mend
    with pytest.raises(SourceError) as caught:
        read_sources([tmp_path], strict=True)
    assert caught.value.problems == records.problems
    return records


def ids(records):
    return [r.id for r in (*records.formations, *records.jobs) if not r.id.startswith("formation:")]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("<formations></formations>", 1, "no record"),
        ("<html><body><p>Bonjour</p></body></html>", 1, "columns of no table"),
        ("<formations><formation", 1, "no XML that can be read"),
        ("<formations><formation><autre>1</autre></formation></formations>", 1, "columns of no table"),
        ("Bonjour.\nCeci est un texte.\n", 1, "no source"),
        ("nom;prénom\na;b\n", 1, "columns of no table"),
        ("# Journal\n\nIl a plu.\n", 1, "no fiche"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1, "no source"),
        ('{"a": 1}', 1, "another shape"),
        ('{"a": [], "b": []}', 1, "another shape"),
        ('{"a": [1, 2', 1, "not one JSON document"),
        ('[{"nom": "a"}]', 1, "columns of no table"),
        ("\n \n", 1, "empty"),
        ("# 🔗\n", 1, "no record of a table"),
        (HEADER, 1, "without a row"),
        ("[]", 1, "without a row"),
    ],
)
def test_what_is_no_source_is_refused_with_what_was_expected(tmp_path, content, line, reason):
    records = read(tmp_path, content)
    (problem,) = records.problems
    assert reason in problem.reason
    assert problem.line == line
    assert "expected" in problem.mend or "a table is a list" in problem.mend


def test_a_path_that_is_not_there(tmp_path):
    (problem,) = read_sources([tmp_path / "nowhere"]).problems
    assert "no such file" in problem.reason


def test_a_broken_link_and_a_folder_with_the_name_of_a_fiche(tmp_path):
    (tmp_path / "link.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md" / "in.md").write_text(GOOD, "utf-8")
    (tmp_path / "circle").symlink_to(tmp_path)
    records = read_sources([tmp_path])
    assert [f.title for f in records.formations] == ["CAP vent"]
    (problem,) = records.problems
    assert problem.path.endswith("link.md")
    assert "broken link" in problem.reason


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    (problem,) = read_sources([tmp_path]).problems
    assert "not a regular file" in problem.reason


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (GOOD.replace("vent", "brise") + "\n## Recettes\n\nDu vent.\n", 9, "unknown section « Recettes »"),
        (GOOD.replace("vent", "brise") + "\n## Accès\n\nA.\n\n## Accès\n\nB.\n", 13, "stands twice"),
        (GOOD.replace("vent", "brise") + "\n**Lien:** [x](http\n", 7, "a broken link"),
    ],
)
def test_warnings_keep_the_fiche(tmp_path, text, line, reason):
    records = read(tmp_path, text)
    assert {f.title for f in records.formations} == {"CAP vent", "CAP brise"}
    (problem,) = records.problems
    assert (problem.line, problem.severity) == (line, "warning")
    assert reason in problem.reason


def test_a_prose_that_begins_with_a_heading_of_its_own_is_no_unknown_section(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(GOOD + "\n## Description\n\n## Au programme\n\nDu vent.\n", "utf-8")
    records = read_sources([path])
    assert not records.problems
    assert records.formations[0].section("description").text == "## Au programme\n\nDu vent."


# --- XML ------------------------------------------------------------------------------------------


def test_xml_cut_in_the_middle_keeps_what_was_whole(tmp_path):
    text = document(ONE, TWO, THREE)
    records = read(tmp_path, text[: text.index("CAP vent 3")])
    assert ids(records) == ["FOR.1", "FOR.2"]
    (problem,) = records.problems
    assert problem.line == 5
    assert "2 whole records before it" in problem.reason


def test_xml_that_is_not_well_formed_is_told_with_its_line(tmp_path):
    records = read(tmp_path, document(ONE, TWO.replace("</libelle_complet>", "</libelle>"), THREE))
    assert ids(records) == ["FOR.1"]
    assert records.problems[0].line == 4


def test_a_record_without_title_is_left_out(tmp_path):
    records = read(tmp_path, document(ONE, TWO.replace("CAP vent 2", ""), THREE))
    assert ids(records) == ["FOR.1", "FOR.3"]
    (problem,) = records.problems
    assert (problem.line, "FOR.2" in problem.reason) == (4, True)


def test_a_duplicate_record_is_left_out(tmp_path):
    records = read(tmp_path, document(ONE, TWO, ONE.replace("CAP vent 1", "CAP autre")))
    assert [f.title for f in records.formations if f.id == "FOR.1"] == ["CAP vent 1"]
    (problem,) = records.problems
    assert (problem.line, "duplicate identity FOR.1" in problem.reason) == (5, True)


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha" * 10}">' for i in range(10))


def test_an_entity_bomb_is_not_expanded(tmp_path):
    bomb = document(
        ONE,
        small_formation(2, "&l9;"),
        THREE,
        prolog=f'<?xml version="1.0"?>\n<!DOCTYPE formations [{LAUGHS}]>',
    )
    tracemalloc.start()
    begin = time.perf_counter()
    records = read(tmp_path, bomb)
    assert time.perf_counter() - begin < 5
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert ids(records) == ["FOR.1", "FOR.3"]
    (problem,) = records.problems
    assert problem.line == 5
    assert "&l9;" in problem.reason


def test_an_external_entity_is_not_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("# CAP secret\n", "utf-8")
    dtd = f'<!DOCTYPE formations [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = document(ONE, small_formation(2, "vu : &x;"), THREE, prolog=f'<?xml version="1.0"?>\n{dtd}')
    folder = tmp_path / "in"
    folder.mkdir()
    records = read(folder, text)
    assert ids(records) == ["FOR.1", "FOR.3"]
    (problem,) = records.problems
    assert "&x;" in problem.reason
    assert problem.line == 5


def test_named_entities_of_html_are_characters(tmp_path):
    dtd = '<!DOCTYPE formations [<!ENTITY eacute "&#233;">]>'
    path = tmp_path / "a.xml"
    path.write_text(document(small_formation(1, "CAP m&eacute;tal"), prolog=f'<?xml version="1.0"?>{dtd}'), "utf-8")
    records = read_sources([path])
    assert [f.title for f in records.formations] == ["CAP métal"]


@pytest.mark.parametrize(
    ("declared", "written", "severity"),
    [
        ("UTF-8", "cp1252", "warning"),
        ("ISO-8859-1", "utf-8", "warning"),
        ("windows-1252", "utf-8", "warning"),
        ("UTF-16", "utf-8", "warning"),
        ("klingon-8", "utf-8", "warning"),
        ("klingon-8", "cp1252", "warning"),
    ],
)
def test_a_wrong_declaration_of_the_encoding_is_told_and_put_right(tmp_path, declared, written, severity):
    prolog = f'<?xml version="1.0" encoding="{declared}"?>'
    records = read(tmp_path, document(ONE, small_formation(2, "CAP métal œuvré"), prolog=prolog).encode(written))
    assert "CAP métal œuvré" in {f.title for f in records.formations}
    (problem,) = records.problems
    assert problem.severity == severity
    assert problem.line in {1, 4}


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-16", "UTF-8"])
def test_a_right_declaration_is_no_problem(tmp_path, encoding):
    path = tmp_path / "a.xml"
    path.write_bytes(
        document(small_formation(1, "CAP métal"), prolog=f'<?xml version="1.0" encoding="{encoding}"?>').encode(
            encoding
        )
    )
    records = read_sources([path])
    assert not records.problems
    assert [f.title for f in records.formations] == ["CAP métal"]


def test_a_bad_byte_in_a_document_that_is_utf8_ends_it_there(tmp_path):
    text = document(small_formation(1, "CAP métal"), TWO, THREE).encode().replace(b"vent 2", b"vent \xe9")
    records = read(tmp_path, text)
    assert ids(records) == ["FOR.1"]
    assert records.problems[0].line == 4


# --- archives -------------------------------------------------------------------------------------


def pack(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in members.items():
            pack.writestr(name, data)
    return path


def test_members_of_an_archive_are_read_like_files(tmp_path):
    path = tmp_path / "any.bin"
    pack(path, **{"a/FOR.7_x.md": GOOD, "a/sub/b.xml": formation_xml(), "__MACOSX/._b": "x", ".hidden": "x"})
    records = read_sources([path])
    assert not records.problems
    assert ids(records) == ["FOR.7", "FOR.99901"]
    assert [s.path for s in records.sources] == [f"{path}!a", f"{path}!a/sub/b.xml"]


@pytest.mark.parametrize("name", ["../out.md", "/abs.md", "a/../../out.md", "C:/out.md", "..\\out.md"])
def test_a_member_that_climbs_out_is_refused(tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    pack(folder / "a.zip", **{name: GOOD, "ok.md": GOOD.replace("vent", "brise")})
    records = read_sources([folder])
    assert [f.title for f in records.formations] == ["CAP brise"]
    (problem,) = records.problems
    assert "climbs out" in problem.reason
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in"]


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    pack(tmp_path / "a.zip", **{"bomb.xml": b"<formations>" + b" " * (64 << 20), "ok.md": GOOD})
    tracemalloc.start()
    records = read_sources([tmp_path])
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert [f.title for f in records.formations] == ["CAP vent"]
    assert "times its size" in records.problems[0].reason


def test_an_encrypted_member_is_told(tmp_path):
    path = pack(tmp_path / "a.zip", **{"a.md": GOOD, "b.md": GOOD.replace("vent", "brise")})
    data = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(magic) + offset
        data[at : at + 2] = struct.pack("<H", struct.unpack("<H", data[at : at + 2])[0] | 1)
    path.write_bytes(data)
    records = read_sources([path])
    assert [f.title for f in records.formations] == ["CAP brise"]
    (problem,) = records.problems
    assert problem.path == f"{path}!a.md"
    assert "encrypted" in problem.reason


def test_a_broken_archive_is_told(tmp_path):
    path = pack(tmp_path / "a.zip", **{"a.xml": document(*(small_formation(i, f"CAP {i}") for i in range(2000)))})
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    (problem,) = read_sources([path]).problems
    assert "archive cannot be read" in problem.reason
    path.write_bytes(data[:2000] + bytes(500) + data[2500:])
    problems = read_sources([path]).problems
    assert problems
    assert all(p.path == f"{path}!a.xml" for p in problems)


def test_an_archive_within_an_archive_is_told(tmp_path):
    inner = pack(tmp_path / "in.zip", **{"a.md": GOOD}).read_bytes()
    path = pack(tmp_path / "out.zip", **{"in.zip": inner})
    (problem,) = read_sources([path]).problems
    assert "within an archive" in problem.reason


# --- tables ---------------------------------------------------------------------------------------


def test_a_missing_column_that_a_row_needs_is_named(tmp_path):
    records = read(tmp_path, "lien site onisep.fr;code ROME;GENCOD\nx;B1234;978\n")
    (problem,) = records.problems
    assert problem.line == 1
    assert "« libellé métier »" in problem.reason


def test_a_missing_column_that_a_row_does_without_is_a_warning(tmp_path):
    records = read(tmp_path, f"libellé métier;lien site onisep.fr\nplombier;{MET}266\n")
    assert ids(records) == ["MET.266"]
    (problem,) = records.problems
    assert (problem.severity, "« domaine/sous-domaine »" in problem.reason) == ("warning", True)


def test_ragged_rows_are_left_out_with_their_lines(tmp_path):
    rows = [f"a;{MET}1;x/y", f"b;{MET}2", f'"c\nd";{MET}3;x/y', f"e;{MET}4;x/y;z", "", f"f;{MET}5;x/y"]
    records = read(tmp_path, "\n".join((HEADER, *rows)) + "\n")
    assert ids(records) == ["MET.1", "MET.3", "MET.5"]
    assert [p.line for p in records.problems] == [3, 6]


def test_a_table_of_nothing_but_ragged_rows_is_told_briefly(tmp_path):
    records = read(tmp_path, "\n".join((HEADER, *["a;b"] * 5000)))
    assert len(records.problems) == 51
    assert "4950 more" in records.problems[-1].reason


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_ends_a_row(tmp_path, end):
    path = tmp_path / "a.csv"
    path.write_bytes(end.join((HEADER, f"a;{MET}1;x/y", f"b;{MET}2;x/y")).encode())
    records = read_sources([path])
    assert not records.problems
    assert ids(records) == ["MET.1", "MET.2"]


def test_a_column_that_stands_twice_loses_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER};libellé métier;GFE\na;{MET}1;x/y;autre;\nb;{MET}2;x/y;;G\n", "utf-8")
    jobs = read_sources([path]).jobs
    assert [j.name.label for j in jobs] == ["a", "b"]
    assert ("libellé métier", "autre") in jobs[0].extra


def test_a_title_that_only_says_that_nothing_is_known_is_none(tmp_path):
    (problem,) = read(tmp_path, "# non renseigné\n\n## 🎯 Domaines\n\n**Type de formation:** CAP\n").problems
    assert "has no title" in problem.reason


def test_a_quote_that_is_never_closed_loses_no_row_silently(tmp_path):
    records = read(tmp_path, "\n".join((HEADER, f"a;{MET}1;x/y", f'"b;{MET}2;x/y', f"c;{MET}3;x/y")))
    assert ids(records) == ["MET.1"]
    (problem,) = records.problems
    assert problem.line == 3


def test_a_table_in_no_encoding_is_told(tmp_path):
    records = read(tmp_path, f"{HEADER}\na;b;c\n".encode() + b"\x81\x8d;x;y\n")
    (problem,) = records.problems
    assert "neither UTF-8 nor Windows-1252" in problem.reason
    assert problem.line == 3


def rows(*labels):
    return [{"libelle_metier": x, "lien_site_onisepfr": f"{MET}{i}", "domaine": "x/y"} for i, x in enumerate(labels)]


def test_json_cut_in_the_middle_keeps_what_was_whole(tmp_path):
    text = json.dumps(rows("a", "b", "c"), indent=1)
    records = read(tmp_path, text[: text.index('"c"')])
    assert ids(records) == ["MET.0", "MET.1"]
    problem = next(p for p in records.problems if p.severity == "error")
    assert "record 3" in problem.reason
    assert problem.line == 13


def test_json_rows_of_another_shape_are_left_out(tmp_path):
    records = read(tmp_path, json.dumps([*rows("a"), 7, {"autre": 1}, *rows("", "d")]))
    assert ids(records) == ["MET.0", "MET.1"]
    told = " ".join(p.reason for p in records.problems)
    for part in ("record 2 is no object", "record 3 has no « libellé métier »", "MET.0 has no title"):
        assert part in told


def test_json_nested_without_end_is_told(tmp_path):
    records = read(tmp_path, "[" * 100_000)
    assert records.problems


@pytest.mark.parametrize("start", [HEADER + "\n", "# CAP a\n\n", "[", "<formations><formation><libelle_complet>", "x"])
def test_a_line_of_50_mb_is_told_in_bounded_memory(tmp_path, start):
    path = tmp_path / "long"
    path.write_bytes(start.encode() + b"x" * (50 << 20))
    tracemalloc.start()
    records = read_sources([path])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not records.formations
    assert not records.jobs
    assert records.problems
    assert peak < 250_000_000


def test_an_entry_without_a_name_is_told_with_its_line_and_the_rest_is_read(tmp_path):
    records = read(
        tmp_path, GOOD.replace("vent", "rire") + "\n## Métiers associés\n\n- mime\n- \n- clown\n", "FOR.1_x.md"
    )
    (problem,) = records.problems
    assert (problem.line, problem.severity) == (10, "warning")
    assert "no name" in problem.reason
    assert [ref.label for f in records.formations for ref in f.jobs] == ["mime", "clown"]


@pytest.mark.parametrize(
    "job", ["<metier><id>MET.9</id><nom_metier/></metier>", "<metier><nom_metier> - </nom_metier></metier>"]
)
def test_a_job_without_a_name_in_xml_is_told_and_the_graph_is_built(tmp_path, job):
    more = f"<metiers_formation>{job}<metier><nom_metier>mime</nom_metier></metier></metiers_formation>"
    records = read(tmp_path, document(small_formation(1, "CAP rire", "", more)), "bad.xml")
    (problem,) = records.problems
    assert problem.line
    assert "no name" in problem.reason
    graph = build_graph(records)
    validate_graph(graph)
    assert "metier:mime" in graph


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_table_is_read_in_the_encodings_of_spreadsheets(tmp_path, encoding):
    (tmp_path / "t.csv").write_bytes(f"{HEADER}\nhôte/sse;{MET}7;arts\n".encode(encoding))
    records = read_sources([tmp_path])
    assert [j.name.label for j in records.jobs] == ["hôte/sse"]
    assert records.problems == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_a_table_that_would_be_read_as_nuls_is_refused(tmp_path, encoding):
    records = read(tmp_path, f"{HEADER}\nhôte/sse;{MET}7;arts\n".encode(encoding))
    assert records.jobs == ()
    (problem,) = records.problems
    assert problem.line == 1


def test_links_that_lead_to_themselves_are_told(tmp_path):
    (tmp_path / "one.md").symlink_to(tmp_path / "two.md")
    (tmp_path / "two.md").symlink_to(tmp_path / "one.md")
    records = read(tmp_path, GOOD.replace("vent", "brise"), "b.md")
    assert [p.path.rpartition("/")[2] for p in records.problems] == ["one.md", "two.md"]


def test_a_year_that_pandas_wrote_is_a_year(tmp_path):
    row = {"libelle_metier": "mime", "lien_site_onisepfr": f"{MET}7", "domainesous-domaine": "arts", "annee": 2024.0}
    (tmp_path / "t.json").write_text(json.dumps([row]), "utf-8")
    (source,) = read_sources([tmp_path]).sources
    assert source.release == "2024"


@pytest.mark.parametrize("release", ["x", "2025-13", "25-10", "2025-10-99", "2025-10 ", "hier"])
def test_a_release_that_is_no_date_is_refused(tmp_path, release):
    with pytest.raises(QueryError, match="release is"):
        read_sources([tmp_path], release=release)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("<x " + " ".join(f'a{i}="1"' for i in range(100)) + "/>", "more than 64 attributes"),
        ("<x>" + "<a>1</a>" * (600 << 10) + "</x>", "a record of more than 4 MB"),
    ],
    ids=["attributes", "elements"],
)
def test_a_record_that_no_source_has_is_left_out_in_bounded_memory(tmp_path, more, reason):
    tracemalloc.start()
    records = read(tmp_path, document(ONE, small_formation(2, "CAP vent 2", "", more)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert ids(records) == ["FOR.1"]
    (problem,) = records.problems
    assert reason in problem.reason
    assert peak < 40 << 20


def test_children_of_one_name_are_read_in_linear_time(tmp_path):
    many = "<x>" + "<a>1</a>" * 100_000 + "</x>"  # in quadratic time this would take minutes
    (tmp_path / "t.xml").write_text(document(small_formation(1, "CAP vent 1", "", many)), "utf-8")
    records = read_sources([tmp_path])
    assert len(records.formations[0].extra) > 99_999


def test_a_title_of_megabytes_is_told(tmp_path):
    records = read(tmp_path, "# CAP " + "vent " * 100_000 + "\n\n**Durée:** 2 ans\n")
    (problem,) = records.problems
    assert "a title of 5000" in problem.reason


@pytest.mark.parametrize("id_", ["FOR.²", "FOR." + "9" * 5000, "MET.١"])
def test_an_id_that_looks_like_a_number_is_a_text(tmp_path, id_):
    record = small_formation(1, "CAP rire").replace("FOR.1", id_)
    (tmp_path / "t.xml").write_text(document(record, ONE), "utf-8")
    records = read_sources([tmp_path])
    assert {f.title for f in records.formations} == {"CAP rire", "CAP vent 1"}
    validate_graph(build_graph(records))


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("code UAI;n° SIRET;nom\n0750001A;1;lycée\n", "Idéo-Structures d'enseignement"),
        (
            '<lheo xmlns="https://lheo.example"><offres><formation/></offres></lheo>',
            "Idéo-Actions",
        ),
    ],
)
def test_what_is_onisep_s_and_not_read_is_named(tmp_path, content, named):
    (problem,) = read(tmp_path, content).problems
    assert named in problem.reason
    assert "not read" in problem.reason
