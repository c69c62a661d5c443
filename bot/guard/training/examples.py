"""Messages -> what the networks learn from: the features of each token, and the class that a person gave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.guard import LONGEST
from bot.guard.features import Features, features
from bot.guard.known import Known
from bot.guard.lists import cues
from bot.guard.reading import Reading, plain, read
from bot.guard.ruling import Ruled, ruled
from bot.guard.tagger import CLASSES, UNKNOWN, names_of
from bot.guard.training.material import UNSAID, Message

ANY = len(CLASSES)
"""Label of a token that tells who somebody is in a way that nobody wrote down."""

LEAST_WORDS, LEAST_FLAGS = 2, 3
"""Examples that must have a word or a flag for it to be learnt."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message as the guard reads it, what the rules see in it, its tokens, and a label for each: a class or ANY."""

    message: Message
    reading: Reading
    ruled: Ruled
    tokens: list[Features]
    labels: list[int]


def examples(messages: Iterable[Message]) -> list[Example]:
    """One per message; messages that the guard reads otherwise than written (odd characters) are left out."""
    found = []
    for message in messages:
        shown, _ = plain(message.text[:LONGEST])
        reading = read(shown, cues())
        if shown == message.text and len(reading):
            seen = ruled(reading, Known())
            found.append(Example(message, reading, seen, features(reading, seen), _labels(reading, message)))
    return found


def _labels(reading: Reading, message: Message) -> list[int]:
    labels = [0] * len(reading)
    for start, end, told in message.spans:
        for i in range(reading.token_at(start), reading.token_before(end)):
            labels[i] = ANY if told == UNSAID else CLASSES.index(told)
    return labels


def word_rows(its: Sequence[Example]) -> dict[str, int]:
    """A row for each word, beginning and end that is frequent enough."""
    counts = Counter(name for it in its for token in it.tokens for name in names_of(token))
    kept = sorted(name for name, count in counts.items() if count >= LEAST_WORDS)
    return {name: row for row, name in enumerate(kept, UNKNOWN + 1)}


def flag_rows(its: Sequence[Example]) -> dict[str, int]:
    """A row for each flag that is frequent enough."""
    counts = Counter(flag for it in its for token in it.tokens for flag in token.flags)
    return {name: row for row, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST_FLAGS), 1)}
