# Everything a reader, contributor or deployer does with this repository.
# `make serve` and `make test` need nothing before them but Python >= 3.11 and make.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
# MkDocs, or the fork of it that is still maintained: make build ENGINE=properdocs
ENGINE ?= mkdocs
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# A wheel runs nothing while it is installed.
INSTALL := $(PIP) install --quiet --require-hashes --only-binary :all:
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url
CODE := hooks tests bench

export NO_MKDOCS_2_WARNING := 1

# What somebody names reaches a command through its environment and in quotes, and make itself reads nothing in it:
# `make new-term name='$$(shell …)'` and a file's name with a `;` in it are words and no commands.
override name := $(value name)
override title := $(value title)
override ADDRESS := $(value ADDRESS)
override PYTHON := $(value PYTHON)
override ENGINE := $(value ENGINE)
export name title ADDRESS PYTHON ENGINE

.DEFAULT_GOAL := help
.PHONY: help serve build offline manifest test test-all test-changed check lint workflows bench schema lock clean \
  new-pitfall new-term new-finding new-approach new-work

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
	$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/tests.stamp: tests/requirements.txt $(VENV)/site.stamp
	@echo "== installing the locked test tools"
	$(INSTALL) -r tests/requirements.txt
	@touch $@


serve: $(VENV)/site.stamp ## show the site on this machine and rebuild it on every change
	@echo "== building; the address of the site follows (Ctrl+C stops the server)"
	@# MkDocs never reloads hook code, so a change there restarts the whole server.
	$(BIN)/watchmedo auto-restart --directory hooks --directory overrides --patterns '**/*.py' --recursive --no-restart-on-command-exit -- \
	  $(BIN)/mkdocs serve --dev-addr "$$ADDRESS"

# What MkDocs needs is all that builds the site; another engine comes with the test tools.
build: $(VENV)/$(if $(filter mkdocs,$(ENGINE)),site,tests).stamp ## write the site to site/; a failed build leaves the last good one alone
	@rm -rf .build/site && mkdir -p .build
	$(BIN)/"$$ENGINE" build --strict --config-file mkdocs.yml --site-dir .build/site
	@rm -rf .build/last && if [ -e site ]; then mv site .build/last; fi && mv .build/site site && rm -rf .build/last

offline: $(VENV)/site.stamp ## write site-offline.zip, a copy of the site that opens without a server or a network
	@rm -rf .build/offline && mkdir -p .build
	OFFLINE_BUILD=true $(BIN)/mkdocs build --strict --site-dir .build/offline
	@PYTHONPATH=hooks $(BIN)/python -m essaysite.publish.offline .build/offline site-offline.zip

manifest: ## list the commit and the hash of every file of site/ in site/SHA256SUMS
	@rm -f site/SHA256SUMS && mkdir -p .build
	@{ echo "# $$(git rev-parse HEAD)"; cd site && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum; } > .build/SHA256SUMS
	@mv .build/SHA256SUMS site/SHA256SUMS

test: lint ## lint, build the site strictly, and test it in a real browser
	@$(BIN)/python tests/support/chromium.py
	$(BIN)/python -m pytest tests

test-all: lint ## the same with the full matrix: every page in every state (about half an hour)
	@$(BIN)/python tests/support/chromium.py
	$(BIN)/python -m pytest tests -m "full or not full" -rs

check: lint ## lint, build strictly, and run the tests of functions, of faults and of the text: the quick loop
	$(BIN)/python -m pytest tests/unit tests/editorial tests/build/test_frontmatter.py tests/build/test_graph.py tests/build/test_cases.py

test-changed: $(VENV)/tests.stamp ## run the tests that concern what differs from main
	@tests=$$($(BIN)/python tests/support/concerned.py) \
	  && if [ -n "$$tests" ]; then $(BIN)/python -m pytest $$tests; fi

lint: $(VENV)/tests.stamp ## lint, check types, workflows, spelling and prose
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	find .github/ISSUE_TEMPLATE -name '*.yml' ! -name config.yml -print0 \
	  | xargs -0 $(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms
	$(BIN)/zizmor --offline --no-progress --quiet .github
	$(BIN)/codespell --ignore-words tests/editorial/spelling/ignore.txt --skip './site,./bench/results,./tests/build/cases,./tests/site/contributions,./docs/about/alignment.txt,./tests/editorial/facts,./tests/editorial/spelling,./tests/*/test_*.py' .
	$(BIN)/python tests/support/prose.py docs README.md CONTRIBUTING.md

workflows: $(VENV)/tests.stamp ## look at the workflows with what is known online of their actions; needs GH_TOKEN
	$(BIN)/zizmor --no-progress .github

bench: $(VENV)/tests.stamp ## measure hooks, templates and styles beside stock Material (about twenty minutes)
	$(BIN)/python -m bench

new-pitfall: | $(BIN)/python ## start a page on a pitfall: make new-pitfall name=only-a-tool
	@PYTHONPATH=hooks $(BIN)/python -m essaysite.tools.starters pitfall "$$name" "$$title"

new-term: | $(BIN)/python ## start an entry of the glossary: make new-term name=reward-shaping
	@PYTHONPATH=hooks $(BIN)/python -m essaysite.tools.starters term "$$name" "$$title"

new-finding: | $(BIN)/python ## start a page on a finding: make new-finding name=a-test-of-trust
	@PYTHONPATH=hooks $(BIN)/python -m essaysite.tools.starters finding "$$name" "$$title"

new-approach: | $(BIN)/python ## start a page on an approach: make new-approach name=model-diffing
	@PYTHONPATH=hooks $(BIN)/python -m essaysite.tools.starters approach "$$name" "$$title"

new-work: | $(BIN)/python ## put a work to cite into docs/references.bib: make new-work name=gao2023scaling
	@PYTHONPATH=hooks $(BIN)/python -m essaysite.tools.starters work "$$name" "$$title"

schema: $(VENV)/site.stamp ## write the schema by which editors complete front matter, after a change of fields or relations
	PYTHONPATH=hooks $(BIN)/python -m essaysite.tools.editor_schema

lock: $(VENV)/tests.stamp ## lock the requirements anew, from the hand-written requirements.in files
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) tests/requirements.in --output-file tests/requirements.txt

clean: ## remove what was built (site/, caches); the virtual environment stays
	rm -rf site site-offline.zip .build .pytest_cache .mypy_cache .ruff_cache .hypothesis
