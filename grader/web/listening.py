"""The address to serve on, tried before anything else is done."""

from __future__ import annotations

import errno
import os
import socket

from grader.config import Settings
from grader.errors import ConfigurationError


def check_address(settings: Settings) -> None:
    """Raise ConfigurationError unless the program can serve on this host and port.

    Tried first, so that a second start by mistake changes nothing for the one that runs: it would make a new link for
    the first instructor, and the one that was printed before would stop to work.
    """
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, _, _, _, address = found[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name == "posix":  # as the server itself does; on Windows it would allow what it should not
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ConfigurationError(_describe(error, settings)) from error


def _describe(error: OSError, settings: Settings) -> str:
    where = f"HOST={settings.host} PORT={settings.port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where}: another program serves there. Stop it, or choose another port: `PORT=8123 make run`."
    return f"{where}: {error.strerror}. Set them to an address of this machine that this account may serve on."
