"""What Relais says about itself and the data it has: to everybody, and to one professional about themselves."""

from __future__ import annotations

from bot.ports import Rendered
from bot.render.blocks import Block, Say, rendered
from bot.render.notices import BOTH
from bot.render.words import words_for
from bot.store_people import Traces
from kb.models import Lang

_PRIVACY = ("privacy-what", "privacy-features", "onboarding-privacy", "privacy-not", "privacy-where", "privacy-who")


def privacy(lang: Lang | None, *, ids: int, months: int, minutes: int, cases: int) -> Rendered:
    """What is stored, where, how long, and who can read it; in Dutch and French when no language was named."""
    blocks: list[Block] = [
        Say(words_for(each)(key, ids=ids, months=months, minutes=minutes, cases=cases))
        for each in ((lang,) if lang else BOTH)
        for key in _PRIVACY
    ]
    return rendered(blocks)


def my_data(lang: Lang, traces: Traces, texts: int, begun: int, *, elsewhere: bool = False) -> Rendered:
    """What there is about a professional; `texts` of theirs wait in memory, and they have `begun` to fill in so many
    things. `elsewhere`: they asked to delete it in a room that others read."""
    say = words_for(lang)
    counts = (
        ("mydata-sent", traces.sent),
        ("mydata-waiting", traces.waiting),
        ("mydata-requests", traces.key_requests),
        ("mydata-texts", texts),
        ("mydata-unfinished", begun),
        ("mydata-cases", traces.cases),
        ("mydata-proposals", traces.proposals),
        ("moderation-mydata", traces.moderation),
        ("onboarding-mydata", traces.received),
    )
    lines = [say("mydata-direct")] if traces.direct_room else []
    lines += [say("mydata-member")] if traces.member else []
    lines += [say(key, count=count) for key, count in counts if count]
    if not lines:
        return rendered([Say(say("mydata-nothing"))])
    last = say("mydata-here" if elsewhere else "mydata-delete")
    return rendered([Say(say("mydata-title")), *(Say(f"• {line}") for line in lines), Say(last)])


def forgotten(lang: Lang, cases: int) -> Rendered:
    """It is deleted, but for so many open cases."""
    say = words_for(lang)
    left = [Say(say("mydata-cases-left", count=cases))] if cases else []
    return rendered([Say(say("mydata-deleted")), *left])
