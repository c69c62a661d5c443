"""What is public and so no user data: telephone numbers, e-mail addresses and addresses that the repertory publishes,
the names of services and organisations, and the names of a room's members."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.guard.tokens import fold
from kb.models import Service

_WORD = re.compile(r"[^\W_]+")
_LEGAL = frozenset(("vzw", "asbl", "ivzw", "aisbl", "npo", "bv", "srl"))


@dataclass(frozen=True, slots=True)
class Known:
    """Sets to look things up in: digits of telephone numbers in national form, folded e-mail addresses and their
    domains, folded "street number", folded words of names (as tuples, by first word), folded names of members."""

    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    names: frozenset[tuple[str, ...]] = frozenset()
    members: frozenset[str] = frozenset()

    @classmethod
    def from_services(cls, services: Iterable[Service], members: Iterable[str] = ()) -> Known:
        """Everything that a repertory publishes. `members` are display names of the people in the room."""
        phones: set[str] = set()
        emails: set[str] = set()
        addresses: set[str] = set()
        names: set[tuple[str, ...]] = set()
        for service in services:
            phones.update(filter(None, (national(part) for part in re.split(r"[;,|]| en | et ", service.phone))))
            emails.update(part for part in re.split(r"[;,\s]+", service.email.lower()) if "@" in part)
            for street in (service.street_nl, service.street_fr):
                if street and service.house_number:
                    addresses.add(address_key(street, service.house_number))
            for name in (service.name_nl, service.name_fr, service.organization_nl, service.organization_fr):
                words = tuple(word for word in name_words(name) if word not in _LEGAL)
                if words:
                    names.add(words)
        domains = frozenset(email.partition("@")[2] for email in emails)
        people = frozenset(word for member in members for word in name_words(member))
        return cls(frozenset(phones), frozenset(emails), domains, frozenset(addresses), frozenset(names), people)


def national(phone: str) -> str:
    """The digits of a Belgian number as dialled at home ("+32 (0)2 555 01 02" -> "025550102"); others keep theirs."""
    digits = "".join(filter(str.isdigit, phone.replace("(0)", "")))
    if phone.strip().startswith("+32"):
        return "0" + digits[2:].removeprefix("0")
    if digits.startswith("0032"):
        return "0" + digits[4:].removeprefix("0")
    return digits


def address_key(street: str, number: str) -> str:
    """A street and a house number so that spellings meet."""
    return " ".join([*name_words(street), fold(number.split("-")[0].strip())])


def name_words(name: str) -> list[str]:
    """The folded words of a name."""
    return _WORD.findall(fold(name))
