"""Corrections in the officer's file: accepting them gives the corrected text, rejecting them the draft."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path
from unicodedata import combining

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.api import check
from pipeline.check.fixes import Which, accept_all, corrected_text, fixes_of
from pipeline.model import Finding, Fix, Review
from pipeline.parse import parse_bytes
from pipeline.read import read_bytes
from pipeline.report.word import AUTHOR, review_docx
from pipeline.text.unicode import canonical
from tests.report.reviews import RULES, corpus_review
from tests.report.word.changes import marks, settle
from tests.report.word.mistaken import mistaken_draft
from tests.report.word.office import settled_by_office
from tests.report.word.test_comments import CORPUS, FOREIGN, PIECES, W, drawn, footnoted_draft, letters, squeezed
from tests.tools.places import ORIGINALS, PLANS


def correcting(data: bytes, *changes: tuple[str, str]) -> Review:
    """-> a review of the draft with each change accepted, where its words first stand."""
    draft = read_bytes(data, "a.docx")
    places = [(draft.text.index(old), old, new) for old, new in changes]
    findings = tuple(
        Finding("DC601", "slip", "info", "m", quote=old, start=at, end=at + len(old), fix=Fix(at, at + len(old), new))
        for at, old, new in places
    )
    return accept_all(Review(draft, (), (), findings), "all")


def hold(review: Review, data: bytes) -> bytes:
    """-> the file made, which holds both texts and leaves every other letter and its look alone."""
    made = review_docx(review, data, rules=RULES)
    assert read_bytes(settle(made, "accept"), "a.docx").text == corrected_text(review)
    assert read_bytes(settle(made, "reject"), "a.docx").text == review.draft.text
    assert letters(settle(made, "reject")) == letters(data)
    return made


def saved(word: docx.document.Document) -> bytes:
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


@pytest.mark.parametrize("which", ["safe", "all"])
@pytest.mark.parametrize("name", CORPUS)
def test_a_corpus_plan_holds_both_texts(name: str, which: Which) -> None:
    review = accept_all(corpus_review(name), which)
    made = hold(review, (PLANS / name).read_bytes())
    assert len(marks(made)) >= len(review.accepted) > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", FOREIGN)
def test_a_real_draft_holds_both_texts(name: str) -> None:
    if not (ORIGINALS / name).exists():
        pytest.skip("the real files are not at hand")
    review = check(ORIGINALS / name)
    hold(accept_all(review, "all"), (ORIGINALS / name).read_bytes())


@pytest.mark.parametrize("name", CORPUS)
def test_a_second_run_adds_nothing(name: str) -> None:
    made = review_docx(accept_all(corpus_review(name), "safe"), (PLANS / name).read_bytes(), rules=RULES)
    again = accept_all(check(parse_bytes(made, name, RULES)), "safe")
    assert again.accepted == ()
    twice = review_docx(again, made, rules=RULES)
    assert marks(twice) == marks(made)
    comments = [docx.Document(io.BytesIO(data)).comments for data in (made, twice)]
    assert len({len(list(each)) for each in comments}) == 1


def test_what_is_inserted_looks_like_what_it_replaces() -> None:
    data = drawn(("Căn cứ Quyết định ", False), ("112/2021", True), ("/QĐ-TTg", True), (" ngày 22", False))
    made = hold(correcting(data, ("112/2021/QĐ-TTg", "112/QĐ-TTg")), data)
    *gone, (kind, words, look) = marks(made)
    assert [(k, w) for k, w, _ in gone] == [("del", "112/2021"), ("del", "/QĐ-TTg")]
    assert (kind, words) == ("ins", "112/QĐ-TTg")
    assert b"<w:b" in look


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("công xã hội", "công tác xã hội", [("ins", "tác ")]),
        ("của của", "của", [("del", " của")]),
        ("thôn ,", "thôn,", [("del", "thôn ,"), ("ins", "thôn,")]),
        ("Điều 5", "Điều 5;", [("del", "5"), ("ins", "5;")]),
    ],
)
def test_only_the_words_that_differ_are_changed(old: str, new: str, wanted: list[tuple[str, str]]) -> None:
    data = drawn(("Việc công xã hội của của thôn , theo Điều 5", False))
    made = hold(correcting(data, (old, new)), data)
    assert [(kind, words) for kind, words, _ in marks(made)] == wanted


def test_a_sign_is_put_behind_the_last_letter_and_a_blank_taken_out() -> None:
    data = drawn(("Căn cứ Luật Trẻ em", True), (" ngày 5", False))
    draft = read_bytes(data, "a.docx")
    end, at = len(draft.text), draft.text.index(" ngày")
    fixes = (Fix(end, end, ";"), Fix(at, at + 1, ""))
    finding = Finding("DC213", "x", "info", "m", start=0, end=end, quote=draft.text, fix=fixes[0], also=fixes[1:])
    made = hold(accept_all(Review(draft, (), (), (finding,)), "all"), data)
    assert [(kind, words) for kind, words, _ in marks(made)] == [("del", " "), ("ins", ";")]


@pytest.mark.parametrize("quote", ["112/QĐ-TTg", "hai của footnote", "131/QĐ-TTg", "sau của endnote"])
def test_a_note_is_corrected_in_its_own_part(quote: str) -> None:
    data = footnoted_draft()
    made = hold(correcting(data, (quote, "khác hẳn")), data)
    assert {kind for kind, *_ in marks(made)} == {"ins", "del"}


def test_cells_links_and_controls_hold_changes() -> None:
    word = docx.Document()
    table = word.add_table(1, 2)
    table.cell(0, 1).paragraphs[0].add_run("Phân đấu 70%")
    paragraph = word.add_paragraph("Theo ")
    for tag, words in (("w:hyperlink", "Nghị đinh 30"), ("w:sdt", "nhiêm vụ")):
        holder = OxmlElement(tag)
        inner = holder if tag == "w:hyperlink" else OxmlElement("w:sdtContent")
        if inner is not holder:
            holder.append(inner)
        run = paragraph.add_run(words)._r
        inner.append(run)
        paragraph._p.append(holder)
    data = saved(word)
    changes = (("Phân đấu", "Phấn đấu"), ("Nghị đinh", "Nghị định"), ("nhiêm vụ", "nhiệm vụ"))
    assert len(marks(hold(correcting(data, *changes), data))) == 6


def inserted_by_a_colleague(*words: str) -> bytes:
    """A paragraph whose last words are another's insertion, a run each."""
    word = docx.Document()
    paragraph = word.add_paragraph("Kế hoạch ")
    mark = OxmlElement("w:ins")
    mark.set(W + "id", "7")
    mark.set(W + "author", "Nguyễn An")
    for run in words:
        mark.append(paragraph.add_run(run)._r)
    paragraph._p.append(mark)
    return saved(word)


