"""What there is of the bot's identity and what is missing, as `relais trust show` and `relais doctor` tell it.

Changes nothing, and needs neither the store nor a stopped bot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.errors import Refused, TrustError, Unreachable
from bot.findings import Finding
from bot.matrix.secret_storage import SECRETS, SecretStorage
from bot.matrix.settings import MatrixSettings
from bot.matrix.signing import CrossSigningKeys, broken_links, public_key
from bot.matrix.trust_account import Account
from bot.matrix.trust_keys import KeyFile
from bot.matrix.trust_upload import query_keys


@dataclass(frozen=True, slots=True)
class TrustState:
    """`published` is the answer to keys/query; `stored` names the secrets of the backup; `account_page` is where a
    person manages the account when signing in is delegated, else ""."""

    user_id: str
    device_id: str
    file: KeyFile
    published: dict[str, Any] = field(repr=False)
    stored: tuple[str, ...] = ()
    delegated: bool = False
    account_page: str = ""


async def look(settings: MatrixSettings) -> TrustState:
    """Ask the homeserver. Raises TrustError when there was no login yet, or HomeserverError."""
    async with Account(settings) as account:
        published = await query_keys(account, settings.user_id)
        stored = tuple(await SecretStorage(account).stored())
        try:
            metadata = await account.call("GET", "/client/v1/auth_metadata", what="how people sign in")
        except (Refused, Unreachable):  # no authentication service, or a homeserver or gateway before Matrix 1.15
            metadata = None
        page = (metadata or {}).get("account_management_uri")
        return TrustState(
            settings.user_id,
            account.device_id,
            KeyFile(settings.folder, settings.user_id),
            published,
            stored,
            delegated=metadata is not None,
            account_page=page if isinstance(page, str) else "",
        )


def public_keys(state: TrustState) -> Iterator[tuple[str, str]]:
    """(name, public key as the homeserver tells it, or "") of the three keys and of the device."""
    for name in SECRETS:
        yield name.replace("_", "-"), public_key(_of(state.published, f"{name}_keys", state.user_id))
    device = _of(state.published, "device_keys", state.user_id, state.device_id)
    yield f"device {state.device_id}", str(_of(device, "keys").get(f"ed25519:{state.device_id}", ""))


def findings(state: TrustState) -> Iterator[Finding]:
    """The key file, the chain, the backup, and who approves new keys; each with the command that mends it."""
    identity = _identity(state)
    yield identity
    problems = broken_links(state.published, state.user_id, state.device_id)
    if problems:
        mend = "Start `relais run`: it signs its device." if identity.ok else "Mend the identity first."
        yield Finding(False, f"Trust: strict clients do not show the bot's answers: {'; '.join(problems)}", mend)
    else:
        yield Finding(True, f"Trust: device {state.device_id} is signed by {state.user_id}, signatures checked")
    if set(state.stored) == set(SECRETS):
        yield Finding(True, "Backup: the identity is kept on the homeserver, encrypted with the recovery key")
    else:
        yield Finding(
            False, "Backup: the identity is on this disk only", "Run `relais trust backup` and keep the key safe.",
            needed=False,
        )  # fmt: skip
    if state.delegated:
        where = f"at {state.account_page}?action=org.matrix.cross_signing_reset" if state.account_page else "there"
        yield Finding(
            True, "Sign-in: delegated to an authentication service, which alone can approve a new identity",
            f"Only before `relais trust reset --yes`: sign in as {state.user_id} {where}, approve, and run it within "
            "ten minutes.",
        )  # fmt: skip


def _identity(state: TrustState) -> Finding:
    restore = "Run `relais trust restore` with the recovery key"
    master = public_key(_of(state.published, "master_keys", state.user_id))
    if not state.file.exists():
        if master:
            lost = f"{restore}, or `relais trust reset --yes` when that is lost."
            return Finding(False, f"Identity: {state.file.path} is gone", lost)
        return Finding(False, "Identity: no cross-signing keys yet", "Start `relais run` once: it makes them.")
    try:
        keys = state.file.load()
    except TrustError as error:
        return Finding(False, f"Identity: {error}", f"Move it away, then: {restore[0].lower()}{restore[1:]}.")
    if state.file.path.stat().st_mode & 0o077:
        return Finding(False, f"Identity: others can read {state.file.path}", f"Run `chmod 600 {state.file.path}`.")
    differ = [name for name, ours, theirs in _compared(keys, state) if ours != theirs]
    if "master" in differ and master:
        return Finding(
            False, f"Identity: the homeserver has another master key than {state.file.path}",
            "If nobody of yours reset it, change the password first. Then move the file away: "
            f"{restore[0].lower()}{restore[1:]}, or `relais trust reset --yes`.",
        )  # fmt: skip
    if differ:
        return Finding(False, f"Identity: not published yet: {', '.join(differ)}", "Start `relais run`.")
    return Finding(True, f"Identity: the cross-signing keys in {state.file.path} are those of the homeserver")


def _compared(keys: CrossSigningKeys, state: TrustState) -> Iterator[tuple[str, str, str]]:
    """(name, our public key, the homeserver's)."""
    ours = keys.public()
    for name in SECRETS:
        theirs = public_key(_of(state.published, f"{name}_keys", state.user_id))
        yield name.replace("_", "-"), public_key(ours[f"{name}_key"]), theirs


def _of(thing: dict[str, Any], *path: str) -> dict[str, Any]:
    for key in path:
        inner = thing.get(key)
        thing = inner if isinstance(inner, dict) else {}
    return thing
