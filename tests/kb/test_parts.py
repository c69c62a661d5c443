"""What the heading of one need of several says."""

from __future__ import annotations

import pytest

from kb.models import Service, ServiceHit, Term
from kb.parts import about
from kb.words import stem

TAXONOMY = {
    "YOUTH": Term("YOUTH", "", "Jeugdhulp", "Aide à la jeunesse", "Youth support", "🛹"),
    "HOMEWORK": Term("HOMEWORK", "", "Huiswerkbegeleiding", "École de devoirs", "Homework support", "✏️"),
}


@pytest.mark.parametrize(
    ("categories", "code"),
    [
        ([("YOUTH", "HOMEWORK"), ("YOUTH",)], "YOUTH"),
        ([("YOUTH", "HOMEWORK"), ("HOMEWORK",)], "HOMEWORK"),
        ([("HOMEWORK",)], "HOMEWORK"),
        ([], None),
    ],
)
def test_a_category_called_by_name_leads_where_more_than_one_has_it(
    categories: list[tuple[str, ...]], code: str | None
) -> None:
    hits = [ServiceHit(Service(str(i), categories=own), 1.0, "", True) for i, own in enumerate(categories)]
    found = about(hits, {stem("école", "fr")}, TAXONOMY)
    assert (found.code if found else None) == code
