"""What the guard says: to the author in private, to the room, to the moderators. Kinds of data, never the data."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bot.ports import Rendered
from bot.render.blocks import Say, rendered
from bot.render.clean import clean
from bot.render.notices import BOTH
from bot.render.words import words_for
from kb.models import Lang

YES, REWRITE, NO = "✅", "✏️", "❌"
LONGEST_QUOTE = 1500
"""Characters of a cleaned text that are shown; a longer one is no question but a document, and is not offered."""


def reason() -> str:
    """The reason of a redaction: travels in clear, so it says the same for every message, in both languages."""
    return " / ".join(words_for(lang)("guard-reason") for lang in BOTH)


def warning(
    lang: Lang,
    kinds: Iterable[str],
    *,
    first: str,
    choose: str | None,
    cleaned: str = "",
    severe: bool = False,
    exclusion: str | None = None,
    minutes: int = 0,
    practice: bool = False,
) -> Rendered:
    """The private message about a finding. `first` and `choose` are keys of the locales (no
    `choose`: there is nothing to choose any more); `exclusion` is the contact of
    the zone (or "") when the message passes on that somebody be turned away; `practice`: it was only tried."""
    say = words_for(lang)
    named = list(dict.fromkeys(say(f"guard-kind-{kind}") for kind in kinds))
    before = [Say(say(first, kinds=", ".join(named)), strong=True)]
    before.append(Say(" ".join([say("guard-why"), *([say("guard-why-severe")] if severe else [])])))
    if exclusion is not None:
        key = "guard-exclusion-contact" if exclusion else "guard-exclusion"
        before.append(Say(say(key, contact=exclusion) if exclusion else say(key)))
    after = [Say(say(choose)), Say(say("guard-kept", minutes=minutes))] if choose else []
    after += [Say(say("sandbox-guard"))] if practice else []
    if not cleaned:
        return rendered([*before, *after])
    return _around([*before, Say(say("guard-cleaned"))], cleaned, after)


def carried(lang: Lang, text: str) -> Rendered:
    """A cleaned or rewritten question, said in the room by the bot."""
    return _around([Say(words_for(lang)("guard-carried"))], text, [])


def told(lang: Lang, key: str, *more: str, **values: str | int) -> Rendered:
    """One or more sentences in one language."""
    say = words_for(lang)
    return rendered([Say(" ".join(say(each, **values) for each in (key, *more)))])


def told_in_both(key: str, **values: str | int) -> Rendered:
    """A sentence in Dutch and French, for readers whose language is not known."""
    return rendered([Say(words_for(lang)(key, **values)) for lang in BOTH])


def link(room_id: str, event_id: str) -> str:
    """The address of an event; it holds ids only."""
    return f"https://matrix.to/#/{room_id}/{event_id}"


def shown(text: str) -> str:
    """A person's own words as the bot may repeat them: harmless, line by line."""
    return "\n".join(line for line in (clean(line, LONGEST_QUOTE) for line in text.splitlines()) if line)


def _around(before: list[Say], text: str, after: list[Say]) -> Rendered:
    first, last = rendered([*before]), rendered([*after]) if after else Rendered("", "")
    plain = "\n\n".join(part for part in (first.plain, shown(text), last.plain) if part)
    quote = "<br>".join(escape(line) for line in shown(text).splitlines())
    return Rendered(plain, f"{first.html}<blockquote>{quote}</blockquote>{last.html}")
