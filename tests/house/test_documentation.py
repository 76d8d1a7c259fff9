"""What the README says is held against the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.cli import COMMANDS
from grader.config import PROJECT, Settings
from grader.escape.values import Kind, Place
from grader.operations.exporting import GradeFormat

README = (PROJECT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme_and_no_other() -> None:
    table = README.partition("## Settings")[2].partition("## Deploy")[0]
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)) == {
        name.upper() for name in Settings.model_fields
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert re.search(rf"python -m grader {command}\b", README)


def test_every_make_target_that_is_named_exists() -> None:
    named = set(re.findall(r"(?:^|`)(?:PORT=8123 )?make ([a-z]+)", README + CONTRIBUTING, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"run", "test"} <= named <= targets


@pytest.mark.parametrize("values", [Kind, Place, GradeFormat])
def test_every_value_of_the_public_format_is_explained(values: type[Kind | Place | GradeFormat]) -> None:
    assert [value.value for value in values if f"`{value.value}`" not in README] == []


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_file_that_is_named_exists(text: str) -> None:
    linked = re.findall(r"\]\((?!http)([^)#]+)\)", text)
    paths = re.findall(r"`((?:grader|tests|docs|exercises|migrations|templates|benchmarks)/[\w./-]*)`", text)
    assert [name for name in (*linked, *paths) if not (PROJECT / Path(name)).exists()] == []
