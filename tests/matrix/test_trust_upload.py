"""Who is there? The homeserver's question before it takes new keys, and who can answer it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from bot.errors import Refused, TrustError
from bot.matrix.http import MatrixRefused
from bot.matrix.signing import CrossSigningKeys
from bot.matrix.trust import Trust
from bot.matrix.trust_keys import KeyFile
from bot.matrix.trust_upload import approval_address, upload_keys, upload_signature

BOT = "@relais:care.test"
UPLOAD = "/client/v3/keys/device_signing/upload"
PLACE = "https://account.care.test/account/?action=org.matrix.cross_signing_reset"

PASSWORD: dict[str, Any] = {"session": "s", "flows": [{"stages": ["m.login.password"]}]}
# As Synapse 1.163 answers beside an authentication service (MAS): synapse/rest/client/keys.py.
DELEGATED: dict[str, Any] = {
    "session": "dummy",
    "flows": [{"stages": ["m.oauth"]}, {"stages": ["org.matrix.cross_signing_reset"]}],
    "params": {"m.oauth": {"url": PLACE}, "org.matrix.cross_signing_reset": {"url": PLACE}},
    "msg": "To reset your end-to-end encryption cross-signing identity, you first need to approve it",
}


class Server:
    """A homeserver that asks `challenge` (None: nothing) and takes the password "right"."""

    user_id = BOT

    def __init__(self, challenge: dict[str, Any] | None, status: int = 401) -> None:
        self.challenge, self.status = challenge, status
        self.taken: list[Any] = []
        self.failures: dict[str, Any] = {}
        self.master: dict[str, Any] = {}

    async def call(self, method: str, path: str, body: Any = None, *, what: str) -> dict[str, Any]:
        if path.endswith("keys/query"):
            return {"master_keys": {BOT: self.master}} if self.master else {}
        if path.endswith("signatures/upload"):
            return {"failures": self.failures}
        assert path == UPLOAD
        auth = body.get("auth", {})
        if self.challenge is not None and auth.get("password") != "right":
            answer = {**self.challenge, "errcode": "M_FORBIDDEN"} if auth else self.challenge
            raise MatrixRefused(what, self.status, answer)
        self.taken.append(body)
        return {}


async def refusal(server: Server, password: str | None) -> str:
    with pytest.raises(TrustError) as error:
        await upload_keys(server, {"master_key": {}}, password)
    assert server.taken == []
    return str(error.value)


async def test_keys_are_taken_without_a_question() -> None:
    server = Server(None)
    await upload_keys(server, {"master_key": {}}, None)
    assert server.taken == [{"master_key": {}}]


async def test_password_is_given_where_it_is_asked_for() -> None:
    server = Server(PASSWORD)
    await upload_keys(server, {"master_key": {}}, "right")
    (body,) = server.taken
    assert body["auth"]["session"] == "s"
    assert body["auth"]["identifier"] == {"type": "m.id.user", "user": BOT}


async def test_wrong_password_is_told_without_showing_it() -> None:
    said = await refusal(Server(PASSWORD), "wrong secret")
    assert "did not accept the bot's password" in said
    assert "wrong secret" not in said


async def test_missing_password_is_asked_for_by_its_setting() -> None:
    assert "RELAIS_PASSWORD" in await refusal(Server(PASSWORD), None)


@pytest.mark.parametrize("password", [None, "right"])
async def test_delegated_homeserver_tells_where_a_person_approves(password: str | None) -> None:
    said = await refusal(Server(DELEGATED), password)
    assert PLACE in said
    assert "ten minutes" in said


@pytest.mark.parametrize(
    "challenge",
    [
        {"session": "s"},
        {"session": "s", "flows": None},
        {"session": "s", "flows": [None, {"stages": "m.login.password"}]},
        {"session": "s", "flows": [{"stages": ["m.login.sso"]}], "params": {"m.oauth": None}},
        {"session": "s", "flows": [{"stages": ["m.login.password", "m.login.terms"]}]},
    ],
)
async def test_question_that_no_bot_can_answer_is_left_to_a_person(challenge: dict[str, Any]) -> None:
    assert "the bot's account page" in await refusal(Server(challenge), "right")


@pytest.mark.parametrize(
    ("params", "address"),
    [
        ({"org.matrix.cross_signing_reset": {"url": PLACE}}, PLACE),
        ({"m.oauth": {"url": "javascript:alert(1)"}}, ""),
        ({"m.oauth": {"url": 7}}, ""),
        ({"m.oauth": []}, ""),
        (None, ""),
    ],
)
def test_only_a_web_address_is_shown_as_one(params: Any, address: str) -> None:
    assert approval_address({"params": params}) == address


async def test_other_refusals_are_no_questions() -> None:
    with pytest.raises(Refused):
        await upload_keys(Server({"errcode": "M_INVALID_SIGNATURE"}, 400), {}, "right")


async def test_signature_that_the_homeserver_drops_is_an_error() -> None:
    server = Server(None)
    await upload_signature(server, BOT, "DEV", {})
    server.failures = {BOT: {"DEV": {"errcode": "M_INVALID_SIGNATURE"}}}
    with pytest.raises(TrustError, match="did not accept the bot's signature on DEV"):
        await upload_signature(server, BOT, "DEV", {})


async def test_reset_that_waits_for_approval_leaves_the_old_keys_in_place(tmp_path: Path) -> None:
    file = KeyFile(tmp_path, BOT)
    file.create(CrossSigningKeys.generate(BOT))
    old = file.load().seeds()
    client: Any = Server(DELEGATED)

    for _ in range(2):  # the second try, after ten minutes or after the approval, begins like the first
        with pytest.raises(TrustError, match="approve"):
            await Trust(client, tmp_path, None).reset()
        assert file.load().seeds() == old


async def test_reset_cut_short_after_the_upload_is_ended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = KeyFile(tmp_path, BOT)
    file.create(CrossSigningKeys.generate(BOT))
    file.create_pending(new := CrossSigningKeys.generate(BOT))
    client: Any = Server(DELEGATED)
    client.master = new.public()["master_key"]

    async def ensure(self: Trust) -> None:
        pass

    monkeypatch.setattr(Trust, "ensure", ensure)
    await Trust(client, tmp_path, None).reset()

    assert file.load().seeds() == new.seeds()
    assert client.taken == []
    assert file.load_pending() is None
    assert sorted(os.listdir(tmp_path)) == ["cross-signing.json", "cross-signing.json.replaced-1"]


def test_keys_are_never_written_over(tmp_path: Path) -> None:
    file = KeyFile(tmp_path, BOT)
    file.create(keys := CrossSigningKeys.generate(BOT))
    with pytest.raises(TrustError, match="holds keys already"):
        file.create(CrossSigningKeys.generate(BOT))
    assert file.load().seeds() == keys.seeds()
    assert str(keys.seeds()["master"]) not in repr(keys)
