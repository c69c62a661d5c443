"""Who the bot is on the homeserver, kept across restarts: one device, one token, one pickle key.

relais-data/matrix/   0700
  session.json        0600  homeserver, user, device, access token
  pickle.key          0600  256 random bits that encrypt nio's sessions (its own default is a known word)
  restored            after a restore, until the next start
  lock                held while the bot runs: two bots on one store would destroy it
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import string
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from bot.errors import BotError

RESTORED = "restored"
"""An empty file that `relais restore` leaves for the next start."""

DEVICE_ID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Session:
    """A device on a homeserver; `access_token` is empty until it is logged in."""

    homeserver: str
    user_id: str
    device_id: str
    access_token: str = field(default="", repr=False)


class SessionFolder:
    """The secret folder of the bot."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._lock: int | None = None

    def lock(self) -> None:
        """Raises BotError when another process works with this folder."""
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise BotError(f"Another Relais is running with {self.folder}; stop that one first.") from None
        self._lock = handle

    def unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @property
    def restored(self) -> bool:
        """Whether this folder comes from a backup and did not serve since."""
        return (self.folder / RESTORED).exists()

    def in_service(self) -> None:
        """What a restore asks for was done."""
        (self.folder / RESTORED).unlink(missing_ok=True)

    def pickle_key(self) -> str:
        """The key of nio's store, made once."""
        path = self.folder / "pickle.key"
        if not path.exists():
            write_secret(path, secrets.token_hex(32))
        return path.read_text(encoding="ascii").strip()

    def load(self, homeserver: str, user_id: str) -> Session:
        """The kept session, or a new one with a device id but no token yet.

        The device id is chosen here and written before the first login: a crash right after logging in
        leads to the same device again. Raises BotError when the file is damaged or somebody else's.
        """
        path = self.folder / "session.json"
        if not path.exists():
            session = Session(homeserver, user_id, _new_device_id())
            self.save(session)
            return session
        try:
            kept = Session(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError):
            raise BotError(f"{path} is damaged; restore it from a backup, the device cannot be rebuilt.") from None
        if kept.user_id != user_id:
            raise BotError(
                f"{path} belongs to {kept.user_id}, but the configuration says {user_id}; use another data folder."
            )
        return replace(kept, homeserver=homeserver)

    def save(self, session: Session) -> None:
        write_secret(self.folder / "session.json", json.dumps(asdict(session), indent=1))


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _new_device_id() -> str:
    return "".join(secrets.choice(string.ascii_uppercase) for _ in range(DEVICE_ID_LENGTH))
