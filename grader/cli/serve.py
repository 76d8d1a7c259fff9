"""`python -m grader serve`: prepares everything and serves the site."""

from __future__ import annotations

import argparse
from pkgutil import resolve_name

from grader.cli.progress import show_progress
from grader.config import load_settings


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "serve",
        help="prepare everything and serve the site",
        description="Build what is missing (export data, database, verdicts of the bank), say what there is to know, "
        "and serve until stopped. HOST, PORT, PUBLIC_URL, DATA_FOLDER and DATABASE_URL are settings.",
    )
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Serve. The web is the other door: it is found by its name, since no door leads into another."""
    serve = resolve_name("grader.web.serving:serve")
    serve(load_settings(), show_progress, lambda line: print(line, flush=True))
    return 0
