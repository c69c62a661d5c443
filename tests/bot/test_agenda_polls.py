"""A poll for a date: what is offered, whose votes count, how it closes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Related
from tests.bot.agenda_world import DIRECT, MO, NOORD, NOW, SOFIE, TOM, World, knowledge, lines, moment, world

__all__ = ["knowledge", "world"]

FIRST, SECOND, THIRD = "20261201T1200-1400", "20261201T1800-2000", "20261203T1000-1200"


async def opened(world: World) -> str:
    """A poll, and the message that asked for it."""
    asked = await world.say("!peiling Overleg winterplan: 1 december, 3 december 10u")
    world.messenger.authors[asked] = SOFIE
    return asked


def vote(world: World, asked: str, *votes: tuple[str, list[str], int], stable: bool = False) -> None:
    """Votes as the homeserver has them: who, what, and so many minutes after the poll."""
    found = []
    for n, (who, names, minutes) in enumerate(votes):
        content: dict[str, object] = {"org.matrix.msc3381.poll.response": {"answers": names}}
        if stable:
            content = {"m.selections": names}
        kind = "m.poll.response" if stable else "org.matrix.msc3381.poll.response"
        found.append(Related(f"$vote{n}", who, kind, content, NOW + timedelta(minutes=minutes)))
    world.messenger.relations[(f"$poll {asked} poll {NOORD}", "m.reference")] = tuple(found)


async def test_a_poll_offers_lunch_and_evening_in_both_languages_and_everybody_may_choose_several(world: World) -> None:
    await opened(world)
    ((room, kind, content),) = world.messenger.events
    start = content["org.matrix.msc3381.poll.start"]
    assert isinstance(start, dict)
    assert (room, kind) == (NOORD, "org.matrix.msc3381.poll.start")
    assert start["question"]["org.matrix.msc1767.text"] == "Overleg winterplan"
    assert (start["max_selections"], [one["id"] for one in start["answers"]]) == (3, [FIRST, SECOND, THIRD])
    assert start["answers"][0]["org.matrix.msc1767.text"] == "dinsdag 1 december / mardi 1er décembre, 12:00–14:00"
    assert content["m.mentions"] == {}
    assert "Ze sluit op dinsdag 1 december om 10:00" in world.last()


@pytest.mark.parametrize("stable", [False, True], ids=["as clients send it", "as specified"])
async def test_the_last_vote_of_each_person_counts_and_the_result_is_said_once(world: World, stable: bool) -> None:
    asked = await opened(world)
    votes = [("@a:x", [FIRST, THIRD], 1), ("@b:x", [THIRD, "nonsense"], 2), ("@a:x", [SECOND], 3), ("@c:x", [THIRD], 4)]
    vote(world, asked, *votes, stable=stable)
    await world.at(moment(12, 1, 9, 59))
    assert len(world.messenger.events) == 1
    for minutes in (0, 1, 2):
        world.restart()
        await world.at(moment(12, 1, 10, minutes))
    end = world.messenger.events[1:]
    assert [kind for _, kind, _ in end] == ["org.matrix.msc3381.poll.end"]
    assert end[0][2]["m.relates_to"] == {"rel_type": "m.reference", "event_id": f"$poll {asked} poll {NOORD}"}
    assert lines(world.last())[:3] == [
        "De peiling is gesloten, 3 mensen stemden / Le sondage est fermé, 3 personnes ont voté",
        "✅ donderdag 3 december / jeudi 3 décembre, 10:00–12:00: 2",
        "dinsdag 1 december / mardi 1er décembre, 18:00–20:00: 1",
    ]
    assert world.hears().count(world.last()) == 1


@pytest.mark.parametrize(
    ("who", "closes"), [(SOFIE, True), (MO, True), (TOM, False)], ids=["the asker", "a moderator", "somebody else"]
)
async def test_whoever_asked_or_a_moderator_closes_it_earlier(world: World, who: str, closes: bool) -> None:
    asked = await opened(world)
    await world.say("!peiling stop", sender=who, thread=asked)
    assert ("niemand stemde" in world.last()) is closes
    assert ("geen open peiling" in world.last()) is not closes


async def test_while_the_homeserver_does_not_tell_the_votes_the_poll_stays_open(world: World) -> None:
    asked = await opened(world)
    world.messenger.relations[(f"$poll {asked} poll {NOORD}", "m.reference")] = None  # type: ignore[assignment]
    await world.at(moment(12, 1, 10))
    assert len(world.messenger.events) == 1
    vote(world, asked, ("@a:x", [FIRST], 1))
    await world.at(moment(12, 1, 10, 1))
    assert "1 persoon stemde" in world.last()


async def test_a_poll_needs_others_who_read(world: World) -> None:
    await world.say("!sondage lundi, mardi", room=DIRECT)
    assert world.messenger.events == []
    assert world.last(DIRECT).startswith("Un sondage se fait dans le salon")


async def test_one_moment_is_nothing_to_choose_from(world: World) -> None:
    await world.say("!poll team lunch: 1 December at 12:00")
    assert world.messenger.events == []
    assert "two or more days" in world.last()
