"""The words that Dutch, French and English repertories use for the fixed values of a service."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale

from kb.models import REGION, Accessible, Capacity, Status

CAPACITY: Mapping[str, Capacity] = {
    "": Capacity.UNKNOWN, "unknown": Capacity.UNKNOWN, "onbekend": Capacity.UNKNOWN, "inconnu": Capacity.UNKNOWN,
    "inconnue": Capacity.UNKNOWN,
    "open": Capacity.OPEN, "ouvert": Capacity.OPEN, "plaats vrij": Capacity.OPEN, "places libres": Capacity.OPEN,
    "waiting_list": Capacity.WAITING_LIST, "waiting list": Capacity.WAITING_LIST, "wachtlijst": Capacity.WAITING_LIST,
    "liste d'attente": Capacity.WAITING_LIST, "liste d’attente": Capacity.WAITING_LIST,
    "saturated": Capacity.SATURATED, "verzadigd": Capacity.SATURATED, "volzet": Capacity.SATURATED,
    "saturé": Capacity.SATURATED, "complet": Capacity.SATURATED,
}  # fmt: skip

WHEELCHAIR: Mapping[str, Accessible] = {
    "": Accessible.UNKNOWN, "unknown": Accessible.UNKNOWN, "onbekend": Accessible.UNKNOWN,
    "inconnu": Accessible.UNKNOWN,
    "yes": Accessible.YES, "ja": Accessible.YES, "oui": Accessible.YES, "true": Accessible.YES,
    "no": Accessible.NO, "nee": Accessible.NO, "neen": Accessible.NO, "non": Accessible.NO, "false": Accessible.NO,
    "limited": Accessible.LIMITED, "beperkt": Accessible.LIMITED, "limité": Accessible.LIMITED,
    "partiel": Accessible.LIMITED, "partiellement": Accessible.LIMITED, "gedeeltelijk": Accessible.LIMITED,
}  # fmt: skip

YES_NO: Mapping[str, bool | None] = {
    "": None, "unknown": None, "onbekend": None, "inconnu": None,
    "yes": True, "ja": True, "oui": True, "true": True, "1": True,
    "no": False, "nee": False, "neen": False, "non": False, "false": False, "0": False,
}  # fmt: skip

STATUS: Mapping[str, Status] = {
    "": Status.ACTIVE, "active": Status.ACTIVE, "actief": Status.ACTIVE, "actif": Status.ACTIVE,
    "closed": Status.CLOSED, "gesloten": Status.CLOSED, "fermé": Status.CLOSED, "gestopt": Status.CLOSED,
    "inactive": Status.CLOSED, "defunct": Status.CLOSED,
}  # fmt: skip

WHOLE_REGION = frozenset(
    {REGION, "regio", "région", "region bruxelloise", "région bruxelloise", "heel brussel", "hele regio", "gewest",
     "alle zones", "tout bruxelles", "toute la région", "toutes les zones", "all zones"}
)  # fmt: skip

_BEYOND_ISO_639_1 = frozenset({"rif", "vgt", "sfb", "ber", "zgh", "ary", "arq", "kmr", "ckb", "sgn", "rom"})
"""Tarifit, the two Belgian sign languages and others spoken in Brussels that have no two-letter code."""


@cache
def language_codes() -> frozenset[str]:
    """ISO 639 codes that a service may speak: those that Unicode's CLDR names, and a few that it does not."""
    return frozenset(_names("en")) | _BEYOND_ISO_639_1


@cache
def language_names() -> Mapping[str, str]:
    """Names of languages in Dutch, French and English, lower case -> code (`arabe` -> `ar`)."""
    names: dict[str, str] = {}
    for lang in ("nl", "fr", "en"):
        for code, name in _names(lang).items():
            names.setdefault(name.casefold(), code)
    return names


def _names(lang: str) -> dict[str, str]:
    """Code -> name in `lang`, of plain languages (not of variants like `nl_BE`)."""
    return {str(code): str(name) for code, name in Locale(lang).languages.items() if str(code).isalpha()}
