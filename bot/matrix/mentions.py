"""Is the bot spoken to? Pure functions over names and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_GREETING = r"(?:(?:dag|hallo|hey|hoi|goedemorgen|goeiemorgen|beste|bonjour|salut|bonsoir|cher|hello|hi|dear)[\s,!]+)?"
_FALLBACK = re.compile(r"\A(?:> ?.*\n)+\n?")


def names_of(user_id: str, display_name: str) -> tuple[str, ...]:
    """What people call the bot: full id, display name, localpart. Longest first, empty ones left out."""
    localpart = user_id.partition(":")[0].removeprefix("@")
    return tuple(sorted({name for name in (user_id, display_name.strip(), localpart) if name}, key=len, reverse=True))


def is_mentioned(content: dict[str, Any], body: str, user_id: str, names: Iterable[str]) -> bool:
    """By m.mentions, by its id or `@name` anywhere, or by name as a form of address.

    A name may be an ordinary word ("un relais pour jeunes"), so that a bare one counts at the start (a greeting
    may come before it), at the end, or as a word of its own written exactly like a display name with a capital.
    """
    mentions = content.get("m.mentions")
    users = mentions.get("user_ids") if isinstance(mentions, dict) else None
    if isinstance(users, list) and user_id in users:
        return True
    return any(_called(name, body) for name in names)


def _called(name: str, body: str) -> bool:
    word = rf"(?<!\w)@?{re.escape(name)}(?!\w)"
    if name.startswith("@"):
        return re.search(rf"(?<!\w){re.escape(name)}(?![\w.-]*\w)", body, re.IGNORECASE) is not None
    if re.search(rf"(?<!\w)@{re.escape(name)}(?![\w:])", body, re.IGNORECASE):
        return True
    if re.search(rf"\A\s*{_GREETING}{word}", body, re.IGNORECASE) or re.search(
        rf"{word}[\s?!.]*\Z", body, re.IGNORECASE
    ):
        return True
    return name[:1].isupper() and re.search(word, body) is not None


def without_fallback(body: str, is_reply: bool) -> str:
    """The body without the quoted lines that older clients put before a reply."""
    return _FALLBACK.sub("", body) if is_reply else body


def without_address(body: str, names: Iterable[str]) -> str:
    """The body without the bot's name where that only addresses it: "Relais: waar ..." -> "waar ...".

    A bare name at the start stays, for it may be part of the question ("Relais parental à Forest ?").
    """
    for name in names:
        pattern = rf"\A\s*(?:@{re.escape(name.removeprefix('@'))}\s*[:,;!-]?|{re.escape(name)}\s*[:,;!-])\s+"
        shorter = re.sub(pattern, "", body, count=1, flags=re.IGNORECASE)
        if shorter != body and shorter.strip():
            return shorter
    return body
