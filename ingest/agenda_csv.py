"""An agenda as a table -> events. Columns: id, title_nl, title_fr, description_nl, description_fr, start, end, all_day,
zone, postal_code, municipality_nl, municipality_fr, organizer_nl, organizer_fr, languages, audience, cost,
registration_url, status; also place, address and theme. Only id, a title and start are needed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from itertools import islice

from ingest.agenda_ics import EventsRead, Rejected
from ingest.agenda_moments import BRUSSELS, BadMoment, Zones
from ingest.agenda_text import LONGEST_PLACE, LONGEST_TITLE, clean_description, clean_line, web_address
from ingest.errors import SourceUnreadable
from ingest.readers.encoding import decode_table
from ingest.readers.ics import Component
from kb.events import INFORMAL, PROFESSIONALS, PUBLIC, Event, EventStatus, Moment

DELIMITERS = (",", ";", "\t", "|")
NEEDED = ("id", "start")
_HEADINGS = {
    "titel": "title_nl", "titre": "title_fr", "title": "title_nl", "omschrijving": "description_nl",
    "beschrijving": "description_nl", "begin": "start", "datum": "start", "début": "start", "date": "start",
    "einde": "end", "fin": "end", "hele dag": "all_day", "journée entière": "all_day", "plaats": "place",
    "lieu": "place", "location": "place", "adres": "address", "adresse": "address", "zones": "zone",
    "postcode": "postal_code", "code postal": "postal_code", "gemeente": "municipality_nl",
    "commune": "municipality_fr", "organisator": "organizer_nl", "organisateur": "organizer_fr",
    "organiser_nl": "organizer_nl", "organiser_fr": "organizer_fr", "talen": "languages", "langues": "languages",
    "doelgroep": "audience", "public cible": "audience", "prijs": "cost", "kostprijs": "cost", "prix": "cost",
    "price": "cost", "inschrijven": "registration_url", "inscription": "registration_url", "thema": "theme",
    "thème": "theme", "themes": "theme", "statut": "status",
}  # fmt: skip
"""Headings as people write them, besides the names of the columns."""

MOST_ROWS = 20_000

_YES = {"yes", "ja", "oui", "true", "1", "x"}
_CANCELLED = {"cancelled", "canceled", "geannuleerd", "afgelast", "annule", "annulé", "annulée", "supprimé"}
_TENTATIVE = {"tentative", "voorlopig", "onder voorbehoud", "provisoire", "sous réserve"}
_POSTPONED = {"postponed", "uitgesteld", "verplaatst", "reporté", "reportée"}
_FULL = {"full", "volzet", "complet", "volgeboekt"}
_AUDIENCES = {
    "public": PUBLIC, "publiek": PUBLIC, "tout public": PUBLIC, "iedereen": PUBLIC, "begunstigden": PUBLIC,
    "bénéficiaires": PUBLIC, "beneficiaries": PUBLIC,
    "professionals": PROFESSIONALS, "professional": PROFESSIONALS, "professionelen": PROFESSIONALS,
    "professionnels": PROFESSIONALS, "hulpverleners": PROFESSIONALS,
    "informele netwerken": INFORMAL, "réseaux informels": INFORMAL, INFORMAL: INFORMAL,
}  # fmt: skip
_FREE = {"0", "0.00", "0,00", "gratis", "gratuit", "free"}
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T](\d{1,2})[:hu](\d{2}))?$")


def read_table(data: bytes, source: str, name: str) -> EventsRead:
    """The events of a CSV file in any usual encoding and with any usual delimiter. Raises SourceUnreadable."""
    read = EventsRead()
    seen: set[str] = set()
    columns, rows = _rows(decode_table(data, name), name)
    for number, cells in enumerate(rows, start=1):
        row = dict(zip(columns, cells, strict=False))
        title = clean_line(row.get("title_nl", "") or row.get("title_fr", ""), 80)
        uid = row.get("id", "").strip()
        try:
            if any(cell.strip() for cell in cells[len(columns) :]):
                raise BadMoment(f"it has {len(cells)} cells, more than the {len(columns)} of the header")
            event = _event(row, source)
            if event.uid in seen:
                raise BadMoment("another row has the same id")
        except BadMoment as error:
            read.rejected.append(Rejected(uid, title, f"Row {number} ({uid or title}) was left out: {error}."))
            continue
        seen.add(event.uid)
        read.events.append(event)
    return read


def is_table(data: bytes) -> bool:
    """Whether the first line has the headings of an agenda."""
    first = data[:8_192].replace(b"\x00", b"").decode("utf-8", errors="replace").lstrip("\ufeff").splitlines()[:1]
    return any(set(NEEDED) <= set(_columns(first[0].split(delimiter))) for delimiter in DELIMITERS) if first else False


def _columns(headings: Iterable[str]) -> list[str]:
    plain = [heading.strip().strip('"').lower() for heading in headings]
    return [_HEADINGS.get(heading, heading) for heading in plain]


def _rows(text: str, name: str) -> tuple[list[str], list[list[str]]]:
    """The columns, and the cells of every row that has any."""
    delimiter = max(DELIMITERS, key=text.split("\n", 1)[0].count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        columns = _columns(next(reader, []))
        if not set(NEEDED) <= set(columns) or not {"title_nl", "title_fr"} & set(columns):
            raise SourceUnreadable(
                f"{name} is no agenda: it needs the columns id, start, and title_nl or title_fr; nothing was changed."
            )
        rows = [cells for cells in islice(reader, MOST_ROWS + 1) if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise SourceUnreadable(f"{name} holds a cell without end; nothing was changed.") from error
    if len(rows) > MOST_ROWS:
        raise SourceUnreadable(f"{name} holds more than {MOST_ROWS} events; nothing was changed.")
    return columns, rows


def _event(row: Mapping[str, str], source: str) -> Event:
    uid = "".join(clean_line(row.get("id", ""), 200).split())
    if not uid:
        raise BadMoment("it has no id")
    title_nl, title_fr = (clean_line(row.get(f"title_{lang}", ""), LONGEST_TITLE) for lang in ("nl", "fr"))
    if not title_nl and not title_fr:
        raise BadMoment("it has no title")
    start, end = _times(row)
    status = row.get("status", "").strip().lower()
    return Event(
        uid=uid,
        source=source,
        start=start,
        end=end,
        status=_status(status),
        title_nl=title_nl,
        title_fr=title_fr,
        description_nl=clean_description(row.get("description_nl", "")),
        description_fr=clean_description(row.get("description_fr", "")),
        place=clean_line(row.get("place", ""), LONGEST_PLACE),
        address=clean_line(row.get("address", ""), LONGEST_PLACE),
        postal_code=clean_line(row.get("postal_code", ""), 10),
        municipality_nl=clean_line(row.get("municipality_nl", ""), 80),
        municipality_fr=clean_line(row.get("municipality_fr", ""), 80),
        zones=_list(row.get("zone", "")),
        organiser_nl=clean_line(row.get("organizer_nl", ""), 120),
        organiser_fr=clean_line(row.get("organizer_fr", ""), 120),
        languages=tuple(item.lower() for item in _list(row.get("languages", ""))),
        audience=tuple(dict.fromkeys(_AUDIENCES.get(item.lower(), item) for item in _list(row.get("audience", "")))),
        themes=_list(row.get("theme", "")),
        price=_price(row.get("cost", "")),
        registration=web_address(row.get("registration_url", "")),
        full=status in _FULL,
        postponed=status in _POSTPONED,
        remind=row.get("remind", "").strip().lower() in _YES,
    )


def _status(text: str) -> EventStatus:
    if text in _CANCELLED:
        return EventStatus.CANCELLED
    return EventStatus.TENTATIVE if text in _TENTATIVE | _POSTPONED else EventStatus.CONFIRMED


def _times(row: Mapping[str, str]) -> tuple[Moment, Moment]:
    """Start and end; whole days end on the day after the last one, as in iCalendar."""
    start = _moment(row.get("start", ""))
    whole = row.get("all_day", "").strip().lower() in _YES
    told = row.get("end", "").strip()
    end = _moment(told) if told else start
    if whole or not isinstance(start, datetime):
        first, last = (moment.date() if isinstance(moment, datetime) else moment for moment in (start, end))
        return first, max(last, first + timedelta(days=1))
    last_moment = end if isinstance(end, datetime) else datetime.combine(end, time(), start.tzinfo)
    if last_moment < start:
        raise BadMoment("it ends before it begins")
    return start, last_moment


def _moment(text: str) -> Moment:
    """An ISO date or time, or day/month/year; without an offset it is Brussels time. Raises BadMoment."""
    match = _DAY_FIRST.match(text.strip())
    if match:
        day, month, year, hour, minute = match.groups()
        text = f"{year}-{int(month):02}-{int(day):02}" + (f"T{int(hour):02}:{minute}" if hour else "")
    moment = Zones(Component("VCALENDAR")).read(text, {})
    return moment.astimezone(BRUSSELS) if isinstance(moment, datetime) else moment


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for part in re.split(r"[;|]", text) if (item := clean_line(part, 80))))


def _price(text: str) -> str:
    plain = clean_line(text, 80)
    if plain.lower() in _FREE:
        return "0"
    return plain
