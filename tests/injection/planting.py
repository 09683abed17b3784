"""Errors planted in clean plans, one at a time: each kind names the rules of which at least one must find it.

A plan that has no place for an error of a kind is passed over. Targets are held against the plan itself, compiled as
its own parent: what was changed then stands below, later, missing or narrowed, and nothing else does.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.knowledge import load_rules
from pipeline.knowledge.registry import registry
from pipeline.model import Document, LegalReference, Section, Target

Edit = tuple[int, int, str] | tuple[int, int, str, str | None]  # start, end, error, and where it is new its correction
Planter = Callable[[Document, random.Random], Iterator[Edit]]


@dataclass(frozen=True)
class Kind:
    """One kind of error: how to plant it, which rules may find it, whether the plan is held against itself.

    ``back``: the plan's own words are the one right text of what was planted in their place.
    """

    name: str
    plant: Planter
    rules: frozenset[str]
    against_itself: bool = False
    back: bool = False


KINDS: list[Kind] = []


def kind(name: str, *rules: str, against_itself: bool = False, back: bool = False) -> Callable[[Planter], Planter]:
    def register(planter: Planter) -> Planter:
        KINDS.append(Kind(name, planter, frozenset(rules), against_itself, back))
        return planter

    return register


def planted(document: Document, edit: Edit) -> str:
    start, end, words = edit[:3]
    return document.text[:start] + words + document.text[end:]


def mended(document: Document, kind: Kind, edit: Edit) -> str | None:
    """-> the text with the one right text in the place of what was planted; None where a person must choose."""
    start, end = edit[:2]
    right = edit[3] if len(edit) == 4 else document.text[start:end] if kind.back else None
    return None if right is None else document.text[:start] + right + document.text[end:]


def shares(document: Document) -> list[Target]:
    """-> the plan's percentages that stand once, with their figure where they say it."""
    found = [t for t in document.targets if t.unit == "%" and t.change is None and t.value and t.value_max is None]
    return [t for t in found if len(re.findall(figure_of(t), document.text[t.start : t.end])) == 1]


def figure_of(target: Target) -> str:
    value = f"{target.value:g}".replace(".", "[.,]")
    return rf"(?<![\d,.]){value}(?=\s*%)"


def _figure_edit(document: Document, target: Target, value: str) -> Edit:
    hit = re.search(figure_of(target), document.text[target.start : target.end])
    assert hit is not None
    return (target.start + hit.start(), target.start + hit.end(), value)


@kind("target lowered", "DC301", against_itself=True, back=True)
def target_lowered(document: Document, rng: random.Random) -> Iterator[Edit]:
    for target in shares(document):
        if target.comparator in ("=", ">=", ">") and target.value and target.value >= 20:
            yield _figure_edit(document, target, f"{int(target.value) - rng.choice((5, 8, 12))}")


@kind("target dropped", "DC302", against_itself=True)
def target_dropped(document: Document, rng: random.Random) -> Iterator[Edit]:
    for target in shares(document):
        start = document.text.rfind("\n", 0, target.start) + 1
        end = document.text.find("\n", target.end)
        inside = [t for t in document.targets if start <= t.start < end]
        if end > 0 and len(inside) == 1 and "|" not in document.text[start:end]:
            yield (start, end, "- Tiếp tục nâng cao hiệu quả công tác chỉ đạo, điều hành.")


@kind("target put off", "DC304", "DC301", "DC302", against_itself=True, back=True)
def target_put_off(document: Document, rng: random.Random) -> Iterator[Edit]:
    for target in shares(document):
        quote = document.text[target.start : target.end]
        hit = re.search(rf"năm {target.period_end}\b", quote)
        if hit and target.period_end:
            yield (target.start + hit.start(), target.start + hit.end(), f"năm {target.period_end + 5}")


@kind("population narrowed", "DC305", against_itself=True)
def population_narrowed(document: Document, rng: random.Random) -> Iterator[Edit]:
    for target in shares(document):
        if len(target.members) < 3 or "tại" in target.population:
            continue
        gone = target.members[1]
        hit = re.search(rf",\s*{re.escape(gone)}(?=[,;]| và )", document.text[target.start : target.end])
        if hit:
            yield (target.start + hit.start(), target.start + hit.end(), "")


@kind("target contradicted", "DC306")
def target_contradicted(document: Document, rng: random.Random) -> Iterator[Edit]:
    for target in shares(document):
        line_end = document.text.find("\n", target.end)
        line = document.text.rfind("\n", 0, target.start) + 1
        alone = not re.search(r"\w", document.text[line : target.start])  # a clause inside a sentence says too little
        if alone and line_end > 0 and target.value and target.value > 20 and "|" not in target.quote:
            hit = re.search(figure_of(target), target.quote)
            assert hit is not None
            other = target.quote[: hit.start()] + f"{int(target.value) - 7}" + target.quote[hit.end() :]
            yield (line_end, line_end, f"\n- {other}.")


