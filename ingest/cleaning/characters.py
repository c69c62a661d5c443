"""Makes of every character what it stands for: no control characters, ligatures as letters, lost glyphs repaired.

U+FFFD stands where an extractor lost a glyph: at the start of a line it was a bullet, inside a word a ligature.
"""

from __future__ import annotations

import re
from collections import Counter

LOST = "\ufffd"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u3000"), " ")
_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|mc_[ce]id|msclkid)=[^&\s)>\]]*&?")
_LOST_AT_START = re.compile(rf"^([ \t]*){LOST}[{LOST} \t]*", re.MULTILINE)
_LOST_AFTER_MARKER = re.compile(rf"^([ \t]*(?:\d{{1,3}}\.?|[A-Za-z]\.)[ \t]+){LOST}[{LOST} \t]*", re.MULTILINE)
_LOST_IN_WORD = re.compile(rf"\w+{LOST}\w*|{LOST}\w+")
_CANDIDATES = ("ti", "fi", "tt", "ff", "fl", "ffi", "ft", "tti")
_SPLIT_LIGATURE = re.compile(r"\b(\w*f[fil]i?) ([a-zà-ÿ]+)\b")
_COMPLETE = {"wifi", "défi", "hifi", "off", "staff", "chef", "bluff", "sniff", "stuff", "golfi"}
"""Words that end like half a ligature and are whole; only a plural letter can have been torn off them."""


def normalise(text: str) -> str:
    """One spelling per character: `\\n` line ends, plain spaces, letters for ligatures, nothing invisible.

    A soft hyphen at the end of a line becomes a hyphen (the hyphens module decides), elsewhere it goes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n\n").replace("\x0b", "\n").translate(_SPACES).translate(_INVISIBLE)
    text = re.sub("\u00ad(?=[ \t]*\n)", "-", text).replace("\u00ad", "").replace("\u2010", "-").replace("\u2011", "-")
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return strip_tracking(repair_lost(_CONTROL.sub("", text)))


def strip_tracking(text: str) -> str:
    """Addresses without the parameters that only tell who shared them (utm_*, fbclid ...)."""
    text = _TRACKING.sub("", text)
    return re.sub(r"(https?://[^\s)>\]]*?)[?&](?=[\s)>\]]|$)", r"\1", text)


def repair_lost(text: str) -> str:
    """Lost glyphs: a bullet at the start of a line, a ligature where the document has the whole word, else nothing."""
    if LOST not in text:
        return text
    text = _LOST_AFTER_MARKER.sub(r"\1", text)
    text = _LOST_AT_START.sub(r"\1• ", text)
    known = Counter(re.findall(r"\w+", text.lower()))

    def restored(match: re.Match[str]) -> str:
        word = match.group()
        options = [word.replace(LOST, letters) for letters in _CANDIDATES] + [word.replace(LOST, "")]
        best = max(options, key=lambda option: known[option.lower()])
        # "Innova�e": nothing to compare with; "ti" is by far the most frequent ligature that is lost.
        guess = options[0] if re.search(rf"\w{LOST}\w", word) else options[-1]
        return best if known[best.lower()] else guess

    return _LOST_IN_WORD.sub(restored, text).replace(LOST, "")


def join_ligatures(text: str, known: Counter[str]) -> str:
    """Words that were torn apart after a ligature ("identifi er"), by what the ending allows."""

    def joined(match: re.Match[str]) -> str:
        left, right = match.group(1), match.group(2)
        whole = left + right
        if left.lower() in _COMPLETE:
            return whole if right in {"s", "t"} else match.group()
        torn = len(left) > 3 and re.search(r"f[fl]?i$|fl$", left) is not None
        return whole if torn or known[whole.lower()] else match.group()

    return _SPLIT_LIGATURE.sub(joined, text)