@pytest.mark.parametrize(
    ("old", "new"),
    [("2025", "2026"), ("Kế hoạch năm", "Đề án năm"), ("2025 của xã", "2026 của xã"), ("của xã", "của phường, xã")],
)
def test_a_colleagues_insertion_is_corrected_and_stays_his(old: str, new: str) -> None:
    data = inserted_by_a_colleague("năm 2025", " của xã")
    made = hold(correcting(data, (old, new)), data)
    assert marks(made)
    root = docx.Document(io.BytesIO(made)).element
    assert not [mark for mark in root.iter(W + "ins") if any(a.tag == W + "ins" for a in mark.iterancestors())]


def test_words_that_a_colleague_moved_get_a_comment_instead() -> None:
    data = inserted_by_a_colleague("năm 2025")
    word = docx.Document(io.BytesIO(data))
    for mark in list(word.element.iter(W + "ins")):
        mark.tag = W + "moveTo"
    data = saved(word)
    made = review_docx(correcting(data, ("2025", "2026")), data, rules=RULES)
    assert marks(made) == []
    assert any(c.text.startswith("DC601 ") for c in docx.Document(io.BytesIO(made)).comments if c.author == AUTHOR)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(PIECES, st.data())
def test_any_correction_of_any_runs_holds_both_texts(runs: list[tuple[str, bool]], data: st.DataObject) -> None:
    given_file = drawn(*runs, ("đủ chữ", False))
    draft = read_bytes(given_file, "a.docx")
    start = data.draw(st.integers(0, len(draft.text)))
    end = data.draw(st.integers(start, len(draft.text)))
    new = data.draw(st.text("ắ đx", max_size=4).map(str.strip))
    words = draft.text[start:end]
    if words.strip() != words or words == new or (not words and not new):
        return
    if len(words) == len(draft.text) or any(combining(c) for c in words[:1] + draft.text[end : end + 1]):
        return  # nothing is left, or a letter would be parted from its mark, which no rule proposes
    finding = Finding("DC1", "x", "info", "m", quote=words, start=start, end=end, fix=Fix(start, end, new))
    review = accept_all(Review(draft, (), (), (finding,)), "all")
    made = review_docx(review, given_file, rules=RULES)
    assert letters(settle(made, "reject")) == letters(given_file)
    if not marks(made):  # a letter and its mark in two runs
        assert any(c.text.startswith("DC1 ") for c in docx.Document(io.BytesIO(made)).comments)
        return
    accepted = read_bytes(settle(made, "accept"), "a.docx").text
    wanted = canonical(corrected_text(review))  # a letter put before a mark, or taken away, joins it with another
    assert "".join(accepted.split()) == "".join(wanted.split())


def of_clerk() -> tuple[Review, bytes]:
    """-> the draft with forty slips, reviewed."""
    data = mistaken_draft()
    return check(parse_bytes(data, "phuong.docx", RULES)), data


@pytest.mark.parametrize("which", ["safe", "all"])
def test_a_draft_with_many_slips_holds_both_texts(which: Which) -> None:
    review, data = of_clerk()
    done = accept_all(review, which)
    made = hold(done, data)
    places = sum(len(fixes_of(finding)) for finding in done.accepted)
    assert places >= (25 if which == "safe" else 36)
    assert sum(kind == "ins" for kind, *_ in marks(made)) >= places - 3  # a doubled word or sign is only taken out


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", [*CORPUS, *FOREIGN, "phuong.docx"])
def test_libreoffice_accepts_and_rejects_all(name: str, tmp_path: Path) -> None:
    path = next((folder / name for folder in (PLANS, ORIGINALS) if (folder / name).exists()), None)
    if path is None and name != "phuong.docx":
        pytest.skip("the real files are not at hand")
    review, data = of_clerk() if path is None else (check(path), path.read_bytes())
    review = accept_all(review, "all")
    made = tmp_path / name
    made.write_bytes(review_docx(review, data, rules=RULES))
    accepted, rejected = (read_bytes(settled_by_office(made, how, tmp_path), name).text for how in ("accept", "reject"))
    assert squeezed(accepted) == squeezed(corrected_text(review))
    assert squeezed(rejected) == squeezed(review.draft.text)


def test_the_same_review_gives_the_same_bytes() -> None:
    data = drawn(("Phân đấu đạt 70%", False))
    review = correcting(data, ("Phân đấu", "Phấn đấu"))
    assert review_docx(review, data, rules=RULES) == review_docx(replace(review), data, rules=RULES)
