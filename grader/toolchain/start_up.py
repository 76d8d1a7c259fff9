"""What a person who starts the program should know of its compiler: which it is, what holds it, whether it works."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from grader.config import Settings
from grader.errors import ContainmentMissing, GraderError, ToolchainError
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.containment.account import NOBODY, is_root
from grader.toolchain.containment.choice import Containment
from grader.toolchain.environment import GOARCH, GOOS
from grader.toolchain.export_data import find_export_data, find_missing_packages
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.limits import GIB, HAS_ADDRESS_SPACE_LIMIT, MIB, UNTRUSTED_LIMITS
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.turns import HAS_FILE_LOCKS, are_turns_shared
from grader.toolchain.versions import find_extras

_FURTHER = "further version"


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


def start_up_report(settings: Settings) -> tuple[Finding, ...]:
    """Find the compiler, try it, and say what it is held by. Raises nothing: whatever is wrong is a finding."""
    try:
        installed = find_installed(settings)
    except ToolchainError as error:
        says = "none, so no verdict can be computed"
        missing = Finding(part="compiler", health=Health.NOT_WELL, says=says, next_step=str(error))
        untried = Finding(part="sandbox", health=Health.WARNING, says="not tried without a compiler")
        return (missing, untried, *_find_further(settings, None))
    return (*_try(_make_compiler(installed, settings)), *_find_rest(installed, settings))


def _try(compiler: Compiler) -> tuple[Finding, ...]:
    try:
        contained = _describe_containment(compiler.find_containment())
    except ContainmentMissing as error:
        return (Finding(part="sandbox", health=Health.NOT_WELL, says=str(error)),)
    return (_find_compiler(compiler), *contained)


def _find_rest(installed: Installed, settings: Settings) -> Iterator[Finding]:
    yield _find_export_data(installed, settings)
    yield from _find_further(settings, installed)
    if HAS_FILE_LOCKS and not are_turns_shared(settings.data_folder):
        yield Finding(
            part="turns",
            health=Health.WARNING,
            says=f"no file can be locked in {settings.data_folder}, so each process counts alone how many programs it "
            "compiles at once",
            next_step="Let this account write there, or start one process only.",
        )


def check_containment(settings: Settings) -> None:
    """Raise ContainmentMissing when the operator demands a sandbox that does not hold. No compiler: no objection."""
    try:
        installed = find_installed(settings)
    except ToolchainError:
        return
    _make_compiler(installed, settings).find_containment()


def _make_compiler(installed: Installed, settings: Settings) -> Compiler:
    exports = find_export_data(installed, IMPORTABLE, settings.data_folder)
    return make_compile(installed, trust=Trust.UNTRUSTED, exports=exports)


def _find_compiler(compiler: Compiler) -> Finding:
    """Compile a program whose verdict is known; untrusted, so that limits and sandbox are tried, too."""
    installed = compiler.installed
    what = f"{installed.version}, for {GOOS}/{GOARCH}, {installed.compile}"
    started = time.perf_counter()
    try:
        compiler.self_test()
    except GraderError as error:
        return Finding(part="compiler", health=Health.NOT_WELL, says=f"{what}; the self-test failed: {error}")
    milliseconds = (time.perf_counter() - started) * 1000
    return Finding(part="compiler", health=Health.WELL, says=f"{what}; self-test {milliseconds:.0f} ms")


def _describe_containment(found: Containment) -> tuple[Finding, ...]:
    """Say honestly what a hostile program is held by."""
    return (_describe_level(found), *([_describe_account(found)] if is_root() else []))


def _describe_level(found: Containment) -> Finding:
    limits = f"limits: {_describe_limits()}"
    if not found.barred.holds:
        return Finding(
            part="sandbox",
            health=Health.WARNING,
            says=f"limits only ({_describe_limits()}), a private folder, an empty environment. Programs are compiled "
            f"and never run, but a fault of the compiler itself could read files or use the network{_because(found)}",
            next_step="Install bubblewrap (`apt install bubblewrap`), or run the server under an account of its own "
            "that can read nothing else.",
        )
    udp = "none" if found.barred.udp else "OPEN"
    says = f"{found.hold.level} (files: private folder only; TCP: none; UDP: {udp}), {limits}{_because(found)}"
    return Finding(part="sandbox", health=Health.WELL if found.barred.udp else Health.WARNING, says=says)


def _because(found: Containment) -> str:
    """Say why no better level was taken; nothing when the best was, or a level was demanded."""
    return f". Not better, since {'; '.join(found.passed_over)}" if found.passed_over else ""


def _describe_account(found: Containment) -> Finding:
    if found.obstacle is None:
        says = f"running as root: the compiler runs as {NOBODY.name}"
        step = "Better start the program as another user."
    else:
        says = f"running as root, and so does the compiler: {found.obstacle}"
        step = "Start the program as another user, or put it where others can read it."
    return Finding(part="account", health=Health.WARNING, says=says, next_step=step)


def _describe_limits() -> str:
    limits = UNTRUSTED_LIMITS
    memory = (
        f"{limits.address_space_bytes / GIB:g} GiB of address space"
        if HAS_ADDRESS_SPACE_LIMIT
        else f"{limits.resident_bytes // MIB} MiB of memory, looked at every 20 ms"
    )
    sizes = f"{limits.file_bytes // MIB} MiB per file, {limits.output_bytes // MIB} MiB of output"
    return f"{limits.wall_seconds:g} s, {memory}, {sizes}"


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


def _find_further(settings: Settings, in_force: Installed | None) -> Iterator[Finding]:
    """Say of each further version whether it can be used, and whether at once."""
    for extra in find_extras(settings):
        if in_force and extra.version == in_force.version:
            continue
        try:
            installed = extra.use(settings)
        except ToolchainError as error:
            yield Finding(part=_FURTHER, health=Health.NOT_WELL, says=str(error))
            continue
        yield _describe_further(installed, find_missing_packages(installed, IMPORTABLE, settings.data_folder))


def _describe_further(installed: Installed, missing: tuple[str, ...]) -> Finding:
    if not missing:
        says = f"{installed.version}, sound, all importable packages are ready"
        return Finding(part=_FURTHER, health=Health.WELL, says=says)
    return Finding(
        part=_FURTHER,
        health=Health.WARNING,
        says=f"{installed.version}, sound, but {len(missing)} standard packages are not built for it: the playground "
        "does not offer it, and `ask --go` builds them first",
        next_step=f"Run `python -m grader doctor --prepare`, or remove it: `python -m grader toolchains remove "
        f"{installed.version.removeprefix('go')}`.",
    )
