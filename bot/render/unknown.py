"""Nothing certain was found: what was understood, one clarifying question, and a person. Never a dead end.

What was understood is told from recognised codes only, never from the asker's own words: the reply waits in the
outbox table, and no table holds a message's text.
"""

from __future__ import annotations

from bot.render import languages
from bot.render.blocks import Block, Say
from bot.render.clean import EMOJI, NAME, clean
from bot.render.context import RenderContext
from bot.render.words import Words, words_for
from kb.models import Answer, Lang, Place, Understanding

_CATEGORIES_OFFERED = 3


def unknown_blocks(answer: Answer, context: RenderContext) -> list[Block]:
    """At most three lines."""
    say = words_for(answer.lang)
    first = say("unknown" if answer.generation else "unknown-empty")
    understood = _understood(answer.understanding, say)
    if understood:
        first = f"{first} {say('understood', what=understood)}"
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


def place_name(place: Place, lang: Lang) -> str:
    """A place in the reader's language; labels hold both ("Elsene / Ixelles"), Dutch first."""
    dutch, _, french = place.label.partition(" / ")
    return clean(dutch if lang == "nl" or not french else french, NAME)


def _understood(understanding: Understanding, say: Words) -> str:
    parts = [say("understood-place", place=place_name(place, say.lang)) for place in understanding.places]
    if understanding.languages:
        parts.append(say("understood-languages", languages=languages.names(understanding.languages, say.lang)))
    if understanding.window and say.has(f"window-{understanding.window.label}"):
        parts.append(say("understood-window", when=say(f"window-{understanding.window.label}")))
    parts += [say(f"access-{code}") for code in understanding.access if say.has(f"access-{code}")]
    parts += [say("understood-wheelchair")] if understanding.wheelchair else []
    parts += [say("understood-home_visit")] if understanding.home_visit else []
    return ", ".join(parts)


def _clarify(answer: Answer, say: Words) -> str:
    offered = [
        f"{clean(term.pictogram, EMOJI)} {clean(term.label(answer.lang), NAME)}".strip()
        for term in answer.nearest_categories[:_CATEGORIES_OFFERED]
    ]
    return say("clarify-categories", categories=say.join(offered)) if offered else say("clarify")