@kind("impossible share", "DC307")
def impossible_share(document: Document, rng: random.Random) -> Iterator[Edit]:
    for target in shares(document):
        if target.value and 30 <= target.value < 100:
            yield _figure_edit(document, target, f"{int(target.value)}5")


def _cited(document: Document) -> list[LegalReference]:
    return [r for r in document.legal_references if r.number and not r.internal and r.number in r.quote]


def _in_quote(reference: LegalReference, old: str, new: str) -> tuple[int, int, str]:
    at = reference.quote.index(old)
    return (reference.start + at, reference.start + at + len(old), new)


@kind("year of a normative number", "DC203", "DC204", "DC206")
def year_of_number(document: Document, rng: random.Random) -> Iterator[Edit]:
    for reference in _cited(document):
        hit = re.search(r"/(20\d\d)/", reference.number or "")
        if hit and reference.issued_on:
            wrong = f"/{int(hit.group(1)) - 1}/"
            yield (*_in_quote(reference, hit.group(), wrong), hit.group() if _is_known(reference) else None)


def _is_known(reference: LegalReference) -> bool:
    """Whether the registry has the document under this number and date; else either of the two may be wrong."""
    match = registry(load_rules()).identify(reference.number or "", reference.issued_on)
    sure = match is not None and match.document.certainty in ("official", "agreed")
    return match is not None and sure and match.document.issued_on == reference.issued_on


@kind("year lost from a normative number", "DC201")
def year_lost(document: Document, rng: random.Random) -> Iterator[Edit]:
    for reference in _cited(document):
        hit = re.search(r"/(20\d\d)(/(?:NĐ-CP|TT-B\w+))", reference.number or "")
        if hit:
            dated = reference.issued_on is not None
            yield (*_in_quote(reference, hit.group(), hit.group(2)), hit.group() if dated else None)


@kind("year added to a plan's number", "DC201", back=True)
def year_added(document: Document, rng: random.Random) -> Iterator[Edit]:
    for reference in _cited(document):
        if reference.doc_type in ("ke_hoach", "bao_cao", "to_trinh") and re.search(
            r"\d/(KH|BC|TTr)-", reference.number or ""
        ):
            year = reference.issued_on.year if reference.issued_on else 2025
            yield _in_quote(reference, "/", f"/{year}/")


@kind("Party number turned round", "DC201", back=True)
def party_number(document: Document, rng: random.Random) -> Iterator[Edit]:
    for reference in _cited(document):
        hit = re.fullmatch(r"(\d+)-(NQ|CT|KL)/(TW)", reference.number or "")
        if hit and reference.number:
            yield _in_quote(reference, reference.number, f"{hit.group(1)}/{hit.group(2)}-{hit.group(3)}")


@kind("kind against symbol", "DC202", back=True)
def kind_against_symbol(document: Document, rng: random.Random) -> Iterator[Edit]:
    for reference in _cited(document):
        if reference.doc_type == "nghi_dinh" and reference.quote.startswith("Nghị định"):
            yield (reference.start, reference.start + len("Nghị định"), "Nghị quyết")
        elif reference.doc_type == "ke_hoach" and reference.quote.startswith("Kế hoạch"):
            yield (reference.start, reference.start + len("Kế hoạch"), "Thông báo")


@kind("date after the plan", "DC210")
def date_after(document: Document, rng: random.Random) -> Iterator[Edit]:
    issued = document.metadata.issued_on
    for reference in _cited(document):
        day = reference.issued_on
        if issued and day and str(day.year) in reference.quote and not re.search(r"/20\d\d/", reference.number or ""):
            hit = list(re.finditer(str(day.year), reference.quote))[-1]
            yield (reference.start + hit.start(), reference.start + hit.end(), str(issued.year + 1))


@kind("another date for a repeated citation", "DC206", "DC204", back=True)
def another_date(document: Document, rng: random.Random) -> Iterator[Edit]:
    groups: dict[str, list[LegalReference]] = {}
    for reference in _cited(document):
        if reference.issued_on:
            groups.setdefault(reference.number or "", []).append(reference)
    for number, group in groups.items():
        if len(group) < 2 or not re.search(r"/20\d\d/|/TW|-CP$|TTg$", number):
            continue
        last = group[-1]
        hit = re.search(r"ngày (\d{1,2})", last.quote)
        if hit:
            day = int(hit.group(1))
            yield (last.start + hit.start(1), last.start + hit.end(1), f"{day - 3 if day > 5 else day + 3:02d}")


