"""Does a text ask what a word means, and which word?

Only patterns that people use for that: "wat is X?", "wa is X", "X, wat is dat?", "waar staat X voor", "c'est quoi un
X ?", "que veut dire X", "what does X mean". "Wat is het adres van X" asks for something else: there the rest of the
sentence is no form of the glossary, so nothing is explained.
"""

from __future__ import annotations

import re

_ARTICLE = r"(?:(?:een|de|het|'t|ne|nen|den|the|an?|une?|les?|la|des|du)\s+|l'|d')?"
_TERM = r"[\"«»“”'(]*\s*" + _ARTICLE + r"[\"«“'(]*\s*(?P<term>[^?!,;:«»\"“”()]+?)\s*[\"»”')]*"
_TAIL = r"(?P<rest>\s+(?:in|bij|voor|binnen|van|als|dans|pour|chez|en|for|at|within)\s+[^?!]*)?"
_END = (
    r"\s*(?:juist|precies|eigenlijk|exact|exactly|exactement|au juste|ook alweer|ook weer|nu|precise|"
    r"svp|stp|aub|please|alstublieft)?\s*[?!.…\s]*$"
)
_POLITE = (
    r"^\s*(?:@\S+\s+|\S+[:,]\s+)?(?:(?:hallo|hey|hoi|dag|bonjour|salut|hello|hi|sorry|pardon|euh|goeiedag|"
    r"beste collega's|dites|zeg|please|svp|stp)[\s,!:]+"
    r"(?:(?:allemaal|tous|toutes|à tous|all|collega's|relais)[\s,!:]+)?)*"
)

_BEFORE = (
    r"wat\s+(?:is|zijn|betekent|betekenen)(?:\s+(?:eigenlijk|precies|juist|nu|dat))?",
    r"wa\s+(?:is|zijn|betekent|wil)(?:\s+(?:da|dat|dees|eigenlijk))?",
    r"wat\s+houdt",
    r"(?:wat|wa)\s+bedoel(?:t|en|de)?\s+(?:je|jullie|men|ze|u)\s+met",
    r"(?:kan|kunnen|kun|wil)\s+(?:iemand|je|jullie|u)\s+(?:mij\s+|me\s+|eens\s+)*(?:uitleggen|zeggen)\s+wat",
    r"(?:uitleg|definitie|betekenis)(?:\s+(?:van|over|bij))?",
    r"(?:leg\s+(?:eens\s+)?uit|verklaar)(?:\s+wat)?",
    r"c\s*'?\s*est\s+quoi\s*,?(?:\s+(?:exactement|encore|ça|ca|au juste))?",
    r"(?:qu'|qu\s)est[\s-]ce\s+que?\s*(?:(?:c'est|ça veut dire|signifie|veut dire)\s*(?:que\s+|qu')?)?",
    r"(?:qu'|qu\s)est[\s-]ce\s+qu'(?:on\s+(?:appelle|entend\s+par)\s+|est\s+)?",
    r"que?\s+(?:veut|veulent)\s+dire",
    r"(?:ça|ca)\s+veut\s+dire\s+quoi",
    r"que\s+signifi(?:e|ent)",
    r"(?:la\s+)?(?:définition|definition|signification|explication)(?:\s+(?:de|du|des|of|d'))?",
    r"k[eé]sako",
    r"(?:quelqu'un\s+(?:peut|sait)|qui\s+(?:peut|sait))\s+(?:m'expliquer\s+|me\s+dire\s+)?ce\s+(?:que\s+c'est\s+(?:que\s+|qu')?|qu'est)",
    r"what(?:\s+is|\s+are|'s|s)(?:\s+meant\s+by)?(?:\s+exactly)?",
    r"(?:meaning|definition)\s+of",
    r"(?:can|could)\s+(?:someone|somebody|anyone|you)\s+explain(?:\s+what)?",
)
_AROUND = (
    (r"waar\s+staat", r"voor"),
    (r"waarvoor\s+staat", r""),
    (r"wat\s+wil", r"zeggen"),
    (r"wa\s+wil", r"zeggen"),
    (r"wat\s+houdt", r"in"),
    (r"what\s+(?:does|do)", r"(?:mean|stand\s+for)"),
    (
        r"(?:kan|kunnen|kun)\s+(?:iemand|je|jullie|u)\s+(?:mij\s+|me\s+)?(?:uitleggen|zeggen)\s+wat",
        r"(?:is|betekent|inhoudt)",
    ),
)
_AFTER = (
    r"(?:,|:|-|\?)?\s*(?:wat|wa)\s+(?:is|betekent)\s+(?:dat|da|het|dit)(?:\s+(?:eigenlijk|precies|juist|weer|alweer))?",
    r"(?:,|:|-|\?)?\s*(?:c'est|cest|ça\s+veut\s+dire|ca\s+veut\s+dire|c\s+est|ça\s+signifie|c\s?')\s*quoi(?:\s+\w+)?",
    r"(?:,|:|-|\?)?\s*(?:qu'est[\s-]ce\s+que\s+c'est|k[eé]sako)",
    r"(?:,|:|-|\?)?\s*what(?:'s|\s+is|s)\s+(?:that|it)",
    r"(?:,|:|-|\?)?\s*(?:betekenis|signification|meaning)",
)

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *(_POLITE + before + r"\s+" + _TERM + r"\s+" + after + _END for before, after in _AROUND if after),
        *(_POLITE + before + r"[\s,:]*" + _TERM + _TAIL + _END for before in (*_BEFORE, r"waarvoor\s+staat")),
        *(_POLITE + _TERM + after + _END for after in _AFTER),
    )
)
LONGEST_TEXT = 200
"""Characters; who asks what a word means writes no more (and patterns on long texts take long)."""
LONGEST_ASKED = 90
"""Characters; a longer term is a sentence, not a word to explain."""


def asked_term(text: str) -> list[tuple[str, bool]] | None:
    """The terms `text` may ask to explain, most likely first, each with whether it has to be an acronym (because
    more of the sentence follows); None when the text asks no such thing."""
    if len(text) > LONGEST_TEXT:
        return None
    straight = text.strip().replace("’", "'").replace("‘", "'")
    found: list[tuple[str, bool]] = []
    for pattern in _PATTERNS:
        match = pattern.match(straight)
        if match is None:
            continue
        rest = match.groupdict().get("rest") or ""
        term = match.group("term").strip()
        for candidate in (
            (term + rest, False),
            (term, bool(rest)),
            (re.sub(r"^(?:dat|da|quoi|que)\s+", "", term), bool(rest)),
        ):
            if candidate not in found and 0 < len(candidate[0]) <= LONGEST_ASKED:
                found.append(candidate)
    return found or None
