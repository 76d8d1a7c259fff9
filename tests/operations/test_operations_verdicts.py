from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import func, select, update

from grader.errors import LimitExceeded, ToolchainMissing
from grader.escape.values import Kind, Place, Position, SourceFile, Toolchain, VariableVerdict, Verdict
from grader.models.stored_verdict import StoredVerdict
from grader.operations.database import Database
from grader.operations.verdicts import Enquiry, forget_oldest, get_verdict, judge_version
from grader.toolchain.compiler import Trust

SOURCE = SourceFile("a.go", b"package a\n\nfunc F() *int {\n\tx := 1\n\treturn &x\n}\n")
ENQUIRY = Enquiry(files=(SOURCE,))
TOOLCHAIN = Toolchain(version="go1.27.3", lang="go1.27")


@dataclass
class CountingJudge:
    """Gives a verdict without a compiler, and counts how often it was asked."""

    place: Place = Place.HEAP
    asked: list[None] = field(default_factory=list)

    def __call__(self) -> Verdict:
        self.asked.append(None)
        at = Position("a.go", 4, 2)
        variable = VariableVerdict(name="x", at=at, function="F", kind=Kind.DEFINE, place=self.place)
        return Verdict(toolchain=TOOLCHAIN, variables=(variable,), allocations=())


def test_the_second_time_nobody_is_asked(database: Database) -> None:
    judge = CountingJudge()
    first = get_verdict(database, ENQUIRY, TOOLCHAIN, judge)
    assert get_verdict(database, ENQUIRY, TOOLCHAIN, judge) == first
    assert first.verdict == CountingJudge()()
    assert len(judge.asked) == 1


@pytest.mark.parametrize(
    ("enquiry", "toolchain"),
    [
        (replace(ENQUIRY, files=(replace(SOURCE, text=SOURCE.text + b"\n"),)), TOOLCHAIN),
        (replace(ENQUIRY, files=(replace(SOURCE, name="b.go"),)), TOOLCHAIN),
        (replace(ENQUIRY, explain=True), TOOLCHAIN),
        (replace(ENQUIRY, trust=Trust.UNTRUSTED), TOOLCHAIN),
        (replace(ENQUIRY, explain=(Position("a.go", 4, 2),)), TOOLCHAIN),
        (ENQUIRY, replace(TOOLCHAIN, version="go1.27.2")),
        (ENQUIRY, replace(TOOLCHAIN, lang="go1.21")),
        (ENQUIRY, replace(TOOLCHAIN, flags=("-l",))),
        (ENQUIRY, replace(TOOLCHAIN, goarch="arm64")),
    ],
)
def test_whatever_a_verdict_depends_on_is_in_its_key(
    database: Database, enquiry: Enquiry, toolchain: Toolchain
) -> None:
    get_verdict(database, ENQUIRY, TOOLCHAIN, CountingJudge())
    judge = CountingJudge(place=Place.STACK)
    assert get_verdict(database, enquiry, toolchain, judge).verdict == judge()


def test_explaining_nothing_is_one_thing_however_it_is_said() -> None:
    assert replace(ENQUIRY, explain=()).key(TOOLCHAIN) == ENQUIRY.key(TOOLCHAIN)


def test_the_key_of_files_does_not_depend_on_where_one_ends() -> None:
    one = Enquiry(files=(SourceFile("a", b"bc"), SourceFile("d", b"")))
    other = Enquiry(files=(SourceFile("a", b"b"), SourceFile("d", b"c")))
    assert one.subject != other.subject


@pytest.mark.parametrize("damage", [{"document": "{"}, {"document": "{}"}, {"digest": "0" * 64}])
def test_a_damaged_entry_is_not_served_but_replaced(database: Database, damage: dict[str, str]) -> None:
    judge = CountingJudge()
    first = get_verdict(database, ENQUIRY, TOOLCHAIN, judge)
    with database.writing() as session:
        session.execute(update(StoredVerdict).values(damage))
    assert get_verdict(database, ENQUIRY, TOOLCHAIN, judge) == first
    assert get_verdict(database, ENQUIRY, TOOLCHAIN, judge) == first
    assert len(judge.asked) == 2


