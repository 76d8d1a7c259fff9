"""Trying a level of containment: a good program compiles in it, and what must not be possible is not."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from grader.toolchain.containment import attempts
from grader.toolchain.containment.barred import Barred
from grader.toolchain.containment.hold import Hold
from grader.toolchain.containment.levels import Level
from grader.toolchain.containment.start import Reach
from grader.toolchain.environment import clean_environment
from grader.toolchain.limits import UNTRUSTED_LIMITS
from grader.toolchain.process import Finished, run_limited

_SECONDS = 5
_SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")


def try_attempts(level: Level) -> Barred | str:
    """Let a program try what it must not be able to; say why it could not be tried, if it could not.

    It runs as ourselves and not as the account that the compiler is given, which can do less.
    """
    with tempfile.TemporaryDirectory(prefix="grader-") as name, _listening() as (stream, datagrams):
        secret, target = Path(name) / "secret", Path(name) / "target"
        word = os.urandom(16).hex()
        secret.write_text(word, encoding="utf-8")
        ports = (str(each.getsockname()[1]) for each in (stream, datagrams))
        finished = _run_inside(level, (str(secret), str(target), *ports))
        said = finished.output.decode(errors="replace").split()
        if said[-1:] != ["tried"]:
            return f"nothing could be tried in it ({' '.join(said)[:200] or f'exit status {finished.status}'})"
        reached, _, _ = select.select([stream, datagrams], [], [], 0)
        return Barred(
            reading=word not in said,
            writing=not target.exists(),
            tcp=stream not in reached,
            udp=datagrams not in reached,
        )


@contextlib.contextmanager
def _listening() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Open a TCP and a UDP server that only this machine reaches, on ports that are free."""
    with (
        socket.create_server(("127.0.0.1", 0)) as stream,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
    ):
        datagrams.bind(("127.0.0.1", 0))
        yield stream, datagrams


def _run_inside(level: Level, arguments: tuple[str, ...]) -> Finished:
    """Run `attempts` inside, with the running Python, which needs its own files besides."""
    python = Path(sys.executable).resolve()
    source = Path(attempts.__file__).read_text(encoding="utf-8")
    libraries = (Path(sys.base_prefix), *(Path(name) for name in _SYSTEM_LIBRARIES if Path(name).exists()))
    with tempfile.TemporaryDirectory(prefix="grader-") as private:
        reach = Reach(programs=(python, *libraries), readable=(), private=Path(private).resolve())
        return run_limited(
            [str(python), "-I", "-S", "-c", source, *arguments],
            folder=reach.private,
            environment=clean_environment(reach.private),
            limits=UNTRUSTED_LIMITS,
            deadline=time.monotonic() + _SECONDS,
            starter=Hold(level=level).enter(reach),
        )
