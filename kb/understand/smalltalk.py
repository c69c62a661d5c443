"""What asks for no answer: thanks, greetings, announcements. And what comes first: danger.

Both are decided on the text alone. Small talk is only what holds nothing else; when in doubt it is a question.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from kb.understand.text import STOPWORDS, folded_words, plain

_WORDS = {
    name: frozenset(listed.split())
    for name, listed in tomllib.loads(files("kb").joinpath("data/small_talk.toml").read_text(encoding="utf-8")).items()
}
_THANKS, _PRAISE = _WORDS["thanks"], _WORDS["praise"]
_TALK = _THANKS | _PRAISE | _WORDS["pleasant"]
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
_SUICIDE = re.compile(
    r" (wil(t)? (zich|zichzelf|me|mezelf)( \w+)? (van kant maken|ombrengen|ophangen|doden|iets aandoen|verhangen)"
    r"|(wil|wilt) (dood|sterven|niet meer leven|er een eind aan maken|er een einde aan maken|eruit stappen"
    r"|er niet meer zijn|niet meer verder)"
    r"|wil(t)? (hij|zij|ze|ik) (dood|sterven|niet meer leven|er niet meer zijn)"
    r"|(gaat|ga) (zich|me) (ophangen|van kant maken|verhangen|ombrengen)|zelfmoord\w*|suicid\w*"
    r"|veut (mourir|en finir|se tuer|se suicider|se pendre|sauter)|va (se tuer|se pendre|sauter|se suicider)"
    r"|envie en finir|plus envie de vivre|se suicider|end it all|kill (himself|herself|myself|themselves)"
    r"|take (his|her|my|their) (own )?life|wants to die|idees noires|idees suicidaires) "
)
_SUICIDE_TOPIC = re.compile(
    r" (preventie|prevention|cijfers?|chiffres?|plan|vorming|formation|training|percentage|beleid|politique"
    r"|nabestaanden?"
    r"|endeuille\w*|rouw|deuil|apres un suicide|na zelfmoord|overleden) "
)
_EMERGENCY = re.compile(
    r" (ademt niet|ne respire plus|respire plus|not breathing|bewusteloos|inconsciente?|unconscious|hartaanval"
    r"|crise cardiaque|heart attack|overdos\w*|bloedt hevig|saigne beaucoup|hemorragie|beroerte|avc en cours|stroke"
    r"|douleur\w* (dans la |a la )?(poitrine|thoracique\w*)|pijn op de borst|chest pain) "
)
_VIOLENCE_NOW = re.compile(
    r" (met een mes|avec un couteau|with a knife|gewapend|arme a la main|slaat (haar|hem|me) nu"
    r"|est en train de (la |le |me )?frapper"
    r"|frappe en ce moment|bedreigt (haar|hem|me|ons|iemand) nu|wordt nu (geslagen|bedreigd)|menace de (la |le "
    r"|me )?tuer"
    r"|dreigt (haar|hem|me) te (vermoorden|doden)|threatens to kill|is (beating|attacking)|danger de mort|levensgevaar"
    r"|danger immediat|acuut gevaar|immediate danger|en danger maintenant) "
)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50]")
_MOST_BESIDE_THANKS = 3
"""A name, and what was good. A need after "merci" has more words; before it, thanks are only polite."""
_LONG_TALK = 14
"""Thanks with more words than this usually hold something else as well."""


def is_smalltalk(text: str) -> bool:
    """Thanks, a greeting or an announcement, with nothing asked. Without a word, only an emoji is (a
    thumb up); "" and "?" say nothing."""
    spoken, all_words = plain(text), folded_words(text)
    if not all_words:
        return bool(_EMOJI.search(text))
    if "?" in text or _ASKS.search(spoken):
        return all(word in _TALK or word in _WORDS["how_are_you"] for word in all_words)
    if _ANNOUNCES.search(spoken):
        return True
    rest = [word for word in all_words if word not in _TALK and word not in STOPWORDS]
    if not rest:
        return not _TALK.isdisjoint(all_words)
    thanked = all_words[0] in _THANKS or (all_words[0] in _PRAISE and all_words[-1] in _THANKS)
    return thanked and len(rest) <= _MOST_BESIDE_THANKS and len(all_words) <= _LONG_TALK


def is_danger(text: str) -> bool:
    """Somebody is in danger now: suicide, violence, a medical emergency. Policy questions on them are not."""
    spoken = plain(text)
    if _EMERGENCY.search(spoken) or _VIOLENCE_NOW.search(spoken):
        return True
    return bool(_SUICIDE.search(spoken)) and not _SUICIDE_TOPIC.search(spoken)
