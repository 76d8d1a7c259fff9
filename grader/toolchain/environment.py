"""The only environment that Go programs are started in: nothing is inherited from ours."""

from __future__ import annotations

from pathlib import Path

GOOS = "linux"
GOARCH = "amd64"
"""Verdicts are always for linux/amd64, whatever machine asks, so that every machine agrees."""


def clean_environment(folder: Path) -> dict[str, str]:
    """Return the whole environment of a Go program that may write below `folder` only.

    HOME is left out on purpose: without it the tools keep no telemetry counters (`go help telemetry`) and start no
    process in the background to write them. GOROOT is left out, too: each tool finds its own.
    """
    return {
        "PATH": "/usr/bin:/bin",
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
        "GOPATH": str(folder / "gopath"),
        "GOCACHE": str(folder / "gocache"),
        "CGO_ENABLED": "0",
    }
