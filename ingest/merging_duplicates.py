"""Services that look like one and the same: by name, telephone, address, e-mail. Shown to the admin, never merged.

Only services that share something rare are compared (a number, an address, a rare word of their names), so that 10,000
services take seconds and not hours.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from kb.models import Service

MOST = 200
"""Pairs that are told; more of them have one cause."""
_BLOCK = 40
"""Services that share a number or word beyond this many share a switchboard or a common word."""
_SAME_NAME, _LIKE_NAME = 90.0, 80.0
"""rapidfuzz token sort ratios (0-100): the same name with a typing error; a name said in another way."""
_LEGAL = frozenset(("vzw", "asbl", "ivzw", "aisbl", "npo", "bv", "srl", "cv", "sc"))
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A new service and another one that it may be. `why`: what they share (name, phone, address, email)."""

    id: str
    other: str
    why: tuple[str, ...]
    score: int
    """How alike their names are, 0-100."""


@dataclass(frozen=True, slots=True)
class _Looks:
    names: tuple[str, ...]
    phones: frozenset[str]
    addresses: frozenset[str]
    email: str


def duplicates(new: Iterable[Service], everything: Mapping[str, Service]) -> list[Duplicate]:
    """Pairs of a service in `new` with another one in `everything`, the surest first; each pair once."""
    fresh = {service.id for service in new}
    if not fresh:
        return []
    looks = {key: _looks(service) for key, service in everything.items()}
    found: dict[frozenset[str], Duplicate] = {}
    for one, other in _candidates(fresh, looks):
        pair = frozenset((one, other))
        if pair not in found and (alike := _alike(looks[one], looks[other])) is not None:
            found[pair] = Duplicate(one, other, *alike)
    return sorted(found.values(), key=lambda one: (-len(one.why), -one.score, one.id, one.other))


def resembles(one: Service, other: Service) -> bool:
    """Whether two records with the same id can be of the same service: something that tells services apart is alike."""
    first, second = _looks(one), _looks(other)
    if _name_score(first, second) >= _LIKE_NAME or first.phones & second.phones:
        return True
    return bool(first.addresses & second.addresses or (first.email and first.email == second.email))


def _candidates(fresh: set[str], looks: Mapping[str, _Looks]) -> Iterator[tuple[str, str]]:
    """(new, other) that share something rare."""
    common = Counter(word for look in looks.values() for word in _words(look))
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, look in looks.items():
        marks = {f"tel {phone}" for phone in look.phones} | {f"at {place}" for place in look.addresses}
        marks |= {f"mail {look.email}"} if look.email else set()
        rarest = sorted(_words(look), key=lambda word: (common[word], word))[:3]
        for mark in marks | {f"word {word}" for word in rarest}:
            blocks[mark].append(key)
    for keys in blocks.values():
        if 1 < len(keys) <= _BLOCK:
            for one in keys:
                if one in fresh:
                    yield from ((one, other) for other in keys if other != one and (other not in fresh or one < other))


def _alike(one: _Looks, other: _Looks) -> tuple[tuple[str, ...], int] | None:
    name = _name_score(one, other)
    shared = tuple(
        what
        for what, same in (
            ("phone", bool(one.phones & other.phones)),
            ("address", bool(one.addresses & other.addresses)),
            ("email", bool(one.email) and one.email == other.email),
        )
        if same
    )
    if name >= _SAME_NAME and shared:
        return ("name", *shared), round(name)
    if name >= _LIKE_NAME and "phone" in shared and "address" in shared:
        return ("name", *shared), round(name)
    nothing_against = not (one.addresses and other.addresses) and not (one.phones and other.phones)
    return (("name",), round(name)) if name >= 97 and nothing_against else None


def _name_score(one: _Looks, other: _Looks) -> float:
    return max((fuzz.token_sort_ratio(a, b) for a in one.names for b in other.names), default=0.0)


def _looks(service: Service) -> _Looks:
    names = tuple(dict.fromkeys(filter(None, (_plain(service.name_nl), _plain(service.name_fr)))))
    phones = frozenset(filter(None, map(_digits, re.split(r"[;,|]| en | et ", service.phone))))
    streets = filter(None, (_plain(service.street_nl), _plain(service.street_fr)))
    addresses = frozenset(f"{service.postal_code} {street} {_plain(service.house_number)}" for street in streets)
    return _Looks(names, phones, addresses, service.email.strip().lower())


def _words(look: _Looks) -> set[str]:
    return {word for name in look.names for word in name.split() if len(word) > 2}


@lru_cache(maxsize=200_000)
def _plain(text: str) -> str:
    """Folded words, without legal forms."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(word for word in _WORD.findall("".join(c for c in bare if not unicodedata.combining(c)))
                    if word not in _LEGAL)  # fmt: skip


def _digits(phone: str) -> str:
    """The last eight digits of a number: the same with and without country code; "" for short ones."""
    digits = "".join(filter(str.isdigit, phone))
    return digits[-8:] if len(digits) >= 8 else ""
