# make run      set up, index corpus/, start the API and the user interface
# make test     set up, pass the tests
# make check    ruff and mypy --strict
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check clean
.DELETE_ON_ERROR:

run: .venv/.installed
	$(BIN)/balkanetup index corpus/
	@exec $(BIN)/balkanetup start

test: .venv/.installed-test
	$(BIN)/python -m pytest

check: .venv/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# torch is pinned and installed first: the release pinned in pyproject.toml, and no other, is
# what the rest is then resolved against.
.venv/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 run")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.installed-test: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

clean:
	rm -rf .venv .balkanetup
