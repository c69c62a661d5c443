"""Somebody at a browser: signs in, opens rooms, writes, clicks on reactions, and has pictures taken of it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Locator, Page, expect

WIDE = (1100, 750)
PHONE = (390, 800)
PATIENCE = 45_000.0
"""Milliseconds until something has to be on the screen: the bot is quick, a busy machine is not."""
COLOURS = 160
"""A screen of text needs no more, and takes half of the bytes."""

_MESSAGE = ".Timeline_message:not(.disabled)"
"""A message; what it answers to is quoted in it as a disabled one."""

_TO_THE_END = """() => {
  for (const timeline of document.querySelectorAll(".Timeline_scroller")) timeline.scrollTop = timeline.scrollHeight;
  for (const day of document.querySelectorAll(".DateHeader")) day.style.position = "static";
}"""
"""The newest is shown, and the day's name does not lie over what is said."""

_DARK = """() => {
  const sheet = document.querySelector("link[rel=stylesheet]");
  sheet.href = sheet.href.replace("light", "dark");
}"""


@dataclass
class Sitting:
    """One person's page. `folder` takes the pictures, each named `NAME.LANGUAGE.png`."""

    page: Page
    folder: Path
    language: str
    taken: list[str] = field(default_factory=list)

    async def sign_in(self, name: str, password: str) -> None:
        await self.page.fill("#username", name)
        await self.page.fill("#password", password)
        await self.page.click("button[type=submit]")
        await expect(self.page.locator(".RoomList li").first).to_be_visible(timeout=PATIENCE)

    def listed(self, room: str | re.Pattern[str]) -> Locator:
        """The room's line in the list, whose name is exactly `room`; of several with such a name the first."""
        return self.page.locator(".RoomList li").filter(has=self.page.get_by_text(room, exact=True)).first

    async def open(self, room: str | re.Pattern[str]) -> None:
        await self.listed(room).click(timeout=PATIENCE)
        await expect(self.page.locator(".middle-header h2")).to_have_text(room, timeout=PATIENCE)

    async def join(self, room: str | re.Pattern[str]) -> None:
        """Accept the invitation."""
        await self.open(room)
        await self.page.get_by_role("button", name="Accept").click()
        await expect(self.page.locator(".Timeline")).to_be_visible(timeout=PATIENCE)

    @property
    def composer(self) -> Locator:
        return self.page.locator(".MessageComposer textarea")

    async def say(self, text: str) -> None:
        await self.composer.fill(text)
        await self.composer.press("Enter")

    def message(self, text: str) -> Locator:
        """The last message with `text` in what it says itself, not in what it answers to."""
        return self.page.locator(_MESSAGE).filter(has_text=text).last

    async def sees(self, text: str) -> Locator:
        message = self.message(text)
        await expect(message).to_be_visible(timeout=PATIENCE)
        return message

    async def hears(self, text: str) -> Locator:
        """The last message of all, once it says `text`: the next question of several."""
        last = self.page.locator(_MESSAGE).last
        await expect(last).to_contain_text(text, timeout=PATIENCE)
        return last

    async def click_on(self, emoji: str, text: str) -> None:
        """The reaction `emoji` that already stands under the message with `text`."""
        await (await self.reaction(emoji, text)).click(timeout=PATIENCE)

    async def reaction(self, emoji: str, text: str) -> Locator:
        """The reaction under that message, once it is there."""
        message = await self.sees(text)
        button = message.locator(".Timeline_messageReactions button").filter(has_text=emoji)
        await expect(button).to_be_visible(timeout=PATIENCE)
        return button

    async def resize(self, size: tuple[int, int]) -> None:
        await self.page.set_viewport_size({"width": size[0], "height": size[1]})
        await self.page.wait_for_timeout(500)  # until the lines are broken anew

    async def dark(self) -> None:
        """The client's dark theme, as its settings would choose it."""
        await self.page.evaluate(_DARK)

    async def picture(self, name: str, *, top: Locator | None = None) -> None:
        """What is on the screen, in few colours: a documentation of pictures stays small. The newest message is on
        it, or the beginning of the message `top`."""
        await self.page.mouse.move(0, 0)
        await self.page.evaluate(_TO_THE_END)
        if top is not None:
            await top.evaluate("message => message.scrollIntoView()")
        await self.page.wait_for_timeout(400)  # a client scrolls a moment after it wrote
        shot = Image.open(io.BytesIO(await self.page.screenshot(animations="disabled", caret="hide")))
        path = self.folder / f"{name}.{self.language}.png"
        shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        self.taken.append(path.name)


async def sit_down(
    browser: Browser, url: str, folder: Path, language: str, *, theme: str = "light", size: tuple[int, int] = WIDE
) -> Sitting:
    """A browser of its own, with nothing in it yet."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale={"nl": "nl-BE", "fr": "fr-BE"}[language],
        timezone_id="Europe/Brussels",
    )
    page = await context.new_page()
    await page.goto(f"{url}/{theme}?{language}")
    await expect(page.locator("#username")).to_be_visible(timeout=PATIENCE)
    return Sitting(page, folder, language)
