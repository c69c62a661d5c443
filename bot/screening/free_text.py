"""What somebody fills in, checked before it is used: the fields of a case, an agenda entry, a correction, feedback.

Messages have passed the guard already when a handler sees them. This is for what no single message shows: fields that
came one by one (a name here, an age there), texts out of a file or a feed, and what is about to be stored or posted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from bot.screening.screen import NOTHING, Screen, Screened

FreeTextCheck = Callable[[Sequence[str], str], Awaitable[Screened]]
"""(texts that belong together, room id or "") -> `Screened`: one verdict per text, in their order, and for more than
one text a last one on all of them together, so that `user_data` is true as well when only the whole identifies
somebody. Raises GuardFailed when there is no verdict within the bound: then the texts must not be used.

    found = await check([title, place, remark], message.room.room_id)
    if found.user_data:  # say what was seen (`found.kinds`, bot.render.guard), use and keep nothing
"""


def free_text_check(screen: Screen, members: Callable[[str], Iterable[str]]) -> FreeTextCheck:
    """`members`: room id -> the names of the people in it, who are no user data there; not asked for room ""."""

    async def check(texts: Sequence[str], room_id: str) -> Screened:
        if not texts:
            return NOTHING
        together = ["\n".join(text for text in texts if text.strip())] if len(texts) > 1 else []
        return await screen.check([*texts, *together], tuple(members(room_id)) if room_id else ())

    return check
