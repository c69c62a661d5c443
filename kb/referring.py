"""A question about what was just shown: "wie is dat?", "et c'est gratuit ?", "are they wheelchair accessible?".

It asks for a fact and names neither a service nor a need. Where the fact is also a condition (a language, a time, a
wheelchair) it must say "they" or "there" too: "en Turks?" goes on with the need, "spreken ze Turks?" with the service.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.models import Answer, Attribute, ServiceHit, Understanding
from kb.understand.attributes import asked_attributes
from kb.understand.besides import besides
from kb.understand.text import plain

_CONDITIONS = frozenset((Attribute.LANGUAGES, Attribute.OPEN_NOW, Attribute.WHEELCHAIR, Attribute.COST))
_THEY = re.compile(
    r" (ze|zij|hij|het|dat|die|daar|men|er|ils|elles|il|elle|on|y|la|ca|est|leur|leurs|son|sa|ses|they|it|there|their"
    r"|its|that|hun|zijn|deze|dit|ce) "
)
_BEGINS = r" (?:(?:en|et|and|maar|mais|but|ok|oke|ah|oui|ja) )*"
_IT = r"(?: (?:over|sur|about) (?:dat|die|ca|that|it|deze|ce service))?"
_WHICH = re.compile(
    rf"{_BEGINS}(?:wie (?:is|zijn) (?:dat|die|het|ze|zij)|wat is (?:dat|die)(?: voor (?:een )?(?:dienst|iets))?"
    r"|(?:c )?est qui(?: ca)?|qui est ce|(?:c )?est quoi(?: ca| comme \w+)?|(?:c )?est ou(?: ca)?|waar is (?:dat|het)"
    r"|who (?:is|are) (?:that|they|it|this|these)|what is (?:that|it)|where is (?:that|it)"
    rf"|(?:meer|plus|more) (?:d )?(?:info\w*|details?|uitleg){_IT}|en savoir plus|tell me more|vertel meer)"
    r"(?: (?:juist|precies|eigenlijk|exactement|exactly))? "
)
_WHERE = re.compile(r" (waar|ou|where) ")
FEW = 12
"""Words: who needs more asks something new."""


def refers(u: Understanding, text: str) -> Understanding | None:
    """What is asked about the service just shown, None when the question is no such question."""
    spoken = plain(text)
    if u.service_id or u.places or u.glossary or u.danger or len(spoken.split()) > FEW:
        return None
    plainly = replace(u, smalltalk=False, talk="")
    if _WHICH.fullmatch(spoken):
        return replace(plainly, attribute=Attribute.ADDRESS if _WHERE.search(spoken) else None, also_asked=())
    if u.smalltalk or not u.attributes or besides(spoken, asked_attributes(spoken, timed=u.window is not None)):
        return None
    if _CONDITIONS.issuperset(u.attributes) and not _THEY.search(spoken):
        return None
    return plainly


def about(u: Understanding, before: Answer) -> Understanding | None:
    """`u` with the service that the answer before showed. None when that showed none, or when it showed several and
    what is asked is better answered by choosing among them."""
    shown: Sequence[ServiceHit] = before.shown_services()
    if not shown or (len(shown) > 1 and u.attributes and _CONDITIONS.issuperset(u.attributes)):
        return None
    ids = [hit.service.id for hit in shown]
    lang = u.lang if u.lang_certain else before.lang
    return replace(u, lang=lang, service_id=ids[0], same_name=tuple(ids[1:]))
