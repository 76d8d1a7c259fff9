"""Programs that must not outlive their use."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def killed_after(process: subprocess.Popen[str], seconds: float) -> Iterator[None]:
    """Wait for the process at the end of the block; it never outlives the block, nor `seconds`."""
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    try:
        with process:
            try:
                yield
            except BaseException:
                process.kill()
                raise
    finally:
        timer.cancel()
