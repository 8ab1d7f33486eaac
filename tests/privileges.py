"""Lets a test meet closed folders even as root. Knows Linux capabilities only."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# linux/capability.h: version 3 of the call; CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH open what is closed to its owner.
_VERSION = 0x20080522
_OPENS_ALL = 1 << 1 | 1 << 2


def can_be_shut_out() -> bool:
    """Whether `as_owner` makes permissions count on this machine."""
    return os.name != "nt" and (os.geteuid() != 0 or sys.platform == "linux")


@contextmanager
def as_owner() -> Iterator[None]:
    """File permissions count inside, for root as for anybody; OSError where the kernel refuses."""
    if os.geteuid() != 0:
        yield
        return
    header, data = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    _call("capget", header, data)
    before = data[0]
    data[0] &= ~_OPENS_ALL
    _call("capset", header, data)
    try:
        yield
    finally:
        data[0] = before
        _call("capset", header, data)


def _call(name: str, header: "ctypes.Array[ctypes.c_uint32]", data: "ctypes.Array[ctypes.c_uint32]") -> None:
    if ctypes.CDLL(None, use_errno=True)[name](header, data):
        raise OSError(ctypes.get_errno(), f"{name} refused")
