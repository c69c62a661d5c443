"""Putting public keys and signatures on the homeserver, which may first ask who is there (Matrix specification,
"User-interactive authentication"): with the password, or, where an authentication service stands beside the
homeserver (MAS), by an approval in a browser (MSC4312, Matrix 1.17) that a bot cannot give itself."""

from __future__ import annotations

from typing import Any, Protocol

from bot.errors import TrustError
from bot.matrix.http import MatrixRefused

OAUTH_STAGES = ("m.oauth", "org.matrix.cross_signing_reset")
"""The approval in a browser: its name since Matrix 1.17, and the one before."""


class Caller(Protocol):
    """Makes requests as the bot: ShieldedClient, or trust_account.Account beside a running bot."""

    user_id: str

    async def call(self, method: str, path: str, body: object = None, *, what: str) -> dict[str, Any]:
        """One JSON request below /_matrix. Raises MatrixRefused, Unreachable or LoggedOut."""
        ...


async def query_keys(client: Caller, user_id: str) -> dict[str, Any]:
    """What the homeserver tells about the keys of a user."""
    body: dict[str, Any] = {"device_keys": {user_id: []}}
    return await client.call("POST", "/client/v3/keys/query", body, what=f"the keys of {user_id}")


async def upload_keys(client: Caller, keys: dict[str, Any], password: str | None) -> None:
    """Upload public cross-signing keys. Raises TrustError with what the operator can do, or HomeserverError."""
    path, what = "/client/v3/keys/device_signing/upload", "the cross-signing keys"
    try:
        await client.call("POST", path, keys, what=what)
    except MatrixRefused as refusal:
        if refusal.status != 401 or "session" not in refusal.answer:
            raise
        auth = authentication(refusal.answer, client.user_id, password)
        try:
            await client.call("POST", path, {**keys, "auth": auth}, what=what)
        except MatrixRefused as second:
            raise TrustError(f"The homeserver did not accept the bot's password: {second.errcode}.") from None


async def upload_signature(client: Caller, owner: str, key_id: str, signed: dict[str, Any]) -> None:
    """Upload `signed`, a device or master key of `owner` with a new signature. Raises TrustError or HomeserverError."""
    body = {owner: {key_id: signed}}
    answer = await client.call("POST", "/client/v3/keys/signatures/upload", body, what="a signature")
    if answer.get("failures"):
        raise TrustError(f"The homeserver did not accept the bot's signature on {key_id} of {owner}.")


def authentication(challenge: dict[str, Any], user_id: str, password: str | None) -> dict[str, Any]:
    """The answer to a challenge (the body of a 401). Raises TrustError when only a person can answer it."""
    flows = challenge.get("flows")
    stages = [flow.get("stages") for flow in flows if isinstance(flow, dict)] if isinstance(flows, list) else []
    if ["m.login.password"] not in stages:
        address = approval_address(challenge)
        where = f"at {address}" if address else "on the bot's account page"
        raise TrustError(
            "The homeserver wants new cross-signing keys to be approved in a browser (delegated authentication): "
            f"sign in there as the bot {where}, approve, and do the same again within ten minutes (docs/trust.md)."
        )
    if not password:
        raise TrustError(
            "The homeserver asks for the bot's password to accept its cross-signing keys: set matrix.password_file "
            "or RELAIS_PASSWORD for this one time."
        )
    return {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": user_id},
        "password": password,
        "session": challenge["session"],
    }


def approval_address(challenge: dict[str, Any]) -> str:
    """Where a person approves new keys, as the homeserver tells it; "" when it does not."""
    params = challenge.get("params")
    for stage in OAUTH_STAGES:
        told = params.get(stage) if isinstance(params, dict) else None
        address = told.get("url") if isinstance(told, dict) else None
        if isinstance(address, str) and address.startswith(("https://", "http://")):
            return address
    return ""
