"""The one pinned way to compile a package for its verdicts. Running and reading are two things: nothing here reads."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from subprocess import SubprocessError

from grader.config import Sandbox
from grader.errors import CompilerCrashed, ConfigurationError, ProgramRefused, SourceMessage
from grader.escape.values import CompilerOutput, SourceFile, Toolchain
from grader.toolchain.complaints import crash_of_machine
from grader.toolchain.containment.choice import Containment, Wanted, find_containment
from grader.toolchain.containment.hold import Hold
from grader.toolchain.environment import GOARCH, GOOS
from grader.toolchain.export_data import ExportData
from grader.toolchain.installed import Installed
from grader.toolchain.judgement import Judgement
from grader.toolchain.limits import TRUSTED_LIMITS, UNTRUSTED_LIMITS, Limits
from grader.toolchain.prefilter import check_source
from grader.toolchain.rooms import Plan, Rooms
from grader.toolchain.turns import take_slot
from grader.toolchain.workspace import check_file_names, write_program

KNOWN_FLAGS = ("-l", "-N", "-smallframes")
"""The flags that may be added: each changes verdicts and nothing else. Others of the compiler's read or write files."""

_LANG = re.compile(r"(?:go)?1\.(\d{1,2})")


KNOWN_PROGRAM = SourceFile("probe.go", b"package p\n\nfunc Keep() *int {\n\tx := 1\n\treturn &x\n}\n")
KNOWN_VERDICT = "probe.go:4:2: moved to heap: x"
"""A program whose verdict is known, and the compiler's line that says it."""


class Trust(Enum):
    """Whose program it is."""

    UNTRUSTED = "untrusted"
    """Anybody's: pre-filter, tight limits, no function without a body."""
    TRUSTED = "trusted"
    """An instructor's, or of the person at this terminal: all of Go, wide limits."""


