"""What people read while they propose an event, and what moderators read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from bot.ports import Rendered
from bot.render import languages
from bot.render.agenda_list import Reading, event_block, joined, title
from bot.render.agenda_posts import NUMBERS
from bot.render.agenda_when import when
from bot.render.blocks import Block, Say, rendered
from bot.render.clean import LINE, NAME, clean, shorten
from bot.render.notices import BOTH
from bot.render.words import words_for
from kb.events import Event, Occurrence
from kb.models import Lang, Zone

Kind = Literal["new", "change", "cancel"]
DESCRIPTION = 400


def told(lang: Lang, *keys: str, **values: str | int) -> Rendered:
    """Sentences to one person."""
    say = words_for(lang)
    return rendered([Say(say(key, **values)) for key in keys])


def told_in_both(*keys: str) -> Rendered:
    """Sentences to somebody whose language is not known any more."""
    return rendered([Say(" ".join(words_for(lang)(key) for key in keys)) for lang in BOTH])


def question(lang: Lang, field: str, zones: Sequence[Zone], *, begin: bool, again: bool, past: bool) -> Rendered:
    """The next question of a proposal; `again`: the answer was not understood; `past`: the day is over."""
    say = words_for(lang)
    before = ["agenda-intake-begin"] if begin else ["agenda-intake-past"] if past else []
    if again and not past:
        before = ["agenda-ask-again"]
    if field == "other_title":
        asked = say("agenda-ask-other_title", language=languages.names(("nl" if lang == "fr" else "fr",), lang))
    elif field == "zone":
        asked = say("agenda-ask-zone", zones=", ".join(clean(zone.name(lang), NAME) for zone in zones))
    else:
        asked = say(f"agenda-ask-{field}")
    return rendered([*(Say(say(key)) for key in before), Say(asked, strong=True)])


def preview(kind: Kind, one: Occurrence, lang: Lang, today: date, zones: Mapping[str, Zone], *,
            same: Occurrence | None = None, at_once: bool = False) -> Rendered:  # fmt: skip
    """What will be on the agenda, as others will read it; `same`: what looks like it and is there already."""
    say = words_for(lang)
    reading = Reading(None, today, zones)
    blocks: list[Block] = [Say(say(f"agenda-preview-{kind}"), strong=True), event_block(one, reading)]
    if where := zone_names(one, zones, (lang,)):
        blocks.append(Say(where))
    blocks += [Say(text) for text in _description(one.event)]
    if kind != "cancel" and one.event.remind:
        blocks.append(Say(say("agenda-preview-remind")))
    if same is not None:
        blocks.append(Say(_same(same, lang, today), strong=True))
    blocks.append(Say(say("agenda-preview-now" if at_once else "agenda-preview-send")))
    if kind != "cancel":
        blocks.append(Say(say("agenda-preview-correct")))
    return rendered(blocks)


def card(
    kind: Kind, one: Occurrence, today: date, zones: Mapping[str, Zone], *, same: Occurrence | None = None,
    before: Occurrence | None = None, doubtful: bool = False, decided: Sequence[str] = (),
) -> Rendered:  # fmt: skip
    """What moderators decide on: in both languages. `decided` is what became of it."""
    reading = Reading(None, today, zones)
    blocks: list[Block] = [_both(f"agenda-card-{kind}", strong=True), event_block(one, reading)]
    if where := zone_names(one, zones, BOTH):
        blocks.append(Say(where))
    blocks += [Say(text) for text in _description(one.event)]
    if before is not None and kind == "change":
        blocks += [_both("agenda-card-before"), event_block(before, reading)]
    if same is not None:
        blocks.append(Say(joined(_same(same, lang, today) for lang in BOTH)))
    if doubtful:
        blocks.append(_both("agenda-card-doubtful", strong=True))
    if decided:
        blocks.append(Say(joined(decided), strong=True))
    else:
        blocks.append(_both(f"agenda-card-choose-{kind}"))
    return rendered(blocks)


def reasons(texts: Sequence[tuple[str, str]]) -> Rendered:
    """The written criteria, numbered, in both languages."""
    lines = [
        Say(f"{number} {joined(clean(text, LINE) for text in pair)}")
        for number, pair in zip(NUMBERS, texts, strict=False)
    ]
    return rendered([_both("agenda-card-reasons", strong=True), *lines])


def choose(found: Sequence[Occurrence], lang: Lang, today: date) -> Rendered:
    """Which of several events is meant."""
    say, reading = words_for(lang), Reading(lang, today)
    lines = [
        Say(f"{number} {title(one.event, reading)} · {when(one, lang, today)}")
        for number, one in zip(NUMBERS, found, strict=False)
    ]
    return rendered([Say(say("agenda-choose-event"), strong=True), *lines])


def name_of(event: Event, lang: Lang) -> str:
    """How to call an event in a sentence."""
    return shorten(title(event, Reading(lang, date.min)), NAME)


def zone_names(one: Occurrence, zones: Mapping[str, Zone], langs: Sequence[Lang]) -> str:
    """ "zone Noord / bassin Nord", or all of them."""
    known = [zones[zone] for zone in one.zones if zone in zones]
    if not known:
        return joined(words_for(lang)("agenda-all-zones") for lang in langs)
    return joined(
        words_for(lang)("agenda-zone", zone=clean(", ".join(zone.name(lang) for zone in known), NAME)) for lang in langs
    )


def _same(same: Occurrence, lang: Lang, today: date) -> str:
    named = title(same.event, Reading(lang, today))
    return words_for(lang)("agenda-preview-same", title=named, when=when(same, lang, today))


def _description(event: Event) -> list[str]:
    said = dict.fromkeys(filter(None, (event.description_nl, event.description_fr)))
    return [clean(text, DESCRIPTION) for text in said]


def _both(key: str, *, strong: bool = False) -> Say:
    return Say(joined(words_for(lang)(key) for lang in BOTH), strong)
