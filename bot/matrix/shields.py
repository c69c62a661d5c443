"""nio's client with the defects of 0.26 shielded, all in this one place.

| defect of matrix-nio 0.26.0 | shield |
|---|---|
| errors come back as values; a 429 sleeps without limit | `_send`, `call` over bot.matrix.http |
| a pre-key message with an unknown one-time key ends the sync | `_handle_decrypt_to_device` |
| a used one-time key is accepted again after a restart | the account is saved after each pre-key message |
| killed while it handles a sync, it loses the room keys in there | one transaction per response: `_store_as_one` |
| one-time keys are uploaded before their private halves are on disk | `keys_upload` saves first |
| keys that the homeserver refuses are offered for ever | `keys_upload` goes on behind them |
| a drained pool of one-time keys is never refilled | `_handle_olm_events` |
| no fallback keys: a drained pool shuts everybody out | `keys_upload` adds one when the sync asks for it |
| verification knows no request, ready and done | bot.matrix.verification; nio's half is kept out |
| a cancelled send leaves `sharing_session` set: the room is silent for ever | `speak`, one lock per room |
| failed key shares count as shared | `_share_key` |
| a device without a one-time key never gets the key | `_catch_up_devices` |
| a malformed event, device key or payload raises out of the sync | `_handle_*` overrides, `parse_sync` |
| Megolm events without the deprecated sender_key are "bad" | `completed` |
| after being kicked the room stays in `rooms` | `forget_left_rooms` |
| warnings about malformed events quote them | its loggers are silenced |
| every room key, key request and index of a message is kept for ever | `forget_room_keys`, `_forget_key_requests` |
| a token is stored before its batch is handled | the loop of bot.matrix.sync owns the token |

`sync_forever`, `has_permission`, `room.power_levels` (they lie, and know nothing of rooms of version 12) and any
reading of a server's name in a room id (version 12 has none) are not used at all.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import aiohttp
import nio
import structlog
from nio.api import Api
from nio.events.misc import BadEvent
from nio.responses import KeysQueryResponse, RoomInfo, ShareGroupSessionResponse, SyncResponse
from nio.store import SqliteStore
from nio.store.models import MegolmInboundSessions

from bot.errors import NotInRoom, Refused, Unreachable
from bot.matrix import fallback
from bot.matrix.http import ask, object_of, without_token
from bot.matrix.parsing import parse_sync
from bot.matrix.transactions import marked

log = structlog.get_logger(__name__)

REQUEST_SECONDS = 60.0
FULL_SYNC_SECONDS = 180.0
"""A first sync of a large account takes a while to compute on the homeserver."""

CLAIM_AGAIN_SECONDS = 60.0
"""How often a device that had no one-time key is tried again, at most, when the bot speaks in its room."""

REPETITIONS = 4_096
"""Messages whose repetition under another event id is refused (nio: a hundred thousand, which is 70 MiB)."""

UNREADABLE = 500
"""Events of broken conversations that are remembered, in order to ask for their keys once more."""

SYNC_FILTER: dict[str, Any] = {
    "presence": {"types": []},
    "account_data": {"types": ["m.direct"]},
    "room": {
        "ephemeral": {"types": []},
        "account_data": {"types": []},
        "state": {"lazy_load_members": False},
        "timeline": {"limit": 50},
    },
}
"""No presence, receipts or typing. Members are never lazy: encryption needs them all."""


class ShieldedClient(nio.AsyncClient):  # type: ignore[misc]  # nio has no types that mypy accepts
    """An nio client that raises bot.errors instead of returning errors, and that nothing received can stop."""

    def __init__(self, homeserver: str, user_id: str, device_id: str, store: Path, pickle_key: str) -> None:
        config = nio.AsyncClientConfig(
            store=SqliteStore, pickle_key=pickle_key, store_sync_tokens=False, request_timeout=REQUEST_SECONDS
        )
        super().__init__(homeserver, user_id, device_id, str(store), config)
        # Its warnings quote what people wrote; what matters of them is logged here, without words.
        logging.getLogger("nio").setLevel(logging.CRITICAL)
        self._speaking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._claimed_at: dict[str, float] = {}
        self._without_key: dict[str, set[tuple[str, str]]] = {}
        self._fallback_wanted = False
        self._fallback_at = float("-inf")

    # --- requests ---

    async def call(
        self, method: str, path: str, body: object = None, *, what: str, seconds: float = REQUEST_SECONDS
    ) -> dict[str, Any]:
        """One JSON request below /_matrix, authenticated. `what` names it in errors.

        Raises MatrixRefused, Unreachable or LoggedOut.
        """
        data = None if body is None else json.dumps(body)
        return await object_of(await self._ask(method, "/_matrix" + path, data, seconds), what)

    async def _ask(self, method: str, path: str, data: Any, seconds: float) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.access_token:
            headers["Authorization"] = f"Bearer {self.access_token}"
        timeout = aiohttp.ClientTimeout(total=seconds)
        return await ask(lambda: self.send(method, path, data, headers, None, timeout), self.homeserver)

    async def _send(
        self, response_class: Any, method: str, path: str, data: Any = None, *args: Any, **more: Any
    ) -> Any:
        """What every method of nio goes through. Uploads of files are not used here."""
        response_data = more.get("response_data") or (args[0] if args else None)
        seconds = float(more.get("timeout") or REQUEST_SECONDS)
        transport = await self._ask(method, without_token(path), data, seconds)
        try:
            response = await self.create_matrix_response(response_class, transport, response_data)
        except Exception as error:
            raise Unreachable(f"The homeserver's answer is garbled ({type(error).__name__}).") from None
        await self.receive_response(response)
        return response

    async def sync_batch(self, since: str | None, *, full_state: bool, wait: float) -> SyncResponse:
        """One sync from `since` on, waiting up to `wait` seconds for news. Raises as `call` does."""
        method, path = Api.sync(
            "",
            since=since,
            timeout=int(wait * 1000),
            filter=SYNC_FILTER,
            full_state=full_state or None,
            set_presence="offline",
        )
        seconds = FULL_SYNC_SECONDS if full_state or since is None else wait + 30
        transport = await self._ask(method, without_token(path), None, seconds)
        answer = await object_of(transport, "the sync")
        response = parse_sync(answer)
        rested = time.monotonic() - self._fallback_at > fallback.REST_SECONDS
        self._fallback_wanted = fallback.is_wanted(answer) and rested
        await self.receive_response(response)
        self.forget_left_rooms(response)
        for room in self.rooms.values():
            # nio believes members to be known only after /joined_members, which would drop invited ones;
            # our syncs carry the full state and no lazy members.
            room.members_synced = True
        return response

    def forget_left_rooms(self, response: SyncResponse) -> None:
        for room_id in response.rooms.leave:
            self.rooms.pop(room_id, None)
            if self.olm:
                self.olm.outbound_group_sessions.pop(room_id, None)

    # --- receiving ---

    async def receive_response(self, response: Any) -> None:
        if isinstance(response, KeysQueryResponse):
            self._receive_keys(response)
            return
        with self._store_as_one():
            try:
                await super().receive_response(response)
            except Exception as error:
                log.warning("response_skipped", kind=type(response).__name__, error=type(error).__name__)

    def _store_as_one(self) -> AbstractContextManager[Any]:
        """One transaction of nio's store: killed between, an Olm session that has moved on would be on disk without
        the room key that it brought, and the message, delivered again, could not be decrypted a second time."""
        return self.store.database.atomic() if self.store else nullcontext()

    def _receive_keys(self, response: KeysQueryResponse) -> None:
        """User by user: malformed keys of one must not cost the keys of the others."""
        for user_id, devices in response.device_keys.items():
            try:
                self._handle_olm_response(KeysQueryResponse({user_id: devices}, response.failures))
            except Exception as error:
                log.warning("device_keys_skipped", user=user_id, error=type(error).__name__)

    def _handle_decrypt_to_device(self, to_device_event: Any) -> Any:
        if isinstance(to_device_event, nio.KeyVerificationEvent):
            return None  # nio would answer, and cancel, what bot.matrix.verification is in the middle of
        try:
            return super()._handle_decrypt_to_device(to_device_event)
        except Exception as error:
            log.warning("to_device_skipped", error=type(error).__name__)
            return None
        finally:
            if isinstance(to_device_event, nio.OlmEvent) and self.olm:
                # The message may have used up a one-time key: only now does the account know.
                self.olm.save_account()

    def _handle_joined_state(self, room_id: str, join_info: RoomInfo, encrypted_rooms: set[str]) -> None:
        super()._handle_joined_state(room_id, dataclasses.replace(join_info, state=[]), encrypted_rooms)
        for event in join_info.state:
            one = dataclasses.replace(join_info, state=[event], summary=None, unread_notifications=None)
            try:
                super()._handle_joined_state(room_id, one, encrypted_rooms)
            except Exception as error:
                log.warning("state_skipped", room=room_id, error=type(error).__name__)

    def _handle_timeline_event(self, event: Any, room_id: str, room: Any, encrypted_rooms: set[str]) -> Any:
        try:
            event = self.completed(event, room_id)
            return super()._handle_timeline_event(event, room_id, room, encrypted_rooms)
        except Exception as error:
            log.warning("event_skipped", room=room_id, error=type(error).__name__)
            return None

    async def _handle_invited_rooms(self, response: SyncResponse) -> None:
        """Invitations are read from the response by bot.matrix.invitations; nio's own book of them only grows."""

    def _handle_olm_events(self, response: SyncResponse) -> None:
        if self.olm:
            self._forget_key_requests()
        super()._handle_olm_events(response)
        if self.olm and response.device_key_count.signed_curve25519 == 0:
            self.olm.uploaded_key_count = 0

    def completed(self, event: Any, room_id: str) -> Any:
        """An encrypted event without the deprecated sender_key and device_id, completed from the session that it
        names, so that nio reads it; any other event as it is."""
        if not isinstance(event, BadEvent) or event.type != "m.room.encrypted" or not self.olm:
            return event
        content = event.source["content"]
        keys = self.olm.inbound_group_store._entries.get(room_id, {})
        for sender_key, sessions in keys.items():
            if content.get("session_id") in sessions:
                filled = {"sender_key": sender_key, "device_id": "", **content}
                return nio.MegolmEvent.from_dict({**event.source, "content": filled})
        return event

    def read(self, source: dict[str, Any], room_id: str) -> Any:
        """Parse an event of a room and decrypt it if that is possible now (else a MegolmEvent comes back).
        Raises Refused when it is nothing that can be parsed."""
        try:
            event = self.completed(nio.Event.parse_event(source), room_id)
            if isinstance(event, nio.MegolmEvent):
                event.room_id = room_id
        except Exception as error:
            raise Refused(f"An event is malformed ({type(error).__name__}).") from None
        if isinstance(event, nio.MegolmEvent) and self.olm:
            try:
                return self.olm._decrypt_megolm_no_error(event) or event
            except Exception as error:
                log.warning("event_unreadable", room=room_id, error=type(error).__name__)
        return event

    # --- keys ---

    def load_store(self) -> None:
        super().load_store()
        if self.olm:
            self.olm.message_index_store = type(self.olm.message_index_store)(REPETITIONS)

    def room_keys(self) -> Iterator[tuple[str, str, str]]:
        """Session id, room id and the sender's device key of every room key there is."""
        for session in self.olm.inbound_group_store if self.olm else ():
            yield session.id, session.room_id, session.sender_key

    def forget_room_keys(self, session_ids: Collection[str]) -> None:
        """Delete these for ever, on disk and in memory."""
        assert self.olm, "the store is loaded at log-in"
        with self.store.database.bind_ctx(self.store.models), self.store.database.atomic():
            for session_id in session_ids:
                MegolmInboundSessions.delete().where(MegolmInboundSessions.session_id == session_id).execute()
        entries = self.olm.inbound_group_store._entries
        for room_id, senders in list(entries.items()):
            for sender_key, sessions in list(senders.items()):
                for session_id in sessions.keys() & set(session_ids):
                    del sessions[session_id]
                if not sessions:  # looking a key up is enough to leave such an empty place
                    del senders[sender_key]
            if not senders:
                del entries[room_id]

    def _forget_key_requests(self) -> None:
        """The bot has one device and hands its keys to nobody; nio would keep every wish for them, and every event
        whose key it means to ask for again."""
        assert self.olm, "the store is loaded at log-in"
        for wishes in (
            self.olm.received_key_requests,
            self.olm.key_request_from_untrusted,
            self.olm.key_requests_waiting_for_session,
            self.olm.key_request_devices_no_session,
        ):
            wishes.clear()
        if sum(map(len, self.olm.key_re_requests_events.values())) > UNREADABLE:
            self.olm.key_re_requests_events.clear()

    @property
    def should_upload_keys(self) -> bool:
        return bool(super().should_upload_keys) or self._fallback_wanted

    async def keys_upload(self) -> Any:
        assert self.olm, "the store is loaded at log-in"
        # Without one-time keys to upload nio would raise; with a new device the fallback key goes along.
        keys = self.olm.share_keys() if super().should_upload_keys else {}
        if self._fallback_wanted or "device_keys" in keys:
            keys["fallback_keys"] = fallback.fallback_keys(self.olm)
            self._fallback_at = time.monotonic()
        self.olm.save_account()  # a crash after the upload must not lose the private halves
        method, path, data = Api.keys_upload("", keys)
        answer = await self._send(nio.KeysUploadResponse, method, path, data)
        if isinstance(answer, nio.KeysUploadError):
            # After a restore the homeserver holds other keys under these ids: the next try goes on behind them.
            log.warning("keys_refused", code=answer.status_code)
            self.olm.account.mark_keys_as_published()
            self.olm.save_account()
            return answer
        self._fallback_wanted = False
        return answer

    async def renew_sessions(self) -> None:
        """After a restore: open new Olm sessions with every known device and tell it. Those of the backup have gone on
        since, and what is said in them now would look like a repetition. Raises as `call` does."""
        assert self.olm, "the store is loaded at log-in"
        if self.should_query_keys:
            await self.keys_query()
        self._fallback_wanted = True
        others = [device for device in self.device_store if not device.deleted and device.id != self.device_id]
        self.olm.wedged_devices = others
        if self.should_claim_keys:
            await self.keys_claim(self.get_users_for_key_claiming())
        await self.send_to_device_messages()

    # --- speaking ---

    async def speak(self, room_id: str, kind: str, content: dict[str, Any], txn_id: str) -> str:
        """Send an event to a room the bot is in, encrypted where the room is. Returns its event id.

        Raises NotInRoom, MatrixRefused, Unreachable or LoggedOut; may be cancelled at any point.
        """
        room = self.rooms.get(room_id)
        if room is None:
            raise NotInRoom(f"The bot is not in the room {room_id}.")
        if room.encrypted and kind != "m.reaction":  # reactions are never encrypted (Matrix specification)
            async with self._speaking[room_id]:
                await self._prepare(room_id)
                kind, content = self.encrypt(room_id, kind, content)
        path = f"/client/v3/rooms/{quote(room_id)}/send/{quote(kind)}/{quote(txn_id)}"
        answer = await self.call("PUT", path, marked(content, txn_id), what=f"a message to {room_id}")
        return str(answer.get("event_id", ""))

    async def _prepare(self, room_id: str) -> None:
        """Everybody in the room holds the key of the session that comes next."""
        assert self.olm, "the store is loaded at log-in"
        if self.should_query_keys:
            await self.keys_query()
        await self._catch_up_devices(room_id)
        if self.olm.should_share_group_session(room_id):
            await self._share_key(room_id)

    async def _catch_up_devices(self, room_id: str) -> None:
        """nio marks a session as shared also when a device had no one-time key; try those devices again, and start
        a new session when one has keys now."""
        missing = self._without_key.get(room_id)
        if not missing or time.monotonic() - self._claimed_at.get(room_id, 0.0) < CLAIM_AGAIN_SECONDS:
            return
        if await self._claim(room_id) < len(missing):
            self.invalidate_outbound_session(room_id)

    async def _claim(self, room_id: str) -> int:
        """Open Olm sessions with the devices that have none; returns how many remain without."""
        missing = self.get_missing_sessions(room_id)
        if missing:
            self._claimed_at[room_id] = time.monotonic()
            await self.keys_claim(missing)
            missing = self.get_missing_sessions(room_id)
        self._without_key[room_id] = {(user, device) for user, devices in missing.items() for device in devices}
        return len(self._without_key[room_id])

    async def _share_key(self, room_id: str) -> None:
        """Hand the room's session to every device. A failure raises, and the next try goes on where this ended."""
        assert self.olm, "the store is loaded at log-in"
        await self._claim(room_id)
        users = list(self.rooms[room_id].users)
        for shared_with, message in self.olm.share_group_session_parallel(room_id, users, True):
            method, path, data = Api.to_device("", "m.room.encrypted", message, uuid4())
            await self._send(ShareGroupSessionResponse, method, path, data, response_data=(room_id, shared_with))
        self.olm.outbound_group_sessions[room_id].shared = True
