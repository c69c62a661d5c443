"""The frame: what is said about what is kept, what is shown and deleted, and the limits that a daily job keeps."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cases.states import Event
from bot.config import Config, RetentionSection
from bot.guard.findings import Kind
from bot.handlers.cleaned import Desk, Pending, Waiting
from bot.handlers.privacy import Limits, PrivacyHandler
from bot.handlers.unfinished import Unfinished
from bot.ports import RoomKind
from bot.render.words import words_for
from bot.retention import first_month, keep_limits
from bot.store import Arrival, Outgoing, Store
from bot.store_cases import CaseStore
from bot.store_guard import GuardStore
from bot.store_people import PeopleStore, Traces
from kb.models import LANGS, Lang
from tests.bot.conftest import FakeMessenger, message
from tests.bot.guard_fakes import Clock

ROOT = Path(__file__).parents[2]
NOTHING = Traces(direct_room=False, waiting=0, sent=0, key_requests=0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "bot.sqlite")


@pytest.fixture
def desk() -> Desk:
    return Desk(1800.0, 10)


def handler(messenger: FakeMessenger, store: Store, desk: Desk, *unfinished: Unfinished) -> PrivacyHandler:
    return PrivacyHandler(messenger, PeopleStore(store), desk, Limits(30, 24, 30, 90), unfinished)


@dataclass
class Begun:
    """A feature in which people have begun something."""

    people: list[str]

    def waiting_for(self, user_id: str) -> int:
        return self.people.count(user_id)

    def forget(self, user_id: str) -> None:
        self.people = [one for one in self.people if one != user_id]


def leave_traces(store: Store, user_id: str) -> None:
    store.set_direct_room(user_id, "!d")
    for number in range(2):
        store.put(Outgoing(f"{user_id}{number}", None, user_id, "m.room.message", {"body": "x"}, "$c", "s"))
    store.sent(f"{user_id}0", "$e")
    store.first_key_request(user_id, "session")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("!privacy", ["Wat ik nooit bewaar", "Ce que je ne garde jamais"]),
        ("!privacy nl", ["Wat ik nooit bewaar"]),
        ("!privacy FR", ["Ce que je ne garde jamais"]),
        ("!vieprivée", ["Ce que je ne garde jamais"]),
        ("!privacy en", ["What I never keep"]),
    ],
)
async def test_privacy_is_told_to_everybody(
    messenger: FakeMessenger, store: Store, desk: Desk, body: str, says: list[str]
) -> None:
    assert await handler(messenger, store, desk)(message(body))
    [(_, text, _)] = messenger.replies
    languages = ("Wat ik nooit bewaar", "Ce que je ne garde jamais", "What I never keep")
    assert [each for each in languages if each in text.plain] == says
    assert "30 " in text.plain
    assert "24 " in text.plain
    assert "90 " in text.plain


@pytest.mark.parametrize(
    ("body", "says"),
    [("!mijngegevens", "Dit heb ik"), ("!mesdonnees", "Voici"), ("!mesdonnées", "Voici"), ("!mydata", "This is")],
)
async def test_own_data_are_shown_in_private(
    messenger: FakeMessenger, store: Store, desk: Desk, body: str, says: str
) -> None:
    leave_traces(store, "@sofie:x")
    assert await handler(messenger, store, desk)(message(body))
    assert messenger.replies == []
    [(user, text)] = messenger.directs
    assert user == "@sofie:x"
    assert text.plain.startswith(says)
    assert text.plain.count("•") == 4


async def test_own_data_are_deleted_on_request_and_those_of_others_stay(
    messenger: FakeMessenger, store: Store, desk: Desk
) -> None:
    people = PeopleStore(store)
    for user_id in ("@sofie:x", "@bob:x"):
        leave_traces(store, user_id)
        desk.asked.put(user_id, Pending(user_id, message(""), "nl", "tekst"))
    before = people.about("@bob:x")
    privacy = handler(messenger, store, desk)
    assert await privacy(message("!mijngegevens wissen"))  # in a room that others read: nothing is deleted
    assert people.about("@sofie:x") != NOTHING
    assert await privacy(message("!mijngegevens wissen", kind=RoomKind.DIRECT, event_id="$2"))
    assert people.about("@sofie:x") == NOTHING
    assert desk.waiting_for("@sofie:x") == 0
    assert people.about("@bob:x") == before
    assert desk.waiting_for("@bob:x") == 1
    assert messenger.replies[-1][1].plain.startswith("Verwijderd.")


async def test_what_is_being_filled_in_is_shown_and_dropped(messenger: FakeMessenger, store: Store, desk: Desk) -> None:
    agenda, cases = Begun(["@sofie:x", "@bob:x"]), Begun(["@sofie:x"])
    privacy = handler(messenger, store, desk, agenda, cases)
    await privacy(message("!mijngegevens", kind=RoomKind.DIRECT))
    assert "• wat je nu aan het invullen bent: 2" in messenger.replies[-1][1].plain.splitlines()
    await privacy(message("!mijngegevens wissen", kind=RoomKind.DIRECT, event_id="$2"))
    assert (agenda.people, cases.people) == (["@bob:x"], [])
    await privacy(message("!mesdonnees", kind=RoomKind.DIRECT, event_id="$3"))
    assert messenger.replies[-1][1].plain == "Je n’ai rien à votre sujet."


async def test_who_has_an_open_case_is_told_that_it_stays(messenger: FakeMessenger, store: Store, desk: Desk) -> None:
    cases, now = CaseStore(store), datetime(2026, 11, 22, tzinfo=UTC)
    number = cases.begin("@sofie:x", "noord", "nl", "$1", now).number
    cases.advance(number, Event.SEND, "$s", now)
    privacy = handler(messenger, store, desk)
    await privacy(message("!mesdonnees supprimer", kind=RoomKind.DIRECT))
    assert messenger.replies[-1][1].plain.splitlines()[1].startswith("Les situations encore en cours restent (1).")


async def test_who_left_nothing_is_told_so(messenger: FakeMessenger, store: Store, desk: Desk) -> None:
    await handler(messenger, store, desk)(message("!mydata", kind=RoomKind.DIRECT))
    assert messenger.replies[0][1].plain == "I have nothing about you."


def test_limits_are_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = time.time() - 31 * 86400
    with monkeypatch.context() as then:
        then.setattr(time, "time", lambda: long_ago)
        store.take_in("s", [Arrival("$old", "!r")])
        store.finish("$old")
        leave_traces(store, "@an:x")
        GuardStore(store).remember_prompt("$old")
    GuardStore(store).remember_prompt("$new")
    counts = GuardStore(store)
    for month in ("2024-11", "2024-12", "2026-11"):
        counts.count(["name"], "noord", month)
    keep_limits(store, RetentionSection(), datetime(2026, 11, 22, tzinfo=UTC))
    assert [month for month, _, _ in counts.counts()] == ["2024-12", "2026-11"]
    assert (counts.is_prompt("$old"), counts.is_prompt("$new")) == (False, True)
    assert PeopleStore(store).about("@an:x") == Traces(direct_room=True, waiting=1, sent=0, key_requests=0)
    assert store.take_in("t", [Arrival("$old", "!r")])


@pytest.mark.parametrize(
    ("year", "month", "months", "first"),
    [(2026, 11, 24, "2024-12"), (2026, 11, 1, "2026-11"), (2026, 1, 2, "2025-12"), (2026, 12, 12, "2026-01")],
)
def test_first_month_that_is_kept(year: int, month: int, months: int, first: str) -> None:
    assert first_month(datetime(year, month, 15, tzinfo=UTC), months) == first


def test_what_waits_goes_after_its_time_or_when_there_is_too_much() -> None:
    clock = Clock()
    waiting: Waiting[str] = Waiting(10.0, 2, clock)
    for key in "abc":
        waiting.put(key, key)
    assert [waiting.get(key) for key in "abc"] == [None, "b", "c"]
    clock.now = 9.9
    assert waiting.pop("b") == "b"
    clock.now = 10.0
    assert waiting.get("c") is None


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_has_a_name_in_every_language(lang: Lang) -> None:
    assert [kind for kind in Kind if not words_for(lang).has(f"guard-kind-{kind}")] == []


def test_counts_add_up_by_month_zone_and_kind(store: Store) -> None:
    counts = GuardStore(store)
    counts.count(["name", "phone"], "noord", "2026-11")
    counts.count(["name"], "noord", "2026-11")
    counts.count(["name"], None, "2026-11")
    assert counts.counts() == {
        ("2026-11", "noord", "name"): 2, ("2026-11", "noord", "phone"): 1, ("2026-11", "", "name"): 1,
    }  # fmt: skip


def test_every_table_of_the_database_is_in_the_register(store: Store) -> None:
    register = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    tables = {name for name in store.database.table_names() if not name.startswith("sqlite_")}
    assert {name for name in tables if f"`{name}`" not in register} == set()


def test_the_retention_table_says_what_the_settings_say() -> None:
    register = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    config = Config()
    kept = {f"retention.{name}": value for name, value in config.retention}
    kept |= {f"guard.{name}": getattr(config.guard, name) for name in ("cleaned_minutes", "cleaned_remembered")}
    rows = [line for line in register.splitlines() if line.startswith("|")]
    for name, value in kept.items():
        assert any(f"`{name}`" in row and f" {value} " in row for row in rows), f"{name} = {value}"
