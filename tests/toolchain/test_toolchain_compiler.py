from __future__ import annotations

import re
import stat
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import CompileFailed, ConfigurationError, LimitExceeded, ProgramRefused
from grader.escape.values import SourceFile, Toolchain
from grader.toolchain.compiler import Trust
from grader.toolchain.environment import clean_environment
from grader.toolchain.judgement import Judgement
from grader.toolchain.limits import UNTRUSTED_LIMITS
from grader.toolchain.workspace import Workspace, check_file_names, clean_file_name, open_workspace
from tests.toolchain.go_toolchain import compiler, pinned_go, program

ESCAPES = "func F() *int {\n\tx := 1\n\treturn &x\n}\n"


@pytest.mark.parametrize("trust", Trust)
def test_one_run_gives_text_log_and_storage(trust: Trust) -> None:
    output = compiler(trust)(program(ESCAPES))
    lines = output.text.splitlines()
    assert "s.go:3:2: moved to heap: x" in lines
    assert any(re.search(r"NAME-p\.x esc\(h\) .* # s\.go:3:2$", line) for line in lines)
    assert '"code":"escape"' in output.log["s.go"]
    assert output.has_storage
    assert output.toolchain == Toolchain(version="go1.27.3", lang="go1.27")


def test_no_path_of_this_machine_is_in_what_the_compiler_says() -> None:
    output = compiler()(program('import "fmt"\nfunc F(n int) { fmt.Println(n) }\n'))
    said = output.text + output.log["s.go"]
    assert tempfile.gettempdir() not in said
    assert str(pinned_go().root) not in said
    assert "$GOROOT/src/fmt/print.go" in said


def test_the_language_version_and_flags_count_and_are_pinned() -> None:
    loop = "func F() int { var p *int; for i := 0; i < 3; i++ { p = &i }; return *p }\n"
    body = loop + "func H() int { return *K() }\n" + ESCAPES.replace("F", "K")
    new, old = compiler()(program(body)), compiler(lang="1.21")(program(body))
    assert (new.toolchain.lang, old.toolchain.lang) == ("go1.27", "go1.21")
    assert "moved to heap: i\n" in new.text
    assert "moved to heap: i\n" not in old.text
    flat = compiler(flags=("-l",))(program(body), flags=("-N", "-l"))
    assert flat.toolchain.flags == ("-l", "-N")
    assert "inlining call to K" in new.text
    assert "inlining call to K" not in flat.text


@pytest.mark.parametrize("lang", ["1.28", "2.0", "1.x", "go", "1.21; rm -rf /", "-1"])
def test_a_language_version_that_is_none_is_refused(lang: str) -> None:
    with pytest.raises(ConfigurationError, match=r"Use 1\.N with N up to 27"):
        compiler(lang=lang)


@pytest.mark.parametrize("flag", ["-o", "-cpuprofile=/tmp/x", "@file", "-json=0,/tmp", "s.go", ""])
def test_a_flag_that_is_not_known_is_refused(flag: str) -> None:
    with pytest.raises(ConfigurationError, match="is not accepted"):
        compiler(flags=(flag,))
    with pytest.raises(ConfigurationError, match="is not accepted"):
        compiler()(program(ESCAPES), flags=(flag,))


def test_the_compilers_complaints_come_with_their_places() -> None:
    with pytest.raises(CompileFailed) as caught:
        compiler()(program("func F() int { return x }\nfunc F() {}\n", "answer.go"))
    assert [str(message) for message in caught.value.messages] == [
        "answer.go:2:23: undefined: x",
        "answer.go:3:6: F redeclared in this block answer.go:2:6: other declaration of F",
    ]


def test_rows_printed_before_a_late_error_are_neither_verdicts_nor_complaints() -> None:
    body = ESCAPES + "func H(a [1 << 31]byte) { K(a) }\nfunc K([1 << 31]byte)\n"
    with pytest.raises(CompileFailed) as caught:
        compiler(Trust.TRUSTED)(program(body))
    assert all("heap" not in message.text and "inline" not in message.text for message in caught.value.messages)


def test_a_body_less_function_is_an_error_for_students_and_normal_go_elsewhere() -> None:
    with pytest.raises(CompileFailed, match="missing function body"):
        compiler()(program("func F(p *int)\n"))
    assert compiler(Trust.TRUSTED)(program("func F(p *int)\n")).has_storage


