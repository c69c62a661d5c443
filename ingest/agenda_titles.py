"""A title as calendars have it -> a title in Dutch and one in French, and the languages that it names."""

from __future__ import annotations

import re

from ingest.agenda_text import LONGEST_TITLE, SURE, clean_line, odds

TOGETHER = 2.5
"""Log odds of both halves together from which they count as two languages (92 %, as kb.language.CERTAIN)."""

_DASH = re.compile(r"\s+(?:–|—|-|·|•)\s+")
_SLASH = re.compile(r"\s+(?:/{1,2}|\|)\s+")
_TAIL = re.compile(r"\s+(#\d+|\(\d+(?:/\d+)?\)|(?:19|20)\d\d)$")
_TAGS = re.compile(r"[(\[](?:NL|FR|EN)(?:\s?[/+&,|-]\s?(?:NL|FR|EN))*[)\]]")
_TAGGED = re.compile(
    r"^[(\[]?(NL|FR)\b[)\]]?\s*[:.-]?\s+(.+?)\s*[/|–-]{0,2}\s*(?:[(\[](NL|FR)[)\]]|\b(NL|FR)\s?:)\s*(.+)$"
)


def titles(text: str, hint: str = "") -> tuple[str, str]:
    """A title in Dutch and in French: two halves when it is "NL / FR" (or the other way round), the same text twice
    when its language is not clear. `hint` is the language that the calendar states."""
    text = clean_line(text, LONGEST_TITLE)
    both = _tagged(text) or _halves(text)
    if both is not None:
        return both
    sure = odds(text)
    if abs(sure) < SURE:
        sure = {"nl": SURE, "fr": -SURE}.get(hint[:2].lower(), 0.0)
    if abs(sure) < SURE or len(languages(text)) > 1:
        return text, text
    return (text, "") if sure > 0 else ("", text)


def languages(text: str) -> tuple[str, ...]:
    """The languages that a title names in brackets: "(NL/FR)"."""
    found = [lang.lower() for tag in _TAGS.findall(text) for lang in re.findall("NL|FR|EN", tag)]
    return tuple(dict.fromkeys(found))


def _tagged(text: str) -> tuple[str, str] | None:
    """The halves of "NL: ... / FR: ..." and "[FR] ... [NL] ..."."""
    match = _TAGGED.match(text)
    if match is None:
        return None
    first, left, bracketed, bare, right = match.groups()
    if first == (bracketed or bare):
        return None
    return (left, right) if first == "NL" else (right, left)


def _halves(text: str) -> tuple[str, str] | None:
    """The halves of a title when one is Dutch and the other French. At a slash they have to be so together; at a
    dash, which also stands inside titles, each of them."""
    for separator, needed in ((_SLASH, 0.0), (_DASH, SURE)):
        parts = separator.split(text)
        if len(parts) % 2 or len(parts) > 4:
            continue
        left, right = (" / ".join(half) for half in (parts[: len(parts) // 2], parts[len(parts) // 2 :]))
        if left == right and not needed:
            return left, right
        if _apart(odds(left), odds(right), needed):
            tail = _TAIL.search(right)
            dutch = odds(left) > odds(right)
            if tail and not _TAIL.search(left):
                left = f"{left} {tail[1]}"
            return (left, right) if dutch else (right, left)
    return None


def _apart(left: float, right: float, needed: float) -> bool:
    """Whether two halves are in two languages, by the log odds of each; 0 is a word that both languages use."""
    weaker = min(abs(left), abs(right))
    opposite = left * right < 0 and weaker > needed
    return abs(left) + abs(right) >= TOGETHER and (opposite or (not needed and weaker == 0))
