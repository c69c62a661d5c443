"""Events as lines: what, when, where, by whom, in which languages, for how much, and how to register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.agenda_days import Period
from bot.ports import Rendered
from bot.render import languages
from bot.render.agenda_when import period, when_in
from bot.render.blocks import Block, Say, ServiceBlock, rendered
from bot.render.clean import LINE, NAME, clean, web_address
from bot.render.notices import BOTH
from bot.render.words import words_for
from kb.events import PROFESSIONALS, Event, EventStatus, Occurrence
from kb.models import Lang, Zone

PICTOGRAM = "📅"
_FREE = frozenset({"0", "gratis", "gratuit", "free", "0 €", "€ 0", "€0", "0€", "0 eur", "0,00", "0.00", "gratuite"})
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of what was found. `rest` is how many more there are; `further`: of what was asked for earlier.
    `narrowed`: not everything was asked for; `about`: more than a time was. `interest` counts by occurrence id."""

    own: tuple[Occurrence, ...] = ()
    others: tuple[Occurrence, ...] = ()
    rest: int = 0
    period: Period | None = None
    loosened: bool = False
    coming: Occurrence | None = None
    narrowed: bool = False
    about: bool = False
    further: bool = False
    interest: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads: `lang` (None: not known, both languages), which day it is, and the zones there are."""

    lang: Lang | None
    today: date
    zones: Mapping[str, Zone] = field(default_factory=dict)

    @property
    def langs(self) -> tuple[Lang, ...]:
        return (self.lang,) if self.lang else BOTH


def agenda_page(page: Page, reading: Reading) -> Rendered:
    """A list of events, or that there are none and what comes next."""
    if not page.own and not page.others:
        return rendered(_nothing(page, reading))
    blocks: list[Block] = []
    if page.own or page.period:
        blocks.append(_say(reading, _title_key(page), _when_values(page, reading), strong=True))
    if page.loosened:
        blocks.append(_say(reading, "agenda-loosened"))
    blocks += [event_block(one, reading, page.interest.get(one.id, 0)) for one in page.own]
    if page.others:
        blocks.append(_say(reading, "agenda-others" if page.own or page.further else "agenda-others-only", strong=True))
        blocks += [
            event_block(one, reading, page.interest.get(one.id, 0), zone=_zone_name(one, reading))
            for one in page.others
        ]
    if page.rest:
        blocks.append(_say(reading, "agenda-rest", count=page.rest))
    return rendered(blocks)


def agenda_said(reading: Reading, key: str, **values: str | int) -> Rendered:
    """One sentence, in the reader's language or in both."""
    return rendered([Say(joined(words_for(lang)(key, **values) for lang in reading.langs))])


def event_block(one: Occurrence, reading: Reading, interest: int = 0, *, zone: str = "") -> ServiceBlock:
    """One event on three lines."""
    event = one.event
    return ServiceBlock(PICTOGRAM, title(event, reading), _marks(one, reading), _facts(one, reading, interest, zone))


def title(event: Event, reading: Reading) -> str:
    """In the reader's language if there is one; in both for a reader of both."""
    if reading.lang is None:
        return clean(" / ".join(dict.fromkeys(filter(None, (event.title_nl, event.title_fr)))), 2 * NAME)
    return clean(event.text("title", reading.lang)[0] or "?", NAME)


def place_of(event: Event, *langs: Lang) -> str:
    """`Wijkhuis De Brug, Dorpsstraat 9, 1030 Schaarbeek`, as far as known and nothing twice."""
    towns = [event.text("municipality", lang)[0] for lang in langs]
    parts: list[str] = []
    for part in (event.place.strip(), event.address.strip()):
        if part and part.casefold() not in ", ".join(parts).casefold():
            parts = [kept for kept in parts if kept.casefold() not in part.casefold()] + [part]
    said = ", ".join(parts).casefold()
    if not any(town and town.casefold() in said for town in towns):
        parts.append(f"{event.postal_code if event.postal_code not in said else ''} {joined(towns)}".strip())
    return clean(", ".join(filter(None, parts)), LINE)


