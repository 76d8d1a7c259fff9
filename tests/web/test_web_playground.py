from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from grader.models.program import Program
from grader.models.user import User
from grader.operations.database import Database
from grader.operations.programs import id_of
from grader.toolchain.turns import take_turn
from grader.web.askers import PROGRAMS
from grader.web.playground.examples import starter
from grader.web.site import current_site
from tests.visiting import Visitor
from tests.web.playground_reading import CHOSEN, COUNTER, ask, ask_in_place, shown_on, source_in


def kept_programs(database: Database) -> dict[bytes, bool]:
    with database.reading() as session:
        return {program.source: program.is_shared for program in session.scalars(select(Program))}


def test_an_empty_playground_begins_with_a_program_and_its_verdict(visitor: Visitor) -> None:
    answer = visitor.get("/playground")
    assert answer.status == 200
    shown = shown_on(answer)
    assert shown.program == id_of(starter().text)
    assert {"made": "static", "u": "heap", "squares": "stack", "make": "depends"}.items() <= shown.places.items()
    assert [mark["label"] for mark in shown.marks if mark["is_selected"]] == ["n"]
    assert source_in(answer) == starter().text.decode()


def test_without_script_a_program_is_kept_and_shown_under_its_own_address(
    visitor: Visitor, site_database: Database
) -> None:
    sent = ask(visitor)
    assert sent.location == f"/playground/{id_of(COUNTER.encode())}"
    answer = visitor.follow(sent)
    assert (answer.status, source_in(answer)) == (200, COUNTER)
    assert shown_on(answer).places == {"n": "heap", "func": "heap"}
    assert "2 on the heap." in answer.text
    assert kept_programs(site_database) == {COUNTER.encode(): False}


def test_with_htmx_only_the_verdicts_come_back_and_the_address_follows(visitor: Visitor) -> None:
    answer = ask_in_place(visitor)
    assert answer.page.html.lstrip().startswith('<section id="verdicts"')
    address = f"/playground/{id_of(COUNTER.encode())}"
    assert answer.response.headers["HX-Push-Url"] == address
    again = visitor.get(address, HX_Request="true", HX_Current_URL=f"http://localhost{address}")
    assert "HX-Push-Url" not in again.response.headers
    assert "2 on the heap." in answer.page.html


def test_what_is_chosen_shows_place_reasons_flow_and_picture(visitor: Visitor) -> None:
    ask(visitor)
    answer = visitor.get(f"/playground/{id_of(COUNTER.encode())}?at={CHOSEN}")
    assert "n in Counter, line 4" in answer.page.headings
    assert "program.go:4:2: moved to heap: n" in answer.text
    assert "from return func literal (return) at program.go:5:2" in answer.text
    assert '<svg class="pic' in answer.page.html
    in_place = visitor.get(f"/playground/{id_of(COUNTER.encode())}?at={CHOSEN}", HX_Request="true").page.html
    assert "n: Heap." in in_place
    picture = f"/playground/{id_of(COUNTER.encode())}/picture?at={CHOSEN}"
    assert f'hx-get="{picture}" hx-trigger="load"' in in_place
    assert '<svg class="pic' in visitor.get(picture, HX_Request="true").page.html
    flow = shown_on(answer).flow
    assert flow is not None
    assert (flow["line"], flow["column"], flow["name"], flow["uses"]) == (4, 2, "n", [[6, 3], [7, 10]])
    assert [(hop["line"], hop["column"]) for hop in flow["hops"]] == [(6, 3), (6, 3), (5, 9), (5, 2)]


def test_columns_count_bytes(visitor: Visitor) -> None:
    shown = shown_on(ask_in_place(visitor, "package p\n\nfunc F() (*int, string) { é, s := 1, `é`; return &é, s }\n"))
    assert [(mark["label"], mark["column"]) for mark in shown.marks] == [("é", 27), ("s", 31)]


