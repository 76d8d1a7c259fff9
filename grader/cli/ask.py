"""`python -m grader ask FILE.go|FOLDER`: where every variable and allocation of a program lives, and why."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from grader.cli.code import code_document, describe_code, describe_unassigned
from grader.cli.listing import DETAIL, DOUBTFUL, Line, list_verdict
from grader.cli.progress import show_progress, tell_when_slow
from grader.cli.side_by_side import list_side_by_side
from grader.cli.sources import add_sources, check_sources, load_sources
from grader.config import Settings, load_settings
from grader.errors import ConfigurationError, LimitExceeded, NotJudged, ProgramError
from grader.escape.comparison import comparison_document
from grader.escape.document import Json, public_document
from grader.escape.judge import judge
from grader.escape.runtime_calls import parse_generated_code
from grader.escape.values import Place, SourceFile, Verdict
from grader.escape.witness import Witnesses, hear_witnesses
from grader.toolchain.budget import Budget
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.export_data import ExportData, prepare_export_data
from grader.toolchain.generated_code import read_generated_code
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.limits import KIB
from grader.toolchain.package_folder import Package
from grader.toolchain.packages import IMPORTABLE, check_imports
from grader.toolchain.versions import find_toolchain

LARGEST_FULLY_EXPLAINED = 16 * KIB
MOST_FULLY_EXPLAINED = 30
"""All reasons are looked for unasked in programs of at most so many bytes with at most so many things on the heap."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "ask",
        help="say where every variable and allocation of a program lives, and why",
        description="Compile the source as one package and print the verdict. Exit status 0: here is the verdict; "
        "1: the program is refused or does not compile; 2: wrong usage; 3: it could not be judged.",
    )
    add_sources(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document, described in the README")
    parser.add_argument(
        "--go", metavar="1.N.N,…", help="the installed Go versions to ask; of several, say what differs"
    )
    parser.add_argument("--lang", metavar="1.N", help="language version, as in go.mod; default: the compiler's own")
    parser.add_argument("--no-inlining", action="store_true", help="compile with -l: no call is inlined")
    parser.add_argument("--untrusted", action="store_true", help="treat the program as one that came from the web")
    parser.add_argument("--all-reasons", action="store_true", help="find every reason in a large program, too: slow")
    parser.add_argument(
        "--code", action="store_true", help="say what the generated code allocates, too; the program is never run"
    )
    parser.set_defaults(run=run, fail=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Judge the source with every version asked for, and print the verdict, or the verdicts side by side."""
    check_sources(arguments)
    settings = load_settings()
    compilers = [_make_compiler(arguments, each) for each in _find_toolchains(arguments, settings)]
    if arguments.code and len(compilers) > 1:
        arguments.fail("--code reads the code of one Go version: name one with --go")
    answers = [_judge_with(each, arguments, settings) for each in compilers]
    verdicts = [answer.verdict for answer in answers]
    if arguments.json:
        document = answers[0].document() if len(answers) == 1 else comparison_document(verdicts)
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _print_listing(list(answers[0].listing() if len(answers) == 1 else list_side_by_side(verdicts)))
    return 0


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """What one version says."""

    verdict: Verdict
    witnesses: Witnesses | None = None
    """What the generated code says, if that was asked and could be read."""
    code_unread: str = ""
    """Why it could not be read."""

    def document(self) -> dict[str, Json]:
        document = public_document(self.verdict)
        if self.witnesses:
            document |= code_document(self.witnesses)
        if self.code_unread:
            document["code_unread"] = self.code_unread
        return document

    def listing(self) -> Iterator[Line]:
        yield from list_verdict(self.verdict, describe_code(self.witnesses) if self.witnesses else None)
        if self.witnesses:
            yield from (Line(text, DETAIL) for text in describe_unassigned(self.witnesses))
        if self.code_unread:
            yield Line(self.code_unread, DOUBTFUL)


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


def _judge_with(compiler: Compiler, arguments: argparse.Namespace, settings: Settings) -> _Answer:
    """Judge with one version; of several, say which one it was that could not."""
    try:
        package = load_sources(arguments, compiler.installed)
        compiler = compiler.with_exports(_prepare(compiler, package, settings))
        with tell_when_slow(f"Judging {_size_of(package)} with {compiler.installed.version}"):
            verdict = _judge(package.files, compiler, wants_all=arguments.all_reasons)
            return _read_code(verdict, compiler, package) if arguments.code else _Answer(verdict=verdict)
    except (ProgramError, NotJudged):
        if arguments.go:
            print(f"With {compiler.toolchain.version} -lang={compiler.toolchain.lang}:", file=sys.stderr)
        raise


def _read_code(verdict: Verdict, compiler: Compiler, package: Package) -> _Answer:
    """Add what the generated code says; the verdict stands, too, where the code is too long to be read."""
    try:
        code = parse_generated_code(read_generated_code(compiler, package.files))
    except LimitExceeded as error:
        return _Answer(verdict=verdict, code_unread=str(error))
    return _Answer(verdict=verdict, witnesses=hear_witnesses(verdict, code))


def _prepare(compiler: Compiler, package: Package, settings: Settings) -> ExportData:
    """Have the packages ready that the source may import. Raises ProgramRefused for imports that are no such."""
    is_untrusted = compiler.trust is Trust.UNTRUSTED
    packages = IMPORTABLE if is_untrusted else package.imports
    with show_progress(f"Building standard packages of {compiler.installed.version}, once") as on_progress:
        exports = prepare_export_data(compiler.installed, packages, settings.data_folder, on_progress)
    if not is_untrusted:
        check_imports(package.files, exports)
    return exports


def _size_of(package: Package) -> str:
    size = sum(len(file.text) for file in package.files) // KIB
    return (
        f"{len(package.files)} files, {size} KiB,"
        if len(package.files) > 1
        else f"{package.files[0].name}, {size} KiB,"
    )


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
