"""What a question says besides the facts it asks for: its words without time, language, for whom and on which terms."""

from __future__ import annotations

from collections.abc import Sequence

from kb.models import Attribute
from kb.understand.languages import language_words
from kb.understand.people import without_conditions
from kb.understand.text import content_words, plain
from kb.understand.time_words import without_times

_OF_FACTS = frozenset(
    word
    for line in (
        "open opent geopend dicht gesloten toe ouvert ouverte ouverts ouvertes ouvre ouvrent ferme fermee",
        "fermes fermees",
        "closed opens neemt nemen nieuwe nouveaux nouvelles new patient patienten patients clienten clients mensen",
        "gens monde people gezinnen familles families accessible toegankelijk",
    )
    for word in line.split()
)
"""Words of the facts asked for that stand apart from what asks for them: "is X vandaag nog open"."""


def besides(spoken: str, asked: Sequence[tuple[Attribute, tuple[int, int]]]) -> frozenset[str]:
    """The words of the folded text (`text.plain`) that say more than which fact is asked, when, for whom and on which
    terms. `asked` are the facts with the characters that ask for them."""
    for _, (start, end) in asked:
        spoken = spoken[:start] + " " * (end - start) + spoken[end:]
    return frozenset(content_words(without_conditions(without_times(plain(spoken))))) - language_words() - _OF_FACTS
