"""What the bot posts of the agenda on its own: the digest, one event, and that something changed. In both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.ports import Rendered
from bot.render.agenda_list import PICTOGRAM, Reading, event_block, joined, place_of, title
from bot.render.agenda_when import days_of, hours, named, when
from bot.render.blocks import Block, Say, ServiceBlock, rendered
from bot.render.clean import NAME, clean
from bot.render.notices import BOTH
from bot.render.words import words_for
from kb.events import Occurrence
from kb.models import Zone

NUMBERS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣", "🔟")
THUMB = "👍"


@dataclass(frozen=True, slots=True)
class Line:
    """An event in a post, as it is announced now; `gone`: it is not announced any more, and was this."""

    one: Occurrence
    gone: bool = False


def digest(zone: Zone, first: date, lines: Sequence[Line], rest: int) -> Rendered:
    """The coming days of a zone, under a heading per day, numbered."""
    reading = Reading(None, first)
    names = {lang: zone.name(lang) for lang in BOTH}
    blocks: list[Block] = [
        Say(joined(words_for(lang)("agenda-digest", zone=clean(names[lang], NAME)) for lang in BOTH), strong=True)
    ]
    shown: date | None = None
    for number, line in zip(NUMBERS, lines, strict=False):
        day = max(days_of(line.one)[0], first)
        if day != shown:
            blocks.append(Say(joined(named(day, lang, first) for lang in BOTH), strong=True))
            shown = day
        blocks.append(_numbered(number, line, reading))
    if rest:
        blocks.append(_both("agenda-digest-rest", count=rest))
    blocks.append(_both("agenda-digest-interest"))
    return rendered(blocks)


def single(kind: str, line: Line, today: date) -> Rendered:
    """One event: newly published, or tomorrow."""
    heading = joined(words_for(lang)(f"agenda-post-{kind}") for lang in BOTH)
    reading = Reading(None, today)
    block = event_block(line.one, reading)
    if line.gone:
        block = ServiceBlock(block.pictogram, block.name, _marked("agenda-gone"), block.facts)
    blocks: list[Block] = [Say(heading, strong=True), block]
    if not line.gone and not line.one.cancelled:
        blocks.append(Say(f"{THUMB} {_both('agenda-post-interest').text}"))
    return rendered(blocks)


def notice(line: Line, today: date) -> Rendered:
    """A line in the thread of a post: how it is announced now."""
    one, event = line.one, line.one.event
    named_it = title(event, Reading(None, today))
    if line.gone:
        return rendered([_both("agenda-notice-gone", title=named_it)])
    if one.cancelled:
        return rendered([_both("agenda-notice-cancelled", title=named_it)])
    said = [
        words_for(lang)(
            "agenda-notice-changed", title=named_it, when=when(one, lang, today), place=place_of(event, lang)
        )
        for lang in BOTH
    ]
    return rendered([Say(text.rstrip(" ·,.") + ".") for text in said])


def _numbered(number: str, line: Line, reading: Reading) -> ServiceBlock:
    one, event = line.one, line.one.event
    marks = _marked("agenda-gone") if line.gone else _marked("agenda-cancelled") if one.cancelled else ""
    if event.full and not marks:
        marks = _marked("agenda-full")
    facts = [
        hours(one, BOTH),
        clean(joined(event.text("municipality", lang)[0] for lang in BOTH) or place_of(event, *BOTH), NAME),
        joined(clean(event.text("organiser", lang)[0], NAME) for lang in BOTH),
    ]
    return ServiceBlock(number, title(event, reading), marks, (" · ".join(filter(None, facts)),))


def _marked(key: str) -> str:
    return f"({joined(words_for(lang)(key) for lang in BOTH)})"


def _both(key: str, **values: str | int) -> Say:
    return Say(joined(words_for(lang)(key, **values) for lang in BOTH))


__all__ = ["NUMBERS", "PICTOGRAM", "THUMB", "Line", "digest", "notice", "single"]
