"""What kind a section is: its own words, its parent's kind, and where the two disagree."""

from __future__ import annotations

import pytest

from tests.segment.outlines import segmented

TOP = [
    ("MỤC ĐÍCH, YÊU CẦU", "khac"),
    ("MỤC ĐÍCH YÊU CẦU", "khac"),
    ("QUAN ĐIỂM CHỈ ĐẠO", "khac"),
    ("QUAN ĐIỂM, MỤC TIÊU", "muc_tieu"),
    ("MỤC TIÊU, NHIỆM VỤ", "muc_tieu"),
    ("MỤC TIEU CỤ THỂ", "muc_tieu"),
    ("MỘT SỐ CHỈ TIÊU CHỦ YẾU ĐẾN NĂM 2030", "muc_tieu"),
    ("CÁC NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM", "nhiem_vu"),
    ("NỘI DUNG VÀ GIẢI PHÁP THỰC HIỆN", "nhiem_vu"),
    ("PHƯƠNG HƯỚNG, NHIỆM VỤ", "nhiem_vu"),
    ("LỘ TRÌNH THỰC HIỆN", "nhiem_vu"),
    ("PHÁT TRIỂN NỀN MÓNG KINH TẾ SỐ", "nhiem_vu"),
    ("KINH PHÍ THỰC HIỆN", "kinh_phi"),
    ("NGUỒN LỰC VÀ CƠ CHẾ TÀI CHÍNH", "kinh_phi"),
    ("DỰ TOÁN KINH PHÍ", "kinh_phi"),
    ("TỔ CHỨC THỰC HIỆN", "to_chuc_thuc_hien"),
    ("PHÂN CÔNG NHIỆM VỤ", "to_chuc_thuc_hien"),
    ("TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ", "to_chuc_thuc_hien"),
    ("KIỂM TRA, GIÁM SÁT", "to_chuc_thuc_hien"),
    ("KHEN THƯỞNG, KỶ LUẬT", "to_chuc_thuc_hien"),
    ("CHẾ ĐỘ THÔNG TIN, BÁO CÁO", "bao_cao"),
    ("THEO DÕI, KIỂM TRA VÀ CHẾ ĐỘ BÁO CÁO", "bao_cao"),
    ("PHẠM VI, ĐỐI TƯỢNG", "khac"),
    ("THỰC TRẠNG CÔNG TÁC XÃ HỘI", "khac"),
    ("ĐẶC ĐIỂM TÌNH HÌNH", "khac"),
    ("CĂN CỨ PHÁP LÝ", "can_cu"),
    ("ĐÁNH GIÁ NGUY CƠ SAU BÃO", "khac"),
    ("THEO DÕI, ĐÁNH GIÁ", "to_chuc_thuc_hien"),
    ("ĐỐI TƯỢNG, THỜI GIAN VÀ THÀNH PHẦN THỰC HIỆN", "khac"),
]


@pytest.mark.parametrize(("heading", "kind"), TOP)
def test_top_level(heading: str, kind: str) -> None:
    assert segmented(f"KẾ HOẠCH\nThử\nI. {heading}\nVăn bản.").sections[0].kind == kind


