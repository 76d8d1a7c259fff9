"""The page of the playground: the program, how it is compiled, and what came of asking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, assert_never
from urllib.parse import urljoin

from flask import request

from grader.errors import SourceMessage
from grader.escape.values import Place, SourceFile, Verdict
from grader.operations.asking import Way
from grader.picture.source import SourceLine, mark_source
from grader.web.commands import repeat_command
from grader.web.generated_code import CodeSays
from grader.web.gettext import gettext as _
from grader.web.pictures import Picture
from grader.web.places import place_words
from grader.web.playground.addresses import Addresses
from grader.web.playground.chosen import Chosen, describe_chosen
from grader.web.playground.examples import FILE_NAME, Example, list_examples
from grader.web.playground.marks import Marks, mark_flow, mark_problems, mark_rows
from grader.web.playground.sources import Keeping
from grader.web.playground.subjects import Row, count_places, describe_counts, find_subject_at, list_rows
from grader.web.playground.versions import SideBySide
from grader.web.playground.ways import Choices, make_choices
from grader.web.site import describe_release


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the compiler says."""

    verdict: Verdict
    rows: Sequence[Row]
    counts: Sequence[tuple[Place, str]]
    release: str
    chosen: Chosen | None
    is_absent: bool
    """True when something was to be chosen that is not there."""
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The program itself has to change before it can be judged."""

    title: str
    messages: Sequence[SourceMessage]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudgedNow:
    """There is no verdict, and that is not the program's fault."""

    title: str
    advice: str
    retry_address: str = ""
    """Where to ask once more; empty where that would not help."""
    retries_itself: bool = False


Outcome: TypeAlias = Answered | Refused | NotJudgedNow


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaygroundPage:
    """All that the page shows."""

    source: SourceFile
    addresses: Addresses | None
    """None for a program that is not kept."""
    outcome: Outcome
    choices: Choices
    is_link_wanted: bool = False
    """True when the program's address is to be shown: it stays."""
    keeping: Keeping = Keeping.DONE
    """Whether the program has been kept, and so whether its addresses lead anywhere."""
    is_explained: bool = False
    """True when every true reason of what is chosen has been looked for."""
    picture: Picture | Literal[False] | None = None
    """None until it is drawn; False for what is too large to be drawn."""
    code: CodeSays | Refused | NotJudgedNow | None = None
    """What the generated code does, where that was asked for."""
    versions: SideBySide | Refused | NotJudgedNow | None = None
    """What all versions say, where that was asked for."""
    examples: Sequence[Example] = field(default_factory=list_examples)

    @property
    def text(self) -> str:
        """The program as the editor shows it."""
        return self.source.text.decode(errors="replace")

    @property
    def answered(self) -> Answered | None:
        """What the compiler says, if it does."""
        return self.outcome if isinstance(self.outcome, Answered) else None

    @property
    def lines(self) -> Sequence[SourceLine]:
        """The program with what is chosen marked on it: for who has no script."""
        chosen = self.answered.chosen if self.answered else None
        subject = chosen.subject if chosen else None
        return mark_source(self.source, subject.at if subject else None, subject.derivation if subject else ())

    @property
    def has_several_versions(self) -> bool:
        """True when there is something to compare."""
        return bool(self.choices.go)

    @property
    def command(self) -> str:
        """The command that repeats what was asked."""
        if self.addresses is None:
            return ""
        way = self.addresses.way
        return repeat_command(FILE_NAME, go=way.go, lang=way.lang, flags=way.flags)

    @property
    def link(self) -> str:
        """The whole address of the page, to be given to others."""
        return urljoin(request.host_url, self.addresses.page) if self.addresses else ""

    @property
    def marks(self) -> Marks:
        """What the editor's script is told."""
        return {
            "program": self.addresses.program_id if self.addresses else "",
            "marks": mark_rows(self.answered.rows) if self.answered else [],
            "problems": mark_problems(self.outcome.messages) if isinstance(self.outcome, Refused) else [],
            "flow": mark_flow(self.source, self.answered.chosen.subject)
            if self.answered and self.answered.chosen
            else None,
        }

    @property
    def announcement(self) -> str:
        """What a screen reader says when this arrives."""
        match self.outcome:
            case Answered(chosen=Chosen() as chosen):
                return _("%(name)s: %(place)s.", name=chosen.name, place=place_words()[chosen.place].name)
            case Answered():
                return self.outcome.summary
            case Refused() | NotJudgedNow():
                return self.outcome.title
            case _:
                assert_never(self.outcome)


def describe_answer(verdict: Verdict, addresses: Addresses) -> Answered:
    """What the compiler says, ready to be shown."""
    subject = find_subject_at(verdict, addresses.at) if addresses.at else None
    rows = list_rows(verdict, addresses, subject)
    counts = count_places(verdict)
    return Answered(
        verdict=verdict,
        rows=rows,
        counts=counts,
        release=describe_release(verdict.toolchain.version),
        chosen=describe_chosen(subject) if subject else None,
        is_absent=addresses.at is not None and subject is None,
        summary=describe_counts(counts),
    )


def make_page(
    source: SourceFile,
    outcome: Outcome,
    addresses: Addresses | None = None,
    *,
    is_link_wanted: bool = False,
    is_explained: bool = False,
) -> PlaygroundPage:
    """The page of a program and what came of asking about it."""
    return PlaygroundPage(
        source=source,
        addresses=addresses,
        outcome=outcome,
        choices=make_choices(addresses.way if addresses else Way()),
        is_link_wanted=is_link_wanted,
        is_explained=is_explained,
    )
