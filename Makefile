# make site   build the demo into output/
# make test   run every check and test, installing a browser if there is none
# make check  formatting, lint, types, floors
# make serve  preview the demo, rebuilding as files change
# make bench  measure speed on synthetic sites
# make messages  write MESSAGES.md, the page of all codes

PYTHON ?= python3
VENV := .venv
# Windows keeps programs elsewhere; README tells how to do without make.
BIN := $(VENV)/bin

.PHONY: site test check serve bench messages lock wheel clean
.DEFAULT_GOAL := site

site: $(VENV)/.run
	$(BIN)/wishlight build .

serve: $(VENV)/.run
	$(BIN)/wishlight serve .

test: check
	@sh tests/browser.sh
	$(BIN)/python -m pytest -n 4 --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff format --check generator tests
	$(BIN)/ruff check generator tests
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.bench

messages: $(VENV)/.dev
	$(BIN)/python -m tests.app.catalogue

wheel: $(VENV)/.dev
	$(BIN)/python -m hatchling build -t wheel

# The locks hold hashes for all systems and Pythons; needs uv.
lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-annotate \
	  --custom-compile-command 'make lock' --upgrade pyproject.toml --extra build -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-annotate \
	  --custom-compile-command 'make lock' -c requirements.lock pyproject.toml --extra build --extra dev -o requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "wishlight 需要 Python 3.11 或更新 / needs Python 3.11 or newer"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "缺少 venv：在 Debian、Ubuntu 上先运行 apt-get install python3-venv / install python3-venv first"; \
	  rm -rf $(VENV); exit 1; }

$(VENV)/.run: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
# Once for all: where PYTHONDONTWRITEBYTECODE is set, every run would compile the program anew.
	@$(BIN)/python -m compileall -q generator
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) .wishlight .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
