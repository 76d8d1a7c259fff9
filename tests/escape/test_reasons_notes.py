"""Every note that the installed compiler can print is mapped."""

from __future__ import annotations

import re

from grader.escape.reasons import notes
from grader.toolchain.installed import Installed

NOTED = re.compile(r'\.(?:note|deref|addr|dotType)\([^"\n]*"([^"]+)"\)|assign(?:Heap|List)\([^"\n]*"([^"]+)"')
SIZES = re.compile(r'return "((?:too|zero|non)[^"]+)"')


def test_every_note_of_the_installed_compiler_is_known(installed: Installed) -> None:
    folder = installed.root / "src" / "cmd" / "compile" / "internal" / "escape"
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.go")))
    found = {first or second for first, second in NOTED.findall(source)} | set(SIZES.findall(source))
    assert len(found) > 30
    assert found - notes.KNOWN_NOTES == set()


def test_no_note_is_known_that_only_the_table_has(installed: Installed) -> None:
    folder = installed.root / "src" / "cmd" / "compile" / "internal" / "escape"
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.go")))
    absent = {note for note in notes.KNOWN_NOTES if f'"{note}"' not in source}
    assert absent <= {"non-constant size"}, "up to Go 1.24 only"
