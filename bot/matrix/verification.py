"""Verification by comparing emoji: with whom, over which road, and what follows from it (docs/trust.md).

Two roads, the same exchange (bot.matrix.sas): messages in a room, as Element does with another person, and messages
from device to device. Only the users of `allowed` are answered; everybody else gets a cancel.

Attended (`relais trust verify`, the bot stopped): an operator compares the emoji in the terminal and says yes; then
the bot also signs the other's master key. Unattended (the bot runs): nobody looks at the bot's side, so the bot shows
the emoji in its log and in the direct room, lets the other side decide, and signs nobody: its confirmation only hands
over its own keys, which the administrator's client takes after the administrator confirmed.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import nio
import structlog

from bot.errors import HomeserverError, TrustError
from bot.matrix.sas import METHOD, Ending, Exchange, Sending
from bot.matrix.sas_parties import Code, Content, Party
from bot.matrix.shields import ShieldedClient
from bot.matrix.trust import Trust
from bot.matrix.trust_upload import query_keys
from bot.matrix.verification_flow import LIFE_SECONDS, PREFIX, Flow, flow_id_of, inner, is_fresh, kind_of

log = structlog.get_logger(__name__)

REFUSAL_SECONDS = 60.0
REFUSALS = 20
"""A stranger is told no once in this time, and no more strangers than these: no flood of requests makes the bot flood
the homeserver."""

WAITING = 500
"""Events kept while earlier ones are dealt with; more can only be a flood."""

Show = Callable[[str, Code], Awaitable[bool]]
"""Show the code for a user. Attended: whether the operator says that it is the same. Unattended: the answer does not
matter."""


class Verifier:
    """Listens from `start()` to `stop()`, beside the sync."""

    def __init__(
        self,
        client: ShieldedClient,
        trust: Trust,
        allowed: frozenset[str],
        show: Show,
        *,
        attended: bool,
        on_end: Callable[[Flow], None] | None = None,
    ) -> None:
        self._client = client
        self._trust = trust
        self._allowed = allowed
        self._show = show
        self._attended = attended
        self._on_end = on_end
        self._flows: dict[str, Flow] = {}
        """By user: whoever begins anew ends what was begun before."""
        self._refused: dict[str, float] = {}
        self._waiting: asyncio.Queue[tuple[Content, str | None]] = asyncio.Queue(WAITING)
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self._client.add_to_device_callback(self._from_device, (nio.KeyVerificationEvent, nio.UnknownToDeviceEvent))
        self._client.add_event_callback(self._from_room, (nio.RoomMessageUnknown, nio.UnknownEvent))
        self._spawn(self._work())

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def ask(self, user_id: str, room_id: str) -> None:
        """Ask a user, in a room with them, to compare emoji. Raises HomeserverError."""
        body = {
            "msgtype": f"{PREFIX}request",
            "body": "Verification request (for clients that can compare emoji)",
            "from_device": self._client.device_id,
            "methods": [METHOD],
            "to": user_id,
        }
        event_id = await self._client.speak(room_id, "m.room.message", body, uuid4().hex)
        self._flows[user_id] = Flow(user_id, event_id, room_id, time.monotonic(), we_asked=True)

    # --- from the sync: nothing here may take time ---

    async def _from_device(self, event: Any) -> None:
        self._note(event.source, None)

    async def _from_room(self, room: Any, event: Any) -> None:
        if event.sender != self._client.user_id:
            self._note(event.source, room.room_id)

    def _note(self, source: Content, room_id: str | None) -> None:
        if kind_of(source) and not self._waiting.full():
            self._waiting.put_nowait((source, room_id))

    # --- beside it ---

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self) -> None:
        while True:
            source, room_id = await self._waiting.get()
            try:
                await self._deal_with(source, room_id)
            except (HomeserverError, TrustError) as error:  # the other side's time runs out, and it begins anew
                log.warning("verification_interrupted", reason=str(error))
            except Exception as error:
                log.warning("verification_skipped", error=type(error).__name__)

    async def _deal_with(self, source: Content, room_id: str | None) -> None:
        kind, sender, content = kind_of(source), source.get("sender"), source.get("content")
        if not isinstance(sender, str) or not isinstance(content, dict):
            return
        if kind == "request":
            await self._asked(sender, source, content, room_id)
            return
        flow = self._flows.get(sender)
        if flow is None or flow_id_of(content, room_id) != flow.flow_id or room_id != flow.room_id:
            return
        if kind == "ready" and flow.we_asked and flow.exchange is None:
            flow.exchange = await self._exchange(flow, content)
            if flow.exchange:
                await self._send(flow, flow.exchange.begin(self._reference(flow)))
        elif flow.exchange:
            await self._advance(flow, flow.exchange, kind, content)
        elif kind == "cancel":
            self._close(flow, "m.user")

    async def _asked(self, sender: str, source: Content, content: Content, room_id: str | None) -> None:
        flow_id = source.get("event_id") if room_id else content.get("transaction_id")
        if not isinstance(flow_id, str) or not flow_id or not is_fresh(source, content, room_id):
            return
        if room_id and content.get("to") != self._client.user_id:
            return
        known = self._flows.get(sender)
        if known and known.flow_id == flow_id:
            return  # the sync may bring an event twice
        flow = Flow(sender, flow_id, room_id, time.monotonic(), we_asked=False)
        if sender not in self._allowed:
            await self._refuse(flow, content)
            return
        self._flows[sender] = flow
        log.info("verification_asked", user=sender, room=room_id)
        flow.exchange = await self._exchange(flow, content)
        if flow.exchange:
            ready = {"from_device": self._client.device_id, "methods": [METHOD]}
            await self._send(flow, [("ready", ready)])

    async def _refuse(self, flow: Flow, content: Content) -> None:
        now = time.monotonic()
        self._refused = {user: at for user, at in self._refused.items() if now - at < REFUSAL_SECONDS}
        if flow.user_id in self._refused or len(self._refused) >= REFUSALS:
            return
        self._refused[flow.user_id] = now
        log.info("verification_refused", user=flow.user_id)
        cancel = ("cancel", {"code": "m.user", "reason": "not configured"})
        await self._send(flow, [cancel], str(content.get("from_device") or "*"))

    async def _exchange(self, flow: Flow, content: Content) -> Exchange | None:
        """Both devices as the homeserver knows them; None, after a cancel, when theirs is unknown."""
        device_id, methods = content.get("from_device"), content.get("methods")
        them = await self._party(flow.user_id, device_id) if isinstance(device_id, str) else None
        if them is None or not isinstance(methods, list) or METHOD not in methods:
            cancel = ("cancel", {"code": "m.unknown_method", "reason": "no common method, or an unknown device"})
            await self._send(flow, [cancel], str(device_id or "*"))
            self._close(flow, "m.unknown_method")
            return None
        return Exchange(flow.flow_id, self._myself(), them)

    async def _party(self, user_id: str, device_id: str) -> Party | None:
        published = await query_keys(self._client, user_id)
        fingerprint = inner(published, "device_keys", user_id, device_id, "keys").get(f"ed25519:{device_id}")
        if not isinstance(fingerprint, str):
            return None
        master = inner(published, "master_keys", user_id)
        if master.get("user_id") != user_id or master.get("usage") != ["master"]:
            master = {}  # the MAC covers the key alone: what is signed in the end must not say more than that
        return Party(user_id, device_id, fingerprint, master)

    def _myself(self) -> Party:
        """What the bot vouches for is what lies on its own disk, never what the homeserver says that it has."""
        assert self._client.olm, "the store is loaded at log-in"
        fingerprint = self._client.olm.account.identity_keys["ed25519"]
        return Party(self._client.user_id, str(self._client.device_id), fingerprint, self._trust.master())

    async def _advance(self, flow: Flow, exchange: Exchange, kind: str, content: Content) -> None:
        if time.monotonic() - flow.began > LIFE_SECONDS:
            await self._send(flow, exchange.cancel("m.timeout", "too late"))
        shown = exchange.code is not None
        await self._send(flow, exchange.receive(kind, content))
        if exchange.code is not None and not shown:
            log.info("verification_code", user=flow.user_id, emoji=exchange.code.words, numbers=exchange.code.numbers)
            self._spawn(self._compare(flow, exchange, exchange.code))
        if exchange.they_confirmed and not self._attended:
            await self._send(flow, exchange.confirm())
        await self._conclude(flow, exchange)

    async def _compare(self, flow: Flow, exchange: Exchange, code: Code) -> None:
        try:
            same = await self._show(flow.user_id, code)
            if self._attended:
                mismatch = exchange.cancel("m.mismatched_sas", "the emoji differ") if not same else None
                await self._send(flow, exchange.confirm() if mismatch is None else mismatch)
                await self._conclude(flow, exchange)
        except (HomeserverError, TrustError) as error:
            log.warning("verification_interrupted", reason=str(error))

    async def _conclude(self, flow: Flow, exchange: Exchange) -> None:
        if exchange.ending is None or self._flows.get(flow.user_id) is not flow:
            return
        if exchange.ending is Ending.DONE and self._attended and exchange.master_verified:
            await self._trust.sign_user(flow.user_id, exchange.them.master)
            flow.signed = True
        self._close(flow, exchange.reason)

    def _close(self, flow: Flow, reason: str) -> None:
        self._flows.pop(flow.user_id, None)
        log.info("verification_ended", user=flow.user_id, verified=flow.verified, reason=reason)
        flow.reason = reason
        if self._on_end:
            self._on_end(flow)

    # --- the two roads ---

    def _reference(self, flow: Flow) -> Content:
        if flow.room_id:
            return {"m.relates_to": {"rel_type": "m.reference", "event_id": flow.flow_id}}
        return {"transaction_id": flow.flow_id}

    async def _send(self, flow: Flow, sendings: list[Sending], device_id: str = "*") -> None:
        if flow.exchange:
            device_id = flow.exchange.them.device_id
        for kind, content in sendings:
            whole = {**content, **self._reference(flow)}
            if flow.room_id:
                await self._client.speak(flow.room_id, PREFIX + kind, whole, uuid4().hex)
            else:
                path = f"/client/v3/sendToDevice/{quote(PREFIX + kind)}/{uuid4().hex}"
                body = {"messages": {flow.user_id: {device_id: whole}}}
                await self._client.call("PUT", path, body, what="a verification message")
