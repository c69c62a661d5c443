"""nio's client with the defects of matrix-nio 0.26.0 shielded, and the one list of them.

The client is put together of four files: bot.matrix.requests (talking), bot.matrix.receiving, bot.matrix.keeping (keys)
and this one (syncing and speaking). Each line: the defect -> its shield, and the test of it (in tests/matrix; one more
test there checks that each exists).

- errors come back as values -> `_send`, `call`
  test_nios_own_methods_raise_too
- a 429 sleeps as long as it says, by the body alone -> bot.matrix.pauses
  test_429_is_obeyed_and_the_request_repeated
- errors are asked about thousands of times a second -> the loop of bot.matrix.sync
  test_loop_pauses_longer_and_longer_while_the_homeserver_is_away
- an unknown token is asked with for ever -> LoggedOut ends the loop
  test_session_ended_by_the_homeserver_stops_the_bot_with_a_clear_word
- a token is stored before its batch is handled -> token and events in one transaction
  test_kill_between_question_and_answer_leads_to_one_answer
- a left-out part of a timeline is not fetched -> bot.matrix.news
  test_long_downtime_is_caught_up_beyond_one_page_of_the_timeline
- rooms without news are unknown after a restart -> the first sync has the full state
  test_restart_keeps_the_device_and_reads_what_was_said_meanwhile
- a pre-key message with an unknown one-time key ends the sync -> `_handle_decrypt_to_device`
  test_pre_key_message_with_unknown_one_time_key_does_not_end_the_sync
- a used one-time key is accepted again after a restart -> the account is saved after it
  test_used_one_time_key_is_not_accepted_again_after_a_restart
- killed while it handles a sync, it loses the room keys in there -> `_store_as_one`
  test_room_key_and_the_session_that_brought_it_reach_the_disk_together
- one-time keys are uploaded before they are on disk -> `keys_upload` saves first
  test_one_time_keys_are_on_disk_before_they_are_uploaded
- keys that the homeserver refuses are offered for ever -> `keys_upload` goes on behind them
  test_keys_that_the_homeserver_refuses_are_not_offered_again
- a drained pool of one-time keys is never refilled -> `_handle_olm_events`
  test_drained_pool_of_one_time_keys_is_filled_again
- no fallback keys: a drained pool shuts everybody out -> bot.matrix.fallback
  test_person_reaches_a_bot_whose_one_time_keys_are_used_up
- no cross-signing: clients do not show the bot -> bot.matrix.trust
  test_strict_client_shows_the_answer_without_any_shield
- verification knows no request, ready and done -> bot.matrix.verification
  test_administrator_verifies_the_running_bot
- the store's key is a known word -> bot.matrix.session
  test_secrets_are_readable_by_their_owner_only
- a cancelled send silences the room for ever -> `speak`, one lock per room
  test_cancelled_send_does_not_silence_the_room
- failed key shares count as shared -> `_share_key`
  test_key_that_could_not_be_shared_is_shared_with_the_next_try
- a device without a one-time key never gets the key -> `_catch_up_devices`
  test_device_without_one_time_keys_gets_the_key_once_it_has_some
- a late key changes nothing -> `Inbox.key_arrived`
  test_message_is_answered_when_its_key_comes_late
- /joined_members drops those who are only invited -> `members_synced` is set here
  test_direct_message_goes_to_one_encrypted_room_that_is_made_once
- m.direct cannot be written -> `RoomBook._write_account_data`
  test_direct_message_goes_to_one_encrypted_room_that_is_made_once
- a malformed event raises out of the sync -> `_handle_*`, bot.matrix.parsing
  test_broken_event_costs_no_other
- malformed device keys cost those of everybody -> `_receive_keys`
  test_malformed_device_keys_of_one_user_cost_no_other
- a malformed to-device message costs the batch -> bot.matrix.parsing
  test_broken_to_device_message_costs_no_room_message
- Megolm events without the deprecated sender_key are "bad" -> `completed`
  test_encrypted_event_without_the_deprecated_sender_key_is_read
- after being kicked the room stays in `rooms` -> `forget_left_rooms`
  test_room_is_forgotten_when_the_bot_is_put_out
- invitations pile up -> `_handle_invited_rooms`
  test_invitations_by_the_thousand_are_bounded_work
- a room is in clear until its encryption comes by -> `will_be_encrypted`
  test_room_made_encrypted_is_so_whatever_the_sync_shows_first
- warnings about malformed events quote them -> its loggers are silenced
  test_nio_writes_no_words_of_people_into_the_log
- every room key is kept for ever -> bot.matrix.old_keys
  test_replaced_key_is_deleted_and_the_conversation_goes_on
- wishes for keys are kept for ever -> `_forget_key_requests`
  test_wishes_for_keys_are_not_collected
- `has_permission`, `power_levels` and creators (version 12) lie -> not used
  test_what_nio_cannot_be_trusted_with_is_not_used

Not shielded: nio refuses a device whose keys changed under the same id (no homeserver gives an id twice), and knows the
repetition of an old message only until the next restart (its event would be new, its time old: it is late or ignored).
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from nio.api import Api
from nio.responses import ShareGroupSessionResponse, SyncResponse

from bot.errors import NotInRoom
from bot.matrix.http import object_of, without_token
from bot.matrix.keeping import KeepingClient
from bot.matrix.parsing import parse_sync
from bot.matrix.transactions import marked

FULL_SYNC_SECONDS = 180.0
"""A first sync of a large account takes a while to compute on the homeserver."""

CLAIM_AGAIN_SECONDS = 60.0
"""How often a device that had no one-time key is tried again, at most, when the bot speaks in its room."""

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


class ShieldedClient(KeepingClient):
    """An nio client that raises bot.errors, that nothing received can stop, and that loses no key."""

    def __init__(self, homeserver: str, user_id: str, device_id: str, store: Path, pickle_key: str) -> None:
        super().__init__(homeserver, user_id, device_id, store, pickle_key)
        self._speaking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._claimed_at: dict[str, float] = {}
        self._without_key: dict[str, set[tuple[str, str]]] = {}

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
        self.hear_of_fallback(answer)
        await self.receive_response(response)
        self.forget_left_rooms(response)
        for room in self.rooms.values():
            # nio believes members to be known only after /joined_members, which would drop invited ones;
            # our syncs carry the full state and no lazy members.
            room.members_synced = True
        return response

    async def tend_keys(self) -> None:
        """Send what waits for other devices; upload, ask for and claim the keys that the last sync made due."""
        await self.send_to_device_messages()
        if self.should_upload_keys:
            await self.keys_upload()
        if self.should_query_keys:
            await self.keys_query()
        if self.should_claim_keys:
            await self.keys_claim(self.get_users_for_key_claiming())

    def will_be_encrypted(self, room_id: str) -> None:
        """The bot made this room encrypted: a sync may end between its creation and its encryption, and nothing must
        be said in clear then."""
        self.encrypted_rooms.add(room_id)
        if room_id in self.rooms:
            self.rooms[room_id].encrypted = True

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
