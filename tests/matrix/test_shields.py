"""One test for each defect of matrix-nio 0.26 that bot.matrix.shields guards against.

A scripted homeserver stands in where a real one cannot be made to misbehave (429, 502, garbled answers).
"""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import nio
import pytest
import vodozemac
from aiohttp import web
from nio.responses import SyncResponse

from bot.errors import LoggedOut, Refused, Unreachable
from bot.matrix import http, keeping, pauses, shields
from bot.matrix.http import MatrixRefused
from bot.matrix.parsing import parse_sync
from bot.matrix.pauses import LONGEST_SLOWDOWN, Pauses, slowdown
from bot.matrix.shields import ShieldedClient
from bot.matrix.signing import encoded
from tests.matrix.intake import Intake
from tests.matrix.people import Lab, Person, until

BOT = "@relais:care.test"
Script = Callable[[web.Request], Awaitable[web.Response] | web.Response]


class Fake:
    """A homeserver that answers every request with the next of its scripted answers, the last one for ever."""

    def __init__(self) -> None:
        self.answers: list[web.Response | Callable[[web.Request], web.Response]] = []
        self.requests: list[tuple[str, str]] = []
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.requests.append((request.method, request.path))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, web.Response):
            return web.Response(body=answer.body, status=answer.status, headers=answer.headers)
        return answer(request)


@pytest.fixture
async def fake() -> AsyncIterator[Fake]:
    fake = Fake()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fake.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield fake
    await runner.cleanup()


@pytest.fixture
async def client(fake: Fake, tmp_path: Path) -> AsyncIterator[ShieldedClient]:
    client = ShieldedClient(fake.url, BOT, "DEVICE", tmp_path, "key")
    client.restore_login(BOT, "DEVICE", "token")
    yield client
    await client.close()
    client.store.database.close()


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses are noted, not waited for."""
    naps: list[float] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", nap)
    return naps


def limited(body: dict[str, Any], headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"errcode": "M_LIMIT_EXCEEDED", "error": "", **body}, status=429, headers=headers)


# --- requests ---


@pytest.mark.parametrize(
    ("body", "header", "seconds"),
    [
        ({"retry_after_ms": 1500}, None, 1.5),
        ({}, "7", 7.0),
        ({"retry_after_ms": 1500}, "7", 7.0),
        ({"retry_after_ms": 600_000}, None, LONGEST_SLOWDOWN),
        ({}, "86400", LONGEST_SLOWDOWN),
        ({}, None, pauses.USUAL_SLOWDOWN),
        ({"retry_after_ms": "soon"}, "whenever", pauses.USUAL_SLOWDOWN),
        ({"retry_after_ms": -5}, "-5", pauses.USUAL_SLOWDOWN),
        (None, "Wed, 21 Oct 2015 07:28:00 GMT", pauses.USUAL_SLOWDOWN),
    ],
)
def test_slowdown_is_read_from_body_and_header_and_capped(body: Any, header: str | None, seconds: float) -> None:
    assert slowdown(body, header) == seconds


async def test_429_is_obeyed_and_the_request_repeated(fake: Fake, client: ShieldedClient, slept: list[float]) -> None:
    fake.answers = [
        limited({"retry_after_ms": 600_000}),
        limited({}, {"Retry-After": "3"}),
        web.json_response({"a": 1}),
    ]
    assert await client.call("GET", "/client/v3/x", what="x") == {"a": 1}
    assert slept == [LONGEST_SLOWDOWN, 3.0]


async def test_endless_429_goes_back_to_the_caller(fake: Fake, client: ShieldedClient, slept: list[float]) -> None:
    fake.answers = [limited({"retry_after_ms": 1})]
    with pytest.raises(Unreachable, match="slow down"):
        await client.call("GET", "/client/v3/x", what="x")
    assert len(fake.requests) == http.SLOWDOWNS


PAGE = web.Response(text="<html>Bad gateway</html>", content_type="text/html", status=502)
UNKNOWN_TOKEN = web.json_response({"errcode": "M_UNKNOWN_TOKEN", "error": ""}, status=401)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (PAGE, Unreachable),
        (UNKNOWN_TOKEN, LoggedOut),
        (web.Response(text="<html>captive portal</html>", content_type="text/html"), Unreachable),
        (web.json_response(["a list"]), Unreachable),
        (web.json_response({"next_batch": 5}), Unreachable),
        (web.json_response({}), Unreachable),
        (web.Response(body=b"\xff\xfe{", content_type="application/json"), Unreachable),
        (web.Response(text="[" * 100_000, content_type="application/json"), Unreachable),
        (web.Response(text="404 page not found", status=404), Unreachable),
        (web.json_response({"message": "no such host"}, status=403), Unreachable),
        (web.json_response({"errcode": "M_FORBIDDEN", "error": ""}, status=403), Refused),
    ],
)
async def test_sync_that_goes_wrong_is_an_error_and_one_request(
    fake: Fake, client: ShieldedClient, answer: web.Response, error: type[Exception]
) -> None:
    """nio's loop asks 9,000 times in three seconds when the answer is an error (facts, 3)."""
    fake.answers = [answer]
    with pytest.raises(error):
        await client.sync_batch("s1", full_state=False, wait=0)
    assert len(fake.requests) == 1


