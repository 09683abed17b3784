"""The page as text: whole, closed to the outside, every word of the plan in it once, every mark leading both ways."""

from __future__ import annotations

import base64
import hashlib
import random
import re
from dataclasses import replace

import pytest
from lxml import html

from pipeline.knowledge.messages import messages
from pipeline.model import Alignment, Block, Directive, Document, Finding, LegalReference, Review, Target
from pipeline.report.html import review_html
from pipeline.report.html.chart import charts
from pipeline.report.html.plan import marked_plan, marks_of
from tests.report.reviews import RULES, corpus_review, hostile_review

NAMES = ("kim-tra-2026.docx", "quan-11-2023.txt")


def large_review(pages: int = 100, count: int = 500) -> Review:
    """A plan of ``pages`` pages (2,500 characters each) with ``count`` findings and many references."""
    line = "Ủy ban nhân dân các xã, phường tổ chức thực hiện Quyết định số 112/QĐ-TTg, bảo đảm đạt 80% hộ nghèo. "
    text = "\n".join([line * 4] * (pages * 2500 // (len(line) * 4)))
    dice = random.Random(7)
    findings, references, targets = [], [], []
    for number, found in enumerate(re.finditer("Quyết định số 112/QĐ-TTg", text)):
        references.append(LegalReference(found[0], *found.span(), "quyet_dinh", "112/QĐ-TTg", "112/QĐ-TTg"))
        if number % 4 == 0:
            at = text.index("80%", found.end())
            targets.append(Target("80%", at, at + 3, 80.0, "%", "=", population="hộ nghèo"))
    for _ in range(count):
        start = dice.randrange(len(text) - 60)
        end = text.find(" ", start + 20)
        findings.append(
            Finding(
                "DC601", "slip", dice.choice(["error", "warning", "info"]), "Một câu nói điều gì sai ở đây " * 3,
                suggestion="Viết lại cho đúng " * 4, legal_basis="Nghị định 30/2020/NĐ-CP, Điều 8",
                quote=text[start:end], start=start, end=end,
            )
        )  # fmt: skip
    draft = Document(
        "big", "big.docx", "0" * 64, "docx", text, legal_references=tuple(references), targets=tuple(targets)
    )
    return Review(draft, (), (), tuple(findings))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere_and_every_id_is_one(name: str, lang: str) -> None:
    page = html.fromstring(review_html(corpus_review(name, lang), rules=RULES, lang=lang))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//a/@href")} <= set(ids)
    assert page.get("lang") == lang


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_target_and_finding_is_marked_and_leads_to_its_card(name: str) -> None:
    review = corpus_review(name)
    page = html.fromstring(review_html(review, rules=RULES))
    placed = sum(f.start is not None for f in review.findings)
    wanted = placed + len(review.draft.targets) + len(review.draft.legal_references)
    begun = [i[2:] for i in page.xpath("//aside//@id") if i.startswith("w-")]
    assert len(begun) == len(set(begun)) == wanted
    led_to = {href[1:] for href in page.xpath("//aside//a/@href")}
    assert led_to == set(begun)
    back = {href[3:] for href in page.xpath("//main//a/@href") if href.startswith("#w-")}
    assert back == set(begun)


@pytest.mark.parametrize("review", [*map(corpus_review, NAMES), hostile_review(), large_review(3, 60)])
def test_the_plan_is_whole_and_each_mark_has_its_words(review: Review) -> None:
    marks = list(marks_of(review, review.findings, {"target": "", "reference": ""}).values())
    parts = marked_plan(review.draft, marks)
    lines = [
        line for part in parts for line in (*part.lines, *(w for row in part.rows for cell in row for w in cell.lines))
    ]
    for line in lines:
        assert "".join(p.text for p in line.pieces) == review.draft.text[line.block.start : line.block.end]
    for mark in marks:
        words = "".join(p.text for line in lines for p in line.pieces if mark in p.marks)
        quote = review.draft.text[mark.start : mark.end]
        assert "".join(words.split()) == "".join(quote.replace(" | ", "").replace("\n", "").split())


def test_nothing_is_fetched_and_only_its_own_script_runs() -> None:
    page = review_html(corpus_review("kim-tra-2026.docx"), rules=RULES)
    tree = html.fromstring(page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        (words,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.S)
        assert base64.b64encode(hashlib.sha256(words.encode()).digest()).decode() in policy
    assert not tree.xpath("//@src | //@style | //*[starts-with(name(@*), 'on')]")
    assert [href for href in tree.xpath("//@href") if not href.startswith("#")] == ["data:,"]
    assert "http://" not in page.replace("http-equiv", "")
    assert "url(" not in page
    assert "@import" not in page


def test_hostile_words_stay_words() -> None:
    review = hostile_review()
    page = review_html(review, rules=RULES)
    tree = html.fromstring(page)
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert not tree.xpath("//img | //*[@onerror]")
    assert "49" not in "".join(tree.xpath("//h1//text()"))  # {{ 7*7 }} is not reckoned
    plan = "".join(tree.xpath("//div[@class='paper']//p//text()"))
    assert "<script>alert(1)</script>" in plan


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_clean_draft_and_one_held_against_nothing_have_a_page_too(lang: str) -> None:
    review = corpus_review("kim-tra-2026.docx", lang)
    for less in (
        replace(review, findings=()),
        replace(review, findings=(), alignment=(), directives=(), not_checked=(), as_of=None),
        Review(Document("e", "e.txt", "0" * 64, "txt", "Một dòng"), (), (), ()),
    ):
        page = html.fromstring(review_html(less, rules=RULES, lang=lang))
        assert page.xpath("//p[contains(@class, 'verdict')]/@class") == ["verdict clean"]
        assert {href[1:] for href in page.xpath("//a/@href")} <= set(page.xpath("//@id"))


def test_a_large_plan_stays_small() -> None:
    assert len(review_html(large_review(), rules=RULES).encode()) < 3_000_000


def test_the_picture_has_figure_milestones_and_the_point_of_the_year() -> None:
    early = Target("", 0, 0, 60.0, "%", ">=", population="xã", indicator="có", period_end=2025, family="a")
    late = replace(early, value=90.0, period_end=2030)
    ours = replace(early, value=70.0, comparator="=", period_end=2026)
    parent = Directive("1/QĐ", "1/QĐ", "", targets=(early, late))
    pair = Alignment("1/QĐ", late, ours, "on_track", 1.0, "", due_value=66.0)
    (chart,) = charts([pair], [parent], RULES, messages(RULES))
    assert [(p.kind, p.x) for p in chart.points] == [
        ("draft", 70.0), ("milestone", 60.0), ("due", 66.0), ("milestone", 90.0)
    ]  # fmt: skip
    assert "70% (2026)" in chart.words
    below = [p for p in chart.points if p.row]
    assert len({p.row for p in below[:2]}) == 2  # labels six hundredths apart do not lie on each other


def test_a_figure_of_another_kind_is_not_drawn_on_the_same_line() -> None:
    ask = Target("", 0, 0, 5.0, "người", ">=", period_end=2030)
    parent = Directive("1/QĐ", "1/QĐ", "", targets=(ask,))
    pair = Alignment("1/QĐ", ask, replace(ask, unit="%"), "not_comparable", 0.5, "")
    (chart,) = charts([pair], [parent], RULES, messages(RULES))
    assert [p.kind for p in chart.points] == ["milestone"]


def test_empty_and_merged_cells_keep_the_columns_in_line() -> None:
    text = "TT | Việc | Hạn\n1 | Rà soát\nTập huấn | 2026"

    def cell(words: str, row: int, column: int, **spans: int) -> Block:
        start = text.index(words)
        return Block(start, start + len(words), "cell", row, 0, row, column, header=row == 0, **spans)

    blocks = (
        cell("TT", 0, 0), cell("Việc", 0, 1), cell("Hạn", 0, 3), cell("1", 1, 0, row_span=2),
        cell("Rà soát", 1, 1, column_span=2), cell("Tập huấn", 2, 1), cell("2026", 2, 3),
    )  # fmt: skip
    review = Review(Document("t", "t.docx", "0" * 64, "docx", text, blocks), (), (), ())
    rows = html.fromstring(review_html(review, rules=RULES)).xpath("//aside//tr")
    assert [[c.text_content() for c in row] for row in rows] == [
        ["TT", "Việc", "", "Hạn"], ["1", "Rà soát", ""], ["Tập huấn", "", "2026"]
    ]  # fmt: skip
    assert rows[1][0].get("rowspan") == "2"
    assert rows[1][1].get("colspan") == "2"


def test_tables_of_the_plan_are_tables() -> None:
    review = corpus_review("kim-tra-2026.docx")
    cells = [b for b in review.draft.blocks if b.kind == "cell"]
    page = html.fromstring(review_html(review, rules=RULES))
    assert bool(cells) == bool(page.xpath("//aside//table"))
