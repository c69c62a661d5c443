"""The guard's process with two faults built in, for tests: a word that makes it raise with the text, and one that
sends it into a regular expression without end. Everything else is the real guard."""

from __future__ import annotations

import re

from bot.guard import Known, Verdict, check
from bot.screening.worker import main

RAISES, HANGS = "storingwoord", "eindeloosheid"


def faulty(text: str, known: Known) -> Verdict:
    if RAISES in text:
        raise ValueError(text)
    if HANGS in text:
        re.match(r"(a+)+$", "a" * 64 + "!")
    return check(text, known=known)


if __name__ == "__main__":
    main(faulty)
