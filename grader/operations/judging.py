"""The compiler's verdicts for those who only want to know them: from the cache, else from the compiler, then kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from grader.config import Settings
from grader.errors import ToolchainError
from grader.escape.judge import judge
from grader.escape.values import Position, SourceFile, Verdict
from grader.operations.database import Database
from grader.operations.verdicts import Enquiry, KeptVerdict, get_verdict
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.export_data import ExportData, prepare_export_data
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.packages import IMPORTABLE, find_imports


@dataclass(kw_only=True)
class BankVerdicts:
    """A source of verdicts (`VerdictSource`) for the bank's own programs. Safe to share between threads.

    Without a usable compiler what was kept before is still given.
    """

    database: Database
    settings: Settings
    installed: Installed | None = field(init=False)
    """None when there is no usable compiler; start-up says why."""
    _exports: dict[frozenset[str], ExportData] = field(init=False, default_factory=dict)
    _turn: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Look for the compiler once."""
        try:
            self.installed = find_installed(self.settings)
        except ToolchainError:
            self.installed = None

    def __call__(
        self,
        files: tuple[SourceFile, ...],
        /,
        *,
        lang: str | None = None,
        flags: tuple[str, ...] = (),
        explained: tuple[Position, ...] = (),
    ) -> Verdict:
        """Give the verdict of a program; at `explained` with all true reasons.

        Raises ProgramError, NotJudged, and ToolchainMissing when there is neither a compiler nor a kept verdict.
        """
        return self.keep(files, lang=lang, flags=flags, explained=explained).verdict

    def keep(
        self,
        files: tuple[SourceFile, ...],
        *,
        lang: str | None = None,
        flags: tuple[str, ...] = (),
        explained: tuple[Position, ...] = (),
    ) -> KeptVerdict:
        """Give the same with its key in the cache. Raises as the call itself."""
        enquiry = Enquiry(files=files, lang=lang, flags=flags, explain=explained)
        compiler = self.find_compiler(files, lang=lang, flags=flags)
        if compiler is None:
            return get_verdict(self.database, enquiry, None, _never)
        return get_verdict(
            self.database, enquiry, compiler.toolchain, lambda: judge(files, compiler, explain_all=explained)
        )

    def find_compiler(
        self, files: tuple[SourceFile, ...], *, lang: str | None = None, flags: tuple[str, ...] = ()
    ) -> Compiler | None:
        """Find the way to compile these files; None without a usable compiler."""
        if self.installed is None:
            return None
        imports = frozenset(find_imports(files))
        exports = self._prepared(self.installed, imports | frozenset(IMPORTABLE))
        return make_compile(self.installed, trust=Trust.TRUSTED, exports=exports, lang=lang, flags=flags)

    def _prepared(self, installed: Installed, packages: frozenset[str]) -> ExportData:
        with self._turn:
            if packages not in self._exports:
                self._exports[packages] = prepare_export_data(installed, packages, self.settings.data_folder)
            return self._exports[packages]


def _never() -> Verdict:
    raise AssertionError("without a compiler nothing is judged")
