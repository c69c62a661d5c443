"""From the text of a file to clean blocks under headings: one module per kind of damage.

characters   what a character really is: ligatures, soft hyphens, lost glyphs, control characters
pages        where pages begin, and what repeats on them (running titles, footers, page numbers)
footnotes    notes at the foot of a page, and the marks that point to them
references   notes and entries of a bibliography that only say where something is written
hyphens      what a hyphen at the end of a line means
paragraphs   which lines belong together
headings     which lines are headings, and their numbering
outline      the heading path of every block
duplicates   what is said twice
"""
