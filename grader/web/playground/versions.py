"""The verdicts of several Go versions side by side, with marks where the answer changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.errors import ProgramError
from grader.escape.comparison import Compared, compare
from grader.escape.values import Place
from grader.operations.asking import VersionAnswer
from grader.web.gettext import gettext as _
from grader.web.playground.addresses import Addresses
from grader.web.playground.not_judged import why_not_judged
from grader.web.playground.subjects import name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one version says."""

    place: Place | None
    """None where it lists no such allocation."""
    is_changed: bool
    """True when the version before says something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One variable or allocation."""

    line: int
    name: str
    address: str
    cells: Sequence[Cell]

    @property
    def is_changed(self) -> bool:
        """True when it is not everywhere in the same place."""
        return any(cell.is_changed for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """All versions, oldest first."""

    versions: Sequence[str]
    changed: Sequence[VersionRow]
    same: Sequence[VersionRow]
    refusals: Sequence[tuple[str, str]]
    """Versions without a verdict, and why."""


def put_side_by_side(answers: Sequence[VersionAnswer], addresses: Addresses) -> SideBySide:
    """Compare what the versions say."""
    verdicts = [answer.verdict for answer in answers if answer.verdict]
    names = [verdict.toolchain.version for verdict in verdicts]
    rows = [_row(each, names, addresses) for each in (compare(verdicts) if verdicts else ())]
    return SideBySide(
        versions=[name.removeprefix("go") for name in names],
        changed=[row for row in rows if row.is_changed],
        same=[row for row in rows if not row.is_changed],
        refusals=[(answer.version, _why(answer)) for answer in answers if answer.error],
    )


def _row(compared: Compared, versions: Sequence[str], addresses: Addresses) -> VersionRow:
    places = [compared.sides[version].place if version in compared.sides else None for version in versions]
    changes = [False, *(before != after for before, after in pairwise(places))]
    return VersionRow(
        line=compared.first.at.line,
        name=name_of(compared.first),
        address=addresses.of(compared.first.at),
        cells=[Cell(place=place, is_changed=changed) for place, changed in zip(places, changes, strict=True)],
    )


def _why(answer: VersionAnswer) -> str:
    if isinstance(answer.error, ProgramError):
        return _("does not accept the program: %(message)s", message=answer.error.messages[0])
    return _("gave no verdict. %(why)s", why=why_not_judged(answer.error)) if answer.error else ""
