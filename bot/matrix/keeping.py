"""The bot's own keys on the homeserver, and everybody's on its disk: none is lost, none is kept for ever."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import nio
import structlog
from nio.api import Api
from nio.responses import SyncResponse
from nio.store.models import MegolmInboundSessions

from bot.matrix import fallback
from bot.matrix.receiving import ReceivingClient

log = structlog.get_logger(__name__)

REPETITIONS = 4_096
"""Messages whose repetition under another event id is refused (nio: a hundred thousand, which is 70 MiB)."""

UNREADABLE = 500
"""Events of broken conversations that are remembered, in order to ask for their keys once more."""


class KeepingClient(ReceivingClient):
    """Uploads keys so that nobody is shut out, and lets go of keys that nobody needs."""

    _fallback_wanted = False
    _fallback_at = float("-inf")

    def hear_of_fallback(self, sync: dict[str, Any]) -> None:
        """A sync answer tells whether the homeserver has an unused fallback key."""
        rested = time.monotonic() - self._fallback_at > fallback.REST_SECONDS
        self._fallback_wanted = fallback.is_wanted(sync) and rested

    def _handle_olm_events(self, response: SyncResponse) -> None:
        if self.olm:
            self._forget_key_requests()
        super()._handle_olm_events(response)
        if self.olm and response.device_key_count.signed_curve25519 == 0:
            self.olm.uploaded_key_count = 0

    def load_store(self) -> None:
        super().load_store()
        if self.store:
            _bind_once(self.store)
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


def _bind_once(store: Any) -> None:
    """nio binds its ten tables to its database anew for each statement: a sixth of the bot's time in a burst. Here they
    stay bound, and are bound anew only when another client in this process (in tests) bound them in between."""
    database, bind_anew = store.database, store.database.bind_ctx

    def bind(models: Any) -> AbstractContextManager[Any]:
        if all(model._meta.database is database for model in models):
            return nullcontext()
        anew: AbstractContextManager[Any] = bind_anew(models)
        return anew

    database.bind(store.models)
    database.bind_ctx = bind
