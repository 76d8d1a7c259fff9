"""Programs that would do harm, measured: bubblewrap and the limits hold them, and nothing of them stays."""

from __future__ import annotations

import socket
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from grader.toolchain.measurement import Measurement
from grader.toolchain.measuring.running import MEASURING_LIMITS
from tests.toolchain.held_compiler import needs_bubblewrap
from tests.toolchain.measuring_here import measure, measurer, why_not

pytestmark = needs_bubblewrap

SECRET = "hunter2"
TELL = """
func tell(err error) { panic(fmt.Sprint("told: ", err)) }
"""


@pytest.fixture(autouse=True)
def private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder for private folders; afterwards it is empty, and no process names it."""
    del tmp_path  # made before temporary folders go elsewhere
    measurer()
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o711)
        monkeypatch.setattr(tempfile, "tempdir", name)
        yield Path(name)
        assert list(Path(name).iterdir()) == []
        assert processes_of(name) == []


def processes_of(folder: str) -> list[int]:
    """Processes whose command names something in the folder; one that was killed may take a moment to be gone."""
    deadline = time.monotonic() + 5
    while (found := running_in(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def running_in(folder: str) -> list[int]:
    """Processes whose command names something in the folder."""
    listed = psutil.process_iter(["cmdline"])
    return [each.pid for each in listed if folder in " ".join(each.info["cmdline"] or ())]


def test_files_outside_cannot_be_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    secret.chmod(0o644)
    for path in ("/etc/passwd", str(secret), "/proc/1/environ"):
        body = f'{TELL}func F() {{ text, err := os.ReadFile("{path}"); tell(fmt.Errorf("%s %w", text, err)) }}'
        assert "no such file or directory" in why_not(body, "F()", imports=("fmt", "os"))


def test_nothing_is_written_outside(private: Path) -> None:
    target = private / "written"
    body = f'{TELL}func F() {{ tell(os.WriteFile("{target}", nil, 0o600)) }}'
    because = why_not(body, "F()", imports=("fmt", "os"))
    assert "read-only file system" in because or "no such file or directory" in because
    assert not target.exists()


def test_there_is_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        body = f'{TELL}func F() {{ _, err := net.Dial("tcp", "127.0.0.1:{port}"); tell(err) }}'
        assert "told: dial tcp" in why_not(body, "F()", imports=("fmt", "net"))
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_no_program_of_the_machine_can_be_started() -> None:
    body = f'{TELL}func F() {{ tell(exec.Command("/bin/sh", "-c", "true").Run()) }}'
    assert "no such file or directory" in why_not(body, "F()", imports=("fmt", "os/exec"))


def test_a_program_that_starts_itself_again_and_again_comes_to_an_end(private: Path) -> None:
    """As soon as it is initialised, each starts as many of itself as it may: there are never many."""
    body = """
func init() {
	files := []*os.File{os.Stdin, os.Stdout, os.Stderr}
	for {
		if _, err := os.StartProcess(os.Args[0], os.Args, &os.ProcAttr{Files: files}); err != nil {
			time.Sleep(time.Hour)
		}
	}
}
func F() {}"""
    with ThreadPoolExecutor(1) as pool:
        because = pool.submit(why_not, body, "F()", imports=("os", "time"))
        most = 0
        while not because.done():
            most = max(most, len(running_in(str(private))))
            time.sleep(0.2)
    assert because.result() == f"it does not end within {MEASURING_LIMITS.wall_seconds:g} seconds"
    assert 5 < most < 70


def test_a_huge_allocation_is_refused_by_the_limit() -> None:
    body = "func F() int { x := make([]byte, 10<<30); for i := range x { x[i] = 1 }; return len(x) }"
    assert why_not(body, "F()") == "it needs more than 2 GiB of memory"


def test_an_endless_loop_is_ended() -> None:
    started = time.monotonic()
    assert why_not("func F() { for {} }", "F()") == f"it does not end within {MEASURING_LIMITS.wall_seconds:g} seconds"
    assert time.monotonic() - started < MEASURING_LIMITS.wall_seconds + 10


def test_endless_output_is_cut() -> None:
    assert why_not('func F() { for { print("spam spam spam\\n") } }', "F()").startswith("it prints (“spam spam spam”)")


def test_a_disk_cannot_be_filled() -> None:
    body = """
func F() {
	file, err := os.Create("big")
	if err != nil {
		panic(err)
	}
	for err == nil {
		_, err = file.Write(make([]byte, 4096))
	}
	panic(err)
}"""
    assert "file too large" in why_not(body, "F()", imports=("os",))


def test_what_it_leaves_in_its_folder_goes_with_it() -> None:
    body = 'func F() { if err := os.WriteFile("left", []byte("x"), 0o600); err != nil { panic(err) } }'
    (measured,) = measure(body, "F()", imports=("os",))
    assert isinstance(measured, Measurement)


@pytest.mark.parametrize(
    "forged",
    [
        'os.Symlink("/etc/passwd", os.Args[2])',
        'os.Symlink("/dev/zero", os.Args[2])',
        "syscall.Mkfifo(os.Args[2], 0o600)",
        "os.Mkdir(os.Args[2], 0o700)",
        'os.WriteFile(os.Args[2], []byte("[" + strings.Repeat("[", 60000)), 0o600)',
    ],
)
def test_an_answer_that_is_no_plain_document_is_not_read(forged: str) -> None:
    body = f"func F() {{ if err := {forged}; err != nil {{ panic(err) }}; if len(os.Args) > 2 {{ os.Exit(0) }} }}"
    imports = ("os", *(name for name in ("syscall", "strings") if name in forged))
    assert why_not(body, "F()", imports=imports) == "it ends the program (exit status 0)"


@pytest.mark.parametrize(
    ("answer", "because"),
    [
        ('{"calls": 0}', "what was measured cannot be read ('objects')"),
        ('{"slow": true}', "one call takes longer than a quarter of a second; measure a smaller piece of work"),
        (
            '{"calls": 0, "objects": 1, "bytes": 1, "fewest": 1, "most": 1, "nanoseconds": [1]}',
            "what was measured cannot be read (there are no samples)",
        ),
        (
            '{"calls": 1, "objects": -1, "bytes": 1, "fewest": 1, "most": 1, "nanoseconds": [1]}',
            "what was measured cannot be read (-1 is no count)",
        ),
    ],
)
def test_an_answer_that_makes_no_sense_is_no_measurement(answer: str, because: str) -> None:
    body = f"func F() {{ os.WriteFile(os.Args[2], []byte(`{answer}`), 0o600); os.Exit(0) }}"
    assert why_not(body, "F()", imports=("os",)) == because
