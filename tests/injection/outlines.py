"""Errors of a whole plan: no grounds, a list that counts on, a division of the money that is not its total."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.model import Document, Section
from pipeline.text.fold import fold
from tests.injection.planting import Edit, kind

_GROUND = re.compile(r"(?:căn cứ|thực hiện|theo|triển khai|để|nhằm|tiếp tục|quán triệt|xét|trên cơ sở)(?!\w)")


@kind("no grounds at all", "DC217")
def no_grounds(document: Document, rng: random.Random) -> Iterator[Edit]:
    top = [s for s in document.sections if s.level == 1]
    first = min((s.start for s in top if s.kind != "can_cu"), default=0)
    frame = document.metadata
    if (
        len(top) < 3
        or frame.doc_type != "ke_hoach"
        or not frame.issuer
        or not frame.title
        or _GROUND.search(fold(frame.title))
    ):
        return
    at = 0
    for line in document.text[:first].split("\n"):
        if _GROUND.match(fold(line).lstrip(" -+*")):
            yield (at, first, "")
            return
        at += len(line) + 1


@kind("a list that goes on", "DC111")
def list_goes_on(document: Document, rng: random.Random) -> Iterator[Edit]:
    lists: dict[str, list[Section]] = defaultdict(list)
    for section in document.sections:
        if section.level == 2 and section.parent_id and re.fullmatch(r"\d+", section.label or ""):
            lists[section.parent_id].append(section)
    plain = [own for own in lists.values() if [s.label for s in own] == [str(n) for n in range(1, len(own) + 1)]]
    if len(plain) < 3 or len(plain) != len(lists):
        return
    before, own = plain[-2], plain[-1]
    start, end, words, at = own[0].start, own[-1].heading_start, "", own[0].start
    for number, section in enumerate(own, len(before) + 1):
        words += document.text[at : section.start] + re.sub(
            r"^\d+", str(number), document.text[section.start : section.heading_start]
        )
        at = section.heading_start
    yield (start, end, words)


@kind("a division that is not the total", "DC505")
def division_against_total(document: Document, rng: random.Random) -> Iterator[Edit]:
    for section in document.sections:
        body = fold(document.text[section.start : section.end])
        if section.kind == "kinh_phi" and section.level == 1 and "tổng" not in body and " | " not in body:
            whole, part = 10 * rng.randint(20, 60), 10 * rng.randint(5, 15)
            rest = whole - part + 10 * rng.choice((1, 2, -2))
            parts = f"- Ngân sách phường: {part} triệu đồng;\n- Nguồn xã hội hóa: {rest} triệu đồng."
            end = len(document.text[: section.end].rstrip())
            yield (end, end, f"\nTổng kinh phí thực hiện: {whole} triệu đồng.\nPhân theo nguồn:\n{parts}")
