"""Comparing emoji: the exchange by itself, then with Element's own engine over both roads and in both directions."""

from __future__ import annotations

import asyncio
import copy
import dataclasses
import os
import pty
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import TrustError
from bot.guard import check
from bot.handlers.intent import NOTHING, intent
from bot.matrix import trust_office
from bot.matrix.recovery_key import new_key, to_text
from bot.matrix.sas import AGREEMENT, MACS, Ending, Exchange
from bot.matrix.sas_parties import Code, Party
from bot.matrix.signing import is_signed, public_key
from bot.matrix.trust_keys import KeyFile
from bot.matrix.trust_verify import verify
from bot.matrix.verification_flow import is_fresh, kind_of
from bot.ports import Message, RoomInfo, RoomKind
from tests.matrix.element import Element
from tests.matrix.people import Bot, Lab, until
from tests.matrix.test_trust import keys_seen_by

MakeElement = Callable[[str], Awaitable[Element]]


def party(name: str, *, master: bool = True) -> Party:
    keys = {"keys": {f"ed25519:master-{name}": f"master-{name}"}} if master else {}
    return Party(f"@{name}:care.test", f"DEV{name.upper()}", f"fingerprint-{name}", keys)


AN, BOT = party("an"), party("bot")


class Pair:
    """Two exchanges that hear each other; `tamper` may change what the first says on its way to the second."""

    def __init__(self, first: Exchange, second: Exchange, tamper: Callable[[str, Any], Any] | None = None) -> None:
        self.first, self.second = first, second
        self._tamper = tamper or (lambda kind, content: content)
        self.said: list[tuple[str, str]] = []

    def carry(self, sender: Exchange, sendings: list[tuple[str, Any]]) -> None:
        for kind, content in sendings:
            self.said.append((sender.me.user_id, kind))
            received = copy.deepcopy(content)
            if sender is self.first:
                self.carry(self.second, self.second.receive(kind, self._tamper(kind, received)))
            else:
                self.carry(self.first, self.first.receive(kind, received))

    def endings(self) -> tuple[Ending | None, Ending | None]:
        return self.first.ending, self.second.ending


def pair(tamper: Callable[[str, Any], Any] | None = None, flow_id: str = "flow") -> Pair:
    return Pair(Exchange(flow_id, AN, BOT), Exchange(flow_id, BOT, AN), tamper)


def begun(tamper: Callable[[str, Any], Any] | None = None) -> Pair:
    both = pair(tamper)
    both.carry(both.first, both.first.begin({"transaction_id": "flow"}))
    return both


# --- the exchange ---


def test_both_sides_see_the_same_and_end_verified() -> None:
    both = begun()
    assert both.first.code == both.second.code
    assert both.first.code is not None
    assert len(both.first.code.emoji) == 7
    both.carry(both.first, both.first.confirm())
    assert both.second.they_confirmed
    assert both.endings() == (None, None)
    both.carry(both.second, both.second.confirm())
    assert both.endings() == (Ending.DONE, Ending.DONE)
    assert both.first.master_verified
    assert both.second.master_verified


def test_repeated_messages_change_nothing() -> None:
    both = pair()
    first, second = both.first, both.second
    (start,) = first.begin({"transaction_id": "flow"})
    (accept,) = second.receive(*start)
    assert second.receive(*start) == []
    (key,) = first.receive(*accept)
    assert first.receive(*accept) == []
    (answer,) = second.receive(*key)
    assert second.receive(*key) == []
    assert first.receive(*answer) == []
    assert first.code == second.code
    for one in (first, second):
        assert one.receive("mystery", {}) == one.receive("ready", {}) == []
        assert one.ending is None


def test_both_begin_at_once_and_the_lower_user_goes_on() -> None:
    both = pair()
    mine, theirs = both.first.begin({}), both.second.begin({})
    assert both.first.receive(*theirs[0]) == []  # @an is lower than @bot
    both.carry(both.first, mine)
    assert both.first.code == both.second.code
    assert both.first.code is not None