DEAD = (
    ("Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác văn thư", 2020),
    ("Thông tư liên tịch số 30/2015/TTLT-BLĐTBXH-BNV ngày 19/8/2015", 2023),
    ("Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19/6/2015", 2025),
)


def paragraph_ends(document: Document, kinds: tuple[str, ...]) -> list[int]:
    ends = []
    for section in document.sections:
        if section.level == 1 and section.kind in kinds:
            end = document.text.find("\n", section.heading_end + 1)
            if end > 0:
                ends.append(end)
    return ends


@kind("dead text cited", "DC208")
def dead_text(document: Document, rng: random.Random) -> Iterator[Edit]:
    issued = document.metadata.issued_on
    for words, year in DEAD:
        for end in paragraph_ends(document, ("nhiem_vu",))[:1]:
            if issued and issued.year > year:
                yield (end, end, f"\nThực hiện theo quy định tại {words}.")


@kind("false joint circular", "DC207")
def joint_circular(document: Document, rng: random.Random) -> Iterator[Edit]:
    for end in paragraph_ends(document, ("nhiem_vu",))[:2]:
        number = f"{rng.randint(2, 60)}/2018/TTLT-BTC-BNV"
        yield (end, end, f"\nChi trả theo Thông tư liên tịch số {number} ngày 12 tháng 3 năm 2018.")


@kind("wrong date of a known document", "DC204")
def wrong_date(document: Document, rng: random.Random) -> Iterator[Edit]:
    for end in paragraph_ends(document, ("nhiem_vu",))[:2]:
        day = rng.choice((12, 15, 27))
        said = "\nThực hiện Quyết định số 112/QĐ-TTg ngày {}/01/2021 của Thủ tướng Chính phủ."
        yield (end, end, said.format(day), said.format(22))


@kind("wrong issuer of a known document", "DC205")
def wrong_issuer(document: Document, rng: random.Random) -> Iterator[Edit]:
    for end in paragraph_ends(document, ("nhiem_vu",))[:2]:
        body = rng.choice(("Bộ Y tế", "Bộ Tài chính", "Bộ Nội vụ"))
        said = "\nThực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của {} về công tác văn thư."
        yield (end, end, said.format(body), said.format("Chính phủ"))


def _top(document: Document) -> list[Section]:
    return [s for s in document.sections if s.level == 1 and s.label and re.fullmatch(r"[IVX]+", s.label)]


@kind("section lost", "DC102")
def section_lost(document: Document, rng: random.Random) -> Iterator[Edit]:
    sections = _top(document)
    for before, section, after in zip(sections, sections[1:], sections[2:], strict=False):
        if section.end <= after.start and before.end <= section.start:
            yield (section.start, after.start, "")


@kind("number skipped", "DC102", back=True)
def number_skipped(document: Document, rng: random.Random) -> Iterator[Edit]:
    romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    last = _top(document)[-1:]
    for section in last:
        if section.label in romans[2:8]:
            label = romans[romans.index(section.label) + 1]
            yield (section.start, section.start + len(section.label), label)


@kind("number repeated", "DC103", back=True)
def number_repeated(document: Document, rng: random.Random) -> Iterator[Edit]:
    sections = _top(document)
    for before, section in pairwise(sections[1:]):
        assert section.label is not None
        if document.text.startswith(section.label, section.start):
            yield (section.start, section.start + len(section.label), str(before.label))


@kind("pointer to nothing", "DC104")
def pointer(document: Document, rng: random.Random) -> Iterator[Edit]:
    if len(_top(document)) >= 3:
        for end in paragraph_ends(document, ("nhiem_vu", "to_chuc_thuc_hien"))[:2]:
            yield (end, end, "\nThực hiện các nội dung nêu tại mục XVI của Kế hoạch này.")


@kind("task for an abolished body", "DC401")
def abolished(document: Document, rng: random.Random) -> Iterator[Edit]:
    issued = document.metadata.issued_on
    if issued is None or (issued.year, issued.month) < (2025, 7):
        return
    gone = (
        "Phòng Lao động - Thương binh và Xã hội",
        "Sở Lao động - Thương binh và Xã hội",
        "Sở Thông tin và Truyền thông",
    )
    for section in document.sections:
        if (
            section.kind == "to_chuc_thuc_hien"
            and section.level == 2
            and re.match(r"(?:Phòng|Sở|Trạm) ", section.heading)
        ):
            yield (section.heading_start, section.heading_end, rng.choice(gone))


