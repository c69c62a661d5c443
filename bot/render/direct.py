"""A question about one service -> the direct answer, in one sentence: yes, no, not known, since when."""

from __future__ import annotations

from collections.abc import Callable

from bot.render import languages
from bot.render.clean import LINE, clean, web_address
from bot.render.context import RenderContext
from bot.render.service import address, called, capacity, hours_of, other_language, week
from bot.render.words import words_for
from kb.models import Answer, Attribute, Capacity, Lang, ServiceHit, Status


def direct_answer(answer: Answer, context: RenderContext) -> str:
    """The first line of an answer of kind ATTRIBUTE, about `services[0]`."""
    lang, hit = answer.lang, answer.services[0]
    say, attribute = words_for(lang), answer.understanding.attribute or Attribute.EXISTS
    name = called(hit.service, lang, answer.understanding.content_words)
    if hit.service.status is Status.CLOSED and attribute is not Attribute.EXISTS:
        return say("attribute-exists-no", name=name)
    value = _VALUES[attribute](hit, lang) if attribute in _VALUES else ""
    if attribute in _VALUES and not value:
        return say(f"attribute-{attribute}-unknown", name=name)
    return say.first(
        *(f"attribute-{attribute}-{verdict}" for verdict in (answer.verdict,) if verdict),
        f"attribute-{attribute}",
        f"attribute-{attribute}-unknown",
        name=name,
        value=value,
        state=hours_of(hit, context, lang),
        asked=languages.names(answer.understanding.languages, lang),
    )


def _two_languages(field: str) -> Callable[[ServiceHit, Lang], str]:
    def value(hit: ServiceHit, lang: Lang) -> str:
        text, text_lang = hit.service.text(field, lang)
        shown = clean(text, LINE).rstrip(".")
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
