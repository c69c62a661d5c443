"""A copy of everything that cannot be made again, taken while the bot runs; and the way back.

One tar file, readable by its owner only, for it holds the bot's access token and keys:

    manifest.json        version, moment, and per file its size and SHA-256
    kb.sqlite            knowledge; its FAISS files are left out, they are made again when missing
    bot.sqlite           what was handled, what is still to be said, the sync token
    matrix/...           session, pickle key, cross-signing keys, nio's store

Databases are copied with SQLite's own online backup: a consistent moment each, while others write. bot.sqlite is
copied before nio's store, so that no event counts as taken in whose key is not in the copy.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from bot.errors import BotError
from bot.matrix.session import RESTORED

VERSION = 1
MANIFEST = "manifest.json"
DATABASES = ("kb.sqlite", "bot.sqlite")
FOLDER = "matrix"
_LEFT_OUT = ("lock", RESTORED)
_COMPANIONS = ("-wal", "-shm", "-journal", ".new")
LONGEST_FILE = 2**33
"""Bytes; a manifest that claims more is no backup of this program."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in a backup: names with sizes in bytes, and when it was made."""

    files: dict[str, int]
    at: str


def back_up(data_dir: Path, target: Path, now: datetime) -> Summary:
    """Write the backup of `data_dir` to `target`, whole or not at all. Raises BotError."""
    if target.exists():
        raise BotError(f"{target} exists already; give a new name, a backup never replaces another.")
    if not (data_dir / "bot.sqlite").exists() and not (data_dir / "kb.sqlite").exists():
        raise BotError(f"{data_dir} holds nothing to back up; give the data folder with --data.")
    unfinished = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=data_dir) as scratch:
            files = dict(_copies(data_dir, Path(scratch)))
            manifest = _manifest(files, now)
            unfinished.unlink(missing_ok=True)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                _pack(out, files, manifest)
        unfinished.replace(target)
    except (OSError, sqlite3.Error, tarfile.TarError) as error:
        unfinished.unlink(missing_ok=True)
        raise BotError(f"The backup to {target} failed ({error}); nothing was written.") from None
    return Summary(dict(_sizes(manifest)), str(manifest["at"]))


def restore(source: Path, data_dir: Path) -> Summary:
    """Unpack `source` into `data_dir`, which must be empty or not exist. Everything is checked before anything is put
    there. Raises BotError."""
    if data_dir.exists() and any(data_dir.iterdir()):
        raise BotError(f"{data_dir} is not empty; stop the bot that runs there and move the folder away first.")
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # In the folder itself, which may be a file system of its own: moving is all or nothing per file then.
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=data_dir) as scratch:
            folder = Path(scratch)
            summary = _unpack(source, folder)
            if (folder / FOLDER).exists():
                _write(folder / FOLDER / RESTORED, b"")
            for path in list(folder.iterdir()):
                path.replace(data_dir / path.name)
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BotError(f"{source} cannot be restored ({error}); {data_dir} is as it was.") from None
    return summary


def _copies(data_dir: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Name in the backup -> where its content lies now. bot.sqlite comes first, the secret folder last."""
    for name in reversed(DATABASES):
        if (data_dir / name).exists():
            yield name, _copied(data_dir / name, scratch / name)
    folder = data_dir / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.is_file() or path.name in _LEFT_OUT or path.name.endswith(_COMPANIONS):
            continue
        if path.suffix == ".db":
            yield f"{FOLDER}/{path.name}", _copied(path, scratch / path.name)
        else:
            yield f"{FOLDER}/{path.name}", path


def _copied(path: Path, copy: Path) -> Path:
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    source = sqlite3.connect(path, timeout=30)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without companions
    finally:
        target.close()
        source.close()
    return copy


def _manifest(files: dict[str, Path], now: datetime) -> dict[str, object]:
    described = {
        name: {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for name, path in files.items()
    }
    return {"relais_backup": VERSION, "at": now.isoformat(), "files": described}


def _sizes(manifest: dict[str, object]) -> list[tuple[str, int]]:
    described = manifest["files"]
    assert isinstance(described, dict)
    return [(name, each["bytes"]) for name, each in described.items()]


def _pack(out: io.BufferedWriter, files: dict[str, Path], manifest: dict[str, object]) -> None:
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, MANIFEST, json.dumps(manifest, indent=1).encode())
        for name, path in files.items():
            _add(tar, name, path.read_bytes())
    out.flush()
    os.fsync(out.fileno())


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _unpack(source: Path, folder: Path) -> Summary:
    """Only what the manifest names, and only when size and checksum are those of the manifest."""
    with tarfile.open(source, mode="r:") as tar:
        manifest = json.loads(_content(tar, MANIFEST))
        if manifest.get("relais_backup") != VERSION:
            raise ValueError("it was made by another version of Relais")
        for name, described in manifest["files"].items():
            content = _content(tar, _harmless(name))
            if hashlib.sha256(content).hexdigest() != described["sha256"]:
                raise ValueError(f"{name} in it is damaged")
            (folder / name).parent.mkdir(mode=0o700, exist_ok=True)
            _write(folder / name, content)
    return Summary(dict(_sizes(manifest)), str(manifest["at"]))


def _content(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.getmember(name)
    file = tar.extractfile(member) if member.isreg() and member.size <= LONGEST_FILE else None
    if file is None:
        raise ValueError(f"{name} in it is not a file")
    return file.read()


def _harmless(name: str) -> str:
    """A name that stays in the data folder."""
    path = PurePosixPath(name)
    inside = name in DATABASES or (len(path.parts) == 2 and path.parts[0] == FOLDER and path.name not in ("..", "."))
    if not inside or "\\" in name:
        raise ValueError(f"{name!r} does not belong in a backup")
    return name


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
