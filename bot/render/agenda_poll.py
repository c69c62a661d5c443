"""Polls for a date as events of Matrix, and what is said of them.

Clients send and show polls under the names of the proposal, in ordinary rooms (MSC3381; Element Web, Element X); the
names of the specification stand beside them in the content.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.handlers.agenda_slots import Slot
from bot.ports import Handle, Rendered
from bot.render.agenda_list import joined
from bot.render.agenda_when import named
from bot.render.blocks import Block, Say, rendered
from bot.render.clean import LINE, clean
from bot.render.notices import BOTH
from bot.render.when import clock
from bot.render.words import words_for
from kb.models import Lang

RESPONSES = ("m.poll.response", "org.matrix.msc3381.poll.response")
_TEXT = "org.matrix.msc1767.text"
_BEST = 3


def poll_start(about: str, slots: Sequence[Slot], today: date) -> dict[str, Any]:
    """The content of a poll in which everybody may choose several moments and sees the votes."""
    question = clean(about, LINE) or joined(words_for(lang)("agenda-poll-question") for lang in BOTH)
    answers = [(slot.id, label(slot, today)) for slot in slots]
    fallback = "\n".join([question, *(f"{number}. {text}" for number, (_, text) in enumerate(answers, 1))])
    return {
        "org.matrix.msc3381.poll.start": {
            "question": {_TEXT: question, "body": question, "msgtype": "m.text"},
            "kind": "org.matrix.msc3381.poll.disclosed",
            "max_selections": len(answers),
            "answers": [{"id": name, _TEXT: text} for name, text in answers],
        },
        _TEXT: fallback,
        "m.poll": {
            "question": {"m.text": [{"body": question}]},
            "kind": "m.disclosed",
            "max_selections": len(answers),
            "answers": [{"m.id": name, "m.text": [{"body": text}]} for name, text in answers],
        },
        "m.text": [{"body": fallback}],
        "m.mentions": {},
    }


def poll_end(poll: Handle, said: str) -> dict[str, Any]:
    """The content of the event that closes a poll."""
    return {
        "m.relates_to": {"rel_type": "m.reference", "event_id": poll},
        "org.matrix.msc3381.poll.end": {},
        _TEXT: said,
        "m.text": [{"body": said}],
        "m.mentions": {},
    }


def poll_said(lang: Lang, key: str, *, closes: datetime | None = None, today: date | None = None) -> Rendered:
    """A sentence to whoever asked for a poll."""
    say = words_for(lang)
    if closes is None or today is None:
        return rendered([Say(say(key))])
    return rendered([Say(say(key, day=named(closes.date(), lang, today), time=clock(closes, lang)))])


def poll_result(slots: Sequence[tuple[Slot, int]], people: int, today: date) -> Rendered:
    """What most people chose; all that are equal, and a few behind them."""
    if not slots:
        return rendered([_both("agenda-poll-nobody")])
    top = slots[0][1]
    shown = [(slot, number) for n, (slot, number) in enumerate(slots) if number == top or n < _BEST]
    blocks: list[Block] = [_both("agenda-poll-result", people=people, strong=True)]
    for slot, number in shown:
        mark = "✅ " if number == top else ""
        blocks.append(Say(f"{mark}{label(slot, today)}: {number}", strong=number == top))
    return rendered([*blocks, _both("agenda-poll-next")])


def label(slot: Slot, today: date) -> str:
    """A moment in both languages."""
    days = joined(named(slot.start.date(), lang, today) for lang in BOTH)
    return f"{days}, {clock(slot.start, 'nl')}–{clock(slot.end, 'nl')}"


def _both(key: str, *, strong: bool = False, **values: int) -> Say:
    return Say(joined(words_for(lang)(key, **values) for lang in BOTH), strong)
