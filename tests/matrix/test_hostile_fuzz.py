"""Whatever comes in, no exception leaves a handler and the loop lives on: events of the specification's shapes and
broken ones, made by hypothesis, on the whole way from the sync answer to the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from tests.matrix.intake import BOT, ROOM, Intake, text

SHORT, LONG = 2_000, 100_000

UNHAPPY = {"handler_failed", "chores_failed", "event_given_up", "message_failed"}
"""Log lines that tell of an exception which nobody foresaw."""

ODD_WORDS = [
    "",
    "Relais: hallo",
    "!vraag huisarts",
    "!hulp",
    "meer",
    "\ud800",
    "\x00",
    "𝕏" * 50,
    "@" * 99,
    "> quoted\n" * 40,
    BOT,
    "a" * 70_000,
    "<b>",
    "\u202e",
    "[" * 200,
]
words = st.sampled_from(ODD_WORDS) | st.text(max_size=20)
numbers = st.integers() | st.integers(10**30, 10**31) | st.floats(allow_nan=False, allow_infinity=False)
junk = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


def mostly(good: st.SearchStrategy[Any], odds: int = 12) -> st.SearchStrategy[Any]:
    """Good, but for one in `odds`: an event of which everything is broken gets nowhere. (`one_of` would draw each of
    its alternatives equally often, however often it is named.)"""
    return st.integers(1, odds).flatmap(lambda number: junk if number == odds else good)


people = mostly(st.sampled_from(["@an:care.test", "@bo:care.test", "@eve:evil.test", BOT, "@", "@x:"]))
fresh_ids = st.uuids().map(lambda each: f"${each}")
event_ids = mostly(st.sampled_from(["$1", "$2", "$root"]) | fresh_ids)
relations = st.fixed_dictionaries(
    {},
    optional={
        "rel_type": mostly(st.sampled_from(["m.thread", "m.replace", "m.annotation", "m.reference"])),
        "event_id": event_ids,
        "key": mostly(words),
        "is_falling_back": mostly(st.booleans()),
        "m.in_reply_to": mostly(st.fixed_dictionaries({"event_id": event_ids})),
    },
)
messages = st.fixed_dictionaries(
    {"msgtype": mostly(st.sampled_from(["m.text", "m.emote", "m.notice", "m.file", "m.image"])), "body": mostly(words)},
    optional={
        "format": mostly(st.just("org.matrix.custom.html")),
        "formatted_body": mostly(words),
        "filename": mostly(words),
        "url": mostly(st.just("mxc://care.test/abc")),
        "file": mostly(st.fixed_dictionaries({"url": mostly(words), "key": junk, "iv": junk, "hashes": junk})),
        "m.relates_to": mostly(relations),
        "m.mentions": mostly(st.fixed_dictionaries({"user_ids": mostly(st.lists(people, max_size=3))})),
        "m.new_content": mostly(st.fixed_dictionaries({"msgtype": mostly(st.just("m.text")), "body": mostly(words)})),
    },
)
encrypted = st.fixed_dictionaries(
    {"algorithm": mostly(st.just("m.megolm.v1.aes-sha2")), "ciphertext": mostly(words)},
    optional={
        "session_id": mostly(words),
        "sender_key": mostly(words),
        "device_id": mostly(words),
        "m.relates_to": mostly(relations),
    },
)
reactions = st.fixed_dictionaries({"m.relates_to": mostly(relations)})
states = st.fixed_dictionaries(
    {},
    optional={
        "membership": mostly(st.sampled_from(["join", "leave", "invite", "ban", "knock"])),
        "displayname": mostly(words),
        "users": mostly(st.dictionaries(words, junk, max_size=2)),
        "users_default": junk,
        "events": junk,
        "replacement_room": mostly(st.just("!next")),
        "algorithm": mostly(st.just("m.megolm.v1.aes-sha2")),
        "room_version": mostly(st.sampled_from(["1", "12"])),
        "creator": people,
        "alias": junk,
        "name": mostly(words),
        "third_party_invite": junk,
        "join_rule": junk,
    },
)
state_kinds = st.sampled_from(
    ["m.room.member", "m.room.power_levels", "m.room.tombstone", "m.room.create", "m.room.encryption", "m.room.name",
     "m.room.topic", "m.room.canonical_alias", "m.room.redaction", "m.sticker", "m.call.invite", "org.example.custom"]
)  # fmt: skip


def event(kind: st.SearchStrategy[Any], content: st.SearchStrategy[Any], **more: Any) -> st.SearchStrategy[Any]:
    unsigned = st.fixed_dictionaries(
        {}, optional={"prev_content": mostly(states), "redacted_because": junk, "transaction_id": mostly(words)}
    )
    return st.fixed_dictionaries(
        {
            "type": mostly(kind, 40),
            "event_id": mostly(fresh_ids, 20),
            "sender": people,
            "origin_server_ts": mostly(st.integers(0, 2**53)),
            "content": mostly(content, 20),
        },
        optional={"unsigned": mostly(unsigned), "redacts": event_ids, **more},
    )


message_events = event(st.just("m.room.message"), messages)
state_keys = {"state_key": mostly(st.sampled_from(["", BOT, "@an:care.test"]))}
state_events = event(state_kinds, states, **state_keys)
kinds_of_events = (
    message_events,
    message_events,
    message_events,
    event(st.just("m.room.encrypted"), encrypted),
    event(st.just("m.reaction"), reactions),
    state_events,
    junk,
)
events = st.integers(0, len(kinds_of_events) - 1).flatmap(kinds_of_events.__getitem__)
rooms = st.sampled_from([ROOM, ROOM, ROOM, ROOM, "!other", "!", ""])
places = st.sampled_from(["timeline"] * 8 + ["limited", "state", "invite", "to_device", "odd"])
odd_keys = st.sampled_from(
    ["device_lists", "device_one_time_keys_count", "presence", "account_data", "device_unused_fallback_key_types"]
)


def as_sync(place: str, room: str, event: Any, key: str) -> dict[str, Any]:
    """The event somewhere in a sync answer."""
    match place:
        case "timeline" | "limited":
            timeline = {"events": [event], "limited": place == "limited", "prev_batch": "p"}
            return {"rooms": {"join": {room: {"timeline": timeline}}}}
        case "state":
            return {"rooms": {"join": {room: {"state": {"events": [event]}, "timeline": {"events": []}}}}}
        case "invite":
            return {"rooms": {"invite": {"!invited": {"invite_state": {"events": [event]}}}}}
        case "to_device":
            return {"rooms": {}, "to_device": {"events": [event]}}
        case _:
            return {"rooms": {"leave": {"!other": {}}}, key: event}


class Runner:
    """An intake that lives through all examples."""

    def __init__(self, folder: Path) -> None:
        self._runner = asyncio.Runner()
        self._runner.run(self._open(folder))
        self.events = 0

    async def _open(self, folder: Path) -> None:
        self.intake = Intake(folder)
        self.handled_ids: set[str] = set()
        finish = self.intake.store.finish

        def note(event_id: str, state: str = "done") -> None:
            self.handled_ids.add(event_id)
            finish(event_id, state)

        self.intake.store.finish = note  # type: ignore[method-assign]
        await self.intake.start()

    def feed(self, sync: dict[str, Any], event: Any) -> None:
        self.events += 1
        if isinstance(event, dict) and isinstance(event.get("event_id"), str):
            event["event_id"] += f" {self.events}"  # each is news
        with capture_logs() as logs:
            self._runner.run(self.intake.feed(**sync))
        assert not [log for log in logs if log["event"] in UNHAPPY]

    def answers(self) -> None:
        """After everything: an ordinary question gets its answer."""
        self._runner.run(self.intake.hear(text("$last", "!vraag huisarts", sender="@late:care.test")))
        assert self.intake.said[-1].cause == "$last"

    def handled(self) -> int:
        """How many events came as far as the handlers."""
        return len(self.handled_ids)

    def close(self) -> None:
        self._runner.run(self.intake.close())
        self._runner.close()


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    runner = Runner(tmp_path)
    yield runner
    runner.close()


def storm(runner: Runner, number: int, *, derandomize: bool) -> None:
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=derandomize,
        suppress_health_check=list(HealthCheck),
    )
    @given(places, rooms, events, odd_keys)
    def one(place: str, room: str, event: Any, key: str) -> None:
        runner.feed(as_sync(place, room, event, key), event)

    one()
    runner.answers()
    assert runner.events >= number
    assert runner.handled() > number // 10  # most of what was made is more than noise


@pytest.mark.timeout(600)
def test_no_generated_event_gets_the_better_of_a_handler_or_the_loop(runner: Runner) -> None:
    storm(runner, SHORT, derandomize=True)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_no_event_of_a_hundred_thousand_does(runner: Runner) -> None:
    storm(runner, LONG, derandomize=False)
