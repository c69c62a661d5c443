"""`relais demo`, as a newcomer runs it: everything is real, and nothing is left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

pytest.importorskip("synapse", reason="the demo's homeserver is not installed (pip install .[demo])")

COMMAND = [sys.executable, "-c", "from bot.cli import main; main()", "demo", "--once"]


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        COMMAND,
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def descendants(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def assert_nothing_is_left(folder: Path, children: list[psutil.Process]) -> None:
    assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
    assert list(folder.iterdir()) == []


@pytest.mark.matrix
@pytest.mark.timeout(170)
def test_tour_shows_a_conversation_in_three_languages_and_leaves_nothing(tmp_path: Path) -> None:
    process = start(tmp_path)
    output, errors = process.communicate(timeout=160)
    assert process.returncode == 0, errors
    assert errors == ""
    answers = re.split(r"^🔒 ", output, flags=re.MULTILINE)[1:]
    assert len(answers) == 9
    assert "De Lantaarn" in answers[0]
    assert "Nez Retroussé" in answers[1]
    assert "L'Espace Parole" in answers[2]
    assert answers[3].split("Relais", 1)[1].lstrip().startswith("Oui")
    assert "268.000" in answers[4]
    assert "Luc Exemple" in answers[5], "a question without an answer ends with a person"
    assert "Vorming: in gesprek over schulden" in answers[6]
    assert "Table de concertation logement" in answers[7]
    assert "!vraag" in answers[8]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.matrix
@pytest.mark.timeout(120)
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_demo_leaves_nothing(tmp_path: Path, end: signal.Signals) -> None:
    process = start(tmp_path)
    children: list[psutil.Process] = []
    while len(children) < 2 and process.poll() is None:  # homeserver, then an ingest or the bot
        time.sleep(0.05)
        children = descendants(process)
    process.send_signal(end)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert_nothing_is_left(tmp_path, children)


@pytest.mark.matrix
@pytest.mark.timeout(120)
def test_a_killed_demo_takes_its_processes_with_it(tmp_path: Path) -> None:
    process = start(tmp_path)
    children: list[psutil.Process] = []
    while not children and process.poll() is None:
        time.sleep(0.05)
        children = descendants(process)
    process.kill()
    process.communicate(timeout=60)
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
