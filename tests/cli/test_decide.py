"""``doichieu decide`` keeps what a person made of a finding, and the next check holds to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main

TEXT = """ỦY BAN NHÂN DÂN
PHƯỜNG AN BÌNH
KẾ HOẠCH
Thực hiện công tác trợ giúp xã hội trên địa bàn phường An Bình năm 2026
Ủy ban nhân dân phường An Bình ban hành Kế hoạch thực hiện công tác trợ giúp xã hội năm 2025 như sau:
I. MỤC TIÊU
Phân đấu nâng cao chất lượng trợ giúp.
II. NHIỆM VỤ
Rà soát đối tượng tại thôn ,xóm.
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def checked(draft: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, list[str]]:
    main(["check", str(draft), "--format", "json", "--fail-on", "never", *more])
    told = json.loads(capsys.readouterr().out)
    return {name: [finding["rule_id"] for finding in told[name]] for name in ("findings", "accepted", "waived")}


def test_decisions_are_kept_and_taken_back(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(draft), "--accept", "DC604", "--edit", "DC601", "Quyết tâm"]) == 0
    assert "2025” → “2026" in capsys.readouterr().out
    assert main(["decide", str(draft), "--dismiss", "DC106", "--reason", "dự thảo chưa ký", "--who", "Lê Bình"]) == 0
    capsys.readouterr()
    after = checked(draft, capsys)
    assert sorted(after["accepted"]) == ["DC601", "DC604"]
    assert after["waived"] == ["DC106"]
    draft.write_text("Phần mở đầu.\n" + TEXT.replace("Rà soát", "Thống kê"), encoding="utf-8")
    assert sorted(checked(draft, capsys)["accepted"]) == ["DC601", "DC604"]
    assert main(["decide", str(draft), "--undo", "DC604"]) == 0
    capsys.readouterr()
    assert "DC604" in checked(draft, capsys)["findings"]


def test_an_office_decides_for_all_its_drafts(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = draft.with_name("co-quan.yaml")
    main(["decide", str(draft), "--office", str(office), "--dismiss", "DC106", "--reason", "dự thảo chưa ký"])
    other = draft.with_name("khac.txt")
    other.write_text(TEXT.replace("An Bình", "Bình An"), encoding="utf-8")
    capsys.readouterr()
    assert checked(other, capsys, "--waivers", str(office))["waived"] == ["DC106"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (["--accept", "ffff"], "không có kết quả nào mang mã này"),
        (["--dismiss", "DC106"], "phải nêu lý do"),
        (["--accept", "DC106"], "không có câu chữ thay thế"),
        (["--edit", "DC106", "đã điền"], "không có chỗ để sửa"),
    ],
)
def test_what_cannot_be_decided_is_said_in_a_line(
    draft: Path, capsys: pytest.CaptureFixture[str], call: list[str], words: str
) -> None:
    assert main(["decide", str(draft), *call]) == 2
    assert words in capsys.readouterr().err
    assert not draft.with_suffix(".waivers.yaml").exists()


def test_fix_needs_a_word_file(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(draft), "--fix"]) == 2
    assert "--format docx" in capsys.readouterr().err
