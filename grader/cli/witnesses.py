"""Who can be asked on this machine for what exercises have recorded."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.catalog.catalog import Exercise
from grader.catalog.content.count import Count
from grader.catalog.record import plain_version
from grader.catalog.record_fit import needs_record, recorded_versions
from grader.cli.measurements import BankMeasurements
from grader.cli.progress import show_progress
from grader.cli.verdicts import TrustedVerdicts
from grader.config import Settings
from grader.errors import NotMeasured, ToolchainMissing
from grader.operations.parting_ways import MeasureExercise
from grader.operations.recording import Witnesses
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.measuring.measuring import find_measurer
from grader.toolchain.packages import find_imports
from grader.toolchain.versions import find_toolchain


def find_witnesses(
    exercises: Iterable[Exercise], verdicts: TrustedVerdicts, settings: Settings, *, demands_all: bool
) -> Witnesses:
    """Find every version that these exercises name, with the packages that they import.

    What is missing is told and left out; with `demands_all` it raises: ToolchainMissing, NotMeasured.
    """
    in_force = plain_version(verdicts.installed.version)
    recorded = [each for each in exercises if needs_record(each.content)]
    named: dict[str, list[Exercise]] = {}
    for exercise in recorded:
        for version in recorded_versions(exercise.content, in_force):
            named.setdefault(version, []).append(exercise)
    sources = {in_force: verdicts}
    for version, naming in named.items():
        if version != in_force and (found := _find(version, naming, verdicts, settings, demands=demands_all)):
            sources[version] = found
    counting = {version for version, naming in named.items() if any(isinstance(e.content, Count) for e in naming)}
    measurements = _find_measurements(sources, counting, settings, demands=demands_all)
    return Witnesses(in_force=in_force, verdicts=sources, measurements=measurements)


def _find(
    version: str, naming: Sequence[Exercise], verdicts: TrustedVerdicts, settings: Settings, *, demands: bool
) -> TrustedVerdicts | None:
    """The source of verdicts of one further version; it needs the packages of these exercises only."""
    try:
        installed = find_toolchain(settings, version)
    except ToolchainMissing:
        if demands:
            raise
        count = f"{len(naming)} recorded exercise{'' if len(naming) == 1 else 's'}"
        print(f"Go {version} is not installed: its part of {count} stays as it is.", file=sys.stderr)
        return None
    packages = find_imports([exercise.source for exercise in naming])
    with show_progress(f"Building standard packages of {installed.version}, once") as on_progress:
        exports = prepare_export_data(installed, packages, settings.data_folder, on_progress)
    return replace(verdicts, installed=installed, exports=exports)


def _find_measurements(
    sources: dict[str, TrustedVerdicts], counting: set[str], settings: Settings, *, demands: bool
) -> dict[str, MeasureExercise]:
    measurements: dict[str, MeasureExercise] = {}
    for version in sorted(counting & set(sources)):
        try:
            measurer = find_measurer(settings, sources[version].installed)
        except NotMeasured as error:
            if demands:
                raise
            print(f"{error}. What was counted stays as it is.", file=sys.stderr)
            break
        measurements[version] = BankMeasurements(measurer=measurer, verdicts=sources[version])
    return measurements
