"""The rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_FUNCTION = 40
LONGEST_MODULE = 300


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [PROJECT / name for name in listed.stdout.splitlines() if (PROJECT / name).is_file()]


def modules() -> list[Path]:
    return [path for path in tracked("*.py") if "migrations/versions" not in path.as_posix()]


def long_functions() -> Iterator[str]:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.end_lineno is None:
                continue
            lines = node.end_lineno - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{path.relative_to(PROJECT)}:{node.lineno} {node.name} has {lines} lines"


def test_no_function_is_longer_than_a_screen() -> None:
    assert list(long_functions()) == []


def test_no_module_is_crowded() -> None:
    lengths = {str(path.relative_to(PROJECT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_every_excuse_gives_its_reason() -> None:
    excuse = re.compile(r"#\s*(noqa|type:\s*ignore)(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[\w,-]+\])?\s*$")
    found = [
        f"{path.relative_to(PROJECT)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if excuse.search(line)
    ]
    assert found == []


def test_the_lock_pins_every_dependency_with_hashes_and_names_no_host() -> None:
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = [re.split(r"[\[<>=; ]", requirement, maxsplit=1)[0] for requirement in wanted]
    pinned = {match.lower() for match in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", lock, re.MULTILINE)}
    assert sorted({name.replace(".", "-") for name in names} - pinned) == []
    assert "://" not in lock
    assert lock.count("==") <= lock.count("--hash=")


@pytest.mark.parametrize("path", tracked("*.html"), ids=lambda path: str(path.relative_to(PROJECT)))
def test_templates_trust_nothing_by_hand(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "|safe" not in text.replace(" ", "")
    assert not re.search(r"\son[a-z]+=|\sstyle=|<script>", text)


def test_yaml_is_never_loaded_unsafely() -> None:
    assert [
        str(path) for path in tracked("grader/*.py") if re.search(r"unsafe_load|typ=.unsafe", path.read_text())
    ] == []
