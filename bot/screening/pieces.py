"""A long text -> one verdict: the guard reads a bounded number of characters a call, so it is asked piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.guard import LONGEST, Verdict
from bot.guard.known import Known

Check = Callable[[str, Known], Verdict]

OVERLAP = 500
"""Characters that two pieces share: what stands on a cut, with its surroundings, is whole in one of them."""


def verdict_on(text: str, check: Check, known: Known) -> Verdict:
    """The guard's verdict on a text of any length. `cleaned` of one longer than LONGEST is "": it is a document, which
    nobody is offered to say again."""
    if len(text) <= LONGEST:
        return check(text, known)
    verdicts = [(start, check(text[start : start + LONGEST], known)) for start in starts(len(text))]
    found = [verdict for _, verdict in verdicts if verdict.user_data]
    return Verdict(
        tuple(
            replace(one, start=one.start + start, end=one.end + start)
            for start, verdict in verdicts
            for one in verdict.findings
        ),
        cleaned="",
        severe=any(verdict.severe for verdict in found),
        exclusion=any(verdict.exclusion for verdict in found),
        lang=found[0].lang if found else verdicts[0][1].lang,
    )


def starts(length: int) -> Iterator[int]:
    """Where the pieces begin."""
    yield from range(0, max(1, length - OVERLAP), LONGEST - OVERLAP)
