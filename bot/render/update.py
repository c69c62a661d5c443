"""A correction in words: what changes from what to what, who confirms, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.ports import Rendered
from bot.render import languages
from bot.render.blocks import Say, rendered
from bot.render.clean import LINE, NAME, clean, web_address
from bot.render.context import BRUSSELS
from bot.render.notices import BOTH
from bot.render.service import address, week
from bot.render.when import day
from bot.render.words import words_for
from kb.layers import PLACES, Field, Values, unpacked
from kb.models import Capacity, Lang, Service

NUMBERS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣")
_QUOTE = 400
"""Characters of a remark that are passed on."""


def told(key: str, lang: Lang, **values: str) -> Rendered:
    """One sentence."""
    return rendered([Say(words_for(lang)(key, **values))])


def told_in_both(key: str, **values: str) -> Rendered:
    """One sentence in Dutch and in French, for whoever did not ask."""
    return rendered([Say(words_for(lang)(key, **values)) for lang in BOTH])


def about(key: str, service: Service) -> Rendered:
    """One sentence about a service, in Dutch and in French."""
    return rendered([Say(words_for(lang)(key, name=name_of(service, lang))) for lang in BOTH])


def full_name(service: Service, lang: Lang) -> str:
    """The name, with whose it is and where, so that two of the same name are told apart."""
    name, owner = service.text("name", lang)[0], service.text("organization", lang)[0]
    town = service.text("municipality", lang)[0]
    beside = ", ".join(part for part in (owner if owner.casefold() not in name.casefold() else "", town) if part)
    return clean(f"{name or owner or service.id} ({beside})" if beside else name or owner or service.id, LINE)


def name_of(service: Service, lang: Lang) -> str:
    """The name alone."""
    return clean(service.text("name", lang)[0] or service.text("organization", lang)[0] or service.id, NAME)


def which(services: Sequence[Service], lang: Lang) -> Rendered:
    """Which of these is meant."""
    say = words_for(lang)
    lines = [
        say("update-which-one", number=number, name=full_name(service, lang))
        for number, service in zip(NUMBERS, services, strict=False)
    ]
    return rendered([Say(say("update-which"), strong=True), *(Say(line) for line in lines)])


def which_of(services: Sequence[Service], lang: Lang) -> Rendered:
    """The name fits several: their full names, to be typed."""
    names = words_for(lang).join([full_name(service, lang) for service in services])
    return told("update-which-name", lang, names=names)


def unknown(name: str, near: Sequence[Service], lang: Lang) -> Rendered:
    """No service is called so; these come nearest."""
    shown = clean(name, NAME)
    if not near:
        return told("update-unknown", lang, name=shown)
    names = words_for(lang).join([full_name(service, lang) for service in near[:3]])
    return told("update-unknown-near", lang, name=shown, names=names)


class Changing(Protocol):
    """A change of one field, or the correction that was made of it."""

    @property
    def field(self) -> Field: ...

    @property
    def values(self) -> Values: ...


def shown(service: Service, changes: Sequence[Changing], lang: Lang) -> list[Say]:
    """`Kameleon – openingsuren: ma–vr 9:00–17:00 → ma–vr 9:00–12:00`; further changes without the name."""
    say, lines = words_for(lang), list[Say]()
    for one in changes:
        old, after = in_words(service, one.field, lang), replace(service, **unpacked(one.values))
        new, name = in_words(after, one.field, lang, one.values), {} if lines else {"name": full_name(service, lang)}
        key = "update-change-further" if lines else "update-change"
        lines.append(Say(say(key, **name, field=say(f"update-field-{one.field}"), old=old, new=new), strong=True))
    return lines


def change(service: Service, changes: Sequence[Changing], lang: Lang, then: str) -> Rendered:
    """The changes, and what is to be done about them (the sentence `then`)."""
    return rendered([*shown(service, changes, lang), Say(then)])


def change_in_both(service: Service, changes: Sequence[Changing], key: str) -> Rendered:
    """The same for those who did not ask: first what it is, in Dutch and in French."""
    blocks: list[Say] = []
    for lang in BOTH:
        blocks += [Say(words_for(lang)(key)), *shown(service, changes, lang)]
    return rendered([*blocks])


def same(service: Service, changes: Sequence[Changing], lang: Lang) -> Rendered:
    """The record says so already."""
    say, name, lines = words_for(lang), name_of(service, lang), list[Say]()
    for one in changes:
        new = in_words(replace(service, **unpacked(one.values)), one.field, lang, one.values)
        lines.append(Say(say("update-same", name=name, field=say(f"update-field-{one.field}"), new=new)))
    return rendered([*lines])


def live(now: datetime, until: datetime | None, lang: Lang) -> str:
    """A report that is in force already, with its date and its end."""
    end = day((until or now).astimezone(BRUSSELS).date(), lang)
    return words_for(lang)("update-live", date=day(now.astimezone(BRUSSELS).date(), lang), until=end)


def remark(service: Service | None, text: str) -> Rendered:
    """What somebody says about a service, for those who keep it right; in both languages around the quotation."""
    quote = clean(text, _QUOTE)
    blocks: list[Say] = []
    for lang in BOTH:
        say = words_for(lang)
        if service is None:
            blocks.append(Say(say("update-remark-nameless", text=quote)))
            continue
        named = full_name(service, lang)
        blocks.append(Say(say("update-remark", name=named, text=quote)))
        blocks.append(Say(say("update-remark-how", name=name_of(service, lang))))
    return rendered([*blocks])


def in_words(service: Service, of: Field, lang: Lang, values: Values | None = None) -> str:
    """What a record says in one field; `values` are those of a correction, which knows the number of places."""
    say = words_for(lang)
    match of:
        case Field.HOURS:
            text = week(service, lang)
        case Field.PHONE:
            text = clean(service.phone, NAME)
        case Field.EMAIL:
            text = clean(service.email, NAME)
        case Field.WEBSITE:
            text = clean(web_address(service.website), NAME)
        case Field.ADDRESS:
            text = address(service, lang)
        case Field.LANGUAGES:
            text = languages.names(service.languages, lang)
        case Field.STATUS:
            text = say(f"update-status-{service.status}")
        case Field.VERIFIED:
            text = day(service.last_verified, lang) if service.last_verified else ""
        case Field.CAPACITY:
            text = _capacity(service, lang, values)
    return text or say("update-none")


def _capacity(service: Service, lang: Lang, values: Values | None) -> str:
    say = words_for(lang)
    if values and values.get(PLACES) is not None:
        return say("update-places", places=int(values[PLACES]))
    weeks = service.waiting_weeks
    if weeks and service.capacity in (Capacity.WAITING_LIST, Capacity.SATURATED):
        return say(f"capacity-{service.capacity}-weeks", weeks=weeks)
    return say(f"capacity-{service.capacity}")
