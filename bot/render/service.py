"""A service, as lines: what it is, where, when, for whom, how full, how fresh."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from bot.render import hours, languages
from bot.render.blocks import ServiceBlock
from bot.render.clean import EMOJI, NAME, clean, first_sentence, web_address
from bot.render.context import RenderContext
from bot.render.update_notes import corrected, free_places, zone_details
from bot.render.when import day, moment, opening, then
from bot.render.words import words_for
from kb.models import REGION, Attribute, Capacity, Lang, Service, ServiceHit, Status, Window
from kb.understand.languages import as_asked

# What a service is for is one short line; the rest is a phone call away.
_PHONE, _HOURS, _PURPOSE, _LEAST_PURPOSE, _CONDITIONS = 40, 90, 90, 25, 80
_TORN = 12
"""A sentence that is so little too long stays whole: its last word is worth more than the room."""
WIDTH = 120
"""Characters of a line: three lines of a phone."""
SEPARATOR = " · "
_FULL = frozenset((Attribute.CAPACITY, Attribute.WAITING))

_BEFORE_COLON = re.compile(r"\s?:\s")
"""What stands behind a colon in a name says what it is: "De Lantaarn: bed voor de nacht"."""
_NO_CONDITIONS = frozenset({"geen", "aucune", "aucun", "none", "-", "/"})
"""What repertories write where there is nothing to say."""


def service_block(
    hit: ServiceHit,
    context: RenderContext,
    lang: Lang,
    *,
    compact: bool,
    brief: bool = False,
    window: Window | None = None,
    wanted: Sequence[str] = (),
    told: Collection[Attribute] = (),
) -> ServiceBlock:
    """The block of one service; `compact` uses as few lines as its facts fit on, `brief` one: where, how to reach it,
    when, how full. `window` is the time asked for,
    `wanted` are the languages asked for, `told` the facts that the direct answer above says already."""
    service = hit.service
    name = clean(service.text("name", lang)[0] or service.text("organization", lang)[0] or service.id, NAME)
    where = _present(
        [
            _place(hit, context, lang),
            _speaks(service, wanted, lang),
            "" if Attribute.ADDRESS in told else address(service, lang),
            "" if Attribute.PHONE in told else contact(service),
            _week_text(service, lang) if Attribute.OPEN_NOW in told else hours_of(hit, context, lang, window),
        ]
    )
    if brief:
        line = _one_line([*where, _state(hit, lang)])
        return ServiceBlock(pictogram(service, context), name, _about(service, lang, WIDTH - len(name)), (line,))
    full = "" if _FULL.intersection(told) else free_places(service, context, lang) or capacity(hit, lang)
    terms = "" if Attribute.CONDITIONS in told else _conditions(service, lang)
    dates = _checked(hit, context, lang, capacity_told=bool(full or _FULL.intersection(told)))
    terms_and_dates = _present([terms, full, dates, corrected(service, context, lang)])
    facts = _lines(where + terms_and_dates) if compact else (*_lines(where), *_lines(terms_and_dates))
    facts += zone_details(service, context, lang)
    return ServiceBlock(
        pictogram=pictogram(service, context), name=name, about=_about(service, lang, WIDTH - len(name)), facts=facts
    )


def _one_line(facts: list[str]) -> str:
    """As many of the last facts as fit: how to reach it, when and how full stand at the end."""
    while len(facts) > 1 and len(SEPARATOR.join(facts)) > WIDTH:
        facts = facts[1:]
    return SEPARATOR.join(facts)


def _lines(facts: list[str]) -> tuple[str, ...]:
    """Facts on as few lines as a phone shows them well on."""
    lines: list[str] = []
    for fact in facts:
        if lines and len(lines[-1]) + len(SEPARATOR) + len(fact) <= WIDTH:
            lines[-1] += SEPARATOR + fact
        else:
            lines.append(fact)
    return tuple(lines)


def pictogram(service: Service, context: RenderContext) -> str:
    """The emoji of the first category that has one."""
    known = (context.terms[code].pictogram for code in service.categories if code in context.terms)
    return next((clean(emoji, EMOJI) for emoji in known if emoji), "")


def called(service: Service, lang: Lang, words: tuple[str, ...] = ()) -> str:
    """How people call a service: by its organisation or by its name, whichever has more of the `words` they used."""
    organization, name = service.text("organization", lang)[0], service.text("name", lang)[0]
    spoken = {word.casefold() for word in words}

    def overlap(text: str) -> int:
        return len(spoken & set(re.findall(r"\w+", text.casefold())))

    said = max(organization, name, key=overlap) or organization or name or service.id
    return clean(_BEFORE_COLON.split(said)[0] or said, NAME)


def address(service: Service, lang: Lang) -> str:
    """`Ribaucourtstraat 12, 1080 Sint-Jans-Molenbeek`, as far as known."""
    street = f"{service.text('street', lang)[0]} {service.house_number}".strip()
    town = f"{service.postal_code} {service.text('municipality', lang)[0]}".strip()
    return clean(", ".join(part for part in (street, town) if part))


def contact(service: Service) -> str:
    """The phone, else the e-mail address, else the website."""
    return clean(service.phone, _PHONE) or clean(service.email, NAME) or clean(web_address(service.website))


def hours_of(hit: ServiceHit, context: RenderContext, lang: Lang, window: Window | None = None) -> str:
    """Open or closed, until when; or in the time asked for where that lies ahead; of a service that stopped, that."""
    say = words_for(lang)
    if hit.service.status is Status.CLOSED:
        return say("stopped")
    if hit.opening.state == "unknown" and hit.service.opening_hours.strip():
        return say("hours-text", hours=week(hit.service, lang))
    if window is not None and window.ahead and hit.then is not None:
        when = moment(window, context.timezone, lang)
        hours = then(hit.then, context.timezone, lang)
        return say("then-open", when=when, hours=hours) if hours else say("then-closed", when=when)
    return opening(hit.opening, context.now, context.timezone, lang)


def _week_text(service: Service, lang: Lang) -> str:
    """The hours of the whole week, beside an answer about one moment."""
    hours_told = week(service, lang)
    return words_for(lang)("hours-text", hours=hours_told) if hours_told else ""


def week(service: Service, lang: Lang) -> str:
    """The opening hours of the whole week, in words."""
    return clean(hours.in_words(service.opening_hours, lang), _HOURS)


def capacity(hit: ServiceHit, lang: Lang) -> str:
    """How full, with the date of that information; unknown is said, never shown as open."""
    say, service = words_for(lang), hit.service
    if hit.capacity is Capacity.UNKNOWN:
        return say("capacity-unknown")
    weeks = service.waiting_weeks
    if weeks and hit.capacity is not Capacity.OPEN:
        state = say(f"capacity-{hit.capacity}-weeks", weeks=weeks)
    else:
        state = say(f"capacity-{hit.capacity}")
    return say("capacity-dated", state=state, date=day(service.capacity_date, lang)) if service.capacity_date else state


def _state(hit: ServiceHit, lang: Lang) -> str:
    """How full, without weeks and date."""
    return words_for(lang)(f"capacity-{hit.capacity}")


def verified(service: Service, context: RenderContext, lang: Lang) -> str:
    """When the record was last checked, and plainly so when that is long ago."""
    say, when = words_for(lang), service.last_verified
    if when is None:
        return say("verified-unknown")
    stale = _months_between(when, context.now.astimezone(context.timezone).date()) >= context.stale_months
    return say("verified-stale" if stale else "verified", date=day(when, lang))


def other_language(text_lang: Lang, lang: Lang) -> str:
    """` (in het Frans)` behind a text that is not in the reader's language, else nothing."""
    return "" if text_lang == lang else f" {words_for(lang)(f'in-{text_lang}')}"


