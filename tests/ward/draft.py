"""A ward's draft in Word as an office types it: a header table, Word's own numbers, a table of targets with last year's
results, a table of money, recipients beside the signature. Each part can be changed before it is written."""

from __future__ import annotations

import copy
import io
from dataclasses import dataclass, field, replace
from typing import Any

GOALS = (
    ("Cơ quan, tổ chức, cơ sở trợ giúp xã hội, trường học, trạm y tế và đơn vị liên quan phân công, bố trí nhân sự "
     "làm công tác xã hội", "62", "70"),
    ("Cán bộ, công chức, viên chức, nhân viên và cộng tác viên công tác "
     "xã hội được đào tạo, bồi dưỡng nâng cao trình độ "
     "chuyên môn, nghiệp vụ và tập huấn kỹ năng công tác xã hội", "35", "45"),
    ("Cơ sở trợ giúp xã hội, cơ sở y tế, cơ sở giáo dục có cung cấp dịch vụ công tác xã hội", "52", "56"),
    ("Trẻ em mồ côi không nơi nương tựa, trẻ em bị bỏ rơi, trẻ em nhiễm "
     "HIV/AIDS, trẻ em là nạn nhân chất độc hóa học, "
     "trẻ em khuyết tật và trẻ em bị ảnh hưởng bởi thiên tai, dịch bệnh "
     "được trợ giúp xã hội và được cung cấp dịch vụ "
     "công tác xã hội phù hợp", "88", "100"),
)  # fmt: skip
MONEY = (
    ("Tập huấn cộng tác viên công tác xã hội", "46.000.000"),
    ("Truyền thông tại các khu phố", "60.000.000"),
    ("Hỗ trợ đột xuất cho đối tượng khó khăn", "80.000.000"),
    ("Tổng cộng", "186.000.000"),
)
GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 110/2024/NĐ-CP ngày 30 tháng 8 năm 2024 của Chính phủ về công tác xã hội;",
    "Thực hiện Quyết định số 112/QĐ-TTg ngày 22 tháng 01 năm 2021 của Thủ "
    "tướng Chính phủ ban hành Chương trình phát triển "
    "công tác xã hội giai đoạn 2021 - 2030;",
    "Ủy ban nhân dân phường An Bình ban hành Kế hoạch phát triển công tác xã hội trên địa bàn phường năm 2026 như sau:",
)
PARTS = (
    (0, "MỤC ĐÍCH, YÊU CẦU"),
    (
        1,
        "Mục đích: nâng cao nhận thức của cán bộ và người dân về công tác xã hội; "
        "trợ giúp kịp thời người yếu thế; toàn phường có 12 khu phố.",
    ),
    (1, "Yêu cầu: các nhiệm vụ được phân công rõ người, rõ việc, rõ thời hạn."),
    (0, "CHỈ TIÊU NĂM 2026"),
    (
        1,
        "Mỗi cơ quan, đơn vị có ít nhất từ 01 đến 02 cán bộ, công chức, "
        "viên chức, nhân viên, cộng tác viên công tác xã hội.",
    ),
    (1, "Số người có hoàn cảnh khó khăn được tư vấn, hỗ trợ công tác xã hội tăng 20% so với năm 2020."),
    (1, "Các chỉ tiêu khác theo bảng sau:"),
    ("goals", ""),
    (0, "NHIỆM VỤ, GIẢI PHÁP"),
    (
        1,
        "Tuyên truyền, phổ biến chính sách về công tác xã hội trên hệ thống "
        "truyền thanh và tại 12 khu phố trong quý II năm 2026.",
    ),
    (1, "Rà soát, lập danh sách đối tượng cần trợ giúp, hoàn thành trước ngày 30 tháng 4 năm 2026."),
    (1, "Mở 02 lớp tập huấn kỹ năng cho cộng tác viên công tác xã hội, hoàn thành trước ngày 30 tháng 9 năm 2026."),
    (1, "Kết nối người có nhu cầu với cơ sở cung cấp dịch vụ công tác xã hội, thực hiện thường xuyên trong năm."),
    (1, "Kiểm tra, giám sát, đánh giá việc thực hiện Chương trình tại các khu phố trong quý III năm 2026."),
    (0, "KINH PHÍ THỰC HIỆN"),
    (
        1,
        "Tổng kinh phí thực hiện là 186.000.000 đồng (Bằng chữ: Một trăm "
        "tám mươi sáu triệu đồng), gồm: ngân sách phường "
        "126.000.000 đồng; nguồn xã hội hóa 60.000.000 đồng.",
    ),
    (1, "Kinh phí được phân bổ theo bảng sau:"),
    ("money", ""),
    (0, "TỔ CHỨC THỰC HIỆN"),
    (
        1,
        "Phòng Văn hóa - Xã hội chủ trì triển khai Kế hoạch; tổng hợp, báo "
        "cáo kết quả về Ủy ban nhân dân phường trước ngày "
        "15 tháng 12 năm 2026.",
    ),
    (1, "Phòng Kinh tế, Hạ tầng và Đô thị tham mưu bố trí kinh phí thực hiện các nhiệm vụ tại mục III."),
    (1, "Trạm Y tế phường phối hợp khám, tư vấn sức khỏe cho các đối tượng bảo trợ xã hội."),
    (1, "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường và các đoàn thể vận động nguồn lực trợ giúp người khó khăn."),
    (1, "Các khu phố rà soát đối tượng, gửi danh sách về Phòng Văn hóa - Xã hội trước ngày 15 tháng 4 năm 2026."),
    (
        "plain",
        "Trên đây là Kế hoạch phát triển công tác xã hội năm 2026 của Ủy ban "
        "nhân dân phường An Bình. Trong quá trình thực hiện, "
        "nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Phòng Văn hóa - Xã hội để được hướng dẫn./.",
    ),
)
RECIPIENTS = (
    "- Sở Y tế (để báo cáo);",
    "- Thường trực Đảng ủy, HĐND phường;",
    "- Chủ tịch, các Phó Chủ tịch UBND phường;",
    "- Ủy ban MTTQ Việt Nam phường và các đoàn thể;",
    "- Phòng Văn hóa - Xã hội;",
    "- Phòng Kinh tế, Hạ tầng và Đô thị;",
    "- Trạm Y tế phường;",
    "- Các khu phố;",
    "- Lưu: VT, VHXH.",
)


