"""References: what is found, what is said of it, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.references import find_references
from pipeline.knowledge.load import load_rules
from pipeline.model import Document, LegalReference, Metadata, Section

RULES = load_rules()


def references(text: str, doc_type: str = "ke_hoach", number: str | None = None) -> list[LegalReference]:
    document = Document("d", "d.txt", "0", "txt", text, metadata=Metadata(doc_type=doc_type, number=number))
    return list(find_references(document, RULES))


def external(text: str) -> list[LegalReference]:
    return [r for r in references(text) if not r.internal]


# text -> (kind, number, date) of each reference to another document
CASES: list[tuple[str, list[tuple[str, str | None, date | None]]]] = [
    (
        "Căn cứ Nghị định số 110/2024/NĐ-CP ngày 30 tháng 8 năm 2024 của Chính phủ về công tác xã hội;",
        [("nghi_dinh", "110/2024/NĐ-CP", date(2024, 8, 30))],
    ),
    (
        "CHƯƠNG TRÌNH HÀNH ĐỘNG SỐ 71-CTR/TU NGÀY 09/4/2024 CỦA TỈNH ỦY",
        [("chuong_trinh", "71-CTr/TU", date(2024, 4, 9))],
    ),
    (
        "Nghị quyết 25/NQ-HĐND và 76/2025/UBTVQH15",
        [("nghi_quyet", "25/NQ-HĐND", None), ("nghi_quyet", "76/2025/UBTVQH15", None)],
    ),
    (
        "các Quyết định số 12/QĐ-UBND, 13/QĐ-UBND và 14/QĐ-UBND ngày 05/01/2026",
        [
            ("quyet_dinh", "12/QĐ-UBND", None),
            ("quyet_dinh", "13/QĐ-UBND", None),
            ("quyet_dinh", "14/QĐ-UBND", date(2026, 1, 5)),
        ],
    ),
    (
        "các Nghị định của Chính phủ số 45, 46/2025/NĐ-CP",  # the first shares the symbol of the second
        [("nghi_dinh", "45/2025/NĐ-CP", None), ("nghi_dinh", "46/2025/NĐ-CP", None)],
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương "
        "ngày 22/11/2019",
        [("luat", None, date(2019, 11, 22))],  # one law, which names two
    ),
    (
        "Luật Ngân sách nhà nước số 01/2002/QH11 ngày 16 tháng 12 năm 2002",
        [("luat", "01/2002/QH11", date(2002, 12, 16))],
    ),
    ("Luật Công nghiệp công nghệ số số 71/2025/QH15 ngày 14/6/2025", [("luat", "71/2025/QH15", date(2025, 6, 14))]),
    ("theo Bộ luật Lao động năm 2019 và Luật Trẻ em;", [("bo_luat", None, None), ("luat", None, None)]),
    (
        "Đề án 08-ĐA/TU của Tỉnh ủy ngày 29/12/2025 về phát triển công nghiệp",  # the date after the issuer
        [("de_an", "08-ĐA/TU", date(2025, 12, 29))],
    ),
    ("văn bản số 2539/UBND- SNV", [("cong_van", "2539/UBND-SNV", None)]),
    ("Nghị quyết số 01/NĐ-CP ngày 8/1/2026", [("nghi_quyet", "01/NĐ-CP", date(2026, 1, 8))]),
    ("Nghị quyết số /NQ-CP ngày 01 tháng 01 năm 2025", [("nghi_quyet", None, date(2025, 1, 1))]),
    ("Nghị quyết số 66.7/2025/NQ-CP của Chính phủ", [("nghi_quyet", "66.7/2025/NQ-CP", None)]),
    ("Tờ trình số 12317/TTr-SNNMT- VP ngày 20/11/2025", [("to_trinh", "12317/TTr-SNNMT-VP", date(2025, 11, 20))]),
    ("Công văn số 2273/CTK - CSCL ngày 05/11/2025", [("cong_van", "2273/CTK-CSCL", date(2025, 11, 5))]),
    ("Báo cáo số 412 /BC-UBPLTP15 ngày 12/3/2023", [("bao_cao", "412/BC-UBPLTP15", date(2023, 3, 12))]),
    ("Kế hoạch số 12/KH-UBND - UBND xã thực hiện", [("ke_hoach", "12/KH-UBND", None)]),
    ("Công văn hỏa tốc số 12/UBND-VX", [("cong_van", "12/UBND-VX", None)]),
    ("Nghị định số 64-CP ngày 27/9/1993 của Chính phủ", [("nghi_dinh", "64-CP", date(1993, 9, 27))]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_kind_number_and_date(text: str, expected: list[tuple[str, str | None, date | None]]) -> None:
    found = external(text)
    assert [(r.doc_type, r.issued_on) for r in found] == [(kind, day) for kind, _, day in expected]
    for reference, (_, number, _) in zip(found, expected, strict=True):
        assert number in (reference.number, reference.canonical)


@pytest.mark.parametrize(
    "text",
    [
        "hoàn thành 12/12 chỉ tiêu, đạt 681,8%; 26/3 hằng năm; trực 24/7; tăng 5%/năm",
        "địa chỉ số 15/2 đường Lê Lợi, điện thoại 0234.382.2021; bản đồ tỷ lệ 1/500",
        "Số: 189 /KH-UBND\nQuận 11, ngày 04 tháng 7 năm 2023",  # its own number
        "Kế hoạch 5 năm 2021-2025; Báo cáo 6 tháng; Chương trình năm 2026; Dự án 2",
        "sinh viên Đại học Luật Hà Nội, trình độ đại học Luật, mời Luật sư theo pháp luật",
        "Báo cáo theo Mẫu số 01/BC-SNV và Biểu số 02/KH-UBND",
        "Biên bản hiệp thương lần thứ nhất (Mẫu số 01 và 02/HNMT), mẫu 04/NƠXH",
        "thực hiện quy định này theo hướng dẫn của cấp trên; các quyết định nhân sự",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert external(text) == []


def test_a_title_does_not_end_at_one_that_begins_like_a_kind() -> None:
    title = "quy định chi tiết và hướng dẫn thi hành một số điều của Luật Dữ liệu"
    (decree, *_) = external(f"Nghị định số 165/2025/NĐ-CP ngày 30/6/2025 của Chính phủ {title};")
    assert decree.title == title
    first, _ = external("Nghị định số 1/2025/NĐ-CP quy định về lương và Hướng dẫn số 2/HD-BNV của Bộ Nội vụ")
    assert first.title == "quy định về lương"


def test_issuer_title_and_role() -> None:
    text = (
        "Căn cứ Quyết định số 112/2021/QĐ-TTg ngày 22 tháng 01 năm 2021 của Thủ tướng Chính phủ về việc ban hành "
        "Chương trình phát triển công tác xã hội giai đoạn 2021-2030, Nghị định số 110/2024/NĐ-CP của Chính phủ"
    )
    first, second = references(text)
    assert first.issuer == "Thủ tướng Chính phủ"
    assert first.title == "ban hành Chương trình phát triển công tác xã hội giai đoạn 2021-2030"
    assert first.canonical == "112/QĐ-TTg"  # the registry knows this wrong form
    assert (first.role, second.role) == ("can_cu", "can_cu")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Thực hiện Công văn số 12/UBND-VX ngày 01/01/2026", "thuc_hien"),
        ("Quyết định này thay thế Quyết định số 12/QĐ-UBND", "thay_the"),
        ("sửa đổi, bổ sung Nghị định số 20/2021/NĐ-CP", "sua_doi"),
        ("theo quy định tại Nghị định số 20/2021/NĐ-CP", "dan_chieu"),
    ],
)
def test_role_by_the_word_that_governs(text: str, role: str) -> None:
    assert [r.role for r in external(text) if r.number] == [role]


@pytest.mark.parametrize(
    ("text", "path", "parts"),
    [
        (
            "điểm a tiểu mục 2 Mục I Điều 1 Quyết định 112/QĐ-TTg năm 2021",
            ("Điều 1", "Mục I", "tiểu mục 2", "điểm a"),
            ("1", None, "a"),
        ),
        (
            "tiết 1.5.2 tiểu mục 1.5 Mục 1 Chương V Phần thứ hai Đề án ban hành kèm theo Quyết định 759/QĐ-TTg",
            ("Phần thứ hai", "Chương V", "Mục 1", "tiểu mục 1.5", "tiết 1.5.2"),
            (None, None, None),
        ),
        (
            "điểm c khoản 3 mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP",
            ("Phụ lục I", "Phần I", "mục II", "khoản 3", "điểm c"),
            (None, "3", "c"),
        ),
        ("Điều 5, Điều 6 của Luật Trẻ em", ("Điều 5", "Điều 6"), ("5, 6", None, None)),
    ],
)
def test_pinpoints(text: str, path: tuple[str, ...], parts: tuple[str | None, ...]) -> None:
    (reference,) = references(text)
    assert reference.path == path
    assert (reference.article, reference.clause, reference.point) == parts


def test_the_document_points_at_itself() -> None:
    text = (
        "Các đơn vị có tên tại mục IV; mục tiêu của Kế hoạch này (Phụ lục I kèm theo), Kế hoạch số 189/KH-UBND nêu rõ"
    )
    found = references(text, number="189/KH-UBND")
    assert [(r.quote, r.internal) for r in found] == [
        ("mục IV", True),
        ("Kế hoạch này", True),
        ("Phụ lục I", True),
        ("Kế hoạch số 189/KH-UBND", True),
    ]


def test_short_forms_are_resolved_by_kind_and_number() -> None:
    text = (
        "Căn cứ Quyết định số 112/QĐ-TTg ngày 22/01/2021 của Thủ tướng Chính phủ;\n"
        "Căn cứ Nghị định số 110/2024/NĐ-CP ngày 30/8/2024 của Chính phủ.\n"
        "Triển khai Quyết định 112 và các quy định của Nghị định nêu trên."
    )
    short, back = references(text)[2:]
    assert (short.quote, short.number, short.canonical) == ("Quyết định 112", None, "112/QĐ-TTg")
    assert short.resolved_from == text.index("Quyết định số")
    assert (back.quote, back.canonical) == ("Nghị định nêu trên", "110/2024/NĐ-CP")


def test_a_bare_number_ends_with_its_line_whatever_number_the_next_begins_with() -> None:
    text = (
        "Thực hiện Quyết định số 06/QĐ-TTg ngày 06/01/2022.\n75. Chia sẻ dữ liệu theo Quyết định số 06.\n76. Kết nối."
    )
    assert [r.canonical for r in references(text)] == ["06/QĐ-TTg", "06/QĐ-TTg"]


def test_the_nearest_of_another_kind_is_not_meant() -> None:
    text = "Nghị định số 20/2021/NĐ-CP, Nghị định số 76/2024/NĐ-CP và Quyết định số 5/QĐ-UBND. Theo Nghị định nêu trên"
    last = references(text)[-1]
    assert last.quote == "Nghị định nêu trên"
    assert last.unresolved
    assert last.canonical is None


def test_a_name_given_in_brackets() -> None:
    text = "Quyết định số 06/QĐ-TTg ngày 06/01/2022 (sau đây gọi tắt là Đề án 06). Các nhiệm vụ của Đề án 06 gồm"
    assert [(r.quote, r.canonical) for r in references(text)][1:] == [("Đề án 06", "06/QĐ-TTg")]


@given(
    st.lists(
        st.sampled_from(
            [
                "Quyết định số 112/QĐ-TTg ",
                "ngày 22/01/2021 ",
                "của Thủ tướng Chính phủ ",
                "về việc ",
                "Luật Trẻ em ",
                "khoản 1 Điều 5 ",
                "Kế hoạch này",
                "(sau đây gọi tắt là ",
                ") ",
                ", ",
                " và ",
                "số 45, ",
                "46/2025/NĐ-CP",
                "\n",
                "Căn cứ ",
                "57- NQ/TW",
                "“",
                "Số: ",
                "sửa đổi, bổ sung ",
                "ẢẠ/",
            ]
        ),
        max_size=25,
    )
)
def test_offsets_hold_on_any_mixture(pieces: list[str]) -> None:
    text = "".join(pieces)
    for reference in references(text):
        assert text[reference.start : reference.end] == reference.quote
        assert reference.quote == reference.quote.strip()
        assert reference.quote


def test_what_heads_a_line_under_legal_bases_is_a_basis() -> None:
    text = "II. CĂN CỨ PHÁP LÝ\n- Luật Bảo vệ môi trường năm 2020;\n- Nghị định số 45/2022/NĐ-CP.\nIII. NỘI DUNG\n"
    section = Section("s1", None, 1, "II", "CĂN CỨ PHÁP LÝ", "can_cu", 0, text.index("III."), 4, 18)
    document = Document("d", "d.txt", "0", "txt", text, sections=(section,))
    assert [r.role for r in find_references(document, RULES)] == ["can_cu", "can_cu"]
