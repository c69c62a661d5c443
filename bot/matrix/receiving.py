"""What comes in: nothing received can stop the sync, or cost what came with it (bot.matrix.shields has the list)."""

from __future__ import annotations

import dataclasses
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import nio
import structlog
from nio.events.misc import BadEvent
from nio.responses import KeysQueryResponse, RoomInfo, SyncResponse

from bot.errors import Refused
from bot.matrix.requests import RequestingClient

log = structlog.get_logger(__name__)


class ReceivingClient(RequestingClient):
    """Whatever is malformed is left out, by itself."""

    def forget_left_rooms(self, response: SyncResponse) -> None:
        for room_id in response.rooms.leave:
            self.rooms.pop(room_id, None)
            if self.olm:
                self.olm.outbound_group_sessions.pop(room_id, None)

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
