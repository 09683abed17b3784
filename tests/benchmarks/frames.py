"""Number, day and issuer of scans and signed PDFs: right, left out, or wrong. Wrong must be none.

usage: python -m tests.benchmarks.frames

Thirty documents of invented places with known frames: twenty drawn as pictures (typed or written by hand, clean or
worn, with and without a red stamp over the title, letterheads of two and three lines), ten PDFs whose number and day
an e-office stamped into annotations.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from pipeline.knowledge.load import load_rules
from pipeline.model import Metadata
from pipeline.parse import parse_bytes
from pipeline.text.fold import fold
from tests.benchmarks.ocr import spoilt
from tests.benchmarks.results import keep
from tests.read.pdf.stamped import DAY, HEADER, NUMBER, Mark, stamped_pdf
from tests.tools.make_forms import FONTS

SCANS, SIGNED = 20, 10
_DPI = 200
_BODY = (
    "I. MỤC TIÊU",
    "Nâng cao chất lượng dịch vụ công tác xã hội trên địa bàn, đáp ứng nhu cầu của người dân.",
    "II. NHIỆM VỤ",
    "1. Tuyên truyền, phổ biến chính sách về trợ giúp xã hội đến từng khu dân cư.",
    "2. Rà soát người cao tuổi, người khuyết tật, trẻ em có hoàn cảnh đặc biệt.",
    "III. TỔ CHỨC THỰC HIỆN",
    "Giao Trạm Y tế chủ trì, báo cáo kết quả trước ngày 15 tháng 12 hằng năm.",
)
_ISSUERS = (
    (("ỦY BAN NHÂN DÂN", "PHƯỜNG AN HÒA"), "Ủy ban nhân dân phường An Hòa", "UBND"),
    (("UBND TỈNH ĐÔNG SƠN", "SỞ Y TẾ"), "Sở Y tế tỉnh Đông Sơn", "SYT"),
    (("ỦY BAN NHÂN DÂN", "XÃ HÒA MẪU"), "Ủy ban nhân dân xã Hòa Mẫu", "UBND"),
    (("UBND TỈNH ĐÔNG SƠN", "SỞ GIÁO DỤC", "VÀ ĐÀO TẠO"), "Sở Giáo dục và Đào tạo tỉnh Đông Sơn", "SGDĐT"),
    (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ CẦN THƠ"), "Ủy ban nhân dân thành phố Cần Thơ", "UBND"),
)


@dataclass(frozen=True)
class Frame:
    """What stands over a document."""

    lines: tuple[str, ...]
    issuer: str
    number: str
    day: date
    place: str = "An Hòa"


def frames(count: int, seed: int) -> Iterator[Frame]:
    chance = random.Random(seed)
    for i in range(count):
        lines, issuer, symbol = _ISSUERS[i % len(_ISSUERS)]
        day = date(chance.randint(2024, 2026), chance.randint(1, 12), chance.randint(1, 28))
        yield Frame(lines, issuer, f"{chance.randint(2, 2999)}/KH-{symbol}", day)


def drawn(frame: Frame, *, by_hand: bool, stamp: bool, worn: bool, seed: int) -> bytes:
    """-> a scan of one page."""
    chance = random.Random(seed)
    page = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(page)
    plain, bold, italic = (_font(style, 36) for style in ("Regular", "Bold", "Italic"))
    for i, line in enumerate(frame.lines):
        pen.text((430, 150 + 46 * i), line, "black", bold if i else plain, anchor="mt")
    pen.text((1130, 150), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "black", _font("Bold", 34), anchor="mt")
    pen.text((1130, 196), "Độc lập - Tự do - Hạnh phúc", "black", bold, anchor="mt")
    digits, _, symbol = frame.number.partition("/")
    top = 150 + 46 * len(frame.lines) + 20
    _filled(page, pen, (260, top), ("Số: ", digits, f"/{symbol}"), plain, by_hand, chance)
    month = f" tháng {frame.day.month:02} năm {frame.day.year}"
    _filled(page, pen, (830, 262), (f"{frame.place}, ngày ", f"{frame.day.day:02}", month), italic, by_hand, chance)
    pen.text((827, 400), "KẾ HOẠCH", "black", _font("Bold", 40), anchor="mt")
    pen.text((827, 455), "Phát triển công tác xã hội năm 2026", "black", bold, anchor="mt")
    if stamp:
        pen.ellipse((560, 300, 820, 560), outline=(214, 40, 60), width=6)
        pen.text((690, 430), "ỦY BAN NHÂN DÂN", (214, 40, 60), _font("Bold", 22), anchor="mm")
    for i, line in enumerate(_BODY):
        pen.text((210, 600 + 58 * i), line, "black", bold if line[:2] in ("I.", "II") else plain)
    image: Any = spoilt(page, seed) if worn else page
    out = io.BytesIO()
    image.save(out, "PDF", resolution=_DPI, quality=90)
    return out.getvalue()


def _filled(
    page: Any, pen: Any, at: tuple[int, int], parts: tuple[str, str, str], font: Any, by_hand: bool, chance: Any
) -> None:
    """A line whose middle was typed, or left blank and filled in by hand."""
    x, y = at
    for i, part in enumerate(parts):
        if i == 1 and by_hand:
            for digit in part:
                ink = Image.new("L", (70, 90), 0)
                hand = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed-Oblique.ttf", 50)
                ImageDraw.Draw(ink).text((12, 12), digit, 255, hand)
                ink = ink.rotate(chance.uniform(-16, 16)).resize((chance.randint(48, 70), chance.randint(70, 96)))
                page.paste((30, 40, 120), (int(x), y - chance.randint(14, 26)), ink)
                x += chance.randint(24, 34)
            x += 16
        else:
            pen.text((x, y), part, "black", font)
            x += pen.textlength(part, font)


def _font(style: str, size: int) -> Any:
    return ImageFont.truetype(str(FONTS / f"LiberationSerif-{style}.ttf"), size)


def signed(frame: Frame, turned: int, *, apart: bool) -> bytes:
    """-> a PDF whose number and day lie in annotations."""
    digits, _, symbol = frame.number.partition("/")
    number, day = (" ".join(text) if apart else text for text in (digits, f"{frame.day.day:02}"))
    month = f"tháng {frame.day.month} năm {frame.day.year}"
    header = tuple(
        (x, y, text.replace("/KH-UBND", f"/{symbol}").replace("tháng 3 năm 2026", month))
        for x, y, text in HEADER
        if (x, y) not in ((60, 780), (60, 764))
    )
    top = tuple((60.0, 796.0 - 16 * i, line) for i, line in enumerate(frame.lines))
    marks = (Mark(*NUMBER, (number,), width=40), Mark(*DAY, (day,), width=30))
    return stamped_pdf(marks, turned=turned, header=(*top, *header))


def judged(frame: Frame, found: Metadata) -> dict[str, str]:
    """-> for number, day and issuer whether what was told is right, wrong, or nothing."""
    wanted = {"number": frame.number, "issued_on": frame.day, "issuer": fold(frame.issuer)}
    told = {"number": found.number, "issued_on": found.issued_on, "issuer": found.issuer and fold(found.issuer)}
    return {
        name: "none" if told[name] is None else "right" if told[name] == wanted[name] else "wrong" for name in wanted
    }


def documents() -> Iterator[tuple[Frame, str, bytes]]:
    for i, frame in enumerate(frames(SCANS, 5)):
        by_hand, stamp, worn = i % 2 == 1, i % 3 == 0, i % 4 >= 2
        name = f"scan, {'by hand' if by_hand else 'typed'}{', stamp' * stamp}{', worn' * worn}"
        yield frame, name, drawn(frame, by_hand=by_hand, stamp=stamp, worn=worn, seed=i)
    for i, frame in enumerate(frames(SIGNED, 6)):
        yield frame, f"signed, turned {90 * (i % 2)}", signed(frame, 90 * (i % 2), apart=i % 3 == 0)


def main() -> None:
    tally: Counter[tuple[str, str, str]] = Counter()
    for frame, name, data in documents():
        meta = parse_bytes(data, "khung.pdf", load_rules()).metadata
        verdict = judged(frame, meta)
        for field, how in verdict.items():
            tally[name.partition(",")[0], field, how] += 1
        print(f"{name}: {frame.number} {frame.day} {verdict} {meta.number} {meta.issued_on} {meta.issuer}")
    rows = [
        {"document": kind, "field": field, **{how: tally[kind, field, how] for how in ("right", "none", "wrong")}}
        for kind in ("scan", "signed")
        for field in ("number", "issued_on", "issuer")
    ]
    for row in rows:
        print(row)
    keep("frames", rows)


if __name__ == "__main__":
    main()
