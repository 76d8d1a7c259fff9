"""Comments that make the compiler report other places than the true ones: `//line parser.y:10`, `/*line x.go:3:1*/`.

Generated Go has them. Every verdict is joined with the source by position, so that they have to be without effect.
"""

from __future__ import annotations

import re

_DIRECTIVE = re.compile(rb"^//line (?=.*:\d)|/\*line (?=[^*\n]*:\d)", re.MULTILINE)


def without_line_directives(text: bytes) -> bytes:
    """Give the same program, byte for byte as long, in which every line directive is a comment like any other."""
    return _DIRECTIVE.sub(lambda match: match[0].replace(b"line", b"Line"), text)
