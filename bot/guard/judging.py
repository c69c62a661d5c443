"""What is reported in the end: the rules' findings that the tagger does not deny, and what the tagger sees beside them.

Numbers with a checksum or a cue word speak for themselves. Of all else the rules only say what it could be: whether it
tells who somebody helped is what the tagger says, which reads the whole message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.guard.findings import SEVERE, Certainty, Finding, Kind
from bot.guard.known import Known
from bot.guard.reading import Reading, Spans
from bot.guard.ruling import Ruled, apart, passed_on, published
from bot.guard.tagger import CLASSES, Floats
from bot.guard.vocabulary import known_word

STOP = 0.55
"""Chance of the likeliest token from which a message is stopped."""

MARK, JOIN = 0.2, 0.08
"""Chances of the likeliest token from which a stretch of a stopped message is marked, and of the others in it."""

MARK_PLACE = 0.5
"""The same for a place of which no rule says that it is an address: "zoekt een rusthuis in Jette" has to stay whole."""

BARE = 0.7
"""Share of a message's characters that an address takes in one that holds nothing else."""

AGREED = 0.4
"""The same of what a rule is sure of: from there on it stops a message and is reason to redact."""

KEEP, KEEP_NUMBER = 0.1, 0.15
"""Chances of the likeliest token under which the tagger denies what a rule found; KEEP_NUMBER for `_OFTEN`, which stop
a message by themselves."""

SURE = 0.95
"""Chance of the likeliest token from which what the tagger marks is reason to redact; under it, to ask."""

_ALWAYS = frozenset((Kind.NATIONAL_NUMBER, Kind.BIS_NUMBER, Kind.ID_CARD, Kind.FOREIGNER_NUMBER))
"""Kinds that only a person has: the tagger is not asked about them."""

_OFTEN = frozenset((Kind.IBAN, Kind.FILE_NUMBER, Kind.NUMBER_PLATE, Kind.PHONE, Kind.EMAIL))
"""Kinds that are mostly a person's, but that services have too."""

_BESIDE = frozenset((*SEVERE, Kind.AGE, Kind.ORIGIN))
"""Kinds that only count beside an identity."""

_NAME, _PLACE = CLASSES.index("name"), CLASSES.index("address")

YEAR, PARTS = 4, 3
"""A birth date has a number of so many digits, or so many numbers; else it is an age."""

_KINDS: dict[str, Kind] = {
    "name": Kind.NAME,
    "contact": Kind.FILE_NUMBER,
    "address": Kind.ADDRESS,
    "date": Kind.AGE,
    "condition": Kind.HEALTH,
    "description": Kind.ORIGIN,
}


def judged(reading: Reading, ruled: Ruled, chances: Floats, known: Known, *, agreed: float = AGREED) -> list[Finding]:
    """The findings, in order and without overlaps. `chances`: of each class (tagger.CLASSES), by token. `agreed`: the
    chance from which what a rule is sure of counts."""
    told = _told(reading, ruled, chances, known)
    hard = list(_hard(reading, ruled, told, agreed))
    described = passed_on(reading, False)
    kept = list(_kept(reading, ruled, told, hard, agreed))
    sure = any(item.certainty is Certainty.SURE and item.kind not in _BESIDE for item in kept)
    if not hard and not described and not sure and max(told, default=0.0) < STOP:
        return []
    covered = Spans((item.start, item.end) for item in [*hard, *kept])
    classes = _classes(reading, chances, told, covered)
    stretches = _stretches(reading, classes, told)
    marked = [_marked(reading, classes[begin], told, *_whole(reading, covered, begin, end)) for begin, end in stretches]
    found = [*hard, *kept, *marked]
    if all(item.kind in SEVERE for item in found) or (not hard and not kept and _bare(reading, marked)):
        found = []  # what somebody has, and nobody who has it; a place, and nothing said of it
    turned_away = passed_on(reading, bool(found))
    if not any(item.certainty is Certainty.SURE and item.kind not in _BESIDE for item in found):
        found = [_asked(item) for item in found]
        turned_away = turned_away if described else [_asked(item) for item in turned_away]
    return apart([*found, *turned_away], (), len(reading.text))


def _asked(item: Finding) -> Finding:
    """Reason to ask only: an age is as certain as that it is somebody's."""
    return Finding(item.kind, item.start, item.end, Certainty.PROBABLE)


def _bare(reading: Reading, marked: Sequence[Finding]) -> bool:
    """Hardly more than an address: the answer to "where?"."""
    length = sum(item.end - item.start for item in marked)
    return all(item.kind is Kind.ADDRESS for item in marked) and length >= BARE * len(reading.text)


def _told(reading: Reading, ruled: Ruled, chances: Floats, known: Known) -> list[float]:
    """The chance of each token that it tells who somebody is, in any way; 0 where everybody may know it,
    and for a word of the dictionary that no rule could take for a name."""
    told = [1.0 - float(chance[0]) for chance in chances]
    if max(told, default=0.0) < JOIN:
        return told
    public = published(reading, known, ruled.weighed)
    candidates = Spans((it.it.begin, it.it.end) for it in ruled.weighed)
    return [
        0.0
        if public.meet(reading.starts[i], reading.ends[i])
        or (chances[i].argmax() == _NAME and known_word(reading.folded[i]) and not candidates.meet(i, i + 1))
        else chance
        for i, chance in enumerate(told)
    ]


