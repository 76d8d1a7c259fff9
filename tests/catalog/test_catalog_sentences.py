from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog.content.place_and_reason import BeliefOffer, ReasonOffer
from grader.catalog.prose import inline_html
from grader.catalog.sentences import WORDS, claim, offer_text, place_title, sentence, title_of
from grader.catalog.texts import LANGUAGES, Language, Text
from grader.escape.values import Cause, Place, Position, Reason, Step


def cause(reason: Reason, expression: str = "ch <- p") -> Cause:
    return Cause(reason=reason, step=Step(expression=expression, why="send", at=Position("a.go", 12, 3)))


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_words_name_the_variable_and_end_as_sentences(reason: Reason) -> None:
    words = WORDS[reason]
    for language, stop in (("en", "."), ("zh", "。")):
        text: str = getattr(words.claim, language)
        assert placeholders(text) == {"name"}
        assert text.endswith(stop)
        assert not getattr(words.title, language).endswith(stop)
        if words.because:
            because: str = getattr(words.because, language)
            assert placeholders(because) <= {"name", "code", "line"}
            assert "line" in placeholders(because)
            assert because.endswith(stop)


def test_titles_and_claims_differ_from_reason_to_reason() -> None:
    for language in LANGUAGES:
        assert len({title_of(reason, language) for reason in Reason}) == len(Reason)
        assert len({claim(reason, "x", language) for reason in Reason}) == len(Reason)


def test_the_result_tells_the_step_and_its_line() -> None:
    assert sentence(cause(Reason.SENT), "c", "en") == "`ch <- p` sends a pointer to `c` on a channel (line 12)."
    assert sentence(cause(Reason.SENT), "c", "zh") == "`ch <- p` 把指向 `c` 的指针发送到通道（第 12 行）。"


def test_an_option_does_not_show_by_a_line_number_that_it_is_true() -> None:
    offered = ReasonOffer(reason=Reason.SENT)
    assert offer_text(offered, "c", "en") == "A pointer to `c` is sent on a channel."
    assert not any(digit in claim(reason, "x", "en") for reason in Reason for digit in string.digits)


def test_without_a_step_the_result_says_the_claim() -> None:
    assert sentence(Cause(reason=Reason.SENT), "c", "en") == claim(Reason.SENT, "c", "en")
    assert sentence(cause(Reason.TOO_LARGE), "c", "en") == claim(Reason.TOO_LARGE, "c", "en")


def test_the_authors_words_come_first() -> None:
    text = Text(en="It is sent.", zh="它被发送。")
    assert offer_text(ReasonOffer(reason=Reason.SENT, text=text), "c", "zh") == "它被发送。"
    assert offer_text(BeliefOffer(belief="M06", text=text, feedback=text), "c", "en") == "It is sent."


def test_long_code_is_cut_and_put_on_one_line() -> None:
    told = sentence(cause(Reason.SENT, "ch <- func() {\n\treturn\n}" + "x" * 100), "c", "en")
    assert told.startswith("`ch <- func() { return }xxx")
    assert "x…`" in told


@given(st.sampled_from(Reason), st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_any_code_stays_code(reason: Reason, code: str, language: Language) -> None:
    told = sentence(cause(reason, code), "{name}", language)
    assert told.count("`") % 2 == 0
    assert "<script" not in inline_html(told)


def test_every_place_has_a_name_of_its_own() -> None:
    for language in LANGUAGES:
        assert len({place_title(place, language) for place in Place}) == len(Place)
