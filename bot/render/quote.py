"""A passage of a document, quoted in its own language, with where it comes from and how old it is."""

from __future__ import annotations

from bot.render.blocks import PassageBlock
from bot.render.clean import LINE, NAME, QUOTE, clean
from bot.render.when import published
from bot.render.words import words_for
from kb.models import Lang, PassageHit

# The last two headings say where in the document it stands; the first ones mostly repeat its title.
_HEADINGS_SHOWN = 2


def passage_block(hit: PassageHit, lang: Lang) -> PassageBlock:
    """The quotation and its source line: title, publisher, date, heading path, page, language, caveat."""
    say, document, passage = words_for(lang), hit.document, hit.passage
    quote = say("quoted", text=clean(hit.quote or passage.text, QUOTE))
    if passage.lang != lang:
        quote = f"{quote} {say(f'in-{passage.lang}')}"
    path = [heading for heading in passage.heading if heading.casefold() != document.title.casefold()]
    headings = " › ".join(clean(heading, NAME) for heading in path[-_HEADINGS_SHOWN:])
    parts = [
        clean(document.title or document.name, LINE),
        clean(document.publisher, NAME),
        clean(published(document.date, lang), NAME) or say("date-unknown"),
        headings,
        say("page", page=str(passage.page)) if passage.page else "",
        _caveat(hit, lang),
    ]
    return PassageBlock(quote=quote, source=", ".join(part for part in parts if part))


def _caveat(hit: PassageHit, lang: Lang) -> str:
    document = hit.document
    own, other = document.caveat_fr, document.caveat_nl
    if lang == "nl":
        own, other = other, own
    text = clean(own or other)
    return f"⚠ {text}" if text else ""
