"""What an ingest would change, for a person at a terminal; and lines of the history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.changes import Plan
    from kb.generations import Change, Generation

LISTED = 20
"""More ids than this are counted instead: the point is to recognise a wrong file at a glance."""


def repertory(plan: Plan) -> None:
    """Counts, what changes, and every rejected row with its reason."""
    print(
        f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.removed)} removed, "
        f"{plan.unchanged} unchanged, {len(plan.rejected)} rejected."
    )
    named = {heading: column for heading, column in plan.mapping.items() if heading.strip() != column}
    if named:
        print(f"  Columns: {', '.join(f'{heading.strip()} -> {column}' for heading, column in named.items())}")
    if plan.known_before:
        _listed("Added", (service.id for service in plan.added))
        _listed("Changed", (f"{c.service.id} ({', '.join(sorted(c.fields))})" for c in plan.changed))
    _listed("Removed", plan.removed)
    for rejected in plan.rejected[:LISTED]:
        where = f"row {rejected.row}" + (f" (line {rejected.line})" if rejected.line else "")
        print(f"  Rejected {where}, {rejected.field or 'row'}: {rejected.reason}")
    _rest(len(plan.rejected))
    if plan.kept_old:
        _listed("Kept as before, because the new row is wrong", plan.kept_old)
    _of_several_sources(plan)
    for warning in plan.warnings[:LISTED]:
        where = f"row {warning.row}, {warning.field}" if warning.row else "file"
        print(f"  Note, {where}: {warning.message}")
    _rest(len(plan.warnings))


def _of_several_sources(plan: Plan) -> None:
    """Look-alikes, which nobody merges, and where sources and corrections meet."""
    if plan.source:
        print(f"  Compared with what the source {plan.source} said before; other sources keep what they hold.")
    _listed("Also held by another source, and merged with it because id and record are alike", plan.joined)
    _listed("Ids that another source uses for something else", (f"{a} -> {b}" for a, b in plan.renamed.items()))
    for pair in plan.duplicates[:LISTED]:
        print(f"  Perhaps the same: {pair.id} and {pair.other} ({', '.join(pair.why)}); both are kept.")
    _rest(plan.duplicates_count)
    _listed(
        "Corrections from the chat that give way, because the source changed that field",
        (f"{service} ({what})" for service, what in plan.superseded),
    )


def documents(change: Change, generation: int) -> None:
    """Which documents changed."""
    counts = change.counts
    print(f"{counts['added']} added, {counts['changed']} changed, {counts['unchanged']} unchanged.")
    for document, passages in change.documents_put:
        print(f"  {document.name}: {len(passages)} passages")
    print(f"Generation {generation} is in use.")


def history_line(entry: Generation) -> str:
    """One generation on a line."""
    counts = ", ".join(f"{value} {name}" for name, value in entry.counts.items() if value)
    when = f"{entry.number:>4}  {entry.at:%Y-%m-%d %H:%M}"
    return f"{when}  {entry.kind:<10} {entry.source}  by {entry.who}  {counts}".rstrip()


def history_entry(entry: Generation) -> dict[str, object]:
    """One generation for --json."""
    return {
        "generation": entry.number,
        "kind": entry.kind,
        "source": entry.source,
        "who": entry.who,
        "at": entry.at.isoformat(),
        "counts": dict(entry.counts),
    }


def _listed(title: str, items: Iterable[str]) -> None:
    known = list(items)
    if known:
        more = f" and {len(known) - LISTED} more" if len(known) > LISTED else ""
        print(f"  {title}: {', '.join(known[:LISTED])}{more}")


def _rest(count: int) -> None:
    if count > LISTED:
        print(f"  ... and {count - LISTED} more")
