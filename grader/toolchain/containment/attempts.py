"""Tries what a contained program must not be able to do. Started inside with `python -c`, so it imports little.

Arguments: a file to read, a file to write, a TCP port and a UDP port of this machine. Says what it read, and at the
end `tried`. Whether the rest succeeded is seen from outside.
"""

import contextlib
import socket
import sys

_SECONDS = 2


def main(secret: str, target: str, tcp_port: str, udp_port: str) -> None:
    """Try all four; each failure is what is hoped for."""
    with contextlib.suppress(OSError), open(secret, encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes 10 ms to import
        print(file.read())  # noqa: T201 - this is a program of its own
    with contextlib.suppress(OSError), open(target, "w", encoding="utf-8") as file:  # noqa: PTH123 - as above
        file.write("written")
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stream:
        stream.settimeout(_SECONDS)
        stream.connect(("127.0.0.1", int(tcp_port)))
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.sendto(b"sent", ("127.0.0.1", int(udp_port)))
    print("tried")  # noqa: T201 - as above


if __name__ == "__main__":
    main(*sys.argv[1:])
