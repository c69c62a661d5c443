"""The words that a service is known by: its names, its organisation's, and those in its web and mail addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kb.models import Service
from kb.understand.text import STOPWORDS, folded, folded_words

_LEGAL = frozenset(("vzw", "asbl", "ivzw", "aisbl", "npo", "bv", "cv", "scrl", "cvba", "vwz"))
_WEB = frozenset(
    [
        "info",
        "contact",
        "accueil",
        "onthaal",
        "secretariat",
        "secretariaat",
        "mail",
        "www",
        "http",
        "https",
        "be",
        "org",
        "com",
        "eu",
        "net",
        "brussels",
        "example",
        "fr",
        "nl",
        "en",
        "html",
        "index",
        "bureau",
        "hello",
        "admin",
        "office",
        "post",
        "permanence",
        "afspraak",
        "rdv",
        "welcome",
        "bonjour",
        "home",
    ]
)
_PROPER = re.compile(r"(?<=\s)(?:De|Het|'t|Le|La|Les|L'|L’)\s?[A-ZÀ-ÖØ-Þ].*")
_ADDRESS = re.compile(r"[a-z0-9]{4,}")


def single_names(service: Service) -> tuple[frozenset[str], ...]:
    """The words of each name of a service: both names, both organisations, what follows a capital article in them
    ("Inloop De Steiger" is called De Steiger), and each word of its web and mail
    addresses: people call a service what its address says ("slaaphaven@...")."""
    names = (service.name_nl, service.name_fr, service.organization_nl, service.organization_fr)
    proper = (found.group() for name in names if (found := _PROPER.search(name)))
    spoken = (frozenset(folded_words(name)) - STOPWORDS - _LEGAL for name in (*names, *proper))
    addresses = set(_ADDRESS.findall(folded(f"{service.email} {service.website}"))) - STOPWORDS - _LEGAL - _WEB
    return (*filter(None, spoken), *(frozenset((word,)) for word in sorted(addresses)))


def description_words(services: Sequence[Service], own: Sequence[frozenset[str]]) -> frozenset[str]:
    """Words that descriptions and conditions use at least twice, in services that do not carry them in their name
    (`own`: the words of the names of each service)."""
    used: Counter[str] = Counter()
    for service, names in zip(services, own, strict=True):
        texts = (service.description_nl, service.description_fr, service.conditions_nl, service.conditions_fr)
        used.update(set(folded_words(" ".join(texts))) - names)
    return frozenset(word for word, count in used.items() if count > 1)
