"""Whatever is done to a source: reading goes on, and nothing is passed over in silence."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathways.sources import read_sources
from tests.sources.made import formation_xml, job_xml

MARKDOWN = "# CAP vent\n\n## Informations générales\n\n**Durée:** 2 ans\n\n## Métiers associés\n\n- a (ID: MET.1)\n"
TABLE = "libellé métier;lien site onisep.fr;domaine/sous-domaine\na;MET.1;x/y\n"
JSON = '[{"libelle_metier": "a", "lien_site_onisepfr": "MET.1", "domaine/sous-domaine": "x/y"}]'
SOURCES = [formation_xml(), job_xml(), MARKDOWN, TABLE, JSON, "## 🎯 Domaines\n\n- x/y\n"]
PIECES = [
    "\n## ",
    "**",
    "<",
    ">",
    "&",
    "\x00",
    "]]>",
    "<![CDATA[",
    "\n",
    ";",
    '"',
    "# ",
    "- ",
    "\r",
    "é",
    "\ufeff",
    "&a;",
]
PIECES += ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "\u2028", "{", "[", "null", "non renseigné", "<formation>", "</metier>"]
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.one_of(st.sampled_from(PIECES).map(str.encode), st.binary(max_size=3), st.integers(1, 200)),
    ),
    max_size=6,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(SOURCES), EDITS)
def test_a_mangled_source_is_read_or_told(tmp_path, source, edits):
    data = source.encode()
    for place, edit in edits:
        at = round(place * len(data))
        data = data[:at] + (data[at + edit :] if isinstance(edit, int) else edit + data[at:])
    (tmp_path / "source").write_bytes(data)
    records = read_sources([tmp_path])
    assert records.formations or records.jobs or records.domains or records.problems
    for problem in records.problems:
        assert problem.reason
        assert problem.mend
    for record in (*records.formations, *records.jobs):
        assert record.id
        assert record.origins
        for section in record.sections:
            assert section.line >= 0
            if section.start >= 0:
                assert data.decode()[section.start :].startswith(section.text[:50]) or b"\r" in data
