"""What a program that is held can not do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """What a program that is held can not do; found by trying."""

    reading: bool
    """A file that it was not given can not be read, though its permissions allow it."""
    writing: bool
    tcp: bool
    """No connection can be made to a server of this machine."""
    udp: bool
    """No datagram reaches a server of this machine."""

    @property
    def holds(self) -> bool:
        """True when files and TCP are out of reach. UDP alone decides nothing: programs are compiled, not run."""
        return self.reading and self.writing and self.tcp

    @property
    def open_ways(self) -> tuple[str, ...]:
        """What is not barred, in words."""
        ways = {"reading": self.reading, "writing": self.writing, "TCP": self.tcp, "UDP": self.udp}
        return tuple(way for way, is_barred in ways.items() if not is_barred)


NOTHING_BARRED = Barred(reading=False, writing=False, tcp=False, udp=False)
