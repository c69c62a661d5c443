"""The [cases] table: who receives blocked cases when, how long things may take, who else can be called."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from bot.section import Postcodes, Section
from kb.opening import is_valid


def _hours(value: str) -> str:
    if value and not is_valid(value):
        raise ValueError('expected opening hours such as "Mo-Fr 09:00-17:00; PH off"')
    return value


Hours = Annotated[str, AfterValidator(_hours)]
Langs = Annotated[tuple[Literal["nl", "fr", "en"], ...], Field(strict=False)]
_USER = r"^@[^:\s]+:\S+$"


class Absence(Section):
    """Days on which somebody on a roster is away, both included."""

    first: date = Field(strict=False, description="First day away, such as 2026-12-24")
    last: date = Field(strict=False, description="Last day away")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("the last day of an absence lies before the first")
        return self


class Shift(Section):
    """A referral person's turn in a zone."""

    zone: str = Field(min_length=1, description="Id of the zone")
    user_id: str = Field(pattern=_USER, description="Matrix id of the referral person")
    name: str = Field(default="", description="Name, as it is shown to colleagues")
    hours: Hours = Field(
        default="Mo-Fr 09:00-17:00; PH off", description="When they are on duty, in OSM opening hours; PH: holidays"
    )
    languages: Langs = Field(default=("nl", "fr"), description="Languages they work in: nl, fr, en")
    phone: str = Field(default="", description="Telephone line, as it is to be shown")
    substitute: bool = Field(default=False, description="Takes over when nobody of the zone is on duty or free")
    absences: Annotated[tuple[Absence, ...], Field(strict=False)] = Field(
        default=(), description="Days away: [{ first = 2026-12-24, last = 2027-01-03 }]"
    )


class Contact(Section):
    """Somebody nearer than the referral person, for some postcodes: a wijkreferent, BAR/RAQ, a CHW."""

    name: str = Field(min_length=1, description="Name of the contact")
    postcodes: Postcodes = Field(default=(), description="Postcodes they work in; empty: everywhere")
    phone: str = Field(default="", description="Telephone number, as it is to be shown")
    what: str = Field(default="", description="What they are, such as wijkreferent or BAR/RAQ")
    hours: Hours = Field(default="", description="When they can be called, in OSM opening hours; empty: not said")


Shifts = Annotated[tuple[Shift, ...], Field(strict=False)]
Contacts = Annotated[tuple[Contact, ...], Field(strict=False)]


class CasesSection(Section):
    """Blocked cases: what neither Relais nor colleagues could solve goes to the zone's referral person."""

    roster: Shifts = Field(default=(), description="Who is on duty when; empty: no cases, the zone's contact is named")
    contacts: Contacts = Field(default=(), description="Nearer contacts, proposed before the referral person")
    helpdesks: Contacts = Field(default=(), description="Who can be called when no referral person is on duty")
    working_hours: Hours = Field(
        default="Mo-Fr 09:00-17:00; PH off", description="Business hours, in which deadlines are counted"
    )
    response_hours: float = Field(default=8.0, gt=0, description="Business hours until somebody takes a case")
    solution_hours: float = Field(default=40.0, gt=0, description="Business hours until a case is answered")
    followup_days: int = Field(default=5, ge=1, description="Days after which the asker is asked whether it helped")
    expire_days: int = Field(default=60, ge=7, description="Days after which an open case that nobody touched ends")
    draft_hours: int = Field(default=24, ge=1, description="Hours after which a case that was never sent is dropped")
    retention_days: int = Field(default=90, ge=1, description="Days after its end until a case's room is emptied")
    load_limit: int = Field(
        default=10, ge=1, description="Open cases per person; above it the substitute gets new ones"
    )
    duty: Contacts = Field(default=(), description="Who is on duty outside office hours: shown for urgent situations")
