"""An `Answer` -> text for the chat: about eight lines, in the asker's language, ending in a human next step."""

from __future__ import annotations

from dataclasses import replace

from bot.ports import Rendered
from bot.render.blocks import Block, Say, rendered
from bot.render.clean import LINE, NAME, clean
from bot.render.context import RenderContext
from bot.render.danger import danger_blocks
from bot.render.direct import attribute_blocks
from bot.render.results import more_blocks, next_one, part_blocks, result_blocks
from bot.render.unknown import unknown_blocks
from bot.render.words import words_for
from kb.models import Answer, AnswerKind, Definition, Lang

HELP = "🆘"


def render(answer: Answer, context: RenderContext) -> Rendered:
    """What a person reads in the room. In danger, the numbers to call come before everything else. A question that was
    found late gets an apology in place of an answer: who waited that long has gone on without, or asks again."""
    say = words_for(answer.lang)
    blocks: list[Block] = []
    if answer.understanding.danger:
        blocks += danger_blocks(answer.understanding.danger_kinds, answer.lang, context)
    if context.late:
        return rendered([*blocks, Say(say("late"))])
    if context.refer and answer.kind is AnswerKind.UNKNOWN and not answer.understanding.talk:
        # Never a dead end: one click brings it to a person. The bot opens nothing by itself.
        offer = rendered([*blocks, *_blocks(answer, context), Say(say("case-offer"))])
        return replace(offer, choices=(HELP,))
    return rendered([*blocks, *_blocks(answer, context)])


def render_more(answer: Answer, context: RenderContext) -> Rendered:
    """The full list behind an answer that was given in this thread."""
    return rendered(more_blocks(answer, context))


def _blocks(answer: Answer, context: RenderContext) -> list[Block]:
    if len(answer.parts) > 1 and any(part.kind is AnswerKind.RESULTS for part in answer.parts):
        return part_blocks(answer, context)
    match answer.kind:
        case AnswerKind.SMALLTALK:
            return _talk(answer)
        case AnswerKind.UNKNOWN if answer.understanding.talk == "help":
            return _talk(answer)
        case AnswerKind.GLOSSARY if answer.definition:
            return _definition(answer.definition, answer.lang)
        case AnswerKind.ATTRIBUTE if answer.services:
            return [*attribute_blocks(answer, context, compact=False), Say(next_one(answer, context))]
        case AnswerKind.RESULTS if _shows_something(answer):
            return result_blocks(answer, context)
        case _:
            return unknown_blocks(answer, context)


def _talk(answer: Answer) -> list[Block]:
    """A greeting, how to use Relais, or "you are welcome"."""
    keys = {"greeting": ("greeting", "help-example"), "help": ("who-i-am", "help", "help-example", "help-privacy")}
    return [Say(words_for(answer.lang)(key)) for key in keys.get(answer.understanding.talk, ("smalltalk",))]


def _shows_something(answer: Answer) -> bool:
    return bool((answer.show_services and answer.services) or (answer.show_passages and answer.passages))


def _definition(definition: Definition, lang: Lang) -> list[Block]:
    say, forms = words_for(lang), {"nl": definition.nl, "fr": definition.fr, "en": definition.en}
    term, own = clean(definition.term, NAME), clean(forms[lang])
    meaning = clean(
        {"nl": definition.meaning_nl, "fr": definition.meaning_fr, "en": definition.meaning_en}[lang], LINE * 2
    )
    # The expansion is the first thing to know of an acronym; where the term is the expansion, only its meaning is.
    told = [part for part in (own if own.casefold() != term.casefold() else "", meaning) if part]
    shown = {key: clean(value) or "–" for key, value in forms.items()}
    line = say("definition-forms", **shown) if definition.en else say("definition-pair", nl=shown["nl"], fr=shown["fr"])
    return [
        Say(say("definition", term=term, meaning=" – ".join(told) or term), strong=True),
        Say(line),
        Say(say("next-definition")),
    ]
