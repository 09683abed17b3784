"""The commands that judge and explain: exit codes, what goes where, what is said of wrong names."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.knowledge.checks import check_rules
from pipeline.knowledge.load import load_rules
from tests.tools.places import PLANS

KIM_TRA, QUAN_11 = str(PLANS / "kim-tra-2026.txt"), str(PLANS / "quan-11-2023.txt")
DRAFT = """KẾ HOẠCH
Chuyển đổi số năm 2026
I. MỤC TIÊU
Nâng cao chất lượng.
II. NHIỆM VỤ
Rà soát.
IV. TỔ CHỨC THỰC HIỆN
Các đơn vị thực hiện.
"""


@pytest.fixture
def gap(tmp_path: Path) -> str:
    """A draft whose sections skip III."""
    path = tmp_path / "gap.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return str(path)


def test_the_review_as_text_and_as_json_tell_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", KIM_TRA, "--against", "112/QĐ-TTg", "--format", "json"])
    review = json.loads(capsys.readouterr().out)
    main(["check", KIM_TRA, "--against", "112/QĐ-TTg"])
    text = capsys.readouterr().out
    assert review["schema_version"] == "1"
    assert {d["id"] for d in review["directives"]} == {"112/QĐ-TTg"}
    assert {f["rule_id"] for f in review["findings"]} <= set(text.split())
    assert "Đối chiếu với 112/QĐ-TTg" in text


@pytest.mark.parametrize(
    ("rule", "severity", "level", "code"),
    [
        ("DC102", "error", "error", 1),
        ("DC102", "error", "warning", 1),
        ("DC102", "error", "never", 0),
        ("DC106", "info", "warning", 0),
    ],
)
def test_exit_code_follows_fail_on(
    gap: str, rule: str, severity: str, level: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["check", gap, "--against", "112/QĐ-TTg", "--select", rule, "--format", "json"]
    assert main([*arguments, "--fail-on", level]) == code
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["severity"] == severity


def test_ignore_leaves_rules_out(gap: str, capsys: pytest.CaptureFixture[str]) -> None:
    everything = ",".join(rule.id for rule in check_rules(load_rules()))
    main(["check", gap, "--ignore", everything, "--format", "json"])
    assert json.loads(capsys.readouterr().out)["findings"] == []


def findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    main(["check", *arguments, "--against", "112/QĐ-TTg", "--format", "json"])
    return [finding["rule_id"] for finding in json.loads(capsys.readouterr().out)["findings"]]


def test_a_waiver_beside_the_draft_and_one_of_the_office(gap: str, capsys: pytest.CaptureFixture[str]) -> None:
    waiver = "waivers:\n  - {rule: %s, reason: mục III đã bỏ theo ý kiến họp, who: Chánh Văn phòng}\n"
    office = Path(gap).with_name("office.yaml")
    office.write_text(waiver % "DC106", encoding="utf-8")
    assert {"DC102", "DC106"} <= set(findings(capsys, gap))
    assert "DC106" not in findings(capsys, gap, "--waivers", str(office))
    Path(gap).with_suffix(".waivers.yaml").write_text(waiver % "DC102", encoding="utf-8")
    assert "DC102" not in findings(capsys, gap)
    main(["check", gap])
    out = " ".join(capsys.readouterr().out.split())
    assert "ĐÃ ĐƯỢC CHẤP NHẬN" in out
    assert "mục III đã bỏ theo ý kiến họp (Chánh Văn phòng)" in out


def test_a_baseline_hides_what_was_known(gap: str, capsys: pytest.CaptureFixture[str]) -> None:
    known = str(Path(gap).with_name("known.txt"))
    before = findings(capsys, gap, "--write-baseline", known)
    assert before
    assert findings(capsys, gap, "--baseline", known) == []
    Path(gap).write_text(DRAFT.replace("II. NHIỆM VỤ\n", "II. NHIỆM VỤ\n1. A.\n4. B.\n"), encoding="utf-8")
    after = findings(capsys, gap, "--baseline", known)
    assert "DC102" in after  # another gap than the one that was known
    assert "DC106" in before
    assert "DC106" not in after


def test_severity_leaves_weaker_findings_out(gap: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(findings(capsys, gap, "--severity", "error")) < set(findings(capsys, gap))


def test_the_day_can_be_given_in_both_forms(capsys: pytest.CaptureFixture[str]) -> None:
    for day in ("2026-03-30", "30/3/2026"):
        main(["check", KIM_TRA, "--as-of", day, "--format", "json"])
        assert json.loads(capsys.readouterr().out)["as_of"] == "2026-03-30"


def test_several_drafts_are_one_line_each_and_a_bad_one_stops_none(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", KIM_TRA, "missing.docx", QUAN_11, "--format", "json", "--fail-on", "never"])
    out, err = capsys.readouterr()
    assert code == 2
    assert [Path(json.loads(line)["draft"]["source"]).stem for line in out.splitlines()] == [
        "kim-tra-2026",
        "quan-11-2023",
    ]
    assert len(err.splitlines()) == 1


def test_a_parent_may_be_a_document(gap: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", gap, "--against", QUAN_11, "--format", "json"])
    assert len(json.loads(capsys.readouterr().out)["directives"]) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--against", "113/QĐ-TTg"], "112/QĐ-TTg"),
        (["--select", "DC999"], "DC999"),
        (["--rules", "no-such-folder"], "no-such-folder"),
        (["--against", "missing-parent.docx"], "missing-parent.docx"),
        (["--baseline", "no-baseline.txt"], "no-baseline.txt"),
        (["--waivers", "no-waivers.yaml"], "no-waivers.yaml"),
    ],
)
def test_what_is_unknown_is_one_line(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", KIM_TRA, QUAN_11, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert words in err


def test_a_day_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", KIM_TRA, "--as-of", "31/2/2026"])
    assert stop.value.code == 2
    assert "31/2/2026" in capsys.readouterr().err


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--lang", "en"]) == 0
    assert "DC102" in capsys.readouterr().out
    assert main(["rules", "explain", "dc102"]) == 0
    out = capsys.readouterr().out
    assert "VÍ DỤ SAI" in out
    assert "VÍ DỤ ĐÚNG" in out
    assert main(["rules", "explain", "number-gapp"]) == 2
    assert "number-gap" in capsys.readouterr().err


def test_rules_run_their_own_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", "DC102", "--lang", "en"]) == 0
    assert "0 failed" in capsys.readouterr().out


def test_an_undated_draft_is_judged_today_and_the_review_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", KIM_TRA, "--against", "112/QĐ-TTg", "--format", "json", "--fail-on", "never"])
    assert json.loads(capsys.readouterr().out)["as_of"] == date.today().isoformat()
    main(["check", KIM_TRA, "--against", "112/QĐ-TTg", "--fail-on", "never"])
    assert "Dự thảo không ghi ngày ban hành; xét theo ngày" in capsys.readouterr().out
