"""What asks for no answer: thanks, greetings, announcements. And what comes first: danger.

Both are decided on the text alone. Small talk is only what holds nothing else; when in doubt it is a question.
"""

from __future__ import annotations

import re

from kb.understand.text import STOPWORDS, folded_words, plain

_THANKS = frozenset(
    [
        "merci",
        "bedankt",
        "dank",
        "dankjewel",
        "danku",
        "dankuwel",
        "thanks",
        "thank",
        "thx",
        "top",
        "super",
        "geweldig",
        "parfait",
        "perfect",
        "genial",
        "formidable",
        "prima",
        "fijn",
        "leuk",
        "mooi",
        "goed",
        "bien",
        "great",
        "nice",
        "cool",
        "ok",
        "oke",
        "okay",
        "daccord",
        "accord",
        "begrepen",
        "compris",
        "noted",
        "genoteerd",
        "bravo",
        "hallo",
        "hello",
        "hi",
        "hey",
        "bonjour",
        "bonsoir",
        "salut",
        "goedemorgen",
        "goedemiddag",
        "goedenavond",
        "goeiemorgen",
        "dag",
        "coucou",
        "groetjes",
        "groeten",
        "bye",
        "tot",
        "straks",
        "doei",
        "aurevoir",
        "revoir",
        "weekend",
        "week",
        "end",
        "journee",
        "soiree",
        "dag",
        "fijne",
        "bonne",
        "bon",
        "prettig",
        "prettige",
        "lekker",
        "have",
        "nickel",
        "impeccable",
        "cimer",
        "super",
        "utile",
        "nuttig",
        "handig",
        "interessant",
        "collega",
        "collegas",
        "collegues",
        "collegue",
        "allemaal",
        "tous",
        "toutes",
        "iedereen",
        "everyone",
        "all",
        "you",
        "tu",
        "bent",
        "het",
        "op",
        "voor",
        "die",
        "info",
        "information",
        "snelle",
        "rapide",
        "reactie",
        "reponse",
        "antwoord",
        "lol",
        "haha",
        "hihi",
        "yes",
        "ja",
        "oui",
        "non",
        "nee",
        "no",
        "sorry",
        "pardon",
        "graag",
        "gedaan",
        "rien",
        "welcome",
        "welkom",
        "bienvenue",
        "proficiat",
        "felicitations",
        "congratulations",
        "precies",
        "exactement",
        "veel",
        "beaucoup",
        "mille",
        "duizendmaal",
    ]
)
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
    r"|(wil|wilt) (dood|sterven|niet meer leven|er een eind aan maken|er een einde aan maken|eruit stappen)"
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
_LONG_TALK = 14
"""Thanks with more words than this usually hold something else as well."""


def is_smalltalk(text: str) -> bool:
    """Thanks, a greeting or an announcement, with nothing asked."""
    spoken, all_words = plain(text), folded_words(text)
    if not all_words:
        return True
    if "?" in text or _ASKS.search(spoken):
        return all(
            word in _THANKS or word in ("hoe", "gaat", "ca", "va", "comment", "how", "are") for word in all_words
        )
    if _ANNOUNCES.search(spoken):
        return True
    kind = [word for word in all_words if word in _THANKS]
    rest = [word for word in all_words if word not in _THANKS and word not in STOPWORDS]
    opens = all_words[0] in _THANKS or all_words[-1] in _THANKS
    return bool(kind) and (not rest or (opens and len(rest) <= 3 and len(all_words) <= _LONG_TALK))


def is_danger(text: str) -> bool:
    """Somebody is in danger now: suicide, violence, a medical emergency. Policy questions on them are not."""
    spoken = plain(text)
    if _EMERGENCY.search(spoken) or _VIOLENCE_NOW.search(spoken):
        return True
    return bool(_SUICIDE.search(spoken)) and not _SUICIDE_TOPIC.search(spoken)
