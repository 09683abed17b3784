"""A ward draft in Word as it comes: forty slips over runs of different looks, in cells and notes."""

from __future__ import annotations

import io

import docx
from docx.oxml import OxmlElement

from tests.report.word.test_comments import NOTES, W

HEAD = ("ỦY BAN NHÂN DÂN", "PHƯỜNG AN BÌNH", "Số: 15/2026/KH-UBND", "An Bình, ngày 10 tháng 3 năm 2026")
BODY = """KẾ HOẠCH
Thực hiện công tác trợ giúp xã hội trên địa bàn phường An Bình năm 2026
Căn cứ Nghị định số 110/NĐ-CP ngày 30 tháng 8 năm 2024 của Chính phủ về công tác xã hội
Căn cứ Quyết định số 112/QĐ-TTg ngày 12/01/2021 của Thủ tướng Chính phủ về công tác xã hội;
Căn cứ Kế hoạch số 62/2025/KH-UBND ngày 19/4/2025 của Ủy ban nhân dân tỉnh Sơn La về trợ giúp xã hội.
Ủy ban nhân dân phường An Bình ban hành Kế hoạch thực hiện công tác trợ giúp xã hội năm 2025 như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhân thức của các cấp chính quyền, đoàn thể và của của người dân về công tác trợ giúp xã hội .
2. Bảo đảm các đối tượng yếu thế được tiếp cân dịch vụ kịp thời, đúng quy đinh của pháp luật.
3. Huy động sự tham gia của các tổ chức chính trị - xã hội,doanh nghiệp và cộng đông.
II. MỤC TIÊU
1. Phân đấu 90% người cao tuổi có hoàn cảnh khó khăn được trợ giúp.
2. 100% trẻ em mồ côi được chăm sóc, nuôi dương tại cộng đồng.
3. Hiện có 12/15 khu phố (70%) đã có câu lạc bộ.
II. NHIỆM VỤ, GIẢI PHÁP
1. Tuyên truyền, phổ biến chính sách, pháp luât về trợ giúp xã hội trên hệ thống truyền thanh cơ sở.
2. Rà soát, lập danh sách đối tượng bảo trợ xã hội; thực hiên chi trả đầy đủ, kịp thời cho đối tương.
3. Tổ chưc tập huấn cho đội ngũ công tác viên công tác xã hội về kỹ năng tư vấn, hổ trợ đối tượng.
4. Tăng cường phối hợp giữa các cơ quan, đơn vị trong công tác quản ly đối tượng.
5. Thưc hiện số hóa hồ sơ, ứng dụng công nghệ thông tin trong quản lý và giải quyêt thủ tục hành chính.
6. Kiểm tra, giám sát việc thực hiện chính sách;; kịp thời chấn chỉnh sai sót.
7. Đẩy mạnh xã hội hóa, vận động nguồn lực hỗ trợ người khuyêt tật, người cao tuổi.
III. KINH PHÍ
Kinh phí thực hiện từ nguồn ngân sách phường và các nguồn huy đông hợp pháp khác.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
Chủ trì, phối hợp với các đơn vị liên quan tham mưu Ủy ban nhân dân phường triển khai Kê hoạch này.
2. Công an phường
Chủ trì nắm tình hình, bảo đảm an ninh trật tư trên địa bàn.
3. Trạm Y tế phường
Phối hợp chăm sóc sức khỏe ban đầu cho đôi tượng bảo trợ xã hội.
Trên đây là Kế hoạch thực hiện công tác trợ giúp xã hội năm 2025 của phường An Bình. Trong quá trình triển khai thực \
hiện nếu có khó khăn, vương mắc, các đơn vị kịp thời báo cáo về Ủy ban nhân dân phường để xem xét, giải quyết."""
CELLS = (("TT", "Nhiệm vụ", "Đơn vị chủ trì"), ("1", "Rà soát đối tương bảo trợ xã hội", "Phòng Văn hóa - Xã hội"),
         ("2", "Tập huấn nghiêp vụ cho cán bộ", "Trạm Y tế phường"))  # fmt: skip
FOOT = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An")


def mistaken_draft() -> bytes:
    """-> the .docx: each line in runs of three words, every other one bold or italic."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    word = docx.Document()
    for line in (*HEAD, *BODY.split("\n")):
        paragraph = word.add_paragraph()
        words = line.split(" ")
        for n in range(0, len(words), 3):
            run = paragraph.add_run(" ".join(words[n : n + 3]) + (" " if n + 3 < len(words) else ""))
            run.bold, run.italic = n % 2 == 1, n % 4 == 2
        if line.startswith("1. Phân đấu"):
            for name in ("1", "2"):
                mark = OxmlElement("w:footnoteReference")
                mark.set(W + "id", name)
                paragraph.add_run()._r.append(mark)
    table = word.add_table(len(CELLS), 3)
    for row, cells in zip(table.rows, CELLS, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].add_run(words)
    for line in FOOT:
        word.add_paragraph(line)
    notes = (
        NOTES.format(kind="footnote", number=112)
        .replace('"5"', '"1"')
        .replace("Chú thích sau của", "Số liêu thống kê, đối tương của")
    )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode())
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()
