"""Nothing certain was found: what was understood, one clarifying question, and a person. Never a dead end."""

from __future__ import annotations

from bot.render.asked import understood
from bot.render.blocks import Block, Say
from bot.render.clean import EMOJI, NAME, clean
from bot.render.context import RenderContext
from bot.render.words import Words, words_for
from kb.models import Answer

_CATEGORIES_OFFERED = 3


def unknown_blocks(answer: Answer, context: RenderContext) -> list[Block]:
    """At most three lines."""
    say = words_for(answer.lang)
    first = say("unknown" if answer.generation else "unknown-empty")
    told = understood(answer.understanding, context, answer.lang)
    if told:
        first = f"{first} {say('understood', what=', '.join(told))}"
    return [Say(first), Say(_clarify(answer, say)), Say(person(answer, context))]


def person(answer: Answer, context: RenderContext) -> str:
    """Who to ask: the person of the zone, or the colleagues in the room."""
    say, who = words_for(answer.lang), contact_of(answer, context)
    return say("person", contact=who) if who else say("person-neutral")


def contact_of(answer: Answer, context: RenderContext) -> str:
    """`Jo Peeters (zone Noord), 02 555 00 00`, or "" when nobody is configured."""
    places = [zone for place in answer.understanding.places for zone in place.zones]
    for zone_id in (*([context.zone] if context.zone else []), *places):
        zone = context.zones.get(zone_id)
        if zone is not None and zone.contact_name:
            key = "contact-zone" if zone.contact_phone else "contact-zone-no-phone"
            values = {"name": clean(zone.contact_name, NAME), "zone": clean(zone.name(answer.lang), NAME)}
            if zone.contact_phone:
                values["phone"] = clean(zone.contact_phone, NAME)
            return words_for(answer.lang)(key, **values)
    return ""


def _clarify(answer: Answer, say: Words) -> str:
    offered = [
        f"{clean(term.pictogram, EMOJI)} {clean(term.label(answer.lang), NAME)}".strip()
        for term in answer.nearest_categories[:_CATEGORIES_OFFERED]
    ]
    return say("clarify-categories", categories=say.join(offered)) if offered else say("clarify")
