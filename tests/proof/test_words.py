"""Syllables that are none, and syllables that are another's slip; rare words are neither."""

from __future__ import annotations

import pytest

from tests.proof.reading import told


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Bố trí kính phí từ ngân sách xã.", ("other_word", "kính phí", "kinh phí")),
        ("Cán bộ văn hóa tuyên tuyền trên loa.", ("other_word", "tuyên tuyền", "tuyên truyền")),
        ("Nêu đặc diêm của từng thôn.", ("other_word", "đặc diêm", "đặc điểm")),
        ("Kịp thời thị hành Luật Trẻ em.", ("other_word", "thị hành", "thi hành")),
        ("Theo ý kiến của Thủ tưởng Chính phủ.", ("other_word", "Thủ tưởng", "Thủ tướng")),
        ("Hội nghị tại thành phố Hà Nôi, có 200 đại biểu.", ("other_word", "Hà Nôi", "Hà Nội")),
        ("Không để sảy ra cháy rừng.", ("other_word", "sảy ra", "xảy ra")),
        ("Mua sắm vật tu y tế cho trạm.", ("other_word", "vật tu", "vật tư")),
        ("Đạt tiêu chuẩn nươc sạch nông thôn.", ("no_word", "nươc sạch", "nước sạch")),
        ("Củng cố các hơp tác xã trong vùng.", ("no_word", "hơp tác", "hợp tác")),
        ("Nông nghệip của xã phát triển đều.", ("no_word", "Nông nghệip", "Nông nghiệp")),
        ("Phục vụ nhân dnâ trong xã.", ("no_word", "nhân dnâ", "nhân dân")),
        ("Ủy ban nhân dnâ xã họp hằng tháng.", ("no_word", "nhân dnâ", "nhân dân")),
        ("Khen thưởng thc hiện tốt.", ("no_word", "thc hiện", "thực hiện")),
    ],
)
def test_a_broken_word_is_told_with_what_was_meant(sentence: str, found: tuple[str, str, str]) -> None:
    assert told(sentence) == [found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Quy định kỹ thuật quan trắc; thẩm định kỹ lưỡng; có quyết định kỷ luật thì xử lý.",  # no "định kỳ"
        "Diệt muỗi, loăng quăng; phòng cúm; nạo vét đầm, phá; trồng sắn, chè, nhãn, chanh leo.",
        "Vùng giáp ranh có nguy cơ tái ngập, sạt lở; chia cắt bằng ca nô, xuồng.",
        "Phụ cấp cho ông Lò Văn Ón, bà Giàng Thị Mỷ ở bản Pá Khoang, xã Mường Phăng.",
        "Thi đấu tại xã Lam Hà, tỉnh Lam Hà, rồi tại phường Long Bình Thượng.",
        "Vận hành website, fanpage, chatbot; dùng phần mềm eOffice, iDesk, SMAS và VNeID.",
        "Lắp panô, áp phích; mua vắcxin, ôxy, axít và máy phát 5 kW cho 20 ha ao.",
        "Chi cho CB, CC, VC; LĐ hợp đồng; Cty TNHH và HTX; TT VH-TT; đ/c Bí thư.",
        "Truyền thông bằng tiếng Mông: “Peb hmoob sib hlub sib pab”.",
        "Hòa nhập “kính phí” là lời trong ngoặc kép.",
    ],
)
def test_rare_words_names_and_short_forms_are_no_slips(sentence: str) -> None:
    assert told(sentence) == []


def test_an_offices_own_words_are_not_spoken_of() -> None:
    assert told("Bố trí kính phí từ ngân sách xã.", own_words=("kính",)) == []


def test_a_reading_keeps_the_capitals_that_are_written() -> None:
    assert told("Kính phí do ngân sách xã bảo đảm.") == [("other_word", "Kính phí", "Kinh phí")]


def test_what_the_document_itself_writes_is_named() -> None:
    from pipeline.saying import own_messages
    from tests.proof.reading import slips

    (slip,) = slips("Lập dự toán kinh phí; phân bổ kinh phí; quyết toán kinh phí; bố trí kính phí.")
    assert "3" in own_messages().line(slip.reason)
