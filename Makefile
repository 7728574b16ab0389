# Headwater. `make demo` shows it, `make test` checks it as CI does; `make help` lists the rest.
# Needs python3 (3.11 or later, with venv), node (20.19 or later, with npm) and make. Nothing is installed outside this folder.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

PYTHON ?= python3
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
DEMO_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/installed-runtime
DEV := $(VENV)/installed-dev
PACKAGE := $(VENV)/installed-package
NODE_MODULES := web/node_modules/.installed
PAGE := src/headwater/server/page/index.html
PAGE_SOURCES := src/headwater/standard/codes/countries.csv \
  $(shell find web \( -path web/node_modules -o -path web/dist -o -path web/tests \) -prune -o -type f -print 2>/dev/null)
# What the developers' list installs contains what the demo needs: whoever has the first needs no second.
LIBRARIES := $(if $(wildcard $(DEV)),$(DEV),$(if $(filter demo,$(MAKECMDGOALS)),$(RUNTIME),$(DEV)))
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
UV := build/lock/bin/uv pip compile --universal --python-version 3.11 --no-emit-index-url --generate-hashes --quiet

.PHONY: help setup demo test check lint types layers generated web unit browser page bench eval-articles docs lock clean

help: ## List the targets.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{printf "%-16s%s\n", $$1, $$2}'

setup: $(DEV) $(PACKAGE) $(NODE_MODULES) ## Install what development needs, locked and hashed. Again: nothing.

demo: $(LIBRARIES) $(PAGE) $(PACKAGE) ## Install what the demo needs, build the page, open the reference world.
	@$(BIN)/headwater demo $(DEMO_ARGS)

test: check web tests ## Everything CI runs: lint, types, layers, generated files, page, unit and browser tests.

check: lint types layers generated ## The checks that need no test run.

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

generated: setup
	$(BIN)/python tools/generate.py --check

web: setup $(PAGE) ## Check, lint and test the page's own code.
	npm --prefix web run --silent check
	npm --prefix web run --silent lint
	npm --prefix web run --silent test

tests: setup $(PAGE) ## All tests in Python, browser tests included.
	$(BIN)/pytest -n $(JOBS)

unit: setup
	$(BIN)/pytest -n $(JOBS) -m "not browser"

browser: setup $(PAGE)
	$(BIN)/pytest -m browser

page: $(PAGE) ## Build the page into the package.

bench: setup ## Measure; prints medians and ratios, and passes or fails nothing.
	@for file in bench/bench_*.py; do echo "$$file"; $(BIN)/python "$$file" || exit 1; done

eval-articles: setup ## How well articles are read: precision, recall, F1, on the shared articles.
	$(BIN)/python tools/eval_articles.py $(ARGS)

docs: setup ## Write again what is generated: references, schemas, the page's types.
	$(BIN)/python tools/generate.py

lock: | build/lock/bin/uv ## Resolve the requirement files again. Add ARGS=--upgrade for newer versions.
	$(UV) $(ARGS) pyproject.toml -o requirements/runtime.txt
	$(UV) $(ARGS) pyproject.toml --extra dev -c requirements/runtime.txt -o requirements/dev.txt
	$(UV) $(ARGS) --group build -c requirements/dev.txt -o requirements/build.txt

clean: ## Remove everything made here but stores.
	rm -rf $(VENV) build dist web/node_modules web/dist src/headwater/server/page
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets stand on. Each leaves a file behind, so that a second run does nothing.

$(BIN)/python:
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo 'Headwater needs Python 3.11 or later with venv (Debian: apt-get install python3-venv).'; \
	    echo 'Another interpreter: make $(MAKECMDGOALS) PYTHON=python3.12'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements/runtime.txt requirements/build.txt | $(BIN)/python
	$(PIP) --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@touch $@

$(DEV): requirements/dev.txt | $(BIN)/python
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(PACKAGE): pyproject.toml | $(LIBRARIES)
	HEADWATER_PAGE=skip $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(NODE_MODULES): web/package.json web/package-lock.json
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
	  2>/dev/null && npm --version >/dev/null 2>&1 || \
	  { echo 'Headwater needs Node 20.19 or later with npm to build its page (Debian: apt-get install nodejs npm).'; exit 1; }
	npm --prefix web ci --no-audit --no-fund --loglevel=error
	@touch $@

$(PAGE): $(NODE_MODULES) $(PAGE_SOURCES)
	npm --prefix web run --silent build
	@touch $@

build/lock/bin/uv:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --disable-pip-version-check install --quiet uv
