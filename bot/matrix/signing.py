"""Cross-signing keys and signatures (Matrix specification, "Cross-signing" and "Signing JSON"). Talks to nobody.

The master key signs the self-signing and the user-signing key; the self-signing key signs the bot's devices. Who
trusts the master key then trusts each device: modern clients show nothing of a device that is not signed so.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class CrossSigningKeys:
    """The three private keys of one user."""

    user_id: str
    master: Ed25519PrivateKey = field(repr=False)
    self_signing: Ed25519PrivateKey = field(repr=False)
    user_signing: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def generate(cls, user_id: str) -> CrossSigningKeys:
        return cls(user_id, *(Ed25519PrivateKey.generate() for _ in range(3)))

    @classmethod
    def from_seeds(cls, user_id: str, seeds: dict[str, str]) -> CrossSigningKeys:
        """From unpadded base64 seeds of 32 bytes. Raises ValueError or KeyError."""
        names = ("master", "self_signing", "user_signing")
        return cls(user_id, *(Ed25519PrivateKey.from_private_bytes(decoded(seeds[name])) for name in names))

    def seeds(self) -> dict[str, str]:
        return {
            "master": encoded(self.master.private_bytes_raw()),
            "self_signing": encoded(self.self_signing.private_bytes_raw()),
            "user_signing": encoded(self.user_signing.private_bytes_raw()),
        }

    def public(self) -> dict[str, dict[str, Any]]:
        """The body of keys/device_signing/upload: the two lower keys are signed by the master key."""
        return {
            "master_key": self._described(self.master, "master"),
            "self_signing_key": self._signed_by_master(self._described(self.self_signing, "self_signing")),
            "user_signing_key": self._signed_by_master(self._described(self.user_signing, "user_signing")),
        }

    def sign_device(self, device: dict[str, Any]) -> dict[str, Any]:
        """The device's keys with the signature of the self-signing key added."""
        return signed(device, self.user_id, self.self_signing)

    def sign_user(self, master: dict[str, Any]) -> dict[str, Any]:
        """Another user's master key with the signature of the user-signing key alone."""
        bare = {key: value for key, value in master.items() if key not in ("signatures", "unsigned")}
        return signed(bare, self.user_id, self.user_signing)

    def _described(self, key: Ed25519PrivateKey, usage: str) -> dict[str, Any]:
        public = public_text(key)
        return {"user_id": self.user_id, "usage": [usage], "keys": {f"ed25519:{public}": public}}

    def _signed_by_master(self, described: dict[str, Any]) -> dict[str, Any]:
        return signed(described, self.user_id, self.master)


def broken_links(answer: dict[str, Any], user_id: str, device_id: str) -> list[str]:
    """What is wrong with the chain from the master key to a device, as anybody sees it in an answer to keys/query.
    Empty when the chain holds."""
    master = _of(answer, "master_keys", user_id)
    self_signing = _of(answer, "self_signing_keys", user_id)
    device = _of(_of(answer, "device_keys", user_id), device_id)
    problems = []
    if not device:
        problems.append(f"the homeserver has no keys of the device {device_id}")
    if not master:
        problems.append(f"{user_id} has no master key")
    if not self_signing:
        problems.append(f"{user_id} has no self-signing key")
    if problems:
        return problems
    if not is_signed(self_signing, user_id, public_key(master)):
        problems.append("the self-signing key is not signed by the master key")
    if not is_signed(device, user_id, public_key(self_signing)):
        problems.append(f"the device {device_id} is not signed by the self-signing key")
    return problems


def public_key(described: dict[str, Any]) -> str:
    """The public key in a description of a cross-signing key, or ""."""
    keys = described.get("keys")
    values = list(keys.values()) if isinstance(keys, dict) else []
    return values[0] if len(values) == 1 and isinstance(values[0], str) else ""


def signed(thing: dict[str, Any], user_id: str, key: Ed25519PrivateKey) -> dict[str, Any]:
    """A copy of `thing` with this signature beside those it has."""
    signature = encoded(key.sign(canonical(thing)))
    signatures = {user: dict(theirs) for user, theirs in thing.get("signatures", {}).items()}
    signatures.setdefault(user_id, {})[f"ed25519:{public_text(key)}"] = signature
    return {**thing, "signatures": signatures}


def is_signed(thing: dict[str, Any], user_id: str, public: str) -> bool:
    """Whether `thing` carries a valid signature of `user_id` by this public key."""
    signature = _of(thing, "signatures", user_id).get(f"ed25519:{public}")
    if not isinstance(signature, str) or not public:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(decoded(public)).verify(decoded(signature), canonical(thing))
    except (InvalidSignature, ValueError):
        return False
    return True


def canonical(thing: dict[str, Any]) -> bytes:
    """Canonical JSON without `signatures` and `unsigned`, which is what signatures are about."""
    bare = {key: value for key, value in thing.items() if key not in ("signatures", "unsigned")}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def public_text(key: Ed25519PrivateKey) -> str:
    return encoded(key.public_key().public_bytes_raw())


def encoded(raw: bytes) -> str:
    """Unpadded base64, as everywhere in Matrix."""
    return base64.b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Raises ValueError."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None


def _of(thing: dict[str, Any], *path: str) -> dict[str, Any]:
    for key in path:
        inner = thing.get(key)
        thing = inner if isinstance(inner, dict) else {}
    return thing
