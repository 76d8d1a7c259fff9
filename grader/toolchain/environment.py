"""The only environment that Go programs are started in: nothing is inherited from ours."""

from __future__ import annotations

from pathlib import Path

GOOS = "linux"
GOARCH = "amd64"
"""Verdicts are always for linux/amd64, whatever machine asks, so that every machine agrees."""


def clean_environment(home: Path) -> dict[str, str]:
    """Return the whole environment of a Go program that may write below `home` only.

    HOME matters: the tools keep telemetry counters there (`go help telemetry`). GOROOT is absent: each finds its own.
    """
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LANG": "C.UTF-8",
        "GOOS": GOOS,
        "GOARCH": GOARCH,
        "GOAMD64": "v1",
        "GOEXPERIMENT": "",
        "GODEBUG": "",
        "GOENV": "off",
        "GOFLAGS": "",
        "GOWORK": "off",
        "GO111MODULE": "off",
        "GOTOOLCHAIN": "local",
        "GOPROXY": "off",
        "GOPATH": str(home / "gopath"),
        "GOCACHE": str(home / "gocache"),
        "CGO_ENABLED": "0",
    }
