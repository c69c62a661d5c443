"""An operator's work at the homeserver, one at a time: two that make rooms at once would make each of them twice."""

from __future__ import annotations

import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError, SlowedDown

if TYPE_CHECKING:
    from bot.commands.invocation import Invocation
    from bot.provision.server import Server
    from bot.store import Store

LOCK = "provision.lock"


@contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """Raises BotError while another process changes rooms or members from the same data folder."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(data_dir / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BotError(
                f"Another `relais provision` or `relais members` works with {data_dir}; wait until it is done."
            ) from None
        yield
    finally:
        os.close(handle)


@asynccontextmanager
async def at_the_homeserver(invocation: Invocation, *, dry: bool) -> AsyncIterator[tuple[Server, Store]]:
    """The homeserver with every room read, and the bot's database; logs in when the bot never did. Raises BotError."""
    from bot.matrix.trust_account import Account, kept_session
    from bot.matrix.trust_office import logged_in
    from bot.matrix_settings import matrix_settings
    from bot.provision.server import Server
    from bot.store import Store

    settings = matrix_settings(invocation.config, invocation.data_dir, os.environ)
    with alone(settings.data_dir):
        if kept_session(settings.folder) is None:
            async with logged_in(settings):  # the first login ever
                pass
        store = Store(settings.data_dir / "bot.sqlite")
        try:
            async with Account(settings, slowed=wait) as account:
                server = Server(account, dry=dry)
                await server.look()
                yield server, store
        finally:
            store.close()


def wait(seconds: float) -> None:
    """Tells whoever is at the terminal. Raises SlowedDown."""
    if seconds > LONGEST:
        raise SlowedDown(f"The homeserver asks to wait {seconds:.0f} s; docs/deploying.md says how to lift its limit.")
    if seconds > SHORT:
        print(f"({seconds:.0f} s of waiting: the homeserver limits this account, see docs/deploying.md)", flush=True)


SHORT, LONGEST = 5.0, 90.0
"""Seconds: shorter pauses nobody needs to be told of; longer ones nobody waits for. Synapse's own limits ask for 62 s
between two rooms, and for 333 s between two invitations of the same person."""
