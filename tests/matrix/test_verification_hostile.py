"""Whoever may send the bot an event may send it anything: requests by the thousand, wrong types, others' flows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.errors import Unreachable
from bot.matrix.sas import METHOD, Ending, Exchange
from bot.matrix.sas_parties import Code, Party
from bot.matrix.signing import CrossSigningKeys
from bot.matrix.verification import REFUSALS, WAITING, Verifier
from bot.matrix.verification_flow import PREFIX

BOT, AN, STRANGER = "@relais:care.test", "@an:care.test", "@stranger:else.test"
ROOM = "!direct:care.test"
AN_KEYS, BOT_KEYS = CrossSigningKeys.generate(AN), CrossSigningKeys.generate(BOT)


class Client:
    """What the verifier needs of a client; keeps what is sent."""

    def __init__(self) -> None:
        self.user_id, self.device_id = BOT, "BOTDEVICE"
        self.olm = SimpleNamespace(account=SimpleNamespace(identity_keys={"ed25519": "botfingerprint"}))
        self.sent: list[tuple[str, str, Any]] = []
        self.away = False
        self.master: Any = AN_KEYS.public()["master_key"]

    def add_to_device_callback(self, callback: Any, kinds: Any) -> None:
        pass

    def add_event_callback(self, callback: Any, kinds: Any) -> None:
        pass

    async def call(self, method: str, path: str, body: Any = None, *, what: str) -> dict[str, Any]:
        if self.away:
            raise Unreachable("away")
        if path.endswith("keys/query"):
            device = {"keys": {"ed25519:PHONE": "fingerprint of An's phone"}}
            liar = CrossSigningKeys.generate(BOT).public()["master_key"]
            return {"device_keys": {AN: {"PHONE": device}}, "master_keys": {AN: self.master, BOT: liar}}
        kind = path.split("/")[4].replace("%3A", ":").removeprefix(PREFIX)
        for user, devices in body["messages"].items():
            self.sent += [(user, kind, content) for content in devices.values()]
        return {}

    async def speak(self, room_id: str, kind: str, content: Any, txn_id: str) -> str:
        self.sent.append((room_id, kind.removeprefix(PREFIX), content))
        return "$event"

    @property
    def kinds(self) -> list[str]:
        return [kind for _, kind, _ in self.sent]


class Trust:
    """The bot's keys, without a disk."""

    def __init__(self) -> None:
        self.signed: list[str] = []

    def master(self) -> dict[str, Any]:
        return BOT_KEYS.public()["master_key"]

    async def sign_user(self, user_id: str, master: Any) -> None:
        self.signed.append(user_id)


async def show(user_id: str, code: Code) -> bool:
    return True


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
async def verifier(client: Client) -> AsyncIterator[Verifier]:
    on_matrix: Any = client
    trust: Any = Trust()
    verifier = Verifier(on_matrix, trust, frozenset({AN}), show, attended=False)
    verifier.start()
    yield verifier
    await verifier.stop()


def asked(sender: str = AN, flow_id: str = "flow", **change: Any) -> dict[str, Any]:
    content = {
        "from_device": "PHONE",
        "methods": [METHOD],
        "timestamp": int(time.time() * 1000),
        "transaction_id": flow_id,
    }
    return {"type": f"{PREFIX}request", "sender": sender, "content": {**content, **change}}


def asked_in_room(sender: str = AN, **change: Any) -> dict[str, Any]:
    content = {"msgtype": f"{PREFIX}request", "body": "", "from_device": "PHONE", "methods": [METHOD], "to": BOT}
    event = {"type": "m.room.message", "sender": sender, "event_id": "$asked", "content": {**content, **change}}
    return {**event, "origin_server_ts": int(time.time() * 1000)}


async def told(verifier: Verifier, *sources: dict[str, Any], room_id: str | None = None) -> None:
    for source in sources:
        verifier._note(source, room_id)
    async with asyncio.timeout(10):
        while not verifier._waiting.empty():  # noqa: ASYNC110 (the worker has no bell)
            await asyncio.sleep(0)
        for _ in range(20):  # the last one is being dealt with
            await asyncio.sleep(0)


async def test_administrator_is_answered(verifier: Verifier, client: Client) -> None:
    await told(verifier, asked())
    assert client.kinds == ["ready"]
    await told(verifier, asked_in_room(), room_id=ROOM)
    assert client.sent[-1][:2] == (ROOM, "ready")


def phone() -> Exchange:
    """An's side, who knows the bot's keys as they are."""
    an = Party(AN, "PHONE", "fingerprint of An's phone", AN_KEYS.public()["master_key"])
    return Exchange("flow", an, Party(BOT, "BOTDEVICE", "botfingerprint", BOT_KEYS.public()["master_key"]))


async def whole_exchange(verifier: Verifier, client: Client, an: Exchange) -> None:
    """An asks, begins, and says yes as soon as there is something to compare."""
    await told(verifier, asked())
    said, heard, agreed = an.begin({"transaction_id": "flow"}), 1, False
    while said:
        whole = [(kind, {**content, "transaction_id": "flow"}) for kind, content in said]
        await told(verifier, *({"type": PREFIX + kind, "sender": AN, "content": content} for kind, content in whole))
        answers, heard = client.sent[heard:], len(client.sent)
        said = [one for _, kind, content in answers for one in an.receive(kind, content)]
        if an.code and not agreed:
            said, agreed = said + an.confirm(), True


async def test_bot_vouches_for_the_keys_on_its_disk_whatever_the_homeserver_tells(
    verifier: Verifier, client: Client
) -> None:
    an = phone()
    await whole_exchange(verifier, client, an)
    assert an.ending is Ending.DONE
    assert an.master_verified
    assert verifier._flows == {}


