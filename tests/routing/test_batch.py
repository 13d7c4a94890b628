"""Many pairs: in order, on any executor, resumable, and no half-written file."""

from __future__ import annotations

import csv
import json
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from click.testing import CliRunner

from pathways.cli import main
from pathways.errors import OutputError, SourceError
from pathways.export.batch_files import run_batch
from pathways.export.batch_rows import read_rows
from pathways.export.rows import answered_values
from pathways.graph import open_store, save_graph
from pathways.routing import route_many
from tests.toy import toy_graph

ROWS = [
    {"from": "3e", "to": "MET.266", "via": ["FOR.1534"], "k": 3},
    {"from": "3e", "to": "nowhere at all"},
    {"from": "MET.266", "to": "3e"},
    {"from": "3e", "to": "plombier", "max-years": 2},
    {"from": "3e", "to": "plombier", "colour": "blue"},
    {"to": "plombier"},
    {"from": "3e", "to": "plombier", "k": 0},
    {"from": "3e", "to": "plombier", "max_years": "two"},
]


@pytest.fixture
def store(tmp_path):
    save_graph(toy_graph(), tmp_path / "toy.graph")
    return open_store(tmp_path / "toy.graph")


@pytest.fixture
def asked(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS * 9), encoding="utf-8")
    return path


def told(answers):
    return [(a.row.get("to"), [r.years for r in a.routes], a.error) for a in answers]


def test_each_row_has_its_answer_or_its_error(store):
    answers = list(route_many(store, ROWS))
    assert [len(a.routes) for a in answers] == [3, 0, 0, 1, 0, 0, 0, 0]
    errors = [a.error for a in answers]
    assert "nowhere at all" in errors[1]
    assert errors[2] == "no route"
    assert "colour" in errors[4]
    assert "'from' is missing" in errors[5]
    assert "k is 0" in errors[6]
    assert errors[7]


@pytest.mark.parametrize(
    ("row", "options"),
    [
        ({"via": "CS maintenance des équipements thermiques"}, ["--via", "CS maintenance des équipements thermiques"]),
        ({"via": ["CAP monteur en installations sanitaires"], "k": 2}, ["--via", "FOR.1534", "-k", "2"]),
        ({"avoid": "CAP"}, ["--avoid", "CAP"]),
        ({"avoid": ["bac pro", "plombier"]}, ["--avoid", "bac pro", "--avoid", "plombier"]),
        ({"avoid": "CAP monteur en installations sanitaires"}, ["--avoid", "FOR.1534"]),
        ({"avoid": "bon dossier", "k": 50}, ["--avoid", "bon dossier", "-k", "50"]),
        ({"max_level": "bac"}, ["--max-level", "bac"]),
        ({"max_level": 3}, ["--max-level", "3"]),
        ({"max-level": "niveau 3"}, ["--max-level", "niveau 3"]),
        ({"max_years": 2}, ["--max-years", "2"]),
        ({"max_years": "2.5"}, ["--max-years", "2.5"]),
        ({"max_steps": 2}, ["--max-steps", "2"]),
        ({"apprenticeship": "only"}, ["--apprenticeship", "only"]),
        ({"apprenticeship": "no"}, ["--apprenticeship", "no"]),
        ({"basis": "stated"}, ["--basis", "stated"]),
        ({"within_field": True}, ["--within-field"]),
        ({"within_field": False, "open_only": None}, []),
        ({"open_only": True}, ["--open-only"]),
        *(({"prefer": name}, ["--prefer", name]) for name in ("counsel", "years", "steps", "open", "field", "certain")),
        ({"all": True, "k": 50}, ["--all", "-k", "50"]),
        ({"diverse": True}, ["--diverse"]),
        ({"pareto": ["years", "field"]}, ["--pareto", "years", "--pareto", "field"]),
        ({"timeout": 30}, ["--timeout", "30"]),
        ({"to": "technicien supérieur"}, ["technicien supérieur"]),
        ({"to": None, "to_type": "BTS"}, ["--to-type", "BTS"]),
        ({"to": None, "to_level": 5}, ["--to-level", "5"]),
        ({"to": None, "to_level": "bac+2"}, ["--to-level", "bac+2"]),
        ({"to": None, "to_domain": "hôtellerie"}, ["--to-domain", "hôtellerie"]),
        ({"from": ["3e", "bac pro ICCER"]}, ["--from", "bac pro ICCER"]),
    ],
    ids=str,
)
def test_an_option_means_in_a_row_what_it_means_on_the_command_line(store, row, options):
    (answered,) = route_many(store, [{"from": "3e", "to": "plombier"} | row])
    named = [] if row.get("to", "") is None or options == [row.get("to")] else ["plombier"]
    route = CliRunner().invoke(main, ["route", "3e", *named, *options, "--format", "json", "--graph", store.path])
    assert json.loads(route.stdout)["routes"] == answered_values(answered).get("routes", [])
    assert answered.error == ("" if route.exit_code == 0 else "no route")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"colour": "blue"}, "unknown option colour; allowed: from, to, to_type"),
        ({"k": 0}, "k is 0: a whole number from 1 on"),
        ({"k": True}, "k is True: a whole number"),
        ({"k": 2.5}, "k is 2.5: a whole number"),
        ({"k": "many"}, "k is 'many'"),
        ({"prefer": "beauty"}, "prefer is 'beauty': one of counsel, years, steps, open, field, certain"),
        ({"via": 7}, "via is 7: a text, or a list of texts"),
        ({"via": "zorglub"}, "« zorglub » : aucun nom ne correspond"),
        ({"avoid": [""]}, "avoid is ['']"),
        ({"max_years": -1}, "max_years is -1: a number from 0 on"),
        ({"max_years": "NaN"}, "max_years is 'NaN'"),
        ({"max_years": 1e999}, "max_years is inf"),
        ({"max_steps": 1.5}, "max_steps is 1.5"),
        ({"apprenticeship": "yes"}, "apprenticeship is 'yes': one of any, only, no"),
        ({"basis": "rumour"}, "basis is 'rumour': one of stated, field, scheme"),
        ({"within_field": "yes"}, "within_field is 'yes': true or false"),
        ({"max_level": "bac+99"}, "max_level is 'bac+99': 3 to 8"),
        ({"to_level": 2}, "to_level is 2: 3 to 8"),
        ({"to_type": "zorglub"}, "« zorglub » n'est pas un type de diplôme"),
        ({"pareto": ["beauty"]}, "pareto is 'beauty': one of years"),
        ({"timeout": 0}, "timeout is 0: a number of seconds above 0"),
        ({"from": 3}, "from is 3"),
        ({"from": " "}, "from is ' '"),
        ({"to": ""}, "'to' is missing"),
        ({"to": {"a": 1}}, "to is {'a': 1}"),
    ],
    ids=str,
)
def test_a_bad_option_is_the_error_of_its_row_and_says_what_is_allowed(store, row, said):
    bad, good = route_many(store, [{"from": "3e", "to": "plombier"} | row, {"from": "3e", "to": "plombier"}])
    assert said in bad.error
    assert bad.routes == ()
    assert good.routes


