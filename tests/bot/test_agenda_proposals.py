"""Proposing, changing and cancelling an event: what is asked, who decides, who is told, and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from kb.models import REGION
from tests.bot.agenda_world import (
    ADMIN,
    COUNCIL,
    DIRECT,
    MO,
    NOORD,
    NOW,
    OFFICE,
    SOFIE,
    TOM,
    World,
    event,
    knowledge,
    lines,
    moment,
    world,
)
from tests.bot.guard_fakes import FAILS, MAYBE, SURE

__all__ = ["knowledge", "world"]

ONE_LINE = (
    "!agenda nieuw Infosessie schulden / Séance d'info dettes, donderdag 3 december 14u-16u, Wijkhuis De Brug, "
    "Dorpsstraat 9, 1030 Schaarbeek, organisator: De Brug, inschrijven: info@debrug.be, prijs: gratis"
)


async def answers(world: World, said: Sequence[str], *, room: str = NOORD, sender: str = SOFIE) -> str:
    """Say one after the other in a thread of the first; that thread."""
    root = await world.say(said[0], room=room, sender=sender)
    for text in said[1:]:
        await world.say(text, room=room, sender=sender, thread=root)
    return root


async def proposed(world: World, text: str = ONE_LINE) -> str:
    """A proposal that waits; its card."""
    await answers(world, [text, "ja"])
    return world.messenger.last(COUNCIL).handle


async def test_what_is_missing_is_asked_one_by_one_and_the_result_is_shown(world: World) -> None:
    await answers(
        world,
        [
            "!agenda nouveau",
            "Table ronde logement",
            "-",
            "jeudi 3 décembre",
            "de 14h à 16h30",
            "Maison de quartier, 1030 Schaerbeek",
            "Équipe Nord",
            "02 555 10 10",
        ],
    )
    asked = [lines(text)[-1] for text in world.hears()[:-1]]
    assert asked == [
        "Comment s’appelle l’activité\u00a0?",
        "Et en néerlandais\u00a0? Tapez «\u00a0-\u2060\u00a0» si vous ne savez pas.",
        "Quand a-t-elle lieu\u00a0? Par exemple\u00a0: jeudi 3 décembre de 14h à 16h.",
        "De quelle heure à quelle heure\u00a0? Ou tapez «\u00a0toute la journée\u00a0».",
        "Où a-t-elle lieu\u00a0? Donnez le nom et l’adresse, ou tapez «\u00a0en ligne\u00a0».",
        "Qui l’organise\u00a0? Tapez «\u00a0-\u2060\u00a0» si cela n’importe pas.",
        "Comment s’inscrire\u00a0? Donnez un site, une adresse e-mail ou un numéro de téléphone, "
        "ou tapez «\u00a0-\u2060\u00a0».",
    ]
    shown = lines(world.last())
    assert shown[1:4] == [
        "📅 Table ronde logement",
        "donderdag 3 december / jeudi 3 décembre, 14:00–16:30 · Maison de quartier, 1030 Schaerbeek",
        "Équipe Nord · inschrijven: 02 555 10 10",
    ]
    assert world.messenger.last(NOORD).choices == ("✅", "❌")


@pytest.mark.parametrize(
    ("said", "again"),
    [
        (["!agenda new", "Fair", "no idea"], "I did not quite understand that."),
        (["!agenda nieuw", "Beurs", "-", "3 november 2026"], "Die dag is al voorbij."),
        (["!agenda nieuw", "Beurs", "-", "3 december", "laat"], "Dat begreep ik niet goed."),
    ],
)
async def test_an_answer_that_is_none_is_asked_again(world: World, said: list[str], again: str) -> None:
    await answers(world, said)
    assert lines(world.last())[0] == again


async def test_all_in_one_line_is_shown_at_once(world: World) -> None:
    await world.say(ONE_LINE)
    assert lines(world.last())[1:4] == [
        "📅 Infosessie schulden / Séance d'info dettes",
        "donderdag 3 december / jeudi 3 décembre, 14:00–16:00 · Wijkhuis De Brug, Dorpsstraat 9, 1030 Schaarbeek",
        "De Brug · gratis / gratuit · inschrijven: info@debrug.be",
    ]


async def test_in_a_direct_room_no_thread_is_needed_and_the_zone_is_asked_when_it_is_not_known(world: World) -> None:
    world.rooms.people[NOORD] = ()
    for text in ("!agenda nieuw Wandeling, zondag 6 december 10u, Noordstation", "-", "-", "-"):
        await world.say(text, room=DIRECT)
    assert lines(world.last(DIRECT))[-1].startswith("Voor welke zone is het: Noord, ")
    await world.say("Zuid", room=DIRECT)
    assert "zone Zuid" in lines(world.last(DIRECT))
    preview = world.messenger.last(DIRECT)
    assert await world.click(preview.handle, "❌", room=DIRECT, sender=SOFIE)
    assert {one.thread_root for one in world.messenger.spoken if one.to == DIRECT} == {None}


@pytest.mark.parametrize("way", ["word", "click"])
async def test_in_a_direct_room_an_intake_lost_by_a_restart_is_said_to_be_lost_once(world: World, way: str) -> None:
    await world.say(ONE_LINE, room=DIRECT)
    preview = world.messenger.last(DIRECT)
    world.restart()
    for _ in range(2):
        if way == "click":
            world.messenger.authors[preview.handle] = "@relais:x"
            assert await world.click(preview.handle, "✅", room=DIRECT, sender=SOFIE)
        else:
            await world.say("ja", room=DIRECT)
    told = [one for one in world.messenger.spoken if one.to == DIRECT and one.said.stage == "agenda gone"]
    assert [one.thread_root for one in told] == [None]


async def test_moderators_accept_with_a_click_and_everybody_who_must_hear_of_it_does_once(world: World) -> None:
    card = await proposed(world)
    assert lines(world.last(COUNCIL))[0] == "Voorstel voor de agenda / Proposition pour l’agenda"
    assert world.agenda.between(NOW, NOW + timedelta(days=30)) == []
    assert await world.click(card, "✅")
    assert await world.click(card, "✅")
    (one,) = world.agenda.between(NOW, NOW + timedelta(days=30))
    assert (one.event.title_fr, one.zones) == ("Séance d'info dettes", ("noord",))
    assert world.hears(SOFIE) == [
        "“Infosessie schulden” staat op de agenda. Wijzigen of annuleren kan met “!agenda wijzig” of “!agenda annuleer”"
        " en een woord uit de titel."
    ]
    assert [text for text in world.hears() if text.startswith("Nieuw op de agenda / Nouveau à l’agenda")] == [
        world.last()
    ]
    assert world.messenger.edits[-1][1].endswith("✅ Aanvaard / ✅ Accepté")


@pytest.mark.parametrize("typed", [False, True], ids=["clicked", "typed"])
async def test_moderators_refuse_for_a_written_reason_that_the_proposer_reads_in_their_language(
    world: World, typed: bool
) -> None:
    await answers(
        world, ["!agenda nouveau Foire, 3 décembre 14h, Maison, organisateur: X, inscription: y@z.be", "-", "oui"]
    )
    card = world.messenger.last(COUNCIL).handle
    await world.click(card, "❌")
    assert "2️⃣ Het is niet bedoeld voor deze zone. / Cela ne s’adresse pas à ce bassin." in lines(world.last(COUNCIL))
    if typed:
        await world.say("2", room=COUNCIL, sender=MO, thread=card, mentions_bot=False)
    else:
        await world.click(world.messenger.last(COUNCIL).handle, "2️⃣")
    assert "Cela ne s’adresse pas à ce bassin." in world.last(SOFIE)
    assert await world.click(card, "✅")
    assert world.agenda.between(NOW, NOW + timedelta(days=30)) == []
    assert world.store.database.execute("SELECT state FROM agenda_proposals").fetchall() == [("refused",)]


async def test_only_moderators_of_the_zone_decide(world: World) -> None:
    card = await proposed(world)
    await world.click(card, "✅", sender=TOM)
    await world.click(card, "✅", room=NOORD)
    assert world.agenda.between(NOW, NOW + timedelta(days=30)) == []


async def test_a_zone_without_moderators_leaves_it_to_the_admins_and_without_those_says_so(world: World) -> None:
    del world.rooms.infos[COUNCIL]
    await answers(world, [ONE_LINE, "ja"])
    assert world.last(OFFICE).startswith("Voorstel voor de agenda")
    await world.click(world.messenger.last(OFFICE).handle, "✅", room=OFFICE, sender=ADMIN)
    assert len(world.agenda.between(NOW, NOW + timedelta(days=30))) == 1
    del world.rooms.infos[OFFICE]
    await answers(world, [ONE_LINE, "ja"])
    assert "nog geen moderator" in world.last()


async def test_what_looks_like_it_is_shown_before_it_is_proposed(world: World) -> None:
    world.announce(event("x", moment(12, 3, 10), title_nl="Infosessie over schulden"))
    await world.say(ONE_LINE)
    assert "Let op, dit lijkt hierop: Infosessie over schulden, donderdag 3 december, 10:00–12:00." in lines(
        world.last()
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (f"Overleg over {SURE}", "Hier staan gegevens in die naar een persoon kunnen leiden (naam)."),
        (f"Overleg {FAILS}", "Ik kon dit nu niet nakijken."),
    ],
)
async def test_the_whole_passes_the_guard_before_anything_is_kept(world: World, title: str, said: str) -> None:
    await answers(world, [ONE_LINE.replace("Infosessie schulden", title), "ja"])
    assert world.last().startswith(said)
    assert world.hears(COUNCIL) == []


async def test_doubtful_data_are_pointed_out_to_the_moderators(world: World) -> None:
    await answers(world, [ONE_LINE.replace("Infosessie schulden", f"Overleg {MAYBE}"), "ja"])
    assert "Kijk goed na of hier geen gegevens van een begeleide persoon in staan." in world.last(COUNCIL)


async def test_it_can_be_corrected_before_it_is_sent_and_dropped(world: World) -> None:
    root = await answers(world, [ONE_LINE, "plaats: Stadhuis, 1030 Schaarbeek; talen: nl en fr; herinnering: ja"])
    assert "Stadhuis, 1030 Schaarbeek" in world.last()
    assert "Nederlands, Frans / néerlandais, français" in world.last()
    assert "De dag ervoor komt er een herinnering." in lines(world.last())
    await world.say("hmm", thread=root)
    assert world.last().startswith("Dat begreep ik niet.")
    await world.say("stop", thread=root)
    assert world.last() == "Goed, ik stop ermee. Ik hou er niets van bij."
    await world.say("ja", thread=root)
    assert not world.handled


async def test_a_click_on_the_result_counts_from_its_author_only(world: World) -> None:
    await world.say(ONE_LINE)
    shown = world.messenger.last(NOORD).handle
    await world.click(shown, "✅", room=NOORD, sender=TOM)
    assert world.hears(COUNCIL) == []
    await world.click(shown, "✅", room=NOORD, sender=SOFIE)
    assert len(world.hears(COUNCIL)) == 1


async def test_what_a_person_fills_in_is_counted_and_dropped_at_their_word(world: World) -> None:
    [held] = world.feature.unfinished
    await world.say("!agenda nieuw", room=DIRECT)
    other = await world.say("!agenda nieuw", sender=TOM)
    assert (held.waiting_for(SOFIE), held.waiting_for(TOM)) == (1, 1)
    held.forget(SOFIE)
    assert (held.waiting_for(SOFIE), held.waiting_for(TOM)) == (0, 1)
    await world.say("waar kan iemand zonder papieren terecht", room=DIRECT)
    assert not world.handled  # neither an answer, nor told that something was lost
    await world.say("Infosessie", sender=TOM, thread=other)
    assert world.handled


async def test_what_nobody_goes_on_with_is_not_in_memory_after_its_time(world: World) -> None:
    [held] = world.feature.unfinished
    await world.at(NOW)
    await world.say("!agenda nieuw")
    world.now += timedelta(minutes=59)
    assert held.waiting_for(SOFIE) == 1
    world.now += timedelta(minutes=2)
    assert held.waiting_for(SOFIE) == 0


async def test_two_proposals_of_one_person_go_on_in_their_threads_and_in_a_direct_room_the_last_one_counts(
    world: World,
) -> None:
    first, second = await world.say("!agenda nieuw"), await world.say("!agenda nieuw")
    for thread in (first, second):
        await world.say("Infosessie", thread=thread)
        assert "Frans" in world.last()
    await world.say("!agenda nieuw", room=DIRECT)
    await world.say("!agenda nieuw", room=DIRECT)
    await world.say("stop", room=DIRECT)
    await world.say("waar kan iemand zonder papieren terecht", room=DIRECT)
    assert not world.handled


@pytest.mark.parametrize("how", ["restart", "too long"])
async def test_when_it_was_lost_the_person_is_told_once_to_begin_again(world: World, how: str) -> None:
    root = await world.say("!agenda nieuw")
    if how == "restart":
        world.restart()
    else:
        world.now += timedelta(hours=2)
    await world.say("Infosessie", thread=root)
    assert world.last().startswith("Waar we gebleven waren, weet ik niet meer")
    await world.say("De Brug", thread=root)
    assert not world.handled


async def test_after_a_restart_a_waiting_proposal_is_decided_as_before(world: World) -> None:
    card = await proposed(world)
    world.restart()
    await world.click(card, "✅")
    assert len(world.agenda.between(NOW, NOW + timedelta(days=30))) == 1
    assert len(world.hears(COUNCIL)) == 1


async def test_the_proposer_changes_through_the_moderators_and_a_moderator_at_once(world: World) -> None:
    await world.click(await proposed(world), "✅")
    await answers(world, ["!agenda wijzig infosessie, wanneer: 4 december 10u", "ja"])
    assert lines(world.last(COUNCIL))[0] == "Voorstel om dit te wijzigen / Proposition de modification"
    await world.click(world.messenger.last(COUNCIL).handle, "✅")
    assert "Gewijzigd: Infosessie schulden / Séance d'info dettes, vrijdag 4 december, 10:00–12:00" in world.last()
    await answers(world, ["!agenda wijzig schulden", "plaats: online", "ja"], sender=MO)
    (one,) = world.agenda.between(NOW, NOW + timedelta(days=30))
    assert (one.event.place, one.start) == ("online", moment(12, 4, 10))


async def test_a_moderator_cancels_one_date_of_a_feed_and_nobody_else_may(world: World) -> None:
    from dataclasses import replace

    from kb.events import Recurrence

    world.announce(replace(event("w", moment(11, 26, 9)), recurrence=Recurrence(rules=("FREQ=WEEKLY",))))
    await world.say("!agenda annuleer activiteit 3 december", sender=TOM)
    assert world.last().startswith("Ik vind geen activiteit die jij kan wijzigen")
    await answers(world, ["!agenda annuleer activiteit 3 december", "ja"], sender=MO)
    states = [(one.start, one.cancelled) for one in world.agenda.between(NOW, NOW + timedelta(days=14))]
    assert states == [(moment(11, 26, 9), False), (moment(12, 3, 9), True)]


async def test_of_several_events_the_number_tells_which(world: World) -> None:
    world.announce(event("a", moment(11, 26, 9)), event("b", moment(11, 27, 9)), event("c", moment(12, 1, 9)))
    await answers(world, ["!agenda annuleer activiteit", "9", "2", "ja"], sender=MO)
    assert [one.cancelled for one in world.agenda.between(NOW, NOW + timedelta(days=14))] == [False, True, False]


async def test_in_the_thread_of_a_post_the_event_need_not_be_named(world: World) -> None:
    world.announce(event("a", moment(11, 25, 9), remind=True), event("b", moment(11, 25, 14)))
    await world.at(moment(11, 24, 9))
    await world.say("!agenda annuleer", sender=MO, thread=world.messenger.last(NOORD).handle)
    assert "Activiteit a" in world.last()


async def test_a_proposal_that_nobody_answers_expires_and_its_maker_hears_of_it(world: World) -> None:
    await proposed(world)
    world.store.database.execute("UPDATE agenda_proposals SET made_at = ?", [NOW.timestamp() - 40 * 86400])
    tidy = next(job for job in world.feature.jobs if job.name == "agenda forgets")
    await tidy.run(world.now)
    await tidy.run(world.now)
    assert world.hears(SOFIE) == [
        "Op je voorstel voor “Infosessie schulden” kwam geen antwoord van de moderatoren. Je kan het opnieuw"
        " voorstellen, of je referentiepersoon aanspreken."
    ]


async def test_bot_sqlite_holds_no_word_of_a_proposal(world: World) -> None:
    await proposed(world)
    kept = "\n".join(str(tuple(row)) for table in world.store.database.table_names() for row in
                     world.store.database.execute(f"SELECT * FROM [{table}]").fetchall())  # fmt: skip
    assert "schulden" not in kept
    assert "Brug" not in kept


async def test_an_event_for_all_zones_goes_to_any_moderator(world: World) -> None:
    world.announce(event("dag", moment(11, 26, 9), zones=(REGION,)))
    await answers(world, ["!agenda annuleer dag", "ja"], sender=MO)
    assert world.agenda.between(NOW, NOW + timedelta(days=7))[0].cancelled
