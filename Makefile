# Thin on purpose: each target is one command. `make` lists them.
SHELL := /bin/sh
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
VENV := .venv/bin

.PHONY: help run test check fix bench chaos shots lock demo python base dev
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: python ## install what is missing, fill a demo once, start web + worker + clock
	@$(PYTHON) -m config.bootstrap run

test: dev ## install what is missing and run what CI runs
	@$(VENV)/python .ci/everything.py

check: dev ## format, lint, types, floors, templates, migrations; no tests
	@$(VENV)/python .ci/everything.py checks

fix: dev ## mend what a machine can mend
	@$(VENV)/ruff check --fix .
	@$(VENV)/ruff format .
	@$(VENV)/djhtml templates

bench: dev ## measure the pages that have a budget, against a floor of the same run
	@$(VENV)/python -m tests.bench

chaos: dev ## the fault tests with 10,000 mails and 50 kills; about half an hour
	@KEYSTONE_CHAOS=long $(VENV)/python -m pytest -q -p no:randomly tests/chaos

shots: dev ## take the README's pictures from the running product (needs Chromium)
	@$(VENV)/python -m tests.browser.shots

lock: dev ## compile requirements/*.in to hash-locked *.txt (newer: UPGRADE=--upgrade)
	@for name in base dev prod; do \
		base="-c requirements/base.txt"; [ $$name = base ] && base=""; \
		$(VENV)/uv pip compile --quiet --universal --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-annotate \
			--custom-compile-command "make lock" $$base $(UPGRADE) \
			requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

demo: base ## throw the demo clinics away and invent them anew
	@$(VENV)/python manage.py load_demo --force

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	{ echo "Keystone needs Python 3.11 or newer. If it is not on the PATH: make run PYTHON=/path/to/python3.11"; exit 1; }

base dev: python
	@$(PYTHON) -m config.bootstrap install $@
