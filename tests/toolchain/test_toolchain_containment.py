"""What holds the compiler, tried for real. Each level that this machine offers is tried by itself."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader.config import Sandbox
from grader.errors import CompilerCrashed, ContainmentMissing, LimitExceeded
from grader.toolchain.compiler import Trust
from grader.toolchain.containment.account import NOBODY, find_obstacle, is_root
from grader.toolchain.containment.barred import Barred
from grader.toolchain.containment.choice import Wanted, choose_containment
from grader.toolchain.containment.hold import Hold
from grader.toolchain.containment.landlock import find_landlock
from grader.toolchain.containment.levels import LIMITS_ONLY, Level
from grader.toolchain.containment.probe import try_attempts
from grader.toolchain.containment.start import Reach
from grader.toolchain.environment import clean_environment
from grader.toolchain.limits import KIB, UNTRUSTED_LIMITS
from grader.toolchain.process import run_limited
from tests.toolchain.go_toolchain import export_data, pinned_go, program
from tests.toolchain.held_compiler import each_level, held, levels, name_of

ALL_BARRED = Barred(reading=True, writing=True, tcp=True, udp=True)


def wanted(sandbox: Sandbox, *, limits_suffice: bool = False) -> Wanted:
    go = pinned_go()
    return Wanted(
        sandbox=sandbox, limits_suffice=limits_suffice, programs=(go.compile,), readable=export_data().folders
    )


def works(hold: Hold) -> None:
    """The compiler is taken to work."""


def test_a_machine_of_ci_offers_every_level() -> None:
    if os.environ.get("CI") and sys.platform == "linux":
        assert [name_of(level) for level in levels()] == ["bubblewrap", "landlock"]
    else:
        assert set(map(name_of, levels())) <= {"bubblewrap", "landlock"}


@each_level
def test_a_level_bars_reading_writing_and_the_network(level: Level) -> None:
    assert try_attempts(level) == ALL_BARRED


def test_limits_bar_nothing_and_so_show_that_the_attempts_are_real() -> None:
    assert try_attempts(LIMITS_ONLY) == Barred(reading=False, writing=False, tcp=False, udp=False)


@each_level
def test_a_program_with_imports_is_judged_as_without_a_sandbox(level: Level, private: Path) -> None:
    source = 'import "fmt"\nfunc F(n int) *int { x := n; fmt.Println(x); return &x }'
    contained, plain = held(level.sandbox), held(Sandbox.LIMITS)
    assert contained.find_containment().hold.level == level
    assert contained(program(source)) == plain(program(source))


SECRET = "hunter2 is no directive of an importcfg"


def complaint_of_compiler(level: Level, secret: Path, private: Path) -> str:
    """What the compiler says when it is told to read a file that is not in its reach. As ourselves, who may read it."""
    with tempfile.TemporaryDirectory(dir=private) as name:
        folder = Path(name).resolve()
        (folder / "s.go").write_text("package p\n")
        compile_path = pinned_go().compile
        reach = Reach(programs=(compile_path,), readable=(), private=folder)
        return run_limited(
            [str(compile_path), "-p", "p", "-importcfg", str(secret), "-o", str(folder / "p.o"), "s.go"],
            folder=folder,
            environment=clean_environment(folder),
            limits=UNTRUSTED_LIMITS,
            deadline=time.monotonic() + 5,
            starter=Hold(level=level).enter(reach),
        ).output.decode()


@each_level
def test_the_compiler_itself_cannot_read_a_file_outside(level: Level, private: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    assert "hunter2" in complaint_of_compiler(LIMITS_ONLY, secret, private)
    said = complaint_of_compiler(level, secret, private)
    assert "hunter2" not in said
    assert "permission denied" in said or "no such file" in said


@each_level
def test_limits_hold_inside(level: Level, private: Path) -> None:
    short = replace(held(level.sandbox), limits=replace(UNTRUSTED_LIMITS, file_bytes=KIB))
    with pytest.raises(LimitExceeded, match="memory or space"):
        short(program('import "fmt"\nfunc F() { fmt.Println("a") }'))


def test_only_the_thread_that_starts_the_compiler_is_restricted(private: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mine")
    held(Sandbox.LANDLOCK)(program("func F() {}"))
    assert secret.read_text() == "mine"
    status = Path(f"/proc/self/task/{threading.get_native_id()}/status").read_text()
    assert "NoNewPrivs:\t0" in status
    assert "Seccomp:\t0" in status


def test_without_bubblewrap_the_next_level_is_taken_and_the_reason_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = choose_containment(wanted(Sandbox.AUTO), works)
    assert found.hold.level == (find_landlock() or LIMITS_ONLY)
    assert "there is no bubblewrap" in found.passed_over[0]


def test_a_bubblewrap_that_bars_nothing_is_not_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It starts what it is given, as it is: all options up to `--` are ignored."""
    pretender = tmp_path / "bwrap"
    pretender.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo bubblewrap 9 && exit\n'
        'while [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n'
    )
    pretender.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = choose_containment(wanted(Sandbox.AUTO), works)
    assert "bubblewrap 9 does not hold: reading, writing, TCP, UDP stay open" in found.passed_over
    with pytest.raises(ContainmentMissing, match="bubblewrap 9 does not hold"):
        choose_containment(wanted(Sandbox.BUBBLEWRAP), works)


