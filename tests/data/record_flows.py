"""Record what several Go releases say of `reasons/flows.go`: run as `python -m tests.data.record_flows GOROOT…`.

Each release's words go to `reasons/<release>.txt`, the compiler's text, and `reasons/<release>.json`, its log.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from grader.config import Settings
from grader.escape.values import SourceFile
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import ExportData
from grader.toolchain.installed import find_installed

FOLDER = Path(__file__).parent / "reasons"
PROGRAM = SourceFile("flows.go", (FOLDER / "flows.go").read_bytes())


def main(roots: list[str]) -> None:
    """Record the releases at the given roots."""
    for root in roots:
        with tempfile.TemporaryDirectory() as folder:
            installed = find_installed(Settings(go_root=Path(root), data_folder=Path(folder)))
            compile_ = make_compile(installed, trust=Trust.TRUSTED, exports=ExportData(importcfg="", packages=()))
            output = compile_((PROGRAM,))
        (FOLDER / f"{installed.version}.txt").write_text(output.text, encoding="utf-8")
        (FOLDER / f"{installed.version}.json").write_text(output.log[PROGRAM.name], encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
