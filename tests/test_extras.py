"""The base reads and checks; what it lacks is said in one line that names the extra."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from pipeline.cli import main
from pipeline.extras import EXTRAS
from tests.tools.places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPTIONAL: dict[str, list[str]] = PROJECT["optional-dependencies"]


def names_of(extra: str) -> str:
    return " ".join(OPTIONAL[extra]).lower().replace("_", "-")


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_brings_what_the_program_asks_of_it(extra: str) -> None:
    for module in EXTRAS[extra]:
        assert packages_distributions()[module][0].lower().replace("_", "-") in names_of(extra)


def test_all_is_every_extra_but_those_of_tests() -> None:
    inside = OPTIONAL["all"][0].partition("[")[2].rstrip("]").split(",")
    assert {*inside, "all", "test"} == {*OPTIONAL}
    assert {*EXTRAS} < {*inside}


@pytest.mark.parametrize(
    ("command", "module", "extra"),
    [
        (("ingest", "corpus/plans", "-o", "none"), "pyarrow", "parquet"),
        (("query", "SELECT 1", "-o", "none"), "duckdb", "sql"),
        (("ingest", "corpus/plans", "-o", "none", "--scheduler", "tcp://a:1"), "distributed", "cluster"),
        (("serve",), "uvicorn", "web"),
        (("mcp",), "mcp", "mcp"),
    ],
)
def test_what_is_absent_is_one_line_that_names_the_extra(
    command: tuple[str, ...],
    module: str,
    extra: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert main(list(command)) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"{module}: pip install 'doichieu[{extra}]'" in told


@pytest.mark.slow
def test_the_base_checks_a_draft_and_makes_tables() -> None:
    absent = [module for modules in EXTRAS.values() for module in modules]
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({absent!r}))\n"
        "import pipeline; from pipeline.cli import main\n"
        "assert len(pipeline.tables('corpus/plans/kim-tra-2026.txt')['targets'])\n"
        "sys.exit(main(['check', 'corpus/plans/kim-tra-2026.docx', '--format', 'html', '--fail-on', 'never']))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "<html" in done.stdout