def in_the_middle(what: str, change: Callable[[Any], Any]) -> Callable[[str, Any], Any]:
    def tamper(kind: str, content: Any) -> Any:
        if kind == what:
            change(content)
        return content

    return tamper


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        ("start", lambda content: content.update(method="m.qr"), "m.unknown_method"),
        ("start", lambda content: content.update(hashes=["md5"]), "m.unknown_method"),
        ("start", lambda content: content.update(hashes="sha256"), "m.unknown_method"),
        ("start", lambda content: content.update(key_agreement_protocols=["curve25519"]), "m.unknown_method"),
        ("start", lambda content: content.update(message_authentication_codes=["none"]), "m.unknown_method"),
        ("start", lambda content: content.update(short_authentication_string=[]), "m.unknown_method"),
        ("start", lambda content: content.update(from_device="OTHER"), "m.user_mismatch"),
        ("start", lambda content: content.update(extra="\ud800"), "m.invalid_message"),
        ("start", lambda content: content.update(extra=1), "m.mismatched_commitment"),
        ("key", lambda content: content.update(key="AAAA"), "m.invalid_message"),
        ("key", lambda content: content.pop("key"), "m.invalid_message"),
        ("key", lambda content: content.update(key="\ud800"), "m.invalid_message"),
        ("mac", lambda content: content.update(mac=None), "m.invalid_message"),
        ("mac", lambda content: content.update(mac={}), "m.key_mismatch"),
        ("mac", lambda content: content.update(keys="AAAA"), "m.key_mismatch"),
        ("mac", lambda content: content.update(keys="\ud800"), "m.invalid_message"),
        ("mac", lambda content: content["mac"].update({"ed25519:DEVAN": "AAAA"}), "m.key_mismatch"),
        ("mac", lambda content: content["mac"].update({"ed25519:master-an": 7}), "m.key_mismatch"),
        ("mac", lambda content: content["mac"].pop("ed25519:DEVAN"), "m.key_mismatch"),
        ("cancel", lambda content: None, "m.user"),
    ],
)
def test_what_was_changed_on_the_way_ends_the_exchange(kind: str, change: Any, code: str) -> None:
    both = begun(in_the_middle(kind, change))
    if kind == "mac":
        both.carry(both.first, both.first.confirm())
    if kind == "cancel":
        both.carry(both.first, both.first.cancel("m.user", ""))
    assert both.second.ending is Ending.CANCELLED
    assert code in (both.second.reason, both.first.reason)
    assert both.second.confirm() == []
    assert Ending.DONE not in (both.first.ending, both.second.ending)


@pytest.mark.parametrize(
    "change",
    [
        {"commitment": "AAAA"},
        {"commitment": None},
        {"hash": "md5"},
        {"key_agreement_protocol": "curve25519"},
        {"message_authentication_code": "none"},
        {"short_authentication_string": ["qr"]},
        {"short_authentication_string": []},
    ],
)
def test_answer_to_our_start_must_be_one_that_was_offered(change: dict[str, Any]) -> None:
    bot, an = Exchange("flow", BOT, AN), Exchange("flow", AN, BOT)
    (start,) = bot.begin({})
    ((_, accept),) = an.receive(*start)
    said = bot.receive("accept", {**accept, **change})
    if said and said[0][0] == "key":
        ((_, key),) = an.receive(*said[0])
        said = bot.receive("key", key)
    assert [kind for kind, _ in said] == ["cancel"]
    assert bot.code is None


def test_somebody_in_between_makes_the_screens_differ() -> None:
    """Two honest exchanges with a liar in the middle: each side agrees with the liar, but not with the other."""
    mallory_as_bot, mallory_as_an = Exchange("flow", BOT, AN), Exchange("flow", AN, BOT)
    an, bot = Exchange("flow", AN, BOT), Exchange("flow", BOT, AN)
    for left, right in ((an, mallory_as_bot), (mallory_as_an, bot)):
        both = Pair(left, right)
        both.carry(left, left.begin({}))
    assert an.code is not None
    assert bot.code is not None
    assert an.code != bot.code


def test_older_clients_are_answered_with_the_mac_they_know() -> None:
    """MACS[1] is what clients before Matrix 1.6 offer."""

    def offer_old(content: Any) -> None:
        content["message_authentication_codes"] = [MACS[1]]

    an, bot = Exchange("flow", AN, BOT), Exchange("flow", BOT, AN)
    ((kind, start),) = an.begin({})
    offer_old(start)  # what was committed to is what An sent
    both = Pair(an, bot)
    both.carry(an, [(kind, start)])
    both.carry(an, an.confirm())
    both.carry(bot, bot.confirm())
    assert an.ending is bot.ending is Ending.DONE


