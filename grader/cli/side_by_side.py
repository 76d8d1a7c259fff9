"""Verdicts of several Go versions as lines for a person: a column for each, and what changed first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.cli.bodies import list_bodies
from grader.cli.listing import DETAIL, STYLES, Line, describe_reasons, describe_toolchain, list_unread
from grader.escape.comparison import Compared, compare
from grader.escape.values import Toolchain, VariableVerdict, Verdict

CHANGED = "bold yellow"

_MARK = "≠"
_NOT_LISTED = "not listed"


def list_side_by_side(verdicts: Sequence[Verdict]) -> Iterator[Line]:
    """Yield the toolchains, how much differs, then a row for each variable and allocation; those that differ first.

    Below a row that differs stands what each compiler says; at the end, what of it is not understood.
    """
    toolchains = [verdict.toolchain for verdict in verdicts]
    yield from (Line(describe_toolchain(each), DETAIL) for each in toolchains)
    compared = sorted(compare(verdicts), key=lambda each: not each.is_changed)
    yield Line(_summarise(compared), DETAIL)
    rows = [_cells(each, toolchains) for each in compared]
    heading = ("", "", "", *(each.version for each in toolchains))
    widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    if rows:
        yield Line(_pad(heading, widths), DETAIL)
    for each, row in zip(compared, rows, strict=True):
        yield Line(_pad(row, widths), CHANGED if each.is_changed else STYLES[each.first.place])
        if each.is_changed:
            yield from _quote(each)
    for verdict in verdicts:
        yield from list_unread(verdict)


def _pad(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cells(compared: Compared, toolchains: Sequence[Toolchain]) -> tuple[str, ...]:
    sides = (compared.sides.get(each.version) for each in toolchains)
    said = (f"{side.place} {describe_reasons(side)}".rstrip() if side else _NOT_LISTED for side in sides)
    return (_MARK if compared.is_changed else "", str(compared.first.at), compared.name, *said)


def _quote(compared: Compared) -> Iterator[Line]:
    for version, side in compared.sides.items():
        yield Line(f"    {version}: {side.line or 'no line'}", DETAIL)
        yield from (Line(f"        {told}", DETAIL) for told in list_bodies(side))


def _summarise(compared: Sequence[Compared]) -> str:
    variables = [each.is_changed for each in compared if isinstance(each.first, VariableVerdict)]
    allocations = [each.is_changed for each in compared if not isinstance(each.first, VariableVerdict)]
    return f"{_share(variables, 'variable')} and {_share(allocations, 'allocation')} differ."


def _share(are_changed: Sequence[bool], what: str) -> str:
    return f"{sum(are_changed)} of {len(are_changed)} {what}{'' if len(are_changed) == 1 else 's'}"
