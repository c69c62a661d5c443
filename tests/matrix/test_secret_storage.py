"""The identity survives the disk: kept on the homeserver, encrypted, and read by Element's own engine."""

from __future__ import annotations

import asyncio
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.errors import TrustError
from bot.matrix import trust_office
from bot.matrix.recovery_key import from_text, new_key, to_text
from bot.matrix.secret_storage import SECRETS, SecretStorage, decrypt, description, encrypt, fits
from bot.matrix.settings import MatrixSettings
from bot.matrix.signing import CrossSigningKeys
from bot.matrix.trust_account import Account
from bot.matrix.trust_keys import KeyFile
from bot.matrix.trust_report import findings, look
from tests.matrix.element import Element
from tests.matrix.people import Bot, Lab
from tests.matrix.test_trust import keys_seen_by

# The well-known key of RFC 7748 (Alice's), as matrix-js-sdk writes it in its own tests.
ALICE = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"
ALICE_TEXT = "EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d"
USER = "@relais:care.test"


# --- the recovery key ---


def test_known_recovery_key_is_read_and_written() -> None:
    assert from_text(ALICE_TEXT).hex() == ALICE
    assert to_text(bytes.fromhex(ALICE)) == ALICE_TEXT


def test_recovery_key_comes_back_from_its_text() -> None:
    key = new_key()
    text = to_text(key)
    assert from_text(text) == from_text(text.replace(" ", "")) == from_text(f"\n {text}\n") == key
    assert text.startswith("Es")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "EsTc",
        ALICE_TEXT[:-1],
        ALICE_TEXT + "1",
        ALICE_TEXT.replace("UE4d", "UE4e"),
        ALICE_TEXT.replace("LW2K", "LW2L"),
        ALICE_TEXT.replace("EsTc", "0sTc"),
        "1" + ALICE_TEXT,
        "z" * 100_000,
        "geheim wachtwoord",
    ],
)
def test_wrong_recovery_key_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(TrustError) as error:
        from_text(text)
    assert not text.strip() or text not in str(error.value)


# --- the encryption ---


def test_secret_comes_back_with_its_key_and_name_only() -> None:
    key = new_key()
    secret = encrypt("seed", key, "m.cross_signing.master")
    assert decrypt(secret, key, "m.cross_signing.master") == "seed"
    assert "seed" not in str(secret)
    for wrong_key, wrong_name in ((new_key(), "m.cross_signing.master"), (key, "m.cross_signing.self_signing")):
        with pytest.raises(TrustError):
            decrypt(secret, wrong_key, wrong_name)


@pytest.mark.parametrize("part", ["iv", "ciphertext", "mac"])
@pytest.mark.parametrize("value", ["", "AAAA", "not base64!", None])
def test_damaged_secret_is_refused(part: str, value: str | None) -> None:
    key = new_key()
    secret: dict[str, Any] = {**encrypt("seed", key, "x"), part: value}
    with pytest.raises(TrustError, match="damaged"):
        decrypt(secret, key, "x")


def test_two_encryptions_of_a_secret_differ() -> None:
    key = new_key()
    assert encrypt("seed", key, "x") != encrypt("seed", key, "x")


@pytest.mark.parametrize(
    ("change", "whole"),
    [
        ({}, True),
        ({"iv": None, "mac": None}, True),
        ({"mac": "AAAA"}, False),
        ({"iv": "AAAA"}, False),
        ({"iv": "§"}, False),
        ({"algorithm": "m.other"}, False),
    ],
)
def test_key_is_checked_against_its_description(change: dict[str, Any], whole: bool) -> None:
    key = new_key()
    assert fits(key, {**description(key), **change}) is whole


def test_key_does_not_fit_the_description_of_another() -> None:
    assert not fits(new_key(), description(new_key()))


# --- the storage, in memory ---


class Drawer:
    """Account data in memory, for one user."""

    user_id = USER

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.writes_left = 100

    async def call(self, method: str, path: str, body: Any = None, *, what: str) -> dict[str, Any]:
        kind = path.rpartition("/")[2]
        if method == "GET":
            return dict(self.data.get(kind, {}))
        if not self.writes_left:
            raise ConnectionError
        self.writes_left -= 1
        self.data[kind] = body
        return {}


