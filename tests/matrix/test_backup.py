"""A backup taken from a running bot brings the same bot back: its device, its identity, its memory."""

from __future__ import annotations

import asyncio
import dataclasses
import io
import json
import sqlite3
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.backup import MANIFEST, back_up, restore
from bot.errors import BotError
from bot.matrix.shields import ShieldedClient
from bot.store import Arrival, Store
from tests.matrix.people import Lab, until

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder as a bot leaves it, with its databases open and its last writes in the write-ahead log."""
    data = tmp_path / "data"
    secrets = data / "matrix"
    secrets.mkdir(parents=True)
    for name in ("session.json", "pickle.key", "cross-signing.json", "lock"):
        (secrets / name).write_text(f"secret {name}")
    with sqlite3.connect(secrets / "@relais:x_DEVICE.db") as olm:
        olm.execute("CREATE TABLE accounts (pickle TEXT)")
    olm.close()
    with sqlite3.connect(data / "kb.sqlite") as kb:
        kb.execute("CREATE TABLE services (id TEXT)")
    kb.close()
    (data / "vectors-1-services.faiss").write_bytes(b"can be made again")
    return data


def test_backup_holds_databases_and_secrets_and_is_its_owners_only(data: Path, tmp_path: Path) -> None:
    running = Store(data / "bot.sqlite")
    running.take_in("s1", [Arrival("$1", "!r")])
    target = tmp_path / "backup.tar"
    summary = back_up(data, target, NOW)
    assert set(summary.files) == {
        "bot.sqlite",
        "kb.sqlite",
        "matrix/@relais:x_DEVICE.db",
        "matrix/session.json",
        "matrix/pickle.key",
        "matrix/cross-signing.json",
    }
    assert target.stat().st_mode & 0o777 == 0o600
    assert not list(data.glob(".backup-*"))
    restore(target, tmp_path / "new")
    running.close()
    copy = Store(tmp_path / "new" / "bot.sqlite")
    assert (copy.token(), copy.unfinished()) == ("s1", [Arrival("$1", "!r")])
    copy.close()
    assert (tmp_path / "new" / "matrix" / "session.json").read_text() == "secret session.json"
    for path in (tmp_path / "new").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_backup_replaces_no_file_and_restore_no_folder(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar"
    back_up(data, target, NOW)
    with pytest.raises(BotError, match="exists already"):
        back_up(data, target, NOW)
    with pytest.raises(BotError, match="not empty; stop the bot"):
        restore(target, data)
    with pytest.raises(BotError, match="nothing to back up"):
        back_up(tmp_path / "elsewhere", tmp_path / "other.tar", NOW)


def damaged(source: Path, target: Path, change: dict[str, Any]) -> Path:
    """The backup with other contents; a name that is new is added to the manifest too."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        manifest = json.load(old.extractfile(MANIFEST) or io.BytesIO())
        for name in change:
            manifest["files"].setdefault(name, {"bytes": 1, "sha256": "0"})
        contents = {member.name: (old.extractfile(member) or io.BytesIO()).read() for member in old}
        contents |= {MANIFEST: json.dumps(manifest).encode(), **change}
        for name, content in contents.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return target


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"bot.sqlite": b"other"}, "damaged"),
        ({"../outside": b"x"}, "does not belong"),
        ({"/etc/outside": b"x"}, "does not belong"),
        ({"matrix/../../outside": b"x"}, "does not belong"),
        ({MANIFEST: b'{"relais_backup": 99}'}, "another version"),
        ({MANIFEST: b"[]"}, "cannot be restored"),
        ({MANIFEST: b'{"relais_backup": 1, "files": {"bot.sqlite": 5}}'}, "cannot be restored"),
    ],
)
def test_damaged_backup_is_refused_and_nothing_is_put_there(
    data: Path, tmp_path: Path, change: dict[str, Any], complaint: str
) -> None:
    good = tmp_path / "backup.tar"
    back_up(data, good, NOW)
    bad = damaged(good, tmp_path / "bad.tar", change)
    with pytest.raises(BotError, match=complaint):
        restore(bad, tmp_path / "new")
    assert not list((tmp_path / "new").iterdir())
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("content", [b"", b"no tar at all", b"\0" * 10_240])
def test_file_that_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "backup.tar"
    path.write_bytes(content)
    with pytest.raises(BotError, match="cannot be restored"):
        restore(path, tmp_path / "new")


async def test_restored_bot_is_the_same_device_and_says_nothing_twice(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = await lab.person("an")
    settings = lab.settings()
    room = await asker.make_room(settings.user_id)
    settings = lab.settings(zone_rooms=(room,))
    first = await lab.bot(settings)
    await asker.joined_by(first.user_id, room)
    await asker.say(room, "een")
    await until(lambda: asker.texts(room, first.user_id) == ["echo een"])
    await until(lambda: first.client.health().outbox_age is None)
    await asyncio.to_thread(back_up, settings.data_dir, tmp_path / "backup.tar", NOW)
    await asker.say(room, "twee")  # answered after the backup: the copy knows nothing of it
    await until(lambda: asker.texts(room, first.user_id) == ["echo een", "echo twee"])
    device = first.client.device_id
    await first.stop()
    await asker.say(room, "drie")

    spoken: list[str] = []
    speak = ShieldedClient.speak

    async def note(self: ShieldedClient, room_id: str, kind: str, content: dict[str, Any], txn_id: str) -> str:
        spoken.append(content["body"])
        return await speak(self, room_id, kind, content, txn_id)

    monkeypatch.setattr(ShieldedClient, "speak", note)
    restored = dataclasses.replace(settings, data_dir=tmp_path / "restored")
    restore(tmp_path / "backup.tar", restored.data_dir)
    again = await lab.bot(restored)

    await until(lambda: len(asker.texts(room, first.user_id)) == 3)
    await asker.say(room, "vier")
    await until(lambda: len(asker.texts(room, first.user_id)) == 4)
    assert asker.texts(room, first.user_id) == ["echo een", "echo twee", "echo drie", "echo vier"]
    assert spoken == ["echo drie", "echo vier"]
    assert again.client.device_id == device
    assert await again.client.trust.problems() == []
    assert not (restored.folder / "restored").exists()
