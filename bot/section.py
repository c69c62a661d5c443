"""What every table of the settings is made of: the base class, and the types that several tables share."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _known_timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("expected a time zone such as Europe/Brussels") from None
    return value


def _web_address(value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise ValueError("expected an address that starts with https:// (or http://)")
    return value.rstrip("/")


Texts = Annotated[tuple[str, ...], Field(strict=False)]
Postcodes = Annotated[tuple[Annotated[str, Field(pattern=r"^[1-9]\d{3}$")], ...], Field(strict=False)]
Rooms = Annotated[tuple[Annotated[str, Field(pattern=r"^[!#]\S+$")], ...], Field(strict=False)]
Kinds = Annotated[tuple[Literal["medical", "poison", "fire", "suicide", "violence"], ...], Field(strict=False)]
UserIds = Annotated[tuple[Annotated[str, Field(pattern=r"^@[^:\s]+:\S+$")], ...], Field(strict=False)]
UserId = Annotated[str, Field(pattern=r"^(@[^:\s]+:\S+)?$")]
Timezone = Annotated[str, AfterValidator(_known_timezone)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


class Section(BaseModel):
    """A table of the file: unknown keys are refused, nothing is silently turned into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
