"""`python -m grader toolchains list|install|remove`: further Go versions, to hold verdicts against each other."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from grader.cli.progress import show_progress
from grader.config import Settings, load_settings
from grader.errors import ConfigurationError
from grader.toolchain.export_data import find_missing_packages, prepare_export_data
from grader.toolchain.installed import Installed
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.seal import find_damage
from grader.toolchain.versions import (
    Extra,
    find_extras,
    find_in_force,
    install_toolchain,
    parse_version,
    remove_toolchain,
)

_BYTES_PER_MEGABYTE = 1_000_000


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register `toolchains` with its three commands."""
    parser = subparsers.add_parser(
        "toolchains",
        help="list, install and remove further Go versions",
        description="Keep further Go versions in the data folder, beside the one in force. `ask --go` and "
        "`check --all-toolchains` ask them.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    listing = commands.add_parser("list", help="say which are here, where, and how much room they take")
    listing.set_defaults(run=run_list)
    install = commands.add_parser("install", help="fetch one as a wheel, check every file, and keep it")
    install.add_argument("version", metavar="VERSION", type=_version, help="1.24.11, or 1.24 for the newest of these")
    install.set_defaults(run=run_install)
    remove = commands.add_parser("remove", help="delete one, with its export data")
    remove.add_argument("version", metavar="VERSION", type=_version, help="a version that `list` shows, e.g. 1.24.11")
    remove.set_defaults(run=run_remove)


def _version(text: str) -> str:
    try:
        return parse_version(text)
    except ConfigurationError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run_list(_arguments: argparse.Namespace) -> int:
    """Print a line for each: version, rank, export data, size, place. Return 1 if none is in force, or any damaged."""
    settings = load_settings()
    in_force, extras = find_in_force(settings), find_extras(settings)
    rows = [_describe_in_force(in_force, settings)] if in_force else []
    rows += [_describe_extra(each, settings) for each in extras]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if in_force is None:
        print("None is in force. `python -m grader doctor` says why.", file=sys.stderr)
    return int(in_force is None or any(find_damage(each.folder) for each in extras))


def _describe_in_force(installed: Installed, settings: Settings) -> tuple[str, ...]:
    state = _export_data_of(installed, settings)
    return (installed.version, "in force", state, _size_of(installed.root), str(installed.root))


def _describe_extra(extra: Extra, settings: Settings) -> tuple[str, ...]:
    damage = find_damage(extra.folder)
    state = f"DAMAGED: {damage}" if damage else _export_data_of(extra.use(settings), settings)
    return (extra.version, "extra", state, _size_of(extra.folder.parent), str(extra.folder))


def _export_data_of(installed: Installed, settings: Settings) -> str:
    is_ready = not find_missing_packages(installed, IMPORTABLE, settings.data_folder)
    return "export data ready" if is_ready else "export data when needed"


def _size_of(folder: Path) -> str:
    size = sum(path.lstat().st_size for path in folder.rglob("*"))
    return f"{size // _BYTES_PER_MEGABYTE} MB"


def run_install(arguments: argparse.Namespace) -> int:
    """Install, say where, and build what programs may import, so that nobody has to wait for it later."""
    settings = load_settings()
    installed = install_toolchain(settings, arguments.version, show_progress)
    print(f"{installed.version} is installed in {installed.root}.")
    with show_progress(f"Building standard packages of {installed.version}, once") as on_progress:
        prepare_export_data(installed, IMPORTABLE, settings.data_folder, on_progress)
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Remove, and say so."""
    print(f"{remove_toolchain(load_settings(), arguments.version)} is removed.")
    return 0
