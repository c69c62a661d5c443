"""What `relais provision` makes: the [provision] table, and the roles of people in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.section import Section, Texts, UserIds

Theme = Literal["housing", "mental_health", "addiction", "youth", "elderly", "debts", "migration", "health"]
Themes = Annotated[tuple[Theme, ...], Field(strict=False)]


class ProvisionSection(Section):
    """The rooms that `relais provision` makes or adopts: a Space per zone and one for the region, with their rooms."""

    region_nl: str = Field(default="Brussel", min_length=1, description="The region's name in Dutch")
    region_fr: str = Field(default="Bruxelles", min_length=1, description="The region's name in French")
    themes: Themes = Field(
        default=(),
        description="Theme rooms in each zone: housing, mental_health, addiction, youth, elderly, debts, migration, "
        "health",
    )
    zones: Texts = Field(default=(), description="Ids of the zones to make rooms for; empty: every zone")
    join: Literal["space", "invite"] = Field(
        default="space", description="Who may join a zone's rooms: members of its Space (space), or only the invited"
    )
    federate: bool = Field(default=False, description="Whether people of other homeservers may come into the rooms")
    sandbox: bool = Field(default=True, description="Whether there is a room to try things in")
    admins: UserIds = Field(default=(), description="Members of the region's admin room, who ingest the repertory")
    moderators: UserIds = Field(default=(), description="Moderators of every zone")
