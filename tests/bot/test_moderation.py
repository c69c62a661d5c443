"""Reports, what moderators decide, and who hears of it: once, in private, without the words of the message."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import build_pipeline
from bot.config import LimitsSection
from bot.moderation.order import Order, order_of
from bot.moderation.rules import RULES, rule_at, rule_of
from bot.ports import Message, MessageHandler, RoomKind
from bot.render.words import words_for
from bot.retention import keep_limits
from bot.store_people import PeopleStore
from bot.store_rooms import Member, RoomStore
from kb.base import KnowledgeBase
from kb.models import LANGS
from tests.bot.cases.life import ASKER, MOD
from tests.bot.moderated import BAD, BOT, LOUD, MOD2, Moderated

ROOM = ("!noord", LOUD)


@pytest.fixture
def life(tmp_path: Path, knowledge: KnowledgeBase) -> Moderated:
    return Moderated(tmp_path, knowledge)


def handler_of(life: Moderated) -> MessageHandler:
    assert life.feature.on_message
    return life.feature.on_message


# --- orders and rules ---


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", Order()),
        ("1d", Order(duration=timedelta(days=1))),
        ("2 uur reclame", Order("advertising", timedelta(hours=2))),
        ("3j publicité", Order("advertising", timedelta(days=3))),
        ("30 min", Order(duration=timedelta(minutes=30))),
        ("99999d", Order(duration=timedelta(days=9999))),
        ("999999999 w", Order(duration=timedelta(weeks=9999))),
        ("0d", Order(off=True)),
        ("1 semaine hors-sujet", Order("off_topic", timedelta(weeks=1))),
        ("hors sujet", Order("off_topic")),
        ("user_data", Order("user_data")),
        ("4", Order("off_topic")),
        ("uit", Order(off=True)),
        ("@loud:x.org", Order(user_id="@loud:x.org")),
        ("https://matrix.to/#/!a:x/$b?via=x spam", Order("spam", room_id="!a:x", event_id="$b")),
        ("https://matrix.to/#/%21a%3Ax/%24b", Order(room_id="!a:x", event_id="$b")),
        ("omdat het moet", Order()),
    ],
)
def test_an_order_is_read_from_the_words_after_a_command(text: str, order: Order) -> None:
    assert order_of(text) == order


@pytest.mark.parametrize(
    ("word", "rule"),
    [("Données", "user_data"), ("respect", "disrespect"), ("7", "other"), ("8", None), ("0", None), ("bla", None)],
)
def test_a_rule_is_known_by_its_words(word: str, rule: str | None) -> None:
    assert rule_of(word) == rule


def test_every_rule_has_a_number_and_a_kind_sentence_in_three_languages() -> None:
    assert [rule_at(f"{number}\ufe0f\u20e3") for number in range(1, len(RULES) + 1)] == list(RULES)
    assert rule_at("8\ufe0f\u20e3") is None
    for lang in LANGS:
        sentences = {words_for(lang)(f"moderation-told-{rule}") for rule in RULES}
        assert len(sentences) == len(RULES)


# --- reporting ---


async def test_a_report_is_a_link_for_the_moderators_and_nobody_in_the_room_sees_it(life: Moderated) -> None:
    for _ in range(2):
        await life.reported()
    (card,) = life.messenger.texts("!mod")
    assert f"https://matrix.to/#/!noord/{BAD}" in card
    assert "Noord" in card
    assert "Nord" in card
    assert ASKER not in card
    assert life.messenger.last("!mod").choices == ("🙈", "⚠️", "🔇", "✅")
    assert life.messenger.redacted == ["$m1", "$m2"]  # the reports themselves
    assert life.messenger.texts("!noord") == []
    assert life.heard(ASKER).startswith("Dank je")


@pytest.mark.parametrize(
    ("body", "room", "more", "says"),
    [
        ("!signaler", "!noord", {}, "répondez au message"),
        ("!meld https://matrix.to/#/!elders/$x", "!dm", {}, "kan ik niet vinden"),
        ("!meld https://matrix.to/#/!noord/$unknown", "!dm", {}, "kan ik niet vinden"),
        ("!report", "!dm", {"reply_to": BAD}, "with the link"),
    ],
)
async def test_a_report_of_nothing_says_how(
    life: Moderated, body: str, room: str, more: dict[str, Any], says: str
) -> None:
    assert await life.say(body, room=room, **more)
    assert says in life.heard(ASKER) + "".join(life.messenger.texts("!dm"))
    assert bool(life.messenger.redacted) is (room == "!noord")  # who wanted to report is nobody's business either
    assert life.messenger.texts("!mod") == []


async def test_a_report_with_a_link_in_private_leaves_no_trace_in_the_room(life: Moderated) -> None:
    await life.say(f"!meld https://matrix.to/#/!noord/{BAD}?via=x")
    assert len(life.messenger.texts("!mod")) == 1
    assert life.messenger.redacted == []
    assert life.messenger.texts("!noord") == []


async def test_without_moderators_the_reporter_hears_so(life: Moderated) -> None:
    life.rooms.people["!mod"] = ()  # invited, and not come yet
    await life.say("!meld", room="!noord", reply_to=BAD)
    life.rooms.infos = {key: one for key, one in life.rooms.infos.items() if one.kind is not RoomKind.MODERATORS}
    await life.say("!meld", room="!noord", reply_to=BAD)
    assert life.heard(ASKER).count("geen moderatoren") == 2
    assert life.messenger.texts("!mod") == []


async def test_a_report_goes_to_the_region_while_nobody_is_in_the_zones_own_room(life: Moderated) -> None:
    life.rooms.add("!mod-noord", RoomKind.MODERATORS, "noord", ())
    await life.say("!meld", room="!noord", reply_to=BAD)
    assert len(life.messenger.texts("!mod")) == 1
    assert life.messenger.texts("!mod-noord") == []


async def test_reports_and_commands_count_as_questions_but_not_in_the_moderators_room(life: Moderated) -> None:
    config = life.config.model_copy(update={"limits": LimitsSection(questions_per_user=2)})
    pipeline = build_pipeline(config, life.knowledge, life.messenger, frame=[handler_of(life)])
    for number in range(4):
        message = Message(f"$r{number}", life.rooms.info("!noord"), ASKER, "!meld", life.now, reply_to=BAD)
        await pipeline(message)
    assert life.messenger.redacted == ["$r0", "$r1"]
    for number in range(4):
        await pipeline(Message(f"$l{number}", life.rooms.info("!mod"), MOD, "!moderatie", life.now))
    assert life.messenger.texts("!mod").count(life.messenger.last("!mod").text) == 4


# --- deciding ---


async def test_hiding_takes_the_message_away_and_then_asks_for_the_rule(life: Moderated) -> None:
    await life.reported()
    await life.decide("🙈", again=1)
    assert BAD in life.messenger.redacted
    assert life.heard(LOUD) == ""  # not before there is a rule to name
    life.restart()
    await life.choose(3)
    await life.choose(5)  # the first one stays
    told = life.messenger.texts(LOUD)
    assert len(told) == 1
    assert "verborgen" in told[0]
    assert "masqué" in told[0]  # their language is not known
    assert "reclame" in told[0]
    assert "mod" not in told[0].replace("moderator", "").replace("modération", "")
    assert life.actions() == [("hide", "advertising", MOD)]
    assert life.heard(ASKER).count("gedaan wat nodig was") == 1
    assert "verborgen" not in life.heard(ASKER)
    assert "🙈 verborgen / masqué – mod" in life.messenger.edits[-1][1]
    assert life.moderation.reporters(BAD) == []


async def test_a_private_word_is_not_said_before_its_rule_is_chosen(life: Moderated) -> None:
    RoomStore(life.store).set_members([Member(LOUD, "fr")])
    await life.reported()
    await life.decide("⚠️")
    assert life.actions() == []
    await life.choose(2)
    assert life.actions() == [("warn", "disrespect", MOD)]
    told = life.heard(LOUD)
    assert "respectueux" in told
    assert "respectvol" not in told
    assert BAD in told


async def test_nothing_needed_closes_a_report_without_a_word_to_its_author(life: Moderated) -> None:
    await life.reported()
    await life.decide("✅")
    assert life.heard(LOUD) == ""
    assert "gedaan wat nodig was" in life.heard(ASKER)
    await life.say("!meld", LOUD, "!noord", reply_to=BAD)
    assert "opnieuw gemeld" in life.messenger.last("!mod").text


async def test_a_hidden_message_without_a_rule_is_explained_after_a_while(life: Moderated) -> None:
    await life.reported()
    await life.decide("🙈")
    await life.minutes(29)
    assert life.heard(LOUD) == ""
    await life.minutes(1)
    assert len(life.messenger.texts(LOUD)) == 1
    assert life.actions() == [("hide", "other", MOD)]


async def test_the_first_moderator_decides_and_the_second_is_told(life: Moderated) -> None:
    await life.reported()
    await life.decide("✅", by=MOD2)
    await life.decide("🙈", by=MOD)
    assert BAD not in life.messenger.redacted
    assert "mod2 heeft dit al opgenomen" in life.messenger.last("!mod").text
    assert life.actions() == [("nothing", "", MOD2)]


@pytest.mark.parametrize("room", ["!noord", "!dm"])
async def test_who_is_no_moderator_is_told_how_to_report(life: Moderated, room: str) -> None:
    await life.reported()
    link = f" https://matrix.to/#/!noord/{BAD}" if room == "!dm" else ""
    for command in ("!verberg", "!warn spam", "!muet 1j", "!dempuit"):
        assert await life.say(command + link, room=room, reply_to=BAD)
    await life.click(life.handle("!mod", "report"), "🙈", ASKER, "!mod")
    assert sum(life.heard(ASKER).count(word) for word in ("!meld", "!signaler", "!report")) == 4
    assert len(life.messenger.redacted) == (5 if room == "!noord" else 1)  # the report, and what stood in the room
    assert BAD not in life.messenger.redacted
    assert life.powers.own == {}
    assert life.actions() == []


# --- commands ---


async def test_a_command_in_the_room_is_taken_away_and_answered_in_private(life: Moderated) -> None:
    await life.say("!masquer publicité", MOD, "!noord", reply_to=BAD)
    assert life.messenger.redacted == [BAD, "$m1"]  # last: a crash before that must not lose the command
    assert life.messenger.texts("!noord") == []
    assert "masqué" in life.heard(MOD)
    assert len(life.messenger.texts("!mod")) == 1  # the others see what was done
    assert life.actions() == [("hide", "advertising", MOD)]
    assert "reclame" in life.heard(LOUD)


async def test_a_command_without_rule_asks_for_it_in_private(life: Moderated) -> None:
    life.rooms.add("!dm-mod", RoomKind.DIRECT, None, (MOD,))
    await life.say("!waarschuw", MOD, "!noord", reply_to=BAD)
    assert "1️⃣ gegevens van begunstigden" in life.heard(MOD)
    await life.choose(6, room="!dm-mod")
    assert life.actions() == [("warn", "spam", MOD)]
    assert "Eén keer is genoeg" in life.heard(LOUD)
    assert "Dat is gebeurd: apart aangesproken" in life.heard(MOD)


async def test_commands_work_on_a_card_and_with_a_link(life: Moderated) -> None:
    card = await life.reported()
    await life.say("!demp 2u reclame", MOD, "!mod", thread_root=card)
    assert life.powers.own == {ROOM: -1}
    await life.say(f"!hide https://matrix.to/#/!noord/{BAD}", MOD)
    assert BAD in life.messenger.redacted
    assert [one[0] for one in life.actions()] == ["mute", "hide"]
    assert life.heard(LOUD).count("geen reclame") == 0
    assert life.heard(LOUD).count("niet om reclame te maken") == 1  # the rule is said once


@pytest.mark.parametrize("room", ["!noord", "!mod"])
async def test_a_command_about_nothing_says_what_it_needs(life: Moderated, room: str) -> None:
    for command in ("!verberg", "!dempuit"):
        await life.say(command, MOD, room)
    said = life.heard(MOD) + "".join(life.messenger.texts("!mod"))
    assert said.count("Antwoord met dit commando") == 2


# --- muting ---


@pytest.mark.parametrize("before", [None, 0, 10])
async def test_a_mute_ends_by_itself_with_the_level_of_before(life: Moderated, before: int | None) -> None:
    if before is not None:
        life.powers.own[ROOM] = before
    life.powers.own[("!noord", "@other:x")] = 50
    await life.reported()
    await life.decide("🔇", again=1)
    await life.choose(2)
    assert life.powers.own[ROOM] == -1
    assert "tot 24 nov 2026, 10:00" in life.heard(LOUD)
    life.restart()
    await life.minutes(24 * 60 - 1)
    assert life.powers.own[ROOM] == -1
    life.restart()
    await life.minutes(1)
    assert life.powers.own.get(ROOM) == before
    assert life.powers.own[("!noord", "@other:x")] == 50
    assert life.powers.changes == 2
    assert life.heard(LOUD).count("opnieuw schrijven") == 1
    assert life.actions() == [("mute", "disrespect", MOD), ("unmute", "disrespect", "")]
    assert life.moderation.mutes_of(LOUD) == []


async def test_a_mute_that_was_cut_short_by_a_crash_keeps_the_level_of_before(life: Moderated) -> None:
    """The level was taken, but nothing was written down of it after: the same click comes again."""
    life.powers.own[ROOM] = 10
    await life.reported()
    card = life.handle("!mod", "report")
    life.number = 90
    await life.click(card, "🔇", MOD, "!mod")
    life.store.database.execute("DELETE FROM moderation_log")
    life.restart()
    life.number = 90
    await life.click(card, "🔇", MOD, "!mod")
    (mute,) = life.moderation.mutes_of(LOUD)
    assert (mute.was, mute.level) == (10, -1)


async def test_another_length_changes_the_end_and_not_what_is_given_back(life: Moderated) -> None:
    await life.say("!demp 1u spam", MOD, "!noord", reply_to=BAD)
    await life.say("!demp 400d", MOD, "!noord", reply_to=BAD)
    (mute,) = life.moderation.mutes_of(LOUD)
    assert mute.was is None
    assert mute.until == (life.now + timedelta(days=30)).timestamp()
    assert "gedempt tot 23 dec 2026, 10:00" in life.heard(MOD)
    assert "🔇 gedempt / suspendu – mod\n🔇 gedempt tot 23 dec" in life.messenger.edits[-1][1]
    await life.minutes(61)
    assert life.powers.own == {ROOM: -1}
    for _ in range(2):
        await life.say("!dempuit", MOD2, "!noord", reply_to=BAD)
    assert life.powers.own == {}
    assert life.heard(MOD2).count("niet gedempt") == 1
    assert life.heard(LOUD).count("opnieuw schrijven") == 1


async def test_a_mute_taken_back_before_its_rule_was_chosen_is_never_told(life: Moderated) -> None:
    for command in ("!demp", "!dempuit", "!demp", "!dempuit"):
        await life.say(command, MOD, "!noord", reply_to=BAD)
    await life.say("!demp 2u reclame", MOD, "!noord", reply_to=BAD)
    await life.say("!dempuit", MOD, "!noord", reply_to=BAD)
    await life.say("!waarschuw respect", MOD, "!noord", reply_to=BAD)
    told = life.heard(LOUD)
    assert told.count("niet schrijven tot") == 1
    assert told.count("niet om reclame te maken") == 1


async def test_a_word_comes_later_where_a_mute_was_taken_back_without_one(life: Moderated) -> None:
    for command in ("!demp", "!dempuit", "!waarschuw respect"):
        await life.say(command, MOD, "!noord", reply_to=BAD)
    assert "niet schrijven tot" not in life.heard(LOUD)
    assert "graag respectvol" in life.heard(LOUD)


async def test_a_mute_that_ends_before_a_rule_was_chosen_is_explained_at_its_end(life: Moderated) -> None:
    await life.say("!demp 5m", MOD, "!noord", reply_to=BAD)
    await life.minutes(5)
    until, again = life.messenger.texts(LOUD)
    assert "niet schrijven tot 23 nov 2026, 10:05" in until
    assert "opnieuw schrijven" in again


async def test_a_mute_is_taken_back_by_naming_the_person(life: Moderated) -> None:
    await life.say("!demp spam", MOD, "!noord", reply_to=BAD)
    html = '!dempuit <a href="https://matrix.to/#/%40loud%3Ax">Loud</a>'
    await life.say("!dempuit Loud", MOD2, "!mod", formatted_body=html)
    assert life.powers.own == {}


async def test_a_mute_of_long_ago_ends_without_a_new_card(life: Moderated) -> None:
    await life.say("!demp 30d spam", MOD, "!noord", reply_to=BAD)
    life.now += timedelta(days=31)
    before = len(life.messenger.edits)
    await life.minutes(0)
    assert life.powers.own == {}
    assert len(life.messenger.edits) == before


async def test_a_level_that_somebody_set_by_hand_is_left_alone(life: Moderated) -> None:
    await life.say("!mute 1h spam", MOD, "!noord", reply_to=BAD)
    life.powers.own[ROOM] = 50
    await life.minutes(60)
    assert life.powers.own[ROOM] == 50
    assert life.moderation.mutes_of(LOUD) == []
    assert "opnieuw schrijven" not in life.heard(LOUD)


async def test_moderators_admins_and_the_bot_are_never_muted(life: Moderated) -> None:
    life.rooms.add("!admin", RoomKind.ADMIN, None, ("@admin:x",))
    life.powers.own[("!noord", "@chief:x")] = 50
    for author, says in ((MOD2, "niet dempen"), ("@admin:x", "niet dempen"), ("@chief:x", "niet dempen"),
                         (BOT, "van mijzelf")):  # fmt: skip
        life.messenger.authors[f"$by{author}"] = author
        await life.say("!demp", MOD, "!noord", reply_to=f"$by{author}")
        assert says in life.messenger.last(MOD).text
    assert life.powers.changes == 0
    assert life.actions() == []


async def test_where_the_bot_may_not_it_says_what_to_do(life: Moderated) -> None:
    await life.reported()
    life.powers.may = life.messenger.may_redact = False
    await life.decide("🔇")
    assert "niveau 100" in life.messenger.last("!mod").text
    await life.decide("🙈")
    assert "niveau 50" in life.messenger.last("!mod").text
    assert life.actions() == []
    assert life.moderation.mutes_of(LOUD) == []
    life.powers.may = True
    await life.decide("🔇")
    life.powers.may = False
    await life.minutes(24 * 60)
    assert "met de hand" in "".join(life.messenger.texts("!mod"))


# --- the log ---


async def test_the_log_is_for_the_moderators_of_the_zone_and_holds_no_content(life: Moderated) -> None:
    life.rooms.add("!mod-zuid", RoomKind.MODERATORS, "zuid", ("@z:x",))
    await life.reported()
    await life.say("!verberg spam", MOD, "!noord", reply_to=BAD)
    await life.say("!moderatie log", MOD, "!mod")
    shown = life.messenger.last("!mod").text
    assert "🙈 verborgen – mod · spam" in shown
    assert BAD in shown
    await life.say("!moderation export", MOD, "!mod")
    ((room, file),) = life.messenger.files
    lines = file.data.decode("utf-8-sig").splitlines()
    assert room == "!mod"
    assert lines[0] == "number,at,zone,room_id,event_id,action,rule,moderator"
    assert lines[1] == "1,2026-11-23T10:00:00+01:00,noord,!noord,$bad,hide,spam,'@mod:x"
    await life.say("!modération log", "@z:x", "!mod-zuid")
    assert "Rien n’a encore été décidé" in life.messenger.last("!mod-zuid").text
    await life.say("!moderatie log", ASKER, "!noord")
    assert "alleen in de kamer van de moderatoren" in life.messenger.last(ASKER).text
    await life.say("!moderatie", MOD, "!mod")
    assert "!demp 1d" in life.messenger.last("!mod").text


async def test_the_log_is_forgotten_in_time_and_under_a_name_on_request(life: Moderated) -> None:
    await life.reported()
    await life.say("!demp 1d spam", MOD, "!noord", reply_to=BAD)
    await life.say("!meld", "@third:x", "!noord", reply_to=BAD)
    people = PeopleStore(life.store)
    assert people.about(MOD).moderation == 1
    assert people.about(LOUD).moderation == 1
    people.forget(MOD)
    people.forget(LOUD)
    assert life.actions() == [("mute", "spam", "")]
    await life.say("!moderatie log", MOD2, "!mod")
    assert "🔇 gedempt · spam · " in life.messenger.last("!mod").text  # Relais did not do that by itself
    assert len(life.moderation.mutes_of(LOUD)) == 1  # or it would never end
    keep_limits(life.store, life.config.retention, life.now + timedelta(days=181))
    assert life.actions() == []
    assert life.moderation.case(BAD) is not None  # until the mute is over
    await life.minutes(24 * 60)
    assert life.powers.own == {}


def test_reports_wait_no_longer_than_the_log(life: Moderated) -> None:
    life.moderation.open("$old", "!noord", "noord", life.now.timestamp() - 181 * 86400)
    life.moderation.report("$old", ASKER, "nl")
    keep_limits(life.store, life.config.retention, life.now)
    assert life.moderation.case("$old") is None
    assert life.moderation.reporters("$old") == []
