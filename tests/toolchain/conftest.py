from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.config import Settings
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
