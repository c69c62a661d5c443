"""Secrets on the homeserver that the homeserver cannot read: the bot's identity for the day its disk is gone.

Matrix specification, "Secrets" (m.secret_storage.v1.aes-hmac-sha2): each secret is encrypted (AES-CTR) and
authenticated (HMAC) with keys derived from the recovery key, and kept in the account data of the bot. Element reads
and writes the same, so that the bot's account can be taken over by a person with the recovery key, and the other way.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import TrustError
from bot.matrix.http import MatrixRefused
from bot.matrix.recovery_key import KEY_BYTES
from bot.matrix.signing import CrossSigningKeys, decoded, encoded
from bot.matrix.trust_upload import Caller

ALGORITHM = "m.secret_storage.v1.aes-hmac-sha2"
DEFAULT_KEY = "m.secret_storage.default_key"
SECRETS = {name: f"m.cross_signing.{name}" for name in ("master", "self_signing", "user_signing")}

IV_BYTES = 16
_CHECKED = "\0" * KEY_BYTES
"""What a description of a key encrypts, under an empty name, so that a wrong key is known before it does harm."""


class SecretStorage:
    """The secret storage in the account data of the bot."""

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def key_id(self) -> str | None:
        """The key that secrets are encrypted with, or None when there is no secret storage."""
        key_id = (await self._read(DEFAULT_KEY)).get("key")
        return key_id if isinstance(key_id, str) and key_id else None

    async def stored(self) -> list[str]:
        """Which of master, self_signing and user_signing are there under the current key."""
        key_id = await self.key_id()
        if key_id is None:
            return []
        return [name for name, kind in SECRETS.items() if key_id in _dict((await self._read(kind)).get("encrypted"))]

    async def store(self, keys: CrossSigningKeys, key: bytes) -> None:
        """Encrypt and upload the three private keys under a new key, then make it the one in use, then drop what
        older keys could open: a crash in between leaves one storage that works. Raises TrustError when what comes
        back is not what went out."""
        key_id = secrets.token_urlsafe(24)
        await self._write(f"m.secret_storage.key.{key_id}", description(key))
        for name, seed in keys.seeds().items():
            encrypted = _dict((await self._read(SECRETS[name])).get("encrypted"))
            encrypted[key_id] = encrypt(seed, key, SECRETS[name])
            await self._write(SECRETS[name], {"encrypted": encrypted})
        await self._write(DEFAULT_KEY, {"key": key_id})
        if (await self.fetch(keys.user_id, key)).seeds() != keys.seeds():
            raise TrustError("The homeserver does not give back what was stored: there is no backup.")
        for kind in SECRETS.values():
            latest = _dict((await self._read(kind)).get("encrypted"))[key_id]
            await self._write(kind, {"encrypted": {key_id: latest}})

    async def fetch(self, user_id: str, key: bytes) -> CrossSigningKeys:
        """The private keys. Raises TrustError when there are none, the key is not theirs, or they are damaged."""
        key_id = await self.key_id()
        if key_id is None:
            raise TrustError(f"{user_id} has no backup of its keys on the homeserver.")
        if not fits(key, await self._read(f"m.secret_storage.key.{key_id}")):
            raise TrustError(f"That recovery key is not the one of the backup of {user_id}: take the latest.")
        seeds = {}
        for name, kind in SECRETS.items():
            secret = _dict((await self._read(kind)).get("encrypted")).get(key_id)
            if secret is None:
                raise TrustError(f"The backup of {user_id} has no {name.replace('_', '-')} key: it is of no use.")
            seeds[name] = decrypt(_dict(secret), key, kind)
        try:
            return CrossSigningKeys.from_seeds(user_id, seeds)
        except ValueError:
            raise TrustError(f"The backup of {user_id} holds something else than keys.") from None

    def _path(self, kind: str) -> str:
        return f"/client/v3/user/{quote(self._client.user_id)}/account_data/{quote(kind)}"

    async def _read(self, kind: str) -> dict[str, Any]:
        try:
            return await self._client.call("GET", self._path(kind), what="the bot's account data")
        except MatrixRefused as refusal:
            if refusal.status == 404:  # never written
                return {}
            raise

    async def _write(self, kind: str, content: dict[str, Any]) -> None:
        await self._client.call("PUT", self._path(kind), content, what="the bot's account data")


def description(key: bytes) -> dict[str, str]:
    """What the homeserver may know of a key: its algorithm, and a check that tells a wrong key."""
    check = encrypt(_CHECKED, key, "")
    return {"algorithm": ALGORITHM, "name": "Relais", "iv": check["iv"], "mac": check["mac"]}


def fits(key: bytes, described: Mapping[str, Any]) -> bool:
    """Whether this is the key of that description. One without a check, as the specification allows, fits any key:
    the secrets themselves tell."""
    if described.get("algorithm") != ALGORITHM:
        return False
    iv, mac = described.get("iv"), described.get("mac")
    if not isinstance(iv, str) or not isinstance(mac, str):
        return iv is None and mac is None
    try:
        expected, told = encrypt(_CHECKED, key, "", decoded(iv))["mac"], decoded(mac)
    except ValueError:
        return False
    return hmac.compare_digest(decoded(expected), told)


def encrypt(secret: str, key: bytes, name: str, iv: bytes | None = None) -> dict[str, str]:
    """iv, ciphertext and mac in base64. Raises ValueError for an initialisation vector that is not of 16 bytes."""
    if iv is None:
        # Bit 63 is cleared, as the specification asks: implementations differ in how they count past it.
        random = bytearray(secrets.token_bytes(IV_BYTES))
        random[8] &= 0x7F
        iv = bytes(random)
    aes_key, mac_key = _derived(key, name)
    ciphertext = _aes(aes_key, iv, secret.encode())
    mac = hmac.new(mac_key, ciphertext, hashlib.sha256).digest()
    return {"iv": encoded(iv), "ciphertext": encoded(ciphertext), "mac": encoded(mac)}


def decrypt(secret: Mapping[str, Any], key: bytes, name: str) -> str:
    """Raises TrustError when the secret is damaged or of another key; says nothing of its content."""
    try:
        iv, ciphertext, mac = (decoded(str(secret[part])) for part in ("iv", "ciphertext", "mac"))
        aes_key, mac_key = _derived(key, name)
        if not hmac.compare_digest(hmac.new(mac_key, ciphertext, hashlib.sha256).digest(), mac):
            raise ValueError("the mac differs")
        return _aes(aes_key, iv, ciphertext).decode("ascii")
    except (KeyError, ValueError):
        raise TrustError(f"The secret {name} on the homeserver is damaged or of another recovery key.") from None


def _derived(key: bytes, name: str) -> tuple[bytes, bytes]:
    both = HKDF(SHA256(), length=64, salt=b"\0" * 8, info=name.encode()).derive(key)
    return both[:32], both[32:]


def _aes(key: bytes, iv: bytes, data: bytes) -> bytes:
    """AES-CTR, the same both ways."""
    transform = Cipher(AES(key), CTR(iv)).encryptor()
    return transform.update(data) + transform.finalize()


def _dict(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}
