"""The gold: its quotations exist, its schema is the program's, and the counting counts what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import RulesError
from pipeline.evaluate import GoldDocument, check_quotes, evaluate, find_gold, load_gold
from pipeline.evaluate.gold import Words
from pipeline.evaluate.measure import Score
from pipeline.evaluate.offsets import load_by_offset
from pipeline.evaluate.render import evaluation_json, evaluation_text
from pipeline.evaluate.same import heading_forms, letters, same_due, same_kind, same_name, same_number, word_f1
from pipeline.model import Document, LegalReference, Metadata, Section, Target
from tests.tools.places import GOLD

ANNOTATIONS = find_gold(GOLD)


def test_there_are_both_corpus_plans_and_a_dozen_others() -> None:
    names = {path.stem for path in ANNOTATIONS}
    assert {"kim-tra-2026", "quan-11-2023"} <= names
    assert len(names) >= 14


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda p: p.stem)
def test_every_quotation_is_in_its_text(path: Path) -> None:
    gold = load_gold(path)
    assert check_quotes(gold, (path.parent / gold.text_file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda p: p.stem)
def test_written_texts_say_so(path: Path) -> None:
    gold = load_gold(path)
    assert "corpus/plans" in gold.origin or gold.origin == "Văn bản viết để kiểm thử, không phải văn bản thật"


def test_the_published_schema_is_the_programs() -> None:
    published = json.loads((GOLD / "schema.json").read_text(encoding="utf-8"))
    assert published == GoldDocument.model_json_schema(), "run: python -m tests.tools.write_schema"


TEXT = """KẾ HOẠCH
Căn cứ Quyết định số 112/QĐ-TTg ngày 22/01/2021 của Thủ tướng Chính phủ;
I. MỤC TIÊU
- 80% trẻ em được khám;
- Trên 90% hộ dân có nước sạch vào năm 2027.
"""

ANNOTATION = """
text_file: a.txt
origin: for this test
annotated: [metadata, sections, legal_references, targets]
metadata: {number: 5/KH-UBND}
sections:
  - {heading: "I. MỤC TIÊU", level: 1, kind: muc_tieu}
legal_references:
  - {quote: "Quyết định số 112/QĐ-TTg ngày 22/01/2021", doc_type: Quyết định, number: 112/QĐ-TTg, date: 2021-01-22}
targets:
  - {quote: "80% trẻ em được khám", value: 80, population: trẻ em, indicator: được khám}
  - {quote: "Trên 90% hộ dân có nước sạch", value: 90, comparator: ">", period_end: 2027}
