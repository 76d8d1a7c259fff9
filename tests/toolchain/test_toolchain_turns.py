"""Turns at the compiler, kept between real processes that do as the server does."""

from __future__ import annotations

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.errors import CompilerBusy
from grader.toolchain.compiler import Trust
from grader.toolchain.limits import UNTRUSTED_LIMITS
from grader.toolchain.turns import SLOTS, are_turns_shared, take_slot, take_turn
from tests.toolchain.go_toolchain import compiler, pinned_go, program

HOLD_ALL = """
for _ in range(SLOTS):
    stack.enter_context(take_slot(folder, seconds=5))
"""
HOLD_ANNE = "stack.enter_context(take_turn(folder, 'anne', seconds=5))"

CROWD = """
def visit(number):
    for turn in range(10):
        with take_slot(folder, seconds=60):
            mark = folder / "inside" / f"{os.getpid()}-{number}"
            mark.touch()
            time.sleep(0.004)
            seen.append(len(list((folder / "inside").iterdir())))
            mark.unlink()
seen = []
with ThreadPoolExecutor(8) as pool:
    list(pool.map(visit, range(8)))
print(max(seen), len(seen))
"""

HOG = """
def hog(_):
    while True:
        with take_slot(folder, seconds=60):
            time.sleep(0.005)
with ThreadPoolExecutor(4 * SLOTS) as pool:
    for number in range(4 * SLOTS):
        pool.submit(hog, number)
    print("held", flush=True)
"""


