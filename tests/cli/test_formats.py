"""``check --format``: where the files of a review land, and that no draft is ever written over."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline.cli import main
from tests.tools.places import PLANS

PLAN = PLANS / "kim-tra-2026.docx"
HOSTILE = """=HYPERLINK("http://example.org","x")
KẾ HOẠCH
<script>alert(1)</script> năm 2026
I. MỤC TIÊU
@SUM(A1) Đến năm 2026, 70% <img src=x onerror="alert(1)"> hộ nghèo được vay vốn.
-2+3 Phấn đấu +5% </script> số hộ theo Quyết định số 112/2021/QĐ-TTg ngày 22/01/2021.
III. {{ 7*7 }} TỔ CHỨC THỰC HIỆN
"""


def check(*arguments: str) -> int:
    return main(["check", *arguments, "--against", "112/QĐ-TTg", "--fail-on", "never"])


def test_several_formats_stand_beside_each_other(tmp_path: Path) -> None:
    names = ("text", "json", "html", "docx", "phieu", "xlsx", "sarif")
    formats = [word for name in names for word in ("--format", name)]
    assert check(str(PLAN), *formats, "-o", str(tmp_path / "ket-qua.html")) == 0
    assert {p.name for p in tmp_path.iterdir()} == {
        f"ket-qua{suffix}" for suffix in (".txt", ".json", ".html", ".docx", ".phieu.docx", ".xlsx", ".sarif")
    }
    assert json.loads((tmp_path / "ket-qua.json").read_text(encoding="utf-8"))["draft"]["source"] == str(PLAN)
    assert "\x1b[" not in (tmp_path / "ket-qua.txt").read_text(encoding="utf-8")


def test_what_was_written_is_said_beside_the_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "ket-qua"
    assert check(str(PLAN), "--format", "html", "--format", "phieu", "-o", str(place)) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert all(f"{place}{suffix}" in told.err for suffix in (".html", ".phieu.docx"))


def test_one_format_takes_the_name_it_is_given(tmp_path: Path) -> None:
    assert check(str(PLAN), "--format", "docx", "-o", str(tmp_path / "sửa lại")) == 0
    assert docx.Document(str(tmp_path / "sửa lại")).comments


def test_several_drafts_make_a_folder_and_one_workbook(tmp_path: Path) -> None:
    other = tmp_path / "khác" / PLAN.name  # the same name in another folder
    other.parent.mkdir()
    shutil.copy(PLAN, other)
    out = tmp_path / "out"
    missing = str(tmp_path / "khong-co.docx")
    code = check(str(PLAN), missing, str(other), *("--format", "docx", "--format", "xlsx"), "-o", str(out))
    assert code == 2
    assert {p.name for p in out.iterdir()} == {
        "kim-tra-2026.review.docx", "kim-tra-2026-2.review.docx", "doichieu.xlsx"
    }  # fmt: skip
    findings = openpyxl.load_workbook(out / "doichieu.xlsx").worksheets[1]
    assert findings.max_row > 2


@pytest.mark.parametrize("formats", [["docx"], ["xlsx"], ["phieu"], ["text", "json"]])
def test_without_a_place_for_its_files_it_says_so(formats: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(PLAN), *(word for name in formats for word in ("--format", name))) == 2
    assert "-o" in capsys.readouterr().err


def test_the_draft_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "a.docx"
    shutil.copy(PLAN, draft)
    before = draft.read_bytes()
    assert check(str(draft), "--format", "docx", "-o", str(draft)) == 2
    assert check(str(draft), "--format", "docx", "--format", "html", "-o", str(tmp_path / "a.html")) == 2
    assert "a.docx" in capsys.readouterr().err
    assert draft.read_bytes() == before


def test_a_hostile_plan_leaves_every_format_harmless(tmp_path: Path) -> None:
    draft = tmp_path / "x.txt"
    draft.write_text(HOSTILE, encoding="utf-8")
    formats = [word for name in ("html", "docx", "phieu", "xlsx", "sarif") for word in ("--format", name)]
    assert check(str(draft), *formats, "-o", str(tmp_path / "out")) == 0
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1
    assert "<img" not in page
    json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    for name in ("out.docx", "out.phieu.docx"):
        with zipfile.ZipFile(io.BytesIO((tmp_path / name).read_bytes())) as archive:
            assert b"<script" not in archive.read("word/document.xml")
