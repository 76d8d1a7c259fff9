"""A filter of system calls for the level "landlock", which alone leaves UDP and attributes of files open.

The compiler makes none of these calls. See seccomp(2); the numbers are those of <asm/unistd_64.h> and
<asm-generic/unistd.h>.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from grader.toolchain.containment.kernel import PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, set_process_attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """How one processor's system calls are told apart."""

    audit_arch: int
    """What seccomp calls the machine: AUDIT_ARCH_… of <linux/audit.h>."""
    denied: tuple[int, ...]
    most: int = 0xFFFFFFFF
    """Numbers above belong to another way of calling (x32 on x86-64), and are all denied."""


_X86_64 = Machine(
    audit_arch=0xC000003E,
    denied=(
        *(41, 53, 425),  # socket, socketpair, io_uring_setup, which opens sockets, too
        *(90, 91, 268, 92, 93, 94, 260),  # chmod, fchmod, fchmodat, chown, fchown, lchown, fchownat
        *(188, 189, 190, 197, 198, 199),  # setxattr, lsetxattr, fsetxattr, removexattr, lremovexattr, fremovexattr
        *(132, 235, 261, 280, 76),  # utime, utimes, futimesat, utimensat, truncate
        *(101, 310, 311, 304),  # ptrace, process_vm_readv, process_vm_writev, open_by_handle_at
        *(321, 323, 272, 308, 165),  # bpf, userfaultfd, unshare, setns, mount
        *(248, 249, 250),  # add_key, request_key, keyctl
        *(452, 463, 466),  # fchmodat2, setxattrat, removexattrat
    ),
    most=0x3FFFFFFF,
)
_AARCH64 = Machine(
    audit_arch=0xC00000B7,
    denied=(
        *(198, 199, 425),  # socket, socketpair, io_uring_setup
        *(52, 53, 54, 55),  # fchmod, fchmodat, fchownat, fchown
        *(5, 6, 7, 14, 15, 16),  # setxattr, lsetxattr, fsetxattr, removexattr, lremovexattr, fremovexattr
        *(88, 45),  # utimensat, truncate
        *(117, 270, 271, 265),  # ptrace, process_vm_readv, process_vm_writev, open_by_handle_at
        *(280, 282, 97, 268, 40),  # bpf, userfaultfd, unshare, setns, mount
        *(217, 218, 219),  # add_key, request_key, keyctl
        *(452, 463, 466),  # fchmodat2, setxattrat, removexattrat
    ),
)
_MACHINES = {"x86_64": _X86_64, "aarch64": _AARCH64}

_MODE_FILTER = 2
_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_LOAD, _IS, _IS_ABOVE, _RETURN = 0x20, 0x15, 0x25, 0x06
"""BPF: load a word of the call's description, jump if equal, jump if greater, end."""
_NUMBER_AT, _ARCH_AT = 0, 4


def compile_filter(machine: Machine) -> bytes:
    """Return the filter for this machine as the kernel reads it: 8 bytes for each instruction."""
    return b"".join(struct.pack("=HBBI", *each) for each in _instructions(machine))


def _instructions(machine: Machine) -> Iterator[tuple[int, int, int, int]]:
    """Yield code, how many to skip if true, how many if false, and the operand."""
    yield _LOAD, 0, 0, _ARCH_AT
    yield _IS, 1, 0, machine.audit_arch
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER_AT
    count = len(machine.denied)
    yield _IS_ABOVE, count + 1, 0, machine.most
    for index, number in enumerate(machine.denied):
        yield _IS, count - index, 0, number
    yield _RETURN, 0, 0, _ALLOW
    yield _RETURN, 0, 0, _DENY


def apply_filter() -> None:
    """Hold the calling thread, and all that it starts, to the filter, for ever. Raises OSError.

    The thread must have given up new privileges (PR_SET_NO_NEW_PRIVS).
    """
    instructions = compile_filter(_MACHINES[platform.machine()])
    text = ctypes.create_string_buffer(instructions, len(instructions))
    program = struct.pack("@HP", len(instructions) // 8, ctypes.addressof(text))
    set_process_attribute(PR_SET_SECCOMP, _MODE_FILTER, ctypes.create_string_buffer(program, len(program)))


def loads_filter() -> bool:
    """Return whether the filter can be loaded here; tried on a thread that does nothing else."""
    if sys.platform != "linux" or sys.maxsize < 2**32 or platform.machine() not in _MACHINES:
        return False
    with ThreadPoolExecutor(1) as fresh:
        try:
            fresh.submit(set_process_attribute, PR_SET_NO_NEW_PRIVS, 1).result()
            fresh.submit(apply_filter).result()
        except OSError:
            return False
    return True