def price_of(event: Event, lang: Lang) -> str:
    """ "gratis / gratuit" and "0" in the reader's word; anything else as it was announced."""
    parts = [part.strip() for part in event.price.split(" / ")]
    text = parts[0 if lang == "nl" else -1]
    if text.casefold() in _FREE:
        return words_for(lang)("agenda-free")
    return clean(text, _SHORT)


def registration_of(event: Event) -> str:
    """Where to register: a plain address, a telephone number, an e-mail address, or what was announced."""
    said = event.registration.strip()
    return web_address(said) or clean(said, LINE)


def joined(values: Iterable[str]) -> str:
    """The same in several languages, once where they are alike."""
    return " / ".join(dict.fromkeys(value for value in values if value))


def _facts(one: Occurrence, reading: Reading, interest: int, zone: str) -> tuple[str, ...]:
    event, langs = one.event, reading.langs
    first = [when_in(one, langs, reading.today), place_of(event, *langs)]
    second = [joined(clean(event.text("organiser", lang)[0], NAME) for lang in langs), _spoken(event, langs)]
    second += [joined(price_of(event, lang) for lang in langs), zone]
    where = registration_of(event)
    if where and not one.cancelled:
        second.append(joined(words_for(lang)("agenda-register", where=where) for lang in langs[:1]))
    if interest and not one.cancelled:
        second.append(f"👍 {interest}")
    return tuple(line for line in (" · ".join(filter(None, first)), " · ".join(filter(None, second))) if line)


def _spoken(event: Event, langs: Sequence[Lang]) -> str:
    codes = tuple(code.casefold()[:2] for code in event.languages)
    return joined(languages.names(codes, lang) for lang in langs) if codes else ""


def _marks(one: Occurrence, reading: Reading) -> str:
    """In which language a title is, when it is not the reader's; and what a reader must know at once."""
    event, marks = one.event, list[str]()
    if reading.lang is not None and event.title_nl != event.title_fr:
        found = event.text("title", reading.lang)[1]
        if found != reading.lang:
            marks.append(words_for(reading.lang)(f"in-{found}"))
    keys = []
    if one.cancelled:
        keys.append("agenda-cancelled")
    elif event.status is EventStatus.TENTATIVE:
        keys.append("agenda-tentative")
    if event.full and not one.cancelled:
        keys.append("agenda-full")
    if event.audience and set(event.audience) <= {PROFESSIONALS} and not one.cancelled:
        keys.append("agenda-professionals")
    marks += [joined(f"({words_for(lang)(key)})" for lang in reading.langs) for key in keys]
    return " ".join(marks)


def _zone_name(one: Occurrence, reading: Reading) -> str:
    known = [reading.zones[zone] for zone in one.zones if zone in reading.zones]
    names = {lang: clean(", ".join(zone.name(lang) for zone in known), NAME) for lang in reading.langs}
    return joined(words_for(lang)("agenda-zone", zone=name) for lang, name in names.items()) if known else ""


def _title_key(page: Page) -> str:
    if page.further:
        return "agenda-title-further"
    return "agenda-title-period" if page.period else "agenda-title-coming"


def _when_values(page: Page, reading: Reading) -> Mapping[Lang, dict[str, str]]:
    if page.period is None or page.further:
        return {}
    return {lang: {"period": period(page.period, lang, reading.today)} for lang in reading.langs}


def _nothing(page: Page, reading: Reading) -> list[Block]:
    key = "agenda-none" if page.narrowed else "agenda-empty"
    if page.period:
        key = "agenda-none-period-about" if page.about else "agenda-none-period"
    blocks: list[Block] = [_say(reading, key, _when_values(page, reading))]
    if page.coming:
        blocks += [_say(reading, "agenda-next", strong=True), event_block(page.coming, reading)]
    elif key != "agenda-empty":
        blocks.append(_say(reading, "agenda-propose"))
    return blocks


def _say(
    reading: Reading, key: str, each: Mapping[Lang, dict[str, str]] | None = None, *, strong: bool = False,
    count: int | None = None,
) -> Say:  # fmt: skip
    values: dict[str, int] = {} if count is None else {"count": count}
    return Say(joined(words_for(lang)(key, **values, **(each or {}).get(lang, {})) for lang in reading.langs), strong)