def test_a_trusted_program_may_use_all_of_go_and_several_files() -> None:
    files = (
        *program(
            'import "unsafe"\n//go:nosplit\nfunc F(p *int) uintptr { return uintptr(unsafe.Pointer(p)) + G() }\n',
            "a.go",
        ),
        *program("func G() uintptr { return 1 }\n", "b.go"),
    )
    output = compiler(Trust.TRUSTED)(files)
    assert "b.go:2:6: can inline G" in output.text
    assert set(output.log) == {"a.go", "b.go"}


def test_a_line_directive_of_a_trusted_program_does_not_move_the_complaint() -> None:
    with pytest.raises(CompileFailed, match=r"^s\.go:3:9: undefined: x$"):
        compiler(Trust.TRUSTED)(program("//line other.go:7\nvar y = x\n"))


@pytest.mark.parametrize(
    "name",
    ["-o.go", "../x.go", "a/b.go", "x.s", "x.go\n", "@flags.go", ".go", "a;b.go", "\x1b[31m.go", "x" * 300 + ".go", ""],
)
def test_a_file_name_that_is_a_path_or_flag_is_refused_and_can_be_cleaned(name: str) -> None:
    with pytest.raises(ProgramRefused, match="file names must") as caught:
        compiler(Trust.TRUSTED)(program(ESCAPES, name))
    assert str(caught.value).isprintable()
    check_file_names((SourceFile(clean_file_name(name), b""),))


def test_good_file_names_stay_as_they_are() -> None:
    for name in ("answer.go", "zz_test.go", "x_windows.go", "会话.go", "a-b.c.go"):
        assert clean_file_name(name) == name
        assert name in compiler(Trust.TRUSTED)(program(ESCAPES, name)).text


def test_two_files_of_one_name_and_no_file_at_all_are_refused() -> None:
    with pytest.raises(ProgramRefused, match="must differ"):
        compiler(Trust.TRUSTED)(program(ESCAPES) + program(ESCAPES))
    with pytest.raises(ProgramRefused, match="no Go file"):
        compiler()(())


def test_the_storage_dump_is_given_up_before_the_verdict_is() -> None:
    body = "".join(f"func F{i}() {{ var a, b, c int; d := a + b; c = d; _ = c }}\n" for i in range(240))
    small = replace(compiler(), limits=replace(UNTRUSTED_LIMITS, output_bytes=200_000))
    output = small(program(body))
    assert not output.has_storage
    assert "NAME-p" not in output.text
    assert "can inline F239" in output.text
    with pytest.raises(LimitExceeded, match="printed more than"):
        replace(small, limits=replace(UNTRUSTED_LIMITS, output_bytes=1000))(program(body))


def test_many_threads_get_each_its_own_verdict() -> None:
    barrier = threading.Barrier(8)

    def judge(number: int) -> bool:
        barrier.wait()
        output = compiler()(program(f"func F() *int {{\n\tx{number} := 1\n\treturn &x{number}\n}}\n"))
        return re.findall(r"moved to heap: (\w+)", output.text) == [f"x{number}"]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(judge, range(8)))


def test_the_object_file_is_always_in_the_private_folder(tmp_path: Path) -> None:
    judgement = Judgement(
        compiler=pinned_go().compile,
        toolchain=Toolchain(version="go1.27.3", lang="go1.27"),
        names=("s.go",),
        workspace=Workspace(tmp_path),
        limits=UNTRUSTED_LIMITS,
        is_complete=True,
    )
    command = judgement._command(["-m=2"])
    assert command[command.index("-o") + 1] == str(tmp_path / "p.o")
    assert command[-1] == "s.go"


def test_only_we_may_enter_the_private_folder_and_it_goes_away() -> None:
    with open_workspace(program(ESCAPES), "") as workspace:
        assert stat.S_IMODE(workspace.folder.stat().st_mode) == 0o700
        assert [path.name for path in workspace.source.iterdir()] == ["s.go"]
        assert stat.S_IMODE((workspace.source / "s.go").stat().st_mode) == 0o600
    assert not workspace.folder.exists()


def test_the_environment_inherits_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOFLAGS", "-toolexec=/bin/false")
    monkeypatch.setenv("GODEBUG", "gotypesalias=0")
    monkeypatch.setenv("GOARCH", "386")
    environment = clean_environment(tmp_path)
    assert (environment["GOFLAGS"], environment["GODEBUG"], environment["GOARCH"]) == ("", "", "amd64")
    assert "HOME" not in environment
    assert '"goarch":"amd64"' in compiler()(program(ESCAPES)).log["s.go"]
