from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.toolchain.measurement import (
    Measurement,
    measurement_document,
    measurement_from_json,
    measurement_to_json,
    told_count,
    told_time,
)

COUNTS = st.integers(min_value=0, max_value=10**12)
MEASUREMENTS = st.builds(
    Measurement,
    call=st.text(min_size=1, max_size=40),
    calls=st.integers(min_value=1, max_value=10_000),
    objects=COUNTS,
    bytes=COUNTS,
    fewest=COUNTS,
    most=COUNTS,
    nanoseconds=st.lists(st.floats(min_value=0, max_value=1e9), min_size=1, max_size=51).map(tuple),
)


@given(MEASUREMENTS)
def test_what_is_written_down_is_read_again(measurement: Measurement) -> None:
    assert measurement_from_json(measurement_to_json(measurement)) == measurement


@given(MEASUREMENTS)
def test_the_middle_lies_between_the_fastest_and_the_slowest(measurement: Measurement) -> None:
    assert measurement.fastest <= measurement.median <= measurement.slowest


@pytest.mark.parametrize("text", ["", "[]", "{}", "7", '{"call": "F()"}', '{"call": "F()", "nanoseconds": []}'])
def test_anything_else_is_no_measurement(text: str) -> None:
    with pytest.raises(ValueError, match=r"no|Expecting"):
        measurement_from_json(text)


def test_whole_numbers_are_told_whole_and_others_with_what_matters() -> None:
    few = Measurement(call="F()", calls=10_000, objects=313, bytes=20_000, fewest=0, most=1, nanoseconds=(2.5,))
    document = measurement_document(few)
    assert (document["allocations"], document["bytes"]) == (0.0313, 2)
    assert not few.is_constant
    told = [told_count(number) for number in (0, 1, 1_048_576, 0.0313, 35.56, 1234.5)]
    assert told == ["0", "1", "1 048 576", "0.0313", "35.6", "1 234"]
    assert [told_time(number) for number in (1, 2.567, 11.08, 99.96, 1240.6)] == ["1", "2.57", "11.1", "100", "1 241"]
