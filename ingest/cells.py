"""A service as the text cells of a repertory file: what exports write and what a shown change compares."""

from __future__ import annotations

from datetime import date

from ingest.readers.columns import COLUMNS
from kb.models import Service

DECIMALS = 5
"""Of a coordinate: about one metre, and what the region's files use."""


def cell(service: Service, column: str) -> str:
    """The text of one column; "" for what is not known."""
    value = getattr(service, column)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.{DECIMALS}f}" if round(value, DECIMALS) == value else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def cells(service: Service) -> dict[str, str]:
    """All columns of a service, in the order of the file."""
    return {column: cell(service, column) for column in COLUMNS}
