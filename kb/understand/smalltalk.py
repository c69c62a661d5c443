"""What asks nothing of the repertory: thanks, greetings, announcements, questions about Relais itself.

Decided on the text alone. Small talk is only what holds nothing else; when in doubt it is a question.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Literal

from kb.understand.text import STOPWORDS, folded_words, plain

_WORDS = {
    name: frozenset(listed.split())
    for name, listed in tomllib.loads(files("kb").joinpath("data/small_talk.toml").read_text(encoding="utf-8")).items()
}
_THANKS, _PRAISE = _WORDS["thanks"], _WORDS["praise"]
_TALK = _THANKS | _PRAISE | _WORDS["greeting"] | _WORDS["pleasant"]
_ASKS = re.compile(
    r"\?| (wie|waar|wat|welke|hoe|hoeveel|wanneer|waarom|kan|kent|heeft iemand|is er|zijn er|bestaat|zoek|zoeken|zoekt"
    r"|qui|ou|quel|quelle|quels|quelles|comment|combien|quand|pourquoi|existe|cherche|cherchons|connait|faut il"
    r"|y a t il"
    r"|who|where|what|which|how|when|does|is there|are there|looking|need|nodig|besoin|adres van|adresse|numero"
    r"|telefoonnummer|iemand) "
)
_ANNOUNCES = re.compile(
    r" (we zijn verhuisd|is verhuisd|zijn verhuisd|nous avons demenage|a demenage|ter info|ter informatie|pour info"
    r"|pour information|fyi|uitnodiging|invitation|save the date|opendeurdag op|welkom op|vous invite|nodigt uit"
    r"|nieuwe collega|nouvelle collegue|nouveau collegue|vergeet niet|oubliez pas|herinnering|rappel|reminder"
    r"|we sluiten|gesloten van|ferme du|nous serons fermes|vacature|on recrute|offre emploi) "
)
_ABOUT_RELAIS = re.compile(
    r" (?:(?:hallo|hello|hi|hey|dag|bonjour|salut|relais) )*(?:hulp|help|aide|aide moi|help me|help mij"
    r"|wie ben (?:je|jij|u)|wie bent u|wat ben (?:je|jij)|wat (?:kan|kun|doe) (?:je|jij)(?: allemaal| zoal)?(?: doen)?"
    r"|wat (?:kunt|doet|kan) u(?: allemaal)?(?: doen)?|waarmee (?:kan|kun) (?:je|jij)(?: me| mij| ons)? helpen"
    r"|hoe werkt (?:dit|het|relais|deze bot)|wat is (?:relais|deze bot|dit)|ben (?:je|jij) een (?:bot|robot)"
    r"|(?:qui|que) (?:es tu|etes vous)|tu es qui|(?:vous etes|c est) qui|(?:que|quoi) (?:sais|peux) tu faire"
    r"|que (?:savez|pouvez) vous faire|(?:que|quoi) fais tu|tu (?:sais|peux) faire quoi|a quoi (?:tu )?sers(?: tu)?"
    r"|comment (?:ca|tu) (?:marche|fonctionne)s?|est quoi relais|(?:es tu|tu es) un (?:bot|robot)"
    r"|who are you|what are you|what can you do|what do you do|how does (?:this|it|relais) work|what is (?:relais|this)"
    r"|are you a (?:bot|robot)|how can you help(?: me| us)?)(?: relais)? "
)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50]")
_MOST_BESIDE_THANKS = 3
"""A name, and what was good. A need after "merci" has more words; before it, thanks are only polite."""
_LONG_TALK = 14
"""Thanks with more words than this usually hold something else as well."""


def is_smalltalk(text: str) -> bool:
    """Thanks, a greeting, an announcement or a question about Relais itself, with nothing else asked. Without a
    word, only an emoji is (a thumb up); "" and "?" say nothing."""
    spoken, all_words = plain(text), folded_words(text)
    if not all_words:
        return bool(_EMOJI.search(text))
    if _ABOUT_RELAIS.fullmatch(spoken):
        return True
    if "?" in text or _ASKS.search(spoken):
        return all(word in _TALK or word in _WORDS["how_are_you"] for word in all_words)
    if _ANNOUNCES.search(spoken):
        return True
    rest = [word for word in all_words if word not in _TALK and word not in STOPWORDS]
    if not rest:
        return not _TALK.isdisjoint(all_words)
    thanked = all_words[0] in _THANKS or (all_words[0] in _PRAISE and all_words[-1] in _THANKS)
    return thanked and len(rest) <= _MOST_BESIDE_THANKS and len(all_words) <= _LONG_TALK


def talk(text: str) -> Literal["greeting", "help", ""]:
    """Whether the text only greets, or asks about Relais itself ("wie ben je", "help", a lone "?"); "" for anything
    else, also for thanks."""
    if _ABOUT_RELAIS.fullmatch(plain(text)):
        return "help"
    all_words = folded_words(text)
    if not all_words:
        return "help" if "?" in text else ""
    if not is_smalltalk(text) or not (_THANKS | _PRAISE).isdisjoint(all_words):
        return ""
    return "" if (_WORDS["greeting"] | _WORDS["how_are_you"]).isdisjoint(all_words) else "greeting"
