"""The bot's identity: its cross-signing keys, and its device signed with them.

Without this, modern clients neither show what the bot says nor let it read what they say (MSC4153, in force in
Element since April 2026). matrix-nio 0.26 knows nothing of it, so it is done here, at each start, idempotently.

The private keys lie in `cross-signing.json` (0600) beside the store. They are made once, when neither the file nor
the homeserver has any; never again by themselves: new keys would ask everybody to trust the bot anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import structlog

from bot.errors import TrustError
from bot.matrix.shields import ShieldedClient
from bot.matrix.signing import CrossSigningKeys, broken_links, public_key, public_text
from bot.matrix.trust_keys import KeyFile
from bot.matrix.trust_upload import query_keys, upload_keys, upload_signature

log = structlog.get_logger(__name__)


class Trust:
    """The cross-signing identity of a logged-in client, kept in `folder`."""

    def __init__(self, client: ShieldedClient, folder: Path, password: str | None) -> None:
        self._client = client
        self._file = KeyFile(folder, client.user_id)
        self._password = password

    async def ensure(self) -> None:
        """Own keys on the homeserver, own device signed. Raises TrustError with what to do, or HomeserverError."""
        published = await self.published()
        keys = self._keys(published)
        missing = _unpublished(keys, published)
        if missing:
            await upload_keys(self._client, missing, self._password)
            log.info("cross_signing_keys_published")
        device_id = str(self._client.device_id)
        if broken_links(published := await self.published(), self._client.user_id, device_id):
            await self._sign_device(keys, published, device_id)
            problems = broken_links(await self.published(), self._client.user_id, device_id)
            if problems:
                raise TrustError(f"The bot's device could not be signed: {'; '.join(problems)}.")
            log.info("device_signed", device=device_id)

    async def adopt(self, keys: CrossSigningKeys) -> None:
        """Take up keys that come back from a backup and sign this device with them. Raises TrustError when they are
        not those of the homeserver, or when the file holds others."""
        strangers = _unpublished(keys, await self.published())
        if strangers:
            raise TrustError(
                f"The homeserver has other keys than the backup ({_named(strangers)}): nothing was restored. That "
                "backup is of an identity that was replaced; use the recovery key of the present one."
            )
        if not self._file.exists():
            self._file.create(keys)
        elif self._file.load().seeds() != keys.seeds():
            raise TrustError(f"{self._file.path} holds other keys than the backup: move that file away first.")
        await self.ensure()

    async def reset(self) -> None:
        """A new identity in place of the old: everybody who trusted the bot is told that it changed.

        The new keys are on disk before the homeserver has them, and take their place when it has: a crash between
        the two costs nothing, the next reset ends what this one began. Raises TrustError or HomeserverError.
        """
        theirs = public_key(_of_user((await self.published()), "master_keys", self._client.user_id))
        pending = self._file.load_pending()
        if pending is None or public_text(pending.master) != theirs:
            pending = CrossSigningKeys.generate(self._client.user_id)
            self._file.create_pending(pending)
            await upload_keys(self._client, pending.public(), self._password)
        self._file.replace_with_pending()
        log.warning("cross_signing_identity_reset", user=self._client.user_id)
        await self.ensure()

    def master(self) -> dict[str, Any]:
        """The bot's master key as it is on its own disk, whatever the homeserver tells. Raises TrustError."""
        return self._file.load().public()["master_key"]

    async def sign_user(self, user_id: str, master: dict[str, Any]) -> None:
        """State, by the user-signing key, that this master key was compared with its owner. Only the bot's own
        account sees that. Raises TrustError or HomeserverError."""
        keys = self._file.load()
        await upload_signature(self._client, user_id, public_key(master), keys.sign_user(master))
        log.info("user_signed", user=user_id)

    async def problems(self) -> list[str]:
        """What is wrong with the chain from master key to device as another user sees it; empty when it holds."""
        return broken_links(await self.published(), self._client.user_id, str(self._client.device_id))

    async def published(self) -> dict[str, Any]:
        """What the homeserver tells about the bot's keys."""
        return await query_keys(self._client, self._client.user_id)

    def _keys(self, published: dict[str, Any]) -> CrossSigningKeys:
        user_id = self._client.user_id
        theirs = public_key(_of_user(published, "master_keys", user_id))
        if not self._file.exists():
            if theirs:
                raise TrustError(
                    f"{user_id} already has cross-signing keys that {self._file.path} does not hold: restore that "
                    "file from a backup, run `relais trust restore` with the recovery key, or give the bot a new "
                    "identity with `relais trust reset --yes`."
                )
            keys = CrossSigningKeys.generate(user_id)
            self._file.create(keys)
            return keys
        keys = self._file.load()
        if theirs and theirs != public_text(keys.master):
            raise TrustError(
                f"The homeserver has another master key for {user_id} than {self._file.path}: somebody reset the "
                "identity. If it was not you, change the password first. Then move that file away and run `relais "
                "trust restore` with the recovery key of the new identity, or run `relais trust reset --yes`."
            )
        return keys

    async def _sign_device(self, keys: CrossSigningKeys, published: dict[str, Any], device_id: str) -> None:
        user_id = self._client.user_id
        device = _of_user(published, "device_keys", user_id).get(device_id)
        if not isinstance(device, dict):
            raise TrustError(f"The homeserver has no keys of the bot's device {device_id}: start again.")
        assert self._client.olm, "the store is loaded at log-in"
        own = self._client.olm.account.identity_keys["ed25519"]
        if device.get("keys", {}).get(f"ed25519:{device_id}") != own:
            raise TrustError(
                f"The homeserver shows other keys for the bot's device {device_id} than its own: it is not signed. "
                "Restore the data folder from a backup, or remove that device and start with a new folder."
            )
        bare = {key: value for key, value in device.items() if key != "unsigned"}
        await upload_signature(self._client, user_id, device_id, keys.sign_device(bare))


def _unpublished(keys: CrossSigningKeys, published: dict[str, Any]) -> dict[str, Any]:
    """Those of our public keys that the homeserver does not have. It shows the user-signing key to its owner only,
    which we are. (Synapse 1.163 answers 500 to keys that it has already.)"""
    return {
        name: key
        for name, key in keys.public().items()
        if public_key(_of_user(published, f"{name}s", keys.user_id)) != public_key(key)
    }


def _named(keys: dict[str, Any]) -> str:
    return ", ".join(name.removesuffix("_key").replace("_", "-") for name in keys)


def _of_user(published: dict[str, Any], kind: str, user_id: str) -> dict[str, Any]:
    found = published.get(kind)
    of_user = found.get(user_id) if isinstance(found, dict) else None
    return of_user if isinstance(of_user, dict) else {}
