"""What is said in the room to try things in."""

from __future__ import annotations

from bot.cases.intake import Field
from bot.ports import Rendered
from bot.render.blocks import Say, rendered
from bot.render.notices import BOTH
from bot.render.words import words_for
from kb.models import Lang

VERSION = "1"
"""Of the guide; a new one is posted and pinned in place of the old one."""

_TRY = ("ask", "more", "agenda", "update", "blocked", "guard", "help")


def guide(_renewed: bool) -> Rendered:
    """What can be tried, in both languages; to be pinned."""
    blocks: list[Say] = []
    for lang in BOTH:
        say = words_for(lang)
        blocks += [Say("")] if blocks else []
        blocks.append(Say(say("sandbox-guide"), strong=True))
        blocks += [Say(f"• {say(f'sandbox-try-{key}')}") for key in _TRY]
    return rendered([*blocks])


def practised_case(lang: Lang | None) -> Rendered:
    """What happens with a blocked case, and that nothing happens here."""
    blocks: list[Say] = []
    for each in (lang,) if lang else BOTH:
        say = words_for(each)
        asked = [field for field in Field if field is not Field.ZONE]
        blocks.append(Say(say("sandbox-case"), strong=True))
        blocks += [Say(f"{number}. {say(f'case-ask-{field}')}") for number, field in enumerate(asked, 1)]
        blocks.append(Say(say("sandbox-case-then")))
    return rendered([*blocks])


def told(key: str, lang: Lang | None) -> Rendered:
    """One sentence."""
    return rendered([Say(words_for(each)(key)) for each in ((lang,) if lang else BOTH)])
