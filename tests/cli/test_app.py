from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.tools.places import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
PLAN = """ỦY BAN NHÂN DÂN
PHƯỜNG AN HÒA
Số: 12/KH-UBND
An Hòa, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

Căn cứ Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ;

I. MỤC TIÊU

- Phấn đấu trên 80% hộ gia đình có đường truyền internet.

II. TỔ CHỨC THỰC HIỆN

1. Phòng Văn hóa - Xã hội chủ trì thực hiện Kế hoạch này.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        capture_output=True,
        env={**ENVIRONMENT, **environment},
        timeout=120,
        check=False,
    )


def test_extract_prints_one_json_object(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(plan)]) == 0
    got = json.loads(capsys.readouterr().out)
    assert got["schema_version"] == "1"
    assert got["document"]["source"] == str(plan)
    assert "Chuyển đổi số năm 2026" in got["text"]


def test_several_files_give_one_object_a_line(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(plan), str(plan)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["document"]["source"] for line in lines] == [str(plan)] * 2


def test_a_bad_file_is_one_line_and_the_others_are_done(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "thiếu.txt", str(plan)]) == 2
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert len(err.splitlines()) == 1
    assert "thiếu.txt" in err


def test_output_goes_whole_into_a_file(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "ra.json"
    assert main(["extract", str(plan), "-o", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["document"]["format"] == "txt"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kế hoạch.txt", "ra.json"]


def test_nothing_read_leaves_the_old_output_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "ra.json"
    target.write_text("old")
    assert main(["extract", str(tmp_path / "no.txt"), "-o", str(target)]) == 2
    assert target.read_text() == "old"


def test_output_that_cannot_be_written_is_one_line(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(plan), "-o", str(tmp_path / "none" / "ra.json")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_fault_of_the_program_is_one_line_too(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("pipeline.api.read", broken)
    assert main(["extract", str(plan)]) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "RuntimeError" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "thiếu LỆNH"),
        (["extract"], "thiếu TỆP"),
        (["extrct", "a.txt"], "có phải extract?"),
        (["extract", "a.txt", "--format", "pdf"], "chọn một trong"),
        (["extract", "a.txt", "--nope"], "không có tùy chọn --nope"),
        (["check", "a.txt", "--fromat", "html"], "có phải --format?"),
        (["--lang", "en", "extract"], "missing: FILE"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    err = capsys.readouterr().err
    assert words in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(("lang", "words"), [("vi", "cách dùng: doichieu"), ("en", "usage: doichieu")])
def test_help_in_both_languages(lang: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--lang", lang, "--help"], ["extract", "--lang", lang, "--help"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 0
        assert capsys.readouterr().out.startswith(words)


def test_output_is_utf8_whatever_the_locale(plan: Path) -> None:
    done = run("extract", str(plan), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "phường an hòa" in done.stdout.decode("utf-8").lower()


def test_a_reader_that_leaves_early_is_no_fault(plan: Path) -> None:
    files = [str(plan)] * 60
    command = [sys.executable, "-m", "pipeline", "extract", *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


HEAVY = {"spacy", "underthesea", "pandas", "pdfplumber", "scipy", "numpy", "rich", "pydantic", "lxml", "docx"}


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, pipeline.cli as c; c.build_parser(); print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        check=True,
    )
    assert not HEAVY & set(done.stdout.split())


def test_a_slip_in_a_commands_option_is_told_as_by_the_parser_of_all_commands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("extract", "check"):
        with pytest.raises(SystemExit) as stop:
            main([command, "x.txt", "--severiti", "info", "--lang", "en"])
        assert stop.value.code == 2
        assert "--severity" in capsys.readouterr().err
