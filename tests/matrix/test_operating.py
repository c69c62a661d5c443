"""What an operator leans on: the health page, the alarm, a quick stop."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from bot.demo.ports import free_port
from bot.errors import BotError
from bot.health import HealthPage, Pulse
from bot.metrics import Metrics, Vitals
from bot.ports import Message
from tests.bot.conftest import message
from tests.matrix.people import PATIENCE, Lab, until

WELL = Vitals(
    sync_age=1.0, outbox_age=None, inbox_waiting=0, syncs=3, sync_failures=0, generation=2, generation_age=60.0
)


def fetch(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


async def page_says(port: int, path: str, *parts: str) -> None:
    """Wait until a page, answered with 200, holds all this."""
    async with asyncio.timeout(PATIENCE):
        status, body = 0, ""
        while status != 200 or not all(part in body for part in parts):
            status, body = await asyncio.to_thread(fetch, port, path)
            await asyncio.sleep(0.05)


class Patient:
    """Vitals that a test changes, and a clock."""

    def __init__(self) -> None:
        self.vitals = WELL
        self.now = 0.0

    def __call__(self) -> Vitals:
        return self.vitals

    def pulse(self) -> Pulse:
        return Pulse(self, 300.0, lambda: self.now)


@pytest.mark.parametrize(
    ("vitals", "after", "well"),
    [
        (WELL, 0.0, True),
        (replace(WELL, outbox_age=299.0), 0.0, True),
        (replace(WELL, outbox_age=301.0), 0.0, False),
        (replace(WELL, sync_age=301.0), 0.0, False),
        (replace(WELL, sync_age=None), 0.0, False),
        (replace(WELL, generation=0, generation_age=None), 0.0, True),
    ],
)
def test_well_is_who_hears_the_homeserver_and_gets_rid_of_its_answers(vitals: Vitals, after: float, well: bool) -> None:
    patient = Patient()
    patient.vitals, patient.now = vitals, after
    assert patient.pulse().well() is well


def test_alarm_is_logged_once_until_the_sync_moves_again() -> None:
    patient = Patient()
    pulse = patient.pulse()
    ages = [None, None, 1.0, 299.0, 301.0, 400.0, 2.0, 350.0]
    moments = [0.0, 301.0, 302.0, 600.0, 610.0, 720.0, 730.0, 1100.0]
    with capture_logs() as logs:
        for age, patient.now in zip(ages, moments, strict=True):
            patient.vitals = replace(WELL, sync_age=age)
            pulse.look()
    assert [(log["event"], log["log_level"]) for log in logs] == [
        ("sync_stalled", "error"),
        ("sync_moves_again", "info"),
        ("sync_stalled", "error"),
        ("sync_moves_again", "info"),
        ("sync_stalled", "error"),
    ]


async def test_page_tells_health_and_metrics() -> None:
    patient, port = Patient(), free_port()
    page = HealthPage(patient.pulse(), patient, port)
    await page.start()
    try:
        status, body = await asyncio.to_thread(fetch, port, "/healthz")
        assert (status, json.loads(body)["well"], json.loads(body)["generation_age"]) == (200, True, 60.0)
        patient.vitals = replace(WELL, sync_age=1000.0)
        assert (await asyncio.to_thread(fetch, port, "/healthz"))[0] == 503
        status, body = await asyncio.to_thread(fetch, port, "/metrics")
        found = {each.name: each.samples[0].value for each in text_string_to_metric_families(body) if each.samples}
        assert (found["relais_sync_stalled"], found["relais_generation"], found["relais_syncs"]) == (1.0, 2.0, 3.0)
        assert (await asyncio.to_thread(fetch, port, "/"))[0] == 404
        with pytest.raises(BotError, match="health_port is taken"):
            await HealthPage(patient.pulse(), patient, port).start()
    finally:
        await page.stop()
    assert await asyncio.to_thread(fetch, port, "/healthz") == (0, "")


async def test_no_port_no_page() -> None:
    page = HealthPage(Patient().pulse(), Patient(), 0)
    await page.start()
    await page.stop()


async def test_messages_are_counted_by_what_became_of_them_and_never_by_what_they_say() -> None:
    metrics = Metrics(lambda: WELL, lambda: False)

    async def handler(one: Message) -> bool:
        if one.body == "mevrouw Janssens breekt":
            raise ValueError(one.body)
        return one.body.startswith("!")

    counted = metrics.counted(handler)
    now = datetime.now(UTC)
    assert await counted(message("!vraag", sent_at=now))
    assert not await counted(message("dag mevrouw Janssens", sent_at=now))
    with pytest.raises(ValueError, match="breekt"):
        await counted(message("mevrouw Janssens breekt", sent_at=now))
    text = metrics.text().decode()
    counts = {
        sample.labels.get("outcome"): sample.value
        for family in text_string_to_metric_families(text)
        if family.name == "relais_messages"
        for sample in family.samples
        if sample.name.endswith("_total")
    }
    assert counts == {"dealt_with": 1.0, "left_alone": 1.0, "failed": 1.0}
    assert "Janssens" not in text


# --- the program as a service manager sees it ---


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `relais` with these arguments."""
    running: list[subprocess.Popen[bytes]] = []

    def relais(*arguments: str) -> subprocess.Popen[bytes]:
        running.append(subprocess.Popen([sys.executable, "-m", "bot.cli", *arguments], stderr=subprocess.DEVNULL))
        return running[-1]

    yield relais
    for process in running:
        process.kill()
        process.wait()


async def test_run_serves_its_health_page_and_ends_within_ten_seconds_of_sigterm(
    lab: Lab, tmp_path: Path, start: Start
) -> None:
    asker = await lab.person("an")
    settings, port = lab.settings(), free_port()
    room = await asker.make_room(settings.user_id)
    (tmp_path / "password").write_text(str(settings.password))
    config = tmp_path / "config.toml"
    config.write_text(
        f'[matrix]\nhomeserver = "{settings.homeserver}"\nuser_id = "{settings.user_id}"\n'
        f'password_file = "{tmp_path / "password"}"\n[zones.noord]\nrooms = ["{room}"]\n'
        f"[operating]\nhealth_port = {port}\n"
    )
    data = str(settings.data_dir)
    process = start("--config", str(config), "--data", data, "run")
    await asker.joined_by(settings.user_id, room)
    await asker.say(room, "!hulp")
    await until(lambda: asker.texts(room, settings.user_id))

    # The asker sees an answer before the bot hears that it was sent.
    await page_says(port, "/healthz", '"well": true', '"outbox_age": null')
    await page_says(port, "/metrics", 'relais_messages_total{outcome="dealt_with"} 1.0')
    assert await asyncio.to_thread(start("--data", data, "backup", str(tmp_path / "b.tar")).wait) == 0
    process.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(process.wait, 10) == 0


async def test_run_that_waits_for_its_homeserver_is_not_well_and_ends_at_once(tmp_path: Path, start: Start) -> None:
    port = free_port()
    (tmp_path / "password").write_text("secret")
    config = tmp_path / "config.toml"
    config.write_text(
        f'[matrix]\nhomeserver = "http://127.0.0.1:{free_port()}"\nuser_id = "@relais:x"\n'
        f'password_file = "{tmp_path / "password"}"\n[operating]\nhealth_port = {port}\n'
    )
    process = start("--config", str(config), "--data", str(tmp_path / "data"), "run")
    answer = (0, "")
    while answer[0] == 0:
        assert process.poll() is None
        answer = await asyncio.to_thread(fetch, port, "/healthz")
    assert (answer[0], json.loads(answer[1])["sync_age"]) == (503, None)
    process.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(process.wait, 10) == 0
