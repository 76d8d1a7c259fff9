from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from grader.config import PROJECT
from tests.site_under_test import make_settings

SECONDS = 60
"""For a start on a busy machine."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Settings of a site with two exercises and a free port."""
    bank = tmp_path / "bank"
    for slug in ("folder-depth", "ledger-pointers", "ledger-entries"):
        shutil.copytree(PROJECT / "exercises" / slug, bank / slug)
    for lesson in ("01", "02"):
        found = next((PROJECT / "exercises/lessons").glob(f"{lesson}-*"))
        shutil.copytree(found, bank / "lessons" / found.name)
    settings = make_settings(tmp_path / "data", "")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = {"DATA_FOLDER": str(settings.data_folder), "EXERCISES_FOLDER": str(bank), "PORT": str(port)}
    return {**os.environ, **names, "DATABASE_URL": "", "PUBLIC_URL": "", "HOST": "127.0.0.1"}


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "grader", "serve"]
    with subprocess.Popen(command, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS)


def lines_until_ready(process: subprocess.Popen[str]) -> list[str]:
    lines, end = [], time.monotonic() + SECONDS
    for line in process.stdout or ():
        lines.append(line.rstrip())
        if line.startswith("Serving on") or time.monotonic() > end:
            break
    return lines


def test_it_says_what_there_is_to_know_and_serves(server: subprocess.Popen[str], environment: dict[str, str]) -> None:
    lines = lines_until_ready(server)
    address = f"http://127.0.0.1:{environment['PORT']}"
    assert lines[-1].startswith(f"Serving on {address}")
    said = "\n".join(lines)
    for part in ("compiler: go1.27.3", "sandbox: ", "plain http, for this machine only", "export data: all"):
        assert part in said
    with urlopen(address) as answer:
        assert answer.status == 200
    link = re.search(rf"{re.escape(address)}/setup/\S+", said)
    assert link
    with urlopen(link[0]) as answer:  # noqa: S310 - as above
        assert b"The first instructor" in answer.read()


def test_it_refuses_to_show_passwords_to_the_network(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "grader", "serve"]
    exposed = {**environment, "HOST": "0.0.0.0"}  # noqa: S104 - to be refused
    done = subprocess.run(command, env=exposed, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "PUBLIC_URL" in done.stderr
    assert "Traceback" not in done.stderr
