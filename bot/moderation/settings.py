"""How the frame of the rooms is kept: the [moderation] table."""

from __future__ import annotations

from pydantic import Field

from bot.section import Section


class ModerationSection(Section):
    """Reports, what moderators decide, and friendly pointers."""

    mute_hours: int = Field(
        default=24, ge=1, le=720, description="For how long 🔇 mutes somebody; `!demp 3d` says it otherwise"
    )
    mute_days_most: int = Field(default=30, ge=1, le=365, description="Nobody is muted for longer than this many days")
    rule_minutes: int = Field(
        default=30,
        ge=1,
        le=1440,
        description="After this many minutes the author of a hidden message is told so, also without a chosen rule",
    )
    point_to_agenda: bool = Field(
        default=True, description="Whether an announcement of an event in a zone's room is pointed to `!agenda`"
    )
    theme_labels: bool = Field(
        default=True, description="Whether an answer in a room begins with its theme, such as 🏠 housing"
    )
    theme_days: int = Field(
        default=14, ge=1, le=30, description="Somebody is told of the same theme room once in this many days"
    )
