"""`make tour`: docs/tour/*.png, made by walking the way of a newcomer in a browser, in Dutch and in French.

The pictures of before stay until all new ones are there. Everything that was started ends, also after Ctrl-C.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from kb.models import Lang
from tests.browser.hydrogen import MissingClientError, Served, install
from tests.browser.sitting import Sitting, sit_down
from tests.browser.way import REFERRAL, Way
from tests.browser.world import ZONE, World

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NEWCOMERS: dict[Lang, str] = {"nl": "sofie", "fr": "yasmine"}
SECONDS = 600
PICTURES = Path(__file__).parents[2] / "docs" / "tour"


def chromium() -> str:
    """The path of a browser of this machine. Raises MissingClientError."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        raise MissingClientError("No Chromium on this machine: install the package chromium.")
    return found


async def walk(folder: Path, languages: tuple[Lang, ...] = ("nl", "fr")) -> list[str]:
    """Walk the way in each language with pictures into `folder`; their names. Raises when a step is not seen in time,
    after a last picture of what was there instead ("stuck")."""
    client, browser_path = install(), chromium()
    taken: list[str] = []
    async with World() as world, async_playwright() as playwright:
        # For root, as in containers, Chromium's sandbox does not start; it only ever sees our own loopback ports.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = await playwright.chromium.launch(executable_path=browser_path, args=arguments)
        try:
            with Served(client, world.homeserver.url) as served:
                referral = await _referral(browser, served.url, folder, world)
                moderator = await world.person("mo", f"zone/{ZONE}", f"moderators/{ZONE}", f"agenda/{ZONE}")
                for lang in languages:
                    asker = await sit_down(browser, served.url, folder, lang)
                    referral.language = lang
                    try:
                        await asker.sign_in(NEWCOMERS[lang], world.accounts[NEWCOMERS[lang]].password)
                        await Way(world, asker, referral, moderator, lang).all_of_it()
                    except BaseException:
                        await asker.picture("stuck")
                        await referral.picture("stuck-referral")
                        raise
                    taken += asker.taken
                    await asker.page.context.close()
                return taken + referral.taken
        finally:
            await browser.close()


async def _referral(browser: Browser, url: str, folder: Path, world: World) -> Sitting:
    """The zone's referral person, who is in the room of their own before anything is said there."""
    sitting = await sit_down(browser, url, folder, "nl")
    await sitting.sign_in("an", world.accounts["an"].password)
    await sitting.join(REFERRAL)
    return sitting


async def main() -> None:
    task = asyncio.current_task()
    assert task is not None
    for ending in (signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(ending, task.cancel)
    with tempfile.TemporaryDirectory(prefix="relais-pictures-") as name:
        folder = Path(name)
        try:
            async with asyncio.timeout(SECONDS):
                taken = await walk(folder)
        except BaseException:
            _keep_stuck(folder)
            raise
        _replace(folder, taken)


def _keep_stuck(folder: Path) -> None:
    """What was on the screen when a step was waited for in vain: the only thing to go by."""
    for picture in folder.glob("stuck*"):
        kept = Path(tempfile.gettempdir()) / f"relais-{picture.name}"
        shutil.copy(picture, kept)
        print(f"What was on the screen: {kept}", file=sys.stderr)


def _replace(folder: Path, taken: list[str]) -> None:
    """The new pictures for the old ones, now that all are there."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    for one in taken:
        shutil.copy(folder / one, PICTURES / one)
    kilobytes = sum(picture.stat().st_size for picture in PICTURES.glob("*.png")) >> 10
    print(f"{len(taken)} pictures in {PICTURES}, {kilobytes} kB")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except MissingClientError as error:
        sys.exit(str(error))
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit("Stopped; the pictures of before are still there.")
