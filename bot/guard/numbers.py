"""Numbers that identify a person: national register, BIS, identity card, foreigners' files, bank account, membership
and file numbers, number plates. Checksums by python-stdnum; a malformed one counts next to its cue word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban
from stdnum.be import bis, eid, nn, vat

from bot.guard.findings import Finding, Kind
from bot.guard.reading import Reading

NEAR = 6
"""Tokens before a number in which its cue word stands ("rijksregisternummer van mijn cliënt is: ...")."""

_STRUCTURED = re.compile(r"[+*]{3}\s?\d{3}\s?/\s?\d{4}\s?/\s?\d{5}\s?[+*]{3}|(?<!\d)\d{3}/\d{4}/\d{5}(?!\d)")
_ENTERPRISE = re.compile(r"(?<![\w.])(?:BE\s?)?[01]\d{3}[ .]\d{3}[ .]\d{3}(?![\d.]*\d)", re.IGNORECASE)
_COMPANY_CUE = re.compile(
    r"(?<!\w)(?:ondernem|kbo|bce|btw|tva|vat|entreprise|enterprise|rpr|rpm|bv|srl|vzw|asbl)", re.I
)
_MEMBER_CUE = re.compile(r"(?<!\w)(?:lid|affili|aansluit|dossier|member)", re.I)
_MOBILE = re.compile(r"04[5-9]")
COMPANY_NEAR = 30
"""Characters before an enterprise number in which its cue word stands."""

_NATIONAL = re.compile(r"(?<![\d+])\d{2}[ .\-/]{0,2}\d{2}[ .\-/]{0,2}\d{2}[ .\-/–]{0,3}\d{3}[ .\-/–]{0,3}\d{2}(?!\d)")
_NATIONAL_LOOK = re.compile(r"\d{2}([.\-/ ])\d{2}\1\d{2} ?[.\-/–= ] ?\d{3}[.\-/ ]\d{2}|\d{6}[-. ]\d{3}[-. ]\d{2}")
_NATIONAL_SHORT = re.compile(r"(?<![\d+])(?:\d{6}|\d\d\.\d\d\.\d\d)[-.]\d{3}[-.]\d(?!\d)")
"""One digit too few: nothing else is written so."""

_CARD = re.compile(r"(?<!\d)\d{3}[- .]?\d{7}[- .]?\d{2}(?!\d)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}[ ]?\d{2}(?:[ .\-]?[A-Z0-9]){8,30}", re.IGNORECASE)
_IBAN_LENGTHS = {
    "be": 16, "nl": 18, "fr": 27, "lu": 20, "de": 22, "gb": 22, "es": 24, "pt": 25, "it": 27, "pl": 28, "ro": 24,
    "bg": 22, "gr": 27, "tr": 26, "ie": 22, "at": 20, "ch": 21, "cz": 24, "sk": 24, "hu": 28, "lt": 20, "lv": 21,
    "ee": 20, "fi": 18, "se": 24, "dk": 18, "hr": 21, "si": 19, "cy": 28, "mt": 31, "ma": 28, "tn": 24, "ua": 29,
    "al": 28, "ge": 22, "rs": 22, "mk": 19, "ba": 20, "xk": 20, "md": 24,
}  # fmt: skip
_FOREIGNER = re.compile(
    r"(?<!\w)(?:SP|OV|O\.V\.|S\.P\.|OE|DVZ|CGRA|CGVS)[ .:#/-]{0,3}"
    r"(?:n[r°o]?\.?|nummer|numéro)?[ .:#-]{0,3}(?:is|est)?[ .:#-]{0,2}"
    r"(\d(?:[ .\-/]?\d){4,9})(?!\d)",
    re.IGNORECASE,
)
_PLATE = re.compile(r"(?<![\w-])[1-9]-?[A-Z]{3}-?\d{3}(?![\w-])")
_PLATE_LOW = re.compile(r"(?<![\w-])[1-9][- ][a-z]{3}[- ]\d{3}(?![\w-])", re.IGNORECASE)
_PLATE_CUED = re.compile(r"(?<!\w)[A-Z0-9](?:[- ]?[A-Z0-9]){4,7}(?!\w)", re.IGNORECASE)
_CODE = re.compile(
    r"(?<![\w.])(?P<letters>[A-Z]{1,4}[-./ ]?)?\d"
    r"(?:[ .\-/]{0,2}\d|[-/][A-Z]{2,6}(?=[-/])|[-/]?[A-Z](?![a-z])){2,18}(?!\w)"
)
_POSTCODE = re.compile(r"1[0-2]\d0")
"""Of Brussels (1000 to 1210): "in 1030"."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,2}[ ./\-]\d{1,2}[ ./\-](?:19|20)?\d{2}")


def payments(text: str) -> list[tuple[int, int]]:
    """Spans that look like numbers of people and are none: structured communications, enterprise numbers."""
    if not any(char.isdigit() for char in text):
        return []
    found = [match.span() for match in _STRUCTURED.finditer(text)]
    return found + [match.span() for match in _ENTERPRISE.finditer(text) if _company(text, match)]


def _company(text: str, match: re.Match[str]) -> bool:
    """Its checksum is right, or its cue word stands before it; else a mobile or a member's number is written so."""
    if _COMPANY_CUE.search(text[max(match.start() - COMPANY_NEAR, 0) : match.start()]):
        return True
    digits = "".join(filter(str.isdigit, match.group()))
    return vat.is_valid(digits) and not (
        _MOBILE.match(digits) or _MEMBER_CUE.search(text[: match.start()][-COMPANY_NEAR:])
    )


