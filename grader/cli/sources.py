"""The Go source named on the command line: files one by one, or the folder of a package."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.escape.values import SourceFile
from grader.toolchain.installed import Installed
from grader.toolchain.package_folder import Package, load_package, package_of
from grader.toolchain.workspace import clean_file_name


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Register the argument that names the source."""
    what = "the files of one package, or the folder that holds it"
    parser.add_argument("sources", metavar="FILE.go|FOLDER", nargs="+", type=_existing, help=what)


def check_sources(arguments: argparse.Namespace) -> None:
    """Fail as wrong usage for what is not the source of one package."""
    paths: list[Path] = arguments.sources
    folders = [path for path in paths if path.is_dir()]
    if folders and len(paths) > 1:
        arguments.fail(f"{folders[0]} is a folder: give it alone, or give the files of one package")
    if folders and arguments.untrusted:
        arguments.fail(f"{folders[0]} is a folder: with --untrusted give files, since folders do not come from the web")
    known: dict[str, Path] = {}
    for path in paths:
        other = known.setdefault(clean_file_name(path.name), path)
        if other is not path:
            arguments.fail(f"{other} and {path} would go by the same name: give the files of one package, each once")


def load_sources(arguments: argparse.Namespace, installed: Installed) -> Package:
    """Read the source. Which files of a folder make up its package depends on the Go release.

    Raises ProgramRefused for a folder that is not one package.
    """
    paths: list[Path] = arguments.sources
    if paths[0].is_dir():
        return load_package(installed, paths[0])
    return package_of(tuple(_read(path, arguments) for path in paths))


def _existing(name: str) -> Path:
    """Check a name given on the command line."""
    path = Path(name)
    if not path.is_dir() and path.suffix != ".go":
        raise argparse.ArgumentTypeError(f"{name}: not a Go file, whose name ends in .go, and not a folder")
    if not path.exists():
        raise argparse.ArgumentTypeError(f"{name}: No such file or directory")
    return path


def _read(path: Path, arguments: argparse.Namespace) -> SourceFile:
    """Read a file; its base name is what the verdict calls it."""
    try:
        return SourceFile(clean_file_name(path.name), path.read_bytes())
    except OSError as error:
        arguments.fail(f"{path}: {error.strerror or error}")
        raise