def _checked(hit: ServiceHit, context: RenderContext, lang: Lang, *, capacity_told: bool) -> str:
    """When the record was checked, unless the date of its capacity, just told, says the same."""
    service = hit.service
    dated = capacity_told and hit.capacity is not Capacity.UNKNOWN
    return "" if dated and service.last_verified == service.capacity_date else verified(service, context, lang)


def _about(service: Service, lang: Lang, room: int) -> str:
    """Whose it is and what it is for, in about `room` characters."""
    organization, name = service.text("organization", lang)[0], service.text("name", lang)[0]
    description, description_lang = service.text("description", lang)
    told = not name or organization.casefold() in name.casefold()
    owner = "" if told else f"({clean(organization, NAME)})"
    suffix = other_language(description_lang, lang)
    left = min(_PURPOSE, room - len(owner) - len(suffix) - len(" – "))
    whole = first_sentence(description, left + _TORN)
    most = left if whole.endswith("…") else left + _TORN
    purpose = clean(first_sentence(description, most), most) if left >= _LEAST_PURPOSE else ""
    return " ".join(part for part in (owner, f"– {purpose}{suffix}" if purpose else "") if part)


def _conditions(service: Service, lang: Lang) -> str:
    text, text_lang = service.text("conditions", lang)
    shown = clean(text, _CONDITIONS)
    if shown.casefold().rstrip(".") in _NO_CONDITIONS:
        return ""
    return words_for(lang)("conditions", text=shown + other_language(text_lang, lang)) if shown else ""


def _place(hit: ServiceHit, context: RenderContext, lang: Lang) -> str:
    """Where it is, for a service outside the asker's zone."""
    if hit.in_zone:
        return ""
    if hit.zone == REGION:
        return words_for(lang)("zone-region")
    zone = context.zones.get(hit.zone)
    return words_for(lang)("zone-other", zone=clean(zone.name(lang), NAME)) if zone else ""


def _speaks(service: Service, wanted: Sequence[str], lang: Lang) -> str:
    """Which of the languages asked for are spoken there."""
    spoken = as_asked([code for code in wanted if code in service.languages])
    return words_for(lang)("speaks", languages=languages.names(spoken, lang)) if spoken else ""


def _months_between(earlier: date, later: date) -> int:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def _present(parts: list[str]) -> list[str]:
    return [part for part in parts if part]
