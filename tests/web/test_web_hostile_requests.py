"""Requests that no browser would send: cookies, bodies, files, and what is on the wire."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.serving import make_server

from grader.web.assets import digest_of
from grader.web.requests import LARGEST, MOST_FIELDS
from tests.site_under_test import PASSWORD, People
from tests.visiting import Visitor

LONG = "x" * 3000


def test_a_name_outside_of_the_static_files_is_not_even_read(visitor: Visitor) -> None:
    visitor.get("/")
    before = digest_of.cache_info().currsize
    for name in ("..%2f__init__.py", "..%2f..%2f..%2fproc%2fkcore", "%2fproc%2fkcore", "css%2f..%2f..%2fsite.py"):
        assert visitor.get(f"/static/{name}?v=").status in {404, 308}
    assert digest_of.cache_info().currsize == before


@pytest.mark.parametrize("cookie", ["session", "language", "theme", "time_zone", "remember_token", "__Host-session"])
def test_a_cookie_may_hold_anything(visitor: Visitor, cookie: str) -> None:
    for value in ("", "x", "a.b.c", "eyJhIjoxfQ.aaaa.bbbb", "../../etc/passwd", "\\000", LONG):
        visitor.client.set_cookie(cookie, value)
        assert visitor.get("/account").status in {200, 303}, value


def test_an_account_by_a_cookie_of_ones_own_making_is_none(app: Flask, people: People) -> None:
    for token in ("", "1", people.ada.login or "", str(people.ada.id), "\0", LONG):
        stranger = Visitor(app)
        with stranger.client.session_transaction() as cookie:  # as if the key had leaked: the row is what counts
            cookie.update(_user_id=token, _fresh=True, account=True)
        assert stranger.get("/account").location.startswith("/login")


def test_a_choice_that_is_not_offered_is_refused(visitor: Visitor) -> None:
    for address, field in (("language", "language"), ("theme", "theme"), ("time-zone", "zone")):
        for value in ("", "../../etc/passwd", "\0", "xx", LONG):
            assert visitor.post(f"/preferences/{address}", {field: value}).status == 400, (address, value)


def test_large_and_crowded_forms_are_refused_whatever_their_kind(visitor: Visitor) -> None:
    token = visitor.csrf_token()
    many = {f"field{number}": "x" for number in range(MOST_FIELDS + 1)}
    large = {"login": "x" * (LARGEST + 1), "password": "y"}
    for fields in (many, large):
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
            response = visitor.client.post("/login", data={"csrf_token": token, **fields}, content_type=kind)
            assert response.status_code == 413, kind
            assert "64 KiB" in response.get_data(as_text=True)


def test_a_form_that_cannot_be_parsed_is_refused(visitor: Visitor) -> None:
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x", "nonsense", "text/html; charset=utf-7"):
        response = visitor.client.post("/login", data=b"--y\r\nnonsense\r\n\xff\xfe", content_type=kind)
        assert response.status_code == 400, kind


def test_a_file_in_place_of_a_field_is_no_field(visitor: Visitor) -> None:
    fields = {"csrf_token": visitor.csrf_token(), "login": (__file__, "../../x.go"), "password": PASSWORD}
    assert visitor.client.post("/login", data=fields, content_type="multipart/form-data").status_code == 422


@pytest.fixture
def address(app: Flask) -> Iterator[tuple[str, int]]:
    """Where the site is served, for requests that no client library would send."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield "127.0.0.1", server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_refusal_carries_the_headers_of_a_page(visitor: Visitor) -> None:
    client, token = visitor.client, visitor.csrf_token()
    refusals = {
        400: client.get("/", headers={"Host": "evil.example"}),
        404: client.get("/static/nothing.css"),
        405: client.delete("/path", data={"csrf_token": token}),
        411: client.post("/login"),
        413: client.post("/login", data=b"x" * (LARGEST + 1)),
        422: client.post("/login", data={"csrf_token": token}),
    }
    for status, answer in refusals.items():
        assert answer.status_code == status
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] in {"no-store", "no-cache"}
        assert "<h1" in answer.get_data(as_text=True), status


CHUNKED = b"POST /login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n"
LYING = b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\nlogin=x"
TWO_LENGTHS = b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\nContent-Length: 3\r\n\r\nlogin=x"
MEASURELESS = b"POST /login HTTP/1.1\r\nHost: localhost\r\n\r\nlogin=x"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (CHUNKED % (70_000, b"x" * 70_000), b"411"),
        (CHUNKED % (5, b"login"), b"411"),
        (MEASURELESS, b"411"),
        (LYING, b"413"),
        (TWO_LENGTHS, b"4"),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n", b"400"),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"400"),
    ],
)
def test_bodies_and_hosts_on_the_wire(address: tuple[str, int], sent: bytes, status: bytes) -> None:
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(sent)
        assert connection.makefile("rb").readline().split(b" ")[1].startswith(status)