def test_device_without_master_key_is_verified_alone() -> None:
    alone = party("an", master=False)
    both = Pair(Exchange("flow", alone, BOT), Exchange("flow", BOT, alone))
    both.carry(both.first, both.first.begin({}))
    both.carry(both.first, both.first.confirm())
    both.carry(both.second, both.second.confirm())
    assert both.second.ending is Ending.DONE
    assert not both.second.master_verified


def test_vouching_for_unknown_keys_only_verifies_nothing() -> None:
    class Evasive(Party):
        @property
        def keys(self) -> dict[str, str]:
            return {"ed25519:elsewhere": "elsewhere"}

    evasive = Evasive(AN.user_id, AN.device_id, AN.fingerprint, AN.master)
    both = Pair(Exchange("flow", evasive, BOT), Exchange("flow", BOT, AN))
    both.carry(both.first, both.first.begin({}))
    both.carry(both.first, both.first.confirm())
    assert not both.second.they_confirmed
    assert both.second.reason == "m.key_mismatch"


def test_master_key_that_the_homeserver_made_up_is_not_verified() -> None:
    lied_to = dataclasses.replace(AN, master={"keys": {"ed25519:liar": "liar"}})
    both = Pair(Exchange("flow", AN, BOT), Exchange("flow", BOT, lied_to))
    both.carry(both.first, both.first.begin({}))
    both.carry(both.first, both.first.confirm())
    assert both.second.they_confirmed
    assert not both.second.master_verified


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ({"type": "m.key.verification.ready", "content": {}}, "ready"),
        ({"type": "m.room.message", "content": {"msgtype": "m.key.verification.request"}}, "request"),
        ({"type": "m.room.message", "content": {"msgtype": "m.text"}}, ""),
        ({"type": "m.room.message", "content": None}, ""),
        ({"type": "m.room.message", "content": {"msgtype": ["m.key.verification.request"]}}, ""),
        ({"type": None, "content": {}}, ""),
        ({}, ""),
    ],
)
def test_events_of_verification_are_told_from_others(source: dict[str, Any], kind: str) -> None:
    assert kind_of(source) == kind


@pytest.mark.parametrize("sender", ["@an1:relais.test", "@sofie.janssens:zorg.be", "@mohamed_benali_1984:care.test"])
def test_request_is_neither_a_question_nor_user_data(sender: str) -> None:
    """The guard reads every text in a room; a request that it took away could not be answered."""
    body = (
        f"{sender} is requesting to verify your key, but your client does not support in-chat key verification. "
        "You will need to use legacy key verification to verify keys."
    )
    room = RoomInfo("!direct", RoomKind.DIRECT, None, True, 2)
    sent_at = datetime.fromtimestamp(0, UTC)
    message = Message("$e", room, sender, body, sent_at, msgtype="m.key.verification.request")
    assert intent(message) == NOTHING
    assert check(body).findings == ()


