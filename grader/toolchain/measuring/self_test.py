"""What whoever starts the program should know of measuring: whether it works here, and if not, why."""

from __future__ import annotations

import time

from grader.config import Measuring, Settings
from grader.errors import GraderError, NotMeasured, ToolchainError
from grader.escape.values import SourceFile
from grader.toolchain.export_data import find_missing_packages
from grader.toolchain.installed import find_installed
from grader.toolchain.measurement import Measurement
from grader.toolchain.measuring.archives import HARNESS_IMPORTS
from grader.toolchain.measuring.calls import parse_call
from grader.toolchain.measuring.measuring import Measurer, find_measurer
from grader.toolchain.start_up import Finding, Health

_PART = "measuring"
_PROBE = SourceFile("probe.go", b"package probe\n\nfunc New() *int {\n\tn := 1\n\treturn &n\n}\n")
_CALL = "New()"


def find_measuring(settings: Settings) -> Finding:
    """Measure a call whose cost is known. Raises nothing, and builds nothing: whatever is wrong is a finding."""
    if settings.measure is Measuring.OFF:
        return Finding(part=_PART, health=Health.WELL, says="off, since MEASURE=off: results show no cost")
    try:
        measurer = find_measurer(settings, find_installed(settings))
    except ToolchainError:
        return Finding(part=_PART, health=Health.WARNING, says="not tried without a compiler")
    except NotMeasured as error:
        return Finding(part=_PART, health=Health.WARNING, says=f"does not work: {error.because}")
    if missing := find_missing_packages(measurer.installed, HARNESS_IMPORTS, settings.data_folder):
        says = f"not tried: {len(missing)} standard packages that it links are not built yet"
        step = "Run `python -m grader doctor --prepare`, or measure: that builds them, too."
        return Finding(part=_PART, health=Health.WARNING, says=says, next_step=step)
    return _try(measurer)


def _try(measurer: Measurer) -> Finding:
    started = time.perf_counter()
    try:
        measured = measurer((_PROBE,), [parse_call(_CALL)], archives=measurer.prepare(()))[0]
    except (GraderError, OSError) as error:
        return Finding(part=_PART, health=Health.NOT_WELL, says=f"the self-test failed: {error}")
    if not isinstance(measured, Measurement):
        return Finding(part=_PART, health=Health.NOT_WELL, says=f"the self-test was {measured}")
    if measured.allocations != 1:
        says = f"the self-test counted {measured.allocations:g} allocations where there is 1"
        return Finding(part=_PART, health=Health.NOT_WELL, says=says)
    seconds = time.perf_counter() - started
    how = "in bubblewrap" if measurer.is_contained else "with limits alone, since MEASURE=unsafe"
    health = Health.WELL if measurer.is_contained else Health.WARNING
    return Finding(part=_PART, health=health, says=f"authors' own programs run {how}; self-test {seconds:.1f} s")
