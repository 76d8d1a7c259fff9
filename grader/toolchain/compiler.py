"""Compiling one package with the bare compiler, in the one pinned way. Running and reading are two things: nothing here reads.

Flags (see `go tool compile`): `-m=2` and `-json` say what escapes and why, `-W` where every variable is, `-c=1` keeps the dump in
order, `-trimpath` takes our folders out of the text, and the importcfg is the list of what may be imported.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from urllib.parse import quote

from grader.errors import CompilerBusy, ConfigurationError, LimitExceeded, ProgramRefused, SourceMessage
from grader.escape.values import CompilerOutput, SourceFile, Toolchain
from grader.toolchain.complaints import error_of_stop, failure_of, find_crash
from grader.toolchain.environment import GOARCH, GOOS, clean_environment
from grader.toolchain.export_data import ExportData
from grader.toolchain.installed import Installed
from grader.toolchain.limits import MIB, TRUSTED_LIMITS, UNTRUSTED_LIMITS, Limits
from grader.toolchain.prefilter import check_source
from grader.toolchain.process import Finished, Stopped, run_limited

KNOWN_FLAGS = ("-l", "-N", "-smallframes")
"""The flags that may be added: each changes verdicts and nothing else. Others write files or read them."""

SLOTS = os.cpu_count() or 1
_slots = threading.BoundedSemaphore(SLOTS)
_SLOT_SECONDS = 10.0

_FILE_NAME = re.compile(r"[^\W][\w.-]{0,96}\.go")
_LANG = re.compile(r"(?:go)?1\.(\d{1,2})")
_PACKAGE = "p"


class Trust(Enum):
    """Whose program it is."""

    UNTRUSTED = "untrusted"
    """Anybody's: pre-filter, tight limits, no function without a body."""
    TRUSTED = "trusted"
    """An instructor's, or of the person at this terminal: all of Go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiler:
    """A pinned way to compile; call it with the files of one package. See `make_compile`."""

    installed: Installed
    trust: Trust
    toolchain: Toolchain
    exports: ExportData
    with_storage: bool
    limits: Limits

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        """Compile `files` with `flags` added to the pinned ones.

        If the dump of storage alone makes the output too long, the program is compiled again without it, and the output says so
        (`has_storage` is False). Raises ProgramRefused, CompileFailed, LimitExceeded, CompilerCrashed, CompilerBusy.
        """
        toolchain = replace(self.toolchain, flags=_known_flags((*self.toolchain.flags, *flags)))
        self._check(files)
        with self._slot(), _private_folder(files, self.exports) as folder:
            run = _Run(self, toolchain, tuple(file.name for file in files), folder)
            return run.output()

    def _check(self, files: tuple[SourceFile, ...]) -> None:
        """Refuse, before anything is written, what can not or must not be compiled."""
        _check_names(files)
        size = sum(len(file.text) for file in files)
        if size > self.limits.source_bytes:
            text = f"the program has {size} bytes; at most {self.limits.source_bytes} are accepted. Make it shorter."
            raise ProgramRefused((SourceMessage(files[0].name, 0, 0, text),))
        if self.trust is Trust.UNTRUSTED:
            for file in files:
                check_source(file)

    @contextlib.contextmanager
    def _slot(self) -> Iterator[None]:
        """Hold one of as many slots as there are processors, so that a class of students can not exhaust the machine."""
        if self.trust is Trust.TRUSTED:
            yield
            return
        if not _slots.acquire(timeout=_SLOT_SECONDS):
            raise CompilerBusy("The compiler is busy with other programs. Try again in a few seconds.")
        try:
            yield
        finally:
            _slots.release()


def make_compile(
    installed: Installed,
    *,
    trust: Trust,
    exports: ExportData,
    lang: str | None = None,
    flags: tuple[str, ...] = (),
    with_storage: bool = True,
) -> Compiler:
    """Return the way to compile for the given trust, language version (`1.21` or `go1.21`; default: the release's own) and flags.

    Raises ConfigurationError for a language version or flag that this release does not have.
    """
    toolchain = Toolchain(
        version=installed.version,
        goos=GOOS,
        goarch=GOARCH,
        lang=_known_lang(lang, installed),
        flags=_known_flags(flags),
    )
    limits = UNTRUSTED_LIMITS if trust is Trust.UNTRUSTED else TRUSTED_LIMITS
    return Compiler(
        installed=installed, trust=trust, toolchain=toolchain, exports=exports, with_storage=with_storage, limits=limits
    )


def _known_lang(lang: str | None, installed: Installed) -> str:
    match = _LANG.fullmatch(lang or f"1.{installed.minor}")
    if not match or int(match[1]) > installed.minor:
        raise ConfigurationError(
            f"Language version {lang} is not one that {installed.version} speaks. Use 1.N with N up to {installed.minor}, e.g. 1.21."
        )
    return f"go1.{int(match[1])}"


def _known_flags(flags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the flags, each once; refuse every other than the known ones."""
    for flag in flags:
        if flag not in KNOWN_FLAGS:
            raise ConfigurationError(f"Compiler flag {flag!r} is not accepted. Use one of {', '.join(KNOWN_FLAGS)}.")
    return tuple(dict.fromkeys(flags))


def _check_names(files: tuple[SourceFile, ...]) -> None:
    """Refuse names that would be a flag, a path or unreadable in a message."""
    if not files:
        raise ProgramRefused((SourceMessage("program.go", 0, 0, "there is no file to compile."),))
    names = [file.name for file in files]
    for name in names:
        if not _FILE_NAME.fullmatch(name) or names.count(name) > 1:
            text = "file names must differ, and have letters, digits, `_`, `-` and dots only, and end in `.go`."
            raise ProgramRefused((SourceMessage(name[:100], 0, 0, text),))


@contextlib.contextmanager
def _private_folder(files: tuple[SourceFile, ...], exports: ExportData) -> Iterator[Path]:
    """Make a fresh folder that only we may enter, with the sources in a subfolder that holds nothing else; remove all after."""
    with tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        (folder / "source").mkdir(mode=0o700)
        for file in files:
            _write_new(folder / "source" / file.name, file.text)
        _write_new(folder / "importcfg", exports.importcfg.encode())
        yield folder


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, through no link."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


class _Run:
    """One judgement in one private folder: one run of the compiler, or two."""

    def __init__(self, compiler: Compiler, toolchain: Toolchain, names: tuple[str, ...], folder: Path) -> None:
        self._compiler = compiler
        self._toolchain = toolchain
        self._names = names
        self._folder = folder
        self._deadline = time.monotonic() + compiler.limits.wall_seconds

    def output(self) -> CompilerOutput:
        """Compile with every channel on; without the dump of storage if that is too long."""
        finished = self._start(with_storage=self._compiler.with_storage)
        has_storage = self._compiler.with_storage
        if finished.stopped is Stopped.OUTPUT and has_storage:
            finished, has_storage = self._start(with_storage=False), False
        self._raise_unless_done(finished)
        return CompilerOutput(
            toolchain=self._toolchain,
            text=finished.output.decode(errors="replace"),
            log=self._read_log(),
            has_storage=has_storage,
        )

    def _start(self, *, with_storage: bool) -> Finished:
        channels = ["-m=2", f"-json=0,{(self._folder / 'json').as_uri()}", *(["-W"] if with_storage else [])]
        return self._compile(channels)

    def _compile(self, channels: list[str]) -> Finished:
        command = [
            str(self._compiler.installed.compile),
            *("-p", _PACKAGE),
            *(["-complete"] if self._compiler.trust is Trust.UNTRUSTED else []),
            "-c=1",
            f"-lang={self._toolchain.lang}",
            *("-trimpath", f"{self._folder / 'source'}=>"),
            *channels,
            *self._toolchain.flags,
            *("-importcfg", str(self._folder / "importcfg")),
            *("-o", str(self._folder / "p.o")),
            *self._names,
        ]
        return run_limited(
            command,
            folder=self._folder / "source",
            environment={**clean_environment(self._folder), "PWD": str(self._folder / "source")},
            limits=self._compiler.limits,
            deadline=self._deadline,
        )

    def _raise_unless_done(self, finished: Finished) -> None:
        """Raise what a run that did not succeed means. Nothing that it printed is used: rows before a crash look right and are not."""
        self._raise_if_stopped(finished)
        if finished.status == 0:
            return
        plain = self._compile([])
        self._raise_if_stopped(plain)
        text = (plain if plain.status else finished).output.decode(errors="replace")
        raise failure_of(text, self._names)

    def _raise_if_stopped(self, finished: Finished) -> None:
        limits = self._compiler.limits
        bounds = {
            Stopped.TIME: f"{limits.wall_seconds:g} seconds",
            Stopped.OUTPUT: f"{limits.output_bytes // MIB} MiB",
            Stopped.MEMORY: f"{limits.resident_bytes // MIB} MiB of memory",
        }
        if finished.stopped:
            raise error_of_stop(finished.stopped, bounds[finished.stopped])
        if crash := find_crash(finished):
            raise crash

    def _read_log(self) -> Mapping[str, str]:
        """Return the log of our own files; inlined standard packages write logs, too, which nobody asked for."""
        return {name: self._read_log_of(name) for name in self._names}

    def _read_log_of(self, name: str) -> str:
        path = self._folder / "json" / _PACKAGE / f"{quote(name.removesuffix('.go'), safe='')}.json"
        if not path.is_file():
            return ""
        if path.stat().st_size > self._compiler.limits.output_bytes * 4:
            raise LimitExceeded("This program could not be judged: the compiler's log of it is too long. Make the program smaller.")
        return path.read_text(encoding="utf-8", errors="replace")
