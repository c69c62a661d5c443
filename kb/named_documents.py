"""A question that names a document -> the passages of that document only, where they say something about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from kb.models import Understanding
from kb.search import Ranked
from kb.snapshot import Snapshot

Sure = Callable[[Ranked, Understanding], float]
LEAST = 0.08
"""Least probability that the passages of a document named answer it: less than elsewhere, because who names a document
knows what it is about. Of the sample's questions those with an answer lie above 0.16, those without under 0.04."""
_FIRST = 10


def _beginning(u: Understanding, snapshot: Snapshot) -> Ranked:
    own = [i for i, p in enumerate(snapshot.passages) if p.document in u.documents and p.kind == "body"]
    own = sorted(own, key=lambda i: snapshot.passages[i].ordinal)[:_FIRST]
    scores = np.linspace(1.0, 0.9, len(own), dtype=np.float32)
    return Ranked(np.asarray(own, dtype=np.int32), scores, scores, scores, 1.0)


def within(
    ranked: Ranked, u: Understanding, snapshot: Snapshot, sure: Sure
) -> tuple[Ranked, Understanding, float | None]:
    """The passages to answer from, what is understood then, and their probability where they are of a document that was
    named and says something about it (None: search decides as always)."""
    if not u.documents:
        return ranked, u, None
    told = replace(u, searched=u.sought or u.searched)
    if not u.sought:  # "wat staat er in het advies?": how it begins
        return _beginning(u, snapshot), told, 1.0
    chosen = np.asarray([snapshot.passages[int(i)].document in u.documents for i in ranked.order], dtype=bool)
    listed = (ranked.order[chosen], ranked.fused[chosen], ranked.lexical[chosen], ranked.dense[chosen])
    own = Ranked(*listed, ranked.known, ranked.query)
    found = sure(own, told)
    if found >= LEAST:
        return own, told, found
    return ranked, replace(told, documents=()), None
