"""The tree: labels of many ladders, run-in headings, headings without a number, tables, annexes, the foot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.segment.outlines import outline, segmented

WARD = """
ỦY BAN NHÂN DÂN
PHƯỜNG TÂN AN
Số: 15/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân An, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Bảo vệ, chăm sóc trẻ em trên địa bàn phường năm 2026
Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;
Căn cứ Kế hoạch số 10/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh;
Ủy ban nhân dân phường Tân An ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao nhận thức.
2. Yêu cầu
Thực hiện đồng bộ.
II. MỤC TIÊU
1. Mục tiêu chung: Bảo đảm quyền trẻ em.
2. Mục tiêu cụ thể:
- 100% trẻ em được khai sinh;
- Giảm 5% trẻ em bị tai nạn.
III. NHIỆM VỤ VÀ GIẢI PHÁP
1. Tăng cường truyền thông
a) Tổ chức Tháng hành động vì trẻ em;
b) Phát tờ rơi.
2. Kinh phí thực hiện
Ngân sách phường.
V. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
- Chủ trì tham mưu;
- Báo cáo trước ngày 15/12.
2. Trạm Y tế: Khám sức khỏe định kỳ.
Trên đây là Kế hoạch, đề nghị các đơn vị thực hiện./.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Mai
PHỤ LỤC I
DANH MỤC NHIỆM VỤ
TT | Nhiệm vụ | Chủ trì
I | Nhóm truyền thông
1 | Phát tờ rơi | Trạm Y tế
"""


def test_a_ward_plan_from_its_basis_to_its_annex() -> None:
    assert outline(WARD) == [
        "can_cu can_cu Căn cứ",
        "I khac MỤC ĐÍCH, YÊU CẦU",
        "I.1 khac Mục đích",
        "I.2 khac Yêu cầu",
        "II muc_tieu MỤC TIÊU",
        "II.1 muc_tieu Mục tiêu chung",
        "II.2 muc_tieu Mục tiêu cụ thể",
        "III nhiem_vu NHIỆM VỤ VÀ GIẢI PHÁP",
        "III.1 nhiem_vu Tăng cường truyền thông",
        "III.1.a nhiem_vu Tổ chức Tháng hành động vì trẻ em",
        "III.1.b nhiem_vu Phát tờ rơi",
        "III.2 kinh_phi Kinh phí thực hiện",
        "V to_chuc_thuc_hien TỔ CHỨC THỰC HIỆN",
        "V.1 to_chuc_thuc_hien Phòng Văn hóa - Xã hội",
        "V.2 to_chuc_thuc_hien Trạm Y tế",
        "ket khac Trên đây là Kế hoạch, đề nghị các đơn vị thực hiện",
        "noi_nhan noi_nhan Nơi nhận",
        "chu_ky chu_ky TM. ỦY BAN NHÂN DÂN",
        "PL-I nhiem_vu PHỤ LỤC I",
        "PL-I.ten nhiem_vu DANH MỤC NHIỆM VỤ",
        "PL-I.I nhiem_vu Nhóm truyền thông",
    ]


def test_a_section_reaches_over_all_below_it() -> None:
    document = segmented(WARD)
    spans = {s.section_id: document.text[s.start : s.end] for s in document.sections}
    assert spans["II"].startswith("II. MỤC TIÊU")
    assert spans["II"].endswith("tai nạn.")
    assert spans["V.1"].count("\n") == 2
    assert spans["V.1.-1"] == "- Chủ trì tham mưu;"
    assert spans["can_cu"].count("Căn cứ") == 2


LADDERS = {
    "arabic at the top": (
        "1. Mục tiêu\n1.1. Mục tiêu chung\nVăn.\n2. Nội dung\na) Hồ sơ\n- Một\n",
        ["1", "1.1", "2", "2.a"],
    ),
    "parts above": (
        "Phần thứ nhất\nĐẶC ĐIỂM TÌNH HÌNH\nI. Tự nhiên\n1. Đất\n2. Nước\nPhần thứ hai\nMỤC TIÊU\nI. Chung\n",
        ["P-nhất", "P-nhất.I", "P-nhất.I.1", "P-nhất.I.2", "P-hai", "P-hai.I"],
    ),
    "letters above": (
        "A. MỤC TIÊU\nI. Chung\n1. Một\nB. NHIỆM VỤ\nI. Một\nII. Hai\n",
        ["A", "A.I", "A.I.1", "B", "B.I", "B.II"],
    ),
    "letters below Roman": (
        "I. MỤC TIÊU\nA. Chung\nVăn.\nB. Riêng\nII. NHIỆM VỤ\nA. Một\n",
        ["I", "I.A", "I.B", "II", "II.A"],
    ),
    "articles": (
        "Điều 1. Ban hành\nĐiều 2. Tổ chức\n1. Sở Y tế\na) Chủ trì;\nĐiều 3. Hiệu lực\n",
        ["Đ-1", "Đ-2", "Đ-2.1", "Đ-2.1.a", "Đ-3"],
    ),
    "Roman inside an article": (
        "Điều 1. Phê duyệt\nI. QUAN ĐIỂM\n1. Một\nII. MỤC TIÊU\nĐiều 2. Hiệu lực\n",
        ["Đ-1", "Đ-1.I", "Đ-1.I.1", "Đ-1.II", "Đ-2"],
    ),
    "slashes and brackets": (
        "I/ MỤC TIÊU\n1/ Chung\n1) Một\n2) Hai\n2/ Riêng\nII/ NHIỆM VỤ\n",
        ["I", "I.1", "I.1.1", "I.1.2", "I.2", "II"],
    ),
    "number and letter": (
        "II. NHIỆM VỤ\nII.1. Truyền thông\na. Một\nII.2. Đào tạo\n",
        ["II", "II.1", "II.1.a", "II.2"],
    ),
    "brackets below letters": (
        "1. Một\na) Hai\n(1) Ba\n(2) Bốn\nb) Năm\n2. Sáu\n",
        ["1", "1.a", "1.a.(1)", "1.a.(2)", "1.b", "2"],
    ),
    "i is a letter after h": ("1. Một\ng) G\nh) H\ni) I\nk) K\n", ["1", "1.g", "1.h", "1.i", "1.k"]),
    "i begins small Roman": (
        "1. Một\na) A\ni) I\nii) II\niii) III\nb) B\n",
        ["1", "1.a", "1.a.i", "1.a.ii", "1.a.iii", "1.b"],
    ),
    "V after IV is Roman, C after B a letter": ("A. Một\nB. Hai\nC. Ba\nI. X\nV. Y\n", ["A", "B", "C", "C.I", "C.V"]),
    "a repeated number stays": (
        "II. MỤC TIÊU\nIII. LỘ TRÌNH\nIII. NHIỆM VỤ\nIV. KINH PHÍ\n",
        ["II", "III", "III~2", "IV"],
    ),
    "a lost parent": ("2. Hai\n2.1. Một\n3.1. Một\n3.2. Hai\n", ["2", "2.1", "3.1", "3.2"]),
    "chapters": (
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nChương II\nTỔ CHỨC\nMục 1. PHÒNG\nĐiều 2. Việc\n",
        ["C-I", "C-I.Đ-1", "C-II", "C-II.M-1", "C-II.M-1.Đ-2"],
    ),
}


@pytest.mark.parametrize("name", LADDERS)
def test_ladder(name: str) -> None:
    text, ids = LADDERS[name]
    assert [s.section_id for s in segmented(f"KẾ HOẠCH\nThử\n{text}").sections if s.label not in ("-", "+")] == ids


def test_bullets_of_two_kinds_nest() -> None:
    found = segmented("KẾ HOẠCH\nThử\nI. MỤC TIÊU\n- Một:\n+ Hai;\n+ Ba.\n- Bốn.\n1. Năm\n")
    assert [s.section_id for s in found.sections] == ["I", "I.-1", "I.-1.+1", "I.-1.+2", "I.-2", "I.1"]


HEADINGS = [
    ("3.1. Đối tượng kiểm tra: Quy định tại khoản 1.", "Đối tượng kiểm tra"),
    ("1. Phòng Quản lý Công nghiệp: Là đầu mối chủ trì", "Phòng Quản lý Công nghiệp"),
    ("4.1. Ông. Hoàng Văn A - Trưởng đoàn: Phụ trách chung", "Ông. Hoàng Văn A - Trưởng đoàn"),
    ("1. Mục đích. Nhằm nâng cao nhận thức.", "Mục đích"),
    ("2. Dự án 1: Giải quyết tình trạng thiếu đất ở", "Dự án 1: Giải quyết tình trạng thiếu đất ở"),
    ("I. NHIỆM VỤ CHỦ YẾU (chi tiết tại Phụ lục)", "NHIỆM VỤ CHỦ YẾU (chi tiết tại Phụ lục)"),
    ("2. Kinh phí (dự kiến: 02 tỷ đồng)", "Kinh phí (dự kiến: 02 tỷ đồng)"),
    ("5. Nghiên cứu giải pháp thu hút nhân lực.", "Nghiên cứu giải pháp thu hút nhân lực"),
    ("6.2 Đối với đơn vị được kiểm tra:", "Đối với đơn vị được kiểm tra"),
    (
        "1. Giấy khen của Thủ trưởng; Chủ tịch UBND xã: Các đơn vị tự quy định.",
        "Giấy khen của Thủ trưởng; Chủ tịch UBND xã",
    ),
    (
        "1. Rà soát đối tượng; lập hồ sơ, gồm: đơn, giấy khai sinh.",
        "Rà soát đối tượng; lập hồ sơ, gồm: đơn, giấy khai sinh",
    ),
    ("3. Tầm nhìn đến năm 2045 Sau năm 2030, nồng độ bụi giảm đều mỗi năm.", "Tầm nhìn đến năm 2045"),
    ("I. MỤC TIÊU ĐẾN NĂM 2030 CỦA TỈNH ĐÔNG SƠN VÀ CÁC XÃ", "MỤC TIÊU ĐẾN NĂM 2030 CỦA TỈNH ĐÔNG SƠN VÀ CÁC XÃ"),
    ("1. Mục tiêu Chương trình đến năm 2030 đạt.", "Mục tiêu Chương trình đến năm 2030 đạt"),
]


@pytest.mark.parametrize(("line", "heading"), HEADINGS)
def test_heading(line: str, heading: str) -> None:
    found = segmented(f"KẾ HOẠCH\nThử\n{line}\nĐoạn văn bên dưới.\n")
    assert found.sections[0].heading == heading


def test_a_heading_that_the_source_broke_is_one() -> None:
    text = "KẾ HOẠCH\nThử\nI. CHẾ ĐỘ\nBÁO CÁO\nVăn bản.\n1. Tuyên truyền và thực\nhiện các văn bản\nĐoạn văn.\n"
    assert outline(text) == ["I bao_cao CHẾ ĐỘ BÁO CÁO", "I.1 bao_cao Tuyên truyền và thực hiện các văn bản"]


def test_headings_without_a_number() -> None:
    text = """
    KẾ HOẠCH
    Thử
    **MỤC TIÊU**
    1. Chung
    Văn.
    **NHIỆM VỤ VÀ GIẢI PHÁP**
    1. Truyền thông
    **Hoạt động trọng tâm**
    Văn.
    """
    assert outline(text) == [
        "* muc_tieu MỤC TIÊU",
        "*.1 muc_tieu Chung",
        "*~2 nhiem_vu NHIỆM VỤ VÀ GIẢI PHÁP",
        "*~2.1 nhiem_vu Truyền thông",
        "*~2.1.* nhiem_vu Hoạt động trọng tâm",
    ]


def test_an_enclosed_plan_comes_after_the_decisions_signature() -> None:
    text = """
    QUYẾT ĐỊNH
    Ban hành Kế hoạch chuyển đổi số
    Căn cứ Luật Tổ chức chính quyền địa phương;
    QUYẾT ĐỊNH:
    Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.
    Điều 2. Quyết định có hiệu lực từ ngày ký.
    Nơi nhận:
    - Như Điều 2;
    - Lưu: VT.
    TM. ỦY BAN NHÂN DÂN
    CHỦ TỊCH
    Lê Văn Nam
    KẾ HOẠCH
    CHUYỂN ĐỔI SỐ NĂM 2026
    (Kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2026)
    I. MỤC TIÊU
    1. Mục tiêu chung
    """
    assert [line.split(" ", 2)[0] for line in outline(text)] == [
        "can_cu", "Đ-1", "Đ-2", "noi_nhan", "chu_ky", "VB", "VB.ten", "VB.I", "VB.I.1",
    ]  # fmt: skip


@given(
    st.lists(
        st.sampled_from(
            ["I. MỤC TIÊU", "II. NHIỆM VỤ", "1. Mục tiêu chung: đạt 70%", "2.1 Giai đoạn", "a) Một;", "- Hai;", "+ Ba.",
             "PHỤ LỤC", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "KẾ HOẠCH", "Căn cứ Luật Trẻ em;", "A | B | C", "I | Nhóm",
             "Văn bản.", "MỤC TIÊU", "Trên đây là Kế hoạch./.", "Điều 1. Ban hành", "Nguyễn Văn An", "i) i", "[1] x"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_spans_nest_and_headings_are_where_they_say(lines: list[str]) -> None:
    document = segmented("\n".join(lines) or "x")
    by_id = {s.section_id: s for s in document.sections}
    assert len(by_id) == len(document.sections)
    for section in document.sections:
        assert 0 <= section.start <= section.heading_start <= section.heading_end <= section.end <= len(document.text)
        assert document.text[section.heading_start : section.heading_end].replace("\n", " ") == section.heading
        if section.parent_id is not None:
            parent = by_id[section.parent_id]
            assert parent.level == section.level - 1
            assert parent.start <= section.start
            assert section.end <= parent.end


def test_a_series_of_named_headings_stays_on_one_level() -> None:
    text = """
    KẾ HOẠCH
    Thử
    III. CÁC HOẠT ĐỘNG
    Hoạt động 1: Truyền thông
    a) Mục tiêu: Nâng cao nhận thức.
    b) Kinh phí: 200 triệu đồng.
    Hoạt động 2: Can thiệp
    a) Mục tiêu: Giảm tai nạn.
    """
    assert outline(text) == [
        "III nhiem_vu CÁC HOẠT ĐỘNG",
        "III.* nhiem_vu Hoạt động 1: Truyền thông",
        "III.*.a muc_tieu Mục tiêu",
        "III.*.b kinh_phi Kinh phí",
        "III.*~2 nhiem_vu Hoạt động 2: Can thiệp",
        "III.*~2.a muc_tieu Mục tiêu",
    ]


def test_a_letter_has_its_subject_for_a_title_and_no_section_v() -> None:
    text = """
    ỦY BAN NHÂN DÂN
    QUẬN BÌNH TÂN
    Số: 4065/UBND-VX
    V/v hướng dẫn phụ cấp
    Bình Tân, ngày 21 tháng 10 năm 2020
    Kính gửi: UBND 10 phường.
    1. Về đối tượng
    Văn bản.
    """
    document = segmented(text)
    assert document.metadata.doc_type == "cong_van"
    assert document.metadata.title == "hướng dẫn phụ cấp"
    assert [s.section_id for s in document.sections] == ["1"]
