"""`python -m grader measure FILE.go --call 'Open("ada")'`: what calls really allocate, and how long they take."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence

from grader.cli.progress import show_progress, tell_when_slow
from grader.cli.sources import add_sources, check_sources, load_sources
from grader.config import Settings, load_settings
from grader.errors import ConfigurationError, NotMeasured, ProgramRefused, SourceMessage
from grader.escape.values import SourceFile
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.measurement import Measured, Measurement, measurement_document, told_count, told_time
from grader.toolchain.measuring.calls import Call, list_plain_calls, parse_call
from grader.toolchain.measuring.measuring import Measurer, find_measurer
from grader.toolchain.package_folder import Package
from grader.toolchain.versions import find_toolchain

NOT_MEASURED = 3
"""Exit status when a call was not measured, as for what could not be judged."""

_HEADINGS = ("call", "allocations", "bytes", "ns", "fastest–slowest", "÷ first")


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "measure",
        help="run calls of your own program: what each allocates, and how long it takes",
        description="Build the source as one package and run each call many times, held by bubblewrap: allocations, "
        "bytes and nanoseconds per call, side by side. For programs that you trust. Exit status 0: measured; 1: the "
        "program or a call does not compile; 2: wrong usage; 3: a call was not measured, and why.",
    )
    add_sources(parser)
    parser.add_argument(
        "--call",
        metavar="CALL",
        action="append",
        dest="calls",
        help="a call in Go, as the package itself would write it; may be given several times, to compare. Default: "
        "every function that needs no arguments",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document, described in the README")
    parser.add_argument("--go", metavar="1.N.N", help="the installed Go version to build with")
    parser.add_argument("--lang", metavar="1.N", help="language version, as in go.mod; default: the compiler's own")
    parser.add_argument("--no-inlining", action="store_true", help="compile with -l: no call is inlined")
    parser.set_defaults(run=run, fail=parser.error, untrusted=False)


def run(arguments: argparse.Namespace) -> int:
    """Measure the calls and print a table, or the document."""
    check_sources(arguments)
    settings = load_settings()
    installed = _find_installed(arguments, settings)
    package = load_sources(arguments, installed)
    calls = _find_calls(package.files, arguments.calls)
    measured = _measure(find_measurer(settings, installed), package, calls, arguments)
    rows = list(zip(calls, measured, strict=True))
    if arguments.json:
        print(json.dumps(_document(installed, rows), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_list(installed, rows)))
    return NOT_MEASURED if any(isinstance(each, NotMeasured) for each in measured) else 0


def _find_installed(arguments: argparse.Namespace, settings: Settings) -> Installed:
    if not arguments.go:
        return find_installed(settings)
    try:
        return find_toolchain(settings, arguments.go)
    except ConfigurationError as error:
        arguments.fail(str(error))
        raise


def _find_calls(files: tuple[SourceFile, ...], texts: Sequence[str] | None) -> tuple[Call, ...]:
    """Take the calls that were named apart, each once; without any, list the functions that need no arguments."""
    calls = tuple(map(parse_call, dict.fromkeys(texts))) if texts else list_plain_calls(files)
    if not calls:
        what = "no function can be called without arguments. Name a call, for example `--call 'Open(\"ada\")'`."
        raise ProgramRefused((SourceMessage(files[0].name, 0, 0, what),))
    return calls


def _measure(
    measurer: Measurer, package: Package, calls: tuple[Call, ...], arguments: argparse.Namespace
) -> tuple[Measured, ...]:
    with show_progress(f"Building standard packages of {measurer.installed.version}, once") as on_progress:
        archives = measurer.prepare(package.imports, on_progress)
    flags = ("-l",) if arguments.no_inlining else ()
    with tell_when_slow(f"Measuring {', '.join(call.text for call in calls)}"):
        return measurer(package.files, calls, archives=archives, lang=arguments.lang, flags=flags)


def _document(installed: Installed, rows: Sequence[tuple[Call, Measured]]) -> dict[str, object]:
    """Make the document that `--json` prints."""
    first = _find_first(rows)
    listed: list[dict[str, object]] = []
    for call, measured in rows:
        if isinstance(measured, NotMeasured):
            listed.append({"call": call.text, "not_measured": measured.because})
        else:
            listed.append({**measurement_document(measured), "time_to_first": _ratio(measured, first)})
    return {"go": installed.version, "calls": listed}


def _list(installed: Installed, rows: Sequence[tuple[Call, Measured]]) -> Iterator[str]:
    """Yield the table, and below it what was not measured."""
    first = _find_first(rows)
    cells = [_HEADINGS, *(_cells(each, first) for _, each in rows if isinstance(each, Measurement))]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    yield f"{installed.version}, per call; made through a variable, which is in the time"
    for row in cells if first else ():
        name, *numbers = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join([row[0].ljust(len(name)), *numbers])
    for call, each in rows:
        if isinstance(each, NotMeasured):
            yield f"{call.text}: {each}"


def _cells(each: Measurement, first: Measurement | None) -> tuple[str, ...]:
    spread = "" if each.is_constant else f" ({each.fewest} to {each.most})"
    return (
        each.call,
        f"{told_count(each.allocations)}{spread}",
        told_count(each.allocated_bytes),
        told_time(each.median),
        f"{told_time(each.fastest)}–{told_time(each.slowest)}",
        told_time(_ratio(each, first)),
    )


def _find_first(rows: Sequence[tuple[Call, Measured]]) -> Measurement | None:
    return next((each for _, each in rows if isinstance(each, Measurement)), None)


def _ratio(measurement: Measurement, first: Measurement | None) -> float:
    """Say how many times as long it takes as the first."""
    return round(measurement.median / first.median, 3) if first and first.median else 1
