"""What admins read about an ingest: what would change, what was done, the history. Values come from files: cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from zoneinfo import ZoneInfo

from bot.ingesting.shown import Line, Remark, Shown
from bot.ports import Rendered
from bot.render.admin_reasons import in_all, reason, refusal
from bot.render.blocks import Say, rendered
from bot.render.clean import NAME, clean
from bot.render.words import words_for
from kb.generations import Generation
from kb.models import Lang

Langs = Sequence[Lang]

VALUE = 60
"""Characters of an old or new value that are shown; all of it is in the file."""

MAPPED = 40
"""Headings shown with their column; a repertory has 34 columns."""


class Page:
    """Lines, and lists of lines under a heading, as text and as HTML."""

    def __init__(self) -> None:
        self._plain: list[str] = []
        self._html: list[str] = []

    def line(self, text: str, *, strong: bool = False) -> None:
        self._plain.append(text)
        self._html.append(f"<p><strong>{escape(text)}</strong></p>" if strong else f"<p>{escape(text)}</p>")

    def items(self, heading: str, lines: Iterable[str]) -> None:
        """Nothing at all when there are no lines."""
        listed = list(lines)
        if listed:
            self._plain += [heading, *(f"• {line}" for line in listed)]
            inside = "".join(f"<li>{escape(line)}</li>" for line in listed)
            self._html.append(f"<p><strong>{escape(heading)}</strong></p><ul>{inside}</ul>")

    @property
    def rendered(self) -> Rendered:
        return Rendered("\n".join(self._plain), "".join(self._html))


def said(langs: Langs, key: str, **values: str | int) -> Rendered:
    """One sentence in each of the languages; texts among the values are cleaned."""
    known = {name: clean(value, NAME) if isinstance(value, str) else value for name, value in values.items()}
    return rendered([Say(words_for(lang)(key, **known)) for lang in langs])


def refused(langs: Langs, name: str, code: str, details: dict[str, str | int]) -> Rendered:
    """Why a file is not read, or a wish not done; `name` is the file's ("": it was no file)."""
    lines = [refusal(lang, code, details) for lang in langs]
    label = clean(name, NAME)
    return rendered([Say(f"{label}: {line}" if label else line[:1].upper() + line[1:]) for line in lines])


def plan(langs: Langs, name: str, found: Shown) -> Rendered:
    """What would change, the first rows of each kind, and how to answer."""
    page = Page()
    for lang in langs:
        key = "admin-unchanged" if found.empty else "admin-plan"
        page.line(words_for(lang)(key, name=clean(name, NAME), **found.counts), strong=not found.empty)
    page.items(_heading(langs, "added", found.counts["added"]), _lines(langs, found.added, found.counts["added"]))
    page.items(
        _heading(langs, "changed", found.counts["changed"]), _lines(langs, found.changed, found.counts["changed"])
    )
    page.items(
        _heading(langs, "removed", found.counts["removed"]), _lines(langs, found.removed, found.counts["removed"])
    )
    rejected = found.counts["rejected"]
    page.items(_heading(langs, "rejected", rejected), _remarks(langs, found.rejected, rejected))
    page.items(_heading(langs, "noted", found.notes_count), _remarks(langs, found.notes, found.notes_count))
    page.items(_heading(langs, "alike", found.pairs_count), _pairs(langs, found))
    page.items(_heading(langs, "superseded", found.superseded_count), _superseded(langs, found))
    if found.mapping:
        pairs = list(found.mapping.items())[:MAPPED]
        page.items(
            in_all(langs, "admin-mapping"), [", ".join(f"{clean(head, 40)} → {column}" for head, column in pairs)]
        )
    for lang in langs:
        _closing(page, lang, found)
    return page.rendered


def _closing(page: Page, lang: Lang, found: Shown) -> None:
    say = words_for(lang)
    if any(one.kept for one in found.rejected):
        page.line(say("admin-kept"))
    if found.taxonomy:
        page.line(say("admin-taxonomy"))
    if found.source:
        page.line(say("admin-of-source", source=clean(found.source, NAME)))
    if found.joined:
        page.line(say("admin-joined", count=found.joined))
    if found.empty:
        return
    if found.sure:
        page.line(say("admin-many", removed=found.counts["removed"], known=found.known), strong=True)
    page.line(say("admin-choose"))


