"""What the cleaning steps pass to each other: lines of a page, then blocks under headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "text", "item", "footnote"]


@dataclass(frozen=True, slots=True)
class RawPage:
    """The text of one page as a reader found it. `number` counts from 1 and is None when the source has no pages."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line. `text` has no space at its ends; `open_hyphen` tells that a hyphen at its end was followed by
    a space ("welzijns- ": the word is meant to end there). `gap` is the number of blank lines before it, `page`
    counts pages from 0 and `number` is the page number of the source, if it has one."""

    text: str
    gap: int
    page: int
    number: int | None = None
    open_hyphen: bool = False
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or footnote. `style` and `mark` tell how a heading is numbered (see
    ingest.cleaning.headings); `level` (1 = outermost) is set when the source itself knows it."""

    kind: BlockKind
    text: str
    page: int = 0
    number: int | None = None
    style: str = ""
    mark: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the heading path it stands under, outermost first."""

    path: tuple[str, ...]
    block: Block
