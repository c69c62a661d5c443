"""The whole bot as `relais run` starts it, but with the faulty guard. usage: canary_bot.py CONFIG.toml DATA"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from bot.app import serve
from bot.config_file import load
from bot.logs import configure
from bot.matrix_settings import matrix_settings

FAULTY = (sys.executable, "-m", "tests.matrix.canary_guard")

if __name__ == "__main__":
    config = load(Path(sys.argv[1]), dict(os.environ))
    configure(config.logging)
    asyncio.run(serve(config, matrix_settings(config, Path(sys.argv[2]), os.environ), guard_command=FAULTY))
