"""An accepted finding needs a reason, a name and perhaps a day; a known one a fingerprint that survives edits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.check.waivers import Waiver, at_least, fingerprint, less_baseline, read_waivers, side_file, waive
from pipeline.errors import RulesError
from tests.check.plans import corpus, found, plan, review

DAY = date(2023, 8, 1)


def waiver(rule: str, **more: str | date | None) -> Waiver:
    return Waiver.model_validate({"rule": rule, "reason": "đã thống nhất với Sở", "who": "Nguyễn An", **more})


def test_a_waiver_moves_only_what_it_names() -> None:
    before = review(corpus("quan-11-2023"))
    after = waive(before, [waiver("DC302", place="có cung cấp dịch vụ")], DAY)
    gone = set(before.findings) - set(after.findings)
    assert {f.rule_id for f in gone} == {"DC302"}
    assert len(gone) == len(after.waived) == 1
    assert after.waived[0][1] == "đã thống nhất với Sở (Nguyễn An)"


def test_a_waiver_ends() -> None:
    before = review(corpus("quan-11-2023"))
    ended = waiver("number-gap", until=date(2023, 7, 31))
    assert found(waive(before, [ended], date(2023, 7, 31)), "DC102") == []
    late = waive(before, [ended], DAY)
    assert found(late, "DC102")
    assert any("hết hạn 2023-07-31" in line for line in late.not_checked)


def test_a_waiver_of_another_plan_says_nothing_here() -> None:
    before = review(corpus("quan-11-2023"))
    after = waive(before, [waiver("DC102", draft="12/KH-UBND")], DAY)
    assert after == before


def test_an_idle_waiver_is_named() -> None:
    after = waive(review(corpus("quan-11-2023")), [waiver("DC603")], DAY)
    assert any("DC603" in line for line in after.not_checked)


def test_a_waiver_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = side_file(tmp_path / "ke-hoach.docx")
    path.write_text("waivers:\n  - rule: DC102\n    who: An Bình\n", encoding="utf-8")
    with pytest.raises(RulesError, match="reason"):
        read_waivers(path)


def test_a_baseline_survives_edits_elsewhere() -> None:
    document = corpus("quan-11-2023")
    known = {fingerprint(f) for f in review(document).findings}
    longer = plan(document.text.replace("I. MỤC TIÊU\n", "I. MỤC TIÊU\nMột câu mới.\n", 1))
    assert less_baseline(review(longer), known).findings == ()
    worse = plan(document.text.replace("IV. KINH PHÍ", "VIII. KINH PHÍ", 1))
    assert {f.rule_id for f in less_baseline(review(worse), known).findings} >= {"DC102"}


def test_filtering_by_severity() -> None:
    errors = at_least(review(corpus("quan-11-2023")), "error").findings
    assert {f.severity for f in errors} == {"error"}
