"""What admins bring in: the [ingest] table, and the sources that are pulled, one table [[sources]] each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from apscheduler.triggers.cron import CronTrigger
from pydantic import AfterValidator, Field

from bot.section import Section

Mapping = Annotated[dict[str, str], Field(strict=False)]


def _crontab(value: str) -> str:
    try:
        CronTrigger.from_crontab(value)
    except ValueError:
        raise ValueError('expected a crontab line such as "0 6 * * mon" (minute, hour, day, month, weekday)') from None
    return value


def _place(value: str) -> str:
    value = value.strip()
    if not value or ("://" in value and not value.startswith(("https://", "http://"))):
        raise ValueError("expected an address that starts with https:// (or http://), or the path of a file")
    return value


class IngestSection(Section):
    """Care taken when the knowledge is replaced, and how files of a repertory are read."""

    generations_kept: int = Field(default=5, ge=1, description="How many earlier generations can be gone back to")
    file_megabytes: int = Field(
        default=64, ge=1, le=128, description="Files up to this size are taken from the admin room and from sources"
    )
    job_minutes: int = Field(
        default=20, ge=1, description="Reading, comparing or applying a repertory is given up after this long"
    )
    mapping: Mapping = Field(
        default={},
        description='Headings of a file and the column each stands for, where the guess is wrong: { "Uren" = '
        '"opening_hours" }; an empty column switches a heading off',
    )


class SourceSection(Section):
    """A repertory that somebody publishes, to be pulled at fixed hours. What would change is shown in the admin room
    and waits there for a ✅."""

    url: Annotated[str, AfterValidator(_place)] = Field(
        description="Address of the repertory (https:// or http://), or the path of a file"
    )
    name: str = Field(
        default="", pattern=r"^[\w .-]{0,60}$", description="How admins see it; empty: the last part of its address"
    )
    schedule: Annotated[str, AfterValidator(_crontab)] = Field(
        default="0 6 * * mon", description="When it is pulled, as a crontab line in the bot's time zone"
    )
    format: Literal["auto", "csv", "xlsx", "hsds"] = Field(
        default="auto", description="What it has to be: csv, xlsx or hsds; auto: what it turns out to be"
    )
    mapping: Mapping = Field(default={}, description="As in [ingest], for this source; goes before the one in [ingest]")
    seconds: float = Field(
        default=60.0, gt=0, le=600, description="A source that takes longer to send its file than this has failed"
    )

    @property
    def label(self) -> str:
        """How admins see it."""
        return self.name or self.url.rstrip("/").rpartition("/")[2].partition("?")[0] or self.url


Sources = Annotated[tuple[SourceSection, ...], Field(strict=False)]


def apart(sources: Iterable[SourceSection]) -> frozenset[str]:
    """The names of sources that are each compared with what they said themselves. One source alone is the repertory,
    and takes the place of the files that were ingested before it; of several, none may remove what another says."""
    labels = [source.label for source in sources]
    return frozenset(labels if len(labels) > 1 else ())