@contextmanager
def another_process(folder: Path, code: str) -> Iterator[subprocess.Popen[str]]:
    """Run `code` in a process that shares the folder; it is killed at the end."""
    script = (
        "import os, sys, time\nfrom concurrent.futures import ThreadPoolExecutor\nfrom contextlib import ExitStack\n"
        "from pathlib import Path\nfrom grader.toolchain.turns import SLOTS, take_slot, take_turn\n"
        f"folder = Path({str(folder)!r})\nstack = ExitStack()\n{code}\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def held_elsewhere(folder: Path, code: str) -> Iterator[subprocess.Popen[str]]:
    """Run code that takes turns in another process; they are taken when the block begins."""
    with another_process(folder, f"{code}\nprint('held', flush=True)\ntime.sleep(60)\n") as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process


def is_free(turn: AbstractContextManager[None]) -> bool:
    try:
        with turn:
            return True
    except CompilerBusy:
        return False


def test_processes_together_never_hold_more_slots_than_processors(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    with ExitStack() as stack:
        crowds = [stack.enter_context(another_process(tmp_path, CROWD)) for _ in range(3)]
        said = [crowd.communicate()[0].split() for crowd in crowds]
    assert [turns_taken for _, turns_taken in said] == ["80"] * 3
    assert max(int(most) for most, _ in said) == SLOTS


def test_slots_that_another_process_holds_are_taken(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path, HOLD_ALL):
        started = time.monotonic()
        with pytest.raises(CompilerBusy, match=r"busy with other programs\. Try again"):
            take_slot(tmp_path, seconds=0.1).__enter__()
        assert 0.1 <= time.monotonic() - started < 2
        assert is_free(take_slot(tmp_path / "other", seconds=0))


def test_an_untrusted_program_waits_for_the_slots_of_another_process_and_a_trusted_one_does_not(tmp_path: Path) -> None:
    go = replace(pinned_go(), data_folder=tmp_path)
    impatient = replace(compiler(), installed=go, limits=replace(UNTRUSTED_LIMITS, slot_seconds=0.05))
    with held_elsewhere(tmp_path, HOLD_ALL):
        with pytest.raises(CompilerBusy):
            impatient(program("func F() {}"))
        assert replace(compiler(Trust.TRUSTED), installed=go)(program("func F() {}")).has_storage
    assert impatient(program("func F() {}")).has_storage


def test_the_kernel_gives_back_what_a_killed_process_held(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path, HOLD_ALL + HOLD_ANNE) as process:
        assert not is_free(take_slot(tmp_path, seconds=0))
        assert not is_free(take_turn(tmp_path, "anne", seconds=0))
        process.kill()
        process.wait()
        assert is_free(take_slot(tmp_path, seconds=1))
        assert is_free(take_turn(tmp_path, "anne", seconds=1))


def test_who_waits_gets_a_slot_though_another_process_always_wants_all(tmp_path: Path) -> None:
    with another_process(tmp_path, HOG) as hog:
        assert hog.stdout
        assert hog.stdout.readline() == "held\n"
        assert all(is_free(take_slot(tmp_path, seconds=5)) for _ in range(10))


def test_a_person_has_one_program_at_a_time_in_all_processes(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path, HOLD_ANNE):
        with pytest.raises(CompilerBusy, match=r"program of yours is still being judged.* then ask again\."):
            take_turn(tmp_path, "anne", seconds=0.05).__enter__()
        assert is_free(take_turn(tmp_path, "ben", seconds=0))
        assert is_free(take_slot(tmp_path, seconds=0))


@pytest.mark.parametrize("asker", ["", "user 7", "安妮", "\udcff", "../../x", "a" * 10_000, "nul\0"])
def test_any_text_is_an_asker(tmp_path: Path, asker: str) -> None:
    with take_turn(tmp_path, asker, seconds=0):
        assert not is_free(take_turn(tmp_path, asker, seconds=0))
        assert is_free(take_turn(tmp_path, f"{asker}!", seconds=0))
    assert is_free(take_turn(tmp_path, asker, seconds=0))
    assert [path.name for path in tmp_path.iterdir()] == ["turns"]


def test_of_many_threads_of_one_person_one_is_inside(tmp_path: Path) -> None:
    assert most_at_once(lambda: take_turn(tmp_path, "anne", seconds=30)) == 1


def test_of_many_threads_as_many_as_processors_have_a_slot(tmp_path: Path) -> None:
    assert most_at_once(lambda: take_slot(tmp_path, seconds=30)) == SLOTS


def most_at_once(take: Callable[[], AbstractContextManager[None]]) -> int:
    """How many of 16 threads were inside at the same time."""
    inside, seen, barrier = set[int](), list[int](), threading.Barrier(16)

    def visit(number: int) -> None:
        barrier.wait()
        with take():
            inside.add(number)
            time.sleep(0.01)
            seen.append(len(inside))
            inside.remove(number)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(visit, range(16)))
    return max(seen)


@pytest.mark.parametrize("name", ["file", "file/below", "link/data"])
def test_in_a_folder_that_cannot_be_written_each_process_counts_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    folder = tmp_path / name
    assert not are_turns_shared(folder)
    assert most_at_once(lambda: take_slot(folder, seconds=30)) == SLOTS
    assert most_at_once(lambda: take_turn(folder, "anne", seconds=30)) == 1


def test_without_a_folder_this_process_counts_alone() -> None:
    assert most_at_once(lambda: take_slot(None, seconds=30)) == SLOTS


def test_a_link_in_the_place_of_a_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "turns").mkdir()
    (tmp_path / "turns" / "queue").symlink_to(tmp_path / "elsewhere")
    assert is_free(take_slot(tmp_path, seconds=0))
    assert not (tmp_path / "elsewhere").exists()


def test_turns_of_a_data_folder_are_shared(tmp_path: Path) -> None:
    assert are_turns_shared(tmp_path / "new")


def test_a_free_slot_costs_much_less_than_a_compilation(tmp_path: Path) -> None:
    def seconds() -> float:
        started = time.perf_counter()
        with take_turn(tmp_path, "anne", seconds=1), take_slot(tmp_path, seconds=1):
            return time.perf_counter() - started

    assert statistics.median(seconds() for _ in range(200)) < 0.001


def test_what_fails_inside_gives_the_turn_back(tmp_path: Path) -> None:
    def fail() -> None:
        with take_turn(tmp_path, "anne", seconds=0), take_slot(tmp_path, seconds=0):
            raise ZeroDivisionError

    for _ in range(2 * SLOTS):
        with pytest.raises(ZeroDivisionError):
            fail()
    assert is_free(take_turn(tmp_path, "anne", seconds=0))
