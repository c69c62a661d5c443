"""What is said about the frame of the rooms: to moderators in both languages, to authors and reporters in their own.
Never a word of the message that it is about."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.moderation.rules import CHOICES, RULES
from bot.ports import Rendered
from bot.render.blocks import Block, Say, rendered
from bot.render.clean import NAME, clean
from bot.render.guard import link
from bot.render.notices import BOTH
from bot.render.when import clock, day
from bot.render.words import words_for
from bot.store_moderation import COLUMNS, Decision
from kb.models import Lang, Zone

HIDE, WARN, MUTE, UNMUTE, NOTHING = "hide", "warn", "mute", "unmute", "nothing"
ICONS = {HIDE: "🙈", WARN: "⚠️", MUTE: "🔇", NOTHING: "✅"}
"""In the order in which they are offered."""
_SHOWN = ICONS | {UNMUTE: "🔈"}
_HELP = ("help-title", "help-hide", "help-warn", "help-mute", "help-rules", "help-log")


def said(lang: Lang | None, key: str, **values: str) -> Rendered:
    """One sentence; in Dutch and French when the reader's language is not known."""
    return rendered([Say(words_for(each)(key, **values)) for each in ((lang,) if lang else BOTH)])


def said_of(key: str, values: Callable[[Lang], dict[str, str]]) -> Rendered:
    """The same, in both languages, with values that differ by language."""
    return rendered([Say(words_for(each)(key, **values(each))) for each in BOTH])


def room_name(zone: Zone | None, lang: Lang) -> str:
    """How a room is called in a sentence."""
    say = words_for(lang)
    return say("moderation-room", zone=clean(zone.name(lang), NAME)) if zone else say("moderation-room-other")


def short(user_id: str) -> str:
    """How a moderator is called among moderators."""
    return clean(user_id.partition(":")[0].removeprefix("@"), NAME) if user_id else ""


def card(
    where: str, zone: Zone | None, hours: int, decided: Sequence[Decision] = (), until: datetime | None = None
) -> Rendered:
    """What moderators see of a message: where it stands, what they can do, what was done. `where`: its address;
    `until` (in the region's time): the end of a mute that goes on."""
    blocks: list[Block] = []
    for lang in BOTH:
        say = words_for(lang)
        key = "moderation-card-decided" if decided else "moderation-card"
        blocks.append(Say(say(key, room=room_name(zone, lang), link=where)))
    if not decided:
        blocks += [Say(words_for(lang)("moderation-card-choices", hours=hours)) for lang in BOTH]
    last = max((one.number for one in decided if one.action == MUTE), default=0)
    blocks += [Say(_line(one, until=until if one.number == last else None)) for one in decided]
    rule = next((one.rule for one in decided if one.rule), "")
    if rule:
        named = (words_for(lang)("moderation-rule-of", rule=_rule(rule, lang)) for lang in BOTH)
        blocks.append(Say(_joined(named)))
    return rendered(blocks)


def which_rule(lang: Lang | None = None) -> Rendered:
    """The list of rules, by number."""
    langs = (lang,) if lang else BOTH
    blocks: list[Block] = [Say(words_for(each)("moderation-which-rule")) for each in langs]
    blocks += [
        Say(f"{number} {_joined(_rule(rule, each) for each in langs)}")
        for number, rule in zip(CHOICES, RULES, strict=True)
    ]
    return rendered(blocks)


def to_author(
    lang: Lang | None, action: str, rule: str, zone: Zone | None, where: str, until: datetime | None = None
) -> Rendered:
    """What the author of a message hears, by the moderators and by nobody's name. `rule` "": only what happened;
    `until` (in the region's time): the end of a mute."""
    blocks: list[Block] = []
    for each in (lang,) if lang else BOTH:
        say, room = words_for(each), room_name(zone, each)
        if action == MUTE and until is not None:
            first = say("moderation-author-mute", room=room, until=_end(until, each))
        elif action == WARN:
            first = say("moderation-author-warn", room=room, link=where)
        else:
            first = say("moderation-author-unmute" if action == UNMUTE else "moderation-author-hide", room=room)
        sentence = say(f"moderation-told-{rule}") if rule else ""
        questions = "" if action == UNMUTE else say("moderation-author-questions")
        blocks += [Say(text) for text in (first, sentence, questions) if text]
    return rendered(blocks)


def done(lang: Lang | None, action: str, until: datetime | None = None) -> Rendered:
    """To the moderator who gave the command. `until`: the end of a mute, which may be another than they asked for."""
    langs = (lang,) if lang else BOTH
    return rendered([Say(words_for(each)("moderation-done", what=_did(action, each, until))) for each in langs])


def help_text(lang: Lang | None) -> Rendered:
    """What moderators can do."""
    return rendered(
        [Say(words_for(each)(f"moderation-{key}")) for each in ((lang,) if lang else BOTH) for key in _HELP]
    )


def log_lines(lang: Lang | None, decisions: Sequence[Decision], timezone: ZoneInfo) -> Rendered:
    """The log, a line per decision."""
    if not decisions:
        return said(lang, "moderation-log-empty")
    say = words_for(lang or "nl")
    lines = [Say(say("moderation-log-title"), strong=True)]
    for one in decisions:
        at = datetime.fromtimestamp(one.at, timezone)
        rule = f" · {_rule(one.rule, lang or 'nl')}" if one.rule else ""
        lines.append(
            Say(f"{at:%d/%m %H:%M} · {_line(one, (lang,) if lang else BOTH)}{rule} · {link(one.room_id, one.event_id)}")
        )
    return rendered([*lines])


def log_file(decisions: Sequence[Decision], timezone: ZoneInfo) -> bytes:
    """The log as CSV (UTF-8 with a mark, as spreadsheets want it): columns as in bot.store_moderation.COLUMNS."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in decisions:
        at = datetime.fromtimestamp(one.at, timezone).isoformat(timespec="seconds")
        row = (one.number, at, one.zone, one.room_id, one.event_id, one.action, one.rule, one.moderator)
        # A spreadsheet takes a cell that begins with one of these for a formula; Matrix ids begin with "@".
        writer.writerow([f"'{cell}" if str(cell)[:1] in ("=", "+", "-", "@") else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _line(one: Decision, langs: Sequence[Lang] = BOTH, until: datetime | None = None) -> str:
    """What was done, and by whom; by nobody's name where a moderator wanted to be forgotten."""
    itself = _joined(words_for(lang)("moderation-itself") for lang in langs) if one.action == UNMUTE else ""
    who = short(one.moderator) or itself
    done_so = f"{_SHOWN[one.action]} {_joined(_did(one.action, lang, until) for lang in langs)}"
    return f"{done_so} – {who}" if who else done_so


def _did(action: str, lang: Lang, until: datetime | None = None) -> str:
    if until is not None:
        return words_for(lang)("moderation-did-mute-until", until=_end(until, lang))
    return words_for(lang)(f"moderation-did-{action}")


def _end(until: datetime, lang: Lang) -> str:
    return f"{day(until.date(), lang)}, {clock(until, lang)}"


def _rule(rule: str, lang: Lang) -> str:
    return words_for(lang)(f"moderation-rule-{rule}")


def _joined(texts: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(texts))
