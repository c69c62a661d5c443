"""The life of a case over fakes: intake, claim, answer, forward, time, erasing; each act twice, with restarts."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.cases.practice import read_practice
from bot.cases.states import Code, State
from bot.config import Config
from bot.ports import RoomKind
from bot.render.cases import told_in_both
from bot.store_guard import GuardStore
from bot.store_people import PeopleStore
from kb.base import KnowledgeBase
from kb.models import Term
from tests.bot.cases.life import ANN, ANSWERS, ASKER, BOB, BRUSSELS, MOD, SUB, ZED, Life
from tests.bot.guard_fakes import SURE


@pytest.fixture
def life(tmp_path: Path, knowledge: KnowledgeBase) -> Life:
    return Life(tmp_path, knowledge)


async def test_an_intake_asks_a_question_at_a_time_and_survives_a_restart_after_each(life: Life) -> None:
    summary = await life.intake(restarts=True)
    asked = [one.text.splitlines()[-1] for one in life.messenger.spoken if "ask" in one.said.stage]
    assert len(asked) == 6
    text = life.messenger.last(ASKER)
    assert (text.handle, text.kept, text.choices) == (summary, False, ("✅", "❌"))
    assert "Nodig: een bed voor twee weken" in text.text
    assert "Dringend: deze week" in text.text
    assert life.case.state is State.DRAFT
    assert life.messenger.texts("!noord") == ["Ik stel je in ons privégesprek een paar korte vragen."]


async def test_skipped_questions_are_not_on_the_summary_and_a_wrong_urgency_is_asked_again(life: Life) -> None:
    await life.intake(("een bed", "-", "overslaan", "-", "-", "-", "straks misschien"))
    assert "1 (vandaag)" in life.messenger.last("!dm").text
    await life.say("1")
    text = life.messenger.last(ASKER).text
    assert "Al geprobeerd" not in text
    warning = next(one.text for one in life.messenger.spoken if one.said.stage == "urgent")
    assert [number for number in ("112", "1733", "107", "Nachtopvang") if number not in warning] == []


@pytest.mark.parametrize("way", ["stop", "❌"])
async def test_a_dropped_intake_leaves_nothing(life: Life, way: str) -> None:
    if way == "stop":
        await life.say("!geblokkeerd", room="!noord")
        await life.say("stop")
    else:
        await life.click(await life.intake(), "❌", ASKER)
    assert life.cases.case(1) is None
    assert life.private.made == {}


async def test_a_line_that_the_guard_cleaned_is_said_by_relais_and_read_again_from_there(life: Life) -> None:
    await life.say("!geblokkeerd", room="!noord")
    for answer in ANSWERS[:2]:
        await life.say(answer)
    GuardStore(life.store).remember_prompt("$prompt")  # the asker clicks ✅ on it: its text goes on, under its id
    await life.say("[naam] raakt nergens\nbinnen", event_id="$prompt")
    assert life.messenger.last(ASKER).text.startswith("Wat wil de persoon zelf?")
    noted = [one for one in life.messenger.spoken if "[naam]" in one.text]
    assert [(one.to, one.text, one.kept) for one in noted] == [(ASKER, "📝 [naam] raakt nergens\nbinnen", False)]
    for answer in ANSWERS[3:]:
        await life.say(answer)
    life.restart()
    await life.click(life.case.summary, "✅", ASKER)
    life.restart()
    await life.click(life.handle("!ref-noord", "card"), "👍", BOB, "!ref-noord")
    cards = [one.text for one in life.messenger.spoken if one.said.stage.startswith("full card")]
    assert len(cards) == 2
    assert all("[naam] raakt nergens" in text and "📝" not in text for text in cards)


async def test_a_begun_case_is_counted_and_dropped_when_its_asker_wants_to_be_forgotten(life: Life) -> None:
    people, [held] = PeopleStore(life.store), life.feature.unfinished
    await life.say("!geblokkeerd", room="!noord")
    await life.say("een bed voor twee weken")
    assert (held.waiting_for(ASKER), held.waiting_for(ANN), people.about(ASKER).cases) == (1, 0, 0)
    held.forget(ANN)
    assert held.waiting_for(ASKER) == 1
    held.forget(ASKER)
    assert (held.waiting_for(ASKER), life.cases.drafts(), life.cases.lines(1)) == (0, [], {})
    assert not await life.say("drie diensten gebeld")


async def test_a_sent_case_stays_when_its_asker_wants_to_be_forgotten(life: Life) -> None:
    people, [held] = PeopleStore(life.store), life.feature.unfinished
    await life.sent()
    held.forget(ASKER)
    assert (held.waiting_for(ASKER), people.about(ASKER).cases, life.case.asker) == (0, 1, ASKER)


async def test_user_data_in_the_answers_is_never_sent(life: Life) -> None:
    await life.intake((f"een bed voor {SURE}", *ANSWERS[1:]))
    assert life.cases.case(1) is None
    assert all(SURE not in one.text for one in life.messenger.spoken)


async def test_sending_twice_with_a_restart_makes_one_room_one_card_and_tells_who_has_it(life: Life) -> None:
    summary = await life.intake()
    await life.click(summary, "✅", ASKER, again=1)
    life.restart()
    await life.click(summary, "✅", ASKER)
    assert life.private.made == {"case/1": "!case-1"}
    assert set(life.rooms.members("!case-1")) == {ASKER, ANN}
    cards = [one for one in life.messenger.spoken if one.said.stage.startswith("full card")]
    assert len(cards) == 1
    assert "Loopt vast op: nergens plaats" in cards[0].text
    assert not cards[0].kept
    short = next(one for one in life.messenger.spoken if one.to == "!ref-noord")
    assert "een bed" not in short.text
    told = next(one.text for one in life.messenger.spoken if one.said.stage == "sent")
    assert "BAR Laken (BAR/RAQ) – 02 555 00 20" in told
    assert "Ann is nu van wacht" in told
    assert life.case.state is State.SENT


async def test_the_short_card_names_the_theme_from_the_first_and_how_long_it_waits(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = Term("night", "", "Nachtopvang", "Accueil de nuit", "Night shelter", "🌙")
    monkeypatch.setitem(cast(dict[str, Term], life.knowledge.snapshot.taxonomy), night.code, night)

    async def found(*_: object) -> tuple[list[str], str]:
        return [], night.code

    monkeypatch.setattr("bot.cases.course.candidates", found)
    await life.sent()
    first = next(one for one in life.messenger.spoken if one.to == "!ref-noord")
    assert first.text.splitlines()[:2] == [
        "Dossier 1 · zone Noord · Nachtopvang · deze week · wacht · net binnen",
        "Situation 1 · bassin Nord · Accueil de nuit · cette semaine · en attente · à l’instant",
    ]


async def test_outside_hours_the_asker_hears_when_and_who_and_whom_to_call(life: Life) -> None:
    life.config = life.config.model_copy(
        update={"cases": life.config.cases.model_copy(update={"roster": life.config.cases.roster[:2]})}
    )
    life.restart()
    life.now = datetime(2026, 12, 24, 18, 0, tzinfo=BRUSSELS)
    await life.sent()
    told = next(one.text for one in life.messenger.spoken if one.said.stage == "sent")
    assert "Ann krijgt je dossier maandag 28 december, 09:00" in told
    assert "Brussel Helpt – 02 555 00 99" in told


async def test_the_first_claim_wins_visibly(life: Life) -> None:
    await life.sent()
    card = life.handle("!ref-noord", "card")
    await life.click(card, "👍", BOB, "!ref-noord", again=1)
    await life.click(card, "👍", ANN, "!ref-noord")
    assert (life.case.state, life.case.handler) == (State.CLAIMED, BOB)
    assert "al door iemand anders" in life.messenger.last(ANN).text
    assert "in behandeling · Bob" in life.messenger.edits[-1][1]
    assert BOB in life.rooms.members("!case-1")


async def test_whoever_is_no_referral_person_of_the_zone_changes_nothing(life: Life) -> None:
    await life.sent()
    for stranger in (ASKER, ZED):
        await life.click(life.handle("!ref-noord", "card"), "👍", stranger, "!ref-noord")
        assert life.case.state is State.SENT
        assert "alleen een referentiepersoon" in life.messenger.last(stranger).text


async def test_a_case_is_answered_with_a_code_reopened_and_confirmed(life: Life) -> None:
    await life.sent()
    await life.click(life.handle("!ref-noord", "card"), "👍", ANN, "!ref-noord")
    full = life.card()
    await life.click(full, "✅", ANN, "!case-1")
    await life.click(life.handle("!case-1", "codes"), "3️⃣", ANN, "!case-1")
    assert (life.case.state, life.case.code) == (State.ANSWERED, Code.NO_SUPPLY)
    await life.click(life.handle(ASKER, "answered"), "❌", ASKER)
    assert (life.case.state, life.case.handler) == (State.REOPENED, "")
    await life.click(life.handle("!ref-noord", "card"), "👍", BOB, "!ref-noord")
    await life.click(full, "✅", BOB, "!case-1")
    await life.click(life.handle("!case-1", "codes"), "1️⃣", BOB, "!case-1")
    await life.click(life.handle(ASKER, "answered"), "✅", ASKER, again=1)
    assert (life.case.state, life.case.code) == (State.CONFIRMED, Code.SOLVED)
    await life.look(hours=24 * 91)
    assert life.private.gone == ["!case-1"]
    assert (life.case.asker, life.case.handler, life.case.code) == ("", "", Code.SOLVED)
    assert life.cases.lines(1) == {}
    assert [event for event, _ in life.cases.times(1) if "@" in event] == []


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_forwarded_case_must_be_accepted(life: Life, accepted: bool) -> None:
    await life.sent()
    card = life.handle("!ref-noord", "card")
    await life.click(card, "👍", ANN, "!ref-noord")
    await life.click(card, "➡️", ANN, "!ref-noord")
    await life.click(life.handle("!ref-noord", "zones"), "1️⃣", ANN, "!ref-noord")
    assert (life.case.state, life.case.forwarded_to) == (State.FORWARDED, "zuid")
    await life.click(life.handle("!ref-zuid", "forward"), "✅" if accepted else "❌", ZED, "!ref-zuid", again=1)
    if accepted:
        assert (life.case.state, life.case.zone, life.case.handler) == (State.CLAIMED, "zuid", ZED)
        assert set(life.rooms.members("!case-1")) == {ASKER, ZED}
    else:
        assert (life.case.state, life.case.zone, life.case.handler) == (State.SENT, "noord", "")


async def test_each_reminder_comes_once_then_the_substitute_then_the_helpdesks(life: Life) -> None:
    await life.sent()
    for hours in (7, 17, 24, 24, 24, 24):  # over a night, then days, in business hours of eight a day
        await life.look(hours=hours)
        await life.look()
        life.restart()
        await life.look()
    reminders = [(one.to, one.said.stage) for one in life.messenger.spoken if one.said.stage.startswith("remind")]
    assert reminders == [(ANN, "remind response"), (SUB, "remind substitute"), (ASKER, "remind helpdesk")]


async def test_the_clock_stands_while_the_asker_owes_an_answer(life: Life) -> None:
    await life.sent()
    await life.click(life.handle("!ref-noord", "card"), "👍", ANN, "!ref-noord")
    assert await life.say("Hoe oud is de persoon ongeveer?", ANN, "!case-1")
    assert life.cases.open_cases("noord")[0].waits_for_asker
    await life.look(hours=24 * 14)
    assert not [one for one in life.messenger.spoken if one.said.stage == "remind solution"]
    await life.say("rond de veertig", ASKER, "!case-1")
    assert not life.cases.open_cases("noord")[0].waits_for_asker
    await life.look(hours=24 * 8)
    assert [one.to for one in life.messenger.spoken if one.said.stage == "remind solution"] == [ANN]


async def test_a_handler_who_leaves_the_room_frees_the_case(life: Life) -> None:
    await life.sent()
    await life.click(life.handle("!ref-noord", "card"), "👍", BOB, "!ref-noord")
    await life.look()
    await life.private.remove("!case-1", BOB)
    await life.look()
    assert (life.case.state, life.case.handler) == (State.SENT, "")
    await life.private.remove("!case-1", ASKER)
    await life.look()
    assert "uit de kamer" in life.messenger.last("!case-1").text


@pytest.mark.parametrize("restarts", [False, True])
async def test_the_old_short_card_points_to_the_new_one_after_a_restart_too(life: Life, restarts: bool) -> None:
    await life.sent()
    old = life.handle("!ref-noord", "card")
    await life.click(old, "👍", BOB, "!ref-noord")
    await life.look()
    if restarts:
        life.restart()
    await life.private.remove("!case-1", BOB)
    await life.look()
    assert life.handle("!ref-noord", "card") != old
    moved = [text for handle, text in life.messenger.edits if handle == old][-1]
    assert moved == told_in_both("case-card-moved", number=1).plain


async def test_an_asker_is_asked_whether_it_helped_and_an_untouched_case_expires(life: Life) -> None:
    await life.sent()
    await life.click(life.handle("!ref-noord", "card"), "👍", ANN, "!ref-noord")
    await life.click(life.card(), "✅", ANN, "!case-1")
    await life.click(life.handle("!case-1", "codes"), "2️⃣", ANN, "!case-1")
    for _ in range(3):
        await life.look(hours=24 * 6)
    followups = [one for one in life.messenger.spoken if one.said.stage == "followup followup"]
    assert len(followups) == 1
    await life.click(followups[0].handle, "❌", ASKER)
    assert life.state == State.REOPENED
    await life.look(hours=24 * 61)
    assert life.state == State.EXPIRED


async def test_an_asker_erases_a_case_completely(life: Life) -> None:
    await life.sent()
    await life.say("!wis 1", ANN, "!noord")
    assert life.cases.case(1) is not None
    await life.say("!wis 1")
    assert life.cases.case(1) is None
    assert life.private.gone == ["!case-1"]
    assert not life.cases.lines(1)
    assert not life.cases.times(1)


async def test_the_list_is_for_referral_persons_only(life: Life) -> None:
    await life.sent()
    await life.say("!zaken", ASKER, "!noord")
    assert "alleen voor referentiepersonen" in life.messenger.last("!noord").text
    await life.say("!dossiers", ANN, "!ref-noord")
    assert "1 · cette semaine · en attente · à l’instant" in life.messenger.last("!ref-noord").text


async def test_plain_words_are_offered_the_way_and_nothing_is_opened(life: Life) -> None:
    assert await life.say("ik zit vast met een dossier", room="!noord", mentions_bot=True)
    offer = life.messenger.last("!noord")
    assert offer.choices == ("🆘",)
    assert life.cases.draft_of(ASKER) is None
    await life.click(offer.handle, "🆘", ASKER, "!noord")
    assert life.cases.draft_of(ASKER) is not None


async def test_a_zone_without_a_roster_names_its_contact_and_keeps_no_draft(life: Life) -> None:
    life.rooms.add("!west", RoomKind.ZONE, "west", (ASKER,))
    await life.say("!bloqué", room="!west")
    assert "permanence" in life.messenger.last(ASKER).text
    assert life.cases.draft_of(ASKER) is None


async def test_a_forgotten_draft_is_dropped_after_a_day(life: Life) -> None:
    await life.say("!geblokkeerd", room="!noord")
    life.now += timedelta(hours=25)
    await life.look()
    assert life.cases.case(1) is None
    assert "intussen weg" in life.messenger.last(ASKER).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wie geen adres heeft? Vraag een referentieadres aan bij het OCMW.", "Wie geen adres heeft?"),
        ("Refus de domiciliation | Demander une adresse de référence au CPAS.", "Refus de domiciliation"),
        ("alleen een vraag?", None),
        ("kort | ja", None),
    ],
)
def test_a_practice_is_a_question_and_an_answer(text: str, expected: str | None) -> None:
    practice = read_practice(text)
    assert (practice.question if practice else None) == expected


async def test_a_practice_is_learned_once_a_moderator_agrees(tmp_path: Path) -> None:
    base = KnowledgeBase.open(tmp_path / "kb", Config().knowledge)
    life = Life(tmp_path, base)
    await life.sent()
    await life.say("!praktijk Geen adres? Vraag een referentieadres aan bij het OCMW.", ANN, "!case-1")
    assert "zodra het beantwoord is" in life.messenger.last("!case-1").text
    await life.click(life.handle("!ref-noord", "card"), "👍", ANN, "!ref-noord")
    await life.click(life.card(), "✅", ANN, "!case-1")
    await life.click(life.handle("!case-1", "codes"), "1️⃣", ANN, "!case-1")
    await life.say(f"!praktijk Geen adres voor {SURE}? Vraag een referentieadres aan.", ANN, "!case-1")
    assert "algemener" in life.messenger.last("!case-1").text
    await life.say("!praktijk Geen adres? Vraag een referentieadres aan bij het OCMW.", ANN, "!case-1")
    card = life.messenger.last("!mod")
    assert "referentieadres" in card.text
    await life.click(card.handle, "✅", ASKER, "!mod")
    assert base.snapshot.documents == {}
    await life.click(card.handle, "✅", MOD, "!mod", again=1)
    document = base.snapshot.documents["praktijk-noord-1"]
    assert (document.title, document.date) == ("Goede praktijk: Geen adres?", "2026-11-23")
    assert [one.text for one in base.snapshot.passages] == ["Geen adres? Vraag een referentieadres aan bij het OCMW."]
    base.close()
