"""What stands around a verdict: raw text, versions, files, examples, drafts of exercises, ways into the playground."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from grader.catalog.loader import read_exercise
from grader.operations.programs import id_of
from tests.further_go import FURTHER, further_go
from tests.visiting import Visitor
from tests.web.playground_reading import CHOSEN, COUNTER, ask, ask_in_place, shown_on, source_in

PROGRAM = f"/playground/{id_of(COUNTER.encode())}"
LINE = "program.go:4:2: moved to heap: n"


@pytest.fixture
def asker(visitor: Visitor) -> Visitor:
    """A visitor whose program is kept."""
    ask(visitor)
    return visitor


def test_the_raw_text_is_plain_text_for_a_browser_and_marked_text_in_the_page(asker: Visitor) -> None:
    plain = asker.get(f"{PROGRAM}/output?at={CHOSEN}").response
    assert plain.content_type == "text/plain; charset=utf-8"
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    assert plain.headers["Content-Security-Policy"].startswith("sandbox")
    assert LINE in plain.get_data(as_text=True).splitlines()
    part = asker.get(f"{PROGRAM}/output?at={CHOSEN}", HX_Request="true")
    assert part.response.mimetype == "text/html"
    assert f"<b>{LINE}</b>" in part.page.html


def test_the_raw_text_of_a_program_that_does_not_compile_says_so(visitor: Visitor) -> None:
    source = "package p\n\nvar x string = 1\n"
    ask(visitor, source)
    for headers in ({}, {"HX_Request": "true"}):
        answer = visitor.get(f"/playground/{id_of(source.encode())}/output", **headers)
        assert answer.status == (200 if headers else 422)
        assert "The compiler does not accept this program" in answer.response.get_data(as_text=True)


def test_a_program_is_downloaded_byte_for_byte_as_a_file(visitor: Visitor) -> None:
    source = COUNTER + "\t// </script>\x00é"
    ask(visitor, source)
    with visitor.client.get(f"/playground/{id_of(source.encode())}/program.go") as response:
        assert response.data == source.encode()
        assert response.headers["Content-Disposition"] == "attachment; filename=program.go"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("sandbox")
        assert response.content_type == "text/plain; charset=utf-8"


def test_versions_side_by_side_mark_what_changed(visitor: Visitor) -> None:
    further_go()
    source = "package p\n\nfunc F() int {\n\tn := 8\n\treturn len(make([]int, n))\n}\n"
    ask(visitor, source)
    address = f"/playground/{id_of(source.encode())}/versions"
    assert visitor.get(address[: -len("/versions")]).page.html.count(f'hx-get="{address}"') == 1
    for answer in (visitor.get(address), visitor.get(address, HX_Request="true")):
        head = answer.page.html.partition('id="versions"')[2]
        (changed,) = [
            cells for cells in answer.page.rows if cells[1:2] == ["make([]int, n)"] and cells[-1].endswith("changed")
        ]
        assert f"Go {FURTHER}</th>" in head
        assert (changed[2], changed[-1]) == ("Heap", "Stack changed")
    assert "1 is in the same place in all of them" in answer.text


def test_a_version_that_does_not_accept_the_program_says_why(visitor: Visitor) -> None:
    further_go()
    source = "package p\n\ntype A[T any] = []T\n\nvar x A[int]\n"
    ask(visitor, source)
    answer = visitor.get(f"/playground/{id_of(source.encode())}/versions", HX_Request="true")
    assert f"Go {FURTHER} does not accept the program: program.go:3:" in answer.text


def test_another_version_is_asked_and_named_in_the_command(asker: Visitor) -> None:
    further_go()
    answer = asker.get(f"{PROGRAM}?go={FURTHER}")
    assert f"Go {FURTHER}, linux/amd64" in answer.text
    assert f"GOTOOLCHAIN=go{FURTHER} go build -gcflags=-m=2 program.go" in answer.text
    assert answer.page.fields["go"] == FURTHER
    assert all(f"go={FURTHER}" in mark["address"] for mark in shown_on(answer).marks)


def test_every_example_of_the_menu_leads_to_its_program(visitor: Visitor) -> None:
    menu = [address for address in visitor.get("/playground").page.links.values() if "example=" in address]
    assert len(menu) >= 9
    for address in menu:
        found = visitor.get(address)
        assert found.status == 302
        assert visitor.get(found.location).status == 200
    assert visitor.get("/playground?example=99/x.go").status == 404


def test_a_lessons_program_opens_in_the_playground_with_its_variable_chosen(visitor: Visitor) -> None:
    opened = visitor.get(visitor.get("/lessons/1").page.links["Open in the playground"])
    shown = shown_on(visitor.get(opened.location))
    assert [mark["is_selected"] for mark in shown.marks].count(True) == 1


def test_the_result_of_an_exercise_opens_in_the_playground_and_the_question_does_not(visitor: Visitor) -> None:
    address = "/exercises/folder-depth"
    assert "/playground" not in visitor.get(address).page.actions
    visitor.answer("folder-depth")
    result = visitor.get(address).page
    assert "/playground" in result.actions
    sent = visitor.post("/playground", {name: result.fields[name] for name in ("source", "at", "lang", "inlining")})
    opened = visitor.follow(sent)
    assert source_in(opened).encode() == Path("exercises/folder-depth/folder.go").read_bytes()
    assert [mark["is_selected"] for mark in shown_on(opened).marks].count(True) == 1


def test_the_result_says_why_a_program_cannot_be_opened_in_the_playground(visitor: Visitor) -> None:
    visitor.answer("log-folder")
    result = visitor.get("/exercises/log-folder").page
    assert "/playground" not in result.actions
    assert "It imports runtime , which the playground does not have" in result.text


def test_every_program_of_every_lesson_opens_in_the_playground_and_is_judged_there(visitor: Visitor) -> None:
    for number in range(1, 13):
        lesson = visitor.get(f"/lessons/{number}").response.get_data(as_text=True)
        addresses = re.findall(r'href="(/playground\?example=[^"]+)"', lesson)
        assert len(addresses) == lesson.count("<figure") > 0
        for address in addresses:
            opened = visitor.get(visitor.get(html.unescape(address)).location)
            assert opened.status == 200
            assert [mark["is_selected"] for mark in shown_on(opened).marks].count(True) == 1, address


@pytest.mark.parametrize("at", [CHOSEN, "5:9"])
def test_an_instructor_takes_an_exercise_home(ada: Visitor, at: str, tmp_path: Path) -> None:
    ask(ada)
    page = ada.get(f"{PROGRAM}?at={at}").page
    draft = ada.get(page.links["Turn it into an exercise"])
    assert "expect: heap" in draft.text
    zipped = ada.get(next(address for label, address in draft.page.links.items() if label.startswith("Download")))
    assert zipped.response.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(zipped.response.data)) as folder:
        folder.extractall(tmp_path)
        slug = folder.namelist()[0].partition("/")[0]
    exercise, problems = read_exercise(tmp_path / slug)
    assert exercise is None
    assert problems
    assert all("The text is empty" in problem.what or "empty" in problem.what for problem in problems), problems
    assert (tmp_path / slug / f"{slug.replace('-', '_')}.go").read_bytes() == COUNTER.encode()


def test_only_instructors_are_offered_to_make_an_exercise(bo: Visitor, visitor: Visitor) -> None:
    ask(bo)
    for who in (bo, visitor):
        assert "Turn it into an exercise" not in who.get(f"{PROGRAM}?at={CHOSEN}").text


def test_head_is_answered_without_a_body(asker: Visitor) -> None:
    for part in ("", "/reasons", "/picture", "/code", "/versions", "/output", "/program.go"):
        with asker.client.head(f"{PROGRAM}{part}?at={CHOSEN}") as head:
            assert (head.status_code, head.data) == (200, b"")


def test_the_navigation_leads_here_in_both_languages(visitor: Visitor) -> None:
    assert visitor.get("/").page.links["Playground"] == "/playground"
    chinese = visitor.get("/playground", Accept_Language="zh-CN")
    assert "问编译器" in chinese.page.headings
    assert re.search(r'"word": "(?!\\u)[A-Za-z]', chinese.page.html) is None


def test_fragments_carry_no_copy_for_those_without_script(app: Flask, visitor: Visitor) -> None:
    assert "<noscript>" in visitor.get("/playground").page.html
    assert "<noscript>" not in ask_in_place(visitor).page.html
