"""Which versions the playground can offer at this moment."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from grader.config import Settings
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import Installed
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.seal import find_damage
from grader.toolchain.usable import find_usable_toolchains
from grader.toolchain.versions import remove_toolchain
from tests.further_go import FURTHER, further_go
from tests.toolchain.go_toolchain import SETTINGS, export_data, pinned_go, program
from tests.toolchain.test_toolchain_versions import install


def install_ready(settings: Settings, version: str) -> Installed:
    installed = install(settings, version)
    prepare_export_data(installed, IMPORTABLE, settings.data_folder)
    return installed


def versions(settings: Settings) -> list[str]:
    return [each.installed.version for each in find_usable_toolchains(settings)]


def wait(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: now() + seconds)


def test_usable_versions_come_newest_first_with_the_one_in_force_marked(wheels: Path, settings: Settings) -> None:
    install_ready(settings, "1.22.9")
    install_ready(settings, "1.22.10")
    chosen = settings.model_copy(update={"go_root": install_ready(settings, "1.24.2").root})
    found = find_usable_toolchains(chosen)
    assert [(each.installed.version, each.is_in_force) for each in found] == [
        ("go1.24.2", True),
        ("go1.22.10", False),
        ("go1.22.9", False),
    ]
    assert {each.exports.packages for each in found} == {("fmt",)}


def test_a_real_one_can_be_asked_at_once() -> None:
    export_data()
    prepare_export_data(further_go(), IMPORTABLE, SETTINGS.data_folder)
    found = {each.installed.version: each for each in find_usable_toolchains(SETTINGS)}
    assert [each for each in found if found[each].is_in_force] == [pinned_go().version]
    further = found[f"go{FURTHER}"]
    judge = make_compile(further.installed, trust=Trust.UNTRUSTED, exports=further.exports)
    assert judge(program('import "fmt"\nfunc F() { fmt.Println(1) }')).toolchain.version == f"go{FURTHER}"


@pytest.mark.parametrize("harm", ["compiler", "export data"])
def test_what_is_damaged_or_not_ready_is_left_out(wheels: Path, settings: Settings, harm: str) -> None:
    installed = install_ready(settings, "1.24.2")
    archive = settings.data_folder / "toolchains" / "go1.24.2" / "archives" / "fmt.a"
    (installed.compile if harm == "compiler" else archive).unlink()
    assert "go1.24.2" not in versions(settings)


def test_without_any_there_is_none(tmp_path: Path) -> None:
    assert find_usable_toolchains(Settings(data_folder=tmp_path, go_root=tmp_path)) == ()


def test_what_is_installed_or_removed_meanwhile_is_seen_within_seconds(
    wheels: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert versions(settings) == []
    install_ready(settings, "1.24.2")
    wait(monkeypatch, 4)
    assert versions(settings) == ["go1.24.2"]
    remove_toolchain(settings, "1.24.2")
    wait(monkeypatch, 4)
    assert versions(settings) == []


def test_to_ask_again_costs_next_to_nothing(wheels: Path, settings: Settings) -> None:
    find_usable_toolchains(settings)
    started = time.perf_counter()
    for _ in range(100):
        find_usable_toolchains(settings)
    assert time.perf_counter() - started < 0.1


def test_a_changed_file_is_read_again_though_its_size_is_the_same(wheels: Path, settings: Settings) -> None:
    installed = install(settings, "1.24.2")
    assert find_damage(installed.root.parent) == ""
    text = installed.compile.read_text()
    installed.compile.write_text(text.upper())
    assert find_damage(installed.root.parent) == "go/pkg/tool/linux_amd64/compile"
    installed.compile.write_text(text)
    assert find_damage(installed.root.parent) == ""