def _heading(langs: Langs, kind: str, count: int) -> str:
    return f"{in_all(langs, f'admin-heading-{kind}')} ({count})"


def _lines(langs: Langs, lines: Sequence[Line], count: int) -> list[str]:
    return [*(_line(langs, one) for one in lines), *_rest(langs, count - len(lines))]


def _line(langs: Langs, one: Line) -> str:
    empty = in_all(langs, "admin-empty")
    fields = [
        f"{column}: {clean(old, VALUE) or empty} → {clean(new, VALUE) or empty}" for column, old, new in one.fields
    ]
    if one.more:
        fields.append(in_all(langs, "admin-more-columns", count=one.more))
    head = f"{clean(one.id, NAME)} · {clean(one.name, NAME)}"
    return f"{head} · {'; '.join(fields)}" if fields else head


def _pairs(langs: Langs, found: Shown) -> list[str]:
    lines = [
        f"{clean(one.id, NAME)} · {clean(one.name, NAME)} = {clean(one.other, NAME)} · {clean(one.other_name, NAME)}?"
        f" ({', '.join(one.why)})"
        for one in found.pairs
    ]
    return [*lines, *_rest(langs, found.pairs_count - len(lines))]


def _superseded(langs: Langs, found: Shown) -> list[str]:
    lines = [f"{clean(key, NAME)} · {what}" for key, what in found.superseded]
    return [*lines, *_rest(langs, found.superseded_count - len(lines))]


def _remarks(langs: Langs, found: Sequence[Remark], count: int) -> list[str]:
    return [*(_remark(langs, one) for one in found), *_rest(langs, count - len(found))]


def _remark(langs: Langs, one: Remark) -> str:
    where = ""
    if one.line or one.row:
        where = in_all(langs, "admin-at-line" if one.line else "admin-at-row", number=one.line or one.row)
    parts = (where, clean(one.id, NAME), one.column, clean(one.value, VALUE))
    why = " / ".join(dict.fromkeys(reason(lang, one) for lang in langs))
    return f"{' · '.join(filter(None, parts))}: {why}" if any(parts) else why


def _rest(langs: Langs, more: int) -> list[str]:
    return [in_all(langs, "admin-more", count=more)] if more > 0 else []


def history(langs: Langs, entries: Sequence[Generation], undone: frozenset[int], timezone: ZoneInfo) -> Rendered:
    """The latest ingests, newest first, with those that were undone marked so."""
    page = Page()
    lines = [entry_line(langs, entry, timezone, undone=entry.number in undone) for entry in entries]
    if lines:
        page.items(in_all(langs, "admin-history"), lines)
        for lang in langs:
            page.line(words_for(lang)("admin-history-how"))
    else:
        for lang in langs:
            page.line(words_for(lang)("admin-history-none"))
    return page.rendered


def entry_line(langs: Langs, entry: Generation, timezone: ZoneInfo, *, undone: bool = False) -> str:
    """Number, when, what, by whom, how many."""
    kind = in_all(langs, f"admin-kind-{entry.kind}")
    counted = [
        f"{entry.counts[what]} {in_all(langs, f'admin-heading-{what}').lower()}"
        for what in ("added", "changed", "removed", "rejected")
        if entry.counts.get(what)
    ]
    parts = [
        f"{entry.number}",
        f"{entry.at.astimezone(timezone):%d/%m/%Y %H:%M}",
        f"{kind} {clean(entry.source, NAME)}".strip(),
    ]
    parts += [clean(entry.who, NAME), ", ".join(counted), in_all(langs, "admin-undone") if undone else ""]
    return " · ".join(filter(None, parts))


def rollback_asked(langs: Langs, entry: Generation, timezone: ZoneInfo) -> Rendered:
    """The question before the latest ingest is taken back."""
    page = Page()
    page.items(in_all(langs, "admin-rollback-heading"), [entry_line(langs, entry, timezone)])
    for lang in langs:
        page.line(words_for(lang)("admin-rollback-choose"))
    return page.rendered