def test_options_of_the_command_hold_for_rows_without_their_own(store, tmp_path):
    path = tmp_path / "pairs.jsonl"
    rows = [{"from": "3e", "to": "plombier"}, {"from": "3e", "to": "plombier", "max_years": 9, "avoid": "BTS"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    asked = ["batch", str(path), "-j", "1", "--avoid", "CAP", "--max-years", "2", "--graph", store.path]
    found = [json.loads(line) for line in CliRunner().invoke(main, asked).stdout.splitlines()]
    assert found[0]["error"] == "no route"
    assert found[1]["routes"][0]["years"] == 2
    none = CliRunner().invoke(main, ["batch", str(path), "-j", "1", "--max-steps", "0", "--graph", store.path])
    assert [json.loads(line)["error"] for line in none.stdout.splitlines()] == ["no route"] * 2


def test_any_executor_gives_the_same_in_the_same_order(store):
    rows = ROWS * 12
    alone = told(route_many(store, rows))
    with ThreadPoolExecutor(3) as threads:
        assert told(route_many(store, rows, executor=threads)) == alone
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        assert told(route_many(store, rows, executor=processes)) == alone


def test_a_batch_is_resumed_where_it_stopped(store, asked, tmp_path):
    whole = tmp_path / "whole.jsonl"
    assert sum(run_batch(store, str(asked), str(whole))) == 6 * 9
    output = tmp_path / "out.jsonl"
    run = run_batch(store, str(asked), str(output))
    for _ in range(20):
        next(run)
    run.close()
    journal = tmp_path / "out.jsonl.part"
    with journal.open("a", encoding="utf-8") as stream:
        stream.write('{"from": "cut in the mid')
    assert not output.exists()
    again = run_batch(store, str(asked), str(output))
    assert again.resumed >= 19
    assert len(list(again)) == again.total == len(ROWS) * 9
    assert output.read_bytes() == whole.read_bytes()
    assert not journal.exists()
    assert [json.loads(line)["to"] for line in whole.read_text().splitlines()[:2]] == ["MET.266", "nowhere at all"]


def test_a_journal_of_another_question_is_refused(store, asked, tmp_path):
    run = run_batch(store, str(asked), str(tmp_path / "out.jsonl"))
    next(run)
    run.close()
    with pytest.raises(OutputError, match="another batch"):
        run_batch(store, str(asked), str(tmp_path / "out.jsonl"), defaults={"k": 9})


def test_what_exists_is_kept_without_force(store, asked, tmp_path):
    (tmp_path / "out.jsonl").write_text("mine")
    with pytest.raises(OutputError, match="kept"):
        run_batch(store, str(asked), str(tmp_path / "out.jsonl"))
    assert sum(run_batch(store, str(asked), str(tmp_path / "out.jsonl"), force=True))


def test_csv_in_csv_out(store, tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("\ufefffrom;to;note\n3e;plombière;x\n3e;zorglub;\n", encoding="utf-8")
    list(run_batch(store, str(path), str(tmp_path / "out.csv"), "csv", defaults={"k": 2}))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["to"], row["rank"], row["years"]) for row in rows] == [
        ("plombière", "1", "2"),
        ("plombière", "2", "3"),
        ("zorglub", "", ""),
    ]
    assert rows[0]["ids"] == "classe:3e → FOR.1534 → MET.266"
    assert "zorglub" in rows[2]["error"]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"a,b\n1,2\n", 1, "no columns from and to"),
        (b"", 1, "no columns"),
        (b'{"from": "3e", "to": "x"}\n{oops\n', 2, "no JSON"),
        (b'{"from": "3e", "to": "x"}\n\n[1]\n', 3, "no JSON object"),
        (b"from,to\n3e,plombi\xe8re\n", 1, "not UTF-8"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_line(tmp_path, content, line, said):
    path = tmp_path / "pairs"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=said) as caught:
        list(read_rows(str(path)))
    assert f"{path}:{line}:" in str(caught.value)


