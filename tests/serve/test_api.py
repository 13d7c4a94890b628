"""The API: the schema of the command line, problems, and that its description is true."""

from __future__ import annotations

import json

import pytest
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as of_openapi

from pathways.cli.main import main
from pathways.routing.options import OPTIONS
from pathways.serve import Settings, create_app
from pathways.serve.openapi import description
from pathways.serve.questions import ASKED


def printed(*arguments):
    return json.loads(CliRunner().invoke(main, [*arguments, "--format", "json"]).stdout)


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("route?from=3e&to=plombier&k=3", ["route", "3e", "plombier", "-k", "3"]),
        ("route?from=3e&to=plombier&max_years=1", ["route", "3e", "plombier", "--max-years", "1"]),
        ("reach?from=3e&years=2", ["reach", "3e", "--years", "2"]),
        ("lead?to=plombier", ["lead", "plombier"]),
        ("compare?from=3e&to=plombier&to=FOR.7017", ["compare", "plombier", "FOR.7017"]),
        ("find?q=plombire", ["find", "plombire"]),
    ],
)
def test_it_answers_as_the_command_line_does(client, toy_file, monkeypatch, address, command):
    monkeypatch.setenv("PATHWAYS_GRAPH", toy_file)
    answer = client.get(f"/api/{address}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    values, said = answer.json(), printed(*command)
    assert {name: values[name] for name in said} == said
    assert set(values) - set(said) <= {"total"}


def test_a_node_is_as_show_gives_it(client, toy_file, monkeypatch):
    monkeypatch.setenv("PATHWAYS_GRAPH", toy_file)
    values, said = client.get("/api/node/FOR.7017").json(), printed("show", "FOR.7017")["nodes"][0]
    assert {name: values[name] for name in said} == said


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("route?from=3e", 422, "'to' is missing"),
        ("route?to=plombier", 422, "'from' is missing"),
        ("route?from=3e&to=plombier&k=999", 422, "20 at most"),
        ("route?from=3e&to=plombier&k=2&k=3", 422, "k stands 2 times"),
        ("route?from=3e&to=plombier&speed=9", 422, "'speed' is not asked here"),
        ("route?from=3e&to=plombier&max_years=-1", 422, "max_years"),
        ("route?from=3e&to=plombier&prefer=luck", 422, "prefer"),
        ("route?from=3e&to=plombier&open_only=perhaps", 422, "true or false"),
        ("route?from=3e&to=" + "x" * 201, 422, "200 characters"),
        ("route?from=3e&to=%00", 422, "empty"),
        ("route?" + "&".join(["from=3e"] * 6) + "&to=plombier", 422, "5 at most"),
        ("reach?from=3e&via=CAP", 422, "'via' is not asked here"),
        ("find?q=", 422, "'q' is missing"),
        ("find?q=a&limit=0", 422, "limit"),
        ("find?q=a&limit=٣", 422, "limit"),
        ("node/FOR.0", 404, "no node"),
        ("nothing", 404, "no /api/nothing"),
        ("route/more", 404, "no /api/route/more"),
    ],
)
def test_what_is_not_understood_is_a_problem(client, address, status, said):
    answer = client.get(f"/api/{address}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert said in answer.json()["detail"]


def test_an_unclear_name_comes_with_its_candidates(client):
    problem = client.get("/api/route?from=3e&to=bac+pro+installateur+ou+pas").json()
    assert [name["parameter"] for name in problem["names"]] == ["to"]
    assert problem["names"][0]["candidates"]


def test_every_parameter_is_described():
    for kind, names in ASKED.items():
        described = [p["name"] for p in description("")["paths"][f"/api/{kind}"]["get"]["parameters"]]
        assert described == [*names, "lang"]
    assert set(OPTIONS) - {"timeout"} <= set(ASKED["route"])


OPERATIONS = [*(f"/api/{name}" for name in (*ASKED, "find", "suggest")), "/api/node/{id}"]
CHECKS = [
    checks.not_a_server_error,
    of_openapi.status_code_conformance,
    of_openapi.content_type_conformance,
    of_openapi.response_schema_conformance,
    of_openapi.negative_data_rejection,
]


@pytest.fixture(scope="session")
def described(toy_file):
    return schemathesis.openapi.from_asgi("/api/openapi.json", create_app(Settings(graph=toy_file)))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", OPERATIONS)
def test_its_description_is_true(described, path, mode):
    """Requests that the description allows, and such as it does not: no error, and what was promised comes back."""
    assert {name for name in described if "openapi" not in name} == set(OPERATIONS)

    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    def holds(case):
        case.call_and_validate(checks=CHECKS)

    holds()