async def test_backup_cut_short_at_any_point_leaves_one_that_works() -> None:
    old, new = new_key(), new_key()
    keys = CrossSigningKeys.generate(USER)
    for writes in range(8):
        drawer = Drawer()
        await SecretStorage(drawer).store(keys, old)
        drawer.writes_left = writes
        with pytest.raises(ConnectionError):
            await SecretStorage(drawer).store(keys, new)
        opened = []
        for key in (old, new):
            try:
                opened.append((await SecretStorage(drawer).fetch(USER, key)).seeds())
            except TrustError:
                continue
        assert opened == [keys.seeds()], writes


async def test_old_recovery_key_opens_nothing_after_a_new_backup() -> None:
    old, new, drawer = new_key(), new_key(), Drawer()
    keys = CrossSigningKeys.generate(USER)
    await SecretStorage(drawer).store(keys, old)
    before = dict(drawer.data)
    await SecretStorage(drawer).store(keys, new)

    with pytest.raises(TrustError, match="not the one"):
        await SecretStorage(drawer).fetch(USER, old)
    for kind in SECRETS.values():
        assert not set(drawer.data[kind]["encrypted"]) & set(before[kind]["encrypted"])


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (lambda data: data.clear(), "no backup"),
        (lambda data: data.pop("m.cross_signing.user_signing"), "no user-signing key"),
        (lambda data: data.update({"m.cross_signing.master": {"encrypted": "x"}}), "no master key"),
        (lambda data: data.update({"m.secret_storage.default_key": {"key": "x"}}), "not the one"),
        (lambda data: data.update({"m.secret_storage.default_key": {"key": 1}}), "no backup"),
    ],
)
async def test_backup_that_is_of_no_use_is_told(damage: Callable[[dict[str, Any]], None], word: str) -> None:
    key, drawer = new_key(), Drawer()
    await SecretStorage(drawer).store(CrossSigningKeys.generate(USER), key)
    damage(drawer.data)
    with pytest.raises(TrustError, match=word):
        await SecretStorage(drawer).fetch(USER, key)


# --- with the homeserver ---


async def backed_up(bot: Bot) -> str:
    key = new_key()
    await trust_office.backup(bot.settings, key, replace=False)  # while it runs
    return to_text(key)


def lose_the_disk(settings: MatrixSettings) -> None:
    shutil.rmtree(settings.folder)


async def test_identity_comes_back_after_the_disk_is_lost(lab: Lab) -> None:
    bot = await lab.bot()
    key = await backed_up(bot)
    await bot.stop()
    before = await asyncio.to_thread(keys_seen_by, lab, "an", bot.user_id)
    lost = bot.client.device_id
    lose_the_disk(bot.settings)

    device = await trust_office.restore(bot.settings, key)

    after = await asyncio.to_thread(keys_seen_by, lab, "an", bot.user_id)
    assert after["master_keys"] == before["master_keys"]
    assert device != lost
    path = KeyFile(bot.settings.folder, bot.user_id).path
    assert path.stat().st_mode & 0o777 == 0o600
    again = await lab.bot(bot.settings)
    assert again.client.device_id == device
    assert await again.client.trust.problems() == []


async def test_wrong_recovery_key_restores_nothing(lab: Lab) -> None:
    bot = await lab.bot()
    await backed_up(bot)
    await bot.stop()
    path = KeyFile(bot.settings.folder, bot.user_id).path
    path.unlink()

    with pytest.raises(TrustError, match="not the one of the backup"):
        await trust_office.restore(bot.settings, to_text(new_key()))
    assert not path.exists()


async def test_backup_of_an_identity_that_was_replaced_is_not_restored(lab: Lab) -> None:
    bot = await lab.bot()
    key = await backed_up(bot)
    await bot.stop()
    assert await trust_office.reset(bot.settings)
    file = KeyFile(bot.settings.folder, bot.user_id)
    file.path.unlink()

    with pytest.raises(TrustError, match=r"other keys than the backup .master, self-signing, user-signing."):
        await trust_office.restore(bot.settings, key)
    assert not file.exists()


