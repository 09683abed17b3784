"""From a file to records, end to end, on the two plans of the corpus: what the program promises of them, counted."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.cli import main
from pipeline.extract import extract
from pipeline.knowledge.load import load_rules
from pipeline.model import Document, LegalReference
from pipeline.report.json import document_to_dict
from pipeline.segment import segment
from pipeline.text.unicode import canonical
from tests.tools.places import PLANS

KIM_TRA, QUAN_11 = "kim-tra-2026", "quan-11-2023"
FILES = sorted(path.name for path in PLANS.iterdir())
RULES = load_rules()
KINDS = ("legal_references", "targets", "tasks", "deadlines", "budget", "slips")


@lru_cache
def plan(name: str) -> Document:
    return pipeline.read(PLANS / name)


def outer(document: Document) -> list[LegalReference]:
    return [r for r in document.legal_references if not r.internal]


# Kim Trà, 2026


def test_kim_tra_has_three_references_in_its_grounds_and_five_in_all() -> None:
    document = plan(f"{KIM_TRA}.txt")
    grounds = [r for r in outer(document) if r.role == "can_cu"]
    assert [(r.number, r.canonical) for r in grounds] == [
        ("112/2021/QĐ-TTg", "112/QĐ-TTg"),
        ("110/2024/NĐ-CP", "110/2024/NĐ-CP"),
        ("174/KH-UBND", "174/KH-UBND"),
    ]
    assert len(outer(document)) == 5


def test_kim_tra_has_exactly_five_targets() -> None:
    targets = plan(f"{KIM_TRA}.txt").targets
    assert [(t.comparator, t.value, t.unit) for t in targets] == [
        ("=", 70.0, "%"),
        ("=", 100.0, "%"),
        (">", 80.0, "%"),
        ("=", 100.0, "%"),
        (">=", 60.0, "%"),
    ]
    assert all(t.population and t.indicator for t in targets)
    assert targets[3].condition == "khi có nhu cầu"


def test_kim_tra_has_four_top_sections_and_its_frame() -> None:
    document = plan(f"{KIM_TRA}.txt")
    assert [s.label for s in document.sections if s.label in ("I", "II", "III", "IV", "V")] == ["I", "II", "III", "IV"]
    assert document.metadata.doc_type == "ke_hoach"
    assert (document.metadata.period_start, document.metadata.period_end) == (2026, 2026)


def test_a_scanned_slip_still_reads_as_a_goal() -> None:
    document = plan(f"{KIM_TRA}.txt")
    slipped = next(t for t in document.targets if t.value == 80.0)
    line = document.text.rfind("\n", 0, slipped.start) + 1
    assert document.text[line:].startswith("- Phân đầu trên 80%")
    assert slipped.aspirational


# Quận 11, 2023


def test_quan_11_has_seven_references() -> None:
    numbers = [r.canonical for r in outer(plan(f"{QUAN_11}.txt"))]
    assert len(numbers) == 7
    assert {"3359/QĐ-UBND", "4065/UBND-VX", "112/QĐ-TTg", "26/2022/TT-BLĐTBXH"} <= set(numbers)


def test_quan_11_has_two_targets() -> None:
    targets = plan(f"{QUAN_11}.txt").targets
    assert [(t.comparator, t.value, t.period_start, t.period_end) for t in targets] == [
        (">=", 50.0, None, 2025),
        ("=", 80.0, 2026, 2030),
    ]


def test_quan_11_has_six_top_sections_with_a_gap_after_five() -> None:
    document = plan(f"{QUAN_11}.txt")
    top = [s.label for s in document.sections if s.level == 1 and s.label and s.label[0] in "IVX"]
    assert top == ["I", "II", "III", "IV", "V", "VII"]


def test_quan_11_has_its_frame() -> None:
    frame = plan(f"{QUAN_11}.txt").metadata
    assert frame.number == "189/KH-UBND"
    assert frame.issued_on is not None
    assert frame.issued_on.isoformat() == "2023-07-04"
    assert frame.issuer is not None
    assert frame.issuer.lower().endswith("quận 11")


# One plan, three formats


def facts(document: Document) -> dict[str, Any]:
    """All records without what the format decides: offsets, pages, identity of the file."""
    record = document_to_dict(document)
    by_format = {"start", "end", "page", "heading_start", "heading_end", "section_id", "parent_id", "resolved_from"}
    found: dict[str, Any] = {
        kind: [{k: v for k, v in item.items() if k not in by_format} for item in record[kind]]
        for kind in (*KINDS, "sections")
    }
    own = ("doc_type", "title", "period_start", "period_end", "signer", "signer_title", "recipients")
    return found | {key: record["document"][key] for key in own}


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("stem", [KIM_TRA, QUAN_11])
def test_the_same_records_from_every_format(stem: str, form: str) -> None:
    wanted, got = facts(plan(f"{stem}.txt")), facts(plan(f"{stem}.{form}"))
    for kind in wanted:
        assert got[kind] == wanted[kind], kind


def test_pdf_records_have_pages() -> None:
    document = plan(f"{KIM_TRA}.pdf")
    assert all(t.page == 1 for t in document.targets)
    assert all(r.page is not None for r in document.legal_references)


# Offsets


def assert_places_are_true(document: Document) -> None:
    size = len(document.text)
    for kind in KINDS:
        for record in getattr(document, kind):
            assert document.text[record.start : record.end] == record.quote, (kind, record)
    for section in document.sections:
        assert 0 <= section.start <= section.end <= size
        assert 0 <= section.heading_start <= section.heading_end <= size
    known = {s.section_id for s in document.sections}
    for kind in KINDS:
        assert {record.section_id for record in getattr(document, kind)} <= known | {None}


@pytest.mark.parametrize("name", FILES)
def test_every_quote_stands_where_it_says(name: str) -> None:
    assert_places_are_true(plan(name))


LINES = [line for stem in (KIM_TRA, QUAN_11) for line in (PLANS / f"{stem}.txt").read_text("utf-8").split("\n") if line]
NOISE = st.sampled_from(
    ["", " ", "%", "100%", "112/2021/QĐ-TTg", "Điều 5", "đến năm 2030", "-", "…", "IV.", "a)", "ﬁ", "İ", "ẞ", "\u0301"]
)


@st.composite
def mutated_text(draw: st.DrawFn) -> str:
    """Some lines of the corpus in any order, each perhaps cut, glued to noise, or in capitals."""
    lines = []
    for line in draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=12)):
        cut = draw(st.integers(0, len(line)))
        kept = draw(
            st.sampled_from([line, line[:cut], line[cut:], line.upper(), line[:cut] + draw(NOISE) + line[cut:]])
        )
        lines.append(kept)
    return canonical("\n".join(line for line in lines if line.strip()))


@settings(max_examples=40)
@example("KẾ HOẠCH\nI. ")
@given(mutated_text())
def test_every_quote_stands_where_it_says_in_damaged_text_too(text: str) -> None:
    document = Document(doc_id="x", source="x", sha256="", format="txt", text=text)
    assert_places_are_true(extract(segment(document, RULES), RULES))


def test_reading_twice_gives_the_same_bytes() -> None:
    path = PLANS / f"{QUAN_11}.docx"
    assert json.dumps(document_to_dict(pipeline.read(path))) == json.dumps(document_to_dict(pipeline.read(path)))


def test_targets_do_not_depend_on_tone_placement() -> None:
    document = plan(f"{KIM_TRA}.txt")
    moved = document.text.replace("hóa", "hoá").replace("Ủy", "Uỷ").replace("ủy", "uỷ").replace("hòa", "hoà")
    assert moved != document.text
    again = extract(segment(replace(document, text=moved, sections=()), RULES), RULES)
    figures = lambda targets: [(t.value, t.comparator, t.start) for t in targets]  # noqa: E731
    assert figures(again.targets) == figures(document.targets)
    assert [r.canonical for r in again.legal_references] == [r.canonical for r in document.legal_references]


# Bad input: one line that names the file, exit code 2


def encrypted_pdf(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "KE HOACH")
    canvas.save()


BAD = {
    "missing.docx": None,
    "empty.txt": b"",
    "blank.txt": b" \n\n ",
    "not-a-zip.docx": b"this is no zip archive",
    "truncated.docx": b"PK\x03\x04",
    "not-a-pdf.pdf": b"hello",
    "picture.docx": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
}


@pytest.mark.parametrize("name", [*BAD, "encrypted.pdf", "folder"])
def test_bad_input_is_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    content = BAD.get(name)
    if name == "encrypted.pdf":
        encrypted_pdf(path)
    elif name == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    assert main(["extract", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert str(path) in err
    assert "lỗi bên trong chương trình" not in err