@dataclass(frozen=True)
class Draft:
    """What stands in the file. ``first`` is the number of the first "
    "part, ``restarts`` whether lists begin again."""

    number: str = "Số: 15/KH-UBND"
    day: str = "An Bình, ngày 20 tháng 01 năm 2026"
    title: str = "Phát triển công tác xã hội trên địa bàn phường An Bình năm 2026"
    grounds: tuple[str, ...] = GROUNDS
    parts: tuple[tuple[Any, str], ...] = PARTS
    goals: tuple[tuple[str, str, str], ...] = GOALS
    money: tuple[tuple[str, str], ...] = MONEY
    recipients: tuple[str, ...] = RECIPIENTS
    signature: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Nguyễn Văn Thành")
    first: int = 1
    restarts: bool = True
    typed: dict[str, str] = field(default_factory=dict)

    def said(self, old: str, new: str) -> Draft:
        """-> the draft with other words, wherever they stand; they must stand somewhere."""

        def other(value: Any) -> Any:
            if isinstance(value, str):
                return value.replace(old, new)
            return tuple(other(one) for one in value) if isinstance(value, tuple) else value

        named = ("number", "day", "title", "grounds", "parts", "goals", "money", "recipients", "signature")
        changed = {name: other(getattr(self, name)) for name in named}
        assert any(changed[name] != getattr(self, name) for name in named), old
        return replace(self, **changed)

    def without(self, beginning: str) -> Draft:
        """-> the draft without the lines and rows that begin so."""
        kept = {
            "grounds": tuple(line for line in self.grounds if not line.startswith(beginning)),
            "parts": tuple(part for part in self.parts if not part[1] or not part[1].startswith(beginning)),
            "goals": tuple(goal for goal in self.goals if not goal[0].startswith(beginning)),
            "recipients": tuple(line for line in self.recipients if not line.startswith(beginning)),
        }
        return replace(self, **kept)


def written(draft: Draft) -> bytes:
    """-> the bytes of a .docx."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    word = docx.Document()
    numbers = _numbers(word, draft)
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in (
        (left, ("ỦY BAN NHÂN DÂN", "PHƯỜNG AN BÌNH", draft.number)),
        (right, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", draft.day)),
    ):
        _lines(cell, lines)
    for line in ("KẾ HOẠCH", draft.title):
        word.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in draft.grounds:
        word.add_paragraph(line)
    for level, words in draft.parts:
        if level == "goals":
            head = ("TT", "Chỉ tiêu", "Đơn vị", "Kết quả năm 2025", "Chỉ tiêu năm 2026")
            _table(word, (head, *((str(n), goal, "%", *figures) for n, (goal, *figures) in enumerate(draft.goals, 1))))
        elif level == "money":
            rows = [(str(n) if n < len(draft.money) else "", *row) for n, row in enumerate(draft.money, 1)]
            _table(word, (("TT", "Nội dung chi", "Số tiền (đồng)"), *rows))
        elif level == "plain" or words in draft.typed:
            word.add_paragraph(f"{draft.typed[words]} {words}" if words in draft.typed else words)
        else:
            _numbered(word.add_paragraph(words), numbers, level)
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    _lines(left, ("Nơi nhận:", *draft.recipients) if draft.recipients else ())
    _lines(right, draft.signature)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _lines(cell: Any, lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines):
        (cell.paragraphs[0] if number == 0 else cell.add_paragraph()).add_run(line)


def _table(word: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    table = word.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def _numbers(word: Any, draft: Draft) -> int:
    """Word's own list of two levels, "I." and "1."; -> its id."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    levels = (
        ("upperRoman", draft.first, "%1.", ""),
        ("decimal", 1, "%2.", "" if draft.restarts else '<w:lvlRestart w:val="0"/>'),
    )
    xml = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{restart}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, start, text, restart) in enumerate(levels)
    )
    root = word.part.numbering_part.element
    kind = '<w:multiLevelType w:val="multilevel"/>'
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{kind}{xml}</w:abstractNum>')
    root.insert(0, abstract)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return 90


def _numbered(paragraph: Any, numbers: int, level: int) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{numbers}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(copy.deepcopy(parse_xml(xml)))