def numbers(reading: Reading) -> Iterator[Finding]:
    """Every identifying number, surest first; later ones may overlap earlier ones."""
    yield from _ibans(reading)
    yield from _national(reading)
    yield from _cards(reading)
    yield from _foreigners(reading)
    yield from _plates(reading)
    yield from _cued(reading)


def _cue(reading: Reading, offset: int, category: str, near: int = NEAR) -> bool:
    """A cue word of the category stands in the tokens before an offset, in the same line, and none against it after."""
    token = reading.token_before(offset)
    for i in range(token - 1, max(token - near, 0) - 1, -1):
        if reading.words[i] in "\n!?;" or (len(reading.words[i]) > 3 and reading.words[i].isdigit()):
            return False
        if "near_not_a_person" in reading.marks[i] and category != "near_account":
            return False
        if category in reading.marks[i]:
            return True
    return False


def _national(reading: Reading) -> Iterator[Finding]:
    for match in _NATIONAL.finditer(reading.text):
        digits = "".join(filter(str.isdigit, match.group()))
        if nn.is_valid(digits):
            yield Finding(Kind.NATIONAL_NUMBER, *match.span())
        elif bis.is_valid(digits):
            yield Finding(Kind.BIS_NUMBER, *match.span())
        elif _NATIONAL_LOOK.fullmatch(match.group()) and _dated(digits):
            yield Finding(Kind.NATIONAL_NUMBER, *match.span())

    for match in _NATIONAL_SHORT.finditer(reading.text):
        if _dated("".join(filter(str.isdigit, match.group()))):
            yield Finding(Kind.NATIONAL_NUMBER, *match.span())


def _dated(digits: str) -> bool:
    """The first six digits can be a date of birth (months of BIS numbers are 20 or 40 higher)."""
    return int(digits[2:4]) % 20 <= 12 and int(digits[4:6]) <= 31


def _cards(reading: Reading) -> Iterator[Finding]:
    for match in _CARD.finditer(reading.text):
        digits = "".join(filter(str.isdigit, match.group()))
        cued = _cue(reading, match.start(), "near_id_card")
        if cued or (len(match.group()) == 14 and eid.is_valid(digits)):
            yield Finding(Kind.ID_CARD, *match.span())


def _ibans(reading: Reading) -> Iterator[Finding]:
    for match in _IBAN.finditer(reading.text):
        length = _IBAN_LENGTHS.get(match.group()[:2].lower())
        if length is None:
            continue
        end, compact = _take(match.group(), length)
        if len(compact) < length:
            if len(compact) >= 12 and _cue(reading, match.start(), "near_account"):
                yield Finding(Kind.IBAN, match.start(), match.start() + end)
            continue
        after = reading.text[match.start() + end : match.start() + end + 1]
        if after.isalnum():
            continue
        cued = _cue(reading, match.start(), "near_account")
        digits = sum(map(str.isdigit, compact))
        if iban.is_valid(compact) or (cued and digits >= 10) or (compact[:2].lower() == "be" and digits == length - 2):
            yield Finding(Kind.IBAN, match.start(), match.start() + end)


def _take(written: str, length: int) -> tuple[int, str]:
    """The first `length` letters and digits of what is written, and where they end in it."""
    taken: list[str] = []
    end = 0
    for i, char in enumerate(written):
        if char.isalnum():
            taken.append(char)
            end = i + 1
            if len(taken) == length:
                break
    return end, "".join(taken)


def _foreigners(reading: Reading) -> Iterator[Finding]:
    for match in _FOREIGNER.finditer(reading.text):
        yield Finding(Kind.FOREIGNER_NUMBER, *match.span())


def _plates(reading: Reading) -> Iterator[Finding]:
    for pattern in (_PLATE, _PLATE_LOW):
        for match in pattern.finditer(reading.text):
            spaced = " " in match.group()
            if not spaced or _cue(reading, match.start(), "near_plate"):
                yield Finding(Kind.NUMBER_PLATE, *match.span())
    if any("near_plate" in marks for marks in reading.marks):
        for match in _PLATE_CUED.finditer(reading.text):
            digits = sum(map(str.isdigit, match.group()))
            letters = sum(map(str.isalpha, match.group()))
            if 3 <= digits <= 5 and 2 <= letters <= 5 and _cue(reading, match.start(), "near_plate", 4):
                yield Finding(Kind.NUMBER_PLATE, *match.span())


_CUED = (
    ("near_national", Kind.NATIONAL_NUMBER, 6),
    ("near_id_card", Kind.ID_CARD, 6),
    ("near_foreigner", Kind.FOREIGNER_NUMBER, 5),
    ("near_file", Kind.FILE_NUMBER, 4),
)
"""Cue category, kind, fewest digits of a number that counts next to the cue."""


def _cued(reading: Reading) -> Iterator[Finding]:
    cued = [item for item in _CUED if any(item[0] in marks for marks in reading.marks)]
    if not cued:
        return
    for match in _CODE.finditer(reading.text):
        start, end = match.span()
        before = match.group("letters")
        if before and reading.marks[reading.token_before(start)]:  # "INSZ 79.02.03": the cue itself
            start += len(before)
        written = reading.text[start:end]
        digits = sum(map(str.isdigit, written))
        if _YEAR.fullmatch(written) or _DATE.fullmatch(written) or _POSTCODE.fullmatch(written):
            continue
        for category, kind, fewest in cued:
            if digits >= fewest and _cue(reading, start, category, 5):
                yield Finding(kind, start, end)
                break
