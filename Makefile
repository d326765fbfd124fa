# Two commands for a fresh machine with Python 3.11+, make and git: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
OUT ?= build/demo

export OPENBLAS_NUM_THREADS ?= 1

.PHONY: help demo test test-long check lint bench docs lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Footwall needs Python 3.11 or newer; say which: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.lock requirements/build.lock pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/build.lock
	$(PIP) install --quiet --require-hashes -r requirements/runtime.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.runtime
	$(PIP) install --quiet --require-hashes -r requirements/dev.lock
	@touch $@

demo: $(VENV)/.runtime ## run the cascading floor on the embedded facts; prints where the report is
	$(BIN)/footwall run cascade --out $(OUT)
	@echo "Open the report: $(abspath $(OUT))/report.html"

test: $(VENV)/.dev ## run the tests, property tests with reduced draws
	$(BIN)/python -m pytest -m "not long"

test-long: $(VENV)/.dev ## run every test with full draws
	FOOTWALL_DRAWS=full $(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint ## lint, types, rooms, and every command that the documentation shows
	$(BIN)/python -m pytest -q tests/docs tests/test_readme.py tests/test_architecture.py

bench: $(VENV)/.dev ## measure the solver beside Ipopt, PATH and SciPy
	$(BIN)/python -m benchmarks

docs: $(VENV)/.dev ## build the documentation and run its snippets
	$(BIN)/python -m sphinx -W --keep-going -b html docs build/docs
	$(BIN)/python -m pytest -q tests/docs

lock: ## renew requirements/*.lock: versions and hashes, no addresses
	$(PYTHON) requirements/renew.py

clean: ## remove what make made
	rm -rf build $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
