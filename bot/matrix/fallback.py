"""Fallback keys: what others open a conversation with when the bot's one-time keys are used up (Matrix
specification, "One-time and fallback keys").

A bot that is down for a week, or asked by a thousand devices at once, would otherwise stay mute towards everybody who
comes last. matrix-nio 0.26 uploads none; vodozemac, which it stands on, makes them.
"""

from __future__ import annotations

from typing import Any

ALGORITHM = "signed_curve25519"

REST_SECONDS = 300.0
"""Between two fallback keys. An answer to a sync may be older than the upload that ran beside it, and the account
keeps only one key before the current one: a second new key at once would lose what was begun with the first."""


def is_wanted(sync: dict[str, Any]) -> bool:
    """Whether a sync answer tells that the homeserver has no unused fallback key of this device. A homeserver that
    does not speak of them (before Matrix 1.2) wants none."""
    unused = sync.get("device_unused_fallback_key_types")
    return isinstance(unused, list) and ALGORITHM not in unused


def fallback_keys(olm: Any) -> dict[str, Any]:
    """The `fallback_keys` of keys/upload: one key, signed by the device. `olm` is nio's machine.

    A key that was made but not yet accepted is offered again. The one before stays readable in the account: a
    message that was begun with it may still be on its way.
    """
    account = olm.account._account  # nio's wrapper does not hand these on
    if not account.fallback_key:
        account.generate_fallback_key()
    signed = {}
    for key_id, key in account.fallback_key.items():
        described: dict[str, Any] = {"key": key.to_base64(), "fallback": True}
        signature = olm.sign_json(described)
        owner = {olm.user_id: {f"ed25519:{olm.device_id}": signature}}
        signed[f"{ALGORITHM}:{key_id}"] = {**described, "signatures": owner}
    return signed
