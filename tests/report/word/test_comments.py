"""The Word file an officer gets back: comments on the very words, and nothing else changed."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.api import check, read
from pipeline.model import Finding, Review
from pipeline.read import read_bytes
from pipeline.report.word import AUTHOR, review_docx
from tests.report.reviews import RULES, corpus_review, hostile_review
from tests.tools.places import ORIGINALS, PLANS

PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CORPUS = ("kim-tra-2026.docx", "quan-11-2023.docx")
FOREIGN = (
    "decision-dieu-le-draft.docx",
    "plan-lao-cai-de-an-08.docx",
    "plan-lao-cai-khoang-san.docx",
    "plan-lao-cai-kiem-tra-28.docx",
    "submission-2114.docx",
)


def review_of(data: bytes, findings: tuple[Finding, ...], name: str = "a.docx") -> Review:
    return Review(read_bytes(data, name), (), (), findings)


def letters(data: bytes) -> list[tuple[str, str]]:
    """-> every letter of the body with its run's formatting, comments left out."""
    found = []
    for run in docx.Document(io.BytesIO(data)).element.iter(W + "r"):
        if run.find(W + "commentReference") is None:
            properties = run.find(W + "rPr")
            look = "" if properties is None else etree.tostring(properties).decode()
            for child in run:
                if child.tag != W + "rPr":
                    words = child.text if child.tag == W + "t" else child.tag
                    found += [(c, look) for c in words or ""] if child.tag == W + "t" else [(str(words), look)]
    return found


def commented(data: bytes) -> Iterator[tuple[str, str]]:
    """-> (the words that a comment of ours stands on, its text)."""
    word = docx.Document(io.BytesIO(data))
    texts = {str(c.comment_id): c.text for c in word.comments if c.author == AUTHOR}
    body = list(word.element.iter())
    for mark in word.element.iter(W + "commentRangeStart"):
        number = mark.get(W + "id")
        inside, words = False, ""
        for element in body:
            if element is mark:
                inside = True
            elif element.tag == W + "commentRangeEnd" and element.get(W + "id") == number:
                break
            elif inside and element.tag == W + "t":
                words += element.text or ""
        if number in texts:
            yield words, texts[number]


def squeezed(words: str) -> str:
    return "".join(words.split())


def hold(review: Review, data: bytes) -> bytes:
    """Every law of the Word review at once; -> the file."""
    made = review_docx(review, data, rules=RULES)
    assert letters(made) == letters(data)
    assert read_bytes(made, review.draft.source).text == review.draft.text
    on = list(commented(made))
    placed = [f for f in review.findings if f.start is not None]
    assert len(on) == sum(1 + len(f.also) for f in placed) + 1
    for finding in placed:
        said = [words for words, text in on if text.startswith(finding.rule_id) and finding.message.split()[0] in text]
        assert squeezed(finding.quote or "") in [squeezed(words) for words in said], finding
    again = replace(review, draft=read_bytes(made, review.draft.source))
    assert review_docx(again, made, rules=RULES) == made
    return made


