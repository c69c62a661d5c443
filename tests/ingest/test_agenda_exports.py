"""What Google, Outlook, Nextcloud, WordPress and Meetup really export."""

from __future__ import annotations

import pytest

from ingest.errors import SourceUnreadable
from kb.events import PROFESSIONALS, EventStatus
from tests.ingest.calendars import between, calendar, event, read, starts

GOOGLE = """BEGIN:VEVENT
DTSTART;TZID=Europe/Brussels:20261001T120000
DTEND;TZID=Europe/Brussels:20261001T133000
RRULE:FREQ=MONTHLY;BYDAY=1TH
EXDATE;TZID=Europe/Brussels:20270107T120000
DTSTAMP:20261122T090000Z
ORGANIZER;CN=Zorgzone West:mailto:c_1234@group.calendar.google.com
UID:0abc123def456@google.com
CREATED:20260801T080000Z
DESCRIPTION:<p>Over de middag\\, <b>met broodjes</b>.</p><ul><li>Jette</li><l
 i>Ganshoren</li></ul>Schrijf je in: <a href="https://example.org/in?a=1&amp\\;b=2">formulier</a>
 \\n\\n-::~:~::~:~:~:~::~:~::-\\nJoin with Google Meet: https://meet.google.com/abc-defg-hij\\n
 -::~:~::~:~:~:~::~:~::-
LAST-MODIFIED:20261119T143000Z
LOCATION:Huis van de Wijk\\, Kerkstraat 5\\, 1090 Jette\\, België
SEQUENCE:3
STATUS:CONFIRMED
SUMMARY:Middagoverleg / Concertation de midi
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:This is an event reminder
TRIGGER:-P0DT0H10M0S
END:VALARM
END:VEVENT"""


def test_google() -> None:
    data = calendar(GOOGLE, head="X-WR-CALNAME:Zone West\nX-WR-TIMEZONE:Europe/Brussels")
    found = read(data)
    (one,) = found.events
    assert (found.name, found.remarks, found.rejected) == ("Zone West", [], [])
    assert (one.title_nl, one.title_fr) == ("Middagoverleg", "Concertation de midi")
    assert one.description_nl == (
        "Over de middag, met broodjes.\n\n- Jette\n- Ganshoren\nSchrijf je in: formulier (https://example.org/in?a=1&b=2)"
    )
    assert (one.registration, one.postal_code, one.municipality_fr) == (
        "https://example.org/in?a=1&b=2",
        "1090",
        "Jette",
    )
    assert (one.organiser_nl, one.sequence) == ("Zorgzone West", 3)
    assert starts(data) == [
        "2026-10-01 12:00+0200", "2026-11-05 12:00+0100", "2026-12-03 12:00+0100", "2027-02-04 12:00+0100",
        "2027-03-04 12:00+0100", "2027-04-01 12:00+0200",
    ]  # fmt: skip


OUTLOOK_ZONE = """METHOD:PUBLISH
X-CALSTART:20261001T070000Z
X-WR-RELCALID:{0000002E-6DB4-A3B6-E1AE-7C8E3F2B1A00}
BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""

OUTLOOK = """BEGIN:VEVENT
CLASS:PRIVATE
DESCRIPTION:\\n
DTEND;TZID="Romance Standard Time":20261006T110000
DTSTAMP:20261122T090000Z
DTSTART;TZID="Romance Standard Time":20261006T093000
EXDATE;TZID="Romance Standard Time":20261013T093000
LOCATION:Microsoft Teams-vergadering
RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TU
SEQUENCE:2
SUMMARY;LANGUAGE=nl-be:Casusoverleg
UID:040000008200E00074C5B7101A82E00800000000B0A1
X-ALT-DESC;FMTTYPE=text/html:<html xmlns:v="urn:schemas-microsoft-com:vml"><head><style>p{color:red}</style></head>
 <body><p class=MsoNormal>Breng een situatie mee.<o:p></o:p></p></body></html>
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
DTEND;TZID="Romance Standard Time":20261103T160000
DTSTAMP:20261122T090000Z
DTSTART;TZID="Romance Standard Time":20261103T143000
RECURRENCE-ID;TZID="Romance Standard Time":20261103T093000
SEQUENCE:3
SUMMARY;LANGUAGE=nl-be:Casusoverleg
DESCRIPTION:In de namiddag.\\n\\n________________________________________________________________________________\\n
 Microsoft Teams vergadering\\nDeelnemen: https://teams.example.org/l/1\\nWachtwoordcode: geheim
