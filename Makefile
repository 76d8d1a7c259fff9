# `make` alone lists the targets. CI calls the same ones.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench translations lock browser editor check-editor clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: .venv/installed ## install everything into .venv

.venv/installed: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

run: setup ## serve on http://127.0.0.1:8000 (settings: HOST, PORT, DATABASE_URL, DATA_FOLDER …)
	@exec $(BIN)/python -m grader serve

browser: setup ## make sure that the browser tests find Chromium and Chinese fonts
	@sh tests/browser/install-chromium.sh $(BIN)

test: setup browser ## run the whole suite: unit, property, compiler, both databases, browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: setup ## format, lint, types, import contracts, dependencies, migrations, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python -m grader check
	$(BIN)/python -m pytest -q -p no:randomly tests/house

format: setup ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup ## measure a verdict and the check of the bank against the bare compiler, and what containment costs
	$(BIN)/python -m benchmarks.verdict_of_new_source
	$(BIN)/python -m benchmarks.check_of_the_bank
	$(BIN)/python -m benchmarks.containment

translations: setup ## collect the words of the pages, then compile the catalogues
	mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k _ -k gettext -k ngettext:1,2 -k lazy_gettext --no-location --sort-output -o build/messages.pot .
	$(BIN)/pybabel -q update -i build/messages.pot -d grader/web/translations --no-fuzzy-matching --ignore-obsolete --no-wrap
	$(BIN)/pybabel -q compile -d grader/web/translations

editor: ## test and rebuild the playground's editor (needs Node 18 or later, and npm)
	cd editor && npm ci --ignore-scripts && npm test && npm run build

check-editor: ## fail unless the committed editor is what editor/ builds
	cd editor && npm ci --ignore-scripts && npm test
	mkdir -p build/editor && node editor/build.js build/editor
	cmp build/editor/editor.js grader/web/static/vendor/editor.js
	cmp build/editor/editor.LICENSE grader/web/static/vendor/editor.LICENSE

lock: ## pin again what pyproject.toml allows (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url -o requirements.lock --upgrade

clean: ## remove what can be made again (not the data folder)
	rm -rf .venv editor/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
