"""How the time of reading and taking apart grows with what is written, for texts that say one thing very often.

``python -m tests.benchmarks.growth [FAMILY …]`` prints seconds at n, 2n and 4n and the exponent between them: 1 is
linear, 2 means that twice as long a text takes four times as long.
"""

from __future__ import annotations

import io
import math
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.api import check, rules_in_use
from pipeline.limits import Limits
from pipeline.parse import parse_bytes

HEAD = "KẾ HOẠCH\nPhát triển công tác xã hội năm 2026\nI. MỤC TIÊU\n1. "
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MOST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Family:
    """``make(n)`` writes the text; ``n`` is chosen so that it takes some tenths of a second."""

    make: Callable[[int], bytes]
    n: int
    name: str = "x.txt"


def said(piece: str, after: str = "\nII. NHIỆM VỤ\n1. Rà soát.\n") -> Callable[[int], bytes]:
    return lambda n: (HEAD + piece * n + after).encode()


def page(piece: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    return lambda n: f"<html><meta charset=utf-8><body><p>KẾ HOẠCH</p>{before}{piece * n}{after}</body></html>".encode()


def word(piece: str) -> Callable[[int], bytes]:
    def made(n: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("word/document.xml", f"<w:document {W}><w:body>{piece * n}</w:body></w:document>")
        return out.getvalue()

    return made


def attributes(n: int) -> bytes:
    return page(f"<p {' '.join(f'a{i}=1' for i in range(n))}>x</p>")(1)


def archive(n: int) -> bytes:
    head = f"MIME-Version: 1.0\r\nX-Long: {'a b ' * n}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return head.encode() + page("<p>Đạt 70% hộ nghèo.</p>")(1)


FAMILIES = {
    "shares": Family(said("70% "), 500),
    "shares after lần lượt": Family(lambda n: (HEAD + "Tỷ lệ A, B lần lượt là " + "5%, " * n).encode(), 500),
    "rising and falling": Family(said("tăng 5%, giảm 3%, "), 300),
    "articles": Family(said("Điều 1, "), 10000),
    "sections of the plan": Family(said("tại mục IV "), 10000),
    "years": Family(said("2021-"), 20000),
    "blank lines": Family(said("\n"), 50000),
    "tabbed lines": Family(said("a\tb\n"), 4000),
    "form feeds": Family(said("a\f"), 4000),
    "headings of Markdown": Family(said("# a\n"), 2000),
    "annexes": Family(said("PHỤ LỤC\n"), 3000),
    "recipients": Family(said("Nơi nhận:\n"), 3000),
    "bars": Family(said("|\na\n"), 2000),
    "numbers": Family(said("1 "), 4000),
    "roman parts": Family(said("\nI. MỤC TIÊU\n"), 1000),
    "dashes": Family(said("\n- Phòng A chủ trì rà soát."), 1000),
    "money": Family(said("120.000.000 đồng, "), 4000),
    "decisions": Family(said("Quyết định số 112/QĐ-TTg, "), 500),
    "deadlines": Family(said("trước ngày 30/6/2026, "), 4000),
    "bodies": Family(said("Phòng A, "), 8000),
    "brackets": Family(said("("), 40000),
    "percent signs": Family(said("%"), 40000),
    "years told": Family(said("năm 2026, "), 2000),
    "rows of bars": Family(said("\n| a | 70% | b |"), 1000),
    "rows without bars": Family(said("\n1 | a | 70%"), 1000),
    "numbers of documents": Family(said("\nSố: 1/KH-UBND"), 2000),
    "points": Family(said("\na) b) c) 1.1.1.1. d"), 1000),
    "quotes": Family(said("“a” "), 4000),
    "clauses": Family(said("rà soát; "), 4000),
    "grounds": Family(said("\nCăn cứ Luật A ngày 01/01/2020;"), 1000),
    "figures and words": Family(said("1 người, "), 500),
    "respectively": Family(said("lần lượt 5%, "), 500),
    "dots": Family(said("."), 40_000),
    "ellipses": Family(said("…… "), 4000),
    "hyphens": Family(said("-"), 40_000),
    "upper case": Family(said("A B "), 8000),
    "spaces": Family(said(" "), 1000000),
    "letters": Family(said("a"), 200000),
    "list items": Family(page("<li>a</li>", "<ol>", "</ol>"), 2500, "x.htm"),
    "attributes": Family(attributes, 10_000, "x.htm"),
    "nested spans": Family(lambda n: page("<span>" * 100 + "a" + "</span>" * 100)(n), 100, "x.htm"),
    "cells": Family(page("<tr><td>a<td>70%</tr>", "<table border=1>", "</table>"), 500, "x.htm"),
    "short paragraphs": Family(word("<w:p><w:r><w:t>a</w:t></w:r></w:p>"), 2500, "x.docx"),
    "runs": Family(word("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 50 + "</w:p>"), 200, "x.docx"),
    "a header line of mail": Family(archive, 400_000, "x.mht"),
}


def seconds(family: Family, n: int, *, checked: bool = False) -> float:
    """-> what one reading takes, with a check where ``checked``."""
    rules = rules_in_use(None)
    data = family.make(n)
    began = time.process_time()
    document = parse_bytes(data, family.name, rules, Limits())
    if checked:
        check(document, "auto", rules=rules)
    return time.process_time() - began


def exponents(family: Family, *, checked: bool = False) -> tuple[list[float], float]:
    """-> seconds at n, 2n, 4n (fewer where they take too long), and the exponent between first and last."""
    taken: list[float] = []
    for factor in (1, 2, 4):
        tries = 2 if not taken or taken[-1] < 2 else 1
        taken.append(min(seconds(family, family.n * factor, checked=checked) for _ in range(tries)))
        if taken[-1] > MOST_SECONDS / 4:
            break
    grown = math.log(taken[-1] / taken[0]) / math.log(2 ** (len(taken) - 1)) if len(taken) > 1 else float("inf")
    return taken, grown


def main(names: list[str]) -> None:
    seconds(Family(said("a"), 1), 1, checked=True)
    for name in names or FAMILIES:
        for checked in (False, True):
            taken, grown = exponents(FAMILIES[name], checked=checked)
            what = "checked" if checked else "read"
            print(f"{name:24} {what:8} {'  '.join(f'{t:7.3f}' for t in taken):30} {grown:5.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
