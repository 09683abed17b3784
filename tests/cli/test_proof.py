"""``doichieu proof``: any text, three formats, an office's own words; a word about what silence means."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from pipeline.cli import main

SENTENCES = ("Bố trí kính phí cho cho các thôn.", "Cấp kính phí trước ngày 30/6.", "Hỗ trợ Cty Minh Anh.")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "to-trinh.docx"
    document = Document()
    for sentence in SENTENCES:
        document.add_paragraph(sentence)
    document.save(str(path))
    return path


def test_text_shows_each_slip_in_its_sentence_with_all_its_places(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["proof", str(letter)]) == 0
    out = capsys.readouterr().out
    assert "3 chỗ nghi sai" in out
    assert "[kính phí]" in out
    assert "kính phí → kinh phí" in out
    assert out.count("[kính phí]") == 2
    assert "gặp ở 2 chỗ" in " ".join(out.split())


def test_json_has_the_fix_of_every_place(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proof", str(letter), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    by_quote = {one["quote"]: one for one in found}
    assert set(by_quote) == {"kính phí", "cho cho"}
    fix, (other,) = by_quote["kính phí"]["fix"], by_quote["kính phí"]["also"]
    assert fix["text"] == other["text"] == "kinh phí"
    assert fix["end"] < other["start"]
    assert set(fix) == {"start", "end", "text", "safe"}


def test_docx_is_the_text_with_a_comment_at_every_place(letter: Path, tmp_path: Path) -> None:
    out = tmp_path / "soat.docx"
    assert main(["proof", str(letter), "--format", "docx", "-o", str(out)]) == 0
    with ZipFile(out) as made:
        comments = made.read("word/comments.xml").decode()
    assert comments.count("“kính phí” có lẽ là “kinh phí”") == 2
    assert comments.count("“cho cho” có lẽ là “cho”") == 1


def test_an_offices_words_are_read_from_a_file(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "tu-rieng.txt"
    words.write_text("# tên riêng\n\nkính phí\n", encoding="utf-8-sig")
    assert main(["proof", str(letter), "--words", str(words)]) == 0
    assert "kính phí →" not in capsys.readouterr().out
    assert main(["check", str(letter), "--words", str(words), "--select", "DC612"]) == 0
    assert "DC612" not in capsys.readouterr().out


def test_silence_is_no_approval(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = tmp_path / "a.txt"
    clean.write_text("Bố trí kinh phí cho các thôn.\n", encoding="utf-8")
    assert main(["proof", str(clean)]) == 0
    assert "không có nghĩa là văn bản không còn lỗi" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_one_line_and_the_others_are_done(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["proof", str(tmp_path / "none.docx"), str(letter)]) == 2
    told = capsys.readouterr()
    assert "none.docx" in told.err
    assert "kính phí → kinh phí" in told.out
