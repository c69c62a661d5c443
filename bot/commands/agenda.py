"""`relais agenda`: what is in the agenda, for a person, a script or a calendar program."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.agenda_files import PAST_KEPT, write_calendars
from bot.commands.invocation import Invocation, of

if TYPE_CHECKING:
    from kb.agenda import Agenda
    from kb.events import Moment, Occurrence

DAYS_SHOWN = 31
"""Days shown when --to is not given."""


def agenda(
    context: typer.Context,
    zone: Annotated[str | None, typer.Option(help="Only what is for this zone or for all of them.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day (ISO 8601); default: today.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, included; default: a month after.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the dates as JSON.")] = False,
    as_ics: Annotated[bool, typer.Option("--ics", help="Print a calendar file of what is public.")] = False,
    write: Annotated[Path | None, typer.Option(help="Write one public calendar file per zone into a folder.")] = None,
) -> None:
    """What is in the agenda."""
    if as_json and as_ics:
        raise typer.BadParameter("--json and --ics exclude each other.")
    invocation = of(context)
    region = ZoneInfo(invocation.config.answers.timezone)
    known = invocation.config.zones
    if zone is not None and zone not in known:
        raise typer.BadParameter(f"{zone!r} is not a zone; known: {', '.join(known)}.", param_hint="--zone")
    start = day(since, "--from", region) if since else _midnight(invocation.now.astimezone(region).date(), region)
    end = day(until, "--to", region, last=True) if until else start + timedelta(days=DAYS_SHOWN)
    if end <= start:
        raise typer.BadParameter("--to lies before --from.")
    agenda = _open(invocation)
    try:
        if write is not None:
            for path in write_calendars(agenda, invocation.config.knowledge.zones, write, invocation.now):
                print(path)
        elif as_ics:
            begin = start if since else invocation.now - PAST_KEPT
            sys.stdout.write(_calendar(agenda, invocation, zone, begin, end if until else None))
        else:
            found = agenda.between(start, end, zone)
            print(json.dumps([as_dict(o) for o in found], ensure_ascii=False)) if as_json else _list(found)
    finally:
        agenda.close()


def day(text: str, option: str, region: ZoneInfo, *, last: bool = False) -> datetime:
    """A day or moment given as an option, as a moment; the `last` day is included, so that is the midnight after it."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if not 1970 <= moment.year < 2200:
            raise ValueError("the year lies outside 1970-2199")
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day, such as 2026-11-22.", param_hint=option) from None
    if len(text.strip()) <= len("2026-11-22"):
        return _midnight(moment.date() + timedelta(days=int(last)), region)
    return moment if moment.tzinfo else moment.replace(tzinfo=region)


def as_dict(occurrence: Occurrence) -> dict[str, object]:
    """One date as `relais agenda --json` prints it (a contract, see design.md), and what else is known of it."""
    event = occurrence.event
    return {
        "uid": event.uid,
        "title_nl": event.title_nl,
        "title_fr": event.title_fr,
        "start": _iso(occurrence.start),
        "end": _iso(occurrence.end),
        "all_day": occurrence.all_day,
        "zone": ";".join(occurrence.zones),
        "place": event.place or ", ".join(part for part in (event.address, event.postal_code) if part),
        "status": event.status.value,
        "id": occurrence.id,
        "municipality_nl": event.municipality_nl,
        "municipality_fr": event.municipality_fr,
        "organiser_nl": event.organiser_nl,
        "organiser_fr": event.organiser_fr,
        "languages": list(event.languages),
        "audience": list(event.audience),
        "price": event.price,
        "registration": event.registration,
        "full": event.full,
        "postponed": event.postponed,
    }


def _list(found: list[Occurrence]) -> None:
    """One line per date: when, what, where."""
    for occurrence in found:
        event = occurrence.event
        title = " / ".join(dict.fromkeys(t for t in (event.title_nl, event.title_fr) if t)) or event.uid
        notes = [note for note, holds in (("cancelled", occurrence.cancelled), ("full", event.full)) if holds]
        where = event.place or event.municipality_nl
        parts = (_when(occurrence), title, where, ";".join(occurrence.zones), *notes)
        print("  ".join(part for part in parts if part))
    if not found:
        print("Nothing is announced in this time.")


def _when(occurrence: Occurrence) -> str:
    start, end = occurrence.start, occurrence.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        last = end - timedelta(days=1)
        return f"{start:%Y-%m-%d}" if last == start else f"{start:%Y-%m-%d} - {last:%Y-%m-%d}"
    return f"{start:%Y-%m-%d %H:%M}-{end:{'%H:%M' if end.date() == start.date() else '%Y-%m-%d %H:%M'}}"


def _iso(moment: Moment) -> str:
    return moment.isoformat()


def _midnight(given: date, region: ZoneInfo) -> datetime:
    return datetime.combine(given, time(), region)


def _open(invocation: Invocation) -> Agenda:
    from kb.agenda import Agenda

    return Agenda.open(invocation.data_dir, invocation.config.knowledge)


def _calendar(agenda: Agenda, invocation: Invocation, zone: str | None, start: datetime, end: datetime | None) -> str:
    from bot.agenda_files import calendar_name
    from kb.agenda_ics import calendar

    named = next((known for known in invocation.config.knowledge.zones if known.id == zone), None)
    made = calendar(agenda.series(start, end, zone), calendar_name(named), invocation.now, agenda.region)
    text: bytes = made.to_ical()
    return text.decode("utf-8")