"""


def span(quote: str) -> tuple[str, int, int]:
    start = TEXT.index(quote)
    return quote, start, start + len(quote)


def read(targets: tuple[Target, ...], references: tuple[LegalReference, ...], number: str | None) -> Document:
    heading = span("MỤC TIÊU")
    section = Section("s1", None, 1, "I", "MỤC TIÊU", "muc_tieu", heading[1] - 3, len(TEXT), heading[1], heading[2])
    return Document(
        "a",
        "a.txt",
        "",
        "txt",
        TEXT,
        metadata=Metadata(number=number),
        sections=(section,),
        legal_references=references,
        targets=targets,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(ANNOTATION, encoding="utf-8")
    return tmp_path


REFERENCE = LegalReference(*span("Quyết định số 112/QĐ-TTg"), doc_type="quyet_dinh", number="112/QĐ-TTg")
FIRST = Target(*span("80% trẻ em được khám"), 80, "%", "=", population="trẻ em", indicator="được khám")
SECOND = Target(*span("Trên 90% hộ dân"), 90, "%", ">", period_end=2027)


def test_a_perfect_answer_has_no_fault_but_the_missing_date(folder: Path) -> None:
    result = evaluate(folder, lambda path: read((FIRST, SECOND), (REFERENCE,), "05 /KH-UBND".replace("0", "")))
    assert [(f.measure, f.expected, f.given) for f in result.faults] == [("references.date", "2021-01-22", None)]
    assert result.scores["targets"] == Score(2, 0, 0)
    assert result.scores["references.date"].recall == 0


def test_misses_and_false_alarms_are_named_with_their_line(folder: Path) -> None:
    wrong = Target(*span("80% trẻ em được khám"), 81, "%", "=")
    result = evaluate(folder, lambda path: read((wrong, SECOND), (), None))
    found = {(f.measure, f.kind, f.line) for f in result.faults}
    assert {("targets", "missed", 4), ("targets", "false", 4), ("references", "missed", 2)} <= found
    assert ("metadata", "wrong", None) in found
    assert result.scores["targets"] == Score(1, 1, 1)
    assert result.scores["targets.value_and_comparator"].f1 == pytest.approx(0.5)


def test_a_wrong_comparator_is_a_wrong_target_with_value_and_comparator(folder: Path) -> None:
    lax = Target(*span("Trên 90% hộ dân"), 90, "%", ">=", period_end=2027)
    result = evaluate(folder, lambda path: read((FIRST, lax), (REFERENCE,), None))
    assert result.scores["targets"].f1 == 1
    assert result.scores["targets.value_and_comparator"].f1 == pytest.approx(0.5)


def test_renderings_name_every_fault(folder: Path) -> None:
    result = evaluate(folder, lambda path: read((), (), None))
    text = evaluation_text(result, lang="en")
    assert text.count("missed | «") == 3
    assert json.loads(evaluation_json(result))["scores"]["targets"]["recall"] == 0


def test_a_broken_annotation_is_named_with_its_line(folder: Path) -> None:
    (folder / "a.yaml").write_text(ANNOTATION.replace("value: 80", "value: nhiều"), encoding="utf-8")
    with pytest.raises(RulesError, match=r"a\.yaml:11"):
        evaluate(folder, lambda path: read((), (), None))


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="không có bản chú giải nào"):
        evaluate(tmp_path, lambda path: read((), (), None))


def test_quotations_are_found_across_marks_and_lines_in_reading_order() -> None:
    words = Words("**I. MỤC\nTIÊU**\nTừ 10% đến 20%. Mục tiêu: 20 %")
    assert words.find("I. Mục tiêu") == (0, (2, 13))
    first, second = words.find("20%"), words.find("20%", 0, 2)
    assert first
    assert second
    assert first[1] < second[1]
    assert words.find("không có") is None


def test_same_answers() -> None:
    assert same_number("57-NQ/TW", "57- NQ/TW", None)
    assert same_number("71-CTr/TU", "71-CTR/TU", None)
    assert same_number("112", None, "112/QĐ-TTg")
    assert not same_number("112", "1123/QĐ-TTg", None)
    assert not same_number(None, "1/KH-UBND", None)
    assert same_kind("Quyết định", "quyet_dinh")
    assert not same_kind("Nghị định", "nghi_quyet")
    assert same_name("UBND xã A", "Ủy ban nhân dân xã A")
    assert same_due("2026-06", "2026-06-30")
    assert not same_due("2026", "2027")
    assert letters("MỤC TIÊU") in heading_forms("I. MỤC TIÊU")
    assert word_f1("hộ nghèo", "hộ nghèo") == 1


def test_annotations_by_offset_are_read_too(tmp_path: Path) -> None:
    text = "# bỏ qua 10% đầu\n" + TEXT + "Cả năm đạt 80% trẻ em được khám và Quyết định số 112/QĐ-TTg.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    def at(quote: str, start: int = 0) -> dict[str, object]:
        return {"quote": quote, "start": text.index(quote, start)}

    again = text.index("Cả năm")
    annotation = {
        "source": "for this test",
        "text_file": "a.txt",
        "refs_targets_range": [text.index("KẾ HOẠCH"), len(text)],
        "legal_refs": [
            at("Quyết định số 112/QĐ-TTg", again) | {"number": "112/QĐ-TTg", "doc_type": "Quyết định"},
            at("Quyết định số 112/QĐ-TTg") | {"number": "112/QĐ-TTg", "doc_type": "Quyết định", "date": "2021-01-22"},
        ],
        "targets": [
            at("80% trẻ em được khám", again) | {"value": 80, "unit": "%", "comparator": "delta+", "deadline": "2030"}
        ],
        "sections": [{"heading": "**I. MỤC TIÊU**", "start": text.index("I. MỤC"), "level": 1, "kind": "other"}],
    }
    (tmp_path / "a.json").write_text(json.dumps(annotation, ensure_ascii=False), encoding="utf-8")
    gold = load_by_offset(tmp_path / "a.json")
    words = Words(text)
    assert [s and s[0] for s in words.place(gold.legal_references)] == [
        text.index("Quyết định"),
        text.index("Quyết định", again),
    ]
    assert [s and s[0] for s in words.place(gold.targets)] == [text.index("80%", again)]
    target = gold.targets[0]
    assert (target.comparator, target.change, target.period_end) == ("=", "+", 2030)
    assert gold.sections[0].kind == "khac"
    assert evaluate(tmp_path, lambda path: read((), (), None)).scores["sections"] == Score(1, 0, 0)
