"""The order of the cleaning steps for text that came as pages of lines."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from ingest.cleaning import characters, duplicates, footnotes, hyphens, outline, pages, paragraphs, references
from ingest.cleaning.blocks import Block, Placed, RawPage


def clean_pages(raw: Sequence[RawPage]) -> list[Placed]:
    """Pages of a text or PDF file -> blocks with heading paths, in reading order, footnotes where they were called."""
    lines = pages.lines_of([RawPage(characters.normalise(page.text), page.number) for page in raw])
    lines = pages.without_furniture(lines)
    body, notes = footnotes.separate(lines)
    known = hyphens.evidence(body)
    layout = paragraphs.layout_of(body, known)
    words = Counter(known.words)
    blocks = paragraphs.build(paragraphs.without_meaningless_gaps(body, layout), layout, known)
    blocks = [_with_whole_words(block, words) for block in blocks]
    return clean_blocks(_with_notes(blocks, notes, known))


def clean_blocks(blocks: Sequence[Block]) -> list[Placed]:
    """Blocks of any source -> blocks with heading paths, without repeats and without references to literature."""
    return duplicates.without_repeats([entry for entry in outline.place(blocks) if not _refers(entry.block)])


def _refers(block: Block) -> bool:
    if block.kind == "footnote":
        return references.is_reference(block.text)
    return references.is_listed_reference(block.text)


def _with_whole_words(block: Block, words: Counter[str]) -> Block:
    text = characters.join_ligatures(block.text, words)
    return block if text == block.text else Block(block.kind, text, block.page, block.number, block.style, block.mark)


def _with_notes(blocks: list[Block], notes: Sequence[footnotes.Note], known: hyphens.Evidence) -> list[Block]:
    """Footnotes after the last block of their page, so that they stand under the heading that calls them."""
    pages_of = [block.page for block in blocks]
    called: dict[int, list[Block]] = {}
    for note in notes:
        text = ""
        for line in note.lines:
            if not footnotes.is_address(line.text):
                text = hyphens.join(text, line.text, known)
        if footnotes.worth_keeping(text):
            noted = Block("footnote", text, note.page, note.lines[0].number)
            called.setdefault(bisect_right(pages_of, note.page), []).append(noted)
    result = called.get(0, [])
    for at, block in enumerate(blocks, 1):
        result += [block, *called.get(at, ())]
    return result