def test_a_level_in_which_the_compiler_does_not_work_is_not_taken() -> None:
    def fails(hold: Hold) -> None:
        raise CompilerCrashed("no")

    found = choose_containment(wanted(Sandbox.AUTO), fails)
    assert found.hold.level == LIMITS_ONLY
    assert [reason.partition(" the ")[2] for reason in found.passed_over if reason.startswith("in ")] == [
        "compiler does not work: no" for _ in levels()
    ]


def test_a_demanded_level_that_is_missing_ends_it_and_nothing_is_compiled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # a folder where nothing was chosen yet
    for trust in Trust:
        demanded = held(Sandbox.BUBBLEWRAP, trust)
        with pytest.raises(ContainmentMissing, match=r"SANDBOX=bubblewrap is demanded .* SANDBOX=auto"):
            demanded(program("func F() {}"))


def test_the_authors_programs_have_limits_alone_unless_a_level_is_demanded(private: Path) -> None:
    assert held(Sandbox.AUTO, Trust.TRUSTED).find_containment().hold.level == LIMITS_ONLY
    for level in levels():
        assert held(level.sandbox, Trust.TRUSTED).find_containment().hold.level == level


@pytest.mark.parametrize("trust", Trust)
def test_root_compiles_as_nobody_and_others_as_themselves(trust: Trust, private: Path) -> None:
    found = held(Sandbox.AUTO, trust).find_containment()
    assert (found.hold.account, found.obstacle) == (NOBODY if is_root() else None, None)
    with tempfile.TemporaryDirectory(dir=private) as name:
        reach = Reach(programs=(), readable=(), private=Path(name))
        finished = run_limited(
            ["/bin/sh", "-c", "id -u; id -g; id -G; echo mine > file"],
            folder=reach.private,
            environment={"PATH": "/usr/bin:/bin"},
            limits=UNTRUSTED_LIMITS,
            deadline=time.monotonic() + 5,
            starter=Hold(account=found.hold.account).enter(reach),
        )
        owner = (reach.private / "file").stat().st_uid
    expected = (65534, 65534) if is_root() else (os.getuid(), os.getgid())
    assert tuple(map(int, finished.output.split()[:2])) == expected
    assert owner == expected[0]
    if is_root():
        assert finished.output.split()[2:] == [b"65534"]


def test_a_folder_that_nobody_may_enter_is_named(private: Path) -> None:
    closed = private / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    obstacle = find_obstacle(NOBODY, (closed / "inner",), ())
    assert obstacle
    assert obstacle.startswith(f"nobody may not enter {closed}" if is_root() else "no program can be started as nobody")
    shutil.rmtree(closed)


def test_a_file_that_nobody_may_read_is_named(private: Path) -> None:
    kept = private / "kept"
    kept.touch(mode=0o600)
    assert find_obstacle(NOBODY, (), (kept,)) == f"nobody may not read {kept}" or not is_root()
    kept.chmod(0o644)
    assert find_obstacle(NOBODY, (), (kept,)) is None or not is_root()
    kept.unlink()
