"""What newcomers read: the welcome, the charter, pointers to it, and what can be tried where nothing counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.onboarding.charter import Charter, CharterLang, CharterText
from bot.ports import Rendered
from bot.render.blocks import Say, rendered
from bot.render.clean import NAME, clean
from bot.render.notices import BOTH
from bot.render.when import day
from bot.render.words import Words, words_for
from kb.models import Lang, Zone

YES = "✅"
_EXAMPLES = ("onboarding-try-place", "onboarding-try-language", "onboarding-try-agenda")


def welcome(zone: Zone, charter: Charter, lang: Lang | None) -> Rendered:
    """In Dutch and French, the newcomer's language first; with the charter, folded where a client can."""
    return _together([_welcome(words_for(each), zone, charter) for each in _order(lang)], (YES,))


def _welcome(say: Words, zone: Zone, charter: Charter) -> Rendered:
    name = clean(zone.name(say.lang), NAME)
    before = [
        Say(say("onboarding-welcome", zone=name), strong=True),
        Say(say("onboarding-room")),
        Say(say("onboarding-try"), strong=True),
        *(Say(f"• {say(key)}") for key in _EXAMPLES),
    ]
    after = [
        Say(say(key)) for key in ("onboarding-accept", "onboarding-language", "onboarding-peace", "onboarding-help")
    ]
    folded = _charter(say, charter, folded=True)
    return _together([rendered([*before]), folded, rendered([*after])], (), apart="\n")


def charter_posted(charter: Charter, renewed: bool) -> Rendered:
    """For a zone's room, to be pinned. `renewed`: there was another version."""
    parts: list[Rendered] = []
    for lang in BOTH:
        say = words_for(lang)
        last = [Say(say("onboarding-renewed"), strong=True)] if renewed else []
        parts += [_charter(say, charter), rendered([*last, Say(say("onboarding-accept-pinned"))])]
    return _together(parts, (YES,))


def charter_shown(charter: Charter, lang: Lang | None, accepted: date | None, *, private: bool) -> Rendered:
    """For whoever asked for it; `accepted` is said in private only."""
    parts: list[Rendered] = []
    for each in (lang,) if lang else BOTH:
        say = words_for(each)
        parts.append(_charter(say, charter))
        key = "onboarding-accepted-on" if accepted and private else "onboarding-accept"
        when = day(accepted, each) if accepted and private else ""
        parts.append(rendered([Say(say(key, **({"day": when} if when else {})))]))
    return _together(parts, () if accepted and private else (YES,))


def charter_newer(charter: Charter) -> Rendered:
    """For whoever accepted a version that is no longer the one."""
    first = rendered([Say(words_for(lang)("onboarding-renewed"), strong=True) for lang in BOTH])
    shown = charter_shown(charter, None, None, private=True)
    return _together([first, shown], (YES,))


def charter_first(zone: Zone, lang: Lang | None, *, again: bool = False) -> Rendered:
    """In the room: a question waits for the charter. `again`: they heard so not long ago, and one line will do."""
    key = "onboarding-first-again" if again else "onboarding-first"
    return rendered([Say(_said(each, key, zone)) for each in ((lang,) if lang else BOTH)])


def accepted(zone: Zone, lang: Lang | None) -> Rendered:
    """Thank you."""
    return rendered([Say(_said(each, "onboarding-accepted", zone)) for each in ((lang,) if lang else BOTH)])


def told(key: str, lang: Lang | None) -> Rendered:
    """One sentence."""
    return rendered([Say(words_for(each)(key)) for each in ((lang,) if lang else BOTH)])


def _said(lang: Lang, key: str, zone: Zone) -> str:
    return words_for(lang)(key, zone=clean(zone.name(lang), NAME))


def _order(lang: Lang | None) -> tuple[Lang, ...]:
    return BOTH if lang is None else (lang, *(each for each in BOTH if each != lang))


def _charter(say: Words, charter: Charter, *, folded: bool = False) -> Rendered:
    """The text in the language, or, in English, in French and Dutch: a zone agrees on its charter in those two."""
    langs: tuple[CharterLang, ...] = ("fr",) if say.lang == "fr" else ("nl",) if say.lang == "nl" else ("nl", "fr")
    texts = [charter.nl if lang == "nl" else charter.fr for lang in langs]
    return _together([_one_charter(say, text, charter.version, folded) for text in texts], ())


def _one_charter(say: Words, text: CharterText, version: str, folded: bool) -> Rendered:
    title = f"📜 {text.title or say('onboarding-charter')} · {say('onboarding-version', version=version)}"
    points = Markup("").join(Markup("<li>{}</li>").format(point) for point in text.points)
    html = (
        Markup("<details><summary><strong>{}</strong></summary><ol>{}</ol></details>").format(title, points)
        if folded
        else Markup("<strong>{}</strong><ol>{}</ol>").format(title, points)
    )
    plain = "\n".join([title, *(f"{n}. {point}" for n, point in enumerate(text.points, 1))])
    return Rendered(plain, str(html))


def _together(parts: Sequence[Rendered], choices: tuple[str, ...], *, apart: str = "\n\n") -> Rendered:
    between = "<br>" if apart == "\n" else "<br><br>"
    html = parts[0].html
    for part in parts[1:]:
        # A client that does not know <details> shows what is in it behind the line before: that one needs its end.
        apart_by = "<br>" if part.html.startswith("<details>") else between
        html += ("" if html.endswith(("</details>", "</ol>")) else apart_by) + part.html
    return Rendered(apart.join(part.plain for part in parts), html, choices)
