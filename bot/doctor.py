"""What is there and what is missing. Each check stands alone: a missing homeserver does not hide a missing model.

Nothing is changed by looking: no folder is made, no login happens.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Config
from bot.config_file import load
from bot.doctor_host import examine_host
from bot.doctor_matrix import examine_matrix
from bot.doctor_rooms import examine_rooms
from bot.doctor_zones import examine_zones
from bot.errors import ConfigError
from bot.findings import Finding
from kb.errors import KnowledgeError

if TYPE_CHECKING:
    from kb.generations import IndexedWith
    from kb.settings import ModelSettings
    from kb.store import Store

OLD_DAYS = 100
"""A repertory is renewed every three months; after a hundred days somebody forgot."""


def examine(config_path: Path | None, data_dir: Path, environ: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """All findings, in the order in which an operator meets the things."""
    config = None
    try:
        config = load(config_path, dict(environ))
        yield Finding(True, f"Configuration: {len(config.zones)} zones ({', '.join(config.zones)})")
    except ConfigError as error:
        yield Finding(False, f"Configuration: {error}", "Correct that line; config.example.toml shows every setting.")
    yield _data(data_dir)
    yield from _knowledge(data_dir, config or Config(), now)
    if config is not None:
        yield from examine_host(config, data_dir)
        yield from examine_matrix(config, data_dir, environ)
        yield from examine_zones(config, data_dir)
        yield from examine_rooms(config, data_dir, environ, now)


def _data(data_dir: Path) -> Finding:
    if not data_dir.exists():
        return Finding(False, f"Data folder: {data_dir} does not exist", "It is made by the first `relais ingest`.")
    if not data_dir.is_dir() or not os.access(data_dir, os.W_OK | os.X_OK):
        return Finding(False, f"Data folder: {data_dir} is not a folder to write in", "Give another with --data.")
    if data_dir.stat().st_mode & 0o077:
        return Finding(False, f"Data folder: others can look into {data_dir}", f"Run `chmod 700 {data_dir}`.")
    return Finding(True, f"Data folder: {data_dir}")


def _knowledge(data_dir: Path, config: Config, now: datetime) -> Iterator[Finding]:
    from kb.embed import load_embedder
    from kb.store import Store

    try:
        store = Store.open(data_dir, create=False)
    except KnowledgeError as error:
        yield Finding(False, f"Knowledge: {error}", "Run `relais ingest repertory PATH`.")
        store = None
    indexed = store.indexed_with() if store else None
    if store is not None:
        yield _generation(store, now)
        store.close()
    settings = config.knowledge.model
    try:
        embedder = load_embedder(settings)
    except KnowledgeError as error:
        yield Finding(False, f"Model: {error}", "Correct [model] name, or leave it out for the built-in model.")
        return
    older = _older(indexed, settings, embedder.fingerprint) if indexed is not None and indexed.fingerprint else ""
    if older:
        yield Finding(False, f"Index: {older}", "`relais run` makes the index again by itself; or ingest again.",
                      needed=False)  # fmt: skip
    yield Finding(True, f"Model: {settings.name}, {embedder.dim} dimensions")


def _older(indexed: IndexedWith, settings: ModelSettings, fingerprint: str) -> str:
    """In which way the index is not what this program would make; "" when it is. Until it is made again, questions
    are answered with it as it is."""
    from kb.index_version import stems_fingerprint

    if indexed.model.name != settings.name:
        return f"made with the model {indexed.model.name}, the configuration says {settings.name}"
    if indexed.model != settings:
        return f"made with other prefixes for the model {settings.name}"
    if indexed.fingerprint != fingerprint:
        return f"the weights of the model {settings.name} are not those that it was made with (an upgrade?)"
    if indexed.analyzer != stems_fingerprint():
        return "the word lists are not those that it was made with (an upgrade?)"
    return ""


def _generation(store: Store, now: datetime) -> Finding:
    history = store.history()
    if not history:
        return Finding(False, "Knowledge: nothing was ingested yet", "Run `relais ingest repertory PATH`.")
    latest = history[-1]
    days = max(0, (now - _aware(latest.at)).days)
    contents = store.contents()
    what = (
        f"Knowledge: generation {latest.number}, {len(contents.services)} services, "
        f"{len(contents.passages)} passages of {len(contents.documents)} documents, {days} days old"
    )
    if not contents.services:
        return Finding(False, what, "There are no services; run `relais ingest repertory PATH`.", needed=False)
    if days > OLD_DAYS:
        return Finding(False, what, "Ingest the latest repertory.", needed=False)
    return Finding(True, what)


def _aware(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)
