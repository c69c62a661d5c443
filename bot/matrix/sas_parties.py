"""Who compares strings, and what both screens show (Matrix specification, "Short Authentication String")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Party:
    """A device in an exchange: its fingerprint, and its owner's master key as the homeserver tells it ({}: none)."""

    user_id: str
    device_id: str
    fingerprint: str
    master: Content = field(default_factory=dict)

    @property
    def master_key(self) -> str:
        keys = self.master.get("keys")
        values = [value for value in keys.values() if isinstance(value, str)] if isinstance(keys, dict) else []
        return values[0] if len(values) == 1 else ""

    @property
    def keys(self) -> dict[str, str]:
        """Key id -> public key: what the other side vouches for."""
        known = {f"ed25519:{self.device_id}": self.fingerprint}
        return known | ({f"ed25519:{self.master_key}": self.master_key} if self.master_key else {})


@dataclass(frozen=True, slots=True)
class Code:
    """What both screens show when nobody sits in between."""

    emoji: tuple[tuple[str, str], ...]
    decimals: tuple[int, int, int]

    @property
    def symbols(self) -> str:
        return "  ".join(symbol for symbol, _ in self.emoji)

    @property
    def words(self) -> str:
        return ", ".join(name for _, name in self.emoji)

    @property
    def numbers(self) -> str:
        return " ".join(str(number) for number in self.decimals)
