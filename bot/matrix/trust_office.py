"""What an operator does about the bot's identity, each as one act: back it up, get it back, replace it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.errors import TrustError, Unreachable
from bot.matrix import recovery_key
from bot.matrix.login import logged_in_client
from bot.matrix.secret_storage import SecretStorage
from bot.matrix.session import SessionFolder
from bot.matrix.settings import MatrixSettings
from bot.matrix.shields import ShieldedClient
from bot.matrix.signing import broken_links, public_key, public_text
from bot.matrix.trust import Trust
from bot.matrix.trust_account import Account
from bot.matrix.trust_keys import KeyFile
from bot.matrix.trust_upload import query_keys

LOGIN_SECONDS = 60.0
"""An operator waits at the terminal: a homeserver that is away this long is told, not waited for."""


@asynccontextmanager
async def logged_in(settings: MatrixSettings) -> AsyncIterator[tuple[ShieldedClient, Trust]]:
    """The bot's device, with its store locked: only while the bot is stopped. Raises BotError."""
    folder = SessionFolder(settings.folder)
    folder.lock()
    try:
        try:
            async with asyncio.timeout(LOGIN_SECONDS):
                client = await logged_in_client(settings, folder)
        except TimeoutError:
            raise Unreachable(f"The homeserver {settings.homeserver} cannot be reached.") from None
        try:
            yield client, Trust(client, settings.folder, settings.password)
        finally:
            await client.close()
            if client.store:
                client.store.database.close()
    finally:
        folder.unlock()


async def backup(settings: MatrixSettings, key: bytes, *, replace: bool) -> None:
    """Store the identity on the homeserver, encrypted with `key`. The bot may be running.

    Raises TrustError when there is a backup already and `replace` is false, when the keys on disk are not those of
    the homeserver, or when there are none; or HomeserverError.
    """
    keys = KeyFile(settings.folder, settings.user_id).load()
    async with Account(settings) as account:
        published = await query_keys(account, settings.user_id)
        if public_key(published.get("master_keys", {}).get(settings.user_id, {})) != public_text(keys.master):
            raise TrustError("The homeserver has another master key than this disk: see `relais trust show`.")
        storage = SecretStorage(account)
        if not replace and await storage.key_id() is not None:
            raise TrustError(
                f"{settings.user_id} has a backup already: keep its recovery key, or make a new one with --replace, "
                "after which the old recovery key opens nothing any more."
            )
        await storage.store(keys, key)


async def restore(settings: MatrixSettings, key_text: str) -> str:
    """Get the identity back with the recovery key, and sign this device with it; returns the device's id.

    Raises TrustError (a wrong key; keys that are not the homeserver's; other keys on disk) or HomeserverError.
    """
    key = recovery_key.from_text(key_text)
    async with logged_in(settings) as (client, trust):
        await trust.adopt(await SecretStorage(client).fetch(settings.user_id, key))
        return str(client.device_id)


async def reset(settings: MatrixSettings) -> bool:
    """A new identity; returns whether a backup of the old one is left behind. Raises TrustError or HomeserverError."""
    async with logged_in(settings) as (client, trust):
        await trust.reset()
        problems = broken_links(await trust.published(), settings.user_id, str(client.device_id))
        if problems:
            raise TrustError(f"The new identity does not hold: {'; '.join(problems)}.")
        return await SecretStorage(client).key_id() is not None
