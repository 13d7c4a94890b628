"""Records of the same thing: what is one, what wins, what is told of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.model import Formation
from pathways.sources import formation_key, known_ids_of, read_sources
from pathways.sources.batch import Batch
from pathways.sources.dating import newest_first
from pathways.sources.files import name_release
from pathways.sources.formats import SourceFormat
from tests.sources.made import document, small_formation


def xml(path, *records, date=""):
    more = f"<modification_date>{date}</modification_date>" if date else ""
    made = [small_formation(*r[:3], (r[3] if len(r) > 3 else "") + more) for r in records]
    path.write_text(document(*made), "utf-8")
    return path


def fiche(path, title, code="", body="", duration="2 ans"):
    head = f"**Code scolarité:** {code}\n" if code else ""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"# {title}\n\n## Informations générales\n\n{head}**Durée:** {duration}\n\n{body}", "utf-8")
    return path


def test_the_newer_release_wins_field_by_field_and_the_older_fills_what_it_lacks(tmp_path):
    old = xml(
        tmp_path / "old.xml",
        (1, "MC vent", "500", "<sigle>V</sigle><attendus>Savoir souffler.</attendus><url>https://example.org</url>"),
        date="01/02/2021",
    )
    new = xml(tmp_path / "new.xml", (1, "CS vent", "500", "<sigle>CV</sigle>"), date="03/04/2024")
    for paths in ([old, new], [new, old]):
        records = read_sources(paths)
        (f,) = records.formations
        assert (f.title, f.sigle, f.link) == ("CS vent", "CV", "https://example.org")
        assert f.section("attendus").text == "Savoir souffler."
        assert f.aliases == ("MC vent",)
        assert [o.release for o in f.origins] == ["2024-04-03", "2021-02-01"]
        lost = {c.field: (c.kept, c.lost) for c in records.conflicts}
        assert lost["title"] == ("CS vent", "MC vent")
        assert lost["sigle"] == ("CV", "V")
        assert {c.lost_from for c in records.conflicts} == {str(old)}
        by_path = {s.path: s for s in records.sources}
        assert dict(by_path[str(old)].conflicts)["title"] == 1
        assert by_path[str(new)].conflicts == ()
        assert [s.merged for s in records.sources] == [1, 1]


def test_another_section_text_is_a_conflict_and_another_spacing_is_none(tmp_path):
    old = xml(tmp_path / "a.xml", (1, "CAP vent", "", "<attendus>Souffler.</attendus>"), date="01/01/2021")
    new = xml(tmp_path / "b.xml", (1, "CAP  Vent", "", "<attendus>Souffler  fort.</attendus>"), date="01/01/2022")
    conflicts = read_sources([old, new]).conflicts
    assert {c.field for c in conflicts} == {"section:attendus", "extra:modification_date"}


def test_a_shared_code_is_no_identity(tmp_path):
    path = xml(tmp_path / "a.xml", (1, "CAP vent option A", "500"), (2, "CAP vent option B", "500"))
    assert [f.id for f in read_sources([path]).formations] == ["FOR.1", "FOR.2"]


def test_a_fiche_without_id_joins_the_record_of_its_code_and_title(tmp_path):
    path = xml(tmp_path / "a.xml", (1, "CAP vent", "500"), (2, "CAP vent", "600"))
    seed = fiche(tmp_path / "seeds" / "000.txt", "CAP Vent", "600")
    records = read_sources([seed, path])
    assert [(f.id, len(f.origins)) for f in records.formations] == [("FOR.1", 1), ("FOR.2", 2)]


@pytest.mark.parametrize(
    ("code", "joined"),
    [("", True), ("500", True), ("700", False)],
)
def test_by_title_alone_only_where_no_code_says_otherwise(tmp_path, code, joined):
    path = xml(tmp_path / "a.xml", (1, "CAP vent", "500"))
    seed = fiche(tmp_path / "seeds" / "000.txt", "CAP vent", code)
    ids = [f.id for f in read_sources([seed, path]).formations]
    assert ids == (["FOR.1"] if joined else ["FOR.1", "formation:cap-vent"])


def test_a_title_that_two_records_share_names_neither(tmp_path):
    path = xml(tmp_path / "a.xml", (1, "CAP vent", "500"), (2, "CAP vent", "600"))
    seed = fiche(tmp_path / "seeds" / "000.txt", "CAP vent")
    assert [f.id for f in read_sources([seed, path]).formations] == ["FOR.1", "FOR.2", "formation:cap-vent"]


def test_slugs_of_different_formations_stay_apart(tmp_path):
    a = fiche(tmp_path / "a" / "1.md", "CAP vent", "500")
    b = fiche(tmp_path / "b" / "2.md", "CAP vent", "600")
    assert [f.id for f in read_sources([a, b]).formations] == ["formation:cap-vent", "formation:cap-vent-600"]


def test_duplicate_identity_in_one_folder_is_told_and_left_out(tmp_path):
    fiche(tmp_path / "a.md", "CAP vent", "500", duration="1 an")
    fiche(tmp_path / "b.md", "CAP Vent", "500", duration="2 ans")
    records = read_sources([tmp_path])
    assert [f.duration for f in records.formations] == ["1 an"]
    (problem,) = records.problems
    assert problem.path.endswith("b.md")
    assert problem.line == 1
    assert "a.md:1" in problem.reason
    assert problem.severity == "error"


def test_an_undated_fiche_is_the_present_edition_unless_it_is_given_a_date(tmp_path):
    path = xml(tmp_path / "a.xml", (1, "CAP vent", "", ""), date="01/01/2024")
    seed = fiche(tmp_path / "seeds" / "FOR.1_x.md", "CAP vent", duration="3 ans")
    assert read_sources([path, seed]).formations[0].duration == "3 ans"
    (f,) = read_sources([path, seed], release="2023-05").formations
    assert f.duration == "2 ans"
    assert [o.release for o in f.origins] == ["2024-01-01", "2023-05"]


def test_known_ids_leave_out_what_two_ids_share():
    known = known_ids_of([("FOR.1", "CAP vent", "500"), ("FOR.2", "CAP vent", "600"), ("classe:3e", "3e", "")])
    assert known == {formation_key("CAP vent", "500"): "FOR.1", formation_key("CAP vent", "600"): "FOR.2"}


def batch(numbers, format_=SourceFormat.TABLE_FORMATIONS_CSV):
    made = Batch("x", format_)
    made.items = [(Formation(id=f"FOR.{n}", title="t"), None) for n in numbers]
    return made


def test_a_large_undated_source_is_as_old_as_its_numbers():
    dated = batch(range(1000, 3000), SourceFormat.FICHES_FORMATIONS_XML)
    old, fresh, small = batch(range(2000)), batch(range(1000, 4000)), batch([5])
    order = newest_first([old, dated, fresh, small], ["", "2024-06", "", ""])
    assert order.index(0) > order.index(1)
    assert order.index(2) < order.index(1)
    assert order.index(3) < order.index(1)


@pytest.mark.parametrize(
    ("names", "release"),
    [
        (["Onisep_Ideo_Fiches_metiers_25062024.xml"], "2024-06-25"),
        (["x.xml", "fiches-2023-11.zip"], "2023-11"),
        (["20251031.csv"], "2025-10-31"),
        (["FOR.2024000.md"], ""),
        (["table.csv"], ""),
    ],
)
def test_the_date_in_a_name(names, release):
    assert name_release(names) == release


@given(st.permutations(range(4)), st.integers(0, 3))
def test_the_order_of_sources_changes_nothing_where_dates_differ(tmp_path_factory, order, shared):
    folder = tmp_path_factory.mktemp("order")
    paths = [
        xml(
            folder / f"{i}.xml",
            (1, f"CAP vent {i}", "", f"<sigle>{max(i, shared)}</sigle>"),
            date=f"0{i + 1}/01/2024",
        )
        for i in range(4)
    ]
    records = read_sources([paths[i] for i in order])
    assert records.formations == read_sources(paths).formations
    assert set(records.conflicts) == set(read_sources(paths).conflicts)
