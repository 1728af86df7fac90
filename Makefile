# make run      set up, index corpus/, start the API and the user interface
# make test     set up, pass the tests
# make check    ruff and mypy --strict
# make corpus   build corpus/documents from corpus/sources
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check corpus clean
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

corpus: .venv/.installed-test
	$(BIN)/python corpus/build.py

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

# make quality         how good the search is: judged sets beside the repository, and our own
# make bench-search    how fast it is, against plain numpy in the same run
# make hard-questions  10,000 generated questions against the full-text index
#
# The first `make quality` encodes 6,600 abstracts: minutes to an hour, by machine. The vectors
# are kept in QUALITY_CACHE for the next time. Weights were chosen on the tune questions; what is
# printed are the test questions.
SHARED ?= ../shared
QUALITY_CACHE ?= .balkanetup/quality

.PHONY: quality bench-search hard-questions

quality: .venv/.installed-test
	for one in cisi scifact; do \
	  test ! -d $(SHARED)/benchmarks/$$one || \
	    $(BIN)/python -m tests.quality.laboratory.retrieval eval $(SHARED)/benchmarks/$$one --cache $(QUALITY_CACHE); \
	done
	test ! -f tests/quality/collection/queries.jsonl || \
	  { $(BIN)/balkanetup index corpus/ && $(BIN)/python -m tests.quality.laboratory.retrieval eval tests/quality/collection; }

bench-search: .venv/.installed-test
	$(BIN)/python -m tests.quality.laboratory.retrieval.timing tests/quality/collection

hard-questions: .venv/.installed-test
	BALKANETUP_HARD_QUESTIONS=10000 $(BIN)/python -m pytest --timeout=3000 \
	  tests/search_api/retrieval/test_hard_questions.py

# The promises of the index, put to the test. Minutes each; every one prints its figures.
#   make torture   kill -9, 520 times, most of them inside a commit or publication
#   make faults    every write, fsync, rename and open of a run fails, with four errors
#   make damage    520 damages of published files and of the catalogue
#   make swaps     100 generations under 8 searching clients; 16 indexers at once
#   make speed     1,300 unchanged files; one new file in an index of 100,000 passages
#   make sweep     ../shared's bad files and corpora, bombs, 2,000 mutants, each in one outcome
.PHONY: torture faults damage swaps speed sweep

torture: .venv/.installed-test
	$(BIN)/python -m tests.torture.kills --kills 520

faults: .venv/.installed-test
	$(BIN)/python -m tests.torture.faults

damage: .venv/.installed-test
	$(BIN)/python -m tests.torture.damages --damages 520

swaps: .venv/.installed-test
	$(BIN)/python -m tests.torture.swaps --swaps 100
	$(BIN)/python -m tests.torture.swarm --indexers 16 --rounds 10

speed: .venv/.installed-test
	$(BIN)/python -m tests.torture.speed unchanged --files 1300
	$(BIN)/python -m tests.torture.speed upload --passages 100000

sweep: .venv/.installed-test
	$(BIN)/python -m tests.extraction.sweep ../shared/badfiles ../shared/corpora
	$(BIN)/python -m tests.extraction.sweep --mutate 2000 ../shared/badfiles ../shared/corpora
	$(BIN)/python -m tests.torture.bombs ../shared/badfiles ../shared/corpora
