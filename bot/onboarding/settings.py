"""What newcomers are told, and whether the charter comes first: the [onboarding] table."""

from __future__ import annotations

from pydantic import Field

from bot.section import Section


class OnboardingSection(Section):
    """How newcomers are received; each zone's charter is in its own table."""

    welcome: bool = Field(
        default=True, description="Whether whoever comes into a zone's room gets one private message that explains it"
    )
    charter: bool = Field(default=True, description="Whether the charter is posted and pinned in each zone's room")
    charter_required: bool = Field(
        default=False,
        description="Whether the charter has to be accepted before questions are answered in a zone's rooms; a "
        "message about danger always is",
    )
    remind_hours: int = Field(
        default=24,
        ge=1,
        le=720,
        description="Hours between two explanations to the same person that the charter comes first; in between, one "
        "line",
    )
