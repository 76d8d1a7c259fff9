"""`python -m grader serve` where something is amiss: a line that says what and what to do, and no traceback."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from sqlalchemy import select

from grader.catalog.claims import offer_code
from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.loader import read_exercise
from grader.config import PROJECT
from grader.grading.kinds.place_and_reason import option_id
from grader.models.setup_token import SetupToken
from grader.models.submission import Submission
from grader.operations.database import Database
from tests.page_reading import Page
from tests.site_under_test import make_settings

SECONDS = 60
"""For a start on a busy machine."""

SLUG = "folder-depth"
COMMAND = [sys.executable, "-m", "grader", "serve"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Settings of a site with two exercises, one lesson and a free port."""
    bank = tmp_path / "bank"
    for slug in (SLUG, "ledger-pointers"):
        shutil.copytree(PROJECT / "exercises" / slug, bank / slug)
    lesson = next((PROJECT / "exercises/lessons").glob("01-*"))
    shutil.copytree(lesson, bank / "lessons" / lesson.name)
    data = make_settings(tmp_path / "data", "").data_folder
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = {"DATA_FOLDER": str(data), "EXERCISES_FOLDER": str(bank), "PORT": str(port), "HOST": "127.0.0.1"}
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PUBLIC_URL", "GO_ROOT"}}
    return {**kept, **names}


def refused(environment: Mapping[str, str], **changed: str) -> str:
    """Start where the program must refuse to; what it says."""
    done = subprocess.run(
        COMMAND,
        env={**environment, **changed},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Serving on" not in done.stdout
    return done.stderr


@contextmanager
def running(environment: Mapping[str, str], **changed: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program, serving, and all that it said before."""
    command = subprocess.Popen(
        COMMAND, env={**environment, **changed}, cwd=PROJECT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    with command as process:
        try:
            yield process, _said_until_ready(process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)


def _said_until_ready(process: subprocess.Popen[str]) -> str:
    lines, end = [], time.monotonic() + SECONDS
    for line in process.stdout or ():
        lines.append(line)
        if line.startswith("Serving on") or time.monotonic() > end:
            break
    assert lines
    assert lines[-1].startswith("Serving on"), "".join(lines)
    return "".join(lines)


class Browser:
    """Somebody at the site's true address."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.address = f"http://127.0.0.1:{environment['PORT']}"
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> tuple[int, Page]:
        return self._open(path, None)

    def answer(self, environment: Mapping[str, str], key: str) -> tuple[int, Page]:
        """Answer the exercise."""
        _, page = self.get(f"/exercises/{SLUG}?again=1")
        exercise, _ = read_exercise(Path(environment["EXERCISES_FOLDER"]) / SLUG)
        assert exercise
        assert isinstance(exercise.content, PlaceAndReason)
        reason = option_id(SLUG, offer_code(exercise.content.offer[0]))
        fields = {"place": "heap", "reason": reason, "certainty": "sure", "key": key, "csrf_token": page.csrf_token}
        return self._open(f"/exercises/{SLUG}", urlencode(fields).encode())

    def _open(self, path: str, data: bytes | None) -> tuple[int, Page]:
        try:
            with self.opener.open(self.address + path, data, timeout=SECONDS) as answer:
                return answer.status, Page(answer.read().decode())
        except HTTPError as error:
            with error:
                return error.code, Page(error.read().decode())


def test_a_port_that_is_taken_is_told_and_changes_nothing(environment: dict[str, str]) -> None:
    """A second start by mistake: the link that the first one printed goes on working."""
    with running(environment) as (_, said):
        message = refused(environment)
        assert f"PORT={environment['PORT']}: another program serves there" in message
        link = re.search(r"/setup/\S+", said)
        assert link
        assert Browser(environment).get(link[0])[0] == 200


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("PORT", "eighty", "PORT=eighty: "),
        ("PORT", "99999", "PORT=99999: "),
        ("PROXIES", "-1", "PROXIES=-1: "),
        ("HOST", "no-such-host.invalid", "PUBLIC_URL"),
        ("HOST", "0.0.0.0", "PUBLIC_URL"),  # noqa: S104 - to be refused
        ("PUBLIC_URL", "go.example.edu", "https://"),
        ("DATA_FOLDER", "/dev/null/data", "DATA_FOLDER=/dev/null/data: "),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
        ("DATABASE_URL", "postgresql+psycopg://grader:secret@127.0.0.1:1/course", "does not answer"),
        ("DATABASE_URL", "sqlite:////dev/null/grader.sqlite3", "does not answer"),
    ],
)
def test_a_setting_that_cannot_be_is_one_line(environment: dict[str, str], setting: str, value: str, told: str) -> None:
    message = refused(environment, **{setting: value})
    assert told in message
    assert "secret" not in message
    assert len(message.splitlines()) <= 3


def test_the_address_that_others_use_may_be_one_that_is_not_here(environment: dict[str, str]) -> None:
    """Bound to an address of another machine, although the public one is well."""
    assert "HOST=192.0.2.1" in refused(environment, HOST="192.0.2.1", PUBLIC_URL="https://go.example.edu")


