"""Mistakes as they are made in a ward's office, each planted alone "
"in the clean draft, and what the review must say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.ward.draft import GOALS, PARTS, Draft

CLEAN = Draft()


@dataclass(frozen=True)
class Mistake:
    """``rules``: one of these names it, on words that hold ``on`` (None: something absent has no place), and in what it
    says, proposes or corrects stands ``write``."""

    name: str
    draft: Draft
    rules: str
    on: str | None
    write: str


def _mistake(name: str, rules: str, on: str | None, write: str, *said: str, draft: Draft = CLEAN) -> Mistake:
    for old, new in zip(said[::2], said[1::2], strict=True):
        draft = draft.said(old, new)
    return Mistake(name, draft, rules, on, write)


def _goals(*changes: tuple[int, str, str]) -> Draft:
    goals = list(GOALS)
    for place, result, figure in changes:
        goals[place] = (goals[place][0], result, figure)
    return replace(CLEAN, goals=tuple(goals))


_112 = "112/QĐ-TTg ngày 22 tháng 01 năm 2021"

MISTAKES = (
    # grounds and citations
    _mistake("a year in the number", "DC201", "112/2021/QĐ-TTg", "112/QĐ-TTg", "112/QĐ-TTg", "112/2021/QĐ-TTg"),
    _mistake("a wrong month", "DC204", "112/QĐ-TTg", "22/01/2021", _112, "112/QĐ-TTg ngày 22 tháng 02 năm 2021"),
    _mistake("a wrong day", "DC204", "110/2024/NĐ-CP", "30/8/2024", "ngày 30 tháng 8", "ngày 20 tháng 8"),
    _mistake(
        "a decree of a ministry",
        "DC205 DC204",
        "110/2024/NĐ-CP",
        "Chính phủ",
        "năm 2024 của Chính phủ",
        "năm 2024 của Bộ Y tế",
    ),
    _mistake(
        "a decree called a resolution", "DC202", "110/2024/NĐ-CP", "ghị định", "Căn cứ Nghị định", "Căn cứ Nghị quyết"
    ),
    _mistake("a year against its date", "DC203 DC204", "110/2023/NĐ-CP", "2024", "110/2024/NĐ-CP", "110/2023/NĐ-CP"),
    _mistake(
        "a replaced circular",
        "DC208",
        "30/2015/TTLT",
        "26/2022/TT-BLĐTBXH",
        "Thực hiện Quyết định số 112",
        "Căn cứ Thông tư liên tịch số 30/2015/TTLT-BLĐTBXH-BNV ngày 19 tháng 8 năm 2015; Quyết định số 112",
    ),
    _mistake("a full stop among the grounds", "DC213", "72/2025/QH15", "dấu chấm", "năm 2025;", "năm 2025."),
    _mistake(
        "no grounds",
        "DC217",
        None,
        "căn cứ",
        draft=replace(CLEAN, grounds=("Ủy ban nhân dân phường An Bình ban hành Kế hoạch như sau:",)),
    ),
    # targets
    _mistake("a target lowered", "DC301", "| 55", "60%", draft=_goals((0, "52", "55"))),
    _mistake("a target behind", "DC303", "| 64", "66%", draft=_goals((0, "62", "64"))),
    _mistake(
        "a target left out", "DC302", None, "cung cấp dịch vụ công tác xã hội", draft=CLEAN.without("Cơ sở trợ giúp")
    ),
    _mistake("more than all", "DC307", "145", "145%", draft=_goals((1, "35", "145"))),
    _mistake("below last year's result", "DC314", "| 33", "35%", draft=_goals((1, "35", "33"))),
    _mistake(
        "text against table",
        "DC306 DC309",
        "| 70",
        "75%",
        "Các chỉ tiêu khác theo bảng sau:",
        "Đạt 75% số cơ quan, tổ chức, cơ sở trợ giúp xã hội, trường học, trạm y tế và đơn vị liên quan "
        "phân công, bố trí nhân sự làm công tác xã hội; các chỉ tiêu khác theo bảng sau:",
    ),
    _mistake(
        "groups left out",
        "DC305",
        "trẻ em",
        "trẻ em nhiễm HIV/AIDS",
        "Trẻ em mồ côi không nơi nương tựa, trẻ em bị bỏ rơi, trẻ em nhiễm "
        "HIV/AIDS, trẻ em là nạn nhân chất độc hóa học,",
        "Trẻ em mồ côi không nơi nương tựa, trẻ em bị bỏ rơi,",
    ),
    _mistake("a base year to come", "DC310", "2030", "2030", "so với năm 2020", "so với năm 2030"),
    _mistake("two counts of the own units", "DC313", "14", "12", "tại 12 khu phố trong", "tại 14 khu phố trong"),
    # time
    _mistake(
        "a deadline of last year", "DC406", "30 tháng 4 năm 2025", "2026", "30 tháng 4 năm 2026", "30 tháng 4 năm 2025"
    ),
    _mistake("no such day", "DC606", "31 tháng 9", "30", "30 tháng 9", "31 tháng 9"),
    _mistake("no such month", "DC606", "tháng 13", "", "15 tháng 12 năm", "15 tháng 13 năm"),
    _mistake("no such quarter", "DC606", "quý V", "", "trong quý III", "trong quý V"),
    _mistake("no day for the report", "DC404", None, "thời hạn", " trước ngày 15 tháng 12 năm 2026.", "."),
    _mistake(
        "two days for the report",
        "DC407",
        "10 tháng 12",
        "15",
        "để được hướng dẫn./.",
        "để được hướng dẫn. Phòng Văn hóa - Xã hội báo cáo kết quả về Ủy ban "
        "nhân dân phường trước ngày 10 tháng 12 năm 2026./.",
    ),
    # money
    _mistake(
        "parts that are not the total",
        "DC502",
        "186.000.000 đồng",
        "196.000.000",
        "126.000.000 đồng",
        "136.000.000 đồng",
    ),
    _mistake(
        "a table that does not add up",
        "DC503",
        "186.000.000",
        "176.000.000",
        draft=replace(CLEAN, money=tuple((a, b.replace("46.000.000", "36.000.000")) for a, b in CLEAN.money)),
    ),
    _mistake(
        "letters against figures",
        "DC504",
        "186.000.000 đồng",
        "Một trăm tám mươi bảy triệu",
        "tám mươi sáu triệu",
        "tám mươi bảy triệu",
    ),
    _mistake(
        "a table of another total",
        "DC505",
        "176.000.000",
        "186.000.000",
        draft=replace(
            CLEAN,
            money=tuple((a, b.replace("46.000.000", "36.000.000").replace("186.", "176.")) for a, b in CLEAN.money),
        ),
    ),
    _mistake(
        "no source of funds",
        "DC501",
        "KINH PHÍ",
        "nguồn",
        ", gồm: ngân sách phường 126.000.000 đồng; nguồn xã hội hóa 60.000.000 đồng",
        "",
    ),
    # outline
    _mistake("the first part lost", "DC102", "MỤC ĐÍCH", "I", draft=replace(CLEAN, first=2)),
    _mistake(
        "a list that goes on",
        "DC111",
        "Phòng Văn hóa",
        "1",
        draft=replace(CLEAN, typed={words: f"{n}." for n, (_, words) in enumerate(PARTS[-6:-1], 3)}),
    ),
    _mistake("a number typed past one", "DC102", "VI.", "V", draft=replace(CLEAN, typed={"TỔ CHỨC THỰC HIỆN": "VI."})),
    _mistake("a pointer to nothing", "DC104", "mục IX", "V", "tại mục III", "tại mục IX"),
    _mistake(
        "an annex that is not there",
        "DC105",
        "Phụ lục",
        "phụ lục",
        "Các chỉ tiêu khác theo bảng sau:",
        "Các chỉ tiêu khác theo Phụ lục đính kèm và bảng sau:",
    ),
    # frame
    _mistake("a year in the own number", "DC107", "15/2026/KH-UBND", "15/KH-UBND", "15/KH-UBND", "15/2026/KH-UBND"),
    _mistake("no file kept", "DC109", "Nơi nhận", "Lưu", draft=CLEAN.without("- Lưu")),
    _mistake("no recipients", "DC109", None, "ơi nhận", draft=replace(CLEAN, recipients=())),
    _mistake("a deputy without TM.", "DC110", "KT.", "TM.", draft=replace(CLEAN, signature=CLEAN.signature[1:])),
    _mistake("a body not among the recipients", "DC405", None, "Trạm Y tế", draft=CLEAN.without("- Trạm Y tế")),
    # names and words
    _mistake(
        "a body that is gone",
        "DC401",
        "Lao động",
        "",
        "Phòng Kinh tế, Hạ tầng và Đô thị tham mưu",
        "Phòng Lao động - Thương binh và Xã hội tham mưu",
    ),
    _mistake(
        "a level that is gone",
        "DC410 DC401",
        "huyện",
        "",
        "- Sở Y tế (để báo cáo);",
        "- Ủy ban nhân dân huyện (để báo cáo);",
    ),
    _mistake(
        "another ward",
        "DC603",
        "Võ Cường",
        "An Bình",
        "Trạm Y tế phường phối hợp",
        "Trạm Y tế phường Võ Cường phối hợp",
    ),
    _mistake(
        "last year's year",
        "DC604",
        "2025",
        "2026",
        "Trên đây là Kế hoạch phát triển công tác xã hội năm 2026",
        "Trên đây là Kế hoạch phát triển công tác xã hội năm 2025",
    ),
    _mistake(
        "a blank",
        "DC602",
        "……",
        "",
        "hoàn thành trước ngày 30 tháng 9 năm 2026",
        "hoàn thành trước ngày …… tháng 9 năm 2026",
    ),
    _mistake("a tone left out", "DC601 DC612", "cơ sơ", "cơ sở", "với cơ sở cung cấp", "với cơ sơ cung cấp"),
    _mistake("no syllable", "DC611 DC601", "kểt", "kết", "báo cáo kết quả", "báo cáo kểt quả"),
    _mistake(
        "a word twice",
        "DC613",
        "thực hiện thực hiện",
        "thực hiện",
        "quá trình thực hiện",
        "quá trình thực hiện thực hiện",
    ),
    _mistake(
        "a word lost",
        "DC614",
        "Ủy nhân",
        "Ủy ban nhân",
        "báo cáo kết quả về Ủy ban nhân dân",
        "báo cáo kết quả về Ủy nhân dân",
    ),
    _mistake("two semicolons", "DC615", ";;", ";", "triển khai Kế hoạch;", "triển khai Kế hoạch;;"),
    _mistake(
        "capitals", "DC616", "Thủ tướng chính phủ", "Thủ tướng Chính phủ", "Thủ tướng Chính phủ", "Thủ tướng chính phủ"
    ),
)
