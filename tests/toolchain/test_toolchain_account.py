"""The account of programs that root starts, taken with the help of a program of the system and without."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from grader.toolchain.containment.account import NOBODY, command_as, is_root
from grader.toolchain.containment.start import Start
from grader.toolchain.environment import clean_environment
from grader.toolchain.limits import UNTRUSTED_LIMITS

REPORT = "id -u; id -g; id -G; grep ^CapPrm: /proc/self/status; ulimit -t; pwd"
as_root = pytest.mark.skipif(not is_root(), reason="only root can become another")


@as_root
@pytest.mark.parametrize("may_start_others", [True, False])
def test_nothing_of_root_is_left(may_start_others: bool) -> None:
    folder = Path("/usr")
    start = Start(
        command=("/bin/sh", "-c", REPORT), folder=folder, environment=clean_environment(folder), limits=UNTRUSTED_LIMITS
    )
    process = start.open(NOBODY, may_start_others=may_start_others)
    said = process.communicate()[0].decode().split()
    number = str(NOBODY.user_id)
    assert said == [number, number, number, "CapPrm:", "0" * 16, str(UNTRUSTED_LIMITS.cpu_seconds), "/usr"]


@as_root
def test_setpriv_is_used_where_it_is() -> None:
    wrapped = command_as(NOBODY, ["id", "-u"])
    if wrapped is None:
        assert shutil.which("setpriv", path=os.defpath) is None
    else:
        assert wrapped[-3:] == ["--", "id", "-u"]
