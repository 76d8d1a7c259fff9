"""How a program is to be compiled, as addresses and forms say it: `go`, `lang` and `inlining`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.operations.asking import Way
from grader.web.gettext import gettext as _
from grader.web.site import current_site

OLDEST_LANG = 18
"""Minor language versions that are offered: from the first with type parameters."""

FIELDS = ("go", "lang", "inlining")

_VERSION = re.compile(r"1\.(\d{1,2})(?:\.\d{1,3})?", re.ASCII)


class UnknownWay(Exception):
    """An address or form that names a way of compiling that there is not; the message says which there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One line of a select."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The selects of the form. One without a choice is not shown."""

    go: Sequence[Choice]
    lang: Sequence[Choice]
    inlining: Sequence[Choice]


def parse_way(values: Mapping[str, str]) -> Way:
    """Read the way to compile. Raises UnknownWay."""
    go, lang, inlining = (values.get(name, "") for name in FIELDS)
    versions = current_site().anybodys.find_versions()
    if go and go not in versions:
        installed = ", ".join(versions) or _("none")
        raise UnknownWay(
            _("Go %(go)s is not installed here. Choose one of: %(installed)s.", go=go[:20], installed=installed)
        )
    if lang and lang not in list_langs(go, versions):
        newest = minor_of(go, versions)
        raise UnknownWay(
            _(
                "This compiler does not speak language version %(lang)s. Use one from 1.%(oldest)s to 1.%(newest)s.",
                lang=lang[:20],
                oldest=OLDEST_LANG,
                newest=newest,
            )
        )
    if inlining not in {"", "on", "off"}:
        raise UnknownWay(_("Inlining is on or off."))
    in_force = versions[:1]
    return Way(go=None if (go,) == in_force else go or None, lang=lang or None, is_inlining=inlining != "off")


def way_fields(way: Way) -> dict[str, str]:
    """How an address says it; what is as always is left out."""
    said = {"go": way.go, "lang": way.lang, "inlining": None if way.is_inlining else "off"}
    return {name: value for name, value in said.items() if value}


def make_choices(way: Way) -> Choices:
    """The selects, with what is chosen."""
    versions = current_site().anybodys.find_versions()
    in_force, others = versions[:1], versions[1:]
    langs = list_langs(way.go or "", versions)
    return Choices(
        go=[_choice(way.go, None, name) for name in in_force] + [_choice(way.go, name, name) for name in others]
        if others
        else [],
        lang=[_choice(way.lang, None, _("newest"))] + [_choice(way.lang, name, name) for name in langs],
        inlining=[
            Choice(value="", label=_("on"), is_chosen=way.is_inlining),
            Choice(value="off", label=_("off (-l)"), is_chosen=not way.is_inlining),
        ],
    )


def list_langs(go: str, versions: Sequence[str]) -> list[str]:
    """The language versions that this version of Go speaks, the newest first."""
    return [f"1.{minor}" for minor in range(minor_of(go, versions), OLDEST_LANG - 1, -1)]


def minor_of(go: str, versions: Sequence[str]) -> int:
    """The minor version of this Go; of the one in force if none is named; 0 where there is none."""
    match = _VERSION.fullmatch(go or next(iter(versions), ""))
    return int(match[1]) if match else 0


def _choice(chosen: str | None, value: str | None, label: str) -> Choice:
    return Choice(value=value or "", label=label, is_chosen=chosen == value)