@pytest.mark.parametrize(
    ("change", "signed"),
    [({}, [AN]), ({"user_id": STRANGER}, []), ({"usage": ["master", "self_signing"]}, []), ({"keys": {}}, [])],
)
async def test_operator_signs_a_master_key_that_is_nothing_else(
    client: Client, change: dict[str, Any], signed: list[str]
) -> None:
    client.master = {**client.master, **change}
    on_matrix, trust = cast(Any, client), Trust()
    verifier = Verifier(on_matrix, cast(Any, trust), frozenset({AN}), show, attended=True)
    verifier.start()
    an = phone()
    await whole_exchange(verifier, client, an)
    await verifier.stop()
    assert an.ending is Ending.DONE
    assert trust.signed == signed


async def test_nobody_is_signed_when_no_operator_looked(verifier: Verifier, client: Client) -> None:
    await whole_exchange(verifier, client, phone())
    assert cast(Any, verifier._trust).signed == []


async def test_request_that_comes_twice_is_answered_once(verifier: Verifier, client: Client) -> None:
    await told(verifier, asked(), asked())
    assert client.kinds == ["ready"]


async def test_stranger_is_told_no_once_a_minute(verifier: Verifier, client: Client) -> None:
    await told(verifier, *(asked(STRANGER, f"flow {number}") for number in range(100)))
    assert client.kinds == ["cancel"]
    await told(verifier, asked("@another:else.test"))
    assert client.kinds == ["cancel", "cancel"]


@pytest.mark.parametrize(
    "change",
    [
        {"timestamp": 0},
        {"timestamp": int(time.time() * 1000) + 3_600_000},
        {"timestamp": "now"},
        {"timestamp": None},
        {"transaction_id": None},
        {"transaction_id": ""},
        {"transaction_id": ["flow"]},
    ],
)
async def test_void_request_is_not_answered(verifier: Verifier, client: Client, change: dict[str, Any]) -> None:
    await told(verifier, asked(**change))
    assert client.sent == []


@pytest.mark.parametrize(
    "change",
    [{"from_device": "UNKNOWN"}, {"from_device": None}, {"methods": ["m.qr_code.show.v1"]}, {"methods": METHOD}],
)
async def test_request_without_a_common_way_is_cancelled(
    verifier: Verifier, client: Client, change: dict[str, Any]
) -> None:
    await told(verifier, asked(**change))
    assert client.kinds == ["cancel"]


@pytest.mark.parametrize("change", [{"to": "@other:care.test"}, {"to": None}])
async def test_request_to_somebody_else_in_a_room_is_not_ours(
    verifier: Verifier, client: Client, change: dict[str, Any]
) -> None:
    await told(verifier, asked_in_room(**change), room_id=ROOM)
    assert client.sent == []


@pytest.mark.parametrize("content", [None, [], "x", 7, {}, {"transaction_id": {"a": 1}}, {"m.relates_to": 1}])
@pytest.mark.parametrize("kind", ["request", "ready", "start", "accept", "key", "mac", "done", "cancel", "mystery", ""])
@pytest.mark.parametrize("room_id", [None, ROOM])
async def test_malformed_events_end_nothing(
    verifier: Verifier, client: Client, kind: str, content: Any, room_id: str | None
) -> None:
    sources = [{"type": PREFIX + kind, "sender": sender, "content": content} for sender in (AN, STRANGER, None, 7)]
    await told(verifier, *sources, room_id=room_id)
    assert client.sent == []
    await told(verifier, asked())
    assert client.kinds == ["ready"]


@pytest.mark.parametrize("content", [{}, {"mac": {}, "keys": "A"}, {"key": "A" * 43}, {"commitment": "A"}])
@pytest.mark.parametrize("kind", ["ready", "accept", "key", "mac", "done"])
async def test_messages_out_of_turn_verify_nobody(
    verifier: Verifier, client: Client, kind: str, content: dict[str, Any]
) -> None:
    await told(verifier, asked())
    message = {"type": PREFIX + kind, "sender": AN, "content": {**content, "transaction_id": "flow"}}
    await told(verifier, message, message)
    assert "mac" not in client.kinds
    assert "done" not in client.kinds


async def test_nobody_speaks_in_the_flow_of_another(verifier: Verifier, client: Client) -> None:
    await told(verifier, asked())
    cancel = {"type": f"{PREFIX}cancel", "content": {"transaction_id": "flow", "code": "m.user"}}
    await told(verifier, {**cancel, "sender": STRANGER})
    assert AN in verifier._flows
    other_road = {"m.relates_to": {"rel_type": "m.reference", "event_id": "flow"}, "code": "m.user"}
    await told(verifier, {**cancel, "sender": AN, "content": other_road}, room_id=ROOM)
    assert AN in verifier._flows
    await told(verifier, {**cancel, "sender": AN})
    assert verifier._flows == {}


async def test_new_request_takes_the_place_of_the_old(verifier: Verifier, client: Client) -> None:
    await told(verifier, *(asked(flow_id=f"flow {number}") for number in range(50)))
    assert len(verifier._flows) == 1
    assert verifier._flows[AN].flow_id == "flow 49"


async def test_flood_is_dropped_and_does_not_grow(verifier: Verifier, client: Client) -> None:
    for number in range(10 * WAITING):
        verifier._note(asked(f"@user{number}:else.test"), None)
    assert verifier._waiting.qsize() == WAITING
    await told(verifier)
    assert client.kinds == ["cancel"] * REFUSALS


async def test_homeserver_that_is_away_ends_a_flow_and_not_the_verifier(verifier: Verifier, client: Client) -> None:
    client.away = True
    await told(verifier, asked())
    client.away = False
    await told(verifier, asked(flow_id="again"))
    assert client.kinds == ["ready"]
