"""Banks whose form gives their answers away, and banks whose form does not."""

from __future__ import annotations

from math import comb
from pathlib import Path

import pytest

from grader.catalog.guessing import compare_lengths, guess_places, probability_of_at_least
from grader.catalog.judged import JudgedExercise
from grader.catalog.loader import read_exercise
from grader.catalog.whole import whole_problems
from grader.escape.values import Cause, Kind, Place, Position, Reason, Toolchain, VariableVerdict, Verdict
from tests.sample_bank import EXERCISE, GO, replaced, write_exercise

PLAIN = GO.replace(b"*User {", b"User {").replace(b"&u", b"u")


def judged(bank: Path, slug: str, *, place: Place, go: bytes = GO, yaml: str = EXERCISE) -> JudgedExercise:
    """An exercise of which the compiler is taken to say that `u` is returned, and where it lives."""
    exercise, problems = read_exercise(write_exercise(bank, yaml, slug=slug, go=go))
    assert exercise, problems
    subject = VariableVerdict(
        name="u",
        at=Position("open.go", 6, 2),
        function="Open",
        kind=Kind.DEFINE,
        place=place,
        causes=(Cause(reason=Reason.RETURNED),),
    )
    verdict = Verdict(toolchain=Toolchain(version="go1.27.3", lang="go1.27"), variables=(subject,), allocations=())
    return JudgedExercise(exercise=exercise, verdict=verdict, subject=subject)


def bank_of(folder: Path, size: int, *, tells: bool) -> list[JudgedExercise]:
    """As many on the stack as on the heap, as many with `return &`; where it tells, that is the same half."""
    found = []
    for number in range(size):
        is_heap = number % 2 == 0
        has_address = is_heap if tells else number % 4 < 2
        comment = b"// " + b"Open.\n// " * number + b"Here.\nfunc"  # so that no two are of the same length
        go = (GO if has_address else PLAIN).replace(b"func", comment)
        found.append(judged(folder, f"e{number}", place=Place.HEAP if is_heap else Place.STACK, go=go))
    return found


def test_a_place_that_the_surface_tells_is_guessed(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, 60, tells=True)
    guessed = guess_places(bank)
    assert guessed is not None
    assert (guessed.accuracy, guessed.questions, guessed.most_telling, guessed.pays) == (1.0, 60, "`&`", True)
    problem = next(each for each in whole_problems(bank) if "guesses" in each.what)
    assert problem.file == str(tmp_path)
    assert "guesses 100% of the places" in problem.what
    assert "looks first for `&`" in problem.instead


def test_a_place_that_the_surface_does_not_tell_is_not(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, 60, tells=False)
    guessed = guess_places(bank)
    assert guessed is not None
    assert not guessed.pays
    assert not [each for each in whole_problems(bank) if "guesses" in each.what]


def test_of_few_questions_nothing_is_said(tmp_path: Path) -> None:
    assert guess_places(bank_of(tmp_path, 48, tells=True)) is None


def test_minimal_pairs_do_not_give_each_other_away(tmp_path: Path) -> None:
    """Two of a pair have a number of lines that no other program has, and different places."""
    bank = []
    for number in range(30):
        go = GO.replace(b"func", b"// Open.\n" * number + b"func")
        pair = replaced("difficulty: 2", f"difficulty: 2\ncontrast: stack-{number}")
        bank.append(judged(tmp_path, f"heap-{number}", place=Place.HEAP, go=go, yaml=pair))
        bank.append(judged(tmp_path, f"stack-{number}", place=Place.STACK, go=go))
    guessed = guess_places(bank)
    assert guessed is not None
    assert guessed.accuracy == 0.5


def with_true_text(en: str, zh: str) -> str:
    """The exercise, with these words for its one true reason."""
    return replaced("- reason: RETURNED", f"- reason: RETURNED\n    text: {{en: {en}, zh: {zh}}}")


LONG, LONG_CHINESE, SHORT_CHINESE = "word " * 20 + "end", "词" * 90, "短"


def test_the_longest_option_that_is_true_too_often_is_told_in_its_language(tmp_path: Path) -> None:
    yaml = with_true_text(en=LONG, zh=SHORT_CHINESE)
    bank = [judged(tmp_path, f"e{number}", place=Place.HEAP, yaml=yaml) for number in range(4)]
    english, chinese = compare_lengths(bank)
    assert (english.language, english.true, english.questions, english.expected) == ("en", 4, 4, 1.0)
    assert english.probability == pytest.approx(0.25**4)
    assert english.pays
    assert (chinese.true, chinese.pays) == (0, False)
    (problem,) = [each for each in whole_problems(bank) if "longest" in each.what]
    assert problem.what.startswith("The longest option is a true reason (en) in 4 of 4 questions; 1 would be chance")
    assert problem.instead == "Shorten true reasons, or say more in others, as in e0, e1, e2, e3"


def test_three_of_three_may_be_chance(tmp_path: Path) -> None:
    yaml = with_true_text(en=LONG, zh=LONG_CHINESE)
    bank = [judged(tmp_path, f"e{number}", place=Place.HEAP, yaml=yaml) for number in range(3)]
    assert [each.probability for each in compare_lengths(bank)] == pytest.approx([0.25**3] * 2)
    assert not any(each.pays for each in compare_lengths(bank))


def test_code_counts_without_its_marks_and_a_tie_tells_nobody_anything(tmp_path: Path) -> None:
    yaml = with_true_text(en=f'"`{LONG}`"', zh=SHORT_CHINESE).replace("en: A pointer is passed.", f"en: {LONG}")
    english, chinese = compare_lengths([judged(tmp_path, "tie", place=Place.HEAP, yaml=yaml)])
    assert (english.questions, chinese.questions) == (0, 1)


@pytest.mark.parametrize(("hits", "trials"), [(0, 5), (3, 10), (10, 10)])
def test_with_equal_chances_it_is_the_binomial_test(hits: int, trials: int) -> None:
    tail = sum(comb(trials, each) * 0.2**each * 0.8 ** (trials - each) for each in range(hits, trials + 1))
    assert probability_of_at_least(hits, [0.2] * trials) == pytest.approx(tail)


def test_chances_may_differ() -> None:
    assert probability_of_at_least(1, [0.5, 0.25]) == pytest.approx(1 - 0.5 * 0.75)
    assert probability_of_at_least(2, [0.5, 0.25]) == pytest.approx(0.125)
    assert probability_of_at_least(3, [0.5, 0.25]) == 0
