"""Verdicts for programs that anybody may send: from the cache, else from the compiler under limits for strangers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from grader.config import Settings
from grader.errors import (
    Bound,
    CompilerBusy,
    ConfigurationError,
    LimitExceeded,
    NotJudged,
    ProgramError,
    ToolchainMissing,
)
from grader.escape.judge import judge
from grader.escape.runtime_calls import GeneratedCode, parse_generated_code
from grader.escape.values import Position, SourceFile, Verdict
from grader.operations.database import Database
from grader.operations.queueing import Queue
from grader.operations.verdicts import Enquiry, KeptVerdict, get_verdict
from grader.toolchain.budget import Budget
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.generated_code import read_generated_code
from grader.toolchain.limits import UNTRUSTED_LIMITS
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.rooms import ReadyRooms
from grader.toolchain.turns import take_turn
from grader.toolchain.usable import Usable, find_usable_toolchains
from grader.toolchain.versions import find_in_force, order

TURN_SECONDS = 6.0
"""How long a second question of the same person waits for the first: a little longer than one may take."""

READING_SECONDS = 5.0
"""Of this process's own work on one verdict. The slowest known program takes less than two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a program is compiled."""

    go: str | None = None
    """Version, e.g. `1.24.11`; None: the one in force."""
    lang: str | None = None
    """Language version, e.g. `1.21`; None: the compiler's own."""
    is_inlining: bool = True

    @property
    def flags(self) -> tuple[str, ...]:
        """The compiler's flags."""
        return () if self.is_inlining else ("-l",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One program, how it is compiled, and who wants to know."""

    source: SourceFile
    way: Way = Way()
    asker: str
    """Who has one turn at a time: an account, or an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAnswer:
    """What one Go version makes of a program: a verdict, or why there is none."""

    version: str
    """Without `go`: `1.24.11`."""
    verdict: Verdict | None = None
    error: ProgramError | NotJudged | ConfigurationError | None = None


@dataclass(slots=True)
class _Allowance:
    """Time for the compiler, in seconds: it runs from the first turn on, so that nobody's waiting is counted."""

    seconds: float
    _deadline: float | None = None

    def begin(self) -> float:
        """Return the deadline, a moment of time.monotonic."""
        if self._deadline is None:
            self._deadline = time.monotonic() + self.seconds
        return self._deadline


def _begin_reading() -> Callable[[], None]:
    """Return a check that raises LimitExceeded once this thread has worked too long: other pages wait meanwhile."""
    started = time.thread_time()

    def check() -> None:
        if time.thread_time() - started > READING_SECONDS:
            what = "What the compiler says of this program takes too long to read. Make it smaller."
            raise LimitExceeded(what, Bound.OUTPUT)

    return check


@dataclass(kw_only=True)
class AnybodysVerdicts:
    """Verdicts for programs from the web. Safe to share between threads."""

    database: Database
    settings: Settings
    _rooms: ReadyRooms = field(init=False, default_factory=ReadyRooms)
    _queue: Queue = field(init=False, default_factory=Queue)
    _preparing: threading.Lock = field(init=False, default_factory=threading.Lock)

    def find_versions(self) -> tuple[str, ...]:
        """Find the Go versions that can be asked, the one in force first, then the newest: `1.27.3`."""
        in_force = find_in_force(self.settings)
        first = [in_force.version] if in_force else []
        others = [each.installed.version for each in find_usable_toolchains(self.settings)]
        return tuple(name.removeprefix("go") for name in dict.fromkeys([*first, *others]))

    def ask(self, question: Question, *, explained: Position | None = None) -> Verdict:
        """Give the verdict; of what stands at `explained` with all true reasons.

        The first answer takes one compilation; all reasons take several, under one bound of time.
        Raises ProgramError, NotJudged (CompilerBusy, too) and ConfigurationError: for a way of compiling that there is
        not, and for a compiler that is missing.
        """
        return self.keep(question, explained=explained).verdict

    def keep(self, question: Question, *, explained: Position | None = None) -> KeptVerdict:
        """Give the same with its key in the cache. Raises as `ask`."""
        where = (explained,) if explained else ()
        return self._get(question, where, _Allowance(UNTRUSTED_LIMITS.wall_seconds))

    def ask_every_version(self, question: Question) -> tuple[VersionAnswer, ...]:
        """Give what each installed version makes of the program, oldest first; all of them under one bound of time.

        Raises CompilerBusy.
        """
        allowance = _Allowance(2 * UNTRUSTED_LIMITS.wall_seconds)
        versions = sorted(self.find_versions(), key=order)
        return tuple(self._answer_of(version, question, allowance) for version in versions)

    def print_out(self, question: Question) -> str:
        """Give all that the compiler prints with `-m=2`: nothing else is asked of it. Raises as `ask`."""
        compiler = self._get_compiler(question.way)
        with self._turn_of(question):
            return replace(compiler, with_storage=False)((question.source,)).text

    def read_code(self, question: Question) -> GeneratedCode:
        """Read the generated code: the program is compiled once more, and not run. Raises as `ask`."""
        compiler = self._get_compiler(question.way)
        with self._turn_of(question):
            return parse_generated_code(read_generated_code(compiler, (question.source,)))

    def _answer_of(self, version: str, question: Question, allowance: _Allowance) -> VersionAnswer:
        asked = replace(question, way=replace(question.way, go=version))
        try:
            return VersionAnswer(version=version, verdict=self._get(asked, (), allowance).verdict)
        except (ProgramError, NotJudged, ConfigurationError) as error:
            if isinstance(error, CompilerBusy):
                raise
            return VersionAnswer(version=version, error=error)

    def _get(self, question: Question, explained: tuple[Position, ...], allowance: _Allowance) -> KeptVerdict:
        files = (question.source,)
        enquiry = Enquiry(
            files=files,
            lang=question.way.lang,
            flags=question.way.flags,
            explain=explained,
            trust=Trust.UNTRUSTED,
        )
        compiler = self._find_compiler(question.way)

        def ask_compiler() -> Verdict:
            if compiler is None:
                raise ToolchainMissing("There is no Go compiler here.")
            with self._turn_of(question):
                budget = Budget(compiler, allowance.begin())
                return judge(files, budget, explain_all=explained, check=_begin_reading())

        toolchain = compiler.toolchain if compiler else None
        return get_verdict(self.database, enquiry, toolchain, ask_compiler)

    @contextmanager
    def _turn_of(self, question: Question) -> Iterator[None]:
        place = self._queue.take_place(question.asker)
        with place, take_turn(self.settings.data_folder, question.asker, seconds=TURN_SECONDS):
            yield

    def _find_compiler(self, way: Way) -> Compiler | None:
        """Find the way to compile; None where no version is named and none is in force."""
        usable = self._find_usable(way.go)
        if usable is None:
            return None
        compiler = make_compile(
            usable.installed, trust=Trust.UNTRUSTED, exports=usable.exports, lang=way.lang, flags=way.flags
        )
        return compiler.in_rooms(self._rooms)

    def _get_compiler(self, way: Way) -> Compiler:
        compiler = self._find_compiler(way)
        if compiler is None:
            raise ToolchainMissing("There is no Go compiler here.")
        return compiler

    def _find_usable(self, version: str | None) -> Usable | None:
        """Find a version; None for the one in force where there is none. Raises ToolchainMissing for another."""
        for each in find_usable_toolchains(self.settings):
            if each.installed.version == f"go{version}" if version else each.is_in_force:
                return each
        if version:
            raise ToolchainMissing(f"Go {version} is not ready here. Choose another version.")
        return self._prepare_in_force()

    def _prepare_in_force(self) -> Usable | None:
        """Build what programs may import: `serve` has done so before, other servers may not have."""
        installed = find_in_force(self.settings)
        if installed is None:
            return None
        with self._preparing:
            exports = prepare_export_data(installed, IMPORTABLE, self.settings.data_folder)
        return Usable(installed=installed, exports=exports, is_in_force=True)