_LIMITS = {Trust.UNTRUSTED: UNTRUSTED_LIMITS, Trust.TRUSTED: TRUSTED_LIMITS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiler:
    """A pinned way to compile: call it with the files of one package. `make_compile` makes one."""

    installed: Installed
    trust: Trust
    toolchain: Toolchain
    """What a verdict depends on besides the source; flags given to a call are added to these."""
    exports: ExportData
    with_storage: bool
    limits: Limits
    rooms: Rooms = field(default_factory=Rooms, compare=False)
    """Where programs are compiled."""

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        """Compile `files` with `flags` added to the pinned ones.

        If the dump of storage makes the output too long, the program is compiled without it, and the output says so
        (`has_storage` is False). Raises ProgramRefused, CompileFailed, LimitExceeded, CompilerCrashed, CompilerBusy,
        and ContainmentMissing when the operator demands a sandbox that does not hold here.
        """
        toolchain = replace(self.toolchain, flags=_known_flags((*self.toolchain.flags, *flags)))
        with self._judge(files, toolchain) as judgement:
            return judgement.compile(with_storage=self.with_storage)

    def print_code(self, files: tuple[SourceFile, ...]) -> str:
        """Compile `files` once more, for the text of their generated code. Raises as a call does."""
        with self._judge(files, self.toolchain) as judgement:
            return judgement.print_code()

    @contextmanager
    def _judge(self, files: tuple[SourceFile, ...], toolchain: Toolchain) -> Iterator[Judgement]:
        """Check the files, wait for a slot, and hold the compiler."""
        self._check(files)
        hold = self.find_containment().hold
        try:
            with self._slot(), self._open(files, toolchain, hold, self.limits) as judgement:
                yield judgement
        except (OSError, SubprocessError) as error:  # a full disk, no process to be had
            raise crash_of_machine(error) from error

    def find_containment(self) -> Containment:
        """Return what holds the compiler; the first time in this process it is found by trying.

        Raises ContainmentMissing.
        """
        wanted = Wanted(
            sandbox=self.installed.sandbox,
            limits_suffice=self.trust is Trust.TRUSTED and self.installed.sandbox is Sandbox.AUTO,
            programs=(self.installed.compile, Path(tempfile.gettempdir())),
            readable=self.exports.folders,
        )
        return find_containment(wanted, self._try_in)

    def self_test(self) -> None:
        """Compile the known program as any other. Raises GraderError, also when the verdict is another one."""
        self._try_in(self.find_containment().hold)

    def _try_in(self, hold: Hold) -> None:
        limits = _LIMITS[self.trust]  # not our own: a caller in a hurry must not decide for all
        with self._open((KNOWN_PROGRAM,), self.toolchain, hold, limits) as judgement:
            output = judgement.compile(with_storage=self.with_storage)
        if KNOWN_VERDICT not in output.text.splitlines():
            raise CompilerCrashed(f"it did not say “{KNOWN_VERDICT}” of a program that returns &x")

    @contextmanager
    def _open(
        self, files: tuple[SourceFile, ...], toolchain: Toolchain, hold: Hold, limits: Limits
    ) -> Iterator[Judgement]:
        plan = Plan(hold=hold, compiler=self.installed.compile, readable=self.exports.folders, limits=limits)
        with self.rooms.open(plan) as room:
            write_program(room.workspace, files, self.exports.importcfg)
            yield Judgement(
                compiler=self.installed.compile,
                toolchain=toolchain,
                names=tuple(file.name for file in files),
                files=files,
                workspace=room.workspace,
                limits=limits,
                is_complete=self.trust is Trust.UNTRUSTED,
                starter=room.enter(),
            )

    def with_exports(self, exports: ExportData) -> Compiler:
        """Return the same compiler with other packages to import."""
        return replace(self, exports=exports)

    def in_rooms(self, rooms: Rooms) -> Compiler:
        """Return the same compiler in other rooms: `ReadyRooms` where one program is judged after the other."""
        return replace(self, rooms=rooms)

    def _check(self, files: tuple[SourceFile, ...]) -> None:
        """Refuse, before anything is written, what must not be compiled."""
        if not files:
            raise ProgramRefused((SourceMessage("program", 0, 0, "there is no Go file to compile."),))
        check_file_names(files)
        size = sum(len(file.text) for file in files)
        if size > self.limits.source_bytes:
            what = f"the program has {size} bytes; at most {self.limits.source_bytes} are accepted. Make it shorter."
            raise ProgramRefused((SourceMessage(files[0].name, 0, 0, what),))
        if self.trust is Trust.UNTRUSTED:
            for file in files:
                check_source(file)

    def _slot(self) -> AbstractContextManager[None]:
        """Hold a slot while an untrusted program is compiled; a trusted one needs none."""
        if self.trust is Trust.TRUSTED:
            return nullcontext()
        return take_slot(self.installed.data_folder, seconds=self.limits.slot_seconds)


def make_compile(
    installed: Installed,
    *,
    trust: Trust,
    exports: ExportData,
    lang: str | None = None,
    flags: tuple[str, ...] = (),
    with_storage: bool = True,
) -> Compiler:
    """Return the way to compile for this trust, language version and flags.

    `lang` is `1.21` or `go1.21`; by default the release's own. Raises ConfigurationError for a language version or a
    flag that is not accepted.
    """
    toolchain = Toolchain(
        version=installed.version,
        goos=GOOS,
        goarch=GOARCH,
        lang=_known_lang(lang, installed),
        flags=_known_flags(flags),
    )
    return Compiler(
        installed=installed,
        trust=trust,
        toolchain=toolchain,
        exports=exports,
        with_storage=with_storage,
        limits=_LIMITS[trust],
    )


def _known_lang(lang: str | None, installed: Installed) -> str:
    match = _LANG.fullmatch(lang or f"1.{installed.minor}")
    if not match or int(match[1]) > installed.minor:
        raise ConfigurationError(
            f"{installed.version} does not speak the language version {lang}. "
            f"Use 1.N with N up to {installed.minor}, for example 1.21."
        )
    return f"go1.{int(match[1])}"


def _known_flags(flags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the flags, each once; refuse every other than the known ones."""
    for flag in flags:
        if flag not in KNOWN_FLAGS:
            raise ConfigurationError(f"The compiler flag {flag} is not accepted. Use one of {', '.join(KNOWN_FLAGS)}.")
    return tuple(dict.fromkeys(flags))
