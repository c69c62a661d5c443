"""Records that nobody looked at for long, in words: the list per owner, and the monthly question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ports import Rendered
from bot.render import hours
from bot.render.blocks import Say, rendered
from bot.render.clean import LINE, NAME, clean
from bot.render.notices import BOTH
from bot.render.service import address
from bot.render.update import full_name
from bot.render.when import day
from bot.render.words import words_for
from kb.models import Lang, Service

PER_OWNER, OWNERS = 8, 12
"""Lines that somebody reads; of the rest the number is said."""


@dataclass(frozen=True, slots=True)
class Owned:
    """Records of one owner; `user` "" for those of nobody, or of the reader."""

    user: str
    services: tuple[Service, ...]


def stale_list(owned: Sequence[Owned], lang: Lang, months: int) -> Rendered:
    """Per owner the records not verified for `months`, the longest ago first."""
    say = words_for(lang)
    if not owned:
        return rendered([Say(say("update-stale-none", months=months))])
    count = len({service.id for one in owned for service in one.services})
    blocks = [Say(say("update-stale-title", count=count, months=months), strong=True)]
    several = len(owned) > 1 or bool(owned[0].user)
    for one in owned[:OWNERS]:
        if several:
            who = clean(one.user, NAME) or say("update-stale-nobody")
            blocks.append(Say(say("update-stale-owner", who=who, count=len(one.services)), strong=True))
        blocks += [Say(_line(service, lang)) for service in one.services[:PER_OWNER]]
        if len(one.services) > PER_OWNER:
            blocks.append(Say(say("update-stale-more", count=len(one.services) - PER_OWNER)))
    if len(owned) > OWNERS:
        blocks.append(Say(say("update-stale-more-owners", count=len(owned) - OWNERS)))
    return rendered([*blocks, Say(say("update-stale-how"))])


def still_right(service: Service) -> Rendered:
    """Is this record still right? In Dutch and French; with what it says of the things that change most."""
    blocks: list[Say] = []
    for lang in BOTH:
        say = words_for(lang)
        since = day(service.last_verified, lang) if service.last_verified else say("update-none")
        blocks.append(Say(say("update-still", name=full_name(service, lang), since=since), strong=True))
        week = hours.in_words(service.opening_hours, lang)
        facts = (address(service, lang), clean(service.phone, NAME), clean(service.email, NAME), clean(week, NAME))
        blocks.append(Say(" · ".join(fact for fact in facts if fact) or say("update-none")))
        blocks.append(Say(say("update-still-how")))
    return rendered([*blocks])


def _line(service: Service, lang: Lang) -> str:
    say = words_for(lang)
    since = day(service.last_verified, lang) if service.last_verified else say("update-none")
    return say("update-stale-line", name=full_name(service, lang), since=since, id=clean(service.id, LINE))
