"""Days, recurring days and periods; what is a document's date, a past year or a programme's name is none."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.deadlines import find_deadlines
from pipeline.knowledge.load import load_rules
from pipeline.model import Block, Document, Metadata, Section

RULES = load_rules()


def found(text: str, **extra: object) -> list[tuple[str, str, str | None, str | None, str | None]]:
    document = Document("d", "d", "", "txt", text, **extra)  # type: ignore[arg-type]
    deadlines = find_deadlines(document, RULES)
    assert all(text[d.start : d.end] == d.quote for d in deadlines)
    return [(d.quote, d.kind, d.begin, d.due, d.recurrence) for d in deadlines]


Wanted = tuple[str, str | None, str | None, str | None]


def period(due: str | None, begin: str | None) -> Wanted:
    return ("period", begin, due, None)


def day(due: str | None) -> Wanted:
    return ("date", None, due, None)


def each(*rhythms: str) -> list[Wanted]:
    return [("recurring", None, None, rhythm) for rhythm in rhythms]


FORMS: list[tuple[str, list[Wanted]]] = [
    ("báo cáo hằng tuần trước 15:00 ngày thứ Sáu", each("hằng tuần")),
    ("xong trước ngày 30/6/2026", [day("2026-06-30")]),
    ("chậm nhất là ngày 15 tháng 11 năm 2026", [day("2026-11-15")]),
    ("trước ngày 15/12 gửi về Phòng", [day(None)]),
    ("từ ngày 10/3/2026 đến ngày 20/3/2026", [period("2026-03-20", "2026-03-10")]),
    ("trước ngày 20/11 hàng năm", each("hằng năm, trước ngày 20/11")),
    ("trước ngày 18 hằng tháng", each("hằng tháng, trước ngày 18")),
    ("hằng năm (trước ngày 15 tháng 11)", each("hằng năm, trước ngày 15/11")),
    (
        "định kỳ 06 tháng (trước ngày 05 tháng 5), hàng năm (trước ngày 05 tháng 11)",
        each("6 tháng, trước ngày 05/05", "hằng năm, trước ngày 05/11"),
    ),
    ("định kỳ hằng quý, 6 tháng và hằng năm", each("hằng quý", "6 tháng", "hằng năm")),
    ("Báo cáo tháng gửi trước ngày 15 của tháng", each("hằng tháng, trước ngày 15")),
    ("Báo cáo quý gửi trước ngày 05 tháng cuối quý", each("hằng quý, trước ngày 05 tháng cuối quý")),
    ("đến hết năm 2026", [day("2026-12-31")]),
    ("sơ kết vào năm 2025 và tổng kết vào cuối năm 2030", [day("2025"), day("2030-12-31")]),
    ("Giai đoạn từ năm 2026 đến năm 2030", [period("2030", "2026")]),
    ("giai đoạn 2021 -2030", [period("2030", "2021")]),
    ("Giai đoạn đến năm 2025", [day("2025")]),
    ("quý II/2026", [day("2026-06")]),
    ("trong quý I và quý II năm 2026", [day("2026-06")]),
    ("6 tháng đầu năm 2026", [day("2026-06")]),
    ("xong trong tháng 12/2025", [day("2025-12")]),
    ("Thời gian thực hiện: Thường xuyên.", each("thường xuyên")),
    ("Thời gian thực hiện: Hằng năm.", each("hằng năm")),
    ("Thời gian: Quý III năm 2026.", [day("2026-09")]),
    ("Thời gian hoàn thành: năm 2026", [day("2026")]),
    ("trước 17 giờ 00 phút ngày 20/02/2026", [day("2026-02-20")]),
    ("Chủ nhật, ngày 15/3/2026", [day("2026-03-15")]),
    ("báo cáo năm trước ngày 25 tháng 11 năm 2026", [day("2026-11-25")]),
    ("sơ kết năm 2027", [day("2027")]),
    ("các ngày 05, 06, 15 và 16 hằng tháng", each("hằng tháng")),
    ("- Hằng tuần, vào sáng thứ Bảy, huy động Nhân dân", each("hằng tuần")),
    ("chậm nhất 03 ngày sau ngày bầu cử", [period(None, None)]),
    ("Thời gian thực hiện: Năm 2025 và các năm tiếp theo.", [period(None, "2025")]),
    ("Thời gian: Từ năm 2026 trở đi", [period(None, "2026")]),
    ("Thời gian: từ ngày ban hành Kế hoạch đến khi kết thúc chương trình.", [period(None, None)]),
    ("Thời gian: Từ khi ban hành đến hết ngày 31/12/2026", [period("2026-12-31", None)]),
    ("Tháng hành động (từ ngày 15/11 đến ngày 15/12)", [period(None, None)]),
    ("báo cáo trước 17h hằng ngày", each("hằng ngày, trước 17 giờ")),
    ("phát thanh 02 lần/ngày", each("2 lần/ngày")),
    ("báo cáo 06 tháng/lần", each("6 tháng")),
    ("Họp ít nhất mỗi tháng một lần; rà soát 100% trường hợp", each("hằng tháng")),
    ("sàng lọc mỗi năm hai đợt (tháng 4 và tháng 10)", each("hằng năm")),
    ("Hằng năm báo cáo kết quả về Sở Y tế", each("hằng năm")),
    ("Trình, chậm nhất tại kỳ họp tháng 7 năm 2026, chính sách hỗ trợ", [day("2026-07")]),
    ("Trình tại kỳ họp tháng 7 chính sách hỗ trợ", [day(None)]),
    ("Thời gian thực hiện: Tháng 11, 12/2026", [day("2026-12")]),
    ("Thời gian: 6 tháng, hằng năm", each("6 tháng", "hằng năm")),
    ("Thời gian: 9/2026", [day("2026-09")]),
    ("Quí IV-2025 hoàn thành", [day("2025-12")]),
    ("7 giờ 30 phút ngày 15 tháng 5 năm 2026", [day("2026-05-15")]),
    ("Tập huấn (Chủ trì: Sở Y tế; thời gian: tháng 3/2026)", [day("2026-03")]),
    ("trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ", [period(None, None)]),
]


@pytest.mark.parametrize(("text", "wanted"), FORMS, ids=[form[0] for form in FORMS])
def test_form(text: str, wanted: list[Wanted]) -> None:
    assert [d[1:] for d in found(text)] == wanted


NONE = [
    "Sơ kết các chương trình, kế hoạch về công tác dân số và phát triển của tỉnh giai đoạn đến năm 2030",
    "Quyết định số 112/QĐ-TTg ngày 22 tháng 01 năm 2021 của Thủ tướng Chính phủ",
    "tầm nhìn đến năm 2050",
    "so với năm 2020",
    "tính đến năm 2024 có 5 cơ sở",
    "Chương trình phát triển công tác xã hội giai đoạn 2021-2030",
    "phê duyệt “Chương trình điều chỉnh mức sinh đến năm 2030”",
    "lập dự toán ngân sách hằng năm",
    "26/3 hàng năm là Ngày chuyển đổi số",
    "trẻ em từ 6 tháng đến 24 tháng tuổi",
    "đạt 5.813/8.227 xã",
    "năm 2026",
    "thực hiện năm 2026 và các năm tiếp theo",
    "khám 02 lần/năm cho 90% trẻ em",
    "từ ngày thành lập đến khi sáp nhập",
    "lập kế hoạch đầu tư công trung hạn giai đoạn 2026 - 2030",
    "Quỹ 1 của phường",
]


@pytest.mark.parametrize("text", NONE)
def test_no_deadline(text: str) -> None:
    assert found(text) == []


def test_a_year_before_the_plan_is_past() -> None:
    issued = Metadata(issued_on=date(2026, 2, 5))
    assert found("đến năm 2024 đạt 60%; đến năm 2030 đạt 80%", metadata=issued)[0][3] == "2030"


def test_a_limit_before_the_plan_is_told_for_it_is_a_slip() -> None:
    issued = Metadata(issued_on=date(2026, 2, 5))
    assert found("báo cáo trước ngày 15/12/2025", metadata=issued)[0][3] == "2025-12-15"
    assert found("Đến ngày 31/12/2025, toàn xã có 5 cơ sở", metadata=issued) == []


def test_days_without_a_year_are_of_the_plans_own() -> None:
    of_2025 = Metadata(issued_on=date(2025, 11, 1), period_start=2025, period_end=2025)
    told = [found(text, metadata=of_2025)[0][2:4] for text in ("từ 15/11 đến 15/12", "trình tại kỳ họp tháng 12")]
    assert told == [("2025-11-15", "2025-12-15"), (None, "2025-12")]
    assert found("từ 15/01 đến 15/02", metadata=of_2025)[0][2:4] == (None, None)


def test_the_time_of_a_heading_of_goals_is_that_of_its_targets() -> None:
    text = "2.1. Trong năm 2027\nMở 05 lớp trước ngày 30/6/2027"
    goals = (Section("2.1", None, 1, "2.1", "Trong năm 2027", "muc_tieu", 0, len(text), 5, 19),)
    assert [d[3] for d in found(text, sections=goals)] == ["2027-06-30"]


def test_basis_and_recipients_hold_none() -> None:
    text = "Căn cứ Kế hoạch trước ngày 15/11/2026;\nI. X\nxong trước ngày 15/12/2026"
    sections = (
        Section("can_cu", None, 1, None, "Căn cứ", "can_cu", 0, 38, 0, 6),
        Section("I", None, 1, "I", "X", "nhiem_vu", 39, len(text), 42, 43),
    )
    assert [d[3] for d in found(text, sections=sections)] == ["2026-12-15"]


def test_a_time_column_is_read_cell_by_cell() -> None:
    rows = [("TT", "Nhiệm vụ", "Thời gian thực hiện/ hoàn thành"), ("1", "Tập huấn", "Quý II")]
    rows += [("2", "Kết quả năm 2025", "2026"), ("3", "Soạn thảo", "10-11/2026")]
    text, blocks = "", []
    for r, row in enumerate(rows):
        text += "\n" if r else ""
        for c, cell in enumerate(row):
            text += " | " if c else ""
            blocks.append(Block(len(text), len(text) + len(cell), "cell", table=0, row=r, column=c))
            text += cell
    assert found(text, blocks=tuple(blocks)) == [
        ("Quý II", "date", None, None, None),
        ("2026", "date", None, "2026", None),
        ("10-11/2026", "date", None, "2026-11", None),
    ]


@given(st.lists(st.sampled_from([f[0] for f in FORMS] + NONE + ["\n", "; ", " "]), max_size=12))
def test_deadlines_never_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    deadlines = find_deadlines(Document("d", "d", "", "txt", text), RULES)
    assert all(text[d.start : d.end] == d.quote for d in deadlines)
    assert all(a.end <= b.start for a, b in pairwise(deadlines))
