"""Starting and ending a process of our own, so that it takes no more than its share and nothing of it stays behind."""

from __future__ import annotations

import asyncio

ONE_THREAD = {"OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Environment of a child that computes: the machine is small, and every thread reserves memory of its own."""


async def end_child(process: asyncio.subprocess.Process) -> None:
    """Kill it if it still runs, close the pipe to it, and wait until it is gone."""
    if process.returncode is None:
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await process.wait()
