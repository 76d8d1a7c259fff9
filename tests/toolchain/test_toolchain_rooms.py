"""Rooms that are ready before there is a program for them, behind real walls."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest

from grader.config import PROJECT, Sandbox
from grader.errors import CompileFailed, LimitExceeded
from grader.toolchain.compiler import Compiler
from grader.toolchain.containment.account import Account
from grader.toolchain.containment.bubblewrap import Bubblewrap, find_bubblewrap
from grader.toolchain.containment.hold import Hold
from grader.toolchain.containment.levels import LIMITS_ONLY
from grader.toolchain.containment.probe import try_attempts
from grader.toolchain.containment.start import Reach, Start
from grader.toolchain.limits import UNTRUSTED_LIMITS
from grader.toolchain.rooms import Plan, ReadyRooms, Room
from tests.toolchain.go_toolchain import compiler, export_data, pinned_go, program
from tests.toolchain.held_compiler import needs_bubblewrap

ESCAPES = "func F(n int) *int { x := n; return &x }"


@pytest.fixture
def private(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where private folders are made; empty again afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        monkeypatch.setattr(tempfile, "tempdir", name)
        yield folder
        assert list(folder.iterdir()) == []


@pytest.fixture
def rooms(private: Path) -> Iterator[ReadyRooms]:
    with contextlib.closing(ReadyRooms()) as opened:
        yield opened
    assert are_gone(private)


def in_rooms(rooms: ReadyRooms, sandbox: Sandbox = Sandbox.BUBBLEWRAP) -> Compiler:
    return replace(compiler(), installed=replace(pinned_go(), sandbox=sandbox)).in_rooms(rooms)


def processes_of(folder: Path, option: str = "") -> list[psutil.Process]:
    """What is started for a room in the folder, the innermost last."""
    found = ((each, " ".join(each.info["cmdline"] or ())) for each in psutil.process_iter(["cmdline"]))
    named = (each for each, words in found if str(folder) in words and option in words)
    return sorted(named, key=lambda each: each.pid)


def runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def are_gone(folder: Path) -> bool:
    """Nothing runs any more; the kernel may take a moment to end what is behind walls."""
    deadline = time.monotonic() + 10
    while (found := processes_of(folder)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not found


def wait_for_ready(folder: Path, count: int = 2) -> list[psutil.Process]:
    """Of each room bwrap and, behind the walls, its child; what a room before it started may be ending still."""
    deadline = time.monotonic() + 10
    while len(found := processes_of(folder, "--block-fd")) < 2 * count and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


@needs_bubblewrap
def test_a_program_in_a_ready_room_is_judged_as_in_a_fresh_one(rooms: ReadyRooms, private: Path) -> None:
    compile_it = in_rooms(rooms)
    fresh = compile_it(program(ESCAPES))
    waiting = wait_for_ready(private)
    ready = compile_it(program(ESCAPES))
    assert ready == fresh
    assert sum(map(runs, waiting)) < len(waiting)


@needs_bubblewrap
def test_a_folder_whose_name_needs_quotes_is_used_without_waiting(
    private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = private / "a \"b' c"
    odd.mkdir(mode=0o711)
    odd.chmod(0o711)
    monkeypatch.setattr(tempfile, "tempdir", str(odd))
    with contextlib.closing(ReadyRooms()) as rooms:
        compile_it = in_rooms(rooms)
        assert compile_it(program(ESCAPES)) == compile_it(program(ESCAPES))
    odd.rmdir()


@needs_bubblewrap
def test_complaints_of_a_second_run_in_a_ready_room_are_told(rooms: ReadyRooms, private: Path) -> None:
    compile_it = in_rooms(rooms)
    compile_it(program(ESCAPES))
    wait_for_ready(private)
    with pytest.raises(CompileFailed) as caught:
        compile_it(program("func F() { x := 1 }"))
    assert [(each.line, each.text) for each in caught.value.messages] == [(2, "declared and not used: x")]


@needs_bubblewrap
def test_the_time_limit_begins_with_the_program_and_holds(rooms: ReadyRooms, private: Path) -> None:
    compile_it = in_rooms(rooms)
    compile_it(program(ESCAPES))
    wait_for_ready(private)
    hurried = replace(compile_it, limits=replace(compile_it.limits, wall_seconds=0.001))
    with pytest.raises(LimitExceeded):
        hurried(program(ESCAPES))
    assert compile_it(program(ESCAPES)).text


@needs_bubblewrap
def test_a_room_whose_compiler_was_killed_is_not_used(rooms: ReadyRooms, private: Path) -> None:
    compile_it = in_rooms(rooms)
    compile_it(program(ESCAPES))
    waiting = wait_for_ready(private)
    for each in waiting:
        each.kill()
    deadline = time.monotonic() + 10
    while any(runs(each) for each in waiting) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "moved to heap: x" in compile_it(program(ESCAPES)).text


@needs_bubblewrap
def test_of_two_plans_each_has_its_own_room(rooms: ReadyRooms, private: Path) -> None:
    compile_it = in_rooms(rooms)
    roomier = replace(compile_it, limits=replace(compile_it.limits, cpu_seconds=4))
    for each in (compile_it, roomier):
        each(program(ESCAPES))
    assert len(wait_for_ready(private, 4)) == 8


def test_where_a_start_takes_no_time_no_room_is_kept(rooms: ReadyRooms, private: Path) -> None:
    assert "moved to heap: x" in in_rooms(rooms, Sandbox.LIMITS)(program(ESCAPES)).text
    rooms.close()
    assert list(private.iterdir()) == []


def test_a_plan_without_walls_makes_nothing_ready(private: Path) -> None:
    go = pinned_go()
    plan = Plan(
        hold=Hold(level=LIMITS_ONLY), compiler=go.compile, readable=export_data().folders, limits=UNTRUSTED_LIMITS
    )
    room = Room(plan)
    assert not room.make_ready()
    room.close()
    assert list(private.iterdir()) == []


@dataclass(frozen=True)
class Released:
    """The level at which everything waits first."""

    level: Bubblewrap

    @property
    def sandbox(self) -> Sandbox:
        return self.level.sandbox

    def start(self, start: Start, reach: Reach, account: Account | None) -> subprocess.Popen[bytes]:
        return self.level.start_waiting(start, reach, account).release()

    def start_waiting(self, start: Start, reach: Reach, account: Account | None) -> None: ...


@needs_bubblewrap
def test_who_waited_is_held_by_the_same_walls() -> None:
    bubblewrap = find_bubblewrap()
    assert bubblewrap
    barred = try_attempts(Released(bubblewrap))
    assert not isinstance(barred, str)
    assert barred.holds


ENDING = """
import os, sys, tempfile, time
from grader.toolchain.rooms import ReadyRooms
from tests.toolchain.test_toolchain_rooms import ESCAPES, Path, in_rooms, program, wait_for_ready
folder = Path(sys.argv[1])
tempfile.tempdir = str(folder)
rooms = ReadyRooms()
in_rooms(rooms)(program(ESCAPES))
assert len(wait_for_ready(folder)) == 4
if sys.argv[2] == "fork":
    child = os.fork()
    if child == 0:  # judges in a room of its own, and leaves the other where it is
        in_rooms(rooms)(program(ESCAPES))
        sys.exit()
    assert os.waitpid(child, 0)[1] == 0
    assert len(wait_for_ready(folder)) == 4
    in_rooms(rooms)(program(ESCAPES))
"""


@needs_bubblewrap
@pytest.mark.parametrize("way", ["exit", "fork"])
def test_nothing_stays_when_the_process_ends(private: Path, way: str) -> None:
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", ENDING, str(private), way]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert list(private.iterdir()) == []
    assert are_gone(private)
