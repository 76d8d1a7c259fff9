"""The real compiler as a source of verdicts, with export data that is kept between runs in the ignored build folder."""

from __future__ import annotations

from functools import cache

from grader.cli.verdicts import TrustedVerdicts
from grader.config import PROJECT, Settings
from grader.escape.values import SourceFile
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import find_installed
from grader.toolchain.packages import IMPORTABLE, find_imports

KEPT = PROJECT / "build" / "test-data"


@cache
def real_verdicts() -> TrustedVerdicts:
    installed = find_installed(Settings(data_folder=KEPT, go_root=None))
    bank = (SourceFile(path.name, path.read_bytes()) for path in (PROJECT / "exercises").glob("**/*.go"))
    exports = prepare_export_data(installed, {*IMPORTABLE, *find_imports(bank)}, KEPT)
    return TrustedVerdicts(installed=installed, exports=exports, database=None)
