"""Services for one sex only, where somebody of the other is told of."""

from __future__ import annotations

import pytest

from kb.fit import _only_other_sex
from kb.understand.people import target_groups
from kb.understand.text import plain


@pytest.mark.parametrize(
    ("text", "served", "later"),
    [
        ("hij is dakloos", {"women"}, True),
        ("monsieur dort dehors", {"women", "families"}, True),
        ("man van 52 zonder bed", {"women"}, True),
        ("he needs a bed", {"women"}, True),
        ("mevrouw zoekt opvang", {"men", "homeless"}, True),
        ("mevrouw zoekt opvang", {"women"}, False),
        ("hij is dakloos", {"men", "homeless"}, False),
        ("hij is dakloos", {"women", "men"}, False),
        ("hij is dakloos", {"all", "women"}, False),
        ("hij slaat zijn vrouw", {"women"}, False),
        ("un couple, monsieur est malade", {"women"}, False),
        ("wie helpt bij schulden", {"women"}, False),
        ("waar kan men terecht na geweld", {"women"}, False),
    ],
)
def test_a_service_for_the_other_sex_only_comes_later(text: str, served: set[str], later: bool) -> None:
    assert _only_other_sex(set(target_groups(plain(text))), served) is later