async def test_half_a_surrogate_pair_is_replaced_before_it_reaches_a_database(
    fake: Fake, client: ShieldedClient
) -> None:
    fake.answers = [
        web.Response(text='{"body": "a\\ud800b", "smile": "\\ud83d\\ude00"}', content_type="application/json")
    ]
    assert await client.call("GET", "/client/v3/x", what="x") == {"body": "a?b", "smile": "😀"}


async def test_request_that_was_garbled_on_its_way_is_worth_another_try(fake: Fake, client: ShieldedClient) -> None:
    fake.answers = [web.json_response({"errcode": "M_NOT_JSON", "error": ""}, status=400)]
    with pytest.raises(Unreachable, match="as it was sent"):
        await client.call("PUT", "/client/v3/x", {"a": 1}, what="x")


@pytest.mark.parametrize(("answer", "error"), [(PAGE, Unreachable), (UNKNOWN_TOKEN, LoggedOut)])
async def test_nios_own_methods_raise_too(
    fake: Fake, client: ShieldedClient, answer: web.Response, error: type[Exception]
) -> None:
    fake.answers = [answer]
    with pytest.raises(error):
        await client.keys_upload()


async def test_refusal_tells_its_code(fake: Fake, client: ShieldedClient) -> None:
    fake.answers = [web.json_response({"errcode": "M_FORBIDDEN", "error": "words of the server"}, status=403)]
    with pytest.raises(MatrixRefused) as refusal:
        await client.call("GET", "/client/v3/x", what="a thing")
    assert (refusal.value.errcode, refusal.value.status) == ("M_FORBIDDEN", 403)
    assert str(refusal.value) == "The homeserver refused a thing: M_FORBIDDEN."


async def test_nobody_listening_is_unreachable(tmp_path: Path) -> None:
    client = ShieldedClient("http://127.0.0.1:9", BOT, "DEVICE", tmp_path, "key")
    with pytest.raises(Unreachable, match="cannot be reached"):
        await client.call("GET", "/client/v3/x", what="x")
    await client.close()


def test_pauses_grow_with_jitter_up_to_a_limit() -> None:
    growing = Pauses(first=1.0, longest=10.0)
    waits = [growing.next() for _ in range(10)]
    for wait, whole in zip(waits, [1, 2, 4, 8, 10, 10, 10, 10, 10, 10], strict=True):
        assert whole / 2 <= wait <= whole
    growing.reset()
    assert growing.next() <= 1.0


# --- receiving ---


def sync(**parts: Any) -> dict[str, Any]:
    return {"next_batch": "s2", "device_one_time_keys_count": {"signed_curve25519": 50}, **parts}