async def test_second_backup_needs_a_word(lab: Lab) -> None:
    bot = await lab.bot()
    first = await backed_up(bot)
    with pytest.raises(TrustError, match="--replace"):
        await trust_office.backup(bot.settings, new_key(), replace=False)

    await trust_office.backup(bot.settings, second := new_key(), replace=True)

    async with Account(bot.settings) as account:
        storage = SecretStorage(account)
        assert (await storage.fetch(bot.user_id, second)).seeds()
        with pytest.raises(TrustError):
            await storage.fetch(bot.user_id, from_text(first))


async def test_other_keys_on_disk_are_not_written_over(lab: Lab) -> None:
    bot = await lab.bot()
    key = await backed_up(bot)
    await bot.stop()
    file = KeyFile(bot.settings.folder, bot.user_id)
    file.path.unlink()
    file.create(CrossSigningKeys.generate(bot.user_id))
    kept = file.path.read_bytes()

    with pytest.raises(TrustError, match="other keys than the backup"):
        await trust_office.restore(bot.settings, key)
    assert file.path.read_bytes() == kept


async def test_report_names_the_command_for_what_is_missing(lab: Lab) -> None:
    bot = await lab.bot()

    async def told() -> dict[str, tuple[bool, str]]:
        found = findings(await look(bot.settings))
        return {finding.what.partition(":")[0]: (finding.ok, finding.todo) for finding in found}

    first = await told()
    assert first["Identity"][0]
    assert first["Trust"][0]
    assert not first["Backup"][0]
    assert "relais trust backup" in first["Backup"][1]
    await backed_up(bot)
    assert (await told())["Backup"][0]
    KeyFile(bot.settings.folder, bot.user_id).path.unlink()
    gone = await told()
    assert not gone["Identity"][0]
    assert "relais trust restore" in gone["Identity"][1]
    assert gone["Trust"][0]


# --- on the command line ---


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


Relais = Callable[..., Awaitable[Ran]]


@pytest.fixture
async def relais(lab: Lab) -> Relais:
    """Runs `relais trust ...` for the bot of the lab in a process of its own."""
    settings = await asyncio.to_thread(lab.settings)
    config = lab.folder / "config.toml"
    config.write_text(f'[matrix]\nhomeserver = "{settings.homeserver}"\nuser_id = "{settings.user_id}"\n')

    async def run(*arguments: str, **environ: str) -> Ran:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "--config", str(config), "--data", str(settings.data_dir), "trust"),
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "RELAIS_PASSWORD": str(settings.password), **environ},
        )
        out, err = await process.communicate()
        assert "Traceback" not in err.decode()
        return Ran(process.returncode or 0, out.decode(), err.decode())

    return run


async def test_commands_bring_an_identity_back(lab: Lab, relais: Relais) -> None:
    bot = await lab.bot()
    key_file = lab.folder / "recovery-key"
    kept = await relais("backup", "--out", str(key_file))
    assert kept.status == 0, kept.err
    key = key_file.read_text().strip()
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key not in kept.out + kept.err
    shown = await relais("show")
    assert shown.status == 0, shown.out
    assert "✓ Trust" in shown.out
    for secret in KeyFile(bot.settings.folder, bot.user_id).load().seeds().values():
        assert secret not in shown.out

    running = await relais("restore", "--key-file", str(key_file))
    assert running.status == 1
    assert "Another Relais is running" in running.err
    await bot.stop()
    lose_the_disk(bot.settings)
    back = await relais("restore", RELAIS_RECOVERY_KEY=key)
    assert back.status == 0, back.err
    assert key not in back.out + back.err
    assert (await relais("show")).status == 0


async def test_recovery_key_never_goes_into_a_pipe(lab: Lab, relais: Relais) -> None:
    await lab.bot()
    refused = await relais("backup")
    assert refused.status == 1
    assert "--out" in refused.err
    existing = lab.folder / "existing"
    existing.write_text("mine")
    assert (await relais("backup", "--out", str(existing))).status == 1
    assert existing.read_text() == "mine"


