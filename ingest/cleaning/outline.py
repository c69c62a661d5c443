"""The heading path of every block, outermost heading first.

Styles of numbering nest in the order in which they appear: a style that is already open closes everything below it, a
new one goes one level deeper. A section is named by its number, not by where its title was printed: a title "4. ..."
that comes after 4.1 names section 4, and the text before 4.1 on its page belongs to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.cleaning.blocks import Block, Placed

MIN_STATEMENT = 5
"""Words from which the title of a goal is a statement."""

_TOP = ("part", "capitals")
_FRAMES = ("part", "upper", "roman")


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that is open: its style, depth of numbering, mark and title."""

    style: str
    mark: str
    title: str


def place(blocks: Sequence[Block]) -> list[Placed]:
    """Every block that is not a heading, with its path."""
    blocks = _titles_to_page_start(_late_titles(_listed_to_items(blocks)))
    titles = _Titles(blocks)
    stack: list[_Open] = []
    placed: list[Placed] = []
    fresh = False
    for index, block in enumerate(blocks):
        if block.kind != "heading":
            placed.append(Placed(tuple(entry.title for entry in stack), block))
            fresh = False
            continue
        titles.at = index
        if not _misplaced(blocks, index, stack):
            stack = _opened(stack, block, titles, fresh=fresh)
            placed.extend(_said_in(block, tuple(entry.title for entry in stack)))
        fresh = True
    return placed


def _said_in(block: Block, path: tuple[str, ...]) -> list[Placed]:
    """A goal or proposal says in its title what is wanted: that is text to be found and quoted too."""
    title = block.text.partition(": ")[2]
    if block.style not in {"goal", "subgoal", "proposal"} or len(title.split()) < MIN_STATEMENT or title.isupper():
        return []
    return [Placed(path, Block("text", f"{title}.", block.page, block.number))]


def _opened(stack: list[_Open], block: Block, titles: _Titles, *, fresh: bool) -> list[_Open]:
    entry = _Open(block.style, block.mark, block.text)
    if block.level:
        return [
            *(e for e in stack if e.style.isdigit() and int(e.style) < block.level),
            replace(entry, style=str(block.level)),
        ]
    if block.style == "decimal":
        return _decimal(stack, entry, titles)
    if block.style in _TOP:
        return (
            [*stack, entry]
            if fresh and stack and stack[-1].style in _TOP and stack[-1].style != entry.style
            else [entry]
        )
    if block.style == "goal":
        return [*(stack if fresh else []), entry] if _only(stack, "part") else [entry]
    if block.style == "subgoal":
        base = [e for e in stack if e.style in {"part", "goal"}]
        goal = next((e for e in base if e.style == "goal"), None)
        belongs = goal is None or entry.mark.split(".")[0] == goal.mark
        return [*(base if belongs else []), entry]
    if block.style != "run-in":
        stack = [e for e in stack if e.style != "run-in"]
    for depth, open_ in enumerate(stack):
        if open_.style == entry.style:
            return [*stack[:depth], entry]
    return [*stack, entry]


def _only(stack: Sequence[_Open], style: str) -> bool:
    return bool(stack) and all(entry.style == style for entry in stack)


def _decimal(stack: list[_Open], entry: _Open, titles: _Titles) -> list[_Open]:
    """1.2.3 stands under 1.2 under 1, whether or not their titles came first."""
    parts = entry.mark.split(".")
    first = next((depth for depth, open_ in enumerate(stack) if open_.style == "decimal"), None)
    if first is not None:
        outside = stack[:first]
    else:
        # a title in capitals with nothing else open is the title of what is numbered; deeper ones came before it
        outside = (
            stack if len(stack) == 1 and stack[0].style == "capitals" else [e for e in stack if e.style in _FRAMES]
        )
    parents = [".".join(parts[:depth]) for depth in range(1, len(parts))]
    chain = [_Open("decimal", mark, title) for mark in parents if (title := titles.nearest(mark))]
    return [*outside, *chain, entry]


