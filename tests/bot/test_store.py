"""bot.sqlite: nothing lost, nothing doubled, and no word of a person."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.store import Arrival, Invitation, Outgoing, Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store(path)
    yield store
    store.close()


def outgoing(txn: str, room: str | None = "!r", user: str | None = None) -> Outgoing:
    return Outgoing(txn, room, user, "m.room.message", {"body": f"words of {txn}"}, f"$cause-{txn}", "answer")


def test_token_and_events_are_written_together(store: Store, path: Path) -> None:
    assert store.token() is None
    store.take_in("s1", [Arrival("$1", "!r")])
    with pytest.raises(sqlite3.IntegrityError):
        store.take_in("s2", [Arrival("$2", "!r"), Arrival(None, "!r")])  # type: ignore[arg-type]
    again = Store(path)
    assert again.token() == "s1"
    assert again.unfinished() == [Arrival("$1", "!r")]
    again.close()


def test_event_that_comes_twice_is_new_once(store: Store) -> None:
    assert store.take_in("s1", [Arrival("$1", "!r"), Arrival("$2", "!r")]) == [Arrival("$1", "!r"), Arrival("$2", "!r")]
    store.finish("$1")
    assert store.take_in("s2", [Arrival("$1", "!r"), Arrival("$2", "!r"), Arrival("$3", "!r")]) == [Arrival("$3", "!r")]
    assert [one.event_id for one in store.unfinished()] == ["$2", "$3"]


def test_attempts_are_counted_and_taken_back(store: Store) -> None:
    store.take_in("s1", [Arrival("$1", "!r")])
    assert [store.begin("$1"), store.begin("$1")] == [1, 2]
    store.unbegin("$1")
    assert store.begin("$1") == 2


def test_event_waits_for_its_key_and_is_new_again_when_it_comes(store: Store) -> None:
    store.take_in("s1", [Arrival("$1", "!r", "session"), Arrival("$2", "!r")])
    assert store.is_waiting("$1")
    assert store.waiting_for("other") == []
    assert store.waiting_for("session") == [Arrival("$1", "!r")]
    assert not store.is_waiting("$1")
    assert store.waiting_for("session") == []


def test_sender_is_asked_once_per_session_ever(store: Store, path: Path) -> None:
    assert store.first_key_request("@an:x", "s")
    assert not store.first_key_request("@an:x", "s")
    assert store.first_key_request("@an:x", "t")
    again = Store(path)
    assert not again.first_key_request("@an:x", "s")
    again.close()


def test_invitation_stays_until_it_is_settled(store: Store) -> None:
    store.take_in("s1", [], [Invitation("!a", "@an:x", True), Invitation("!b", "@bo:x", False)])
    store.take_in("s2", [], [Invitation("!a", "@an:x", True)])
    assert {one.room_id for one in store.invitations()} == {"!a", "!b"}
    store.settle_invitation("!a")
    assert store.invitations() == [Invitation("!b", "@bo:x", False)]


def test_message_with_a_known_transaction_id_is_not_queued_again(store: Store) -> None:
    assert store.put(outgoing("t1"))
    assert not store.put(outgoing("t1"))
    store.sent("t1", "$answer")
    assert not store.put(outgoing("t1"))
    assert store.queued() == []
    assert store.sent_event("t1") == "$answer"
    assert store.said("$answer") == ("$cause-t1", "answer")


def test_queue_keeps_its_order_and_its_lanes(store: Store) -> None:
    for message in (outgoing("t1"), outgoing("t2", None, "@an:x"), outgoing("t3")):
        store.put(message)
    assert store.queued() == [outgoing("t1"), outgoing("t2", None, "@an:x"), outgoing("t3")]
    assert [message.lane for message in store.queued()] == ["!r", "direct @an:x", "!r"]


@pytest.mark.parametrize("state", ["sent", "refused"])
def test_words_are_gone_from_the_file_once_sent_or_refused(store: Store, path: Path, state: str) -> None:
    store.put(outgoing("secret"))
    if state == "sent":
        store.sent("secret", "$e")
    else:
        store.refused("secret")
    store.close()
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"words of secret" not in content


def test_oldest_queued_tells_how_long_something_waits(store: Store) -> None:
    assert store.oldest_queued() is None
    store.put(outgoing("t1"))
    oldest = store.oldest_queued()
    assert oldest is not None
    assert oldest <= time.time()


def test_threads_and_direct_rooms_are_remembered(store: Store) -> None:
    assert not store.in_thread("$root")
    store.join_thread("$root", "!r")
    assert store.in_thread("$root")
    store.set_direct_room("@an:x", "!d")
    assert store.direct_room("@an:x") == "!d"
    store.forget_room("!d")
    assert store.direct_room("@an:x") is None


def test_pruning_leaves_what_is_not_finished(store: Store) -> None:
    store.take_in("s1", [Arrival("$done", "!r"), Arrival("$open", "!r")])
    store.finish("$done")
    store.put(outgoing("t1"))
    store.put(outgoing("t2"))
    store.sent("t2", "$e")
    store.prune(days=-1)
    assert [one.event_id for one in store.unfinished()] == ["$open"]
    assert [one.txn_id for one in store.queued()] == ["t1"]
    assert store.sent_event("t2") is None


def test_no_column_of_the_inbox_could_hold_a_text(path: Path, store: Store) -> None:
    columns = {row[1] for row in sqlite3.connect(path).execute("PRAGMA table_info(inbox)")}
    assert columns == {"seq", "event_id", "room_id", "state", "attempts", "session_id", "seen_at"}


def test_database_of_a_newer_relais_is_left_alone(path: Path) -> None:
    Store(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(BotError, match="newer Relais"):
        Store(path)


def test_damaged_database_is_a_clear_error(path: Path) -> None:
    path.write_bytes(b"this is no database at all, whatever it is called" * 100)
    with pytest.raises(BotError, match="cannot be opened"):
        Store(path)
