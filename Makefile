# Everything is started from here. The machine needs Python 3.11 or newer, pip and make; uv brings the rest.

.DEFAULT_GOAL := help

PYTHON     ?= python3
UV_VERSION := 0.13.9
UV         := .cache/uv/bin/uv
VENV       := .venv
PY         := $(VENV)/bin/python
CODE       := $(wildcard src tests docs bench client tools)
WEB        := src/deskhand/web
TAILWIND   := $(VENV)/bin/tailwindcss --input $(WEB)/style/src.css --minify
PYTEST     := $(PY) -m pytest -n auto --dist worksteal

# Stamps: with an unchanged lock file nothing is asked of uv, so that a second start costs nothing.
UV_STAMP  := .cache/uv/installed-$(UV_VERSION)
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev

# uv works with the Python that is here, in our own .venv, whatever environment the caller is in.
export UV_PYTHON := $(PYTHON)
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := $(VENV)
# Compiled once at the install, so that no start has to: it halves the time to the first answer.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE
unexport VIRTUAL_ENV

.PHONY: help run test test-all check fmt css check-css words docs screenshots bench bench-ui bench-sdk clean install-dev install-servers

help: ## Show these targets.
	@echo 'make <target>; with another Python: make run PYTHON=python3.13'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN_STAMP) ## Install what is missing and serve a desk with demo data.
	@exec $(VENV)/bin/deskhand serve --demo

test: install-dev install-servers ## Run the tests, on SQLite and on a PostgreSQL of their own.
	@$(PYTEST) -m 'not full'

test-all: install-dev install-servers ## Run the tests and the long proofs.
	@$(PYTEST)

check: install-dev ## Check style, types, import order, house rules, generated files and the lock file.
	@$(PY) -m ruff check $(CODE)
	@$(PY) -m ruff format --check $(CODE)
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-logo
	@$(PY) -m pytest tests/house
	@$(PY) docs/generate.py --check
	@$(MAKE) --no-print-directory check-css
	@$(UV) lock --check

fmt: install-dev ## Format the code and mend what ruff can mend.
	@$(PY) -m ruff check --fix-only $(CODE)
	@$(PY) -m ruff format $(CODE)

css: install-dev ## Write the console's stylesheet anew, from web/style and the templates.
	@$(TAILWIND) --output $(WEB)/static/app.css >/dev/null

check-css: install-dev
	@mkdir -p .cache
	@$(TAILWIND) --output .cache/app.css >.cache/app.css.log 2>&1 || { cat .cache/app.css.log >&2; exit 1; }
	@cmp -s .cache/app.css $(WEB)/static/app.css || { echo 'static/app.css is old: run make css' >&2; exit 1; }

words: install-dev ## Gather the words of the pages for translation, and compile what is translated.
	@$(PY) -m tools.words

docs: install-dev ## Write the generated pages of docs/ anew.
	@$(PY) docs/generate.py

screenshots: install-dev install-servers ## Take pictures of every page into shots/ (ARGS="list ticket --axe").
	@$(PY) -m tools.screenshots $(ARGS)

bench: install-dev install-servers ## Measure beside the floor and another help desk (ARGS=--sizes: three sizes).
	@command -v wrk >/dev/null || { echo 'make bench needs wrk: apt-get install wrk' >&2; exit 1; }
	@$(PY) bench/run.py $(ARGS)

bench-ui: install-dev install-servers ## Measure the pages in a real browser and write bench/UI.md (ARGS=--tickets 10000).
	@$(PY) -m bench.ui $(ARGS)

bench-sdk: install-dev ## List 100,000 tickets through the SDK and by bare httpx, and write bench/SDK.md (ARGS=--tickets 5000).
	@$(PY) -m bench.sdk $(ARGS)

clean: ## Remove everything made here, except data/.
	@rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache dist shots
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

install-dev: $(DEV_STAMP)

install-servers:
	@tools/install-test-packages

# --target needs no python3-venv, and no Debian-managed Python refuses it.
$(UV_STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Deskhand needs Python 3.11 or newer as $(PYTHON); name another with PYTHON=...' >&2; exit 1; }
	@echo 'Fetching uv $(UV_VERSION)'
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
		--upgrade --target .cache/uv uv==$(UV_VERSION)
	@touch $@

# --inexact: `make run` takes away nothing that `make test` has installed.
$(RUN_STAMP): $(UV_STAMP) pyproject.toml uv.lock
	@echo 'Installing Deskhand into $(VENV)'
	@$(UV) sync --quiet --frozen --no-dev --inexact
	@touch $@

$(DEV_STAMP): $(UV_STAMP) pyproject.toml uv.lock
	@echo 'Installing Deskhand and its development tools into $(VENV)'
	@$(UV) sync --quiet --frozen
	@touch $@ $(RUN_STAMP)