BELOW = [
    ("NHIỆM VỤ", "Hiện trạng", "khac"),
    ("NHIỆM VỤ", "Sở Y tế", "nhiem_vu"),
    ("NHIỆM VỤ", "Bảo đảm kinh phí", "kinh_phi"),
    ("NHIỆM VỤ", "Thi đua khen thưởng", "nhiem_vu"),
    ("NHIỆM VỤ", "Đối tượng kiểm tra", "nhiem_vu"),
    ("NHIỆM VỤ", "Kinh tế số, tài chính số", "nhiem_vu"),
    ("NHIỆM VỤ", "Huy động và quản lý tài chính bền vững", "nhiem_vu"),
    ("GIẢI PHÁP", "Giải pháp về huy động nguồn lực", "nhiem_vu"),
    ("NHIỆM VỤ", "Tuyên truyền, báo cáo viên cơ sở", "nhiem_vu"),
    ("MỤC TIÊU", "Phát triển kinh tế số đến năm 2030", "muc_tieu"),
    ("MỤC ĐÍCH, YÊU CẦU", "Yêu cầu", "khac"),
    ("MỤC TIÊU, NHIỆM VỤ", "Nhiệm vụ", "nhiem_vu"),
    ("TỔ CHỨC THỰC HIỆN", "Nhiệm vụ của Sở Y tế", "to_chuc_thuc_hien"),
    ("TỔ CHỨC THỰC HIỆN", "Chế độ báo cáo", "bao_cao"),
    ("TỔ CHỨC THỰC HIỆN", "Sở Tài chính", "to_chuc_thuc_hien"),
    ("KIỂM TRA VÀ CHẾ ĐỘ BÁO CÁO", "Công tác theo dõi, kiểm tra", "to_chuc_thuc_hien"),
    ("NHỮNG VẤN ĐỀ KHÁC (NẾU CÓ)", "Đối với Đoàn kiểm tra", "to_chuc_thuc_hien"),
    ("KINH PHÍ", "Phương tiện", "kinh_phi"),
    ("QUAN ĐIỂM, MỤC TIÊU VÀ PHẠM VI CỦA ĐỀ ÁN", "Phạm vi thực hiện của Đề án", "khac"),
    ("NHIỆM VỤ", "Phạm vi thực hiện", "nhiem_vu"),
    ("NỘI DUNG KẾ HOẠCH", "Tổ chức triển khai thực hiện Chiến lược nước sạch", "nhiem_vu"),
    ("NỘI DUNG KẾ HOẠCH", "Về nguồn lực", "nhiem_vu"),
    ("NỘI DUNG KẾ HOẠCH", "Tổ chức thực hiện", "to_chuc_thuc_hien"),
    ("NỘI DUNG KẾ HOẠCH", "Kinh phí thực hiện", "kinh_phi"),
    ("NHIỆM VỤ", "Cơ quan chủ trì", "nhiem_vu"),
]


@pytest.mark.parametrize(("above", "heading", "kind"), BELOW)
def test_below_another(above: str, heading: str, kind: str) -> None:
    assert segmented(f"KẾ HOẠCH\nThử\nI. {above}\n1. {heading}\nVăn bản.").sections[1].kind == kind


@pytest.mark.parametrize(
    ("article", "heading", "kind"),
    [
        ("Phê duyệt Điều chỉnh Quy hoạch phát triển điện lực", "QUAN ĐIỂM, MỤC TIÊU PHÁT TRIỂN", "muc_tieu"),
        ("Phê duyệt Điều chỉnh Quy hoạch phát triển điện lực", "PHẠM VI, RANH GIỚI QUY HOẠCH", "khac"),
        ("Ban hành Đề án phát triển nghề công tác xã hội", "TỔ CHỨC THỰC HIỆN", "to_chuc_thuc_hien"),
    ],
)
def test_an_article_that_puts_a_text_in_force_holds_it_as_a_whole_document(
    article: str, heading: str, kind: str
) -> None:
    text = f"QUYẾT ĐỊNH\nThử\nĐiều 1. {article} với nội dung sau:\nI. {heading}\nVăn bản."
    assert segmented(text).sections[1].kind == kind


def test_a_plan_enclosed_after_a_decision_has_sections_of_its_own() -> None:
    text = """
    QUYẾT ĐỊNH
    Ban hành Kế hoạch
    Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.
    Nơi nhận:
    - Lưu: VT.
    TM. ỦY BAN NHÂN DÂN
    CHỦ TỊCH
    Lê Văn Nam
    KẾ HOẠCH
    LẬP QUY HOẠCH
    (Kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2026)
    I. MỤC ĐÍCH
    II. NỘI DUNG CHI TIẾT
    """
    assert [s.kind for s in segmented(text).sections if s.label and s.label.startswith("I")] == ["khac", "nhiem_vu"]


@pytest.mark.parametrize(
    ("annex", "kind"),
    [
        ("PHỤ LỤC I\nMẪU DANH SÁCH\nHọ và tên", "phu_luc"),
        ("PHỤ LỤC II\nTHÀNH PHẦN DỰ HỌP\nÔng ........ trú tại ........", "phu_luc"),
        ("PHỤ LỤC III\nTHÀNH PHẦN DỰ HỌP\nÔng Trần Văn Mẫu", "khac"),
        ("PHỤ LỤC IV\nDANH MỤC NHIỆM VỤ\nThời hạn: ........ đến ........", "nhiem_vu"),
    ],
)
def test_an_annex_of_no_other_kind_that_others_are_to_fill_in_is_a_form(annex: str, kind: str) -> None:
    found = segmented(f"KẾ HOẠCH\nThử\nI. MỤC TIÊU\nVăn bản.\n{annex}\n").sections
    assert {s.kind for s in found if s.section_id.startswith("PL")} == {kind}
