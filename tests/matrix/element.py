"""An administrator with Element's own engine (matrix-js-sdk), driven line by line: see admin_client.mjs.

Needs Node 22 or newer and matrix-js-sdk; both come from npm into the user's cache folder, once.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.demo.homeserver import Account

PACKAGES = ("node@22", "matrix-js-sdk@43")
SCRIPT = Path(__file__).parent / "admin_client.mjs"
ANSWER_SECONDS = 60.0


def install() -> Path:
    """The folder with node_modules, filled by npm the first time; skips the test where that cannot be."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not on this machine: the strict Matrix client cannot be installed")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "relais" / "strict-client" / "-".join(PACKAGES).replace("@", "")
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(folder), *PACKAGES]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=150)
        except (subprocess.SubprocessError, OSError):
            pytest.skip(f"npm could not install {' and '.join(PACKAGES)} (no network?): run `{' '.join(command)}`")
        (folder / "complete").touch()
    return folder


class Element:
    """`await start()`, then `await do("command", ...)`; close at the end."""

    def __init__(self, packages: Path, homeserver: str, account: Account) -> None:
        self.user_id = account.user_id
        self._packages = packages
        self._job = {"homeserver": homeserver, "user": account.user_id, "password": account.password}
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        node = self._packages / "node_modules" / "node" / "bin" / "node"
        self._process = await asyncio.create_subprocess_exec(
            str(node), str(SCRIPT), str(self._packages), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        await self.do("sign_in", **self._job)

    async def do(self, command: str, **arguments: Any) -> dict[str, Any]:
        """What the command answers; an AssertionError with its complaint when it fails."""
        process = self._process
        assert process
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps({"do": command, **arguments}).encode() + b"\n")
        line = await asyncio.wait_for(process.stdout.readline(), ANSWER_SECONDS)
        assert line, f"the client died at {command}"
        answer: dict[str, Any] = json.loads(line)
        assert "error" not in answer, f"{command}: {answer['error']}"
        return answer

    async def close(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
