"""Where containment meets the rest: the filter of calls, the account's files, what is read back, how an end is told."""

from __future__ import annotations

import os
import socket
import stat
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.errors import CompilerCrashed
from grader.escape.values import SourceFile
from grader.toolchain.complaints import find_crash
from grader.toolchain.containment.kernel import PR_SET_NO_NEW_PRIVS, set_process_attribute
from grader.toolchain.containment.seccomp import apply_filter
from grader.toolchain.limits import KIB, UNTRUSTED_LIMITS
from grader.toolchain.process import Finished, run_limited
from grader.toolchain.workspace import open_workspace
from tests.toolchain.go_toolchain import export_data


def test_the_filter_denies_sockets_and_attributes_of_files(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("text")
    denied: dict[str, Callable[[], object]] = {
        "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "unix": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        "chmod": lambda: file.chmod(0o600),
        "chown": lambda: os.chown(file, os.getuid(), os.getgid()),
        "utime": lambda: os.utime(file),
        "truncate": lambda: os.truncate(file, 0),
        "setxattr": lambda: os.setxattr(file, "user.x", b"x"),
    }
    with ThreadPoolExecutor(1) as fresh:
        fresh.submit(set_process_attribute, PR_SET_NO_NEW_PRIVS, 1).result()
        fresh.submit(apply_filter).result()
        refused = {name for name, act in denied.items() if isinstance(fresh.submit(act).exception(), PermissionError)}
        assert fresh.submit(file.read_text).result() == "text"
    assert refused == set(denied)


def test_kept_archives_are_open_to_the_account_that_compiles() -> None:
    archives = list(export_data().folders[0].rglob("*.a"))
    assert len(archives) >= 30
    listed = [Path(line.partition("=")[2]) for line in export_data().importcfg.splitlines()]
    assert all(archive.stat().st_mode & stat.S_IROTH for archive in listed)


def test_a_link_in_the_place_of_the_log_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mine")
    with open_workspace((SourceFile("s.go", b"package p\n"),), "") as workspace:
        (workspace.log / "p").mkdir(parents=True)
        (workspace.log / "p" / "s.json").symlink_to(secret)
        assert workspace.read_log("s.go", KIB) == ""
        (workspace.log / "p" / "s.json").unlink()
        (workspace.log / "p" / "s.json").write_text("log")
        assert workspace.read_log("s.go", KIB) == "log"


@pytest.mark.parametrize("line", [b"bwrap: Can't mkdir /x: No space left", b"sh: 1: exec: /x: Permission denied"])
def test_a_sandbox_that_does_not_start_is_not_the_program_s_fault(line: bytes) -> None:
    assert isinstance(find_crash(Finished(status=1, output=line, stopped=None)), CompilerCrashed)


def test_a_signal_is_told_alike_with_and_without_something_between(tmp_path: Path) -> None:
    for script in ("kill -9 $$", "exit 137"):
        finished = run_limited(
            ["/bin/sh", "-c", script],
            folder=tmp_path,
            environment={},
            limits=UNTRUSTED_LIMITS,
            deadline=time.monotonic() + 5,
        )
        assert finished.status == -9
