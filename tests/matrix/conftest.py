"""One real homeserver per session, people with encrypting clients, and bots made of bot.matrix."""

from __future__ import annotations

import asyncio
import importlib.util
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bot.demo.homeserver import Homeserver
from tests.matrix.element import Element, install
from tests.matrix.people import PATIENCE, Lab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "lab" in getattr(item, "fixturenames", ()):
            item.add_marker("matrix")


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    if importlib.util.find_spec("synapse") is None:
        pytest.skip("needs the homeserver: pip install .[demo]")
    with Homeserver(tmp_path_factory.mktemp("homeserver")) as server:
        yield server


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    """Every test has accounts of its own on the one homeserver."""
    return itertools.count(1)


@pytest.fixture
async def lab(homeserver: Homeserver, tmp_path: Path, numbers: Iterator[int]) -> AsyncIterator[Lab]:
    """Makes people, rooms and bots, and closes them all."""
    lab = Lab(homeserver, tmp_path, next(numbers))
    yield lab
    async with asyncio.timeout(PATIENCE):
        await lab.close()


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder with node_modules of the strict Matrix client."""
    return install()


@pytest.fixture
async def element(lab: Lab, packages: Path) -> AsyncIterator[Callable[[str], Awaitable[Element]]]:
    """Makes people who use Element's engine, signed in; an existing account gets one more device."""
    made: list[Element] = []

    async def make(name: str) -> Element:
        account = await asyncio.to_thread(lab.account, name)
        person = Element(packages, lab.homeserver.url, account)
        made.append(person)
        await person.start()
        return person

    yield make
    for person in made:
        await person.close()
