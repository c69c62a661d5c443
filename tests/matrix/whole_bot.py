"""The bot as an operator runs it, in a process of its own, to be killed and started again."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.demo import children
from tests.matrix.people import Lab


class WholeBot:
    """`relais run` with `settings` (TOML) added to what the homeserver needs. `now`: where its clock begins."""

    def __init__(self, lab: Lab, folder: Path, settings: str, *, now: str = "") -> None:
        account = lab.account("relais")
        self.user_id = account.user_id
        self.folder = folder
        self.now = now
        secret = folder / "password"
        secret.touch(0o600)
        secret.write_text(account.password)
        head = (
            f'[matrix]\nhomeserver = "{lab.homeserver.url}"\nuser_id = "{account.user_id}"\n'
            f"password_file = {json.dumps(str(secret))}\n"
        )
        (folder / "config.toml").write_text(head + settings, encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def arguments(self) -> list[str]:
        now = ["--now", self.now] if self.now else []
        return [
            "-m",
            "bot.cli",
            "--config",
            str(self.folder / "config.toml"),
            "--data",
            str(self.folder / "data"),
            *now,
        ]

    async def start(self) -> None:
        with (self.folder / "bot.log").open("ab") as log:
            self._process = await asyncio.to_thread(
                children.start, [*self.arguments, "run"], folder=Path.cwd(), log=log
            )

    async def kill(self) -> None:
        """As a pulled plug does."""
        if self._process is not None:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
            self._process = None

    async def restart(self) -> None:
        await self.kill()
        await self.start()

    def log(self) -> str:
        return (self.folder / "bot.log").read_text(encoding="utf-8", errors="replace")

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            await asyncio.to_thread(children.stop, self._process, 12.0)
        if kind is not None and os.environ.get("RELAIS_SHOW_LOG"):
            print(self.log())