def test_debug_mode_is_for_this_machine_alone(environment: dict[str, str]) -> None:
    assert "FLASK_DEBUG" in refused(environment, FLASK_DEBUG="1", PUBLIC_URL="https://go.example.edu")
    with running(environment, FLASK_DEBUG="0"):
        assert Browser(environment).get("/console")[0] == 404


def test_a_broken_bank_is_told_and_the_rest_served(environment: dict[str, str]) -> None:
    bank = Path(environment["EXERCISES_FOLDER"])
    (bank / "broken").mkdir()
    (bank / "broken" / "exercise.yaml").write_text("title: 1\ntitel: x\n")
    (bank / "ledger-pointers" / "ledger.go").write_text("package ledger\n\nfunc broken( {\n")
    with running(environment) as (_, said):
        assert re.search(r"WARNING \S*broken/exercise\.yaml:1:8: ", said)
        assert re.search(r"WARNING \S*broken/exercise\.yaml:2:1: ", said)
        assert "WARNING ledger-pointers: " in said
        browser = Browser(environment)
        assert browser.answer(environment, "k")[0] == 200
        assert browser.get("/exercises/broken")[0] == 404
        status, page = browser.get("/exercises/ledger-pointers")
        assert status == 503
        assert "no attempt was spent" in page.text


@pytest.mark.parametrize("version", ["", "go1.99", "go1.20.14", "devel go1.28-abcdef"])
def test_without_a_known_compiler_it_says_how_to_get_one_and_grades_from_what_is_kept(
    environment: dict[str, str], tmp_path: Path, version: str
) -> None:
    with running(environment):
        pass
    shutil.rmtree(Path(environment["EXERCISES_FOLDER"]) / "ledger-pointers")
    shutil.copytree(PROJECT / "exercises" / "ledger-entries", Path(environment["EXERCISES_FOLDER"]) / "ledger-entries")
    root = tmp_path / "go"
    (root / "bin").mkdir(parents=True)
    if version:
        (root / "VERSION").write_text(f"{version}\ntime 2030-01-01T00:00:00Z\n")
        (root / "bin" / "go").write_text("#!/bin/sh\nexit 1\n")
        (root / "bin" / "go").chmod(0o755)
    with running(environment, GO_ROOT=str(root)) as (_, said):
        assert "compiler: none, so no verdict can be computed" in said
        assert "make setup" in said
        assert "GO_ROOT" in said
        assert version.split(" ", maxsplit=1)[0] in said
        browser = Browser(environment)
        for path in ("/", "/path", "/lessons/1", "/login", f"/exercises/{SLUG}"):
            assert browser.get(path)[0] == 200, path
        assert browser.answer(environment, "k")[0] == 200
        assert stored_keys(environment) == {"k"}
        status, page = browser.get("/exercises/ledger-entries")
        assert status == 503
        assert "The Go compiler is not available" in page.text


def stored_keys(environment: Mapping[str, str]) -> set[str]:
    """Keys of all forms whose answers are stored."""
    database = Database(f"sqlite:///{environment['DATA_FOLDER']}/grader.sqlite3")
    with database.reading() as session:
        keys = set(session.scalars(select(Submission.idempotency_key)))
    database.close()
    return keys


def test_what_was_acknowledged_survives_a_killed_server(environment: dict[str, str]) -> None:
    """All of its processes are killed at once, in the middle of answering; then it starts again."""
    acknowledged: list[str] = []
    with running(environment) as (process, _):
        browser = Browser(environment)
        answering = threading.Thread(target=answer_until_it_breaks, args=(browser, environment, acknowledged))
        answering.start()
        end = time.monotonic() + SECONDS
        while len(acknowledged) < 12 and time.monotonic() < end:
            time.sleep(0.001)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(SECONDS)
        answering.join(SECONDS)
    assert len(acknowledged) >= 12
    with running(environment) as (_, said):
        assert "NOT WELL" not in said
        kept = stored_keys(environment)
        assert kept >= set(acknowledged)
        assert len(kept) <= len(acknowledged) + 1  # the one that was on its way
        assert browser.answer(environment, "afterwards")[0] == 200


def answer_until_it_breaks(browser: Browser, environment: Mapping[str, str], acknowledged: list[str]) -> None:
    """Send one form after the other, and note each that was answered, until nobody answers any more."""
    with suppress(OSError, HTTPException):
        for number in range(10_000):
            assert browser.answer(environment, f"form{number}")[0] == 200
            acknowledged.append(f"form{number}")


def test_a_link_that_was_printed_is_not_kept_in_the_clear(environment: dict[str, str]) -> None:
    with running(environment) as (_, said):
        link = re.search(r"/setup/(\S+)", said)
    assert link
    database = Database(f"sqlite:///{environment['DATA_FOLDER']}/grader.sqlite3")
    with database.reading() as session:
        assert link[1] not in set(session.scalars(select(SetupToken.token_hash)))
    database.close()
