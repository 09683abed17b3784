"""Who does what: bodies as headings, sentences that lay a duty on a body, lines of fields, tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.bodies import BodyReader, bodies_from
from pipeline.extract.deadlines import find_deadlines
from pipeline.extract.tasks import find_tasks
from pipeline.knowledge.agencies import agencies
from pipeline.knowledge.duties import duties
from pipeline.knowledge.load import load_rules
from pipeline.model import Block, Document, Section, Task
from pipeline.text.fold import bare, fold
from tests.segment.outlines import segmented

RULES = load_rules()


def names(text: str) -> list[str]:
    reader = BodyReader(text, fold(text), bare(text), agencies(RULES), duties(RULES))
    bodies, _ = bodies_from(0, len(text), reader)
    assert all(text[body.start : body.end].strip() == text[body.start : body.end] for body in bodies)
    return [body.name for body in bodies]


LISTS = [
    ("Sở Tài chính, Sở Tư pháp và các địa phương rà soát", ["Sở Tài chính", "Sở Tư pháp", "các địa phương"]),
    ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
    ("các sở, ban, ngành; UBND các xã, phường", ["các sở, ban, ngành", "Ủy ban nhân dân các xã, phường"]),
    ("Phòng VH-XH phường, Công an phường", ["Phòng Văn hóa - Xã hội phường", "Công an phường"]),
    ("Văn phòng HĐND và UBND xã chủ trì", ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã"]),
    ("Phòng Quản lý Năng lượng, Phòng Quản lý Thương mại.", ["Phòng Quản lý Năng lượng", "Phòng Quản lý Thương mại"]),
    ("các ban, ngành thông tin mạng lưới", ["các ban, ngành"]),
    (
        "các sở, ban, ngành, tổ chức chính trị - xã hội, UBND các xã, phường chịu trách nhiệm",
        ["các sở, ban, ngành, tổ chức chính trị - xã hội", "Ủy ban nhân dân các xã, phường"],
    ),
    ("cơ quan, địa phương liên quan", ["cơ quan, địa phương liên quan"]),
    ("các cơ quan, đơn vị, phòng Kinh tế xã", ["các cơ quan, đơn vị", "Phòng Kinh tế xã"]),
    ("thủ trưởng các cơ quan, đơn vị, địa phương báo cáo", ["thủ trưởng các cơ quan, đơn vị, địa phương"]),
    (
        "Trung tâm Dịch vụ việc làm (Sở Nội vụ), UBND xã, phường",
        ["Trung tâm Dịch vụ việc làm", "Ủy ban nhân dân xã, phường"],
    ),
    (
        "Đài Phát thanh và Truyền hình Thành phố, báo Tân Phong",
        ["Đài Phát thanh và Truyền hình Thành phố", "báo Tân Phong"],
    ),
    ("Báo tỉnh, Cổng Thông tin điện tử tỉnh", ["Báo tỉnh", "Cổng Thông tin điện tử tỉnh"]),
    ("UBND xã, phường thống nhất thời gian", ["Ủy ban nhân dân xã, phường"]),
    ("Bộ Quốc phòng và cơ quan liên quan", ["Bộ Quốc phòng", "cơ quan liên quan"]),
    (
        "các Sở: Tài chính, Nội vụ, Giáo dục và Đào tạo; UBND các xã rà soát",
        ["Sở Tài chính", "Sở Nội vụ", "Sở Giáo dục và Đào tạo", "Ủy ban nhân dân các xã"],
    ),
    ("Sở Y tế, Tài chính và Tư pháp, Công an tỉnh", ["Sở Y tế", "Sở Tài chính", "Sở Tư pháp", "Công an tỉnh"]),
    (
        "Các cơ quan tham mưu, giúp việc Đảng ủy; các Đảng ủy trực thuộc",
        ["Các cơ quan tham mưu, giúp việc Đảng ủy", "các Đảng ủy trực thuộc"],
    ),
    ("các sở quản lý chuyên ngành tổng hợp; cơ quan quản lý nhà nước hướng dẫn", ["các sở quản lý chuyên ngành"]),
    ("BAN HÀNH CÁC QUY CHẾ, VĂN BẢN HƯỚNG DẪN", []),
    ("các phòng, ban: Nội vụ, Tư pháp, Công an huyện", ["Phòng Nội vụ", "Phòng Tư pháp", "Công an huyện"]),
    ("Giám đốc các sở: Y tế, Nội vụ", ["Giám đốc Sở Y tế", "Giám đốc Sở Nội vụ"]),
    ("Phòng Nông nghiệp và PTNT", ["Phòng Nông nghiệp và PTNT"]),
    ("Sở Y tế, Cục Thống kê", ["Sở Y tế", "Cục Thống kê"]),
    ("các xã: Kim Trà, Nam Lộ", ["các xã"]),
    ("TTYT, BVĐK tỉnh, CDC, Khoa Dược", ["Trung tâm Y tế", "BVĐK tỉnh", "CDC", "Khoa Dược"]),
    ("Liên đoàn Lao động tỉnh, Tỉnh đoàn", ["Liên đoàn Lao động tỉnh", "Tỉnh đoàn"]),
    ("Trạm Y tế khám cho người dân", ["Trạm Y tế"]),
    ("Sở Y tế các tỉnh", ["Sở Y tế các tỉnh"]),
    ("các đơn vị liên quan khôi phục đường sá", ["các đơn vị liên quan"]),
    ("các đơn vị có liên quan đến dự án", ["các đơn vị"]),
    ("Bộ phận Tư pháp - Hộ tịch, Trưởng các thôn", ["Bộ phận Tư pháp - Hộ tịch", "Trưởng các thôn"]),
    ("tổ chức, bộ máy", []),
    ("thanh tra, kiểm tra", []),
    ("phòng, chống tai nạn", []),
    ("sơ kết, tổng kết", []),
    ("đối tượng yếu thế", []),
    ("tổ chức hội nghị", []),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS, ids=[case[0] for case in LISTS])
def test_a_list_of_bodies(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def found(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str | None]]:
    document = segmented("KẾ HOẠCH\nThử\n" + text)
    document = replace(document, deadlines=find_deadlines(document, RULES))
    tasks: tuple[Task, ...] = find_tasks(document, RULES)
    assert all(document.text[t.start : t.end] == t.quote for t in tasks)
    assert all(t.section_id is not None for t in tasks)
    return [(t.quote, t.lead, t.partners, t.deadline) for t in tasks]


def test_a_body_as_heading_leads_all_below_it() -> None:
    text = """
    IV. TỔ CHỨC THỰC HIỆN
    1. Phòng Văn hóa – Xã hội
    - Chủ trì, phối hợp với Công an phường và các đơn vị liên quan triển khai;
    Tham mưu sơ kết.
    2. Trạm Y tế: Khám sức khỏe.
    3. Các Trường học trên địa bàn phường
    Phối hợp tổ chức tuyên truyền.
    """
    assert found(text) == [
        (
            "Chủ trì, phối hợp với Công an phường và các đơn vị liên quan triển khai;",
            ("Phòng Văn hóa - Xã hội",),
            ("Công an phường", "các đơn vị liên quan"),
            None,
        ),
        ("Tham mưu sơ kết.", ("Phòng Văn hóa - Xã hội",), (), None),
        ("Khám sức khỏe.", ("Trạm Y tế",), (), None),
        ("Phối hợp tổ chức tuyên truyền.", ("Các Trường học trên địa bàn phường",), (), None),
    ]


def test_a_sentence_lays_a_duty_on_a_body() -> None:
    text = """
    IV. TỔ CHỨC THỰC HIỆN
    1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ bố trí kinh phí.
    2. Giao Sở Tư pháp theo dõi, đôn đốc.
    3. UBND các xã, phường tăng cường lãnh đạo.
    b) Phân công thực hiện: Phòng Kinh tế chủ trì.
    """
    assert [(lead, partners) for _, lead, partners, _ in found(text)] == [
        (("Sở Tài chính",), ("Sở Nội vụ",)),
        (("Sở Tư pháp",), ()),
        (("Ủy ban nhân dân các xã, phường",), ()),
        (("Phòng Kinh tế",), ()),
    ]


SENTENCES = [
    ("Căn cứ tình hình thực tế, các sở, ban, ngành xây dựng kế hoạch.", ["các sở, ban, ngành"], []),
    ("Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các thôn phản ánh về UBND xã.", ["các thôn"], []),
    (
        "Căn cứ nhiệm vụ, Sở Y tế phối hợp với các bộ, ban, ngành liên quan tổ chức khám.",
        ["Sở Y tế"],
        ["các bộ, ban, ngành liên quan"],
    ),
    ("Các đơn vị được giao chủ trì có trách nhiệm lập dự toán.", ["Các đơn vị được giao chủ trì"], []),
    (
        "Hằng năm, các cơ quan được phân công chủ trì nhiệm vụ lập dự toán gửi phòng chuyên môn.",
        ["các cơ quan được phân công chủ trì nhiệm vụ"],
        [],
    ),
    (
        "Vụ Vật liệu xây dựng chủ trì, phối hợp với Vụ Quy hoạch xây dựng.",
        ["Vụ Vật liệu xây dựng"],
        ["Vụ Quy hoạch xây dựng"],
    ),
    ("Báo và Đài Phát thanh - Truyền hình tỉnh đưa tin.", ["Báo và Đài Phát thanh - Truyền hình tỉnh"], []),
    ("Ban Quản lý dự án đầu tư xây dựng tỉnh bố trí vốn.", ["Ban Quản lý dự án đầu tư xây dựng tỉnh"], []),
    ("Ủy ban nhân dân xã yêu cầu các thôn nghiêm túc thực hiện.", ["các thôn"], []),
    ("Trạm Y tế chủ trì, Công an xã và các thôn phối hợp thực hiện.", ["Trạm Y tế"], ["Công an xã", "các thôn"]),
    (
        "Trạm Y tế phối hợp chính quyền cơ sở, các đoàn thể vận động.",
        ["Trạm Y tế"],
        ["chính quyền cơ sở", "các đoàn thể"],
    ),
    ("Trạm Y tế chủ trì, phối hợp chặt chẽ, kịp thời với Công an xã tuyên truyền.", ["Trạm Y tế"], ["Công an xã"]),
    ("Trạm Y tế chủ trì; các đơn vị có trách nhiệm phối hợp với cơ quan chủ trì.", ["Trạm Y tế"], []),
]


@pytest.mark.parametrize(("text", "lead", "joined"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_whom_a_sentence_lays_a_duty_on(text: str, lead: list[str], joined: list[str]) -> None:
    assert [(list(a), list(b)) for _, a, b, _ in found("IV. TỔ CHỨC THỰC HIỆN\n1. Phân công\n- " + text)] == [
        (lead, joined)
    ]


def test_what_a_bracket_lays_on_a_body_is_the_paragraphs_duty() -> None:
    text = "II. NHIỆM VỤ\n1. Thành lập Đoàn kiểm tra tại các thôn (giao Công an xã chủ trì, phối hợp với Trạm Y tế)."
    assert [(lead, joined) for _, lead, joined, _ in found(text)] == [(("Công an xã",), ("Trạm Y tế",))]


def test_a_list_of_bodies_over_a_semicolon_is_one_subject() -> None:
    text = (
        "IV. TỔ CHỨC THỰC HIỆN\n1. Phân công\n- Thủ trưởng các sở, ngành; Chủ tịch UBND các xã có trách nhiệm kiểm tra."
    )
    assert [lead for _, lead, _, _ in found(text)] == [("Thủ trưởng các sở, ngành", "Chủ tịch UBND các xã")]


WHAT_TO_DO = [
    ("Ủy ban nhân dân xã tăng cường tuyên truyền.", [(["Ủy ban nhân dân xã"], [])]),
    ("Các sở, ngành liên quan rà soát hồ sơ.", [(["Các sở, ngành liên quan"], [])]),
    ("Các cơ sở vi phạm tổ chức khắc phục.", []),
    ("Hội Nông dân xã đã tổ chức 02 lớp.", []),
    ("Về chương trình: Các bộ thống nhất một cơ quan chủ trì.", []),
    (
        "Làm sạch dữ liệu: (1) Trạm Y tế rà soát hồ sơ; (2) các thôn lập danh sách.",
        [(["Trạm Y tế"], []), (["các thôn"], [])],
    ),
    ("Rà soát đối tượng; giao Trạm Y tế lập danh sách.", [(["Trạm Y tế"], [])]),
    ("Khám sức khỏe (Trạm Y tế chủ trì, phối hợp với Công an xã).", [(["Trạm Y tế"], ["Công an xã"])]),
    ("Khám sức khỏe (Trạm Y tế và Công an xã).", []),
]


@pytest.mark.parametrize(("text", "wanted"), WHAT_TO_DO, ids=[case[0] for case in WHAT_TO_DO])
def test_whom_a_part_that_tells_what_to_do_lays_it_on(text: str, wanted: list[tuple[list[str], list[str]]]) -> None:
    told = found("II. NHIỆM VỤ\n1. Nội dung\n- " + text)
    assert [(list(lead), list(joined)) for _, lead, joined, _ in told] == wanted


def test_bodies_that_take_part_go_on_over_a_semicolon_and_behind_a_shared_head() -> None:
    text = """
    IV. TỔ CHỨC THỰC HIỆN
    1. Trạm Y tế
    - Chủ trì, phối hợp với các phòng: Kinh tế, Văn hóa - Xã hội; Công an xã triển khai; Trạm Y tế tổng hợp.
    """
    joined = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã")
    told = [(lead, partners) for _, lead, partners, _ in found(text)]
    assert told == [(("Trạm Y tế",), joined), (("Trạm Y tế",), ())]


def test_a_line_of_time_alone_is_of_the_duty_right_above() -> None:
    text = """
    IV. TỔ CHỨC THỰC HIỆN
    1. Trạm Y tế
    - Lập danh sách.
    - Khám sức khỏe.
    Thời gian hoàn thành: Tháng 6/2026.
    2. Công an xã
    Thời gian thực hiện: Năm 2026.
    - Tuần tra.
    """
    assert [deadline for *_, deadline in found(text)] == [None, "2026-06", None]


def test_a_label_that_has_lost_a_blank_is_a_label() -> None:
    text = """
    II. NHIỆM VỤ
    1. Rà soát quy trình nội bộ.
    - Cơ quan chủtrì, thực hiện: Văn phòng Đảng ủy.
    - Thờigian hoàn thành: Tháng 6/2026.
    """
    assert [(lead, deadline) for _, lead, _, deadline in found(text)] == [(("Văn phòng Đảng ủy",), "2026-06")]


def test_a_line_in_brackets_tells_who_does_what_stands_above() -> None:
    text = "II. NHIỆM VỤ\n1. Dịch vụ\n- Cung cấp dịch vụ.\n(Sở Tài chính chủ trì, phối hợp với Sở Nội vụ thực hiện)"
    assert found(text) == [("Cung cấp dịch vụ.", ("Sở Tài chính",), ("Sở Nội vụ",), None)]


def test_a_field_may_tell_both_in_one_sentence() -> None:
    text = "II. NHIỆM VỤ\n1. Dịch vụ\n- Mở lớp.\nĐơn vị thực hiện: Sở Nội vụ chủ trì, các sở liên quan phối hợp."
    assert found(text) == [("Mở lớp.", ("Sở Nội vụ",), ("các sở liên quan",), None)]


NO_DUTIES = [
    "Căn cứ nhiệm vụ, phối hợp với các bộ, ban, ngành liên quan tổ chức khám.",
    "Đối với các thôn chậm tiến độ phải rà soát lại.",
    "Trong đó giao Công an xã:\n+ Lập danh sách.",
    "Theo dõi, đôn đốc kết quả thực hiện của địa phương, đơn vị, tổng hợp báo cáo Ủy ban nhân dân xã.",
    "Đối với các loại thuốc trong danh mục phải bảo đảm chất lượng.",
    "Căn cứ đề xuất của Trạm Y tế, hằng năm bổ sung danh mục.",
]


@pytest.mark.parametrize("text", NO_DUTIES)
def test_a_sentence_without_a_body_of_its_own_lays_none_on_anybody(text: str) -> None:
    assert found("IV. TỔ CHỨC THỰC HIỆN\n1. Theo dõi\n- " + text) == []


def test_a_sentence_with_its_own_body_is_a_duty_of_its_own() -> None:
    text = """
    IV. TỔ CHỨC THỰC HIỆN
    1. Trạm Y tế
    - Lập danh sách. Công an xã cung cấp số liệu dân cư. Yêu cầu các thôn báo cáo.
    """
    assert [(quote, lead) for quote, lead, _, _ in found(text)] == [
        ("Lập danh sách.", ("Trạm Y tế",)),
        ("Công an xã cung cấp số liệu dân cư. Yêu cầu các thôn báo cáo.", ("Công an xã",)),
    ]


def test_a_heading_that_says_something_before_its_list_owns_the_list() -> None:
    text = """
    IV. TỔ CHỨC THỰC HIỆN
    1. Trạm Y tế chủ trì, phối hợp với Công an xã thực hiện các nhiệm vụ sau:
    - Khám sức khỏe.
    2. Các chủ đầu tư xây dựng và kinh doanh hạ tầng
    - Bố trí mặt bằng.
    3. Thanh tra, kiểm tra
    - Kiểm tra hằng quý.
    4. Cấp xã
    - Họp giao ban.
    """
    assert [(quote, lead, joined) for quote, lead, joined, _ in found(text)] == [
        ("Khám sức khỏe.", ("Trạm Y tế",), ("Công an xã",)),
        ("Bố trí mặt bằng.", ("Các chủ đầu tư",), ()),
    ]


def test_bodies_listed_below_phoi_hop_take_part() -> None:
    text = """
    IV. TỔ CHỨC THỰC HIỆN
    1. Sở Nội vụ
    a) Theo dõi, đôn đốc.
    b) Chủ trì, phối hợp:
    - Sở Tài chính bố trí kinh phí;
    - Với Sở Y tế tổ chức khám.
    """
    assert [(lead, joined) for _, lead, joined, _ in found(text)] == [
        (("Sở Nội vụ",), ()),
        (("Sở Nội vụ",), ("Sở Tài chính",)),
        (("Sở Nội vụ",), ("Sở Y tế",)),
    ]


def test_a_later_sentence_of_a_paragraph_lays_a_duty_too() -> None:
    text = """
    II. NHIỆM VỤ
    1. Chỉ đạo
    Ban hành văn bản chỉ đạo. Giao Phòng Tài chính chủ trì, phối hợp với Công an xã rà soát.
    """
    assert [(lead, partners) for _, lead, partners, _ in found(text)] == [(("Phòng Tài chính",), ("Công an xã",))]


def test_fields_below_paragraphs_say_who_and_when() -> None:
    text = """
    III. NHIỆM VỤ
    1. Truyền thông
    - Phát tờ rơi.
    - Nói chuyện chuyên đề.
    Đơn vị chủ trì: Sở Y tế; Đơn vị phối hợp: Sở Nội vụ, Công an tỉnh.
    Thời gian thực hiện: Quý II/2026.
    2. Tập huấn
    Cơ quan chủ trì: Sở Nội vụ.
    """
    lead, partners = ("Sở Y tế",), ("Sở Nội vụ", "Công an tỉnh")
    assert found(text) == [
        ("Phát tờ rơi.", lead, partners, "2026-06"),
        ("Nói chuyện chuyên đề.", lead, partners, "2026-06"),
        ("Tập huấn", ("Sở Nội vụ",), (), None),
    ]


def test_a_field_goes_on_behind_an_aside_and_names_bodies_by_common_nouns() -> None:
    text = """
    III. NHIỆM VỤ
    1. Truyền thông
    - Phát tờ rơi.
    Đơn vị chủ trì: Sở Y tế. Phối hợp: Sở Nội vụ (bàn giao), Công an tỉnh, doanh nghiệp.
    """
    partners = ("Sở Nội vụ", "Công an tỉnh", "doanh nghiệp")
    assert found(text) == [("Phát tờ rơi.", ("Sở Y tế",), partners, None)]


def test_rows_with_letters_of_a_table_left_as_one_cell_a_line() -> None:
    lines = ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
    lines += ["1", "Phổ biến nghị định", "a)", "Mở hội nghị.", "Sở Y tế", "Sở Nội vụ", "Quý III/2026"]
    lines += ["b)", "Phát tờ rơi.", "Sở Y tế", "Công an tỉnh", "Quý IV/2026"]
    lines += ["2", "Ban hành hướng dẫn", "a)", "Soạn hướng dẫn.", "Sở Nội vụ", "Sở Y tế", "Quý II/2026"]
    text = "\n".join(["KẾ HOẠCH", "Triển khai nghị định", "", "PHỤ LỤC", *lines])
    assert found(text) == [
        ("Mở hội nghị.", ("Sở Y tế",), ("Sở Nội vụ",), "Quý III/2026"),
        ("Phát tờ rơi.", ("Sở Y tế",), ("Công an tỉnh",), "Quý IV/2026"),
        ("Soạn hướng dẫn.", ("Sở Nội vụ",), ("Sở Y tế",), "Quý II/2026"),
    ]


def test_fields_in_sections_of_their_own_belong_to_the_duty_above() -> None:
    text = """
    III. NHIỆM VỤ
    1. Dữ liệu
    a) Nội dung: Rà soát dữ liệu của các bộ, ngành.
    b) Cơ quan thực hiện:
    - Đơn vị chủ trì: Sở Nội vụ.
    - Đơn vị phối hợp:
    + Sở Y tế;
    + Các sở, ban, ngành.
    c) Thời gian: Quý II/2026.
    2. Nền tảng
    - Nội dung: Mở cổng dữ liệu.
    - Cơ quan thực hiện: Sở Nội vụ chủ trì, phối hợp với Sở Y tế, các đơn vị; Sở Tư pháp thẩm định.
    3. Tập huấn cán bộ (Đơn vị chủ trì: Sở Nội vụ; phối hợp: Sở Y tế)
    """
    assert found(text) == [
        (
            "Nội dung: Rà soát dữ liệu của các bộ, ngành.",
            ("Sở Nội vụ",),
            ("Sở Y tế", "Các sở, ban, ngành"),
            "2026-06",
        ),
        ("Nội dung: Mở cổng dữ liệu.", ("Sở Nội vụ", "Sở Tư pháp"), ("Sở Y tế", "các đơn vị"), None),
        ("Tập huấn cán bộ", ("Sở Nội vụ",), ("Sở Y tế",), None),
    ]


def test_headings_that_name_a_field_list_the_bodies_of_the_part_they_stand_in() -> None:
    text = """
    B. NHIỆM VỤ
    I. TUYÊN TRUYỀN
    1. Nội dung, biện pháp
    a) Mở chuyên mục trên báo;
    b) Phát tờ rơi ở các thôn.
    2. Cơ quan chủ trì, phối hợp
    a) Cơ quan chủ trì
    - Ban Chỉ đạo huyện.
    - Các phòng, ban; Bưu điện huyện.
    b) Cơ quan phối hợp
    Mặt trận Tổ quốc và các đoàn thể.
    3. Thời gian thực hiện: Tháng 11, 12/2026.
    II. TRÁCH NHIỆM THỰC HIỆN
    1. Công an huyện
    Kiểm tra hằng quý.
    """
    lead, joined = ("Ban Chỉ đạo huyện", "Các phòng, ban", "Bưu điện huyện"), ("Mặt trận Tổ quốc", "các đoàn thể")
    assert found(text)[:2] == [
        ("Mở chuyên mục trên báo;", lead, joined, "2026-12"),
        ("Phát tờ rơi ở các thôn.", lead, joined, "2026-12"),
    ]
    assert [(quote, bodies) for quote, bodies, _, _ in found(text)[2:]] == [("Kiểm tra hằng quý.", ("Công an huyện",))]


def test_a_table_of_duties() -> None:
    text = """
    III. NHIỆM VỤ
    TT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian
    I | Nhóm truyền thông
    1 | Phát tờ rơi | Phòng VH-XH | Công an xã, các thôn | Tháng 6/2026
    2 | Tập huấn | Trạm Y tế | các trường học | Quý III
    """
    assert found(text) == [
        ("Phát tờ rơi", ("Phòng Văn hóa - Xã hội",), ("Công an xã", "các thôn"), "2026-06"),
        ("Tập huấn", ("Trạm Y tế",), ("các trường học",), "Quý III"),
    ]


def rows(*told: str) -> list[tuple[tuple[str, ...], tuple[str, ...], str | None]]:
    table = "\n".join(told)
    return [(lead, joined, deadline) for _, lead, joined, deadline in found("III. NHIỆM VỤ\n" + table)]


def test_a_row_below_merged_cells_has_the_leaders_of_the_row_above() -> None:
    assert rows(
        "STT | Cơ quan chủ trì | Cơ quan phối hợp | Nội dung nhiệm vụ | Thời hạn hoàn thành",
        "1 | Sở Y tế | - Sở Nội vụ; - Công an tỉnh | Lập đề án | Quý I/2026",
        "Tập huấn cán bộ | Năm 2026",
        "2 | Sở Tư pháp | Sở Y tế | Kiểm tra | 30/6/2026",
    ) == [
        (("Sở Y tế",), ("Sở Nội vụ", "Công an tỉnh"), "2026-03"),
        (("Sở Y tế",), ("Sở Nội vụ", "Công an tỉnh"), "2026"),
        (("Sở Tư pháp",), ("Sở Y tế",), "2026-06-30"),
    ]


def test_a_leader_is_a_body_and_never_a_year_or_a_product() -> None:
    assert (
        rows(
            "TT | Nội dung | Chủ trì | Phối hợp | Thời gian",
            "1 | Lập đề án | 2026 | Sở Nội vụ | 2026",
            "2 | Tập huấn | Bộ tiêu chí được rà soát, ban hành | Sở Nội vụ | 2026",
            "3 | Tập huấn | Ban hành quyết định | Sở Nội vụ | 2026",
        )
        == [((), ("Sở Nội vụ",), "2026")] * 3
    )


def test_a_cell_may_tell_both_and_repeat_the_one_above() -> None:
    assert rows(
        "TT | Nhiệm vụ | Đơn vị thực hiện | Tiến độ, thời gian",
        "1 | Lập đề án | Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ, các sở, ban, ngành | Thường xuyên, hằng năm",
        "2 | Tập huấn | Sở Y tế chủ trì, phối hợp với UBND các xã | Năm 2026 và các năm tiếp theo",
        "3 | Sơ kết | nt | Tháng 12 hằng năm",
    ) == [
        (("Sở Y tế",), ("Sở Nội vụ", "các sở, ban, ngành"), "Thường xuyên, hằng năm"),
        (("Sở Y tế",), ("Ủy ban nhân dân các xã",), "Năm 2026 và các năm tiếp theo"),
        (("Sở Y tế",), ("Ủy ban nhân dân các xã",), "Tháng 12 hằng năm"),
    ]


def test_a_column_called_phan_cong_tells_who_and_people_lead_only_without_bodies() -> None:
    assert rows(
        "TT | Thời gian | Nội dung | Phân công | Người phụ trách",
        "1 | Tháng 6/2026 | Lập kế hoạch | Phòng Kinh tế, Công an xã | Ông Nam",
        "2 | Tháng 7/2026 | Kiểm tra | Đoàn kiểm tra | Ông Nam",
    ) == [(("Phòng Kinh tế", "Công an xã"), (), "2026-06"), (("Đoàn kiểm tra",), (), "2026-07")]
    assert rows("TT | Nội dung | Người phụ trách", "1 | Lập kế hoạch | Ông Nam", "2 | Kiểm tra | Bà Hoa") == [
        (("Ông Nam",), (), None),
        (("Bà Hoa",), (), None),
    ]
    assert rows("TT | Nội dung | Đơn vị | Chỉ tiêu", "1 | Tỷ lệ hộ nghèo | % | 5", "2 | Lớp | lớp | 3") == []


def test_two_columns_of_leaders_and_a_cell_that_tells_both() -> None:
    assert rows(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan cùng chủ trì | Thời hạn",
        "1 | Lập đề án | Sở Y tế | Sở Nội vụ | 30/6/2026",
        "2 | Rà soát | Sở Y tế; các phòng, ban phối hợp | VTV, VOV | 30/7/2026",
    ) == [
        (("Sở Y tế", "Sở Nội vụ"), (), "2026-06-30"),
        (("Sở Y tế", "VTV", "VOV"), ("các phòng, ban",), "2026-07-30"),
    ]


def test_paragraphs_of_a_cell_part_its_bodies_or_people() -> None:
    heads = [["TT"], ["Nội dung"], ["Đơn vị thực hiện"]]
    cells = [heads, [["1"], ["Lập", "đề án"], ["Sở Y tế", "Sở Nội vụ", "và Công an", "tỉnh"]]]
    cells += [[["2"], ["Chấm bài"], ["Vũ Nam", "Đỗ Hoa"]]]
    text, blocks = "III. NHIỆM VỤ\n", []
    for r, row in enumerate(cells):
        for c, paragraphs in enumerate(row):
            text += " | " if c else ""
            for n, paragraph in enumerate(paragraphs):
                text += " " if n else ""
                blocks.append(Block(len(text), len(text) + len(paragraph), "cell", table=0, row=r, column=c))
                text += paragraph
        text += "\n"
    section = Section("III", None, 1, "III", "NHIỆM VỤ", "nhiem_vu", 0, len(text), 5, 13)
    told = find_tasks(Document("d", "d", "", "txt", text, blocks=tuple(blocks), sections=(section,)), RULES)
    assert [task.lead for task in told] == [("Sở Y tế", "Sở Nội vụ", "Công an tỉnh"), ("Vũ Nam", "Đỗ Hoa")]


def test_goals_and_reports_on_the_past_are_no_duties() -> None:
    text = """
    I. THỰC TRẠNG
    1. Sở Y tế chủ trì tham mưu ban hành 05 văn bản.
    II. MỤC TIÊU
    1. Sở Y tế chủ trì đạt 100%.
    III. NHIỆM VỤ
    1. Đổi mới mạnh mẽ thể chế
    Các cơ sở có cung cấp dịch vụ được lựa chọn.
    """
    assert found(text) == []


def test_a_note_in_brackets_is_no_duty() -> None:
    text = """
    IV. TỔ CHỨC THỰC HIỆN
    1. Ủy ban nhân dân các xã, phường
    - Xây dựng kế hoạch cụ thể.
    (Một số nhiệm vụ trọng tâm có Phụ lục kèm theo)
    """
    assert [quote for quote, *_ in found(text)] == ["Xây dựng kế hoạch cụ thể."]