@pytest.mark.slow
def test_a_cluster_of_dask_answers_too(store):
    distributed = pytest.importorskip("distributed", reason="extra [distributed]", exc_type=ImportError)
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor(pure=False) as executor,
    ):
        assert told(route_many(store, ROWS * 5, executor=executor)) == told(route_many(store, ROWS * 5))


@pytest.mark.parametrize(
    ("ending", "asked", "first"),
    [("csv", (), "from"), ("CSV", (), "from"), ("jsonl", (), "{"), ("csv", ("--format", "jsonl"), "{")],
)
def test_the_ending_of_the_output_tells_the_format(tmp_path, ending, asked, first):
    save_graph(toy_graph(), tmp_path / "a.graph")
    (tmp_path / "pairs.csv").write_text("from,to\n3e,plombier\n", encoding="utf-8")
    out = tmp_path / f"out.{ending}"
    arguments = [
        "batch",
        str(tmp_path / "pairs.csv"),
        "-o",
        str(out),
        "-j",
        "1",
        "--graph",
        str(tmp_path / "a.graph"),
        *asked,
    ]
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 0, run.output
    assert out.read_text(encoding="utf-8").startswith(first)


@pytest.mark.parametrize(
    "poison",
    [
        {"to": "\ud800plombier"},
        {"to": "plombier", "max_years": 1e308},
        {"to": "plombier", "max_steps": 1e308},
        {"to": "plombier", "k": 1e308},
        {"to": "plombier", "k": 10**400},
        {"to": "x" * 100_000},
        {"to": "plombier", "via": ["plombier"] * 2_000},
        {"to": "plombier", "via": [f"plombier {i}" for i in range(2_000)]},
        {"to": "\x00\x1b[2J"},
        {"unread": "mine"},
    ],
    ids=lambda row: str(row)[:40],
)
def test_a_poisoned_row_is_its_own_error_or_answer_and_the_others_are_answered(store, tmp_path, poison):
    rows = [{"from": "3e", "to": "plombier"}, {"from": "3e"} | poison, {"from": "3e", "to": "plombier"}]
    (tmp_path / "pairs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    list(run_batch(store, str(tmp_path / "pairs.jsonl"), str(tmp_path / "out.jsonl")))
    first, bad, last = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert first["routes"] == last["routes"] != []
    assert bad.get("routes") or bad["error"]
    list(run_batch(store, str(tmp_path / "pairs.jsonl"), str(tmp_path / "out.csv"), "csv"))
    assert "plombier" in (tmp_path / "out.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['{"from": "3e", "to": ' + "[" * 100_000 + "]" * 100_000 + "}"], ":2: lists within lists"),
        (['{"from": "3e", "to": "' + "x" * (1 << 20) + '"}'], ":2: a row of more than 1 MB"),
    ],
)
def test_a_row_that_cannot_be_read_is_its_own_error(store, tmp_path, lines, said):
    good = '{"from": "3e", "to": "plombier"}'
    (tmp_path / "pairs").write_text("\n".join([good, *lines, good]), encoding="utf-8")
    list(run_batch(store, str(tmp_path / "pairs"), str(tmp_path / "out")))
    first, bad, last = map(json.loads, (tmp_path / "out").read_text(encoding="utf-8").splitlines())
    assert first == last
    assert said in bad["error"]


