"""Two starts of the program: the second finds what the first has left, and says the same."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.kept import NoYamlError, plain_yaml
from pipeline.text import patterns

ROOT = Path(__file__).resolve().parents[2]
DRAFT = ROOT / "corpus" / "plans" / "kim-tra-2026.txt"


def start(tree: Path, cache: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONPYCACHEPREFIX": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *command],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


CHECK = ("check", str(DRAFT), "--against", "112/QĐ-TTg", "--format", "json", "--fail-on", "never")


@pytest.mark.slow
def test_the_second_start_says_the_same_and_its_patterns_are_those_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(ROOT, tmp_path, *CHECK)
    files = {path.name.split(".")[0]: path for path in tmp_path.rglob("*.kept")}
    assert {"patterns", "yaml"} <= files.keys()
    kept = {name: path.read_bytes() for name, path in files.items()}
    assert start(ROOT, tmp_path, *CHECK) == first
    assert {name: path.read_bytes() for name, path in files.items()} == kept, "no start finds a pattern anew"
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    table = patterns._KEPT
    monkeypatch.setattr(table, "_before", None)
    keys = [*table._read()]
    assert len(keys) > 500
    for key in keys:
        flags, words = key.split(" ", 1)
        pattern, code = ast.literal_eval(words), table.get(key)
        assert isinstance(code, tuple)
        assert code == patterns._code(pattern, int(flags))


@pytest.mark.slow
def test_a_changed_rule_is_seen_at_the_next_start(tmp_path: Path) -> None:
    tree, cache = tmp_path / "tree", tmp_path / "cache"
    for folder in ("pipeline", "rules"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    listed = [start(tree, cache, "rules", "list") for _ in range(2)]
    assert listed[0] == listed[1]
    rule = next(
        path for path in sorted((tree / "rules" / "checks").glob("*.yaml")) if "severity: warning" in path.read_text()
    )
    rule.write_text(rule.read_text().replace("severity: warning", "severity: error", 1))
    assert start(tree, cache, "rules", "list") != listed[0]


@pytest.mark.parametrize("flags", [0, re.I, re.M | re.S | re.X])
@pytest.mark.parametrize(
    "pattern", ["", r"\bđiều\s+(?P<number>\d{1,3})(?:\s+(?P<part>khoản))?", "[ăâ-ỹ]+?$", r"(?<!\w)(a|b)\1(?=c)"]
)
def test_a_pattern_of_a_kept_code_is_the_pattern(pattern: str, flags: int) -> None:
    made = patterns._pattern(pattern, patterns._code(pattern, flags))
    assert (made.pattern, made.flags, made.groups) == (
        pattern,
        *(lambda p: (p.flags, p.groups))(re.compile(pattern, flags)),
    )
    assert made.groupindex == re.compile(pattern, flags).groupindex
    assert patterns.compiled(pattern, flags) == made


def test_a_wrong_code_is_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    flags, words, *rest = patterns._code("abc", 0)
    monkeypatch.setattr(patterns._KEPT, "get", lambda key: (flags, words[:-8], *rest))
    assert patterns._compiled.__wrapped__("abc", 0) == re.compile("abc")


def test_a_pattern_that_is_none_is_the_fault_that_re_tells() -> None:
    with pytest.raises(re.error, match="unterminated"):
        patterns.compiled("(a")


def test_the_same_text_is_other_objects_each_time() -> None:
    for keep in (True, False):
        one, other = (plain_yaml("- [a, 2026-01-16]", keep=keep) for _ in range(2))
        assert one == other
        assert one is not other
        with pytest.raises(NoYamlError):
            plain_yaml("a: [", keep=keep)
