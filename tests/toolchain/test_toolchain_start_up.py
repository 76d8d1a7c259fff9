from __future__ import annotations

import os
from pathlib import Path

from grader.config import Settings
from grader.toolchain.start_up import Finding, Health, start_up_report
from tests.toolchain.go_toolchain import SETTINGS, export_data, pinned_go


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
    found = parts(SETTINGS)
    assert found["sandbox"].health is Health.WARNING
    assert "limits only (5 s, 1.5 GiB of address space, 16 MiB per file, 1 MiB of output)" in found["sandbox"].says
    assert "could read this account's files" in found["sandbox"].says
    assert ("account" in found) == (os.geteuid() == 0)


def test_missing_export_data_is_told_with_the_command_that_builds_it(tmp_path: Path) -> None:
    finding = parts(Settings(data_folder=tmp_path))["export data"]
    assert finding.health is Health.NOT_WELL
    assert "34 standard packages are not built" in finding.says
    assert "doctor --prepare" in finding.next_step


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
