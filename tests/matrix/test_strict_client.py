"""The proof that modern clients show the bot's words: matrix-js-sdk, the engine of Element, in its strictest mode.

Skipped where npm is absent (tests/matrix/element.py).
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import subprocess
from pathlib import Path
from typing import Any

from tests.matrix.people import Bot, Lab

SCRIPT = Path(__file__).parent / "strict_client.mjs"


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