UID:040000008200E00074C5B7101A82E00800000000B0A1
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID="Romance Standard Time":20261224T000000
DTEND;TZID="Romance Standard Time":20261225T000000
DTSTAMP:20261122T090000Z
SUMMARY;LANGUAGE=nl-be:Gesloten
UID:040000008200E00074C5B7101A82E00800000000B0A2
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
STATUS:TENTATIVE
END:VEVENT"""


def test_outlook() -> None:
    data = calendar(OUTLOOK, head=OUTLOOK_ZONE)
    assert starts(data) == [
        "2026-10-06 09:30+0200", "2026-10-20 09:30+0200", "2026-10-27 09:30+0100", "2026-11-03 14:30+0100",
        "2026-12-24",
    ]  # fmt: skip
    series, version, closed = read(data).events
    assert (series.description_nl, series.audience) == ("Breng een situatie mee.", (PROFESSIONALS,))
    assert version.description_nl == "In de namiddag."
    assert closed.status is EventStatus.TENTATIVE


WORDPRESS = """BEGIN:VEVENT
DTSTART;TZID=Europe/Brussels:20261201T093000
DTEND;TZID=Europe/Brussels:20261201T120000
DTSTAMP:20261122T104530
CREATED:20261001T081512Z
LAST-MODIFIED:20261110T120312Z
UID:10012-1796117400-1796126400@huis.example.org
SUMMARY:Vorming: praten over geld &#8211; Formation : parler d&rsquo;argent
DESCRIPTION:Hoe begin je over schulden?&nbsp\\;\\n\\nComment parler des dettes sans faire honte ?
URL:https://huis.example.org/agenda/praten-over-geld/
LOCATION:Huis\\, Chaussée de Gand 1234\\, Bruxelles\\, 1000\\, Belgium
GEO:50.8503463;4.3517211
CATEGORIES:Vorming,Schulden\\, budget
ATTACH;FMTTYPE=image/jpeg:https://huis.example.org/wp-content/uploads/beeld.jpg
ORGANIZER;CN="Huis%20voor%20de%20Wijk":MAILTO:info@huis.example.org
END:VEVENT"""


def test_wordpress() -> None:
    data = calendar(WORDPRESS, head="X-ORIGINAL-URL:https://huis.example.org\nX-Robots-Tag:noindex")
    (one,) = read(data).events
    assert (one.title_nl, one.title_fr) == ("Vorming: praten over geld", "Formation : parler d’argent")
    assert (one.description_nl, one.description_fr) == (
        "Hoe begin je over schulden?", "Comment parler des dettes sans faire honte ?",
    )  # fmt: skip
    assert (one.postal_code, one.organiser_fr) == ("1000", "Huis voor de Wijk")
    assert one.details == "https://huis.example.org/agenda/praten-over-geld/"
    assert one.themes == ("Vorming", "Schulden, budget")
    assert starts(data) == ["2026-12-01 09:30+0100"]


def test_nextcloud_and_meetup() -> None:
    nextcloud = event(
        "DTSTART;VALUE=DATE:20261130\nDTEND;VALUE=DATE:20261201\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3\n"
        "EXDATE;VALUE=DATE:20261231\nSTATUS:CONFIRMED\nX-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC",
        uid="5f1c7a52-7f0e-4a4f-9f5f-1f0c7c0f6a11",
    )
    meetup = event(
        "DTSTART;TZID=Europe/Brussels:20261210T190000\nDTEND;TZID=Europe/Brussels:20261210T210000\nSTATUS:CONFIRMED\n"
        "DESCRIPTION:Quartier solidaire\\nThursday\\, December 10 at 7:00 PM\\n\\nRefaire le monde avec une soupe.\n"
        "CLASS:PUBLIC\nGEO:50.85;4.35\nLOCATION:Café (Rue du Fort 12\\, Saint-Gilles)\n"
        "URL:https://www.meetup.com/g/events/300000000/\nSEQUENCE:2",
        uid="event_300000000@meetup.com", title="Soupe et papote",
    )  # fmt: skip
    data = calendar(nextcloud, meetup)
    assert starts(data) == ["2026-11-30", "2026-12-10 19:00+0100", "2027-01-31"]
    soup = read(data).events[1]
    assert (soup.postal_code, soup.municipality_nl, soup.audience) == ("1060", "Sint-Gillis", ())


def test_accents_cut_in_two_by_a_folded_line_are_whole_again() -> None:
    line = "SUMMARY:Journée d'échange à Évere".encode()
    cut = line.index("É".encode()) + 1
    data = calendar(event("DTSTART:20261105T100000\nSUMMARY:X")).replace(
        b"SUMMARY:X", line[:cut] + b"\r\n " + line[cut:]
    )
    assert read(data).events[0].title_fr == "Journée d'échange à Évere"


@pytest.mark.parametrize("ends", [b"\n", b"\r", b"\r\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_encodings(ends: bytes, codec: str) -> None:
    data = calendar(event("DTSTART:20261105T100000", title="Séance d'été à l'école")).replace(b"\r\n", ends)
    assert read(data.decode().encode(codec)).events[0].title_fr == "Séance d'été à l'école"


def test_old_programs_write_quoted_printable() -> None:
    data = calendar(event("DTSTART:20261105T100000\nSUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:S=C3=A9ance"))
    assert read(data).events[0].title_fr == "Séance"


def test_text_of_several_lines_that_was_not_escaped_belongs_together() -> None:
    (one,) = read(calendar(event("DTSTART:20261105T100000\nDESCRIPTION:Een regel\nnog een\n\nen nog een"))).events
    assert "nog een" in one.description_nl
    assert "en nog een" in one.description_nl


def test_an_event_that_cannot_be_read_is_left_out_and_said() -> None:
    bad = event("DTSTART:20261399T100000", uid="bad@example.org", title="Raar")
    none = event("LOCATION:hier", uid="none@example.org", title="Zonder datum")
    found = read(calendar(bad, none, event("DTSTART:20261105T100000")))
    assert [one.uid for one in found.events] == ["a@example.org"]
    assert [(one.uid, one.reason) for one in found.rejected] == [
        ("bad@example.org", "Raar was left out: '20261399T100000' does not exist."),
        ("none@example.org", "Zonder datum was left out: it has no DTSTART."),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"   \r\n", "is empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "is a web page"),
        (b"hello", "has no BEGIN:VCALENDAR"),
        (b"\x00" * 5_000, "has no BEGIN:VCALENDAR"),
        (calendar(event("DTSTART:20261105T100000"))[:-20], "breaks off before its end"),
        (calendar(event("DTSTART:20261105T100000")).replace(b"END:VEVENT", b"END:VTODO"), "END:VTODO out of place"),
        (calendar(), "holds no events"),
        (calendar(event("DTSTART:nonsense")), "of 1 none could be read"),
        (b"BEGIN:VCALENDAR\r\n" * 10_000, "more than a calendar can"),
    ],
)
def test_what_is_no_calendar_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(SourceUnreadable, match=says) as refused:
        read(data)
    assert "nothing was changed" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("bound", "lines"),
    [("MOST_PROPERTIES", "LOCATION:hier\n" * 30), ("MOST_COMPONENTS", "BEGIN:VALARM\nEND:VALARM\n" * 30)],
)
def test_more_lines_than_a_calendar_can_hold_are_refused(
    monkeypatch: pytest.MonkeyPatch, bound: str, lines: str
) -> None:
    monkeypatch.setattr(f"ingest.readers.ics.{bound}", 20)
    with pytest.raises(SourceUnreadable, match="more than a calendar can"):
        read(calendar(event(f"DTSTART:20261105T100000\n{lines}")))


def test_more_events_than_a_calendar_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.agenda_ics.MOST_EVENTS", 2)
    with pytest.raises(SourceUnreadable, match="more than 2 events"):
        read(calendar(*(event("DTSTART:20261105T100000", uid=f"e{n}@example.org") for n in range(3))))


def test_dates_are_of_both_sides_of_a_version_in_another_file() -> None:
    """A calendar may hold versions of dates only, as a mail with a change does."""
    data = calendar(event("RECURRENCE-ID:20261012T073000Z\nDTSTART:20261013T073000Z"))
    assert [o.original is not None for o in between(data)] == [True]
