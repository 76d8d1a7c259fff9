"""Long work says on standard error that it goes on."""

from __future__ import annotations

import time

import pytest

from grader.cli.progress import tell_when_slow


def test_slow_work_is_told_once_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    with tell_when_slow("Judging 3 files", seconds=0.01):
        time.sleep(0.1)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "Judging 3 files …\n")


def test_quick_work_says_nothing_not_even_when_it_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="broken"), tell_when_slow("Judging"):
        raise ValueError("broken")
    assert capsys.readouterr().err == ""


def test_on_a_terminal_a_clock_runs_and_is_taken_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with tell_when_slow("Judging 3 files", seconds=0.01):
        time.sleep(0.5)
    shown = capsys.readouterr().err
    assert "Judging 3 files" in shown
    assert shown.rstrip("\r").endswith(("\x1b[2K", "\x1b[?25h"))
