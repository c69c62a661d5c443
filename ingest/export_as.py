"""The repertory as the bytes of a file, in each of its formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ingest.export import to_csv, to_xlsx
from ingest.export_hsds import to_hsds
from ingest.readers.tables import Format
from kb.models import Service, Term

Export = Callable[[Iterable[Service], Sequence[Term]], bytes]

EXPORTS: Mapping[Format, Export] = {
    "csv": lambda services, _: to_csv(services),
    "xlsx": lambda services, _: to_xlsx(services),
    "hsds": to_hsds,
}
"""The taxonomy goes along where the format has a place for it."""

ENDINGS: Mapping[Format, str] = {"csv": ".csv", "xlsx": ".xlsx", "hsds": ".json"}

MIMETYPES: Mapping[Format, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "hsds": "application/json",
}
