"""Every command, option, rule, directive, kind, field and file is documented, and the examples in the pages hold."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path

import pytest
import yaml

from pipeline.check import office
from pipeline.check.context import CHECKS
from pipeline.check.waivers import Waiver
from pipeline.cli import build_parser, main
from pipeline.knowledge.checks import CheckRule, Example, check_rules
from pipeline.knowledge.directives import DirectiveFile, directives
from pipeline.knowledge.load import load_rules
from tests.tools.places import ROOT
from tests.tools.reference import all_commands, options_of, quoted

COMMANDS_PAGE = (ROOT / "pipeline" / "README.md").read_text(encoding="utf-8")
RULES_PAGE = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
RULES = load_rules()
TARGET = DirectiveFile.model_fields["targets"].annotation.__args__[0]  # type: ignore[union-attr]


def part(page: str, heading: str) -> str:
    """-> what stands under a heading, to the next one of its level or above."""
    page = re.sub(r"^```yaml\n.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)  # a comment in it is no heading
    level = heading.split(" ")[0]
    found = re.search(rf"^{re.escape(heading)}.*?\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


@pytest.mark.parametrize("command", dict(all_commands(build_parser())))
def test_every_command_and_option_is_documented(command: str) -> None:
    parser = dict(all_commands(build_parser()))[command]
    text = part(COMMANDS_PAGE, f"### `{command}`")
    for action in options_of(parser):
        if action.dest != "lang":
            assert action.help, f"{command} {action.dest} has no help"
            assert all(f"`{option}" in text for option in action.option_strings)
    assert "--lang" in COMMANDS_PAGE


@pytest.mark.parametrize("rule", check_rules(RULES), ids=lambda r: r.id)
def test_every_rule_is_documented(rule: CheckRule) -> None:
    text = part(RULES_PAGE, f"#### {rule.id} `{rule.name}`")
    told = (rule.title.vi, rule.title.en, rule.why.vi, rule.why.en, quoted(rule.examples.good[0].text))
    assert all(words in text for words in (*told, quoted(rule.examples.bad[0].text), rule.basis("vi") or "–"))
    assert f"[{rule.id}](#{rule.id.lower()}-{rule.name})" in RULES_PAGE


def test_every_directive_is_documented() -> None:
    assert all(f"| `{directive.directive_id}` |" in RULES_PAGE for directive in directives(RULES))


def test_every_kind_that_needs_no_python_and_its_parameters_are_documented() -> None:
    text = part(RULES_PAGE, "## Thêm một quy tắc · Adding a rule")
    kinds = [name for name, function in CHECKS.items() if function.__module__ == office.__name__]
    parameters = re.findall(r'(?:strings\(|parameters(?:\.get\(|\[))"(\w+)"', inspect.getsource(office))
    assert len(kinds) >= 5
    assert all(f"`{name}" in text for name in (*kinds, *parameters))


@pytest.mark.parametrize(
    ("schema", "heading"),
    [
        (CheckRule, "## Thêm một quy tắc · Adding a rule"),
        (Example, "## Thêm một quy tắc · Adding a rule"),
        (DirectiveFile, "## Thêm một văn bản cấp trên · Adding a directive"),
        (TARGET, "## Thêm một văn bản cấp trên · Adding a directive"),
    ],
    ids=lambda x: getattr(x, "__name__", "")[:20],
)
def test_every_field_of_a_rules_file_is_documented(schema: type, heading: str) -> None:
    first_cells = re.findall(r"^\| (.+?) \|", part(RULES_PAGE, heading), re.MULTILINE)
    named = set(re.findall(r"`(\w+)`", " ".join(first_cells)))
    assert set(schema.model_fields) <= named  # type: ignore[attr-defined]


def test_every_file_of_rules_is_documented() -> None:
    files = {path.name + "/" * path.is_dir() for path in (ROOT / "rules").iterdir() if path.name != "README.md"}
    assert files == set(re.findall(r"`([\w.]+(?:\.yaml|\.txt|\.tsv|/))`", RULES_PAGE.split("\n## ")[0]))


def test_the_waiver_shown_leaves_its_finding_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every field is documented, and the file in the page does what it says of a real plan."""
    (shown,) = re.findall(r"^```yaml\n# du-thao.waivers.yaml\n(.*?)^```$", COMMANDS_PAGE, re.MULTILINE | re.DOTALL)
    text = part(COMMANDS_PAGE, "## Miễn trừ · Waivers")
    assert all(f"`{name}`" in text for name in Waiver.model_fields)
    shutil.copy(ROOT / "corpus" / "plans" / "quan-11-2023.txt", tmp_path / "du-thao.txt")
    command = ["check", str(tmp_path / "du-thao.txt"), "--select", "DC102", "--as-of", "2026-11-22"]
    assert main(command) == 1
    (tmp_path / "du-thao.waivers.yaml").write_text(shown, encoding="utf-8")
    assert main(command) == 0
    assert "(Văn phòng UBND)" in " ".join(capsys.readouterr().out.split())


def examples() -> dict[str, str]:
    """-> the YAML files that the page shows, by the path in their first line."""
    blocks = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", RULES_PAGE, re.MULTILINE | re.DOTALL)
    return dict(blocks)


@pytest.fixture
def with_examples(tmp_path: Path) -> Path:
    folder = tmp_path / "quy-tac"
    for path, text in examples().items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_the_rule_shown_passes_its_own_examples(with_examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (rule,) = (yaml.safe_load(text) for path, text in examples().items() if path.startswith("checks/"))
    assert main(["rules", "test", rule["id"], "--rules", str(with_examples)]) == 0
    assert not re.search(r"\b0 ", capsys.readouterr().out.split(",")[0])


def test_the_directive_shown_is_read(with_examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shown,) = (yaml.safe_load(text) for path, text in examples().items() if path.startswith("directives/"))
    assert main(["directives", "show", shown["number"], "--rules", str(with_examples)]) == 0
    assert "75%" in capsys.readouterr().out
