"""Which lines belong together: headings, paragraphs and list items, whatever blank lines stand between.

A blank line ends a paragraph only where the sentence has ended too. In documents that put a blank line after every
line it means nothing: there a short line that ends its sentence ends the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.cleaning import headings, hyphens
from ingest.cleaning.blocks import Block, Line
from ingest.cleaning.titles import BULLET, Heading, Layout, is_capitals

SPACED_SHARE = 0.6
"""Share of lines with a blank line before them from which blank lines mean nothing (trials: 0.2 and 0.85)."""

SHORT = 0.85
"""A line shorter than this share of the usual width was ended on purpose."""

_FINISHED = re.compile(r"[.!?:;…][\"”’»')\]]*$")
_ENTRY = re.compile(r"^[A-Z][\w+-]*[A-Z+][\w+-]*(?: \([^)]{1,20}\))? ?:? +\S|^[A-Z][\w-]+ \([A-Z]{2,}[^)]*\) ?:? +\S")
_LONELY_YEARS = re.compile(r"^(?:vanaf |depuis |dès |from )?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?$", re.IGNORECASE)


def layout_of(lines: Sequence[Line], known: hyphens.Evidence) -> Layout:
    """Width and line spacing of a document."""
    lengths = sorted(len(line.text) for line in lines) or [80]
    inner = [line for line in lines if not line.starts_page]
    spaced = len(inner) > 10 and sum(line.gap > 0 for line in inner) >= SPACED_SHARE * len(inner)
    return Layout(max(30, lengths[int(len(lengths) * 0.9)]), spaced, known)


def without_meaningless_gaps(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """In a spaced document one blank line is none, two or more are one."""
    return [replace(line, gap=max(0, line.gap - 1)) for line in lines] if layout.spaced else list(lines)


class _Builder:
    """Collects blocks; `last` is the line added last."""

    def __init__(self, known: hyphens.Evidence) -> None:
        self.known = known
        self.blocks: list[Block] = []
        self.last: Line | None = None

    def heading(self, found: Heading, line: Line) -> None:
        self.blocks.append(Block("heading", found.title, line.page, line.number, found.style, found.mark))
        self.last = None

    def start(self, line: Line, *, item: bool) -> None:
        text = BULLET.sub("", line.text) if item and not re.match(r"^\(?[\da-z]", line.text) else line.text
        self.blocks.append(Block("item" if item else "text", text, line.page, line.number))
        self.last = line

    def extend(self, line: Line) -> None:
        block = self.blocks[-1]
        opened = self.last is not None and self.last.open_hyphen
        joined = hyphens.join(block.text, line.text, self.known, open_hyphen=opened)
        self.blocks[-1] = replace(block, text=joined)
        self.last = line

    @property
    def finished(self) -> bool:
        """Whether the text so far may be followed by something new without cutting a sentence."""
        return self.last is None or bool(_FINISHED.search(self.blocks[-1].text))

    @property
    def in_item(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind == "item"


def build(lines: Sequence[Line], layout: Layout, known: hyphens.Evidence) -> list[Block]:
    """Blocks of a document in reading order."""
    made = _Builder(known)
    at = 0
    while at < len(lines):
        line = lines[at]
        after_heading = made.last is None
        may_start = made.finished or made.in_item or line.text[:1].isupper() or line.text[:1].isdigit()
        found = (
            headings.find(lines, at, layout, after_heading=after_heading, finished=made.finished) if may_start else None
        )
        if found and not _cuts(made, line, found):
            made.heading(found, line)
            at += found.taken
            continue
        bullet = bool(BULLET.match(line.text)) or _is_entry(lines, at)
        if bullet and not _number_in_sentence(made, line):
            made.start(line, item=True)
        elif made.last is None or _ends(made, line, layout):
            made.start(line, item=False)
        else:
            made.extend(line)
        at += 1
    return made.blocks


def _cuts(made: _Builder, line: Line, found: Heading) -> bool:
    """A seeming heading inside an unfinished sentence: only a strong one may stand there."""
    if made.finished or made.in_item or found.style in {"capitals", "part", "goal", "subgoal", "proposal"}:
        return False
    last = made.last
    return last is not None and ((line.gap == 0 and not line.starts_page) or last.text.endswith(("-", ",")))


def _number_in_sentence(made: _Builder, line: Line) -> bool:
    """ "... in de loop van\\n2. " does not happen, "(zie punt\\n3) en" does: a number directly under an open line."""
    return (
        bool(re.match(r"^\(?(?:\d|[ivx]+\)|[a-z]\))", line.text))
        and not made.finished
        and line.gap == 0
        and not made.in_item
    )


def _is_entry(lines: Sequence[Line], at: int) -> bool:
    """A line of a list of abbreviations: it and two of its neighbours start with one."""
    if not _ENTRY.match(lines[at].text) or is_capitals(lines[at].text):
        return False
    near = lines[max(0, at - 3) : at + 4]
    return sum(1 for line in near if _ENTRY.match(line.text)) >= 4


def _ends(made: _Builder, line: Line, layout: Layout) -> bool:
    """Whether `line` begins a new paragraph after the line before it."""
    last = made.last
    assert last is not None
    if _LONELY_YEARS.match(last.text) or (_LONELY_YEARS.match(line.text) and line.gap > 0):
        return True
    short = len(last.text) < SHORT * layout.width
    if line.gap == 0 and not line.starts_page:
        return layout.spaced and made.finished and short
    if made.finished:
        return not (layout.spaced and line.starts_page and not line.gap and not short)
    if last.text.endswith(("-", ",")) or line.text[:1].islower() or line.text[:1] in "»)":
        return False
    # unfinished, and something with a capital follows: the sentence goes on only where the line was full
    return short or made.in_item or last.text[-1:].isdigit()
