"""The places in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from grader.escape.values import Place
from grader.web.gettext import gettext as _
from grader.web.languages import Language, current_language


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """How a place is named, and the key that chooses it."""

    name: str
    line: str
    """One line that says what it means."""
    key: str = ""


def place_words(function: str = "") -> Mapping[Place, PlaceWords]:
    """Every place; `function` is the one whose frame is meant, where there is one."""
    return _words_in(current_language(), function)


@lru_cache(maxsize=256)
def _words_in(_language: Language, function: str) -> Mapping[Place, PlaceWords]:
    """In the language of this request; a page asks for them at every badge."""
    frame = _("in the frame of %(function)s, gone when it returns", function=function) if function else ""
    return {
        Place.STACK: PlaceWords(
            name=_("Stack"), line=frame or _("in the frame of a call, gone when it returns"), key="S"
        ),
        Place.HEAP: PlaceWords(name=_("Heap"), line=_("kept as long as something points to it"), key="H"),
        Place.STATIC: PlaceWords(name=_("Package data"), line=_("there all the time, neither of the two"), key="P"),
        Place.DEPENDS: PlaceWords(name=_("Depends"), line=_("decided while it runs, by a size"), key="D"),
        Place.NONE: PlaceWords(name=_("Nowhere"), line=_("nothing is allocated for it"), key="Z"),
        Place.UNKNOWN: PlaceWords(name=_("Unknown"), line=_("it was never compiled")),
    }
