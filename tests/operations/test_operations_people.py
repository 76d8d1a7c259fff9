from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.errors import AlreadyTaken, NotFound, RequestError
from grader.models.browser_session import BrowserSession
from grader.models.setup_token import SetupToken
from grader.models.user import Role, User
from grader.operations.sessions import (
    LIFETIME,
    find_user_of_session,
    revoke_all_sessions,
    revoke_session,
    start_session,
)
from grader.operations.setup import (
    is_setup_token,
    make_setup_token,
    needs_instructor,
    register_first_instructor,
)
from grader.operations.users import (
    change_password,
    disable_user,
    find_user_by_password,
    get_user,
    normal_login,
    register_user,
    rename_user,
)

PASSWORD = "correct horse"


def register(session: Session, login: str = "ann", password: str = PASSWORD) -> User:
    return register_user(session, login=login, password=password)


def test_who_registers_can_be_found_by_the_password(session: Session) -> None:
    user = register(session)
    assert find_user_by_password(session, "ann", PASSWORD) is user
    assert find_user_by_password(session, "ann", PASSWORD + "!") is None
    assert find_user_by_password(session, "nobody", PASSWORD) is None
    assert find_user_by_password(session, "", PASSWORD) is None
    assert PASSWORD not in (user.password_hash or "")
    assert user.role is Role.STUDENT
    assert not user.is_guest


@pytest.mark.parametrize(
    ("taken", "same"), [("Ann", "ANN"), ("straße", "STRASSE"), ("ann", "ａｎｎ"), ("ann", "  ann "), ("é", "e\u0301")]
)
def test_spellings_of_one_login_are_one(session: Session, taken: str, same: str) -> None:
    register(session, taken)
    with pytest.raises(AlreadyTaken, match="is taken"):
        register(session, same)
    assert get_user(session, same).name == taken


@pytest.mark.parametrize("login", ["", "   ", "a b", "a\u200bb", "a\nb", "a\0b", "x" * 65])
def test_a_login_is_visible_and_of_modest_length(session: Session, login: str) -> None:
    with pytest.raises(RequestError):
        register(session, login)


def test_a_folded_login_folds_to_itself() -> None:
    for login in ("Ǆ", "ﬁ", "İstanbul", "ΑΣ"):
        assert normal_login(normal_login(login)) == normal_login(login)


@pytest.mark.parametrize("password", ["1234567", "", "x" * 1025, "汉" * 342])
def test_a_password_is_neither_short_nor_huge(session: Session, password: str) -> None:
    with pytest.raises(RequestError, match="password"):
        register(session, password=password)


@pytest.mark.parametrize("password", ["x" * 64, "x" * 1024, "пароль и слово", "汉字汉字汉字汉字", "        "])
def test_a_password_is_taken_whole(session: Session, password: str) -> None:
    register(session, password=password)
    assert find_user_by_password(session, "ann", password)
    assert find_user_by_password(session, "ann", password[:-1]) is None


def test_one_character_typed_in_two_ways_is_one_password(session: Session) -> None:
    register(session, password="caf\u00e9 caf\u00e9")
    assert find_user_by_password(session, "ann", "cafe\u0301 cafe\u0301")


def test_a_huge_password_at_login_is_only_wrong(session: Session) -> None:
    register(session)
    assert find_user_by_password(session, "ann", "x" * 1_000_000) is None


def test_unknown_people_take_as_long_as_known_ones(session: Session) -> None:
    register(session)

    def fastest(login: str) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            assert find_user_by_password(session, login, "wrong password") is None
            times.append(time.perf_counter() - start)
        return min(times)

    fastest("nobody")  # makes the hash that nobody's password is compared with
    assert fastest("nobody") > fastest("ann") / 2


def test_names_lose_what_cannot_be_seen(session: Session) -> None:
    user = register_user(session, login="ann", password=PASSWORD, name=" Ann \n\t\x1b[31m  Lee\u202e ")
    assert user.name == "Ann [31m Lee"
    with pytest.raises(RequestError, match="empty"):
        rename_user(session, user, " \n ")
    with pytest.raises(RequestError, match="too long"):
        rename_user(session, user, "x" * 201)


def test_a_session_is_found_by_its_token_until_it_is_revoked(session: Session, ann: User) -> None:
    token, other = start_session(session, ann), start_session(session, ann)
    assert token != other
    assert find_user_of_session(session, token) is ann
    revoke_session(session, token)
    assert find_user_of_session(session, token) is None
    assert find_user_of_session(session, other) is ann
    assert find_user_of_session(session, "") is None
    assert find_user_of_session(session, "nonsense") is None


def test_the_database_does_not_hold_the_token(session: Session, ann: User) -> None:
    token = start_session(session, ann)
    assert token not in session.scalars(select(BrowserSession.token_hash)).all()
    assert len(token) >= 43


def test_a_session_ends_with_time(session: Session, ann: User) -> None:
    token = start_session(session, ann)
    with time_machine.travel(datetime.now(UTC) + LIFETIME + timedelta(seconds=1)):
        assert find_user_of_session(session, token) is None


def test_changing_the_password_ends_every_session(session: Session) -> None:
    user = register(session)
    token = start_session(session, user)
    with pytest.raises(RequestError):
        change_password(session, user, old="wrong password", new="another horse")
    assert find_user_of_session(session, token) is user
    change_password(session, user, old=PASSWORD, new="another horse")
    assert find_user_of_session(session, token) is None
    assert find_user_by_password(session, "ann", "another horse") is user
    assert find_user_by_password(session, "ann", PASSWORD) is None


def test_a_disabled_account_is_out_at_once_and_stays_out(session: Session) -> None:
    user = register(session)
    token = start_session(session, user)
    disable_user(session, user)
    assert find_user_of_session(session, token) is None
    assert find_user_by_password(session, "ann", PASSWORD) is None
    assert find_user_of_session(session, start_session(session, user)) is None


def test_logging_out_everywhere_leaves_others_alone(session: Session, ann: User, ben: User) -> None:
    anns, bens = start_session(session, ann), start_session(session, ben)
    revoke_all_sessions(session, ann)
    assert find_user_of_session(session, anns) is None
    assert find_user_of_session(session, bens) is ben


def test_the_first_instructor_comes_through_a_link_that_works_once(session: Session) -> None:
    token = make_setup_token(session)
    assert token is not None
    assert is_setup_token(session, token)
    user = register_first_instructor(session, token, login="ida", password=PASSWORD)
    assert user.is_instructor
    assert not needs_instructor(session)
    assert not is_setup_token(session, token)
    assert make_setup_token(session) is None
    with pytest.raises(NotFound):
        register_first_instructor(session, token, login="eve", password=PASSWORD)


def test_a_new_link_ends_the_one_before_and_a_link_ends_after_a_day(session: Session) -> None:
    first, second = make_setup_token(session), make_setup_token(session)
    assert first
    assert second
    assert not is_setup_token(session, first)
    assert is_setup_token(session, second)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1, seconds=1)):
        assert not is_setup_token(session, second)
        with pytest.raises(NotFound):
            register_first_instructor(session, second, login="eve", password=PASSWORD)
    assert second not in session.scalars(select(SetupToken.token_hash)).all()


def test_a_link_dies_when_somebody_becomes_an_instructor_otherwise(session: Session) -> None:
    token = make_setup_token(session)
    assert token
    register_user(session, login="ida", password=PASSWORD, role=Role.INSTRUCTOR)
    assert not is_setup_token(session, token)
    with pytest.raises(NotFound):
        register_first_instructor(session, token, login="eve", password=PASSWORD)
