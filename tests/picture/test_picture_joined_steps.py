"""What happens to an address, told from the real compiler's steps."""

from __future__ import annotations

import pytest

from grader.escape.values import Derivation, Place
from grader.picture.joined_steps import join_steps
from tests.picture.judged_programs import judged

STRUCTS = """
type Parcel struct{ Weight int }
type Label struct{ Parcel *Parcel }
func Pack(weight int) Label {
	parcel := Parcel{Weight: weight}
	label := Label{Parcel: &parcel}
	return label
}
"""
CLOSURES = """
func Dispenser(first int) func() func() int {
	number := first
	draw := func() int { number++; return number }
	return func() func() int { return draw }
}
"""
FIELDS = """
type Stats struct{ Pages, Links int }
var shown *int
func Crawl(pages int) {
	stats := Stats{Pages: pages}
	shown = &stats.Pages
}
"""
METHODS = """
type Heater struct{ Watts int }
func (h *Heater) Off() { h.Watts = 0 }
func Install(watts int) func() {
	heater := Heater{Watts: watts}
	return heater.Off
}
"""
SLICES = """
func Both(a int) []*int {
	pair := []*int{&a}
	return pair
}
"""


def derivation_of(source: str, name: str) -> Derivation:
    found = judged(source).verdict.variables
    return next(each.derivation for each in found if each.name == name and each.place is Place.HEAP)


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        (
            STRUCTS,
            "parcel",
            [
                ("1", "The address of `parcel` is taken."),
                ("2", "It becomes a field of `Label{...}`."),
                ("3", "It is stored in `label`."),
                ("4", "It is returned: `return label`."),
            ],
        ),
        (
            CLOSURES,
            "number",
            [
                ("1–3", "A function literal captures `number` itself, and so holds its address."),
                ("4", "It is stored in `draw`."),
                ("5–6", "A function literal captures `draw`."),
                ("7", "It is returned: `return func literal`."),
            ],
        ),
        (
            FIELDS,
            "stats",
            [("1–2", "The address of `stats.Pages` is taken."), ("3", "It is stored in `shown`.")],
        ),
        (
            METHODS,
            "heater",
            [
                ("1", "The address of `heater` is taken."),
                ("2", "`heater.Off` has storage of its own, and a pointer to that storage goes on."),
                ("3", "It is returned: `return heater.Off`."),
            ],
        ),
        (
            SLICES,
            "a",
            [
                ("1", "The address of `a` is taken."),
                ("2–3", "It becomes an element of `[]*int{...}`."),
                ("4", "It is stored in `pair`."),
                ("5", "It is returned: `return pair`."),
            ],
        ),
    ],
)
def test_what_nobody_could_put_apart_is_one_step(source: str, name: str, expected: list[tuple[str, str]]) -> None:
    joined = join_steps(derivation_of(source, name))
    assert [(each.number_text, each.sentence("en")) for each in joined] == expected


def test_no_step_of_the_compiler_is_lost_and_each_has_its_number() -> None:
    for source, name in ((CLOSURES, "number"), (SLICES, "a"), (FIELDS, "stats")):
        derivation = derivation_of(source, name)
        numbers = [number for each in join_steps(derivation) for number in each.numbers]
        assert numbers == list(range(1, sum(len(flow.steps) for flow in derivation) + 1))


def test_a_capture_is_told_in_chinese_too() -> None:
    first, *_ = join_steps(derivation_of(CLOSURES, "number"))
    assert first.sentence("zh") == "函数字面量捕获了 `number` 本身，因而持有它的地址。"


def test_nothing_happens_where_nothing_flows() -> None:
    assert join_steps(()) == ()
