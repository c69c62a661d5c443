"""The tour: its pages and pictures belong together; with --browser it is walked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "docs" / "tour"
MOST_BYTES = 2_500_000
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]+\.png)\)")


def test_every_picture_is_shown_once_with_words_for_who_does_not_see_it() -> None:
    shown = [found for page in PAGES.glob("*.md") for found in _PICTURE.finditer(page.read_text(encoding="utf-8"))]
    assert sorted(found["path"] for found in shown) == sorted(picture.name for picture in PAGES.glob("*.png"))
    assert [found["path"] for found in shown if len(found["alt"].split()) < 4] == []


def test_pages_show_pictures_in_their_own_language_in_the_order_of_the_way() -> None:
    for page in PAGES.glob("*.md"):
        lang = page.name.split(".")[1]
        paths = [found["path"] for found in _PICTURE.finditer(page.read_text(encoding="utf-8"))]
        assert paths == sorted(paths)
        assert {path.split(".")[1] for path in paths} == {lang}


def test_pictures_stay_small() -> None:
    assert sum(picture.stat().st_size for picture in PAGES.glob("*.png")) < MOST_BYTES


@pytest.mark.browser
@pytest.mark.timeout(600)
async def test_a_newcomer_gets_from_the_invitation_to_help(tmp_path: Path) -> None:
    pytest.importorskip("playwright", reason="pip install .[browser]")
    from tests.browser.hydrogen import MissingClientError
    from tests.browser.make_tour import walk

    try:
        taken = await walk(tmp_path, ("nl",))
    except MissingClientError as error:
        pytest.skip(str(error))
    assert sorted(taken) == sorted(picture.name for picture in PAGES.glob("*.nl.png"))
    assert [name for name in taken if (tmp_path / name).stat().st_size == 0] == []
