# What one can type here; each line after ## is its help.
PYTHON := .venv/bin/python
# The tests find the product without installing it.
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help run test lint types screenshots bench drills clean test-tools

help: ## List what can be typed
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/.run ## Serve the demo evening and print a sign-in link
	@$(PYTHON) -m livemeeting demo

# What these folders check depends on the clock of the machine, so nothing else may run beside them.
BY_THE_CLOCK := tests/browser tests/live tests/serve tests/story

test: test-tools lint types ## Check everything: style, types and every test
	@$(PYTHON) -m pytest -n 2 $(addprefix --ignore=,$(BY_THE_CLOCK))
	@$(PYTHON) -m pytest $(BY_THE_CLOCK)

lint: .venv/.dev ## Check the style with ruff
	@$(PYTHON) -m ruff check .

types: .venv/.dev ## Check the types with mypy
	@$(PYTHON) -m mypy

screenshots: test-tools .venv/.dev ## Take the pictures in the documentation again
	@$(PYTHON) docs/take_screenshots.py

bench: .venv/.dev ## Run the benchmarks (about three quarters of an hour)
	@scripts/need-bench-tools
	@missed=""; for each in bench/bench_*.py; do \
		echo "$$each"; $(PYTHON) "$$each" || missed="$$missed $$each"; \
	done; [ -z "$$missed" ] || { echo "Missed a target:$$missed"; exit 1; }

drills: test-tools .venv/.dev ## Break things on purpose and watch them recover
	@$(PYTHON) -m pytest --hypothesis-profile="of the day" tests/drills $$(grep -rl "^from hypothesis" tests --include="test_*.py" --exclude-dir=drills)

clean: ## Remove what was installed or made here, but no data
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist *.egg-info
	@find livemeeting tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are younger than the lists they were installed from.
.venv/.run: requirements.txt scripts/make-venv
	@scripts/make-venv requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@scripts/make-venv requirements-dev.txt
	@touch $@

test-tools:
	@scripts/need-test-tools
