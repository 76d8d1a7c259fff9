from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from grader.errors import (
    CompileFailed,
    CompilerBusy,
    ConfigurationError,
    LimitExceeded,
    ProgramRefused,
    ToolchainMissing,
)
from grader.escape.values import Place, Position, SourceFile
from grader.models.stored_verdict import StoredVerdict
from grader.operations.asking import AnybodysVerdicts, Question, Way
from grader.operations.database import Database
from grader.operations.judging import BankVerdicts
from grader.toolchain.limits import UNTRUSTED_LIMITS
from grader.toolchain.turns import take_turn
from tests.further_go import FURTHER, further_go
from tests.site_under_test import make_settings

SOURCE = SourceFile("program.go", b"package p\n\nfunc F() *int {\n\tx := 1\n\treturn &x\n}\n")
X = Position("program.go", 4, 2)
QUESTION = Question(source=SOURCE, asker="address 127.0.0.1")


@pytest.fixture
def anybodys(database: Database, database_url: str, tmp_path: Path) -> AnybodysVerdicts:
    return AnybodysVerdicts(database=database, settings=make_settings(tmp_path / "data", database_url))


@pytest.fixture
def others_turn(anybodys: AnybodysVerdicts, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody with the same name is asking already, and does not come to an end."""
    monkeypatch.setattr("grader.operations.asking.TURN_SECONDS", 0.05)
    with take_turn(anybodys.settings.data_folder, QUESTION.asker, seconds=1):
        yield


def trusts_of_kept(database: Database) -> list[bool]:
    with database.reading() as session:
        return sorted(session.scalars(select(StoredVerdict.is_trusted)))


def test_what_was_asked_before_needs_no_turn_at_the_compiler(
    anybodys: AnybodysVerdicts, request: pytest.FixtureRequest
) -> None:
    first = anybodys.ask(QUESTION)
    assert [(each.name, each.place) for each in first.variables] == [("x", Place.HEAP)]
    request.getfixturevalue("others_turn")
    assert anybodys.ask(QUESTION) == first
    assert anybodys.ask(replace(QUESTION, asker="somebody else")) == first
    with pytest.raises(CompilerBusy):
        anybodys.ask(QUESTION, explained=X)


@pytest.mark.usefixtures("others_turn")
def test_one_asker_has_one_turn_and_others_are_not_kept_waiting(anybodys: AnybodysVerdicts) -> None:
    for ask in (anybodys.ask, anybodys.ask_every_version, anybodys.print_out, anybodys.read_code):
        with pytest.raises(CompilerBusy):
            ask(QUESTION)
    assert anybodys.ask(replace(QUESTION, asker="somebody else")).variables


def test_every_true_reason_is_found_for_what_is_asked_alone(anybodys: AnybodysVerdicts) -> None:
    source = replace(SOURCE, text=SOURCE.text + SOURCE.text.partition(b"\n\n")[2].replace(b"F()", b"G()"))
    verdict = anybodys.ask(replace(QUESTION, source=source), explained=X)
    assert [each.complete for each in verdict.variables] == [True, False]


def test_no_entry_of_the_cache_is_shared_with_the_bank(anybodys: AnybodysVerdicts) -> None:
    bank = BankVerdicts(database=anybodys.database, settings=anybodys.settings)
    anybodys.ask(QUESTION)
    bank((SOURCE,))
    assert trusts_of_kept(anybodys.database) == [False, True]


def test_the_way_of_compiling_is_part_of_the_question(anybodys: AnybodysVerdicts) -> None:
    for way in (Way(), Way(lang="1.21"), Way(is_inlining=False), Way(lang="1.21", is_inlining=False)):
        toolchain = anybodys.ask(replace(QUESTION, way=way)).toolchain
        assert toolchain.lang == f"go{way.lang or '1.27'}"
        assert toolchain.flags == way.flags
    assert len(trusts_of_kept(anybodys.database)) == 4


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (b'package p\n\nimport "unsafe"\n', ProgramRefused),
        (b"package p\n\nvar x string = 1\n", CompileFailed),
        (b'package p\n\nimport "os"\n', CompileFailed),
        (b"package p\n//" + b"x" * 17_000, ProgramRefused),
    ],
)
def test_a_program_from_the_web_is_held_to_the_rules_for_strangers(
    anybodys: AnybodysVerdicts, text: bytes, error: type[Exception]
) -> None:
    question = replace(QUESTION, source=replace(SOURCE, text=text))
    for ask in (anybodys.ask, anybodys.print_out, anybodys.read_code):
        with pytest.raises(error):
            ask(question)
    assert {type(each.error) for each in anybodys.ask_every_version(question)} == {error}
    assert trusts_of_kept(anybodys.database) == []


@pytest.mark.parametrize("way", [Way(go="1.22.99"), Way(lang="1.99"), Way(go="x")])
def test_a_way_of_compiling_that_there_is_not_is_refused(anybodys: AnybodysVerdicts, way: Way) -> None:
    with pytest.raises(ConfigurationError):
        anybodys.ask(replace(QUESTION, way=way))


def test_every_installed_version_is_asked_oldest_first(anybodys: AnybodysVerdicts) -> None:
    further_go()
    source = replace(SOURCE, text=b"package p\n\nfunc F() int {\n\tn := 8\n\treturn len(make([]int, n))\n}\n")
    answers = anybodys.ask_every_version(replace(QUESTION, source=source))
    places = {each.version: each.verdict and each.verdict.allocations[0].place for each in answers}
    assert places[FURTHER] is Place.HEAP
    assert places["1.27.3"] is Place.STACK
    assert [each.version for each in answers][-1] == "1.27.3"
    assert anybodys.find_versions()[0] == "1.27.3"


def test_a_version_without_a_verdict_says_why_and_stops_no_other(anybodys: AnybodysVerdicts) -> None:
    further_go()
    source = replace(SOURCE, text=b"package p\n\ntype A[T any] = []T\n\nvar x A[int]\n")  # since 1.24
    answers = {each.version: each for each in anybodys.ask_every_version(replace(QUESTION, source=source))}
    assert isinstance(answers[FURTHER].error, CompileFailed)
    assert answers["1.27.3"].verdict is not None


def test_the_raw_text_is_what_dash_m_prints_and_nothing_more(anybodys: AnybodysVerdicts) -> None:
    lines = anybodys.print_out(QUESTION).splitlines()
    assert "program.go:4:2: moved to heap: x" in lines
    assert all(line.startswith("program.go:") for line in lines)


def test_the_generated_code_tells_what_allocates(anybodys: AnybodysVerdicts) -> None:
    assert [call.callee for call in anybodys.read_code(QUESTION).calls] == ["runtime.newobject"]


def test_without_a_compiler_what_was_kept_is_still_given(
    anybodys: AnybodysVerdicts, database_url: str, tmp_path: Path
) -> None:
    kept = anybodys.ask(QUESTION)
    settings = anybodys.settings.model_copy(update={"go_root": tmp_path / "nowhere"})
    bare = AnybodysVerdicts(database=anybodys.database, settings=settings)
    assert bare.find_versions() == tuple(v for v in anybodys.find_versions() if v != "1.27.3")
    assert bare.ask(QUESTION) == kept
    with pytest.raises(ToolchainMissing):
        bare.ask(QUESTION, explained=X)
    with pytest.raises(ToolchainMissing):
        bare.print_out(QUESTION)


def test_a_verdict_that_takes_long_to_read_is_given_up(
    anybodys: AnybodysVerdicts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.operations.asking.READING_SECONDS", 0.0)
    with pytest.raises(LimitExceeded, match="too long to read"):
        anybodys.ask(QUESTION)
    assert trusts_of_kept(anybodys.database) == []


def test_waiting_for_a_turn_costs_a_program_none_of_its_time(
    anybodys: AnybodysVerdicts, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = replace(UNTRUSTED_LIMITS, wall_seconds=1.5)
    monkeypatch.setattr("grader.operations.asking.UNTRUSTED_LIMITS", short)
    anybodys.ask(QUESTION)
    with ThreadPoolExecutor(1) as pool:
        with take_turn(anybodys.settings.data_folder, QUESTION.asker, seconds=1):
            waiting = pool.submit(anybodys.ask, QUESTION, explained=X)
            time.sleep(1.6)
        assert waiting.result().variables[0].complete


def test_a_program_that_keeps_the_compiler_busy_ends_in_time(anybodys: AnybodysVerdicts) -> None:
    source = replace(SOURCE, text=Path("tests/data/hostile/e04_deref.go").read_bytes())
    start = time.monotonic()
    answers = anybodys.ask_every_version(replace(QUESTION, source=source))
    assert time.monotonic() - start < 15
    assert all(each.verdict or each.error for each in answers)
