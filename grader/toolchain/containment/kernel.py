"""System calls that Python has no name for."""

from __future__ import annotations

import ctypes
import os
from functools import cache

PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def call(number: int, *arguments: int | ctypes.Array[ctypes.c_char] | None) -> int:
    """Make the system call of this number (Linux) and return its result. Raises OSError."""
    result: int = _libc().syscall(ctypes.c_long(number), *map(_widened, arguments))
    return _checked(result)


def set_process_attribute(option: int, value: int, pointer: ctypes.Array[ctypes.c_char] | None = None) -> None:
    """Call prctl(2): what it sets is of the calling thread and of what that starts. Raises OSError."""
    _checked(_libc().prctl(option, *map(_widened, (value, pointer, 0, 0))))


def _widened(argument: int | ctypes.Array[ctypes.c_char] | None) -> object:
    """Give numbers the width of a register: variadic arguments are passed as they are."""
    return ctypes.c_ulong(argument) if isinstance(argument, int) else argument


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