def test_every_true_reason_is_asked_for_after_the_first_answer(visitor: Visitor) -> None:
    ask(visitor)
    program = f"/playground/{id_of(COUNTER.encode())}"
    first = visitor.get(f"{program}?at={CHOSEN}")
    asked_next = f"{program}/reasons?at={CHOSEN}"
    assert first.page.links["Find every true reason"] == asked_next
    assert f'hx-get="{asked_next}" hx-trigger="load"' in first.page.html
    part = visitor.get(asked_next, HX_Request="true")
    assert part.page.html.lstrip().startswith('<div class="stackv-s" id="reasons">')
    assert "There is no other true reason than these." in part.text
    whole = visitor.get(asked_next)
    assert "There is no other true reason than these." in whole.text
    assert source_in(whole) == COUNTER


def test_the_generated_code_is_the_second_witness(visitor: Visitor) -> None:
    ask(visitor)
    address = f"/playground/{id_of(COUNTER.encode())}/code?at={CHOSEN}"
    for answer in (visitor.get(address), visitor.get(address, HX_Request="true")):
        assert "runtime.newobject in line 4" in answer.text


def test_the_way_of_compiling_changes_the_answer_and_stands_in_every_address(visitor: Visitor) -> None:
    source = "package p\n\nfunc kept() *int {\n\tx := 1\n\treturn &x\n}\n\nfunc Use() int { return *kept() }\n"
    ask(visitor, source)
    for query, copies in (("", 1), ("inlining=off", 0)):
        answer = visitor.get(f"/playground/{id_of(source.encode())}?at=4:2&{query}")
        assert answer.page.html.count("In the copy inlined at line 8") == copies
        assert all(query in mark["address"] for mark in shown_on(answer).marks)


def test_without_inlining_the_command_says_so(visitor: Visitor) -> None:
    answer = visitor.follow(ask(visitor, inlining="off", lang="1.21"))
    assert 'go build -gcflags="-m=2 -lang=go1.21 -l" program.go' in answer.text
    assert answer.page.fields["lang"] == "1.21"
    assert answer.page.fields["inlining"] == "off"


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("go=1.99.1", "Go 1.99.1 is not installed here."),
        ("lang=1.99", "does not speak language version 1.99. Use one from 1.18 to 1.27."),
        ("lang=x", "does not speak language version x."),
        ("inlining=perhaps", "Inlining is on or off."),
    ],
)
def test_a_way_that_there_is_not_is_refused_and_the_program_stays(visitor: Visitor, query: str, says: str) -> None:
    ask(visitor)
    answer = visitor.get(f"/playground/{id_of(COUNTER.encode())}?{query}")
    assert (answer.status, source_in(answer)) == (422, COUNTER)
    assert says in answer.text
    name, _, value = query.partition("=")
    sent = ask(visitor, **{name: value})
    assert (sent.status, source_in(sent)) == (422, COUNTER)


def test_what_is_not_there_cannot_be_chosen(visitor: Visitor) -> None:
    ask(visitor)
    for at in ("999:1", "4:3", "0:0"):
        answer = visitor.get(f"/playground/{id_of(COUNTER.encode())}?at={at}")
        assert answer.status == 200
        assert f"Nothing is declared or allocated at line {at[:-2]}, column {at[-1]}." in answer.text
    assert visitor.get(f"/playground/{id_of(COUNTER.encode())}?at=-1:x").status == 200


@pytest.mark.parametrize("program_id", ["x", "0" * 32, "../etc", "0" * 31, "F" * 32, "%00", "a" * 3000])
@pytest.mark.parametrize("part", ["", "/reasons", "/picture", "/code", "/versions", "/output", "/program.go"])
def test_a_program_that_is_not_kept_is_absent(visitor: Visitor, program_id: str, part: str) -> None:
    assert visitor.get(f"/playground/{program_id}{part}").status == 404


