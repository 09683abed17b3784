"""What was decided about a finding holds for the next version, by its words, until it is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.check.decisions import as_yaml, decide, decision, key_of, with_decision, without
from pipeline.check.fixes import corrected_text
from pipeline.check.waivers import read_decisions, read_waivers
from pipeline.errors import DoichieuError, RulesError
from pipeline.model import Decision, Finding, Fix, Review
from tests.check.plans import plan

TEXT = "KẾ HOẠCH\nNâng cao nhận thưc của người dân về quyền trẻ em.\nTổ chức Hội nghị đầu năm 2025 tại trụ sở."


def a_review(text: str = TEXT) -> Review:
    """Two findings with a place, one of a slip with its correction, and one of something absent."""
    slip, year = text.index("nhận thưc"), text.index("2025")
    findings = (
        Finding("DC302", "missing", "error", "Thiếu chỉ tiêu.", directive_id="112", directive_quote="70% trẻ em"),
        Finding("DC601", "slip", "info", "m", quote="nhận thưc", start=slip, end=slip + 9,
                fix=Fix(slip, slip + 9, "nhận thức", True)),
        Finding("DC604", "year", "warning", "n", quote="2025", start=year, end=year + 4),
    )  # fmt: skip
    return Review(plan(text), (), (), findings)


def made(choice: str, number: int, **more: str) -> Decision:
    review = a_review()
    return decision(review.findings[number], review.draft.text, choice, **more)  # type: ignore[arg-type]


def test_each_decision_takes_its_finding_from_what_is_open() -> None:
    decisions = [made("accepted", 1), made("edited", 2, text="2026"),
                 made("dismissed", 0, reason="Đã có kế hoạch riêng", who="Nguyễn An")]  # fmt: skip
    after = decide(a_review(), decisions)
    assert not after.findings
    assert [reason for _, reason in after.waived] == ["Đã có kế hoạch riêng (Nguyễn An)"]
    assert corrected_text(after) == TEXT.replace("thưc", "thức").replace("2025", "2026")


def test_the_next_version_shows_only_what_is_new() -> None:
    decisions = [made("dismissed", 2, reason="đúng là năm 2025"), made("dismissed", 0, reason="không giao xã")]
    later = "Phần mới thêm vào.\n" + TEXT.replace("tại trụ sở", "ở nhà văn hóa").replace("KẾ HOẠCH\n", "")
    after = decide(a_review(later), decisions)
    assert [f.rule_id for f in after.findings] == ["DC601"]


def test_few_words_elsewhere_are_another_finding() -> None:
    review = a_review(TEXT.replace("đầu năm 2025 tại", "cuối quý III/2025, ở"))
    after = decide(review, [made("dismissed", 2, reason="đúng là năm 2025")])
    assert "DC604" in [f.rule_id for f in after.findings]


def test_the_later_decision_counts_and_may_be_undone() -> None:
    first, second = made("accepted", 1), made("dismissed", 1, reason="tên riêng của dự án")
    both = with_decision(with_decision((), first), second)
    assert both == (second,)
    assert without(both, key_of(a_review().findings[1], TEXT)) == ()
    assert decide(a_review(), ()) == a_review()


def test_a_correction_that_has_changed_is_asked_again() -> None:
    stale = replace(made("accepted", 1), text="nhận thực")
    assert "DC601" in [f.rule_id for f in decide(a_review(), [stale]).findings]


@pytest.mark.parametrize(
    ("choice", "number", "more", "key"),
    [
        ("accepted", 2, {}, "decide.no_fix"),
        ("edited", 0, {"text": "70%"}, "decide.no_place"),
        ("edited", 1, {}, "decide.no_text"),
        ("dismissed", 1, {"reason": " ok "}, "decide.no_reason"),
    ],
)
def test_a_decision_that_cannot_be_says_why(choice: str, number: int, more: dict[str, str], key: str) -> None:
    with pytest.raises(DoichieuError) as raised:
        made(choice, number, **more)
    assert raised.value.said.key == key


def test_what_people_wrote_in_the_file_stays(tmp_path: Path) -> None:
    by_hand = "# của văn phòng\nwaivers:\n- {rule: DC302, reason: thống nhất với Sở, who: Nguyễn An}  # đến hết năm\n"
    one = replace(made("edited", 2, text="2026", who="Lê Bình"), on=date(2026, 3, 2))
    path = tmp_path / "a.waivers.yaml"
    path.write_text(as_yaml([one], by_hand), encoding="utf-8")
    assert path.read_text(encoding="utf-8").startswith(by_hand)
    assert read_decisions(path) == (one,)
    assert len(read_waivers(path)) == 1
    assert as_yaml([], as_yaml([one], by_hand)) == by_hand
    assert as_yaml([one], as_yaml([one], by_hand)) == as_yaml([one], by_hand)


def test_a_slip_in_the_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.waivers.yaml"
    path.write_text(as_yaml([made("accepted", 1)]).replace("choice: accepted", "choise: accepted"), encoding="utf-8")
    with pytest.raises(RulesError, match="choi"):
        read_decisions(path)
