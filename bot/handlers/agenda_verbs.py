"""The words of a proposal: what begins one, what ends it, what agrees to it. Pure."""

from __future__ import annotations

import re

from bot.render.agenda_proposal import Kind
from kb.models import Lang

_VERBS: dict[str, tuple[Kind, Lang]] = {
    "nieuw": ("new", "nl"), "nieuwe": ("new", "nl"), "voorstel": ("new", "nl"), "toevoegen": ("new", "nl"),
    "nouveau": ("new", "fr"), "nouvelle": ("new", "fr"), "proposer": ("new", "fr"), "ajouter": ("new", "fr"),
    "new": ("new", "en"), "propose": ("new", "en"), "add": ("new", "en"),
    "wijzig": ("change", "nl"), "wijzigen": ("change", "nl"), "aanpassen": ("change", "nl"),
    "verplaats": ("change", "nl"), "modifier": ("change", "fr"), "changer": ("change", "fr"),
    "change": ("change", "en"), "edit": ("change", "en"),
    "annuleer": ("cancel", "nl"), "annuleren": ("cancel", "nl"), "schrap": ("cancel", "nl"),
    "annuler": ("cancel", "fr"), "supprimer": ("cancel", "fr"), "cancel": ("cancel", "en"),
}  # fmt: skip
_STOP = re.compile(r"^\s*(?:stop|stoppen|annuleer|annuler|cancel|arr[êe]te[rz]?|quit)\s*[.!]?\s*$", re.IGNORECASE)
_YES = re.compile(r"^\s*(?:ja|oui|yes|ok|oké|d['’]accord|✅|✔️?|klopt|goed|bien|prima)\s*[.!]?\s*$", re.IGNORECASE)
_NO = re.compile(r"^\s*(?:nee|neen|non|no|❌)\s*[.!]?\s*$", re.IGNORECASE)


def verb_of(text: str) -> tuple[Kind, Lang, str] | None:
    """What `!agenda TEXT` wants done, in which language, and the rest; None when it only asks for a list."""
    first, _, rest = text.strip().partition(" ")
    found = _VERBS.get(first.strip(":,;").casefold())
    return (*found, rest.strip()) if found else None


def means_stop(text: str) -> bool:
    """Whether an answer ends the proposal."""
    return bool(_STOP.match(text))


def means_yes(text: str) -> bool | None:
    """Whether an answer agrees (True) or declines (False); None when it does neither."""
    return True if _YES.match(text) else False if _NO.match(text) else None
