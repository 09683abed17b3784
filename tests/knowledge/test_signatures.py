"""A signature binds: what nobody signed, or somebody changed, is a hint and never blames a draft."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline.check import check, resolve_against
from pipeline.check.signing import Ticks, signed
from pipeline.check.sound import examined
from pipeline.errors import RulesError
from pipeline.knowledge import load_rules
from pipeline.knowledge.directives import read_directive
from pipeline.model import Review
from pipeline.saying import own_rules
from tests.check.plans import plan

RULES = load_rules()
DAY = date(2026, 4, 10)
FILE = """# soát ngày thứ hai
number: 9/KH-UBND
title: Chương trình thử
issuer: UBND tỉnh Hương Sơn
issued_on: 2026-01-05
period: [2026, 2030]
certainty: compiled
targets:
  - id: A
    comparator: ">="
    value: 90
    quote: Ít nhất 90% người cao tuổi được khám sức khỏe định kỳ
    population: người cao tuổi
    indicator: được khám sức khỏe định kỳ
  - {id: B, value: 80, quote: 80% tổ dân phố có câu lạc bộ liên thế hệ, population: tổ dân phố,
     indicator: có câu lạc bộ liên thế hệ}
"""
DRAFT = """ỦY BAN NHÂN DÂN PHƯỜNG SƠN ĐÔNG
Số: 12/KH-UBND
Sơn Đông, ngày 10 tháng 3 năm 2030
KẾ HOẠCH
Chăm sóc người cao tuổi năm 2030
I. MỤC TIÊU
- 70% người cao tuổi được khám sức khỏe định kỳ.
- 60% tổ dân phố có câu lạc bộ liên thế hệ.
II. TỔ CHỨC THỰC HIỆN
"""


def write(folder: Path, text: str = FILE) -> Path:
    path = folder / "9-kh-ubnd.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def review(path: Path) -> Review:
    draft = plan(DRAFT)
    directives, unseen = resolve_against(draft, str(path), RULES)
    return check(draft, directives, RULES, DAY, not_checked=unseen)


def severities(path: Path) -> list[str]:
    return [f.severity for f in review(path).findings if f.rule_id == "DC301"]


@pytest.mark.parametrize("certainty", ["compiled", "seen", "restated"])
def test_an_unsigned_file_gives_hints_and_the_review_says_so(tmp_path: Path, certainty: str) -> None:
    path = write(tmp_path, FILE.replace("compiled", certainty))
    found = review(path)
    assert [f.severity for f in found.findings if f.rule_id == "DC301"] == ["info", "info"]
    assert all("chưa có người ký" in f.message for f in found.findings if f.rule_id == "DC301")
    assert any("9/KH-UBND: 2 con số chưa có người ký" in line for line in found.not_checked)


def test_a_signed_file_blames_and_its_comments_stay(tmp_path: Path) -> None:
    path = write(tmp_path)
    text, directive = signed(path, Ticks("Trần An", date(2026, 2, 1)))
    path.write_text(text, encoding="utf-8")
    assert (directive.signed_by, directive.signed_on, directive.altered) == ("Trần An", date(2026, 2, 1), False)
    assert severities(path) == ["error", "error"]
    assert text.startswith("# soát ngày thứ hai")
    assert not [line for line in review(path).not_checked if "ký" in line]


@pytest.mark.parametrize("only", ["A", "B"])
def test_a_tick_signs_its_own_target_alone(tmp_path: Path, only: str) -> None:
    path = write(tmp_path)
    text, directive = signed(path, Ticks("Trần An", date(2026, 2, 1), (only,)))
    path.write_text(text, encoding="utf-8")
    assert {t.target_id: t.certainty for t in directive.targets} == {"A": "compiled", "B": "compiled", only: "seen"}
    assert sorted(severities(path)) == ["error", "info"]
    text, directive = signed(path, Ticks("Lê Bình", date(2026, 2, 2), ("A", "B")))
    assert {t.certainty for t in directive.targets} == {"seen"}


def test_a_figure_changed_after_signing_undoes_the_signature(tmp_path: Path) -> None:
    path = write(tmp_path)
    text, _ = signed(path, Ticks("Trần An", date(2026, 2, 1)))
    path.write_text(text.replace("value: 90", "value: 95").replace("90% người", "95% người"), encoding="utf-8")
    assert read_directive(path).altered
    assert severities(path) == ["info", "info"]
    assert any("sửa sau khi ký" in line for line in review(path).not_checked)
    with pytest.raises(RulesError, match="sửa sau khi ký"):
        signed(path, Ticks("Lê Bình", date(2026, 2, 2), ("B",)))


def test_ticks_of_another_state_of_the_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="không còn khớp"):
        signed(write(tmp_path), Ticks("Trần An", date(2026, 2, 1), ("A",), seal="0123456789abcdef"))


@pytest.mark.parametrize(
    ("ticks", "fault"),
    [
        (Ticks(" ", DAY), "ai ký"),
        (Ticks("Trần An", DAY, ("C",)), "không có chỉ tiêu: C"),
        (Ticks("Trần An", DAY, ()), "chưa đánh dấu"),
    ],
)
def test_a_signature_needs_a_name_and_what_it_signs(tmp_path: Path, ticks: Ticks, fault: str) -> None:
    with pytest.raises(RulesError, match=fault):
        signed(write(tmp_path), ticks)


def test_a_name_without_a_day_is_no_signature(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="signed_by và signed_on"):
        read_directive(write(tmp_path, FILE + "signed_by: Trần An\n"))


def test_a_figure_beyond_all_is_a_hint_whoever_signed_it(tmp_path: Path) -> None:
    text = FILE.replace("value: 90", "value: 850").replace("90% người", "850% người")
    path = write(tmp_path, text + "signed_by: Trần An\nsigned_on: 2026-02-01\n")
    assert sorted(severities(path)) == ["error", "info"]
    (one,) = examined([path], RULES)
    assert [fault.key for fault in one.faults] == ["directive.more_than_all"]


def test_a_copy_of_the_program_s_own_file_counts_and_a_changed_copy_does_not(tmp_path: Path) -> None:
    path = tmp_path / "112-qd-ttg-2021.yaml"
    shutil.copy(own_rules() / "directives" / path.name, path)
    assert {t.certainty for t in read_directive(path).targets} >= {"seen"}
    path.write_text(path.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert {t.certainty for t in read_directive(path).targets} == {"unsigned", "inferred", "unknown"}


def test_a_quotation_is_looked_for_in_the_document_beside_it(tmp_path: Path) -> None:
    (tmp_path / "kh9.txt").write_text(
        "Đến năm 2030:\n- Ít nhất 90% người cao tuổi được\nkhám sức khỏe định kỳ.\n- 70% tổ dân phố có câu lạc bộ.\n",
        encoding="utf-8",
    )
    (one,) = examined([write(tmp_path, FILE + "sources: [kh9.txt, https://example.org/kh9]\n")], RULES)
    assert one.documents == ("kh9.txt",)
    assert [(fault.key, dict(fault.values)["id"]) for fault in one.faults] == [("directive.not_in_document", "B")]


def test_every_file_of_the_program_is_sound() -> None:
    assert not [fault for one in examined(RULES.folder("directives"), RULES) for fault in one.faults]
