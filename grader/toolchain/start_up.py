"""What a person who starts the program should know of its compiler: which it is, what holds it, whether it works."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from enum import Enum

from grader.config import Settings
from grader.errors import GraderError, ToolchainError
from grader.escape.values import SourceFile
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import ExportData, find_missing_packages
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.limits import GIB, HAS_ADDRESS_SPACE_LIMIT, MIB, UNTRUSTED_LIMITS
from grader.toolchain.packages import IMPORTABLE


class Health(Enum):
    """How a part is."""

    WELL = "well"
    WARNING = "warning"
    """It works, and whoever runs the program should know something about it."""
    NOT_WELL = "not well"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found of one part."""

    part: str
    health: Health
    says: str
    next_step: str = ""
    """What to do about it; empty when all is well."""

    def __str__(self) -> str:
        line = f"{self.part}: {self.says}"
        return f"{line}. {self.next_step}" if self.next_step else line


_PROBE = SourceFile("probe.go", b"package p\n\nfunc Keep() *int {\n\tx := 1\n\treturn &x\n}\n")
_PROBE_SAYS = "probe.go:4:2: moved to heap: x"


def start_up_report(settings: Settings) -> tuple[Finding, ...]:
    """Find the compiler, try it, and say what it is held by. Raises nothing: whatever is wrong is a finding."""
    try:
        installed = find_installed(settings)
    except ToolchainError as error:
        says = "none, so no verdict can be computed"
        missing = Finding(part="compiler", health=Health.NOT_WELL, says=says, next_step=str(error))
        return (missing, *_find_containment())
    return (_find_compiler(installed), *_find_containment(), _find_export_data(installed, settings))


def _find_compiler(installed: Installed) -> Finding:
    """Compile a program whose verdict is known; untrusted, so that the limits are tried, too."""
    what = f"{installed.version}, for linux/amd64, {installed.compile}"
    try:
        milliseconds = _try_compiler(installed)
    except GraderError as error:
        return Finding(part="compiler", health=Health.NOT_WELL, says=f"{what}; the self-test failed: {error}")
    return Finding(part="compiler", health=Health.WELL, says=f"{what}; self-test {milliseconds:.0f} ms")


def _try_compiler(installed: Installed) -> float:
    """Return the milliseconds that the self-test took. Raises GraderError when its verdict is not the known one."""
    compile_probe = make_compile(installed, trust=Trust.UNTRUSTED, exports=ExportData(importcfg="", packages=()))
    started = time.perf_counter()
    output = compile_probe((_PROBE,))
    if _PROBE_SAYS not in output.text.splitlines():
        raise ToolchainError(f"it did not say “{_PROBE_SAYS}” of a program that returns &x")
    return (time.perf_counter() - started) * 1000


def _find_containment() -> tuple[Finding, ...]:
    """Say honestly what a hostile program is held by."""
    limits = Finding(
        part="sandbox",
        health=Health.WARNING,
        says=f"limits only ({_describe_limits()}), a private folder, an empty environment. Programs are compiled and "
        "never run, but a fault of the compiler itself could read this account's files or use the network",
        next_step="Run the server under an account of its own that can read nothing else.",
    )
    return (limits, *([_ROOT] if _is_root() else []))


_ROOT = Finding(
    part="account",
    health=Health.WARNING,
    says="running as root: so does the compiler",
    next_step="Start the program as another user.",
)


def _describe_limits() -> str:
    limits = UNTRUSTED_LIMITS
    memory = (
        f"{limits.address_space_bytes / GIB:g} GiB of address space"
        if HAS_ADDRESS_SPACE_LIMIT
        else f"{limits.resident_bytes // MIB} MiB of memory, looked at every 20 ms"
    )
    sizes = f"{limits.file_bytes // MIB} MiB per file, {limits.output_bytes // MIB} MiB of output"
    return f"{limits.wall_seconds:g} s, {memory}, {sizes}"


def _is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def _find_export_data(installed: Installed, settings: Settings) -> Finding:
    missing = find_missing_packages(installed, IMPORTABLE, settings.data_folder)
    if not missing:
        says = f"all {len(IMPORTABLE)} importable packages are ready"
        return Finding(part="export data", health=Health.WELL, says=says)
    return Finding(
        part="export data",
        health=Health.NOT_WELL,
        says=f"{len(missing)} standard packages are not built yet for {installed.version}",
        next_step="Run `python -m grader doctor --prepare`; it takes about ten seconds, once.",
    )