def test_an_entry_under_a_wrong_key_is_not_served(database: Database) -> None:
    get_verdict(database, ENQUIRY, TOOLCHAIN, CountingJudge())
    other = replace(ENQUIRY, files=(replace(SOURCE, name="b.go"),))
    with database.writing() as session:
        session.execute(update(StoredVerdict).values(key=other.key(TOOLCHAIN), subject=other.subject))
    judge = CountingJudge(place=Place.STACK)
    assert get_verdict(database, other, TOOLCHAIN, judge).verdict == judge()


def test_without_a_compiler_the_newest_kept_verdict_serves(database: Database) -> None:
    with pytest.raises(ToolchainMissing):
        get_verdict(database, ENQUIRY, None, CountingJudge())
    get_verdict(database, ENQUIRY, replace(TOOLCHAIN, version="go1.27.2"), CountingJudge(place=Place.STACK))
    newest = get_verdict(database, ENQUIRY, TOOLCHAIN, CountingJudge())
    judge = CountingJudge()
    assert get_verdict(database, ENQUIRY, None, judge) == newest
    assert judge.asked == []


def test_a_failure_is_not_kept(database: Database) -> None:
    def too_long() -> Verdict:
        raise LimitExceeded("5 s")

    with pytest.raises(LimitExceeded):
        get_verdict(database, ENQUIRY, TOOLCHAIN, too_long)
    assert get_verdict(database, ENQUIRY, TOOLCHAIN, CountingJudge()).verdict == CountingJudge()()


def test_many_may_ask_the_same_at_once(database: Database) -> None:
    judge = CountingJudge()
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda _: get_verdict(database, ENQUIRY, TOOLCHAIN, judge).key, range(8)))
    assert kept == {ENQUIRY.key(TOOLCHAIN)}
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredVerdict)) == 1


def test_the_oldest_go_when_there_are_too_many(database: Database) -> None:
    kept = [
        get_verdict(database, Enquiry(files=(SourceFile(f"{number}.go", b""),)), TOOLCHAIN, CountingJudge()).key
        for number in range(5)
    ]
    with database.writing() as session:
        forget_oldest(session, Trust.TRUSTED, most=3)
        assert set(session.scalars(select(StoredVerdict.key))) == set(kept[2:])


def test_programs_from_the_web_push_out_only_their_own_kind(database: Database) -> None:
    own = get_verdict(database, ENQUIRY, TOOLCHAIN, CountingJudge()).key
    anybodys = [
        get_verdict(
            database,
            Enquiry(files=(SourceFile(f"{number}.go", b""),), trust=Trust.UNTRUSTED),
            TOOLCHAIN,
            CountingJudge(),
        ).key
        for number in range(4)
    ]
    with database.writing() as session:
        forget_oldest(session, Trust.UNTRUSTED, most=1)
        assert set(session.scalars(select(StoredVerdict.key))) == {own, anybodys[-1]}


def test_a_very_long_verdict_of_a_program_from_the_web_is_given_and_not_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.operations.verdicts.LONGEST_UNTRUSTED", 10)
    trusted, untrusted = CountingJudge(), CountingJudge()
    for _ in range(2):
        get_verdict(database, ENQUIRY, TOOLCHAIN, trusted)
        given = get_verdict(database, replace(ENQUIRY, trust=Trust.UNTRUSTED), TOOLCHAIN, untrusted)
        assert given.verdict == CountingJudge()()
    assert (len(trusted.asked), len(untrusted.asked)) == (1, 2)


def test_the_judges_version_is_a_hash_of_its_code() -> None:
    assert len(judge_version()) == 64
