"""The full lists as files for a spreadsheet: what would change, and what was rejected or remarked.

UTF-8 with a mark and semicolons, which Belgian spreadsheets open as a table; no cell is calculated (ingest.export).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.ingesting.shown import Remark, name_of, pairs, remarks
from bot.render.admin_reasons import in_all, reason
from ingest.changes import Plan
from ingest.export import guard
from kb.models import Lang, Service


def changes_table(plan: Plan, before: Mapping[str, Service], langs: Sequence[Lang]) -> bytes:
    """A line per added or removed service, and per changed column of a changed one."""
    heads = ("what", "id", "name", "column", "old", "new")
    return _table([in_all(langs, f"admin-table-{head}") for head in heads], _changes(plan, before, langs))


def rejected_table(plan: Plan, langs: Sequence[Lang]) -> bytes:
    """A line per rejected row and per remark, with the reason in each of the languages."""
    heads = ("what", "line", "row", "id", "column", "value")
    reasons = [f"{in_all((lang,), 'admin-table-reason')} ({lang})" for lang in langs]
    rejected = remarks(plan.rejected, frozenset(plan.kept_old))
    lines = [*_remarks(rejected, "rejected", langs), *_remarks(remarks(plan.warnings), "noted", langs)]
    return _table([*(in_all(langs, f"admin-table-{head}") for head in heads), *reasons], lines)


def _changes(plan: Plan, before: Mapping[str, Service], langs: Sequence[Lang]) -> Iterator[list[str]]:
    added, changed, removed = (in_all(langs, f"admin-what-{what}") for what in ("added", "changed", "removed"))
    for service in plan.added:
        yield [added, service.id, name_of(service), "", "", ""]
    for one in plan.changed:
        for column, (old, new) in one.fields.items():
            yield [changed, one.service.id, name_of(one.service), column, old, new]
    for key in plan.removed:
        yield [removed, key, name_of(before[key]), "", "", ""]
    alike, superseded = (in_all(langs, f"admin-what-{what}") for what in ("alike", "superseded"))
    for pair in pairs(plan, before):
        yield [alike, pair.id, pair.name, ", ".join(pair.why), pair.other, pair.other_name]
    for key, column in plan.superseded:
        yield [superseded, key, name_of(before[key]), column, "", ""]


def _remarks(found: Iterable[Remark], what: str, langs: Sequence[Lang]) -> Iterator[list[str]]:
    rejected, kept = in_all(langs, f"admin-what-{what}"), in_all(langs, "admin-what-kept")
    for one in found:
        place = [str(number) if number else "" for number in (one.line, one.row)]
        label = kept if one.kept else rejected
        yield [label, *place, one.id, one.column, one.value, *(reason(lang, one) for lang in langs)]


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([guard(cell) for cell in line] for line in lines)
    return stream.getvalue().encode("utf-8-sig")
