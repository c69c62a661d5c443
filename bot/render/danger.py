"""The numbers to call when somebody is in danger: before an answer, or alone where nothing can be searched."""

from __future__ import annotations

from bot.ports import Rendered
from bot.render.blocks import Block, Say, rendered
from bot.render.clean import NAME, clean
from bot.render.context import Emergency, RenderContext
from bot.render.words import words_for
from kb.models import Lang


def danger_blocks(kinds: tuple[str, ...], lang: Lang, context: RenderContext) -> list[Block]:
    """The numbers for `kinds` of danger (`kb.understand.danger.KINDS`); nothing when none is configured."""
    say = words_for(lang)
    numbers = ", ".join(
        say("number", number=clean(entry.number, NAME), name=clean(name, NAME))
        for entry in context.emergency
        if (name := entry.names.get(lang)) and _fits(entry, kinds)
    )
    return [Say(f"🆘 {say('danger', numbers=numbers)} {say('danger-channel')}", strong=True)] if numbers else []


def danger_alone(kinds: tuple[str, ...], lang: Lang, context: RenderContext) -> Rendered:
    """The numbers, and that nothing more can be found now."""
    return rendered([*danger_blocks(kinds, lang, context), Say(words_for(lang)("trouble"))])


def _fits(entry: Emergency, dangers: tuple[str, ...]) -> bool:
    """Whether a number is for one of the dangers told of; every number is when it is not known which."""
    return not entry.kinds or not dangers or not set(entry.kinds).isdisjoint(dangers)
