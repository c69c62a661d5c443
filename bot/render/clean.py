"""Text from data -> text that is safe to show: one line, no control characters, no ping, no link in disguise.

HTML is escaped later, by the templates; this is about what escaping does not stop. A mention needs an `@` at the
start of a word or a matrix.to link: a word joiner (U+2060, invisible) behind it keeps the look and breaks the ping.
The messenger sends an empty m.mentions as well; this is for clients and bridges that do not look there.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

WORD_JOINER = "\u2060"

_MENTION = re.compile(r"(?<![\w])@(?=\S)|@(?=room\b)", re.IGNORECASE)
_MATRIX_TO = re.compile(r"(matrix)(\.to)", re.IGNORECASE)
_MATRIX_URI = re.compile(r"\b(matrix):(?=[a-z])", re.IGNORECASE)
# A link in disguise is only text here, but clients make links of anything that looks like one.
_SCRIPT_URI = re.compile(r"\b(javascript|vbscript|data)\s*:(?=\S)", re.IGNORECASE)
_HOST = re.compile(r"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$", re.IGNORECASE)
_ADDRESS_CHARACTERS = re.compile(r"^[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+$")

# Shown in full by readers who count on a line; longer than these is not a name, a phone number ... but an accident.
NAME, LINE, QUOTE = 90, 130, 320
EMOJI = 8  # code points: a family or a flag is one pictogram of up to seven


def clean(text: str, limit: int = LINE) -> str:
    """`text` on one line of at most `limit` characters, harmless in a room."""
    visible = text  # nothing in it to look at closely, as in most
    if not (text.isascii() and text.isprintable()):
        visible = "".join(" " if _is_space(char) else char for char in text if not _is_hidden(char))
    line = " ".join(visible.split())
    line = _MENTION.sub(f"@{WORD_JOINER}", shorten(line, limit))
    line = _MATRIX_TO.sub(rf"\1{WORD_JOINER}\2", line)
    line = _MATRIX_URI.sub(rf"\1{WORD_JOINER}:", line)
    return _SCRIPT_URI.sub(lambda found: f"{found.group(1)}{WORD_JOINER}:", line)


def shorten(text: str, limit: int) -> str:
    """Cut at a word, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _rest = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip(" ,;:.–-(") + "…"


def first_sentence(text: str, limit: int = LINE) -> str:
    """The first sentence of a description, on one line, without its full stop."""
    line = " ".join(text.split())
    match = re.match(r"(.{15,}?)(?<![A-Z.]\w)[.!?](?:\s|$)", line)
    return shorten((match.group(1) if match else line).rstrip(" ."), limit)


def web_address(text: str) -> str:
    """`text` when it is a plain http(s) address of a host that can be read as it is, else "".

    Refused: other schemes, user names before the host (https://known.org@evil.org), characters outside ASCII (letters
    that look like others), spaces, matrix.to.
    """
    candidate = text.strip()
    if "://" not in candidate and candidate.lower().startswith("www."):
        candidate = f"https://{candidate}"
    if not _ADDRESS_CHARACTERS.match(candidate):
        return ""
    try:
        parts = urlsplit(candidate)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc or not _HOST.match(host):
        return ""
    if _MATRIX_TO.search(host) or "xn--" in host or (port is not None and not 0 < port < 65536):
        return ""
    return candidate


def _is_space(char: str) -> bool:
    return char in "\n\r\t\v\f" or unicodedata.category(char) in ("Zs", "Zl", "Zp")


def _is_hidden(char: str) -> bool:
    """Controls, bidirectional and zero-width marks, private use and lone surrogates; not the joiner inside emoji."""
    if _is_space(char) or char in "\u200d\ufe0f":
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn")
