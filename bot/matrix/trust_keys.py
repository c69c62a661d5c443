"""The file with the bot's private cross-signing keys: made once, read strictly, never written over in silence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.errors import TrustError
from bot.matrix.session import write_secret
from bot.matrix.signing import CrossSigningKeys

FILE = "cross-signing.json"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """`cross-signing.json` (0600) in the secret folder of the bot `user_id`."""

    folder: Path
    user_id: str

    @property
    def path(self) -> Path:
        return self.folder / FILE

    @property
    def pending(self) -> Path:
        """New keys of a reset that the homeserver has not confirmed yet."""
        return self.folder / (FILE + ".pending")

    def exists(self) -> bool:
        return self.path.exists()

    def load(self) -> CrossSigningKeys:
        """Raises TrustError when the file is missing, damaged or somebody else's."""
        return self._read(self.path)

    def load_pending(self) -> CrossSigningKeys | None:
        return self._read(self.pending) if self.pending.exists() else None

    def create(self, keys: CrossSigningKeys) -> None:
        """Raises TrustError when there is a file already: keys are never written over."""
        if self.exists():
            raise TrustError(f"{self.path} holds keys already: move that file away first.")
        self._write(self.path, keys)

    def create_pending(self, keys: CrossSigningKeys) -> None:
        self._write(self.pending, keys)

    def replace_with_pending(self) -> None:
        """The pending keys take the place of the old ones, which stay beside under a name of their own."""
        if self.exists():
            number = 1
            while (kept := self.folder / f"{FILE}.replaced-{number}").exists():
                number += 1
            self.path.rename(kept)
        self.pending.rename(self.path)

    def _read(self, path: Path) -> CrossSigningKeys:
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            keys = CrossSigningKeys.from_seeds(self.user_id, kept)
            owner = kept["user_id"]
        except FileNotFoundError:
            raise TrustError(f"{path} is not there: run `relais trust restore`, or `relais run` once.") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise TrustError(
                f"{path} is damaged: restore it from a backup, or move it away and run `relais trust restore`."
            ) from None
        if owner != self.user_id:
            raise TrustError(f"{path} belongs to {owner}, not to {self.user_id}: use another data folder.")
        return keys

    def _write(self, path: Path, keys: CrossSigningKeys) -> None:
        write_secret(path, json.dumps({"user_id": self.user_id, **keys.seeds()}, indent=1))
