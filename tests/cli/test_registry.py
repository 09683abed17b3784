"""``doichieu registry``: found, shown, and an office's own laid over the program's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_document_is_shown_with_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["registry", "show", "200/2025/NĐ-CP"], capsys)
    assert code == 0
    assert "Luật Phòng thủ dân sự" in out
    assert "09/7/2025" in out
    assert "từ ba nguồn độc lập trở lên" in out


def test_an_unknown_number_names_that_of_another_year(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = told(["registry", "show", "200/2023/NĐ-CP"], capsys)
    assert code == 2
    assert "200/2025/NĐ-CP" in err


def test_documents_are_found_by_words_and_year(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["--lang", "en", "registry", "find", "tre", "em", "--year", "2021"], capsys)
    assert code == 0
    assert "23/QĐ-TTg" in out
    assert told(["registry", "find", "không", "có", "gì", "như", "thế"], capsys)[0] == 1


def test_an_office_adds_its_own_and_what_contradicts_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ["--rules", str(tmp_path / "office")]
    add = ["registry", "add", "24/KH-UBND", "--date", "12/01/2026", "--issuer", "UBND tỉnh Lào Cai", *own]
    assert told(add, capsys)[0] == 0
    assert "UBND tỉnh Lào Cai" in told(["registry", "show", "24/KH-UBND", *own], capsys)[1]
    code, out, _ = told(["registry", "add", "110/2024/NĐ-CP", "--date", "31/8/2024", *own], capsys)
    assert code == 1
    assert "2024-08-30" in out
    assert told(["registry", "add", "110/2024/NĐ-CP", "--date", "31/8/2024", "--force", *own], capsys)[0] == 0


def test_a_table_is_taken_in_but_for_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.knowledge.registry.table import COLUMNS

    rows = (
        ("12/NQ-HĐND", "2025-12-10", "Nghị quyết", "HĐND tỉnh Lào Cai"),
        ("13/2025/NĐ-CP", "2024-01-10", "Nghị định", "Chính phủ"),  # its year is not that of its day
    )
    table = tmp_path / "cua-so.tsv"
    lines = ["\t".join(COLUMNS), *("\t".join((*row, *[""] * (len(COLUMNS) - 4))) for row in rows)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out, _ = told(["registry", "import", str(table), "--rules", str(tmp_path / "office")], capsys)
    assert code == 1
    assert "13/2025/NĐ-CP" in out
    kept = (tmp_path / "office" / "registry.tsv").read_text(encoding="utf-8")
    assert "12/NQ-HĐND" in kept
    assert "13/2025" not in kept
