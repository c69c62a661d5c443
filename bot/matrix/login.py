"""One device for ever: log in once, then come back with the kept token."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import nio
import structlog

from bot.errors import LoggedOut, Refused, Unreachable
from bot.matrix.pauses import Pauses
from bot.matrix.session import Session, SessionFolder
from bot.matrix.settings import MatrixSettings
from bot.matrix.shields import ShieldedClient

log = structlog.get_logger(__name__)

Done = TypeVar("Done")


async def logged_in_client(settings: MatrixSettings, folder: SessionFolder) -> ShieldedClient:
    """A client that is logged in, with its store loaded and its device's keys on the homeserver.

    Waits, with growing pauses, while the homeserver cannot be reached. Raises Refused (wrong password, wrong
    account), LoggedOut or BotError.
    """
    session = folder.load(settings.homeserver, settings.user_id)
    client = ShieldedClient(
        settings.homeserver, settings.user_id, session.device_id, folder.folder, folder.pickle_key()
    )

    async def log_in() -> None:
        await _log_in(client, settings, session, folder)
        if client.should_upload_keys:
            await client.keys_upload()

    try:
        await patiently(log_in)
    except BaseException:
        await client.close()
        raise
    return client


async def patiently(act: Callable[[], Awaitable[Done]]) -> Done:
    """Do it, however often the homeserver cannot be reached meanwhile. Raises whatever else `act` raises."""
    pauses = Pauses()
    while True:
        try:
            return await act()
        except Unreachable as error:
            pause = pauses.next()
            if pauses.failures == 1:  # said once, until it is there
                log.warning("homeserver_away", reason=str(error))
            await asyncio.sleep(pause)


async def _log_in(client: ShieldedClient, settings: MatrixSettings, session: Session, folder: SessionFolder) -> None:
    if client.logged_in:
        return  # an attempt before this one came so far
    if session.access_token:
        await _come_back(client, session, settings.access_token)
    elif settings.access_token:
        session = await _adopt(client, settings)
    elif settings.password:
        session = await _first_login(client, settings, session)
    else:
        raise Refused(f"{settings.user_id} has neither password nor access token; set one of them for the first start.")
    client.restore_login(session.user_id, session.device_id, client.access_token)
    folder.save(replace(session, access_token=client.access_token))


async def _come_back(client: ShieldedClient, session: Session, configured: str | None) -> None:
    """With the kept token, or with a newer one from the configuration when it is for the same device."""
    try:
        await _whoami(client, session.access_token)
    except LoggedOut:
        if not configured or configured == session.access_token:
            raise
        if (await _whoami(client, configured)).device_id != session.device_id:
            raise Refused(
                "The access token in the configuration belongs to another device than the kept one."
            ) from None


async def _adopt(client: ShieldedClient, settings: MatrixSettings) -> Session:
    """The device that the configured access token belongs to."""
    owner = await _whoami(client, settings.access_token or "")
    if owner.user_id != settings.user_id or not owner.device_id:
        client.access_token = ""
        raise Refused(f"The access token belongs to {owner.user_id}, not to a device of {settings.user_id}.")
    client.device_id = owner.device_id
    return Session(settings.homeserver, settings.user_id, owner.device_id)


async def _first_login(client: ShieldedClient, settings: MatrixSettings, session: Session) -> Session:
    answer = await client.login(settings.password, device_name=settings.device_name)
    if not isinstance(answer, nio.LoginResponse):
        raise Refused(f"The homeserver refused to log in {settings.user_id}: {answer.status_code}. Check the password.")
    return replace(session, user_id=answer.user_id, device_id=answer.device_id)


async def _whoami(client: ShieldedClient, token: str) -> Session:
    client.access_token = token
    try:
        owner = await client.call("GET", "/client/v3/account/whoami", what="the bot's own name")
    except BaseException:
        client.access_token = ""
        raise
    return Session(client.homeserver, str(owner.get("user_id")), str(owner.get("device_id") or ""))