@pytest.mark.parametrize(
    ("age", "fresh"), [(0, True), (599, True), (601, False), (-299, True), (-301, False), (None, False)]
)
def test_request_is_void_when_old_or_from_the_future(
    age: float | None, fresh: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    told = None if age is None else int((1_000_000 - age) * 1000)
    assert is_fresh({"origin_server_ts": told}, {}, "!room") is fresh
    assert is_fresh({}, {"timestamp": told}, None) is fresh


def test_agreement_is_the_one_that_binds_both_keys() -> None:
    assert AGREEMENT == "curve25519-hkdf-sha256"


# --- with Element's engine ---


async def served_with(lab: Lab, *names: str) -> Bot:
    settings = await asyncio.to_thread(lab.settings)
    users = tuple(f"@{name}{lab.number}:{lab.homeserver.server_name}" for name in names)
    return await lab.bot(dataclasses.replace(settings, verify_with=users))


@pytest.mark.parametrize("road", ["room", "device"])
async def test_administrator_verifies_the_running_bot(
    lab: Lab, element: MakeElement, road: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = await served_with(lab, "an")
    an = await element("an")
    await an.do("make_identity")
    room = (await an.do("open_room", user=bot.user_id))["room"]
    assert not (await an.do("trusts", user=bot.user_id, device=bot.client.device_id))["user"]

    if road == "room":
        await an.do("ask_in_room", user=bot.user_id, room=room)
    else:
        await an.do("ask_device", user=bot.user_id, device=bot.client.device_id)
    await an.do("begin")
    shown = await an.do("shown")
    numbers = " ".join(str(number) for number in shown["decimal"])
    logged: list[str] = []

    def in_the_log() -> bool:  # the bot sends its half first, and then writes
        logged.append(capsys.readouterr().out)
        return numbers in "".join(logged)

    await until(in_the_log)
    told = (await an.do("told", user=bot.user_id, room=room, words=numbers))["body"]
    assert all(symbol in told for symbol in shown["emoji"])
    await an.do("confirm")

    assert await an.do("ended") == {"done": True, "code": None}
    own = bot.client._client
    assert own
    assert own.olm
    assert own.olm.key_verifications == {}  # nio's half would have cancelled it
    await an.do("comes_to_trust", user=bot.user_id)
    assert (await an.do("trusts", user=bot.user_id, device=bot.client.device_id))["device"] is True
    seen = await asyncio.to_thread(keys_seen_by, lab, "relais", an.user_id)
    assert bot.user_id not in seen["master_keys"][an.user_id].get("signatures", {})  # nobody looked at the bot's side


async def test_nothing_is_verified_when_the_administrator_says_no(lab: Lab, element: MakeElement) -> None:
    bot = await served_with(lab, "an")
    an = await element("an")
    await an.do("make_identity")
    room = (await an.do("open_room", user=bot.user_id))["room"]
    await an.do("ask_in_room", user=bot.user_id, room=room)
    await an.do("begin")
    await an.do("shown")
    await an.do("mismatch")
    assert (await an.do("ended"))["done"] is False
    assert not (await an.do("trusts", user=bot.user_id, device=bot.client.device_id))["user"]
    # and it can be begun anew
    await an.do("forget")
    await an.do("ask_in_room", user=bot.user_id, room=room)
    await an.do("begin")
    await an.do("shown")
    await an.do("confirm")
    assert (await an.do("ended"))["done"] is True


@pytest.mark.parametrize("road", ["room", "device"])
async def test_others_are_told_no(lab: Lab, element: MakeElement, road: str) -> None:
    bot = await served_with(lab, "an")
    stranger = await element("stranger")
    await stranger.do("make_identity")
    room = (await stranger.do("open_room", user=bot.user_id))["room"]
    if road == "room":
        await stranger.do("ask_in_room", user=bot.user_id, room=room)
    else:
        await stranger.do("ask_device", user=bot.user_id, device=bot.client.device_id)
    assert await stranger.do("ended") == {"done": False, "code": "m.user"}


async def test_operator_and_administrator_trust_each_other_after_comparing(lab: Lab, element: MakeElement) -> None:
    settings = await asyncio.to_thread(lab.settings)
    an = await element("an")
    await an.do("make_identity")
    on_terminal: list[Code] = []
    said: list[str] = []
    agreed = asyncio.Event()

    async def show(user_id: str, code: Code) -> bool:
        on_terminal.append(code)
        await agreed.wait()
        return True

    command = asyncio.create_task(verify(settings, an.user_id, show, said.append))
    await an.do("be_asked", user=settings.user_id)
    await an.do("let_begin")
    screen = await an.do("shown")
    await until(lambda: on_terminal)
    assert screen["emoji"] == [symbol for symbol, _ in on_terminal[0].emoji]
    assert tuple(screen["decimal"]) == on_terminal[0].decimals
    agreed.set()
    await an.do("confirm")

    assert await command is True
    assert (await an.do("ended"))["done"] is True
    bot = await lab.bot(settings)
    await an.do("comes_to_trust", user=bot.user_id)
    token = bot.token
    keys = await asyncio.to_thread(
        lab.homeserver.request,
        "POST",
        "/_matrix/client/v3/keys/query",
        {"device_keys": {an.user_id: []}},
        token=token,
    )
    own = KeyFile(settings.folder, bot.user_id).load().public()["user_signing_key"]
    assert is_signed(keys["master_keys"][an.user_id], bot.user_id, public_key(own))


async def test_command_shows_the_emoji_on_the_terminal_and_asks(lab: Lab, element: MakeElement) -> None:
    settings = await asyncio.to_thread(lab.settings)
    config = lab.folder / "config.toml"
    config.write_text(f'[matrix]\nhomeserver = "{settings.homeserver}"\nuser_id = "{settings.user_id}"\n')
    an = await element("an")
    await an.do("make_identity")
    options = ("--config", str(config), "--data", str(settings.data_dir))
    command = [sys.executable, "-m", "bot.cli", *options, "trust", "verify", an.user_id]
    ours, theirs = pty.openpty()
    environ = {**os.environ, "RELAIS_PASSWORD": str(settings.password)}
    process = await asyncio.create_subprocess_exec(*command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ)
    os.close(theirs)
    said = bytearray()

    def listen() -> None:
        try:
            while data := os.read(ours, 4096):
                said.extend(data)
        except OSError:  # the other end is closed
            pass

    listening = asyncio.create_task(asyncio.to_thread(listen))
    await an.do("be_asked", user=settings.user_id)
    await an.do("let_begin")
    screen = await an.do("shown")
    await until(lambda: b"see the same?" in said)
    assert " ".join(str(number) for number in screen["decimal"]) in said.decode()
    os.write(ours, b"y\n")
    await an.do("confirm")
    status = await process.wait()
    await listening
    os.close(ours)
    assert status == 0, said.decode()
    assert f"has signed the master key of {an.user_id}" in said.decode()
    assert (await an.do("ended"))["done"] is True


async def test_operator_who_sees_other_emoji_signs_nothing(lab: Lab, element: MakeElement) -> None:
    settings = await asyncio.to_thread(lab.settings)
    an = await element("an")
    await an.do("make_identity")

    async def show(user_id: str, code: Code) -> bool:
        return False

    command = asyncio.create_task(verify(settings, an.user_id, show, lambda _: None))
    await an.do("be_asked", user=settings.user_id)
    await an.do("let_begin")
    with pytest.raises(TrustError, match="mismatched_sas"):
        await command
    assert await an.do("ended") == {"done": False, "code": "m.mismatched_sas"}


async def test_what_is_asked_while_the_operator_compares_is_answered_later(lab: Lab, element: MakeElement) -> None:
    bot = await lab.bot()
    settings = bot.settings
    person = await lab.person("bob")
    room_id = await person.make_room(bot.user_id, is_direct=True)
    await person.joined_by(bot.user_id, room_id)
    await bot.stop()
    an = await element("an")
    await an.do("make_identity")

    async def show(user_id: str, code: Code) -> bool:
        await person.say(room_id, "en intussen?")
        return True

    command = asyncio.create_task(verify(settings, an.user_id, show, lambda _: None))
    await an.do("be_asked", user=settings.user_id)
    await an.do("let_begin")
    await an.do("shown")
    await an.do("confirm")
    assert await command is True
    await lab.bot(settings)
    await until(lambda: person.texts(room_id, bot.user_id) == ["echo en intussen?"])


async def test_verified_bot_stays_verified_when_its_disk_is_lost_and_restored(lab: Lab, element: MakeElement) -> None:
    bot = await served_with(lab, "an")
    key = new_key()
    await trust_office.backup(bot.settings, key, replace=False)
    an = await element("an")
    await an.do("make_identity")
    room = (await an.do("open_room", user=bot.user_id))["room"]
    await an.do("ask_in_room", user=bot.user_id, room=room)
    await an.do("begin")
    await an.do("shown")
    await an.do("confirm")
    assert (await an.do("ended"))["done"] is True
    await an.do("comes_to_trust", user=bot.user_id)
    await bot.stop()

    for path in bot.settings.folder.iterdir():
        path.unlink()
    device = await trust_office.restore(bot.settings, to_text(key))

    trusted = await an.do("trusts", user=bot.user_id, device=device)
    assert trusted == {"user": True, "was": True, "changed": False, "device": True}
    await trust_office.reset(bot.settings)
    changed = await an.do("trusts", user=bot.user_id, device=device)
    assert changed["user"] is False
    assert changed["changed"] is True
