"""The order of the cleaning steps for text that came as pages of lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.cleaning import characters, duplicates, footnotes, hyphens, outline, pages, paragraphs
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
    """Blocks of any source -> blocks with heading paths, without repeats."""
    return duplicates.without_repeats(outline.place(blocks))


def _with_whole_words(block: Block, words: Counter[str]) -> Block:
    text = characters.join_ligatures(block.text, words)
    return block if text == block.text else Block(block.kind, text, block.page, block.number, block.style, block.mark)


def _with_notes(blocks: list[Block], notes: Sequence[footnotes.Note], known: hyphens.Evidence) -> list[Block]:
    """Footnotes after the last block of their page, so that they stand under the heading that calls them."""
    result = list(blocks)
    for note in reversed(notes):
        text = ""
        for line in note.lines:
            if footnotes.is_address(line.text):
                continue
            text = hyphens.join(text, line.text, known)
        if not footnotes.worth_keeping(text):
            continue
        at = next(
            (
                i + 1
                for i in range(len(result) - 1, -1, -1)
                if result[i].page <= note.page and result[i].kind != "footnote"
            ),
            0,
        )
        result.insert(at, Block("footnote", text, note.page, note.lines[0].number))
    return result
