"""The targets of the two corpus plans, and what each form of the language makes of a figure."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.targets import find_targets
from pipeline.knowledge.load import load_rules
from pipeline.model import Document, Metadata, Section, Target

RULES = load_rules()


def plan(text: str, *, metadata: Metadata | None = None, sections: tuple[Section, ...] = ()) -> Document:
    return Document("t", "t.txt", "", "txt", text, metadata=metadata or Metadata(), sections=sections)


def targets(text: str, **more: object) -> tuple[Target, ...]:
    found = find_targets(plan(text, **more), RULES)  # type: ignore[arg-type]
    assert all(text[t.start : t.end] == t.quote for t in found)
    return found


KIM_TRA = """I. MỤC TIÊU
- Đạt 70% số cơ quan, tổ chức, cơ sở trợ giúp xã hội, cơ sở cai nghiện ma túy, trại giam, các trường học, trạm y tế \
và đơn vị liên quan thực hiện phân công, bố trí nhân sự làm công tác xã hội.
- 100% trẻ em mồ côi không nơi nương tựa, trẻ em bị bỏ rơi, trẻ em nhiễm HIV/AIDS, trẻ em là nạn nhân chất độc hóa \
học, trẻ em khuyết tật nặng và trẻ em bị ảnh hưởng bởi thiên tai, dịch bệnh được trợ giúp xã hội và được cung cấp \
dịch vụ công tác xã hội phù hợp;
- Phân đầu trên 80% số cơ sở trợ giúp xã hội, cơ sở y tế, cơ sở giáo dục và cơ sở khác trong quy hoạch có cung cấp \
dịch vụ công tác xã hội; đảm bảo 100% người có hoàn cảnh khó khăn được tư vấn, hỗ trợ công tác xã hội khi có nhu cầu;
- Tối thiểu 60% số cán bộ, công chức, viên chức, nhân viên đang làm việc tại các đơn vị có cung cấp dịch vụ công tác \
xã hội, ngành y tế, đoàn thể, tổ chức chính trị - xã hội các cấp được tập huấn kỹ năng công tác xã hội."""


def test_kim_tra_has_its_five_targets() -> None:
    found = targets(KIM_TRA, metadata=Metadata(period_start=2026, period_end=2026))
    assert [(t.comparator, t.value, t.condition, t.aspirational) for t in found] == [
        ("=", 70, None, False),
        ("=", 100, None, False),
        (">", 80, None, True),
        ("=", 100, "khi có nhu cầu", False),
        (">=", 60, None, False),
    ]
    assert [t.indicator for t in found] == [
        "thực hiện phân công, bố trí nhân sự làm công tác xã hội",
        "được trợ giúp xã hội và được cung cấp dịch vụ công tác xã hội phù hợp",
        "có cung cấp dịch vụ công tác xã hội",
        "được tư vấn, hỗ trợ công tác xã hội",
        "được tập huấn kỹ năng công tác xã hội",
    ]
    assert found[3].population == "người có hoàn cảnh khó khăn"
    assert found[0].members[:3] == ("cơ quan", "tổ chức", "cơ sở trợ giúp xã hội")
    assert found[0].members[-2:] == ("trạm y tế", "đơn vị liên quan")
    assert all(t.period_end == 2026 for t in found)


QUAN_11 = """2. Mục tiêu cụ thể:
2.1. Giai đoạn đến năm 2025:
- Bồi dưỡng, nâng cao trình độ chuyên môn, nghiệp vụ, kỹ năng công tác xã hội cho ít nhất 50% số cán bộ, công chức, \
viên chức, nhân viên và cộng tác viên công tác xã hội đang làm việc tại 16 phường, các cơ sở có cung cấp dịch vụ \
công tác xã hội (nếu có), đào tạo các trình độ về công tác xã hội.
2.2. Giai đoạn từ năm 2026 đến năm 2030
- Tiếp tục bồi dưỡng nâng cao trình độ chuyên môn, nghiệp vụ và tập huấn kỹ năng cho 80% cán bộ, viên chức, nhân viên \
và cộng tác viên công tác xã hội đang làm việc tại 16 phường; các cơ sở cung cấp dịch vụ công tác xã hội (nếu có);
- Tổ chức tập huấn cho cán bộ tại Ủy ban nhân dân 16 phường."""


def test_quan_11_has_its_two_targets_with_the_phase_of_their_heading() -> None:
    found = targets(QUAN_11, metadata=Metadata(issued_on=date(2023, 7, 4), period_end=2030))
    assert [(t.comparator, t.value, t.period_start, t.period_end) for t in found] == [
        (">=", 50, None, 2025),
        ("=", 80, 2026, 2030),
    ]
    assert all("cán bộ" in t.population and "bồi dưỡng" in t.indicator for t in found)
    assert found[0].condition == "nếu có"


@pytest.mark.parametrize("text", ["", "\n", "Không có con số nào.", "| |", "%", "đạt …%", "- ....%"])
def test_nothing_to_find(text: str) -> None:
    assert targets(text) == ()


def test_a_year_aimed_at_rules_the_rest_of_the_list_and_a_year_of_something_else_does_not() -> None:
    shares = "100% thôn có tổ công nghệ số; 60% hộ dân dùng dịch vụ công trực tuyến."
    assert [t.period_end for t in targets(f"Xã đặt mục tiêu đến năm 2028, {shares}")] == [2028, 2028]
    assert [t.period_end for t in targets(f"Cùng các mô hình của năm 2028, {shares}")][1:] == [None]
