# Everything a newcomer needs: `make demo`, `make test`. Both set themselves up in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
# Some images forbid Python to keep what it compiled; every process would compile the program and its libraries anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test check format evaluate bench docs clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 12

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "lianzhang needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12")'
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"

$(VENV)/.runtime: $(UV) pyproject.toml uv.lock
	@echo "Installing what the program needs ..."
	@$(UV) sync --frozen --no-dev --inexact --quiet
	@touch $@

$(VENV)/.develop: $(UV) pyproject.toml uv.lock
	@echo "Installing what the program and its tests need ..."
	@$(UV) sync --frozen --inexact --quiet
	@touch $@ $(VENV)/.runtime

$(VENV)/.bench: $(VENV)/.develop
	@echo "Installing what the benchmarks compare with ..."
	@$(UV) sync --frozen --inexact --group bench --quiet
	@touch $@

demo: $(VENV)/.runtime ## run the main job on the packaged case and say where the report is
	@$(BIN)/lianzhang demo --out out/demo

test: $(VENV)/.develop ## all tests
	$(BIN)/pytest -n auto --dist loadfile

check: $(VENV)/.develop ## format, lint, types, import contracts, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/python tools/write_docs.py --check
	$(BIN)/python tools/write_notebooks.py --check

format: $(VENV)/.develop ## format and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

evaluate: $(VENV)/.develop ## score claims: make evaluate TEXTS=folder KEYS=folder [SCORER=script]
	@test -n "$(TEXTS)" -a -n "$(KEYS)" || { echo "usage: make evaluate TEXTS=folder KEYS=folder [SCORER=script]"; exit 2; }
	$(BIN)/python tools/evaluate.py "$(TEXTS)" "$(KEYS)" --scorer "$(or $(SCORER),$(KEYS)/../tools/score_claims.py)"

bench: $(VENV)/.bench ## timings beside the bare solver and other yardsticks
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

docs: $(VENV)/.develop ## write tables from code into docs/, build the site in out/docs
	$(BIN)/python tools/write_docs.py
	$(BIN)/python tools/write_notebooks.py
	$(BIN)/zensical build --strict
	@echo "documentation: out/docs/index.html"

clean: ## remove what was made
	rm -rf $(VENV) out .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
