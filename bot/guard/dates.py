"""Ages and birth dates. An age alone identifies nobody; with a name, initials or a street it helps to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.guard.reading import Reading

_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|janvier|fevrier|février|mars"
    "|avril|mai|juin|juillet|aout|août|septembre|octobre|novembre|decembre|décembre|january|february|march|may|june|july"
    "|august|october|jan|feb|febr|mrt|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec|déc|janv|fév|avr|juil"
)
_DATE = re.compile(
    rf"(?<![\d/.\-])(?:\d{{1,2}}[ ]?[./\-][ ]?\d{{1,2}}[ ]?[./\-][ ]?(?:19|20|['’])?\d{{2}}|(?:19"
    rf"|20)\d\d[./\-]\d{{1,2}}[./\-]\d{{1,2}}"
    rf"|\d{{1,2}}(?:er|e|st|nd|rd|th)?[ ](?:of[ ]|de[ ])?(?:{_MONTHS})\.?,?[ ](?:19|20)?\d\d"
    rf"|(?:{_MONTHS})[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ](?:19|20)\d\d)(?![\d/]|[.\-]\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d/.,\-])(?:19[1-9]\d|20[0-2]\d)(?![\d/]|[.,\-]\d)")
_AGE = re.compile(
    r"(?<![\d.,/\-€+])(\d{1,3})(?:[ ]?(?:½|,5))?[ ]?-?(?:ans|an|jaar|jarige?|jaren|j|jr|yrs?|y\.?o|yo"
    r"|years?(?:[ -]old)?|year[- ]old|a\.)(?![\w])",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?<=[\w.])[ ]\((\d{1,2})(?:[ ]?(?:j|ans|jaar|y))?(?:\)|(?=[,;]))")
_PLAIN_AGE = re.compile(
    r"(?:(?<=[^\W\d][,.] )|(?<=\.[,] ))\d{2}(?=[,.;)]?(?:$|\s)(?!\s?(?:\d|uur|euro|bed|lit|plaats|place|pers|h\b|%)))"
)
_NOT_AGE_BEFORE = re.compile(
    r"(?:(?<!\w)(?:sinds|depuis|pendant|for|since|over|binnen|dans|il y a|al|na|apres|après|om de|elke|every"
    r"|plus de|moins de|meer dan|minder dan"
    r"|tot|à|et|en|and|to|tussen|entre|between|van|vanaf|des|dès|from|jusqu'à|under|boven|onder"
    r"|ouder dan|ruim|ongeveer|environ|about)|-|–|18\+|[0-9]\s?(?:tot|à|a|-|–|en|et))\s*$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(
    r"^\s*(?:geleden|ago|lang|ervaring|d'expérience|experience|et plus|en ouder|and older|and over|\+"
    r"|de retard|bestaan|d'existence|in dienst|de service|jubileum|wachttijd|d'attente|plus tôt|later"
    r"|plus tard)",
    re.IGNORECASE,
)
_OF_AGE_BEFORE = re.compile(
    r"(?:man|vrouw|dame|heer|mevrouw|meneer|jongen|meisje|moeder|vader|mama|papa|kind|dochter|zoon"
    r"|cli[eë]nte?|pati[eë]nte?|bewoner|madame|monsieur|boy|girl|woman|lady|client) van\s*$",
    re.IGNORECASE,
)
_SHORT_AGE = re.compile(r"(?:(?<=[^\W\d] )|(?<=[^\W\d][,.] )|(?<=\., ))\d{2}a(?!\w)")
"""Years as "31a": right after a name only."""

_UNIT_AFTER = re.compile(r"\s?(?:uur|euro|€|bed|lit|plaats|place|pers|m2|%|h\b|km|kinder|enfants)", re.IGNORECASE)
_OF_AGE = re.compile(
    r"(?<!\w)(?:man|vrouw|dame|heer|meneer|jongen|meisje|moeder|vader|mama|papa|bewoner|bewoonster|homme|femme"
    r"|monsieur|garçon|fille|cli[eë]nte?|pati[eë]nte?) (?:van|de) (\d{2})(?![\w/:.\-]|,\d)",
    re.IGNORECASE,
)
"""Without a unit: "een vrouw van 83"."""

_SIGN = re.compile(r"°[ ]?(?:\d{1,2}[./\- ]\d{1,2}[./\- ](?:19|20)?\d\d|(?:19|20)\d\d)(?!\d)")
"""The sign for a birth ("°1994"), as in family registers; "n° 1994" is a number."""

_SHORT_YEAR = re.compile(r"(?<!\w)(?:née?|geb\.?|geboren|born)[ ](?:en[ ]|in[ ])?['’]?(\d\d)(?![\w/:%€]|[.,\-]\d)")
"""A birth year in two digits ("née 55")."""

_YEAR_BRACKETED = re.compile(r"\((?:°[ ]?|ca\.?[ ]?|b\.?[ ]?|n[ée]e? (?:en )?|geb\.? )?(?:19[1-9]\d|20[01]\d)\)")

OLDEST = 115


def ages(reading: Reading) -> Iterator[tuple[int, int]]:
    """Spans of ages of one person; no age groups, no durations."""
    text = reading.text
    for match in _AGE.finditer(text):
        before = text[max(match.start() - 24, 0) : match.start()]
        if int(match.group(1)) > OLDEST or _RANGE_AFTER.match(text[match.end() : match.end() + 16]):
            continue
        if _NOT_AGE_BEFORE.search(before) and not _OF_AGE_BEFORE.search(before):
            continue
        yield match.span()
    for match in _BRACKETED.finditer(text):
        yield match.start() + 1, match.end()
    for match in _OF_AGE.finditer(text):
        if not _UNIT_AFTER.match(text[match.end() : match.end() + 12]):
            yield match.span(1)


def bare_ages(reading: Reading) -> Iterator[tuple[int, int]]:
    """Spans of two digits between commas ("Simon, 45, ..."): an age right after a name, else nothing."""
    for pattern in (_PLAIN_AGE, _SHORT_AGE):
        for match in pattern.finditer(reading.text):
            yield match.span()


def births(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """Spans of dates (or a year with its cue) that are somebody's birth, and whether they are full dates."""
    if not reading.has_digits():
        return
    told = "birth" in reading.present
    for match in _DATE.finditer(reading.text) if told else ():
        if _cue_before(reading, match.start()) is not None:
            yield *match.span(), True
    if "°" in reading.text:
        for match in _SIGN.finditer(reading.text):
            if reading.text[max(match.start() - 1, 0) : match.start()] not in ("n", "N", "r", "o"):
                yield *match.span(), True
    for match in _YEAR_BRACKETED.finditer(reading.text):
        if not match.group()[1].isdigit():
            yield *match.span(), True
    for match in _SHORT_YEAR.finditer(reading.text):
        yield *match.span(1), False
    for match in _YEAR.finditer(reading.text) if told else ():
        cue = _cue_before(reading, match.start())
        if cue is not None and reading.token_before(match.start()) - cue <= 3:
            yield reading.starts[cue], match.end(), False


def dates(reading: Reading) -> Iterator[tuple[int, int]]:
    """Spans of all full dates, and years in brackets, that can be a birth."""
    if not reading.has_digits():
        return
    for pattern in (_DATE, _YEAR_BRACKETED):
        for match in pattern.finditer(reading.text):
            yield match.span()


def _cue_before(reading: Reading, offset: int) -> int | None:
    token = reading.token_before(offset)
    for i in range(token - 1, max(token - 7, 0) - 1, -1):
        if "birth" in reading.marks[i]:
            begin = i
            while begin > 0 and "birth" in reading.marks[begin - 1]:
                begin -= 1
            return begin
        if reading.words[i] in "\n?!;" or reading.words[i].isdigit():
            return None
    return None
