"""New files hold as they stand; schemas for editors follow the program; a slip is one line with its remedy."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipeline.check.samples import run_examples
from pipeline.check.sound import examined
from pipeline.errors import RulesError
from pipeline.knowledge import load_rules
from pipeline.knowledge.checks import check_rules, find_rule
from pipeline.knowledge.templates import kinds, new_directive, new_rule
from tests.tools.write_schema import RULES as FOLDER
from tests.tools.write_schema import files, first_line, schemas, text_of

RULES = load_rules()


def office(folder: Path, text: str) -> Path:
    path = folder / "checks" / "DC901-thu.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", kinds())
def test_a_new_rule_passes_its_own_examples(tmp_path: Path, kind: str, lang: str) -> None:
    folder = office(tmp_path, new_rule(kind, lang, Path("DC901-thu.yaml")))
    rules = load_rules(folder)
    rule = find_rule("DC901", rules)
    assert rule is not None
    assert rule.title.en == rule.title.vi == "Tên ngắn của quy tắc"
    assert [outcome.problem for outcome in run_examples(rule, rules)] == [None, None]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_new_directive_is_sound_and_unsigned(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(new_directive(lang, date(2026, 3, 1)), encoding="utf-8")
    (one,) = examined([path], RULES)
    assert one.faults == ()
    assert one.directive is not None
    assert {t.certainty for t in one.directive.targets} == {"unsigned"}


@pytest.mark.parametrize(
    ("old", "new", "told", "remedy"),
    [
        ("phrases: [", "phrases: tổng hợp # [", "phải là danh sách chữ", "[cụm thứ nhất"),
        ("phrases: [", "pattern: '(abc'\n  phrases: [", "viết sai ở ký tự thứ 1", "dấu đóng"),
        ("kind: phrase-forbidden", "kind: phrase-forbiden", "có phải phrase-forbidden", ""),
        ("{found}", "{tim}", "không có giá trị: tim", "found"),
        ("title:", "tieu_de:", "có phải title", ""),
        ("severity:", "mức độ:", "có phải severity", ""),
        ("phrases:", "phrase:", "cần tham số phrases", ""),
    ],
)
def test_a_slip_in_a_rule_is_one_line_with_its_remedy(
    tmp_path: Path, old: str, new: str, told: str, remedy: str
) -> None:
    text = new_rule("phrase-forbidden", "vi", Path("DC901-thu.yaml"))
    head, _, rest = text.partition("id: DC901")
    rules = load_rules(office(tmp_path, head + "id: DC901" + rest.replace(old, new, 1)))
    with pytest.raises(RulesError) as refused:
        [*run_examples(find_rule("DC901", rules), rules)]  # type: ignore[arg-type]
    line = str(refused.value)
    assert "DC901-thu.yaml" in line
    assert told in line
    assert remedy in line
    assert "\n" not in line


def test_the_program_s_own_rules_speak_both_languages() -> None:
    for rule in check_rules(RULES):
        assert rule.title.en != rule.title.vi, rule.id
        assert rule.message.en != rule.message.vi, rule.id


@pytest.mark.parametrize("kind", schemas())
def test_the_schemas_for_editors_are_the_program_s(kind: str) -> None:
    """Where this fails: python -m tests.tools.write_schema."""
    assert (FOLDER / "schemas" / f"{kind}.json").read_text(encoding="utf-8") == text_of(schemas()[kind])


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_file_names_its_schema_in_its_first_line(path: Path) -> None:
    line = path.read_text(encoding="utf-8").partition("\n")[0]
    assert line == first_line(path)
    assert json.loads((path.parent / line.partition("=")[2]).read_text(encoding="utf-8"))["$schema"]
