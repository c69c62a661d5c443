# Two commands do everything: `make demo` and `make test`. Both install first what they need into .venv.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared

.PHONY: install demo test lint types imports unit bench tour model docs clean

install: .venv/installed

# pip, not uv or poetry: only pip finds the CPU build of torch where the machine keeps it.
.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Relais needs Python 3.11 or newer; say which: make PYTHON=python3.12 demo" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[demo,dev]'
	@touch $@

demo: install
	@$(BIN)/relais demo

test: lint types imports unit

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports

unit: install
	$(BIN)/pytest

# Figures, never verdicts: each benchmark prints what it measured beside something to compare with.
bench: install
	@for script in $(filter-out %bench_soak.py,$(wildcard tests/benchmarks/bench_*.py)); do echo "== $$script"; PYTHONPATH=. $(BIN)/python $$script || exit 1; done

# The pictures of docs/tour, made anew: a homeserver, the bot, and a newcomer in Chromium. Needs chromium and npm.
tour: install
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[demo,dev,browser]'
	PYTHONPATH=. $(BIN)/python -m tests.browser.make_tour

clean:
	rm -rf .venv relais-data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
