"""What a call costs: the numbers that a measurement gives, and their document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from statistics import median
from typing import TypeAlias

from grader.errors import NotMeasured


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What one call costs. Numbers per call, while nothing is collected; times are nanoseconds of this machine."""

    call: str
    """The Go expression that was measured."""
    calls: int
    """How many were counted together, for the mean numbers."""
    objects: int
    """How many objects all of them allocated."""
    bytes: int
    """How many bytes, in the sizes that the allocator gives out."""
    fewest: int
    """Objects of the call that allocated fewest, of some that were counted one by one."""
    most: int
    nanoseconds: tuple[float, ...]
    """Samples, each the mean of many calls; what it takes to make the call through a variable is in it."""

    @property
    def allocations(self) -> float:
        """Objects per call: a whole number where every call allocates the same, as most do."""
        return _plain(self.objects / self.calls)

    @property
    def allocated_bytes(self) -> float:
        """Bytes per call."""
        return _plain(self.bytes / self.calls)

    @property
    def is_constant(self) -> bool:
        """True when every call that was counted allocated the same."""
        return self.fewest == self.most == self.allocations

    @property
    def median(self) -> float:
        """Nanoseconds per call: the middle sample."""
        return median(self.nanoseconds)

    @property
    def fastest(self) -> float:
        """Nanoseconds per call in the fastest sample."""
        return min(self.nanoseconds)

    @property
    def slowest(self) -> float:
        """Nanoseconds per call in the slowest sample."""
        return max(self.nanoseconds)


Measured: TypeAlias = Measurement | NotMeasured
"""What came of measuring one call."""


def measurement_document(measurement: Measurement) -> dict[str, object]:
    """Make the public document of a measurement, described in the README."""
    return {
        "call": measurement.call,
        "allocations": measurement.allocations,
        "allocations_between": [measurement.fewest, measurement.most],
        "bytes": measurement.allocated_bytes,
        "nanoseconds": {
            "median": measurement.median,
            "fastest": measurement.fastest,
            "slowest": measurement.slowest,
            "samples": len(measurement.nanoseconds),
        },
    }


def measurement_to_json(measurement: Measurement) -> str:
    """Write everything down, to be read by `measurement_from_json`."""
    return json.dumps(asdict(measurement), ensure_ascii=False)


def measurement_from_json(text: str) -> Measurement:
    """Read what `measurement_to_json` wrote. Raises ValueError for anything else."""
    try:
        fields = json.loads(text)
        return parse_measurement(fields["call"], fields)
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is no measurement: {error!r}") from error


def parse_measurement(call: str, fields: Mapping[str, object]) -> Measurement:
    """Make a measurement of what the program that measures wrote. Raises KeyError, TypeError, ValueError."""
    numbers = {name: _count(fields[name]) for name in ("calls", "objects", "bytes", "fewest", "most")}
    samples = fields["nanoseconds"]
    if not isinstance(samples, list) or not samples or numbers["calls"] < 1:
        raise ValueError("there are no samples")
    return Measurement(call=call, nanoseconds=tuple(float(sample) for sample in samples), **numbers)


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value


def _plain(number: float) -> float:
    """Give whole numbers as such: `1`, not `1.0`; others with six significant figures: `0.0313`."""
    return int(number) if number == int(number) else float(f"{number:.6g}")


def told_count(number: float) -> str:
    """Write a number of objects or bytes: whole where it is, else with three significant figures."""
    return _grouped(number) if number == int(number) else told_time(number)


def told_time(number: float) -> str:
    """Write a time with three significant figures, and what is larger in whole numbers: `2.57`, `11.1`, `1 234`."""
    return _grouped(number) if number >= 100 else f"{number:.3g}"


def _grouped(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")
