"""Measurements of the bank's exercises: those that are kept, else made and kept."""

from __future__ import annotations

from dataclasses import dataclass

from grader.catalog.catalog import Exercise
from grader.cli.verdicts import TrustedVerdicts
from grader.errors import NotMeasured
from grader.escape.values import Verdict
from grader.operations.measurements import Trial, get_measurement
from grader.toolchain.measurement import Measurement
from grader.toolchain.measuring.calls import parse_call
from grader.toolchain.measuring.measuring import Measurer
from grader.toolchain.packages import find_imports


@dataclass(frozen=True, slots=True, kw_only=True)
class BankMeasurements:
    """What the `measure:` calls of exercises cost on this machine."""

    measurer: Measurer
    verdicts: TrustedVerdicts

    def __call__(self, exercise: Exercise) -> tuple[Verdict, Measurement]:
        """Give the verdict of the program and what its call costs. Raises NotJudged, NotMeasured, ProgramError."""
        content, files = exercise.content, (exercise.source,)
        verdict = self.verdicts(files, lang=content.go, flags=content.flags)
        if self.verdicts.database is None:
            return verdict, self._measure(exercise)
        trial = Trial(files=files, call=content.measure or "", toolchain=verdict.toolchain)
        return verdict, get_measurement(self.verdicts.database, trial, lambda: self._measure(exercise))

    def _measure(self, exercise: Exercise) -> Measurement:
        content = exercise.content
        call = parse_call(content.measure or "")
        files = (exercise.source,)
        archives = self.measurer.prepare(find_imports(files))
        measured = self.measurer(files, [call], archives=archives, lang=content.go, flags=content.flags)[0]
        if isinstance(measured, NotMeasured):
            raise measured
        return measured
