"""Short messages that are no answers: help, apologies, requests. Both languages where the reader's is not known."""

from __future__ import annotations

from bot.ports import Rendered
from bot.render.blocks import Block, Say, rendered
from bot.render.words import words_for
from kb.models import Lang

BOTH: tuple[Lang, ...] = ("nl", "fr")
_HELP = ("help", "help-example", "help-thread", "help-sources", "help-more", "help-steps-how", "help-privacy")


def help_text(lang: Lang | None) -> Rendered:
    """How to use Relais; in Dutch and French, in short, when the reader's language is not known."""
    if lang is None:
        return rendered([Say(words_for(each)(key)) for each in BOTH for key in ("help", "help-privacy")])
    return rendered([Say(words_for(lang)(key)) for key in _HELP])


def help_steps(lang: Lang | None) -> Rendered:
    """How to search the repertory and keep it right, in five steps."""
    blocks: list[Block] = []
    for each in (lang,) if lang else BOTH:
        say = words_for(each)
        blocks.append(Say(say("help-steps"), strong=True))
        blocks += [Say(f"{number}. {say(f'help-steps-{number}')}") for number in range(1, 6)]
    return rendered(blocks)


def trouble(lang: Lang | None = None) -> Rendered:
    """Something went wrong; nothing internal reaches a room."""
    return _said("trouble", lang)


def undecryptable() -> Rendered:
    """A request to send an unreadable message again."""
    return _said("undecryptable", None)


def too_many(minutes: int) -> Rendered:
    """Why the next questions are not answered for some minutes."""
    return rendered([Say(words_for(each)("too-many", minutes=minutes)) for each in BOTH])


def verification_code(emoji: str, numbers: str) -> Rendered:
    """What an administrator compares; both languages, the emoji once."""
    said = [Say(words_for(each)("verification-code")) for each in BOTH]
    return rendered([Say(f"{emoji}  ({numbers})"), *said])


def nothing_known(lang: Lang | None) -> Rendered:
    """Before the first ingest: there is nothing to search, and a person is the way on."""
    return _said("unknown-empty", lang, "person-neutral")


def more_nothing(lang: Lang | None) -> Rendered:
    """There is no list behind this thread (any more)."""
    return _said("more-nothing", lang)


def _said(key: str, lang: Lang | None, *further: str) -> Rendered:
    blocks: list[Block] = [
        Say(" ".join(words_for(each)(part) for part in (key, *further))) for each in ((lang,) if lang else BOTH)
    ]
    return rendered(blocks)
