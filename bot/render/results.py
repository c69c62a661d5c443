"""Services and passages as an answer: what had to be relaxed, at most three and two, and a human next step."""

from __future__ import annotations

from bot.render import languages
from bot.render.blocks import Block, Say
from bot.render.context import RenderContext
from bot.render.quote import passage_block
from bot.render.service import service_block
from bot.render.unknown import contact_of, place_name
from bot.render.words import words_for
from kb.models import Answer, AnswerKind, Capacity

# A chat answer is read standing up: three services, two passages and about eight lines (requirements A17, F2).
SERVICES, PASSAGES, PARTS = 3, 2, 3
FULL_LIST = 10

_HARD_TO_ENTER = (Capacity.SATURATED, Capacity.WAITING_LIST)


def result_blocks(answer: Answer, context: RenderContext) -> list[Block]:
    """The lines of one need: notes, services, passages, next step."""
    say, hits = words_for(answer.lang), answer.shown_services()[:SERVICES]
    blocks: list[Block] = [Say(note) for note in _relaxed(answer)]
    if len(hits) > 1 and all(hit.capacity in _HARD_TO_ENTER for hit in hits):
        blocks.append(Say(say("all-saturated")))
    compact = len(hits) == SERVICES or answer.show_passages > 0
    blocks += [service_block(hit, context, answer.lang, compact=compact) for hit in hits]
    quotes = min(answer.show_passages, PASSAGES - (len(hits) == SERVICES))
    blocks += [passage_block(hit, answer.lang) for hit in answer.passages[:quotes]]
    step = next_step(answer, context)
    if len(answer.relevant_services()) > len(hits) > 0:
        step = f"{step} {say('next-more')}"
    return [*blocks, Say(step)]


def part_blocks(answer: Answer, context: RenderContext) -> list[Block]:
    """The lines of a message with several needs: the best of each, one next step."""
    say, blocks, missing = words_for(answer.lang), list[Block](), False
    for part in answer.parts[:PARTS]:
        found = part.kind is AnswerKind.RESULTS
        if found and part.show_services and part.services:
            blocks.append(service_block(part.services[0], context, answer.lang, compact=True))
        elif found and part.show_passages and part.passages:
            blocks.append(passage_block(part.passages[0], answer.lang))
        else:
            missing = True
    if missing:
        blocks.append(Say(say("need-nothing")))
    return [*blocks, Say(f"{next_step(answer, context, hard=missing)} {say('next-more')}")]


def more_blocks(answer: Answer, context: RenderContext) -> list[Block]:
    """The full list behind an answer; `meer` asks for it."""
    say = words_for(answer.lang)
    sources = [part for part in answer.parts if part.services] or [answer]
    hits = {hit.service.id: hit for part in sources for hit in part.relevant_services()[: FULL_LIST // len(sources)]}
    quotes = () if hits else answer.passages[answer.show_passages : answer.show_passages + PASSAGES]
    if not hits and not quotes:
        return [Say(say("more-nothing"))]
    return [
        Say(say("more-title"), strong=True),
        *(service_block(hit, context, answer.lang, compact=True) for hit in hits.values()),
        *(passage_block(hit, answer.lang) for hit in quotes),
        Say(next_step(answer, context)),
    ]


def next_step(answer: Answer, context: RenderContext, *, hard: bool = False) -> str:
    """What a person can do now. The zone's contact is named where the answer may not do: something was relaxed,
    or everything shown is hard to enter; always naming them would make them the first resort."""
    say, hits = words_for(answer.lang), answer.shown_services()[:SERVICES]
    hard = hard or bool(answer.relaxed) or (bool(hits) and all(hit.capacity in _HARD_TO_ENTER for hit in hits))
    who = contact_of(answer, context) if hard or not hits else ""
    key = "next-services" if hits else "next-passages"
    return say(f"{key}-contact", contact=who) if who else say(key)


def _relaxed(answer: Answer) -> list[str]:
    """One line per constraint that had to be dropped; those without a sentence are not worth a line."""
    say, lines = words_for(answer.lang), list[str]()
    for what in answer.relaxed:
        if what == "language" and answer.understanding.languages:
            spoken = languages.names(answer.understanding.languages, answer.lang)
            lines.append(say("relaxed-language", languages=spoken))
        elif what == "place" and answer.understanding.places:
            lines.append(say("relaxed-place", place=place_name(answer.understanding.places[0], answer.lang)))
        elif what == "place":
            lines.append(say("relaxed-place-unnamed"))
        elif what != "language" and say.has(f"relaxed-{what}"):
            lines.append(say(f"relaxed-{what}"))
    return lines