@kind("duties copied to another body", "DC402")
def copied(document: Document, rng: random.Random) -> Iterator[Edit]:
    bodies = [s for s in document.sections if s.kind == "to_chuc_thuc_hien" and s.level == 2 and s.heading]
    for first, second in pairwise(bodies):
        duty = document.text[first.heading_end : first.end].strip()
        names = all(re.match(r"(?:Phòng|Sở|Trạm|Công an|Ban|Hội|Ủy ban) ", s.heading) for s in (first, second))
        if (
            names
            and first.parent_id == second.parent_id
            and len(duty) > 200
            and len(first.heading) < 60 > len(second.heading)
        ):
            yield (second.heading_end, second.end, "\n" + duty + "\n")


@kind("slip", "DC601", back=True)
def slip(document: Document, rng: random.Random) -> Iterator[Edit]:
    slips = (("Phấn đấu", "Phấn đầu"), ("phấn đấu", "phân đấu"), ("nhiệm vụ", "nhiêm vụ"), ("Kế hoạch", "Kế hoach"))
    for right, wrong in slips:
        hit = re.search(rf"(?<!\w){right}(?!\w)", document.text)
        if hit:
            yield (hit.start(), hit.end(), wrong)


@kind("blank left open", "DC602")
def blank(document: Document, rng: random.Random) -> Iterator[Edit]:
    for end in paragraph_ends(document, ("nhiem_vu", "to_chuc_thuc_hien"))[:2]:
        words = rng.choice(
            ("Hoàn thành trước ngày … tháng 6.", "Hỗ trợ …………… đồng cho mỗi hộ.", "Theo Kế hoạch số …/KH-UBND.")
        )
        yield (end, end, f"\n{words}")


@kind("another place's name", "DC603")
def another_place(document: Document, rng: random.Random) -> Iterator[Edit]:
    level = re.search(r"(?<!\w)(?<!thị )(phường|xã|huyện|tỉnh) [A-ZĐÀ-Ỵ]", document.metadata.issuer or "")
    for end in paragraph_ends(document, ("nhiem_vu", "to_chuc_thuc_hien"))[:2]:
        if level:
            place = rng.choice(("Vạn Thọ Tây", "Lộc Sơn Hạ", "Tân Hội Trung"))
            said = f"\nTriển khai đồng bộ trên địa bàn {level.group(1)} {{}} và các đơn vị liên quan."
            own = name_behind(document.metadata.issuer or "", level.end() - 1)
            yield (end, end, said.format(place), said.format(own))


def name_behind(issuer: str, at: int) -> str:
    """-> the capitalised words from ``at`` on: the name of the issuer's place."""
    hit = re.compile(r"[A-ZĐÀ-Ỵ]\w*(?: [A-ZĐÀ-Ỵ]\w*)*").search(issuer, at)
    return hit.group() if hit else ""


@kind("last year's year", "DC604", back=True)
def last_year(document: Document, rng: random.Random) -> Iterator[Edit]:
    meta = document.metadata
    if meta.period_start is None or meta.period_start != meta.period_end:
        return
    for hit in re.finditer(rf"[Tt]rên đây là Kế hoạch[^.;,\n]*năm ({meta.period_end})", document.text):
        yield (hit.start(1), hit.end(1), str(meta.period_end - 1))


@kind("own number with a year", "DC107", back=True)
def own_number(document: Document, rng: random.Random) -> Iterator[Edit]:
    number = document.metadata.number
    if (
        number
        and re.fullmatch(r"\d+/(?:KH|ĐA)-.+", number)
        and number in document.text[:1500]
        and document.metadata.issued_on
    ):
        at = document.text.index(number)
        serial = number.split("/")[0]
        yield (at + len(serial), at + len(serial), f"/{document.metadata.issued_on.year}")


@kind("deadline moved", "DC406")
def deadline_moved(document: Document, rng: random.Random) -> Iterator[Edit]:
    end = document.metadata.period_end
    for deadline in document.deadlines:
        if deadline.kind == "date" and end and deadline.due and len(deadline.due) == 10:
            hit = re.search(deadline.due[:4], deadline.quote)
            if hit and int(deadline.due[:4]) <= end:
                one = document.metadata.period_start == end == int(deadline.due[:4])
                start = deadline.start + hit.start()
                yield (start, start + 4, str(end + 4), str(end) if one else None)


