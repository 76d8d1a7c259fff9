from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import NotJudged
from grader.escape.values import SourceFile
from grader.toolchain.gofmt import find_unformatted, format_go
from tests.toolchain.go_toolchain import pinned_go

TIDY = SourceFile("tidy.go", b"package p\n\nvar X = 1\n")
LOOSE = SourceFile("loose.go", b"package p\n\nvar X = 1\nvar  Y=2\n")
BROKEN = SourceFile("broken.go", b"package p\nfunc {\n")


def test_the_first_line_that_would_change_is_found_for_every_file_at_once() -> None:
    assert find_unformatted(pinned_go(), [TIDY, LOOSE, BROKEN, LOOSE]) == {1: 4, 3: 4}


@pytest.mark.parametrize(
    ("text", "line"), [(b"package p\n\n\nvar X = 1\n", 3), (b"package p\r\n", 1), (b"package p", 1)]
)
def test_blank_lines_and_line_ends_count(text: bytes, line: int) -> None:
    assert find_unformatted(pinned_go(), [SourceFile("x.go", text)]) == {0: line}


def test_no_files_are_no_work() -> None:
    assert find_unformatted(pinned_go(), []) == {}


def test_a_file_is_given_back_as_gofmt_writes_it() -> None:
    assert format_go(pinned_go(), LOOSE) == b"package p\n\nvar X = 1\nvar Y = 2\n"
    assert format_go(pinned_go(), BROKEN) == BROKEN.text


def test_a_missing_gofmt_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotJudged, match="make setup"):
        format_go(replace(pinned_go(), root=tmp_path), TIDY)
