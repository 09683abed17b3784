# make demo: the Kim Trà draft checked against Decision 112/QĐ-TTg.   make test: linters, types and all tests.
# make notebooks: the analysts' notebooks run and written as pages to extracted/notebooks.
# All make .venv first and install from the pinned constraints.txt. Another Python: make demo PYTHON=python3.12
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable

.PHONY: demo test bench bench-full notebooks clean

demo: .venv/installed
	$(BIN)/doichieu check corpus/plans/kim-tra-2026.docx --against 112/QĐ-TTg --fail-on never

test: .venv/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto

# The figures of tests/benchmarks/README.md: bench takes minutes, bench-full (10,000 plans) about an hour. On an idle
# machine; tests.benchmarks.peers needs the network once, to install what it compares with.
bench: .venv/installed-for-tests
	$(BIN)/python -m tests.benchmarks.extract
	$(BIN)/python -m tests.benchmarks.read
	$(BIN)/python -m tests.benchmarks.alignment
	$(BIN)/python -m tests.benchmarks.ingest $(SIZE)
	$(BIN)/python -m tests.benchmarks.peers $(SIZE)
	$(BIN)/python -m tests.tools.make_readme

bench-full:
	$(MAKE) bench SIZE=--full

notebooks: .venv/installed-for-notebooks
	$(BIN)/python -m tests.tools.make_notebooks

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'doichieu needs Python 3.11 or later; name one: make demo PYTHON=python3.12' >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/made pyproject.toml constraints.txt
	$(INSTALL) '.[all]'
	@touch $@

.venv/installed-for-tests: .venv/made pyproject.toml constraints.txt
	$(INSTALL) '.[test,all]'
	@touch $@ .venv/installed

.venv/installed-for-notebooks: .venv/made pyproject.toml constraints.txt
	$(INSTALL) '.[all]'
	@touch $@ .venv/installed

clean:
	rm -rf .venv
