"""Opening hours as people type them -> OSM opening_hours: "ma-vr 9-12", "du lundi au vendredi de 9h à 12h".

A grammar, not a guess: a word that is not known here makes the whole text none, and then a person reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from opening_hours import validate

from bot.guard.tokens import listed
from kb.understand.text import folded

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
PUBLIC_HOLIDAYS = "PH"

_DAY_WORDS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(listed("ma maa maandag maandags lu lun lundi lundis mo mon monday mondays"), (0,)),
    **dict.fromkeys(listed("di din dinsdag dinsdags mar mardi mardis tu tue tues tuesday tuesdays"), (1,)),
    **dict.fromkeys(listed("wo woe woensdag woensdags me mer mercredi mercredis we wed wednesday wednesdays"), (2,)),
    **dict.fromkeys(listed("do don donderdag donderdags je jeu jeudi jeudis th thu thur thurs thursday"), (3,)),
    **dict.fromkeys(listed("vr vrij vrijdag vrijdags ve ven vendredi vendredis fr fri friday fridays"), (4,)),
    **dict.fromkeys(listed("za zat zaterdag zaterdags sa sam samedi samedis sat saturday saturdays"), (5,)),
    **dict.fromkeys(listed("zo zon zondag zondags dim dimanche dimanches su sun sunday sundays"), (6,)),
    **dict.fromkeys(listed("weekdagen weekdag werkdagen semaine weekdays weekday"), (0, 1, 2, 3, 4)),
    **dict.fromkeys(listed("weekend weekends"), (5, 6)),
    **dict.fromkeys(listed("dagelijks alledagen elkedag tlj daily everyday"), tuple(range(7))),
}
_PHRASES = (
    (r"24 ?(?:h|u|uur|heures)? ?(?:/|sur|op) ?24(?:(?: |, ?| et )?7 ?(?:j|d)? ?(?:/|sur|op) ?7)?", "24/7"),
    (r"jours? ouvrables?", "weekdagen"), (r"tous les jours|chaque jour|7 ?j(?:ours)? ?(?:/|sur) ?7", "dagelijks"),
    (r"(?:alle|elke) dag(?:en)?|7 ?(?:dagen)? ?op ?7", "dagelijks"), (r"every day", "dagelijks"),
    (r"(?:officiele )?feestdag(?:en)?|jours? feries?|(?:public|bank) holidays?", "ph"), (r"week[- ]end", "weekend"),
    (r"tot en met", "tot"), (r"apres[- ]midis?|s? ?(?:voor|na)middags?|matins?|avonds?|soirs?|mornings?", " "),
    (r"afternoons?|evenings?", " "), (r"t\.?/?e?\.?m\.?(?=[ \d.])", "tot"), (r"jusqu ?'? ?(?:a"
    r"|au)?(?= )", "tot"), (r"dag en nacht|jour et nuit", "24/7"),
)  # fmt: skip
_TIMES = {"middag": "12:00", "midi": "12:00", "noon": "12:00", "middernacht": "24:00", "minuit": "24:00",
          "midnight": "24:00"}  # fmt: skip
_TO = listed("- – — tot au a tm t/m to until till through jusque jusqu")
_AND = listed("en et and , & + / ou of or puis")
_ENDS = frozenset((";", "|", "\n", "."))
_OFF = listed("gesloten dicht toe ferme fermee fermes closed off")
_ALSO = listed("ook aussi egalement also eveneens bijkomend")
_FILLERS = listed(
    "van vanaf de du des le la les l op om from on at in open ouvert ouverte opening uur uren u h heure heures hours"
    " chaque elke telkens iedere is zijn sont est the enkel alleen uniquement seulement only between tussen"
    " entre 's ' s"
    " nu maintenant now voortaan desormais ma: : heden on jour jours dag dagen and ouvre opent"
)
_TOKEN = re.compile(
    r"24/7|(?P<hour>\d{1,2})(?: ?(?:[:.]|u(?:ur)?|h(?:rs?|eures?)?) ?(?P<minute>[0-5]\d)(?!\d)(?: ?(?:u(?:ur)?|h)\b)?"
    r"| ?(?P<half>am|pm|a\.m\.|p\.m\.)| ?(?:u(?:ur)?|h(?:eures?|rs?)?)\b)?"
    r"|t/m|[a-z']+|[^\sa-z\d]|\n"
)


@dataclass(slots=True)
class _Rule:
    days: list[int] = field(default_factory=list)
    holidays: bool = False
    spans: list[str] = field(default_factory=list)
    off: bool = False
    times_first: bool = False

    @property
    def begun(self) -> bool:
        return bool(self.days or self.holidays or self.spans or self.off)

    @property
    def whole(self) -> bool:
        return bool((self.days or self.holidays) and (self.spans or self.off))


def opening_hours(text: str, before: str = "") -> str | None:
    """`text` as OSM opening_hours; None when any of it is not understood. `before` is what was known: what the text
    only adds to ("ook zaterdag 10-14", "woensdag gesloten") stays, and so does the rule for public holidays."""
    given = text.strip().rstrip(".")
    if re.match(r"^(?:24/7|(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b.*\d\d:\d\d)", given) and validate(given):
        return given
    plain = _plain(given)
    if re.fullmatch(r"\W*(?:open |ouvert )?24/7\W*", plain):
        return "24/7"
    tokens = [match.group() for match in _TOKEN.finditer(plain)]
    adds = any(token in _ALSO for token in tokens)
    rules = _rules([token for token in tokens if token not in _ALSO])
    if not rules or not all(rule.whole for rule in rules):
        return None
    said = "; ".join(map(_written, rules))
    adds = adds or all(rule.off for rule in rules)
    if adds and not before:
        return None
    if adds:
        said = f"{before}; {said}"
    elif not any(rule.holidays for rule in rules):
        said = "; ".join([said, *_of_holidays(before)])
    return said if validate(said) else None


def _plain(text: str) -> str:
    plain = folded(text).replace("’", "'").replace("–", "-").replace("—", "-")
    for pattern, word in _PHRASES:
        plain = re.sub(rf"(?<![a-z]){pattern}(?![a-z])", word, plain)
    return plain


def _rules(tokens: Sequence[str]) -> list[_Rule] | None:
    """The rules in the order in which they are said; None for a word that is not known."""
    rules: list[_Rule] = []
    rule = _Rule()
    position = 0
    while position < len(tokens):
        token = tokens[position]
        days, used = _days(tokens, position)
        span, spent = (None, 0) if days is not None else _span(tokens, position)
        if days is not None:
            if rule.whole or (rule.spans and rule.days):
                rules, rule = [*rules, rule], _Rule()
            rule.times_first = rule.times_first or bool(rule.spans)
            rule.days += [day for day in days if day not in rule.days]
            rule.holidays = rule.holidays or not days
        elif span is not None:
            if rule.off or (rule.times_first and rule.whole):
                rules, rule = [*rules, rule], _Rule()
            rule.spans.append(span)
        elif token in _OFF:
            if rule.whole:
                rules, rule = [*rules, rule], _Rule()
            rule.off = True
        elif token in _ENDS:
            if rule.whole:
                rules, rule = [*rules, rule], _Rule()
        elif token not in _AND and token not in _FILLERS:
            return None
        position += used or spent or 1
    return [*rules, rule] if rule.begun else rules


def _days(tokens: Sequence[str], position: int) -> tuple[list[int] | None, int]:
    """Days said here and how many tokens that took; no days ([]) are the public holidays, None is something else."""
    if tokens[position] == "ph":
        return [], 1
    first = _DAY_WORDS.get(tokens[position])
    if first is None:
        return None, 0
    ahead = tokens[position + 1 : position + 4]
    skip = 2 if ahead[1:2] and ahead[1] in ("le", "au", "et", "met") else 1
    if len(first) == 1 and ahead and ahead[0] in _TO and len(ahead) > skip:
        last = _DAY_WORDS.get(ahead[skip])
        if last is not None and len(last) == 1:
            end = last[0] if last[0] >= first[0] else last[0] + 7
            return [day % 7 for day in range(first[0], end + 1)], 2 + skip
    return list(first), 1


def _span(tokens: Sequence[str], position: int) -> tuple[str | None, int]:
    """`HH:MM-HH:MM` said here and how many tokens that took."""
    start = _clock(tokens[position])
    if start is None or position + 2 >= len(tokens) or tokens[position + 1] not in _TO:
        return None, 0
    further = 3 if tokens[position + 2] in _FILLERS and position + 3 < len(tokens) else 2
    end = _clock(tokens[position + further])
    if end is None:
        return None, 0
    if end <= start < "13":
        return None, 0  # "9 to 5": whether the evening is meant is not said; a night begins later
    return f"{start}-{end}", further + 1


def _clock(token: str) -> str | None:
    """`HH:MM` of a token that is a time."""
    if token in _TIMES:
        return _TIMES[token]
    match = _TOKEN.fullmatch(token)
    if match is None or match["hour"] is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").replace(".", "")
    if half and hour > 12:
        return None
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    return f"{hour:02d}:{minute:02d}" if hour < 24 or (hour, minute) == (24, 0) else None


def _written(rule: _Rule) -> str:
    days = _ranges(sorted(rule.days)) + ([PUBLIC_HOLIDAYS] if rule.holidays else [])
    return f"{','.join(days)} {'off' if rule.off else ','.join(sorted(rule.spans))}"


def _ranges(days: Iterable[int]) -> list[str]:
    """Days in a row as ranges from three on: Mo-Fr, Tu,Th."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    written: list[str] = []
    for run in runs:
        names = [DAYS[day] for day in run]
        written += [f"{names[0]}-{names[-1]}"] if len(run) > 2 or run == [5, 6] else names
    return written


def _of_holidays(before: str) -> list[str]:
    rules = (rule.strip() for rule in before.split(";"))
    return [rule for rule in rules if rule.startswith(PUBLIC_HOLIDAYS)]
