"""`users create`: accounts made by whoever runs the server."""

from __future__ import annotations

import argparse
import getpass
import sys

from grader.cli.database import open_database
from grader.config import load_settings
from grader.errors import RequestError
from grader.models.user import Role
from grader.operations.users import register_user


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register `users create`."""
    parser = subparsers.add_parser("users", help="accounts")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    create = commands.add_parser(
        "create", help="make an account", description="Asks for the password, or reads it from standard input."
    )
    create.add_argument("login", help="name to log in with")
    create.add_argument("--name", default="", help="name that others read (default: the login)")
    create.add_argument("--instructor", action="store_true", help="may create courses")
    create.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the account. Raises AlreadyTaken, RequestError."""
    role = Role.INSTRUCTOR if arguments.instructor else Role.STUDENT
    password = _read_password()
    with open_database(load_settings()) as database, database.writing() as session:
        user = register_user(session, login=arguments.login, password=password, name=arguments.name, role=role)
        print(f"{user.login}: {user.role.value}")
    return 0


def _read_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("The same again: "):
        raise RequestError("The two passwords differ. Nothing was changed.")
    return password
