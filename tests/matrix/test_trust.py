"""The bot's identity: made once, kept, never replaced in silence."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from typing import Any

import pytest

from bot.errors import TrustError
from bot.matrix.client import MatrixClient
from bot.matrix.settings import MatrixSettings
from bot.matrix.signing import CrossSigningKeys, broken_links, canonical, is_signed, public_text, signed
from bot.store import Store
from tests.matrix.people import Bot, Lab

USER = "@relais:care.test"


def test_canonical_json_sorts_keys_and_leaves_signatures_out() -> None:
    thing = {"b": "é", "a": {"y": 1, "x": [1, 2]}, "signatures": {}, "unsigned": {}}
    assert canonical(thing) == '{"a":{"x":[1,2],"y":1},"b":"é"}'.encode()


def test_signature_holds_for_its_content_only() -> None:
    keys = CrossSigningKeys.generate(USER)
    thing = signed({"device_id": "A"}, USER, keys.master)
    assert is_signed(thing, USER, public_text(keys.master))
    assert not is_signed({**thing, "device_id": "B"}, USER, public_text(keys.master))
    assert not is_signed(thing, USER, public_text(keys.self_signing))
    assert not is_signed(thing, "@other:care.test", public_text(keys.master))


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda answer: None, ""),
        (lambda answer: answer.pop("master_keys"), "no master key"),
        (lambda answer: answer.pop("self_signing_keys"), "no self-signing key"),
        (lambda answer: answer["device_keys"][USER].clear(), "no keys of the device"),
        (lambda answer: answer["device_keys"][USER]["D"].pop("signatures"), "the device D is not signed"),
        (lambda answer: answer["self_signing_keys"][USER].pop("signatures"), "is not signed by the master"),
        (lambda answer: answer["device_keys"][USER]["D"].update(keys={}), "the device D is not signed"),
    ],
)
def test_broken_link_of_the_chain_is_named(damage: Any, problem: str) -> None:
    keys = CrossSigningKeys.generate(USER)
    public = keys.public()
    answer = {
        "master_keys": {USER: public["master_key"]},
        "self_signing_keys": {USER: public["self_signing_key"]},
        "device_keys": {USER: {"D": keys.sign_device({"device_id": "D", "keys": {"ed25519:D": "abc"}})}},
    }
    damage(answer)
    found = broken_links(answer, USER, "D")
    assert problem in "; ".join(found) if problem else found == []


def keys_seen_by(lab: Lab, viewer: str, user_id: str) -> dict[str, Any]:
    token = lab.account(viewer).access_token
    body: dict[str, Any] = {"device_keys": {user_id: []}}
    return lab.homeserver.request("POST", "/_matrix/client/v3/keys/query", body, token=token)


async def refused(settings: MatrixSettings) -> str:
    store = Store(settings.data_dir / "bot.sqlite")
    client = MatrixClient(settings, store)
    with pytest.raises(TrustError) as error:
        await client.start()
    await client.stop()
    store.close()
    return str(error.value)


async def test_device_is_signed_as_another_user_sees_it(lab: Lab) -> None:
    bot = await lab.bot()

    seen = await asyncio.to_thread(keys_seen_by, lab, "an", bot.user_id)

    assert broken_links(seen, bot.user_id, bot.client.device_id) == []
    assert await bot.client.trust.problems() == []
    assert bot.settings.folder.joinpath("cross-signing.json").stat().st_mode & 0o777 == 0o600


async def test_identity_stays_the_same_after_a_restart_and_signs_a_new_device(lab: Lab) -> None:
    bot = await lab.bot()
    before = await asyncio.to_thread(keys_seen_by, lab, "an", bot.user_id)
    await bot.stop()
    again = await lab.bot(bot.settings)
    assert await asyncio.to_thread(keys_seen_by, lab, "an", bot.user_id) == before
    await again.stop()

    identity = (bot.settings.folder / "cross-signing.json").read_text()
    elsewhere = dataclasses.replace(bot.settings, data_dir=lab.folder / "new machine")
    elsewhere.folder.mkdir(parents=True)
    (elsewhere.folder / "cross-signing.json").write_text(identity)
    moved: Bot = await lab.bot(elsewhere)

    seen = await asyncio.to_thread(keys_seen_by, lab, "an", bot.user_id)
    assert moved.client.device_id != again.client.device_id
    assert broken_links(seen, bot.user_id, moved.client.device_id) == []
    assert seen["master_keys"] == before["master_keys"]


async def test_lost_keys_stop_the_bot_and_are_not_made_again(lab: Lab) -> None:
    bot = await lab.bot()
    await bot.stop()
    path = bot.settings.folder / "cross-signing.json"
    path.rename(path.with_suffix(".lost"))

    assert "restore that file from a backup" in await refused(bot.settings)
    assert not path.exists()


async def test_damaged_keys_stop_the_bot(lab: Lab) -> None:
    bot = await lab.bot()
    await bot.stop()
    (bot.settings.folder / "cross-signing.json").write_text('{"master": "AAAA"}')

    assert "is damaged" in await refused(bot.settings)


async def test_another_master_key_on_the_homeserver_stops_the_bot(lab: Lab) -> None:
    bot = await lab.bot()
    await bot.stop()
    path = bot.settings.folder / "cross-signing.json"
    path.write_text(json.dumps({"user_id": bot.user_id, **CrossSigningKeys.generate(bot.user_id).seeds()}))

    assert "another master key" in await refused(bot.settings)


async def test_changed_lower_keys_are_published_again_with_the_password(lab: Lab) -> None:
    """Synapse takes the first upload without a password and asks for it (401) ever after."""
    bot = await lab.bot()
    await bot.stop()
    path = bot.settings.folder / "cross-signing.json"
    kept = json.loads(path.read_text())
    kept["self_signing"] = CrossSigningKeys.generate(bot.user_id).seeds()["self_signing"]
    path.write_text(json.dumps(kept))

    again = await lab.bot(bot.settings)

    assert await again.client.trust.problems() == []
