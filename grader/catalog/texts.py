"""Texts in both languages of the bank."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Language = Literal["en", "zh"]
"""English or Simplified Chinese, as the bank's files name them."""

LANGUAGES: tuple[Language, ...] = ("en", "zh")

_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Content(BaseModel):
    """Base of everything that authors write: it never changes once read, and knows all of its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def refusal(what: str, instead: str) -> PydanticCustomError:
    """The error by which a validator says what is wrong and what to write instead."""
    return PydanticCustomError("content", "{what}", {"what": what, "instead": instead})


def _is_not_blank(text: str) -> str:
    if not text.strip():
        raise refusal("The text is empty", "Write it, in this language")
    return text


Words = Annotated[str, Field(max_length=8000), AfterValidator(_is_not_blank)]


class Text(Content):
    """The same words in both languages."""

    en: Words = Field(description="The text in English.")
    zh: Words = Field(description="The text in Simplified Chinese.")

    @model_validator(mode="after")
    def _is_translated(self) -> Self:
        if _HAN.search(_CODE.sub("", self.en)):
            raise refusal("The English text has Chinese characters", "Write English under `en`, Chinese under `zh`")
        if _WORD.search(_CODE.sub("", self.en)) and not _HAN.search(self.zh):
            raise refusal("The Chinese text has no Chinese character", "Translate it")
        return self

    def of(self, language: Language) -> str:
        """The words in this language."""
        return self.en if language == "en" else self.zh