@pytest.mark.parametrize("name", CORPUS)
def test_a_corpus_plan_comes_back_with_its_comments_and_nothing_else(name: str) -> None:
    hold(corpus_review(name), (PLANS / name).read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("name", FOREIGN)
def test_a_real_draft_keeps_every_letter_and_its_look(name: str) -> None:
    path = ORIGINALS / name
    if not path.is_file():
        pytest.skip("the originals are not at hand")
    review = check(path, rules=RULES)
    document = review.draft
    marked = [*document.legal_references, *document.targets]  # comments wherever records stand
    more = tuple(
        Finding("DC999", "mark", "info", f"ghi chú {i}", quote=r.quote, start=r.start, end=r.end)
        for i, r in enumerate(marked)
        if "\n" not in r.quote and " | " not in r.quote and not footnoted(document.blocks, r.start)
    )
    kept = tuple(f for f in review.findings if f.start is None or "\n" not in (f.quote or ""))
    hold(replace(review, findings=(*kept, *more)), path.read_bytes())


def footnoted(blocks: tuple, start: int) -> bool:
    return any(b.start <= start < b.end and b.kind in ("footnote", "textbox") for b in blocks)


def drawn(*runs: tuple[str, bool]) -> bytes:
    word = docx.Document()
    paragraph = word.add_paragraph()
    for text, bold in runs:
        paragraph.add_run(text).bold = bold
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


PIECES = st.lists(st.tuples(st.text("aăâđ é\u0323bcềệ", min_size=1, max_size=6), st.booleans()), min_size=1, max_size=6)


@pytest.mark.slow
@settings(max_examples=30)
@given(PIECES, st.data())
def test_any_words_of_any_runs_can_be_anchored(runs: list[tuple[str, bool]], data: st.DataObject) -> None:
    given_file = drawn(*runs, ("đủ chữ", False))
    text = read_bytes(given_file, "a.docx").text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    finding = Finding("DC001", "x", "error", "sai", quote=text[start:end], start=start, end=end)
    made = review_docx(review_of(given_file, (finding,)), given_file, rules=RULES)
    assert letters(made) == letters(given_file)
    (words, _), _ = commented(made)
    assert len(words) >= 1


def test_overlapping_findings_each_keep_their_own_words() -> None:
    data = drawn(("Căn cứ Quyết ", False), ("định số 112", True), ("/QĐ-TTg ngày 22/01/2021", False))
    text = read_bytes(data, "a.docx").text
    wanted = ["Quyết định số 112/QĐ-TTg", "112", "định số 112/QĐ-TTg ngày 22", "112"]
    found = tuple(
        Finding("DC001", "x", "error", f"sai {i}", quote=q, start=text.index(q), end=text.index(q) + len(q))
        for i, q in enumerate(wanted)
    )
    made = hold(review_of(data, found), data)
    assert sorted(words for words, text in commented(made) if text.startswith("DC001")) == sorted(wanted)


def test_a_mended_draft_gets_only_what_is_new_and_its_closing_comment_is_renewed() -> None:
    data = drawn(("Số 112/2021/QĐ-TTg và 5%", False))
    first = Finding("DC001", "x", "error", "một", quote="112/2021/QĐ-TTg", start=3, end=18)
    second = Finding("DC002", "x", "info", "hai", quote="5%", start=22, end=24)
    once = review_docx(review_of(data, (first,)), data, rules=RULES)
    twice = review_docx(review_of(once, (first, second)), once, rules=RULES)
    texts = [text for _, text in commented(twice)]
    assert sum(text.startswith("DC001") for text in texts) == 1
    assert sum(text.startswith("DC002") for text in texts) == 1
    assert sum("Kết quả rà soát" in text for text in texts) == 1
    assert any("1 lỗi, 1 gợi ý" in text for text in texts)


def test_comments_of_colleagues_stay() -> None:
    word = docx.Document(io.BytesIO(drawn(("Số 112/QĐ-TTg", False))))
    word.add_comment(word.paragraphs[0].runs, text="Xem lại", author="Phòng Văn hóa", initials="VH")
    made = io.BytesIO()
    word.save(made)
    finding = Finding("DC001", "x", "error", "một", quote="112/QĐ-TTg", start=3, end=13)
    done = review_docx(review_of(made.getvalue(), (finding,)), made.getvalue(), rules=RULES)
    assert [c.text for c in docx.Document(io.BytesIO(done)).comments if c.author == "Phòng Văn hóa"] == ["Xem lại"]


@pytest.mark.parametrize("name", ["kim-tra-2026.txt", "kim-tra-2026.pdf"])
def test_a_draft_that_is_no_word_file_becomes_one(name: str) -> None:
    review = corpus_review(name)
    made = review_docx(review, (PLANS / name).read_bytes(), rules=RULES)
    assert made == review_docx(review, (PLANS / name).read_bytes(), rules=RULES)
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(made)).paragraphs)
    assert squeezed(text) in squeezed(review.draft.text.replace(" | ", " "))
    on = [squeezed(words) for words, _ in commented(made)]
    for finding in review.findings:
        assert finding.quote is None or squeezed(finding.quote) in on