def test_a_link_makes_a_program_stay(visitor: Visitor, site_database: Database) -> None:
    answer = visitor.follow(ask(visitor, share="on"))
    assert f"http://localhost/playground/{id_of(COUNTER.encode())}" in answer.text
    assert kept_programs(site_database) == {COUNTER.encode(): True}
    ask(visitor)
    assert kept_programs(site_database) == {COUNTER.encode(): True}
    assert "The link to this program" in ask_in_place(visitor, share="on").page.headings


def test_other_peoples_programs_are_found_by_their_address_alone(app: Flask, bo: Visitor, visitor: Visitor) -> None:
    bo.follow(ask(bo))
    for page in ("/", "/playground", "/path"):
        assert id_of(COUNTER.encode()) not in visitor.get(page).page.html
    assert source_in(visitor.get(f"/playground/{id_of(COUNTER.encode())}")) == COUNTER


def test_asking_makes_nobody_a_guest(visitor: Visitor, site_database: Database) -> None:
    visitor.get("/playground")
    visitor.follow(ask(visitor))
    with site_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 0


def test_a_double_click_keeps_one_program(app: Flask, visitor: Visitor, site_database: Database) -> None:
    token = visitor.csrf_token()
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(lambda _: visitor.post("/playground", {"source": COUNTER}, token=token, HX_Request="true"), (1, 2))
        )
    assert [answer.status for answer in answers] == [200, 200]
    assert kept_programs(site_database) == {COUNTER.encode(): False}


def test_two_tabs_do_not_disturb_each_other(visitor: Visitor) -> None:
    other = COUNTER.replace("n := 0", "n := 1")
    one, two = ask(visitor), ask(visitor, other)
    assert source_in(visitor.follow(one)) == COUNTER
    assert source_in(visitor.follow(two)) == other


def test_a_lapsed_form_shows_the_program_again_in_one_that_works(visitor: Visitor, site_database: Database) -> None:
    answer = visitor.post("/playground", {"source": COUNTER}, token="stale")
    assert (answer.status, source_in(answer)) == (400, COUNTER)
    assert "This form was too old" in answer.page.headings
    assert kept_programs(site_database) == {}
    part = visitor.post("/playground", {"source": COUNTER}, token="stale", HX_Request="true")
    assert 'id="ask-token"' in part.page.html
    assert visitor.post("/playground", {"source": COUNTER}, token=part.page.csrf_token).status == 303


def test_too_many_questions_lose_nothing(bo: Visitor) -> None:
    token = bo.csrf_token()
    for _ in range(PROGRAMS):
        assert bo.post("/playground", {"source": " "}, token=token).status == 422
    answer = bo.post("/playground", {"source": COUNTER}, token=token)
    assert (answer.status, source_in(answer)) == (429, COUNTER)
    assert "Too many questions at once" in answer.page.headings
    assert 1 <= int(answer.response.headers["Retry-After"]) <= 60


def test_while_the_compiler_is_busy_the_page_asks_again_by_itself_and_not_for_ever(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.operations.asking.TURN_SECONDS", 0.05)
    with app.app_context():
        folder = current_site().settings.data_folder
    with take_turn(folder, "address 127.0.0.1", seconds=1):
        answer = ask_in_place(visitor)
        assert answer.status == 503
        assert answer.response.headers["Retry-After"] == "5"
        address = f"/playground/{id_of(COUNTER.encode())}?tries="
        assert f'hx-get="{address}1" hx-trigger="load delay:3s"' in answer.page.html
        assert answer.page.links["Ask again"] == f"{address}1"
        last = visitor.get(f"{address}6", HX_Request="true")
        assert 'hx-trigger="load' not in last.page.html
        assert "Ask again" in last.page.links
        page = visitor.get(f"{address}99")
        assert (page.status, source_in(page)) == (503, COUNTER)
    assert visitor.get(f"{address}1").status == 200
