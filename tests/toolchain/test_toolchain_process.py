from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from grader.toolchain import process as process_module
from grader.toolchain.limits import MIB, UNTRUSTED_LIMITS, limited_command
from grader.toolchain.process import Finished, Stopped, run_limited

LIMITS = replace(UNTRUSTED_LIMITS, output_bytes=10_000, file_bytes=MIB)


def run(script: str, folder: Path, seconds: float = 5) -> Finished:
    return run_limited(
        ["/bin/sh", "-c", script],
        folder=folder,
        environment={"PATH": "/usr/bin:/bin", "ONLY": "this"},
        limits=LIMITS,
        deadline=time.monotonic() + seconds,
    )


def test_status_and_both_outputs_come_back(tmp_path: Path) -> None:
    finished = run("echo out; echo err >&2; exit 3", tmp_path)
    assert finished == Finished(status=3, output=b"out\nerr\n", stopped=None)


def test_input_is_empty_and_the_environment_is_the_given_one(tmp_path: Path) -> None:
    said = run("cat; env", tmp_path).output.decode()
    assert {line.partition("=")[0] for line in said.splitlines()} <= {"PATH", "ONLY", "PWD", "_", "OLDPWD", "SHLVL"}
    assert "ONLY=this" in said


def test_the_time_limit_ends_the_whole_group(tmp_path: Path) -> None:
    started = time.monotonic()
    finished = run("echo $$; sleep 60 & sleep 60", tmp_path, seconds=0.3)
    assert finished.stopped is Stopped.TIME
    assert finished.status < 0
    assert time.monotonic() - started < 2
    leader = int(finished.output)
    deadline = time.monotonic() + 2
    while (left := processes_of_session(leader)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert left == []


def processes_of_session(leader: int) -> list[int]:
    found = []
    for process in psutil.process_iter():
        try:
            stat = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat[3]) == leader and stat[0] != "Z":
            found.append(process.pid)
    return found


def test_a_closed_output_does_not_hide_a_program_that_goes_on(tmp_path: Path) -> None:
    finished = run("exec >/dev/null 2>&1; sleep 60", tmp_path, seconds=0.3)
    assert finished.stopped is Stopped.TIME


def test_a_flood_is_cut_at_the_cap(tmp_path: Path) -> None:
    finished = run("yes", tmp_path)
    assert finished.stopped is Stopped.OUTPUT
    assert len(finished.output) == LIMITS.output_bytes


def test_output_of_exactly_the_cap_is_no_flood(tmp_path: Path) -> None:
    finished = run(f"head -c {LIMITS.output_bytes} /dev/zero", tmp_path)
    assert (finished.status, finished.stopped, len(finished.output)) == (0, None, LIMITS.output_bytes)


def test_the_system_holds_files_processor_time_and_memory(tmp_path: Path) -> None:
    said = run("ulimit -f; ulimit -t; ulimit -n; ulimit -c; ulimit -v", tmp_path).output.decode().split()
    assert said == ["2048", "5", "64", "0", str(UNTRUSTED_LIMITS.address_space_bytes // 1024)]
    run("head -c 3000000 /dev/zero > big", tmp_path)
    assert (tmp_path / "big").stat().st_size == MIB


def test_a_lower_limit_of_our_own_stays(tmp_path: Path) -> None:
    hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    [shell, option, script, *rest] = limited_command(["true"], replace(LIMITS, open_files=hard_limit + 1))
    assert (shell, option, rest) == ("/bin/sh", "-c", ["sh", "true"])
    assert f"ulimit -n {hard_limit} " in script


def test_without_a_limit_of_address_space_the_memory_in_use_is_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_module, "HAS_ADDRESS_SPACE_LIMIT", False)
    hungry = [sys.executable, "-c", "import time; x = bytearray(200_000_000); time.sleep(20)"]
    limits = replace(LIMITS, resident_bytes=100 * MIB)
    finished = run_limited(
        hungry,
        folder=tmp_path,
        environment={},
        limits=limits,
        deadline=time.monotonic() + 10,
    )
    assert finished.stopped is Stopped.MEMORY