class _Titles:
    """Titles of numbered sections, looked up from one place (`at`) in the document."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.at = 0
        self._places: dict[str, list[tuple[int, str]]] = {}
        for index, block in enumerate(blocks):
            if block.style == "decimal":
                self._places.setdefault(block.mark, []).append((index, block.text))

    def nearest(self, mark: str) -> str:
        """The title with this number that stands nearest: a list "1. ... 2. ..." elsewhere is no section."""
        found = self._places.get(mark)
        return min(found, key=lambda place: abs(place[0] - self.at))[1] if found else ""


def _listed_to_items(blocks: Sequence[Block]) -> list[Block]:
    """Numbered lines that only look like headings: the last point of a list, and goals that are merely listed."""
    result = list(blocks)
    for at, block in enumerate(blocks):
        if block.kind != "heading" or block.level:
            continue
        before = blocks[at - 1] if at else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        point = block.style == "decimal" and block.mark.isdigit() and before is not None and before.kind == "item"
        last_point = (
            point
            and before is not None
            and before.text.startswith((f"{int(block.mark) - 1}.", f"{int(block.mark) - 1})"))
        )
        listed = (
            block.style in {"subgoal", "proposal"}
            and ": " in block.text
            and any(
                other is not None and other.kind == "heading" and other.style == block.style and ": " in other.text
                for other in (before, after)
            )
        )
        if last_point or listed:
            result[at] = replace(block, kind="item", style="", mark="")
    return result


def _misplaced(blocks: Sequence[Block], index: int, stack: Sequence[_Open]) -> bool:
    """A part title printed between the rows of a table of goals: the next goal's number tells that it goes on."""
    block = blocks[index]
    if block.style == "decimal":
        return any(e.style == "decimal" and e.mark.startswith(block.mark + ".") for e in stack)
    if block.style != "part" or not any(e.style in {"goal", "subgoal"} for e in stack):
        return False
    following = next((b for b in blocks[index + 1 :] if b.kind == "heading"), None)
    directly = index + 1 < len(blocks) and blocks[index + 1] is following
    if following is None or following.style not in {"goal", "subgoal"}:
        return False
    return following.style == "subgoal" or not directly or following.page != block.page


def _late_titles(blocks: Sequence[Block]) -> list[Block]:
    """Moves "4. TITLE" that is printed after 4.1 on the same page up to the start of that page."""
    result = list(blocks)
    for block in blocks:
        if block.style != "decimal" or block.kind != "heading":
            continue
        at = next(i for i, other in enumerate(result) if other is block)
        start = at
        while start > 0 and result[start - 1].page == block.page:
            start -= 1
        inner = any(b.style == "decimal" and b.mark.startswith(block.mark + ".") for b in result[start:at])
        others = any(b.style == "decimal" and not b.mark.startswith(block.mark + ".") for b in result[start:at])
        earlier = any(b.style == "decimal" and b.mark == block.mark for b in result[:start])
        if inner and not others and not earlier and start < at:
            result.insert(start, result.pop(at))
    return result


def _titles_to_page_start(blocks: Sequence[Block]) -> list[Block]:
    """A title in capitals that is the last thing on its page, after text without a heading, names that page."""
    result = list(blocks)
    for at in range(1, len(blocks)):
        block = result[at]
        last = at + 1 == len(result) or result[at + 1].page != block.page
        if block.style != "capitals" or not last or result[at - 1].page != block.page:
            continue
        start = at
        while start > 0 and result[start - 1].page == block.page:
            start -= 1
        if all(b.kind != "heading" for b in result[start:at]) and (start == 0 or _ended(result[start - 1])):
            result.insert(start, result.pop(at))
    return result


def _ended(block: Block) -> bool:
    return block.kind == "heading" or block.text.rstrip("\"”’»')")[-1:] in ".!?:;"
