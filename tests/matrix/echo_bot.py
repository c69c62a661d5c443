"""An echo bot in a process of its own that kills itself at a given moment. usage: echo_bot.py CONFIG.json MOMENT"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from nio.responses import SyncResponse

from bot.matrix.client import MatrixClient
from bot.matrix.settings import MatrixSettings, RoomSetting
from bot.matrix.shields import ShieldedClient
from bot.ports import Message, Reaction, Rendered, RoomKind
from bot.store import Store


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DyingStore(Store):
    """Kills the process at a moment between taking a question in and being done with its answer."""

    moment = "never"

    def begin(self, event_id: str) -> int:
        if self.moment == "before_handling":
            die()
        return super().begin(event_id)

    def finish(self, event_id: str, state: str = "done") -> None:
        if self.moment == "before_finish":
            die()
        super().finish(event_id, state)

    def sent(self, txn_id: str, event_id: str) -> None:
        if self.moment == "after_send":
            die()
        super().sent(txn_id, event_id)


def die_with_the_key() -> None:
    """As soon as nio has a room key on disk, and the bot has not noted the sync that brought it."""
    receive = ShieldedClient.receive_response

    async def dying(self: ShieldedClient, response: Any) -> None:
        await receive(self, response)
        if isinstance(response, SyncResponse) and response.to_device_events:
            die()

    ShieldedClient.receive_response = dying  # type: ignore[method-assign]


async def main(values: dict[str, str], moment: str) -> None:
    folder = Path(values["data_dir"])
    store = DyingStore(folder / "bot.sqlite")
    store.moment = moment
    if moment == "after_key":
        die_with_the_key()
    settings = MatrixSettings(
        homeserver=values["homeserver"],
        user_id=values["user_id"],
        data_dir=folder,
        password=values["password"],
        rooms={values["room"]: RoomSetting(RoomKind.ZONE, "noord")},
    )
    client = MatrixClient(settings, store)
    await client.start()

    async def echo(message: Message) -> bool:
        await client.messenger.reply(message, Rendered(f"echo {message.body}", ""))
        return True

    async def ignore(reaction: Reaction) -> bool:
        return True

    running = asyncio.create_task(client.run(echo, ignore))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
    await asyncio.gather(running, return_exceptions=True)
    await client.stop()


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text()), sys.argv[2]))
