"""Keys that nobody will use again do not pile up, and those that somebody may use stay."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.matrix.old_keys import DAY_SECONDS, OldKeys
from bot.matrix.shields import ShieldedClient
from bot.store import Store
from bot.store_keys import KeyStore, RoomKey
from tests.matrix.people import Lab, until

HERE, THERE = "!here", "!there"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "bot.sqlite")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("seen", "old"),
    [
        ({"a": 0}, set()),
        ({"a": 0, "b": 0}, set()),  # on one day: which came first is not known
        ({"a": 0, "b": 5}, set()),
        ({"a": 0, "b": 1}, {"a"}),
        ({"a": 0, "b": 1, "c": 2}, {"a", "b"}),
        ({"a": 0, "b": 1, "c": 5}, {"a"}),
    ],
)
def test_key_is_old_when_a_newer_one_has_been_in_use_for_long(
    store: Store, seen: dict[str, int], old: set[str]
) -> None:
    keys = KeyStore(store)
    held: set[RoomKey] = set()
    for name, day in sorted(seen.items(), key=lambda item: item[1]):
        held.add(RoomKey(name, HERE, "device"))
        keys.note(held, float(day))
    assert keys.replaced(3.0) == old


def test_keys_of_other_rooms_and_devices_replace_nothing(store: Store) -> None:
    keys = KeyStore(store)
    first = RoomKey("a", HERE, "device")
    keys.note({first}, 0.0)
    keys.note({first, RoomKey("b", THERE, "device"), RoomKey("c", HERE, "other device")}, 1.0)
    assert keys.replaced(3.0) == set()
    assert keys.elsewhere({HERE}, 3.0) == {"b"}
    assert keys.elsewhere({HERE}, 1.0) == set()


def test_what_is_gone_from_the_store_is_gone_from_the_list(store: Store) -> None:
    keys = KeyStore(store)
    keys.note({RoomKey("a", HERE, "device")}, 0.0)
    keys.note(set(), 1.0)
    assert store.database.execute("SELECT count(*) FROM room_keys").fetchone() == (0,)


def on_disk(client: ShieldedClient) -> int:
    with sqlite3.connect(client.store.database_path) as beside:
        count: int = beside.execute("SELECT count(*) FROM megolminboundsessions").fetchone()[0]
    beside.close()
    return count


async def test_replaced_key_is_deleted_and_the_conversation_goes_on(lab: Lab) -> None:
    person = await lab.person("an")
    settings = lab.settings()
    room = await person.make_room(settings.user_id)
    bot = await lab.bot(lab.settings(zone_rooms=(room,)))
    await person.joined_by(bot.user_id, room)
    client = bot.client._client
    assert client
    today = 1_000_000.0
    keys = OldKeys(client, bot.store, 2, lambda: today)
    for number, text in enumerate(("een", "twee", "drie")):
        person.client.invalidate_outbound_session(room)
        await person.say(room, text)
        await until(lambda: len(person.texts(room, bot.user_id)) > number)  # noqa: B023
        keys.look()
        today += DAY_SECONDS
    assert on_disk(client) == 4  # three of the person, one of the bot's own

    today += 2 * DAY_SECONDS
    keys.look()
    assert on_disk(client) == 2
    assert len(set(client.room_keys())) == 2
    await person.say(room, "vier")
    await until(lambda: "echo vier" in person.texts(room, bot.user_id))
