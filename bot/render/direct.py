"""A question about one service -> the direct answer, one sentence per fact: yes, no, not known, since when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.render import languages
from bot.render.blocks import Block, Say
from bot.render.clean import LINE, NAME, clean, web_address
from bot.render.context import RenderContext
from bot.render.service import address, called, capacity, hours_of, other_language, service_block, verified, week
from bot.render.when import moment, then
from bot.render.words import words_for
from kb.models import Answer, Attribute, Capacity, Lang, ServiceHit, Status, Understanding
from kb.understand.languages import as_asked

_OTHERS = 2
"""Namesakes that are named; more would be a list."""


def attribute_blocks(answer: Answer, context: RenderContext, *, compact: bool) -> list[Block]:
    """Every fact asked for, which service was taken where the name fits several, the service, and another one where it
    has stopped or is full."""
    say, hit, u = words_for(answer.lang), answer.services[0], answer.understanding
    blocks: list[Block] = [Say(line, strong=True) for line in direct_answers(answer, context)]
    if others := _namesakes(answer):
        blocks.append(Say(say("also-called", name=_named(answer, hit), others=others)))
    if hit.service.status is not Status.CLOSED:
        told = u.attributes
        blocks.append(service_block(hit, context, answer.lang, compact=compact, window=u.window, told=told))
    instead = next((other for other in answer.services if other.service.id == answer.instead), None)
    if instead is not None:
        blocks += [Say(say("instead")), service_block(instead, context, answer.lang, compact=True, window=u.window)]
    return blocks


def direct_answers(answer: Answer, context: RenderContext) -> list[str]:
    """One sentence per fact asked about `services[0]`."""
    facts = answer.understanding.attributes or (Attribute.EXISTS,)
    if answer.services[0].service.status is Status.CLOSED:
        facts = (Attribute.EXISTS,)
    verdicts = (answer.verdict, *answer.also_verdicts)
    told = [verdicts[i] if i < len(verdicts) else "" for i in range(len(facts))]
    if answer.services[0].service.status is Status.CLOSED:
        told = ["no"]
    return [_direct(answer, context, fact, verdict) for fact, verdict in zip(facts, told, strict=True)]


def _direct(answer: Answer, context: RenderContext, fact: Attribute, verdict: str) -> str:
    lang, hit, u = answer.lang, answer.services[0], answer.understanding
    say, name = words_for(lang), _named(answer, hit)
    value = _VALUES[fact](hit, lang) if fact in _VALUES else ""
    if fact in _VALUES and not value:
        return say(f"attribute-{fact}-unknown", name=name)
    ahead = fact is Attribute.OPEN_NOW and u.window is not None and u.window.ahead
    key = "attribute-open_then" if ahead else f"attribute-{fact}"
    return say.first(
        *(f"{key}-{told}" for told in (verdict,) if told),
        key,
        f"attribute-{fact}-unknown",
        name=name,
        value=value,
        state=hours_of(hit, context, lang),
        asked=languages.names(_languages(hit, u), lang),
        when=moment(u.window, context.timezone, lang) if u.window else "",
        hours=then(hit.then, context.timezone, lang),
        checked=verified(hit.service, context, lang),
    )


def _languages(hit: ServiceHit, u: Understanding) -> tuple[str, ...]:
    """Those asked for that are spoken; where none is, those asked for."""
    spoken = tuple(code for code in u.languages if code in hit.service.languages)
    return as_asked(spoken or u.languages)


def _named(answer: Answer, hit: ServiceHit) -> str:
    """By its own name where others share the name of its organisation."""
    own, lang = hit.service.text("name", answer.lang)[0], answer.lang
    if answer.understanding.same_name and own:
        return called(replace(hit.service, organization_nl="", organization_fr=""), lang)
    return called(hit.service, lang, answer.understanding.content_words)


def _namesakes(answer: Answer) -> str:
    wanted = answer.understanding.same_name
    found = [hit for hit in answer.services if hit.service.id in wanted and hit.service.status is not Status.CLOSED]
    return words_for(answer.lang).join_all([_with_place(answer, hit) for hit in found[:_OTHERS]])


def _with_place(answer: Answer, hit: ServiceHit) -> str:
    name, place = _named(answer, hit), clean(hit.service.text("municipality", answer.lang)[0], NAME)
    return f"{name} ({place})" if place and place not in name else name


def _two_languages(field: str) -> Callable[[ServiceHit, Lang], str]:
    def value(hit: ServiceHit, lang: Lang) -> str:
        text, text_lang = hit.service.text(field, lang)
        shown = clean(text, LINE).rstrip(".")
        if shown[1:2].islower():  # it goes on in a sentence
            shown = shown[0].lower() + shown[1:]
        return shown + other_language(text_lang, lang) if shown else ""

    return value


def _full(hit: ServiceHit, lang: Lang) -> str:
    return "" if hit.capacity is Capacity.UNKNOWN else capacity(hit, lang)


_VALUES: dict[Attribute, Callable[[ServiceHit, Lang], str]] = {
    Attribute.HOURS: lambda hit, lang: week(hit.service, lang),
    Attribute.LANGUAGES: lambda hit, lang: languages.names(hit.service.languages, lang),
    Attribute.COST: _two_languages("cost"),
    Attribute.WAITING: _full,
    Attribute.CAPACITY: _full,
    Attribute.CONDITIONS: _two_languages("conditions"),
    Attribute.PHONE: lambda hit, _lang: clean(hit.service.phone),
    Attribute.ADDRESS: lambda hit, lang: address(hit.service, lang),
    Attribute.EMAIL: lambda hit, _lang: clean(hit.service.email),
    Attribute.WEBSITE: lambda hit, _lang: clean(web_address(hit.service.website)),
}
"""What to show per attribute; "" where it is not known. The other attributes are answered by the verdict alone."""
