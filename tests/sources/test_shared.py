"""The whole public record: all counts hold, and nothing of it is lost.

What must be found is counted here with other means than the readers': lines and tags, taken naively.
"""

from __future__ import annotations

import html
import pickle
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import fields, is_dataclass

import pytest

from pathways.model import Job
from pathways.sources import formation_key, job_key, known_ids_of, read_sources
from pathways.sources.markdown import parse_fiche
from pathways.text import words

pytestmark = pytest.mark.shared


#: VmHWM is the peak of this process alone; what getrusage tells includes the one that started it.
READ_ALL = """
import pickle, re, sys
from pathways.sources import read_sources
records = read_sources(sys.argv[2:])
with open(sys.argv[1], "wb") as f:
    pickle.dump(records, f)
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.fixture(scope="module")
def read_apart(shared, tmp_path_factory):
    """Everything read in a process of its own: the records, and the most memory that it took, in MB."""
    path = tmp_path_factory.mktemp("all") / "records"
    sources = [str(shared / name) for name in ("corpus", "onisep-xml", "onisep-tables")]
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(path), *sources], capture_output=True, text=True, check=True
    )
    return pickle.loads(path.read_bytes()), int(done.stdout)  # noqa: S301 - written by the process above


@pytest.fixture(scope="module")
def together(read_apart):
    return read_apart[0]


def test_every_source_is_recognised_and_gives_what_it_holds(together):
    assert not together.problems
    assert Counter((s.format, s.records) for s in together.sources) == Counter(
        [
            ("markdown formations", 2342),
            ("markdown métiers", 1043),
            ("markdown table of formations", 5776),
            ("markdown table of métiers", 1489),
            ("XML formations", 2164),
            ("XML métiers", 928),
            ("CSV table of formations", 6086),
            ("XML table of métiers", 1489),
            ("JSON table of métiers", 1325),
            ("JSON table of domaines", 132),
        ]
    )
    xml = {s.format: s.release for s in together.sources if s.format.startswith("XML ") and "table" not in s.format}
    assert all(r.startswith("2024-06") for r in xml.values())


def test_records_of_one_id_are_one_record(together):
    ids = [r.id for r in (*together.formations, *together.jobs)]
    assert len(ids) == len(set(ids))
    assert all(i.startswith(("FOR.", "MET.")) for i in ids)
    for record in together.formations:
        formats = Counter(o.format for o in record.origins)
        assert max(formats.values()) == 1


def test_every_conflict_is_told_by_its_source(together):
    told = Counter({s.path: sum(n for _, n in s.conflicts) for s in together.sources})
    assert told == Counter(c.lost_from for c in together.conflicts)


def strings(value):
    """Yield every string inside a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for v in value:
            yield from strings(v)
    elif is_dataclass(value):
        for f in fields(value):
            yield from strings(getattr(value, f.name))
    elif value is not None:
        yield str(value)


def squeezed(text):
    return "".join(words(text))


@pytest.mark.parametrize("folder", ["formations", "metiers"])
def test_no_line_of_a_fiche_is_lost(shared, folder):
    """Every line of every fiche is found again in its record, labels of fields and headings apart."""
    known = re.compile(r"^(\*\*[^*]+:\*\*|## .*|- (Féminin|Masculin):|###? )")
    for path in sorted((shared / "corpus" / folder).iterdir()):
        text = path.read_text("utf-8")
        record, problems = parse_fiche(text, path.name)
        assert not problems, path.name
        assert isinstance(record, Job) == (folder == "metiers")
        held = squeezed(" ".join(strings(record)))
        for line in text.split("\n"):
            rest = re.sub(r"\[(.*)\]\(\1\)", r"\1", known.sub("", line))
            rest = rest.replace("(ID: ", "").removeprefix("# ").removeprefix("- ")
            for part in rest.split("FOR.") if "FOR." in rest else [rest]:
                assert squeezed(part) in held, (path.name, line)
        for section in record.sections:
            assert text[section.start : section.start + len(section.text)] == section.text


@pytest.mark.parametrize("kind", ["Formations", "metiers"])
def test_no_text_of_the_xml_is_lost(shared, kind):
    """Every text between two tags of every record is found again in the record."""
    (path,) = (shared / "onisep-xml").glob(f"*{kind}*.zip")
    with zipfile.ZipFile(path) as pack:
        text = pack.read(pack.namelist()[0]).decode()
    records = read_sources([path])
    assert not records.problems
    by_id = {r.id: r for r in (*records.formations, *records.jobs)}
    tag = "formation" if kind == "Formations" else "metier"
    chunks = re.split(rf"\n    <{tag}>", text)[1:]
    assert len(chunks) == len(by_id)
    for chunk in chunks:
        id_ = re.search(r"<identifiant>([^<]*)", chunk)[1]
        held = squeezed(" ".join(strings(by_id[id_])))
        bare = chunk.replace("<![CDATA[", "").replace("]]>", "")
        for piece in set(re.split(r"<[^>]*>", bare)):
            wanted = squeezed(html.unescape(html.unescape(piece)))
            assert wanted in held, (id_, piece)


def test_the_text_of_unchanged_sections_is_that_of_the_markdown(shared):
    """The record's Markdown was made from a later release: most sections did not change, and so must ours."""
    markdown = {r.id: r for r in read_sources([shared / "corpus" / "metiers"]).jobs}
    same = other = 0
    for job in read_sources(sorted((shared / "onisep-xml").glob("*metiers*"))).jobs:
        for section in job.sections:
            if section.name == "competences-requises" and job.id in markdown:
                twin = markdown[job.id].section(section.name)
                if twin is not None:
                    same += twin.text == section.text
                    other += twin.text != section.text
    assert same > 600
    assert same > 3 * other


def test_the_founding_fiches_take_their_ids_from_what_is_known(shared, together):
    known = known_ids_of(
        [(f.id, f.title, f.code_scolarite) for f in together.formations]
        + [(j.id, j.name.label, "") for j in together.jobs]
    )
    alone = read_sources([shared / "seeds"], known_ids=known)
    by_code = {f.code_scolarite: f.id for f in together.formations if f.id in {"FOR.7017", "FOR.4743"}}
    assert by_code["40022707"] == "FOR.7017"
    assert len(alone.formations) == 3
    for fiche in alone.formations:
        assert fiche.id == known[formation_key(fiche.title, fiche.code_scolarite)]
        assert all(job.id == known[job_key(job.label)] for job in fiche.jobs)
    beside = read_sources([shared / "seeds", shared / "corpus" / "formations"])
    assert len(beside.formations) == 2342
    assert not beside.conflicts


def test_memory_stays_bounded(read_apart):
    assert read_apart[1] < 500
