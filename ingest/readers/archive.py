"""Weighs a ZIP archive before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.errors import SourceUnreadable
from ingest.readers.tables import Limits


def weigh_archive(path: Path, limits: Limits) -> None:
    """Raises SourceUnreadable when the archive would unpack to too much (a zip bomb). The sizes are those that its
    directory states; zipfile never unpacks more of an entry than that."""
    with zipfile.ZipFile(path) as archive:
        expanded = sum(entry.file_size for entry in archive.infolist())
    packed = max(1, path.stat().st_size)
    suspicious = expanded > limits.ratio_from_bytes and expanded / packed > limits.ratio
    if expanded > limits.expanded_bytes or suspicious:
        raise SourceUnreadable(
            f"{path.name} would unpack from {packed // 1024} kB to {expanded // (1024 * 1024)} MB; "
            f"this is refused (at most {limits.expanded_bytes // (1024 * 1024)} MB and {limits.ratio} times its size).",
            "bomb",
            expanded=expanded // (1024 * 1024),
        )
