"""The guard: does a text hold data on a person being helped, where, and what is left without it. Knows no Matrix.

`check` is pure, keeps nothing, and never puts text into an exception or a log. docs/guard.md says how it decides.
"""

from __future__ import annotations

from bot.guard.clean import cleaned, language
from bot.guard.detect import detect
from bot.guard.findings import SEVERE, Certainty, Finding, Kind, Verdict
from bot.guard.known import Known
from bot.guard.lists import cues
from bot.guard.reading import plain, read

__all__ = ["LONGEST", "Certainty", "Finding", "Kind", "Known", "Verdict", "check"]

_NOTHING_KNOWN = Known()

LONGEST = 5_000
"""Characters that one call reads, so that any message takes less than 50 ms. What is longer is not let through
unread: its end is a finding. Split a document into pieces of this length before asking."""


def check(text: str, *, known: Known | None = None) -> Verdict:
    """What of `text` identifies a person being helped. Offsets are characters of `text`; `known` is what is public."""
    shown, offsets = plain(text[:LONGEST])
    found = detect(read(shown, cues()), known or _NOTHING_KNOWN, whole=len(text) <= LONGEST)
    findings = tuple(Finding(it.kind, offsets[it.start], offsets[it.end - 1] + 1, it.certainty) for it in found)
    if len(text) > LONGEST:
        findings = (*findings, Finding(Kind.UNREAD, LONGEST, len(text), Certainty.PROBABLE))
    if not findings:
        return Verdict(cleaned=text)
    lang = language(text)
    return Verdict(
        findings,
        cleaned(text, findings, lang),
        severe=any(it.kind in SEVERE for it in findings),
        exclusion=any(it.kind is Kind.EXCLUSION for it in findings),
        lang=lang,
    )