def test_a_cell_without_end_is_its_rows_error(store, tmp_path):
    (tmp_path / "pairs").write_text("from,to\n3e,plombier\n3e," + "x" * (2 << 20) + "\n3e,plombier\n", encoding="utf-8")
    list(run_batch(store, str(tmp_path / "pairs"), str(tmp_path / "out")))
    first, bad, last = map(json.loads, (tmp_path / "out").read_text(encoding="utf-8").splitlines())
    assert first == last
    assert ":3: the row cannot be read" in bad["error"]


def test_columns_of_a_csv_are_options(store, tmp_path):
    lines = (
        "from;to;k;max-years;via;within_field;note",
        "3e;plombier;1;;;;x",
        "3e;plombier;;1;;;",
        "3e;plombier;2;;FOR.1534|MET.266;false;y",
    )
    text = "\n".join(lines)
    (tmp_path / "pairs.csv").write_text(text, encoding="utf-8")
    assert list(read_rows(str(tmp_path / "pairs.csv"))) == [
        {"from": "3e", "to": "plombier", "k": "1"},
        {"from": "3e", "to": "plombier", "max_years": "1"},
        {"from": "3e", "to": "plombier", "k": "2", "via": ["FOR.1534", "MET.266"], "within_field": False},
    ]
    one, none, two = route_many(store, read_rows(str(tmp_path / "pairs.csv")))
    assert [len(one.routes), none.error, len(two.routes)] == [1, "no route", 2]


def test_no_cell_of_a_csv_starts_a_formula(store, tmp_path):
    formula = '=HYPERLINK("http://x.example";"click")'
    row = {"from": "3e", "to": formula}
    (tmp_path / "pairs.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    list(run_batch(store, str(tmp_path / "pairs.jsonl"), str(tmp_path / "out.csv"), "csv"))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        (told,) = csv.DictReader(stream)
    assert told["to"] == f"'{formula}"


def test_a_second_batch_of_one_output_is_told_who_writes_it(store, asked, tmp_path):
    output = str(tmp_path / "out.jsonl")
    first = run_batch(store, str(asked), output)
    next(first)
    for question in ({}, {"k": 1}):
        with pytest.raises(OutputError, match=f"being written by process {os.getpid()} on"):
            run_batch(store, str(asked), output, defaults=question, force=True)
    list(first)
    with pytest.raises(OutputError, match="exists and is kept"):
        run_batch(store, str(asked), output)
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == first.total
    assert {p.name for p in tmp_path.iterdir()} == {"toy.graph", "pairs.jsonl", "out.jsonl"}


@pytest.mark.parametrize("damage", [b"\0" * 40, b'12345678 {"from": "other"}\n', b"{}\n"])
def test_a_damaged_line_of_a_journal_is_answered_again(store, asked, tmp_path, damage):
    whole, output = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    list(run_batch(store, str(asked), str(whole)))
    run = run_batch(store, str(asked), str(output))
    for _ in range(20):
        next(run)
    run.close()
    journal = tmp_path / "out.jsonl.part"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:9]) + damage + b"".join(lines[10:]))
    again = run_batch(store, str(asked), str(output))
    assert again.resumed == 8
    list(again)
    assert output.read_bytes() == whole.read_bytes()


def test_a_device_is_written_to_and_stays_a_device(store, asked, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        text = reader.submit(pipe.read_text, encoding="utf-8")
        list(run_batch(store, str(asked), str(pipe), force=True))
        assert len(text.result(timeout=30).splitlines()) == len(ROWS) * 9
    assert pipe.is_fifo()
    assert {p.name for p in tmp_path.iterdir()} == {"toy.graph", "pairs.jsonl", "pipe"}
