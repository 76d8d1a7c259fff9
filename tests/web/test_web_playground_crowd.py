"""A class and more that asks for the slowest of programs at once, at a server as `serve` runs it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from grader.config import PROJECT, Settings
from grader.models.course import Course
from grader.operations.queueing import PLACES
from grader.toolchain.turns import SLOTS, take_slot
from grader.web.serving import THREADS
from tests.site_under_test import add_people, add_student, database_of, make_settings, running_app
from tests.toolchain.hostile_programs import hostile_program
from tests.visiting import Visitor

CROWD = 50
SECONDS = 60
"""For what may take long on a busy machine."""

AT_ONCE = 1.0
"""Seconds in which another page answers, at the best of some tries: the machine may be busy with other tests."""

SLOWEST = hostile_program("c06_strdouble30.go").text.decode()
"""The compiler works on it until it is stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """Somebody who is logged in and has the form before them."""

    cookie: str
    token: str


@dataclass(slots=True)
class Watch:
    """Counts the compilers that run under a process, all the time."""

    process: psutil.Process
    most: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Look until it is over."""
        while not self.is_over.wait(0.02):
            self.most = max(self.most, count_compilers(self.process))


def count_compilers(process: psutil.Process) -> int:
    """How many compilers this process has started that run now."""
    running = 0
    with suppress(psutil.Error):
        for child in process.children(recursive=True):
            with suppress(psutil.Error):
                running += child.name() == "compile" and child.status() != psutil.STATUS_ZOMBIE
    return running


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    """A site with one exercise, on a free port."""
    shutil.copytree(PROJECT / "exercises" / "folder-depth", tmp_path / "bank" / "folder-depth")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = make_settings(tmp_path / "data", sqlite_url)
    return made.model_copy(update={"port": port, "exercises_folder": tmp_path / "bank"})


@pytest.fixture
def crowd(settings: Settings) -> list[Student]:
    """Fifty people with accounts of their own."""
    with running_app(settings) as app:
        course: Course = add_people(database_of(app)).course
        users = [add_student(database_of(app), course, f"s{number}", f"Student {number}") for number in range(CROWD)]
        visitors = [Visitor(app).be(user) for user in users]
        tokens = [visitor.csrf_token() for visitor in visitors]
        cookies = [visitor.client.get_cookie("session") for visitor in visitors]
    return [
        Student(cookie=f"session={cookie.value}", token=token)
        for cookie, token in zip(cookies, tokens, strict=True)
        if cookie
    ]


@contextmanager
def serving(settings: Settings) -> Iterator[psutil.Process]:
    """Serve the site in a process group of its own, which is killed at the end."""
    names = {
        "DATA_FOLDER": str(settings.data_folder),
        "EXERCISES_FOLDER": str(settings.exercises_folder),
        "DATABASE_URL": settings.database_url,
        "HOST": settings.host,
        "PORT": str(settings.port),
        "PUBLIC_URL": "",
    }
    command = [sys.executable, "-m", "grader", "serve"]
    with subprocess.Popen(
        command, env={**os.environ, **names}, cwd=PROJECT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            assert any(line.startswith("Serving on") for line in process.stdout or ())
            yield psutil.Process(process.pid)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def request(settings: Settings, method: str, path: str, body: str = "", cookie: str = "") -> tuple[int, str | None]:
    """Send one request; the status, and when to come back."""
    connection = HTTPConnection(settings.host, settings.port, timeout=SECONDS)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, "HX-Request": "true"}
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers["Retry-After"]
    finally:
        connection.close()


def ask(settings: Settings, student: Student, number: int) -> tuple[int, str | None]:
    """Ask about a program that is nobody else's; status 0 when the server dies meanwhile."""
    body = urlencode({"csrf_token": student.token, "source": f"{SLOWEST}\n// {number}\n"})
    try:
        return request(settings, "POST", "/playground", body, student.cookie)
    except (OSError, HTTPException):
        return 0, None


def fastest(settings: Settings, path: str) -> float:
    """Seconds of the fastest of some tries."""
    taken: list[float] = []
    while len(taken) < 5 and min(taken, default=AT_ONCE) >= AT_ONCE / 2:
        started = time.monotonic()
        assert request(settings, "GET", path)[0] == 200
        taken.append(time.monotonic() - started)
    return min(taken)


def wait_for_compilers(server: psutil.Process) -> None:
    """Wait until the compiler is busy."""
    end = time.monotonic() + SECONDS
    while not count_compilers(server) and time.monotonic() < end:
        time.sleep(0.01)


def test_pages_have_threads_of_their_own() -> None:
    assert THREADS - PLACES >= 16


def test_a_crowd_waits_in_a_bounded_queue_and_others_read_on(settings: Settings, crowd: list[Student]) -> None:
    """And when the server is killed in the middle of it, nothing of it runs on or holds the compiler."""
    with serving(settings) as server, ThreadPoolExecutor(CROWD + 1) as pool:
        watch = Watch(server)
        pool.submit(watch.look)
        asked = [pool.submit(ask, settings, student, number) for number, student in enumerate(crowd)]
        wait_for_compilers(server)
        assert fastest(settings, "/") < AT_ONCE
        assert fastest(settings, "/exercises/folder-depth") < AT_ONCE
        refused = first_answers(asked, CROWD - PLACES)
        assert len(refused) >= CROWD - PLACES
        assert set(refused) == {(503, "5")}
        kill(server)
        watch.is_over.set()
        ended = [each.result(SECONDS)[0] for each in asked]
    assert 1 <= watch.most <= SLOTS
    assert set(ended) <= {503, 0}
    assert ended.count(0) >= 1
    assert_slots_are_free(settings.data_folder)


def first_answers(asked: list[Future[tuple[int, str | None]]], number: int) -> list[tuple[int, str | None]]:
    """The first answers, as many as this or more."""
    end = time.monotonic() + SECONDS
    while sum(each.done() for each in asked) < number and time.monotonic() < end:
        wait(asked, timeout=0.02)
    return [each.result() for each in asked if each.done()]


def kill(server: psutil.Process) -> None:
    """Kill the server, and wait until what it had started is gone, too."""
    started = server.children(recursive=True)
    os.killpg(server.pid, signal.SIGKILL)
    assert psutil.wait_procs(started, timeout=SECONDS)[1] == []


def assert_slots_are_free(folder: Path) -> None:
    """Fail unless all of them can be had."""
    with ExitStack() as held:
        for _ in range(SLOTS):
            held.enter_context(take_slot(folder, seconds=10))
