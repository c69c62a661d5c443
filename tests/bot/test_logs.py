"""Logs: one JSON object per line on standard error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from bot.config import LoggingSection
from bot.logs import configure


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_a_line_is_json_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LoggingSection())
    structlog.get_logger("x").info("answered", services=["s1"])
    out, err = capsys.readouterr()
    assert out == ""
    assert json.loads(err) | {"timestamp": ""} == {
        "event": "answered", "services": ["s1"], "level": "info", "timestamp": "",
    }  # fmt: skip


def test_what_is_below_the_level_is_not_said(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LoggingSection(level="warning"))
    structlog.get_logger("x").info("answered")
    structlog.get_logger("x").warning("away")
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("form", ["json", "console"])
def test_an_error_is_logged_without_its_text(
    capsys: pytest.CaptureFixture[str], form: Literal["json", "console"]
) -> None:
    configure(LoggingSection(format=form))
    try:
        raise ValueError("wat iemand schreef")
    except ValueError:
        structlog.get_logger("x").error("failed", exc_info=True)
    err = capsys.readouterr().err
    assert "failed" in err
    assert "wat iemand schreef" not in err
