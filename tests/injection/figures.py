"""Errors of numbering, time, figures and names planted in clean plans, as ``planting`` has the others."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import Document
from tests.injection.planting import Edit, kind, name_behind, paragraph_ends

_UNITS = ("khu phố", "thôn", "tổ dân phố")


@kind("first part lost", "DC102")
def first_part_lost(document: Document, rng: random.Random) -> Iterator[Edit]:
    top = [s for s in document.sections if s.level == 1 and re.fullmatch(r"[IVX]+", s.label or "")]
    if len(top) > 2 and top[0].label == "I":
        yield (top[0].start, min(top[0].heading_end + 1, top[0].end), "")


@kind("letters repeated", "DC103")
def letters_repeated(document: Document, rng: random.Random) -> Iterator[Edit]:
    letters = ["a", "b", "c", "d"]
    letters[rng.randrange(1, 4)] = letters[rng.randrange(3)]
    if any(one == other for one, other in pairwise(letters)):
        for end in paragraph_ends(document, ("nhiem_vu",))[:1]:
            tasks = ("Tiếp nhận hồ sơ", "Kiểm tra hồ sơ", "Trả kết quả", "Lưu hồ sơ")
            wrong, right = (
                "".join(f"\n{a}) {task}." for a, task in zip(labels, tasks, strict=True))
                for labels in (letters, "abcd")
            )
            yield (end, end, wrong, right)


@kind("no such month", "DC606")
def no_such_month(document: Document, rng: random.Random) -> Iterator[Edit]:
    year = document.metadata.period_end or 2026
    said = rng.choice((f"tháng 13 năm {year}", f"quý V/{year}", f"ngày 31/11/{year}", "ngày 31/6 hằng năm"))
    for end in paragraph_ends(document, ("nhiem_vu", "bao_cao"))[:2]:
        yield (end, end, f" Hoàn thành việc rà soát trong {said}.")


@kind("share is not that of its counts", "DC311")
def share_of_counts(document: Document, rng: random.Random) -> Iterator[Edit]:
    whole = rng.randint(8, 40)
    part = rng.randint(whole // 2, whole - 1)
    right = round(100 * part / whole)
    wrong = right - rng.choice((3, 7, 12))
    for end in paragraph_ends(document, ("nhiem_vu", "muc_tieu"))[:1]:
        said = f" Hiện có {part}/{whole} {rng.choice(_UNITS)} ({{}}%) đã có câu lạc bộ."
        yield (end, end, said.format(wrong), said.format(right))


@kind("a structure over all", "DC312")
def structure_over_all(document: Document, rng: random.Random) -> Iterator[Edit]:
    first, second = rng.randint(10, 30), rng.randint(30, 45)
    third = 100 - first - second + rng.choice((3, 5, 10))
    said = f"nông nghiệp chiếm {first}%, công nghiệp - xây dựng chiếm {second}%, dịch vụ chiếm {third}%"
    for end in paragraph_ends(document, ("nhiem_vu", "muc_tieu"))[:1]:
        yield (end, end, f"\nCơ cấu kinh tế: {said}.")


@kind("own units counted twice", "DC313")
def own_units_twice(document: Document, rng: random.Random) -> Iterator[Edit]:
    count, unit = rng.randint(6, 20), rng.choice(_UNITS)
    if not re.search(rf"\d\s+{unit}", document.text):
        for end in paragraph_ends(document, ("nhiem_vu",))[:1]:
            again = count + rng.choice((1, 2, -2))
            yield (end, end, f" Toàn phường có {count} {unit}; phấn đấu {again}/{again} {unit} tham gia.")


@kind("base year behind the goal", "DC310")
def base_behind_goal(document: Document, rng: random.Random) -> Iterator[Edit]:
    year = document.metadata.period_end or 2026
    for end in paragraph_ends(document, ("muc_tieu",))[:1]:
        yield (end, end, f"\nĐến năm {year} giảm 10% số vụ bạo lực gia đình so với năm {year + rng.choice((1, 2, 4))}.")


@kind("text against table", "DC309", "DC306")
def text_against_table(document: Document, rng: random.Random) -> Iterator[Edit]:
    year, value = document.metadata.period_end or 2026, rng.randint(60, 95)
    head = f"TT | Nội dung | Đơn vị | Năm {year - 1} | Năm {year}"
    rows = f"{head}\n1 | Thu nhập bình quân | triệu đồng | {value - 4} | {value}"
    for end in paragraph_ends(document, ("nhiem_vu",))[:1]:
        said = f"Năm {year} thu nhập bình quân đạt khoảng {value + rng.choice((1, 2, -3))} triệu đồng."
        yield (end, end, f"\n{said}\n{rows}")


@kind("another ward's unit", "DC603")
def another_wards_unit(document: Document, rng: random.Random) -> Iterator[Edit]:
    level = re.search(r"(?:phường|xã)(?=\s)", (document.metadata.issuer or "").lower())
    unit = rng.choice(("Trạm Y tế", "Công an", "Ban Chỉ huy Quân sự"))
    for end in paragraph_ends(document, ("nhiem_vu", "to_chuc_thuc_hien"))[:1]:
        if level:
            said = f"\n{unit} {level[0]} {{}} rà soát đối tượng."
            own = name_behind(document.metadata.issuer or "", level.end())
            yield (end, end, said.format(rng.choice(("Võ Cường", "Hòa Mỹ Đông", "Tân Lập"))), said.format(own))


@kind("a stroke in the own number", "DC107", back=True)
def stroke_in_number(document: Document, rng: random.Random) -> Iterator[Edit]:
    number = document.metadata.number or ""
    at = document.text.find(number) if number.endswith("/KH-UBND") else -1
    if 0 <= at < 400:
        dash = at + number.index("-")
        yield (dash, dash + 1, "/")
