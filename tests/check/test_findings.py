"""Each kind of finding: found where it is, and not found where nothing is wrong."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pathways.check import FindingKind, check_record, format_report, report_data, report_page
from pathways.check.words import KINDS, MESSAGES, PAGE, message
from pathways.cli.main import main
from pathways.errors import QueryError
from pathways.model import Appellation, Formation, FormationRef, Job, JobRef, Origin, Section
from pathways.sources import Records, read_sources
from pathways.sources.records import Conflict, SourceReport

NEW = (Origin("a.xml", "XML formations", "2025-10"),)


def formation(id_, title, type_, *, acces="", poursuite="", certification=None, years=2.0, **more):
    sections = [
        Section(name, heading, text)
        for name, heading, text in (("acces", "Accès", acces), ("poursuite", "Poursuite d'études", poursuite))
        if text
    ]
    return Formation(
        id_,
        title,
        type_,
        certification=certification,
        duration=f"{years:g} ans",
        duration_years=years,
        sections=tuple(sections),
        origins=NEW,
        **more,
    )


CAP = formation("FOR.1", "CAP cuisine", "CAP", certification=3, acces="On le prépare en 2 ans après la 3e.")
BP = formation(
    "FOR.2",
    "BP arts de la cuisine",
    "BP",
    certification=4,
    acces="Ce BP est accessible avec un CAP cuisine.",
    jobs=(JobRef("cuisinier/ère", "MET.1"),),
)
LISTED = (FormationRef("CAP cuisine", "FOR.1"),)
COOK = Job("MET.1", Appellation("cuisinier/ère"), min_level="CAP ou équivalent", formations=LISTED)


def check(*things, **more):
    formations = tuple(t for t in things if isinstance(t, Formation))
    jobs = tuple(t for t in things if isinstance(t, Job))
    return check_record(Records(formations, jobs, (), **more))


def ids(report, kind):
    return [[f.id for f in finding.fiches] for finding in report.of(kind)]


def test_a_sound_record_has_nothing_wrong():
    report = check(CAP, BP, COOK)
    assert report.findings == ()
    assert format_report(report).endswith("rien à signaler")


@pytest.mark.parametrize(
    ("wrong", "variant"),
    [
        (formation("FOR.9", "CAP froid", "CAP", certification=4), "type"),
        (formation("FOR.9", "titre de froid", "TP", certification=4, exit_level="bac + 2"), "exit"),
    ],
)
def test_levels_that_contradict_each_other(wrong, variant):
    (finding,) = check(wrong).of(FindingKind.LEVEL)
    assert (finding.variant, finding.fiches[0].id) == (variant, "FOR.9")


def test_types_with_several_levels_contradict_nothing():
    assert not check(formation("FOR.9", "CS froid", "CS", certification=4)).of(FindingKind.LEVEL)


def test_a_text_that_gives_other_years_than_the_field():
    wrong = formation("FOR.9", "CAP froid", "CAP", acces="Sur dossier. On le prépare en 3 ans après la 3e.")
    (finding,) = check(wrong).of(FindingKind.DURATION)
    assert dict(finding.facts) == {"years": "3", "duration": "2 ans"}
    assert [e.text for e in finding.evidence] == ["On le prépare en 3 ans après la 3e."]


def test_the_last_class_of_a_bac_is_no_contradiction():
    bac = formation("FOR.9", "bac général", "bac général", years=1.0, acces="Il se prépare en 3 ans après la 3e.")
    assert not check(bac).of(FindingKind.DURATION)


def test_sources_that_differ_on_a_level_or_a_duration_and_on_nothing_else():
    conflicts = tuple(Conflict("FOR.1", field, "2 ans", "3 ans", "b", "a") for field in ("duration", "domains"))
    (finding,) = check(CAP, conflicts=conflicts).of(FindingKind.DURATION)
    assert message(finding, "en") == "CAP cuisine: “2 ans” in one source, “3 ans” in an older one."


def test_a_job_below_and_above_its_formations():
    bts = formation("FOR.3", "BTS cuisine", "BTS", certification=5, jobs=(JobRef("chef/fe", "MET.2"),))
    above = Job("MET.2", Appellation("chef/fe"), min_level="CAP ou équivalent")
    below = Job("MET.1", COOK.name, min_level="bac + 2", formations=(*LISTED, FormationRef("BTS cuisine", "FOR.3")))
    report = check(CAP, bts, above, below)
    assert {(f.variant, tuple(r.id for r in f.fiches)) for f in report.of(FindingKind.JOB_LEVEL)} == {
        ("above", ("MET.2", "FOR.3")),
        ("below", ("MET.1", "FOR.1")),
    }


def test_codes_of_different_diplomas_come_before_options_of_one():
    options = [formation(f"FOR.{n}", f"BTS froid option {n}", "BTS", code_scolarite="32") for n in "AB"]
    others = [formation(f"FOR.{n}", f"BTS {n}", "BTS", code_scolarite="33") for n in "CD"]
    found = check(*options, *others).of(FindingKind.CODE)
    assert [(f.variant, [r.id for r in f.fiches]) for f in found] == [
        ("shared", ["FOR.C", "FOR.D"]),
        ("options", ["FOR.A", "FOR.B"]),
    ]


@pytest.mark.parametrize(("last", "variant"), [(2024, "closed"), (2025, "closing"), (2026, "closing"), (2027, None)])
def test_closed_diplomas_that_others_name(last, variant):
    source = SourceReport("a.xml", "XML formations", "2025-10", 2, 2)
    old = formation("FOR.1", "CAP cuisine", "CAP", certification=3, last_session=last)
    found = check(old, BP, sources=(source,)).of(FindingKind.CLOSED)
    assert [f.variant for f in found] == ([variant] if variant else [])
    for finding in found:
        assert [r.id for r in finding.fiches] == ["FOR.1", "FOR.2"]
        assert finding.evidence[0].text == "Ce BP est accessible avec un CAP cuisine."


def test_a_closed_diploma_that_nobody_names_is_no_finding():
    source = SourceReport("a.xml", "XML formations", "2025-10", 2, 2)
    old = formation("FOR.5", "CAP pâtisserie", "CAP", certification=3, last_session=2020)
    assert not check(old, BP, sources=(source,)).of(FindingKind.CLOSED)


def test_prose_and_list_that_name_different_diplomas():
    cap = formation(
        "FOR.1",
        "CAP cuisine",
        "CAP",
        certification=3,
        poursuite="Il est possible de poursuivre en BP arts de la cuisine.",
        continuations=(FormationRef("BTS froid", "FOR.3"),),
    )
    bts = formation("FOR.3", "BTS froid", "BTS", certification=5)
    found = check(cap, BP, bts).of(FindingKind.LIST)
    assert sorted((f.variant, [r.id for r in f.fiches]) for f in found) == [
        ("unlisted", ["FOR.1", "FOR.2"]),
        ("untold", ["FOR.1", "FOR.3"]),
    ]


def test_a_continuation_that_one_side_leaves_out():
    cap = formation(
        "FOR.1", "CAP cuisine", "CAP", certification=3, poursuite="Il est possible de poursuivre en CS pâtisserie."
    )
    cs = formation("FOR.4", "CS pâtisserie", "CS", years=1.0)
    (finding,) = check(cap, BP, cs).of(FindingKind.ONE_SIDED)
    assert (finding.variant, [r.id for r in finding.fiches]) == ("continuation", ["FOR.1", "FOR.2"])
    assert [e.fiche for e in finding.evidence] == ["FOR.2", "FOR.1"]


@pytest.mark.parametrize(
    "poursuite",
    ["", "Il est possible de poursuivre en BP.", "Il est possible de poursuivre en BP arts de la cuisine."],
)
def test_a_side_that_is_silent_or_speaks_at_large_leaves_nothing_out(poursuite):
    cap = formation("FOR.1", "CAP cuisine", "CAP", certification=3, poursuite=poursuite)
    assert not check(cap, BP).of(FindingKind.ONE_SIDED)


def test_mentions_without_a_fiche_are_counted_and_cited():
    said = "Il est possible de poursuivre en BTS sculpture sur glace."
    caps = [formation(f"FOR.{n}", f"CAP {n}", "CAP", certification=3, poursuite=said) for n in "AB"]
    bts = formation("FOR.3", "BTS froid", "BTS", certification=5)
    (finding,) = check(*caps, bts).of(FindingKind.UNRESOLVED)
    assert dict(finding.facts)["mention"] == "BTS sculpture sur glace"
    assert dict(finding.facts)["count"] == "2"
    assert [e.text for e in finding.evidence] == [said, said]


def test_formations_without_a_way_and_those_with_a_fiche_first():
    told = formation("FOR.8", "FCIL couteaux", "FCIL", acces="Sur dossier.", years=1.0)
    bare = formation("FOR.7", "FCIL assiettes", "FCIL", years=1.0)
    assert ids(check(told, bare), FindingKind.ISOLATED) == [["FOR.8"], ["FOR.7"]]


def test_kinds_can_be_chosen():
    wrong = formation("FOR.9", "CAP froid", "CAP", certification=4, acces="On le prépare en 3 ans après la 3e.")
    records = Records((wrong,), (), ())
    assert {f.kind for f in check_record(records, kinds=[FindingKind.LEVEL]).findings} == {FindingKind.LEVEL}


def test_every_kind_and_variant_has_words_in_both_languages():
    assert set(KINDS["fr"]) == set(KINDS["en"]) == set(FindingKind)
    assert set(MESSAGES["fr"]) == set(MESSAGES["en"])
    assert {k for k, _ in MESSAGES["fr"]} == set(FindingKind)
    assert set(PAGE["fr"]) == set(PAGE["en"])
    with pytest.raises(QueryError):
        format_report(check(CAP), lang="de")


HOSTILE = formation(
    "FOR.6", '<img src=x onerror="alert(1)"> \x1b[2J', "CAP", certification=4, url="javascript:alert(1)"
)


def test_a_page_holds_every_finding_and_runs_nothing():
    report = check(HOSTILE, *(formation(f"FOR.{n}", f"CAP {n}", "CAP", certification=4) for n in range(10, 50)))
    page = report_page(report)
    assert len(report.findings) > 40
    assert page.count("<article>") == len(report.findings)
    assert "<img" not in page
    assert "javascript:" not in page
    assert "\x1b" not in page
    assert "<script" not in page


def test_text_keeps_within_the_width_and_off_the_terminal():
    text = format_report(check(HOSTILE), width=60)
    assert "FOR.6" in text
    assert all(len(line) <= 60 for line in text.splitlines()[1:])
    assert all(c.isprintable() or c == "\n" for c in text)


@pytest.fixture
def fiches(tmp_path):
    folder = tmp_path / "fiches"
    folder.mkdir()
    (folder / "FOR.9_cap.md").write_text(
        "# CAP froid\n\n## Informations générales\n\n**Durée:** 2 ans\n**Niveau de certification:** niveau 4\n"
        "**Type:** CAP (CAP)\n\n## Accès\n\nOn le prépare en 3 ans après la 3e.\n",
        encoding="utf-8",
    )
    return folder


def test_the_command_prints_a_table_json_and_a_page(fiches, tmp_path):
    run = CliRunner().invoke
    table = run(main, ["check", str(fiches)])
    assert table.exit_code == 0
    assert "Niveaux contradictoires" in table.stdout
    data = json.loads(run(main, ["check", str(fiches), "--format", "json", "--lang", "en"]).stdout)
    assert data["schema"] == 1
    assert data["counts"]["level"] == data["counts"]["duration"] == 1
    assert data == report_data(check_record(read_sources([fiches])), lang="en")
    page = tmp_path / "report.html"
    written = run(main, ["check", str(fiches), "--format", "html", "-o", str(page)])
    assert (written.exit_code, written.stdout) == (0, "")
    assert "1 formations" in page.read_text("utf-8")
    again = run(main, ["check", str(fiches), "--format", "html", "-o", str(page)])
    assert again.exit_code == 1
    assert "report.html" in again.stderr


@pytest.mark.shared
@pytest.mark.slow
def test_the_record_is_checked_whole(shared):
    records = read_sources([shared / "corpus" / "formations", shared / "corpus" / "metiers"])
    report = check_record(records)
    assert (report.formations, report.jobs) == (2342, 1043)
    counts = report.counts
    assert counts["code"] >= 40
    assert all(counts[k] > 0 for k in ("job-level", "one-sided", "unresolved", "isolated"))
    texts = {(f.id, s.name): s.text for f in records.formations for s in f.sections}
    for finding in report.of(FindingKind.ONE_SIDED):
        for e in finding.evidence:
            assert texts[e.fiche, e.section][e.start : e.end] == e.text
