"""Errors of citations planted in clean plans: a number said in two ways; wrong titles, issuers, dates and grounds.

What is planted repeats the plan's own citations with one thing changed, or joins what the registry keeps apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from pipeline.knowledge import load_rules
from pipeline.knowledge.references import reference_rules
from pipeline.knowledge.registry import RegisteredDocument, number_year, registry, title_words
from pipeline.model import Document, LegalReference
from tests.injection.planting import Edit, kind

RULES = load_rules()
NAMES = {one.id: one.name for one in reference_rules(RULES).kinds}
ELSEWHERE = "về nạo vét kênh mương nội đồng và tu sửa đường ngõ xóm"
_HEADER = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+20\d\d")
_DAY = re.compile(r"\d{1,2}(?=\s*(?:/|tháng))")


def _whole(document: Document) -> list[LegalReference]:
    """-> the plan's citations that say number, date, issuer and title, each document once."""
    found: dict[str, LegalReference] = {}
    for reference in document.legal_references:
        whole = reference.number and reference.issued_on and reference.issuer and reference.title
        if whole and not reference.internal and reference.number in reference.quote:
            found.setdefault(reference.number or "", reference)
    return list(found.values())


def _after_tasks(document: Document, sentence: str, right: str | None = None) -> Iterator[Edit]:
    """A paragraph of its own behind the heading of a part with tasks, and the same without its error."""
    for section in document.sections:
        if section.level == 1 and section.kind in ("nhiem_vu", "to_chuc_thuc_hien"):
            end = document.text.find("\n", section.heading_end + 1)
            if end > 0:
                yield (end, end, f"\n{sentence}", right and f"\n{right}")
                return


def _said(reference: LegalReference, **other: str) -> str:
    day = reference.issued_on
    assert day is not None
    told = {
        "kind": NAMES[reference.doc_type],
        "number": reference.number or "",
        "day": f"{day.day:02d}/{day.month}/{day.year}",
        "issuer": reference.issuer or "",
        "title": f"về {reference.title}",
    } | other
    return "Thực hiện {kind} số {number} ngày {day} của {issuer} {title}.".format_map(told)


@kind("one number with two dates", "DC206", "DC204")
def two_dates(document: Document, rng: random.Random) -> Iterator[Edit]:
    for reference in _whole(document):
        day = reference.issued_on
        if day:
            other = f"{day.day - 3 if day.day > 5 else day.day + 3:02d}/{day.month}/{day.year}"
            yield from _after_tasks(document, _said(reference, day=other), _said(reference))


@kind("one number with two kinds", "DC206")
def two_kinds(document: Document, rng: random.Random) -> Iterator[Edit]:
    for reference in _whole(document):
        if reference.doc_type != "cong_van" and reference.quote.startswith(NAMES[reference.doc_type]):
            yield from _after_tasks(document, _said(reference, kind="Công văn"), _said(reference))


@kind("one number with two issuers", "DC206")
def two_issuers(document: Document, rng: random.Random) -> Iterator[Edit]:
    """Of the plan's own citation and, since few name their province, of one that is planted with it."""
    for reference in _whole(document):
        local = "UBND" in (reference.number or "") and "Sơn La" not in (reference.issuer or "")
        named = re.search(r"\s[A-ZĐ]\w+$", reference.issuer or "")
        if local and named and len(title_words(reference.title or "")) >= 5:
            yield from _after_tasks(document, _said(reference, issuer="Ủy ban nhân dân tỉnh Sơn La"))
    issued = document.metadata.issued_on
    if issued is not None:
        cited = f"Kế hoạch số {rng.randint(200, 400)}/KH-UBND ngày 12/3/{issued.year - 1} của Ủy ban nhân dân tỉnh"
        both = "; ".join(f"{cited} {name} {ELSEWHERE}" for name in ("Lào Cai", "Sơn La"))
        yield from _after_tasks(document, f"Thực hiện {both}.")


@kind("one number with two titles", "DC206", "DC204")
def two_titles(document: Document, rng: random.Random) -> Iterator[Edit]:
    for reference in _whole(document):
        if len(title_words(reference.title or "")) >= 4:
            yield from _after_tasks(document, _said(reference, title=ELSEWHERE))


def _known(rng: random.Random) -> list[RegisteredDocument]:
    """-> registered decrees and decisions of the centre with a title of their own, in an order of chance."""
    found = [
        document
        for document in registry(RULES).documents
        if document.certainty in ("official", "agreed")
        and document.issued_on
        and document.issued_on.year >= 2015
        and document.issuer == "Chính phủ"
        and len(title_words(document.title or "")) >= 6
        and not re.search(r"\d/\d{4}/|sửa đổi", document.title or "")
    ]
    return rng.sample(found, len(found))


