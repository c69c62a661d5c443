"""What was understood of a question, in a few words: place, language, time, terms.

Told from recognised codes only, never from the asker's own words: the reply waits in the outbox table, and no table
holds a message's text.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.render import languages
from bot.render.clean import NAME, clean
from bot.render.context import RenderContext
from bot.render.when import moment
from bot.render.words import words_for
from kb.models import Lang, Place, Understanding
from kb.understand.languages import as_asked

_PLACES = 3


def asked_line(understanding: Understanding, context: RenderContext, lang: Lang, besides: Collection[str] = ()) -> str:
    """`🔎 Elsene · Arabisch · zondag 29 november`, "" when nothing of the kind was said. `besides` names what a note
    below says already, as `Answer.relaxed` does."""
    told = understood(understanding, context, lang, besides)
    return words_for(lang)("asked", what=" · ".join(told)) if told else ""


def understood(
    understanding: Understanding, context: RenderContext, lang: Lang, besides: Collection[str] = ()
) -> list[str]:
    """Each thing that was understood, where first."""
    say, u = words_for(lang), understanding
    told: list[str] = []
    if "place" not in besides:
        told += [place_name(place, lang) for place in u.places[:_PLACES]]
        told += [say("understood-everywhere")] if u.everywhere and not u.places else []
    if u.languages and "language" not in besides:
        told.append(languages.names(as_asked(u.languages), lang))
    if u.window is not None:
        told.append(moment(u.window, context.timezone, lang))
    told += [say(f"access-{code}") for code in u.access if say.has(f"access-{code}")]
    told += [say("understood-wheelchair")] if u.wheelchair and "wheelchair" not in besides else []
    told += [say("understood-home_visit")] if u.home_visit else []
    return told


def place_name(place: Place, lang: Lang) -> str:
    """A place in the reader's language; labels hold both ("Elsene / Ixelles"), Dutch first."""
    dutch, _, french = place.label.partition(" / ")
    return clean(dutch if lang == "nl" or not french else french, NAME)