def joined(*events: Any, state: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {"join": {"!r": {"timeline": {"events": list(events)}, "state": {"events": list(state)}}}}


def text(event_id: str, body: object = "hallo", **more: Any) -> dict[str, Any]:
    return {
        "type": "m.room.message",
        "event_id": event_id,
        "sender": "@an:care.test",
        "origin_server_ts": 1,
        "content": {"msgtype": "m.text", "body": body},
        **more,
    }


BROKEN: list[Any] = [
    None,
    "text",
    7,
    [],
    {},
    {"type": 5},
    {"type": "m.room.message", "content": None, "event_id": "$x", "sender": "@a:b", "origin_server_ts": 1},
    {"type": "m.room.message", "content": {"msgtype": []}, "event_id": "$x", "sender": "@a:b", "origin_server_ts": 1},
    text("$x", unsigned=[]),
    text("$x", unsigned={"redacted_because": 5}),
    {**text("$x"), "type": "m.room.member", "state_key": "@a:b", "content": {"membership": "join", "displayname": []}},
    {**text("$x"), "type": "m.room.encrypted", "content": {"algorithm": "m.megolm.v1.aes-sha2"}},
    {**text("$x"), "type": "m.room.power_levels", "state_key": "", "content": {"users": {"@a:b": "all"}}},
]


@pytest.mark.parametrize("broken", BROKEN, ids=repr)
@pytest.mark.parametrize("place", ["timeline", "state"])
async def test_broken_event_costs_no_other(fake: Fake, client: ShieldedClient, broken: Any, place: str) -> None:
    encryption = {**text("$e"), "type": "m.room.encryption", "state_key": ""}
    encryption["content"] = {"algorithm": "m.megolm.v1.aes-sha2"}
    if place == "timeline":
        rooms = joined(text("$1"), broken, encryption)
    else:
        rooms = joined(text("$1"), state=(broken, encryption))
    rooms["join"]["!s"] = joined(text("$2"))["join"]["!r"]
    fake.answers = [web.json_response(sync(rooms=rooms))]
    response = await client.sync_batch(None, full_state=False, wait=0)
    ids = [getattr(event, "event_id", "") for room in response.rooms.join.values() for event in room.timeline.events]
    assert [event_id for event_id in ids if event_id in ("$1", "$2")] == ["$1", "$2"]
    assert client.rooms["!r"].encrypted
    assert "!s" in client.rooms


@pytest.mark.parametrize("place", ["timeline", "state"])
async def test_event_that_nio_stumbles_over_costs_no_other(
    fake: Fake, client: ShieldedClient, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = nio.MatrixRoom.handle_event

    def stumble(room: Any, event: Any) -> None:
        if isinstance(event, nio.RoomTopicEvent):
            raise KeyError("words of a person")
        handle(room, event)

    monkeypatch.setattr(nio.MatrixRoom, "handle_event", stumble)
    topic = {**text("$t"), "type": "m.room.topic", "state_key": "", "content": {"topic": "x"}}
    await test_broken_event_costs_no_other(fake, client, topic, place)


async def test_nio_writes_no_words_of_people_into_the_log(
    fake: Fake, client: ShieldedClient, caplog: pytest.LogCaptureFixture
) -> None:
    """nio warns about malformed events with their content."""
    fake.answers = [web.json_response(sync(rooms=joined(text("$1", body=["mevrouw Janssens"]))))]
    await client.sync_batch(None, full_state=False, wait=0)
    assert "Janssens" not in caplog.text


@pytest.mark.parametrize("broken", [None, 5, {}, {"type": "m.room_key"}, {"type": "m.room.encrypted", "content": []}])
def test_broken_to_device_message_costs_no_room_message(broken: Any) -> None:
    response = parse_sync(sync(to_device={"events": [broken]}, rooms=joined(text("$1"))))
    assert [event.event_id for event in response.rooms.join["!r"].timeline.events] == ["$1"]


def pre_key_message(to: ShieldedClient, one_time_key: str) -> dict[str, Any]:
    """An Olm message that opens a session with this one-time key."""
    stranger = vodozemac.Account()
    own = to.olm.account.identity_keys
    session = stranger.create_outbound_session(
        vodozemac.Curve25519PublicKey.from_base64(own["curve25519"]),
        vodozemac.Curve25519PublicKey.from_base64(one_time_key),
    )
    kind, body = session.encrypt(b'{"type": "m.dummy"}').to_parts()
    return {
        "type": "m.room.encrypted",
        "sender": "@eve:care.test",
        "content": {
            "algorithm": "m.olm.v1.curve25519-aes-sha2",
            "sender_key": stranger.curve25519_key.to_base64(),
            "ciphertext": {own["curve25519"]: {"type": kind, "body": encoded(body)}},
        },
    }


async def test_pre_key_message_with_unknown_one_time_key_does_not_end_the_sync(
    fake: Fake, client: ShieldedClient
) -> None:
    unknown = vodozemac.Account().curve25519_key.to_base64()
    event = pre_key_message(client, unknown)
    fake.answers = [web.json_response(sync(to_device={"events": [event]}, rooms=joined(text("$1"))))]
    response = await client.sync_batch(None, full_state=False, wait=0)
    assert [event.event_id for event in response.rooms.join["!r"].timeline.events] == ["$1"]
    assert "!r" in client.rooms


async def test_used_one_time_key_is_not_accepted_again_after_a_restart(
    fake: Fake, client: ShieldedClient, tmp_path: Path
) -> None:
    fake.answers = [web.json_response({"one_time_key_counts": {"signed_curve25519": 50}})]
    await client.keys_upload()
    client.olm.account._account.generate_one_time_keys(1)
    (key,) = client.olm.account.one_time_keys["curve25519"].values()
    client.olm.save_account()
    fake.answers = [web.json_response(sync(to_device={"events": [pre_key_message(client, key)]}))]
    await client.sync_batch(None, full_state=False, wait=0)

    again = ShieldedClient(fake.url, BOT, "DEVICE", tmp_path, "key")
    again.restore_login(BOT, "DEVICE", "token")
    assert key not in again.olm.account.one_time_keys["curve25519"].values()
    again.store.database.close()


async def test_one_time_keys_are_on_disk_before_they_are_uploaded(
    fake: Fake, client: ShieldedClient, tmp_path: Path
) -> None:
    fake.answers = [PAGE]
    with pytest.raises(Unreachable):
        await client.keys_upload()
    offered = set(client.olm.account.one_time_keys["curve25519"].values())

    again = ShieldedClient(fake.url, BOT, "DEVICE", tmp_path, "key")
    again.restore_login(BOT, "DEVICE", "token")
    assert offered
    assert set(again.olm.account.one_time_keys["curve25519"].values()) == offered
    again.store.database.close()


async def test_keys_that_the_homeserver_refuses_are_not_offered_again(fake: Fake, client: ShieldedClient) -> None:
    """After a restore it holds other keys under the same ids; nio would offer the refused ones for ever."""
    refusal = {"errcode": "M_UNKNOWN", "error": "One time key signed_curve25519:AAAAAQ already exists."}
    fake.answers = [web.json_response(refusal, status=400)]
    await client.keys_upload()
    refused = set(client.olm.account.one_time_keys["curve25519"])
    client.olm.account.shared, client.olm.uploaded_key_count = True, 0
    fake.answers = [web.json_response({"one_time_key_counts": {"signed_curve25519": 50}})]
    offered = client.olm.share_keys()["one_time_keys"]
    assert refused == set()
    assert len(offered) > 0


async def test_drained_pool_of_one_time_keys_is_filled_again(fake: Fake, client: ShieldedClient) -> None:
    client.olm.account.shared = True
    fake.answers = [web.json_response(sync(device_one_time_keys_count={"signed_curve25519": 50}))]
    await client.sync_batch(None, full_state=False, wait=0)
    assert client.olm.uploaded_key_count == 50
    client.next_batch = ""
    fake.answers = [web.json_response(sync(device_one_time_keys_count={"signed_curve25519": 0}))]
    await client.sync_batch("s1", full_state=False, wait=0)
    assert client.should_upload_keys


async def test_malformed_device_keys_of_one_user_cost_no_other(fake: Fake, client: ShieldedClient) -> None:
    account = nio.crypto.OlmAccount()
    keys = account.identity_keys
    good = {
        "algorithms": ["m.olm.v1.curve25519-aes-sha2", "m.megolm.v1.aes-sha2"],
        "user_id": "@an:care.test",
        "device_id": "GOOD",
        "keys": {"ed25519:GOOD": keys["ed25519"], "curve25519:GOOD": keys["curve25519"]},
    }
    signature = account.sign(json.dumps(good, sort_keys=True, separators=(",", ":")))
    signed = {**good, "signatures": {"@an:care.test": {"ed25519:GOOD": signature}}}
    bad = {
        **signed,
        "user_id": "@eve:care.test",
        "device_id": "BAD",
        "keys": {"ed25519:BAD": "?", "curve25519:BAD": "?"},
        "signatures": {"@eve:care.test": {"ed25519:BAD": "?"}},
    }
    client.olm.users_for_key_query.update({"@an:care.test", "@eve:care.test"})
    body = {"device_keys": {"@eve:care.test": {"BAD": bad}, "@an:care.test": {"GOOD": signed}}, "failures": {}}
    fake.answers = [web.json_response(body)]
    await client.keys_query()
    assert [device.id for device in client.device_store.active_user_devices("@an:care.test")] == ["GOOD"]


async def test_wishes_for_keys_are_not_collected(fake: Fake, client: ShieldedClient) -> None:
    """The bot hands its keys to nobody; nio keeps each wish of a device that it does not trust."""
    wish = {"action": "request", "request_id": "1", "requesting_device_id": "OTHER"}
    wish["body"] = {"algorithm": "m.megolm.v1.aes-sha2", "room_id": "!r", "sender_key": "k", "session_id": "s"}  # type: ignore[assignment]
    event = {"type": "m.room_key_request", "sender": BOT, "content": wish}
    fake.answers = [web.json_response(sync(to_device={"events": [event]}))]
    await client.sync_batch(None, full_state=False, wait=0)
    assert not client.olm.received_key_requests
    assert not client.olm.key_request_from_untrusted
    assert not client.olm.key_requests_waiting_for_session


def test_few_indexes_of_messages_are_remembered(client: ShieldedClient) -> None:
    for number in range(2 * keeping.REPETITIONS):
        client.olm.message_index_store[("key", "session", number)] = ("$1", 1)
    assert len(client.olm.message_index_store) == keeping.REPETITIONS


@pytest.mark.parametrize("when", ["before", "after"])
async def test_room_made_encrypted_is_so_whatever_the_sync_shows_first(
    fake: Fake, client: ShieldedClient, when: str
) -> None:
    fake.answers = [web.json_response(sync(rooms=joined(text("$1"))))]
    if when == "before":
        client.will_be_encrypted("!r")
    await client.sync_batch(None, full_state=False, wait=0)
    if when == "after":
        client.will_be_encrypted("!r")
    assert client.rooms["!r"].encrypted


async def test_loop_pauses_longer_and_longer_while_the_homeserver_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = Intake(tmp_path)
    await intake.start()
    pauses_made: list[float] = []

    def pause(self: Pauses) -> float:
        self.failures += 1
        pauses_made.append(float(self.failures))
        return 0.0

    monkeypatch.setattr(Pauses, "next", pause)
    for _ in range(5):
        intake.client.syncs.put_nowait({"errcode": "none of a homeserver"})
    await until(lambda: len(pauses_made) == 5)
    await intake.hear(text("$1", "hallo", sender="@an:care.test"))
    assert pauses_made == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert intake.loop.failures == 5
    intake.client.syncs.put_nowait({})
    await until(lambda: len(pauses_made) == 6)
    assert pauses_made[-1] == 1.0  # it had been there in between
    await intake.close()


async def test_room_is_forgotten_when_the_bot_is_put_out(fake: Fake, client: ShieldedClient) -> None:
    fake.answers = [web.json_response(sync(rooms=joined(text("$1"))))]
    await client.sync_batch(None, full_state=False, wait=0)
    client.next_batch = ""
    fake.answers = [web.json_response(sync(rooms={"leave": {"!r": {"timeline": {"events": []}}}}))]
    await client.sync_batch("s1", full_state=False, wait=0)
    assert "!r" not in client.rooms
    with pytest.raises(Refused, match="not in the room"):
        await client.speak("!r", "m.room.message", {}, "t")


# --- speaking, on a real homeserver ---


async def pair(lab: Lab) -> tuple[Person, ShieldedClient, str]:
    """A person and a shielded client in one encrypted room."""
    person = await lab.person("an")
    settings = lab.settings()
    room = await person.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await person.joined_by(bot.user_id, room)
    client = bot.client._client
    assert client is not None
    await until(lambda: any(client.device_store.active_user_devices(person.user_id)))
    return person, client, room


def say(client: ShieldedClient, room: str, body: str) -> Awaitable[str]:
    return client.speak(room, "m.room.message", {"msgtype": "m.text", "body": body}, f"txn {body}")


async def test_room_key_and_the_session_that_brought_it_reach_the_disk_together(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the two, the key would be lost: what is delivered again cannot be decrypted twice."""
    person, client, room = await pair(lab)
    save, on_disk = client.store.save_inbound_group_session, []

    def look_and_save(session: Any) -> None:
        with sqlite3.connect(client.store.database_path, timeout=0.1) as beside:
            on_disk.append(beside.execute("SELECT count(*) FROM olmsessions").fetchone()[0])
        beside.close()
        save(session)

    monkeypatch.setattr(client.store, "save_inbound_group_session", look_and_save)
    await person.say(room, "een")

    await until(lambda: person.texts(room, client.user_id) == ["echo een"])
    assert on_disk[0] == 0
    with sqlite3.connect(client.store.database_path) as beside:
        assert beside.execute("SELECT count(*) FROM olmsessions").fetchone()[0] > 0
    beside.close()


async def test_cancelled_send_does_not_silence_the_room(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    person, client, room = await pair(lab)
    claim = client.keys_claim

    async def endless(users: Any) -> Any:
        await asyncio.Event().wait()

    monkeypatch.setattr(client, "keys_claim", endless)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(say(client, room, "one"), 0.2)
    monkeypatch.setattr(client, "keys_claim", claim)

    await asyncio.wait_for(say(client, room, "two"), 20)

    await until(lambda: person.texts(room, client.user_id) == ["two"])


async def test_key_that_could_not_be_shared_is_shared_with_the_next_try(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, client, room = await pair(lab)
    send, failing = client._send, True

    async def flaky(response_class: Any, *args: Any, **more: Any) -> Any:
        if failing and response_class is nio.ShareGroupSessionResponse:
            raise Unreachable("cut")
        return await send(response_class, *args, **more)

    monkeypatch.setattr(client, "_send", flaky)
    with pytest.raises(Unreachable):
        await say(client, room, "one")
    failing = False

    await say(client, room, "two")

    await until(lambda: person.texts(room, client.user_id) == ["two"])


async def test_device_without_one_time_keys_gets_the_key_once_it_has_some(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, client, room = await pair(lab)
    claim = client.keys_claim

    async def none_left(users: Any) -> Any:
        return None

    monkeypatch.setattr(client, "keys_claim", none_left)
    await say(client, room, "one")
    monkeypatch.setattr(client, "keys_claim", claim)
    monkeypatch.setattr("bot.matrix.shields.CLAIM_AGAIN_SECONDS", 0.0)

    await say(client, room, "two")

    await until(lambda: "two" in person.texts(room, client.user_id))


async def test_encrypted_event_without_the_deprecated_sender_key_is_read(lab: Lab) -> None:
    person, client, room = await pair(lab)
    event_id = await person.say(room, "gelezen?")
    path = f"/client/v3/rooms/{room}/event/{event_id}"
    source = await client.call("GET", path, what="an event")
    await until(lambda: client.olm.inbound_group_store._entries.get(room))
    await until(lambda: client.read(source, room).source["type"] == "m.room.message")
    for name in ("sender_key", "device_id"):
        del source["content"][name]

    event = client.read(source, room)

    assert event.source["content"]["body"] == "gelezen?"


def test_two_stores_in_one_process_are_kept_apart(tmp_path: Path) -> None:
    """nio's tables are bound to one database at a time, for the whole process."""

    def opened(name: str) -> ShieldedClient:
        client = ShieldedClient("http://127.0.0.1:9", BOT, name, tmp_path, "key")
        client.restore_login(BOT, name, "token")
        return client

    def key_of(client: ShieldedClient) -> str:
        return str(client.olm.account.identity_keys["ed25519"])

    names = ("ONE", "TWO", "THREE")
    clients = [opened(name) for name in names]
    for client in (*clients, *reversed(clients)):
        client.olm.save_account()
        client.store.save_encrypted_rooms([f"!of {client.device_id}"])
    again = [opened(name) for name in names]
    assert [key_of(client) for client in again] == [key_of(client) for client in clients]
    assert [client.encrypted_rooms for client in again] == [{f"!of {name}"} for name in names]
    for client in (*clients, *again):
        client.store.database.close()


# --- the list ---


def test_each_shield_has_its_test() -> None:
    named = set(re.findall(r"^  (test_\w+)$", str(shields.__doc__), re.MULTILINE))
    here = "\n".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert len(named) > 25
    assert named - set(re.findall(r"^(?:async )?def (test_\w+)\(", here, re.MULTILINE)) == set()


@pytest.mark.parametrize(
    "name",
    ["has_permission", "has_event_permission", "user_can_", "room.power_levels", "room_get_event_relations",
     "store_sync_tokens=True", "DefaultStore", ".room_send(", "sync_forever("],
)  # fmt: skip
def test_what_nio_cannot_be_trusted_with_is_not_used(name: str) -> None:
    root = Path(shields.__file__).parent
    # The kind of state event has nearly the name of nio's attribute.
    texts = {path.name: path.read_text().replace("m.room.power_levels", "") for path in root.glob("*.py")}
    assert [file for file, text in texts.items() if name in text and file not in HARMLESS] == []


HARMLESS = ("person.py", "shields.py")
"""The people of the demo use a bare nio client; and the list itself."""


def test_sync_response_is_what_nio_says_it_is() -> None:
    """The overrides rely on these names of matrix-nio 0.26; another version must be looked at first."""
    assert nio.AsyncClient._handle_timeline_event
    assert nio.AsyncClient._handle_joined_state
    assert nio.AsyncClient._handle_decrypt_to_device
    assert nio.AsyncClient._handle_olm_events
    assert SyncResponse.from_dict
