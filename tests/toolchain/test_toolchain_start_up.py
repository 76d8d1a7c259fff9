from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from grader.config import Sandbox, Settings
from grader.errors import ContainmentMissing
from grader.toolchain.containment.bubblewrap import find_bubblewrap
from grader.toolchain.containment.landlock import find_landlock
from grader.toolchain.containment.levels import Level
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.start_up import Finding, Health, check_containment, start_up_report
from tests.toolchain.go_toolchain import SETTINGS, export_data, pinned_go
from tests.toolchain.test_toolchain_versions import install


def parts(settings: Settings) -> dict[str, Finding]:
    return {finding.part: finding for finding in start_up_report(settings)}


def test_a_working_compiler_is_well_and_was_tried() -> None:
    export_data()
    found = parts(SETTINGS)
    assert found["compiler"].health is Health.WELL
    assert str(pinned_go().compile) in found["compiler"].says
    assert "go1.27.3" in found["compiler"].says
    assert "self-test" in found["compiler"].says
    assert found["export data"].health is Health.WELL


def test_the_containment_is_told_honestly() -> None:
    found = parts(SETTINGS.model_copy(update={"sandbox": Sandbox.LIMITS}))
    assert found["sandbox"].health is Health.WARNING
    assert "limits only (5 s, 1.5 GiB of address space, 16 MiB per file, 1 MiB of output)" in found["sandbox"].says
    assert "could read files or use the network" in found["sandbox"].says
    assert ("account" in found) == (os.geteuid() == 0)


@pytest.mark.parametrize("level", [level for level in (find_bubblewrap(), find_landlock()) if level], ids=str)
def test_a_level_that_holds_is_told_with_what_it_bars(level: Level) -> None:
    found = parts(SETTINGS.model_copy(update={"sandbox": level.sandbox}))
    says = f"{level} (files: private folder only; TCP: none; UDP: none), limits: 5 s, 1.5 GiB of address space"
    assert found["sandbox"].health is Health.WELL
    assert says in found["sandbox"].says
    assert found["compiler"].health is Health.WELL
    if os.geteuid() == 0:
        assert "the compiler runs as nobody" in found["account"].says


def test_a_demanded_level_that_does_not_hold_is_not_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("grader.toolchain.containment.choice._known", {})  # what was found on another PATH
    settings = SETTINGS.model_copy(update={"sandbox": Sandbox.BUBBLEWRAP, "data_folder": tmp_path})
    assert parts(settings)["sandbox"].health is Health.NOT_WELL
    with pytest.raises(ContainmentMissing, match="no `bwrap` on the PATH"):
        check_containment(settings)


def test_root_is_told_which_folder_keeps_the_compiler_from_running_as_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    tmp_path.chmod(0o700)
    found = parts(SETTINGS)
    assert found["compiler"].health is Health.WELL
    if os.geteuid() == 0:
        assert "so does the compiler: nobody may not enter" in found["account"].says


def test_missing_export_data_is_told_with_the_command_that_builds_it(tmp_path: Path) -> None:
    finding = parts(Settings(data_folder=tmp_path))["export data"]
    assert finding.health is Health.NOT_WELL
    assert "34 standard packages are not built" in finding.says
    assert "doctor --prepare" in finding.next_step


def further(settings: Settings) -> list[Finding]:
    return [finding for finding in start_up_report(settings) if finding.part == "further version"]


def test_further_versions_are_told_with_what_each_of_them_lacks(wheels: Path, settings: Settings) -> None:
    ready, _, damaged = (install(settings, version) for version in ("1.22.9", "1.22.10", "1.24.2"))
    prepare_export_data(ready, IMPORTABLE, settings.data_folder)
    damaged.compile.write_text("other")
    found = further(settings)
    assert [finding.health for finding in found] == [Health.WELL, Health.WARNING, Health.NOT_WELL]
    assert str(found[0]) == "further version: go1.22.9, sound, all importable packages are ready"
    assert "go1.22.10, sound, but 1 standard packages are not built" in str(found[1])
    assert "doctor --prepare" in found[1].next_step
    assert "toolchains remove 1.22.10" in found[1].next_step
    assert "toolchains install 1.24.2` to put it there again" in str(found[2])
    chosen = settings.model_copy(update={"go_root": ready.root})
    assert len(further(chosen)) == 2  # the one in force is none of the further ones
    assert further(settings.model_copy(update={"go_root": settings.data_folder})) == found


def test_a_data_folder_without_locks_is_told(tmp_path: Path) -> None:
    (tmp_path / "turns").write_text("a file")
    assert parts(Settings(data_folder=tmp_path))["turns"].health is Health.WARNING
    assert "turns" not in parts(SETTINGS)


def test_a_missing_compiler_is_a_finding_and_not_an_accident(tmp_path: Path) -> None:
    finding = parts(Settings(data_folder=tmp_path, go_root=tmp_path))["compiler"]
    assert finding.health is Health.NOT_WELL
    assert "make setup" in str(finding)


def test_a_compiler_that_is_broken_fails_its_self_test(tmp_path: Path) -> None:
    tools = tmp_path / "go" / "pkg"
    tools.mkdir(parents=True)
    (tools / "compile").write_text("#!/bin/sh\nexit 0\n")
    (tools / "compile").chmod(0o755)
    (tmp_path / "go" / "bin").mkdir()
    (tmp_path / "go" / "bin" / "go").write_text(f"#!/bin/sh\necho {tools}\n")
    (tmp_path / "go" / "bin" / "go").chmod(0o755)
    (tmp_path / "go" / "VERSION").write_text("go1.26.1\n")
    finding = parts(Settings(data_folder=tmp_path, go_root=tmp_path / "go"))["compiler"]
    assert finding.health is Health.NOT_WELL
    assert "self-test failed" in finding.says
