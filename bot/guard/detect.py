"""From a reading to findings: the rules first, then what the tagger makes of them."""

from __future__ import annotations

import numpy as np

from bot.guard.features import features
from bot.guard.findings import Certainty, Finding
from bot.guard.judging import KEEP, STOP, judged
from bot.guard.known import Known
from bot.guard.reading import Reading, Spans
from bot.guard.ruling import Ruled, ruled
from bot.guard.tagger import CLASSES, Floats, tagger

WINDOW = 300
"""Tokens that the tagger reads at once, some 1,500 characters. A longer text is mostly a document, with many windows to
be wrong in: there only what both the rules and the tagger find counts."""


DENSE = 1_500
"""Tokens that no prose of LONGEST characters has: numbers upon numbers, which the rules read alone, in time."""


def detect(reading: Reading, known: Known, *, whole: bool = True) -> list[Finding]:
    """All findings, in order, without overlaps. `whole`: nothing of the message was cut off; of one that is stopped
    anyway, being too long, only the rules are asked, so that it takes no longer."""
    seen = ruled(reading, known)
    if not whole or not len(reading) or len(reading) > DENSE:
        return seen.findings
    if len(reading) <= WINDOW:
        return judged(reading, seen, tagger().tag(features(reading, seen)), known)
    return judged(reading, seen, _long(reading, seen), known, agreed=KEEP) if seen.findings else []


def _long(reading: Reading, seen: Ruled) -> Floats:
    """Chances of each class for a long text: none, but for what the rules are sure of, and for what else they find in
    a window that the tagger stops."""
    tokens = features(reading, seen)
    found = Spans((item.start, item.end) for item in seen.findings)
    sure = Spans((item.start, item.end) for item in seen.findings if item.certainty is Certainty.SURE)
    chances = np.zeros((len(tokens), len(CLASSES)), dtype=np.float32)
    chances[:, 0] = 1.0
    for begin in range(0, len(tokens), WINDOW):
        here = range(begin, min(begin + WINDOW, len(tokens)))
        if not found.meet(reading.starts[here.start], reading.ends[here.stop - 1]):
            continue
        told = tagger().tag(tokens[here.start : here.stop])
        counting = found if 1.0 - told[:, 0].min() >= STOP else sure
        for i in here:
            if counting.meet(reading.starts[i], reading.ends[i]):
                chances[i] = told[i - begin]
    return chances