@kind("total changed", "DC502", "DC504", back=True)
def total_changed(document: Document, rng: random.Random) -> Iterator[Edit]:
    for line in document.budget:
        opens = re.match(
            r"(?: ?\([^()\d]*\))?[ ,.:(]*(?:trong đó|gồm|bao gồm)|:? ?\(",
            document.text[line.end : line.end + 150],
            re.IGNORECASE,
        )
        hit = re.match(r"\d+", line.quote)
        inside = re.search(r"\d[\d.,]* ?(?:triệu|tỷ|đồng|đ\b)", document.text[line.end : line.end + 250])
        if line.amount and opens and hit and inside and "khoảng" not in document.text[line.start - 12 : line.start]:
            yield (line.start, line.start + hit.end(), str(int(hit.group()) + rng.choice((2, 3, 7))))


def _money(value: int) -> str:
    return f"{value:,}".replace(",", ".")


@kind("a part of a sum changed", "DC502")
def part_changed(document: Document, rng: random.Random) -> Iterator[Edit]:
    for end in paragraph_ends(document, ("kinh_phi",))[:1]:
        parts = [rng.randint(20, 400) * 1_000_000 for _ in range(3)]
        names = ("Ngân sách địa phương", "Nguồn xã hội hóa", "Lồng ghép các chương trình khác")
        whole = sum(parts)
        parts[rng.randrange(3)] += rng.choice((-5, 10, 100)) * 1_000_000
        said = [f"{name}: {_money(part)} đồng" for name, part in zip(names, parts, strict=True)]
        if rng.random() < 0.5:
            yield (end, end, f"\nTổng kinh phí thực hiện là {_money(whole)} đồng, gồm: {'; '.join(said).lower()}.")
        else:
            yield (
                end,
                end,
                f"\nTổng kinh phí thực hiện: {_money(whole)} đồng. Trong đó:\n- " + ";\n- ".join(said) + ".",
            )


@kind("table total broken", "DC503")
def table_total(document: Document, rng: random.Random) -> Iterator[Edit]:
    for end in paragraph_ends(document, ("kinh_phi",))[:1]:
        parts = [rng.randint(20, 400) for _ in range(4)]
        rows = [f"{n} | Hoạt động thứ {n} | {part}" for n, part in enumerate(parts, 1)]
        table = "\n".join(["TT | Nội dung chi | Kinh phí (triệu đồng)", *rows, "Tổng cộng | | "])
        said = f"\nDự toán như sau:\n{table}"
        yield (end, end, f"{said}{sum(parts) + 10}", f"{said}{sum(parts)}")


@kind("sum in letters changed", "DC504")
def sum_in_letters(document: Document, rng: random.Random) -> Iterator[Edit]:
    for end in paragraph_ends(document, ("kinh_phi", "nhiem_vu"))[:2]:
        figure = rng.choice(("268", "286", "368"))
        words = "Bằng chữ: Hai trăm bảy mươi tám triệu đồng"
        yield (end, end, f"\nDự toán được giao {figure}.000.000 đồng ({words}).")


@kind("report date contradicted", "DC407")
def report_date(document: Document, rng: random.Random) -> Iterator[Edit]:
    for section in document.sections:
        named = re.match(r"(?:Phòng|Sở|Trạm|Công an|Ban|Hội) [^,;:.(]+$", section.heading)
        if section.kind == "to_chuc_thuc_hien" and section.level == 2 and named:
            duty = "Tổng hợp kết quả thực hiện Kế hoạch, báo cáo Ủy ban nhân dân cấp trên trực tiếp"
            body, day = section.heading, rng.choice((3, 8, 12))
            said = f"\n{duty} hằng năm trước ngày 20/11.\n"
            again = (
                f"{body} {duty.lower()} trước ngày {day:02d} tháng 12 hằng năm.",
                f"Định kỳ hằng năm, trước ngày {day + 10}/12, các đơn vị báo cáo kết quả thực hiện về {body}.",
            )
            yield (section.heading_end, section.end, said + rng.choice(again) + "\n")


@kind("task without a leader", "DC408")
def without_lead(document: Document, rng: random.Random) -> Iterator[Edit]:
    for end in paragraph_ends(document, ("nhiem_vu", "to_chuc_thuc_hien"))[:1]:
        leads = ["Phòng Kinh tế", "Trạm Y tế", "Công an phường", "Phòng Văn hóa - Xã hội", "Trạm Y tế", "Phòng Kinh tế"]
        leads[rng.randrange(1, 6)] = ""
        rows = [f"{n} | Công việc thứ {n} của đợt | {lead} | Quý {n % 4 + 1}" for n, lead in enumerate(leads, 1)]
        yield (end, end, "\nPhân công như sau:\nTT | Nhiệm vụ | Đơn vị chủ trì | Thời gian\n" + "\n".join(rows))
