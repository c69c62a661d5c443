"""A draft -> an event, and an event with what somebody says is different. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.agenda_days import DAY
from bot.handlers.agenda_draft import Draft, labelled, timed, typed
from bot.handlers.agenda_hours import Hours
from kb.events import CHAT, Event, Moment
from kb.models import Lang


def event_of(draft: Draft, uid: str, region: ZoneInfo) -> Event:
    """The draft as an event. It must be complete. Without an end an event lasts as long as most do: two hours."""
    assert draft.first is not None
    assert draft.hours is not None
    start, end = _moments(draft.first, draft.last or draft.first, draft.hours, region)
    return Event(
        uid=uid,
        source=CHAT,
        start=start,
        end=end,
        title_nl=draft.title_nl,
        title_fr=draft.title_fr,
        description_nl=draft.description if draft.title_nl else "",
        description_fr=draft.description if draft.title_fr else "",
        place=draft.place,
        postal_code=draft.postal_code,
        zones=draft.zones,
        organiser_nl=draft.organiser,
        organiser_fr=draft.organiser,
        languages=draft.languages,
        audience=draft.audience,
        themes=draft.themes,
        price=draft.price,
        registration=draft.registration,
        full=draft.full,
        remind=draft.remind,
    )


def changed(event: Event, text: str, lang: Lang, today: date, region: ZoneInfo) -> Event | None:
    """The event with what a text says is different; None when it says nothing that can be understood."""
    before = _draft_of(event)
    after = typed(before, text, lang, today) if labelled(text) else timed(before, text, today)
    if after is None or after == before:
        return None
    made = event_of(after, event.uid, region)
    same_time = (after.first, after.last, after.hours) == (before.first, before.last, before.hours)
    return replace(
        event,
        start=event.start if same_time else made.start,
        end=event.end if same_time else _later_end(event, made, after),
        elapsed=event.elapsed and same_time,
        title_nl=made.title_nl,
        title_fr=made.title_fr,
        description_nl=made.description_nl if after.description != before.description else event.description_nl,
        description_fr=made.description_fr if after.description != before.description else event.description_fr,
        place=made.place,
        address=event.address if after.place == before.place else "",
        postal_code=event.postal_code if after.place == before.place else "",
        municipality_nl=event.municipality_nl if after.place == before.place else "",
        municipality_fr=event.municipality_fr if after.place == before.place else "",
        organiser_nl=event.organiser_nl if after.organiser == before.organiser else after.organiser,
        organiser_fr=event.organiser_fr if after.organiser == before.organiser else after.organiser,
        languages=made.languages,
        audience=made.audience,
        themes=made.themes,
        price=made.price,
        registration=made.registration,
        full=made.full,
        remind=made.remind,
    )


def _later_end(before: Event, made: Event, draft: Draft) -> Moment:
    """A new hour without an end keeps the length that the event had."""
    if draft.hours and draft.hours.start and draft.hours.end is None and isinstance(before.start, datetime):
        assert isinstance(before.end, datetime)
        assert isinstance(made.start, datetime)
        return made.start + (before.end.replace(tzinfo=None) - before.start.replace(tzinfo=None))
    return made.end


def _draft_of(event: Event) -> Draft:
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        hours = Hours(event.start.time(), event.end.time())
        first, last = event.start.date(), event.end.date()
    else:
        hours, first = Hours(None), event.start if not isinstance(event.start, datetime) else event.start.date()
        last = (event.end.date() if isinstance(event.end, datetime) else event.end) - DAY
    return Draft(
        title_nl=event.title_nl, title_fr=event.title_fr, first=first, last=last if last > first else None, hours=hours,
        place=event.place, postal_code=event.postal_code, organiser=event.organiser_nl or event.organiser_fr,
        registration=event.registration, price=event.price, languages=event.languages,
        description=event.description_nl or event.description_fr, audience=event.audience, themes=event.themes,
        remind=event.remind, full=event.full, zones=event.zones,
    )  # fmt: skip


def _moments(first: date, last: date, hours: Hours, region: ZoneInfo) -> tuple[Moment, Moment]:
    if hours.start is None:
        return first, last + DAY
    start = datetime.combine(first, hours.start, region)
    if hours.end is None:
        return start, start + timedelta(hours=2)
    end = datetime.combine(last, hours.end, region)
    return start, end if end > start else end + DAY
