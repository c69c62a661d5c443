"""Who keeps a record right and how long a report counts: the tables [updates], [merging] and [[owners]]."""

from __future__ import annotations

from typing import Annotated

from apscheduler.triggers.cron import CronTrigger
from pydantic import AfterValidator, Field

from bot.section import Section, Texts

OwnedFields = Annotated[dict[str, Texts], Field(strict=False)]


def _crontab(value: str) -> str:
    if value:
        try:
            CronTrigger.from_crontab(value)
        except ValueError:
            raise ValueError('expected a crontab line such as "0 10 1 * *", or "" for never') from None
    return value


class UpdatesSection(Section):
    """Corrections of the repertory in one line, by professionals; see docs/updates.md."""

    capacity_days: int = Field(
        default=30, ge=1, le=365, description="Capacity reported in the chat counts as unknown after this many days"
    )
    places_days: int = Field(
        default=3, ge=1, le=90, description="A number of free places counts as unknown after this many days"
    )
    still_right: Annotated[str, AfterValidator(_crontab)] = Field(
        default="0 10 1 * *",
        description="When owners are asked in private whether their stale records are still right, as a crontab line; "
        "empty: never",
    )
    still_right_most: int = Field(
        default=3, ge=1, le=20, description="Records one owner is asked about at a time, the stalest first"
    )


class MergingSection(Section):
    """Several sources in one repertory; see docs/updates.md."""

    sources: Texts = Field(
        default=(),
        description="Names of sources that are kept apart: a file or a pulled source of that name, and a file whose "
        "column `source` says it everywhere, are compared with what that source said before",
    )
    owns: OwnedFields = Field(
        default={},
        description='Columns that a source owns: { "sector" = ["phone", "opening_hours"] }; no other source overwrites '
        "them",
    )

    @property
    def names(self) -> frozenset[str]:
        """Every source that is kept apart."""
        return frozenset((*self.sources, *self.owns))


class OwnerSection(Section):
    """Somebody who keeps records right: confirms their changes, reports their capacity, and is asked monthly. One
    table [[owners]] each."""

    user: str = Field(pattern=r"^@[^:\s]+:\S+$", description="The person's account, for example @an:example.org")
    services: Texts = Field(default=(), description="Ids of services")
    organisations: Texts = Field(
        default=(), description="Names of organisations, in Dutch or French: all their services"
    )
    sources: Texts = Field(default=(), description="Names of sources: all services that came from them")


Owners = Annotated[tuple[OwnerSection, ...], Field(strict=False)]
