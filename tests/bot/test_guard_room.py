"""What the guard does with a message, and what its author can do then. The real thing runs in tests/matrix."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.config import Config
from bot.ports import Attachment, RoomKind
from bot.store_guard import FALSE_ALARM, UNCHECKED
from bot.store_moderation import ModerationStore, Mute
from tests.bot.conftest import message
from tests.bot.guard_fakes import FAILS, MAYBE, SURE, Clock, Room, room
from tests.matrix.canaries import found_below

TEXT = f"wie helpt {SURE} met een factuur?"
CLEAN = "wie helpt [weg] met een factuur?"
FILE = Attachment("mxc://x/1")


@pytest.fixture
def here(tmp_path: Path) -> Room:
    return room(tmp_path)


@pytest.mark.parametrize(
    "given",
    [
        {"body": TEXT},
        {"body": TEXT, "msgtype": "m.emote"},
        {"body": "netjes", "texts": ("netjes", TEXT)},
        {"body": "netjes", "texts": (f"> <@an:x> {TEXT}\n\nnetjes",)},
        {"body": f"{SURE}.pdf", "msgtype": "m.file", "filename": f"{SURE}.pdf"},
        {"body": TEXT, "msgtype": "m.image", "filename": "a.jpg"},
        {"body": "a.txt", "msgtype": "m.file", "filename": "a.txt", "attachment": FILE},
        {"body": "", "msgtype": "m.poll.start", "texts": (TEXT,)},
        {"body": TEXT, "kind": RoomKind.ADMIN},
        {"body": TEXT, "kind": RoomKind.MODERATORS},
        {"body": TEXT, "kind": RoomKind.OTHER},
    ],
)
async def test_user_data_is_removed_wherever_it_stands(here: Room, given: dict[str, Any]) -> None:
    here.messenger.files[FILE.url] = TEXT.encode()
    assert await here.guard.handler(message(**given))
    assert here.messenger.redacted == ["$question"]
    [(prompt, kept, _)] = here.messenger.prompts
    assert not kept
    assert SURE not in prompt
    assert "naam" in prompt
    assert here.counts == {"name": 1}


async def test_a_clean_message_goes_on(here: Room) -> None:
    assert not await here.guard.handler(message("!vraag huisarts"))
    assert here.messenger.prompts == []
    assert here.counts == {}


async def test_the_tick_carries_the_cleaned_text_into_the_thread_and_on_to_an_answer(here: Room) -> None:
    await here.guard.handler(message(TEXT, thread_root="$root"))
    [(prompt, _, choices)] = here.messenger.prompts
    assert CLEAN in prompt
    assert choices == ("✅", "✏️", "❌")
    assert await here.react("$prompt1", "✅")
    [(where, carried, root)] = here.messenger.carried
    assert (where, root) == ("!room", "$root")
    assert carried.endswith(CLEAN)
    [asked] = here.proceeded
    assert (asked.body, asked.event_id, asked.thread_root, asked.mentions_bot) == (CLEAN, "$carried1", "$root", True)
    assert asked.texts == ()


@pytest.mark.parametrize("key", ["✅", "✏️", "❌", "✔️"])
async def test_only_the_authors_own_reaction_counts(here: Room, key: str) -> None:
    await here.guard.handler(message(TEXT))
    assert await here.react("$prompt1", key, sender="@bob:x")
    assert here.messenger.carried == []
    assert len(here.messenger.prompts) == 1
    assert FALSE_ALARM not in here.counts


async def test_a_second_tick_changes_nothing(here: Room) -> None:
    await here.guard.handler(message(TEXT))
    for _ in range(2):
        assert await here.react("$prompt1", "✅")
    assert len(here.messenger.carried) == 1
    assert len(here.messenger.prompts) == 1


async def test_two_messages_wait_side_by_side(here: Room) -> None:
    await here.guard.handler(message(TEXT, event_id="$a"))
    await here.guard.handler(message(f"en {SURE} dan?", event_id="$b"))
    await here.react("$prompt1", "✅")
    await here.react("$prompt2", "✅")
    assert [asked.body for asked in here.proceeded] == [CLEAN, "en [weg] dan?"]


async def test_what_could_not_be_carried_can_be_tried_again(here: Room) -> None:
    await here.guard.handler(message(TEXT))
    here.messenger.reachable = False
    await here.react("$prompt1", "✅")
    assert here.messenger.prompts[-1][0].startswith("Het lukte niet")
    here.messenger.reachable = True
    await here.react("$prompt1", "✅")
    assert len(here.proceeded) == 1


async def test_whoever_is_muted_meanwhile_says_nothing_through_the_bot(here: Room) -> None:
    given = message(TEXT)
    await here.guard.handler(given)
    mutes = ModerationStore(here.store)
    mute = mutes.mute(Mute(given.room.room_id, given.sender, "$bad", None, -1, 0.0))
    await here.react("$prompt1", "✅")
    await here.react("$prompt1", "✏️")
    await here.guard.handler(message("en nu iets anders", kind=RoomKind.DIRECT))
    assert here.messenger.carried == []
    mutes.unmute(mute)
    await here.guard.handler(message("en nu iets anders", kind=RoomKind.DIRECT, event_id="$later"))
    assert len(here.messenger.carried) == 1


async def test_after_its_time_the_text_is_gone_and_a_reaction_gets_a_kind_word(tmp_path: Path) -> None:
    clock = Clock()
    here = room(tmp_path, clock=clock)
    await here.guard.handler(message(TEXT))
    clock.now = 1801.0
    assert await here.react("$prompt1", "✅")
    assert here.messenger.carried == []
    assert here.messenger.prompts[-1][0].startswith("Die tekst heb ik niet meer")
    assert not await here.react("$prompt9", "✅")


async def test_rewriting_carries_the_new_text_and_asks_again_when_it_holds_data_too(here: Room) -> None:
    await here.guard.handler(message(TEXT))
    await here.react("$prompt1", "✏️")
    again = message(f"en wie helpt {SURE}?", kind=RoomKind.DIRECT, event_id="$2")
    assert await here.guard.handler(again)
    assert here.messenger.redacted == ["$question"]
    assert await here.guard.handler(message("en wie helpt?", kind=RoomKind.DIRECT, event_id="$3"))
    assert [asked.body for asked in here.proceeded] == ["en wie helpt?"]
    assert here.messenger.carried[0][0] == "!room"
    assert not await here.guard.handler(message("nog een vraag", kind=RoomKind.DIRECT, event_id="$4"))


async def test_a_direct_message_is_not_processed_and_not_redacted(here: Room) -> None:
    assert await here.guard.handler(message(TEXT, kind=RoomKind.DIRECT))
    assert here.messenger.redacted == []
    assert here.messenger.prompts[0][0].startswith("Ik heb met je bericht niets gedaan")
    await here.react("$prompt1", "✅")
    assert here.messenger.carried == []
    assert [(asked.body, asked.event_id) for asked in here.proceeded] == [(CLEAN, "$prompt1")]


@pytest.mark.parametrize(
    ("author", "redacted"), [("@sofie:x", ["$edit", "$old"]), ("@bob:x", ["$edit"]), (None, ["$edit"])]
)
async def test_an_edit_takes_its_original_along_when_it_is_the_same_authors(
    here: Room, author: str | None, redacted: list[str]
) -> None:
    if author:
        here.messenger.authors["$old"] = author
    await here.guard.handler(message(TEXT, event_id="$edit", replaces="$old"))
    assert here.messenger.redacted == redacted


async def test_after_an_edit_in_a_thread_the_tick_carries_into_that_thread(here: Room) -> None:
    here.messenger.authors["$old"], here.messenger.threads["$old"] = "@sofie:x", "$root"
    await here.guard.handler(message(TEXT, event_id="$edit", replaces="$old"))
    await here.react("$prompt1", "✅")
    assert [root for _, _, root in here.messenger.carried] == ["$root"]
    assert [asked.thread_root for asked in here.proceeded] == ["$root"]


class Died(Exception):
    """The program, between two steps."""


@pytest.mark.parametrize(
    "given",
    [{"body": TEXT}, {"body": "a", "msgtype": "m.image", "filename": "a", "attachment": FILE}],
)
async def test_who_did_not_hear_of_a_removal_before_a_crash_hears_of_it_later_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any]
) -> None:
    config = Config.model_validate({"guard": {"media": "redact"}})
    here = room(tmp_path, config=config)

    async def die(*_: object, **__: object) -> None:
        raise Died

    monkeypatch.setattr(here.messenger, "direct", die)
    with pytest.raises(Died):
        await here.guard.handler(message(**given))
    here.store.close()
    again = room(tmp_path, config=config)
    await again.guard.owed.tell()
    assert again.messenger.prompts == []  # it may still be under way
    for _ in range(2):
        await again.guard.owed.tell(older_than=0.0)
    [(told, kept, choices)] = again.messenger.prompts
    assert "Door een onderbreking heb ik de tekst niet meer" in told
    assert (kept, choices) == (True, ())


async def test_who_has_heard_is_owed_nothing(here: Room) -> None:
    await here.guard.handler(message(TEXT))
    await here.guard.owed.tell(older_than=0.0)
    assert len(here.messenger.prompts) == 1


async def test_a_probable_finding_is_asked_about_and_nothing_else_happens(here: Room) -> None:
    asked = message(f"!vraag voor {MAYBE}", event_id="$m")
    assert await here.guard.handler(asked)
    assert here.messenger.redacted == []
    assert here.proceeded == []
    [(prompt, kept, choices)] = here.messenger.prompts
    assert not kept
    assert MAYBE not in prompt
    assert choices == ("✅", "✏️")
    await here.react("$prompt1", "✅")
    assert here.proceeded == [asked]
    assert here.counts == {"age": 1, FALSE_ALARM: 1}


async def test_an_author_who_agrees_to_a_probable_finding_has_it_removed(here: Room) -> None:
    await here.guard.handler(message(f"!vraag voor {MAYBE}", event_id="$m"))
    await here.react("$prompt1", "✏️")
    assert here.messenger.redacted == ["$m"]
    assert here.proceeded == []


@pytest.mark.parametrize(
    ("configured", "moderators"),
    [
        ((), []),
        (("!council",), ["!council"]),
        (("!council", "!team-noord", "!team-zuid"), ["!team-noord"]),
        (("!council", "!team-zuid"), ["!council"]),
        (("!team-zuid",), []),
        (("!council", "!team-noord (empty)"), ["!council"]),
    ],
)
async def test_without_the_right_to_redact_the_author_and_the_moderators_of_the_zone_are_asked(
    tmp_path: Path, configured: tuple[str, ...], moderators: list[str]
) -> None:
    here = room(tmp_path, moderators=configured)
    here.messenger.may_redact = False
    await here.guard.handler(message(TEXT))
    assert "Ik mag in die kamer niets verwijderen" in here.messenger.prompts[0][0]
    assert [where for where, _ in here.messenger.posted] == moderators
    for _, notice in here.messenger.posted:
        assert "https://matrix.to/#/!room/$question" in notice
        assert "factuur" not in notice


async def test_an_exclusion_is_not_offered_again(here: Room) -> None:
    await here.guard.handler(message(f"{SURE} nietbinnenlaten, doorgeven"))
    [(prompt, _, choices)] = here.messenger.prompts
    assert "niet meer welkom" in prompt
    assert choices == ("✏️", "❌")
    assert "[weg]" not in prompt


async def test_severe_data_get_a_word_more(here: Room) -> None:
    await here.guard.handler(message(f"{SURE} heeft een ziekte"))
    await here.guard.handler(message(f"{SURE} heeft een vraag"))
    assert ["extra beschermd" in prompt for prompt, _, _ in here.messenger.prompts] == [True, False]


async def test_when_the_private_message_cannot_be_sent_only_what_holds_no_word_of_it_waits_on_disk(here: Room) -> None:
    here.messenger.reachable = False
    await here.guard.handler(message(TEXT))
    (first, kept, _), (later, kept_later, _) = here.messenger.prompts
    assert (kept, kept_later) == (False, True)
    assert "factuur" in first
    assert "factuur" not in later
    assert "✅" not in later


@pytest.mark.parametrize("body", [f"!vraag {FAILS}", f"praatje {FAILS}"])
async def test_a_message_that_cannot_be_checked_is_not_processed(here: Room, body: str) -> None:
    with capture_logs() as logs:
        assert await here.guard.handler(message(body))
    assert here.messenger.redacted == []
    assert here.proceeded == []
    assert here.messenger.prompts[0][0].startswith("Ik kon een bericht van je niet nakijken")
    assert here.counts == {UNCHECKED: 1}
    assert FAILS not in str(logs)


async def test_a_false_alarm_is_counted_and_overruled_for_exactly_these_words(tmp_path: Path) -> None:
    here = room(tmp_path, moderators=("!council",))
    await here.guard.handler(message(TEXT))
    await here.react("$prompt1", "❌")
    assert here.counts[FALSE_ALARM] == 1
    assert SURE not in here.messenger.carried[0][1]
    assert await here.guard.handler(message(TEXT, event_id="$again"))
    assert await here.react("$carried1", "✅", sender="@mod:x", kind=RoomKind.MODERATORS)
    assert not await here.guard.handler(message(TEXT, event_id="$now"))
    assert await here.guard.handler(message(TEXT + " nu", event_id="$other"))
    assert await here.guard.handler(message(TEXT, event_id="$bob", sender="@bob:x"))


@pytest.mark.parametrize(
    ("msgtype", "settings", "data", "redacted", "told"),
    [
        ("m.image", {"media": "allow"}, None, False, False),
        ("m.image", {"media": "remind"}, None, False, True),
        ("m.video", {"media": "redact"}, None, True, True),
        ("m.audio", {"media": "redact"}, None, True, True),
        ("m.file", {"unreadable_files": "allow"}, b"BIN", False, False),
        ("m.file", {"unreadable_files": "remind"}, b"BIN", False, True),
        ("m.file", {"unreadable_files": "remind"}, None, False, True),
        ("m.file", {"unreadable_files": "remind"}, FAILS.encode(), False, True),
        ("m.file", {"file_megabytes": 1}, b"x" * (2**20 + 1), False, True),
        ("m.file", {}, b"niets bijzonders", False, False),
    ],
)
async def test_what_cannot_be_read_follows_the_settings(
    tmp_path: Path, msgtype: str, settings: dict[str, Any], data: bytes | None, redacted: bool, told: bool
) -> None:
    here = room(tmp_path, config=Config.model_validate({"guard": settings}))
    if data is not None:
        here.messenger.files[FILE.url] = data
    await here.guard.handler(message("a", msgtype=msgtype, filename="a", attachment=FILE))
    assert bool(here.messenger.redacted) is redacted
    assert bool(here.messenger.prompts) is told


async def test_files_in_the_admin_room_are_no_messages_about_people(here: Room) -> None:
    here.messenger.files[FILE.url] = TEXT.encode()
    file = message(
        "repertorium.csv", kind=RoomKind.ADMIN, msgtype="m.file", filename="repertorium.csv", attachment=FILE
    )
    assert not await here.guard.handler(file)
    assert here.messenger.redacted == []


async def test_a_document_is_not_offered_as_a_question(here: Room) -> None:
    here.messenger.files[FILE.url] = (TEXT * 100).encode()
    await here.guard.handler(message("a.txt", msgtype="m.file", filename="a.txt", attachment=FILE))
    [(prompt, _, choices)] = here.messenger.prompts
    assert "factuur" not in prompt
    assert choices == ("✏️", "❌")


@pytest.mark.parametrize(
    ("key", "removed"), [("👍", False), ("ok", False), ("bedankt!", False), (SURE, True), (FAILS, True)]
)
async def test_a_reaction_that_is_a_word_is_read_too(here: Room, key: str, removed: bool) -> None:
    assert await here.react("$x", key, kind=RoomKind.ZONE) is removed
    assert bool(here.messenger.redacted) is removed


async def test_nothing_of_a_text_is_on_disk_or_in_a_repr(tmp_path: Path) -> None:
    here = room(tmp_path)
    await here.guard.handler(message(TEXT))
    await here.guard.handler(message(f"!vraag voor {MAYBE}", event_id="$m"))
    shown = repr([here.desk.asked.get(f"$prompt{number}") for number in (1, 2)])
    assert "factuur" not in shown
    assert MAYBE not in shown
    assert found_below(tmp_path, ["factuur", MAYBE]) == {}


@pytest.mark.parametrize(
    ("name", "msgtype", "checked"),
    [
        ("repertorium.csv", "m.file", False),
        ("REPERTORIUM.XLSX", "m.file", False),
        ("hsds.json", "m.file", False),
        ("verslag.docx", "m.file", True),
        ("lijst.pdf", "m.file", True),
    ],
)
async def test_of_the_files_in_the_admins_room_only_tables_are_left_to_their_handler(
    here: Room, name: str, msgtype: str, checked: bool
) -> None:
    here.messenger.files[FILE.url] = f"{SURE} heeft schulden".encode()
    post = message(name, kind=RoomKind.ADMIN, msgtype=msgtype, filename=name, attachment=FILE)
    assert await here.guard.handler(post) is checked
    assert here.messenger.redacted == ([post.event_id] if checked else [])


async def test_caption_and_name_of_a_table_in_the_admins_room_are_checked(here: Room) -> None:
    post = message(f"over {SURE}", kind=RoomKind.ADMIN, msgtype="m.file", filename="lijst.csv", attachment=FILE)
    assert await here.guard.handler(post)
    assert here.messenger.redacted == [post.event_id]
