"""Number, issuer, place, date, title, period, signer, recipients, as headers and titles of real plans have them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.segment.period import period_of
from tests.segment.outlines import segmented

HEADER = """
UBND TỈNH LÀO CAI
SỞ CÔNG THƯƠNG
Số: 189 /KH- SCT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lào Cai, ngày 04 tháng 7 năm 2023
KẾ HOẠCH
Thực hiện Đề án số 08 về phát triển công nghiệp
theo hướng xanh giai đoạn 2026-2030
(Ban hành kèm theo Nghị quyết số 35-NQ/TU ngày 29/12/2025)
Căn cứ Luật Điện lực;
I. MỤC TIÊU
Văn bản.
Nơi nhận:
- Tỉnh ủy (b/c);
- Các phòng thuộc Sở
và đơn vị trực thuộc;
- Lưu: VT, CN.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
(Đã ký)
Trịnh Văn Thành
"""


def test_a_header_of_two_columns() -> None:
    found = segmented(HEADER).metadata
    assert found.doc_type == "ke_hoach"
    assert found.number == "189/KH-SCT"
    assert found.issuer == "Sở Công Thương tỉnh Lào Cai"
    assert (found.place, found.issued_on) == ("Lào Cai", date(2023, 7, 4))
    assert found.title == "Thực hiện Đề án số 08 về phát triển công nghiệp theo hướng xanh giai đoạn 2026-2030"
    assert (found.period_start, found.period_end) == (2026, 2030)
    assert (found.signer, found.signer_title) == ("Trịnh Văn Thành", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC")
    assert found.recipients == ("Tỉnh ủy (b/c)", "Các phòng thuộc Sở và đơn vị trực thuộc", "Lưu: VT, CN")


def test_a_draft_with_blank_number_and_day() -> None:
    text = HEADER.replace("Số: 189 /KH- SCT", "Số:       /KH-SCT").replace("ngày 04 tháng 7", "ngày    tháng 7")
    found = segmented(text).metadata
    assert found.number is None
    assert found.issued_on is None
    assert found.place == "Lào Cai"
    assert found.doc_type == "ke_hoach"


def test_who_decides_is_no_part_of_a_decisions_title() -> None:
    text = """
    QUYẾT ĐỊNH
    Phê duyệt Điều lệ Hội Người cao tuổi
    CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
    Căn cứ Luật Tổ chức chính quyền địa phương;
    """
    assert segmented(text).metadata.title == "Phê duyệt Điều lệ Hội Người cao tuổi"


def test_kim_tra_lost_its_header_but_says_who_issues_it() -> None:
    text = """
    KẾ HOẠCH
    Thực hiện Chương trình phát triển công tác xã hội trên địa bàn phường Kim Trà năm 2026
    Căn cứ Quyết định số 112/QĐ-TTg ngày 22 tháng 01 năm 2021 của Thủ tướng Chính phủ;
    Ủy ban nhân dân phường Kim Trà ban hành Kế hoạch thực hiện như sau:
    I. MỤC TIÊU
    """
    found = segmented(text).metadata
    assert found.issuer == "Ủy ban nhân dân phường Kim Trà"
    assert found.number is None
    assert found.issued_on is None
    assert found.title is not None
    assert found.title.startswith("Thực hiện Chương trình")
    assert (found.period_start, found.period_end) == (2026, 2026)


ISSUERS = [
    ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ", "Ủy ban nhân dân thành phố Cần Thơ"),
    ("UỶ BAN NHÂN DÂN\nXÃ TÂN TIẾN", "Ủy ban nhân dân xã Tân Tiến"),
    ("UBND PHƯỜNG AN KHÁNH", "UBND phường An Khánh"),
    ("TỈNH ỦY ĐỒNG THÁP", "Tỉnh ủy Đồng Tháp"),
    ("BỘ Y TẾ", "Bộ Y tế"),
    ("UBND TỈNH NGHỆ AN\nSỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo tỉnh Nghệ An"),
    ("ỦY BAN NHÂN DÂN QUẬN 11", "Ủy ban nhân dân quận 11"),
]


@pytest.mark.parametrize(("lines", "issuer"), ISSUERS)
def test_issuer_in_capitals_is_written_as_in_running_text(lines: str, issuer: str) -> None:
    found = segmented(f"{lines}\nSố: 5/KH-UBND\nKẾ HOẠCH\nThử\nI. MỤC TIÊU\nVăn.").metadata
    assert found.issuer == issuer


PERIODS = [
    ("Phát triển công tác xã hội năm 2026", (2026, 2026)),
    ("giai đoạn 2021 -2030", (2021, 2030)),
    ("GIAI ĐOẠN 2026 – 2030, TẦM NHÌN ĐẾN NĂM 2045", (2026, 2030)),
    ("Thực hiện lộ trình đổi mới công nghệ đến năm 2035", (None, 2035)),
    ("Thực hiện Chỉ thị số 27/CT-TTg ngày 15 tháng 8 năm 2024 của Thủ tướng Chính phủ", (None, None)),
    ("Chương trình phát triển công tác xã hội giai đoạn 2021-2030 trên địa bàn xã năm 2026", (2026, 2026)),
    ("Chuyển đổi số năm 2025 và giai đoạn 2026-2030", (2025, 2030)),
    ("Kế hoạch từ năm 2026 đến năm 2030", (2026, 2030)),
    ("năm học 2025-2026", (2025, 2026)),
    ("Thực hiện Nghị quyết 25/2025/NQ-HĐND ngày 01/12/2025", (None, None)),
    ("", (None, None)),
]


@pytest.mark.parametrize(("title", "years"), PERIODS)
def test_period_of_a_title(title: str, years: tuple[int | None, int | None]) -> None:
    assert period_of(title, ()) == years


def test_the_year_inside_a_long_item_of_the_goals_is_no_period_of_the_plan() -> None:
    text = """
    I. MỤC TIÊU
    - Đến năm 2050, bảo đảm tổng lượng phát thải khí nhà kính quốc gia đạt mức phát thải ròng bằng 0; lượng phát thải
    đạt đỉnh vào năm 2035, sau đó giảm nhanh và bền vững.
    """
    assert segmented(text).metadata.period_start is None


def test_period_from_the_goals_where_the_title_has_none() -> None:
    text = "KẾ HOẠCH\nPhát triển du lịch\nII. MỤC TIÊU\n1. Đến năm 2030\nVăn.\n2. Giai đoạn 2026-2028\nVăn."
    found = segmented(text).metadata
    assert (found.period_start, found.period_end) == (2026, 2030)


@pytest.mark.parametrize(
    "motto",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM",
        "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ],
)
def test_a_national_title_that_a_narrow_column_breaks_is_no_part_of_the_issuer(motto: str) -> None:
    found = segmented(HEADER.replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", motto)).metadata
    assert found.issuer == segmented(HEADER).metadata.issuer
    body = HEADER.replace("UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG", "BẢO HIỂM XÃ HỘI\nVIỆT NAM")
    assert segmented(body).metadata.issuer == "Bảo hiểm xã hội Việt Nam"


@pytest.mark.parametrize(
    "line",
    [
        "VỀ VIỆC BAN HÀNH ĐỀ ÁN TRIỂN KHAI KẾ HOẠCH SỐ 25-KH/TU NGÀY 05-3-2024",
        "Căn cứ Nghị quyết số 21/2024/QH15 ngày 19 tháng 6 năm 2024 của Quốc hội;",
    ],
)
def test_a_number_that_the_header_only_cites_is_not_its_own(line: str) -> None:
    assert segmented(f"{line}\n1. Mục tiêu\nNâng cao chất lượng.\n").metadata.number is None
    assert segmented(f"Kế hoạch số 45/KH-UBND\n{line}\n1. Mục tiêu\nNâng cao.\n").metadata.number == "45/KH-UBND"


def test_a_year_added_to_a_span_belongs_to_the_period() -> None:
    assert period_of("Kế hoạch thực hiện lộ trình giai đoạn 2022-2025 và 2030", ()) == (2022, 2030)
    assert period_of("Kế hoạch giai đoạn 2022-2025 và 2026-2030", ()) == (2022, 2030)


def test_a_place_whose_name_looks_like_a_small_word_keeps_its_capitals() -> None:
    header = HEADER.replace("UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG", "ỦY BAN NHÂN DÂN\nPHƯỜNG TRÚC KHÊ")
    assert segmented(header).metadata.issuer == "Ủy ban nhân dân phường Trúc Khê"


def test_a_union_whose_name_opens_with_a_place_is_the_issuer_beside_the_union_of_all() -> None:
    header = HEADER.replace("UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG", "TỈNH ĐOÀN SƠN GIANG\n***\nĐOÀN TNCS HỒ CHÍ MINH")
    assert segmented(header).metadata.issuer == "Tỉnh đoàn Sơn Giang"


def test_a_title_that_begins_with_v_v_is_a_title_and_no_part_v() -> None:
    text = """
    Số: 29/KH-UBND
    KẾ HOẠCH
    V/V HỖ TRỢ NHU YẾU PHẨM
    Căn cứ Kế hoạch số 12/KH-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh Đông Sơn;
    I. MỤC TIÊU
    """
    document = segmented(text)
    assert document.metadata.title == "V/V HỖ TRỢ NHU YẾU PHẨM"
    assert [s.kind for s in document.sections] == ["can_cu", "muc_tieu"]


def test_a_numbered_task_is_not_the_sentence_that_issues_the_plan() -> None:
    text = "KẾ HOẠCH\nPhòng dịch\nI. NỘI DUNG\n1. Tổ chức triển khai thực hiện Chiến lược nước sạch\n"
    assert segmented(text).metadata.issuer is None


def test_the_cells_of_a_header_are_no_place() -> None:
    text = "UBND XÃ HÒA MẪU | Số: 98/KH-UBND | Hòa Mẫu, ngày 18 tháng 11 năm 2025\nKẾ HOẠCH\nThử\nI. MỤC TIÊU\n"
    found = segmented(text).metadata
    assert (found.number, found.place) == ("98/KH-UBND", "Hòa Mẫu")
