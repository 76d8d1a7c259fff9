from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.config import Settings
from grader.errors import ConfigurationError
from grader.web.exposure import check_exposure, describe_exposure
from grader.web.factory import create_app
from grader.web.secret_key import LENGTH, get_secret_key
from tests.site_under_test import make_settings, running_app
from tests.visiting import Visitor


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_plain_http_is_served_to_this_machine(host: str) -> None:
    check_exposure(Settings(host=host, public_url=""))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "go.example.edu"])  # noqa: S104 - to be refused
def test_plain_http_is_refused_to_others(host: str) -> None:
    with pytest.raises(ConfigurationError, match="PUBLIC_URL"):
        create_app(Settings(host=host, public_url=""))


def test_others_are_served_when_somebody_says_how() -> None:
    for address, words in (("https://go.example.edu", "Secure"), ("http://10.0.0.1:8000", "WARNING")):
        settings = Settings(host="0.0.0.0", public_url=address)  # noqa: S104 - what the setting is for
        check_exposure(settings)
        assert words in describe_exposure(settings)


def test_an_address_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="https://"):
        check_exposure(Settings(public_url="go.example.edu"))


def test_the_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: get_secret_key(folder), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) == LENGTH
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_a_key_that_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("change me")
    with pytest.raises(ConfigurationError, match="Delete the file"):
        get_secret_key(tmp_path)


def test_without_a_compiler_pages_are_served_and_stored_verdicts_grade(sqlite_url: str, tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "data", sqlite_url)
    with running_app(settings) as app:
        assert Visitor(app).answer("folder-depth").status == 303
    without = settings.model_copy(update={"go_root": tmp_path / "no-go-here"})
    with running_app(without) as app:
        visitor = Visitor(app)
        assert visitor.get("/").status == 200
        assert visitor.get("/lessons/1").status == 200
        assert "Right, and for the right reason." in visitor.follow(visitor.answer("folder-depth")).text
        unknown = visitor.get("/exercises/ledger-pointers")
        assert unknown.status == 503
        assert "The Go compiler is not available" in unknown.text
