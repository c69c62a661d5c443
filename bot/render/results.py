"""Services and passages as an answer: what had to be relaxed, at most three and two, and a human next step."""

from __future__ import annotations

from bot.render import languages
from bot.render.asked import asked_line, place_name
from bot.render.blocks import Block, Say, ServiceBlock
from bot.render.clean import NAME, clean
from bot.render.context import RenderContext
from bot.render.direct import attribute_blocks
from bot.render.quote import passage_block
from bot.render.service import service_block
from bot.render.unknown import contact_of, person
from bot.render.when import opens
from bot.render.words import words_for
from kb.models import Answer, AnswerKind, Capacity, ServiceHit, Status
from kb.understand.languages import as_asked

# A chat answer is read standing up: three services, two passages and about eight lines (requirements A17, F2).
SERVICES, PASSAGES = 3, 2
FULL_LIST = 10

_HARD_TO_ENTER = (Capacity.SATURATED, Capacity.WAITING_LIST)


def result_blocks(answer: Answer, context: RenderContext) -> list[Block]:
    """The lines of one need: what was understood, notes, services, passages, next step."""
    say, hits = words_for(answer.lang), answer.shown_services()[:SERVICES]
    blocks = _before(answer, context) if hits else []
    if len(hits) > 1 and all(hit.capacity in _HARD_TO_ENTER for hit in hits):
        blocks.append(Say(say("all-saturated")))
    compact = len(hits) == SERVICES or answer.show_passages > 0
    blocks += [_service(hit, context, answer, compact=compact) for hit in hits]
    quotes = min(answer.show_passages, PASSAGES - (len(hits) == SERVICES))
    blocks += [passage_block(hit, answer.lang) for hit in answer.passages[:quotes]]
    step = next_step(answer, context)
    if len(answer.relevant_services()) > len(hits) > 0:
        step = _then(step, say("next-more"))
    return [*blocks, Say(step)]


def _before(answer: Answer, context: RenderContext) -> list[Block]:
    """What was understood, and what of it could not be met."""
    line = asked_line(answer.understanding, context, answer.lang, answer.relaxed)
    return [Say(text) for text in (line, *_relaxed(answer, context)) if text]


def _service(
    hit: ServiceHit, context: RenderContext, answer: Answer, *, compact: bool, brief: bool = False
) -> ServiceBlock:
    u = answer.understanding
    return service_block(hit, context, answer.lang, compact=compact, brief=brief, window=u.window, wanted=u.languages)


def part_blocks(answer: Answer, context: RenderContext) -> list[Block]:
    """The lines of a message with several needs: for each a heading and the best for it, then one next step."""
    say, line = words_for(answer.lang), asked_line(answer.understanding, context, answer.lang)
    blocks: list[Block] = [Say(line)] if line else []
    missing = [part for part in answer.parts if not _found(part)]
    for part in answer.parts:
        blocks += _part(part, context)
    if missing:
        blocks.append(Say(say("need-nothing")))
    return [*blocks, Say(_then(next_step(answer, context, hard=bool(missing)), say("next-more")))]


def _then(sentence: str, more: str) -> str:
    """Two sentences; one that ends in a telephone number has no full stop of its own."""
    return f"{sentence} {more}" if sentence.endswith((".", "!", "?")) else f"{sentence}. {more}"


def _found(part: Answer) -> bool:
    return part.answered and bool(part.shown_services() or part.show_passages)


def _part(part: Answer, context: RenderContext) -> list[Block]:
    if not _found(part):
        return []
    if part.kind is AnswerKind.ATTRIBUTE:
        return attribute_blocks(part, context, compact=True)
    services = [_service(hit, context, part, compact=True, brief=True) for hit in part.shown_services()]
    heading = [Say(clean(part.about.label(part.lang), NAME), strong=True)] if part.about else []
    notes = [Say(note) for note in _relaxed(part, context)]
    return [
        *heading,
        *notes,
        *services,
        *(passage_block(hit, part.lang) for hit in part.passages[: part.show_passages]),
    ]


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
        *(_service(hit, context, answer, compact=True) for hit in hits.values()),
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


def next_one(answer: Answer, context: RenderContext) -> str:
    """What to do after a question about one service: call it; where it has stopped and no other fits, ask a person."""
    say, hit = words_for(answer.lang), answer.services[0]
    if hit.service.status is Status.CLOSED:
        return say("next-services") if answer.instead else person(answer, context)
    return say("next-one") if hit.service.phone else say("next-one-no-phone")


def _relaxed(answer: Answer, context: RenderContext) -> list[str]:
    """One line per constraint that had to be dropped; those without a sentence are not worth a line."""
    say, u, lines = words_for(answer.lang), answer.understanding, list[str]()
    for what in answer.relaxed:
        if what == "language" and u.languages:
            spoken = languages.names(as_asked(u.languages), answer.lang)
            lines.append(say("relaxed-language", languages=spoken))
        elif what == "place" and u.places:
            lines.append(say("relaxed-place", place=place_name(u.places[0], answer.lang)))
        elif what == "place":
            lines.append(say("relaxed-place-unnamed"))
        elif what == "open" and u.window is not None and not u.window.ahead:
            lines.append(f"{say('relaxed-open-now')} {_first_open(answer, context)}".strip())
        elif what != "language" and say.has(f"relaxed-{what}"):
            lines.append(say(f"relaxed-{what}"))
    return lines


def _first_open(answer: Answer, context: RenderContext) -> str:
    """Which of the services that fit opens first, and when."""
    closed = [hit for hit in answer.relevant_services() if hit.opening.state == "closed" and hit.opening.until]
    if not closed:
        return ""
    first = min(closed, key=lambda hit: hit.opening.until or context.now)
    name = clean(first.service.text("name", answer.lang)[0] or first.service.id, NAME)
    return words_for(answer.lang)("first-open", name=name, when=opens(first.opening, context, answer.lang))
