"""The admins' room: a file becomes a plan, ✅ puts it in use, and every click gets its word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Config
from bot.ports import RoomInfo, RoomKind
from bot.store_ingests import IngestStore, State
from kb.generations import Change
from kb.models import Service
from tests.bot.admin_room import ADMIN, OTHER, ROOM, AdminRoom, some, table
from tests.ingest.repertory_rows import TAXONOMY

Make = Callable[..., AdminRoom]


@pytest.fixture
async def admin(tmp_path: Path) -> AsyncIterator[AdminRoom]:
    room = AdminRoom(tmp_path)
    yield room
    await room.stop()


async def known(admin: AdminRoom, count: int = 3) -> None:
    """Have so many services in use."""
    await admin.post("eerste.csv", table(*some(count)))
    await admin.click(admin.waiting())
    assert len(admin.services()) == count


async def test_file_becomes_a_list_that_waits_and_is_in_use_after_one_click(admin: AdminRoom) -> None:
    await admin.post("nieuw.csv", table(*some(2)))

    shown = admin.waiting()
    assert admin.taken
    assert shown.choices == ("✅", "❌")
    assert shown.thread_root == "$m1"
    assert "nieuw.csv: 2 nieuw, 0 gewijzigd, 0 weg, 0 onveranderd, 0 geweigerd." in shown.text
    assert "T-1 · Dienst 1" in shown.text
    assert admin.services() == {}

    word = await admin.click(shown)
    assert "Toegepast" in word.text
    assert "Appliqué" in word.text
    assert word.thread_root == "$m1"
    assert set(admin.services()) == {"T-1", "T-2"}


async def test_list_shows_old_and_new_values_and_the_files_hold_everything(admin: AdminRoom) -> None:
    await known(admin, 12)
    rows = some(12)
    for one in rows[:8]:
        one["phone"] = "02 555 09 09"
    rows[9]["opening_hours"] = "altijd open"
    await admin.post("v2.csv", table(*rows, *some(14)[12:]))

    text = admin.waiting().text
    assert "v2.csv: 2 nieuw, 8 gewijzigd, 0 weg, 3 onveranderd, 1 geweigerd." in text
    assert "T-1 · Dienst 1 · phone: 02 555 09 01 → 02 555 09 09" in text
    assert "… en 3 meer, zie de bijlage" in text
    assert "lijn 11 / ligne 11 · T-10 · opening_hours · altijd open: schrijf openingsuren" in text
    files = admin.files()
    assert files["wijzigingen.csv"].count("gewijzigd / modifié;T-") == 8
    assert (
        "geweigerd, oude gegevens blijven / refusé, les anciennes données restent;11;10;T-10" in files["geweigerd.csv"]
    )
    await admin.click(admin.waiting())
    assert admin.services()["T-10"].opening_hours == "Mo-Fr 09:00-12:00; PH off"


async def test_cross_drops_it(admin: AdminRoom) -> None:
    await known(admin)
    await admin.post("v2.csv", table(*some(4)))
    word = await admin.click(admin.waiting(), "❌")
    assert "Goed, ik verander niets." in word.text
    assert len(admin.services()) == 3
    again = await admin.click(admin.waiting())
    assert "weggelegd" in again.text
    assert len(admin.services()) == 3


async def test_more_than_a_tenth_removed_takes_a_second_click(admin: AdminRoom) -> None:
    await known(admin, 10)
    await admin.post("half.csv", table(*some(5)))
    first = admin.waiting()
    assert "dit haalt 5 van de 10 diensten weg" in first.text

    question = await admin.click(first)
    assert question.choices == ("✅", "❌")
    assert "Zeker? Dit haalt 5 van de 10 diensten weg." in question.text
    assert len(admin.services()) == 10

    assert "tweede ✅" in (await admin.click(first, sender=OTHER)).text
    assert len(admin.services()) == 10

    await admin.click(question)
    assert len(admin.services()) == 5


async def test_second_question_can_be_answered_with_no(admin: AdminRoom) -> None:
    await known(admin, 10)
    await admin.post("half.csv", table(*some(5)))
    question = await admin.click(admin.waiting())
    assert "verander niets" in (await admin.click(question, "❌")).text
    assert len(admin.services()) == 10


async def test_clicking_twice_applies_once_and_says_so(admin: AdminRoom) -> None:
    await admin.post("nieuw.csv", table(*some(2)))
    shown = admin.waiting()
    await admin.click(shown)
    word = await admin.click(shown, sender=OTHER)
    assert "al toegepast, als versie 1" in word.text
    assert admin.knowledge.store.generation() == 1


async def test_only_clicks_of_admins_count(admin: AdminRoom) -> None:
    await admin.post("nieuw.csv", table(*some(2)))
    admin.rooms.people[ROOM] = (OTHER,)  # An left the room
    await admin.click(admin.waiting(), sender=ADMIN)
    assert admin.services() == {}
    await admin.click(admin.waiting(), sender=OTHER)
    assert len(admin.services()) == 2


async def test_other_reactions_and_other_messages_are_nobodys(admin: AdminRoom) -> None:
    await admin.post("nieuw.csv", table(*some(2)))
    await admin.click(admin.waiting(), "👍")
    assert not admin.clicked
    assert admin.services() == {}


async def test_unchanged_file_waits_for_nothing(admin: AdminRoom) -> None:
    await known(admin)
    await admin.post("eerste.csv", table(*some(3)))
    last = admin.messenger.last(ROOM)
    assert "er verandert niets (3 onveranderd, 0 geweigerd)" in last.text
    assert last.choices == ()
    assert admin.knowledge.store.generation() == 1


async def test_list_made_before_another_ingest_is_shown_anew(admin: AdminRoom) -> None:
    await known(admin)
    await admin.post("a.csv", table(*some(4)))
    first = admin.waiting()
    await admin.post("b.csv", table(*some(3, phone="02 555 09 09")))
    await admin.click(admin.waiting())

    await admin.click(first)
    texts = admin.messenger.texts(ROOM)
    assert any("Er is intussen iets anders bijgewerkt" in text for text in texts)
    second = admin.waiting()
    assert second.handle != first.handle
    assert "a.csv: 1 nieuw, 3 gewijzigd" in second.text
    assert len(admin.services()) == 3
    assert "oudere lijst" in (await admin.click(first)).text

    await admin.click(second)
    assert len(admin.services()) == 4
    assert admin.services()["T-1"].phone == "02 555 09 01"


async def test_click_after_a_restart_reads_the_file_again(admin: AdminRoom) -> None:
    await admin.post("nieuw.csv", table(*some(2)))
    shown = admin.waiting()
    await admin.stop()
    admin.start()
    await admin.click(shown)
    assert admin.work.compared == ["$m1"]
    assert len(admin.services()) == 2
    assert [entry.source for entry in admin.knowledge.store.history()] == ["nieuw.csv"]


async def test_file_that_is_gone_after_a_restart_is_said(admin: AdminRoom) -> None:
    await admin.post("nieuw.csv", table(*some(2)))
    shown = admin.waiting()
    await admin.stop()
    admin.messenger.messages.clear()
    admin.start()
    assert "niet meer te vinden" in (await admin.click(shown)).text
    assert admin.services() == {}


async def test_file_that_was_being_read_at_a_kill_is_picked_up(admin: AdminRoom) -> None:
    admin.work.held.clear()
    posting = asyncio.create_task(admin.post("nieuw.csv", table(*some(2))))
    await asyncio.sleep(0.05)
    await admin.stop()
    await asyncio.wait([posting])
    assert not [one for one in admin.messenger.spoken if one.choices]

    admin.start()
    (job,) = admin.feature.jobs
    await job.run(admin.moment)
    await admin.settled()
    assert "2 nieuw" in admin.waiting().text


async def test_agreement_that_was_carried_out_before_a_kill_is_not_carried_out_again(admin: AdminRoom) -> None:
    await admin.post("nieuw.csv", table(*some(2)))
    store = IngestStore(admin.store)
    row = store.plan("$m1")
    assert row
    # The process wrote the generation, and the bot died before it heard of it.
    store.applying("$m1", ADMIN, admin.moment)
    await admin.work.apply("$m1", row.digest, ADMIN, admin.moment)
    await admin.stop()
    admin.start()
    await admin.feature.jobs[0].run(admin.moment)
    await admin.settled()
    assert admin.knowledge.store.generation() == 1
    assert "Toegepast: vanaf nu antwoord ik uit versie 1" in admin.messenger.last(ROOM).text
    after = IngestStore(admin.store).plan("$m1")
    assert after
    assert (after.state, after.who) == (State.APPLIED, None)


async def test_two_files_at_once_queue(admin: AdminRoom) -> None:
    admin.work.held.clear()
    first = asyncio.create_task(admin.post("a.csv", table(*some(1))))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(admin.post("b.csv", table(*some(2))))
    await asyncio.sleep(0.02)
    assert admin.messenger.spoken == []
    admin.work.held.set()
    await asyncio.wait([first, second])
    lists = [one.text for one in admin.messenger.spoken if one.choices]
    assert [text.split(":")[0] for text in lists] == ["a.csv", "b.csv"]


async def test_unencrypted_room_is_refused(admin: AdminRoom) -> None:
    open_room = RoomInfo(ROOM, RoomKind.ADMIN, None, False, 3)
    await admin.post("nieuw.csv", table(*some(2)), room=open_room)
    assert "niet versleuteld" in admin.messenger.last(ROOM).text
    assert admin.work.compared == []


@pytest.mark.parametrize(
    ("kind", "members", "expected"),
    [
        (RoomKind.ZONE, (ADMIN,), None),
        (RoomKind.DIRECT, (ADMIN,), "in de kamer van de beheerders"),
        (RoomKind.DIRECT, (OTHER,), "alleen de beheerders"),
    ],
)
async def test_file_elsewhere_is_not_read(
    admin: AdminRoom, kind: RoomKind, members: tuple[str, ...], expected: str | None
) -> None:
    admin.rooms.people[ROOM] = members
    await admin.post("nieuw.csv", table(*some(2)), room=RoomInfo("!x", kind, None, True, 2))
    assert admin.taken is (expected is not None)
    assert [expected in text for text in admin.messenger.texts("!x") if expected] == ([True] if expected else [])
    assert admin.work.compared == []


@pytest.mark.parametrize("name", ["oud.xls", "open.ods"])
async def test_table_of_another_kind_is_pointed_on(admin: AdminRoom, name: str) -> None:
    await admin.post(name, b"\xd0\xcf\x11\xe0")
    assert "Bewaar het als .xlsx of .csv" in admin.messenger.last(ROOM).text


async def test_other_files_and_pictures_are_left_alone(admin: AdminRoom) -> None:
    await admin.post("verslag.pdf", b"%PDF")
    assert not admin.taken
    await admin.post("foto.csv", b"", msgtype="m.image")
    assert not admin.taken
    assert admin.messenger.spoken == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [("!geschiedenis", "Laatste bijwerkingen"), ("!historique", "Dernières mises à jour"), ("!history", "Latest")],
)
async def test_history_says_who_when_what_and_how_many(admin: AdminRoom, body: str, expected: str) -> None:
    await known(admin)
    await admin.say(body)
    text = admin.messenger.last(ROOM).text
    assert text.startswith(expected)
    assert "1 · 22/11/2026 14:00" in text
    assert "eerste.csv" in text
    assert "an:x" in text
    assert "3 " in text


@pytest.mark.parametrize("body", ["!geschiedenis", "!terug", "!retour", "!export"])
async def test_commands_elsewhere_get_a_pointer(admin: AdminRoom, body: str) -> None:
    zone = RoomInfo("!zone", RoomKind.ZONE, "noord", True, 9)
    await admin.say(body, room=zone, sender="@prof:x")
    assert "!update" in admin.messenger.last("!zone").text
    await admin.say(body, room=zone)
    assert "administrateurs" in (text := admin.messenger.last("!zone").text) or "beheerders" in text


async def test_rollback_asks_first_and_brings_back_the_same_bytes(admin: AdminRoom) -> None:
    await known(admin)
    before = await admin.work.export("csv"), await admin.work.export("xlsx"), await admin.work.export("hsds")
    await admin.post("v2.csv", table(*some(3, phone="02 555 09 09"), *some(4)[3:]))
    await admin.click(admin.waiting())
    assert len(admin.services()) == 4

    await admin.say("!terug")
    question = admin.waiting()
    assert "v2.csv" in question.text
    assert len(admin.services()) == 4
    word = await admin.click(question)
    assert "Teruggedraaid: vanaf nu antwoord ik uit versie 3" in word.text
    assert len(admin.services()) == 3
    after = await admin.work.export("csv"), await admin.work.export("xlsx"), await admin.work.export("hsds")
    assert after == before
    assert "al teruggedraaid" in (await admin.click(question)).text
    await admin.say("!geschiedenis")
    assert "2 nieuw" not in admin.messenger.last(ROOM).text
    assert admin.messenger.last(ROOM).text.count("teruggedraaid") >= 2


async def test_rollback_question_is_void_after_another_ingest(admin: AdminRoom) -> None:
    await known(admin)
    await admin.post("v2.csv", table(*some(4)))
    await admin.click(admin.waiting())
    await admin.say("!retour")
    question = admin.waiting()
    await admin.post("v3.csv", table(*some(5)))
    await admin.click(admin.waiting())
    assert "entre-temps" in (await admin.click(question)).text
    assert len(admin.services()) == 5


async def test_nothing_to_roll_back_is_said(admin: AdminRoom) -> None:
    await admin.say("!terug")
    assert "niets om terug te draaien" in admin.messenger.last(ROOM).text


@pytest.mark.parametrize(
    ("body", "name", "begins"),
    [
        ("!export", "repertorium.xlsx", b"PK"),
        ("!export csv", "repertorium.csv", b"id,"),
        ("!export HSDS", "repertorium.json", b"{"),
    ],
)
async def test_export_posts_a_file_that_reads_back_unchanged(
    admin: AdminRoom, body: str, name: str, begins: bytes
) -> None:
    await known(admin)
    await admin.say(body)
    _, file = admin.messenger.files[-1]
    assert (file.name, file.data.startswith(begins)) == (name, True)
    await admin.post(name, file.data)
    assert "er verandert niets (3 onveranderd" in admin.messenger.last(ROOM).text


async def test_unknown_export_format_is_said(admin: AdminRoom) -> None:
    await admin.say("!export word")
    assert "!export csv" in admin.messenger.last(ROOM).text


async def test_language_of_the_last_command_is_kept(admin: AdminRoom) -> None:
    await admin.say("!historique")
    await admin.post("nouveau.csv", table(*some(1)))
    assert "nouveaux 1" in admin.waiting().text
    assert "nieuw" not in admin.waiting().text


async def test_guessed_columns_are_shown_and_fixed_in_the_configuration(tmp_path: Path) -> None:
    data = "Nr dienst;Naam;Openingsuurtjes;Wat\nT-1;Dienst;Mo 09:00-12:00;x\n".encode("cp1252")
    config = Config.model_validate({"ingest": {"mapping": {"Openingsuurtjes": "opening_hours", "Wat": "cost_nl"}}})
    guessing, told = AdminRoom(tmp_path / "a"), AdminRoom(tmp_path / "b", config)
    for room in (guessing, told):
        await room.post("lijst.csv", data)
    assert "Nr dienst → id, Naam → name_nl" in guessing.waiting().text
    assert "kolom “Wat” ken ik niet" in guessing.waiting().text
    assert "Openingsuurtjes → opening_hours, Wat → cost_nl" in told.waiting().text
    await told.click(told.waiting())
    assert told.services()["T-1"].opening_hours == "Mo 09:00-12:00"
    for room in (guessing, told):
        await room.stop()


async def test_list_of_clients_in_the_wrong_room_is_taken_away(admin: AdminRoom) -> None:
    await admin.post("lijst.csv", b"voornaam;probleem\nGeheim;schulden\n")
    assert admin.messenger.redacted == ["$m1"]
    assert "Ik heb het bestand weggehaald" in admin.messenger.last(ROOM).text
    assert "Geheim" not in " ".join(admin.messenger.texts(ROOM))


async def test_documents_brought_in_meanwhile_do_not_matter(admin: AdminRoom) -> None:
    await admin.post("nieuw.csv", table(*some(2)))
    change = Change(
        "documents", "plan", "cli", datetime(2026, 11, 22, tzinfo=UTC), services_put=(Service("x", name_nl="X"),)
    )
    admin.knowledge.writer().apply(change)
    await admin.click(admin.waiting())
    assert {"T-1", "T-2"} <= set(admin.services())


async def test_look_alikes_are_shown_and_both_kept(admin: AdminRoom) -> None:
    await known(admin)
    twin = {**some(1)[0], "id": "Z-1"}
    await admin.post("v2.csv", table(*some(3), twin))
    text = admin.waiting().text
    assert "Misschien dezelfde dienst; beide blijven staan" in text
    assert "Z-1 · Dienst 1 = T-1 · Dienst 1? (" in text
    assert "misschien dezelfde / peut-être le même;Z-1" in admin.files()["wijzigingen.csv"]
    await admin.click(admin.waiting())
    assert {"T-1", "Z-1"} <= set(admin.services())


async def test_list_of_categories_is_brought_in_by_itself_and_checks_what_follows(admin: AdminRoom) -> None:
    await known(admin)
    await admin.post("taxonomy.csv", TAXONOMY.encode())
    shown = admin.waiting()
    assert "0 nieuw, 0 gewijzigd, 0 weg, 3 onveranderd" in shown.text
    assert "De lijst met rubrieken verandert mee." in shown.text
    await admin.click(shown)
    assert set(admin.knowledge.taxonomy) == {"CARE", "DENTAL", "NIGHT"}
    assert len(admin.services()) == 3
    await admin.post("rubrieken.csv", TAXONOMY.replace(",", ";").encode("utf-16"))
    assert "er verandert niets" in admin.messenger.last(ROOM).text

    wrong = {**some(1)[0], "id": "T-9", "categories": "DENTIST"}
    await admin.post("v2.csv", table(*some(3), wrong))
    assert "rubriek DENTIST bestaat niet; het dichtst bij komen: DENTAL" in admin.messenger.last(ROOM).text


@pytest.mark.parametrize("data", [b"code,parent,label_nl,label_fr,label_en,pictogram\nA,,a,a,a,x\nA,,b,b,b,x\n"])
async def test_list_of_categories_that_is_wrong_is_refused(admin: AdminRoom, data: bytes) -> None:
    await admin.post("taxonomy.csv", data)
    assert "kan ik niet als repertorium lezen" in admin.messenger.last(ROOM).text
    assert admin.knowledge.store.generation() == 0
