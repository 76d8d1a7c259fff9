from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.config import Settings
from tests.toolchain.held_compiler import processes_of
from tests.toolchain.small_wheel import write_wheel


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all the package index there is."""
    folder = tmp_path / "wheels"
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    for version in ("1.22.9", "1.22.10", "1.24.2"):
        write_wheel(folder, version)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a data folder where nothing is yet."""
    return Settings(data_folder=tmp_path / "data", go_root=None)


@pytest.fixture(scope="session")
def open_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that other accounts may enter, unlike `tmp_path`: root compiles as nobody there.

    One for all tests, since what holds the compiler is tried anew for each folder.
    """
    tmp_path_factory.getbasetemp()  # pytest makes it below the folder for temporary files, which `private` changes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


@pytest.fixture
def private(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where private folders are made; afterwards it must be empty, and no process may be left that knows it."""
    monkeypatch.setattr(tempfile, "tempdir", str(open_folder))
    yield open_folder
    assert list(open_folder.iterdir()) == []
    assert processes_of(open_folder) == []
