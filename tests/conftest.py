"""What holds for every test."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long forms of tests too: minutes instead of seconds")
    parser.addoption("--browser", action="store_true", help="walk the tour in a browser too: needs .[browser] and npm")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for name, reason in {"long": "takes minutes", "browser": "needs Chromium and npm"}.items():
        if config.getoption(f"--{name}"):
            continue
        for item in items:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"{reason}: --{name}"))
