# Two commands matter: `make demo` shows the program, `make test` proves it.
# They need Python 3.11+, make and git; everything else goes into .venv, in the versions of
# constraints.txt. Each target may be repeated; a set-up that is up to date costs nothing.

PYTHON ?= python3
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
# Hundreds of processes are started by the tests; without kept bytecode each one compiles it all.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
PY := $(BIN)/python
CORES := -q --numprocesses auto --dist worksteal
PAGES := $(wildcard README.md docs/*.md)

.NOTPARALLEL:
.PHONY: help venv demo test torture check ci lint ruff format types imports pages cover docs bench \
  package tools sbom audit clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

# Made anew when pyproject.toml, constraints.txt, the Python or the folder changes. Quiet when all
# goes well; else the log is shown.
venv:
	@key="$$(cat pyproject.toml constraints.txt | cksum) $$($(PYTHON) --version) $$(pwd)"; \
	if [ "$$(cat .venv/stamp 2>/dev/null)" != "$$key" ]; then \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "cobranca needs Python 3.11 or newer: make PYTHON=python3.12 …" >&2; exit 1; }; \
	  echo "making .venv: once, half a minute or so" >&2; \
	  log="$$(mktemp)"; \
	  if $(PYTHON) -m venv --clear .venv >"$$log" 2>&1 && \
	    $(PY) -m pip install --quiet --no-input --no-compile --disable-pip-version-check \
	      --constraint constraints.txt --editable '.[dev]' >>"$$log" 2>&1; \
	  then echo "$$key" >.venv/stamp; rm -f "$$log"; \
	  else cat "$$log" >&2; rm -f "$$log"; exit 1; fi; \
	fi

demo: venv  ## the main job on an example business, in a folder of its own
	@$(BIN)/cobranca --home "$$(mktemp -d)/demo" demo

test: venv  ## the tests, but for those marked slow (a minute)
	@$(PY) -m pytest $(CORES) -m "not slow"

torture: venv  ## minutes of killed processes, full disks, damaged files and crowds; with figures
	@COBRANCA_LONG=1 $(PY) -m pytest tests/torture $(CORES)

check: lint cover  ## everything that must hold before a commit; stops at what fails

# The same for a machine: goes on after a failure, so that the tests' summary always comes last.
ci: venv  ## what .ci/run calls
	@failed=0; \
	$(MAKE) -k lint || failed=1; \
	$(MAKE) cover || failed=1; \
	exit $$failed

lint: ruff format types imports pages

ruff: venv
	@$(BIN)/ruff check .

format: venv
	@$(BIN)/ruff format --check .

types: venv
	@$(BIN)/mypy

imports: venv
	@$(BIN)/lint-imports --no-logo

pages: venv
	@$(BIN)/cog --check --diff -I docs $(PAGES)

# One run of the tests; its data must cover 95 % of the branches where money and dates are decided.
cover: venv
	@mkdir -p build; \
	export HYPOTHESIS_PROFILE="$${HYPOTHESIS_PROFILE:-check}"; \
	{ $(PY) -m pytest $(CORES) --cov --cov-report=; echo $$? >build/tests.rc; } 2>&1 | tee build/tests.log; \
	failed="$$(cat build/tests.rc)"; \
	$(PY) -m coverage report --fail-under=95 >build/coverage.log 2>&1 || \
	  { cat build/coverage.log; tail -n 1 build/tests.log; failed=1; }; \
	exit "$$failed"

docs: venv  ## write what is generated in docs/ anew
	@$(BIN)/cog -r -I docs $(PAGES)
	@$(PY) docs/picture.py

bench: venv  ## start-up and speed, as ratios; beside other programs, into docs/desempenho.md
	@$(PY) benchmarks/run.py
	@$(PY) benchmarks/side_by_side.py --page docs/desempenho.md

package: venv tools  ## dist/: the sdist and the wheel, as they are released (docs/release.md)
	@rm -rf dist
	@$(PY) -m build --no-isolation --outdir dist . >build/package.log 2>&1 || \
	  { cat build/package.log; exit 1; }
	@build/tools/bin/twine check --strict dist/*

# What looks at the package from outside lives apart: working on the program needs none of it.
tools:
	@[ -e build/tools/stamp ] || { $(PYTHON) -m venv --clear build/tools && \
	  build/tools/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
	    cyclonedx-bom==7.5.0 pip-audit==2.10.1 twine==7.0.0 && touch build/tools/stamp; }

sbom: package  ## dist/sbom.json: everything that is installed with the program and all its extras
	@$(PYTHON) -m venv --clear --without-pip build/alone
	@$(PY) -m pip --python build/alone/bin/python install --quiet --no-input \
	  --disable-pip-version-check --constraint constraints.txt "$$(echo dist/*.whl)[tudo]"
	@rm -f build/alone/lib/*/site-packages/cobranca_cli-*/direct_url.json  # A path of this machine.
	@build/tools/bin/cyclonedx-py environment --output-reproducible \
	  --output-file dist/sbom.json build/alone/bin/python

# Strict: "nobody could tell me about it" is no clean bill.
audit: tools  ## known vulnerabilities of the pinned versions; asks PyPI
	@build/tools/bin/pip-audit --strict --disable-pip --no-deps --requirement constraints.txt

clean:  ## remove what make made
	@rm -rf .venv build dist .coverage .coverage.* htmlcov .mypy_cache .ruff_cache .pytest_cache \
	  .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
