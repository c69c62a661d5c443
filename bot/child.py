"""Ending a process of our own, so that nothing of it stays behind."""

from __future__ import annotations

import asyncio


async def end_child(process: asyncio.subprocess.Process) -> None:
    """Kill it if it still runs, close the pipe to it, and wait until it is gone."""
    if process.returncode is None:
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await process.wait()
