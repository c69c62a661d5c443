"""The bot's identity: its cross-signing keys, and its device signed with them.

Without this, modern clients neither show what the bot says nor let it read what they say (MSC4153, in force in
Element since April 2026). matrix-nio 0.26 knows nothing of it, so it is done here, at each start, idempotently.

The private keys lie in `cross-signing.json` (0600) beside the store. They are made once, when neither the file nor
the homeserver has any; never again by themselves: new keys would ask everybody to trust the bot anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import structlog

from bot.errors import TrustError
from bot.matrix.http import MatrixRefused
from bot.matrix.session import write_secret
from bot.matrix.shields import ShieldedClient
from bot.matrix.signing import CrossSigningKeys, broken_links, public_key, public_text

log = structlog.get_logger(__name__)

FILE = "cross-signing.json"


class Trust:
    """The cross-signing identity of a logged-in client, kept in `folder`."""

    def __init__(self, client: ShieldedClient, folder: Path, password: str | None) -> None:
        self._client = client
        self._path = folder / FILE
        self._password = password

    async def ensure(self) -> None:
        """Own keys on the homeserver, own device signed. Raises TrustError with what to do, or HomeserverError."""
        published = await self.published()
        keys = self._keys(published)
        missing = _unpublished(keys, published)
        if missing:
            await self._publish(missing)
            log.info("cross_signing_keys_published")
        device_id = str(self._client.device_id)
        if broken_links(published := await self.published(), self._client.user_id, device_id):
            await self._sign_device(keys, published, device_id)
            problems = broken_links(await self.published(), self._client.user_id, device_id)
            if problems:
                raise TrustError(f"The bot's device could not be signed: {'; '.join(problems)}.")
            log.info("device_signed", device=device_id)

    async def problems(self) -> list[str]:
        """What is wrong with the chain from master key to device as another user sees it; empty when it holds."""
        return broken_links(await self.published(), self._client.user_id, str(self._client.device_id))

    async def published(self) -> dict[str, Any]:
        """What the homeserver tells about the bot's keys."""
        body: dict[str, Any] = {"device_keys": {self._client.user_id: []}}
        return await self._client.call("POST", "/client/v3/keys/query", body, what="the bot's own keys")

    def _keys(self, published: dict[str, Any]) -> CrossSigningKeys:
        user_id = self._client.user_id
        theirs = public_key(published.get("master_keys", {}).get(user_id, {}))
        if not self._path.exists():
            if theirs:
                raise TrustError(
                    f"{user_id} already has cross-signing keys that {self._path} does not hold: restore that file "
                    "from a backup, or reset the bot's identity in a Matrix client and start again."
                )
            keys = CrossSigningKeys.generate(user_id)
            write_secret(self._path, json.dumps({"user_id": user_id, **keys.seeds()}, indent=1))
            return keys
        keys = self._load(user_id)
        if theirs and theirs != public_text(keys.master):
            raise TrustError(
                f"The homeserver has another master key for {user_id} than {self._path}: somebody reset the identity. "
                "If it was you, move that file away and reset it again from there; if not, change the password first."
            )
        return keys

    def _load(self, user_id: str) -> CrossSigningKeys:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            keys = CrossSigningKeys.from_seeds(user_id, kept)
            owner = kept["user_id"]
        except (ValueError, KeyError, TypeError):
            raise TrustError(f"{self._path} is damaged: restore it from a backup.") from None
        if owner != user_id:
            raise TrustError(f"{self._path} belongs to {owner}, not to {user_id}: use another data folder.")
        return keys

    async def _publish(self, body: dict[str, Any]) -> None:
        """Upload public keys; with the password where the homeserver asks who is there (401)."""
        path = "/client/v3/keys/device_signing/upload"
        what = "the cross-signing keys"
        try:
            await self._client.call("POST", path, body, what=what)
        except MatrixRefused as refusal:
            if refusal.status != 401 or "session" not in refusal.answer:
                raise
            auth = self._authentication(refusal.answer)
            try:
                await self._client.call("POST", path, {**body, "auth": auth}, what=what)
            except MatrixRefused as second:
                raise TrustError(f"The homeserver did not accept the bot's password: {second.errcode}.") from None

    def _authentication(self, challenge: dict[str, Any]) -> dict[str, Any]:
        flows = challenge.get("flows")
        stages = [flow.get("stages") for flow in flows if isinstance(flow, dict)] if isinstance(flows, list) else []
        if ["m.login.password"] not in stages:
            raise TrustError(
                "The homeserver wants cross-signing keys to be approved outside Matrix (delegated authentication): "
                "approve it on the bot's account page and start again within ten minutes."
            )
        if not self._password:
            raise TrustError("The homeserver asks for the bot's password to accept its cross-signing keys: set it.")
        return {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": self._client.user_id},
            "password": self._password,
            "session": challenge["session"],
        }

    async def _sign_device(self, keys: CrossSigningKeys, published: dict[str, Any], device_id: str) -> None:
        user_id = self._client.user_id
        device = published.get("device_keys", {}).get(user_id, {}).get(device_id)
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
        body = {user_id: {device_id: keys.sign_device(bare)}}
        answer = await self._client.call("POST", "/client/v3/keys/signatures/upload", body, what="a signature")
        if answer.get("failures"):
            raise TrustError(f"The homeserver did not accept the signature of the bot's device {device_id}.")


def _unpublished(keys: CrossSigningKeys, published: dict[str, Any]) -> dict[str, Any]:
    """Those of our public keys that the homeserver does not have. It shows the user-signing key to its owner only,
    which we are. (Synapse 1.163 answers 500 to keys that it has already.)"""
    return {
        name: key
        for name, key in keys.public().items()
        if public_key(published.get(f"{name}s", {}).get(keys.user_id, {})) != public_key(key)
    }
