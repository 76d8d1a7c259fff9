from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.errors import CompileFailed, ToolchainError
from grader.escape.values import SourceFile
from grader.toolchain.compiler import Trust
from grader.toolchain.export_data import find_missing_packages, has_package, prepare_export_data
from grader.toolchain.packages import IMPORTABLE, find_imports
from tests.toolchain.go_toolchain import SETTINGS, compiler, export_data, pinned_go, program

SMALL = ("errors", "unicode/utf8")


def test_it_is_built_once_with_progress_and_found_again(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    assert find_missing_packages(pinned_go(), SMALL, tmp_path) == SMALL
    built = prepare_export_data(pinned_go(), SMALL, tmp_path, lambda *step: seen.append(step))
    assert built.packages == SMALL
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    assert seen[-1][0] == seen[-1][1] > 10
    assert {"errors", "runtime"} <= {name for _, _, name in seen}
    seen.clear()
    assert prepare_export_data(pinned_go(), SMALL, tmp_path, lambda *step: seen.append(step)) == built
    assert seen == []
    assert find_missing_packages(pinned_go(), SMALL, tmp_path) == ()


def test_two_processes_at_once_agree_and_leave_no_half_file(tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from tests.toolchain.go_toolchain import pinned_go
from grader.toolchain.export_data import prepare_export_data
print(prepare_export_data(pinned_go(), {SMALL!r}, Path({str(tmp_path)!r})).importcfg)
"""
    both = [subprocess.Popen([sys.executable, "-c", script], cwd=PROJECT, stdout=subprocess.PIPE) for _ in range(2)]
    printed = {process.communicate()[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(printed) == 1
    assert list(tmp_path.rglob(".half-*")) == []


def test_every_listed_package_can_be_imported_and_no_other() -> None:
    exports = export_data()
    assert exports.packages == tuple(sorted(IMPORTABLE))
    imports = "".join(f'import _ "{package}"\n' for package in exports.packages)
    assert compiler()(program(imports)).text == ""
    for package in ("os", "net/http", "runtime", "internal/abi", "embed", "example.com/x"):
        with pytest.raises(
            CompileFailed, match=r"s\.go:2:10: could not import .*: it is not among the standard packages"
        ):
            compiler()(program(f'import _ "{package}"\n'))


def test_what_a_trusted_file_imports_is_built_on_demand() -> None:
    files = program('import ("os"; f "fmt"; . "net/url"; _ "embed"; "unsafe")\nimport "C"\n// import "net"\n')
    assert find_imports(files) == ("embed", "fmt", "net/url", "os")
    wanted = program('import "os"\nfunc F() *os.File { return os.Stdin }\n')
    exports = prepare_export_data(pinned_go(), (*IMPORTABLE, *find_imports(wanted)), SETTINGS.data_folder)
    assert replace(compiler(Trust.TRUSTED), exports=exports)(wanted).text


def test_a_package_without_code_for_this_system_is_left_out(tmp_path: Path) -> None:
    without = ("internal/syscall/windows", "unsafe")
    assert prepare_export_data(pinned_go(), (*without, "errors"), tmp_path).packages == ("errors",)
    seen: list[object] = []
    assert prepare_export_data(pinned_go(), without, tmp_path, lambda *step: seen.append(step)).packages == ()
    assert seen == []


def test_a_vendored_package_goes_by_the_name_that_the_library_imports_it_by() -> None:
    exports = prepare_export_data(pinned_go(), ["vendor/golang.org/x/text/transform"], SETTINGS.data_folder)
    files = program('import "golang.org/x/text/transform"\nvar T transform.Transformer = transform.Nop\n')
    assert replace(compiler(Trust.TRUSTED), exports=exports)(files).text
    (folder,) = exports.folders
    assert folder.is_dir()


@pytest.mark.parametrize("path", ["/etc", "../../etc", "a b", "", "fmt; x", "example.com/x"])
def test_a_strange_import_path_never_reaches_the_go_command(path: str) -> None:
    assert not has_package(pinned_go(), path)
    file = SourceFile("s.go", f'package p\nimport "{path}"\n'.encode())
    assert prepare_export_data(pinned_go(), find_imports((file,)), SETTINGS.data_folder).packages == ()


def test_a_go_command_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    broken = replace(pinned_go(), root=tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "go").write_text("#!/bin/sh\necho 'no space left' >&2\nexit 1\n")
    (tmp_path / "bin" / "go").chmod(0o755)
    (tmp_path / "src" / "errors").mkdir(parents=True)
    (tmp_path / "src" / "errors" / "errors.go").touch()
    with pytest.raises(ToolchainError, match="no space left"):
        prepare_export_data(broken, ("errors",), tmp_path)
    assert not (tmp_path / "toolchains" / broken.version / "archives").exists()