async def test_recovery_key_file_of_a_backup_that_failed_is_removed(lab: Lab, relais: Relais) -> None:
    await backed_up(await lab.bot())
    path = lab.folder / "second"
    refused = await relais("backup", "--out", str(path))
    assert refused.status == 1
    assert "--replace" in refused.err
    assert not path.exists()


async def test_recovery_key_is_asked_for_on_a_terminal_only(relais: Relais) -> None:
    refused = await relais("restore")
    assert refused.status == 1
    assert "--key-file" in refused.err
    assert (await relais("restore", "--key-file", "/nowhere/key")).status == 1
    assert (await relais("restore", ALICE_TEXT)).status == 2


async def test_new_identity_needs_a_word_and_says_what_it_means(lab: Lab, relais: Relais) -> None:
    bot = await lab.bot()
    await bot.stop()
    before = await asyncio.to_thread(keys_seen_by, lab, "an", bot.user_id)
    refused = await relais("reset")
    assert refused.status == 1
    assert "verify it again" in refused.err
    assert await asyncio.to_thread(keys_seen_by, lab, "an", bot.user_id) == before

    done = await relais("reset", "--yes")

    assert done.status == 0, done.err
    after = await asyncio.to_thread(keys_seen_by, lab, "an", bot.user_id)
    assert after["master_keys"] != before["master_keys"]
    assert "relais trust backup" in done.out
    assert (bot.settings.folder / "cross-signing.json.replaced-1").stat().st_mode & 0o777 == 0o600
    again = await lab.bot(bot.settings)
    assert await again.client.trust.problems() == []


def test_recovery_key_is_shown_once_on_a_terminal(tmp_path: Path) -> None:
    """The terminal is real; only the homeserver is left out."""
    script = tmp_path / "show.py"
    script.write_text(
        "import sys\nfrom bot.matrix import trust_office\n"
        "async def backup(settings, key, *, replace):\n    pass\n"
        "trust_office.backup = backup\n"
        "from bot.cli import main\nmain()\n"
    )
    config = tmp_path / "config.toml"
    config.write_text('[matrix]\nhomeserver = "http://127.0.0.1:9"\nuser_id = "@relais:x.test"\n')
    command = [sys.executable, str(script), "--config", str(config), "--data", str(tmp_path / "d"), "trust", "backup"]
    status, said = _in_terminal(command)
    assert status == 0, said
    (line,) = [line for line in said.splitlines() if line.strip().startswith("Es")]
    assert len(from_text(line)) == 32


def _in_terminal(command: list[str]) -> tuple[int, str]:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    try:
        while data := os.read(ours, 4096):
            said += data
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
    return process.wait(), said.decode()


# --- with Element ---


async def test_element_reads_the_backup_and_takes_over_the_identity(
    lab: Lab, element: Callable[[str], Awaitable[Element]]
) -> None:
    bot = await lab.bot()
    key = await backed_up(bot)
    seeds = KeyFile(bot.settings.folder, bot.user_id).load().seeds()

    person = await element("relais")  # a person signs in as the bot
    opened = await person.do("open_secrets", key=key, names=list(SECRETS.values()))

    assert opened["fits"] is True
    assert opened["secrets"] == {SECRETS[name]: seed for name, seed in seeds.items()}
    taken = await person.do("take_identity", key=key)
    assert taken == {"ready": True, "masterKey": True, "selfSigningKey": True, "userSigningKey": True}
    assert await bot.client.trust.problems() == []


async def test_identity_that_element_backed_up_is_restored(
    lab: Lab, element: Callable[[str], Awaitable[Element]]
) -> None:
    settings = await asyncio.to_thread(lab.settings)
    person = await element("relais")
    await person.do("make_identity")
    key = (await person.do("make_secrets"))["key"]

    device = await trust_office.restore(settings, key)

    bot = await lab.bot(settings)
    assert bot.client.device_id == device
    assert await bot.client.trust.problems() == []
