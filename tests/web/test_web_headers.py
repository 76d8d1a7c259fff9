from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from grader.web.requests import LARGEST
from tests.visiting import Visitor


def break_page(app: Flask) -> None:
    """Give the site a page that fails as only a fault of ours would."""

    def fail() -> str:
        raise ZeroDivisionError

    app.add_url_rule("/broken", "broken", fail)


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/path", 200), ("/nothing", 404), ("/broken", 500)])
def test_every_answer_carries_the_security_headers(app: Flask, visitor: Visitor, path: str, status: int) -> None:
    break_page(app)
    answer = visitor.get(path)
    assert answer.status == status
    headers = answer.response.headers
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_only_scripts_and_stylesheets_with_the_nonce_of_this_answer_are_used(visitor: Visitor) -> None:
    first, second = visitor.get("/"), visitor.get("/")
    nonce = re.search(r"'nonce-([^']+)'", first.response.headers["Content-Security-Policy"])
    assert nonce
    assert nonce[1] not in second.response.headers["Content-Security-Policy"]
    tags = re.findall(r"<(?:script|link rel=\"stylesheet\")[^>]*>", first.page.html)
    assert tags
    assert all(f'nonce="{nonce[1]}"' in tag for tag in tags)


def test_no_page_has_an_inline_script_or_style(visitor: Visitor) -> None:
    for path in ("/", "/path", "/progress", "/login", "/lessons/1", "/exercises/folder-depth", "/nothing"):
        html = visitor.get(path).page.html
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", html), path


def test_a_broken_page_says_what_to_do_and_nothing_of_the_fault(app: Flask, visitor: Visitor) -> None:
    break_page(app)
    answer = visitor.get("/broken")
    assert "That went wrong on our side" in answer.text
    assert "ZeroDivisionError" not in answer.page.html
    assert "Traceback" not in answer.page.html


def test_static_files_live_long_under_the_address_of_their_content(visitor: Visitor) -> None:
    address = re.search(r'href="(/static/css/tokens\.css\?v=[0-9a-f]+)"', visitor.get("/").page.html)
    assert address
    with visitor.client.get(address[1]) as kept, visitor.client.get("/static/css/tokens.css?v=old") as old:
        assert "immutable" in kept.headers["Cache-Control"]
        assert old.headers["Cache-Control"] == "no-cache"
    assert visitor.get("/static/nothing.css?v=").status == 404


def test_a_body_of_one_byte_too_many_is_refused(visitor: Visitor) -> None:
    token = visitor.csrf_token()
    answer = visitor.post("/login", {"login": "x" * LARGEST, "password": "y"}, token=token)
    assert answer.status == 413
    assert "64 KiB" in answer.text


def test_a_body_without_a_length_is_refused(visitor: Visitor) -> None:
    response = visitor.client.post("/login", headers={"Transfer-Encoding": "chunked"}, data=b"login=ada")
    assert response.status_code == 411


def test_a_form_of_a_thousand_fields_is_refused(visitor: Visitor) -> None:
    assert visitor.post("/login", {f"field{number}": "x" for number in range(1000)}).status == 413


def test_another_sites_host_name_is_refused(visitor: Visitor) -> None:
    response = visitor.client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "Content-Security-Policy" in response.headers


def test_vendored_files_name_their_version_and_licence() -> None:
    vendor = Path(__file__).parents[2] / "grader/web/static/vendor"
    note = (vendor / "README.md").read_text(encoding="utf-8")
    version = re.search(r'version:"([\d.]+)"', (vendor / "htmx.min.js").read_text(encoding="utf-8"))
    assert version
    assert version[1] in note
    assert (vendor / "htmx.LICENSE").is_file()
