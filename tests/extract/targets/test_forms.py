"""Periods, tables, places and damage: what the paragraph tests cannot show; floors on the shared material."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.periods import find_periods
from pipeline.extract.targets import find_targets
from pipeline.extract.targets.figures import find_shares
from pipeline.knowledge.load import load_rules
from pipeline.model import Block, Document, Metadata, Section, Target
from pipeline.text.fold import fold
from tests.tools.places import SHARED

RULES = load_rules()


def document(text: str, **fields: object) -> Document:
    return Document("t", "t.txt", "", "txt", text, **fields)  # type: ignore[arg-type]


def found(text: str, **fields: object) -> tuple[Target, ...]:
    targets = find_targets(document(text, **fields), RULES)
    assert all(text[t.start : t.end] == t.quote for t in targets)
    return targets


def table(rows: list[list[str]], lead: str = "Chỉ tiêu kế hoạch:") -> Document:
    """A document of one table, its cells as blocks."""
    text, blocks = lead, []
    for number, row in enumerate(rows):
        text += "\n"
        for column, cell in enumerate(row):
            if not cell:
                continue
            text += "" if text.endswith("\n") else " | "
            blocks.append(
                Block(len(text), len(text) + len(cell), "cell", table=0, row=number, column=column, header=number == 0)
            )
            text += cell
    return document(text, blocks=tuple(blocks))


def in_table(
    rows: list[list[str]], lead: str = "Chỉ tiêu kế hoạch:"
) -> list[tuple[str, float | None, str, int | None]]:
    doc = table(rows, lead)
    targets = find_targets(doc, RULES)
    assert all(doc.text[t.start : t.end] == t.quote for t in targets)
    return [(t.comparator, t.value, t.unit, t.period_end) for t in targets]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("đến năm 2030", [(None, 2030)]),
        ("giai đoạn 2026 - 2030", [(2026, 2030)]),
        ("từ năm 2026 đến năm 2030", [(2026, 2030)]),
        ("vào cuối năm 2025", [(None, 2025)]),
        ("trước ngày 31/12/2026", [(None, 2026)]),
        ("trước ngày 31-3-2026", [(None, 2026)]),
        ("năm 2025 và 2026", [(2025, 2026)]),
        ("đến năm 2030, tầm nhìn đến năm 2045", [(None, 2030)]),
        ("các năm 2024, 2025 và 2026", [(2024, 2026)]),
        ("đường 2030 mét", []),
    ],
)
def test_periods(text: str, years: list[tuple[int | None, int]]) -> None:
    assert [(p.first, p.last) for p in find_periods(text) if not p.base] == years


def test_a_base_year_is_no_deadline() -> None:
    (target,) = found("Mục tiêu: giảm 15% số vụ vi phạm so với năm 2020.", metadata=Metadata(period_end=2026))
    assert (target.baseline_year, target.period_end, target.change) == (2020, 2026, "-")


def test_the_lead_in_line_gives_the_year_of_its_list() -> None:
    text = "Đến năm 2030, phấn đấu:\n- 90% hộ dân được dùng nước sạch;\n- Trên 80% thôn có nhà văn hóa."
    assert [t.period_end for t in found(text)] == [2030, 2030]


def test_the_nearest_heading_gives_the_year() -> None:
    text = "1. Đến năm 2025\n- 70% xã đạt chuẩn.\n2. Đến năm 2030\n- 90% xã đạt chuẩn."
    second = text.index("2. Đến")
    sections = (
        Section("1", None, 1, "1", "Đến năm 2025", "muc_tieu", 0, second, 3, 15),
        Section("2", None, 1, "2", "Đến năm 2030", "muc_tieu", second, len(text), second + 3, second + 15),
    )
    assert [(t.period_end, t.section_id) for t in found(text, sections=sections)] == [(2025, "1"), (2030, "2")]


def test_a_past_year_is_a_result_in_a_later_plan() -> None:
    metadata = Metadata(issued_on=date(2026, 1, 5))
    assert found("Năm 2024, tỷ lệ hộ dân dùng nước sạch đạt 91%.", metadata=metadata) == ()
    assert len(found("Năm 2026, tỷ lệ hộ dân dùng nước sạch đạt 91%.", metadata=metadata)) == 1


HEADER = ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2024", "Năm 2025", "Năm 2030", "Cơ quan theo dõi"]


def test_year_columns_are_targets_and_past_columns_are_not() -> None:
    rows = [HEADER, ["1", "Tỷ lệ hộ dân dùng nước sạch", "%", "88", "≥ 90", "95", "Phòng Kinh tế"]]
    assert in_table(rows) == [(">=", 90, "%", 2025), ("=", 95, "%", 2030)]


def test_group_rows_give_the_year() -> None:
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì"],
        ["I", "Đến năm 2030", "", "", ""],
        ["1", "Quy mô kinh tế số", "% GDP", "≥ 30", "Sở Khoa học và Công nghệ"],
        ["II", "Đến năm 2045", "", "", ""],
        ["2", "Quy mô kinh tế số", "% GDP", "≥ 50", "Sở Khoa học và Công nghệ"],
    ]
    assert in_table(rows) == [(">=", 30, "% GDP", 2030), (">=", 50, "% GDP", 2045)]


def test_counts_in_tables_keep_their_unit_and_money_is_left_to_the_budget() -> None:
    rows = [
        ["STT", "Nội dung", "ĐVT", "Kế hoạch 2026"],
        ["1", "Số xã đạt chuẩn nông thôn mới", "xã", "12"],
        ["2", "Tổng vốn đầu tư", "triệu đồng", "4.500"],
        ["3", "Tỷ lệ hộ nghèo (%)", "", "Dưới 1,5"],
    ]
    assert in_table(rows) == [("=", 12, "xã", 2026), ("<", 1.5, "%", 2026)]


def test_a_count_of_two_thousand_is_no_year() -> None:
    rows = [HEADER, ["1", "Số hộ có đường truyền cáp quang", "hộ", "1.250", "2.000", "2.100", ""]]
    assert in_table(rows) == [("=", 2000, "hộ", 2025), ("=", 2100, "hộ", 2030)]
    assert in_table([HEADER, ["1", "Năm hoàn thành lộ trình", "năm", "", "2027", "", ""]]) == []


def test_a_table_of_results_has_no_targets() -> None:
    rows = [["TT", "Chỉ tiêu", "ĐVT", "Kết quả"], ["1", "Tỷ lệ hộ dùng nước sạch", "%", "90"]]
    assert in_table(rows, "Biểu kết quả thực hiện năm 2024") == []


def test_a_cell_that_is_a_clause_is_read_as_one() -> None:
    rows = [["STT", "Nội dung", "Ghi chú"], ["1", "Phấn đấu 100% hộ nghèo có thẻ bảo hiểm y tế", "hằng năm"]]
    assert in_table(rows) == [("=", 100, "%", None)]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("đạt 95,5%", "%", 95.5),
        ("đạt 95.5 %", "%", 95.5),
        ("12,80‰", "‰", 12.8),
        ("0,5%0", "‰", 0.5),
        ("2 điểm phần trăm", "điểm phần trăm", 2),
        ("8%/năm", "%/năm", 8),
        ("chín mươi lăm phần trăm", "%", 95),
    ],
)
def test_units_of_shares(text: str, unit: str, value: float) -> None:
    figures = find_shares(fold(text), 0, len(text))
    assert [(f.unit, f.value) for f in figures] == [(unit, value)]


WORDS = """Tỷ lệ; hộ nghèo; đạt; 80%; và; ,; trên; đến năm 2030; (; ); |; - ; 100%; được; có; từ; trở lên; giảm; còn; \
12/12; 1.000; người; phấn đấu; …%; %; :; .; đã; “"""
PIECES = st.sampled_from([*WORDS.split("; "), ";", "\n", "\t"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_jumble_of_words_keeps_its_offsets(pieces: list[str]) -> None:
    found(" ".join(pieces))


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="0123456789%.,- –|\n()đạtừ≥<>/ ", max_size=80))
def test_any_jumble_of_signs_keeps_its_offsets(text: str) -> None:
    found(text)


def surface_forms() -> list[tuple[str, str, dict[str, object]]]:
    path = SHARED / "law/surface_forms.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(r["kind"], r["form"].replace("\\n", " "), json.loads(r["expected_json"])) for r in rows]


@pytest.mark.skipif(not surface_forms(), reason="the shared surface forms are not at hand")
def test_surface_forms_keep_their_floor() -> None:
    wanted = [(form, told) for kind, form, told in surface_forms() if kind == "target"]
    right = sum(_first_value(form) == _told_value(told["value"]) for form, told in wanted)
    assert right >= len(wanted) - 4  # a level in words, a bare count, a bare share, year columns without a head
    assert [form for kind, form, _ in surface_forms() if kind == "not_target" and found(form)] == []


def _first_value(form: str) -> float | None:
    targets = found(form)
    return targets[0].value if targets else None


def _told_value(told: object) -> object:
    if isinstance(told, list):
        told = told[0]
    if isinstance(told, dict):
        told = told.get("min", told.get("value"))
    return told


def gold() -> list[Path]:
    return sorted((SHARED / "gold/dev").glob("*.json"))


@pytest.mark.slow
@pytest.mark.skipif(not gold(), reason="the shared annotated documents are not at hand")
def test_annotated_values_are_found() -> None:
    from pipeline.read import read_file
    from pipeline.segment import segment

    hits = total = 0
    for path in gold():
        told = json.loads(path.read_text(encoding="utf-8"))
        doc = segment(read_file(path.parent / told["text_file"]), RULES)
        given_values = sorted(t.value for t in find_targets(doc, RULES) if "%" in t.unit)
        for target in told["targets"]:
            total += 1
            if target["value"] in given_values:
                given_values.remove(target["value"])
                hits += 1
    assert hits >= 0.91 * total  # fourteen documents, five of them new: 139 of 152
