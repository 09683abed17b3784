"""The fixed lines of header, signature and title are data; reading knows them from ``rules/frame.yaml`` alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from pipeline.errors import RulesError
from pipeline.knowledge.frame_words import FrameFile, frame_words, patterns
from pipeline.knowledge.load import load_rules

OWN = load_rules()
READERS = sorted((Path(__file__).resolve().parents[2] / "pipeline" / "read").rglob("*.py"))
FILE = yaml.safe_load(OWN.file("frame.yaml").read_text(encoding="utf-8"))
WORDS = frame_words()


@pytest.mark.parametrize(
    "line",
    [
        "CỘNG  HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", "Số: 12/KH-UBND", "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "TRƯỞNG PHÒNG", "KẾ  HOẠCH",
    ],
)  # fmt: skip
def test_a_fixed_line_begins_something_of_its_own(line: str) -> None:
    assert WORDS.fixed.match(line)


@pytest.mark.parametrize(
    "line", ["Chủ tịch UBND xã phân công", "KẾ HOẠCH NĂM 2026", "Số lượng: 12", "Quyết định số 5", "TMĐT. Tăng cường"]
)
def test_a_line_of_the_body_is_none(line: str) -> None:
    assert not WORDS.fixed.match(line)


def test_the_place_and_date_of_the_header_are_no_citation() -> None:
    assert WORDS.header.search("Kim Trà, ngày … tháng 3 năm 2026")
    assert not WORDS.header.search("theo Quyết định số 112/QĐ-TTg ngày 22 tháng 01 năm 2021")


def test_a_kind_added_to_the_file_is_known_everywhere() -> None:
    assert not WORDS.fixed.match("GIAO ƯỚC")
    more = patterns(FrameFile.model_validate(FILE | {"kinds": [*FILE["kinds"], "GIAO ƯỚC"]}))
    assert more.fixed.match("GIAO ƯỚC")
    assert more.title.match("GIAO ƯỚC THI ĐUA")
    assert more.kind.fullmatch("GIAO  ƯỚC")


def test_no_reader_has_such_words_of_its_own() -> None:
    phrases = (
        *FILE["kinds"],
        *FILE["header"]["state"],
        *FILE["header"]["party"],
        *FILE["signature"]["offices"],
        "Nơi nhận",
    )
    found = {
        (path.name, phrase)
        for path in READERS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value
        for phrase in phrases
        if phrase in node.value.replace(r"\s+", " ")
    }
    assert not found


def test_an_office_cannot_give_what_would_never_be_read(tmp_path: Path) -> None:
    (tmp_path / "frame.yaml").write_text("kinds: [GIAO ƯỚC]\n", encoding="utf-8")
    with pytest.raises(RulesError, match=r"frame\.yaml: không phải tệp quy tắc nào"):
        load_rules(tmp_path)
