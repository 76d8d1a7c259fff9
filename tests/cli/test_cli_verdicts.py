from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import ConfigurationError
from grader.escape.values import Place, Position, SourceFile
from grader.operations.database import Database
from tests.real_verdicts import real_verdicts
from tests.sample_bank import GO

SOURCE = SourceFile("open.go", GO)
ASKED = (Position("open.go", 6, 2),)


def test_the_compiler_is_asked_once(database: Database, tmp_path: Path) -> None:
    """The second time there is no compiler any more."""
    asking = replace(real_verdicts(), database=database)
    verdict = asking((SOURCE,), explained=ASKED)
    assert next(each.place for each in verdict.variables if each.name == "u") is Place.HEAP
    gone = replace(asking.installed, compile=tmp_path / "no-compiler")
    assert replace(asking, installed=gone)((SOURCE,), explained=ASKED) == verdict


@pytest.mark.parametrize("change", ["source", "lang", "flags", "explained"])
def test_everything_that_a_verdict_depends_on_tells_it_apart(database: Database, change: str) -> None:
    asking = replace(real_verdicts(), database=database)
    first = asking((SOURCE,), explained=ASKED)
    match change:
        case "source":
            other = asking((SourceFile("open.go", GO.replace(b"return &u", b"return &User{u.Name}")),), explained=ASKED)
        case "lang":
            other = asking((SOURCE,), lang="1.21", explained=ASKED)
        case "flags":
            other = asking((SOURCE,), flags=("-l",), explained=ASKED)
        case _:
            other = asking((SOURCE,))
    assert other != first


def test_an_unknown_language_version_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"1\.99"):
        real_verdicts()((SOURCE,), lang="1.99")
