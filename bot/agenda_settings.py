"""What the shared agenda is made of and where it is published: the [agenda] table."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from bot.agenda_chat_settings import AgendaChatSection
from bot.section import Section


def _feed_address(value: str) -> str:
    if not value.strip().lower().startswith(("https://", "http://", "webcal://", "webcals://")):
        raise ValueError("expected an address that starts with https:// (or http://, webcal://)")
    try:
        named = urlsplit(value.strip()).hostname
    except ValueError:
        named = None
    if not named:
        raise ValueError("expected an address with a host, such as https://example.org/agenda.ics")
    return value.strip()


Audiences = Annotated[tuple[Literal["public", "professionals", "informal_networks"], ...], Field(strict=False)]


class FeedSection(Section):
    """A calendar that somebody publishes, to be followed."""

    url: Annotated[str, AfterValidator(_feed_address)] = Field(
        description="Address of the calendar (.ics, also webcal:, or a .csv)"
    )
    zone: str = Field(
        default="", description="For which zone its events are, where they do not say; empty: by postcode"
    )
    name: str = Field(default="", description="How admins see the feed; empty: its host")
    organiser_nl: str = Field(default="", description="Who organises its events, in Dutch, where they do not say")
    organiser_fr: str = Field(default="", description="Who organises its events, in French, where they do not say")
    audience: Audiences = Field(
        default=(),
        description="Whom its events are for, where they do not say: public, professionals, informal_networks; events"
        " for professionals only stay out of public files",
    )


class AgendaSection(AgendaChatSection):
    """The shared agenda: the calendars that are followed, and the files that are published; see docs/agenda.md."""

    feeds: Annotated[tuple[FeedSection, ...], Field(strict=False)] = Field(
        default=(), description="Calendars to follow, one table [[agenda.feeds]] each"
    )
    pull_hours: int = Field(default=3, ge=1, le=168, description="How often each feed is pulled, in hours")
    feed_seconds: float = Field(
        default=30.0, gt=0, le=300, description="A feed that takes longer to answer than this has failed"
    )
    feed_megabytes: int = Field(default=10, ge=1, le=32, description="A feed that sends more than this has failed")
    ics_folder: str = Field(
        default="", description="Folder for one public calendar file (.ics) per zone, for a web server; empty: none"
    )
