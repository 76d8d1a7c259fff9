"""The Go versions that can answer at once: those that are sound and have all that programs may import."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from grader.config import Settings
from grader.toolchain.export_data import ExportData, find_export_data, find_missing_packages
from grader.toolchain.installed import Installed
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.versions import find_in_force, find_sound_toolchains

_LOOK_SECONDS = 3
"""How long what was found is taken to be so. To look takes some milliseconds for each version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usable:
    """A version that nobody has to wait for."""

    installed: Installed
    exports: ExportData
    """Of all packages that programs may import."""
    is_in_force: bool
    """True for the one that judges where no version is named."""


_known: dict[Settings, tuple[float, tuple[Usable, ...]]] = {}
_turn = threading.Lock()


def find_usable_toolchains(settings: Settings) -> tuple[Usable, ...]:
    """Find the usable versions, newest first. What is installed or removed meanwhile is seen within three seconds."""
    with _turn:
        looked, usable = _known.get(settings, (0.0, ()))
        if not looked or time.monotonic() - looked > _LOOK_SECONDS:
            usable = _look(settings)
            _known[settings] = (time.monotonic(), usable)
        return usable


def _look(settings: Settings) -> tuple[Usable, ...]:
    in_force = find_in_force(settings)
    return tuple(
        Usable(
            installed=each,
            exports=find_export_data(each, IMPORTABLE, settings.data_folder),
            is_in_force=each == in_force,
        )
        for each in reversed(find_sound_toolchains(settings))
        if not find_missing_packages(each, IMPORTABLE, settings.data_folder)
    )
