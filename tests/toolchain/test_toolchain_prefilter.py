from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import CompileFailed, ProgramRefused
from grader.escape.values import SourceFile
from grader.toolchain.prefilter import check_source
from grader.toolchain.tokens import find_import_paths, find_tokens
from tests.toolchain.go_toolchain import compiler

HEAD = "package p\n"


def refusals(text: str | bytes) -> list[str]:
    source = text if isinstance(text, bytes) else (HEAD + text).encode()
    try:
        check_source(SourceFile("s.go", source))
    except ProgramRefused as error:
        return [str(message) for message in error.messages]
    return []


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('import "unsafe"', "2:8", "unsafe can not be imported"),
        ("import `unsafe`", "2:8", "unsafe can not be imported"),
        ('import (\n\t"fmt"\n\tu "unsafe"\n)', "4:4", "unsafe can not be imported"),
        ('import(/* " */"unsafe")', "2:15", "unsafe can not be imported"),
        ('import "\\x75nsafe"', "2:8", "backslash"),
        ('import "C"', "2:8", "cgo"),
        ('import ("fmt"; "C")', "2:16", "cgo"),
        ("//go:build go1.21\n", "2:1", "//go:build is not accepted"),
        ("func F() {\n//go:nosplit\n}", "3:1", "//go:nosplit is not accepted"),
        ("//go:noinlineX\n", "2:1", "is not accepted"),
        ("//go:", "2:1", "is not accepted"),
        ("//line x.go:1\n", "2:1", "line directives"),
        ("var x = /*line x.go:1:2*/ 1", "2:9", "line directives"),
        ("var 会 = 1 /*line x.go:1*/", "2:13", "line directives"),
        ("var a\rb int", "2:6", "U+000D"),
        ("var s = `\x00`", "2:10", "U+0000"),
        ("// \x1b[31m", "2:4", "U+001B"),
        ("/* \u202e */", "2:4", "U+202E"),
        ("var a\u200b int", "2:6", "U+200B"),
        ("var x " + "*" * 30 + "int", "2:31", "24 operators"),
        ("var x " + "* " * 30 + "int", "2:55", "24 operators"),
        ("var x " + "[]" * 30 + "int", "2:31", "24 operators"),
        ("var x = " + "(" * 41 + "1" + ")" * 41, "2:49", "nested more than 40"),
        ("func F() {" * 41, "2:", "nested more than 40"),
        ("var " + "x" * 201 + " int", "2:5", "more than 200 characters"),
    ],
)
def test_it_refuses_with_the_place_and_a_kind_word(text: str, place: str, words: str) -> None:
    [message] = refusals(text)
    assert message.startswith(f"s.go:{place}")
    assert words in message


def test_text_that_is_not_utf8_is_refused_at_its_first_bad_byte() -> None:
    assert refusals("package p\n// é ".encode() + b"\xff\xfe") == [
        "s.go:2:7: this is not UTF-8 text. Save the file as UTF-8."
    ]


@pytest.mark.parametrize(
    "text",
    [
        'import "fmt"\nfunc F() { fmt.Println("unsafe", `import "C"`, \'"\', "//go:build x") }',
        '// import "unsafe" is not used\n/* import "C"\n//line x.go:1 */\n',
        "//linear search\n// line 5\n//go :x\n// go:build x\n",
        "//go:noinline\nfunc F() {}\n",
        "//go:noinline  \nfunc F() {}\r\n//end\r\n",
        "var x = [][][]int{{{1}}}\nvar c chan<- <-chan *[]*int",
        "var é, 会话 = `a\nb`, '\\''\n",
        "\tvar a = 1 +\n\t-2 *\n\t3\n",
        'var s = "\\u202e"',
        "",
    ],
)
def test_it_accepts_what_is_not_dangerous(text: str) -> None:
    assert refusals(text) == []


def test_the_program_s_own_characters_are_never_told_raw() -> None:
    for text in ("//go:\x1b[31m", "//go:\u202ex", "//go:<b>\x00", "//go:" + "x" * 500):
        assert all(message.isprintable() and len(message) < 200 for message in refusals(text))


def test_it_tells_every_finding_in_order() -> None:
    found = refusals('import "C"\n//go:nosplit\nvar a\x01 int\n')
    assert [message.partition(": ")[0] for message in found] == ["s.go:2:8", "s.go:3:1", "s.go:4:6"]


def test_a_file_full_of_findings_is_told_in_few() -> None:
    assert len(refusals("\x01" * 1000)) == 20


@pytest.mark.parametrize("prefix", ["", "import f ", "import . ", "import _ "])
def test_no_spelling_of_unsafe_that_compiles_is_let_through(prefix: str) -> None:
    spellings = ['"unsafe"', "`unsafe`", '"\\u0075nsafe"', '"\\165nsafe"', "`un\\x73afe`", '"unsafe" ', "(`unsafe`)"]
    for spelling in spellings:
        text = f"package p\n{prefix or 'import '}{spelling}\n"
        with pytest.raises((ProgramRefused, CompileFailed)):
            compiler()((SourceFile("s.go", text.encode()),))


@given(st.text(st.sampled_from('"`\'\\/*\n\r ab(){}import"é'), max_size=60))
def test_tokens_cover_all_but_white_space_in_order(text: str) -> None:
    tokens = list(find_tokens(text))
    end = 0
    for token in tokens:
        assert text[token.start : token.start + len(token.text)] == token.text
        assert text[end : token.start].strip() == ""
        end = token.start + len(token.text)
    assert text[end:].strip() == ""


@given(st.text(max_size=40))
def test_any_text_is_accepted_or_refused_never_an_accident(text: str) -> None:
    refusals(text)
    refusals(text.encode("utf-16"))


def test_import_paths_are_found_in_every_form() -> None:
    text = 'package p\nimport "a"\nimport (\n b "b"; _ "c"\n . `d`\n)\nvar x = "e"\nimport "f" ; var y = "g"\n'
    assert [token.text.strip('"`') for token in find_import_paths(text)] == ["a", "b", "c", "d", "f"]
