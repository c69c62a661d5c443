"""A long text -> one verdict: the guard reads a bounded number of characters a call, so it is asked piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.guard import LONGEST, Certainty, Kind, Verdict
from bot.guard.known import Known

Check = Callable[[str, Known], Verdict]

OVERLAP = 500
"""Characters that two pieces share: what stands on a cut, with its surroundings, is whole in one of them."""

OF_ONE_PERSON = frozenset(
    (Kind.NATIONAL_NUMBER, Kind.BIS_NUMBER, Kind.ID_CARD, Kind.FOREIGNER_NUMBER, Kind.BIRTH_DATE, Kind.IBAN)
)
"""What no plan or report holds of anybody; one is enough."""

ABOUT_IDENTITIES = frozenset((Kind.HEALTH, Kind.JUDICIAL, Kind.EXCLUSION, Kind.AGE, Kind.ORIGIN))
"""What only counts beside an identity."""

LIST_DENSITY = 2
"""Identities per LONGEST characters from which a document is a list of people: public plans have about 0.5 at most
(five plan documents of the sector, 20,000 to 214,000 characters), a table of clients has dozens."""


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


def verdict_on_file(text: str, check: Check, known: Known) -> Verdict:
    """The verdict on the text of a file. Plans and reports name their authors and contacts here and there: in a long
    document that is reason to ask, while numbers of persons, or person after person, are reason to redact."""
    verdict = verdict_on(text, check, known)
    if len(text) <= LONGEST:
        return verdict
    sure = [found for found in verdict.findings if found.certainty is Certainty.SURE]
    identities = sum(found.kind not in ABOUT_IDENTITIES for found in sure)
    if any(found.kind in OF_ONE_PERSON for found in sure) or identities * LONGEST >= LIST_DENSITY * len(text):
        return verdict
    asked = tuple(replace(found, certainty=Certainty.PROBABLE) for found in verdict.findings)
    return replace(verdict, findings=asked, exclusion=False)


def starts(length: int) -> Iterator[int]:
    """Where the pieces begin."""
    yield from range(0, max(1, length - OVERLAP), LONGEST - OVERLAP)