def _cite(document: RegisteredDocument, number: str, year: int, title: str) -> str:
    day = document.issued_on
    assert day is not None
    title = title[0].lower() + title[1:]
    title = title if re.match(r"quy định|hướng dẫn|ban hành", title) else f"về {title}"
    on = f"{day.day:02d}/{day.month}/{year}"
    return f"Thực hiện {document.doc_type} số {number} ngày {on} của {document.issuer} {title}."


@kind("title of another document", "DC204")
def title_of_another(document: Document, rng: random.Random) -> Iterator[Edit]:
    issued = document.metadata.issued_on
    known = [one for one in _known(rng) if one.issued_on and issued and one.issued_on < issued]
    for one, other in zip(known[:6:2], known[1:6:2], strict=False):
        if one.issued_on and not title_words(one.title or "") & title_words(other.title or "") - {
            "một",
            "điều",
            "luật",
        }:
            yield from _after_tasks(document, _cite(one, one.number, one.issued_on.year, other.title or ""))


@kind("known title under another year's number", "DC204")
def another_year(document: Document, rng: random.Random) -> Iterator[Edit]:
    known = registry(RULES)
    for one in _known(rng)[:4]:
        year = number_year(one.number)
        if year is None or one.issued_on is None or one.issued_on.month == 2:
            continue
        number = one.number.replace(str(year), str(year - 1), 1)
        if not known.candidates(number):
            right = _cite(one, one.number, year, one.title or "")
            yield from _after_tasks(document, _cite(one, number, year - 1, one.title or ""), right)


@kind("date after the plan's month", "DC210")
def after_the_month(document: Document, rng: random.Random) -> Iterator[Edit]:
    header = _HEADER.search(document.text[:1500])
    issued = document.metadata.issued_on
    if header is None or issued is None:
        return
    blank = re.sub(r"^ngày\s+\d{1,2}", "ngày      ", header.group())
    for reference in _whole(document):
        hits = list(re.finditer(r"20\d\d", reference.quote))
        if reference.start > header.end() and hits and number_year(reference.number or "") is None:
            at = reference.start + hits[-1].start()
            later = str(issued.year + 1)
            yield (header.start(), at + 4, blank + document.text[header.end() : at] + later)


@kind("ground whose period is over", "DC215")
def ground_over(document: Document, rng: random.Random) -> Iterator[Edit]:
    frame = document.metadata
    begins = frame.period_start or frame.period_end
    ground = re.search(r"^Căn cứ ", document.text, re.MULTILINE)
    if (
        begins is None
        or ground is None
        or re.search(r"tổng kết|kết quả|kiểm tra|đánh giá", (frame.title or "").lower())
    ):
        return
    for aim in ("hỗ trợ việc làm", "phát triển hợp tác xã", "trồng cây phân tán"):
        words = f"phê duyệt Chương trình {aim} giai đoạn {begins - 5}-{begins - 1}"
        number, year = rng.randint(100, 1900), begins - 6
        line = f"Căn cứ Quyết định số {number}/QĐ-UBND ngày 10/3/{year} của Ủy ban nhân dân tỉnh {words};\n"
        yield (ground.start(), ground.start(), line)


@kind("issuer that the symbol excludes", "DC205")
def issuer_excluded(document: Document, rng: random.Random) -> Iterator[Edit]:
    bodies = {"NĐ-CP": "Thủ tướng Chính phủ", "QĐ-TTg": "Chính phủ", "NQ-CP": "Thủ tướng Chính phủ"}
    for reference in _whole(document):
        for symbol, body in bodies.items():
            if (reference.number or "").endswith(symbol):
                own = "Thủ tướng Chính phủ" if symbol == "QĐ-TTg" else "Chính phủ"
                yield from _after_tasks(document, _said(reference, issuer=body), _said(reference, issuer=own))
    for symbol, body in (("NĐ-CP", "Bộ Tài chính"), ("TT-BYT", "Bộ Nội vụ")):
        number = f"{rng.randint(30, 90)}/2024/{symbol}"
        named = "Nghị định" if symbol == "NĐ-CP" else "Thông tư"
        said = f"Thực hiện {named} số {number} ngày 15/5/2024 của {{}} {ELSEWHERE}."
        own = "Chính phủ" if symbol == "NĐ-CP" else "Bộ Y tế"
        yield from _after_tasks(document, said.format(body), said.format(own))


@kind("article beyond the last", "DC216")
def article_beyond(document: Document, rng: random.Random) -> Iterator[Edit]:
    cited = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư"
    yield from _after_tasks(document, f"Lập hồ sơ theo Điều {rng.randint(40, 95)} {cited}.")
