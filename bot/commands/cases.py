"""`relais cases`: open cases and counts, for the people in charge. Numbers and codes; nobody's name or id."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.commands.invocation import of


def cases(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    zone: Annotated[str, typer.Option(help="Only this zone's open cases.")] = "",
) -> None:
    """Show open cases with their ages, and how many there were by zone, theme, month, state and code."""
    from bot.cases.figures import FEWEST, figures
    from bot.errors import BotError
    from bot.store import Store
    from bot.store_cases import CaseStore

    invocation = of(context)
    path = invocation.data_dir / "bot.sqlite"
    if zone and zone not in invocation.config.zones:
        raise BotError(f"The zone {zone!r} is unknown; the configuration has {', '.join(invocation.config.zones)}.")
    if not path.exists():
        raise BotError(f"There are no cases: {path} does not exist yet; `relais run` makes it.")
    store = Store(path)
    try:
        kept = CaseStore(store)
        found = [
            {
                "number": case.number,
                "zone": case.zone,
                "theme": case.theme,
                "urgency": case.urgency,
                "state": str(case.state),
                "age_hours": round(
                    (invocation.now - (kept.time_of(case.number, "send") or case.touched_at)).total_seconds() / 3600
                ),
            }
            for case in kept.open_cases(zone or None)
        ]
        counted = figures(kept.counts())
    finally:
        store.close()
    if as_json:
        counts = [{"column": one.column, "value": one.value, "count": one.count} for one in counted]
        print(json.dumps({"open": found, "counts": counts}, ensure_ascii=False))
        return
    print(f"{len(found)} open")
    for one in found:
        print(
            "  "
            + " · ".join(str(one[key]) for key in ("number", "zone", "theme", "urgency", "state") if one[key])
            + f" · {one['age_hours']} h"
        )
    for figure in counted:
        count = f"fewer than {FEWEST}" if figure.count is None else figure.count
        print(f"{figure.column:<6} {figure.value or '-':<24} {count}")
