"""The real compiler, with export data that is kept between runs in the ignored build folder."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.config import PROJECT, Settings
from grader.escape.values import Compile
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import ExportData, prepare_export_data
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.packages import IMPORTABLE

OTHER_GO = os.environ.get("CONFORMANCE_GO")
"""By hand: the root of a Go whose whole library is to be judged, with that Go, by test_conformance.py."""
KEPT = PROJECT / "build" / "test-data"


class Go:
    """The pinned Go and what tests have it do."""

    def __init__(self) -> None:
        root = Path(OTHER_GO) if OTHER_GO else None
        self.installed: Installed = find_installed(Settings(data_folder=KEPT, go_root=root))

    def export_data(self, packages: Iterable[str]) -> ExportData:
        """Build what is missing, one process at a time; it is there for the next run."""
        with _locked(KEPT / "export-data.lock"):
            return prepare_export_data(self.installed, packages, KEPT)

    def run(self, *arguments: str) -> str:
        """Run the go command, with a build cache of the tests' own."""
        kept = {"HOME": str(KEPT), "GOCACHE": str(KEPT / "go-build"), "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod"}
        environment = {"PATH": os.environ["PATH"], "GOOS": "linux", "GOARCH": "amd64", "CGO_ENABLED": "0", **kept}
        command = [str(self.installed.go), *arguments]
        return subprocess.run(command, cwd=KEPT, env=environment, capture_output=True, text=True, check=True).stdout

    def build(self, source: Path) -> Path:
        """Build a Go program of this machine's own kind, once per content of its source."""
        program = KEPT / f"{source.stem}-{self.installed.version}"
        with _locked(KEPT / "build.lock"):
            if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
                self.run("build", "-o", str(program), str(source))
        return program


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let other test processes wait until this one is done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def go() -> Go:
    return Go()


@pytest.fixture(scope="session")
def installed(go: Go) -> Installed:
    return go.installed


@pytest.fixture(scope="session")
def export_data(go: Go) -> ExportData:
    return go.export_data(IMPORTABLE)


@pytest.fixture(scope="session")
def compile_trusted(installed: Installed, export_data: ExportData) -> Compile:
    return make_compile(installed, trust=Trust.TRUSTED, exports=export_data)