def test_hostile_words_are_only_words() -> None:
    review = hostile_review()
    data = review.draft.text.encode()
    document = read(PLANS / "kim-tra-2026.txt", rules=RULES)
    made = review_docx(
        replace(review, draft=replace(read_bytes(data, "a.txt"), running=document.running)), data, rules=RULES
    )
    assert b"<script" not in b"".join(part for part in parts(made))


def parts(data: bytes) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", CORPUS)
def test_libreoffice_shows_every_comment_on_its_words(name: str, tmp_path: Path) -> None:
    review = corpus_review(name)
    (tmp_path / "a.docx").write_bytes(review_docx(review, (PLANS / name).read_bytes(), rules=RULES))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    for kind in ("fodt", "pdf"):
        subprocess.run(
            [*command, kind, "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    shown = annotated(etree.parse(tmp_path / "a.fodt").getroot())
    for finding in review.findings:
        if finding.quote is not None:
            texts = [text for words, text in shown if words == squeezed(finding.quote)]
            assert any(squeezed(finding.message) in text for text in texts), finding


def annotated(root: etree._Element) -> list[tuple[str, str]]:
    """-> (words, comment) as LibreOffice understood the file, blanks left out."""
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    found: dict[str, list[str]] = {}
    open_names: list[str] = []

    def walk(node: etree._Element) -> None:
        if node.tag == office + "annotation":
            name = node.get(office + "name") or ""
            found[name] = ["", squeezed("".join(node.itertext()))]
            open_names.append(name)
        elif node.tag == office + "annotation-end":
            open_names.remove(node.get(office + "name") or "")
        else:
            for name in open_names:
                found[name][0] += squeezed(node.text or "")
            for child in node:
                walk(child)
        for name in open_names:
            found[name][0] += squeezed(node.tail or "")

    walk(root)
    return [(words, text) for words, text in found.values()]


@pytest.mark.parametrize("kind", ["application/vnd.ms-word.document.macroEnabled.main+xml"])
def test_a_file_that_cannot_be_written_to_is_made_anew_and_says_so(kind: str) -> None:
    import zipfile

    data = drawn(("Số 112/2021/QĐ-TTg", False))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(PLAIN, kind.encode()))
    finding = Finding("DC001", "x", "error", "một", quote="112/2021/QĐ-TTg", start=3, end=18)
    done = review_docx(review_of(made.getvalue(), (finding,), "a.docm"), made.getvalue(), rules=RULES)
    on = dict(commented(done))
    assert on["112/2021/QĐ-TTg"].startswith("DC001")
    assert any("dựng lại" in text for text in on.values())


ODD = """<w:p><w:r><w:t xml:space="preserve">Căn cứ </w:t></w:r>
<w:hyperlink w:anchor="x"><w:r><w:rPr><w:u w:val="single"/></w:rPr>
<w:t>Quyết định số 112</w:t></w:r></w:hyperlink>
<w:ins w:id="1" w:author="a"><w:r><w:t>/2021</w:t></w:r></w:ins>
<w:del w:id="2" w:author="a"><w:r><w:delText>/2020</w:delText></w:r></w:del>
<w:r><w:t>/QĐ-TTg</w:t><w:tab/><w:t>ngày 22</w:t></w:r></w:p>
<w:p><w:r><w:t>1. Dòng một;</w:t><w:br/>
<w:t>2. Dòng hai đạt 70%;</w:t><w:br/><w:t>3. Dòng ba</w:t></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>Trong khung điều khiển có 5%</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:p><w:r><w:t>Ẩn</w:t></w:r>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r><w:r><w:t xml:space="preserve"> hiện 6%</w:t></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r>
<w:r><w:t>Mục 7%</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>
<w:tr><w:tc><w:p><w:r><w:t>Việc</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Mức</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Rà soát hộ nghèo</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>8</w:t></w:r><w:r><w:t>0%</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
"""


@pytest.mark.parametrize(
    "quote",
    [
        "Quyết định số 112/2021/QĐ-TTg",
        "112/2021",
        "/QĐ-TTg ngày 22",
        "70%",
        "Dòng ba",
        "5%",
        "6%",
        "7%",
        "80%",
        "Rà soát hộ",
    ],
)
def test_links_changes_breaks_controls_fields_and_cells(quote: str) -> None:
    word = docx.Document()
    names = " ".join(f'xmlns:{p}="{u}"' for p, u in word.element.nsmap.items() if p)
    for element in reversed(list(etree.fromstring(f"<w:body {names}>{ODD}</w:body>", docx.oxml.parser.oxml_parser))):
        word.element.body.insert(0, element)
    made = io.BytesIO()
    word.save(made)
    data = made.getvalue()
    text = read_bytes(data, "a.docx").text
    start = text.index(quote)
    finding = Finding("DC001", "x", "error", "sai", quote=quote, start=start, end=start + len(quote))
    done = hold(review_of(data, (finding,)), data)
    assert {t.split()[0]: squeezed(w) for w, t in commented(done)}["DC001"] == squeezed(quote)


NOTES = """<w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>
<w:{kind} w:id="5"><w:p><w:r><w:t>Theo Quyết định {number}/QĐ-TTg.</w:t></w:r></w:p></w:{kind}>
<w:{kind} w:id="2"><w:p><w:r><w:t>Chú thích sau của {kind}.</w:t></w:r></w:p>
<w:p><w:r><w:t>Đoạn thứ hai của {kind}.</w:t></w:r></w:p></w:{kind}></w:{kind}s>"""


def footnoted_draft() -> bytes:
    """Two footnotes and two endnotes, the ids out of order; the second of each has two paragraphs."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import OxmlElement

    word = docx.Document()
    for words, kind, name in (
        ("Kế hoạch", "footnote", "5"), ("Mục tiêu", "endnote", "5"), ("Nhiệm vụ", "endnote", "2"),
        ("Kinh phí", "footnote", "2"),
    ):  # fmt: skip
        paragraph = word.add_paragraph(words)
        mark = OxmlElement(f"w:{kind}Reference")
        mark.set(W + "id", name)
        paragraph.add_run()._r.append(mark)
        paragraph.add_run(" và phần sau")
    for number, kind in ((112, "footnote"), (131, "endnote")):
        content = CONTENT_TYPE.WML_FOOTNOTES if kind == "footnote" else CONTENT_TYPE.WML_ENDNOTES
        part = Part(PackURI(f"/word/{kind}s.xml"), content, NOTES.format(kind=kind, number=number).encode())
        relation = RELATIONSHIP_TYPE.FOOTNOTES if kind == "footnote" else RELATIONSHIP_TYPE.ENDNOTES
        word.part.relate_to(part, relation)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("quote", "kind", "name"),
    [
        ("112/QĐ-TTg", "footnote", "5"), ("sau của footnote", "footnote", "2"), ("hai của footnote", "footnote", "2"),
        ("131/QĐ-TTg", "endnote", "5"), ("hai của endnote", "endnote", "2"),
    ],
)  # fmt: skip
def test_a_finding_in_a_note_hangs_on_the_mark_of_that_note_and_quotes_it(quote: str, kind: str, name: str) -> None:
    data = footnoted_draft()
    text = read_bytes(data, "a.docx").text
    start = text.index(quote)
    finding = Finding("DC001", "x", "error", "sai", quote=quote, start=start, end=start + len(quote))
    review = review_of(data, (finding,))
    made = review_docx(review, data, rules=RULES)
    word = docx.Document(io.BytesIO(made))
    (comment,) = (c for c in word.comments if c.text.startswith("DC001"))
    assert f"“{quote}”" in comment.text
    (begin,) = (m for m in word.element.iter(W + "commentRangeStart") if m.get(W + "id") == str(comment.comment_id))
    run = begin.getnext()
    assert [(child.tag, child.get(W + "id")) for child in run] == [(f"{W}{kind}Reference", name)]
    assert run.getnext().tag == W + "commentRangeEnd"
    assert letters(made) == letters(data)
    assert review_docx(replace(review, draft=read_bytes(made, "a.docx")), made, rules=RULES) == made
