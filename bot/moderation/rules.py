"""The rules of the rooms that a moderator can name, and the words people name them by. A closed list: each has one
kind sentence per language (`moderation-told-ID`), so that nobody is scolded in haste."""

from __future__ import annotations

from bot.render.agenda_posts import NUMBERS
from kb.understand.text import folded

USER_DATA, DISRESPECT, ADVERTISING, OFF_TOPIC, DISCRIMINATION, SPAM, OTHER = RULES = (
    "user_data",
    "disrespect",
    "advertising",
    "off_topic",
    "discrimination",
    "spam",
    "other",
)
CHOICES = NUMBERS[: len(RULES)]

_WORDS: dict[str, str] = {
    USER_DATA: "gegevens persoonsgegevens begunstigde client privacy donnees usager beneficiaire data userdata",
    DISRESPECT: "respect respectloos toon onbeleefd ton irrespect impoli rude disrespect",
    ADVERTISING: "reclame promo pub publicite advertising advert ads",
    OFF_TOPIC: "naastdekwestie onderwerp horssujet sujet offtopic topic",
    DISCRIMINATION: "discriminatie racisme discrimination racism",
    SPAM: "spam",
    OTHER: "andere ander anders autre other",
}
_RULE_OF = {word: rule for rule, words in _WORDS.items() for word in words.split()}


def rule_of(word: str) -> str | None:
    """The rule that a word names: its id, its number in the list, or a word for it in any language."""
    flat = "".join(char for char in folded(word) if char.isalnum())
    if flat.isdigit():
        return RULES[int(flat) - 1] if 0 < int(flat) <= len(RULES) else None
    by_id = {rule.replace("_", ""): rule for rule in RULES}
    return by_id.get(flat) or _RULE_OF.get(flat)


def rule_at(key: str) -> str | None:
    """The rule that a numbered emoji stands for."""
    plain = key.strip().replace("\ufe0f", "")
    places = [choice.replace("\ufe0f", "") for choice in CHOICES]
    return RULES[places.index(plain)] if plain in places else None
