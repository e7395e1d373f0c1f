# Every command sets up what it needs by itself; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
ARGS ?=

.PHONY: help demo test test-services check bench bench-live chaos-live bench-documents chaos-documents messages setup lock clean

help: ## Show this list
	@echo "Usage: make COMMAND"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' Makefile
	@echo "More in CONTRIBUTING.md."

demo: ## Start everything with demo data (PORT=8000); Ctrl-C stops it, the data stay
	@exec scripts/demo.sh "$(PORT)"

test: ## Run all tests on SQLite, browser journeys included (ARGS="tests/dialog -x")
	@exec scripts/test.sh sqlite $(ARGS)

test-services: ## Run the tests on PostgreSQL and Redis (DATABASE_URL, REDIS_URL)
	@exec scripts/test.sh services $(ARGS)

check: ## Check style, types, templates, import direction, translations, HTML
	@exec scripts/check.sh

bench: ## Measure speed and size, one JSON line each (ARGS="--only thread")
	@exec scripts/bench.sh $(ARGS)

bench-live: ## Measure the live chat beside a bare node ws server (ARGS="--cases fanout --quick")
	@exec scripts/bench_live.sh $(ARGS)

chaos-live: ## Kill servers while people write in a chat, then compare (KILLS=20, SECONDS=60)
	@exec scripts/chaos_live.sh "$(KILLS)" "$(SECONDS)" $(ARGS)

bench-documents: ## Measure shared documents beside Hocuspocus and y-websocket (ARGS="--cases trace --quick")
	@exec scripts/bench_documents.sh $(ARGS)

chaos-documents: ## Kill servers while people type into one text, then compare all copies (KILLS=20)
	@exec scripts/chaos_documents.sh "$(KILLS)" $(ARGS)

messages: ## Collect the texts to translate into locale/
	@exec scripts/messages.sh

setup: ## Only set up: Python and npm packages, built front end, translations
	@exec scripts/setup.sh dev front messages

lock: ## Write the lock files of the Python packages anew (ARGS=--upgrade)
	@exec scripts/lock.sh $(ARGS)

clean: ## Remove environments, packages and built files; data in var/ stay
	@rm -rf .venv node_modules static/dist var/stamps var/static .mypy_cache .ruff_cache .pytest_cache
	@echo "Clean. The data in var/ were kept; delete that folder to start anew."
