"""Processes that never outlive the one that started them.

The kernel ends a child when its parent dies (PR_SET_PDEATHSIG), also on kill -9. Call `start` from the main thread:
the kernel's promise is about the thread that started the child.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

# PR_SET_PDEATHSIG is 1. It outlives execv, so the program itself needs to know nothing of it. The parent may have
# died before the call: then nobody would ever send the signal.
_LAUNCHER = """
import ctypes, os, signal, sys
ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGTERM)
if os.getppid() != int(sys.argv[1]):
    sys.exit(3)
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""


def start(python_arguments: Sequence[str], *, folder: Path, log: BinaryIO) -> subprocess.Popen[bytes]:
    """Start `python <arguments>` in `folder` with its output in `log`.

    It gets a session of its own: Ctrl-C in the terminal reaches the program only, which stops its children in order.
    """
    return subprocess.Popen(
        [sys.executable, "-c", _LAUNCHER, str(os.getpid()), *python_arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Ask it to end (SIGTERM), and end it by force after `seconds`."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
