# Everything a reader, contributor or deployer does with this repository.
# `make serve` and `make test` need nothing before them but Python >= 3.11 and make.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
CODE := hooks tests bench

export NO_MKDOCS_2_WARNING := 1

# What somebody names reaches a command through its environment and in quotes, and make itself reads nothing in it:
# `make new-term name='$$(shell …)'` and a file's name with a `;` in it are words and no commands.
override name := $(value name)
override title := $(value title)
override ADDRESS := $(value ADDRESS)
override PYTHON := $(value PYTHON)
export name title ADDRESS PYTHON

.DEFAULT_GOAL := help
.PHONY: help serve build offline test test-all test-changed check lint bench lock clean new-pitfall new-term

help: ## show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@"$$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "This needs Python 3.11 or newer; '$$PYTHON' is older. Name another: make PYTHON=python3.12 …" >&2; exit 1; }
	@echo "== making a virtual environment in $(VENV)"
	@# Half an environment would be taken for a whole one the next time.
	"$$PYTHON" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/site.stamp: requirements.txt | $(BIN)/python
	@echo "== installing the locked requirements of the site"
	$(PIP) install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/tests.stamp: tests/requirements.txt $(VENV)/site.stamp
	@echo "== installing the locked test tools"
	$(PIP) install --quiet --require-hashes -r tests/requirements.txt
	@touch $@


serve: $(VENV)/site.stamp ## show the site on this machine and rebuild it on every change
	@echo "== building; the address of the site follows (Ctrl+C stops the server)"
	@# MkDocs never reloads hook code, so a change there restarts the whole server.
	$(BIN)/watchmedo auto-restart --directory hooks --directory overrides --patterns '**/*.py' --recursive --no-restart-on-command-exit -- \
	  $(BIN)/mkdocs serve --dev-addr "$$ADDRESS"

build: $(VENV)/site.stamp ## write the site to site/; a failed build leaves the last good one alone
	@rm -rf .build/site && mkdir -p .build
	$(BIN)/mkdocs build --strict --site-dir .build/site
	@rm -rf .build/last && if [ -e site ]; then mv site .build/last; fi && mv .build/site site && rm -rf .build/last

offline: $(VENV)/site.stamp ## write site-offline.zip, a copy of the site that opens without a server or a network
	@rm -rf .build/offline && mkdir -p .build
	OFFLINE_BUILD=true $(BIN)/mkdocs build --strict --site-dir .build/offline
	@PYTHONPATH=hooks $(BIN)/python -m essaysite.publish.offline .build/offline site-offline.zip

test: lint ## lint, build the site strictly, and test it in a real browser
	@$(BIN)/python tests/support/chromium.py
	$(BIN)/python -m pytest tests

test-all: lint ## the same with the full matrix: every page in every state (about half an hour)
	@$(BIN)/python tests/support/chromium.py
	$(BIN)/python -m pytest tests -m "full or not full"

check: lint ## lint, build strictly, and run the tests of functions and of the text: the quick loop
	$(BIN)/python -m pytest tests/unit tests/editorial

test-changed: $(VENV)/tests.stamp ## run the tests that the changed files concern
	@tests=$$($(BIN)/python tests/support/concerned.py); \
	  if [ -n "$$tests" ]; then $(BIN)/python -m pytest $$tests; else echo "== no test is concerned"; fi

lint: $(VENV)/tests.stamp ## lint, check types, workflows, spelling and prose
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	find .github/ISSUE_TEMPLATE -name '*.yml' ! -name config.yml -print0 \
	  | xargs -0 $(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms
	$(BIN)/zizmor --offline --no-progress --quiet .github
	$(BIN)/codespell --ignore-words tests/editorial/spelling/ignore.txt --skip './site,./tests/build/cases,./tests/site/contributions,./docs/about/alignment.txt,./tests/editorial/facts,./tests/editorial/spelling,./tests/*/test_*.py' .
	$(BIN)/python tests/support/prose.py docs README.md CONTRIBUTING.md

bench: $(VENV)/tests.stamp ## measure hooks, templates and styles beside stock Material (about twenty minutes)
	$(BIN)/python -m bench

new-pitfall: | $(BIN)/python ## start a page on a pitfall: make new-pitfall name=only-a-tool
	@PYTHONPATH=hooks $(BIN)/python -m essaysite.tools.starters pitfall "$$name" "$$title"

new-term: | $(BIN)/python ## start an entry of the glossary: make new-term name=reward-shaping
	@PYTHONPATH=hooks $(BIN)/python -m essaysite.tools.starters term "$$name" "$$title"

lock: $(BIN)/python ## lock the requirements anew, from the hand-written requirements.in files
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  requirements.in --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  tests/requirements.in --output-file tests/requirements.txt

clean: ## remove what was built (site/, caches); the virtual environment stays
	rm -rf site site-offline.zip .build .pytest_cache .mypy_cache .ruff_cache .hypothesis
