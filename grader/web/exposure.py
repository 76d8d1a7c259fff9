"""How the program may be reached: over https, or by this machine alone."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask.helpers import get_debug_flag

from grader.config import Settings
from grader.errors import ConfigurationError

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def is_loopback(host: str) -> bool:
    """True for an address that only this machine reaches."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_exposure(settings: Settings) -> None:
    """Raise ConfigurationError when others would see what is not theirs.

    That is passwords on a network, unencrypted without anybody having said so, and the program's inside in debug mode.
    """
    if get_debug_flag() and (settings.public_url or not is_loopback(settings.host)):
        raise ConfigurationError(
            "FLASK_DEBUG is set: whoever meets a fault could look into the program, and run code in it. "
            "Unset it, or serve on HOST=127.0.0.1 without PUBLIC_URL."
        )
    if settings.public_url and urlsplit(settings.public_url).scheme not in {"http", "https"}:
        raise ConfigurationError(f"PUBLIC_URL={settings.public_url}: write an address that begins with https://.")
    if not settings.public_url and not is_loopback(settings.host):
        raise ConfigurationError(
            f"HOST={settings.host} can be reached by others, and plain http would show them every password. "
            "Set PUBLIC_URL to the https address that browsers use (a proxy in front speaks https), "
            "or serve on HOST=127.0.0.1."
        )


def own_hosts(settings: Settings) -> list[str]:
    """The host names by which this site is asked for; a request for another one is another site's doing."""
    public = urlsplit(settings.public_url).hostname
    return [*LOOPBACK, *([public] if public else []), *([settings.host] if not settings.public_url else [])]


def describe_exposure(settings: Settings) -> str:
    """What start-up says of it."""
    if settings.is_https:
        return f"for browsers at {settings.public_url}: cookies are Secure and `__Host-`"
    if settings.public_url:
        return (
            f"WARNING plain http at {settings.public_url}: passwords can be read on the way, because PUBLIC_URL says so"
        )
    return "plain http, for this machine only. For others set PUBLIC_URL to an https address."
