"""Sources of the configuration: pulled, shown in the admins' room when something changes, silent otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.config import Config
from bot.config_file import parse
from bot.errors import ConfigError
from bot.sources import Sources
from bot.store import Store
from bot.store_ingests import IngestStore
from tests.bot.admin_room import ROOM, AdminRoom, some, table
from tests.bot.conftest import NOW


@dataclass
class Publisher:
    """A web server with one file."""

    data: bytes = b""
    etag: str = '"1"'
    status: int = 200
    asked: list[str | None] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.headers.get("If-None-Match"))
        if self.status != 200:
            return web.Response(status=self.status)
        if request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304)
        return web.Response(body=self.data, headers={"ETag": self.etag})


@pytest.fixture
async def publisher(unused_tcp_port_factory: Callable[[], int]) -> AsyncIterator[Publisher]:
    made = Publisher()
    app = web.Application()
    app.router.add_get("/lijst.csv", made.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = unused_tcp_port_factory()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    made.url = f"http://127.0.0.1:{port}/lijst.csv?token=geheim"
    yield made
    await runner.cleanup()


def room(folder: Path, url: str, **more: object) -> AdminRoom:
    return AdminRoom(folder, Config.model_validate({"sources": [{"url": url, **more}]}))


async def pull(admin: AdminRoom) -> None:
    """What the schedule does at the source's hour."""
    (job,) = [one for one in admin.feature.jobs if one.name.startswith("source ")]
    admin.moment += timedelta(days=7)
    await job.run(admin.moment)
    await admin.settled()


async def test_changed_source_waits_for_a_click_and_an_unchanged_one_is_silent(
    tmp_path: Path, publisher: Publisher
) -> None:
    admin = room(tmp_path, publisher.url)
    publisher.data = table(*some(2))
    await pull(admin)
    opening, shown = admin.messenger.spoken[0], admin.waiting()
    assert "De bron lijst.csv is opgehaald" in opening.text
    assert shown.thread_root == opening.handle
    assert "lijst.csv: 2 nieuw" in shown.text
    assert admin.services() == {}
    await admin.click(shown)
    assert len(admin.services()) == 2

    said = len(admin.messenger.spoken)
    await pull(admin)
    assert publisher.asked == [None, '"1"']
    publisher.etag = '"2"'  # marked anew, but the same file
    await pull(admin)
    assert len(admin.messenger.spoken) == said

    publisher.data, publisher.etag = table(*some(3)), '"3"'
    await pull(admin)
    assert "1 nieuw" in admin.waiting().text
    await admin.stop()


async def test_agreement_after_a_restart_pulls_again_and_applies_only_what_was_shown(
    tmp_path: Path, publisher: Publisher
) -> None:
    admin = room(tmp_path, publisher.url)
    publisher.data = table(*some(2))
    await pull(admin)
    shown = admin.waiting()
    await admin.stop()
    admin.start()
    publisher.data, publisher.etag = table(*some(3)), '"2"'
    await admin.click(shown)
    assert admin.services() == {}
    assert "3 nieuw" in admin.waiting().text
    await admin.click(admin.waiting())
    assert len(admin.services()) == 3
    await admin.stop()


async def test_failure_is_told_once_until_it_is_another_one(tmp_path: Path, publisher: Publisher) -> None:
    admin = room(tmp_path, publisher.url)
    publisher.status = 503
    await pull(admin)
    await pull(admin)
    (told,) = admin.messenger.texts(ROOM)
    assert "fout 503" in told
    assert "erreur 503" in told
    assert "geheim" not in told
    publisher.status = 404
    await pull(admin)
    assert "fout 404" in admin.messenger.texts(ROOM)[-1]
    publisher.status, publisher.data = 200, table(*some(1))
    await pull(admin)
    publisher.status = 404
    await pull(admin)
    assert len([text for text in admin.messenger.texts(ROOM) if "fout 404" in text]) == 2
    assert b"geheim" not in (tmp_path / "bot.sqlite").read_bytes()
    await admin.stop()


@pytest.mark.parametrize(
    ("content", "settings", "expected"),
    [
        (b"x" * 1_100_000, {}, "te groot"),
        (b"naam;telefoon\nx;1\n", {}, "vind deze kolom niet: id"),
        (table(*some(1)), {"format": "hsds"}, "dit is csv"),
        (None, {}, "het bestand is er niet"),
    ],
)
async def test_file_that_is_no_repertory_is_a_failure(
    tmp_path: Path, content: bytes | None, settings: dict[str, object], expected: str
) -> None:
    path = tmp_path / "bron.csv"
    if content is not None:
        path.write_bytes(content)
    values = {"sources": [{"url": str(path), **settings}], "ingest": {"file_megabytes": 1}}
    admin = AdminRoom(tmp_path, Config.model_validate(values))
    await pull(admin)
    (told,) = admin.messenger.texts(ROOM)
    assert expected in told
    await admin.stop()


async def test_file_of_a_folder_is_read_with_its_own_mapping(tmp_path: Path) -> None:
    path = tmp_path / "bron.csv"
    path.write_bytes(b"Sleutel;Titel\nT-1;Dienst\n")
    admin = room(tmp_path, str(path), mapping={"Sleutel": "id", "Titel": "name_nl"}, name="De regio")
    await pull(admin)
    assert "De regio: 1 nieuw" in admin.waiting().text
    await admin.click(admin.waiting())
    assert admin.services()["T-1"].name_nl == "Dienst"
    await admin.stop()


async def test_of_two_sources_none_removes_what_the_other_says(tmp_path: Path) -> None:
    for number, name in enumerate(("een.csv", "twee.csv")):
        (tmp_path / name).write_bytes(table(*some(4)[2 * number : 2 * number + 2]))
    sources = [{"url": str(tmp_path / name)} for name in ("een.csv", "twee.csv")]
    admin = AdminRoom(tmp_path, Config.model_validate({"sources": sources}))
    for job in admin.feature.jobs[1:]:
        await job.run(admin.moment)
        await admin.settled()
        assert "2 nieuw, 0 gewijzigd, 0 weg" in admin.waiting().text
        await admin.click(admin.waiting())
    assert len(admin.services()) == 4
    await admin.stop()


async def test_address_that_does_not_answer_is_unreachable(tmp_path: Path, unused_tcp_port: int) -> None:
    admin = room(tmp_path, f"http://127.0.0.1:{unused_tcp_port}/x.csv")
    await pull(admin)
    assert "ik krijg geen antwoord" in admin.messenger.last(ROOM).text
    await admin.stop()


def test_two_pulls_of_a_source_have_keys_without_its_address(tmp_path: Path) -> None:
    config = Config.model_validate({"sources": [{"url": "https://example.org/a.csv?key=geheim"}]})
    store = Store(tmp_path / "bot.sqlite")
    sources = Sources(config, IngestStore(store))
    first, second = (sources.key(config.sources[0], NOW + timedelta(days=day)) for day in (0, 7))
    assert first != second
    assert "geheim" not in first
    assert sources.of(first) is config.sources[0]
    assert sources.of("$file") is None
    store.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[[sources]]\nurl = "ftp://x/a.csv"', "https://"),
        ('[[sources]]\nurl = "https://x/a.csv"\nschedule = "soms"', "crontab"),
        ('[[sources]]\nurl = "https://x/a.csv"\nshedule = "0 6 * * *"', "perhaps schedule is meant"),
    ],
)
def test_source_that_cannot_be_is_refused_with_what_is_expected(text: str, expected: str) -> None:
    with pytest.raises(ConfigError, match="sources") as refused:
        parse(text, "config.toml")
    assert expected in str(refused.value)
