"""Who is who in a zone, and a chosen language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cases.settings import Contact, Shift
from bot.ports import Rendered
from bot.render import hours
from bot.render.blocks import Block, Say, rendered
from bot.render.cases import contact_line
from bot.render.clean import NAME, clean
from bot.render.words import words_for
from kb.models import Lang, Zone


@dataclass(frozen=True, slots=True)
class ZonePeople:
    """Whom one can turn to in a zone. `on_duty` is the user id of the referral person on duty now; `unlisted` are
    referral persons by their room alone, where no roster says when."""

    zone: Zone
    referral: tuple[Shift, ...] = ()
    on_duty: str = ""
    moderators: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()


def who_is_who(lang: Lang, zones: Sequence[ZonePeople], helpdesks: Sequence[Contact]) -> Rendered:
    """A block per zone, then the helpdesks."""
    say, blocks = words_for(lang), list[Block]()
    for people in zones:
        zone = people.zone
        blocks.append(Say(say("frame-who-zone", zone=clean(zone.name(lang), NAME)), strong=True))
        if zone.contact_name and not people.referral:
            blocks.append(Say(_line(say("frame-who-contact"), zone.contact_name, zone.contact_phone)))
        if people.unlisted and not people.referral:
            blocks.append(Say(_line(say("frame-who-referral"), ", ".join(people.unlisted))))
        for shift in people.referral:
            role = "frame-who-substitute" if shift.substitute else "frame-who-referral"
            now = say("frame-who-now") if shift.user_id == people.on_duty else ""
            when = hours.in_words(shift.hours, lang)
            blocks.append(Say(_line(say(role), shift.name or shift.user_id, shift.phone, when, now)))
        if people.moderators:
            names = ", ".join(clean(name, NAME) for name in people.moderators)
            blocks.append(Say(f"{say('frame-who-moderators')} {names}"))
        if not (zone.contact_name or people.referral or people.unlisted or people.moderators):
            blocks.append(Say(say("frame-who-nobody")))
    if helpdesks:
        blocks.append(Say(say("frame-who-helpdesks"), strong=True))
        blocks += [Say(_with_hours(one, lang)) for one in helpdesks]
    return rendered(blocks or [Say(say("frame-who-nobody"))])


def said(lang: Lang, key: str, **values: str) -> Rendered:
    """One sentence."""
    return rendered([Say(words_for(lang)(key, **values))])


def _with_hours(one: Contact, lang: Lang) -> str:
    when = hours.in_words(one.hours, lang)
    return f"{contact_line(one)} · {when}" if when else contact_line(one)


def _line(role: str, *parts: str) -> str:
    return f"{role} " + " · ".join(clean(part, NAME) for part in parts if part)
