"""The proof that modern clients show the bot's words: matrix-js-sdk, the engine of Element, in its strictest mode.

Needs Node 22 or newer and matrix-js-sdk; both come from npm into the user's cache folder, once.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.matrix.people import Bot, Lab

PACKAGES = ("node@22", "matrix-js-sdk@43")
SCRIPT = Path(__file__).parent / "strict_client.mjs"


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder with node_modules; filled by npm the first time."""
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


async def ask_strictly(lab: Lab, bot: Bot, packages: Path, text: str) -> dict[str, Any]:
    account = await asyncio.to_thread(lab.account, "stranger")
    job = {
        "homeserver": lab.homeserver.url,
        "user": account.user_id,
        "password": account.password,
        "bot": bot.user_id,
        "text": text,
    }
    node = packages / "node_modules" / "node" / "bin" / "node"
    process = await asyncio.create_subprocess_exec(
        str(node), str(SCRIPT), str(packages), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, err = await asyncio.wait_for(process.communicate(json.dumps(job).encode()), 120)
    assert process.returncode == 0, err.decode()[-2000:]
    result: dict[str, Any] = json.loads(out.splitlines()[-1])
    return result


async def test_strict_client_shows_the_answer_without_any_shield(lab: Lab, packages: Path) -> None:
    bot = await lab.bot()

    seen = await ask_strictly(lab, bot, packages, "waar vind ik een huisarts?")

    assert seen["failed"] == ""
    assert seen["body"] == "echo waar vind ik een huisarts?"
    assert seen["shieldColour"] == 0
    assert seen["thread"] == seen["question"]
    assert seen["signedByOwner"][bot.client.device_id] is True


async def test_strict_client_does_not_show_a_bot_that_is_not_signed(lab: Lab, packages: Path) -> None:
    """Without this the test above could pass for another reason."""
    settings = dataclasses.replace(await asyncio.to_thread(lab.settings), cross_signing=False, key_grace=0.5)
    bot = await lab.bot(settings)

    seen = await ask_strictly(lab, bot, packages, "hallo?")

    assert seen["failed"]