def _hard(reading: Reading, ruled: Ruled, told: Sequence[float], agreed: float) -> Iterator[Finding]:
    """What stops a message by itself."""
    full = {(begin, end) for begin, end, whole in ruled.first.born if whole}
    for item in ruled.findings:
        chance = _likeliest(reading, told, item)
        if item.kind in _ALWAYS or (item.start, item.end) in full:
            yield item
        elif item.kind in _OFTEN and chance >= KEEP_NUMBER:
            yield _weighed(item, chance, agreed)


def _kept(
    reading: Reading, ruled: Ruled, told: Sequence[float], hard: Sequence[Finding], agreed: float
) -> Iterator[Finding]:
    """What else the rules found and the tagger does not deny."""
    stopping = {(item.start, item.end) for item in hard}
    for item in ruled.findings:
        chance = _likeliest(reading, told, item)
        other = item.kind not in _OFTEN and item.kind is not Kind.EXCLUSION and (item.start, item.end) not in stopping
        if other and chance >= KEEP:
            yield _weighed(item, chance, agreed)


def _likeliest(reading: Reading, told: Sequence[float], item: Finding) -> float:
    return max(told[reading.token_at(item.start) : reading.token_before(item.end)], default=0.0)


def _weighed(item: Finding, chance: float, agreed: float) -> Finding:
    """A rule's finding is reason to redact when the tagger takes it for one too."""
    sure = (item.certainty is Certainty.SURE and chance >= agreed) or chance >= SURE
    return Finding(item.kind, item.start, item.end) if sure else _asked(item)


def _classes(reading: Reading, chances: Floats, told: Sequence[float], covered: Spans) -> list[int]:
    """The likeliest class of each token that can be marked and that nothing else covers; 0 for the others."""
    spans = zip(reading.starts, reading.ends, strict=True)
    return [
        1 + int(chance[1:].argmax()) if here >= JOIN and not covered.meet(*span) else 0
        for chance, here, span in zip(chances, told, spans, strict=True)
    ]


def _stretches(reading: Reading, classes: Sequence[int], told: Sequence[float]) -> Iterator[tuple[int, int]]:
    """[begin, end) of tokens in a row that are marked as the same and say something, without signs at their ends."""
    begin = 0
    for marked_as, its in groupby(classes):
        first, begin = begin, begin + len(list(its))
        worded = [i for i in range(first, begin) if reading.words[i][0].isalnum()]
        says = _says(reading, marked_as, worded)
        enough = MARK_PLACE if marked_as == _PLACE else MARK
        if marked_as and says and max(told[first:begin]) >= enough:
            yield worded[0], worded[-1] + 1


def _whole(reading: Reading, covered: Spans, begin: int, end: int) -> tuple[int, int]:
    """The stretch with what is written in one with its ends: "2e", "592-1234567-89"."""
    while begin > 0 and _glued(reading, begin) and not covered.meet(reading.starts[begin - 1], reading.ends[begin - 1]):
        begin -= 1
    while end < len(reading) and _glued(reading, end) and not covered.meet(reading.starts[end], reading.ends[end]):
        end += 1
    return begin, end


def _glued(reading: Reading, i: int) -> bool:
    """Whether no space, and no sign but a hyphen, stands between a token and the one before."""
    if reading.starts[i] != reading.ends[i - 1]:
        return False
    pair = reading.words[i - 1], reading.words[i]
    return all(word[0].isalnum() or word == "-" for word in pair) and any(word[0].isdigit() for word in pair)


def _says(reading: Reading, marked_as: int, worded: Sequence[int]) -> bool:
    """Whether there is more than little words in a stretch; a place has a name or a number ("lives at" is none)."""
    if marked_as == _PLACE:
        return any(reading.words[i][0].isupper() or reading.words[i][0].isdigit() for i in worded)
    return any("link" not in reading.marks[i] for i in worded)


def _marked(reading: Reading, told_as: int, told: Sequence[float], begin: int, end: int) -> Finding:
    kind = _kind(reading, CLASSES[told_as], begin, end)
    certainty = Certainty.SURE if max(told[begin:end]) >= SURE else Certainty.PROBABLE
    return Finding(kind, reading.starts[begin], reading.ends[end - 1], certainty)


def _kind(reading: Reading, likeliest: str, begin: int, end: int) -> Kind:
    """What is counted and said of a stretch of a class."""
    words = reading.words[begin:end]
    if likeliest == "condition" and any("judicial" in marks for marks in reading.marks[begin:end]):
        return Kind.JUDICIAL
    if likeliest == "contact" and "@" in words:
        return Kind.EMAIL
    if likeliest == "contact" and (words[0] == "+" or words[0][0] == "0"):
        return Kind.PHONE
    numbers = [word for word in words if word.isdigit()]
    if likeliest == "date" and (len(numbers) >= PARTS or YEAR in map(len, numbers)):
        return Kind.BIRTH_DATE
    return _KINDS[likeliest]
