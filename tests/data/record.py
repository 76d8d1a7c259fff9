"""Record what several Go releases say of the programs in `programs/`: run as `python -m tests.data.record GOROOT…`.

Each release's words go to a folder of its name: `<program>.txt`, the compiler's text, and `<program>.json`, its log.
A program whose first line says `// since 1.N` is recorded for releases from that one on.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from grader.config import Settings
from grader.escape.values import SourceFile
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import ExportData
from grader.toolchain.installed import Installed, find_installed

DATA = Path(__file__).parent
SINCE = re.compile(rb".*// since 1\.(\d+)\n")


def record(installed: Installed) -> None:
    """Compile every program that the release knows, and keep what it says."""
    folder = DATA / installed.version
    folder.mkdir(exist_ok=True)
    compile_ = make_compile(installed, trust=Trust.TRUSTED, exports=ExportData(importcfg="", packages=()))
    for path in sorted((DATA / "programs").glob("*.go")):
        text = path.read_bytes()
        since = SINCE.match(text)
        if since and installed.minor < int(since[1]):
            continue
        output = compile_((SourceFile(path.name, text),))
        (folder / f"{path.stem}.txt").write_text(output.text, encoding="utf-8")
        (folder / f"{path.stem}.json").write_text(output.log[path.name], encoding="utf-8")


def main(roots: list[str]) -> None:
    """Record the releases at the given roots."""
    for root in roots:
        with tempfile.TemporaryDirectory() as folder:
            record(find_installed(Settings(go_root=Path(root), data_folder=Path(folder))))


if __name__ == "__main__":
    main(sys.argv[1:])
