"""One language a run: help, usage errors and messages follow `--lang`, PATHWAYS_LANG and the locale, in this order."""

from __future__ import annotations

import importlib
import re
import string
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import pathways
from pathways.cli.language import _french, current, set_language
from pathways.cli.main import COMMANDS, main


def places(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def run(*arguments):
    return CliRunner().invoke(main, [*arguments])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_text_of_a_help_has_its_french(name):
    command = importlib.import_module(f"pathways.cli.{COMMANDS[name][0]}").command
    texts = [" ".join(part.split()) for part in command.help.split("\n\n")]
    texts += [p.help for p in command.params if isinstance(p, click.Option)]
    assert [text for text in texts if text not in _french()] == []


@pytest.mark.parametrize("name", ["french.json", "french_messages.json"])
def test_french_and_english_have_the_same_places(name):
    assert [en for en, fr in _french(name).items() if "{" in en and places(en) != places(fr)] == []


@pytest.mark.parametrize(
    ("language", "known", "refused"),
    [
        ("fr", "existe et est gardé", "le fichier est vide (attendu : une fiche"),
        ("en", "exists and is kept", "the file is empty (expected"),
    ],
)
def test_messages_of_the_library_follow_the_language_of_the_run(tmp_path, monkeypatch, language, known, refused):
    monkeypatch.setenv("PATHWAYS_LANG", language)
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "cap.md").write_text("# CAP maçon\n\n**Type:** CAP\n")
    out = tmp_path / "some.graph"
    made = run("build", str(tmp_path), "-o", str(out))
    assert f"{tmp_path / 'empty.md'}:1: {refused}" in made.stderr
    assert (" diplômes, 0 métiers" if language == "fr" else " diplomas, 0 jobs") in made.stdout
    again = run("build", str(tmp_path), "-o", str(out))
    assert f"{out} {known}" in again.stderr
    truth = run("truth", "--graph", str(out)).stdout
    assert truth.startswith("nœuds : " if language == "fr" else "nodes: ")


def test_the_messages_known_in_french_are_those_of_the_library():
    code = "".join(path.read_text("utf-8") for path in Path(pathways.__file__).parent.rglob("*.py"))
    code = re.sub(r'"\s+f?"', "", code)  # parts of one text
    known = _french("french_messages.json")
    parts = {part.strip() for text in known for part in re.split(r"\{\w+\}|[':;,&()]", text)}
    pieces = {part for part in parts if len(part.split()) > 2}
    assert [piece for piece in pieces if piece not in code] == []


@pytest.mark.parametrize(
    ("environment", "arguments", "expected"),
    [
        ({"LANG": "fr_FR.UTF-8"}, [], "fr"),
        ({"LANG": "C.UTF-8"}, [], "fr"),
        ({}, [], "fr"),
        ({"LANG": "en_GB.UTF-8"}, [], "en"),
        ({"LANG": "de_DE"}, [], "en"),
        ({"LANG": "en_GB", "LC_ALL": "fr_BE"}, [], "fr"),
        ({"LANG": "fr_FR", "PATHWAYS_LANG": "en"}, [], "en"),
        ({"LANG": "fr_FR"}, ["route", "--lang", "en"], "en"),
        ({"LANG": "en_GB"}, ["route", "--lang=fr"], "fr"),
        ({"LANG": "fr_FR"}, ["route", "--", "--lang", "en"], "fr"),
        ({"LANG": "fr_FR"}, ["route", "--lang", "xx"], "fr"),
    ],
)
def test_the_flag_wins_then_the_variable_then_the_locale(monkeypatch, environment, arguments, expected):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "PATHWAYS_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    set_language(arguments)
    assert current() == expected
    set_language([])


@pytest.mark.parametrize(
    ("arguments", "french", "english"),
    [
        (["rout"], "La commande 'rout' n'existe pas.", "No such command 'rout'."),
        (["route"], "nommez FROM et TO", "name FROM and TO"),
        (["route", "--nope"], "L'option", "No such option"),
        (["show", "3e", "--limit", "0"], "n'est pas dans l'intervalle", "is not in the range"),
        (["reach"], "Il manque l'argument", "Missing argument"),
        (["show", "chef"], "« chef » peut désigner plusieurs choses", "“chef” may mean several things"),
        (["show", "zzqx"], "aucun nom ne correspond", "no name fits"),
        (["export", "--all"], "dites comment l'écrire", "say how to write it"),
    ],
)
def test_errors_follow_the_language(arguments, french, english):
    for lang, expected, other in (("fr", french, english), ("en", english, french)):
        result = run("--lang", lang, *arguments)
        assert result.exit_code in {2, 3}
        assert expected in result.stderr.replace("\n", " ")
        assert other not in result.stderr


def test_help_follows_the_language_and_leaves_no_trace():
    assert "Trouver les parcours" in run("route", "--help").stdout
    english = run("route", "--help", "--lang", "en").stdout
    assert "Find the routes" in english
    assert "Trouver" not in english
    assert "Commandes:" in run("--help").stdout
    assert "Commands:" in run("--lang", "en", "--help").stdout
