"""`python -m grader ask FILE.go`: where every variable and allocation of a program lives, and why."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from grader.cli.listing import Line, list_verdict
from grader.cli.progress import show_progress
from grader.cli.side_by_side import list_side_by_side
from grader.config import Settings, load_settings
from grader.errors import ConfigurationError, LimitExceeded, NotJudged, ProgramError
from grader.escape.comparison import comparison_document
from grader.escape.document import public_document
from grader.escape.judge import judge
from grader.escape.values import Place, SourceFile, Verdict
from grader.toolchain.budget import Budget
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.export_data import ExportData, prepare_export_data
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.limits import KIB
from grader.toolchain.packages import IMPORTABLE, find_imports
from grader.toolchain.versions import find_toolchain
from grader.toolchain.workspace import clean_file_name

LARGEST_FULLY_EXPLAINED = 16 * KIB
MOST_FULLY_EXPLAINED = 30
"""All reasons are looked for unasked in programs of at most so many bytes with at most so many things on the heap."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "ask",
        help="say where every variable and allocation of a program lives, and why",
        description="Compile the files as one package and print the verdict. Exit status 0: here is the verdict; "
        "1: the program is refused or does not compile; 2: wrong usage; 3: it could not be judged.",
    )
    parser.add_argument("files", metavar="FILE.go", nargs="+", type=_read_source, help="the files of one package")
    parser.add_argument("--json", action="store_true", help="print one JSON document, described in the README")
    parser.add_argument(
        "--go", metavar="1.N.N,…", help="the installed Go versions to ask; of several, say what differs"
    )
    parser.add_argument("--lang", metavar="1.N", help="language version, as in go.mod; default: the compiler's own")
    parser.add_argument("--no-inlining", action="store_true", help="compile with -l: no call is inlined")
    parser.add_argument("--untrusted", action="store_true", help="treat the program as one that came from the web")
    parser.add_argument("--all-reasons", action="store_true", help="find every reason in a large program, too: slow")
    parser.set_defaults(run=run, fail=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Judge the files with every version asked for, and print the verdict, or the verdicts side by side."""
    files: tuple[SourceFile, ...] = tuple(arguments.files)
    settings = load_settings()
    compilers = [_make_compiler(arguments, each) for each in _find_toolchains(arguments, settings)]
    verdicts = [_judge_with(each, files, arguments, settings) for each in compilers]
    if arguments.json:
        document = public_document(verdicts[0]) if len(verdicts) == 1 else comparison_document(verdicts)
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _print_listing(list(list_verdict(verdicts[0]) if len(verdicts) == 1 else list_side_by_side(verdicts)))
    return 0


def _read_source(name: str) -> SourceFile:
    """Read a file named on the command line; its base name is what the verdict calls it."""
    path = Path(name)
    if path.suffix != ".go":
        raise argparse.ArgumentTypeError(f"{name}: not a Go file; its name must end in .go")
    try:
        return SourceFile(clean_file_name(path.name), path.read_bytes())
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{name}: {error.strerror or error}") from error


def _find_toolchains(arguments: argparse.Namespace, settings: Settings) -> list[Installed]:
    """Find every version asked for, each once, in the order given; one that is not installed is wrong usage."""
    if not arguments.go:
        return [find_installed(settings)]
    try:
        found = [find_toolchain(settings, wanted.strip()) for wanted in arguments.go.split(",")]
    except ConfigurationError as error:
        arguments.fail(str(error))
        raise
    return list(dict.fromkeys(found))


def _make_compiler(arguments: argparse.Namespace, installed: Installed) -> Compiler:
    trust = Trust.UNTRUSTED if arguments.untrusted else Trust.TRUSTED
    flags = ("-l",) if arguments.no_inlining else ()
    try:
        return make_compile(installed, trust=trust, exports=ExportData("", ()), lang=arguments.lang, flags=flags)
    except ConfigurationError as error:
        arguments.fail(str(error))
        raise


def _judge_with(
    compiler: Compiler, files: tuple[SourceFile, ...], arguments: argparse.Namespace, settings: Settings
) -> Verdict:
    """Judge with one version; of several, say which one it was that could not."""
    packages = IMPORTABLE if arguments.untrusted else find_imports(files)
    try:
        exports = _prepare(compiler.installed, packages, settings)
        return _judge(files, compiler.with_exports(exports), wants_all=arguments.all_reasons)
    except (ProgramError, NotJudged):
        if arguments.go:
            print(f"With {compiler.toolchain.version} -lang={compiler.toolchain.lang}:", file=sys.stderr)
        raise


def _prepare(installed: Installed, packages: tuple[str, ...], settings: Settings) -> ExportData:
    with show_progress(f"Building standard packages of {installed.version}, once") as on_progress:
        return prepare_export_data(installed, packages, settings.data_folder, on_progress)


def _judge(files: tuple[SourceFile, ...], compiler: Compiler, *, wants_all: bool) -> Verdict:
    """Judge with the explained reasons, then with all of them if that is asked for or soon done.

    Both together stay within the wall limit; when it is reached, the first verdict stands and says what is incomplete.
    """
    budget = Budget(compiler, time.monotonic() + compiler.limits.wall_seconds)
    explained = judge(files, budget)
    if not (wants_all or _is_soon_done(files, explained)):
        return explained
    try:
        return judge(files, budget, explain_all=True)
    except LimitExceeded:
        return explained


def _is_soon_done(files: tuple[SourceFile, ...], verdict: Verdict) -> bool:
    places = [*(each.place for each in verdict.variables), *(each.place for each in verdict.allocations)]
    size = sum(len(file.text) for file in files)
    return size <= LARGEST_FULLY_EXPLAINED and places.count(Place.HEAP) <= MOST_FULLY_EXPLAINED


def _print_listing(lines: list[Line]) -> None:
    """Print with colours on a terminal, and plainly elsewhere."""
    if not sys.stdout.isatty():
        print("\n".join(line.text for line in lines))
        return
    from rich.console import Console  # noqa: PLC0415 - 40 ms that only a terminal needs
    from rich.text import Text  # noqa: PLC0415 - as above

    console = Console()
    for line in lines:
        console.print(Text(line.text, style=line.style), soft_wrap=True)
