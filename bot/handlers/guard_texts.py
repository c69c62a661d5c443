"""What of a message the guard is shown, what it found there, and what could be said instead."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports import Message
from bot.render.guard import LONGEST_QUOTE
from bot.screening.screen import NOTHING, Screened


@dataclass(frozen=True, slots=True)
class Found:
    """`said`: one verdict per text of `texts_of(message)`, in that order; `file`: on the text in its attachment."""

    said: Screened
    file: Screened = NOTHING

    @property
    def all(self) -> Screened:
        """Everything together."""
        return Screened((*self.said.verdicts, *self.file.verdicts))


def texts_of(message: Message) -> tuple[str, ...]:
    """Everything to check, each text once; what the message itself says comes first."""
    return tuple(dict.fromkeys(text for text in (message.body, message.filename, *message.texts) if text.strip()))


def instead(message: Message, found: Found) -> str:
    """What can be offered to be said instead: the message and the text of its file, cleaned. "" when that is nothing
    that could be a question: an exclusion, a file name alone, a whole document."""
    if found.all.exclusion:
        return ""
    parts = [verdict.cleaned for verdict in found.file.verdicts]
    if message.body.strip() and message.body != message.filename:
        parts.insert(0, found.said.verdicts[0].cleaned)
    if not all(parts):
        return ""  # too long to have been cleaned
    text = "\n".join(part.strip() for part in parts)
    return text if len(text) <= LONGEST_QUOTE else ""
