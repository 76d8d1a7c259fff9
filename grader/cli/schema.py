"""`python -m grader schema`: writes what is made from the schema of the bank's files."""

from __future__ import annotations

import argparse

from grader.catalog.reference import write_reference
from grader.config import PROJECT, load_settings


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "schema",
        help="write the JSON Schemas for editors and the tables of docs/authoring.md",
        description="Run it after a change of grader/catalog/content or of the words of a reason.",
    )
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Write the files and name them."""
    for path in write_reference(load_settings().exercises_folder, PROJECT / "docs" / "authoring.md"):
        print(path)
    return 0
